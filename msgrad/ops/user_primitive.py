"""Primitives that users write themselves: functions of Python values, and classes with attributes."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

from msgrad._checkparam import check_bool
from msgrad.ops.primitive import Primitive


def _registered(init: Callable, shown: bool) -> Callable:
    signature = inspect.signature(init)

    @functools.wraps(init)
    def __init__(self: Primitive, *args: Any, **kwargs: Any) -> None:
        Primitive.__init__(self, type(self).__name__)
        bound = signature.bind(self, *args, **kwargs)
        bound.apply_defaults()
        for name, value in list(bound.arguments.items())[1:]:
            if shown:
                self.add_prim_attr(name, value)
            else:
                setattr(self, name, value)
        init(self, *args, **kwargs)

    return __init__


def prim_attr_register(fn: Callable) -> Callable:
    """A decorator for the constructor of an own primitive: its arguments become attributes, which its repr shows.

    >>> class Twice(ops.PrimitiveWithInfer):
    ...     @ops.prim_attr_register
    ...     def __init__(self, axis=0):
    ...         pass
    >>> Twice(axis=1)
    Prim[Twice]<axis=1>
    """
    return _registered(fn, shown=True)


def prim_arg_register(fn: Callable) -> Callable:
    """`prim_attr_register`, but the repr does not show the arguments."""
    return _registered(fn, shown=False)


class PrimitiveWithInfer(Primitive):
    """The base of own primitives that say shapes and dtypes by ``infer_shape`` and ``infer_dtype``. What they compute
    is
    to be written in ``__call__``, with `mindspore.ops`; nothing asks for the other two."""


class PrimitiveWithCheck(Primitive):
    """The base of own primitives that look at their inputs by ``check_shape`` and ``check_dtype``. What they compute
    is to
    be written in ``__call__``, with `mindspore.ops`; nothing asks for the other two."""


def constexpr(
    fn: Callable | None = None, get_instance: bool = True, name: str | None = None, reuse_result: bool = True,
    check: bool = True,
) -> Any:  # fmt: skip
    """Makes a primitive of a function of Python values, which runs as Python wherever it is called.

    Args:
        fn: the function; None for a decorator with arguments.
        get_instance: whether the primitive is given, or its class.
        name: of the primitive; the function's by default.
        reuse_result, check: say when MindSpore's compiler calls the function again and what it looks at; here it is
            called each time, and the results are the same.

    >>> @ops.constexpr
    ... def half(n):
    ...     return n // 2
    >>> half(8), half
    (4, Prim[half]<constexpr_prim=True>)
    """
    for value, argument in ((get_instance, "get_instance"), (reuse_result, "reuse_result"), (check, "check")):
        check_bool(value, argument, "constexpr")

    def decorate(function: Callable) -> Any:
        own = name or function.__name__

        class ProxyOp(Primitive):
            def __init__(self) -> None:
                super().__init__(own)
                self.add_prim_attr("constexpr_prim", True)

            def __call__(self, *args: Any, **kwargs: Any) -> Any:
                return function(*args, **kwargs)

        return ProxyOp() if get_instance else ProxyOp

    return decorate if fn is None else decorate(fn)
