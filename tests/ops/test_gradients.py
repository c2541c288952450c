"""Derivatives of every operator against finite differences, in float64: one of the golden cases for each."""

import re

import jax
import mindspore as ms
import numpy as np
import ops_cases
import pytest

from tests.finite_difference import check_gradient

# What gives no floats, or numbers that the arguments do not decide.
WITHOUT = set(
    """
    all allclose any approximate_equal argmax argmin argsort argwhere bincount bitwise_and bucketize clone count_nonzero
    deepcopy eq equal full_like ge greater greater_equal gt identity isclose isfinite isinf isnan isneginf isposinf
    le less less_equal logical_and logical_not logical_or logical_xor lt ne nonzero not_equal ones_like searchsorted
    signbit stop_gradient zeros_like is_floating_point is_tensor numel rank shape size dtype tolist item fill nextafter
    masked_select type_as polar imag copysign histc index_add bitwise_or bitwise_xor one_hot byte int long short half
    dim stride cast
    """.split()
)


def pick():
    """The first case of each operator whose Tensors are all floats away from kinks, or bools, with its name."""
    picked = {
        "einsum": ("ops.einsum('ij,jk->ik', x, y)", {"x": "f4(2,3)", "y": "f4(3,4)"}),
        "xlogy": ("ops.xlogy(x, y)", {"x": "f4(5)", "y": "f4+(5)"}),
    }
    odd = {line.rpartition("|")[0].strip() for line in ops_cases.bad_input.CASES.split("\n")}
    for call, specs in ops_cases.lines():
        if call in odd:
            continue
        name = re.match(r"(?:ops|x)\.(\w+)\(", call)
        plain = specs and all(re.match(r"(f4[+u]?|b1)\(", spec) for spec in specs.values())
        if name and plain and "f4" in str(specs) and "ms." not in call and not re.search(r"'|\bi\d", call):
            picked.setdefault(name[1], (call, specs))
    return [(name, *case) for name, case in sorted(picked.items()) if name not in WITHOUT]


def floats_of(out):
    """The floating results, as JAX arrays."""
    if isinstance(out, list | tuple):
        return tuple(array for item in out for array in floats_of(item))
    return (out.jax(),) if isinstance(out, ms.Tensor) and out.dtype == ms.float64 else ()


@pytest.mark.parametrize(("name", "call", "specs"), pick(), ids=[name for name, *_ in pick()])
def test_gradient(name, call, specs):
    arrays = {key: ops_cases.make_array(spec.replace("f4", "f8"), i) for i, (key, spec) in enumerate(specs.items())}
    floats = [key for key, array in arrays.items() if array.dtype == np.float64]
    fixed = {key: ms.Tensor(array) for key, array in arrays.items() if key not in floats}

    def fn(*values):
        tensors = {key: ms.Tensor(value) for key, value in zip(floats, values, strict=True)}
        scope = {"ms": ms, "ops": ms.ops, "np": np, "Tensor": ms.Tensor, **fixed, **tensors}
        return floats_of(eval(call, scope))

    assert jax.eval_shape(fn, *[arrays[key] for key in floats]), "no floating result"
    check_gradient(fn, *[arrays[key] for key in floats], modes=("reverse",), rtol=1e-4, atol=1e-6)
