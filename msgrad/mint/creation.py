"""New Tensors, filled with numbers or drawn at random.

MindSpore's CPU build has no kernels for the random functions here, so there are no numbers of its own to follow: after
`set_seed` those of `mindspore.ops` are drawn, with the counters of its functions; or, with a ``generator`` or after
`manual_seed`, those of a generator.
"""

from __future__ import annotations

from msgrad.common import dtype as mstype
from msgrad.common.generator import drawing_from
from msgrad.common.tensor import Tensor
from msgrad.ops import function as F
from msgrad.ops.function._arguments import as_int, as_shape, as_static, dtype_of, shape_of, spread
from msgrad.ops.function.random_func import _FLOATS, _INTS, _check_dtype, _dtype, _randint

__all__ = """
    bernoulli empty empty_like full linspace multinomial normal ones rand rand_like randint randint_like randn
    randn_like randperm zeros
""".split()


def _drawn(generator, who, draw, *args, **kwargs):
    """What a function draws from a generator, for None from the default one or the streams of `set_seed`."""
    with drawing_from(generator, who):
        return draw(*args, **kwargs)


def _device(device, who):
    """ValueError for a device that is no name of one: Tensors are where JAX puts them."""
    if device not in (None, "CPU", "cpu"):
        raise ValueError(
            f"For '{who}', the 'device' must be None or 'CPU', but got {device!r}: JAX's default device is used."
        )


# -- filled --


def zeros(size, *, dtype=None):
    """Zeros, float32 by default.

    >>> mint.zeros((2,), dtype=mindspore.int32).tolist()
    [0, 0]
    """
    return F.zeros(size, dtype)


def ones(size, *, dtype=None):
    """Ones, float32 by default.

    >>> mint.ones(2).tolist()
    [1.0, 1.0]
    """
    return F.ones(size, dtype)


def full(size, fill_value, *, dtype=None):
    """One number everywhere: an int in int64, a float in float32, a bool in bool, or in ``dtype``.

    >>> mint.full((2,), 1.5).tolist()
    [1.5, 1.5]
    """
    if dtype is None:
        value = as_static(fill_value)
        value = value[0] if isinstance(value, tuple) and value else value
        dtype = mstype.bool_ if isinstance(value, bool) else mstype.int64 if isinstance(value, int) else mstype.float32
    return F.full(size, fill_value, dtype=dtype)


def empty(*size, dtype=None, device=None):
    """A Tensor of a shape, ``empty(2, 3)`` or ``empty((2, 3))``, without particular contents: zeros.

    >>> mint.empty(2, 3).shape
    (2, 3)
    """
    _device(device, "empty")
    return F.zeros(as_shape(spread(size), "empty", "size"), dtype)


def empty_like(input, *, dtype=None, device=None):
    """A Tensor of another's shape, and dtype unless one is given, without particular contents: zeros.

    >>> mint.empty_like(Tensor([1, 2])).shape
    (2,)
    """
    _device(device, "empty_like")
    return F.zeros_like(input, dtype=dtype)


def linspace(start, end, steps, *, dtype=None):
    """``steps`` numbers at equal distances from ``start`` to ``end``.

    >>> mint.linspace(0, 1, 3).tolist()
    [0.0, 0.5, 1.0]
    """
    out = F.linspace(start, end, steps)
    return out if dtype is None else F.cast(out, dtype)


# -- random --


def _size_and_dtype(size, dtype):
    """The sizes in ``f(2, 3)``, ``f((2, 3))`` and, with a dtype behind them, ``f((2, 3), float16)``."""
    if size and isinstance(size[-1], mstype.Type):
        return size[:-1], size[-1]
    return size, dtype


def rand(*size, generator=None, dtype=None, device=None):
    """Numbers drawn uniformly from [0, 1), float32 by default.

    >>> mint.rand(2, 3).shape
    (2, 3)
    """
    _device(device, "rand")
    size, dtype = _size_and_dtype(size, dtype)
    return _drawn(generator, "rand", F.rand, *size, dtype=dtype)


def randn(*size, generator=None, dtype=None, device=None):
    """Numbers of the standard normal distribution, float32 by default.

    >>> mint.randn((2, 3)).shape
    (2, 3)
    """
    _device(device, "randn")
    size, dtype = _size_and_dtype(size, dtype)
    return _drawn(generator, "randn", F.randn, *size, dtype=dtype)


def randint(*args, generator=None, dtype=None, device=None):
    """``randint(low=0, high, size)``: integers drawn uniformly from [low, high), int64 by default.

    >>> mint.randint(3, 4, (2,)).tolist(), mint.randint(1, (2,)).tolist()
    ([3, 3], [0, 0])
    """
    _device(device, "randint")
    if len(args) not in (2, 3):
        raise TypeError(f"For 'randint', the arguments must be (low, high, size) or (high, size), but got {args}.")
    low, high, size = args if len(args) == 3 else (0, *args)
    if not isinstance(size, tuple | list):
        raise TypeError(f"For 'randint', the argument 'size' must be a tuple or list, but got {size!r}.")
    return _drawn(generator, "randint", _integers, "randint", low, high, tuple(size), dtype, mstype.int64)


def _integers(who, low, high, size, dtype, default):
    """Also in floating dtypes, as whole numbers."""
    if dtype in _FLOATS:
        return F.cast(_randint(who, low, high, size, None, dtype_of(0)), dtype)
    return _randint(who, low, high, size, None, _dtype(dtype, _INTS, default, who))


def rand_like(input, *, dtype=None, device=None):
    """`rand` in the shape and, unless another is given, the dtype of a Tensor.

    >>> mint.rand_like(Tensor([1.0, 2.0])).shape
    (2,)
    """
    _device(device, "rand_like")
    return _drawn(None, "rand_like", F.rand_like, input, dtype=dtype)


def randn_like(input, *, dtype=None, device=None):
    """`randn` in the shape and, unless another is given, the dtype of a Tensor.

    >>> mint.randn_like(Tensor([1.0, 2.0])).shape
    (2,)
    """
    _device(device, "randn_like")
    return _drawn(None, "randn_like", F.randn_like, input, dtype=input.dtype if dtype is None else dtype)


def randint_like(input, *args, dtype=None, device=None):
    """``randint_like(input, low=0, high)``: `randint` in the shape and, unless another is given, the dtype of a Tensor.

    >>> mint.randint_like(Tensor([1, 2]), 5, 6).tolist()
    [5, 5]
    """
    _device(device, "randint_like")
    if len(args) not in (1, 2):
        raise TypeError(f"For 'randint_like', the arguments must be (input, low, high) or (input, high), not {args}.")
    low, high = args if len(args) == 2 else (0, *args)
    dtype = input.dtype if dtype is None else dtype
    return _drawn(None, "randint_like", _integers, "randint_like", low, high, shape_of(input), dtype, None)


def randperm(n, *, generator=None, dtype=mstype.int64):
    """The numbers 0 .. n - 1 in random order, another one at each call.

    >>> sorted(mint.randperm(3).tolist())
    [0, 1, 2]
    """
    n = as_int(n, "n", "randperm")
    if n < 0:
        raise ValueError(f"For 'randperm', the argument 'n' must not be negative, but got {n}.")
    return F.cast(F.argsort(_drawn(generator, "randperm", F.rand, n)), dtype)


def normal(mean=0.0, std=1.0, size=None, generator=None):
    """Numbers of the normal distribution: of the shape ``size`` for numbers ``mean`` and ``std``, else of the shape
    that Tensors in their place broadcast to.

    >>> mint.normal(0.0, 1.0, (2, 3)).shape, mint.normal(Tensor([0.0, 1.0]), 2.0).shape
    ((2, 3), (2,))
    """
    if isinstance(mean, Tensor) or isinstance(std, Tensor):
        if size is not None:
            raise ValueError("For 'normal', the 'size' must be None where 'mean' or 'std' is a Tensor.")
        where = F.add(F.zeros_like(mean) if isinstance(mean, Tensor) else 0, std)
        return F.add(mean, F.mul(_drawn(generator, "normal", F.randn, tuple(shape_of(where))), std))
    if size is None:
        raise ValueError("For 'normal', the 'size' must be given where 'mean' and 'std' are numbers.")
    return F.add(mean, F.mul(_drawn(generator, "normal", F.randn, as_shape(size, "normal", "size")), std))


def bernoulli(input, *, generator=None):
    """1 with the probability that each element says, else 0, in the dtype of the input.

    >>> mint.bernoulli(Tensor([0.0, 1.0])).tolist()
    [0.0, 1.0]
    """
    kinds = [mstype.to_numpy(kind) for kind in _FLOATS]
    _check_dtype(input, kinds, "input", "bernoulli")
    return F.cast(F.less(_drawn(generator, "bernoulli", F.rand, shape_of(input)), input), input.dtype)


def multinomial(input, num_samples, replacement=False, *, generator=None):
    """``num_samples`` indices (int64) along the last axis, drawn by the weights in it; without ``replacement`` each at
    most once.

    >>> mint.multinomial(Tensor([0.0, 1.0]), 1).tolist()
    [1]
    """
    drawn = _drawn(generator, "multinomial", F.multinomial, input, num_samples, replacement)
    return F.cast(drawn, mstype.int64)
