"""Derivatives of any order along a curve, and a function's best linear approximation."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from msgrad.autodiff import jvp
from msgrad.common.tensor import Tensor
from msgrad.ops import function as F
from msgrad.ops.function._arguments import dtype_of
from msgrad.ops.function.indexing_func import getitem

__all__ = ["derivative", "jet", "linearize"]


def _floating(x: Any, who: str) -> Tensor:
    if not isinstance(x, Tensor):
        raise TypeError(f"For '{who}', the 'primals' must be Tensors, but got {type(x).__name__}.")
    return x if dtype_of(x).kind not in "iub" else x.astype("float32")


def _along(fn: Callable, primals: tuple, series: tuple, order: int) -> list[Any]:
    """The value and the first derivatives of fn(x + s1 t + s2 t^2 / 2! + ...) by t at t = 0."""

    def curve(t: Any) -> Any:
        moved = []
        for x, s in zip(primals, series, strict=True):
            for k in range(order):
                x = x + getitem(s, k) * F.cast(t ** (k + 1), s.dtype) / math.factorial(k + 1)
            moved.append(x)
        return fn(*moved)

    t, one = F.zeros((), primals[0].dtype), F.ones((), primals[0].dtype)

    def derived(function: Callable) -> Callable:
        return lambda t: jvp(function, t, one)[1]

    functions = [curve]
    for _ in range(order):
        functions.append(derived(functions[-1]))
    return [function(t) for function in functions]


def jet(fn: Callable, primals: Any, series: Any) -> tuple:
    """The value of a function and its derivatives of first to n-th order along a curve.

    Args:
        fn: a function or Cell of Tensors that gives one Tensor or a tuple of them.
        primals: its argument, or a tuple of its arguments: where the curve starts.
        series: of each argument, a Tensor (n, *its shape) with the curve's derivatives of first to n-th order.

    Returns:
        the output, and (n, *its shape) with its derivatives; tuples of both where there are several outputs.

    Raises:
        TypeError: for arguments that are no Tensors.
        ValueError: for a series whose shape does not fit.

    >>> ops.jet(lambda x: x * x, Tensor([3.0]), Tensor([[1.0], [0.0]]))[1].tolist()
    [[6.0], [2.0]]
    """
    points = primals if isinstance(primals, tuple) else (primals,)
    curves = series if isinstance(series, tuple) else (series,)
    if len(points) != len(curves):
        raise ValueError(f"For 'jet', {len(points)} primals need as many series, but got {len(curves)}.")
    points, curves = tuple([_floating(x, "jet") for x in points]), tuple([_floating(s, "jet") for s in curves])
    for x, s in zip(points, curves, strict=True):
        if s.shape[1:] != x.shape or not s.shape[0]:
            raise ValueError(f"For 'jet', the series must have the shape (n, *{x.shape}), but got {s.shape}.")
    if len({s.shape[0] for s in curves}) > 1:
        raise ValueError("For 'jet', all series must go to the same order.")
    first, *rest = _along(fn, points, curves, curves[0].shape[0])
    if isinstance(first, tuple):
        return first, tuple([F.stack(list(parts)) for parts in zip(*rest, strict=True)])
    return first, F.stack(rest)


def derivative(fn: Callable, primals: Any, order: int) -> tuple:
    """The value of a function and its derivative of one order, along the direction of ones.

    For a function of every element by itself that is the derivative of each element.

    Raises:
        TypeError: for arguments that are no Tensors and an ``order`` that is no int.
        ValueError: for an ``order`` below 1.

    >>> ops.derivative(lambda x: x * x * x, Tensor([2.0]), 2)[1].tolist()
    [12.0]
    """
    if isinstance(order, bool) or not isinstance(order, int):
        raise TypeError(f"For 'derivative', the 'order' must be an int, but got {type(order).__name__}.")
    if order < 1:
        raise ValueError(f"For 'derivative', the 'order' must be at least 1, but got {order}.")
    points = primals if isinstance(primals, tuple) else (primals,)
    points = tuple([_floating(x, "derivative") for x in points])
    straight = tuple(
        [F.concat([F.ones((1, *x.shape), x.dtype), F.zeros((order - 1, *x.shape), x.dtype)]) for x in points]
    )
    found = _along(fn, points, straight, order)
    return found[0], found[-1]


def linearize(fn: Callable, inputs: Any) -> tuple:
    """The value of a function, and the function that gives its derivative along directions.

    >>> out, along = ops.linearize(lambda x: x * x, Tensor([3.0]))
    >>> along(Tensor([2.0])).tolist()
    [12.0]
    """
    args = inputs if isinstance(inputs, tuple) else (inputs,)
    return fn(*args), lambda *v: jvp(fn, inputs, v if len(v) != 1 else v[0])[1]
