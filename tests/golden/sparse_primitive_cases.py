# ruff: noqa: E501
"""Primitives of sparse matrices, in the form of `ops_cases.py`; `make_sparse.py` asks the real MindSpore for the answers."""

import re

SHORT = {
    "S.": "ms.ops.operations.sparse_ops.",
    "C.": "ms.ops.operations._csr_ops.",
    "I(": "(lambda *rows, dtype=ms.int64: Tensor(list(rows), dtype))(",
    "I32(": "(lambda *rows, dtype=ms.int32: Tensor(list(rows), dtype))(",
}

# dense shape, batch pointers, row pointers and columns of a matrix of 3 rows and 4 columns with 3 values, of one with 4,
# and of two matrices of 2 rows and 3 columns with 2 and 3 values
PARTS = {
    "AAA": "I32(3, 4), I32(0, 3), I32(0, 1, 3, 3), I32(3, 0, 2)",
    "BBB": "I32(3, 4), I32(0, 4), I32(0, 0, 3, 4), I32(0, 1, 2, 3)",
    "TWO": "I32(2, 2, 3), I32(0, 2, 5), I32(0, 1, 2, 0, 2, 3), I32(2, 0, 0, 1, 2)",
    "LONG": "I(3, 4), I(0, 3), I(0, 1, 3, 3), I(3, 0, 2)",
}

CASES = """
S.SparseToDense()(I((0, 1), (1, 2), (2, 0)), x, (3, 4)) | x=f4(3)
S.SparseToDense()(I32((0, 1), (1, 2), (2, 0)), x, (3, 4)) | x=f8(3)
S.SparseToDense()(I((0, 1), (1, 2), (1, 2)), x, (3, 4)) | x=f4(3)
S.SparseToDense()(I((0, 1), (1, 2)), x, (3, 4)) | x=i4(2)
S.SparseToDense()(I((0, 1), (1, 2)), x, (3, 4)) | x=b1(2)
S.SparseToDense()(I((0, 1), (1, 2)), x, (3, 4)) | x=f4(3)
S.SparseToDense()(I((0, 1), (1, 5)), x, (3, 4)) | x=f4(2)
S.SparseToDense()(I((0, 1), (1, 2)), x, (3, 4, 2)) | x=f4(2)
S.SparseToDense()(I(0, 1), x, (3, 4)) | x=f4(2)
S.SparseToDense()(x, x, (3, 4)) | x=f4(2)
S.SparseToDense()(I((0, 1), (1, 2)), x, (3, -4)) | x=f4(2)
ops.SparseToDense()(I((0, 1), (1, 2)), x, (3, 4)) | x=f4(2)
S.SparseToDenseV2()(I32((0, 1), (1, 2)), I32(3, 4), x, Tensor(0, ms.float32)) | x=f4(2)
S.SparseToDenseV2()(I((0, 1), (1, 2)), I(3, 4), x, Tensor(2.5, ms.float32)) | x=f4(2)
S.SparseToDenseV2()(I(0, 2), I(4), x, Tensor(1, ms.int32)) | x=i4(2)
S.SparseToDenseV2()(I((0, 1), (1, 2)), I(3, 4), Tensor(7.0), Tensor(0, ms.float32)) |
S.SparseToDenseV2()(I((1, 2), (0, 1)), I(3, 4), x, Tensor(0.0)) | x=f4(2)
S.SparseToDenseV2(False)(I((1, 2), (0, 1)), I(3, 4), x, Tensor(0.0)) | x=f4(2)
S.SparseToDenseV2()(I32((0, 1), (1, 2)), I(3, 4), x, Tensor(0.0)) | x=f4(2)
S.SparseToDenseV2(1)
S.SparseTensorDenseMatmul()(I((0, 1), (1, 2), (2, 0)), x, (3, 4), y) | x=f4(3) y=f4(4,2)
S.SparseTensorDenseMatmul()(I32((0, 1), (1, 2), (2, 0)), x, (3, 4), y) | x=f8(3) y=f8(4,2)
S.SparseTensorDenseMatmul(adjoint_st=True)(I((0, 1), (1, 2), (2, 0)), x, (3, 4), y) | x=f4(3) y=f4(3,2)
S.SparseTensorDenseMatmul(adjoint_dt=True)(I((0, 1), (1, 2), (2, 0)), x, (3, 4), y) | x=f4(3) y=f4(2,4)
S.SparseTensorDenseMatmul(True, True)(I((0, 1), (1, 2), (2, 0)), x, I(3, 4), y) | x=f4(3) y=f4(2,3)
S.SparseTensorDenseMatmul()(I((0, 1), (1, 2)), x, (3, 4), y) | x=i4(2) y=i4(4,2)
S.SparseTensorDenseMatmul()(I((0, 1), (1, 2)), x, (3, 4), y) | x=f4(2) y=f8(4,2)
S.SparseTensorDenseMatmul()(I((0, 1), (1, 2)), x, (3, 4), y) | x=f4(2) y=f4(3,2)
S.SparseTensorDenseMatmul()(I((0, 1), (1, 2)), x, (3, 4), y) | x=f4(3) y=f4(4,2)
S.SparseTensorDenseMatmul(1) |
S.SparseTensorDenseMatmul()
S.SparseTensorDenseAdd()(I((0, 0), (0, 1)), x, I(3, 3), y) | x=f4(2) y=f4(3,3)
S.SparseTensorDenseAdd()(I32((0, 0), (0, 0)), x, I32(3, 3), y) | x=i4(2) y=i4(3,3)
S.SparseTensorDenseAdd()(I((0, 0, 1)), x, I(1, 2, 2), y) | x=f8(1) y=f8(1,2,2)
S.SparseTensorDenseAdd()(I((0, 0), (0, 1)), x, I(3, 3), y) | x=f4(2) y=f4(3,2)
S.SparseTensorDenseAdd()(I((0, 0), (0, 1)), x, I(3, 3), y) | x=f4(2) y=f8(3,3)
S.SparseAdd()(I((0, 1), (1, 2)), x, I(3, 4), I((0, 0), (1, 2)), y, I(3, 4), Tensor(0.0)) | x=f4(2) y=f4(2)
S.SparseAdd()(I((0, 1), (1, 2)), x, I(3, 4), I((0, 0), (1, 2)), y, I(3, 4), Tensor(2, ms.int32)) | x=i4(2) y=i4(2)
S.SparseAdd()(I32((0, 1), (1, 2)), x, I(3, 4), I((0, 0), (1, 2)), y, I(3, 4), Tensor(0.0)) | x=f4(2) y=f4(2)
S.SparseAdd()(I((0, 1), (1, 2)), x, I(3, 4), I((0, 0), (1, 2)), y, I(3, 5), Tensor(0.0)) | x=f4(2) y=f4(2)
S.SparseAdd()(I((0, 1), (1, 2)), x, I(3, 4), I((0, 0), (1, 2)), y, I(3, 4), Tensor(0.0)) | x=f4(2) y=f4(3)
S.SparseConcat()((I((0, 1), (1, 2)), I((0, 0), (1, 1))), (x, y), (I(3, 4), I(3, 4))) | x=f4(2) y=f4(2)
S.SparseConcat(1)((I((0, 1), (1, 2)), I((0, 0), (1, 1))), (x, y), (I(3, 4), I(3, 5))) | x=i4(2) y=i4(2)
S.SparseConcat(0)((I((0, 1), (1, 2)),), (x,), (I(3, 4),)) | x=f4(2)
S.SparseReorder()(I((2, 1), (0, 1)), x, I(3, 3)) | x=f4(2)
S.SparseReorder()(I((1, 0, 1), (0, 1, 1), (0, 0, 2)), x, I(2, 2, 3)) | x=i4(3)
S.SparseReorder()(I((2, 1), (0, 5)), x, I(3, 3)) | x=f4(2)
S.SparseReorder()(I32((2, 1), (0, 1)), x, I(3, 3)) | x=f4(2)
S.SparseReorder()(I((2, 1), (0, 1)), x, I(3, 3)) | x=f4(3)
S.SparseReshape()(I((0, 0, 0), (0, 0, 1), (0, 1, 0), (1, 0, 0), (1, 2, 3)), I(2, 3, 6), I(9, -1)) |
S.SparseReshape()(I((0, 1), (2, 3)), I(3, 4), I(2, 6)) |
S.SparseReshape()(I((0, 1), (2, 3)), I(3, 4), I(5, -1)) |
S.SparseReshape()(I((0, 1), (2, 3)), I(3, 4), I(-1, -1)) |
S.SparseReshape()(I((0, 1), (2, 3)), I(3, 4), I(2, 5)) |
S.SparseReshape()(I32((0, 1), (2, 3)), I(3, 4), I(2, 6)) |
S.SparseSlice()(I((0, 1), (1, 2), (1, 3), (2, 2)), x, I(3, 4), I(0, 1), I(2, 3)) | x=f4(4)
S.SparseSlice()(I((0, 1), (1, 2), (1, 3), (2, 2)), x, I(3, 4), I(1, 0), I(9, 9)) | x=i4(4)
S.SparseSlice()(I((0, 1), (1, 2), (1, 3), (2, 2)), x, I(3, 4), I(2, 3), I(1, 1)) | x=f8(4)
S.SparseSlice()(I((0, 1), (1, 2)), x, I(3, 4), I(0, 1), I(2)) | x=f4(2)
ops.SparseSlice()(I((0, 1), (1, 2), (1, 3), (2, 2)), x, I(3, 4), I(0, 1), I(2, 3)) | x=f4(4)
S.SparseSoftmax()(I((0, 0), (0, 3), (1, 2), (1, 5), (2, 0), (2, 5)), x, I(6, 6)) | x=f8(6)
S.SparseSoftmax()(I((0, 0, 1), (0, 0, 2), (1, 0, 0)), x, I(2, 1, 3)) | x=f4(3)
S.SparseSoftmax()(I((0, 0), (0, 3)), x, I(6, 6)) | x=i4(2)
S.SparseSoftmax()(I((0, 0), (0, 3)), x, I(6, 6)) | x=f4(3)
S.SparseDenseCwiseAdd()(I((0, 0), (2, 2)), x, I(3, 3), y) | x=f4(2) y=f4(3)
S.SparseDenseCwiseAdd()(I((0, 0), (2, 2)), x, I(3, 3), y) | x=i4(2) y=i4(3,3)
S.SparseDenseCwiseAdd()(I((0, 0), (2, 2)), x, I(3, 3), y) | x=f4(2) y=f4(2)
S.SparseDenseCwiseAdd()(I((0, 0), (2, 2)), x, I(3, 3), y) | x=f4(2) y=f8(3)
S.SparseDenseCwiseMul()(I((0, 0), (2, 2)), x, I(3, 3), y) | x=f4(2) y=f4(3)
S.SparseDenseCwiseMul()(I((0, 0), (2, 1)), x, I(3, 3), y) | x=f8(2) y=f8(3,1)
S.SparseDenseCwiseDiv()(I((0, 0), (2, 2)), x, I(3, 3), y) | x=f4(2) y=f4+(3)
S.SparseDenseCwiseDiv()(I((0, 0), (2, 2)), x, I(3, 3), y) | x=i4(2) y=i4+(3)
S.SparseFillEmptyRows()(I((1, 0)), x, I(2, 3), Tensor(5.0)) | x=f4(1)
S.SparseFillEmptyRows()(I((3, 1), (1, 0), (1, 2)), x, I(5, 3), Tensor(5.0)) | x=f4(3)
S.SparseFillEmptyRows()(I((0, 1), (2, 0)), x, I(3, 3), Tensor(5, ms.int32)) | x=i4(2)
S.SparseFillEmptyRows()(I((0, 1), (2, 0)), x, I(3, 3), Tensor(5.0)) | x=f8(2)
S.SparseSparseMaximum()(I((0, 1), (1, 2)), x, I(3, 3), I((0, 1), (1, 1)), y, I(3, 3)) | x=f4(2) y=f4(2)
S.SparseSparseMaximum()(I((0, 1), (1, 2)), x, I(3, 3), I((0, 1), (1, 1)), y, I(3, 3)) | x=i4(2) y=i4(2)
S.SparseSparseMinimum()(I((0, 0, 0), (0, 1, 0), (0, 1, 1)), x, I(2, 2, 2), I((0, 0, 0), (0, 1, 0), (1, 0, 0)), y, I(2, 2, 2)) | x=f4(3) y=f4(3)
S.SparseSparseMinimum()(I((0, 1), (1, 2)), x, I(3, 3), I((0, 1), (1, 1)), y, I(3, 4)) | x=f4(2) y=f4(2)
S.SparseSparseMaximum()(I((0, 1), (1, 2)), x, I(3, 3), I((0, 1), (1, 1)), y, I(3, 3)) | x=f4(2) y=f8(2)
S.SparseSplit(2)(Tensor(1), I((0, 1), (1, 2), (2, 4)), x, I(3, 5)) | x=f4(3)
S.SparseSplit(3)(Tensor(0), I((0, 1), (1, 2), (2, 4)), x, I(3, 5)) | x=i4(3)
S.SparseSplit(1)(Tensor(0), I((0, 1), (1, 2)), x, I(3, 5)) | x=f4(2)
S.SparseSplit('a') |
S.SparseCountSparseOutput()(I((1, 2), (2, 3), (2, 1), (0, 2)), I(0, 2, 8, 8), I(4, 4), I(1, 2, 1, 0)) |
S.SparseCountSparseOutput(binary_output=True)(I((1, 2), (2, 3), (2, 1), (2, 2)), I(0, 2, 8, 8), I(4, 4), I(1, 2, 1, 0)) |
S.SparseCountSparseOutput(minlength=12)(I((1, 2), (2, 3), (2, 1), (2, 2)), I(0, 2, 8, 8), I(4, 4), Tensor([1.0, 2.5, 1.0, 0.5])) |
S.SparseCountSparseOutput(maxlength=5)(I((1, 2), (2, 3), (2, 1), (2, 2)), I(0, 2, 8, 2), I(4, 4), Tensor([1.0, 2.5, 1.0, 0.5])) |
S.SparseCountSparseOutput()(I((1,), (2,), (2,)), I(0, 2, 2), I(4), I(1, 2, 1)) |
S.SparseCountSparseOutput(minlength=1.5) |
S.SparseSegmentSum()(x, I32(0, 1, 2), I32(0, 1, 1)) | x=f4(3,2)
S.SparseSegmentSum()(x, I32(2, 1, 2), I32(0, 0, 2)) | x=f4(3,2)
S.SparseSegmentSum()(x, I(2, 1), I(0, 0)) | x=f8(3)
S.SparseSegmentSum()(x, I32(2, 1), I32(1, 0)) | x=f4(3)
S.SparseSegmentSum()(x, I32(2, 3), I32(0, 0)) | x=f4(3)
S.SparseSegmentSum()(x, I32(2, 1), I32(0)) | x=f4(3)
S.SparseSegmentSum()(x, x, I32(0)) | x=f4(3)
S.SparseSegmentSumWithNumSegments()(x, I32(0, 2, 1), I32(0, 0, 2), I32(4)) | x=f4(3,2)
S.SparseSegmentSumWithNumSegments()(x, I32(0, 2, 1), I32(0, 0, 2), I32(2)) | x=f4(3,2)
S.SparseSegmentSqrtN()(x, I32(0, 1, 2), I32(0, 1, 1)) | x=f4(3,2)
S.SparseSegmentSqrtN()(x, I32(0, 1, 2), I32(0, 1, 1)) | x=f2(3,2)
S.SparseSegmentSqrtNWithNumSegments()(x, I32(0, 2, 1), I32(0, 0, 2), I32(4)) | x=f4(3,2)
S.SparseSegmentMeanWithNumSegments()(x, I32(0, 2, 1), I32(0, 0, 2), I32(4)) | x=f4(3,2)
S.SparseSegmentMeanWithNumSegments()(x, I32(0, 2, 1), I32(0, 0, 2), Tensor(4, ms.int32)) | x=f8(3,2)
S.SparseAddmm()(I32((0, 1), (1, 2)), x, I32(3, 4), y, z, Tensor([2.0]), Tensor([3.0])) | x=f4(2) y=f4(4,2) z=f4(3,2)
S.SparseAddmm()(I((0, 1), (1, 2)), x, I(3, 4), y, z, Tensor([2], ms.int32), Tensor([3], ms.int32)) | x=i4(2) y=i4(4,2) z=i4(3,2)
S.Sspaddmm()(I((0, 1), (0, 1)), x, I(3, 3), I((0, 1), (2, 2)), y, I(3, 3), z, Tensor(1, ms.int32), Tensor(2, ms.int32)) | x=i4(2) y=i4(2) z=i4(3,3)
S.Sspaddmm()(I((0, 1), (0, 1)), x, I(3, 3), I((0, 1), (2, 2)), y, I(3, 3), z, Tensor(3.0), Tensor(2.0)) | x=f4(2) y=f4(2) z=f4(3,3)
S.Sspaddmm()(I32((2, 1), (0, 1)), x, I32(3, 4), I32((0, 1), (2, 1)), y, I32(3, 3), z, Tensor([3.0]), Tensor([2.0])) | x=f4(2) y=f4(2) z=f4(3,4)
S.SetSize()(I((0, 1), (1, 2)), I(1, 2), I(3, 4)) |
S.SetSize()(I((0, 1), (0, 2), (1, 2)), I(1, 1, 2), I(3, 4)) |
S.DenseToDenseSetOperation(set_operation='a-b')(I32((2, 2, 0), (2, 2, 1), (0, 2, 2)), I32((2, 2, 1), (0, 2, 0), (0, 1, 1))) |
S.DenseToDenseSetOperation('b-a')(I32((2, 2, 0), (2, 2, 1), (0, 2, 2)), I32((2, 2, 1), (0, 2, 0), (0, 1, 1))) |
S.DenseToDenseSetOperation('union')(I((2, 2, 0), (2, 2, 1)), I((2, 3), (0, 2))) |
S.DenseToDenseSetOperation('Intersection')(I((2, 2, 0), (2, 2, 1)), I((2, 3), (0, 2))) |
S.DenseToDenseSetOperation('a+b') |
S.DenseToDenseSetOperation('union')(I((2, 2, 0), (2, 2, 1)), I((2, 3))) |
S.DenseToSparseSetOperation('intersection')(I((1, 2), (3, 0), (1, 5)), I((0, 1), (0, 2), (1, 2)), I(5, 1, 7), I(3, 3)) |
S.DenseToSparseSetOperation('union')(I((1, 2), (3, 0), (1, 5)), I((0, 1), (0, 2), (1, 2)), I(5, 1, 7), I(3, 3)) |
S.DenseToSparseSetOperation('a-b')(I((1, 2), (3, 0), (1, 5)), I((0, 1), (0, 2), (1, 2)), I(5, 1, 7), I(3, 3)) |
S.RaggedTensorToSparse(ms.int64)([I(0, 3, 3, 5, 6)], x) | x=f4(6)
S.RaggedTensorToSparse(ms.int64)([I(0, 2, 3), I(0, 2, 2, 4)], x) | x=i4(4)
S.RaggedTensorToSparse(ms.int64)([I(0, 3, 3, 5, 6)], x) | x=f4(5)
S.RaggedTensorToTensor(['ROW_SPLITS'])(I32(4, 4), x, Tensor(0.0), [I32(0, 3, 3, 7, 9)]) | x=f4(9)
S.RaggedTensorToTensor(['ROW_SPLITS'])(I(4, 4), x, Tensor(7.0), [I(0, 3, 3, 7, 9)]) | x=f4(9)
S.RaggedTensorToTensor(['ROW_SPLITS'])(I(4, 2), x, Tensor(7, ms.int32), [I(0, 3, 3, 7, 9)]) | x=i4(9)
S.RaggedTensorToTensor(['FIRST_DIM_SIZE', 'VALUE_ROWIDS'])(I(4, 3), x, Tensor(7.0), [Tensor(4), I(0, 0, 2, 3)]) | x=f4(4)
S.CSRSparseMatrixToDense()(AAA, x) | x=f4(3)
S.CSRSparseMatrixToDense()(TWO, x) | x=f8(5)
S.CSRSparseMatrixToDense()(LONG, x) | x=f4(3)
S.CSRSparseMatrixToDense()(AAA, x) | x=i4(3)
S.CSRSparseMatrixToSparseTensor()(AAA, x) | x=f4(3)
S.CSRSparseMatrixToSparseTensor()(TWO, x) | x=f8(5)
S.SparseTensorToCSRSparseMatrix()(I((0, 3), (1, 0), (1, 2)), x, I(3, 4)) | x=f4(3)
S.SparseTensorToCSRSparseMatrix()(I((0, 0, 1), (0, 1, 2), (0, 1, 3), (1, 0, 1), (1, 1, 2), (1, 1, 3)), x, I(2, 2, 4)) | x=f4(6)
S.DenseToCSRSparseMatrix()(x, I32((0, 0, 0), (0, 1, 1))) | x=f4(1,2,2)
S.DenseToCSRSparseMatrix()(x, I((0, 1), (1, 0))) | x=f4(2,2)
S.SparseMatrixAdd()(AAA, x, BBB, y, Tensor(2.0), Tensor(3.0)) | x=f4(3) y=f4(4)
S.SparseMatrixAdd()(AAA, x, BBB, y, Tensor(2.0, ms.float64), Tensor(3.0, ms.float64)) | x=f8(3) y=f8(4)
S.SparseMatrixMatMul()(AAA, x, y) | x=f4(3) y=f4(4,2)
S.SparseMatrixMatMul(transpose_x1=True)(AAA, x, y) | x=f4(3) y=f4(3,2)
S.SparseMatrixMatMul(transpose_x2=True, transpose_output=True)(AAA, x, y) | x=f8(3) y=f8(2,4)
S.SparseMatrixMatMul()(TWO, x, y) | x=f4(5) y=f4(2,3,2)
S.SparseMatrixMatMul(adjoint_x1=True, adjoint_x2=True)(TWO, x, y) | x=f4(5) y=f4(2,3,2)
S.SparseMatrixMatMul(transpose_x1=True, adjoint_x1=True) |
S.SparseMatrixNNZ()(AAA, x) | x=f4(3)
S.SparseMatrixNNZ()(TWO, x) | x=f4(5)
S.SparseMatrixSoftmax(ms.float32)(I32(3, 4), Tensor(3, ms.int32), I32(0, 1, 3, 3), I32(3, 0, 2), x) | x=f4(3)
S.SparseMatrixSoftmax(ms.float64)(AAA, x) | x=f8(3)
S.SparseMatrixTranspose()(AAA, x) | x=f4(3)
S.SparseMatrixTranspose()(TWO, x) | x=f4(5)
S.SparseMatrixTranspose(1) |
S.SparseMatrixSparseMatMul()(AAA, x, I32(4, 3), I32(0, 4), I32(0, 1, 2, 3, 4), I32(1, 2, 0, 1), y) | x=f4(3) y=f4(4)
S.SparseMatrixSparseMatMul(transpose_b=True)(AAA, x, BBB, y) | x=f4(3) y=f4(4)
S.SparseMatrixOrderingAMD()(I(2, 2), I32(0, 1), I32(0, 1, 1), I32(0), Tensor([99.0])) |
C.CSRMul()(I32(0, 1, 3, 3), I32(3, 0, 2), x, (3, 4), y) | x=f4(3) y=f4(3,4)
C.CSRDiv()(I32(0, 1, 3, 3), I32(3, 0, 2), x, (3, 4), y) | x=f4(3) y=f4+(3,4)
C.CSRMV()(I32(0, 1, 3, 3), I32(3, 0, 2), x, (3, 4), y) | x=f4(3) y=f4(4,1)
C.CSRMM()(I32(0, 1, 3, 3), I32(3, 0, 2), x, (3, 4), y) | x=f4(3) y=f4(4,2)
C.CSRReduceSum()(I32(0, 1, 3, 3), I32(3, 0, 2), x, (3, 4), 1) | x=f4(3)
C.CSRGather()(I32(0, 1, 3, 3), I32(3, 0, 2), x, (3, 4)) | x=f4(3,4)
C.CSR2COO()(I32(0, 1, 3, 3), 3) |
C.COO2CSR()(I32(0, 1, 1), 3) |
ms.nn.SparseToDense()(ms.COOTensor(I((0, 1), (1, 2)), x, (3, 4))) | x=f4(2)
ms.nn.SparseToDense()(x) | x=f4(2)
ms.nn.SparseTensorDenseMatmul()(I((0, 1), (1, 2)), x, (3, 4), y) | x=f4(2) y=f4(4,2)
ms.nn.SparseTensorDenseMatmul(adjoint_st=True)(I((0, 1), (1, 2)), x, (3, 4), y) | x=f4(2) y=f4(3,2)
ms.nn.SparseTensorDenseMatmul(adjoint_st=1) |
"""


def lines():
    """Pairs of the call's text and the specs of its arrays."""
    for line in CASES.strip().splitlines():
        call, _, specs = line.partition("|")
        for part, text in PARTS.items():
            call = re.sub(rf"\b{part}\b", text, call)
        for short, full in SHORT.items():
            call = re.sub(rf"(?<![\w.]){re.escape(short)}", full, call)
        yield call.strip(), dict(spec.split("=") for spec in specs.split())
