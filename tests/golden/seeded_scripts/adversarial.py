"""Two networks learn against each other, from noise: `DATA=folder python adversarial.py [options]`.

The folder holds train/ with the two idx files of Fashion-MNIST.
"""

import argparse
import os

import mindspore as ms
from mindspore import nn, ops
from mindspore.common.initializer import Normal
from mindspore.dataset import FashionMnistDataset, vision

parser = argparse.ArgumentParser()
parser.add_argument("--jit", action="store_true")
parser.add_argument("--steps", type=int, help="stop after so many")
parser.add_argument("--batch-size", type=int, default=64)
options = parser.parse_args()

ms.set_seed(5)
BATCH, NOISE = options.batch_size, 32

data = FashionMnistDataset(os.path.join(os.environ["DATA"], "train"), usage="train", shuffle=True)
data = data.project("image").map([vision.Rescale(1 / 127.5, -1), vision.HWC2CHW()], "image").batch(BATCH, True)


class Generator(nn.Cell):
    def __init__(self):
        super().__init__()
        self.dense = nn.Dense(NOISE, 16 * 7 * 7, weight_init=Normal(0.02))
        self.up1 = nn.Conv2dTranspose(16, 8, 4, stride=2, weight_init=Normal(0.02))
        self.norm = nn.BatchNorm2d(8)
        self.up2 = nn.Conv2dTranspose(8, 1, 4, stride=2, weight_init=Normal(0.02))

    def construct(self, z):
        x = ops.relu(self.dense(z)).reshape((-1, 16, 7, 7))
        return ops.tanh(self.up2(ops.relu(self.norm(self.up1(x)))))


class Discriminator(nn.Cell):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 8, 4, stride=2, weight_init="normal")
        self.conv2 = nn.Conv2d(8, 16, 4, stride=2, weight_init="he_normal")
        self.dropout = nn.Dropout(p=0.3)
        self.dense = nn.Dense(16 * 7 * 7, 1)

    def construct(self, x):
        x = ops.leaky_relu(self.conv1(x), 0.2)
        x = self.dropout(ops.leaky_relu(self.conv2(x), 0.2))
        return self.dense(x.reshape((x.shape[0], -1)))


generator, discriminator = Generator(), Discriminator()
loss_function = nn.BCEWithLogitsLoss()
optimizer_g = nn.Adam(generator.trainable_params(), learning_rate=2e-4, beta1=0.5)
optimizer_d = nn.Adam(discriminator.trainable_params(), learning_rate=2e-4, beta1=0.5)
optimizer_g.update_parameters_name("optim_g.")
optimizer_d.update_parameters_name("optim_d.")


def forward_g(z, real):
    images = generator(z)
    return loss_function(discriminator(images), real), images


def forward_d(images, made, real, fake):
    return loss_function(discriminator(images), real) + loss_function(discriminator(made), fake)


gradient_g = ms.value_and_grad(forward_g, None, optimizer_g.parameters, has_aux=True)
gradient_d = ms.value_and_grad(forward_d, None, optimizer_d.parameters)


def train_step(images):
    real, fake = ops.ones((BATCH, 1), ms.float32), ops.zeros((BATCH, 1), ms.float32)
    images = images + 0.05 * ops.randn((BATCH, 1, 28, 28))
    z = ops.standard_normal((BATCH, NOISE))
    (loss_g, made), gradients = gradient_g(z, real)
    optimizer_g(gradients)
    loss_d, gradients = gradient_d(images, ops.stop_gradient(made), real, fake)
    optimizer_d(gradients)
    return loss_g, loss_d


if options.jit:
    train_step = ms.jit(train_step)

generator.set_train()
discriminator.set_train()
for step, (images,) in enumerate(data.create_tuple_iterator(num_epochs=1)):
    if step == options.steps:
        break
    loss_g, loss_d = train_step(images)
    print(f"loss {float(loss_g.asnumpy()):.7g}")
    print(f"loss {float(loss_d.asnumpy()):.7g}")
