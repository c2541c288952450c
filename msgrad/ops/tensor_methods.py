"""The methods of Tensor that are operators: thin signatures over `msgrad.ops.function`, attached to the class.

Where the method has the signature of the function, the function itself is the method (its first argument is the
Tensor)."""

from __future__ import annotations

import functools
from typing import Any

import jax
import numpy as np

from msgrad.common import dtype as mstype
from msgrad.common.promotion import common_dtype
from msgrad.common.tensor import Tensor, numpy_of
from msgrad.engine.handle import View
from msgrad.engine.operator import Operator
from msgrad.ops import function as F
from msgrad.ops import inplace_methods
from msgrad.ops.function._arguments import as_dtype, as_int, as_shape, as_static, dtype_of, shape_of, spread
from msgrad.ops.function.creation_func import cast_to, copy, reinterpret
from msgrad.ops.function.indexing_func import getitem, setitem
from msgrad.ops.function.reduce_func import _mean, _sum
from msgrad.ops.function.scan_func import _cumsum
from msgrad.ops.function.shape_func import _reshape, _transpose

SAME = """
    abs absolute acos acosh add addbmm addcdiv addcmul addmm addmv addr adjoint angle amax amin aminmax
    approximate_equal arccos arccosh arcsin arcsinh arctan arctan2 arctanh argwhere asin asinh atan atan2 atanh
    baddbmm bincount bitwise_and bitwise_left_shift bitwise_or bitwise_right_shift bitwise_xor bmm broadcast_to
    ceil cholesky clamp conj copysign cos cosh count_nonzero cov cross cummax cummin cumprod deg2rad det diag
    diagflat diagonal diagonal_scatter digamma div divide dot dsplit eq equal erf erfc erfinv exp expand_as
    expand_dims expm1 flip fliplr flipud float_power floor floor_divide fmax fmin fmod frac gather_elements
    gather_nd gcd ge ger greater greater_equal gt hardshrink heaviside histc hsplit hypot imag index_fill
    inner inv inverse invert is_complex is_floating_point isclose isfinite isinf isnan isneginf
    isposinf isreal lcm ldexp le lerp less less_equal lgamma log log10 log1p log2 logaddexp logaddexp2
    logcumsumexp logdet logical_and logical_not logical_or logical_xor logit logsumexp lt masked_fill
    masked_select matmul matrix_power maximum minimum mm moveaxis movedim msort mul multiply nan_to_num
    nanmean nansum narrow ne neg negative nextafter nonzero norm not_equal numel outer positive pow rad2deg
    ravel real reciprocal remainder renorm reverse reverse_sequence roll rot90 round rsqrt scatter
    select_scatter sgn sigmoid sign signbit sin sinc sinh slice_scatter slogdet sqrt square squeeze subtract sub
    swapaxes swapdims t tan tanh tensor_split top_k topk tril triu true_divide trunc type_as unbind
    unique_consecutive unsorted_segment_max unsorted_segment_min unsorted_segment_prod unsqueeze vsplit xdivy
    xlogy
""".split()
"""Methods that are the function of the same name."""

OTHER_NAMES = {
    "isclose": ("x2", "other"),
    "matmul": ("tensor2", "other"),
    "remainder": ("divisor", "other"),
}
"""A second name that the method has for an argument of the function."""

RENAMED = {
    "nelement": "numel",
    "gather_d": "gather_elements",
    "softmax": "softmax",
    "bitwise_not": "invert",
    "scatter_sub": "tensor_scatter_sub",
    "scatter_mul": "tensor_scatter_mul",
    "scatter_div": "tensor_scatter_div",
    "scatter_max": "tensor_scatter_max",
    "scatter_min": "tensor_scatter_min",
}
"""Methods that are a function of another name."""

METHODS: dict[str, Any] = {}


def _method(fn):
    METHODS[fn.__name__] = fn
    return fn


def _one_of(first: Any, second: Any, names: str, who: str) -> Any:
    """Of two names of one argument the one that was given."""
    if first is not None and second is not None:
        raise TypeError(f"For '{who}', only one of {names} can be given.")
    return second if first is None else first


# -- reductions --


@_method
def sum(self, axis=None, dtype=None, keepdims=False, initial=None, *, dim=None, keepdim=False):
    """The sum over ``axis`` (or ``dim``), plus ``initial``."""
    axis = as_static(_one_of(axis, dim, "axis and dim", "sum"))
    out = _sum(self, axis, keepdims or keepdim, as_dtype(_data_type(dtype, "sum"), "sum"), "axis")
    return out if initial is None else F.add(out, initial)


@_method
def mean(self, axis=None, keep_dims=False, *, dim=None, keepdim=False, dtype=None):
    """The mean over ``axis`` (or ``dim``)."""
    axis = _one_of(axis, dim, "axis and dim", "mean")
    return _mean(self, as_static(axis), keep_dims or keepdim, as_dtype(_data_type(dtype, "mean"), "mean"))


@_method
def prod(self, axis=None, keep_dims=False, dtype=None, *, dim=None, keepdim=False):
    """The product over ``axis`` (or ``dim``)."""
    return F.prod(self, _one_of(axis, dim, "axis and dim", "prod"), keep_dims or keepdim, _data_type(dtype, "prod"))


@_method
def all(self, axis=None, keep_dims=False, *, dim=None, keepdim=False):
    """True where all elements over ``axis`` (or ``dim``) are true."""
    return F.all(self, _one_of(axis, dim, "axis and dim", "all"), keep_dims or keepdim)


@_method
def any(self, axis=None, keep_dims=False, *, dim=None, keepdim=False):
    """True where some element over ``axis`` (or ``dim``) is true."""
    return F.any(self, _one_of(axis, dim, "axis and dim", "any"), keep_dims or keepdim)


def _extreme(self, dim, keepdim, axis, keepdims, initial, where, return_indices, reduce, with_index):
    if dim is not None:
        return with_index(self, dim, keepdim)
    if return_indices:
        return with_index(self, axis, keepdims or keepdim, initial=initial, where=where)
    if isinstance(axis, int) and initial is None and where is True:
        return with_index(self, axis, keepdims or keepdim)[0]
    return reduce(self, axis, keepdims or keepdim, initial=initial, where=where)


@_method
def max(self, dim=None, keepdim=False, *, axis=None, keepdims=False, initial=None, where=True, return_indices=False):
    """The greatest element: of all; with ``dim`` also its index; with ``axis`` only with ``return_indices``.

    A gradient goes to the first greatest element along one axis, and is shared by equal ones otherwise.
    """
    return _extreme(self, dim, keepdim, axis, keepdims, initial, where, return_indices, F.amax, F.max)


@_method
def min(self, dim=None, keepdim=False, *, axis=None, keepdims=False, initial=None, where=True, return_indices=False):
    """The smallest element; arguments as `max`."""
    return _extreme(self, dim, keepdim, axis, keepdims, initial, where, return_indices, F.amin, F.min)


@_method
def argmax(self, axis=None, keepdims=False, *, dim=None, keepdim=False):
    """The index (int64) of the greatest element over ``axis`` (or ``dim``)."""
    return F.argmax(self, _one_of(axis, dim, "axis and dim", "argmax"), keepdims or keepdim)


@_method
def argmin(self, axis=None, keepdims=False, *, dim=None, keepdim=False):
    """The index (int32) of the smallest element over ``axis`` (or ``dim``)."""
    return F.argmin(self, _one_of(axis, dim, "axis and dim", "argmin"), keepdims or keepdim)


@_method
def argmax_with_value(self, axis=0, keep_dims=False):
    """The greatest element over ``axis``, and its index; for None as `ops.max` of all elements."""
    return F.max(self, axis, keep_dims and axis is not None)


@_method
def argmin_with_value(self, axis=0, keep_dims=False):
    """The smallest element over ``axis``, and its index; for None as `ops.min` of all elements."""
    return F.min(self, axis, keep_dims and axis is not None)


@_method
def var(self, axis=None, ddof=0, keepdims=False, *, dim=None, correction=None, keepdim=False):
    """The variance over ``axis`` (or ``dim``)."""
    ddof = ddof if correction is None else correction
    return F.var(self, _one_of(axis, dim, "axis and dim", "var"), ddof, keepdims or keepdim)


@_method
def std(self, axis=None, ddof=0, keepdims=False, *, dim=None, correction=None, keepdim=False):
    """The standard deviation over ``axis`` (or ``dim``)."""
    ddof = ddof if correction is None else correction
    return F.std(self, _one_of(axis, dim, "axis and dim", "std"), ddof, keepdims or keepdim)


@_method
def ptp(self, axis=None, keepdims=False):
    """The greatest element minus the smallest, over ``axis``."""
    return F.sub(F.amax(self, axis, keepdims), F.amin(self, axis, keepdims))


@_method
def cumsum(self, axis=None, dtype=None, *, dim=None):
    """The sums up to each element along ``axis`` (or ``dim``), by default of the flattened Tensor."""
    axis = as_static(_one_of(axis, dim, "axis and dim", "cumsum"))
    x, axis = (F.ravel(self), 0) if axis is None else (self, axis)
    return _cumsum(x, axis, as_dtype(_data_type(dtype, "cumsum"), "cumsum"))


@_method
def diff(self, n=1, axis=-1, prepend=None, append=None):
    """The differences of neighbours along ``axis``, taken ``n`` times."""
    return F.diff(self, n, axis, prepend, append)


@_method
def trace(self, offset=0, axis1=0, axis2=1, dtype=None):
    """The sum over a diagonal of two axes."""
    return sum(F.diagonal(self, offset, axis1, axis2), -1, dtype if dtype is not None else self.dtype)


@_method
def allclose(self, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    """True where all elements are close, as in `ops.isclose`: a Python bool."""
    return bool(F.all(F.isclose(self, other, rtol, atol, equal_nan)))


@_method
def median(self, axis=-1, keepdims=False, *, dim=None, keepdim=False):
    """The lower median over ``axis`` (or ``dim``), and its index."""
    return F.median(self, axis if dim is None else dim, keepdims or keepdim)


# -- arithmetic --


@_method
def add(self, other, *, alpha=1):
    """The Tensor plus ``alpha * other``."""
    return F.add(self, other if alpha == 1 else F.mul(other, alpha))


@_method
def sub(self, other=None, *, y=None, alpha=1):
    """The Tensor minus ``alpha * other`` (or ``y``)."""
    return F.sub(self, other if alpha == 1 else F.mul(other, alpha)) if y is None else F.sub(self, y)


# -- shapes --


@_method
def reshape(self, *args, shape=None):
    """The same elements in another shape: ``reshape(2, 3)`` or ``reshape((2, 3))``. A view."""
    return _reshape(self, as_shape(spread(args) if shape is None else shape, "reshape", negative=True))


@_method
def view(self, *shape):
    """The same elements in another shape, as `reshape`; or the same bits as another dtype."""
    if len(shape) == 1 and isinstance(shape[0], mstype.Type):
        return reinterpret(self, mstype.to_numpy(shape[0]))
    return _reshape(self, as_shape(spread(shape), "view", "shape", negative=True))


@_method
def view_as(self, other):
    """The same elements in the shape of another Tensor. A view."""
    return _reshape(self, shape_of(other))


@_method
def reshape_as(self, other):
    """The same elements in the shape of another Tensor. A view."""
    return _reshape(self, shape_of(other))


@_method
def resize(self, *new_shape):
    """The first elements in another shape, zeros where there are too few."""
    shape = as_shape(spread(new_shape), "resize")
    size = int(np.prod(shape, dtype=np.int64))
    flat = F.ravel(self)
    if size > self.size:
        flat = F.cat((flat, F.zeros((size - self.size,), self.dtype)))
    return _reshape(copy(getitem(flat, slice(0, size))), shape)


@_method
def flatten(self, order="C", end_dim=None, *, start_dim=0, **kwargs):
    """One axis for those from ``start_dim`` to ``end_dim``: by default for all. ``flatten(0, 1)`` gives both in
    order."""
    end = kwargs.pop("end_dim", end_dim)
    if kwargs:
        raise TypeError(f"For 'Tensor.flatten', {sorted(kwargs)} are no arguments.")
    if not isinstance(order, str):
        order, start_dim = "C", order
    return F.flatten(self, order, start_dim=start_dim, end_dim=-1 if end is None else end)


@_method
def transpose(self, *axes, dim0=None, dim1=None):
    """The axes in the order given as ``transpose(0, 2, 1)`` or ``transpose((1, 0))``, by default reversed; two ints, as
    ``dim0`` and ``dim1``, change places. A view."""
    if dim0 is not None or dim1 is not None:
        axes = (dim0, dim1)
    if not axes or axes == (None,):
        return _transpose(self, tuple(range(self.ndim))[::-1])
    return F.swapaxes(self, *axes) if len(axes) == 2 else F.transpose(self, spread(axes))


@_method
def permute(self, *axis, dims=None):
    """The axes in the order given as ``permute(1, 0)`` or ``permute((1, 0))``. A view."""
    return F.transpose(self, spread(axis) if dims is None else dims)


@_method
def expand(self, *size):
    """Broadcast to a shape, in which -1 keeps a size. A view."""
    return F.broadcast_to(self, spread(size))


@_method
def tile(self, *args, dims=None, reps=None):
    """Copies side by side: ``tile((2, 2))`` or ``tile(2, 2)``."""
    dims = _one_of(dims, reps, "dims and reps", "tile")
    return F.tile(self, as_static(spread(args) if dims is None else dims))


@_method
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


@_method
def repeat_interleave(self, repeats, dim=None):
    """Each element along ``dim`` (by default of the flattened Tensor) so often."""
    return F.repeat_interleave(self, repeats, dim)


@_method
def chunk(self, chunks, axis=0, *, dim=None):
    """At most so many pieces of one length along ``axis`` (or ``dim``). Views."""
    return F.chunk(self, chunks, axis if dim is None else dim)


@_method
def split(self, split_size_or_sections=None, axis=0, *, dim=None, split_size=None):
    """Pieces of one length, or of the lengths in a list, along ``axis`` (or ``dim``). Views."""
    sizes = _one_of(split_size_or_sections, split_size, "split_size_or_sections and split_size", "split")
    return F.split(self, sizes, axis if dim is None else dim)


@_method
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


@_method
def contiguous(self):
    """The Tensor itself, as a view; a copy of one that is not contiguous."""
    return F.identity(self) if self.is_contiguous() else copy(self)


@_method
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


@_method
def storage_offset(self):
    """0: every Tensor starts where its data does."""
    return 0


@_method
def ndimension(self):
    """The number of axes."""
    return self.ndim


@_method
def sum_to_size(self, *size):
    """Summed over the axes that broadcasting to the Tensor's shape would repeat, so that it has a shape."""
    size = as_shape(spread(size), "sum_to_size")
    ahead = self.ndim - len(size)
    if ahead < 0 or builtin_any(n not in (1, m) for n, m in zip(size, self.shape[ahead:], strict=True)):
        raise ValueError(f"For 'sum_to_size', the shape {self.shape} cannot be summed to {size}.")
    kept = [ahead + i for i, n in enumerate(size) if n == 1 and self.shape[ahead + i] != 1]
    axes = (*range(ahead), *kept)
    return _reshape(sum(self, axes, self.dtype), size) if axes else F.identity(self)


builtin_any = __builtins__["any"] if isinstance(__builtins__, dict) else __builtins__.any


# -- dtypes, copies, new Tensors --


def _data_type(dtype, who):
    """A data type, also from its name, a numpy dtype or a Python type."""
    if dtype is None or isinstance(dtype, mstype.Type):
        return dtype
    if isinstance(dtype, str):
        found = getattr(mstype, {"bool": "bool_"}.get(dtype, dtype), None)
        if isinstance(found, mstype.Type):
            return found
        raise TypeError(f"For '{who}', {dtype!r} is not the name of a data type.")
    return mstype.from_numpy(np.dtype({float: np.float64}.get(dtype, dtype)))


@_method
def astype(self, dtype, copy=True):
    """The Tensor in another dtype: a `mindspore.dtype`, its name, a numpy dtype or a Python type.

    The same dtype gives a view; ``copy`` makes no difference, as in MindSpore.
    """
    if not isinstance(copy, bool):
        raise TypeError(f"For 'astype', the argument 'copy' must be a bool, but got {type(copy).__name__}.")
    if dtype is None:
        raise TypeError("For 'astype', the argument 'dtype' must be a data type, but got None.")
    return cast_to(self, mstype.to_numpy(_data_type(dtype, "astype")))


@_method
def to(self, dtype=None, *args, **kwargs):
    """The Tensor in another dtype, or in that of another Tensor."""
    if isinstance(dtype, Tensor):
        dtype = dtype.dtype
    if isinstance(dtype, mstype.Type) and not args and not kwargs:
        return cast_to(self, mstype.to_numpy(dtype))
    if isinstance(dtype, str):
        raise ValueError(f"For 'Tensor.to', {dtype!r} is not a device; give a data type as mindspore.float16.")
    raise TypeError(f"For 'Tensor.to', the argument must be a data type or a Tensor, but got {dtype!r}.")


@_method
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


@_method
def new_zeros(self, size, dtype=None):
    """Zeros, by default of the Tensor's dtype."""
    return F.zeros(size, dtype if dtype is not None else self.dtype)


@_method
def new_ones(self, size, dtype=None):
    """Ones, by default of the Tensor's dtype."""
    return F.ones(size, dtype if dtype is not None else self.dtype)


@_method
def new_full(self, size, fill_value, *, dtype=None):
    """One number, by default of the Tensor's dtype."""
    return F.full(size, fill_value, dtype=dtype if dtype is not None else self.dtype)


@_method
def new_empty(self, size, *, dtype=None):
    """A Tensor without particular contents, by default of the Tensor's dtype: zeros."""
    return F.zeros(size, dtype if dtype is not None else self.dtype)


@_method
def value(self):
    """The Tensor itself, as a view."""
    return F.identity(self)


@_method
def is_signed(self):
    """True for dtypes that have negative numbers."""
    return dtype_of(self).kind in "ifcV"


@_method
def fill(self, value):
    """A new Tensor of the same shape and dtype, with one number."""
    return F.full_like(self, value)


# -- choosing --


@_method
def where(self, condition, y):
    """The Tensor's elements where the condition is true, else those of ``y``."""
    return F.where(condition, self, y)


@_method
def gather(self, *args, **kwargs):
    """``gather(dim, index)``: as `ops.gather_elements`. ``gather(input_indices, axis, batch_dims=0)``: as
    `ops.gather`."""
    if "dim" in kwargs or "index" in kwargs or (args and not isinstance(args[0], Tensor)):
        return F.gather_elements(self, *args, **kwargs)
    return F.gather(self, *args, **kwargs)


@_method
def masked_scatter(self, mask, source):
    """The Tensor with the first elements of ``source`` written where the mask is true (what is pending runs)."""
    places = F.masked_select(F.reshape(F.arange(self.size), self.shape), mask)
    if source.size < places.size:
        raise ValueError(f"For 'masked_scatter', 'source' must have {places.size} elements, but got {source.size}.")
    flat = F.tensor_scatter_update(
        F.ravel(self), F.expand_dims(places, 1), getitem(F.ravel(source), slice(0, places.size))
    )
    return F.reshape(copy(flat), self.shape)


@_method
def get_bytes(self):
    """The data as bytes."""
    return self.asnumpy().tobytes()


@_method
def index_select(self, axis=None, index=None, *, dim=None):
    """The slices along ``axis`` (or ``dim``) at the indices of a vector."""
    return F.index_select(self, _one_of(axis, dim, "axis and dim", "index_select"), index)


@_method
def scatter(self, axis=None, index=None, src=None, *, dim=None):
    """The Tensor with the elements of ``src`` written where the indices along ``axis`` (or ``dim``) say."""
    axis = _one_of(axis, dim, "axis and dim", "scatter")
    src = src if isinstance(src, Tensor) else F.full_like(index, src, dtype=self.dtype)
    return F.scatter(self, axis, index, src)


@_method
def scatter_add(self, *args, **kwargs):
    """``scatter_add(dim, index, src)``: adds as `scatter` writes. ``scatter_add(indices, updates)``:
    `tensor_scatter_add`."""
    if "dim" in kwargs or (args and not isinstance(args[0], Tensor)):
        return _scatter_add(self, *args, **kwargs)
    return F.tensor_scatter_add(self, *args, **kwargs)


def _scatter_add(self, dim, index, src):
    return F.tensor_scatter_elements(self, index, src, dim, "add")


@_method
def take(self, indices, axis=None, mode="clip"):
    """The elements of the flattened Tensor, or the slices along ``axis``, at the indices.

    Of indices out of range, 'clip' makes the nearest in range, 'wrap' counts round again.
    """
    if mode not in ("clip", "wrap"):
        raise ValueError(f"For 'take', the argument 'mode' must be 'clip' or 'wrap', but got {mode!r}.")
    x, axis = (F.ravel(self), 0) if axis is None else (self, as_int(axis, "axis", "take"))
    n = x.shape[axis]
    indices = F.floor_mod(indices, n) if mode == "wrap" else F.clamp(indices, -n, n - 1)
    return F.gather(x, indices, axis)


@_method
def sort(self, axis=-1, descending=False, *, dim=None, stable=False):
    """The elements in order along ``axis`` (or ``dim``), and their indices. Equal ones always keep their order."""
    return F.sort(self, axis if dim is None else dim, descending)


@_method
def argsort(self, axis=-1, descending=False, *, dim=None, stable=False):
    """The indices of the elements in order along ``axis`` (or ``dim``). Equal ones always keep their order."""
    return F.argsort(self, axis if dim is None else dim, descending)


@_method
def clip(self, min=None, max=None):
    """Not below ``min`` and not above ``max``; these get gradients, too."""
    return F.clip_by_value(self, min, max)


@_method
def itemset(self, *args):
    """Writes one number: ``itemset(index, value)``, or ``itemset(value)`` for a Tensor of one element."""
    *index, value = args
    if not index:
        if self.size != 1:
            raise ValueError(f"For 'itemset', an index is needed for a Tensor of {self.size} elements.")
        index = [(0,) * self.ndim]
    place = as_static(index[0])
    if isinstance(place, int):
        place = tuple(int(i) for i in np.unravel_index(place, self.shape))
    setitem(self, place, value)
    return self


def _data(self):
    """The Tensor's data as another Tensor: a view."""
    return F.identity(self)


def _T(self):
    """The axes in the opposite order. A view."""
    return _transpose(self, tuple(range(self.ndim))[::-1])


def _mT(self):
    """The last two axes swapped. A view."""
    return F.swapaxes(self, -1, -2)


def _H(self):
    """The transpose of a matrix, conjugated where it is complex."""
    return F.conj(_T(self)) if self.is_complex() else _T(self)


# -- Python's operators --


_PLAIN = (Tensor, bool, int, float, complex, np.ndarray, np.generic)


def _operand(self: Tensor, other: Any) -> Any:
    """What stands on the other side of +, -, ...; NotImplemented for what cannot.

    A list or tuple becomes a Tensor, of the dtype that its numbers have beside this one.
    """
    if isinstance(other, list | tuple):
        array = numpy_of(other)
        number = {"b": bool, "i": int, "f": float, "c": complex}.get(array.dtype.kind, int)
        return Tensor(array.astype(common_dtype(dtype_of(self), number)))
    return other if isinstance(other, jax.Array) or hasattr(other, "__jax_array__") else NotImplemented


def _binary(function, reflected=False):
    def method(self, other):
        if not isinstance(other, _PLAIN):
            other = _operand(self, other)
            if other is NotImplemented:
                return NotImplemented
        return function(other, self) if reflected else function(self, other)

    return method


def _comparison(function, default=None):
    def method(self, other):
        if default is not None and (other is None or isinstance(other, str | list | tuple | dict | set)):
            return default
        if not isinstance(other, _PLAIN):
            other = _operand(self, other)
        return NotImplemented if other is NotImplemented else function(self, other)

    return method


def _invert(self):
    """True where the element is false or 0, for numbers as well."""
    return F.logical_not(self)


BINARY = {
    "add": F.add,
    "sub": F.sub,
    "mul": F.mul,
    "truediv": F.div,
    "floordiv": F.floor_divide,
    "mod": F.floor_mod,
    "pow": F.pow,
    "matmul": F.matmul,
    "and": F.bitwise_and,
    "or": F.bitwise_or,
    "xor": F.bitwise_xor,
    "lshift": F.bitwise_left_shift,
    "rshift": F.bitwise_right_shift,
}


def attach() -> None:
    """Gives Tensor its methods, properties and operators."""
    for name in SAME:
        function = getattr(F, name)
        METHODS.setdefault(name, _as_method(function) if isinstance(function, Operator) else function)
    for name, (other, own) in OTHER_NAMES.items():
        METHODS[name] = _with_other_name(METHODS[name], other, own)
    for name, other in RENAMED.items():
        METHODS.setdefault(name, getattr(F, other))
    for name, method in {**METHODS, **inplace_methods.METHODS}.items():
        setattr(Tensor, name, method)
    for name, function in BINARY.items():
        setattr(Tensor, f"__{name}__", _binary(function))
        setattr(Tensor, f"__r{name}__", _binary(function, reflected=True))
    for name, function in {"lt": F.lt, "le": F.le, "gt": F.gt, "ge": F.ge}.items():
        setattr(Tensor, f"__{name}__", _comparison(function))
    Tensor.__eq__ = _comparison(F.eq, default=False)
    Tensor.__ne__ = _comparison(F.ne, default=True)
    Tensor.__neg__, Tensor.__pos__, Tensor.__abs__ = (_as_method(f) for f in (F.neg, F.positive, F.abs))
    Tensor.__invert__ = _invert
    Tensor.__getitem__, Tensor.__setitem__ = getitem, setitem
    Tensor.data = property(_data)
    Tensor.T, Tensor.mT, Tensor.H, Tensor.mH = property(_T), property(_mT), property(_H), property(F.adjoint)


def _with_other_name(method: Any, other: str, own: str) -> Any:
    """A method that takes one of its arguments by another name as well."""

    @functools.wraps(method)
    def renamed(self, *args, **kwargs):
        if other in kwargs:
            kwargs[own] = kwargs.pop(other)
        return method(self, *args, **kwargs)

    return renamed


def _as_method(function: Operator) -> Any:
    """An operator as a function, so that a class binds it."""

    def method(self, *args, **kwargs):
        return function(self, *args, **kwargs)

    method.__name__ = method.__qualname__ = function.name
    method.__doc__ = function.__doc__
    return method
