# ruff: noqa: E501
"""`mindspore.scipy`, in the form of `ops_cases.py`; `make_scipy.py` asks the real MindSpore for the answers."""

import re

SHORT = {
    "L.": "ms.scipy.linalg.",
    "F.": "ms.scipy.fft.",
    "O.": "ms.scipy.optimize.",
    "P.": "ms.scipy.ops.",
    "SPD": "(x @ x.T + Tensor(np.eye(3), x.dtype))",
    "COSTS": "Tensor([[4.0, 1.0, 3.0], [2.0, 0.0, 5.0]])",
}

CASES = """
L.inv(x) | x=f4(3,3)
L.inv(x) | x=f8(3,3)
L.inv(Tensor([[2, 1], [1, 3]])) |
L.inv(Tensor([[2, 1], [1, 3]], ms.int32)) |
L.inv(x) | x=f2(2,2)
L.inv(x) | x=f4(3,2)
L.inv(x) | x=f4(2,2,2)
L.inv(x) | x=f4(3)
L.inv([[1.0]]) |
L.inv(x, overwrite_a=1) | x=f4(2,2)
L.det(x) | x=f4(3,3)
L.det(x) | x=f8(1,1)
L.det(Tensor([[2, 1], [1, 3]])) |
L.det(x) | x=f4(3,2)
L.cholesky(SPD) | x=f4(3,3)
L.cholesky(SPD, lower=True) | x=f8(3,3)
L.cholesky(Tensor([[2, 1], [1, 3]])) |
L.cholesky(x, lower=1) | x=f4(2,2)
L.cholesky(x) | x=f4(3,2)
L.cho_factor(SPD) | x=f4(3,3)
L.cho_factor(SPD, True) | x=f8(3,3)
L.cho_solve(L.cho_factor(SPD), y) | x=f8(3,3) y=f8(3)
L.cho_solve(L.cho_factor(SPD, lower=True), y) | x=f8(3,3) y=f8(3,2)
L.cho_solve(L.cho_factor(SPD), y) | x=f4(3,3) y=f4(3,2)
L.cho_solve((Tensor([[1, 0], [0, 2]]), False), Tensor([1, 2])) |
L.cho_solve((x, False), y) | x=f4(3,3) y=f4(2)
L.cho_solve((x, False), y) | x=f4(3,3) y=f8(3)
L.eigh(SPD)[0] | x=f8(3,3)
L.eigh(SPD)[1].abs() | x=f8(3,3)
L.eigh(SPD, lower=False)[1].abs() | x=f4(3,3)
L.eigh(SPD, eigvals_only=True) | x=f4(3,3)
L.eigh(Tensor([[2, 1], [1, 3]]))[0] |
L.eigh(SPD.astype(ms.complex64), eigvals_only=True) | x=f4(3,3)
L.eigh(x, x) | x=f4(3,3)
L.eigh(x, eigvals=(0, 1)) | x=f4(3,3)
L.eigh(x, lower=1) | x=f4(3,3)
L.eigh(x) | x=f4(3,2)
L.eigh(x) | x=f2(3,3)
L.lu(x) | x=f4(3,3)
L.lu(x) | x=f8(2,4)
L.lu(Tensor([[2, 5, 8], [5, 2, 2], [7, 5, 6]])) |
L.lu(x) | x=f8(4,2)
L.lu(x, permute_l=True) | x=f8(3,3)
L.lu(x, permute_l=1) | x=f4(3,3)
L.lu(x) | x=f4(3)
L.lu_factor(x) | x=f4(3,3)
L.lu_factor(x) | x=f8(4,4)
L.lu_factor(x) | x=f4(3,2)
L.lu_solve(L.lu_factor(x), y) | x=f4(3,3) y=f4(3,2)
L.lu_solve(L.lu_factor(x), y, trans=1) | x=f8(3,3) y=f8(3,2)
L.lu_solve(L.lu_factor(x), y) | x=f8(3,3) y=f8(3)
L.lu_solve(L.lu_factor(x), y) | x=f8(3,3) y=f8(2)
L.lu_solve(L.lu_factor(x), y, trans=3) | x=f8(3,3) y=f8(3,1)
L.lu_pivots_to_permutation(Tensor([2, 2, 2], ms.int32), 3) |
L.block_diag(x, y) | x=f4(2,3) y=f4(1,2)
L.block_diag(x, y, x) | x=f4(3) y=f8(1,1)
L.block_diag(x, y) | x=i4(2,2) y=f4(1,2)
L.block_diag() |
L.block_diag(x) | x=f4(1,1,1)
L.block_diag([1, 2]) |
L.solve_triangular(x, y) | x=f4+(3,3) y=f4(3)
L.solve_triangular(x, y, lower=True) | x=f8+(3,3) y=f8(3,2)
L.solve_triangular(x, y, trans=1) | x=f8+(3,3) y=f8(3)
L.solve_triangular(x, y, 'T', lower=True) | x=f4+(2,3,3) y=f4(2,3,2)
L.solve_triangular(x, y, trans='C', unit_diagonal=True) | x=f8+(3,3) y=f8(3)
L.solve_triangular(x, y) | x=f4+(2,3,3) y=f4(2,3)
L.solve_triangular(x, y) | x=f2+(2,2) y=f2(2)
L.solve_triangular(Tensor([[2, 1], [0, 3]]), Tensor([1, 2])) |
L.solve_triangular(x, y, trans='X') | x=f4+(3,3) y=f4(3)
L.solve_triangular(x, y, lower=1) | x=f4+(3,3) y=f4(3)
L.solve_triangular(x, y) | x=f4+(3,3) y=f8(3)
L.solve_triangular(x, y) | x=f4+(3,3) y=f4(2)
L.solve_triangular(x, y) | x=f4+(3,2) y=f4(3)
L.solve_triangular(x, x) | x=f4(3)
L.lstsq(x, y)[0] | x=f8(4,2) y=f8(4,3)
L.lstsq(x, y) | x=f4(4,2) y=f4(4,1)
L.lstsq(x, y, driver='gels') | x=f4(4,2) y=f4(4,2)
L.lstsq(x, y, driver='gelss') | x=f8(4,2) y=f8(4,1)
L.lstsq(x, y, driver='gelsd') | x=f8(2,3) y=f8(2,1)
L.lstsq(x, y, driver='gelsd') | x=f4(2,3,2) y=f4(2,3,2)
L.lstsq(x, y, driver='gelsd') | x=f4(3,2) y=f4(3)
L.lstsq(x, y, driver='gelsd') | x=f4(2,3,2) y=f4(2,3)
L.lstsq(x, y) | x=f2(3,2) y=f2(3,1)
L.lstsq(x, y, driver='x') | x=f4(3,2) y=f4(3,1)
L.lstsq(x, y) | x=f4(3,2) y=f8(3,1)
L.lstsq(x, y) | x=f4(3,2) y=f4(2,1)
L.lstsq(x, x) | x=f4(3)
L.lstsq(Tensor([[1, 1], [1, 2]]), Tensor([[1], [2]])) |
F.dct(x) | x=f4(2,5)
F.dct(x, n=3) | x=f8(2,5)
F.dct(x, 2, 7, 0, 'ortho') | x=f4(2,3)
F.dct(x, axis=-2) | x=f2(2,3)
F.dct(x) | x=i4(4)
F.dct(ops.cast(x, ms.complex64)) | x=f4(4)
F.dct(x) | x=f4(1)
F.dct(x) | x=b1(4)
F.dct(x, type=3) | x=f4(4)
F.dct(x, norm='forward') | x=f4(4)
F.dct(x, n=0) | x=f4(4)
F.dct(x, n=2.0) | x=f4(4)
F.dct(x, axis=2) | x=f4(2,3)
F.dct([1.0, 2.0]) |
F.idct(x) | x=f4(2,5)
F.idct(x, n=3) | x=f8(2,5)
F.idct(x, n=7, axis=0) | x=f4(2,3)
F.idct(x) | x=i4(4)
F.idct(x, type=1) | x=f4(4)
F.dctn(x) | x=f4(2,3,2)
F.dctn(x, s=(3, 2)) | x=f8(2,3)
F.dctn(x, s=(4,), axes=(0,)) | x=f4(2,3)
F.dctn(x, axes=(0, 2)) | x=f4(2,3,2)
F.dctn(x, s=(3,)) | x=f4(2,4)
F.dctn(x, axes=(0, 0)) | x=f4(2,3)
F.dctn(x, s=(2,), axes=(0, 1)) | x=f4(2,3)
F.dctn(x, axes=(5,)) | x=f4(2,3)
F.dctn(x, s=3) | x=f4(2,3)
F.idctn(x) | x=f8(2,3)
F.idctn(x, s=[3, 2]) | x=f4(2,3)
F.idctn(x, s=(0, 2)) | x=f4(2,3)
O.linear_sum_assignment(COSTS, False) |
O.linear_sum_assignment(COSTS, True) |
O.linear_sum_assignment(COSTS.T, False) |
O.linear_sum_assignment(COSTS, False, Tensor(1)) |
O.linear_sum_assignment(COSTS.T, False, Tensor(1)) |
O.linear_sum_assignment(x, True) | x=i4(4,4)
O.linear_sum_assignment(x > 0, False) | x=f4(3,3)
O.linear_sum_assignment(COSTS, False, Tensor(0)) |
O.linear_sum_assignment(COSTS * float('nan'), False) |
O.linear_sum_assignment(x, False) | x=f4(3)
O.linear_sum_assignment(COSTS, 1) |
O.linear_sum_assignment(COSTS, False, 2) |
O.linear_sum_assignment(COSTS, False, Tensor(2, ms.int32)) |
P.LinearSumAssignment()(COSTS, Tensor(2), False) |
P.SolveTriangular(lower=True)(x, y) | x=f4+(3,3) y=f4(3)
P.LU()(x) | x=f4(3,3)
O.line_search(lambda p: (p ** 2).sum(), x, -x, jac=lambda p: 2 * p)[:5] | x=f8(2)
(lambda r: (r.x, r.success, r.nit, r.nfev))(O.minimize(lambda p: ((p[0] ** 2 + p[1] - 11) ** 2 + (p[0] + p[1] ** 2 - 7) ** 2), Tensor([0.0, 0.0]), method='BFGS', options={'maxiter': 3})) |
(lambda r: (r.success, r.nit, r.nfev))(O.minimize(lambda p: ((p[0] ** 2 + p[1] - 11) ** 2 + (p[0] + p[1] ** 2 - 7) ** 2), Tensor([0.0, 0.0]), method='BFGS')) |
(lambda r: (r.x, r.nit, r.nfev, r.hess_inv))(O.minimize(lambda p: ((p[0] ** 2 + p[1] - 11) ** 2 + (p[0] + p[1] ** 2 - 7) ** 2), Tensor([0.0, 0.0]), method='LBFGS', options={'history_size': 2, 'gtol': 1e-5})) |
(lambda r: (r.success, r.nit, r.nfev))(O.minimize(lambda p, a: ((p - a) ** 2 * Tensor([1.0, 3.0])).sum(), Tensor([0.0, 0.0]), (Tensor([1.0, 2.0]),), 'bfgs')) |
O.minimize(lambda p: p.sum(), Tensor([0.0])) |
O.minimize(lambda p: p.sum(), Tensor([0.0]), method='CG') |
O.minimize(lambda p: p.sum(), Tensor([0.0]), [1], method='BFGS') |
O.minimize(lambda p: p.sum(), Tensor([0.0]), method='BFGS', options={'foo': 1}) |
"""


def lines():
    """Pairs of the call's text and the specs of its arrays."""
    for line in CASES.strip().splitlines():
        call, _, specs = line.rpartition(" |")
        for short, full in SHORT.items():
            call = re.sub(rf"(?<![\w.']){re.escape(short)}", full, call)
        yield call.strip(), dict(spec.split("=") for spec in specs.split())
