"""Sparse Tensors, their operators and primitives, against the real MindSpore's figures."""

import gzip
import json
import re

import jax
import mindspore as ms
import numpy as np
import pytest
from mindspore import COOTensor, CSRTensor, Tensor, nn, ops

import msgrad
from tests.batches import Batches
from tests.ops.test_golden import GOLDEN, check_record, name_of, run

RECORDS = [
    record
    for file in ("sparse", "sparse_primitives")
    for record in json.loads(gzip.decompress((GOLDEN / f"{file}.json.gz").read_bytes()))
]

# Calls that the real CPU build refuses for want of a kernel for the dtype of the indices or values, or of any kernel.
REFUSED = [
    r"\.to_dense\(\) (b1|i4)\(3\)",
    r"COOTensor\(.*\.to_csr\(\)|ms\.float16\)\.to_csr\(\)|ops\.dense_to_sparse_csr\(Tensor",
    r"ms\.int32\), x, \(3, 4\)\)\.(coalesce|add)\(|ops\.coo_concat\(\(ms\.COOTensor\([^x]*ms\.int32\)",
    r"ops\.coalesce\(.*(i4\(3\)|dtype=ms\.int32.*)$",
    r"ops\.csr_add\(.*Tensor\(1\), Tensor\(1\)\) i4",
    r"ops\.csr_mm\(.*trans_[ab]=True\)\.to_|\.mm\(ms\.CSRTensor",
    r"ops\.coo2csr\(.*dtype=ms\.int64",
    r"\.SparseToDenseV2\(\)\(.*Tensor\(7\.0\)|\.SparseToDenseV2\(False\)",
    r"\.(SparseDenseCwiseDiv|SparseSplit|SparseMatrixSparseMatMul)\([^']*\)\(",
    r"\.DenseToSparseSetOperation\(|\.RaggedTensorToTensor\(|\.CSRSparseMatrixToDense\(\)\(.*i4",
]

# Where the real one computes something else, and why that is not followed.
DIFFERENT = {
    r"SparseTensorDenseMatmul\(\)\(.*f4\(2\) f4\(3,2\)|SparseAdd.*3, 5\)": "does not see that shapes do not fit",
    r"\.SetSize\(": "gives 1000 numbers",
    r"SetOperation\('a\+b'\)|SparseMatrixMatMul\(transpose_x1=True, adjoint_x1=True\)": "finds errors only later",
    r"nn\.SparseToDense\(\)\(x\)": "raises AttributeError, here TypeError",
    r"SparseMatrixOrderingAMD": "is not there",
    r"\.SparseToDense\(\)\(.*\(1, 2\), \(1, 2\)\)": "gives overwritten values gradients",
    r"\.SparseToDense\(\)\(.*\(3, 4, 2\)\)": "raises RuntimeError in the kernel, here ValueError",
    r"\.SparseReshape\(\).*\(2, 6\)": "gives zeros",
    r"\.Sspaddmm\(\)\(.*f4": "has no gradient",
    r"\.add\(y, Tensor\(0\.0\)\)|ops\.coo_add\(.*, 0\.0\)": "raises AttributeError, here TypeError",
    r"(coalesce\(\)\.to_tuple\(\)|ops\.[cC]oalesce\(.*) f[248]\(\d\)$": "has the gradient as if nothing were added",
}


def matches(patterns, record):
    return any(re.search(pattern, name_of(record)) for pattern in patterns)


FOLLOWED = [i for i, record in enumerate(RECORDS) if not matches(DIFFERENT, record)]
BATCHES = Batches(RECORDS, run)


def check(number, compute):
    record = RECORDS[number]
    if "error" in record and matches(REFUSED, record):
        compute()
    else:
        check_record(record, compute)


@pytest.mark.parametrize("number", FOLLOWED, ids=[name_of(RECORDS[i]) for i in FOLLOWED])
def test_as_one_program(number):
    check(number, lambda: BATCHES.result(number))


@pytest.mark.parametrize("number", FOLLOWED[::30], ids=[name_of(RECORDS[i]) for i in FOLLOWED[::30]])
def test_operator_by_operator(number):
    with msgrad.executor("operator"):
        check(number, lambda: run(RECORDS[number]))


# -- transforms, jit, Cells, JAX --


def coo(values, dtype=ms.int64):
    return COOTensor(Tensor([[0, 1], [1, 2], [2, 0]], dtype), values, (3, 4))


def csr(values):
    return CSRTensor(Tensor([0, 1, 3, 3], ms.int32), Tensor([3, 0, 2], ms.int32), values, (3, 4))


X = Tensor([1.0, 2.0, 3.0])
DENSE = Tensor(np.arange(12.0).reshape(3, 4), ms.float32)


def test_the_gradient_for_a_sparse_argument_is_that_of_its_values():
    found = ms.grad(lambda t: (t.to_dense() * DENSE).sum())(coo(X))
    assert found.tolist() == [1, 6, 8]  # as the real MindSpore has it
    of_values, of_dense = ms.grad(lambda t, y: (t * y).values.sum(), (0, 1))(coo(X), ops.ones_like(DENSE))
    assert of_values.tolist() == [1, 1, 1]
    np.testing.assert_array_equal(of_dense.asnumpy(), coo(X).to_dense().asnumpy())
    out, gradient = ms.value_and_grad(lambda v: csr(v * 2))(X)
    assert isinstance(out, CSRTensor)
    assert gradient.tolist() == [2, 2, 2]
    out, pull = ms.vjp(lambda t: t.mm(DENSE.T), csr(X))
    assert pull(ops.ones_like(out))[0].shape == (3,)


def test_gradients_that_the_real_one_lacks_or_has_wrong():
    weights = Tensor(np.arange(5.0) + 1, ms.float32)
    merged = ms.grad(lambda v: (ops.coalesce(Tensor([[1, 0, 1]]), v, Tensor([3]))[1] * weights[:2]).sum())(X)
    assert merged.tolist() == [2, 1, 2]
    summed = ms.grad(lambda v: ((csr(v) + csr(v * v)).values * weights[:3]).sum())(X)
    assert summed.tolist() == [3, 10, 21]
    product = ms.grad(lambda v: ops.csr_mm(csr(v), csr(v), trans_b=True).to_dense().sum())(X)
    dense = ms.grad(lambda v: (csr(v).to_dense() @ csr(v).to_dense().T).sum())(X)
    np.testing.assert_allclose(product.asnumpy(), dense.asnumpy(), rtol=1e-6)
    softmax = ms.grad(lambda v: (ops.csr_softmax(csr(v), ms.float32).values * weights[:3]).sum())(X)
    alone = ms.grad(lambda v: (ops.softmax(v[1:]) * weights[1:3]).sum())(X)
    np.testing.assert_allclose(softmax.asnumpy(), alone.asnumpy(), rtol=1e-6)


def test_a_jitted_function_takes_and_returns_sparse_tensors():
    @ms.jit(fullgraph=True)
    def double(t, y):
        return t * y, (-t).to_dense(), t.shape

    for values in (X, X + 1):
        product, dense, shape = double(coo(values), DENSE)
        assert isinstance(product, COOTensor)
        assert shape == (3, 4)
        np.testing.assert_array_equal(product.values.asnumpy(), values.asnumpy() * [1, 6, 8])
        np.testing.assert_array_equal(dense.asnumpy(), -coo(values).to_dense().asnumpy())

    @ms.jit(fullgraph=True)
    def branch(t, flag):
        if flag.sum() > 0:
            t = ops.csr_exp(t)
        for _ in range(2):
            t = ops.csr_neg(t)
        return t

    assert branch(csr(X), Tensor([-1.0])).values.tolist() == [1, 2, 3]
    np.testing.assert_allclose(branch(csr(X), Tensor([1.0])).values.asnumpy(), np.exp([1, 2, 3]), rtol=1e-6)


def test_in_a_cell():
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.graph = csr(Tensor([1.0, 2.0, 3.0]))
            self.weight = ms.Parameter(Tensor(np.ones((4, 2), np.float32)), name="weight")

        def construct(self, x):
            return ops.relu(self.graph.mm(self.weight * x))

    net = Net()
    gradient = ms.grad(lambda x: net(x).sum(), None, net.trainable_params())(Tensor(2.0))[0]
    np.testing.assert_array_equal(gradient.asnumpy(), [[4, 4], [0, 0], [6, 6], [2, 2]])
    assert ms.jit(net.construct)(Tensor(1.0)).tolist() == [[1, 1], [5, 5], [0, 0]]


def test_as_pytrees():
    doubled = jax.tree.map(lambda x: x * 2 if x.dtype == np.float32 else x, coo(X))
    assert isinstance(doubled, COOTensor)
    assert (doubled.shape, doubled.values.tolist()) == ((3, 4), [2, 4, 6])
    dense = jax.jit(lambda t: t.to_dense())(csr(X))
    np.testing.assert_array_equal(dense.asnumpy(), csr(X).to_dense().asnumpy())
    assert len(jax.tree.leaves(csr(X))) == 3


def test_conversions_agree_with_numpy():
    draw = np.random.RandomState(0)
    dense = draw.randint(-2, 3, (5, 7)) * (draw.rand(5, 7) < 0.4)
    other = draw.randint(-2, 3, (7, 3)) * (draw.rand(7, 3) < 0.5)
    x, y = Tensor(dense), Tensor(other)
    assert x.to_coo().to_csr().to_coo().to_dense().tolist() == dense.tolist()
    assert x.to_csr().to_dense().dtype == ms.int64
    assert x.to_csr().mm(y).tolist() == (dense @ other).tolist()
    assert x.to_csr().mm(y.to_csr()).to_dense().tolist() == (dense @ other).tolist()
    assert ops.csr_mm(x.to_csr(), x.to_csr(), adjoint_a=True).to_dense().tolist() == (dense.T @ dense).tolist()


def ints(*rows, dtype=ms.int64):
    return Tensor(list(rows), dtype)


def test_primitives_that_the_real_cpu_build_lacks():
    S = ops.operations.sparse_ops
    first = ints(4, 5), ints(0, 4), ints(0, 1, 1, 3, 4), ints(0, 3, 4, 0), Tensor([1.0, 5.0, -1.0, -2.0])
    second = ints(5, 3), ints(0, 3), ints(0, 1, 1, 3, 3, 3), ints(0, 0, 1), Tensor([2.0, 7.0, 8.0])
    product = S.SparseMatrixSparseMatMul()(*first, *second)
    assert [part.tolist() for part in product] == [[4, 3], [0, 2], [0, 1, 1, 1, 2], [0, 0], [2, -4]]
    turned = S.SparseMatrixSparseMatMul(transpose_a=True, transpose_b=True)(*second, *first)
    dense = S.CSRSparseMatrixToDense()(*S.SparseMatrixTranspose()(*turned))
    assert dense.tolist() == S.CSRSparseMatrixToDense()(*product).tolist()

    quotient = S.SparseDenseCwiseDiv()(ints((0, 0), (2, 2)), ints(4, 2), ints(3, 3), ints(1, 2, 2))
    assert quotient.tolist() == [4, 1]
    places, values, shapes = S.SparseSplit(2)(Tensor(1), ints((0, 1), (1, 2), (2, 4)), X, ints(3, 5))
    assert [part.tolist() for part in places] == [[[0, 1], [1, 2]], [[2, 1]]]
    assert [part.tolist() for part in (*values, *shapes)] == [[1, 2], [3], [3, 3], [3, 2]]
    assert S.SetSize()(ints((0, 1), (0, 2), (1, 2)), ints(1, 1, 2), ints(3, 4)).tolist() == [1, 1, 0]
    dense, sparse = ints((1, 2), (3, 0), (1, 5)), (ints((0, 1), (0, 2), (1, 2)), ints(5, 1, 7), ints(3, 3))
    common = S.DenseToSparseSetOperation("intersection")(dense, *sparse)
    assert [part.tolist() for part in common] == [[[0, 0]], [1], [3, 1]]

    ragged = S.RaggedTensorToTensor(["ROW_SPLITS"])
    numbers, splits = Tensor(np.arange(1, 10)), [ints(0, 3, 3, 7, 9)]
    filled = ragged(ints(4, 4), numbers, Tensor(0), splits)
    assert filled.tolist() == [[1, 2, 3, 0], [0, 0, 0, 0], [4, 5, 6, 7], [8, 9, 0, 0]]
    assert ragged(ints(3, 2), numbers, Tensor(0), splits).tolist() == [[1, 2], [0, 0], [4, 5]]
    by_rows = S.RaggedTensorToTensor(["FIRST_DIM_SIZE", "VALUE_ROWIDS"])
    assert by_rows(ints(3, 2), numbers[:3], Tensor(7), [Tensor(3), ints(0, 0, 2)]).tolist() == [[1, 2], [7, 7], [3, 7]]
    with pytest.raises(NotImplementedError, match="SparseMatrixOrderingAMD"):
        S.SparseMatrixOrderingAMD()(*first)


def test_gradients_of_primitives_that_the_real_one_lacks():
    S = ops.operations.sparse_ops
    places, weights = ints((2, 1), (0, 1), (1, 0)), Tensor([1.0, 2.0, 3.0])
    assert ms.grad(lambda v: (S.SparseReorder()(places, v, ints(3, 3))[1] * weights).sum())(X).tolist() == [3, 1, 2]
    filled = lambda v: (S.SparseFillEmptyRows()(places[:2], v, ints(3, 3), Tensor(5.0))[1] * weights).sum()  # noqa: E731
    assert ms.grad(filled)(X[:2]).tolist() == [3, 1]
    matrix = ints(3, 4), ints(0, 3), ints(0, 1, 3, 3), ints(3, 0, 2)
    by_parts = ms.grad(lambda v: S.SparseMatrixMatMul()(*matrix, v, DENSE.T).sum())(X)
    assert by_parts.tolist() == DENSE.asnumpy().sum(0)[[3, 0, 2]].tolist()


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: COOTensor(Tensor([[0, 1]]), Tensor([1.0, 2.0]), (2, 2)), ValueError, "COOTensor.*indices.*1.*2"),
        (lambda: ops.csr_mm(csr(X), csr(X)), ValueError, "csr_mm.*(3, 4)"),
        (lambda: ops.csr_mm(csr(X), csr(X), True, adjoint_a=True), ValueError, "csr_mm.*transposed and adjoint"),
        (lambda: coo(X) + 1, TypeError, "COOTensor.*adding int"),
        (lambda: csr(X) * "a", TypeError, "csr_mul.*'y'.*str"),
        (lambda: coo(X).mv(X), AttributeError, "mv"),
    ],
)
def test_errors_name_what_is_wrong(call, error, words):
    with pytest.raises(error, match=words):
        call()
