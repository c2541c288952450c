"""One linear layer with a logistic loss, w and b from numpy's seed 42.

The ground that MindSpore's tutorial on functional autodiff covers, with what is printed on the way.
"""

import mindspore as ms
import numpy as np
from mindspore import Parameter, Tensor, nn, ops

from cases import case


def setting():
    np.random.seed(42)
    w = Parameter(Tensor(np.random.randn(5, 3), ms.float32), name="w")
    b = Parameter(Tensor(np.random.randn(3), ms.float32), name="b")
    return ops.ones(5, ms.float32), ops.zeros(3, ms.float32), w, b


def logits(x, w, b):
    return ops.matmul(x, w) + b


def logistic(z, y):
    return ops.binary_cross_entropy_with_logits(z, y, ops.ones_like(z), ops.ones_like(z))


def loss_only(x, y, w, b):
    return logistic(logits(x, w, b), y)


def loss_and_logits(x, y, w, b):
    z = logits(x, w, b)
    return logistic(z, y), z


def loss_and_stopped_logits(x, y, w, b):
    z = logits(x, w, b)
    return logistic(z, y), ops.stop_gradient(z)


class Linear(nn.Cell):
    def __init__(self, w, b):
        super().__init__()
        self.w = w
        self.b = b

    def construct(self, x):
        return logits(x, self.w, self.b)


@case
def value():
    loss = loss_only(*setting())
    return loss, str(loss), repr(loss)[:40], str(loss.dtype), loss.shape


@case
def gradients_by_position():
    return ms.grad(loss_only, (2, 3))(*setting())


@case
def gradients_of_the_sum_of_outputs():
    return ms.grad(loss_and_logits, (2, 3))(*setting())


@case
def gradients_with_an_output_stopped():
    return ms.grad(loss_and_stopped_logits, (2, 3))(*setting())


@case
def gradients_with_auxiliary_output():
    gradients, (z,) = ms.grad(loss_and_logits, (2, 3), has_aux=True)(*setting())
    return gradients, z, str(z)


@case
def gradients_of_the_parameters_of_a_cell():
    x, y, w, b = setting()
    net, loss_fn = Linear(w, b), nn.BCEWithLogitsLoss()
    print(net)
    step = ms.value_and_grad(lambda x, y: loss_fn(net(x), y), None, weights=net.trainable_params())
    return step(x, y), [p.name for p in net.trainable_params()]
