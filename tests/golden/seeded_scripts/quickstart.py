"""A dense network learns Fashion-MNIST: `DATA=folder python quickstart.py [options]`.

The folder holds train/ and test/ with the four idx files of the collection.
"""

import argparse
import os

import mindspore as ms
from mindspore import nn
from mindspore.dataset import FashionMnistDataset, transforms, vision

parser = argparse.ArgumentParser()
parser.add_argument("--jit", action="store_true")
parser.add_argument("--steps", type=int, help="stop after so many")
parser.add_argument("--batch-size", type=int, default=64)
options = parser.parse_args()

ms.set_seed(1)


class Network(nn.Cell):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.layers = nn.SequentialCell(
            nn.Dense(28 * 28, 512), nn.ReLU(), nn.Dense(512, 512), nn.ReLU(), nn.Dense(512, 10)
        )

    def construct(self, x):
        return self.layers(self.flatten(x))


def images(folder):
    data = FashionMnistDataset(os.path.join(os.environ["DATA"], folder))
    data = data.map(
        [vision.Rescale(1 / 255, 0), vision.Normalize(mean=(0.2860,), std=(0.3530,)), vision.HWC2CHW()], "image"
    )
    return data.map(transforms.TypeCast(ms.int32), "label").batch(options.batch_size)


train, test = images("train"), images("test")
network = Network()
loss_function = nn.CrossEntropyLoss()
optimizer = nn.SGD(network.trainable_params(), 0.01)


def forward(x, y):
    logits = network(x)
    return loss_function(logits, y), logits


gradient = ms.value_and_grad(forward, None, optimizer.parameters, has_aux=True)


def train_step(x, y):
    (loss, _), gradients = gradient(x, y)
    optimizer(gradients)
    return loss


if options.jit:
    train_step = ms.jit(train_step)

network.set_train()
for i, (x, y) in enumerate(train.create_tuple_iterator(num_epochs=1)):
    if i == options.steps:
        break
    print(f"loss {float(train_step(x, y).asnumpy()):.7g}")

network.set_train(False)
right = total = 0
for x, y in test.create_tuple_iterator(num_epochs=1):
    right += int((network(x).argmax(1) == y).asnumpy().sum())
    total += len(y)
print(f"accuracy {right / total:.4f}")
