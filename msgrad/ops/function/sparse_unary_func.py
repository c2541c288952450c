"""Functions of each value of a sparse Tensor: `ops.coo_sin`, `ops.csr_sin` and so on. Places without a value stay 0."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgrad.common.sparse_tensor import COOTensor, CSRTensor
from msgrad.ops.function import activation, exponential_func, rounding_func, trigonometric_func

_FUNCTIONS = """
    abs acos acosh asin asinh atan atanh ceil cos cosh exp expm1 floor inv isfinite isinf isnan log log1p neg relu relu6
    round sigmoid sin sinh softsign sqrt square tan tanh
""".split()
_MODULES = (activation, exponential_func, rounding_func, trigonometric_func)


def with_values(x: Any, values: Any) -> Any:
    """A sparse Tensor with other values at the same places."""
    return type(x)(*x._parts()[:-1], values, x.shape)


def _of_values(name: str, function: Callable, kind: type) -> Callable:
    def of_values(x: Any) -> Any:
        if not isinstance(x, kind):
            raise TypeError(f"For '{name}', the 'x' must be a {kind.__name__}, but got {type(x).__name__}.")
        return with_values(x, function(x.values))

    of_values.__name__ = of_values.__qualname__ = name
    of_values.__doc__ = f"`ops.{name.partition('_')[2]}` of each value of a {kind.__name__}. TypeError for all else."
    return of_values


for _name in _FUNCTIONS:
    _function = next(getattr(module, _name) for module in _MODULES if hasattr(module, _name))
    for _kind in (COOTensor, CSRTensor):
        _own = f"{_kind.__name__[:3].lower()}_{_name}"
        globals()[_own] = _of_values(_own, _function, _kind)

__all__ = [f"{kind}_{name}" for kind in ("coo", "csr") for name in _FUNCTIONS]
