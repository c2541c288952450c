"""The operator cases: texts of calls, and of the arrays that they get. `make_ops.py` asks the real MindSpore for the answers.

A line is ``call | name=spec ...``; a spec is a dtype code, a flavour and a shape: ``f4(2,3)`` is uniform in (-2, 2), ``f4+`` in
(0.1, 2), ``f4u`` in (-0.9, 0.9), ``f4t`` has small whole numbers (ties), ``f4n`` has nan and infinities among them; ``i4`` are whole
numbers from -5 to 5, ``i4+`` from 1 to 5, ``b1`` true or false.
"""

import re

import numpy as np

from . import bad_input, creation, elementwise, lookups, matrices, methods, reductions, shapes, writes

TABLES = (elementwise, reductions, shapes, lookups, matrices, creation, writes, methods, bad_input)


def lines():
    """All cases, as (call, {name: spec})."""
    out = []
    for name in elementwise.UNARY["f"].split():
        flavour = elementwise.FLAVOURS.get(name[-1], "")
        bare = name.rstrip("+?*")
        out += [f"ops.{bare}(x) | x={dtype}{flavour}(2,3)" for dtype in ("f4", "f8", "f2")]
        if not flavour or bare in ("sqrt", "rsqrt", "log"):
            out += [f"ops.{bare}(x) | x=f4t(9)", f"ops.{bare}(x) | x=f4n(9)"]
    for name in elementwise.UNARY["i"].split():
        flavour = elementwise.FLAVOURS.get(name[-1], "")
        out += [f"ops.{name.rstrip('+')}(x) | x={dtype}{flavour}(5)" for dtype in ("i4", "i8", "b1", "u1")]
    for name in elementwise.BINARY.split():
        out += [
            f"ops.{name}(x, y) | x={a}(2,3) y={b}(2,3)"
            for a, b in (("f4", "f4"), ("f8", "f8"), ("f2", "f4"), ("i4", "i4+"), ("i8", "f4+"), ("b1", "b1"))
        ]
        out += [
            f"ops.{name}(x, y) | x=f4t(9) y=f4t(9)",
            f"ops.{name}(x, y) | x=f4+(2,1) y=f4+(3)",
            f"ops.{name}(x, 2) | x=f4(5)",
            f"ops.{name}(1.5, x) | x=f4+(5)",
            f"ops.{name}(x, 2) | x=i4(5)",
        ]
    for name in elementwise.ALIASES.split():
        out += [f"ops.{name}(x, y) | x={a}(2,3) y={b}(2,3)" for a, b in (("f4", "f4"), ("i4", "i4+"), ("b1", "b1"))]
        out += [f"ops.{name}(1.5, x) | x=f4+(5)", f"ops.{name}(x, 2) | x=i4(5)"]
    out += [line for table in TABLES for line in table.CASES.strip().split("\n") if line]
    for line in dict.fromkeys(out):
        call, _, specs = line.rpartition("|")
        yield call.strip(), dict(item.split("=") for item in specs.split())


DTYPES = {"f2": "float16", "f4": "float32", "f8": "float64", "i1": "int8", "i4": "int32", "i8": "int64", "u1": "uint8"}
DTYPES["b1"] = "bool"


def make_array(spec, seed):
    """The array of a spec; equal for equal arguments, whatever the version of numpy."""
    if spec[0] == "s":  # sorted
        return np.sort(make_array(spec[1:], seed))
    if spec[0] == "x":  # x5i4(3): whole numbers from 0 to 3
        return np.abs(make_array(spec[2:], seed)) % 4
    code, flavour, shape = re.fullmatch(r"(..)([+tnup]?)\((.*)\)", spec).groups()
    shape = tuple(int(n) for n in shape.split(",") if n)
    random = np.random.RandomState(seed)
    if code[0] in "iu":
        low = 1 if flavour == "+" else 0 if code == "u1" else -5
        return np.asarray(random.randint(low, 6, shape)).astype(DTYPES[code])
    if code == "b1":
        return np.asarray(random.randint(0, 2, shape)).astype(bool)
    if flavour == "t":
        array = np.asarray(random.randint(-2, 3, shape)).astype(float)
    else:
        low, high = {"": (-2, 2), "+": (0.1, 2), "u": (-0.9, 0.9), "p": (1.1, 3), "n": (-2, 2)}[flavour]
        array = np.asarray(random.uniform(low, high, shape))
    if flavour == "n":
        array[:4] = [np.nan, np.inf, -np.inf, 0]
    return array.astype(DTYPES[code])
