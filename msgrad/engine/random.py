"""Random state on the host, and two generators that can be made in parallel.

- `Streams`: a global seed, and for each kernel name a counter that moves on at every call; together they give the
  64-bit seed that a kernel starts from. Only that number enters a compiled program (as an input), so a step that
  draws anew never compiles anew.
- Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011): block i is a function of i.
- minstd_rand0, x <- 16807 x mod (2**31 - 1) (Park and Miller, 1988): the k-th state is one multiplication by
  16807**k away, so a whole array of states is an outer product of two short tables of powers.
"""

from __future__ import annotations

import contextlib
import functools
import math
import secrets
import threading

import jax
import jax.numpy as jnp
import numpy as np

_SEED_IF_ZERO = 87654321  # a global seed of 0 would mean "no seed" to a kernel
_COUNTER_STEP = 3528531795 ^ 3449720151
_MAX_INT32 = 2**31 - 1
_KERNEL_KEY = (0x3EC8F720, 0x02461E29)

_WORD = 0xFFFFFFFF
_PHILOX_MULTIPLIERS = (0xD2511F53, 0xCD9E8D57)
_PHILOX_WEYL = (0x9E3779B9, 0xBB67AE85)

_MINSTD_FACTOR = 16807
_MINSTD_MODULUS = 2**31 - 1
_TABLE = 4096  # states made from one start


class Streams:
    """A global seed and the counters of the kernels that draw from it. Safe to use from several threads."""

    def __init__(self):
        self._lock = threading.Lock()
        self._seed = None
        self._counters = {}
        self._kept = {}

    @property
    def seed(self):
        """The global seed, None before one was set."""
        return self._seed

    def set_seed(self, seed):
        """Set the global seed and start all counters again."""
        with self._lock:
            self._seed = seed
            self._counters.clear()
            self._kept.clear()

    def keep(self, key, make):
        """What ``make`` gave for this key since the global seed was set: a generator that runs on."""
        with self._lock:
            if key not in self._kept:
                self._kept[key] = make()
            return self._kept[key]

    def save(self):
        """The counters, for `restore`."""
        with self._lock:
            return dict(self._counters)

    def restore(self, counters):
        """Set the counters back to what `save` gave: the same draws come once more."""
        with self._lock:
            self._counters = dict(counters)

    def next_seeds(self, name, op_seed=0):
        """The pair (global seed, operator seed) of the next call of a kernel; (0, 0) where neither was ever set."""
        with self._lock:
            if self._seed is None and op_seed == 0:
                return 0, 0
            counter = self._counters.get((name, op_seed), op_seed)
            self._counters[name, op_seed] = counter + _COUNTER_STEP
            seed = 0 if self._seed is None else self._seed or _SEED_IF_ZERO
        return seed % _MAX_INT32, counter % _MAX_INT32

    def next_kernel_seed(self, name, op_seed=0):
        """The 64-bit seed of the next call of a kernel; from the system's entropy where no seed was set."""
        if _local.next_seed is not None:
            return _local.next_seed()
        if self._seed is None and op_seed == 0:
            return secrets.randbits(64)
        return mixed(*self.next_seeds(name, op_seed))


class _Local(threading.local):
    next_seed = None  # gives seeds in place of the streams


_local = _Local()


@contextlib.contextmanager
def seeds_from(next_seed):
    """Inside, kernels take their seeds from a function, in this thread."""
    before, _local.next_seed = _local.next_seed, next_seed
    try:
        yield
    finally:
        _local.next_seed = before


def seeds(name, op_seed=0):
    """What gives each draw of a call its seed: in `seeds_from`, its function; else the streams."""
    return _local.next_seed or functools.partial(next_kernel_seed, name, op_seed)


def has_generator():
    """True inside `seeds_from`."""
    return _local.next_seed is not None


_streams = Streams()
set_seed = _streams.set_seed
next_seeds = _streams.next_seeds
next_kernel_seed = _streams.next_kernel_seed
save, restore = _streams.save, _streams.restore
keep = _streams.keep


def get_seed():
    """The global seed, None before one was set."""
    return _streams.seed


class _Choice:
    exact = True  # whether draws are MindSpore's numbers, or others of the same distribution that cost less


_choice = _Choice()


def is_exact():
    """Whether random operators draw MindSpore's numbers."""
    return _choice.exact


def set_exact(exact):
    """Set what `is_exact` gives."""
    _choice.exact = exact


def kernel_seed(seed, op_seed):
    """The 64-bit seed that a kernel starts from; random where both seeds are 0.

    >>> kernel_seed(42, 0) == kernel_seed(42, 0) != kernel_seed(42, 1)
    True
    """
    return secrets.randbits(64) if seed == op_seed == 0 else mixed(seed, op_seed)


def mixed(seed, op_seed):
    """The 64-bit seed that two seeds make."""
    counter = (seed & _WORD, seed >> 32, op_seed & _WORD, op_seed >> 32)
    low, high = philox4x32(counter, _KERNEL_KEY, 1)[0, :2].tolist()
    return high << 32 | low


def philox4x32(counter, key, blocks):
    """Blocks of Philox4x32-10, as uint32 of shape (blocks, 4).

    counter, key: 4 and 2 words of 32 bits, low word first; the counter goes up by one from block to block.
    """
    out = np.empty((blocks, 4), np.uint32)
    chunk = 1 << 14  # keeps the working arrays in the cache
    first = counter[0] | counter[1] << 32
    for start in range(0, blocks, chunk):
        part = out[start : start + chunk]
        philox4x32_at(first + start + np.arange(len(part), dtype=np.uint64), counter[2:], key, part)
    return out


def philox4x32_at(low, high, key, out=None):
    """The blocks of Philox4x32-10 at some places, as uint32 of shape (places, 4), in ``out`` if given.

    low: the lower 64 bits of the counters, uint64 (places,); high: the 2 upper words of all; key: 2 words.
    """
    low_bits, word = np.uint64(32), np.uint64(_WORD)
    out = np.empty((len(low), 4), np.uint32) if out is None else out
    c0, c1 = low & word, low >> low_bits
    c2, c3 = (np.full(len(low), c, np.uint64) for c in high)
    k0, k1 = key
    m0, m1 = map(np.uint64, _PHILOX_MULTIPLIERS)
    for _ in range(10):
        p0, p1 = c0 * m0, c2 * m1
        c0, c1 = (p1 >> low_bits) ^ c1 ^ np.uint64(k0), p1 & word
        c2, c3 = (p0 >> low_bits) ^ c3 ^ np.uint64(k1), p0 & word
        k0, k1 = (k0 + _PHILOX_WEYL[0]) & _WORD, (k1 + _PHILOX_WEYL[1]) & _WORD
    for column, c in enumerate((c0, c1, c2, c3)):
        out[:, column] = c
    return out


class TracedKey:
    """A JAX random key (its data, uint32) that stands in for the streams while a Cell runs as a pure function."""

    def __init__(self, data):
        self.key = jax.random.wrap_key_data(data)
        self.count = 0

    def draw(self):
        """A key to draw from, another one at each call."""
        self.count += 1
        return jax.random.fold_in(self.key, self.count)

    def state(self):
        """A start state of minstd_rand0, another one at each call."""
        bits = jax.random.bits(self.draw(), (), jnp.uint32)
        return bits.astype(jnp.uint64) % (_MINSTD_MODULUS - 1) + 1

    def next(self):
        """The data of the key to go on with: the same where nothing was drawn."""
        key = jax.random.fold_in(self.key, 0) if self.count else self.key
        return jax.random.key_data(key)


class _Traced(threading.local):
    key: TracedKey | None = None


_traced = _Traced()


@contextlib.contextmanager
def traced_key(data):
    """Inside, `start_state` draws from a JAX key, so that a compiled function has its randomness as an argument."""
    before, _traced.key = _traced.key, TracedKey(data)
    try:
        yield _traced.key
    finally:
        _traced.key = before


def is_traced():
    """True inside `traced_key`."""
    return _traced.key is not None


def draw_key():
    """A JAX random key to draw from inside `traced_key`, another one at each call; None outside."""
    return None if _traced.key is None else _traced.key.draw()


def start_state(name, op_seed=0):
    """The state of minstd_rand0 from which the next call of a kernel draws, a 0-d uint64 array."""
    if _traced.key is not None:
        return _traced.key.state()
    return np.asarray(minstd_start(next_kernel_seed(name, op_seed)), np.uint64)


def minstd_start(seed):
    """The state of minstd_rand0 seeded by an integer.

    >>> minstd_start(42), minstd_start(0)
    (42, 1)
    """
    return seed % _MINSTD_MODULUS or 1


def minstd_jump(state, n):
    """The state after n more draws.

    >>> minstd_jump(1, 10_000)  # the check value of the C++ standard
    1043618065
    """
    return state * pow(_MINSTD_FACTOR, n, _MINSTD_MODULUS) % _MINSTD_MODULUS


def minstd_uniform(state, shape):
    """float32 numbers in [0, 1): the next draws of minstd_rand0, in row-major order. A pure JAX function.

    state: 0-d unsigned integer array, the state before the first draw. Each number is (x - 1) / (2**31 - 2) in
    float32, as `std::generate_canonical<float, 24>` has it: what rounds up to 1 is the float below 1.
    """
    n = math.prod(shape)
    inner = _powers(_MINSTD_FACTOR, _TABLE if n > _TABLE else n) * _MINSTD_FACTOR % _MINSTD_MODULUS
    outer = _powers(pow(_MINSTD_FACTOR, _TABLE, _MINSTD_MODULUS), -(-n // _TABLE))
    starts = _modulo_mersenne(jnp.asarray(state, jnp.uint64) * outer)
    states = _modulo_mersenne(starts[:, None] * inner)
    # 2**31 - 2 is 2**31 in float32
    numbers = (states - 1).astype(jnp.int32).astype(jnp.float32) * np.float32(2.0**-31)
    below_one = np.nextafter(np.float32(1), np.float32(0))
    return jnp.minimum(numbers, below_one).reshape(-1)[:n].reshape(shape)


def minstd_advance(state, n):
    """The state after n more draws, of a 0-d unsigned integer array. A pure JAX function."""
    return _modulo_mersenne(jnp.asarray(state, jnp.uint64) * pow(_MINSTD_FACTOR, n, _MINSTD_MODULUS))


def minstd_states(state, n):
    """The next n states as a numpy array of uint64."""
    inner = _powers(_MINSTD_FACTOR, _TABLE) * _MINSTD_FACTOR % _MINSTD_MODULUS
    starts = state * _powers(pow(_MINSTD_FACTOR, _TABLE, _MINSTD_MODULUS), -(-n // _TABLE)) % _MINSTD_MODULUS
    return (starts[:, None] * inner % _MINSTD_MODULUS).reshape(-1)[:n]


@functools.cache
def _powers(base, n):
    """base**0 .. base**(n - 1) modulo 2**31 - 1, as uint64."""
    out = np.ones(1, np.uint64)
    while len(out) < n:
        out = np.concatenate([out, out * np.uint64(pow(base, len(out), _MINSTD_MODULUS)) % np.uint64(_MINSTD_MODULUS)])
    return out[:n]


def _modulo_mersenne(x):
    """x modulo 2**31 - 1, without a division; x < 2**62 as uint64, not a multiple of 2**31 - 1."""
    x = (x & _MINSTD_MODULUS) + (x >> 31)
    return jnp.where(x >= _MINSTD_MODULUS, x - _MINSTD_MODULUS, x)


def mt19937_uniform(seed, shape):
    """float64 numbers in [0, 1) of the Mersenne twister (Matsumoto and Nishimura, 1998), made on the host.

    seed: an integer, or a `RandomState` that goes on.
    Each takes two words, low word first, as `std::generate_canonical<double, 53>` has it.
    """
    generator = seed if isinstance(seed, np.random.RandomState) else np.random.RandomState(seed & _WORD)
    words = generator.bytes(8 * math.prod(shape))
    numbers = np.frombuffer(words, "<u8").astype(np.float64) * 2.0**-64
    return np.minimum(numbers, np.nextafter(1.0, 0.0)).reshape(shape)
