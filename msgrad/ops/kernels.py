"""Kernels written in Python for MindSpore's hybrid compiler: here Python itself runs them, on numpy arrays."""

from __future__ import annotations

import builtins
import functools
import inspect
import itertools
import math
import types
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np


class _Annotation:
    """``with block_realize(x):`` and ``with attr(name, value):`` only advise the compiler."""

    def __call__(self, *args: Any) -> _Annotation:
        return self

    def __enter__(self) -> _Annotation:
        return self

    def __exit__(self, *exception: object) -> None:
        pass


def _allocate(shape: Any, dtype: Any = "float32", scope: Any = "global") -> np.ndarray:
    shape = shape if isinstance(shape, tuple | list) else (shape,)
    return np.zeros(tuple(builtins.int(n) for n in shape), dtype)


def _grid(sizes: Any) -> Iterator[tuple]:
    return itertools.product(*[builtins.range(n) for n in sizes])


def _rsqrt(x: Any) -> Any:
    return 1 / np.sqrt(x)


_KNOWN = {
    "allocate": _allocate, "output_tensor": _allocate, "block_realize": _Annotation(), "attr": _Annotation(),
    "grid": _grid, "range": range, "serial": range, "vectorize": range, "parallel": range, "reduce": range,
    "ceil_div": lambda a, b: (a + b - 1) // b, "erf": np.vectorize(math.erf), "rsqrt": _rsqrt, "power": np.power,
    "abs": np.abs, "atan": np.arctan, "atan2": np.arctan2, "ceil": np.ceil, "cos": np.cos, "exp": np.exp,
    "expm1": np.expm1, "floor": np.floor, "isfinite": np.isfinite, "isinf": np.isinf, "isnan": np.isnan, "log": np.log,
    "round": np.round, "sign": np.sign, "sin": np.sin, "sqrt": np.sqrt, "tanh": np.tanh, "trunc": np.trunc,
    "int8": np.int8, "int16": np.int16, "int32": np.int32, "int64": np.int64, "float16": np.float16,
    "float32": np.float32, "float64": np.float64,
}  # fmt: skip
"""The names that a kernel may use without having imported them."""


def kernel(fn: Callable | None = None, reg_info: Any = None, compile_attrs: Any = None) -> Any:
    """Makes a kernel of a Python function of numpy arrays, for `ops.Custom` or to be called: Python runs it as it is.

    The function may use MindSpore's names for loops and memory (``output_tensor``, ``allocate``, ``grid``, ...) and the
    usual functions of numbers. ``reg_info`` is kept with it; ``compile_attrs`` are for a compiler.

    >>> @ops.kernel
    ... def double(a):
    ...     b = output_tensor(a.shape, a.dtype)
    ...     for i in parallel(a.shape[0]):
    ...         b[i] = a[i] * 2.0
    ...     return b
    >>> double(np.array([1.0, 2.0])).tolist()
    [2.0, 4.0]
    """
    if fn is None:
        return functools.partial(kernel, reg_info=reg_info, compile_attrs=compile_attrs)
    if not inspect.isfunction(fn):
        raise TypeError(f"For 'kernel', the 'fn' must be a function, but got {type(fn).__name__}.")
    if compile_attrs is not None and not isinstance(compile_attrs, dict):
        raise TypeError(f"For 'kernel', the 'compile_attrs' must be a dict, but got {type(compile_attrs).__name__}.")

    @functools.wraps(fn)
    def run(*args: Any) -> Any:
        scope = {**_KNOWN, **fn.__globals__}
        return types.FunctionType(fn.__code__, scope, fn.__name__, fn.__defaults__, fn.__closure__)(*args)

    run.reg_info = reg_info  # type: ignore[attr-defined]
    return run


def ms_kernel(fn: Callable | None = None, reg_info: Any = None, compile_attrs: Any = None) -> Any:
    """The older name of `kernel`."""
    return kernel(fn, reg_info, compile_attrs)


def CustomOpBuilder(name: str, sources: Any, *args: Any, **kwargs: Any) -> Any:
    """NotImplementedError: C++ against MindSpore's headers cannot be built here."""
    raise NotImplementedError(
        f"For 'CustomOpBuilder', C++ code ({name!r}) against MindSpore's own headers cannot run on JAX: write the "
        f"operator with mindspore.ops, as a Python function under ops.Custom, or register it by jax.ffi."
    )
