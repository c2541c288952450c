"""Random state and host draws against the real MindSpore, bit for bit (tests/golden/make_random.py)."""

import importlib.util
import json
import math
import pathlib
import random as python_random
import threading

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from msgrad.common.seed import get_seed, set_seed
from msgrad.engine import random
from msgrad.engine.host_draws import (
    _logf,
    minstd_normal,
    mt19937_integers,
    mt19937_permutation,
    mt19937_uniform,
)
from msgrad.engine.philox_draws import inverse_erfc, philox_normal, philox_truncated_normal, philox_uniform

GOLDEN_FOLDER = pathlib.Path(__file__).parents[1] / "golden"
GOLDEN = json.loads((GOLDEN_FOLDER / "random.json").read_text())
_spec = importlib.util.spec_from_file_location("make_random", GOLDEN_FOLDER / "make_random.py")
make_random = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(make_random)
described = make_random.described

MODULUS = 2**31 - 1


def kept(seed, n, keep):
    state = np.uint32(random.minstd_start(seed))
    return np.asarray(random.minstd_uniform(state, (n,)) < np.float32(keep))


DRAWS = {
    "uniform": mt19937_uniform,
    "integers": lambda seed, n: mt19937_integers(seed, n, -3, 999),
    "normal": minstd_normal,
    "dropout": lambda seed, n: kept(seed, n, 1 - 0.3),
}


@pytest.mark.parametrize("text", GOLDEN["draws"])
def test_kernels(text):
    name, seed, n = text.split("|")
    streams = random.Streams()
    streams.set_seed(int(seed))
    got = [described(DRAWS[name](streams.next_kernel_seed(name), int(n))) for _ in range(2)]
    assert got == GOLDEN["draws"][text]


@pytest.mark.parametrize("text", GOLDEN["dropout_layer"])
def test_a_generator_runs_on(text):
    seed, n = map(int, text.split("|"))
    streams = random.Streams()
    streams.set_seed(seed)
    state, got = random.minstd_start(streams.next_kernel_seed("dropout")), []
    for _ in range(3):
        got.append(described(np.asarray(random.minstd_uniform(np.uint64(state), (n,)) < np.float32(1 - 0.7))))
        assert int(random.minstd_advance(np.uint64(state), n)) == random.minstd_jump(state, n)
        state = random.minstd_jump(state, n)
    assert got == GOLDEN["dropout_layer"][text]


@pytest.mark.parametrize("text", GOLDEN["op_seed"])
def test_an_operator_with_a_seed_of_its_own(text):
    streams = random.Streams()
    streams.set_seed(42)
    got = [mt19937_uniform(streams.next_kernel_seed("rand", int(text)), 5).tolist() for _ in range(2)]
    assert got == GOLDEN["op_seed"][text]


@pytest.mark.parametrize("text", GOLDEN["permutation"])
def test_permutation(text):
    seed, n = map(int, text.split("|"))
    order = mt19937_permutation(seed, n)
    assert described(order) == GOLDEN["permutation"][text]
    assert np.array_equal(np.sort(order), np.arange(n))


@pytest.mark.parametrize("text", GOLDEN["set_seed"])
def test_set_seed(text):
    want, seed = GOLDEN["set_seed"][text], eval(text, {"np": np})
    if isinstance(want, str):
        set_seed(11)
        with pytest.raises((TypeError, ValueError)) as caught:
            set_seed(seed)
        assert type(caught.value).__name__ == want and get_seed() == 11
    else:
        set_seed(seed)
        assert [get_seed(), int(np.random.randint(1000))] == want


def test_set_seed_seeds_pythons_generator():
    set_seed(9)
    assert python_random.random() == python_random.Random(9).random()


def test_without_a_seed_kernels_are_random():
    streams = random.Streams()
    assert streams.seed is None and streams.next_seeds("rand") == (0, 0)
    assert streams.next_kernel_seed("rand") != streams.next_kernel_seed("rand")
    assert streams.next_seeds("rand", 5) == (0, 5)  # its own seed is enough for a stream that repeats


def test_every_seed_repeats():
    """Also the one that is 0 modulo 2**31 - 1."""
    streams, got = random.Streams(), []
    for _ in range(2):
        streams.set_seed(2**31 - 1)
        got.append([streams.next_kernel_seed("rand") for _ in range(2)])
    assert got[0] == got[1] and len(set(got[0])) == 2


def test_two_zero_seeds_are_no_seed():
    assert random.kernel_seed(0, 0) != random.kernel_seed(0, 0)
    assert random.kernel_seed(0, 1) == random.kernel_seed(0, 1)


def test_every_name_counts_for_itself_and_a_seed_starts_again():
    streams = random.Streams()
    streams.set_seed(7)
    first = [streams.next_kernel_seed(name) for name in ("a", "b", "a", "b")]
    assert first[0] == first[1] != first[2] == first[3]
    streams.set_seed(7)
    assert [streams.next_kernel_seed(name) for name in ("a", "b", "a", "b")] == first


def test_threads_never_get_the_same_seed():
    streams, seen = random.Streams(), []
    streams.set_seed(1)
    threads = [
        threading.Thread(target=lambda: seen.extend([streams.next_kernel_seed("rand") for _ in range(200)]))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    streams.set_seed(1)
    assert sorted(seen) == sorted(streams.next_kernel_seed("rand") for _ in range(1600))


def sequential(state, n):
    out = []
    for _ in range(n):
        state = state * 16807 % MODULUS
        number = np.float32(np.float32(state - 1) / np.float32(MODULUS - 1))
        out.append(min(number, np.nextafter(np.float32(1), np.float32(0))))
    return np.array(out, np.float32), state


@pytest.mark.parametrize("shape", [(), (0,), (1,), (5,), (2, 3), (4096,), (4097,), (3, 0, 2), (9, 10, 101)])
@pytest.mark.parametrize("state", [1, 12345, MODULUS - 1])
def test_minstd_uniform_is_the_sequential_generator(shape, state):
    n = math.prod(shape)
    want, end = sequential(state, n)
    got = jax.jit(lambda s: random.minstd_uniform(s, shape))(np.uint32(state))
    assert got.shape == shape and got.dtype == jnp.float32
    assert np.array_equal(np.asarray(got).ravel(), want)
    assert random.minstd_jump(state, n) == end
    assert random.minstd_states(state, n).tolist()[-1:] == ([end] if n else [])


def test_a_number_that_rounds_up_stays_below_one():
    before_the_last = (MODULUS - 1) * pow(16807, -1, MODULUS) % MODULUS
    assert random.minstd_jump(before_the_last, 1) == MODULUS - 1
    assert float(random.minstd_uniform(np.uint32(before_the_last), (1,))[0]) == 1 - 2.0**-24


def test_a_new_state_compiles_nothing():
    compiled = jax.jit(lambda s: random.minstd_uniform(s, (100,)))
    for state in (1, 2, 3):
        compiled(np.uint32(state))
    assert compiled._cache_size() == 1


def test_philox_known_answers():
    """The check values that come with the generator's publication (Random123, kat_vectors)."""
    full = 0xFFFFFFFF
    for counter, key, want in (
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((full,) * 4, (full,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        ),
    ):
        assert random.philox4x32(counter, key, 1)[0].tolist() == list(want)


def test_philox_blocks_are_independent_of_the_cut():
    whole = random.philox4x32((2**32 - 3, 5, 6, 7), (8, 9), 40_000)
    one_by_one = [
        random.philox4x32(((2**32 - 3 + i) % 2**32, 5 + (i >= 3), 6, 7), (8, 9), 1)[0] for i in (0, 2, 3, 39_999)
    ]
    assert np.array_equal(whole[[0, 2, 3, 39_999]], one_by_one)


@pytest.mark.parametrize("draw", [philox_uniform, philox_normal])
def test_philox_draws_do_not_depend_on_the_length(draw):
    whole = draw(77, 70_000, 0.5, 2.0)
    for n in (0, 1, 2, 3, 65_535, 65_537):
        assert np.array_equal(draw(77, n, 0.5, 2.0), whole[:n])


def test_moments_of_the_draws():
    n = 200_000
    normal, uniform = philox_normal(3, n, 1.0, 2.0), philox_uniform(3, n, -1.0, 3.0)
    assert abs(normal.mean() - 1) < 0.02 and abs(normal.std() - 2) < 0.02
    assert abs(uniform.mean() - 1) < 0.02 and uniform.min() >= -1 and uniform.max() < 3
    cut = philox_truncated_normal(3, n, -1.0, 2.0, 0.0, 1.0)
    assert cut.min() >= -1 and cut.max() <= 2
    other = minstd_normal(3, n)
    assert abs(other.mean()) < 0.01 and abs(other.std() - 1) < 0.01


def test_inverse_erfc_inverts_erfc():
    x = np.concatenate([np.linspace(-5, 5, 201), np.linspace(5, 26, 101)])
    z = np.array([math.erfc(v) for v in x])
    back = np.array([math.erfc(v) for v in inverse_erfc(z)])
    np.testing.assert_allclose(back, z, rtol=2e-13)
    assert inverse_erfc(np.array([0.0, 1.0, 2.0])).tolist() == [math.inf, 0, -math.inf]


def test_logf_is_within_an_ulp_of_the_logarithm():
    x = np.geomspace(1e-30, 1e30, 20_001).astype(np.float32)
    exact = np.log(x.astype(np.float64))
    assert np.all(np.abs(_logf(x) - exact) <= 0.85 * np.spacing(np.abs(exact).astype(np.float32)))


def test_integers_of_one_value_and_of_the_widest_range():
    assert mt19937_integers(1, 3, 5, 5).tolist() == [5, 5, 5]
    wide = mt19937_integers(1, 1000, -(2**31), 2**31 - 2)
    assert wide.min() >= -(2**31) and wide.max() <= 2**31 - 2 and len(set(wide.tolist())) > 990
