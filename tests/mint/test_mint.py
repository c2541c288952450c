"""mint against the real MindSpore's figures (tests/golden/mint.json.gz): functions, layers as made, kinds of error."""

import gzip
import importlib.util
import json
import pathlib
import re

import mindspore as ms
import numpy as np
import pytest

from tests.batches import Batches
from tests.ops import test_golden as of_ops

GOLDEN = pathlib.Path(__file__).parent.parent / "golden"
FIGURES = json.loads(gzip.decompress((GOLDEN / "mint.json.gz").read_bytes()))

# Where the real one computes something else, and why that is not followed.
DIFFERENT = {
    r"mint\.logical_(and|or|xor)\(x, 2\)": "refuses Python numbers",
    r"F\.binary_cross_entropy_with_logits\(.*pos_weight": "gives pos_weight no gradient",
}


def evaluate(call, arrays):
    scope = {"ms": ms, "mint": ms.mint, "F": ms.mint.nn.functional, "Tensor": ms.Tensor, **arrays}
    return eval(call, scope)


def run(record):
    """The result and the gradients of a case, recorded and not looked at."""
    call, specs = record["call"], record["inputs"]
    arrays = {name: ms.Tensor(of_ops.make_array(spec, i)) for i, (name, spec) in enumerate(specs.items())}
    floats = tuple(i for i, spec in enumerate(specs.values()) if spec[0] == "f")
    out = evaluate(call, arrays)
    if "grads" not in record:
        return out, None
    fn = lambda *args: of_ops.weighted_sum(evaluate(call, dict(zip(specs, args, strict=True))))  # noqa: E731
    grads = ms.grad(fn, floats)(*arrays.values())
    return out, grads if len(floats) > 1 else (grads,)


RECORDS = [r for r in FIGURES["functions"] if not any(re.match(p, of_ops.name_of(r)) for p in DIFFERENT)]
BATCHES = Batches(RECORDS, run)


@pytest.mark.parametrize("number", range(len(RECORDS)), ids=[of_ops.name_of(r) for r in RECORDS])
def test_functions(number):
    of_ops.check_record(RECORDS[number], lambda: BATCHES.result(number))


def load(name):
    spec = importlib.util.spec_from_file_location(name, GOLDEN / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CASES = load("mint_layer_cases")


@pytest.mark.parametrize("expr", CASES.LAYERS)
def test_layers_as_they_are_made(expr):
    got, expected = CASES.describe(expr), FIGURES["layers"][expr]
    assert got["repr"] == expected["repr"]
    assert [p[:4] for p in got["parameters"]] == [p[:4] for p in expected["parameters"]]
    for ours, theirs in zip(got["parameters"], expected["parameters"], strict=True):
        np.testing.assert_allclose(ours[4], theirs[4], 1e-6)


@pytest.mark.parametrize("expr", CASES.BAD)
def test_bad_arguments(expr):
    assert CASES.error(expr) == FIGURES["bad"][expr]
