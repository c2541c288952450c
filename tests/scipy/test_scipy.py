"""mindspore.scipy against the real MindSpore's figures."""

import gzip
import json
import re

import mindspore as ms
import numpy as np
import pytest
from mindspore import Tensor
from mindspore.scipy import fft, linalg, optimize

from msgrad.scipy.fft import _transform
from msgrad.scipy.linalg import _cho_solve, _eigh, _lstsq, _lu, _lu_factor, _lu_solve
from tests.batches import Batches
from tests.finite_difference import check_gradient
from tests.ops.test_golden import GOLDEN, check_record, name_of, run

RECORDS = json.loads(gzip.decompress((GOLDEN / "scipy.json.gz").read_bytes()))

# Calls that the real CPU build refuses or fails in, and that are computed here.
REFUSED = [
    r"linalg\.lu\(x\) f8\(4,2\)|permute_l=True",
    r"linalg\.lu_solve\(.*f8\(3,3\) f8\(3\)$",
]

# Where the real one computes something else, and why that is not followed.
DIFFERENT = {
    r"fft\.i?dctn?\(.*\) f": "has a gradient that is not the derivative",
    r"lstsq\(x, y, driver=.*\) f": "has no gradient of the residuals and singular values",
    r"eigh\(.* f8": "has gradients of float64 with float32's precision",
    r"solve_triangular\(x, y\) f2": "has float32 gradients of float16",
}


def matches(patterns, record):
    return any(re.search(pattern, name_of(record)) for pattern in patterns)


def without_gradient(record):
    return {k: v for k, v in record.items() if k != "grads"} if matches(DIFFERENT, record) else record


# lu_solve of the transposed matrix gives something that is not the solution
RECORDS = [without_gradient(record) for record in RECORDS if "trans=1) f8" not in name_of(record)]
BATCHES = Batches(RECORDS, run)


@pytest.mark.parametrize("number", range(len(RECORDS)), ids=map(name_of, RECORDS))
def test_against_mindspore(number):
    record = RECORDS[number]
    if "error" in record and matches(REFUSED, record):
        BATCHES.result(number)
    else:
        check_record(record, lambda: BATCHES.result(number))


# -- gradients that the real one has not, or wrong --

DRAW = np.random.RandomState(0)
MATRIX, OTHER = DRAW.normal(size=(3, 3)), DRAW.normal(size=(3, 2))
POSITIVE = MATRIX @ MATRIX.T + np.eye(3)


@pytest.mark.parametrize(
    ("fn", "arrays"),
    [
        (lambda a: tuple(part for part in _lu.body(a, False)[1:]), [MATRIX]),
        (lambda a, b: _lu_solve.body(*_lu_factor.body(a), b, 1), [MATRIX, OTHER]),
        (lambda a, b: _cho_solve.body(np.tril(POSITIVE) * 0 + a, b, True), [np.tril(POSITIVE), OTHER]),
        (lambda a: _eigh.body((a + a.T) / 2, True, True), [POSITIVE]),
        (lambda a, b: tuple(_lstsq.body(a, b, None, "gelsd")[i] for i in (0, 1, 3)), [OTHER, MATRIX]),
        (lambda a: _transform.body(a, (2, 4), (0, 1), False), [MATRIX]),
    ],
    ids=["lu", "lu_solve", "cho_solve", "eigh", "lstsq", "dctn"],
)
def test_derivatives_are_those_of_finite_differences(fn, arrays):
    check_gradient(fn, *arrays)


# -- minimization --


def himmelblau(p):
    x, y = p
    return (x**2 + y - 11.0) ** 2 + (x + y**2 - 7.0) ** 2


def test_lu_solve_of_the_transposed_matrix():
    found = linalg.lu_solve(linalg.lu_factor(Tensor(MATRIX)), Tensor(OTHER), trans=1)
    np.testing.assert_allclose(MATRIX.T @ found.asnumpy(), OTHER, atol=1e-12)


def test_a_minimum_by_both_methods():
    dense = optimize.minimize(himmelblau, Tensor([0.0, 0.0]), method="BFGS", options={"gtol": 1e-6})
    np.testing.assert_allclose(dense.x.asnumpy(), [3, 2], rtol=1e-6)
    assert (dense.success, dense.status, dense.nit, dense.nfev) == (True, 0, 10, 18)  # as in the real MindSpore
    golden = [[1.62229743e-02, -9.69366916e-03], [-9.69366916e-03, 3.48841324e-02]]
    np.testing.assert_allclose(dense.hess_inv.asnumpy(), golden, rtol=1e-3)
    limited = optimize.minimize(himmelblau, Tensor([0.0, 0.0]), method="LBFGS", options={"gtol": 1e-6})
    np.testing.assert_allclose(limited.x.asnumpy(), [3, 2], rtol=1e-6)
    assert limited.hess_inv is None


def test_line_search_satisfies_both_conditions():
    found = optimize.line_search(lambda x: (x**4).sum() - x.sum(), Tensor([2.0, -1.0]), Tensor([-1.0, 0.3]))
    x, p = np.array([2.0, -1.0]), np.array([-1.0, 0.3])
    value, slope = (x**4).sum() - x.sum(), (4 * x**3 - 1) @ p
    assert found.f_k <= value + 1e-4 * found.a_k * slope
    assert abs(found.g_k.asnumpy() @ p) <= 0.9 * abs(slope)
    rising = optimize.line_search(lambda x: (x * x).sum(), Tensor([1.0, 2.0]), Tensor([1.0, 2.0]))
    assert (rising.failed, rising.status) == (True, 1)


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda x: optimize.minimize(himmelblau, x, method="LAGRANGE"), NotImplementedError, "LAGRANGE.*BFGS"),
        (
            lambda x: optimize.minimize(himmelblau, x, method="BFGS", bounds=[(0, 1)]),
            NotImplementedError,
            "bounds",
        ),
        (
            lambda x: optimize.minimize(himmelblau, x, method="LBFGS", options={"foo": 1}),
            TypeError,
            "foo.*history_size",
        ),
        (lambda x: optimize.minimize(lambda p: p, x, method="BFGS"), ValueError, "one number.*"),
        (lambda x: optimize.line_search(himmelblau, x.astype(ms.int32), x), TypeError, "line_search.*'xk'.*Int32"),
        (lambda x: linalg.inv(x), ValueError, "inv.*'a'.*2 dimensions.*\\(2,\\)"),
        (lambda x: fft.dct(x, type=3), ValueError, "dct.*'type'.*2.*3"),
    ],
)
def test_errors_name_what_is_wrong(call, error, words):
    with pytest.raises(error, match=words):
        call(Tensor([1.0, 2.0]))


def test_import_of_a_submodule_leaves_the_function_in_its_place():
    import mindspore.scipy.optimize.linear_sum_assignment as assign

    assert assign is optimize.linear_sum_assignment
    assert assign(Tensor([[1.0]]), False)[0].tolist() == [0]
