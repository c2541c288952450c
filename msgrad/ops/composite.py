"""Functions put together from others: one for each kind of arguments, or applied to every element of nested tuples.

`mindspore.ops.composite`, which older code imports as ``C``, also has some operators.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from msgrad._names import missing_name_getattr
from msgrad.autodiff import GradOperation
from msgrad.common import dtype as mstype
from msgrad.common.tensor import Tensor
from msgrad.engine.recorder import to_call
from msgrad.ops.function.arithmetic_func import clip_by_value
from msgrad.ops.function.creation_func import ones_like, zeros_like
from msgrad.ops.function.linalg_func import clip_by_global_norm

__all__ = [
    "GradOperation", "HyperMap", "Map", "MultitypeFuncGraph", "clip_by_global_norm", "clip_by_value", "core",
    "ones_like", "zeros_like",
]  # fmt: skip

_KINDS: dict[str, Callable[[Any], bool]] = {
    "Number": lambda x: isinstance(x, bool | int | float | complex),
    "Bool": lambda x: isinstance(x, bool),
    "Int": lambda x: isinstance(x, int) and not isinstance(x, bool),
    "Float": lambda x: isinstance(x, float),
    "Complex": lambda x: isinstance(x, complex),
    "String": lambda x: isinstance(x, str),
    "None": lambda x: x is None,
    "Tensor": lambda x: isinstance(x, Tensor),
    "Tuple": lambda x: isinstance(x, tuple),
    "List": lambda x: isinstance(x, list),
    "Dictionary": lambda x: isinstance(x, dict),
    "Slice": lambda x: isinstance(x, slice),
    "Function": callable,
    "Ref": lambda x: isinstance(x, Tensor),
    "TypeType": lambda x: isinstance(x, mstype.Type),
    "Any": lambda x: True,
    # values that msgrad has not: no argument is of these kinds
    "RowTensor": lambda x: False,
    "MapTensor": lambda x: False,
    "Type": lambda x: isinstance(x, mstype.Type),
    "COOTensor": lambda x: type(x).__name__ == "COOTensor",
    "CSRTensor": lambda x: type(x).__name__ == "CSRTensor",
}


def _is_kind(value: Any, kind: Any) -> bool:
    if isinstance(kind, str):
        return _KINDS[kind](value)
    if isinstance(value, Tensor):
        return value.dtype == kind or str(kind).lower().startswith("tensor")
    return _KINDS["Number"](value) and _NUMBERS.get(type(value)) == str(kind).rstrip("0123468_")


_NUMBERS = {bool: "Bool", int: "Int", float: "Float"}


class MultitypeFuncGraph:
    """A function with a body for each combination of kinds of arguments.

    Args:
        name: of the function, in messages.
        read_value: kept for MindSpore's sake: Parameters are always passed as they are.

    Raises:
        TypeError: the name is no str.

    >>> twice = ops.MultitypeFuncGraph("twice")
    >>> @twice.register("Number")
    ... def twice_number(x):
    ...     return 2 * x
    >>> @twice.register("Tensor")
    ... def twice_tensor(x):
    ...     return x + x
    >>> twice(3), twice(Tensor([1.0])).tolist()
    (6, [2.0])
    """

    def __init__(self, name: str, read_value: bool = False) -> None:
        if not isinstance(name, str):
            raise TypeError(f"For 'MultitypeFuncGraph', the 'name' must be a str, but got {type(name).__name__}.")
        self._name = name
        self.entries: list[tuple[tuple, Callable]] = []

    def register(self, *type_names: Any) -> Callable[[Callable], Callable]:
        """A decorator for the body for arguments of these kinds: "Tensor", "Number", "Tuple", "List", "None", "String",
        "Bool", "Function", ..., or types of `mindspore.dtype`. TypeError for other names."""
        for kind in type_names:
            if isinstance(kind, str) and kind not in _KINDS:
                raise TypeError(
                    f"For 'MultitypeFuncGraph.register', {kind!r} is no kind of value; kinds are {', '.join(_KINDS)}."
                )

        def deco(fn: Callable) -> Callable:
            self.entries.append((type_names, fn))
            return fn

        return deco

    def __call__(self, *args: Any) -> Any:
        for kinds, fn in self.entries:
            if len(kinds) == len(args) and all(map(_is_kind, args, kinds)):
                return to_call(fn)(*args)
        if len(self.entries) == 1:
            try:  # a single body takes whatever fits its parameters
                inspect.signature(self.entries[0][1]).bind(*args)
            except TypeError:
                pass
            else:
                return to_call(self.entries[0][1])(*args)
        known = ["(" + ", ".join(map(str, kinds)) + ")" for kinds, _ in self.entries]
        given = ", ".join(type(a).__name__ for a in args)
        raise ValueError(
            f"For 'MultitypeFuncGraph', {self._name!r} has no function for arguments of the types ({given}); it has "
            f"{', '.join(known) or 'none'}."
        )


class _Mapping:
    """What `HyperMap` and `Map` share: the function comes with the constructor or as the first argument."""

    def __init__(self, ops: Callable | None = None, reverse: bool = False) -> None:
        if ops is not None and not callable(ops):
            raise TypeError(f"For '{type(self).__name__}', the 'ops' must be callable, but got {type(ops).__name__}.")
        self.ops = ops
        self.reverse = reverse

    def __call__(self, *args: Any) -> Any:
        fn, args = (args[0], args[1:]) if self.ops is None and args else (self.ops, args)
        if fn is None or not args:
            raise IndexError(f"For '{type(self).__name__}', there must be at least one argument to map over.")
        return self._map(to_call(fn), args)

    def _each(self, fn: Callable, args: tuple) -> tuple:
        count = min(len(a) for a in args)
        order = range(count)[::-1] if self.reverse else range(count)
        found = {i: fn([a[i] for a in args]) for i in order}
        return tuple([found[i] for i in range(count)])

    def _map(self, fn: Callable, args: tuple) -> Any:
        raise NotImplementedError


class HyperMap(_Mapping):
    """Applies a function to the elements of tuples and lists that stand in the same places, however deep they are
    nested.

    Args:
        ops: the function; None where it comes as the first argument of the call.
        reverse: whether the elements are visited from last to first.

    The result is a tuple. Shorter sequences decide.

    >>> ops.HyperMap(lambda x, y: x + y)((1, (2, 3)), (10, (20, 30)))
    (11, (22, 33))
    """

    def _map(self, fn: Callable, args: tuple) -> Any:
        if not all(isinstance(a, tuple | list) for a in args):
            return fn(*args)
        return self._each(lambda items: self._map(fn, tuple(items)), args)


class Map(_Mapping):
    """Applies a function to the elements of tuples and lists that stand in the same places.

    Args:
        ops: the function; None where it comes as the first argument of the call.
        reverse: whether the elements are visited from last to first.

    Raises:
        TypeError: an argument has no elements.

    >>> ops.Map(lambda x, y: x + y)((1, 2), (10, 20))
    (11, 22)
    """

    def _map(self, fn: Callable, args: tuple) -> Any:
        for a in args:
            if not isinstance(a, tuple | list | Tensor):
                raise TypeError(f"For 'Map', an argument must be a tuple or list, but got {type(a).__name__}.")
        return self._each(lambda items: fn(*items), args)


def core(fn: Any = None, **flags: Any) -> Any:
    """Marks a function, or as a decorator with flags, for MindSpore's compiler; here it only keeps the flags.

    >>> @ops.composite.core(loop_can_unroll=True)
    ... def fn(x):
    ...     return x
    >>> fn(3)
    3
    """

    def mark(target: Any) -> Any:
        target.__dict__.setdefault("_mindspore_flags", {}).update(flags)
        return target

    return mark if fn is None else mark(fn)


__getattr__ = missing_name_getattr(__name__)
