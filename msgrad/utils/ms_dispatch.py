"""MsDispatchMode: a block of code whose operator calls go through a method of the user's."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import Any

from msgrad.common.tensor import Tensor
from msgrad.engine.ambient import ambient
from msgrad.engine.operator import Operator

__all__ = ["MsDispatchMode"]

# MindSpore's names of a Tensor's arithmetic, for two Tensors and for a Tensor and a number.
_ARITHMETIC = {
    "add": ("AddExt", "AddExt"),
    "sub": ("SubExt", "SubExt"),
    "mul": ("Mul", "Muls"),
    "true_divide": ("Div", "Divs"),
    "matmul": ("MatMulExt", "MatMulExt"),
    "whole_power": ("Pow", "Pow"),
    "neg": ("Neg", "Neg"),
    "gt": ("Greater", "Greater"),
    "eq": ("Equal", "Equal"),
}


class _Modes(threading.local):
    """The modes of a thread, the innermost last."""

    def __init__(self) -> None:
        self.stack: list[MsDispatchMode] = []


_modes = _Modes()
_record = Operator.__call__
_lock = threading.Lock()
_open = 0


class OpFunc:
    """One operator, as a mode gets it: to be called with the arguments of the call, or with others.

    Attributes:
        name: MindSpore's name for the arithmetic of Tensors; for other operators the name that msgrad has for them.
    """

    def __init__(self, operator: Operator, args: tuple, outer: list[MsDispatchMode]) -> None:
        self.operator, self.outer = operator, outer
        names = _ARITHMETIC.get(operator.name, (operator.name, operator.name))
        self.name = names[not all(isinstance(item, Tensor) for item in args)]

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        stack, _modes.stack = _modes.stack, self.outer
        try:
            return self.operator(*args, **kwargs)
        finally:
            _modes.stack = stack

    def __repr__(self) -> str:
        return f"OpFunc({self.name})"


def _dispatching(operator: Operator, *args: Any, **kwargs: Any) -> Any:
    """Stands for `Operator.__call__` as long as any thread has a mode: operators cost no more where there is none."""
    stack = _modes.stack
    if not stack or ambient.jitted:
        return _record(operator, *args, **kwargs)
    _modes.stack = []  # what the method calls beside `func` is no mode's
    try:
        return stack[-1].__ms_dispatch__(OpFunc(operator, args, stack[:-1]), args, kwargs or None)
    finally:
        _modes.stack = stack


def _count(change: int) -> None:
    global _open
    with _lock:
        _open += change
        call: Callable[..., Any] = _dispatching if _open else _record
        Operator.__call__ = call  # type: ignore[method-assign]


class MsDispatchMode(contextlib.ContextDecorator):
    """The base of modes: inside of ``with``, or of a function that is decorated, operators are handed to a method.

    A subclass defines ``__ms_dispatch__(self, func, args, kwargs=None)``, which returns the operator's result:
    ``func(*args)``, or something else. Of nested modes the innermost is asked, and ``func`` asks the one around it;
    other operators that the method calls are no mode's. Modes are of one thread, and see nothing of a jitted function.

    Raises:
        NotImplementedError: at an operator, if the subclass does not define the method.

    >>> class Names(MsDispatchMode):
    ...     def __ms_dispatch__(self, func, args, kwargs=None):
    ...         print(func.name)
    ...         return func(*args, **(kwargs or {}))
    >>> with Names():
    ...     y = Tensor([1.0]) + Tensor([2.0])
    AddExt
    """

    def __enter__(self) -> MsDispatchMode:
        _modes.stack.append(self)
        _count(1)
        return self

    def __exit__(self, *error: Any) -> None:
        _modes.stack.pop()
        _count(-1)

    def __ms_dispatch__(self, func: OpFunc, args: tuple, kwargs: dict | None = None) -> Any:
        """What an operator gives; every subclass defines it."""
        raise NotImplementedError(f"For '{type(self).__name__}', the method '__ms_dispatch__' is not defined.")
