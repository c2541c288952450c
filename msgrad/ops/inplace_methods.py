"""Tensor's methods that change it in place: their names end in an underscore, and they return the Tensor itself.

They bind the Tensor to the result of an operator, cast to its dtype, so gradients pass as through the operator and
views follow. (MindSpore's CPU build refuses most of them, and in `add_`, `sub_`, `mul_`, `div_`, `exp_`, `remainder_`
and `floor_divide_` leaves the Tensor as it was; here all do what they do on its other devices.)
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from msgrad.common.tensor import Tensor
from msgrad.ops import function as F
from msgrad.ops._methods import METHODS, method
from msgrad.ops.function._arguments import as_int, as_static, dtype_of, shape_of
from msgrad.ops.function.creation_func import cast_to, copy
from msgrad.ops.function.indexing_func import getitem, setitem
from msgrad.ops.function.scatter_func import _write_slices


def _take(self: Tensor, out: Any, who: str) -> Tensor:
    """Binds the Tensor to ``out``, which must have its shape."""
    if shape_of(out) != self.shape:
        raise ValueError(f"For '{who}', the result of shape {shape_of(out)} does not fit into {self.shape}.")
    self._assign(cast_to(out, dtype_of(self)))
    return self


def _in_place(name: str, function: Any) -> None:
    def in_place(self, *args, **kwargs):
        return _take(self, function(self, *args, **kwargs), name)

    in_place.__name__ = in_place.__qualname__ = name
    in_place.__doc__ = f"`{name[:-1]}`, in place."
    METHODS[name] = in_place


for _name, _function in {
    "mul_": F.mul,
    "div_": F.div,
    "exp_": F.exp,
    "log_": F.log,
    "sigmoid_": F.sigmoid,
    "tanh_": F.tanh,
    "floor_": F.floor,
    "sign_": F.sign,
    "erfinv_": F.erfinv,
    "remainder_": F.remainder,
    "floor_divide_": F.floor_divide,
    "clamp_": F.clamp,
    "masked_fill_": F.masked_fill,
    "addmm_": F.addmm,
}.items():
    _in_place(_name, _function)


@method
def add_(self, other, *, alpha=1):
    """Adds ``alpha * other``, in place."""
    return _take(self, F.add(self, other if alpha == 1 else F.mul(other, alpha)), "add_")


@method
def sub_(self, other, *, alpha=1):
    """Subtracts ``alpha * other``, in place."""
    return _take(self, F.subtract(self, other, alpha=alpha), "sub_")


@method
def copy_(self, src, non_blocking=False):
    """Takes the elements of another Tensor, cast and broadcast, in place. All copies are non-blocking here."""
    setitem(self, Ellipsis, src)
    return self


@method
def zero_(self):
    """Zeros, in place."""
    return _take(self, F.zeros_like(self), "zero_")


@method
def fill_(self, value):
    """One number everywhere, in place."""
    return _take(self, F.full_like(self, value), "fill_")


@method
def index_add_(self, dim, index, source, *, alpha=1):
    """Adds ``alpha`` times the slices of ``source`` to those along ``dim`` at the indices, in place."""
    return _take(self, _index_add(self, dim, index, source, alpha=alpha), "index_add_")


@method
def index_add(self, *args, **kwargs):
    """``index_add(dim, index, source, *, alpha=1)``: the Tensor with slices added along ``dim`` at the indices.

    ``index_add(indices, y, axis)`` adds the slices of ``y`` along ``axis`` to the Tensor itself, in place.
    """
    if "axis" in kwargs or "indices" in kwargs or (args and isinstance(args[0], Tensor)):
        return F.index_add(self, *args, **kwargs)
    return _index_add(self, *args, **kwargs)


def _index_add(self, dim, index, source, *, alpha=1):
    source = source if alpha == 1 else F.mul(source, alpha)
    return _write_slices(self, as_int(dim, "dim", "index_add"), index, source, "add")


@method
def index_copy_(self, dim, index, tensor):
    """Writes the slices of ``tensor`` over those along ``dim`` at the indices, in place."""
    setitem(self, _along(self, dim, index), tensor)
    return self


@method
def index_fill_(self, dim, index, value):
    """One number in the slices along ``dim`` at the indices, in place."""
    setitem(self, _along(self, dim, index), value)
    return self


def _along(self, dim, index):
    return (slice(None),) * (as_int(dim, "dim", "index_fill_") % self.ndim) + (index,)


@method
def scatter_(self, dim, index, src):
    """Writes the elements of ``src``, or one number, where the indices along ``dim`` say, in place."""
    return _take(self, F.scatter(self, dim, index, src), "scatter_")


@method
def scatter_add_(self, dim, index, src):
    """Adds the elements of ``src`` where the indices along ``dim`` say, in place."""
    return _take(self, F.tensor_scatter_elements(self, index, src, dim, "add"), "scatter_add_")


@method
def index(self, indices):
    """The elements at a tuple of Tensors of indices, one for each of the first axes."""
    return copy(getitem(self, _tuple(indices, "index")))


@method
def index_put(self, indices, values, accumulate=False):
    """The Tensor with ``values`` written (or added) at a tuple of Tensors of indices."""
    out = copy(self)
    indices = _tuple(indices, "index_put")
    if not accumulate:
        setitem(out, indices, values)
        return out
    shape = np.broadcast_shapes(*[i.shape for i in indices])
    rows = F.stack([F.broadcast_to(i, shape) for i in indices], -1)
    return F.tensor_scatter_add(out, rows, F.broadcast_to(values, shape_of(rows)[:-1] + self.shape[len(indices) :]))


@method
def index_put_(self, indices, values, accumulate=False):
    """Writes (or adds) ``values`` at a tuple of Tensors of indices, in place."""
    return _take(self, index_put(self, indices, values, accumulate), "index_put_")


def _tuple(indices, who):
    if not isinstance(indices, tuple | list) or not all(isinstance(i, Tensor) for i in indices):
        raise TypeError(f"For '{who}', the argument 'indices' must be a tuple of Tensors, but got {indices!r}.")
    return tuple(indices)


@method
def fill_diagonal(self, fill_value, wrap=False):
    """The Tensor with one number on the main diagonal; with ``wrap`` it goes on below in a tall matrix."""
    if self.ndim < 2 or (self.ndim > 2 and len(set(self.shape)) > 1):
        raise ValueError(f"For 'fill_diagonal', there must be two axes or more of one length, but got {self.shape}.")
    out = copy(self)
    flat = F.reshape(out, (-1,))
    step = 1 + sum(math.prod(self.shape[i + 1 :]) for i in range(self.ndim - 1))
    end = self.size if wrap or self.ndim > 2 else min(self.size, self.shape[1] * self.shape[1])
    setitem(flat, slice(0, end, step), as_static(fill_value))
    return out


@method
def fill_diagonal_(self, fill_value, wrap=False):
    """One number on the main diagonal, in place."""
    return _take(self, fill_diagonal(self, fill_value, wrap), "fill_diagonal_")


@method
def masked_scatter_(self, mask, source):
    """Writes the first elements of ``source`` where the mask is true, in place (what is pending runs)."""
    return _take(self, METHODS["masked_scatter"](self, mask, source), "masked_scatter_")


@method
def put_(self, index, source, accumulate=False):
    """Writes (or adds) the elements of ``source`` at indices into the flattened Tensor, in place."""
    flat = F.reshape(index_put(F.ravel(self), (F.ravel(index),), F.ravel(source), accumulate), self.shape)
    return _take(self, flat, "put_")
