"""vmap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgrad.autodiff.structure import (
    check_function,
    map_structure,
    named_after,
    rebuilt,
    tensors_in,
)
from msgrad.common.tensor import Tensor
from msgrad.engine import transform
from msgrad.engine.handle import wrap
from msgrad.engine.recorder import to_call
from msgrad.engine.results import stack
from msgrad.engine.values import Result, aval_of


def vmap(fn: Any, in_axes: Any = 0, out_axes: Any = 0) -> Callable:
    """A function that runs ``fn`` on every slice of its arguments at once.

    Random operators inside draw once, for all slices alike.

    Args:
        fn: a function or Cell. Its Python runs once, on Tensors that stand for a slice: their values cannot be
            looked at. Or a CellList of Cells of one structure, an ensemble: each gets a slice of its own.
        in_axes: the axis of each argument that is mapped over, None for arguments that are not mapped: an int
            for all arguments, or a tuple or list with an entry (itself nested for nested arguments) for each.
        out_axes: where the new axis goes in each output; None for an output that does not depend on the slice.

    Raises:
        TypeError: if ``fn`` cannot be called.
        RuntimeError: if axes are no ints or out of range, nothing is mapped, or the mapped sizes differ.

    >>> vmap(lambda x: x.sum())(Tensor([[1.0, 2.0], [3.0, 4.0]]))
    Tensor(shape=[2], dtype=Float32, value= [ 3.00000000e+00,  7.00000000e+00])
    """
    if isinstance(fn, list | tuple) or getattr(fn, "is_list_of_models", False):
        return _ensemble(list(fn), in_axes, out_axes)
    check_function(fn, "vmap")

    @named_after(fn)
    def mapped(*args: Any) -> Any:
        axes = _matched_axes(args, in_axes, "in_axes")
        tensors = [(t, a) for t, a in axes if a is not None]
        if not tensors:
            raise RuntimeError("For 'vmap', the 'in_axes' must map at least one argument, but all are None.")
        tensors = [(t, _axis_in_range(a, t.ndim, "in_axes")) for t, a in tensors]
        sizes = {t.shape[a] for t, a in tensors}
        if len(sizes) > 1:
            raise RuntimeError(f"For 'vmap', the mapped axes must have one size, but got {sorted(sizes)}.")
        batches = [t._result() for t, _ in tensors]
        holes = [transform.placeholder(_without_axis(r, a)) for r, (_, a) in zip(batches, tensors, strict=True)]
        slices = iter([wrap(hole) for hole in holes])
        arguments = _with_slices(args, iter(axes), slices)
        with transform.scope() as scope:
            out = to_call(fn)(*arguments)
            found = _matched_axes(out if isinstance(out, tuple) else (out,), out_axes, "out_axes")
            results = transform.vmap(
                scope,
                [t._result() for t, _ in found],
                holes,
                batches,
                [a for _, a in tensors],
                [None if a is None else _axis_in_range(a, t.ndim + 1, "out_axes") for t, a in found],
            )
            del slices, arguments
        return rebuilt(out, iter([wrap(r) for r in results]))

    return mapped


def _ensemble(cells: list, in_axes: Any, out_axes: Any) -> Callable:
    """Cells that differ in their Parameters only, as one function that maps over these."""
    if len(cells) < 2:
        raise RuntimeError(f"For 'vmap', an ensemble needs at least 2 Cells, but got {len(cells)}.")
    for cell in cells:
        if not hasattr(cell, "get_parameters"):
            raise TypeError(f"For 'vmap', the elements of an ensemble must be Cells, but got {type(cell).__name__}.")
    groups = [list(cell.get_parameters()) for cell in cells]
    avals = [[(p.shape, p.dtype) for p in group] for group in groups]
    if any(found != avals[0] for found in avals) or len({type(cell) for cell in cells}) > 1:
        raise TypeError("For 'vmap', the Cells of an ensemble must have one class, and Parameters of the same shapes.")
    template, own = cells[0], groups[0]

    def one(parameters: Sequence, *args: Any) -> Any:
        held = [(p, p._value, p._alias) for p in own]
        try:
            for p, value in zip(own, parameters, strict=True):
                p._value, p._alias = value._value, None
            return template(*args)
        finally:
            for p, value, alias in held:
                p._value, p._alias = value, alias

    def mapped(*args: Any) -> Any:
        stacked = [wrap(stack([p._result() for p in group])) for group in zip(*groups, strict=True)]
        axes = tuple(in_axes) if isinstance(in_axes, list | tuple) else (in_axes,) * len(args)
        sizes = {t.shape[a] for t, a in _matched_axes(args, axes, "in_axes") if a is not None}
        if sizes - {len(cells)}:
            raise ValueError(f"For 'vmap', an ensemble of {len(cells)} Cells needs as many slices, but got {sizes}.")
        return vmap(one, (0, *axes), out_axes)(stacked, *args)

    return mapped


def _without_axis(result: Result, axis: int) -> Any:
    shape = result.aval.shape
    return aval_of(shape[:axis] + shape[axis + 1 :], result.aval.dtype)


def _axis_in_range(axis: Any, ndim: int, who: str) -> int:
    if isinstance(axis, bool) or not isinstance(axis, int):
        raise RuntimeError(f"For 'vmap', the '{who}' must be ints or None, but got {axis!r}.")
    if not -ndim <= axis < ndim:
        raise RuntimeError(f"For 'vmap', the '{who}' must be in [{-ndim}, {ndim}), but got {axis}.")
    return axis % ndim


def _matched_axes(values: Sequence, axes: Any, who: str) -> list[tuple[Tensor, Any]]:
    """Every Tensor in nested values with its axis."""
    if isinstance(axes, list | tuple):
        if len(axes) != len(values):
            raise RuntimeError(f"For 'vmap', the '{who}' must have {len(values)} entries, but got {len(axes)}.")
        found: list[tuple[Tensor, Any]] = []
        for value, axis in zip(values, axes, strict=True):
            if isinstance(value, list | tuple) and isinstance(axis, list | tuple):
                found += _matched_axes(value, axis, who)
            else:
                found += [(t, axis) for t in tensors_in(value)]
        return found
    if axes is not None and not isinstance(axes, int):
        raise RuntimeError(f"For 'vmap', the '{who}' must be an int, a tuple, a list or None, but got {axes!r}.")
    return [(t, axes) for t in tensors_in(list(values))]


def _with_slices(value: Any, axes: Any, slices: Any) -> Any:
    if isinstance(value, Tensor):
        return value if next(axes)[1] is None else next(slices)
    return map_structure(lambda part: _with_slices(part, axes, slices), value)
