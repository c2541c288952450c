"""Rewriting a user's function so that its `if`, `while`, `for`, `and`, ... can be recorded.

The passes of diastatic-malt (the part of TensorFlow's AutoGraph that knows nothing of TensorFlow) lower `break`,
`continue` and early `return` to variables, and statements to calls of `msgrad.graph_mode.statements`. Here these passes
are put together, what they would get wrong is turned away or rewritten first, and the result is compiled under the
user's own file and lines, so that tracebacks and debuggers show the user's code.
"""

from __future__ import annotations

import functools
import inspect
import types
from collections.abc import Callable
from typing import Any

from msgrad.engine.cache import Cache
from msgrad.engine.snapshot import is_library

MARK = "__msgrad_converted__"
"""An attribute of functions that are converted."""

_factories: Cache[types.CodeType, Any] = Cache(1024)


class NotConvertible(Exception):
    """Why a function stays as it is."""


def convert(function: Any) -> Any:
    """The function, or bound method, with its control flow rewritten; itself where that cannot be done.

    Not rewritten are functions of libraries, generators and coroutines, and those whose source is not known
    (``python -c``, ``exec``) or has statements that cannot be rewritten (``match``, classes).
    """
    if isinstance(function, types.MethodType):
        inner = convert(function.__func__)
        return function if inner is function.__func__ else types.MethodType(inner, function.__self__)
    if isinstance(function, functools.partial):
        inner = convert(function.func)
        return function if inner is function.func else functools.partial(inner, *function.args, **function.keywords)
    if not isinstance(function, types.FunctionType) or hasattr(function, MARK):
        return function
    if is_library(function.__module__) or is_library(function.__globals__.get("__name__")):
        return function
    code = function.__code__
    factory = _factories.get(code)
    if factory is None:
        factory = _factories.add(code, _factory(function) or False)
    return factory(function) if factory else function


def _factory(function: types.FunctionType) -> Callable | None:
    """Makes converted functions of all functions with the code of this one; None where it is not convertible."""
    if function.__code__.co_flags & (inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR):
        return None
    from msgrad.graph_mode import passes, statements

    try:
        made, name = passes.converted_code(function)
    except Exception:  # whatever the passes stumble over: the function runs as it is
        return None
    namespace: dict[str, Any] = {}
    exec(made, namespace)
    code = namespace[name]().__code__

    def make(source: types.FunctionType) -> types.FunctionType:
        cells = dict(zip(source.__code__.co_freevars, source.__closure__ or (), strict=True))
        closure = tuple([cells[variable] for variable in code.co_freevars])
        result = types.FunctionType(code, source.__globals__, source.__name__, (), closure)(statements)
        result.__defaults__ = source.__defaults__
        result.__kwdefaults__ = source.__kwdefaults__
        result.__dict__.update(source.__dict__)
        result.__name__, result.__qualname__ = source.__name__, source.__qualname__
        result.__module__, result.__doc__ = source.__module__, source.__doc__
        setattr(result, MARK, True)
        return result

    return make
