"""mindspore.jit: the decorator."""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable
from types import CodeType, MethodType
from typing import Any

from msgrad._checkparam import check_bool, check_type
from msgrad.common.tensor import Tensor
from msgrad.graph_mode.frozen import function_of
from msgrad.graph_mode.function import JittedFunction, recordings_of

__all__ = ["jit", "jit_class", "ms_function"]

_CAPTURE_MODES = ("ast", "bytecode", "trace")
_LEVELS = ("O0", "O1")

_shared: weakref.WeakValueDictionary[tuple, JittedFunction] = weakref.WeakValueDictionary()


class Jit:
    """A function that `jit` has taken over; on a class it is a method."""

    def __init__(self, fn: Callable, options: dict[str, Any]) -> None:
        functools.update_wrapper(self, fn)
        self._fn = fn
        self._options = options
        self.recordings = _jitted(fn, options)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.recordings(args, kwargs)

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self if instance is None else MethodType(_MethodCall(self), instance)

    def __repr__(self) -> str:
        return f"<jit of {self._fn!r}>"

    def of_instance(self, instance: Any) -> JittedFunction:
        """The recordings for one object, which keeps them."""
        try:
            held = recordings_of(instance)
        except AttributeError:
            return _make(MethodType(self._fn, instance), self._options)
        jitted = held.get(self)
        if jitted is None:
            jitted = held[self] = _make(MethodType(self._fn, instance), self._options)
        return jitted


class _MethodCall:
    """What a bound method of a jitted function calls."""

    def __init__(self, jit: Jit) -> None:
        functools.update_wrapper(self, jit._fn)
        self._jit = jit

    def __call__(self, instance: Any, *args: Any, **kwargs: Any) -> Any:
        return self._jit.of_instance(instance)(args, kwargs)


def _make(fn: Callable, options: dict[str, Any]) -> JittedFunction:
    name = getattr(fn, "__name__", type(fn).__name__)
    owner = getattr(fn, "__self__", None)
    if owner is None and function_of(fn) is None:
        owner = fn  # a Cell, or another object that can be called
    watched = []
    if owner is not None and not isinstance(owner, type | Tensor):
        watched = [cell for _, cell in owner.cells_and_names()] if hasattr(owner, "cells_and_names") else [owner]
    return JittedFunction(fn, name, options["fullgraph"], watched)


def _jitted(fn: Callable, options: dict[str, Any]) -> JittedFunction:
    """The recordings of a function; functions made of one piece of code and the same variables share theirs."""
    function = function_of(fn)
    if function is None or getattr(fn, "__self__", None) is not None:
        return _of_object(fn, options)
    code: CodeType = function.__code__
    try:
        contents = [cell.cell_contents for cell in function.__closure__ or ()]
    except ValueError:  # a variable that is not bound yet
        return _make(fn, options)
    defaults = [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]
    key = (id(code), id(function.__globals__), options["fullgraph"], *[id(item) for item in (*contents, *defaults)])
    shared = _shared.get(key)
    if shared is None:  # while it lives it holds its function, so that no identity in the key is used again
        shared = _shared[key] = _make(fn, options)
    return shared


def _of_object(fn: Callable, options: dict[str, Any]) -> JittedFunction:
    """The recordings of a bound method, or of an object that can be called, which the object keeps."""
    try:
        held = recordings_of(getattr(fn, "__self__", fn))
    except AttributeError:
        return _make(fn, options)
    key = (getattr(fn, "__func__", None), options["fullgraph"])
    made = held.get(key)
    if made is None:
        made = held[key] = _make(fn, options)
    return made


def jit(
    function: Callable | None = None,
    *,
    capture_mode: str = "ast",
    jit_level: str = "O0",
    dynamic: int = 0,
    fullgraph: bool = False,
    backend: str = "",
    **options: Any,
) -> Any:
    """Makes a function, method or Cell one compiled program.

    The first call with arguments of new shapes, dtypes or Python values runs the function once, and records it;
    later ones run only the compiled program. Parameters and Tensors from outside that it reads are found by
    themselves, and what it assigns to them is assigned at each call. ``if``, ``while``, ``for`` and ``assert`` on
    Tensors become part of the program, and ``print`` prints at every call.

    What cannot be one program (Python that needs a Tensor's value, changes of other objects) runs un-jitted, with the
    same result and one warning that names the line and the reason.

    Frozen at the first call are: what random numbers, clocks and files gave to Python code; the contents of lists,
    dicts and objects from outside, beyond their identity. Noticed, so that the function is recorded again, are: other
    values of plain arguments, global and closure variables, attributes of Cells that are called and of the object
    whose method this is, training and ``requires_grad`` flags, and hooks.

    Args:
        function: the function; without it, `jit` gives a decorator.
        capture_mode: how MindSpore reads the function: "ast", "bytecode" or "trace"; here all three are one.
        jit_level: "O0" or "O1"; XLA optimizes in the same way for both.
        dynamic: 1 where shapes vary. A program is recorded for each shape; where there are too many, further ones
            run un-jitted.
        fullgraph: whether it is an error that the function is no one program.
        backend: MindSpore's backend; XLA compiles for whatever device there is.
        options: options of MindSpore's backends, which have no meaning here.

    Returns:
        a function of the same arguments.

    Raises:
        TypeError: if ``function`` cannot be called, or an option has another type.
        ValueError: for an unknown ``capture_mode``, ``jit_level`` or ``dynamic``.
        RuntimeError: when it is called, with ``fullgraph``, where the function is no one program.

    >>> @jit
    ... def square(x):
    ...     return x * x
    >>> square(Tensor([3.0]))
    Tensor(shape=[1], dtype=Float32, value= [ 9.00000000e+00])
    """
    if capture_mode not in _CAPTURE_MODES:
        raise ValueError(
            f"For 'jit', the 'capture_mode' must be one of {', '.join(_CAPTURE_MODES)}, but got {capture_mode!r}."
        )
    if jit_level not in _LEVELS:
        raise ValueError(f"For 'jit', the 'jit_level' must be one of {', '.join(_LEVELS)}, but got {jit_level!r}.")
    check_type(dynamic, int, "dynamic", "jit")
    if dynamic not in (0, 1):
        raise ValueError(f"For 'jit', the 'dynamic' must be 0 or 1, but got {dynamic}.")
    check_bool(fullgraph, "fullgraph", "jit")
    check_type(backend, str, "backend", "jit")
    chosen = {"fullgraph": fullgraph}
    if function is None:
        return lambda fn: _decorated(fn, chosen)
    return _decorated(function, chosen)


def _decorated(fn: Any, options: dict[str, Any]) -> Any:
    if isinstance(fn, Jit):
        return fn
    if not callable(fn):
        raise TypeError(f"For 'jit', the 'function' must be a function or a Cell, but got {type(fn).__name__}.")
    return Jit(fn, options)


def ms_function(fn: Callable | None = None, input_signature: Any = None, **options: Any) -> Any:
    """The old name of `jit`, which MindSpore 2 no longer has; scripts for MindSpore 1 use it.

    Args:
        fn, options: as for `jit`; the options of MindSpore 1 have no meaning here.
        input_signature: Tensors that fix the arguments' shapes and dtypes; not needed here, since each has its program.
    """
    return jit(fn) if fn is not None else jit


def jit_class(cls: type) -> type:
    """Lets jitted functions make and call objects of a class. Here they may do so with any class; it comes back as is.

    Raises:
        TypeError: if ``cls`` is no class, or a Cell.

    >>> @jit_class
    ... class Scale:
    ...     def __init__(self, factor):
    ...         self.factor = factor
    >>> Scale(2).factor
    2
    """
    if not isinstance(cls, type):
        raise TypeError(f"For 'jit_class', the 'cls' must be a class, but got {type(cls).__name__}.")
    if hasattr(cls, "construct") and hasattr(cls, "trainable_params"):
        raise TypeError(f"For 'jit_class', the class must not be a Cell, but got {cls.__name__}.")
    cls.__ms_class__ = True  # type: ignore[attr-defined]
    return cls
