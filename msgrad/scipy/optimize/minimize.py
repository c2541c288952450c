"""Minima of functions of a vector, by the methods of Broyden, Fletcher, Goldfarb and Shanno.

Nocedal and Wright, Numerical Optimization (1999), chapters 8 and 9. The loops are Python on numpy arrays of the dtype
of the first guess; each evaluation of the function and its gradient is one compiled program.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from msgrad._names import missing_name_getattr
from msgrad.common.tensor import Tensor
from msgrad.scipy.optimize.line_search import Counted, Point, as_vector, search

__all__ = ["OptimizeResults", "minimize"]


class OptimizeResults(NamedTuple):
    """The minimum ``x``, whether the gradient has become small enough there (``success``; ``status`` is then 0, 1 after
    ``maxiter`` iterations, and above 1 where the line search failed), the value ``fun`` and gradient ``jac`` there, the
    inverse of the Hessian as far as known, and how often values (``nfev``) and gradients (``njev``) were asked for in
    ``nit`` iterations."""

    x: Tensor
    success: bool
    status: int
    fun: float
    jac: Tensor
    hess_inv: Tensor | None
    nfev: int
    njev: int
    nit: int


class _Dense:
    """The inverse of the Hessian as a matrix, updated by formula (8.16)."""

    def __init__(self, size: int, dtype: Any) -> None:
        self.matrix = np.eye(size, dtype=dtype)

    def direction(self, gradient: np.ndarray) -> np.ndarray:
        return -(self.matrix @ gradient)

    def update(self, s: np.ndarray, y: np.ndarray) -> None:
        rho = 1 / np.dot(y, s)
        if np.isfinite(rho):
            left = np.eye(s.size, dtype=s.dtype) - rho * np.outer(s, y)
            self.matrix = left @ self.matrix @ left.T + rho * np.outer(s, s)


class _Limited:
    """The inverse of the Hessian by the last steps: the recursion of algorithm 9.1."""

    matrix = None

    def __init__(self, history: int) -> None:
        self.history = history
        self.pairs: list[tuple] = []

    def direction(self, gradient: np.ndarray) -> np.ndarray:
        q = gradient.copy()
        factors = []
        for s, y, rho in reversed(self.pairs):
            factors.append(rho * np.dot(s, q))
            q = q - factors[-1] * y
        if self.pairs:
            s, y, _ = self.pairs[-1]
            q = q * (np.dot(s, y) / np.dot(y, y))
        for (s, y, rho), factor in zip(self.pairs, reversed(factors), strict=True):
            q = q + s * (factor - rho * np.dot(y, q))
        return -q

    def update(self, s: np.ndarray, y: np.ndarray) -> None:
        rho = 1 / np.dot(y, s)
        if np.isfinite(rho):
            self.pairs = [*self.pairs, (s, y, rho)][-self.history :]


def _descend(f: Counted, x: np.ndarray, hessian: Any, maxiter: int, gtol: float, norm: Any, trials: int) -> Any:
    value, gradient = f(x)
    earlier = value + np.linalg.norm(gradient) / 2
    steps = status = 0
    converged = bool(np.linalg.norm(gradient, norm) < gtol)
    with np.errstate(all="ignore"):
        while not converged and not status and steps < maxiter:
            direction = hessian.direction(gradient)
            start = Point(x.dtype.type(0), value, x.dtype.type(np.dot(gradient, direction)), gradient)
            found, _, status = search(f, x, direction, start, earlier, maxiter=trials)
            s, y = found.step * direction, found.gradient - gradient
            x, earlier, value, gradient = x + s, value, found.value, found.gradient
            converged = bool(np.linalg.norm(gradient, norm) < gtol)
            if not converged:
                hessian.update(s, y)
                steps += 1
    status = 0 if converged else 2 + status if status else 1
    matrix = None if hessian.matrix is None else Tensor(hessian.matrix)
    calls = f.calls
    return OptimizeResults(Tensor(x), converged, status, float(value), Tensor(gradient), matrix, calls, calls, steps)


_OPTIONS = {
    "bfgs": {"maxiter": None, "norm": np.inf, "gtol": 1e-5, "line_search_maxiter": 20},
    "lbfgs": {"maxiter": None, "norm": np.inf, "gtol": 1e-5, "line_search_maxiter": 20, "history_size": 20},
}


def _options(method: str, given: Any, tol: float | None) -> dict[str, Any]:
    options = dict(_OPTIONS[method])
    if tol is not None:
        options["gtol"] = tol
    for name, value in (given or {}).items():
        if name not in options:
            raise TypeError(f"For 'minimize', {name!r} is not an option of {method.upper()}, which are {[*options]}.")
        options[name] = value
    return options


def minimize(
    func: Callable,
    x0: Tensor,
    args: tuple = (),
    method: str | None = None,
    jac: Callable | None = None,
    hess: Callable | None = None,
    hessp: Callable | None = None,
    bounds: Any = None,
    constraints: Any = (),
    tol: float | None = None,
    callback: Callable | None = None,
    options: dict | None = None,
) -> OptimizeResults:
    """A minimum of a function of a vector. It is found on the host, and has no derivative.

    Args:
        func: ``func(x, *args)`` gives one number.
        x0: where to begin: floats, one axis.
        args: further arguments of ``func`` and ``jac``, a tuple.
        method: "BFGS" or "LBFGS". ("LAGRANGE", which MindSpore 2.10 cannot run either, is not supported.)
        jac: the gradient, ``jac(x, *args)``; found by differentiating ``func`` by default.
        hess, hessp, bounds, constraints, callback: not supported: NotImplementedError. (MindSpore ignores them.)
        tol: as the option ``gtol``.
        options: ``maxiter`` (by default 200 times the number of variables), ``gtol`` (1e-5: the gradient's norm at the
            end), ``norm`` (its order: infinity), ``line_search_maxiter`` (20) and, for LBFGS, ``history_size`` (20: how
            many steps are remembered).

    Raises TypeError for other types and options, ValueError for other methods and shapes.

    >>> found = minimize(lambda x: ((x - 1.0) ** 2).sum(), Tensor([0.0, 3.0]), method="BFGS")
    >>> found.success, [round(v, 4) for v in found.x.tolist()]
    (True, [1.0, 1.0])
    """
    who = "minimize"
    if not callable(func):
        raise TypeError(f"For '{who}', the 'func' must be a function, but got {type(func).__name__}.")
    if not isinstance(args, tuple):
        raise TypeError(f"For '{who}', the 'args' must be a tuple, but got {type(args).__name__}.")
    if not isinstance(method, str):
        raise ValueError(f"For '{who}', the 'method' must be 'BFGS' or 'LBFGS', but got {method!r}.")
    unsupported = {"hess": hess, "hessp": hessp, "bounds": bounds, "constraints": constraints or None}
    for argument, value in (unsupported | {"callback": callback}).items():
        if value is not None:
            raise NotImplementedError(f"For '{who}', the '{argument}' is not supported: leave it out.")
    kind = method.lower()
    if kind == "lagrange":
        raise NotImplementedError(f"For '{who}', the method 'LAGRANGE' is not supported: use 'BFGS' or 'LBFGS'.")
    if kind not in _OPTIONS:
        raise ValueError(f"For '{who}', the 'method' must be 'BFGS' or 'LBFGS', but got {method!r}.")
    x = as_vector(x0, "x0", who)
    chosen = _options(kind, options, tol)
    maxiter = x.size * 200 if chosen["maxiter"] is None else chosen["maxiter"]
    counted = Counted(lambda v: func(v, *args), None if jac is None else lambda v: jac(v, *args))
    hessian = _Dense(x.size, x.dtype) if kind == "bfgs" else _Limited(chosen["history_size"])
    return _descend(counted, x, hessian, maxiter, chosen["gtol"], chosen["norm"], chosen["line_search_maxiter"])


__getattr__ = missing_name_getattr(__name__)
