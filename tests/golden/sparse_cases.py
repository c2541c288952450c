# ruff: noqa: E501
"""Sparse Tensors and their operators, in the form of `ops_cases.py`; `make_sparse.py` asks the real MindSpore for the answers."""

import re

UNARY = {
    "": "abs asinh atan ceil cos cosh exp expm1 floor isfinite isinf isnan neg relu relu6 round sigmoid sin sinh softsign square tan tanh",
    "+": "log log1p sqrt inv",
    "u": "acos asin atanh",
    "p": "acosh",
}

SHORT = {
    "COO(": "ms.COOTensor(Tensor([[0, 1], [1, 2], [2, 0]], ms.int64), ",
    "COO32(": "ms.COOTensor(Tensor([[0, 1], [1, 2], [2, 0]], ms.int32), ",
    "OTHER(": "ms.COOTensor(Tensor([[0, 1], [1, 1]], ms.int64), ",
    "TWICE(": "ms.COOTensor(Tensor([[1, 2], [0, 1], [1, 2]], ms.int64), ",
    "CSR(": "ms.CSRTensor(Tensor([0, 1, 3, 3], ms.int32), Tensor([3, 0, 2], ms.int32), ",
    "CSR2(": "ms.CSRTensor(Tensor([0, 0, 2, 3], ms.int32), Tensor([0, 3, 1], ms.int32), ",
    "S.": "ms.ops.operations.sparse_ops.",
    "I(": "(lambda *rows, dtype=ms.int64: Tensor(list(rows), dtype))(",
    "I32(": "(lambda *rows, dtype=ms.int32: Tensor(list(rows), dtype))(",
}

CASES = """
COO(x, (3, 4)) | x=f4(3)
COO32(x, (3, 4)) | x=i4(3)
CSR(x, (3, 4)) | x=f4(3)
CSR(x, (3, 4, 2)) | x=f4(3,2)
CSR(x, (3, 4)) | x=b1(3)
COO(ops.cast(x, ms.complex64), (3, 4)) | x=f4t(3)
ms.RowTensor(I(0, 2), x, (3, 2)) | x=f4(2,2)
ms.SparseTensor(I((0, 1), (1, 2)), x, (3, 4)) | x=f4(2)
COO(x, (3, 4)).to_tuple() | x=f4(3)
CSR(x, (3, 4)).to_tuple() | x=f8(3)
[COO(x, (3, 4)).dtype, COO(x, (3, 4)).shape, COO(x, (3, 4)).ndim, COO(x, (3, 4)).size, COO(x, (3, 4)).itemsize] | x=f8(3)
[CSR(x, (3, 4)).dtype, CSR(x, (3, 4)).shape, CSR(x, (3, 4)).ndim, CSR(x, (3, 4)).size, CSR(x, (3, 4)).itemsize] | x=f2(3)
[CSR(x, (3, 4, 2)).size, CSR(x, (3, 4, 2)).ndim] | x=f4(3,2)
ms.RowTensor(I(0), x, (3, 2)).dense_shape | x=f4(1,2)
ms.RowTensor(I(0), x, (3, 2)).shape | x=f4(1,2)
ms.COOTensor(coo_tensor=COO(x, (3, 4))).to_tuple() | x=f4(3)
ms.CSRTensor(csr_tensor=CSR(x, (3, 4))).to_tuple() | x=f4(3)
ms.RowTensor(row_tensor=ms.RowTensor(I(0), x, (3, 2))).values | x=f4(1,2)
ms.COOTensor(I((0, 1)), x, (3, 4), COO(x, (3, 4))) | x=f4(1)
ms.CSRTensor(I(0, 1), I(0), x, (1, 4), CSR(x, (3, 4))) | x=f4(1)
ms.COOTensor() |
ms.CSRTensor() |
ms.RowTensor() |
ms.COOTensor(coo_tensor=x) | x=f4(1)
ms.CSRTensor(csr_tensor=x) | x=f4(1)
ms.RowTensor(row_tensor=x) | x=f4(1)
ms.COOTensor([[0, 1]], x, (3, 4)) | x=f4(1)
ms.COOTensor(I((0, 1)), [1.0], (3, 4)) |
COO(x, [3, 4]) | x=f4(3)
COO(x, (3, 4.0)) | x=f4(3)
COO(x, (3, -4)) | x=f4(3)
COO(x, (3, 4, 5)) | x=f4(3)
COO(x, (3, 4)) | x=f4(2)
COO(x, (3, 4)) | x=f4(3,1)
ms.COOTensor(x, x, (3, 4)) | x=f4(3)
ms.COOTensor(I(0, 1), x, (3, 4)) | x=f4(2)
ms.COOTensor(Tensor([[0, 1]], ms.int8), x, (3, 4)) | x=f4(1)
CSR(x, (2, 4)) | x=f4(3)
CSR(x, (3, 4)) | x=f4(2)
CSR(x, (3, 4)) | x=f4(3,2)
CSR(x, (3, 0)) | x=f4(3)
CSR(x, [3, 4]) | x=f4(3)
ms.CSRTensor([0, 1], I(0), x, (1, 2)) | x=f4(1)
ms.CSRTensor(Tensor([0, 1], ms.int8), I(0), x, (1, 2)) | x=f4(1)
ms.CSRTensor(I(0, 1), Tensor([0], ms.uint8), x, (1, 2)) | x=f4(1)
ms.CSRTensor(I((0, 1)), I(0), x, (1, 2)) | x=f4(1)
ms.SparseTensor([[0, 1]], x, (3, 4)) | x=f4(1)
COO(x, (3, 4)).to_dense() | x=f4(3)
COO32(x, (3, 4)).to_dense() | x=f8(3)
TWICE(x, (3, 4)).to_dense() | x=f4(3)
COO32(x, (3, 4)).to_dense() | x=i4(3)
COO(x, (3, 4)).to_dense() | x=f2(3)
COO(x, (3, 4)).to_dense() | x=b1(3)
CSR(x, (3, 4)).to_dense() | x=f4(3)
CSR2(x, (3, 4)).to_dense() | x=f8(3)
CSR(x, (3, 4)).to_dense() | x=i4(3)
CSR(x, (3, 4, 2)).to_dense() | x=f4(3,2)
COO(x, (3, 4)).to_csr() | x=f4(3)
TWICE(x, (3, 4)).to_csr() | x=i4(3)
COO32(x, (3, 4)).to_csr().to_tuple() | x=f4(3)
CSR(x, (3, 4)).to_coo() | x=f4(3)
CSR2(x, (3, 4)).to_coo().to_tuple() | x=f4(3)
CSR(x, (3, 4, 2)).to_coo() | x=f4(3,2)
TWICE(x, (3, 4)).coalesce().to_tuple() | x=f4(3)
TWICE(x, (3, 4)).coalesce() | x=f4t(3)
COO32(x, (3, 4)).coalesce() | x=f4t(3)
COO(x, (3, 4)).abs().values | x=f4(3)
CSR(x, (3, 4)).abs().values | x=f4(3)
COO(x, (3, 4)).astype(ms.float64).to_tuple() | x=f4(3)
COO(x, (3, 4)).astype('int32') | x=f4(3)
CSR(x, (3, 4)).astype(np.float16) | x=f4t(3)
CSR(x, (3, 4)).astype(ms.float64).values | x=f4(3)
COO(x, (3, 4)).astype('abc') | x=f4(3)
COO(x, (3, 4)).add(OTHER(y, (3, 4)), Tensor(0, ms.float32)).to_tuple() | x=f4(3) y=f4(2)
COO(x, (3, 4)).add(OTHER(y, (3, 4)), Tensor(0, ms.int32)) | x=i4(3) y=i4(2)
COO(x, (3, 4)).add(OTHER(y, (3, 4)), Tensor([0.0])) | x=f4(3) y=f4(2)
COO(x, (3, 4)).add(OTHER(y, (3, 4)), Tensor(0.0, ms.float64)) | x=f4(3) y=f8(2)
COO(x, (3, 4)).add(y, Tensor(0.0)) | x=f4(3) y=f4(2)
COO32(x, (3, 4)).add(COO32(x, (3, 4)), Tensor(0.0)) | x=f4(3)
(COO(x, (3, 4)) + OTHER(y, (3, 4))).to_tuple() | x=f4(3) y=f4(2)
(COO(x, (3, 4)) - OTHER(y, (3, 4))).to_tuple() | x=f4(3) y=f4(2)
(COO(x, (3, 4)) - OTHER(y, (3, 4))).to_tuple() | x=f8(3) y=f8(2)
COO(x, (3, 4)) + TWICE(y, (3, 4)) | x=f4t(3) y=f4t(3)
COO(x, (3, 4)) + OTHER(y, (3, 5)) | x=f4t(3) y=f4t(2)
COO(x, (3, 4)) - OTHER(y, (3, 5)) | x=f4t(3) y=f4t(2)
(-COO(x, (3, 4))).values | x=f4(3)
(-CSR(x, (3, 4))).to_tuple() | x=f4(3)
COO(x, (3, 4)) + y | x=f4(3) y=f4(3,4)
y + COO(x, (3, 4)) | x=f4(3) y=f4(3,4)
COO32(x, (3, 4)) - y | x=f4(3) y=f4(3,4)
y - COO(x, (3, 4)) | x=f8(3) y=f8(3,4)
COO(x, (3, 4)) + y | x=f4(3) y=f8(3,4)
COO(x, (3, 4)) + y | x=i4(3) y=f4(3,4)
COO(x, (3, 4)) + y | x=f4(3) y=f4(4)
(COO(x, (3, 4)) * y).to_tuple() | x=f4(3) y=f4(3,4)
(y * COO(x, (3, 4))).to_tuple() | x=f4(3) y=f4(3,4)
(COO32(x, (3, 4)) / y).values | x=f4(3) y=f4+(3,4)
(COO(x, (3, 4)) * y).values | x=f4(3) y=f8(3,4)
(COO(x, (3, 4)) * y).values | x=i4(3) y=i4(3,4)
(COO(x, (3, 4)) / y).values | x=i4(3) y=i4+(3,4)
COO(x, (3, 4)) * y | x=f4(3) y=f4(4)
COO(x, (3, 4)) / y | x=f4(3) y=f4(1)
COO(x, (3, 4)) * COO(x, (3, 4)) | x=f4(3)
COO(x, (3, 4)) / COO(x, (3, 4)) | x=f4(3)
2.0 * COO(x, (3, 4)) | x=f4(3)
y / COO(x, (3, 4)) | x=f4(3) y=f4(3,4)
CSR(x, (3, 4)) + CSR2(y, (3, 4)) | x=f4t(3) y=f4t(3)
(CSR(x, (3, 4)) + CSR2(y, (3, 4))).values | x=f8(3) y=f8(3)
(CSR(x, (3, 4)) - CSR2(y, (3, 4))).to_tuple() | x=f4(3) y=f4(3)
CSR(x, (3, 4)) + CSR2(y, (3, 5)) | x=f4t(3) y=f4t(3)
CSR(x, (3, 4)) + y | x=f4(3) y=f4(3,4)
CSR(x, (3, 4)) - y | x=f4(3) y=f4(3,4)
CSR(x, (3, 4)).add(CSR2(y, (3, 4)), Tensor(2.0), Tensor(-0.5)).to_tuple() | x=f4(3) y=f4(3)
ops.csr_add(CSR(x, (3, 4)), CSR2(y, (3, 4)), Tensor(1.0, ms.float64), Tensor(3.0, ms.float64)) | x=f8(3) y=f8(3)
ops.csr_add(CSR(x, (3, 4)), CSR2(y, (3, 4)), Tensor(1), Tensor(1)) | x=i4(3) y=i4(3)
ops.csr_add(CSR(x, (3, 4)), y, Tensor(1.0), Tensor(1.0)) | x=f4(3) y=f4(3)
CSR(x, (3, 4)) * 2.0 | x=f4(3)
CSR(x, (3, 4)) / 2.0 | x=f4(3)
CSR(x, (3, 4)) * 2 | x=i4(3)
CSR(x, (3, 4)) * Tensor(2.0) | x=f4(3)
CSR(x, (3, 4)) * Tensor([2.0]) | x=f4(3)
ops.csr_mul(CSR(x, (3, 4)), 2.0) | x=f4(3)
ops.csr_div(CSR(x, (3, 4)), 2.0) | x=f4(3)
2.0 * CSR(x, (3, 4)) | x=f4(3)
CSR(x, (3, 4)) * CSR(x, (3, 4)) | x=f4(3)
CSR(x, (3, 4)) * y | x=f4(3) y=f4(2,4)
CSR(x, (3, 4)) / y | x=f4(3) y=f4(2,3,4)
CSR(x, (3, 4)) * y | x=f4(3) y=f4(3,4)
(y * CSR(x, (3, 4))).to_tuple() | x=f4(3) y=f4(3,4)
(CSR(x, (3, 4)) / y).values | x=f4(3) y=f4+(3,4)
ops.csr_div(CSR(x, (3, 4)), y) | x=f4(3) y=f4+(1,4)
ops.csr_mul(CSR(x, (3, 4)), y).values | x=f4(3) y=f4(4)
(CSR(x, (3, 4, 2)) * y).values | x=f4(3,2) y=f4(3,4,2)
CSR(x, (3, 4)).mv(y) | x=f4(3) y=f4(4,1)
CSR(x, (3, 4)).mv(y) | x=f4(3) y=f4(3,1)
CSR(x, (3, 4)).mv(y) | x=f4(3) y=f4(4)
CSR(x, (3, 4)).mv([1.0]) | x=f4(3)
ops.csr_mv(CSR2(x, (3, 4)), y) | x=f4(3) y=f4(4,1)
CSR(x, (3, 4)).mm(y) | x=f4(3) y=f4(4,2)
CSR(x, (3, 4)).mm(y) | x=f4(3) y=f4(3,2)
CSR(x, (3, 4)).mm(2) | x=f4(3)
CSR(x, (3, 4)).mm(ms.CSRTensor(Tensor([0, 1, 1, 2, 3], ms.int32), Tensor([1, 0, 1], ms.int32), y, (4, 2))) | x=f4(3) y=f4(3)
ops.csr_mm(CSR(x, (3, 4)), CSR2(y, (3, 4)), trans_b=True).to_tuple() | x=f4(3) y=f4(3)
ops.csr_mm(CSR(x, (3, 4)), CSR2(y, (3, 4)), trans_a=True).to_dense() | x=f4(3) y=f4(3)
CSR(x, (3, 4)).sum(1) | x=f4(3)
CSR(x, (3, 4)).sum(-1) | x=f4(3)
CSR(x, (3, 4)).sum(0) | x=f4(3)
CSR(x, (3, 4)).sum('a') | x=f4(3)
ops.csr_reduce_sum(CSR(x, (3, 4)), 1) | x=f4(3)
ops.csr_softmax(CSR(x, (3, 4)), ms.float32).to_tuple() | x=f4(3)
ops.csr_softmax(CSR(x, (3, 4)), ms.float64).values | x=f8(3)
ops.csr_gather(I32(0, 1, 3, 3), I32(3, 0, 2), x, (3, 4)) | x=f4(3,4)
ops.csr2coo(I32(0, 1, 3, 3), 3) |
ops.csr2coo(I32(0, 2, 2, 3), 3) |
ops.coo2csr(I32(0, 1, 1, 3), 4) |
ops.coo2csr(I(0, 1, 1), 3) |
ops.csr_to_coo(CSR(x, (3, 4))).to_tuple() | x=f4(3)
ops.csr_to_coo(COO(x, (3, 4))) | x=f4(3)
ops.csr_to_dense(CSR(x, (3, 4))) | x=f4(3)
ops.csr_to_dense(COO(x, (3, 4))) | x=f4(3)
ops.dense_to_sparse_coo(x * (Tensor([[1, 0, 2], [0, 0, 3]]))).to_tuple() | x=f4(2,3)
ops.dense_to_sparse_csr(x * (Tensor([[1, 0, 2], [0, 0, 3]]))).to_tuple() | x=f4(2,3)
ops.dense_to_sparse_csr(Tensor([[0, 5, 0], [0, 0, 0], [1, 0, 2]])) |
Tensor([[0, 5, 0], [0, 0, 0]]).to_coo() |
Tensor([[0, 5, 0], [0, 0, 0]], ms.float16).to_csr() |
ops.dense_to_sparse_coo(x * 0) | x=f4(2,3)
ops.dense_to_sparse_coo(x) | x=f4(3)
ops.dense_to_sparse_csr(x) | x=f4(3)
ops.dense_to_sparse_csr(3) |
ops.coo_concat((COO(x, (3, 4)), OTHER(y, (3, 4)))).to_tuple() | x=f4(3) y=f4(2)
ops.coo_concat((COO(x, (3, 4)), OTHER(y, (3, 4))), 1) | x=f4t(3) y=f4t(2)
ops.coo_concat([COO(x, (3, 4)), TWICE(y, (3, 4))], -1).to_tuple() | x=f8(3) y=f8(3)
ops.coo_concat((COO(x, (3, 4)),)) | x=f4(3)
ops.coo_concat((COO(x, (3, 4)), OTHER(y, (3, 4))), 2) | x=f4(3) y=f4(2)
ops.coo_concat((COO32(x, (3, 4)), COO32(x, (3, 4)))) | x=f4(3)
ops.coo_concat((COO(x, (3, 4)), OTHER(y, (3, 5)))) | x=f4(3) y=f4(2)
ops.coo_add(COO(x, (3, 4)), OTHER(y, (3, 4)), Tensor(0.0)).to_tuple() | x=f4(3) y=f4(2)
ops.coo_add(COO(x, (3, 4)), OTHER(y, (3, 4)), Tensor(1.9)).to_tuple() | x=f4(3) y=f4(2)
ops.coo_add(COO(x, (3, 4)), TWICE(y, (3, 4)), Tensor(1, ms.float32)) | x=f4t(3) y=f4t(3)
ops.coo_add(COO(x, (3, 4)), OTHER(y, (3, 4)), 0.0) | x=f4(3) y=f4(2)
ops.csr_add(CSR(x, (3, 4)), CSR2(y, (3, 4)), Tensor([2.0]), Tensor([3.0])).values | x=f4(3) y=f4(3)
ops.csr_add(CSR(x, (3, 4)), CSR2(y, (3, 4)), 2.0, 3.0) | x=f4(3) y=f4(3)
ops.csr_add(CSR(x, (3, 4)), CSR2(y, (3, 4)), Tensor(2), Tensor(3)).values | x=f4(3) y=f8(3)
ops.csr_mm(CSR(x, (3, 4)), y, trans_a=True) | x=f4(3) y=f4(3,2)
ops.csr_softmax(CSR(x, (3, 4)), ms.float64).values | x=f4(3)
ops.csr_softmax(CSR(x, (3, 4)), ms.int32) | x=f4(3)
CSR(x, (3, 4)) * 2.5 | x=i4(3)
CSR(x, (3, 4)) / Tensor([[2.0]]) | x=f4(3)
ops.csr2coo(I32(0, 1, 3, 3), 2) |
ops.coo2csr(I32(2, 0, 1), 3) |
ms.COOTensor(I32((2, 1), (0, 3), (2, 0), (0, 3)), Tensor([1.0, 2.0, 3.0, 4.0]), (3, 4)).to_csr().to_tuple() |
ms.COOTensor(I((0, 5)), x, (2, 2)).to_dense() | x=f4(1)
ms.COOTensor(Tensor(np.zeros((0, 2), np.int64)), x, (2, 2)).to_dense() | x=f4(0)
COO(x, (3, 4)) + ms.COOTensor(Tensor(np.zeros((0, 2), np.int64)), y, (3, 4)) | x=f4t(3) y=f4(0)
ops.coo_tensor_get_indices(COO(x, (3, 4))) | x=f4(3)
ops.coo_tensor_get_values(COO(x, (3, 4))) | x=f4(3)
ops.coo_tensor_get_dense_shape(COO(x, (3, 4))) | x=f4(3)
ops.csr_tensor_get_indptr(CSR(x, (3, 4))) | x=f4(3)
ops.csr_tensor_get_indices(CSR(x, (3, 4))) | x=f4(3)
ops.csr_tensor_get_values(CSR(x, (3, 4))) | x=f4(3)
ops.csr_tensor_get_dense_shape(CSR(x, (3, 4))) | x=f4(3)
ops.coo_abs(x) | x=f4(3)
ops.csr_abs(COO(x, (3, 4))) | x=f4(3)
ops.coo_sin(CSR(x, (3, 4))) | x=f4(3)
ops.abs(COO(x, (3, 4))) | x=f4(3)
ops.csr_isnan(CSR(x * float("nan"), (3, 4))).values | x=f4(3)
ops.coo_isinf(COO(x / 0, (3, 4))).values | x=f4(3)
ops.coalesce(I((0, 0, 1), (1, 1, 2)), x, I(3, 3)) | x=f4(3)
ops.coalesce(I((2, 0, 1, 0), (1, 3, 2, 3)), x, I(3, 4)) | x=f8(4)
ops.coalesce(I((0, 0, 1), (1, 1, 2)), x, I(3, 3)) | x=f2(3)
ops.coalesce(I((0, 0, 1), (1, 1, 2)), x, I(3, 3)) | x=i4(3)
ops.coalesce(I((0, 0, 1), (1, 1, 2)), x, I(3, 3)) | x=f4(2)
ops.coalesce(I(0, 0, 1), x, I(3, 3)) | x=f4(3)
ops.coalesce(I32((0, 0, 1), (1, 1, 2)), x, I(3, 3)) | x=f4(3)
ops.Coalesce()(I((0, 2, 1), (1, 1, 2)), x, I(3, 3)) | x=f4(3)
"""


def lines():
    """Pairs of the call's text and the specs of its arrays."""
    unary = [
        f"ops.{kind.lower()}_{name}({kind}(x, (3, 4))).{'to_tuple()' if i % 6 == 0 else 'values'} | x=f4{flavour}(3)"
        for flavour, names in UNARY.items()
        for i, name in enumerate(names.split())
        for kind in ("COO", "CSR")
    ]
    dtypes = [
        f"ops.{kind.lower()}_{name}({kind}(x, (3, 4))).values | x={spec}(3)"
        for name, spec in (("abs", "i4"), ("exp", "f2"), ("isinf", "f8"), ("sqrt", "f8+"), ("round", "f4t"))
        for kind in ("COO", "CSR")
    ]
    for line in [*CASES.strip().splitlines(), *unary, *dtypes]:
        call, specs = line.split("|")
        for short, full in SHORT.items():
            call = re.sub(rf"(?<![\w.]){re.escape(short)}", full, call)
        yield call.strip(), dict(spec.split("=") for spec in specs.split())
