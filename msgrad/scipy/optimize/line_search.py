"""The step along a direction that satisfies the strong Wolfe conditions.

Nocedal and Wright, Numerical Optimization (1999), algorithms 3.5 (bracketing) and 3.6 (zoom), as in SciPy: the trial
step inside a bracket is the minimum of a cubic through three known values, else of a parabola, else the middle. It is
Python on numbers, which asks for the function and its gradient one step at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from msgrad._names import missing_name_getattr
from msgrad.autodiff import value_and_grad
from msgrad.common.tensor import Tensor

__all__ = ["LineSearch", "line_search"]

_ZOOMS = 30  # trial steps inside a bracket


class _LineSearchResults(NamedTuple):
    """``failed`` and ``status`` (0: found, 1: zooming failed, 3: no step within ``maxiter``), counts of iterations and
    evaluations, and the step ``a_k`` with the function's value and gradient there."""

    failed: bool
    nit: int
    nfev: int
    ngev: int
    k: int
    a_k: float
    f_k: float
    g_k: Any
    status: int


class Point(NamedTuple):
    """A step: the value, the slope along the direction, and the gradient there."""

    step: Any
    value: Any
    slope: Any = None
    gradient: Any = None


class Counted:
    """A function of a vector with its gradient, on numpy arrays, and how often it was asked for."""

    def __init__(self, f: Callable, jac: Callable | None = None) -> None:
        self.calls = 0
        self.both = value_and_grad(f) if jac is None else lambda x: (f(x), jac(x))

    def __call__(self, x: np.ndarray) -> tuple[Any, np.ndarray]:
        self.calls += 1
        value, gradient = self.both(Tensor(x))
        value = np.asarray(value._numpy("a line search") if isinstance(value, Tensor) else value, x.dtype)
        if value.size != 1:
            raise ValueError(f"For 'minimize', the function must return one number, but got shape {value.shape}.")
        return value.reshape(())[()], np.asarray(gradient._numpy("a line search"), x.dtype)


def _cubic_minimum(a: Point, b: Point, c: Point) -> Any:
    """The minimum of the cubic through three points, with the slope of the first; NaN where there is none."""
    db, dc = b.step - a.step, c.step - a.step
    rb, rc = b.value - a.value - a.slope * db, c.value - a.value - a.slope * dc
    scale = (db * dc) ** 2 * (db - dc)
    cubic, square = (dc**2 * rb - db**2 * rc) / scale, (db**3 * rc - dc**3 * rb) / scale
    return a.step + (-square + np.sqrt(square * square - 3 * cubic * a.slope)) / (3 * cubic)


def _parabola_minimum(a: Point, b: Point) -> Any:
    """The minimum of the parabola through two points, with the slope of the first."""
    d = b.step - a.step
    return a.step - a.slope * d * d / (2 * (b.value - a.value - a.slope * d))


def _trial(low: Point, high: Point, recent: Point | None) -> Any:
    width = abs(high.step - low.step)
    left, right = min(low.step, high.step), max(low.step, high.step)
    if recent is not None:
        step = _cubic_minimum(low, high, recent)
        if left + 0.2 * width < step < right - 0.2 * width:
            return step
    step = _parabola_minimum(low, high)
    if left + 0.1 * width < step < right - 0.1 * width:
        return step
    return (low.step + high.step) / 2


def search(
    f: Counted,
    x: np.ndarray,
    direction: np.ndarray,
    start: Point,
    earlier: Any = None,
    c1: float = 1e-4,
    c2: float = 0.9,
    maxiter: int = 20,
) -> tuple[Point, int, int]:
    """A step along a direction: the point, the number of the last trial, and the status (see `_LineSearchResults`).

    The first trial is 1, or what would bring as much as the step from an ``earlier`` value did, where that is less.
    """
    kind = x.dtype.type
    first = 1.0
    if earlier is not None:
        as_before = 2.02 * (start.value - earlier) / start.slope
        first = as_before if as_before <= 1 else 1.0

    def at(step: Any) -> Point:
        value, gradient = f(x + kind(step) * direction)
        return Point(kind(step), value, kind(np.dot(gradient, direction)), gradient)

    def too_high(point: Point) -> bool:
        return bool(point.value > start.value + c1 * point.step * start.slope)

    def flat(point: Point) -> bool:
        return bool(abs(point.slope) <= -c2 * start.slope)

    def zoom(low: Point, high: Point) -> tuple[Point, int]:
        recent = None
        for _ in range(_ZOOMS):
            point = at(_trial(low, high, recent))
            if too_high(point) or point.value >= low.value:
                recent, high = high, point
            elif flat(point):
                return point, 0
            elif point.slope * (high.step - low.step) >= 0:
                recent, high, low = high, low, point
            else:
                recent, low = low, point
        return low, 1

    before = start
    with np.errstate(all="ignore"):
        for i in range(1, maxiter + 1):
            point = at(first if i == 1 else 2 * before.step)
            if too_high(point) or (i > 1 and point.value >= before.value):
                found, status = zoom(before, point)
                return found, i + 1, status
            if flat(point):
                return point, i + 1, 0
            if point.slope >= 0:
                found, status = zoom(point, before)
                return found, i + 1, status
            before = point
    return before, maxiter + 1, 3


class LineSearch:
    """A line search of one function: an object that is called with the other arguments of `line_search`."""

    def __init__(self, func: Callable, jac: Callable | None = None) -> None:
        self.func, self.jac = func, jac

    def __call__(
        self,
        xk: Tensor,
        pk: Tensor,
        old_fval: Tensor | None = None,
        old_old_fval: Tensor | None = None,
        gfk: Tensor | None = None,
        c1: float = 1e-4,
        c2: float = 0.9,
        maxiter: int = 20,
    ) -> _LineSearchResults:
        return line_search(self.func, xk, pk, self.jac, gfk, old_fval, old_old_fval, c1, c2, maxiter)


def as_vector(x: Any, argument: str, who: str) -> np.ndarray:
    """A Tensor of floats with one axis as a numpy array. TypeError for other types, ValueError for other shapes."""
    if not isinstance(x, Tensor):
        raise TypeError(f"For '{who}', the '{argument}' must be a Tensor, but got {type(x).__name__}.")
    array = np.array(x._numpy(who))
    if array.dtype.kind != "f":
        raise TypeError(f"For '{who}', the '{argument}' must hold floats, but got {x.dtype}.")
    if array.ndim != 1:
        raise ValueError(f"For '{who}', the '{argument}' must have 1 dimension, but got shape {x.shape}.")
    return array


def line_search(
    f: Callable,
    xk: Tensor,
    pk: Tensor,
    jac: Callable | None = None,
    gfk: Tensor | None = None,
    old_fval: Tensor | None = None,
    old_old_fval: Tensor | None = None,
    c1: float = 1e-4,
    c2: float = 0.9,
    maxiter: int = 20,
) -> _LineSearchResults:
    """A step along a direction that satisfies the strong Wolfe conditions. It runs on the host and has no derivative.

    Args:
        f: a function of a vector that gives one number.
        xk, pk: where to begin, and the direction, along which the function must fall.
        jac: the function's gradient; found by differentiating it by default.
        gfk, old_fval: the gradient and the value at the beginning, where they are known (both).
        old_old_fval: the value before the last step, by which the first trial is chosen; it is 1 by default.
        c1, c2: the constants of the two conditions.
        maxiter: how often the step is doubled.

    Returns:
        a named tuple: ``failed``, ``nit``, ``nfev``, ``ngev``, ``k``, ``a_k`` (the step), ``f_k``, ``g_k``, ``status``.

    Raises TypeError for what is no Tensor of floats, ValueError for other shapes than one axis.

    >>> result = line_search(lambda x: (x * x).sum(), Tensor([1.0, 2.0]), Tensor([-1.0, -2.0]))
    >>> result.a_k, result.f_k
    (1.0, 0.0)
    """
    x, direction = as_vector(xk, "xk", "line_search"), as_vector(pk, "pk", "line_search")
    counted = Counted(f, jac)
    if gfk is None or old_fval is None:
        value, gradient = counted(x)
    else:
        value, gradient = x.dtype.type(float(old_fval)), as_vector(gfk, "gfk", "line_search")
    start = Point(x.dtype.type(0), value, x.dtype.type(np.dot(gradient, direction)), gradient)
    earlier = None if old_old_fval is None else x.dtype.type(float(old_old_fval))
    found, k, status = search(counted, x, direction, start, earlier, c1, c2, maxiter)
    calls = counted.calls
    step, value = float(found.step), float(found.value)
    return _LineSearchResults(status != 0, k - 1, calls, calls, k, step, value, Tensor(found.gradient), status)


__getattr__ = missing_name_getattr(__name__)
