"""Reading and writing by index, as operators on what `msgrad.common.indexing` makes of an index expression."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from msgrad.common.indexing import ALL, ARRAY, INT, NEW, SET, parse
from msgrad.common.tensor import Tensor, numpy_of
from msgrad.engine.handle import Handle, View, wrap
from msgrad.engine.operator import leaf_of_jax, operator
from msgrad.engine.values import leaf

# -- the pure functions --


def _block(input, starts, plan):
    """The part of ``input`` that ints and slices leave, all axes still there. Also the starts and the block's sizes."""
    starts_, sizes = [], []
    place, axis = 0, 0
    advanced = ARRAY in plan
    for item in plan:
        if item == NEW:
            continue
        if item in (ALL, ARRAY) or (item == INT and advanced):
            starts_.append(0)
            sizes.append(input.shape[axis])
            place += item == INT
        else:
            starts_.append(starts[place])
            sizes.append(1 if item == INT else max((item[0] - 1) * abs(item[1]) + 1, 0) if item[0] else 0)
            place += 1
        axis += 1
    if tuple(sizes) == input.shape:
        return input, None, sizes
    starts_ = [jnp.asarray(s, np.int64) for s in starts_]
    return lax.dynamic_slice(input, starts_, sizes), starts_, sizes


def _steps(plan):
    """The static slices that remain to be taken of the block, with ints in place of the axes that go."""
    cut: list[Any] = []
    for item in plan:
        if item == NEW:
            cut.append(None)
        elif item == INT:
            cut.append(0)
        elif isinstance(item, tuple) and item[1] != 1:
            cut.append(slice(None, None, item[1]))
        else:
            cut.append(slice(None))
    return tuple(cut)


def _advanced(starts, arrays, plan):
    """The index that remains for the block where arrays take part."""
    index = list(_steps(plan))
    place, left = 0, iter(arrays)
    for i, item in enumerate(plan):
        if item == ARRAY:
            index[i] = next(left)
        elif item == INT:
            index[i] = starts[place]
        place += item == INT or isinstance(item, tuple)
    return tuple(index)


def _write(update, input, starts, arrays, plan):
    block, block_starts, _ = _block(input, starts, plan)
    if ARRAY in plan:
        block = block.at[_advanced(starts, arrays, plan)].set(update)
    else:
        block = block.at[_steps(plan)].set(update)
    return block if block_starts is None else lax.dynamic_update_slice(input, block, block_starts)


@operator("input", "starts", "arrays", view=_write, name="getitem")
def _getitem(input, starts, arrays, plan):
    block, _, _ = _block(input, starts, plan)
    if ARRAY in plan:
        # what is out of range, which cannot be known here, comes out as nan, or the extreme value of an integer
        return block.at[_advanced(starts, arrays, plan)].get(mode="fill")
    return block[_steps(plan)]


@operator("input", "value", "starts", "arrays", name="setitem")
def _setitem(input, value, starts, arrays, plan, strict):
    shape = jax.eval_shape(lambda x: _getitem.body(x, starts, arrays, plan), input).shape
    return _write(_fit(value, shape, input.dtype, strict), input, starts, arrays, plan)


@operator("input", "value", "mask", name="set_masked")
def _set_masked(input, value, mask):
    mask = mask.reshape(mask.shape + (1,) * (input.ndim - mask.ndim))
    return jnp.where(mask, _fit(value, input.shape, input.dtype, True), input)


def _fit(value, shape, dtype, strict):
    """The value that is written, in the dtype and shape of its place. ValueError where it does not fit.

    A Tensor of one element (not ``strict``) fits into a place without axes.
    """
    if jnp.issubdtype(value.dtype, jnp.complexfloating) and not jnp.issubdtype(dtype, jnp.complexfloating):
        value = jnp.real(value)
    value = value.astype(dtype)
    if not (shape or strict) and value.shape == (1,):
        return value.reshape(())
    try:
        if value.ndim > len(shape):
            raise ValueError
        return jnp.broadcast_to(value, shape)
    except ValueError:
        raise ValueError(f"the value must broadcast to the shape {shape}, but it has {value.shape}.") from None


# -- what Tensors do --


class _Copy(View):
    """How what came out of an array of indices goes back: writing into it changes the base, but not the other way."""

    def refresh(self, handle: Handle) -> None:
        """Leaves the handle as it is."""


def getitem(input: Tensor, index: Any) -> Tensor:
    """``input[index]``: a view, or with arrays of indices a copy that, when written to, writes ``input`` as well."""
    plan, starts, arrays, _ = parse(index, input.shape)
    arrays = tuple([_held(a) for a in arrays])
    out = _getitem(input, starts, arrays, plan)
    if arrays:
        view = out._alias
        out._alias = _Copy(view.base, view.forward, view.scatter)
    elif isinstance(out._alias, View):
        out._alias.contiguous = _without_gaps(plan)
    return out


def _without_gaps(plan: tuple) -> bool:
    """True where a plan of ints and slices takes one piece of memory: ints, then one slice, then whole axes."""
    kinds = [item for item in plan if item != NEW]
    while kinds and kinds[0] == INT:
        kinds.pop(0)
    if kinds and isinstance(kinds[0], tuple) and kinds[0][1] == 1:
        kinds.pop(0)
    return all(kind == ALL for kind in kinds)


def setitem(input: Tensor, index: Any, value: Any) -> None:
    """``input[index] = value``: the value is cast to the dtype of ``input`` and broadcasts to the place.

    Raises:
        TypeError: for a value that is no number, Tensor, list, tuple or array.
        ValueError: for a value that does not broadcast to the place.
    """
    if index is False or (isinstance(index, list) and not index):
        return  # nothing is chosen
    strict = not isinstance(value, Tensor)
    value, single = _value(value, input)
    index_ = parse(index, input.shape, SET, keep_mask=single)
    if index_.mask is not None:
        made = _set_masked(input, value, index_.mask)
    else:
        made = _setitem(input, value, index_.starts, index_.arrays, index_.plan, strict)
    input._assign(made)


def _held(array: Any) -> Any:
    """An array of indices as a handle that nobody else changes."""
    return array if isinstance(array, Handle) else wrap(leaf(np.asarray(array)))


def _value(value: Any, input: Tensor) -> tuple[Any, bool]:
    """The value to be written, as a Tensor, and whether it is a single number."""
    if isinstance(value, Tensor):
        return value, value.ndim == 0
    if isinstance(value, jax.Array):
        return wrap(leaf_of_jax(value)), value.ndim == 0
    if value is None:
        raise TypeError("For setitem, the value must be a number, Tensor, list, tuple or array, but got None.")
    if isinstance(value, str):
        raise IndexError(f"For setitem, the value must be a number, Tensor, list, tuple or array, but got {value!r}.")
    array = numpy_of(value, who="setitem")
    dtype = input._result().aval.dtype
    if array.ndim == 0:
        with np.errstate(invalid="ignore"):
            array = (array.real if array.dtype.kind == "c" and dtype.kind != "c" else array).astype(dtype)
        return wrap(leaf(array)), True
    return wrap(leaf(array)), False
