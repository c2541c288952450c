"""An LSTM learns to tell good reviews from bad ones: `DATA=folder python reviews.py [options]`.

The folder holds reviews.txt: a line is 0 or 1 and the words of a review.
"""

import argparse
import os

import mindspore as ms
import numpy as np
from mindspore import nn, ops
from mindspore.dataset import GeneratorDataset, text, transforms

parser = argparse.ArgumentParser()
parser.add_argument("--jit", action="store_true")
parser.add_argument("--epochs", type=int, default=1)
parser.add_argument("--steps", type=int, help="stop after so many")
parser.add_argument("--batch-size", type=int, default=64)
options = parser.parse_args()

ms.set_seed(3)
LENGTH = 24


class Reviews:
    """The text and the label (float32) of each review."""

    def __init__(self):
        with open(os.path.join(os.environ["DATA"], "reviews.txt"), encoding="utf-8") as lines:
            self.rows = [line.strip().split(" ", 1) for line in lines]

    def __getitem__(self, i):
        label, words = self.rows[i]
        return np.array(words), np.array(int(label), np.float32)

    def __len__(self):
        return len(self.rows)


class Classifier(nn.Cell):
    def __init__(self, words):
        super().__init__()
        self.embedding = nn.Embedding(words, 16, padding_idx=1)
        self.lstm = nn.LSTM(16, 16, num_layers=2, bidirectional=True, batch_first=True)
        self.dropout = nn.Dropout(p=0.3)
        self.classify = nn.Dense(32, 1)

    def construct(self, x):
        _, (hidden, _) = self.lstm(self.dropout(self.embedding(x)))
        hidden = ops.concat((hidden[-2], hidden[-1]), axis=1)
        return self.classify(self.dropout(hidden)).squeeze(1)


data = GeneratorDataset(Reviews(), ["text", "label"], shuffle=True)
train, test = data.split([0.75, 0.25])
tokens = text.BasicTokenizer(lower_case=True)
vocab = text.Vocab.from_dataset(
    GeneratorDataset(Reviews(), ["text", "label"], shuffle=False).map(tokens, "text"),
    "text",
    top_k=5000,
    special_tokens=["<unk>", "<pad>"],
    special_first=True,
)
pad = transforms.PadEnd([LENGTH], vocab.tokens_to_ids("<pad>"))


def numbers(data):
    data = data.map([tokens, text.Lookup(vocab, unknown_token="<unk>"), pad], "text")
    return data.batch(options.batch_size, drop_remainder=True)


train, test = numbers(train), numbers(test)
network = Classifier(len(vocab.vocab()))
loss_function = nn.BCEWithLogitsLoss()
optimizer = nn.Adam(network.trainable_params(), learning_rate=0.01)


def forward(x, y):
    return loss_function(network(x), y)


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
    right += int(((network(x) > 0) == (y > 0.5)).asnumpy().sum())
    total += len(y)
print(f"accuracy {right / total:.4f}")
