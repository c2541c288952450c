"""Cases of control flow inside `jit`: functions with real `if`, `while`, `for` over Tensors, run under either library.

A case is a function with sets of arguments (`flow`), compared in value and gradient, or a script that gets `jit` and
does what it likes (`script`). `golden/make_jit_cases.py` stores what the real MindSpore gives.
"""

import contextlib
import importlib
import inspect
import io

import numpy as np
from cases import encode

MODULES = ("branches", "loops", "functions", "state", "operators")

_registry = {}


class Flow:
    """A function and its sets of arguments: a list is a float32 Tensor, a numpy array a Tensor of its dtype."""

    def __init__(self, function, arguments, gradient):
        self.function, self.arguments, self.gradient = function, arguments, gradient

    def runs(self):
        """What is run, as pairs (set of arguments, whether the gradient is taken)."""
        return [(given, gradient) for gradient in (False, True)[: 1 + self.gradient] for given in self.arguments]

    def run(self, which, jit, inside=False):
        """Run a pair of `runs` under ``jit``, a function of a function; gradients ``inside`` of it or around."""
        given, gradient = which
        made = [_argument(item) for item in given]
        if not gradient:
            return jit(self.function)(*made)
        from mindspore import grad

        if inside:
            return jit(lambda *args: grad(self.function, self.positions(made))(*args))(*made)
        return grad(jit(self.function), self.positions(made))(*made)

    @staticmethod
    def positions(made):
        """The positions of the float Tensors."""
        from mindspore import Tensor

        return tuple(i for i, item in enumerate(made) if isinstance(item, Tensor) and "Float" in str(item.dtype))


class Script:
    """A function of ``jit`` that returns what is compared."""

    def __init__(self, function):
        self.function = function

    def runs(self):
        return [None]

    def run(self, which, jit, inside=False):
        return self.function(jit)


def _argument(item):
    from mindspore import Tensor, float32

    if isinstance(item, list):
        return Tensor(item, float32)
    return Tensor(np.array(item)) if isinstance(item, np.ndarray | np.generic) else item


def flow(*arguments, gradient=True):
    """Register the decorated function as a case; each of ``arguments`` is a tuple of arguments."""

    def decorate(function):
        _register(function, Flow(function, arguments, gradient))
        return function

    return decorate


def script(function):
    """Register a function of ``jit`` as a case."""
    _register(function, Script(function))
    return function


def _register(function, made):
    cases = _registry.setdefault(function.__module__.rpartition(".")[2], {})
    if function.__name__ in cases:
        raise ValueError(f"two cases are called {function.__name__}")
    cases[function.__name__] = made


def cases_of(module):
    """The cases of a module: name -> Flow or Script."""
    importlib.import_module(f"{__name__}.{module}")
    return _registry[module]


def record(case, which, jit, inside=False):
    """Run one of a case's runs: its result, or the type of the exception that it raised; and what it printed."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        try:
            outcome = {"value": encode(case.run(which, jit, inside))}
        except Exception as error:
            outcome = {"raises": type(error).__name__, "message": str(error)}
    return {**outcome, "printed": printed.getvalue()} if printed.getvalue() else outcome


def handles_exceptions(case):
    """True where a case's own code catches what is raised."""
    return "except " in inspect.getsource(case.function)
