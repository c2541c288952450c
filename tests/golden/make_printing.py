"""Record str and repr of Tensors and Parameters; run with a Python that has the real MindSpore:

python tests/golden/make_printing.py
"""

import json
import pathlib

# Expressions over np, nan, inf; each is an array or (for bfloat16) a list. Kept with the record, so that the test
# makes the same arrays.
PLAIN = """
np.float32([1.5, 2])
np.int64(3)
np.float32(3)
np.zeros((0,), np.float32)
np.zeros((0, 3), np.float32)
np.zeros((2, 0, 3), np.int32)
np.zeros((0, 0), bool)
np.int64([[1, 2], [3, 4]])
np.float32([[1, 2], [3, 4]])
np.array([True, False])
np.array([[True, True], [False, True]])
np.array(True)
np.array(False)
np.array([True] * 60)
np.array([True] * 1001)
np.float16([1.5, -0.0, nan, inf, -inf, 65504, 6e-8, 0.1])
np.float32([1.5, -0.0, nan, inf, -inf, 3.4e38, 1e-45, 0.1])
np.float64([1.5, -0.0, nan, inf, -inf, 1e-30, 1e30, 0.1])
np.float64([1e100, -1e100, 1e-300])
np.float32([1e10, 1])
np.float32([1e-5, 1])
np.float32([[1.5, nan], [inf, -4]])
np.float16([[1.5, nan], [inf, -4]])
np.float32([[1e8, 1], [2, 3]])
np.float32([0.1, 0.2, 0.30000001])
np.float64([0.1, 0.2, 1 / 3])
np.arange(6, dtype=np.float32).reshape(1, 2, 3)
np.arange(12, dtype=np.float32)
np.arange(13, dtype=np.float32)
np.arange(24, dtype=np.float16)
np.arange(25, dtype=np.float64)
np.arange(100, dtype=np.float32)
np.arange(1000, dtype=np.float32)
np.arange(1001, dtype=np.float32)
np.arange(20)
np.arange(24)
np.arange(25)
np.arange(48, dtype=np.int32)
np.arange(49, dtype=np.int16)
np.arange(200, dtype=np.int32)
np.arange(1001, dtype=np.int32)
np.arange(30) * 10**12
np.int64([1, 2, 3] + [10**6] * 2000 + [4, 5, 6])
np.ones((30, 40), np.float32)
np.ones((3, 1000), np.int64)
np.ones((5, 6, 7, 8), np.float32)
np.arange(14).reshape(7, 1, 2)
np.arange(8).reshape(8, 1)
np.arange(6).reshape(1, 6)
np.arange(7).reshape(1, 7)
np.arange(42).reshape(6, 7)
np.arange(42).reshape(3, 7, 2)
np.arange(7).reshape(7, 1, 1, 1)
np.arange(16).reshape(1, 2, 1, 8)
np.arange(49 * 30).reshape(7, 7, 30)
np.arange(2002).reshape(1001, 2)
np.arange(2400).reshape(2, 1200)
np.arange(200).reshape(100, 2) * 1000
np.zeros((7, 142), np.int8)
np.zeros((7, 143), np.int8)
np.zeros((1, 1, 1, 1), np.float32)
np.int64(np.arange(81).reshape(9, 9) == 40) * 10**9
np.uint8([255, 0, 3])
np.int8([-128, 0, 3])
np.int16([[-300, 5]])
np.uint16([65535, 1])
np.uint32([2**32 - 1, 1])
np.uint64([2**64 - 1, 0])
np.int64([-(2**63), 0])
np.uint8(200)
np.int8(-5)
np.uint64(2**63)
np.complex64([1 + 2j, 3 - 4.5j])
np.complex128([1 + 2j])
np.complex64(1 + 2j)
np.complex64([1 + 2j, 1e10 + 1e-10j, complex(nan, 1), complex(inf, -inf), 0, -0.0, 1 / 3 + 1j / 7])
np.complex128([1 + 2j, 1e10 + 1e-10j, complex(nan, 1), complex(inf, -inf), 0, -0.0, 1 / 3 + 1j / 7])
np.complex128([complex(1, -0.0), complex(1, nan), complex(-0.0, -1e-20)])
np.complex64([[1 + 2j], [10 - 3j]])
np.complex64(1e-7 + 123456789j)
np.complex64([1j] * 60)
np.complex128([1j] * 1001)
np.float32(nan)
np.float32(-inf)
np.float16(1.5)
np.float16(0.0001)
np.float16(65504)
np.float32(-0.0)
np.float32(3.14159265358979)
np.float32(1e10)
np.float32(1e-10)
np.float32(1e16)
np.float32(1e17)
np.float32(123456.789)
np.float32(1234567.89)
np.float32(100000.5)
np.float32(1.5e-17)
np.float32(9.9e15)
np.float32(0.0001)
np.float32(0.00011)
np.float16(6e-8)
np.float16(-0.0)
np.float32(2)
np.complex64(1e10 + 1j)
np.complex64(2j)
np.complex64(complex(-0.0, -2))
np.complex64(complex(nan, inf))
np.complex64(complex(1e-5, -1e20))
np.complex64(complex(0, nan))
np.complex64(complex(1.5, -inf))
np.complex64(complex(1, -0.0))
np.complex128(2j)
np.arange(48).reshape(2, 24)
np.arange(24).reshape(1, 24)
np.array([1j] * 24)
np.float64(3.14159265358979)
np.float64(1e16)
np.float64(1e-5)
np.float64(123456.789)
""".strip().splitlines()
BFLOAT16 = """
[1.5, 2.123456]
1.5
0.0
-0.0
1e30
nan
[1.0, -2.5, nan, inf, 1e10, 1e-10, -0.0, 3.14159, 100000.0, 12345678.0]
[[1.0, 2.0], [3.0, 100.0]]
[0.1] * 60
[[1.5] * 10] * 3
[[1.5] * 40] * 30
[1.5] * 1001
[nan, 1e-30, -3e38]
""".strip().splitlines()
NUMPY_MEMORY = """
np.float32([[1.5, 2, 3e-5], [1, 2, 3]])
np.float64(2.5)
np.float32(2.5)
np.zeros((0,), np.float32)
np.zeros((0, 2))
np.arange(2000.0)
np.arange(100)
np.ones((2, 2), bool)
np.complex128([1 + 2j])
np.zeros((2, 2, 2), np.int8)
np.float16([0.1, nan])
""".strip().splitlines()
PARAMETERS = """
Parameter(Tensor(np.float32([1.5])), name="w")
Parameter(Tensor(np.zeros((2, 3))), name="b.c", requires_grad=False)
Parameter(Tensor(np.float16(3)), name="x")
Parameter(Tensor(np.zeros((2, 3, 4), np.int8)), name="y")
""".strip().splitlines()
NESTED = """
(Tensor(np.int64([1])),)
[Tensor(np.float32([1, 2])), 3, "a"]
{"a": Tensor(np.float32([[1, 2], [3, 4]])), "b": (Tensor(np.int64(3)), None)}
[Parameter(Tensor(np.float32([1.5])), name="w")]
""".strip().splitlines()


if __name__ == "__main__":
    import mindspore
    import numpy as np
    from mindspore import Parameter, Tensor
    from mindspore.common.initializer import initializer

    scope = {"np": np, "nan": np.nan, "inf": np.inf, "Tensor": Tensor, "Parameter": Parameter}
    record = {"plain": {}, "bfloat16": {}, "parameters": {}, "nested": {}}
    with np.errstate(over="ignore"):
        for text in PLAIN:
            tensor = Tensor(np.asarray(eval(text, scope)))
            record["plain"][text] = {"dtype": str(tensor.dtype), "str": str(tensor), "repr": repr(tensor)}
        for text in BFLOAT16:
            tensor = Tensor(eval(text, scope), mindspore.bfloat16)
            record["bfloat16"][text] = {"dtype": str(tensor.dtype), "str": str(tensor), "repr": repr(tensor)}
        record["numpy_memory"] = {}
        for text in NUMPY_MEMORY:
            tensor = Tensor.from_numpy(np.asarray(eval(text, scope)))
            record["numpy_memory"][text] = {"dtype": str(tensor.dtype), "str": str(tensor), "repr": repr(tensor)}
        tensor = initializer("ones", (2, 3), mindspore.bfloat16).init_data()
        record["initialized_bfloat16"] = {"dtype": str(tensor.dtype), "str": str(tensor), "repr": repr(tensor)}
        for kind, expressions in ("parameters", PARAMETERS), ("nested", NESTED):
            for text in expressions:
                value = eval(text, scope)
                record[kind][text] = {"str": str(value), "repr": repr(value)}
    pathlib.Path(__file__).with_name("printing.json").write_text(json.dumps(record, indent=0) + "\n")
