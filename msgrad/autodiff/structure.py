"""Nested Tensors, and the checks of arguments that all transforms share."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any

from msgrad.common.mutable import is_mutable
from msgrad.common.sparse_tensor import SparseBase
from msgrad.common.tensor import Tensor
from msgrad.engine.ambient import ambient
from msgrad.engine.handle import Bundle


def map_structure(function: Callable[[Any], Any], value: Any) -> Any:
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*map(function, value))
    if isinstance(value, list | tuple):
        return type(value)(map(function, value))
    if isinstance(value, dict):
        return {k: function(v) for k, v in value.items()}
    if isinstance(value, Bundle):
        return value._mapped(function)
    return value


def tensors_in(value: Any, found: list[Tensor] | None = None) -> list[Tensor]:
    """All Tensors in nested lists, tuples, dicts and sparse Tensors, in order."""
    found = [] if found is None else found
    if isinstance(value, Tensor):
        found.append(value)
    elif isinstance(value, list | tuple):
        for item in value:
            tensors_in(item, found)
    elif isinstance(value, dict):
        for item in value.values():
            tensors_in(item, found)
    elif isinstance(value, Bundle):
        found += value._parts()
    return found


def differentiable(argument: Any) -> Tensor | None:
    """What of an argument has a gradient: a Tensor, the values of a sparse one, nothing of all else."""
    if isinstance(argument, SparseBase):
        return argument.values
    return argument if isinstance(argument, Tensor) else None


def differentiable_or_mutable(argument: Any) -> Any:
    """As `differentiable`; in a jitted function, also the collections that `mutable` made."""
    if ambient.jitted and is_mutable(argument) and isinstance(argument, list | tuple | dict):
        return argument
    return differentiable(argument)


def shaped_as(argument: Any, gradients: Iterator[Any]) -> Any:
    """Gradients, in order, in the form of an argument: for a collection a plain one; of a bare number a zero."""
    if isinstance(argument, Tensor):
        return next(gradients)
    if isinstance(argument, dict):
        return {name: shaped_as(item, gradients) for name, item in argument.items()}
    if isinstance(argument, list | tuple):
        items = [shaped_as(item, gradients) for item in argument]
        return tuple(items) if isinstance(argument, tuple) else items
    return 0.0 if isinstance(argument, float) else 0


def as_positions(position: Any, who: str) -> tuple[int, ...]:
    """``grad_position`` as a tuple of ints.

    Raises:
        TypeError: if it is neither None, an int, nor a tuple of ints.
        ValueError: for a negative position, or one that is given twice.
    """
    if position is None:
        return ()
    items = position if isinstance(position, tuple) else (position,)
    if not all(isinstance(item, int) for item in items):
        raise TypeError(
            f"For '{who}', the 'grad_position' must be an int, a tuple of ints or None, but got {position!r}."
        )
    if any(item < 0 for item in items):
        raise ValueError(f"For '{who}', the 'grad_position' must not be negative, but got {position}.")
    if len(set(items)) != len(items):
        raise ValueError(f"For '{who}', the positions in 'grad_position' must differ, but got {position}.")
    if not items:
        raise RuntimeError(f"For '{who}', the 'grad_position' must name at least one argument, but got ().")
    return tuple([int(item) for item in items])


def check_flag(value: Any, name: str, who: str) -> None:
    if not isinstance(value, bool):
        raise TypeError(f"For '{who}', the '{name}' must be a bool, but got {type(value).__name__}.")


def check_function(fn: Any, who: str) -> None:
    if not callable(fn):
        raise TypeError(f"For '{who}', the 'fn' must be a function or a Cell, but got {type(fn).__name__}.")


def selected(
    args: tuple, kwargs: dict, positions: tuple[int, ...], kind: Callable[[Any], Any] = differentiable
) -> list[tuple[int, Any]]:
    """What has a gradient of the arguments at the positions, keyword arguments counted last, in their order.

    Arguments that ``kind`` gives None for are left out.
    """
    arguments = (*args, *kwargs.values())
    found = [(p, kind(arguments[p])) for p in positions if p < len(arguments)]
    return [(p, item) for p, item in found if item is not None]


def beyond(args: tuple, kwargs: dict, positions: tuple[int, ...], who: str) -> str | None:
    """What to say of a position for which the call has no argument; None if all is well."""
    count = len(args) + len(kwargs)
    beyond = [p for p in positions if p >= count]
    return (
        f"For '{who}', the 'grad_position' {beyond[0]} is beyond the {count} arguments of the call." if beyond else None
    )


def check_weights(weights: Any, who: str) -> list[Tensor] | None:
    if weights is None:
        return None
    items = [weights] if isinstance(weights, Tensor) else weights
    if not isinstance(items, list | tuple) or not all(isinstance(w, Tensor) for w in items):
        raise TypeError(
            f"For '{who}', the 'weights' must be a Parameter, a ParameterTuple or a list or tuple of Parameters, "
            f"but got {weights!r} of type {type(weights).__name__}."
        )
    return list(items)


def named_after(fn: Any) -> Callable:
    name = getattr(fn, "__name__", type(fn).__name__)

    def decorate(wrapper: Callable) -> Callable:
        functools.update_wrapper(wrapper, fn, assigned=("__doc__",), updated=())
        wrapper.__name__ = wrapper.__qualname__ = name
        return wrapper

    return decorate


def split_aux(out: Any, has_aux: bool, who: str) -> tuple[Any, Any]:
    """The first output, and the other one, or a tuple of several others."""
    if not has_aux:
        return out, ()
    if not isinstance(out, tuple) or len(out) < 2:
        raise ValueError(f"For '{who}', with 'has_aux' the function must return a tuple of at least two outputs.")
    return out[0], out[1] if len(out) == 2 else out[1:]


def rebuilt(structure: Any, items: Any) -> Any:
    """The structure with its Tensors replaced, in order."""
    if isinstance(structure, Tensor):
        return next(items)
    return map_structure(lambda part: rebuilt(part, items), structure)
