"""Cases: small functions without arguments whose results are compared with figures of the real MindSpore.

A case module only uses `mindspore` and numpy, so that the same file runs under either. `record` runs one case and gives
what is compared, as plain JSON data; `golden/make_cases.py` stores it and `test_cases.py` compares with it.
"""

import contextlib
import importlib
import io

import numpy as np

MODULES = (
    "autodiff_linear",
    "autodiff_functions",
    "autodiff_programs",
    "autodiff_operators",
    "autodiff_cells",
    "autodiff_training",
    "autodiff_hooks",
    "autodiff_transforms",
    "traps",
)

_registry = {}


def case(function):
    """Register `function` as a case of its module."""
    _register(function.__module__, function.__name__, function)
    return function


def case_table(entries):
    """Register one case for each entry of `entries`, which maps a name to the arguments of the decorated function."""

    def decorate(function):
        for name, arguments in entries.items():
            _register(
                function.__module__, f"{function.__name__}[{name}]", lambda arguments=arguments: function(*arguments)
            )
        return function

    return decorate


def _register(module, name, function):
    cases = _registry.setdefault(module.rpartition(".")[2], {})
    if name in cases:
        raise ValueError(f"two cases of {module} are called {name}")
    cases[name] = function


def cases_of(module):
    """The cases of a module: name -> function."""
    importlib.import_module(f"{__name__}.{module}")
    return _registry[module]


def record(function):
    """Run a case: its result (or the type of the exception that it raised) and what it printed."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        try:
            outcome = {"value": encode(function())}
        except Exception as error:
            outcome = {"raises": type(error).__name__, "message": str(error)}
    return {**outcome, "printed": printed.getvalue()}


def encode(value):
    """A result as JSON data that keeps the kind of each container and the dtype and shape of each Tensor."""
    from mindspore import Parameter, Tensor

    if isinstance(value, Tensor):
        kind = "parameter" if isinstance(value, Parameter) else "tensor"
        return {kind: {"dtype": str(value.dtype), "shape": list(value.shape), "values": value.asnumpy().tolist()}}
    if isinstance(value, (np.ndarray, np.generic)):
        return {"numpy": {"dtype": str(value.dtype), "shape": list(value.shape), "values": value.tolist()}}
    if isinstance(value, dict):
        return {"dict": {key: encode(item) for key, item in value.items()}}
    if isinstance(value, (tuple, list)):
        return {"tuple" if isinstance(value, tuple) else "list": [encode(item) for item in value]}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise TypeError(f"a case cannot return {type(value).__name__}")
