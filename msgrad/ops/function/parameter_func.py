"""Changing Parameters in place, and looking at gradients on their way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgrad.common.tensor import Tensor
from msgrad.engine.boundary import boundary
from msgrad.engine.graph import current
from msgrad.engine.handle import View, wrap
from msgrad.engine.results import constant
from msgrad.engine.values import TRACED
from msgrad.ops.function.arithmetic_func import add, sub
from msgrad.ops.function.creation_func import stop_gradient

__all__ = ["HookBackward", "assign", "assign_add", "assign_sub"]


def _checked(variable: Any, value: Any, who: str) -> Tensor:
    """The value as a Tensor of the variable's shape."""
    if not isinstance(variable, Tensor):
        got = type(variable).__name__
        raise TypeError(f"For '{who}', the 'variable' must be a Parameter or Tensor, but got {got}.")
    if isinstance(value, bool | int | float):
        value = Tensor(value)
    if not isinstance(value, Tensor):
        raise TypeError(f"For '{who}', the 'value' must be a Tensor or a number, but got {type(value).__name__}.")
    if value.shape != variable.shape:
        raise ValueError(f"For '{who}', the 'value' must have the shape {variable.shape}, but got {value.shape}.")
    return value


def _bound(variable: Tensor, value: Tensor) -> Tensor:
    """Binds the variable, a leaf of every derivative, and returns its new data as a Tensor that shares with it."""
    variable._assign(stop_gradient(value if value.dtype == variable.dtype else value.astype(variable.dtype)))
    return Tensor(variable)


def _changed(variable: Tensor, value: Tensor) -> Tensor:
    """As `_bound`, but what is returned has come from ``value``: gradients go on from there, though not from the
    variable."""
    value = value if value.dtype == variable.dtype else value.astype(variable.dtype)
    _bound(variable, value)
    value._alias = View(variable, lambda base: base, lambda base, update: update)
    return value


def assign(variable, value):
    """Gives a Parameter (or Tensor) the value of a Tensor of the same shape, cast to its dtype. Returns the new value.

    Raises TypeError where ``variable`` is no Tensor or ``value`` no Tensor or number, ValueError for another shape.

    >>> p = Parameter(Tensor([1.0]), name="p")
    >>> ops.assign(p, Tensor([3.0])).tolist(), p.asnumpy().tolist()
    ([3.0], [3.0])
    """
    return _bound(variable, _checked(variable, value, "assign"))


def assign_add(variable, value):
    """Adds a Tensor of the same shape to a Parameter, in its dtype. Returns the sum, which passes gradients on.
    Errors as in `assign`.

    >>> p = Parameter(Tensor([1.0]), name="p")
    >>> ops.assign_add(p, Tensor([3.0])).tolist()
    [4.0]
    """
    return _changed(variable, add(variable, _checked(variable, value, "assign_add")))


def assign_sub(variable, value):
    """Subtracts a Tensor of one shape with the Parameter from it, in its dtype, and returns it. Errors as in `assign`.

    >>> p = Parameter(Tensor([1.0]), name="p")
    >>> ops.assign_sub(p, Tensor([3.0])).tolist()
    [-2.0]
    """
    return _changed(variable, sub(variable, _checked(variable, value, "assign_sub")))


class HookBackward:
    """Passes Tensors on unchanged; in the backward pass a function sees their gradients and may replace them.

    Args:
        hook_fn: is called with a tuple of the gradients (zeros for a Tensor that gets none) and returns None,
            a Tensor or a tuple of Tensors.
        cell_id: kept as it is.

    Raises:
        TypeError: if ``hook_fn`` is no function.

    >>> from msgrad import grad
    >>> twice = ops.HookBackward(lambda gradients: (gradients[0] * 2,))
    >>> grad(lambda x: twice(x) * 3)(Tensor([1.0])).tolist()
    [6.0]
    """

    def __init__(self, hook_fn: Callable, cell_id: str = "") -> None:
        if not callable(hook_fn):
            raise TypeError(f"For 'HookBackward', the 'hook_fn' must be a function, but got {type(hook_fn).__name__}.")
        self.hook_fn = hook_fn
        self.cell_id = cell_id

    def __call__(self, *inputs: Tensor) -> Any:
        """The inputs: one as it is, several in a tuple."""
        results = [x._result() for x in inputs]
        if current().scopes or any(r.kind & TRACED for r in results):
            avals = [r.aval for r in results]
            passed = tuple([wrap(r) for r in boundary(results, len(results), lambda found: self._pull(found, avals))])
        else:
            passed = inputs
        return passed[0] if len(passed) == 1 else passed

    def _pull(self, gradients: Any, avals: list) -> Any:
        shown = tuple([wrap(constant(0, a) if g is None else g) for g, a in zip(gradients, avals, strict=True)])
        returned = self.hook_fn(shown)
        if returned is None:
            return gradients
        returned = returned if isinstance(returned, tuple) else (returned,)
        if len(returned) != len(shown):
            raise RuntimeError(
                f"For 'HookBackward', the function must return {len(shown)} gradients, but it returned {len(returned)}."
            )
        return [None if t is None else t._result() for t in returned]
