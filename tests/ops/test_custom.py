"""Operators of the user's own: Custom, kernels in Python, and descriptions. Figures of the real MindSpore 2.10."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import Tensor, ops
from mindspore.ops import CustomRegOp, DataType, TBERegOp

ONES = Tensor(np.ones((2, 2), np.float32))


def product(bprop=None):
    return ops.Custom(lambda a, b: a * b, lambda a, b: a, lambda a, b: a, "pyfunc", bprop)


def test_outputs():
    both = ops.Custom(lambda a, b: (a * 2 + b, a - b), lambda a, b: (a, b), lambda a, b: (a, b), "pyfunc")(ONES, ONES)
    assert [(x.tolist(), x.dtype) for x in both] == [([[3, 3], [3, 3]], ms.float32), ([[0, 0], [0, 0]], ms.float32)]


@pytest.mark.parametrize("jitted", [False, True])
def test_backward(jitted):
    custom = product(lambda a, b, out, dout: (dout * 10, dout * 100 * a))
    fn = lambda a, b: (custom(a, b) * 3).sum()  # noqa: E731
    ga, gb = ms.grad(ms.jit(fn) if jitted else fn, (0, 1))(ONES, ONES * 2)
    assert ga.tolist() == [[30, 30], [30, 30]]
    assert gb.tolist() == [[300, 300], [300, 300]]


def test_no_backward():
    with pytest.raises(RuntimeError, match="bprop"):
        ms.grad(lambda a, b: product()(a, b).sum())(ONES, ONES).asnumpy()


@pytest.mark.parametrize(
    ("arguments", "error"),
    [((1, None, None, "pyfunc"), TypeError), ((abs, None, None, "julia"), ValueError),
     ((abs, None, None, "aot"), NotImplementedError), ((abs, None, None, "pyfunc", 3), TypeError)],
)  # fmt: skip
def test_refused(arguments, error):
    with pytest.raises(error, match="Custom"):
        ops.Custom(*arguments)


@ops.kernel
def outer(a, b):
    c = output_tensor(a.shape, a.dtype)  # noqa: F821
    with block_realize(c):  # noqa: F821
        for i, j in grid((a.shape[0], b.shape[1])):  # noqa: F821
            c[i, j] = 0.0
            for k in reduce(a.shape[1]):  # noqa: F821
                c[i, j] = c[i, j] + sqrt(a[i, k]) * b[k, j]  # noqa: F821
    return c


def test_kernel():
    a = np.full((3, 3), 4, np.float32)
    assert outer(a, a).tolist() == [[24.0] * 3] * 3
    assert ops.Custom(outer, func_type="hybrid")(Tensor(a), Tensor(a)).tolist() == [[24.0] * 3] * 3
    with pytest.raises(TypeError, match="compile_attrs"):
        ops.kernel(lambda a: a, compile_attrs=3)


def test_descriptions():
    made = (
        CustomRegOp().input(0, "x", "dynamic").output(0, "y").attr("k", "required", "int", value=3)
        .dtype_format(DataType.F16_Default, DataType.F32_None).target("Ascend").get_op_info()
    )  # fmt: skip
    assert made == {
        "op_name": "Custom",
        "inputs": [{"index": 0, "name": "x", "paramType": "dynamic"}],
        "outputs": [{"index": 0, "name": "y", "paramType": "required"}],
        "attr": [{"name": "k", "paramType": "required", "type": "int", "value": 3}],
        "fusion_type": "",
        "dtype_format": [(("float16", "DefaultFormat"), ("float32", ""))],
        "target": "Ascend",
    }
    tbe = (
        TBERegOp("A").output(0, "y", True, "required", "all").partial_flag().unknown_shape_formats(["ND"]).get_op_info()
    )
    assert tbe["outputs"] == [{"index": 0, "name": "y", "need_compile": True, "paramType": "required", "shape": "all"}]
    assert (tbe["partial_flag"], tbe["compute_cost"], tbe["unknown_shape_formats"]) == (True, 10, [["ND"]])
    gpu = ops.AkgGpuRegOp("S").attr("axis", "int").get_op_info()
    assert (gpu["attr"], gpu["processor"]) == ([{"name": "axis", "paramType": "int"}], "CUDA")


def test_data_types():
    assert DataType.None_None == ("", "")
    assert DataType.F16_5HD == ("float16", "NC1HWC0")
    assert DataType.C64_Default_Tuple == ("complex64", "DefaultFormat", "tuple")
    assert len([name for name in vars(DataType) if not name.startswith("__")]) == 204


@pytest.mark.parametrize(
    ("call", "error"),
    [(lambda: CustomRegOp().input("a", "x"), TypeError), (lambda: CustomRegOp().input(0, 3), TypeError),
     (lambda: CustomRegOp().target(3), TypeError), (lambda: CustomRegOp().dtype_format(3), ValueError),
     (lambda: TBERegOp(3), ValueError), (lambda: TBERegOp(""), ValueError)],
)  # fmt: skip
def test_descriptions_refused(call, error):
    with pytest.raises(error):
        call()


def test_register():
    @ops.vm_impl_registry.register("OfATest")
    def made(self):
        return lambda x: type(x)

    assert ops.get_vm_impl_fn("OfATest")(1.0) is float
    assert ops.get_vm_impl_fn("no such") is None


def test_builder():
    with pytest.raises(NotImplementedError, match="JAX"):
        ops.CustomOpBuilder("mine", ["mine.cpp"])
