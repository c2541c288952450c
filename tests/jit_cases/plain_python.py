"""Functions of ordinary Python, of every form of statement, that must mean the same when they are converted."""

import contextlib
import functools

CASES = []
GLOBAL = [0]
counter = 0


def same(*arguments):
    """Registers a function whose results, and exceptions, must be the same after conversion."""

    def decorate(function):
        CASES.append((function, arguments))
        return function

    return decorate


@same((1,), (-1,), (0,))
def branches(x):
    if x > 0:
        y = "positive"
    elif x < 0:
        y = "negative"
    else:
        return None
    return y


@same((1,), (-1,))
def name_bound_in_one_branch(x):
    if x > 0:
        y = 1
    return y


@same((3,), (0,))
def falls_off_the_end(x):
    if x:
        return x


@same((5,), (0,))
def loop_with_everything(n):
    found = []
    for i in range(n):
        if i == 1:
            continue
        if i == 3:
            break
        found.append(i)
    else:
        found.append("else")
    return found, i


@same((5,), (2,))
def while_else(n):
    while n > 2:
        n -= 1
        if n == 3:
            break
    else:
        return "else", n
    return "broken", n


@same((3,), (30,))
def return_in_nested_loops(n):
    for i in range(10):
        for j in range(10):
            if i * j == n:
                return i, j
            while j > 8:
                j = j - 1
                if j == n:
                    return "while"
    return None


@same((2,), (0,), ("a",))
def try_and_finally(x):
    log = []
    try:
        if x == 0:
            raise ValueError("zero")
        log.append(1 / x)
        return log
    except ValueError as error:
        log.append(str(error))
    except TypeError:
        return "type"
    else:
        log.append("else")
    finally:
        log.append("finally")
    return log


@same((2,), (0,), ("a",), (None,))
def named_exceptions(x):
    log = []
    for value in (x, 1):
        try:
            log.append(1 / value)
        except ZeroDivisionError as error:
            log.append(str(error))
            continue
        except TypeError as error:
            if value is None:
                return "none", log
            log.append(type(error).__name__)
        else:
            log.append("else")
        finally:
            log.append("finally")
    return log


@same((1,), (0,))
def name_of_an_exception_afterwards(x):
    try:
        x = 1 / x
    except ZeroDivisionError as error:
        x = str(error)
    return error  # noqa: F821


@same((2,), (0,))
def return_in_finally(x):
    for i in range(3):
        try:
            if x == 0:
                return "try"
        finally:
            if i == 1:
                return "finally"  # noqa: B012
    return "end"


@same((1,), (0,))
def with_statement(x):
    with contextlib.suppress(ZeroDivisionError) as nothing, contextlib.suppress(KeyError):
        y = 1 / x
        if y:
            return y, nothing
    return "suppressed"


@same((1, 2), (3, 2))
def nonlocal_variable(a, b):
    total = 0

    def add(value):
        nonlocal total
        if value > 1:
            total += value
        return total

    if a > b:
        add(a)
    return add(b), total


@same((1,), (-1,))
def global_variable(x):
    global counter
    if x > 0:
        counter = counter + 1
    return counter > 0


@same((3,), (4,))
def defaults_and_stars(n, *rest, scale=2, **options):
    def inner(a, b=n, *args, c=scale, **kwargs):
        return (a, b, args, c, kwargs) if n > 3 else [a, b]

    return inner(1), inner(*[1, 2, 3], c=5, d=6)


@same((3,), (0,))
def comprehensions(n):
    i = "outer"
    squares = [i * i if i % 2 else -i for i in range(n) if i != 1 or n > 10]
    table = {i: j for i in range(n) for j in range(i)}
    lazy = (i for i in range(n))
    return squares, table, {i for i in range(n)}, sum(lazy), i


@same((2,), (5,), (9,))
def comparison_chain(x):
    calls = []

    def middle():
        calls.append(x)
        return x

    return 3 < middle() < 7, calls, 1 < x <= 5 != 4


@same((0, 1), (2, []), ("", None))
def logic(a, b):
    return a and b, a or b, not a, a and not b or (b and a), bool(a and b) if a or b else "neither"


@same(([],), ([1],))
def lazily(items):
    if items and items[0] > 0:
        return items[0]
    return not items or items[0]


@same((1,), (0,))
def assertion(x):
    assert x, f"got {x!r}"
    assert x > 0
    return x


@same((0,))
def assertion_without_message(x):
    assert x


@same((0,))
def assertion_of_an_object(x):
    assert x, ("a", x)


@same((5,))
def assignments(n):
    a = b = [n]
    first, *others = range(n)
    (c, d), e = (1, 2), 3
    x: int = 4
    a[0] += 1
    a += [c]
    del c
    if n:
        d, e = e, d
    return a, b, first, others, d, e, x


@same((1,), (0,))
def deleted(x):
    y = 1
    if x:
        del y
    return y


@same((4,))
def walrus(n):
    if (half := n // 2) > 1:
        return half
    return [half for k in range(3) if (half := k)]


@same((4,))
def walrus_in_while(n):
    while (half := n // 2) > 0:
        n = half
    return n, half


@same((4,), (-4,))
def lambdas(n):
    act = lambda v, k=n: v * k if v > 0 else -v  # noqa: E731
    return act(n), (lambda *a, **b: (a, b))(1, c=2), sorted([3, -1, 2], key=lambda v: v if n > 0 else -v)


@same((4,), (1,))
def recursion(n):
    return 1 if n <= 1 else n * recursion(n - 1)


@same((3,))
def loop_over_changing_things(n):
    items = [1, 2, 3]
    seen = []
    for item in items:
        if len(items) < 5:
            items.append(item + n)
        seen.append(item)
    for key, (a, b) in {"x": (1, 2)}.items():
        seen.append((key, a, b))
    it = iter(range(10))
    for k in it:
        next(it)
        seen.append(k)
    return seen


@same((1,), (0,))
def exception_with_cause(x):
    try:
        return 1 / x
    except ZeroDivisionError as error:
        raise KeyError("none") from error


@same((1,))
def formatted(x):
    return f"{x:>4}|{x!r}|{'yes' if x else 'no'}|{x=}"


@same((2,))
def attributes(x):
    class_ = type("Thing", (), {"value": 1})
    thing = class_()
    while thing.value < x:
        thing.value += 1
        thing.seen = True
    return thing.value, thing.seen


@same((1,), (0,))
def generator_stays(x):
    def numbers():
        yield x

    return list(numbers())


def _wrapping(function):
    @functools.wraps(function)
    def wrapper(*args):
        return "wrapped", function(*args) if args[0] else None

    return wrapper


@same((1,), (0,))
@_wrapping
def decorated(x):
    if x:
        return "inner"
    return "else"


@same((1,), (0,))
def context_of_locals(x):
    y = 2
    return sorted(locals()) if x else y
