"""The cases of `mindspore.numpy`, in the form of `ops_cases`; `make_numpy.py` asks the real MindSpore for the answers.

What differs in function and dtype only is made here; the tables lie in the modules beside this one.
"""

from . import choices, creation, elementwise, linear, random, shapes, sums

TABLES = (creation, elementwise, shapes, choices, sums, linear)

# One array in, one out, with the flavour of floats that suits: names, then "+", "?" (within -0.9 to 0.9) or "*" (above 1.1).
FLOATS = """
absolute square sqrt+ reciprocal+ exp expm1 exp2 log+ log2+ log10+ log1p+ floor ceil trunc fix rint sign positive negative cbrt
sin cos tan arcsin? arccos? arctan sinh cosh tanh arcsinh arccosh* arctanh? deg2rad rad2deg radians
isfinite isnan isinf isposinf isneginf signbit logical_not
""".split()
INTEGERS = """
absolute square sqrt+ reciprocal+ exp2 exp log+ floor ceil trunc fix rint sign positive negative cbrt sin tan arctan deg2rad
isfinite isnan isinf isposinf isneginf signbit logical_not invert
""".split()
OF_ANYTHING = """
square sqrt reciprocal exp2 negative cbrt trunc ceil sign invert isfinite isnan isinf signbit logical_not exp log floor expm1 log1p rint around
""".split()
OF_TENSORS = "absolute sin arctan deg2rad fix positive log2 log10 isposinf".split()

# Two arrays in.
PAIRS = """
add subtract multiply divide true_divide power float_power minimum maximum heaviside hypot floor_divide remainder mod fmod divmod
logaddexp logaddexp2 arctan2 copysign equal not_equal less less_equal greater greater_equal logical_and logical_or logical_xor
""".split()
WHOLE_PAIRS = "gcd lcm bitwise_and bitwise_or bitwise_xor".split()

# Reductions over an axis.
REDUCTIONS = (
    "sum mean std var ptp average amax amin nansum nanmean nanmax nanmin nanstd nanvar count_nonzero sometrue".split()
)

FLAVOURS = {"+": "+", "?": "u", "*": "p"}


def _regular():
    """The cases of what there is of each kind, a list for each function."""
    for name in FLOATS:
        bare, flavour = name.rstrip("+?*"), FLAVOURS.get(name[-1], "")
        odd = [] if flavour and bare not in ("sqrt", "log", "reciprocal") else [f"mnp.{bare}(x) | x=f4n(9)"]
        yield [f"mnp.{bare}(x) | x={dtype}{flavour}(2,3)" for dtype in ("f4", "f8", "f2")] + odd
    for name in INTEGERS:
        bare, flavour = name.rstrip("+"), "+" if name[-1] == "+" else ""
        yield [f"mnp.{bare}(x) | x={dtype}{flavour}(5)" for dtype in ("i4", "i8", "b1", "u1", "i1")]
    for name in OF_ANYTHING + OF_TENSORS:
        yield [f"mnp.{name}({value}) |" for value in ("3", "0.5", "True", "[1, 2]", "(0.5, 1)")]
    for name in PAIRS:
        dtypes = ("f4", "f4"), ("f8", "f8+"), ("f2", "f4+"), ("i4", "i4+"), ("i8", "f4+"), ("b1", "b1"), ("u1", "i1+")
        yield [f"mnp.{name}(x, y) | x={a}(2,3) y={b}(2,3)" for a, b in dtypes] + [
            f"mnp.{name}(x, y) | x=f4+(2,1) y=f4+(3)",
            f"mnp.{name}(x, 2) | x=f4(5)",
            f"mnp.{name}(1.5, x) | x=f4+(5)",
            f"mnp.{name}(x, 2) | x=i4(5)",
            f"mnp.{name}(x, 0.5) | x=f2(5)",
        ]
    for name in WHOLE_PAIRS:
        dtypes = ("i4", "i4"), ("i8", "i4"), ("u1", "u1"), ("b1", "b1")
        yield [f"mnp.{name}(x, y) | x={a}(5) y={b}(5)" for a, b in dtypes]
    for name in REDUCTIONS:
        kept = [f"mnp.{name}(x, axis=1, keepdims=True) | x=f4(2,3)"] if name != "average" else []
        yield [f"mnp.{name}(x) | x={dtype}(2,3)" for dtype in ("f4", "f8", "f2", "i4", "i8", "b1", "u1")] + [
            f"mnp.{name}(x, 0) | x=f4(2,3)",
            f"mnp.{name}(x, axis=-1) | x=f4(2,3)",
            f"mnp.{name}(x, axis=(0, 2)) | x=f4(2,3,4)",
            *kept,
            f"mnp.{name}(x, 5) | x=f4(2,3)",
            f"mnp.{name}(x, 1.5) | x=f4(2,3)",
            f"mnp.{name}('a') |",
        ]


def _split(line):
    call, _, specs = line.rpartition("|")
    return call.strip(), dict(item.split("=") for item in specs.split())


def regular():
    """All cases that differ in function and dtype only: of these the dtype of the result is looked at."""
    return [_split(line) for cases in _regular() for line in cases]


def lines():
    """The cases whose numbers are looked at, as (call, {name: spec}): of the regular ones a third."""
    some = [line for i, cases in enumerate(_regular()) for line in cases[i % 3 :: 3]]
    listed = [line for table in TABLES for line in table.CASES.split("\n") if line]
    return [_split(line) for line in dict.fromkeys([*some, *listed])]


def random_lines():
    """The cases of random numbers, each after `set_seed`."""
    return [line.rpartition("|")[0].strip() for line in random.CASES.split("\n") if line]
