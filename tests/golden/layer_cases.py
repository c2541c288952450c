"""The table of cases for layers, losses and neural-network functions, and the code that runs one of them.

The same table runs against the real MindSpore (``make_layers.py`` writes the figures) and against msgrad (the tests compare).
A case is one Python expression and the expressions of its inputs; all of them are evaluated in ``namespace()``.
"""

from collections import namedtuple

import numpy as np

# what is built or called, its inputs, whether the layer trains, calls made, arguments without gradient, and how a layer
# is called on the inputs a, b, c, ... where not as net(a, b, c, ...)
Case = namedtuple("Case", "kind expr inputs train steps still call", defaults=("",))


def _seed(*parts):
    return sum((i + 1) * 7919 * (int(p) + 3) for i, p in enumerate(parts)) % (2**31)


def f(*shape, seed=0, low=-2.0, high=2.0, dtype="float32"):
    """Uniform floats, of few digits."""
    values = np.random.RandomState(_seed(seed, *shape)).uniform(low, high, shape)
    return np.round(values, 3).astype(dtype)


def h(*shape, seed=0):
    return f(*shape, seed=seed, dtype="float16")


def p(*shape, seed=0, dtype="float32"):
    """Probabilities away from 0 and 1."""
    return f(*shape, seed=seed, low=0.05, high=0.95, dtype=dtype)


def dist(*shape, seed=0):
    """Probabilities that sum to one along axis 1."""
    values = p(*shape, seed=seed).astype("float64")
    return (values / values.sum(1, keepdims=True)).astype("float32")


def i(low, high, *shape, seed=0, dtype="int32"):
    return np.random.RandomState(_seed(seed, low, high, *shape)).randint(low, high, shape).astype(dtype)


def sign(*shape, seed=0, dtype="float32"):
    return (i(0, 2, *shape, seed=seed) * 2 - 1).astype(dtype)


def kinks(dtype="float32"):
    """Ordinary values, and every value at which one of the activations has a corner."""
    return np.array(
        [[-30, -20, -8, -6, -4, -3, -2, -1.5, -1], [-0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1, 1.25],
         [1.5, 2, 3, 4, 6, 7, 8, 20, 30]], dtype)  # fmt: skip


def ties(*shape, seed=0):
    """Small whole numbers, so that windows have equal maxima."""
    return i(0, 3, *shape, seed=seed).astype("float32")


def in_graph_mode(cell):
    """What calls a Cell in graph mode."""
    import mindspore as ms

    def call(*args):
        ms.set_context(mode=ms.GRAPH_MODE)
        try:
            return cell(*args)
        finally:
            ms.set_context(mode=ms.PYNATIVE_MODE)

    return call


def namespace():
    import mindspore as ms
    from mindspore import nn, ops
    from mindspore.common import initializer as init

    return {
        "ms": ms, "nn": nn, "ops": ops, "np": np, "T": ms.Tensor, "init": init,
        "f": f, "h": h, "p": p, "i": i, "dist": dist, "sign": sign, "kinks": kinks, "ties": ties,
        "in_graph_mode": in_graph_mode,
    }  # fmt: skip


def layer(expr, *inputs, train=False, steps=1, still=(), call=""):
    """A Cell: built after ``set_seed(1)``, then called on the inputs."""
    return Case("layer", expr, inputs, train, steps, still, call)


def function(expr, *inputs, still=()):
    """A function of the inputs a, b, c, ..., written as an expression in them."""
    return Case("function", expr, inputs, False, 1, still)


def bad(expr, *inputs):
    """An expression that must raise; with inputs, calling what it gives must raise."""
    return Case("bad", expr, inputs, False, 1, ())


def name(case):
    mode = (" train" if case.train else "") + (f" x{case.steps}" if case.steps > 1 else "")
    return f"{case.kind}{mode}: {case.expr}{case.call and ' ' + case.call} <- {', '.join(case.inputs)}"


def packed(array):
    """dtype, shape and values of an array, as JSON holds them."""
    array = np.asarray(array)
    if array.dtype.kind == "f":
        digits = {2: 5, 4: 9, 8: 16}[array.dtype.itemsize]
        values = [float(f"{v:.{digits}g}") for v in array.ravel().tolist()]
    else:
        values = array.ravel().tolist()
    return [str(array.dtype), list(array.shape), values]


def unpacked(entry):
    dtype, shape, values = entry
    return np.array(values, dtype).reshape(shape)


def _leaves(out):
    return [leaf for item in out for leaf in _leaves(item)] if isinstance(out, (tuple, list)) else [out]


def run(case):
    """Run a case on whichever package answers to ``mindspore``; give what is compared, as JSON holds it."""
    scope = namespace()
    ms = scope["ms"]
    if case.kind == "bad":
        try:
            made = eval(case.expr, scope)
            if case.inputs:
                out = made(*[ms.Tensor(eval(s, scope)) for s in case.inputs])
                [o.asnumpy() for o in _leaves(out)]
        except Exception as error:
            return {"raises": type(error).__name__}
        return {"raises": None}

    record = {}
    arrays = [eval(s, scope) for s in case.inputs]
    ms.set_seed(1)
    if case.kind == "layer":
        cell = net = eval(case.expr, scope)
        record["repr"] = repr(cell)
        record["parameters"] = [
            [q.name, bool(q.requires_grad), packed(q.asnumpy())] for q in cell.get_parameters()
        ]  # fmt: skip
        cell.set_train(case.train)
        weights = list(cell.trainable_params())
        scope["net"] = cell
    else:
        weights = []
    if case.kind == "function" or case.call:
        code = compile(case.call or case.expr, "case", "eval")

        def net(*tensors):
            return eval(code, {**scope, **dict(zip("abcdefgh", tensors, strict=False))})

    inputs = [ms.Tensor(a) for a in arrays]
    for _ in range(case.steps):
        out = net(*inputs)
    leaves = _leaves(out)
    record["out"] = [packed(o.asnumpy()) for o in leaves]
    if case.kind == "layer":
        record["state"] = [packed(q.asnumpy()) for q in cell.get_parameters() if not q.requires_grad]

    wrt = tuple(k for k, a in enumerate(arrays) if a.dtype.kind == "f" and k not in case.still)
    float_outputs = [k for k, o in enumerate(record["out"]) if o[0].startswith("float")]
    if (wrt or weights) and float_outputs:
        cotangents = {
            k: ms.Tensor(np.random.RandomState(7 + k).uniform(0.5, 1.5, record["out"][k][1]).astype("float32"))
            for k in float_outputs
        }

        def weighed(*tensors):
            outs = _leaves(net(*tensors))
            total = 0
            for k, cotangent in cotangents.items():
                total = total + (outs[k].astype(ms.float32) * cotangent).sum()
            return total

        grads = ms.grad(weighed, wrt or None, weights or None)(*inputs)
        inner, outer = grads if wrt and weights else (grads, ()) if wrt else ((), grads)
        record["gradients"] = [packed(g.asnumpy()) for g in _leaves(inner)]
        record["weight_gradients"] = [packed(g.asnumpy()) for g in _leaves(outer)]
    return record


CASES = []


def _add(*cases):
    CASES.extend(cases)


# ---------------------------------------------------------------------------------------------- basic
_add(
    layer("nn.Dense(3, 4)", "f(2, 3)"),
    layer("nn.Dense(3, 4)", "f(2, 5, 3)"),
    layer("nn.Dense(3, 4)", "f(3)"),
    layer("nn.Dense(3, 4, has_bias=False)", "f(2, 3)"),
    layer("nn.Dense(3, 4, T(f(4, 3)), T(f(4)))", "f(2, 3)"),
    layer("nn.Dense(3, 4, weight_init='ones', bias_init='zeros')", "f(2, 3)"),
    layer("nn.Dense(3, 4, weight_init=init.Normal(0.02), bias_init=init.Constant(0.5))", "f(2, 3)"),
    layer("nn.Dense(3, 4, weight_init='normal', bias_init='uniform')", "f(2, 3)"),
    layer("nn.Dense(3, 4, weight_init='XavierUniform')", "f(2, 3)"),
    layer("nn.Dense(3, 4, weight_init=0.5)", "f(2, 3)"),
    layer("nn.Dense(3, 4, activation='relu')", "f(2, 3)"),
    layer("nn.Dense(3, 4, activation='sigmoid', has_bias=False)", "f(2, 3)"),
    layer("nn.Dense(3, 4, activation=nn.Tanh())", "f(2, 3)"),
    layer("nn.Dense(3, 4, activation=nn.LeakyReLU(0.1))", "f(2, 3)"),
    layer("nn.Dense(3, 4, dtype=ms.float16)", "h(2, 3)"),
    layer("nn.Dense(3, 4, dtype=ms.float64)", "f(2, 3, dtype='float64')"),
    layer("nn.SequentialCell(nn.Dense(3, 4), nn.ReLU(), nn.Dense(4, 2))", "f(2, 3)"),
    layer("nn.SequentialCell([nn.Dense(3, 4, weight_init='HeUniform'), nn.Sigmoid()])", "f(2, 3)"),
    bad("nn.Dense(0, 4)"), bad("nn.Dense(3, -1)"), bad("nn.Dense(3.0, 4)"), bad("nn.Dense('3', 4)"),
    bad("nn.Dense(3, 4, has_bias=1)"), bad("nn.Dense(3, 4, activation=5)"), bad("nn.Dense(3, 4, activation='rely')"),
    bad("nn.Dense(3, 4, weight_init=T(f(3, 4)))"), bad("nn.Dense(3, 4, weight_init=T(f(3)))"),
    bad("nn.Dense(3, 4, bias_init=T(f(3)))"), bad("nn.Dense(3, 4, bias_init=T(f(4, 1)))"), bad("nn.Dense(True, 4)"),
    bad("nn.Dense(3, 4, weight_init='nothing')"), bad("nn.Dense(3)"), bad("nn.Dense(3, 4)", "f(2, 4)"),
    bad("nn.Dense(3, 4, dtype='float32')"),
    layer("nn.Flatten()", "f(2, 3, 4)"), layer("nn.Flatten()", "f(3)"), layer("nn.Flatten()", "f(2, 3)"),
    layer("nn.Flatten(0)", "f(2, 3, 4)"), layer("nn.Flatten(0, 1)", "f(2, 3, 4)"),
    layer("nn.Flatten(start_dim=-2)", "f(2, 3, 4)"), layer("nn.Flatten(2, -1)", "f(2, 3, 4, 5)"),
    layer("nn.Flatten()", "i(0, 9, 2, 3, 4)"),
    bad("nn.Flatten(start_dim='1')"), bad("nn.Flatten(1.0)"), bad("nn.Flatten(5)", "f(2, 3)"),
    bad("nn.Flatten(2, 1)", "f(2, 3, 4)"),
    layer("nn.Unflatten(1, (2, 3))", "f(2, 6)"),
    layer("nn.Identity()", "f(2, 3)"), layer("nn.Identity(5, a=2)", "f(2, 3)"),
    layer("nn.Dropout(p=0.3)", "f(3, 5)"), layer("nn.Dropout(p=0.3)", "f(3, 5)", train=True),
    layer("nn.Dropout(p=0.3)", "f(3, 5)", train=True, steps=3), layer("nn.Dropout()", "f(3, 5)", train=True),
    layer("nn.Dropout(0.8)", "f(3, 5)", train=True), layer("nn.Dropout(keep_prob=0.8)", "f(3, 5)"),
    layer("nn.Dropout(p=0.0)", "f(3, 5)", train=True), layer("nn.Dropout(1.0)", "f(3, 5)", train=True),
    layer("nn.Dropout(p=0.5)", "h(3, 5)", train=True), layer("nn.Dropout(p=0.5)", "f(40, 50)", train=True),
    layer("nn.Dropout(p=0.5, dtype=ms.float16)", "f(3, 5)", train=True),
    layer("nn.SequentialCell(nn.Dropout(p=0.5), nn.Dropout(p=0.2))", "f(3, 5)", train=True),
    bad("nn.Dropout(p=1.0)"), bad("nn.Dropout(p=-0.1)"), bad("nn.Dropout(keep_prob=0.0)"), bad("nn.Dropout(p='a')"),
    bad("nn.Dropout(keep_prob=1.5)"), bad("nn.Dropout(p=1)"), bad("nn.Dropout(keep_prob=True)"),
    bad("nn.Dropout(p=0.5).set_train()", "i(0, 5, 3)"),
    layer("nn.Dropout1d(p=0.5)", "f(2, 3, 4)"), layer("nn.Dropout2d(p=0.5)", "f(2, 3, 4, 4)"),
    layer("nn.Dropout3d(p=0.5)", "f(2, 3, 2, 2, 2)"),
    function("ops.dropout(a, p=0.4)", "f(3, 5)"), function("ops.dropout(a, p=0.4, training=False)", "f(3, 5)"),
    function("(ops.dropout(a, p=0.4), ops.dropout(a, p=0.4))", "f(3, 5)"),
    function("ops.dropout(a, p=0.4, seed=5)", "f(3, 5)"), function("ops.dropout(a)", "f(3, 5)"),
    function("ops.dropout(a, p=0.0)", "f(3, 5)"),
    layer("nn.Embedding(7, 3)", "i(0, 7, 2, 4)"), layer("nn.Embedding(7, 3, padding_idx=2)", "i(0, 7, 2, 4)"),
    layer("nn.Embedding(7, 3, True)", "i(0, 7, 2, 4)"),
    layer("nn.Embedding(7, 3, embedding_table='ones')", "i(0, 7, 5)"),
    layer("nn.Embedding(7, 3, embedding_table=T(f(7, 3)), padding_idx=0)", "i(0, 7, 5)"),
    layer("nn.Embedding(7, 3, embedding_table=init.Uniform(0.3))", "i(0, 7, 5, dtype='int64')"),
    layer("nn.Embedding(7, 3, dtype=ms.float16)", "i(0, 7, 5)"),
    bad("nn.Embedding(7, 3, padding_idx=7)"), bad("nn.Embedding(7, 3, padding_idx=-1)"), bad("nn.Embedding(7.0, 3)"),
    bad("nn.Embedding(7, 3, use_one_hot=1)"), bad("nn.Embedding(-7, 3)"), bad("nn.Embedding(7, 3)", "f(2, 3)"),
    bad("nn.Embedding(7, 3, embedding_table=T(f(3, 7)))"),
    function("ops.embedding(a, b)", "i(0, 7, 2, 4)", "f(7, 3)"),
    function("ops.embedding(a, b, padding_idx=1)", "i(0, 7, 2, 4)", "f(7, 3)"),
    function("ops.gather(b, a, 0)", "i(0, 7, 2, 4)", "f(7, 3)"),
    function("ops.one_hot(a, 4)", "i(0, 4, 2, 3)"), function("ops.one_hot(a, 4)", "i(0, 4, 2, 3, dtype='int64')"),
    function("ops.one_hot(a, 4, 2.0, -1.0)", "i(0, 4, 2, 3)"),
    function("ops.one_hot(a, 4, T(2.0, ms.float32), T(-1.0, ms.float32), 0)", "i(0, 4, 2, 3)"),
    function("ops.one_hot(a, 4, axis=1)", "i(0, 4, 2, 3)"), function("ops.one_hot(a, 3, 1, 0, -1)", "i(-1, 5, 6)"),
    bad("lambda a: ops.one_hot(a, -1)", "i(0, 4, 2)"), bad("lambda a: ops.one_hot(a, 3.0)", "i(0, 4, 2)"),
    bad("lambda a: ops.one_hot(a, 3)", "f(2)"), bad("lambda a: ops.one_hot(a, 3, axis=2)", "i(0, 4, 2)"),
    layer("nn.OneHot(depth=4)", "i(0, 4, 2, 3)"), layer("nn.OneHot(0, 4, 2.0, -1.0, ms.float16)", "i(0, 4, 3)"),
    function("ops.dense(a, b, c)", "f(2, 3)", "f(4, 3)", "f(4)"), function("ops.dense(a, b)", "f(2, 5, 3)", "f(4, 3)"),
    function("ops.dense(a, b)", "f(3)", "f(3)"), function("ops.dense(a, b, c)", "h(2, 3)", "h(4, 3)", "h(4)"),
    function("ops.bidense(a, b, c, d)", "f(4, 2)", "f(4, 3)", "f(5, 2, 3)", "f(5)"),
    function("ops.bias_add(a, b)", "f(2, 3)", "f(3)"), function("ops.bias_add(a, b)", "f(2, 3, 4, 5)", "f(3)"),
    bad("lambda a, b: ops.bias_add(a, b)", "f(2, 3)", "f(4)"), bad("lambda a, b: ops.dense(a, b)", "f(2, 3)", "f(4, 2)"),
    function("ops.cosine_similarity(a, b)", "f(3, 4)", "f(3, 4, seed=1)"),
    function("ops.cosine_similarity(a, b, dim=0, eps=0.1)", "f(3, 4)", "f(3, 4, seed=1)"),
)  # fmt: skip

# ---------------------------------------------------------------------------------------------- activations
for _expr in (
    "ReLU() ReLU6() LeakyReLU() LeakyReLU(0.05) LeakyReLU(alpha=0) PReLU() PReLU(1,0.1) ELU() CELU() CELU(0.5)"
    " SeLU() GELU() GELU(False) GELU(approximate=True) FastGelu() SiLU() Mish() Sigmoid() LogSigmoid() Tanh() Softmax()"
    " Softmax(0) Softmax(axis=1) LogSoftmax() LogSoftmax(0) Softmin() Softsign() SoftShrink() SoftShrink(1.0) HShrink()"
    " HShrink(1.0) HSigmoid() HSwish() Hardtanh() Hardtanh(-2.0,3.0) Hardtanh(min_val=0,max_val=6) Threshold(0.5,-1.0)"
    " Threshold(0,1) Tanhshrink()"
).split():
    _add(layer(f"nn.{_expr}", "kinks()"))
for _expr in "ReLU ReLU6 LeakyReLU ELU GELU Sigmoid Tanh Softmax LogSoftmax HSwish HSigmoid SiLU PReLU Mish".split():
    _add(layer(f"nn.{_expr}()", "kinks('float16')"))
for _expr in "ReLU GELU Sigmoid Tanh Softmax LogSoftmax ELU SiLU".split():
    _add(layer(f"nn.{_expr}()", "kinks('float64')"))
_add(
    layer("nn.PReLU(3)", "f(2, 3, 4)"), layer("nn.PReLU(3, [0.1, 0.2, 0.3])", "f(2, 3, 4, 4)"),
    layer("nn.PReLU(2, T(f(2)))", "f(3, 2)"), layer("nn.Softmax2d()", "f(2, 3, 2, 2)"), layer("nn.GLU()", "f(2, 6)"),
    layer("nn.GLU(0)", "f(2, 6)"), layer("nn.LRN()", "f(2, 4, 3, 3)"), layer("nn.LRN(1, 2.0, 0.5, 0.75)", "f(2, 4, 3, 3)"),
    layer("nn.RReLU()", "f(2, 3)"), layer("nn.get_activation('relu')", "f(2, 3)"),
    layer("nn.get_activation('logsoftmax')", "f(2, 3)"), layer("nn.get_activation('gelu')", "f(2, 3)"),
    bad("nn.LeakyReLU('a')"), bad("nn.ELU('a')"), bad("nn.ELU(0.5)", "f(3)"), bad("nn.CELU(0.0)", "f(3)"), bad("nn.CELU('a')", "f(3)"),
    bad("nn.GELU(1)"), bad("nn.Softmax('a')"), bad("nn.Softmax(1.5)"), bad("nn.Softmax(5)", "f(2, 3)"),
    bad("nn.LogSoftmax(5)", "f(2, 3)"), bad("nn.LogSoftmax('a')"), bad("nn.PReLU(0)"), bad("nn.PReLU(1.5)"),
    bad("nn.PReLU(2, [0.1])"), bad("nn.PReLU(2, 'a')"), bad("nn.HShrink('a')"), bad("nn.SoftShrink('a')", "f(3)"),
    bad("nn.Hardtanh(1.0, -1.0)", "f(3)"), bad("nn.Hardtanh('a')"), bad("nn.Threshold('a', 1)", "f(3)"), bad("nn.RReLU(0.5, 0.1)", "f(3)"),
    bad("nn.get_activation(3)"), bad("nn.get_activation('nothing')"), bad("nn.ReLU()", "np.array(['a'])"),
    bad("nn.Sigmoid()", "i(0, 5, 3)"), bad("nn.Tanh()", "i(0, 5, 3)"), bad("nn.Softmax()", "i(0, 5, 3)"),
    bad("nn.ReLU()", "i(0, 2, 3).astype(bool)"), bad("nn.GELU()", "i(0, 5, 3)"), bad("nn.PReLU(3)", "f(2, 2)"),
    bad("nn.Softmax2d()", "f(2, 3)"), bad("nn.GLU()", "f(2, 3)"), bad("nn.ReLU(5)"), bad("nn.Sigmoid(5)"),
    layer("nn.ReLU()", "i(-5, 5, 6)"), layer("nn.ReLU6()", "i(-5, 9, 6)"),
)  # fmt: skip
for _expr in (
    "relu(a)|relu6(a)|leaky_relu(a)|leaky_relu(a,0.05)|leaky_relu(a,alpha=2.0)|elu(a)|celu(a)|celu(a,0.5)|selu(a)|gelu(a)"
    "|gelu(a,'none')|gelu(a,approximate='tanh')|fast_gelu(a)|silu(a)|mish(a)|sigmoid(a)|logsigmoid(a)|tanh(a)|softmax(a)"
    "|softmax(a,0)|softmax(a,axis=-2)|softmax(a,dtype=ms.float64)|softmax(a,dtype=ms.float16)|softmin(a)|softmin(a,0)"
    "|log_softmax(a)|log_softmax(a,0)|softplus(a)|softplus(a,2,3)|softsign(a)|softshrink(a)|softshrink(a,0.25)"
    "|hardshrink(a)|hardshrink(a,0.25)|hardsigmoid(a)|hardswish(a)|hardtanh(a)|hardtanh(a,-0.5,0.5)|threshold(a,0.5,7.0)"
    "|tanhshrink(a)|rrelu(a,0.25,0.25)"
).split("|"):
    _add(function(f"ops.{_expr}", "kinks()"))
_add(
    function("ops.prelu(a, b)", "f(2, 3, 4)", "f(3)"), function("ops.prelu(a, b)", "f(2, 3, 4)", "f(1)"),
    function("ops.glu(a)", "f(4, 6)"), function("ops.glu(a, 0)", "f(4, 6)"), function("ops.lrn(a)", "f(2, 4, 3, 3)"),
    function("ops.softplus(a)", "kinks('float16')"), function("ops.gelu(a)", "kinks('float64')"),
    function("ops.softmax(a, dtype=ms.float32)", "i(0, 5, 2, 3)"), function("ops.relu(a)", "i(-3, 4, 2, 3)"),
    bad("lambda a: ops.gelu(a, approximate='x')", "f(3)"), bad("lambda a: ops.leaky_relu(a, 'x')", "f(3)"),
    bad("lambda a: ops.softmax(a, 'x')", "f(3)"), bad("lambda a: ops.softmax(a, 3)", "f(3)"), bad("lambda a: ops.relu(3)", "f(3)"),
    bad("lambda a: ops.hardtanh(a, 'x')", "f(3)"), bad("lambda a: ops.log_softmax(a, 3)", "f(3)"),
    bad("lambda a: ops.elu(a, 'x')", "f(3)"), bad("lambda a: ops.softplus(a, 'x')", "f(3)"), bad("lambda a: ops.sigmoid('x')", "f(3)"),
)  # fmt: skip

# ---------------------------------------------------------------------------------------------- convolution
_add(
    layer("nn.Conv2d(3, 4, 3)", "f(2, 3, 6, 7)"), layer("nn.Conv2d(3, 4, 3, has_bias=True)", "f(2, 3, 6, 7)"),
    layer("nn.Conv2d(3, 4, 3, pad_mode='valid')", "f(2, 3, 6, 7)"), layer("nn.Conv2d(3, 4, (3, 2), stride=2)", "f(2, 3, 6, 7)"),
    layer("nn.Conv2d(3, 4, 3, stride=(2, 1), pad_mode='pad', padding=1)", "f(2, 3, 6, 7)"),
    layer("nn.Conv2d(3, 4, 3, pad_mode='pad', padding=(1, 2, 0, 1))", "f(2, 3, 6, 7)"),
    layer("nn.Conv2d(3, 4, 3, dilation=2)", "f(2, 3, 8, 7)"), layer("nn.Conv2d(3, 4, 3, stride=2, pad_mode='same')", "f(2, 3, 8, 7)"),
    layer("nn.Conv2d(3, 4, 3, dilation=(2, 1), pad_mode='valid', stride=2)", "f(2, 3, 8, 7)"),
    layer("nn.Conv2d(4, 6, 3, group=2, has_bias=True)", "f(2, 4, 6, 7)"),
    layer("nn.Conv2d(4, 4, 3, group=4)", "f(2, 4, 6, 7)"), layer("nn.Conv2d(4, 8, 3, 2, 'pad', 1, group=4, has_bias=True)", "f(2, 4, 6, 7)"),
    layer("nn.Conv2d(4, 4, 3, group=4, dilation=2, pad_mode='valid')", "f(2, 4, 7, 7)"),
    layer("nn.Conv2d(3, 4, 1)", "f(2, 3, 5, 5)"), layer("nn.Conv2d(3, 4, 4, stride=3)", "f(2, 3, 9, 8)"),
    layer("nn.Conv2d(3, 4, 3, weight_init='ones', bias_init='zeros', has_bias=True)", "f(2, 3, 5, 5)"),
    layer("nn.Conv2d(3, 4, 3, weight_init=init.Normal(0.02))", "f(2, 3, 5, 5)"),
    layer("nn.Conv2d(3, 4, 3, weight_init=T(f(4, 3, 3, 3)), has_bias=True, bias_init=T(f(4)))", "f(2, 3, 5, 5)"),
    layer("nn.Conv2d(1, 6, 5, pad_mode='valid')", "f(2, 1, 12, 12)"), layer("nn.Conv2d(3, 4, 3, dtype=ms.float16)", "h(2, 3, 5, 5)"),
    layer("nn.Conv2d(3, 4, 3)", "f(3, 6, 7)"),
    layer("nn.Conv1d(3, 4, 3)", "f(2, 3, 8)"), layer("nn.Conv1d(3, 4, 4, stride=2, pad_mode='valid', has_bias=True)", "f(2, 3, 9)"),
    layer("nn.Conv1d(4, 4, 3, pad_mode='pad', padding=2, dilation=2, group=2)", "f(2, 4, 9)"),
    layer("nn.Conv3d(2, 3, 2)", "f(1, 2, 4, 4, 4)"), layer("nn.Conv3d(2, 3, (2, 1, 2), 2, 'pad', 1, has_bias=True)", "f(1, 2, 4, 4, 4)"),
    layer("nn.Conv2dTranspose(3, 4, 3)", "f(2, 3, 5, 5)"), layer("nn.Conv2dTranspose(3, 4, 3, stride=2)", "f(2, 3, 5, 5)"),
    layer("nn.Conv2dTranspose(3, 4, 4, 2, 'pad', 1, has_bias=True)", "f(2, 3, 5, 5)"),
    layer("nn.Conv2dTranspose(3, 4, 3, 2, 'valid')", "f(2, 3, 5, 5)"),
    layer("nn.Conv2dTranspose(3, 4, 3, 2, 'pad', 1, 1)", "f(2, 3, 5, 5)"),
    layer("nn.Conv2dTranspose(4, 4, 3, 2, 'pad', 1, 0, 1, 2)", "f(2, 4, 5, 5)"),
    layer("nn.Conv1dTranspose(3, 4, 3, 2, 'pad', 1)", "f(2, 3, 5)"),
    bad("nn.Conv2d(0, 4, 3)"), bad("nn.Conv2d(3, 4, 0)"), bad("nn.Conv2d(3, 4, 3.0)"), bad("nn.Conv2d(3, 4, (3, 3, 3))"),
    bad("nn.Conv2d(3, 4, 3, stride=0)"), bad("nn.Conv2d(3, 4, 3, stride='1')"), bad("nn.Conv2d(3, 4, 3, pad_mode='full')"),
    bad("nn.Conv2d(3, 4, 3, pad_mode='same', padding=1)"), bad("nn.Conv2d(3, 4, 3, pad_mode='pad', padding=-1)"),
    bad("nn.Conv2d(3, 4, 3, pad_mode='pad', padding=(1, 1))"), bad("nn.Conv2d(3, 4, 3, padding='1')"), bad("nn.Conv2d(3, 4, 3, dilation=0)"),
    bad("nn.Conv2d(3, 4, 3, group=2)"), bad("nn.Conv2d(4, 3, 3, group=2)"), bad("nn.Conv2d(3, 4, 3, group=0)"),
    bad("nn.Conv2d(3, 4, 3, has_bias=1)"), bad("nn.Conv2d(3, 4, 3, data_format='NCWH')"), bad("nn.Conv2d(3, 4, 3, data_format='NHWC')"),
    bad("nn.Conv2d(3, 4, 3)", "f(2, 4, 5, 5)"), bad("nn.Conv2d(3, 4, 3)", "f(2, 5)"), bad("nn.Conv2d(3, 4, 9, pad_mode='valid')", "f(2, 3, 5, 5)"),
    bad("nn.Conv2d(3, 4, 3, weight_init=T(f(4, 3, 3, 2)))"), bad("nn.Conv2d(3.5, 4, 3)"), bad("nn.Conv2d(3, 4)"),
    bad("nn.Conv1d(3, 4, 3, padding=(1, 1))"), bad("nn.Conv1d(3, 4, 0)"), bad("nn.Conv1d(3, 4, 3)", "f(2, 3, 5, 5)"),
    function("ops.conv2d(a, b)", "f(2, 3, 6, 7)", "f(4, 3, 3, 3)"), function("ops.conv2d(a, b, c)", "f(2, 3, 6, 7)", "f(4, 3, 3, 3)", "f(4)"),
    function("ops.conv2d(a, b, None, 2, 'same')", "f(2, 3, 6, 7)", "f(4, 3, 3, 3)"),
    function("ops.conv2d(a, b, stride=(1, 2), pad_mode='pad', padding=1)", "f(2, 3, 6, 7)", "f(4, 3, 3, 3)"),
    function("ops.conv2d(a, b, pad_mode='pad', padding=(1, 2), dilation=2)", "f(2, 3, 8, 7)", "f(4, 3, 3, 3)"),
    function("ops.conv2d(a, b, c, pad_mode='pad', padding=(1, 0), groups=2)", "f(2, 4, 6, 7)", "f(6, 2, 3, 3)", "f(6)"),
    function("ops.conv1d(a, b, c)", "f(2, 3, 9)", "f(4, 3, 3)", "f(4)"), function("ops.conv1d(a, b, None, 2, 'pad', 1)", "f(2, 3, 9)", "f(4, 3, 3)"),
    function("ops.conv3d(a, b)", "f(1, 2, 4, 4, 4)", "f(3, 2, 2, 2, 2)"),
    bad("lambda a, b: ops.conv2d(a, b)", "f(2, 3, 6, 7)", "f(4, 2, 3, 3)"), bad("lambda a, b: ops.conv2d(a, b, stride=0)", "f(2, 3, 6, 7)", "f(4, 3, 3, 3)"),
    bad("lambda a, b: ops.conv2d(a, b, pad_mode='x')", "f(2, 3, 6, 7)", "f(4, 3, 3, 3)"),
    bad("lambda a, b: ops.conv2d(a, b, padding=1)", "f(2, 3, 6, 7)", "f(4, 3, 3, 3)"),
    bad("lambda a, b: ops.conv2d(a, b, groups=2)", "f(2, 3, 6, 7)", "f(4, 3, 3, 3)"),
)  # fmt: skip

# ---------------------------------------------------------------------------------------------- pooling
for _input in "f(2, 3, 6, 7)", "ties(2, 3, 6, 8)":
    for _args in (
        "2,2|2|3,2|3,2,'same'|(3,2),(2,1),'same'|2,2,'pad',1|3,1,'pad',(1,0)|3,2,'pad',1,1,False,True|2,2,'pad',0,2"
        "|3,2,'pad',(1,1),1,True|2,2,'pad',0,1,False,True|1,1|(2,3),(2,3)"
    ).split("|"):
        _add(layer(f"nn.MaxPool2d({_args})", _input))
for _args in (
    "2,2|2|3,2|3,2,'same'|(3,2),(2,1),'same'|2,2,'pad',1|3,1,'pad',(1,0)|3,2,'pad',1,True|3,2,'pad',1,False,False"
    "|3,2,'pad',1,True,False|2,2,'pad',0,True|2,2,'pad',1,False,True,3|(2,3),(2,3)|2,2,'valid',0,True"
).split("|"):
    _add(layer(f"nn.AvgPool2d({_args})", "f(2, 3, 6, 7)"))
_add(
    layer("nn.MaxPool2d()", "f(2, 3, 4, 4)"), layer("nn.AvgPool2d()", "f(2, 3, 4, 4)"), layer("nn.MaxPool2d(2, 2)", "f(3, 4, 4)"),
    layer("nn.AvgPool2d(2, 2)", "f(3, 4, 4)"), layer("nn.MaxPool2d(2, 2)", "h(2, 3, 4, 4)"), layer("nn.AvgPool2d(2, 2)", "h(2, 3, 4, 4)"),
    layer("nn.MaxPool2d(2, 2, 'pad', return_indices=True)", "ties(1, 2, 4, 4)"), layer("nn.MaxPool2d(7, 2, 'same')", "f(1, 2, 4, 4)"),
    layer("nn.MaxPool1d(2, 2)", "f(2, 3, 7)"), layer("nn.MaxPool1d(3, 2, 'same')", "f(2, 3, 7)"), layer("nn.MaxPool1d(3, 1, 'pad', 1)", "f(2, 3, 7)"),
    layer("nn.MaxPool1d(3, 2, 'pad', 1, 1, False, True)", "f(2, 3, 8)"), layer("nn.MaxPool1d(2)", "f(3, 7)"),
    layer("nn.AvgPool1d(2, 2)", "f(2, 3, 7)"), layer("nn.AvgPool1d(3, 2, 'same')", "f(2, 3, 7)"), layer("nn.AvgPool1d(3, 1, 'pad', 1)", "f(2, 3, 7)"),
    layer("nn.AvgPool1d(3, 2, 'pad', 1, True, False)", "f(2, 3, 8)"), layer("nn.AvgPool1d(2)", "f(3, 7)"),
    layer("nn.MaxPool3d(2, 2)", "f(1, 2, 4, 4, 5)"), layer("nn.AvgPool3d(2, 2)", "f(1, 2, 4, 4, 5)"),
    layer("nn.MaxPool3d(3, 2, 'same')", "f(1, 2, 4, 4, 5)"), layer("nn.AvgPool3d(3, 2, 'pad', 1)", "f(1, 2, 4, 4, 5)"),
    layer("nn.AdaptiveAvgPool1d(3)", "f(2, 3, 6)"), layer("nn.AdaptiveAvgPool2d(2)", "f(2, 3, 5, 7)"), layer("nn.AdaptiveAvgPool2d((3, 4))", "f(2, 3, 5, 7)"),
    layer("nn.AdaptiveAvgPool2d((None, 4))", "f(2, 3, 5, 7)"), layer("nn.AdaptiveAvgPool2d(1)", "f(3, 5, 7)"), layer("nn.AdaptiveAvgPool2d((2, None))", "f(2, 3, 6, 6)"),
    layer("nn.AdaptiveAvgPool3d((2, 2, 3))", "f(1, 2, 4, 5, 6)"), layer("nn.AdaptiveMaxPool1d(3)", "f(2, 3, 6)"),
    layer("nn.AdaptiveMaxPool2d(2)", "f(2, 3, 5, 7)"), layer("nn.AdaptiveMaxPool2d((3, None))", "ties(2, 3, 5, 7)"),
    layer("nn.AdaptiveMaxPool2d(2, True)", "f(2, 3, 5, 7)"),
    function("ops.max_pool2d(a, 2)", "f(2, 3, 6, 7)"), function("ops.max_pool2d(a, 3, 2, 1)", "f(2, 3, 6, 7)"),
    function("ops.max_pool2d(a, 2, 2, 0, 2, True, True)", "f(2, 3, 6, 7)"), function("ops.max_pool2d(a, (2, 3), ceil_mode=True)", "f(2, 3, 7, 7)"),
    function("ops.avg_pool2d(a)", "f(2, 3, 6, 7)"), function("ops.avg_pool2d(a, 2, 2)", "f(2, 3, 6, 7)"), function("ops.avg_pool2d(a, 3, 2, 1)", "f(2, 3, 6, 7)"),
    function("ops.avg_pool2d(a, 3, 2, (1, 0, 1, 1), True, False)", "f(2, 3, 6, 7)"), function("ops.avg_pool2d(a, 3, 2, 1, False, True, 2)", "f(2, 3, 6, 7)"),
    function("ops.avg_pool1d(a, 3, 2, 1)", "f(2, 3, 7)"), function("ops.avg_pool1d(a, 2, 1, 0, True)", "f(2, 3, 7)"), function("ops.avg_pool3d(a, 2, 2)", "f(1, 2, 4, 4, 5)"),
    function("ops.max_pool3d(a, 2)", "f(1, 2, 4, 4, 5)"), function("ops.adaptive_avg_pool2d(a, 2)", "f(2, 3, 5, 7)"), function("ops.adaptive_avg_pool2d(a, (None, 3))", "f(2, 3, 5, 7)"),
    function("ops.adaptive_avg_pool1d(a, 3)", "f(2, 3, 6)"), function("ops.adaptive_max_pool2d(a, 2)", "f(2, 3, 5, 7)"), function("ops.adaptive_max_pool1d(a, 3)", "f(2, 3, 6)"),
    function("ops.lp_pool2d(a, 2, 3, 2)", "p(2, 3, 6, 7)"), function("ops.lp_pool1d(a, 2, 3, 2)", "p(2, 3, 7)"),
    bad("nn.MaxPool2d(0)"), bad("nn.MaxPool2d(2.0)"), bad("nn.MaxPool2d((2, 2, 2))"), bad("nn.MaxPool2d(2, 0)"), bad("nn.MaxPool2d(2, '1')"),
    bad("nn.MaxPool2d(2, 2, 'full')"), bad("nn.MaxPool2d(2, 2, 'valid', 1)"), bad("nn.MaxPool2d(2, 2, 'pad', 2)", "f(1, 1, 4, 4)"), bad("nn.MaxPool2d(2, 2, 'valid', ceil_mode=True)"),
    bad("nn.MaxPool2d(2, 2, 'valid', return_indices=True)"), bad("nn.MaxPool2d(2, 2, 'valid', dilation=2)"), bad("nn.MaxPool2d(2, 2)", "f(4, 4)"), bad("nn.MaxPool2d(5, 1)", "f(1, 1, 4, 4)"),
    bad("nn.MaxPool2d(2, 2, data_format='X')"), bad("nn.MaxPool2d(2, 2, data_format='NHWC')"), bad("nn.AvgPool2d(0)"), bad("nn.AvgPool2d(2.0)"), bad("nn.AvgPool2d(2, 2, 'full')"), bad("nn.AvgPool2d(2, 2, 'valid', 1)"),
    bad("nn.AvgPool2d(2, 2, 'pad', 2)", "f(1, 1, 4, 4)"), bad("nn.AvgPool2d(2, 2, 'pad', 1, divisor_override=0)"), bad("nn.AvgPool2d(5, 1)", "f(1, 1, 4, 4)"), bad("nn.AvgPool2d(2, 2)", "f(4, 4)"),
    bad("nn.MaxPool1d((2,))"), bad("nn.MaxPool1d(0)"), bad("nn.MaxPool1d(2)", "f(2, 3, 4, 5)"), bad("nn.AvgPool1d(0)"), bad("nn.AvgPool1d(9)", "f(2, 3, 4)"), bad("nn.AdaptiveAvgPool2d(0)", "f(1, 1, 4, 4)"),
    bad("nn.AdaptiveAvgPool2d('a')", "f(1, 1, 4, 4)"), bad("nn.AdaptiveAvgPool2d((1, 2, 3))", "f(1, 1, 4, 4)"), bad("nn.AdaptiveAvgPool1d(4)", "f(1, 1, 6)"), bad("nn.AdaptiveAvgPool2d(2)", "f(4, 4)"),
)  # fmt: skip

# ---------------------------------------------------------------------------------------------- normalization
for _dim, _input in ("1d", "f(5, 3)"), ("2d", "f(4, 3, 2, 3)"), ("3d", "f(4, 3, 2, 1, 2)"):
    for _args in (
        "3|3,0.001,0.7|3,affine=False|3,gamma_init='zeros',beta_init='ones'|3,moving_mean_init='ones',moving_var_init=0.5"
        "|3,use_batch_statistics=True|3,use_batch_statistics=False|3,1e-5,1.0|3,1e-5,0.0"
    ).split("|"):
        _add(
            layer(f"nn.BatchNorm{_dim}({_args})", _input),
            layer(f"nn.BatchNorm{_dim}({_args})", _input, train=True, steps=3),
        )
_add(
    layer("nn.BatchNorm1d(3)", "f(4, 3, 5)"), layer("nn.BatchNorm1d(3)", "f(4, 3, 5)", train=True, steps=2),
    layer("nn.BatchNorm2d(3, gamma_init=T(f(3)), beta_init=T(f(3, seed=1)))", "f(4, 3, 2, 3)", train=True),
    layer("nn.BatchNorm2d(3)", "h(4, 3, 2, 3)"), layer("nn.BatchNorm2d(3)", "h(4, 3, 2, 3)", train=True, steps=2),
    layer("nn.SequentialCell(nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3), nn.ReLU())", "f(2, 2, 4, 4)", train=True, steps=2),
    layer("nn.BatchNorm2d(2)", "f(1, 2, 1, 1)", train=True),
    bad("nn.BatchNorm2d(0)"), bad("nn.BatchNorm2d(3.0)"), bad("nn.BatchNorm2d(3, momentum=1.5)"), bad("nn.BatchNorm2d(3, momentum=-0.1)"), bad("nn.BatchNorm2d(3, eps=0.0)"),
    bad("nn.BatchNorm2d(3, eps=-1.0)"), bad("nn.BatchNorm2d(3, use_batch_statistics=1)"), bad("nn.BatchNorm2d(3, data_format='X')"), bad("nn.BatchNorm2d(3)", "f(2, 4, 3, 3)"),
    bad("nn.BatchNorm2d(3)", "f(2, 3)"), bad("nn.BatchNorm1d(3)", "f(2, 3, 4, 4)"), bad("nn.BatchNorm1d('3')"), bad("nn.BatchNorm2d(3)", "i(0, 5, 2, 3, 2, 2)"), bad("nn.BatchNorm2d(3, affine=1)", "f(2, 3, 2, 2)"),
    layer("nn.LayerNorm([4])", "f(2, 3, 4)"), layer("nn.LayerNorm((3, 4), begin_norm_axis=1, begin_params_axis=1)", "f(2, 3, 4)"),
    layer("nn.LayerNorm([4], -1, -1, 'zeros', 'ones', 0.01)", "f(2, 3, 4)"), layer("nn.LayerNorm((4,), gamma_init=T(f(4)), beta_init=T(f(4, seed=1)))", "f(2, 3, 4)"),
    layer("nn.LayerNorm([4])", "h(2, 3, 4)"), layer("nn.LayerNorm((2, 3, 4), 0, 0)", "f(2, 3, 4)"), layer("nn.LayerNorm([4], begin_norm_axis=1, begin_params_axis=-1)", "f(2, 3, 4)"),
    bad("nn.LayerNorm(4)"), bad("nn.LayerNorm(4.0)"), bad("nn.LayerNorm([4], '1')"), bad("nn.LayerNorm([4], begin_norm_axis=5)", "f(2, 4)"), bad("nn.LayerNorm([3])", "f(2, 4)"), bad("nn.LayerNorm([4], epsilon=0.0)", "f(2, 4)"),
    bad("nn.LayerNorm([4], epsilon='a')"), bad("nn.LayerNorm()"), bad("nn.LayerNorm([])"),
    layer("nn.GroupNorm(2, 4)", "f(2, 4, 3, 3)"), layer("nn.GroupNorm(4, 4, 0.001, False)", "f(2, 4, 3, 3)"), layer("nn.GroupNorm(1, 4, gamma_init='zeros', beta_init=T(f(4)))", "f(2, 4, 3, 3)"),
    bad("nn.GroupNorm(0, 4)"), bad("nn.GroupNorm(3, 4)"), bad("nn.GroupNorm(2, 4.0)"), bad("nn.GroupNorm(2, 4, affine=1)"), bad("nn.GroupNorm(2, 4)", "f(2, 3, 3, 3)"), bad("nn.GroupNorm(2, 4, eps='a')"), bad("nn.GroupNorm(2, 4)", "f(2, 4)"),
    function("ops.batch_norm(a, b, c, d, e)", "f(4, 3, 2, 2)", "f(3)", "p(3)", "f(3, seed=1)", "f(3, seed=2)", still=(1, 2)),
    function("ops.batch_norm(a, b, c, d, e, False, 0.1, 0.01)", "f(4, 3)", "f(3)", "p(3)", "f(3, seed=1)", "f(3, seed=2)", still=(1, 2)),
    function("ops.batch_norm(a, ms.Parameter(b), ms.Parameter(c), ms.Parameter(d), ms.Parameter(e), True, 0.1, 0.01)", "f(4, 3, 2, 2)", "f(3)", "p(3)", "f(3, seed=1)", "f(3, seed=2)", still=(1, 2, 3, 4)),
    function("ops.layer_norm(a, (4,))", "f(2, 3, 4)"), function("ops.layer_norm(a, (3, 4), b, c)", "f(2, 3, 4)", "f(3, 4)", "f(3, 4, seed=1)"),
    function("ops.layer_norm(a, [4], b, c, 0.01)", "f(2, 3, 4)", "f(4)", "f(4, seed=1)"), function("ops.layer_norm(a, (4,), b)", "f(2, 3, 4)", "f(4)"),
    function("ops.group_norm(a, 2)", "f(2, 4, 3, 3)"), function("ops.group_norm(a, 2, b, c, 0.01)", "f(2, 4, 3)", "f(4)", "f(4, seed=1)"), function("ops.rms_norm(a, b)", "f(2, 3, 4)", "f(4)"),
    bad("lambda a: ops.layer_norm(a, (3,))", "f(2, 4)"), bad("lambda a: ops.layer_norm(a, 4.0)", "f(2, 4)"), bad("lambda a: ops.group_norm(a, 3)", "f(2, 4, 3)"), bad("lambda a: ops.batch_norm(a, a, a, a, a, 1)", "f(2, 4)"),
)  # fmt: skip

# ---------------------------------------------------------------------------------------------- losses
for _loss in "L1Loss MSELoss MAELoss HuberLoss SmoothL1Loss".split():
    for _r in "mean", "sum", "none":
        _add(layer(f"nn.{_loss}(reduction='{_r}')", "f(3, 4)", "f(3, 4, seed=1)"))
    _add(layer(f"nn.{_loss}()", "f(3, 4)", "f(3, 4, seed=1)"), bad(f"nn.{_loss}(reduction='all')"), bad(f"nn.{_loss}(reduction=1)"), layer(f"nn.{_loss}()", "h(3, 4)", "h(3, 4, seed=1)"),
         layer(f"nn.{_loss}(reduction='sum')", "kinks()", "kinks() * 0"), layer(f"nn.{_loss}(reduction='none')", "kinks()", "kinks() * 0"))  # fmt: skip
for _fn in "l1_loss mse_loss huber_loss smooth_l1_loss".split():
    for _r in "mean", "sum", "none":
        _add(function(f"ops.{_fn}(a, b, reduction='{_r}')", "f(3, 4)", "f(3, 4, seed=1)"))
    _add(bad(f"lambda a, b: ops.{_fn}(a, b, reduction='x')", "f(3)", "f(3)"), bad(f"lambda a, b: ops.{_fn}(a, b)", "f(3)", "f(4)"), function(f"ops.{_fn}(a, b)", "f(3, 4)", "f(3, 4, seed=1)"))  # fmt: skip
_add(
    layer("nn.RMSELoss()", "f(3, 4)", "f(3, 4, seed=1)"), layer("nn.MSELoss()", "f(3, 4)", "f(4)"), layer("nn.L1Loss('none')", "f(3, 4)", "f(4)"),
    layer("nn.SmoothL1Loss(0.5, 'mean')", "f(3, 4)", "f(3, 4, seed=1)"), layer("nn.HuberLoss('none', 0.5)", "f(3, 4)", "f(3, 4, seed=1)"), layer("nn.HuberLoss('none', 0.5)", "kinks()", "kinks() * 0"),
    layer("nn.SmoothL1Loss(0.5)", "kinks()", "kinks() * 0"),
    bad("nn.SmoothL1Loss(beta=0.0)", "f(3)", "f(3)"), bad("nn.SmoothL1Loss(beta=-1.0)", "f(3)", "f(3)"), bad("nn.HuberLoss(delta=0.0)", "f(3)", "f(3)"), bad("nn.HuberLoss(delta='a')", "f(3)", "f(3)"), bad("nn.MSELoss()", "f(3)", "f(4)"), bad("nn.L1Loss()", "f(3, 2)", "f(4)"),
    bad("nn.SmoothL1Loss()", "f(3)", "f(4)"), bad("nn.HuberLoss()", "f(3)", "f(4)"),
)  # fmt: skip
for _r in "mean", "sum", "none":
    _add(
        layer(f"nn.BCELoss(reduction='{_r}')", "p(3, 4)", "i(0, 2, 3, 4).astype('float32')", still=(1,)),
        layer(f"nn.BCELoss(T(p(3, 4)), '{_r}')", "p(3, 4)", "p(3, 4, seed=1)"),
        layer(f"nn.BCEWithLogitsLoss(reduction='{_r}')", "f(3, 4)", "p(3, 4)"),
        layer(f"nn.BCEWithLogitsLoss('{_r}', T(p(3, 4)), T(p(4)))", "f(3, 4)", "p(3, 4, seed=1)"),
        layer(f"nn.CrossEntropyLoss(reduction='{_r}')", "f(3, 5)", "i(0, 5, 3)"),
        layer(f"nn.CrossEntropyLoss(T(p(5)), reduction='{_r}')", "f(3, 5)", "i(0, 5, 3)"),
        layer(f"nn.CrossEntropyLoss(T(p(5)), 1, '{_r}', 0.1)", "f(6, 5)", "i(0, 5, 6)"),
        layer(f"nn.CrossEntropyLoss(None, 1, '{_r}', 0.1)", "f(6, 5)", "i(0, 5, 6)"),
        layer(f"nn.CrossEntropyLoss(ignore_index=1, reduction='{_r}')", "f(6, 5)", "i(0, 5, 6)"),
        layer(f"nn.CrossEntropyLoss(label_smoothing=0.2, reduction='{_r}')", "f(3, 5)", "i(0, 5, 3)"),
        layer(f"nn.CrossEntropyLoss(reduction='{_r}')", "f(3, 5)", "dist(3, 5)"),
        layer(f"nn.CrossEntropyLoss(T(p(5)), -100, '{_r}', 0.1)", "f(3, 5)", "dist(3, 5)"),
        layer(f"nn.CrossEntropyLoss(reduction='{_r}')", "f(2, 5, 3)", "i(0, 5, 2, 3)"),
        layer(f"nn.CrossEntropyLoss(T(p(5)), 2, reduction='{_r}')", "f(2, 5, 3, 2)", "i(0, 5, 2, 3, 2)"),
        layer(f"nn.CrossEntropyLoss(reduction='{_r}')", "f(2, 5, 3)", "dist(2, 5, 3)"),
        layer(f"nn.NLLLoss(reduction='{_r}')", "f(3, 5)", "i(0, 5, 3)"),
        layer(f"nn.NLLLoss(T(p(5)), 1, '{_r}')", "f(6, 5)", "i(0, 5, 6)"),
        layer(f"nn.NLLLoss(reduction='{_r}')", "f(2, 5, 3)", "i(0, 5, 2, 3)"),
        layer(f"nn.SoftmaxCrossEntropyWithLogits(True, '{_r}')", "f(3, 5)", "i(0, 5, 3)"),
        layer(f"nn.SoftmaxCrossEntropyWithLogits(False, '{_r}')", "f(3, 5)", "dist(3, 5)", still=(1,)),
        layer(f"nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction='{_r}')", "f(3, 5)", "i(0, 5, 3, dtype='int64')"),
        layer(f"nn.KLDivLoss('{_r}')", "f(3, 5)", "p(3, 5)"),
        layer(f"nn.CosineEmbeddingLoss(0.3, '{_r}')", "f(4, 5)", "f(4, 5, seed=1)", "sign(4, dtype='int32')"),
        layer(f"nn.SoftMarginLoss('{_r}')", "f(3, 4)", "sign(3, 4)", still=(1,)),
        layer(f"nn.MarginRankingLoss(0.2, '{_r}')", "f(4)", "f(4, seed=1)", "sign(4)", still=(2,)),
        layer(f"nn.HingeEmbeddingLoss(0.7, '{_r}')", "f(4, 3)", "sign(4, 3)", still=(1,)),
        layer(f"nn.TripletMarginLoss(2, False, 1e-6, '{_r}', 1.0)", "f(4, 3)", "f(4, 3, seed=1)", "f(4, 3, seed=2)"),
        layer(f"nn.GaussianNLLLoss(full=True, reduction='{_r}')", "f(4, 3)", "f(4, 3, seed=1)", "p(4, 3)"),
        layer(f"nn.PoissonNLLLoss(True, True, 1e-8, '{_r}')", "f(4, 3)", "f(4, 3, seed=1, low=0.1, high=4.0)", still=(1,)),
        layer(f"nn.PoissonNLLLoss(False, False, 1e-8, '{_r}')", "p(4, 3)", "f(4, 3, seed=1, low=0.1, high=4.0)", still=(1,)),
        layer(f"nn.MultiLabelSoftMarginLoss(None, '{_r}')", "f(4, 3)", "i(0, 2, 4, 3).astype('float32')", still=(1,)),
        layer(f"nn.MultiMarginLoss(1, 1.0, '{_r}')", "f(4, 3)", "i(0, 3, 4, dtype='int64')"),
            function(f"ops.binary_cross_entropy(a, b, c, '{_r}')", "p(3, 4)", "p(3, 4, seed=1)", "p(3, 4, seed=2)", still=(2,)),
        function(f"ops.binary_cross_entropy_with_logits(a, b, c, d, '{_r}')", "f(3, 4)", "p(3, 4)", "p(4)", "p(4, seed=1)", still=(2, 3)),
        function(f"ops.kl_div(a, b, '{_r}')", "f(3, 5)", "p(3, 5)"),
        function(f"ops.cross_entropy(a, b, c, 1, '{_r}', 0.1)", "f(6, 5)", "i(0, 5, 6)", "p(5)", still=(2,)),
        function(f"ops.nll_loss(a, b, c, 1, '{_r}', 0.1)", "f(6, 5)", "i(0, 5, 6)", "p(5)", still=(2,)),
        function(f"ops.nll_loss(a, b, c, reduction='{_r}')", "f(6, 5)", "i(0, 5, 6)", "p(5)", still=(2,)),
        function(f"ops.soft_margin_loss(a, b, '{_r}')", "f(3, 4)", "sign(3, 4)", still=(1,)),
        function(f"ops.margin_ranking_loss(a, b, c, 0.2, '{_r}')", "f(4)", "f(4, seed=1)", "sign(4)", still=(2,)),
        function(f"ops.cosine_embedding_loss(a, b, c, 0.3, '{_r}')", "f(4, 5)", "f(4, 5, seed=1)", "sign(4)", still=(2,)),
        function(f"ops.hinge_embedding_loss(a, b, 0.7, '{_r}')", "f(4, 3)", "sign(4, 3)", still=(1,)),
        function(f"ops.triplet_margin_loss(a, b, c, 1.0, 2, 1e-6, True, '{_r}')", "f(4, 3)", "f(4, 3, seed=1)", "f(4, 3, seed=2)"),
        function(f"ops.gaussian_nll_loss(a, b, c, False, 1e-6, '{_r}')", "f(4, 3)", "f(4, 3, seed=1)", "p(4, 3)"),
        function(f"ops.multilabel_soft_margin_loss(a, b, None, '{_r}')", "f(4, 3)", "i(0, 2, 4, 3).astype('float32')", still=(1,)),
    )  # fmt: skip
_add(
    layer("nn.BCELoss()", "np.array([0., 1., 1., 0.], 'float32')", "np.array([0., 1., 0., 1.], 'float32')", still=(1,)), layer("nn.BCELoss()", "p(3, dtype='float16')", "p(3, seed=1, dtype='float16')"),
    layer("nn.BCEWithLogitsLoss()", "kinks()", "kinks() * 0 + 1", still=(1,)), layer("nn.BCEWithLogitsLoss('none')", "kinks()", "kinks() * 0", still=(1,)), layer("nn.BCEWithLogitsLoss()", "h(3, 4)", "p(3, 4, dtype='float16')"),
    layer("nn.CrossEntropyLoss()", "f(5)", "np.array(2, 'int32')"), layer("nn.CrossEntropyLoss()", "h(3, 5)", "i(0, 5, 3)"), layer("nn.CrossEntropyLoss()", "f(3, 5)", "np.full(3, -100, 'int32')"),
    layer("nn.CrossEntropyLoss()", "f(3, 5)", "i(0, 5, 3, dtype='int64')"), layer("nn.CrossEntropyLoss()", "f(3, 5)", "np.array([1, -100, 4], 'int32')"),
    layer("nn.SoftmaxCrossEntropyWithLogits()", "f(3, 5)", "dist(3, 5)", still=(1,)), layer("nn.SoftmaxCrossEntropyWithLogits(sparse=True)", "h(3, 5)", "i(0, 5, 3)"), layer("nn.KLDivLoss('batchmean')", "f(3, 5)", "p(3, 5)"),
    layer("nn.DiceLoss()", "p(3, 4)", "i(0, 2, 3, 4)"), layer("nn.TripletMarginLoss()", "f(4, 3)", "f(4, 3, seed=1)", "f(4, 3, seed=2)"),
    layer("nn.MultilabelMarginLoss()", "f(2, 4)", "np.array([[1, 0, -1, 2], [3, -1, 0, 1]], 'int32')"),
    bad("nn.BCELoss(reduction='x')"), bad("nn.BCELoss(reduction='x')", "p(3)", "p(3)"), bad("nn.BCELoss()", "p(3)", "p(4)"), bad("nn.BCELoss(weight=T(p(2)))", "p(3)", "p(3)"), bad("nn.BCELoss()", "i(0, 2, 3)", "i(0, 2, 3)"),
    bad("nn.BCEWithLogitsLoss('x')"), bad("nn.BCEWithLogitsLoss(3)"), bad("nn.BCEWithLogitsLoss(weight=3)"), bad("nn.BCEWithLogitsLoss(pos_weight=3)"), bad("nn.BCEWithLogitsLoss()", "f(3)", "p(4)"), bad("nn.BCEWithLogitsLoss()", "i(0, 2, 3)", "i(0, 2, 3)"),
    bad("nn.BCEWithLogitsLoss(weight=T(p(2)))", "f(3)", "p(3)"), bad("nn.CrossEntropyLoss(reduction='x')"), bad("nn.CrossEntropyLoss(ignore_index=1.5)", "f(2, 3)", "i(0, 3, 2)"), bad("nn.CrossEntropyLoss(label_smoothing=2.0)", "f(2, 3)", "i(0, 3, 2)"), bad("nn.CrossEntropyLoss(label_smoothing='a')"),
    bad("nn.CrossEntropyLoss(weight=T(p(2)))", "f(2, 3)", "i(0, 3, 2)"), bad("nn.CrossEntropyLoss()", "f(2, 3)", "i(0, 3, 4)"), bad("nn.CrossEntropyLoss()", "i(0, 3, 2, 3)", "i(0, 3, 2)"), bad("nn.CrossEntropyLoss()", "f(2, 3)", "f(2)"), bad("nn.CrossEntropyLoss(weight=3)", "f(2, 3)", "i(0, 3, 2)"),
    bad("nn.NLLLoss(reduction='x')"), bad("nn.NLLLoss()", "f(2, 3)", "i(0, 3, 4)"), bad("nn.NLLLoss()", "f(2, 3)", "f(2)"), bad("nn.NLLLoss(ignore_index='a')"),
    bad("nn.SoftmaxCrossEntropyWithLogits(sparse=1)"), bad("nn.SoftmaxCrossEntropyWithLogits(reduction='x')"), bad("nn.SoftmaxCrossEntropyWithLogits()", "f(2, 3)", "i(0, 3, 2)"), bad("nn.SoftmaxCrossEntropyWithLogits(True)", "f(2, 3)", "f(2, 3)"),
    bad("nn.KLDivLoss('x')"), bad("nn.KLDivLoss('x')", "f(3)", "p(3)"), bad("nn.CosineEmbeddingLoss(2.0)", "f(2, 3)", "f(2, 3)", "sign(2)"), bad("nn.CosineEmbeddingLoss(reduction='x')"), bad("nn.CosineEmbeddingLoss('a')"),
    bad("nn.SoftMarginLoss('x')"), bad("nn.SoftMarginLoss('x')", "f(3)", "sign(3)"), bad("nn.SoftMarginLoss()", "f(3)", "sign(4)"), bad("nn.MarginRankingLoss('a')"), bad("nn.MarginRankingLoss(reduction='x')"),
    layer("nn.WithLossCell(nn.Dense(3, 2), nn.MSELoss())", "f(4, 3)", "f(4, 2)", still=(1,)), layer("nn.WithLossCell(nn.Dense(3, 5), nn.SoftmaxCrossEntropyWithLogits(True, 'mean'))", "f(4, 3)", "i(0, 5, 4)"),
)  # fmt: skip
