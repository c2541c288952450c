"""A convolutional network with dropout learns augmented images: `DATA=folder python convolutional.py [options]`.

The folder holds train/ and test/ with the four idx files of Fashion-MNIST.
"""

import argparse
import os

import mindspore as ms
from mindspore import nn, ops
from mindspore.dataset import FashionMnistDataset, transforms, vision

parser = argparse.ArgumentParser()
parser.add_argument("--jit", action="store_true")
parser.add_argument("--epochs", type=int, default=1)
parser.add_argument("--steps", type=int, help="stop after so many")
parser.add_argument("--batch-size", type=int, default=64)
options = parser.parse_args()

ms.set_seed(8)


class Network(nn.Cell):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 8, 3, pad_mode="same", has_bias=True)
        self.norm = nn.BatchNorm2d(8)
        self.conv2 = nn.Conv2d(8, 16, 3, pad_mode="valid")
        self.pool = nn.MaxPool2d(2, 2)
        self.drop_channels = nn.Dropout2d(0.1)
        self.drop1 = nn.Dropout(p=0.25)
        self.flatten = nn.Flatten()
        self.hidden = nn.Dense(16 * 6 * 6, 128)
        self.drop2 = nn.Dropout(p=0.5)
        self.classify = nn.Dense(128, 10)

    def construct(self, x):
        x = self.pool(ops.relu(self.norm(self.conv1(x))))
        x = self.drop_channels(self.pool(ops.relu(self.conv2(x))))
        x = self.drop1(self.flatten(x))
        return self.classify(self.drop2(ops.relu(self.hidden(x))))


def images(folder, augment):
    data = FashionMnistDataset(os.path.join(os.environ["DATA"], folder), num_parallel_workers=1, shuffle=augment)
    operations = [vision.Rescale(1 / 255, 0), vision.Normalize(mean=(0.2860,), std=(0.3530,)), vision.HWC2CHW()]
    if augment:
        operations = [vision.RandomCrop(28, padding=4), vision.RandomHorizontalFlip(0.5), *operations]
    data = data.map(operations, "image", num_parallel_workers=1)
    data = data.map(transforms.TypeCast(ms.int32), "label", num_parallel_workers=1)
    return data.batch(options.batch_size, drop_remainder=augment)


train, test = images("train", True), images("test", False)
network = Network()
steps = train.get_dataset_size() * options.epochs
rates = nn.cosine_decay_lr(0.0, 0.01, total_step=steps, step_per_epoch=1, decay_epoch=steps)
optimizer = nn.Momentum(network.trainable_params(), learning_rate=rates, momentum=0.9, weight_decay=1e-4)


def forward(x, y):
    return ops.cross_entropy(network(x), y)


gradient = ms.value_and_grad(forward, None, optimizer.parameters)


def train_step(x, y):
    loss, gradients = gradient(x, y)
    optimizer(gradients)
    return loss


if options.jit:
    train_step = ms.jit(train_step)

network.set_train()
step = 0
for _ in range(options.epochs):
    for x, y in train.create_tuple_iterator():
        if step != options.steps:
            print(f"loss {float(train_step(x, y).asnumpy()):.7g}")
            step += 1

network.set_train(False)
right = total = 0
for x, y in test.create_tuple_iterator():
    right += int((network(x).argmax(1) == y).asnumpy().sum())
    total += len(y)
print(f"accuracy {right / total:.4f}")
