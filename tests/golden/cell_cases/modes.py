"""Training mode, flags, and operators under a float type."""

import mindspore as ms
import numpy as np
from mindspore import Parameter, Tensor, nn, ops

from cell_cases.base import X23, Add, Nested, Net, case, plain, raised

# ---- flags and modes


@case
def mode_set_train():
    net = Nested()
    before = [cell.training for _, cell in net.cells_and_names()]
    same = net.set_train() is net
    during = [cell.training for _, cell in net.cells_and_names()]
    net.set_train(False)
    return [
        before,
        same,
        during,
        [cell.training for _, cell in net.cells_and_names()],
        net.phase,
        net.set_train().phase,
    ]


@case
def mode_set_train_number():
    net = Net()
    net.set_train(1)
    return [plain(net.training), plain(net.phase), raised(lambda: net.set_train("no").training)]


@case
def mode_training_of_later_child():
    net = Add().set_train()
    net.child = nn.Dropout(p=0.5)
    return [net.training, net.child.training]


@case
def mode_training_assigned():
    net = Nested()
    net.training = True
    return [cell.training for _, cell in net.cells_and_names()]


@case
def mode_set_grad():
    net = Nested()
    before = [cell.requires_grad for _, cell in net.cells_and_names()]
    same = net.set_grad() is net
    return [
        before,
        same,
        [cell.requires_grad for _, cell in net.cells_and_names()],
        len(net.trainable_params()),
        net.set_grad(False).requires_grad,
    ]


@case
def mode_flags():
    net = Nested()
    net.add_flags(a=1, b=[2])
    net.add_flags_recursive(deep=True)
    child = dict(net.net.get_flags())
    return [
        {k: v for k, v in net.get_flags().items() if k in "ab deep"},
        {k: v for k, v in child.items() if k in "ab deep"},
        net.a,
        net.net.deep,
    ]


@case
def mode_flags_argument():
    class C(nn.Cell):
        def __init__(self):
            super().__init__(flags={"mine": 3})

    return [C().mine, C().get_flags().get("mine")]


@case
def mode_apply():
    seen = []
    net = Nested()
    same = net.apply(lambda cell: seen.append(type(cell).__name__)) is net
    return [seen, same]


@case
def mode_apply_init():
    def fill(cell):
        if isinstance(cell, nn.Dense):
            cell.weight.set_data(Tensor(np.full(cell.weight.shape, 2, np.float32)))

    net = Net().apply(fill)
    return [net.fc1.weight.asnumpy().tolist(), net(Tensor(X23)).shape]


@case
def mode_set_broadcast_flag():
    return Net().set_broadcast_flag().get_flags().get("broadcast_flag")


@case
def mode_init_parameters_data():
    net = Net()
    result = net.init_parameters_data()
    return [type(result).__name__, len(result)]


@case
def mode_param_init_lazily():
    from mindspore.common.initializer import initializer

    net = Add()
    net.w = Parameter(initializer("ones", [2, 2], ms.float32), name="w")
    return [net.w.asnumpy().tolist(), net.w.has_init]


# ---- to_float


class Dtypes(nn.Cell):
    """The dtype that each of several operators gives for x."""

    def construct(self, x):
        ints = Tensor([1, 2])
        results = {
            "x": x,
            "x + 1": x + 1,
            "x * 2.5": x * 2.5,
            "mean": x.mean(),
            "exp": ops.exp(x),
            "concat": ops.concat((x, x)),
            "where": ops.where(x > 1, x, x),
            "gather": ops.gather(x, Tensor([0]), 0),
            "tensor + tensor": Tensor([1.0]) + Tensor([2.0]),
            "float64": Tensor(np.ones(2)) + Tensor(np.ones(2)),
            "int * float": ints * Tensor([1.5, 2.0]),
            "astype": x.astype(ms.float32),
            "index": x[0],
            "reshape": x.reshape(3, 2),
            "T": x.T,
            "expand_dims": x.expand_dims(0),
            "split": ops.split(x, 1)[0],
            "ones_like": ops.ones_like(x),
            "zeros": ops.zeros((2,), ms.float32),
            "new": Tensor([1.5]),
            "greater": x > 1,
            "argmax": ops.argmax(x),
            "sum of ints": ints.sum(),
            "grad": ms.grad(lambda y: (y * y).sum())(x),
        }
        return {name: str(value.dtype) for name, value in results.items()}


@case
def float_operators_under_float16():
    net = Dtypes()
    return [net.to_float(ms.float16) is net, net(Tensor(X23))]


@case
def float_operators_under_float32():
    return Dtypes().to_float(ms.float32)(Tensor(X23.astype(np.float16)))


@case
def float_layer_alone():
    out = []
    for data in (X23, X23.astype(np.float16), X23.astype(np.float64)):
        out.append(str(Add().to_float(ms.float16)(Tensor(data)).dtype))
    return out


@case
def float_ends_with_the_call():
    return [str(Add().to_float(ms.float16)(Tensor(X23)).dtype), str((Tensor(X23) + 1).dtype)]


@case
def float_recursive():
    net = Nested().to_float(ms.float16)
    return [cell.get_flags() for _, cell in net.cells_and_names()]


@case
def float_later_child():
    net = Add().to_float(ms.float16)
    net.child = Add()
    return [str(net.child(Tensor(X23)).dtype), net.child.get_flags()]


@case
def float_inner_overrides():
    net = nn.SequentialCell(Add(), Add())
    net.to_float(ms.float16)
    net[1].to_float(ms.float32)
    return str(net(Tensor(X23)).dtype)


@case
def float_gradients_have_the_dtype_of_the_weights():
    net = nn.Dense(3, 2).to_float(ms.float16)
    value, (gx, gw) = ms.value_and_grad(lambda x: net(x).sum(), 0, net.trainable_params())(Tensor(X23))
    return [str(value.dtype), str(gx.dtype), [str(g.dtype) for g in gw]]


@case
def float_bad_types():
    return [raised(lambda d=d: Add().to_float(d)) for d in (ms.int32, ms.float64, "float16", None)]


@case
def float_flags():
    net = Add().to_float(ms.float16)
    return [net.get_flags(), net.fp16, net.fp32]
