"""Modes of `MsDispatchMode`: what they are handed and what comes of it."""

import mindspore as ms
from mindspore import Tensor, ops


class Log(ms.MsDispatchMode):
    def __init__(self, name, seen):
        self.name, self.seen = name, seen

    def __ms_dispatch__(self, func, args, kwargs=None):
        self.seen.append((self.name, func.name))
        return func(*args)


class Changing(Log):
    """Also calls an operator of its own, which no mode sees, and changes an argument."""

    def __ms_dispatch__(self, func, args, kwargs=None):
        self.seen.append((self.name, func.name))
        return func(args[0], ops.neg(args[1]), *args[2:])


def arithmetic(x, y, seen):
    with Log("a", seen):
        results = [x + y, x + 1, x - y, x - 1, x * y, x * 2, x / y, x / 2, x @ y, x**2, -x, x > y, x == y]
    return [r.asnumpy().tolist() for r in results]


def nested(x, y, seen):
    with Log("outer", seen):
        a = x * 2
        with Changing("inner", seen):
            b = x + y
        c = x - y
    d = x + y
    return [r.asnumpy().tolist() for r in (a, b, c, d)]


def decorated(x, y, seen):
    @Log("decorator", seen)
    def product(a, b):
        return a * b

    return [product(x, y).asnumpy().tolist(), product(y, y).asnumpy().tolist()]


def gradient(x, y, seen):
    with Log("a", seen):
        out = ms.grad(lambda a: (a * a - a) * y)(x)
    del seen[3:]  # of the backward pass, which the real one hands over as well
    return out.asnumpy().tolist()


CASES = {case.__name__: case for case in (arithmetic, nested, decorated, gradient)}


def run(name):
    seen = []
    results = CASES[name](Tensor([1.0, 2.0]), Tensor([3.0, 4.0]), seen)
    return {"results": results, "seen": [list(item) for item in seen]}
