"""The methods of Tensor that are operators, attached to the class.

Where a method has the signature of the function in `msgrad.ops.function`, the function itself is the method: its first
argument is the Tensor. The others are thin signatures, here and in the modules beside this one.
"""

from __future__ import annotations

import functools
from typing import Any

import jax
import numpy as np

from msgrad._checkparam import check_bool
from msgrad._mint_names import in_mint
from msgrad.common.dtype import from_numpy
from msgrad.common.promotion import common_dtype
from msgrad.common.tensor import Tensor, numpy_of
from msgrad.engine.operator import Operator
from msgrad.ops import function as F

# these register their methods
from msgrad.ops import inplace_methods, random_methods, reduction_methods, shape_methods, storage_methods  # noqa: F401
from msgrad.ops._methods import METHODS, method, one_of
from msgrad.ops.function._arguments import as_int, as_static, dtype_of
from msgrad.ops.function.creation_func import copy
from msgrad.ops.function.indexing_func import getitem, setitem
from msgrad.ops.function.select_func import choose as choose_from
from msgrad.ops.function.shape_func import _transpose

SAME = """
    abs absolute acos acosh add addbmm addcdiv addcmul addmm addmv addr adjoint amax amin aminmax angle
    approximate_equal arccos arccosh arcsin arcsinh arctan arctan2 arctanh argwhere asin asinh atan atan2 atanh
    baddbmm bincount bitwise_and bitwise_left_shift bitwise_or bitwise_right_shift bitwise_xor bmm broadcast_to ceil
    cholesky cholesky_inverse cholesky_solve clamp col2im conj copysign cos cosh count_nonzero cov cross cummax
    cummin cumprod deg2rad det diag diagflat diagonal diagonal_scatter digamma div divide dot dsplit eigvals eq
    equal erf erfc erfinv exp expand_as expand_dims expm1 fills flip fliplr flipud float_power floor floor_divide
    fmax fmin fmod fold frac gather_elements gather_nd gcd ge geqrf ger greater greater_equal gt hardshrink
    heaviside histc hsplit hypot i0 igamma igammac imag index_fill inner inplace_update inv inverse invert
    is_complex is_floating_point isclose isfinite isinf isnan isneginf isposinf isreal lcm ldexp le lerp less
    less_equal lgamma log log10 log1p log2 log_matrix_determinant logaddexp logaddexp2 logcumsumexp logdet
    logical_and logical_not logical_or logical_xor logit logsumexp lstsq lt lu_solve masked_fill masked_select
    matmul matrix_determinant matrix_power maximum minimum mm moveaxis movedim msort mul multiply mvlgamma
    nan_to_num nanmean nanmedian nanquantile nansum narrow ne neg negative nextafter nonzero norm not_equal numel
    orgqr ormqr outer positive pow quantile rad2deg ravel real reciprocal remainder renorm reverse reverse_sequence
    roll rot90 round rsqrt scatter select_scatter sgn sigmoid sign signbit sin sinc sinh slice_scatter slogdet sqrt
    square squeeze sub subtract svd swapaxes swapdims t tan tanh tensor_split top_k topk tril triu true_divide trunc
    type_as unbind unfold unique_consecutive unique_with_pad unsorted_segment_max unsorted_segment_min
    unsorted_segment_prod unsqueeze vsplit xdivy xlogy
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
    "soft_shrink": "softshrink",
    "scatter_sub": "tensor_scatter_sub",
    "scatter_mul": "tensor_scatter_mul",
    "scatter_div": "tensor_scatter_div",
    "scatter_max": "tensor_scatter_max",
    "scatter_min": "tensor_scatter_min",
}
"""Methods that are a function of another name."""


# -- choosing --


@method
def where(self, condition, y):
    """The Tensor's elements where the condition is true, else those of ``y``."""
    return F.where(condition, self, y)


@method
def choose(self, choices, mode="clip"):
    """For each index in the Tensor the element in the same place of the choice with that number; all broadcast.

    The choices are Tensors or numbers in a list, or the parts of a Tensor. Of indices out of range, 'clip' makes the
    nearest in range, 'wrap' counts round again.
    """
    parts = list(F.unbind(choices)) if isinstance(choices, Tensor) else [_as_tensor(x) for x in choices]
    kinds = [dtype_of(x) for x in parts]
    parts = [F.cast(x, from_numpy(functools.reduce(common_dtype, kinds))) for x in parts]
    return choose_from(self, parts, mode)


def _as_tensor(x):
    return x if isinstance(x, Tensor) else Tensor(x)


@method
def gather(self, *args, **kwargs):
    """``gather(dim, index)``: as `ops.gather_elements`. ``gather(input_indices, axis, batch_dims=0)``: as
    `ops.gather`."""
    if "dim" in kwargs or "index" in kwargs or (args and not isinstance(args[0], Tensor)):
        return F.gather_elements(self, *args, **kwargs)
    return F.gather(self, *args, **kwargs)


@method
def masked_scatter(self, mask, source):
    """The Tensor with the first elements of ``source`` written where the mask is true (what is pending runs)."""
    places = F.masked_select(F.reshape(F.arange(self.size), self.shape), mask)
    if source.size < places.size:
        raise ValueError(f"For 'masked_scatter', 'source' must have {places.size} elements, but got {source.size}.")
    flat = F.tensor_scatter_update(
        F.ravel(self), F.expand_dims(places, 1), getitem(F.ravel(source), slice(0, places.size))
    )
    return F.reshape(copy(flat), self.shape)


@method
def get_bytes(self):
    """The data as bytes."""
    return self.asnumpy().tobytes()


@method
def index_select(self, axis=None, index=None, *, dim=None):
    """The slices along ``axis`` (or ``dim``) at the indices of a vector."""
    return F.index_select(self, one_of(axis, dim, "axis and dim", "index_select"), index)


@method
def scatter(self, axis=None, index=None, src=None, *, dim=None):
    """The Tensor with the elements of ``src`` written where the indices along ``axis`` (or ``dim``) say."""
    axis = one_of(axis, dim, "axis and dim", "scatter")
    src = src if isinstance(src, Tensor) else F.full_like(index, src, dtype=self.dtype)
    return F.scatter(self, axis, index, src)


@method
def scatter_add(self, *args, **kwargs):
    """``scatter_add(dim, index, src)``: adds as `scatter` writes. ``scatter_add(indices, updates)``:
    `tensor_scatter_add`."""
    if "dim" in kwargs or (args and not isinstance(args[0], Tensor)):
        return _scatter_add(self, *args, **kwargs)
    return F.tensor_scatter_add(self, *args, **kwargs)


def _scatter_add(self, dim, index, src):
    return F.tensor_scatter_elements(self, index, src, dim, "add")


@method
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


@method
def sort(self, axis=-1, descending=False, *, dim=None, stable=False):
    """The elements in order along ``axis`` (or ``dim``), and their indices. Equal ones always keep their order."""
    return F.sort(self, axis if dim is None else dim, descending)


@method
def argsort(self, axis=-1, descending=False, *, dim=None, stable=False):
    """The indices of the elements in order along ``axis`` (or ``dim``). Equal ones always keep their order."""
    return F.argsort(self, axis if dim is None else dim, descending)


@method
def clip(self, min=None, max=None):
    """Not below ``min`` and not above ``max``; these get gradients, too."""
    return F.clip_by_value(self, min, max)


@method
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


@method
def qr(self, some=True):
    """As `ops.qr`: in its mode 'reduced', or with ``some=False`` 'complete'."""
    return F.qr(self, "reduced" if check_bool(some, "some", "qr") else "complete")


@method
def searchsorted(self, v, side="left", sorter=None):
    """Where each value of ``v`` would have to stand in the sorted Tensor: int32. See `ops.searchsorted`."""
    return F.searchsorted(self, v, out_int32=True, side=side, sorter=sorter)


def _of_mint(name):
    def method(self, *args, **kwargs):
        return in_mint(name)(self, *args, **kwargs)

    method.__name__ = method.__qualname__ = name
    method.__doc__ = f"As `mint.{name}`."
    return method


METHODS |= {name: _of_mint(name) for name in ("kthvalue", "triangular_solve", "unique")}


# -- properties --


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
        METHODS.setdefault(name, _as_method(getattr(F, name)))
    for name, (other, own) in OTHER_NAMES.items():
        METHODS[name] = _with_other_name(METHODS[name], other, own)
    for name, other in RENAMED.items():
        METHODS.setdefault(name, _as_method(getattr(F, other)))
    for name, function in METHODS.items():
        setattr(Tensor, name, function)
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


def _as_method(function: Any) -> Any:
    """A function or operator as what a class binds."""
    if not isinstance(function, Operator):
        return function

    def method(self, *args, **kwargs):
        return function(self, *args, **kwargs)

    method.__name__ = method.__qualname__ = function.name
    method.__doc__, method.__wrapped__ = function.__doc__, function  # for help() and signatures
    return method
