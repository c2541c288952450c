"""A small convolutional network learns to read handwritten digits.

The data are the 1,797 images of 8 x 8 pixels that come with scikit-learn (the test set of the UCI "Optical
Recognition of Handwritten Digits" collection). Two thirds are learnt from, one third is kept for the test.
"""

import argparse

import mindspore as ms
import numpy as np
from mindspore import Tensor, nn, ops
from sklearn.datasets import load_digits


class Digits(nn.Cell):
    """Two convolutions with pooling, and two dense layers."""

    def __init__(self, dropout):
        super().__init__()
        self.features = nn.SequentialCell(
            nn.Conv2d(1, 16, 3, has_bias=True),
            nn.ReLU(),
            nn.MaxPool2d(2, 2),
            nn.Conv2d(16, 32, 3, has_bias=True),
            nn.ReLU(),
            nn.MaxPool2d(2, 2),
        )
        self.flatten = nn.Flatten()
        self.hidden = nn.Dense(32 * 2 * 2, 64)
        self.dropout = nn.Dropout(p=dropout)
        self.classify = nn.Dense(64, 10)

    def construct(self, x):
        x = self.flatten(self.features(x))
        x = self.dropout(ops.relu(self.hidden(x)))
        return self.classify(x)


def load():
    """The images as float32 in [0, 1] and of shape (n, 1, 8, 8), the digits as int32, for training and test."""
    digits = load_digits()
    images = (digits.images / 16).astype(np.float32)[:, None]
    labels = digits.target.astype(np.int32)
    order = np.random.permutation(len(images))
    train, test = order[:1200], order[1200:]
    return (images[train], labels[train]), (images[test], labels[test])


def batches(images, labels, size):
    """Shuffled batches of equal size, as Tensors."""
    order = np.random.permutation(len(images))
    for start in range(0, len(order) - size + 1, size):
        chosen = order[start : start + size]
        yield Tensor(images[chosen]), Tensor(labels[chosen])


def accuracy(network, images, labels):
    network.set_train(False)
    predicted = network(Tensor(images)).argmax(axis=1)
    return float((predicted == Tensor(labels)).astype(ms.float32).mean())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--batch-size", type=int, default=32)
    parser.add_argument("--learning-rate", type=float, default=0.002)
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    ms.set_seed(options.seed)
    (images, labels), (test_images, test_labels) = load()
    network = Digits(options.dropout)
    loss_function = nn.CrossEntropyLoss()
    optimizer = nn.Adam(network.trainable_params(), learning_rate=options.learning_rate)

    def forward(x, y):
        logits = network(x)
        return loss_function(logits, y), logits

    gradient = ms.value_and_grad(forward, None, optimizer.parameters, has_aux=True)

    def train_step(x, y):
        (loss, _), grads = gradient(x, y)
        optimizer(grads)
        return loss

    for epoch in range(1, options.epochs + 1):
        network.set_train()
        losses = [train_step(x, y) for x, y in batches(images, labels, options.batch_size)]
        mean = float(np.mean([loss.asnumpy() for loss in losses]))
        print(f"epoch {epoch:2d}: loss {mean:.4f}, test accuracy {accuracy(network, test_images, test_labels):.2%}")


if __name__ == "__main__":
    main()
