"""Converting a function does not change what it means as ordinary Python."""

import contextlib
import functools
import traceback

import pytest
from jit_cases.plain_python import CASES

from msgrad.graph_mode.convert import MARK, convert


def outcome(function, arguments):
    try:
        return function(*arguments)
    except Exception as error:
        return type(error), str(error)


NOT_CONVERTIBLE = {"walrus_in_while", "try_and_finally", "generator_stays", "context_of_locals"}


@pytest.mark.parametrize(("function", "arguments"), CASES, ids=[f.__name__ for f, _ in CASES])
def test_same_meaning(function, arguments):
    made = convert(function)
    assert (made is function) == (function.__name__ in NOT_CONVERTIBLE)
    for given in arguments:
        assert outcome(made, given) == outcome(function, given)


class Base:
    def __init__(self, value):
        self.__value = value

    def show(self, x):
        return self.__value if x else "base"


class Derived(Base):
    def show(self, x):
        found = super().show(x)
        if x:
            found = found, __class__.__name__
        return found


@pytest.mark.parametrize("x", [0, 1])
def test_methods(x):
    """`super()`, `__class__` and private names, on bound and unbound methods."""
    thing = Derived(7)
    assert convert(thing.show)(x) == thing.show(x)
    assert convert(Derived.show)(thing, x) == thing.show(x)
    assert convert(Base.show)(thing, x) == Base.show(thing, x)
    assert hasattr(convert(thing.show).__func__, MARK)


def test_closures_are_shared():
    total = 0

    def add(x):
        nonlocal total
        if x > 0:
            total += x
        return total

    made = convert(add)
    assert (made(2), add(3), made(-1), total) == (2, 5, 5, 5)


def test_name_signature_and_attributes():
    def named(a, b=[], *, c=1) -> int:  # noqa: B006
        """Words."""
        return a if b else c

    named.extra = 5
    made = convert(named)
    assert (made.__name__, made.__doc__, made.extra) == ("named", "Words.", 5)
    assert made.__defaults__ is named.__defaults__ and made.__kwdefaults__ is named.__kwdefaults__
    assert convert(made) is made


def test_one_code_is_converted_once():
    made = [convert(lambda x: x if x else k) for k in range(3)]  # noqa: B023
    assert [f(0) for f in made] == [2, 2, 2]
    assert len({id(f.__code__) for f in made}) == 1


def test_traceback_shows_the_users_lines():
    def fails(x):
        if x:
            for _ in range(2):
                y = 1
                y / (x - 1)
        return x

    first = fails.__code__.co_firstlineno
    with pytest.raises(ZeroDivisionError) as caught:
        convert(fails)(1)
    frames = [f for f in traceback.extract_tb(caught.value.__traceback__) if f.filename == __file__]
    assert [f.lineno - first for f in frames[1:]] == [1, 2, 4]


def test_no_source():
    namespace = {}
    exec("def made(x):\n    return 1 if x else 2", namespace)
    assert convert(namespace["made"]) is namespace["made"]


def test_libraries_are_left_alone():
    assert convert(functools.reduce) is functools.reduce
    assert convert(contextlib.suppress.__exit__) is contextlib.suppress.__exit__
    assert convert(convert) is convert
