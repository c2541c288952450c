"""What converted functions call in place of Python's statements.

`convert` rewrites `if x: ...` as `if_stmt(x, body, orelse, ...)`, `a and b` as `and_(lambda: a, lambda: b)`, and so on.
Where the condition is an ordinary Python value, or nothing is being recorded, each does what Python does. Where it is a
Tensor and a recorder is there, both branches, or the body of the loop, become programs (see `msgrad.engine.control`).
Where that cannot be done, the recorder is told why, and Python goes on with the value.
"""

from __future__ import annotations

import contextlib
import functools
import sys
import types
from collections.abc import Callable, Iterator
from typing import Any

from msgrad.engine.ambient import ambient
from msgrad.engine.capture import Capture, State, Undefined, Unrecordable, Unset, opposite_of
from msgrad.engine.control import condition_of, record_branches, record_scan, record_while
from msgrad.engine.handle import Handle, wrap
from msgrad.engine.recorder import Recorder
from msgrad.engine.snapshot import is_library
from msgrad.graph_mode.conversion import converted
from msgrad.graph_mode.convert import MARK

UNROLLED = 16
"""A loop over a Tensor of not more rows is recorded row by row, which XLA compiles to faster code."""

Get = Callable[[], tuple]
Put = Callable[[tuple], None]


def _recorder(value: Any) -> Recorder | None:
    """The recorder, where a value is a Tensor whose value is not to be asked for."""
    recorder = ambient.recorder
    return recorder if recorder is not None and isinstance(value, Handle) and not recorder.reasons else None


def _give_up(recorder: Recorder, problem: Unrecordable) -> None:
    """Tells why a statement goes on as Python: an outer branch or loop does so, or the whole function."""
    if isinstance(recorder, Capture):
        raise problem
    recorder.note(problem.text, problem.place)


# -- if ------------------------------------------------------------------------------------------------------


def if_stmt(
    condition: Any, body: Callable, orelse: Callable, get: Get, put: Put, names: tuple[str, ...], count: int
) -> None:
    """``if condition: body else: orelse``; ``get`` and ``put`` read and set the variables ``names``."""
    recorder = _recorder(condition)
    if recorder is not None:
        try:
            record_branches(recorder, condition, (body, orelse), State(get, put, names, (body, orelse)))
            return
        except Unrecordable as problem:
            _give_up(recorder, problem)
    if condition:
        body()
    else:
        orelse()


def if_exp(condition: Any, body: Callable, orelse: Callable) -> Any:
    """``body() if condition else orelse()``."""
    if _recorder(condition) is None:
        return body() if condition else orelse()
    found: tuple = (Unset(),)

    def put(values: tuple) -> None:
        nonlocal found
        found = values

    def branch(function: Callable) -> Callable:
        def run() -> None:
            put((function(),))

        return run

    if_stmt(condition, branch(body), branch(orelse), lambda: found, put, ("a conditional expression",), 1)
    return found[0]


# -- loops ---------------------------------------------------------------------------------------------------


def while_stmt(test: Callable, body: Callable, get: Get, put: Put, names: tuple[str, ...], options: Any) -> None:
    """``while test(): body()``."""
    while True:
        condition = test()
        recorder = _recorder(condition)
        if recorder is not None:
            try:
                record_while(recorder, condition, test, body, State(get, put, names, (test, body)))
                return
            except Unrecordable as problem:
                _give_up(recorder, problem)
        if not condition:
            return
        body()


def for_stmt(
    iterated: Any, extra_test: Callable | None, body: Callable, get: Get, put: Put, names: tuple, options: Any
) -> None:
    """``for x in iterated: body(x)``, as long as ``extra_test()``, which stands for `break` and `return`."""
    if isinstance(iterated, TensorRange) and ambient.recorder is not None:
        _for_range(iterated, extra_test, body, get, put, names)
        return
    if isinstance(iterated, Handle) and _recorder(iterated) is not None and len(iterated) > UNROLLED:  # type: ignore[arg-type]
        _for_rows(iterated, extra_test, body, get, put, names)
        return
    for item in iterated:
        if extra_test is None:
            body(item)
            continue
        going_on = extra_test()
        if _recorder(going_on) is not None:
            if_stmt(going_on, _with(body, item), _nothing, get, put, names, 0)
        elif going_on:
            body(item)
        else:
            return


def _with(body: Callable, item: Any) -> Callable:
    def run() -> None:
        body(item)

    return run


def _nothing() -> None:
    """The other branch of what only may run."""


def _for_rows(rows: Any, extra_test: Callable | None, body: Callable, get: Get, put: Put, names: tuple) -> None:
    """A loop over many rows: one turn is recorded; the first by itself where it makes variables."""

    def turn(row: Any) -> None:
        if extra_test is None:
            body(row)
        else:
            if_stmt(extra_test(), _with(body, row), _nothing, get, put, names, 0)

    recorder = ambient.recorder
    assert recorder is not None
    for rest in (rows, rows[1:]):
        if rest is not rows:
            turn(rows[0])
        try:
            record_scan(recorder, rest, turn, State(get, put, names, (body, *([extra_test] if extra_test else []))))
            return
        except Unrecordable:
            continue
    for i in range(1, len(rows)):  # recorded turn after turn, which is one program as well
        turn(rows[i])


class TensorRange:
    """`range` of Tensors, whose length is known when the program runs."""

    def __init__(self, start: Any, stop: Any, step: Any = 1) -> None:
        self.start, self.stop, self.step = start, stop, step

    def __iter__(self) -> Iterator[int]:
        return iter(range(*[item.__index__() for item in (self.start, self.stop, self.step)]))

    def __len__(self) -> int:
        return len(range(*[item.__index__() for item in (self.start, self.stop, self.step)]))


def range_(*limits: Any) -> Any:
    """``range``, of Tensors as well."""
    if any(_recorder(item) is not None for item in limits):
        return TensorRange(*(limits if len(limits) > 1 else (0, *limits)))
    return range(*limits)


def _for_range(
    iterated: TensorRange, extra_test: Callable | None, body: Callable, get: Get, put: Put, names: tuple
) -> None:
    number, step = iterated.start, iterated.step
    if isinstance(step, Handle) or step == 0:
        step = step.__index__()
        range(0, 1, step)  # raises for 0 what Python raises

    def test() -> Any:
        inside = number < iterated.stop if step > 0 else number > iterated.stop
        return inside if extra_test is None else and_(extra_test, lambda: inside)

    def turn() -> None:
        nonlocal number
        here, number = number, number + step
        body(here)

    def get_all() -> tuple:
        return *get(), number

    def put_all(values: tuple) -> None:
        nonlocal number
        *rest, number = values
        put(tuple(rest))

    while_stmt(test, turn, get_all, put_all, (*names, "the number of a loop"), {})


# -- logic ---------------------------------------------------------------------------------------------------


def and_(a: Callable, b: Callable) -> Any:
    """``a() and b()``."""
    first = a()
    return first and b() if _recorder(first) is None else if_exp(first, b, lambda: first)


def or_(a: Callable, b: Callable) -> Any:
    """``a() or b()``."""
    first = a()
    return first or b() if _recorder(first) is None else if_exp(first, lambda: first, b)


def all_of(a: Callable, b: Callable) -> Any:
    """Whether ``a()`` and ``b()`` are true: `and` where only that is of interest."""
    first = a()
    return first and b() if _recorder(first) is None else if_exp(first, lambda: _truth(b()), lambda: False)


def any_of(a: Callable, b: Callable) -> Any:
    """Whether ``a()`` or ``b()`` is true."""
    first = a()
    return first or b() if _recorder(first) is None else if_exp(first, lambda: True, lambda: _truth(b()))


def _truth(value: Any) -> Any:
    """A value as a bool, or as a 0-d Tensor of one."""
    return bool(value) if _recorder(value) is None else wrap(condition_of(value))


def not_(a: Any) -> Any:
    """``not a``."""
    recorder = _recorder(a)
    if recorder is not None:
        try:
            return wrap(opposite_of(condition_of(a)))
        except Unrecordable as problem:
            _give_up(recorder, problem)
    return not a


def assert_stmt(condition: Any, message: Callable | None = None) -> None:
    """``assert condition, message()``."""

    def fail() -> None:
        raise AssertionError(*([message()] if message is not None else []))

    if_stmt(condition, _nothing, fail, tuple, _ignore, (), 0)


def _ignore(values: tuple) -> None:
    """Sets no variables."""


# -- variables and results -----------------------------------------------------------------------------------


def ld(value: Any) -> Any:
    """A variable's value; UnboundLocalError where it has none."""
    if isinstance(value, Undefined):
        raise UnboundLocalError(
            value.reason or f"cannot access local variable '{value.name}' where it is not associated with a value"
        )
    return value


def compare(operands: tuple, tests: tuple) -> Any:
    """``a < b < c``: operands are functions, each evaluated once at most; ``tests`` compare neighbours."""
    left = operands[0]()

    def rest(left: Any, position: int) -> Any:
        right = operands[position + 1]()
        found = tests[position](left, right)
        if position + 1 == len(tests):
            return found
        return and_(lambda: found, lambda: rest(right, position + 1))

    return rest(left, 0)


def caught() -> BaseException | None:
    """The exception that is being handled."""
    return sys.exc_info()[1]


def returned(value: Any, done: Any) -> Any:
    """What a converted function returns: its value, or None where no `return` was reached."""
    recorder = _recorder(done)
    if recorder is None:
        return value if done else None
    if isinstance(value, Unset):
        return None
    try:
        recorder.check(opposite_of(condition_of(done)))  # a call that reaches no `return` gives another result
    except Unrecordable as problem:
        _give_up(recorder, problem)
    return value


class FunctionScope:
    """What the passes wrap a function's body in."""

    __slots__ = ()

    def __init__(self, name: str, context: str, options: Any) -> None:
        del name, context, options

    def __enter__(self) -> FunctionScope:
        return self

    def __exit__(self, *exception: object) -> None:
        """Lets exceptions pass."""

    ret = staticmethod(returned)


def with_function_scope(function: Callable, name: str, options: Any) -> Any:
    """As `FunctionScope`, for a lambda."""
    return function(FunctionScope(name, name, options))


def autograph_artifact(function: Any) -> Any:
    """Marks a function inside of a converted one, which is converted already."""
    with contextlib.suppress(AttributeError):
        setattr(function, MARK, True)
    return function


UndefinedReturnValue = Unset


def converted_call(function: Any, args: tuple, kwargs: dict | None, scope: Any = None) -> Any:
    """``function(*args, **kwargs)``, the function converted first where it is the user's own."""
    kwargs = kwargs or {}
    recorder = ambient.recorder
    if recorder is None:
        return function(*args, **kwargs)
    if function is range:
        return range_(*args, **kwargs)
    return _converted(function, recorder)(*args, **kwargs)


def _converted(function: Any, recorder: Recorder) -> Any:
    if hasattr(function, MARK):  # made inside of a converted function
        return function
    if isinstance(function, types.FunctionType | types.MethodType | functools.partial):
        return converted(function, recorder)
    call = getattr(type(function), "__call__", None)  # noqa: B004
    if isinstance(call, types.FunctionType) and not isinstance(function, type) and not is_library(call.__module__):
        return types.MethodType(converted(call, recorder), function)
    return function
