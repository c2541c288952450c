"""Comparison of layers with the real MindSpore's figures."""

import gzip
import json
import re
from pathlib import Path

import layer_cases
import numpy as np

GOLDEN = Path(__file__).parent / "golden"
TOLERANCE = {"float16": (4e-3, 2e-3), "float32": (2e-5, 5e-6), "float64": (1e-6, 1e-7)}
# where MindSpore computes in fewer digits than its dtype has
COARSE = {
    r"float16|\bh\(": (4e-3, 2e-3),
    r"[Tt]anh|[Mm]ish": (2e-4, 1e-4),  # slopes far from 0 are cut off
    r"(LogSoftmax|GELU|gelu).*float64": (2e-5, 1e-5),  # functions of float32
    r"ConvReparam": (1e-4, 1e-4),  # sums of large numbers of both signs
}
WRONG_GRADIENT = r"[Ss]e[Ll][Uu]\("  # MindSpore's selu has, below 0, a gradient that is not its derivative
NO_GRADIENT = r"LSTM\(.*(h\(|float64)"  # MindSpore's gradients of these are zero


def tolerance(name, dtype):
    """rtol and atol for floats, zero for all else."""
    if dtype not in TOLERANCE:
        return 0, 0
    coarse = [pair for pattern, pair in COARSE.items() if re.search(pattern, name)]
    return max([TOLERANCE[dtype], *coarse])


def compare(got, expected, name, what):
    """dtype and shape exactly, values to a tolerance."""
    assert got[:2] == expected[:2], f"{what}: dtype and shape"
    rtol, atol = tolerance(name, expected[0])
    np.testing.assert_allclose(
        layer_cases.unpacked(got), layer_cases.unpacked(expected), rtol, atol, equal_nan=True, err_msg=what
    )


def plain(text):
    """A repr without addresses, and with MindSpore's module names."""
    return re.sub(r" at 0x[0-9a-f]+", "", text).replace("msgrad.", "mindspore.")


def check(case, figures):
    """Runs a case of layer_cases.py (or of a table like it) and compares with the figures of the real MindSpore."""
    name = layer_cases.name(case)
    got, expected = layer_cases.run(case), figures[name]
    assert got.keys() == expected.keys()
    if "repr" in expected:
        assert plain(got["repr"]) == plain(expected["repr"])
        assert [q[:2] for q in got["parameters"]] == [q[:2] for q in expected["parameters"]]
        for ours, theirs in zip(got["parameters"], expected["parameters"], strict=True):
            compare(ours[2], theirs[2], name, f"initial {theirs[0]}")
    groups = ["out", "state"]
    groups += ["weight_gradients"] * (not re.search(NO_GRADIENT, name))
    groups += ["gradients"] * (not re.search(f"{WRONG_GRADIENT}|{NO_GRADIENT}", name))
    for group in groups:
        for k, (ours, theirs) in enumerate(zip(got.get(group, []), expected.get(group, []), strict=True)):
            compare(ours, theirs, name, f"{group}[{k}]")


def load(file, table):
    """The figures in a golden file, then the cases of its table that have values and those that must raise."""
    figures = json.loads(gzip.decompress((GOLDEN / f"{file}.json.gz").read_bytes()))["cases"]
    cases = [c for c in table if "refused" not in figures[layer_cases.name(c)]]
    values = [c for c in cases if c.kind != "bad"]
    return figures, values, [c for c in cases if c.kind == "bad" and figures[layer_cases.name(c)]["raises"]]
