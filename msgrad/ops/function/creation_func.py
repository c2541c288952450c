"""New Tensors: constants, ranges, identities; casts and copies; questions about a Tensor."""

from __future__ import annotations

import math

import jax.numpy as jnp
import numpy as np
from jax import lax

from msgrad.common import dtype as mstype
from msgrad.common.tensor import Tensor, numpy_of
from msgrad.engine.handle import Handle
from msgrad.engine.operator import operator, scalar_array
from msgrad.engine.recorder import constant
from msgrad.ops.function._arguments import as_dtype, as_int, as_shape, as_static, check_array, dtype_of, shape_of

__all__ = """
    ones zeros full fill ones_like zeros_like full_like arange linspace logspace eye tril_indices triu_indices
    scalar_to_tensor tuple_to_array cast type_as deepcopy identity stop_gradient depend shape rank size numel
    dtype is_tensor is_floating_point is_complex dyn_shape eps fills
""".split()

FLOAT32, INT64 = np.dtype(np.float32), np.dtype(np.int64)

# -- constants --


@operator("value")
def _filled(value, shape, dtype):
    return jnp.broadcast_to(value.astype(dtype), shape)


def _constant(number, shape, dtype):
    """A Tensor of one number; 0-d ones are made here, for they may serve as numbers."""
    return _filled(scalar_array(number), shape, dtype)


def ones(shape, dtype=None):
    """A Tensor of ones, float32 by default. TypeError for sizes that are not ints, ValueError for negative ones.

    >>> ops.ones((2,)).tolist()
    [1.0, 1.0]
    """
    return _constant(1, as_shape(shape, "ones"), as_dtype(dtype, "ones") or FLOAT32)


def zeros(size, dtype=None):
    """A Tensor of zeros, float32 by default. TypeError for sizes that are not ints, ValueError for negative ones.

    >>> ops.zeros((2,)).tolist()
    [0.0, 0.0]
    """
    return _constant(0, as_shape(size, "zeros", "size"), as_dtype(dtype, "zeros") or FLOAT32)


def full(size, fill_value, *, dtype=None):
    """A Tensor of one number, int64 by default (which cuts off what is behind the decimal point).

    >>> ops.full((2,), 1.5, dtype=mindspore.float32).tolist()
    [1.5, 1.5]
    """
    fill_value = _filling(fill_value, "full")
    return _filled(fill_value, as_shape(size, "full", "size"), as_dtype(dtype, "full") or INT64)


def _filling(value, who):
    if isinstance(value, Handle):
        if math.prod(shape_of(value)) != 1:
            raise TypeError(
                f"For '{who}', the fill value must be a number, but got a Tensor of shape {shape_of(value)}."
            )
        return value.reshape(()) if shape_of(value) else value
    if not isinstance(value, bool | int | float | complex | np.number | np.bool_):
        raise TypeError(f"For '{who}', the fill value must be a number, but got {type(value).__name__}.")
    return value


def fill(type, shape, value):
    """A Tensor of one number, of a dtype.

    >>> ops.fill(mindspore.int32, (2,), 3).tolist()
    [3, 3]
    """
    return _filled(_filling(value, "fill"), as_shape(shape, "fill"), as_dtype(type, "fill"))


def ones_like(input, *, dtype=None):
    """Ones, in the shape and by default the dtype of another Tensor.

    >>> ops.ones_like(Tensor([5, 6])).tolist()
    [1, 1]
    """
    return _constant(1, _like(input, "ones_like"), as_dtype(dtype, "ones_like") or dtype_of(input))


def zeros_like(input, *, dtype=None):
    """Zeros, in the shape and by default the dtype of another Tensor.

    >>> ops.zeros_like(Tensor([5, 6])).tolist()
    [0, 0]
    """
    return _constant(0, _like(input, "zeros_like"), as_dtype(dtype, "zeros_like") or dtype_of(input))


def full_like(input, fill_value, *, dtype=None):
    """One number, in the shape and by default the dtype of another Tensor.

    >>> ops.full_like(Tensor([5, 6]), 2).tolist()
    [2, 2]
    """
    shape = _like(input, "full_like")
    return _filled(_filling(fill_value, "full_like"), shape, as_dtype(dtype, "full_like") or dtype_of(input))


def _like(input, who):
    if not isinstance(input, Handle | np.ndarray):
        raise TypeError(f"For '{who}', the argument 'input' must be a Tensor, but got {type(input).__name__}.")
    return shape_of(input)


# -- ranges --


@operator("start", "step")
def _arange(start, step, length, dtype):
    work = np.float64 if jnp.issubdtype(dtype, jnp.inexact) else np.int64
    return (start.astype(work) + step.astype(work) * lax.iota(work, length)).astype(dtype)


def _number(value, who, argument):
    value = as_static(value)
    if isinstance(value, tuple) and len(value) == 1:
        value = value[0]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"For '{who}', the argument '{argument}' must be a number, but got {value!r}.")
    return value


def arange(start=0, end=None, step=1, *, dtype=None):
    """The numbers from ``start`` up to ``end``, which is not among them, ``step`` apart: int64, or float32 where one of
    them is a float. ValueError for a step of 0 or in the wrong direction.

    >>> ops.arange(2, 8, 3).tolist(), ops.arange(3.0).tolist()
    ([2, 5], [0.0, 1.0, 2.0])
    """
    if end is None:
        start, end = 0, start
    start, end, step = (_number(v, "arange", n) for v, n in ((start, "start"), (end, "end"), (step, "step")))
    if step == 0:
        raise ValueError("For 'arange', the argument 'step' must not be 0.")
    if (end - start) / step < 0:
        raise ValueError(f"For 'arange', the step {step} does not lead from {start} to {end}.")
    whole = all(isinstance(v, int) for v in (start, end, step))
    length = len(range(start, end, step)) if whole else max(math.ceil((end - start) / step), 0)
    dtype = as_dtype(dtype, "arange") or (INT64 if whole else FLOAT32)
    return _arange(np.array(start), np.array(step), length, dtype)


def range_(start, end, step, maxlen=1000000):
    """The numbers from ``start`` up to ``end`` in steps: int64, or float32 where one of them is a float.

    RuntimeError where they are more than ``maxlen``.

    >>> ops.range(0, 6, 2).tolist()
    [0, 2, 4]
    """
    out = arange(start, end, step)
    if shape_of(out)[0] > maxlen:
        raise RuntimeError(f"For 'range', there must be at most {maxlen} numbers, but got {shape_of(out)[0]}.")
    return out


@operator("start", "end")
def _linspace(start, end, steps, dtype):
    check_array(start, "start")
    check_array(end, "end")
    start, end = start.astype(dtype), end.astype(dtype)
    if steps == 1:
        return start.reshape(1)
    each = (end - start) / (steps - 1)
    return (start + each * lax.iota(dtype, steps)).at[-1].set(end)


def linspace(start, end, steps):
    """So many numbers from ``start`` to ``end``, both included, equally far apart: float32.

    ValueError unless there is at least one.

    >>> ops.linspace(0, 1, 5).tolist()
    [0.0, 0.25, 0.5, 0.75, 1.0]
    """
    steps = as_int(steps, "steps", "linspace")
    if steps < 1:
        raise ValueError(f"For 'linspace', the argument 'steps' must be above 0, but got {steps}.")
    dtype = dtype_of(start) if isinstance(start, Handle) and dtype_of(start).kind == "f" else FLOAT32
    return _linspace(start, end, steps, dtype)


@operator("start", "end", "base")
def _logspace(start, end, base, steps, dtype):
    exponents = _linspace.body(start, end, steps, np.dtype(np.float64))
    return jnp.power(base.astype(np.float64), exponents).astype(dtype)


def logspace(start, end, steps, base=10, *, dtype=mstype.float32):
    """So many powers of ``base``, with equally spaced exponents from ``start`` to ``end``.

    >>> ops.logspace(Tensor(0.0), Tensor(2.0), 3).tolist()
    [1.0, 10.0, 100.0]
    """
    steps = as_int(steps, "steps", "logspace")
    if steps < 1:
        raise ValueError(f"For 'logspace', the argument 'steps' must be above 0, but got {steps}.")
    return _logspace(start, end, base, steps, as_dtype(dtype, "logspace"))


@operator()
def _eye(n, m, dtype):
    return jnp.eye(n, m, dtype=dtype)


def eye(n, m=None, dtype=None):
    """A matrix with ones on the diagonal and zeros elsewhere, float32 by default.

    >>> ops.eye(2).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    n = as_int(n, "n", "eye")
    m = n if m is None else as_int(m, "m", "eye")
    if n < 0 or m < 0:
        raise ValueError(f"For 'eye', the sizes must not be negative, but got {n} and {m}.")
    return _eye(n, m, as_dtype(dtype, "eye") or FLOAT32)


@operator()
def _triangle_indices(row, col, offset, lower, dtype):
    places = np.tril_indices(row, offset, col) if lower else np.triu_indices(row, offset, col)
    return jnp.asarray(np.stack(places), dtype)


def tril_indices(row, col, offset=0, *, dtype=mstype.int64):
    """Row and column numbers of a matrix's elements on and below a diagonal, as two rows.

    >>> ops.tril_indices(2, 2).tolist()
    [[0, 1, 1], [0, 0, 1]]
    """
    return _triangle_indices(row, col, offset, True, as_dtype(dtype, "tril_indices"))


def triu_indices(row, col, offset=0, *, dtype=mstype.int64):
    """Row and column numbers of a matrix's elements on and above a diagonal, as two rows.

    >>> ops.triu_indices(2, 2).tolist()
    [[0, 0, 1], [0, 1, 1]]
    """
    return _triangle_indices(row, col, offset, False, as_dtype(dtype, "triu_indices"))


# -- from numbers --


def scalar_to_tensor(input_x, dtype=mstype.float32):
    """A number as a Tensor, float32 by default.

    >>> ops.scalar_to_tensor(2)
    Tensor(shape=[], dtype=Float32, value= 2)
    """
    if not isinstance(input_x, bool | int | float):
        raise TypeError(f"For 'scalar_to_tensor', 'input_x' must be a number, but got {type(input_x).__name__}.")
    return Tensor(input_x, dtype)


def tuple_to_array(input_x):
    """A tuple of ints as a Tensor of int32, of floats as float32.

    >>> ops.tuple_to_array((1, 2))
    Tensor(shape=[2], dtype=Int32, value= [1, 2])
    """
    if not isinstance(input_x, tuple) or not input_x:
        raise TypeError(f"For 'tuple_to_array', 'input_x' must be a tuple of numbers, but got {input_x!r}.")
    array = numpy_of(input_x, who="tuple_to_array")
    return constant(array.astype(np.int32) if array.dtype.kind == "i" else array)


# -- casts and copies --


@operator("input", view=lambda update, input, dtype: update.astype(input.dtype), name="cast_to_own")
def _same(input, dtype):
    return input


@operator("input", name="cast")
def _cast(input, dtype):
    if jnp.issubdtype(input.dtype, jnp.complexfloating) and not jnp.issubdtype(dtype, jnp.complexfloating):
        input = jnp.real(input)
    return input != 0 if dtype.kind == "b" else input.astype(dtype)


@operator("input", view=lambda update, input, dtype: update.view(input.dtype), name="view")
def reinterpret(input, dtype):
    """The same bits as numbers of another dtype."""
    return input.view(dtype)


def cast(input, dtype):
    """The Tensor in another dtype: towards zero from floats to integers, and true unless 0 for bools. Of its own
    dtype a view. TypeError unless ``dtype`` is a `mindspore.dtype`.

    >>> ops.cast(Tensor([1.7, -1.7]), mindspore.int32).tolist()
    [1, -1]
    """
    if dtype is None:
        raise TypeError("For 'cast', the argument 'dtype' must be a mindspore.dtype, but got None.")
    return cast_to(input, as_dtype(dtype, "cast"))


def cast_to(input, dtype):
    """`cast`, for a numpy dtype."""
    return _same(input, dtype) if isinstance(input, Handle) and dtype_of(input) == dtype else _cast(input, dtype)


def type_as(input, other):
    """The Tensor in the dtype of another one.

    >>> ops.type_as(Tensor([1.5]), Tensor([1])).tolist()
    [1]
    """
    return cast_to(input, dtype_of(other))


@operator("input", name="copy")
def copy(input):
    """The same elements in a Tensor of its own."""
    check_array(input)
    return input


def deepcopy(input_x):
    """The same elements in a Tensor of its own, through which gradients pass.

    >>> ops.deepcopy(Tensor([1])).tolist()
    [1]
    """
    return copy(input_x)


@operator("x", view=lambda update, x: update)
def identity(x):
    """The Tensor itself, as a view.

    >>> ops.identity(Tensor([1])).tolist()
    [1]
    """
    return x


@operator("value", view=lambda update, value: update, name="stop_gradient", differentiable=False)
def _stop_gradient(value):
    return lax.stop_gradient(value)


def stop_gradient(value):
    """The same value, through which no gradient passes. A view.

    Tuples, lists and dicts come back with what is in them stopped; anything else that is no Tensor, as it is.

    >>> ops.stop_gradient(Tensor([1.0])).tolist()
    [1.0]
    """
    if isinstance(value, tuple | list):
        return type(value)([stop_gradient(item) for item in value])
    if isinstance(value, dict):
        return {key: stop_gradient(item) for key, item in value.items()}
    return _stop_gradient(value) if isinstance(value, Handle) else value


def depend(value, expr):
    """``value``. What ``expr`` does has been recorded before this call, and is done in that order.

    >>> ops.depend(Tensor([1]), None).tolist()
    [1]
    """
    return identity(value) if isinstance(value, Handle) else value


# -- questions --


def shape(input_x):
    """The shape.

    >>> ops.shape(Tensor([[1, 2]]))
    (1, 2)
    """
    return shape_of(input_x)


def rank(input_x):
    """The number of axes.

    >>> ops.rank(Tensor([[1, 2]]))
    2
    """
    return len(shape_of(input_x))


def size(input_x):
    """The number of elements.

    >>> ops.size(Tensor([[1, 2]]))
    2
    """
    return math.prod(shape_of(input_x))


numel = size


def dtype(input_x):
    """The data type.

    >>> ops.dtype(Tensor([1.0]))
    mindspore.float32
    """
    return mstype.from_numpy(dtype_of(input_x))


def is_tensor(obj):
    """True for Tensors and Parameters.

    >>> ops.is_tensor(Tensor([1])), ops.is_tensor(1)
    (True, False)
    """
    return isinstance(obj, Tensor)


def is_floating_point(input):
    """True for Tensors of floats.

    >>> ops.is_floating_point(Tensor([1.0]))
    True
    """
    return bool(jnp.issubdtype(dtype_of(input), jnp.floating))


def is_complex(input):
    """True for Tensors of complex numbers.

    >>> ops.is_complex(Tensor([1.0]))
    False
    """
    return dtype_of(input).kind == "c"


def dyn_shape(input_x):
    """The shape as a Tensor of int64.

    >>> ops.dyn_shape(Tensor([[1, 2]])).tolist()
    [1, 2]
    """
    return constant(np.array(shape_of(input_x), np.int64))


def eps(x):
    """The distance from 1 to the next number of the Tensor's floating dtype, in the Tensor's shape.

    >>> ops.eps(Tensor([4.0])).tolist()
    [1.1920928955078125e-07]
    """
    if not isinstance(x, Handle) or dtype_of(x).kind != "f":
        raise TypeError(f"For 'eps', the argument 'x' must be a Tensor of floats, but got {x!r}.")
    return _constant(float(np.finfo(dtype_of(x)).eps), shape_of(x), dtype_of(x))


def fills(x, value):
    """A number in the shape and dtype of a Tensor.

    >>> ops.fills(Tensor([1.0, 2.0]), 3).tolist()
    [3.0, 3.0]
    """
    return full_like(x, as_static(value))
