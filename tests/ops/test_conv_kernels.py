"""The formulations of convolution for a CPU against XLA's own: values, gradients, derivatives of both kinds, vmap."""

import functools

import jax
import jax.export
import jax.numpy as jnp
import numpy as np
import pytest

from msgrad.ops.function import conv_kernels as kernels

CASES = [
    # x, weight, stride, pads, dilation, groups
    ((2, 3, 9, 8), (4, 3, 3, 3), (1, 1), ((1, 1), (1, 1)), (1, 1), 1),
    ((2, 3, 9, 8), (4, 3, 3, 2), (2, 1), ((0, 1), (2, 0)), (1, 2), 1),
    ((2, 5, 7, 7), (4, 5, 1, 1), (2, 2), ((0, 0), (0, 0)), (1, 1), 1),
    ((3, 4, 8, 9), (4, 1, 3, 3), (1, 1), ((1, 1), (1, 1)), (1, 1), 4),
    ((4, 4, 8, 9), (4, 1, 3, 3), (2, 2), ((1, 1), (1, 1)), (1, 1), 4),
    ((2, 3, 11, 9), (6, 1, 3, 2), (2, 3), ((2, 0), (0, 1)), (2, 1), 3),
    ((8, 4, 8, 8), (8, 1, 5, 5), (1, 1), ((2, 2), (2, 2)), (1, 1), 4),
    ((2, 2, 12, 12), (2, 1, 9, 9), (1, 1), ((4, 4), (4, 4)), (1, 1), 2),
    ((2, 6, 7, 8), (4, 3, 3, 3), (1, 2), ((1, 0), (0, 1)), (2, 1), 2),
    ((2, 8, 6, 6), (8, 2, 3, 3), (1, 1), ((1, 1), (1, 1)), (1, 1), 4),
    ((3, 4, 10), (6, 4, 3), (1,), ((2, 1),), (2,), 1),
    ((4, 4, 10), (8, 1, 3), (2,), ((1, 1),), (1,), 4),
    ((2, 3, 5, 6, 5), (4, 3, 2, 3, 2), (1, 2, 1), ((1, 0), (1, 1), (0, 0)), (1, 1, 2), 1),
    ((2, 3, 5, 6, 5), (3, 1, 2, 3, 2), (1, 2, 1), ((1, 0), (1, 1), (0, 0)), (1, 1, 2), 3),
    ((2, 3, 16, 15), (4, 3, 3, 3), (1, 1), ((1, 1), (1, 1)), (1, 1), 1),
    ((2, 3, 17, 17), (4, 3, 3, 2), (1, 1), ((0, 0), (2, 1)), (2, 1), 1),
    ((2, 3, 18, 18), (4, 3, 3, 3), (2, 2), ((1, 1), (1, 1)), (1, 1), 1),
    ((1, 2, 5, 5), (2, 1, 5, 5), (1, 1), ((0, 0), (0, 0)), (1, 1), 2),
]


def arrays_of(case):
    rng = np.random.default_rng(7)
    x, weight = (jnp.asarray(rng.standard_normal(shape).astype(np.float32)) for shape in case[:2])
    how = dict(zip(("stride", "pads", "dilation", "groups"), case[2:], strict=True))
    return x, weight, how


def near(found, expected):
    assert found.dtype == expected.dtype
    assert found.shape == expected.shape
    np.testing.assert_allclose(found, expected, rtol=2e-5, atol=5e-6 * float(jnp.abs(expected).max()))


def value_and_gradients(convolve, x, weight):
    def values(x, w):
        out, pull = jax.vjp(convolve, x, w)
        return out, pull(jnp.sin(out))

    return jax.tree.leaves(jax.jit(values)(x, weight))


@functools.cache
def expected_of(case):
    x, weight, how = arrays_of(case)
    return value_and_gradients(functools.partial(kernels.convolve_plainly, **how), x, weight)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_values_and_gradients(case):
    x, weight, how = arrays_of(case)
    for a, b in zip(
        value_and_gradients(lambda x, w: kernels.convolve(x, w, **how), x, weight), expected_of(case), strict=True
    ):
        near(a, b)


@pytest.mark.parametrize("case", [case for case in CASES if case[5] < case[0][1]], ids=str)
def test_the_ways_of_large_arrays(case, monkeypatch):
    monkeypatch.setattr(kernels, "_MATRIX_ELEMENTS", 0)
    monkeypatch.setattr(kernels, "_LARGE_IMAGE", 0)
    test_values_and_gradients(case)


@pytest.mark.parametrize("case", [CASES[i] for i in (1, 4, 8, 12)], ids=str)
def test_gradients_of_gradients_and_forward_derivatives(case):
    x, weight, how = arrays_of(case)

    def twice(convolve):
        def loss(x, w):
            return jnp.sum(jnp.sin(convolve(x, w)))

        def norm(x, w):
            gx, gw = jax.grad(loss, (0, 1))(x, w)
            return jnp.sum(gx**2) * 0.1 + jnp.sum(jnp.cos(gw))

        return jax.jit(lambda x, w: (jax.grad(norm, (0, 1))(x, w), jax.jvp(loss, (x, w), (x + 1, w - 1))[1]))

    found = twice(lambda x, w: kernels.convolve(x, w, **how))(x, weight)
    expected = twice(functools.partial(kernels.convolve_plainly, **how))(x, weight)
    for a, b in zip(jax.tree.leaves(found), jax.tree.leaves(expected), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-3, atol=1e-3 * float(jnp.abs(b).max()))


@pytest.mark.parametrize("axes", [(0, None), (None, 0), (1, 2)], ids=str)
@pytest.mark.parametrize("case", [CASES[0], CASES[4], CASES[8]], ids=str)
def test_vmap(case, axes):
    x, weight, how = arrays_of(case)
    rng = np.random.default_rng(3)
    many = [
        v if d is None else jnp.asarray(rng.standard_normal(np.insert(v.shape, d, 3)).astype(np.float32))
        for v, d in zip((x, weight), axes, strict=True)
    ]

    def both(convolve):
        def one(x, w):
            out, pull = jax.vjp(convolve, x, w)
            return out, pull(jnp.cos(out))

        return jax.jit(jax.vmap(one, axes))(*many)

    found = both(lambda x, w: kernels.convolve(x, w, **how))
    expected = both(functools.partial(kernels.convolve_plainly, **how))
    for a, b in zip(jax.tree.leaves(found), jax.tree.leaves(expected), strict=True):
        near(a, b)


def test_other_platforms_have_xlas_convolution():
    x, weight, how = arrays_of(CASES[3])

    def both(x, w):
        out, pull = jax.vjp(lambda x, w: kernels.convolve(x, w, **how), x, w)
        return out, pull(out)

    texts = {
        p: jax.export.export(jax.jit(both), platforms=[p])(x, weight).mlir_module() for p in ("cpu", "cuda", "tpu")
    }
    assert texts["cuda"].count("stablehlo.convolution") == texts["tpu"].count("stablehlo.convolution") == 3
    assert "stablehlo.convolution" not in texts["cpu"]


def test_export_for_several_platforms_with_an_open_batch():
    x, weight, how = arrays_of(CASES[3])
    (batch,) = jax.export.symbolic_shape("n")
    open_x = jax.ShapeDtypeStruct((batch, *x.shape[1:]), x.dtype)

    def loss_and_gradients(x, w):
        return jax.value_and_grad(lambda x, w: jnp.sum(kernels.convolve(x, w, **how) ** 2), (0, 1))(x, w)

    exported = jax.export.export(jax.jit(loss_and_gradients), platforms=["cpu", "cuda"])(open_x, weight)
    found = jax.export.deserialize(exported.serialize()).call(x, weight)
    for a, b in zip(jax.tree.leaves(found), jax.tree.leaves(loss_and_gradients(x, weight)), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-4)


def test_sixteen_bits_are_left_to_xla():
    x, weight, how = arrays_of(CASES[3])
    text = jax.jit(lambda x, w: kernels.convolve(x, w, **how)).lower(
        x.astype(jnp.bfloat16), weight.astype(jnp.bfloat16)
    )
    assert "stablehlo.convolution" in text.as_text()


def test_without_jit():
    x, weight, how = arrays_of(CASES[3])
    near(kernels.convolve(x, weight, **how), kernels.convolve_plainly(x, weight, **how))


def test_large_convolutions_are_left_to_xla():
    def lowered(*shape):
        x, w = jax.ShapeDtypeStruct(shape, "float32"), jax.ShapeDtypeStruct((16, shape[1], 3, 3), "float32")
        how = {"stride": (1, 1), "pads": ((0, 0), (0, 0)), "dilation": (1, 1), "groups": 1}
        return jax.jit(lambda a, b: kernels.convolve(a, b, **how)).lower(x, w).as_text()

    assert "stablehlo.convolution" in lowered(32, 32, 66, 66)
    assert "stablehlo.convolution" not in lowered(64, 6, 12, 12)
