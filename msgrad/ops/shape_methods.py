"""Tensor's methods that give other shapes and dtypes, copies, and new Tensors alike."""

from __future__ import annotations

import builtins

import numpy as np

from msgrad.common import dtype as mstype
from msgrad.common.tensor import Tensor
from msgrad.engine.handle import View
from msgrad.ops import function as F
from msgrad.ops._methods import METHODS, data_type, method, one_of
from msgrad.ops.function._arguments import as_int, as_shape, as_static, dtype_of, shape_of, spread
from msgrad.ops.function.creation_func import cast_to, copy, reinterpret
from msgrad.ops.function.indexing_func import getitem
from msgrad.ops.function.shape_func import _reshape, _transpose

# -- shapes --


@method
def reshape(self, *args, shape=None):
    """The same elements in another shape: ``reshape(2, 3)`` or ``reshape((2, 3))``. A view."""
    return _reshape(self, as_shape(spread(args) if shape is None else shape, "reshape", negative=True))


@method
def view(self, *shape):
    """The same elements in another shape, as `reshape`; or the same bits as another dtype."""
    if len(shape) == 1 and isinstance(shape[0], mstype.Type):
        return reinterpret(self, mstype.to_numpy(shape[0]))
    return _reshape(self, as_shape(spread(shape), "view", "shape", negative=True))


@method
def view_as(self, other):
    """The same elements in the shape of another Tensor. A view."""
    return _reshape(self, shape_of(other))


@method
def reshape_as(self, other):
    """The same elements in the shape of another Tensor. A view."""
    return _reshape(self, shape_of(other))


@method
def resize(self, *new_shape):
    """The first elements in another shape, zeros where there are too few."""
    shape = as_shape(spread(new_shape), "resize")
    size = int(np.prod(shape, dtype=np.int64))
    flat = F.ravel(self)
    if size > self.size:
        flat = F.cat((flat, F.zeros((size - self.size,), self.dtype)))
    return _reshape(copy(getitem(flat, slice(0, size))), shape)


@method
def flatten(self, order="C", end_dim=None, *, start_dim=0, **kwargs):
    """One axis for those from ``start_dim`` to ``end_dim``: by default for all. ``flatten(0, 1)`` gives both in
    order."""
    end = kwargs.pop("end_dim", end_dim)
    if kwargs:
        raise TypeError(f"For 'Tensor.flatten', {sorted(kwargs)} are no arguments.")
    if not isinstance(order, str):
        order, start_dim = "C", order
    return F.flatten(self, order, start_dim=start_dim, end_dim=-1 if end is None else end)


@method
def transpose(self, *axes, dim0=None, dim1=None):
    """The axes in the order given as ``transpose(0, 2, 1)`` or ``transpose((1, 0))``, by default reversed; two ints, as
    ``dim0`` and ``dim1``, change places. A view."""
    if dim0 is not None or dim1 is not None:
        axes = (dim0, dim1)
    if not axes or axes == (None,):
        return _transpose(self, tuple(range(self.ndim))[::-1])
    return F.swapaxes(self, *axes) if len(axes) == 2 else F.transpose(self, spread(axes))


@method
def permute(self, *axis, dims=None):
    """The axes in the order given as ``permute(1, 0)`` or ``permute((1, 0))``. A view."""
    return F.transpose(self, spread(axis) if dims is None else dims)


@method
def expand(self, *size):
    """Broadcast to a shape, in which -1 keeps a size. A view."""
    return F.broadcast_to(self, spread(size))


@method
def tile(self, *args, dims=None, reps=None):
    """Copies side by side: ``tile((2, 2))`` or ``tile(2, 2)``."""
    dims = one_of(dims, reps, "dims and reps", "tile")
    return F.tile(self, as_static(spread(args) if dims is None else dims))


@method
def repeat(self, *repeats, axis=None):
    """Copies side by side, so many along each axis, counted from the last one, as `tile`.

    With ``axis`` each element along it comes so often, as in `repeat_interleave`.
    """
    if axis is not None:
        return F.repeat_interleave(self, spread(repeats) if len(repeats) > 1 else repeats[0], axis)
    dims = as_shape(spread(repeats), "repeat", "repeats")
    if len(dims) < self.ndim:
        raise ValueError(f"For 'repeat', there must be a number for each of {self.ndim} axes, but got {dims}.")
    return F.tile(self, dims)


@method
def repeat_interleave(self, repeats, dim=None):
    """Each element along ``dim`` (by default of the flattened Tensor) so often."""
    return F.repeat_interleave(self, repeats, dim)


@method
def chunk(self, chunks, axis=0, *, dim=None):
    """At most so many pieces of one length along ``axis`` (or ``dim``). Views."""
    return F.chunk(self, chunks, axis if dim is None else dim)


@method
def split(self, split_size_or_sections=None, axis=0, *, dim=None, split_size=None):
    """Pieces of one length, or of the lengths in a list, along ``axis`` (or ``dim``). Views."""
    sizes = one_of(split_size_or_sections, split_size, "split_size_or_sections and split_size", "split")
    return F.split(self, sizes, axis if dim is None else dim)


@method
def select(self, *args, **kwargs):
    """``select(dim, index)``: the part at one place of an axis, a view. ``select(condition, y)``: as `ops.select`."""
    if "condition" in kwargs or (args and isinstance(args[0], Tensor)):
        return _select_where(self, *args, **kwargs)
    return _select_place(self, *args, **kwargs)


def _select_where(self, condition, y):
    return F.select(condition, self, y)


def _select_place(self, dim, index):
    dim = as_int(dim, "dim", "select")
    if not -self.ndim <= dim < self.ndim:
        raise ValueError(f"For 'select', the 'dim' must be in the range [{-self.ndim}, {self.ndim}), but got {dim}.")
    return getitem(self, (slice(None),) * (dim % self.ndim) + (as_int(index, "index", "select"),))


@method
def contiguous(self):
    """The Tensor itself, as a view; a copy of one that is not contiguous."""
    return F.identity(self) if self.is_contiguous() else copy(self)


@method
def stride(self, dim=None):
    """How many elements of the underlying memory lie between neighbours along each axis, or along one."""
    steps = [step // self.itemsize for step in self.strides]
    if not self.is_contiguous():
        places = _places(self)
        first = places[(slice(0, 1),) * self.ndim].ravel()[:1]
        for axis in range(self.ndim):
            second = np.take(places, [1], axis).ravel()[:1] if self.shape[axis] > 1 and places.size else first
            steps[axis] = int((second - first)[0]) if self.shape[axis] > 1 and places.size else steps[axis]
    return steps if dim is None else steps[dim]


def _places(x):
    """For each element of a view, its place in the memory of the Tensor at the bottom."""
    if not isinstance(x._alias, View):
        return np.arange(x.size).reshape(x.shape)
    return x._alias.forward(Tensor(_places(x._alias.base))).asnumpy()


@method
def storage_offset(self):
    """The place of the first element in the underlying memory."""
    return int(_places(self).ravel()[0]) if self.size else 0


@method
def ndimension(self):
    """The number of axes."""
    return self.ndim


@method
def sum_to_size(self, *size):
    """Summed over the axes that broadcasting to the Tensor's shape would repeat, so that it has a shape."""
    size = as_shape(spread(size), "sum_to_size")
    ahead = self.ndim - len(size)
    if ahead < 0 or builtins.any(n not in (1, m) for n, m in zip(size, self.shape[ahead:], strict=True)):
        raise ValueError(f"For 'sum_to_size', the shape {self.shape} cannot be summed to {size}.")
    kept = [ahead + i for i, n in enumerate(size) if n == 1 and self.shape[ahead + i] != 1]
    axes = (*range(ahead), *kept)
    return _reshape(F.sum(self, axes, dtype=self.dtype), size) if axes else F.identity(self)


# -- dtypes, copies, new Tensors --


@method
def astype(self, dtype, copy=True):
    """The Tensor in another dtype: a `mindspore.dtype`, its name, a numpy dtype or a Python type.

    The same dtype gives a view; ``copy`` makes no difference, as in MindSpore.
    """
    if not isinstance(copy, bool):
        raise TypeError(f"For 'astype', the argument 'copy' must be a bool, but got {builtins.type(copy).__name__}.")
    if dtype is None:
        raise TypeError("For 'astype', the argument 'dtype' must be a data type, but got None.")
    return cast_to(self, mstype.to_numpy(data_type(dtype, "astype")))


@method
def to(self, dtype=None, *args, **kwargs):
    """The Tensor in another dtype, or in that of another Tensor."""
    if isinstance(dtype, Tensor):
        dtype = dtype.dtype
    if isinstance(dtype, mstype.Type) and not args and not kwargs:
        return cast_to(self, mstype.to_numpy(dtype))
    if isinstance(dtype, str):
        raise ValueError(f"For 'Tensor.to', {dtype!r} is not a device; give a data type as mindspore.float16.")
    raise TypeError(f"For 'Tensor.to', the argument must be a data type or a Tensor, but got {dtype!r}.")


@method
def type(self, dtype=None):
    """The name of the dtype; or with ``dtype``, the Tensor in it."""
    return str(self.dtype) if dtype is None else astype(self, dtype)


def _cast_method(name, dtype):
    def cast_method(self):
        return cast_to(self, dtype)

    cast_method.__name__ = name
    cast_method.__doc__ = f"The Tensor in {dtype.name}; of that dtype already, a view."
    METHODS[name] = cast_method


for _name, _dtype in {
    "float": np.float32,
    "double": np.float64,
    "half": np.float16,
    "int": np.int32,
    "long": np.int64,
    "short": np.int16,
    "byte": np.uint8,
    "bool": np.bool_,
    "bfloat16": mstype.bfloat16.np,
}.items():
    _cast_method(_name, np.dtype(_dtype))


def _copy_method(self):
    """The same elements in a Tensor of its own; gradients pass."""
    return copy(self)


METHODS["copy"] = METHODS["clone"] = _copy_method


@method
def new_zeros(self, size, dtype=None):
    """Zeros, by default of the Tensor's dtype."""
    return F.zeros(size, dtype if dtype is not None else self.dtype)


@method
def new_ones(self, size, dtype=None):
    """Ones, by default of the Tensor's dtype."""
    return F.ones(size, dtype if dtype is not None else self.dtype)


@method
def new_full(self, size, fill_value, *, dtype=None):
    """One number, by default of the Tensor's dtype."""
    return F.full(size, fill_value, dtype=dtype if dtype is not None else self.dtype)


@method
def new_empty(self, size, *, dtype=None):
    """A Tensor without particular contents, by default of the Tensor's dtype: zeros."""
    return F.zeros(size, dtype if dtype is not None else self.dtype)


@method
def value(self):
    """The Tensor itself, as a view."""
    return F.identity(self)


@method
def is_signed(self):
    """True for dtypes that have negative numbers."""
    return dtype_of(self).kind in "ifcV"


@method
def fill(self, value):
    """A new Tensor of the same shape and dtype, with one number."""
    return F.full_like(self, value)
