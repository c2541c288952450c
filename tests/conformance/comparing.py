"""Whether what an example gave is what the real MindSpore gives."""

import json
import os
import re

import numpy as np

TOLERANCE = {
    "float16": (1e-2, 1e-3),
    "bfloat16": (2e-2, 1e-2),
    "float32": (1e-4, 1e-5),
    "complex64": (1e-4, 1e-5),
    "float64": (1e-5, 1e-8),
    "complex128": (1e-5, 1e-8),
    "float": (1e-4, 1e-5),
    "complex": (1e-4, 1e-5),
}
DOCUMENTED_TOLERANCE = (2e-3, 2e-4)  # docstrings round, and some show another device's numbers
NUMBER = re.compile(
    r"((?:(?<![\w.])|(?<![A-Za-z_])(?=[-+]))[-+]?"
    r"(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|(?:inf|nan)\b))"
)


def close(want, got, tolerance):
    """The index of the first pair of numbers that differ, or None."""
    want, got = (np.array([np.nan if x is None else x for x in values], dtype=np.float64) for values in (want, got))
    rtol, atol = tolerance
    with np.errstate(all="ignore"):
        wrong = ~np.isclose(got, want, rtol=rtol, atol=atol, equal_nan=True)
    return int(np.argmax(wrong)) if wrong.any() else None


def compare_values(want, got, at, shapes_only=False):
    """What differs between two descriptions of a value, in words, or None."""
    for field, meaning in (
        ("k", "type"),
        ("d", "dtype"),
        ("s", "shape"),
        ("n", "length"),
        ("c", "class"),
        ("keys", "keys"),
    ):
        if want.get(field) != got.get(field):
            return f"{at}: {meaning} {got.get(field)} instead of {want.get(field)}"
    if "v" not in want or want["v"] is None or (shapes_only and "n" not in want):
        return None
    if "n" in want:
        labels = want.get("keys") or range(len(want["v"]))
        pairs = zip(labels, want["v"], got["v"], strict=True)
        return next(filter(None, (compare_values(a, b, f"{at}[{label}]", shapes_only) for label, a, b in pairs)), None)
    if want["k"] in ("str", "bytes", "dtype"):
        return compare_text(str(want["v"]), str(got["v"]), at)
    return compare_numbers(want, got, at)


def compare_numbers(want, got, at):
    """What differs between two arrays or numbers of the same type, dtype and shape."""
    values = [record["v"] if isinstance(record["v"], list) else [record["v"]] for record in (want, got)]
    if got["v"] is None or len(values[0]) != len(values[1]):
        return f"{at}: no values" if got["v"] is None else f"{at}: {len(values[1])} values instead of {len(values[0])}"
    tolerance = TOLERANCE.get(want.get("d", want["k"]).lower())
    if tolerance is None:
        wrong = next((i for i, (a, b) in enumerate(zip(*values, strict=False)) if a != b), None)
    else:
        if "mean" in want:
            spread = [[record.get("mean"), record.get("std")] for record in (want, got)]
            if close(*spread, tolerance) is not None:
                return f"{at}: mean and std {spread[1]} instead of {spread[0]}"
        wrong = close(*values, tolerance)
    if wrong is None:
        return None
    return f"{at}: value {values[1][wrong]} instead of {values[0][wrong]} (number {wrong} of {len(values[0])})"


def plain_text(text):
    """Text without what no other implementation can share: where a class is defined."""
    text = re.sub(r"<class '[\w.]*?(\w+)'>", r"<class '\1'>", text)
    return re.sub(r"<(?:[\w]+\.)+(\w+)( object)? at 0x>", r"<\1 at 0x>", text)


def compare_text(want, got, at, tolerance=TOLERANCE["float32"]):
    """What differs between two printed texts, but for spacing and the last digits of numbers."""

    def split(text):
        parts = NUMBER.split(plain_text(text))
        frame = re.sub(r"\s+", " ", "\1".join(parts[::2])).strip()
        return re.sub(r" ?([\[\](),\1]) ?", r"\1", frame), parts[1::2]

    (frame, numbers), (other_frame, other_numbers) = split(want), split(got)
    if frame != other_frame:
        start = len(os.path.commonprefix([frame, other_frame]))  # noqa: RUF071
        excerpts = frame[max(0, start - 20) : start], frame[start : start + 40], other_frame[start : start + 40]
        before, there, here = (text.replace("\1", "#") for text in excerpts)
        return f"{at}: after '{before}' comes '{here}' instead of '{there}'"
    for a, b in zip(numbers, other_numbers, strict=True):
        whole = all(re.fullmatch(r"[-+]?\d+", x) for x in (a, b))
        if (int(a) != int(b)) if whole else close([float(a)], [float(b)], tolerance) is not None:
            return f"{at}: printed {b} instead of {a}"
    return None


def text_tolerance(record):
    """The tolerance for printed numbers: that of the coarsest float among the variables."""
    if record.get("partial"):
        return DOCUMENTED_TOLERANCE
    kinds = set(re.findall(r'"d": "(float16|bfloat16)"', json.dumps(record["vars"]).lower()))
    return TOLERANCE["bfloat16" if "bfloat16" in kinds else "float16" if kinds else "float32"]


def differences(want, got):
    """Yields (what, description): every output and variable of `want` that `got` does not match.

    Of what `want` lists as `random`, only types, dtypes and shapes count, of what it lists as
    `unstable`, nothing.  A `partial` record does not say what it leaves out.
    """
    random, unstable = want.get("random", []), want.get("unstable", [])
    want_out, got_out = dict(map(tuple, want["out"])), dict(map(tuple, got["out"]))
    tolerance = text_tolerance(want)
    for number in sorted(want_out if want.get("partial") else set(want_out) | set(got_out)):
        what = f"out {number}"
        found = compare_text(want_out.get(number, ""), got_out.get(number, ""), f"statement {number}", tolerance)
        if found and what not in random:
            yield what, found
    for name, value in want["vars"].items():
        what = f"var {name}"
        if name not in got["vars"]:
            found = f"{name}: not bound"
        else:
            found = compare_values(value, got["vars"][name], name, shapes_only=what in random)
        if found and what not in unstable:
            yield what, found
