"""The networks of the cases of mixed precision: at the top of a module, since level O1 reads its source."""

import numpy as np
from mindspore import Parameter, Tensor, nn, ops


class Small(nn.Cell):
    def __init__(self):
        super().__init__()
        rng = np.random.RandomState(0)
        self.conv = nn.Conv2d(1, 2, 3, weight_init=Tensor(rng.rand(2, 1, 3, 3).astype(np.float32) - 0.5))
        self.norm = nn.BatchNorm2d(2)
        self.relu = nn.ReLU()
        self.flatten = nn.Flatten()
        self.dense = nn.Dense(72, 3, Tensor(rng.rand(3, 72).astype(np.float32) - 0.5), "zeros")

    def construct(self, x):
        return self.dense(self.flatten(self.relu(self.norm(self.conv(x)))))


class Layer(nn.Cell):
    """Lowered in a sub-Cell."""

    def __init__(self):
        super().__init__()
        self.fc = nn.Dense(1, 1, weight_init="ones", has_bias=False)
        self.scale = Parameter(Tensor([1.0]), name="scale")
        self.matmul = ops.MatMul()
        self.count = 3

    def construct(self, x):
        return self.fc(x)


class Direct(Layer):
    """Lowered in itself."""

    def construct(self, x):
        return self.matmul(x, x)
