"""Words to MindSpore's compiler about functions and Cells. JAX's does without them: the results are the same."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from msgrad._checkparam import check_type
from msgrad._names import missing_name_getattr
from msgrad.common.tensor import Tensor

__all__ = ["enable_dynamic", "flops_collection", "lazy_inline", "ms_memory_recycle", "no_inline", "set_recursion_limit"]


def lazy_inline(fn: Callable | None = None, attrs: Any = None, policy: str | None = None) -> Any:
    """Decorates the ``__init__`` of a Cell: its graph is kept once for all places where it is called.

    Args:
        fn: the ``__init__``; None for a decorator with arguments.
        attrs: the name, or names, of attributes by which Cells are told apart.
        policy: "front" or None.

    Raises:
        TypeError: if ``fn`` is no function, or ``attrs`` no str or list of strs.
        ValueError: for another ``policy``.

    >>> from mindspore import lazy_inline, nn
    >>> class Block(nn.Cell):
    ...     @lazy_inline
    ...     def __init__(self):
    ...         super().__init__()
    """
    if attrs is not None:
        for name in [attrs] if isinstance(attrs, str) else check_type(attrs, (list, tuple), "attrs", "lazy_inline"):
            check_type(name, str, "attrs", "lazy_inline")
    if policy not in (None, "front"):
        raise ValueError(f"For 'lazy_inline', the 'policy' must be 'front' or None, but got {policy!r}.")

    def decorate(function: Callable) -> Callable:
        if not inspect.isfunction(function):
            raise TypeError(f"For 'lazy_inline', the 'fn' must be a function, but got {type(function).__name__}.")
        return function

    return decorate if fn is None else decorate(fn)


def no_inline(fn: Callable | None = None) -> Any:
    """Decorates a function: it stays a function of its own in a compiled program. TypeError unless it is a function.

    >>> from mindspore import no_inline
    >>> @no_inline
    ... def twice(x):
    ...     return x * 2
    >>> twice(3)
    6
    """
    if fn is None:
        return no_inline
    if not inspect.isfunction(fn):
        raise TypeError(f"For 'no_inline', the 'fn' must be a function, but got {type(fn).__name__}.")
    return fn


def enable_dynamic(**kwargs: Any) -> Callable:
    """Decorates a jitted function: some of its arguments may come in other shapes.

    A program is compiled for each shape in any case; what is given is compared with the arguments of each call.

    Args:
        kwargs: for an argument a Tensor (or a list or tuple of them) with the dtype, and a shape with None for what
            may change; or a shape of None.

    Raises:
        ValueError: without arguments, for names that the function has not, and shapes of arguments that do not fit.
        TypeError: for other values than Tensors, and dtypes of arguments that do not fit.

    >>> import mindspore
    >>> @mindspore.enable_dynamic(x=Tensor(shape=[None, 2], dtype=mindspore.float32))
    ... @mindspore.jit
    ... def double(x):
    ...     return x * 2
    >>> double(Tensor([[1.0, 2.0]])).shape, double(Tensor([[1.0, 2.0], [3.0, 4.0]])).shape
    ((1, 2), (2, 2))
    """
    import functools

    if not kwargs:
        raise ValueError("For 'enable_dynamic', there must be an argument at least.")
    for name, value in kwargs.items():
        check_type(value, (Tensor, list, tuple), name, "enable_dynamic")

    def decorate(function: Callable) -> Callable:
        parameters = inspect.signature(function)
        for name in kwargs:
            if name not in parameters.parameters:
                raise ValueError(f"For 'enable_dynamic', the function has no argument {name!r}.")

        @functools.wraps(function)
        def called(*args: Any, **named: Any) -> Any:
            bound = parameters.bind(*args, **named)
            for name, expected in kwargs.items():
                if name in bound.arguments:
                    _compare(name, expected, bound.arguments[name])
            return function(*args, **named)

        return called

    return decorate


def _compare(name: str, expected: Any, argument: Any) -> None:
    if isinstance(expected, list | tuple):
        if not isinstance(argument, list | tuple) or len(argument) != len(expected):
            raise ValueError(f"For 'enable_dynamic', the argument {name!r} must be {len(expected)} Tensors.")
        for one, other in zip(expected, argument, strict=True):
            _compare(name, one, other)
        return
    check_type(argument, Tensor, name, "enable_dynamic")
    if argument.dtype != expected.dtype:
        raise TypeError(f"For 'enable_dynamic', the argument {name!r} must be {expected.dtype}, not {argument.dtype}.")
    wanted, shape = expected.shape, argument.shape
    if wanted == (-2,):  # a shape of which nothing is known
        return
    if len(wanted) != len(shape) or any(n not in (-1, m) for n, m in zip(wanted, shape, strict=True)):
        raise ValueError(f"For 'enable_dynamic', the argument {name!r} must be of shape {wanted}, but got {shape}.")


def ms_memory_recycle() -> None:
    """Forgets compiled programs, which are compiled again when they are needed."""
    import jax

    jax.clear_caches()


def set_recursion_limit(recursion_limit: int = 1000) -> None:
    """How deep functions may call each other when they are compiled: Python's own limit, where that is lower.

    Raises:
        TypeError: unless it is an int.
        ValueError: unless it is above 0.
    """
    import sys

    if check_type(recursion_limit, int, "recursion_limit", "set_recursion_limit") <= 0:
        raise ValueError(f"For 'set_recursion_limit', the value must be above 0, but got {recursion_limit}.")
    sys.setrecursionlimit(max(recursion_limit, sys.getrecursionlimit()))


def flops_collection(phase: str = "train") -> tuple[int, int, float, float, bool]:
    """Not supported: raises NotImplementedError. XLA counts: ``jax.jit(f).lower(...).compile().cost_analysis()``."""
    raise NotImplementedError(
        "For 'flops_collection', operations are not counted here: ask XLA by "
        "jax.jit(f).lower(...).compile().cost_analysis() of a function made by msgrad.functional."
    )


__getattr__ = missing_name_getattr(__name__)
