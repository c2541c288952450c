"""Record the result dtype of binary operators; run with a Python that has the real MindSpore:

python tests/golden/make_promotion.py
"""

import json
import operator
import pathlib

import mindspore
from mindspore import dtype, mint, ops

DTYPES = (
    "bool_ int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 bfloat16 complex64 complex128"
).split()
NUMBERS = {"pybool": True, "pyint": 1, "pyfloat": 1.5}
OPERATORS = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "truediv": operator.truediv,
    "floordiv": operator.floordiv,
    "mod": operator.mod,
    "pow": operator.pow,
    "lt": operator.lt,
    "eq": operator.eq,
    "and": operator.and_,
    "matmul": operator.matmul,
    "mint.add": mint.add,
    "mint.div": mint.div,
    "ops.maximum": ops.maximum,
}


def tensor(name, shape):
    return ops.ones(shape, dtype.float32).astype(getattr(dtype, name))


def dtype_of(function, *operands):
    try:
        result = function(*operands)
        result.asnumpy() if result.dtype != dtype.bfloat16 else result.float().asnumpy()
        return str(result.dtype)
    except Exception as error:
        return "!" + type(error).__name__


mindspore.launch_blocking()
table = {}
for name, function in OPERATORS.items():
    shape = (2, 2) if name == "matmul" else (2,)
    for a in DTYPES:
        for b in DTYPES:
            table[f"{name}|{a}|{b}"] = dtype_of(function, tensor(a, shape), tensor(b, shape))
    for a in DTYPES:
        for b, number in NUMBERS.items():
            table[f"{name}|{a}|{b}"] = dtype_of(function, tensor(a, shape), number)
            table[f"{name}|{b}|{a}"] = dtype_of(function, number, tensor(a, shape))
pathlib.Path(__file__).with_name("promotion.json").write_text(json.dumps(table, indent=0) + "\n")
