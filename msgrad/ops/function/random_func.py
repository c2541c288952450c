"""Random Tensors. After `set_seed` the numbers drawn are those of MindSpore's CPU kernels, bit for bit.

Each function counts its calls by itself, and one with a ``seed`` of its own counts them apart; under `jit` each call
has a generator that runs on from run to run. The numbers are made on
the host, so no draw compiles anything. After `exact_draws(False)`, and inside `msgrad.functional`, where the key is in
the state, they come from a JAX key instead: other numbers of the same distribution, made on the device.
"""

from __future__ import annotations

import functools
import math

import jax
import jax.numpy as jnp
import numpy as np

from msgrad._checkparam import check_axis, check_bool, check_non_negative_int, check_rank, check_type
from msgrad.common import dtype as mstype
from msgrad.engine import host_draws, random
from msgrad.engine.ambient import ambient
from msgrad.engine.handle import Handle, wrap
from msgrad.engine.operator import leaf_of_jax, operator
from msgrad.engine.philox_samples import Philox
from msgrad.engine.recorder import constant, drawn
from msgrad.engine.values import CONCRETE
from msgrad.ops.function._arguments import as_int, as_shape, concrete, dtype_of, shape_of
from msgrad.ops.function.activation import softmax
from msgrad.ops.function.creation_func import stop_gradient

__all__ = """
    rand randn randint rand_like randn_like randint_like randperm standard_normal normal uniform bernoulli multinomial
    standard_laplace laplace shuffle gumbel_softmax
""".split()

FLOAT32, INT32 = np.dtype(np.float32), np.dtype(np.int32)
_FLOATS = (mstype.float16, mstype.float32, mstype.float64, mstype.bfloat16)
_INTS = (mstype.int8, mstype.int16, mstype.int32, mstype.int64)


# -- draws --


def seeds(name, op_seed):
    """What gives each draw of this call its seed: a new one un-jitted. Under `jit` a call keeps its generator, which
    runs on at each run of the function, as each node of a MindSpore graph has one of its own. A `Generator`
    is asked for a seed at each draw.
    """
    if ambient.recorder is None or random.has_generator():
        return random.seeds(name, op_seed)
    running = host_draws.Running(random.next_kernel_seed(name, op_seed))
    return lambda: running


def _word(seed):
    """64 bits: the seed itself, or the next of a running generator."""
    return random.mixed(seed.seed, seed.minstd.advance(1)) if isinstance(seed, host_draws.Running) else seed


@operator("seed")
def _from_seed(seed, from_key, shape, dtype):
    return from_key(jax.random.key(seed), shape).astype(dtype)


def _draw(name, seed, shape, on_host, from_key, dtype=FLOAT32):
    """A Tensor of the next draws of a kernel.

    on_host: gives n numbers, from a 64-bit seed or a running generator, and n.
    from_key: gives an array, from a JAX key and a shape; equal for equal draws, since it is part of what is compiled.
    """
    op_seed = _op_seed(seed, name)
    key = random.draw_key()
    if key is not None:
        return wrap(leaf_of_jax(from_key(key, shape).astype(dtype)))
    size = math.prod(shape)
    next_seed = seeds(name, op_seed)
    if not random.is_exact():
        key = drawn(lambda: np.asarray(_word(next_seed()), np.uint64))
        return _from_seed(key, from_key=from_key, shape=shape, dtype=dtype)
    return drawn(lambda: on_host(next_seed(), size).astype(dtype, copy=False).reshape(shape))


_UNIFORM, _NORMAL, _LAPLACE = (
    functools.partial(draw, dtype=FLOAT32) for draw in (jax.random.uniform, jax.random.normal, jax.random.laplace)
)
_draw_uniform = functools.partial(_draw, on_host=host_draws.mt19937_uniform, from_key=_UNIFORM)
_draw_normal = functools.partial(_draw, on_host=host_draws.minstd_normal, from_key=_NORMAL)
_draw_laplace = functools.partial(_draw, on_host=host_draws.minstd_laplace, from_key=_LAPLACE)
_draw_probability = functools.partial(_draw, on_host=host_draws.minstd_uniform, from_key=_UNIFORM)


def _draw_integers(name, seed, shape, low, high, dtype):
    """Integers from low up to, but without, high."""
    if not -(2**31) <= low < high < 2**31:
        raise RuntimeError(
            f"For '{name}', the lower bound must be below the upper one and both must fit int32, "
            f"but got {low} and {high}."
        )
    return _draw(
        name,
        seed,
        shape,
        lambda kernel_seed, n: host_draws.mt19937_integers(kernel_seed, n, low, high - 1),
        _integers_from_key(low, high),
        dtype,
    )


@functools.lru_cache(256)
def _integers_from_key(low, high):
    return lambda key, shape: jax.random.randint(key, shape, low, high, jnp.int64)


# -- arguments --


def _op_seed(seed, who):
    return 0 if seed is None else check_non_negative_int(seed, "seed", who)


def _dtype(dtype, allowed, default, who):
    """The numpy dtype of one of ``allowed``, or of ``default`` for None. ValueError for others."""
    dtype = default if dtype is None else dtype
    if not isinstance(dtype, mstype.Type) or dtype not in allowed:
        names = ", ".join(map(str, allowed))
        raise ValueError(f"For '{who}', the argument 'dtype' must be one of {names}, but got {dtype}.")
    return mstype.to_numpy(dtype)


def _sizes(size, who):
    """The shape in ``f()``, ``f(2, 3)``, ``f((2, 3))`` and ``f([2, 3])``."""
    if not size:
        return (1,)
    if len(size) == 1 and isinstance(size[0], tuple | list):
        size = tuple(size[0])
    if any(isinstance(n, bool) for n in size):
        raise RuntimeError(f"For '{who}', the argument 'size' must hold ints, but got {size}.")
    for n in size:
        check_non_negative_int(n, "size", who)
    return size


def _shape(shape, who):
    """The shape in a tuple or Tensor. TypeError for anything else."""
    check_type(shape, (tuple, Handle), "shape", who)
    return as_shape(shape, who)


def _check_tensor(x, argument, who):
    return check_type(x, Handle, argument, who)


def _check_dtype(x, dtypes, argument, who):
    """TypeError unless ``x`` is a Tensor of one of these numpy dtypes."""
    if dtype_of(_check_tensor(x, argument, who)) not in dtypes:
        names = ", ".join(map(str, dtypes))
        raise TypeError(f"For '{who}', the dtype of '{argument}' must be one of {names}, but got {dtype_of(x)}.")


def _check_broadcast(who, shape, *parameters):
    """ValueError unless the shapes broadcast to each other."""
    shapes = [shape, *[shape_of(x) for x in parameters]]
    try:
        np.broadcast_shapes(*shapes)
    except ValueError:
        raise ValueError(f"For '{who}', the shapes must broadcast to each other, but got {shapes}.") from None


# -- functions of a shape --


def rand(*size, dtype=None, seed=None):
    """Numbers drawn uniformly from [0, 1), float32 by default; of shape (1,) without ``size``.

    Raises TypeError for sizes that are not ints, ValueError for negative ones, for a negative seed and for a dtype
    that is not a floating one.

    >>> from msgrad import ops, set_seed
    >>> set_seed(42)
    >>> print(ops.rand(2))
    [0.37880147 0.07434032]
    """
    return _draw_uniform("rand", seed, _sizes(size, "rand"), dtype=_dtype(dtype, _FLOATS, mstype.float32, "rand"))


def randn(*size, dtype=None, seed=None):
    """Numbers of the standard normal distribution, float32 by default; of shape (1,) without ``size``.

    Raises TypeError for sizes that are not ints, ValueError for negative ones, for a negative seed and for a dtype
    that is not a floating one.

    >>> from msgrad import ops
    >>> ops.randn(2, 3).shape
    (2, 3)
    """
    return _draw_normal("randn", seed, _sizes(size, "randn"), dtype=_dtype(dtype, _FLOATS, mstype.float32, "randn"))


def randint(low, high, size, seed=None, *, dtype=None):
    """Integers drawn uniformly from [low, high), int64 by default.

    Raises TypeError for bounds that are not ints, ValueError for a size that is no tuple or has negative numbers and
    for a dtype that is not a signed integer one, RuntimeError unless low < high.

    >>> from msgrad import ops
    >>> print(ops.randint(3, 4, (2,)))
    [3 3]
    """
    if not isinstance(size, tuple):
        raise ValueError(f"For 'randint', the argument 'size' must be a tuple, but got {size!r}.")
    return _randint("randint", low, high, size, seed, _dtype(dtype, _INTS, mstype.int64, "randint"))


def _randint(who, low, high, size, seed, dtype):
    check_type(low, int, "low", who)
    check_type(high, int, "high", who)
    if not all(isinstance(n, int) for n in size):
        raise RuntimeError(f"For '{who}', the argument 'size' must hold ints, but got {size}.")
    return _draw_integers(who, seed, as_shape(size, who, "size"), low, high, dtype)


def rand_like(input, seed=None, *, dtype=None):
    """`rand` in the shape and, unless another is given, the dtype of a Tensor, which must be a floating one.

    >>> from msgrad import Tensor, ops
    >>> ops.rand_like(Tensor([1.0, 2.0])).shape
    (2,)
    """
    _check_tensor(input, "input", "rand_like")
    dtype = _dtype(dtype, _FLOATS, input.dtype, "rand_like")
    return _draw_uniform("rand_like", seed, shape_of(input), dtype=dtype)


def randn_like(input, seed=None, *, dtype=None):
    """`randn` in the shape of a Tensor; float32 whatever the Tensor's dtype, unless another is given.

    >>> from msgrad import Tensor, ops
    >>> ops.randn_like(Tensor([1, 2])).dtype
    mindspore.float32
    """
    _check_tensor(input, "input", "randn_like")
    dtype = _dtype(dtype, _FLOATS, mstype.float32, "randn_like")
    return _draw_normal("randn_like", seed, shape_of(input), dtype=dtype)


def randint_like(input, low, high, seed=None, *, dtype=None):
    """`randint` in the shape and, unless another is given, the dtype of a Tensor, which must be an integer one.

    >>> from msgrad import Tensor, ops
    >>> print(ops.randint_like(Tensor([1, 2]), 5, 6))
    [5 5]
    """
    _check_tensor(input, "input", "randint_like")
    dtype = _dtype(dtype, _INTS, input.dtype, "randint_like")
    return _randint("randint_like", low, high, shape_of(input), seed, dtype)


def standard_normal(shape, seed=None):
    """float32 numbers of the standard normal distribution; the shape is a tuple or a Tensor of ints.

    >>> from msgrad import ops, set_seed
    >>> set_seed(42)
    >>> print(ops.standard_normal((2,)))
    [-1.475242  -1.2383246]
    """
    return _draw_normal("standard_normal", seed, _shape(shape, "standard_normal"))


def standard_laplace(shape, seed=None):
    """float32 numbers of density exp(-|x|) / 2; the shape is a tuple or a Tensor of ints.

    >>> from msgrad import ops
    >>> ops.standard_laplace((2, 2)).shape
    (2, 2)
    """
    return _draw_laplace("standard_laplace", seed, _shape(shape, "standard_laplace"))


def randperm(n, seed=0, offset=0, dtype=mstype.int64):
    """The numbers 0 .. n - 1 in random order.

    `set_seed` has no part in it: ``offset``, or where that is 0 ``seed``, is the seed of the generator, and the same
    seed gives the same order at each call; seed -1 takes one from the system.
    Raises TypeError for a bool or complex dtype, ValueError for n below 1 or beyond the dtype.

    >>> from msgrad import ops
    >>> print(ops.randperm(8))
    [0 2 1 5 3 6 4 7]
    """
    n, seed, offset = (as_int(x, name, "randperm") for x, name in ((n, "n"), (seed, "seed"), (offset, "offset")))
    check_type(dtype, mstype.Type, "dtype", "randperm")
    kind = mstype.to_numpy(dtype)
    if kind.kind in "bc":
        raise TypeError(f"For 'randperm', the argument 'dtype' must be an integer or floating one, but got {dtype}.")
    largest = np.iinfo(kind).max if kind.kind in "iu" else 2 ** (jnp.finfo(kind).nmant + 1)
    if not 0 < n <= largest + 1:
        raise ValueError(f"For 'randperm', the argument 'n' must be above 0 and fit {dtype}, but got {n}.")
    if seed < -1 or offset < 0:
        raise ValueError(
            f"For 'randperm', the arguments 'seed' and 'offset' must be at least -1 and 0, but got {seed} and {offset}."
        )
    key = random.draw_key() if seed == -1 and not offset else None
    if key is not None:
        return wrap(leaf_of_jax(jax.random.permutation(key, n).astype(kind)))
    if seed == -1 and not offset:
        return drawn(lambda: host_draws.mt19937_permutation(random.kernel_seed(0, 0), n).astype(kind))
    return constant(host_draws.mt19937_permutation(offset or seed, n).astype(kind))


# -- functions of Tensors --


def normal(shape, mean, stddev, seed=None):
    """Numbers of the normal distribution, of the shape that ``shape``, ``mean`` and ``stddev`` broadcast to.

    Drawn are ``shape`` numbers, so what is broadcast beyond that shares them. Means and deviations are Tensors or
    numbers, and derivatives flow to them. float32, and float64 with float64 Tensors.

    >>> from msgrad import ops
    >>> print(ops.normal((2,), 3.0, 0.0))
    [3. 3.]
    """
    check_type(shape, tuple, "shape", "normal")
    for x, name in ((mean, "mean"), (stddev, "stddev")):
        check_type(x, (int, float, bool, Handle), name, "normal")
    mean, stddev = (float(x) if isinstance(x, bool) else x for x in (mean, stddev))
    shape = as_shape(shape, "normal")
    _check_broadcast("normal", shape, mean, stddev)
    return _draw_normal("normal", seed, shape) * stddev + mean


def laplace(shape, mean, lambda_param, seed=None):
    """float32 numbers of density exp(-|x - mean| / lambda_param) / (2 lambda_param).

    The two are float32 Tensors; the result has the shape that ``shape`` and theirs broadcast to. TypeError for other
    dtypes or numbers.

    >>> from msgrad import Tensor, ops
    >>> ops.laplace((2, 1), Tensor([0.0, 1.0, 2.0]), Tensor(1.0)).shape
    (2, 3)
    """
    _check_dtype(mean, [FLOAT32], "mean", "laplace")
    _check_dtype(lambda_param, [FLOAT32], "lambda_param", "laplace")
    shape = _shape(shape, "laplace")
    _check_broadcast("laplace", shape, mean, lambda_param)
    return _draw_laplace("laplace", seed, shape) * lambda_param + mean


def uniform(shape, minval, maxval, seed=None, dtype=mstype.float32):
    """Numbers drawn uniformly from [minval, maxval), of the shape that ``shape`` and those of the bounds broadcast to.

    The bounds are Tensors of ``dtype``, float32 or int32; those of int32 are single numbers, with minval < maxval.
    Raises TypeError for numbers or other dtypes, ValueError for int32 bounds of more than one number.

    >>> from msgrad import Tensor, ops
    >>> print(ops.uniform((2,), Tensor(3.0), Tensor(3.0)))
    [3. 3.]
    """
    check_type(dtype, mstype.Type, "dtype", "uniform")
    if dtype not in (mstype.float32, mstype.int32):
        raise TypeError(f"For 'uniform', the argument 'dtype' must be float32 or int32, but got {dtype}.")
    kind = mstype.to_numpy(dtype)
    _check_dtype(minval, [kind], "minval", "uniform")
    _check_dtype(maxval, [kind], "maxval", "uniform")
    if not isinstance(shape, tuple):
        raise RuntimeError(f"For 'uniform', the argument 'shape' must be a tuple, but got {shape!r}.")
    shape = as_shape(shape, "uniform")
    _check_broadcast("uniform", shape, minval, maxval)
    if kind == FLOAT32:
        return _draw_uniform("uniform", seed, shape) * (maxval - minval) + minval
    for x, name in ((minval, "minval"), (maxval, "maxval")):
        if math.prod(shape_of(x)) != 1:
            raise ValueError(f"For 'uniform', an int32 '{name}' must be a single number, but got shape {shape_of(x)}.")
    low, high = (int(concrete(x, "bounds of integers were needed").item()) for x in (minval, maxval))
    return _draw_integers("uniform", seed, shape, low, high, INT32)


@operator("draws", "p")
def _below(draws, p, dtype):
    return (draws < p).astype(dtype)


def bernoulli(input, p=0.5, seed=None):
    """Ones with probability p and zeros otherwise, in the shape and dtype of a Tensor.

    p: a float, or a float32 or float64 Tensor of one number or of the shape of ``input``.
    A ``seed`` of at least 0 gives the same numbers at each call. Without one (or with -1) MindSpore's own draws differ
    from run to run even after `set_seed`; these are of the same distribution, and the same in each run.
    Raises TypeError for floating dtypes of less than 32 bits and for a p of another type, ValueError for a p outside
    [0, 1] (within a transformation its numbers are unknown and not checked) or of another shape.

    >>> from msgrad import Tensor, ops
    >>> print(ops.bernoulli(Tensor([5, 6]), 1.0))
    [1 1]
    """
    _check_tensor(input, "input", "bernoulli")
    kind = dtype_of(input)
    if kind.name not in "bool int8 uint8 int16 int32 int64 float32 float64".split():
        raise TypeError(f"For 'bernoulli', the dtype of 'input' is not supported: {kind}.")
    if seed is not None and check_type(seed, int, "seed", "bernoulli") < -1:
        raise ValueError(f"For 'bernoulli', the 'seed' must be at least -1, but got {seed}.")
    if isinstance(p, Handle):
        _check_dtype(p, [FLOAT32, np.dtype(np.float64)], "p", "bernoulli")
        if math.prod(shape_of(p)) != 1 and shape_of(p) != shape_of(input):
            raise ValueError(
                f"For 'bernoulli', 'p' must have one number or the shape {shape_of(input)}, but got {shape_of(p)}."
            )
        if p._result().kind == CONCRETE and ambient.recorder is None:  # a recorded function takes any
            _check_probabilities(concrete(p, "probabilities are checked"))
        p = p.reshape(()) if math.prod(shape_of(p)) == 1 else p
    else:
        _check_probabilities(check_type(p, float, "p", "bernoulli"))
    return _below(bernoulli_draws("bernoulli", seed, shape_of(input)), p, dtype=kind)


def bernoulli_draws(name, seed, shape):
    """float32 numbers in [0, 1): those of a seed, which are the same at each call, or others for None and -1."""
    if seed is None or seed == -1:
        return _draw_probability(name, None, shape)
    return constant(Philox(seed).uniform(math.prod(shape)).reshape(shape))


def _check_probabilities(p):
    if not np.all((np.asarray(p) >= 0) & (np.asarray(p) <= 1)):
        raise ValueError(f"For 'bernoulli', the 'p' must be in [0, 1], but got {p}.")


@operator("weights", "draws")
def _choices(weights, draws):
    weights = weights.astype(jnp.promote_types(weights.dtype, np.float32))
    sums = jnp.cumsum(weights, -1)
    total = sums[..., -1:]
    shares = jnp.where(total == 0, jnp.zeros_like(sums), sums / total)
    search = functools.partial(jnp.searchsorted, side="right")
    found = (jax.vmap(search) if weights.ndim == 2 else search)(shares, draws)
    return jnp.minimum(found, weights.shape[-1] - 1).astype(np.int32)


@operator("weights", "draws")
def _choices_without_replacement(weights, draws, count):
    order = jnp.argsort(-(jnp.log(draws) / (weights + np.float32(1e-6))), axis=-1, stable=True)
    return order[..., :count].astype(np.int32)


def multinomial(input, num_samples, replacement=True, seed=None):
    """Indices drawn with probabilities in proportion to the numbers in each row, as int32.

    input: the weights, (n,) or (rows, n). The result is (num_samples,) or (rows, num_samples).
    Without ``replacement`` the indices are those of the largest log(u) / weight, u uniform (Efraimidis and Spirakis,
    2006). Raises TypeError unless num_samples is an int, ValueError where it is negative or, without replacement,
    above n, and for more than two dimensions.

    >>> from msgrad import Tensor, ops
    >>> print(ops.multinomial(Tensor([0.0, 1.0, 0.0]), 3))
    [1 1 1]
    """
    _check_tensor(input, "input", "multinomial")
    check_non_negative_int(num_samples, "num_samples", "multinomial")
    check_rank(input, (1, 2), "input", "multinomial")
    shape = shape_of(input)
    if replacement:
        return _choices(input, _draw_probability("multinomial", seed, (*shape[:-1], num_samples)))
    if num_samples > shape[-1]:
        raise ValueError(
            f"For 'multinomial', 'num_samples' must be at most {shape[-1]} without replacement, but got {num_samples}."
        )
    return _choices_without_replacement(input, _draw_uniform("multinomial", seed, shape), count=num_samples)


def _permutation_from_key(key, shape):
    return jax.random.permutation(key, shape[0])


def shuffle(x, seed=None):
    """The slices of a Tensor along its first axis in random order.

    >>> from msgrad import Tensor, ops
    >>> print(ops.shuffle(Tensor([7, 7])))
    [7 7]
    """
    _check_tensor(x, "x", "shuffle")
    order = _draw(
        "shuffle",
        seed,
        shape_of(x)[:1] or (1,),
        host_draws.minstd_permutation,
        _permutation_from_key,
        np.dtype(np.int64),
    )
    return _take_rows(x, order) if shape_of(x) else x.copy()


@operator("x", "order")
def _take_rows(x, order):
    return jnp.take(x, order, axis=0)


@operator("logits", "draws")
def _perturbed(logits, draws, tau):
    return (logits - jnp.log(-jnp.log(draws.astype(logits.dtype)))) / jnp.asarray(tau, logits.dtype)


@operator("soft")
def _largest(soft, dim):
    return jax.nn.one_hot(jnp.argmax(soft, dim), soft.shape[dim], axis=dim, dtype=soft.dtype)


def gumbel_softmax(logits, tau=1.0, hard=False, dim=-1):
    """The softmax of (logits + Gumbel noise) / tau along ``dim`` (Jang et al. and Maddison et al., 2017).

    With ``hard`` the largest becomes 1 and the others 0, with the derivatives of the softmax. The noise shares the
    stream of `uniform`.
    Raises TypeError unless logits are float16 or float32 and tau is a float, ValueError unless tau > 0.

    >>> from msgrad import Tensor, ops
    >>> print(ops.gumbel_softmax(Tensor([0.0, 100.0]), hard=True))
    [0. 1.]
    """
    who = "gumbel_softmax"
    _check_dtype(logits, [np.dtype(np.float16), FLOAT32], "logits", who)
    check_bool(hard, "hard", who)
    check_type(tau, float, "tau", who)
    if tau <= 0:
        raise ValueError(f"For '{who}', the 'tau' must be above 0, but got {tau}.")
    dim = check_axis(dim, len(shape_of(logits)), who, "dim")
    soft = softmax(_perturbed(logits, _draw_uniform("uniform", None, shape_of(logits)), tau=tau), dim)
    return _largest(stop_gradient(soft), dim=dim) - stop_gradient(soft) + soft if hard else soft


def random_(input, from_=0, to=None, *, generator=None):
    """Fills a Tensor with integers drawn uniformly from [from_, to), as `Tensor.random_` does, and returns it.

    >>> ops.function.random_func.random_(ops.zeros((2, 3)), 5, 6).tolist()
    [[5.0, 5.0, 5.0], [5.0, 5.0, 5.0]]
    """
    return input.random_(from_, to, generator=generator)
