"""Cases of mixed precision: what dtype each operator and layer gives at each level, and the scalers."""

import numpy as np

LEVELS = ("O0", "O2", "O3", "auto")


def _functions(ms):
    """Functions of one array [4, 4] of floats."""
    ops, Tensor = ms.ops, ms.Tensor
    rng = np.random.RandomState(0)
    f32 = Tensor(rng.rand(4, 4).astype(np.float32) / 2 + 0.1)
    v32 = Tensor(rng.rand(4).astype(np.float32) + 0.1)
    image = Tensor(rng.rand(1, 2, 6, 6).astype(np.float32))
    kernel = Tensor(rng.rand(2, 2, 3, 3).astype(np.float32))
    labels = Tensor(np.array([0, 1, 2, 3], np.int32))
    names = (
        "abs acos acosh asin asinh atan atanh ceil cos cosh erf erfc erfinv exp expm1 floor log log1p neg reciprocal "
        "round rsqrt sigmoid sign sin sinh sqrt square tan tanh relu relu6 gelu elu silu mish hardswish softsign selu "
        "softmax log_softmax softplus mean sum prod std var amax argmax isfinite flatten hardsigmoid "
        "logsigmoid celu leaky_relu softshrink hardshrink tanhshrink trunc"
    ).split()
    cases = {name: getattr(ops, name) for name in names}
    cases |= {
        "transpose": lambda x: ops.transpose(x, (1, 0)),
        "reshape": lambda x: x.reshape(16),
        "index": lambda x: x[0],
        "cdist": lambda x: ops.cdist(x, x),
        "cumsum": lambda x: ops.cumsum(x, 0),
        "cumprod": lambda x: ops.cumprod(x, 0),
        "logsumexp": lambda x: ops.logsumexp(x, 0),
        "max": lambda x: ops.max(x)[0],
        "matmul": lambda x: ops.matmul(x, x),
        "MatMul": lambda x: ops.MatMul()(x, x),
        "@": lambda x: x @ x,
        "bmm": lambda x: ops.bmm(x.reshape(1, 4, 4), x.reshape(1, 4, 4)),
        "mm": lambda x: ops.mm(x, x),
        "outer": lambda x: ops.outer(x[0], x[0]),
        "prelu": lambda x: ops.prelu(x, v32[:1]),
        "conv2d": lambda x: ops.conv2d(image.astype(x.dtype), kernel),
        "pow": lambda x: ops.pow(x, 2.0),
        "**": lambda x: x**2,
        "pow tensors": lambda x: ops.pow(x, x),
        "+": lambda x: x + x,
        "+ 1": lambda x: x + 1.0,
        "*": lambda x: x * x,
        "* mixed": lambda x: x * f32,
        "+ mixed": lambda x: x + f32,
        "/": lambda x: x / x,
        "-": lambda x: x - x,
        "maximum": lambda x: ops.maximum(x, x),
        "cat": lambda x: ops.cat((x, x)),
        "cat mixed": lambda x: ops.cat((x, f32)),
        "stack": lambda x: ops.stack((x, x)),
        "addn": lambda x: ops.addn((x, x)),
        "bias_add": lambda x: ops.bias_add(x, v32),
        "where": lambda x: ops.where(x > 0, x, f32),
        "layer_norm": lambda x: ops.layer_norm(x, (4,), v32, v32),
        "mse_loss": lambda x: ops.mse_loss(x, f32),
        "l1_loss": lambda x: ops.l1_loss(x, f32),
        "smooth_l1_loss": lambda x: ops.smooth_l1_loss(x, f32),
        "kl_div": lambda x: ops.kl_div(x, f32),
        "bce_logits": lambda x: ops.binary_cross_entropy_with_logits(x, f32, v32, v32),
        "cross_entropy": lambda x: ops.cross_entropy(x, labels),
        "nll_loss": lambda x: ops.nll_loss(x, labels),
        "bce": lambda x: ops.binary_cross_entropy(x / 4, f32 / 4),
        "max_pool2d": lambda x: ops.max_pool2d(image.astype(x.dtype), 2),
        "avg_pool2d": lambda x: ops.avg_pool2d(image.astype(x.dtype), 2),
        "gather": lambda x: ops.gather(x, labels, 0),
        "astype": lambda x: x.astype(ms.float32),
        "zeros_like": lambda x: ops.zeros_like(x),
        "compare": lambda x: x > f32,
    }
    return cases


def _layers(ms):
    """Layers, with what to call them with for an array [4, 4]."""
    nn, Tensor = ms.nn, ms.Tensor
    rng = np.random.RandomState(0)
    f32 = Tensor(rng.rand(4, 4).astype(np.float32))
    image = Tensor(rng.rand(1, 2, 6, 6).astype(np.float32))
    labels = Tensor(np.array([0, 1, 2, 3], np.int32))

    def one(x):
        return (x,)

    def picture(x):
        return (image.astype(x.dtype),)

    return {
        "Dense": (lambda: nn.Dense(4, 3), one),
        "Conv2d": (lambda: nn.Conv2d(2, 3, 3, has_bias=True), picture),
        "Conv2dTranspose": (lambda: nn.Conv2dTranspose(2, 3, 3), picture),
        "Conv1d": (lambda: nn.Conv1d(2, 3, 3), lambda x: (image.astype(x.dtype)[0, :, :1].reshape(1, 2, 6),)),
        "BatchNorm2d": (lambda: nn.BatchNorm2d(2), picture),
        "BatchNorm1d": (lambda: nn.BatchNorm1d(4), one),
        "LayerNorm": (lambda: nn.LayerNorm((4,)), one),
        "GroupNorm": (lambda: nn.GroupNorm(2, 2), picture),
        "Embedding": (lambda: nn.Embedding(4, 3), lambda x: (labels,)),
        "PReLU": (lambda: nn.PReLU(), one),
        "ReLU": (lambda: nn.ReLU(), one),
        "GELU": (lambda: nn.GELU(), one),
        "Softmax": (lambda: nn.Softmax(), one),
        "Sigmoid": (lambda: nn.Sigmoid(), one),
        "MaxPool2d": (lambda: nn.MaxPool2d(2), picture),
        "AvgPool2d": (lambda: nn.AvgPool2d(2), picture),
        "Dropout": (lambda: nn.Dropout(p=0.5), one),
        "Flatten": (lambda: nn.Flatten(), picture),
        "CrossEntropyLoss": (lambda: nn.CrossEntropyLoss(), lambda x: (x, labels)),
        "SoftmaxCrossEntropy": (lambda: nn.SoftmaxCrossEntropyWithLogits(sparse=True), lambda x: (x, labels)),
        "MSELoss": (lambda: nn.MSELoss(), lambda x: (x, f32)),
        "BCEWithLogitsLoss": (lambda: nn.BCEWithLogitsLoss(), lambda x: (x, f32)),
        "LSTM": (lambda: nn.LSTM(4, 3), lambda x: (x.reshape(1, 4, 4),)),
        "GRU": (lambda: nn.GRU(4, 3), lambda x: (x.reshape(1, 4, 4),)),
        "RNNCell": (lambda: nn.RNNCell(4, 3), lambda x: (x, x[:, :3])),
        "LSTMCell": (lambda: nn.LSTMCell(4, 3), lambda x: (x, (x[:, :3], x[:, :3]))),
        "MultiheadAttention": (lambda: nn.MultiheadAttention(4, 2), lambda x: (x, x, x)),
    }


def names(ms):
    """All cases: (kind, name)."""
    return [*[("function", n) for n in _functions(ms)], *[("layer", n) for n in _layers(ms)]]


def run_case(ms, kind, name):
    """The dtype within a network at each level, for a float32 and a float16 input; an exception's type in place of it."""
    nn, amp = ms.nn, ms.amp
    seen = []

    class Net(nn.Cell):
        def __init__(self, call, layer=None):
            super().__init__()
            self.layer, self.call = layer, call

        def construct(self, x):
            try:
                out = self.call(x) if self.layer is None else self.layer(*self.call(x))
                while isinstance(out, tuple):
                    out = out[0]
                seen.append(str(out.dtype))
            except Exception as error:  # noqa: BLE001
                seen.append(type(error).__name__)
            return x

    row = {}
    for level in LEVELS:
        for dtype in (ms.float32, ms.float16):
            if kind == "function":
                net = Net(_functions(ms)[name])
            else:
                make, call = _layers(ms)[name]
                net = Net(call, make())
            x = ms.Tensor(np.random.RandomState(0).rand(4, 4).astype(np.float32) / 2 + 0.1).astype(dtype)
            seen.clear()
            amp.auto_mixed_precision(net, level)(x)
            row[f"{level} {dtype!s}"] = seen[0]
    return row


def _small(ms):
    from amp_net import Small

    return Small()


def run_training(ms):
    """20 losses of each level, and the dtypes of output, parameters and gradients."""
    nn, amp, Tensor = ms.nn, ms.amp, ms.Tensor
    rng = np.random.RandomState(3)
    x, y = Tensor(rng.rand(8, 1, 6, 6).astype(np.float32)), Tensor(rng.randint(0, 3, 8).astype(np.int32))
    figures = {}
    for level in ("O0", "O1", "O2", "O3", "auto"):
        net = amp.auto_mixed_precision(_small(ms), level)
        net.set_train()
        loss = nn.CrossEntropyLoss()
        weights = net.trainable_params()
        optimizer = nn.Momentum(weights, 0.05, 0.9)
        step = ms.value_and_grad(lambda a, b, net=net, loss=loss: loss(net(a), b), None, weights)
        losses = []
        for _ in range(20):
            value, gradients = step(x, y)
            optimizer(gradients)
            losses.append(float(value.asnumpy()))
        figures[level] = {
            "losses": losses,
            "output": str(net(x).dtype),
            "class": type(net).__name__,
            "parameters": {p.name: str(p.dtype) for p in net.get_parameters()},
            "gradients": [str(g.dtype) for g in gradients],
        }
    return figures


def _error(call):
    try:
        call()
    except Exception as error:  # noqa: BLE001
        return type(error).__name__
    return "none"


def run_scalers(ms):
    """Loss scalers and loss scale managers, and what they refuse."""
    amp, Tensor = ms.amp, ms.Tensor
    figures = {}
    scaler = amp.DynamicLossScaler(16, 2, 2)
    rows = []
    for finite in (True, True, False, True, False, False, False, False, False, True, True, True, True):
        scaler.adjust(Tensor(finite))
        rows.append([float(scaler.scale_value.asnumpy()), int(scaler.counter.asnumpy())])
    figures["dynamic"] = rows
    scaler = amp.StaticLossScaler(8)
    figures["static"] = [
        str(scaler.scale(Tensor([1.0, 2.0]))),
        str(scaler.unscale((Tensor([8.0]), Tensor([16.0], ms.float16)))),
        str(scaler.scale([Tensor([1.0], ms.float16)])),
    ]
    inf = np.float32(np.inf)
    figures["finite"] = [
        str(amp.all_finite((Tensor([1.0]), Tensor([inf])))),
        str(amp.all_finite([Tensor([1.0]), Tensor([2.0], ms.float16)])),
        str(amp.all_finite((Tensor([inf - inf]),))),
        str(amp.all_finite((Tensor([-inf], ms.float16), Tensor([1.0])))),
    ]
    manager = amp.DynamicLossScaleManager(8, 2, 2)
    rows = []
    for overflow in (False, False, True, True, True, True, True, False, False, False):
        manager.update_loss_scale(overflow)
        rows.append(float(manager.get_loss_scale()))
    figures["manager"] = rows
    update = ms.nn.DynamicLossScaleUpdateCell(1024, 2, 2)
    scale = ms.Parameter(Tensor(1024, ms.float32), name="scale")
    rows = []
    for overflow in (False, False, False, True, False, True, False, False, True):
        update(scale, Tensor(overflow))
        rows.append([float(scale.asnumpy()), int(update.cur_iter.asnumpy()), int(update.last_overflow_iter.asnumpy())])
    figures["update cell"] = rows
    figures["errors"] = {
        **{f"DynamicLossScaler{a}": _error(lambda a=a: amp.DynamicLossScaler(*a))
           for a in ((0.5, 2, 2), ("a", 2, 2), (4, 1, 2), (4, "a", 2), (4, 2, 0), (4, 2, 1.5), (True, 2, 2), (4, 2.5, 2))},
        **{f"StaticLossScaler({a!r})": _error(lambda a=a: amp.StaticLossScaler(a)) for a in (0.5, 0, "a", 2, -1, True)},
        **{f"DynamicLossScaleManager{a}": _error(lambda a=a: amp.DynamicLossScaleManager(*a))
           for a in ((0,), (0.5,), ("a",), (8, 0), (8, "a"), (8, 2, 0), (8, 2, 1.5), (8, 1))},
        **{f"FixedLossScaleManager{a}": _error(lambda a=a: amp.FixedLossScaleManager(*a)) for a in ((0,), (-1,), ("a",), (8, True))},
        "LossScaler": _error(amp.LossScaler),
        "level": _error(lambda: amp.auto_mixed_precision(_small(ms), "O5")),
        "level type": _error(lambda: amp.auto_mixed_precision(_small(ms), 1)),
        "network": _error(lambda: amp.auto_mixed_precision(3, "O1")),
        "dtype": _error(lambda: amp.auto_mixed_precision(_small(ms), "O1", ms.float32)),
        "custom both": _error(lambda: amp.custom_mixed_precision(_small(ms), white_list=[ms.nn.Conv2d], black_list=[ms.nn.Dense])),
        "custom none": _error(lambda: amp.custom_mixed_precision(_small(ms))),
        "custom type": _error(lambda: amp.custom_mixed_precision(_small(ms), white_list=3)),
        "custom element": _error(lambda: amp.custom_mixed_precision(_small(ms), white_list=[3])),
        "custom dtype": _error(lambda: amp.custom_mixed_precision(_small(ms), white_list=[ms.nn.Conv2d], dtype=ms.float32)),
    }  # fmt: skip
    figures["white"] = sorted(c.__name__ for c in amp.get_white_list())
    figures["black"] = sorted(c.__name__ for c in amp.get_black_list())
    return figures


def run_customs(ms):
    """Outputs of networks with lists of one's own."""
    nn, amp = ms.nn, ms.amp
    x = ms.Tensor(np.random.RandomState(3).rand(8, 1, 6, 6).astype(np.float32))
    figures = {}
    for name, lists in {
        "white conv": {"white_list": [nn.Conv2d]},
        "white dense": {"white_list": [nn.Dense]},
        "black norm": {"black_list": [nn.BatchNorm2d]},
        "black dense": {"black_list": [nn.BatchNorm2d, nn.Dense]},
    }.items():
        net = amp.custom_mixed_precision(_small(ms), **lists)
        out = net(x)
        figures[name] = {"dtype": str(out.dtype), "values": np.asarray(out.asnumpy(), np.float64).ravel()[:6].tolist()}
    return figures


def run_twins(ms):
    """What a network of level O1 has in common with the one that it was made of."""
    from amp_net import Direct, Layer

    nn, amp = ms.nn, ms.amp
    x = ms.Tensor([[1.0001]])
    figures = {}
    for cls in (Layer, Direct):
        old = cls()
        new = amp.auto_mixed_precision(old, "O1")
        found = {
            "class": type(new).__name__,
            "is": new is old,
            "instance": isinstance(new, cls),
            "old class": type(old).__name__,
        }
        found["shared"] = [new.fc.weight is old.fc.weight, new.scale is old.scale, new.fc is old.fc]
        found["names"] = [p.name for p in new.get_parameters()]
        found["values"] = [new(x).asnumpy().tolist(), old(x).asnumpy().tolist()]
        new.set_train()
        new.count = 7
        found["training"] = [new.training, old.training, new.fc.training, old.fc.training]
        found["attributes"] = [new.count, old.count]
        calls = []
        new.register_forward_hook(lambda cell, inputs, output, calls=calls: calls.append(1))
        old(x)
        found["calls of a hook"] = len(calls)
        found["again"] = type(amp.auto_mixed_precision(new, "O1")).__name__
        figures[cls.__name__] = found
    old = nn.Dense(1, 1, weight_init="ones", has_bias=False)
    calls = []
    old.register_forward_hook(lambda cell, inputs, output: calls.append(1))
    new = amp.auto_mixed_precision(old, "O1")
    figures["Dense"] = [new(x).asnumpy().tolist(), old(x).asnumpy().tolist(), len(calls), str(old(x).dtype)]
    return figures
