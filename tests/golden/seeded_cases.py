"""Seeded programs in the style of real ones: what they print after `set_seed` is the same on MindSpore.

Each case gives numbers, in lists. Those of a ``case`` are the same to the bit; of a ``case(rounded=True)``, which
computes with what was drawn, to 5 digits.
"""

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
from mindspore import Parameter, Tensor, nn, ops
from mindspore.common.initializer import HeNormal, Normal, Orthogonal, TruncatedNormal, XavierUniform, initializer
from mindspore.dataset import transforms, vision
from mindspore.train import Callback, LossMonitor, Model

SEED = 21
CASES, ROUNDED = {}, set()


def case(make=None, *, rounded=False):
    def add(make):
        CASES[make.__name__] = make
        if rounded:
            ROUNDED.add(make.__name__)
        return make

    return add if make is None else add(make)


IMAGES = (np.arange(24 * 20 * 20 * 3) * 7919 % 251).astype(np.uint8).reshape(24, 20, 20, 3)
FEATURES = (np.arange(32 * 8) * 7919 % 251 / 125 - 1).astype(np.float32).reshape(32, 8)
LABELS = (np.arange(32) * 5 % 3).astype(np.int32)
PICTURES = (np.arange(4 * 2 * 6 * 6) * 31 % 17 / 8 - 1).astype(np.float32).reshape(4, 2, 6, 6)


class Rows:
    def __getitem__(self, i):
        return FEATURES[i], LABELS[i]

    def __len__(self):
        return len(LABELS)


def rows(**how):
    return ds.GeneratorDataset(Rows(), ["x", "y"], **how)


def pictures(*operations, workers=1, **how):
    """What a `map` makes of images: the sum of each, and its first number, which tell crops and colours apart."""
    data = ds.NumpySlicesDataset(IMAGES, ["image"], shuffle=False)
    data = data.map(list(operations), "image", num_parallel_workers=workers, **how)
    return [
        [float(x.astype(np.float64).sum()), float(x.reshape(-1)[0])]
        for _ in range(2)
        for (x,) in data.create_tuple_iterator(num_epochs=1, output_numpy=True)
    ]


def numbers(*tensors):
    return [x.asnumpy().reshape(-1).tolist() for x in tensors]


# -- training, as it is written --


def classifier():
    return nn.SequentialCell(nn.Dense(8, 16), nn.ReLU(), nn.Dropout(p=0.3), nn.Dense(16, 3))


class Losses(Callback):
    def __init__(self):
        super().__init__()
        self.losses = []

    def on_train_step_end(self, run_context):
        self.losses.append(float(run_context.original_args().net_outputs.asnumpy()))


@case(rounded=True)
def model_train_with_callbacks():
    network = classifier()
    loss = nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean")
    model = Model(network, loss, nn.Adam(network.trainable_params(), 0.01), metrics={"loss": nn.Loss()})
    train, kept = rows().batch(8), Losses()
    model.train(2, train, callbacks=[LossMonitor(4), kept], dataset_sink_mode=False)
    return [kept.losses, [model.eval(rows(shuffle=False).batch(8), dataset_sink_mode=False)["loss"]]]


@case(rounded=True)
def model_fit_evaluates_between_epochs():
    network, kept = classifier(), Losses()
    model = Model(
        network, nn.CrossEntropyLoss(), nn.Momentum(network.trainable_params(), 0.05, 0.9), {"loss": nn.Loss()}
    )
    train, valid = rows().batch(8), rows().batch(16)
    model.fit(3, train, valid, callbacks=kept, dataset_sink_mode=False, valid_dataset_sink_mode=False)
    return [kept.losses]


@case(rounded=True)
def train_one_step_cell():
    network = classifier()
    step = nn.TrainOneStepCell(nn.WithLossCell(network, nn.CrossEntropyLoss()), nn.SGD(network.trainable_params(), 0.1))
    step.set_train()
    return [[float(step(x, y).asnumpy()) for _ in range(2) for x, y in rows().batch(8).create_tuple_iterator()]]


def _steps(network, loss_function, optimizer, batches, jit=False):
    def forward(*batch):
        return loss_function(network, *batch)

    gradient = ms.value_and_grad(forward, None, optimizer.parameters)

    def step(*batch):
        loss, gradients = gradient(*batch)
        optimizer(gradients)
        return loss

    step = ms.jit(step) if jit else step
    network.set_train()
    return [float(step(*batch).asnumpy()) for batch in batches]


def cross_entropy(network, x, y):
    return ops.cross_entropy(network(x), y)


def _evaluates_in_the_middle(jit):
    """The second half of the training draws after an evaluation that drew as well, for noise and by a shuffled set."""
    network, losses = classifier(), []
    optimizer = nn.Adam(network.trainable_params(), 0.01)
    train, valid = rows().batch(8), rows().shuffle(8).batch(8)
    for _ in range(2):
        losses += _steps(network, cross_entropy, optimizer, train.create_tuple_iterator(), jit)
        network.set_train(False)
        losses += [float(cross_entropy(network, x + ops.randn_like(x), y).asnumpy()) for x, y in valid]
    return [losses]


@case(rounded=True)
def evaluates_in_the_middle():
    return _evaluates_in_the_middle(False)


@case(rounded=True)
def evaluates_in_the_middle_jitted():
    return _evaluates_in_the_middle(True)


@case(rounded=True)
def two_networks_in_one_script():
    out = []
    for rate in (0.01, 0.02):
        network = classifier()
        optimizer = nn.Adam(network.trainable_params(), rate)
        out.append(_steps(network, cross_entropy, optimizer, rows().batch(8).create_tuple_iterator()))
    return out


@case(rounded=True)
def two_jitted_steps_of_one_network():
    network = classifier()
    optimizer = nn.Adam(network.trainable_params(), 0.01)
    batches = list(rows().batch(8).create_tuple_iterator())
    return [_steps(network, cross_entropy, optimizer, batches, jit=True) for _ in range(2)]


def _network(name, make, loss, batches, jitted=True):
    def run(jit):
        network = make()
        return [_steps(network, loss, nn.Adam(network.trainable_params(), 0.01), batches, jit)]

    for jit in (False, True)[: 1 + jitted]:
        CASES[name + "_jitted" * jit] = lambda jit=jit: run(jit)
        ROUNDED.add(name + "_jitted" * jit)


BATCHES = [(Tensor(FEATURES[i : i + 8]), Tensor(LABELS[i : i + 8])) for i in (0, 8, 16)]
TARGETS = Tensor(np.arange(4) % 3, ms.int32)


class Autoencoder(nn.Cell):
    """A variational one (Kingma and Welling, 2014)."""

    def __init__(self, draw):
        super().__init__()
        self.encode, self.mean, self.scale = nn.Dense(8, 12), nn.Dense(12, 3), nn.Dense(12, 3)
        self.decode = nn.SequentialCell(nn.Dense(3, 12), nn.Tanh(), nn.Dense(12, 8))
        self.draw = draw

    def construct(self, x):
        hidden = ops.tanh(self.encode(x))
        mean, log_variance = self.mean(hidden), self.scale(hidden)
        z = mean + ops.exp(0.5 * log_variance) * self.draw(mean)
        divergence = -0.5 * (1 + log_variance - mean**2 - ops.exp(log_variance)).sum() / x.shape[0]
        return self.decode(z), divergence


def evidence_bound(network, x, y):
    made, divergence = network(x)
    return ops.mse_loss(made, x) + 0.1 * divergence


def like(mean):
    return ops.randn_like(mean)


def of_its_shape(mean):
    return ops.standard_normal(mean.shape)


def scaled(mean):
    return ops.normal(mean.shape, 0.0, 1.0)


for _draw in (like, of_its_shape, scaled):
    _network(
        f"autoencoder_{_draw.__name__}", lambda draw=_draw: Autoencoder(draw), evidence_bound, BATCHES, _draw is like
    )


class Noise(nn.Cell):
    """Gaussian noise while training, as users write it."""

    def __init__(self, size):
        super().__init__()
        self.size = size

    def construct(self, x):
        return x + self.size * ops.standard_normal(x.shape) if self.training else x


_network(
    "noise",
    lambda: nn.SequentialCell(Noise(0.1), nn.Dense(8, 4), nn.Tanh(), Noise(0.2), nn.Dense(4, 3)),
    cross_entropy,
    BATCHES,
)
_network(
    "dropped_channels",
    lambda: nn.SequentialCell(
        nn.Conv2d(2, 4, 3, weight_init=HeNormal()), nn.BatchNorm2d(4), nn.ReLU(), nn.Dropout2d(0.4),
        nn.AvgPool2d(2, 2), nn.Flatten(), nn.Dense(36, 3, XavierUniform()),
    ),
    cross_entropy,
    [(Tensor(PICTURES), TARGETS)] * 3,
)  # fmt: skip
_network(
    "many_initial_weights",
    lambda: nn.SequentialCell(
        nn.Conv2d(2, 4, 3, has_bias=True, weight_init="xavier_normal", bias_init=Normal(0.1)), nn.GroupNorm(2, 4), nn.GELU(),
        nn.Conv2dTranspose(4, 2, 2, stride=2, weight_init=TruncatedNormal(0.1)), nn.PReLU(2), nn.Flatten(),
        nn.Dense(288, 8, "truncatedNormal"), nn.LayerNorm((8,)), nn.Dropout(p=0.2), nn.Dense(8, 3, Orthogonal()),
    ),
    cross_entropy,
    [(Tensor(PICTURES), TARGETS)] * 2,
    jitted=False,
)  # fmt: skip


class Functional(nn.Cell):
    """Dropout as a function."""

    def __init__(self):
        super().__init__()
        self.dense1, self.dense2 = nn.Dense(8, 12), nn.Dense(12, 3)

    def construct(self, x):
        x = ops.dropout(ops.relu(self.dense1(x)), 0.4, self.training)
        return self.dense2(ops.dropout(x, p=0.1, training=self.training))


_network("dropout_as_a_function", Functional, cross_entropy, BATCHES)


class Words(nn.Cell):
    """A recurrent layer with dropout between its two."""

    def __init__(self, kind):
        super().__init__()
        self.embedding = nn.Embedding(16, 5, padding_idx=0)
        self.recurrent = kind(5, 4, num_layers=2, batch_first=True, dropout=0.5)
        self.dense = nn.Dense(4, 3)

    def construct(self, x):
        return self.dense(self.recurrent(self.embedding(x))[0][:, -1])


TOKENS = Tensor(np.arange(24).reshape(4, 6) * 7 % 16, ms.int32)
WORDS = [(TOKENS, TARGETS)] * 3
for _kind in (nn.RNN, nn.GRU, nn.LSTM):
    _network(
        f"dropout_between_{_kind.__name__}", lambda kind=_kind: Words(kind), cross_entropy, [(TOKENS, TARGETS)] * 3
    )


class Attention(nn.Cell):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(16, 4, embedding_table=TruncatedNormal(0.02))
        layer = nn.TransformerEncoderLayer(4, 2, 8, dropout=0.0, batch_first=True)
        self.encoder, self.dense = nn.TransformerEncoder(layer, 1), nn.Dense(4, 3)

    def construct(self, x):
        return self.dense(self.encoder(self.embedding(x)).mean(1))


_network("attention", Attention, cross_entropy, WORDS, jitted=False)


@case(rounded=True)
def negative_sampling():
    """Embeddings learn with words drawn anew in each step."""
    table = nn.Embedding(16, 4)
    optimizer = nn.SGD(table.trainable_params(), 0.1)

    def loss(table, x):
        other = ops.randint(0, 16, (4, 5))
        near, far = (table(x[:, :1]) * table(x[:, 1:2])).sum(-1), (table(x[:, :1]) * table(other)).sum(-1)
        return -(ops.logsigmoid(near).mean() + ops.logsigmoid(-far).mean())

    return [_steps(table, loss, optimizer, [(TOKENS,)] * 4)]


@case(rounded=True)
def diffusion():
    """A network learns to tell the noise (Ho et al., 2020): times and noise are drawn in each step."""
    network = nn.SequentialCell(nn.Dense(9, 16), nn.SiLU(), nn.Dense(16, 8))
    share = Tensor(np.cumprod(1 - np.linspace(1e-4, 0.02, 50)), ms.float32)

    def loss(network, x, y):
        t = ops.randint(0, 50, (x.shape[0],))
        noise = ops.randn_like(x)
        a = share[t].expand_dims(1)
        seen = ops.concat([a.sqrt() * x + (1 - a).sqrt() * noise, t.astype(ms.float32).expand_dims(1) / 50], 1)
        return ops.mse_loss(network(seen), noise)

    return [_steps(network, loss, nn.Adam(network.trainable_params(), 1e-2), BATCHES)]


@case(rounded=True)
def policy_gradient():
    """Actions are drawn with the probabilities that a network gives."""
    network = nn.SequentialCell(nn.Dense(8, 8), nn.Tanh(), nn.Dense(8, 3))
    optimizer = nn.Adam(network.trainable_params(), 0.01)
    out = []
    for x, _ in BATCHES:
        actions = ops.multinomial(ops.softmax(network(x)), 1)[:, 0]
        out.append(actions.asnumpy().tolist())

        def loss(network, x, actions):
            chosen = ops.gather_elements(ops.log_softmax(network(x)), 1, actions.expand_dims(1))
            return -(chosen[:, 0] * (1 - actions)).mean()

        out.append(_steps(network, loss, optimizer, [(x, actions)]))
    return out


# -- draws and weights --


@case
def weights_between_draws():
    """Weights and numpy share a stream; operators have their own."""
    first = nn.Dense(3, 2).weight
    drawn, array = ops.randn(3), np.random.rand(2).tolist()
    second = nn.Conv2d(1, 1, 3).weight
    return [*numbers(first, drawn, second, ops.randn(2)), array, np.random.permutation(6).tolist()]


@case
def a_parameter_from_numpy():
    weight = Parameter(Tensor(np.random.normal(0, 0.1, (2, 3)), ms.float32))
    again = initializer(Normal(0.02), (2, 2), ms.float32).init_data()
    return numbers(weight, again, Parameter(initializer("xavier_uniform", (2, 3)), name="w"))


@case
def a_seed_in_the_middle():
    out = [*numbers(ops.rand(2), nn.Dense(2, 2).weight)]
    ms.set_seed(4)
    out += numbers(ops.rand(2), nn.Dense(2, 2).weight)
    ms.set_seed(4)
    return out + numbers(ops.rand(2), nn.Dense(2, 2).weight)


@case
def a_layer_made_before_the_seed():
    drop = nn.Dropout(p=0.5).set_train()
    x = Tensor(np.ones(16), ms.float32)
    first = drop(x)
    ms.set_seed(SEED)
    return numbers(first, drop(x), nn.Dropout(p=0.5).set_train()(x))


@case
def weights_initialised_again():
    """As scripts do after making a network."""
    network = nn.SequentialCell(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.Dense(3, 2))
    for _, cell in network.cells_and_names():
        if isinstance(cell, nn.Conv2d):
            cell.weight.set_data(initializer(HeNormal(mode="fan_out", nonlinearity="relu"), cell.weight.shape))
        elif isinstance(cell, nn.Dense):
            cell.weight.set_data(initializer(TruncatedNormal(0.02), cell.weight.shape, cell.weight.dtype))
            cell.bias.set_data(initializer("zeros", cell.bias.shape))
    return numbers(*network.get_parameters())


@case
def states_of_the_default_generator():
    ms.manual_seed(5)
    first = ms.get_rng_state()
    ops.rand(2)
    nn.Dense(2, 2)
    second = ms.get_rng_state()
    ms.set_rng_state(first)
    return [*numbers(first, second, ms.get_rng_state()), [ms.initial_seed()], *numbers(ops.rand(2), ops.randn(2))]


@case
def streams_of_each_name():
    out = []
    for _ in range(4):
        out += numbers(
            ops.rand(1), ops.randn(1), ops.randint(0, 99, (2,)), ops.standard_normal((1,)), ops.rand_like(ops.ones(2))
        )
        out += numbers(ops.dropout(ops.ones((8,), ms.float32), 0.5), ops.uniform((1,), Tensor(0.0), Tensor(2.0)))
    return out


# -- data --


def order(data, epochs=2):
    iterator = data.create_tuple_iterator(num_epochs=epochs, output_numpy=True)
    return [[np.asarray(row[0]).reshape(-1)[0].item() for row in iterator] for _ in range(epochs)]


@case
def order_with_several_workers():
    data = rows(num_parallel_workers=2, shuffle=True).map(lambda x: x * 2, "x", num_parallel_workers=2).batch(4)
    return order(data.repeat(2))


@case
def seeds_of_the_data_alone():
    ds.config.set_seed(7)
    first = order(rows())
    ds.config.set_seed(7)
    return [*first, *order(rows().shuffle(5)), np.random.rand(2).tolist(), *numbers(ops.rand(2))]


@case
def two_data_sets_at_once():
    first, second = rows().create_tuple_iterator(output_numpy=True), rows().create_tuple_iterator(output_numpy=True)
    return [[x[0].item(), z[0].item()] for (x, _), (z, _) in zip(first, second, strict=True)]


@case
def split_and_shuffle():
    train, valid, test = rows().split([0.5, 0.25, 0.25])
    return [*order(train.shuffle(4).batch(2)), *order(valid), *order(test.repeat(2), 1)]


@case
def samplers():
    out = []
    for sampler in (
        ds.WeightedRandomSampler([i / 32 for i in range(32)], 10), ds.WeightedRandomSampler([1.0, 5.0] * 16, 12, replacement=False),
        ds.RandomSampler(replacement=True, num_samples=9), ds.RandomSampler(), ds.SubsetRandomSampler([3, 1, 4, 15, 9, 2, 6]),
        ds.DistributedSampler(4, 1),
    ):  # fmt: skip
        out += order(rows(sampler=sampler))
    return out


def _noise_of_numpy(x):
    return x + np.random.normal(size=x.shape).astype(np.float32)


@case
def numpy_draws_in_a_map():
    data = rows(shuffle=False).map(_noise_of_numpy, "x", num_parallel_workers=1).batch(8)
    return order(data)


@case
def a_generator_that_draws():
    class Pairs:
        def __getitem__(self, i):
            return np.array([i, np.random.randint(100)]), np.random.rand()

        def __len__(self):
            return 8

    data = ds.GeneratorDataset(Pairs(), ["pair", "x"], shuffle=True, num_parallel_workers=1)
    return [
        [*pair.tolist(), x.item()]
        for _ in range(2)
        for pair, x in data.create_tuple_iterator(num_epochs=1, output_numpy=True)
    ]


@case
def mixed_up():
    data = ds.NumpySlicesDataset((FEATURES, LABELS), ["x", "y"]).map(transforms.OneHot(3), "y", num_parallel_workers=1)
    return order(data.batch(8).shuffle(2))


@case
def crops_and_flips():
    return pictures(vision.RandomCrop(16, padding=2), vision.RandomHorizontalFlip(0.5), vision.RandomVerticalFlip(0.3))


@case
def crops_and_flips_with_two_workers():
    return pictures(vision.RandomCrop(16, padding=2), vision.RandomHorizontalFlip(0.5), workers=2)


@case
def colours_and_rotations():
    return pictures(vision.RandomColorAdjust(0.4, 0.4, 0.4, 0.1), vision.RandomRotation(20))


@case
def resized_crops():
    return pictures(vision.RandomResizedCrop(12, (0.3, 1.0)), vision.RandomHorizontalFlip())


@case
def applied_at_random():
    return pictures(
        transforms.RandomApply([vision.RandomCrop(16), vision.Resize(20)], 0.5),
        transforms.RandomChoice([vision.RandomHorizontalFlip(1.0), vision.RandomVerticalFlip(1.0), vision.Invert()]),
    )


@case
def sub_policies():
    policy = [
        [(vision.RandomRotation((45, 45)), 0.5), (vision.RandomVerticalFlip(), 1.0), (vision.Invert(), 0.8)],
        [(vision.RandomColor((0.5, 1.5)), 1.0), (vision.RandomHorizontalFlip(), 0.8)],
    ]
    return pictures(vision.RandomSelectSubpolicy(policy))


@case
def uniform_augment():
    return pictures(
        vision.UniformAugment([vision.RandomHorizontalFlip(), vision.Invert(), vision.RandomCrop(20, 2)], 2)
    )


@case
def affine_and_erased():
    return pictures(
        vision.RandomAffine(15, (0.1, 0.1), (0.8, 1.2)), vision.CutOut(4), vision.ToTensor(), vision.RandomErasing(0.7)
    )


@case
def images_of_pillow():
    return pictures(
        vision.ToPIL(),
        vision.RandomCrop(16),
        vision.RandomColorAdjust(0.3),
        vision.RandomGrayscale(0.4),
        vision.ToTensor(),
    )


@case(rounded=True)
def augmented_and_trained():
    """Weights, order, augmentation, dropout: all from one seed."""
    data = ds.NumpySlicesDataset({"image": IMAGES, "label": (np.arange(24) % 3).astype(np.int32)})
    operations = [
        vision.RandomCrop(16, 2),
        vision.RandomHorizontalFlip(),
        vision.Rescale(1 / 255, 0.0),
        vision.HWC2CHW(),
    ]
    data = data.map(operations, "image", num_parallel_workers=2).batch(6)
    network = nn.SequentialCell(
        nn.Conv2d(3, 4, 3, stride=2), nn.BatchNorm2d(4), nn.ReLU(), nn.Flatten(), nn.Dropout(p=0.2), nn.Dense(256, 3)
    )
    optimizer = nn.Momentum(network.trainable_params(), 0.01, 0.9)
    return [_steps(network, cross_entropy, optimizer, data.create_tuple_iterator()) for _ in range(2)]


def outcome(name):
    """What a case gives after `set_seed`."""
    ms.set_seed(SEED)
    return CASES[name]()
