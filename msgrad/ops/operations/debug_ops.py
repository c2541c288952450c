"""Primitives with Python behind them: printing, summaries, own functions, and status."""

from __future__ import annotations

import functools
from typing import Any

import jax.numpy as jnp
import numpy as np

from msgrad._checkparam import check_type
from msgrad.autodiff.own_backward import with_backward
from msgrad.common.tensor import Tensor
from msgrad.engine.ambient import ambient
from msgrad.engine.operator import operator
from msgrad.engine.recorder import to_call
from msgrad.ops import function as F
from msgrad.ops.function._arguments import concrete, dtype_of
from msgrad.ops.plain import scalar_cast, scalar_to_array
from msgrad.ops.primitive import Primitive, define, is_int

# -- printed, summed up --


def _print(self: Any, *input_x: Any) -> None:
    """Each on a line of its own, Tensors with dtype and shape."""
    for x in input_x:
        print(repr(x) if isinstance(x, Tensor) and ambient.recorder is None else x)


Print = define("Print", _print, None, {"side_effect_io": True})


def _summary(name: str) -> type[Primitive]:
    def call(self: Any, name: Any, value: Any) -> None:
        """Takes a name and a Tensor. Nothing collects summaries here, so nothing is kept."""
        check_type(value, Tensor, "value", self.name)

    return define(name, call, None, {"side_effect_io": True, "channel_name": f"ms_{name.lower()}"})


HistogramSummary = _summary("HistogramSummary")
ImageSummary = _summary("ImageSummary")
ScalarSummary = _summary("ScalarSummary")
TensorSummary = _summary("TensorSummary")


def _assert(self: Any, condition: Any, input_data: Any) -> Any:
    if not np.all(concrete(condition, "Assert")):
        shown = [concrete(x, "Assert").ravel()[: self.summarize].tolist() for x in input_data]
        raise RuntimeError(f"For 'Assert', the condition is false; the first numbers of the data are {shown}.")
    return condition


Assert = define("Assert", _assert, {"summarize": is_int}, summarize=3)

# -- functions of the user --


def _partial(self: Any, func: Any, *args: Any) -> Any:
    if not callable(func):
        raise TypeError(f"For 'Partial', the first input must be a function, but got {type(func).__name__}.")
    return functools.partial(to_call(func), *args)


Partial = define("Partial", _partial, None, {"side_effect_propagate": 1})


def _callable(value: Any, argument: str, who: str) -> Any:
    if not callable(value):
        raise TypeError(f"For '{who}', the '{argument}' must be a function, but got {type(value).__name__}.")
    return value


class InsertGradientOf(Primitive):
    """Passes a Tensor on; in the backward pass ``f`` gets its gradient and gives another one.

    >>> clip = ops.InsertGradientOf(lambda dx: dx * 2)
    >>> mindspore.grad(lambda x: clip(x) * 3)(Tensor([1.0])).tolist()
    [6.0]
    """

    def __init__(self, f: Any) -> None:
        super().__init__("InsertGradientOf")
        self.add_prim_attr("side_effect_backprop", True)
        self.f = _callable(f, "f", self.name)

    def __call__(self, x: Any) -> Any:
        return F.HookBackward(lambda gradients: self.f(gradients[0]))(x)


def _no_own_gradient(value: Any, who: str, argument: str) -> None:
    if value is not None:
        raise NotImplementedError(
            f"For '{who}', the argument '{argument}' is not supported: write an nn.Cell with a 'bprop' method instead."
        )


class Morph(Primitive):
    """Calls a function of Tensors. ``infer_shape`` and ``infer_dtype`` are not needed, since the function itself is
    traced.

    Raises NotImplementedError for ``bprop_fn``, TypeError where a function is none.
    """

    def __init__(self, fn: Any, infer_shape: Any, infer_dtype: Any, bprop_fn: Any = None) -> None:
        super().__init__("Morph")
        _no_own_gradient(bprop_fn, self.name, "bprop_fn")
        for value, argument in ((fn, "fn"), (infer_shape, "infer_shape"), (infer_dtype, "infer_dtype")):
            _callable(value, argument, self.name)
        self.fn = fn

    def __call__(self, *args: Any) -> Any:
        return to_call(self.fn)(*args)


class Custom(Primitive):
    """A Python function of numpy arrays as an operator: it runs on the host, so what is pending runs.

    func: gets the inputs as numpy arrays and gives an array or a tuple of arrays.
    out_shape, out_dtype: what MindSpore's compiler asks for shapes and dtypes. Here those of the arrays count.
    func_type: "pyfunc", or "hybrid" for a function under `ops.kernel`; the kernels of "akg", "aot", ... cannot run
        on JAX: write the function with `mindspore.ops`, or register JAX code by `jax.ffi`.
    bprop: the backward pass: ``bprop(*inputs, out, dout)`` gives the gradients of the inputs.
    reg_info: kept as it is.

    Raises NotImplementedError for other kinds, TypeError where a function is none, RuntimeError in the backward pass
    where there is no ``bprop``.

    >>> ops.Custom(lambda x: x * 2, func_type="pyfunc")(Tensor([1.0, 2.0])).tolist()
    [2.0, 4.0]
    """

    def __init__(
        self, func: Any, out_shape: Any = None, out_dtype: Any = None, func_type: Any = "pyfunc", bprop: Any = None,
        reg_info: Any = None,
    ) -> None:  # fmt: skip
        super().__init__("Custom")
        kinds = ("hybrid", "akg", "tbe", "aicpu", "aot", "pyfunc")
        if func_type not in kinds:
            raise ValueError(f"For 'Custom', the 'func_type' must be one of {', '.join(kinds)}, but got {func_type!r}.")
        if func_type not in ("pyfunc", "hybrid"):
            raise NotImplementedError(
                f"For 'Custom', kernels of the kind {func_type!r} are not supported: give a Python function of numpy "
                f"arrays with func_type='pyfunc', or write the operator with mindspore.ops."
            )
        self.func = _callable(func, "func", self.name)
        self.bprop = bprop if bprop is None else _callable(bprop, "bprop", self.name)
        self.out_shape, self.out_dtype, self.reg_info = out_shape, out_dtype, reg_info
        self.add_prim_attr("func_type", func_type)

    def __call__(self, *args: Any) -> Any:
        out = self.func(*[concrete(a, "Custom") if isinstance(a, Tensor) else a for a in args])
        out = tuple([Tensor(np.asarray(o)) for o in out]) if isinstance(out, tuple) else Tensor(np.asarray(out))
        return with_backward(args, out, self.bprop or self._no_bprop, "Custom")

    def _no_bprop(self, *args: Any) -> Any:
        raise RuntimeError("For 'Custom', the function has no backward pass: give one as 'bprop'.")


class PyFunc(Primitive):
    """A Python function of numpy arrays that gives a tuple of them, as an operator without gradient. On the host, so
    what is pending runs."""

    def __init__(
        self, fn: Any, in_types: Any, in_shapes: Any, out_types: Any, out_shapes: Any, stateful: bool = True
    ) -> None:
        super().__init__("PyFunc")
        self.fn = _callable(fn, "fn", self.name)
        self.in_types, self.in_shapes, self.out_types, self.out_shapes = in_types, in_shapes, out_types, out_shapes

    def __call__(self, *args: Any) -> Any:
        out = self.fn(*[concrete(a, "PyFunc") for a in args])
        return tuple([Tensor(np.asarray(o)) for o in (out if isinstance(out, tuple | list) else (out,))])


ScalarCast = define("ScalarCast", lambda self, input_x, input_y: scalar_cast(input_x, input_y))
ScalarToArray = define("ScalarToArray", lambda self, input_x: scalar_to_array(input_x))

# -- overflow --


@operator("x", differentiable=False, name="FloatStatus")
def _not_finite(x):
    return jnp.any(~jnp.isfinite(x)).astype(np.float32)[None]


def _float_status(self: Any, x: Any) -> Any:
    if dtype_of(x).kind != "f":
        raise TypeError(f"For 'FloatStatus', the 'x' must hold floats, but got {dtype_of(x)}.")
    return _not_finite(x)


FloatStatus = define("FloatStatus", _float_status)


def _of_ascend(name: str) -> type[Primitive]:
    def call(self: Any, *inputs: Any) -> Any:
        """Raises RuntimeError: the flag of the device is Ascend's."""
        raise RuntimeError(
            f"For '{name}', the overflow flag of an Ascend device is asked for, and there is none; look at the "
            f"gradients with ops.FloatStatus or mindspore.amp.all_finite instead."
        )

    return define(name, call)


NPUAllocFloatStatus = _of_ascend("NPUAllocFloatStatus")
NPUClearFloatStatus = _of_ascend("NPUClearFloatStatus")
NPUGetFloatStatus = _of_ascend("NPUGetFloatStatus")

__all__ = [n for n, c in globals().items() if isinstance(c, type) and issubclass(c, Primitive) and c is not Primitive]
