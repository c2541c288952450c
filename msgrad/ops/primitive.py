"""The base of MindSpore's primitives: operators as objects, with some arguments fixed when they are made."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from msgrad._checkparam import check_bool, check_type
from msgrad._names import missing_attribute

REQUIRED = inspect.Parameter.empty

Check = Callable[[Any, str, str], Any]  # of a value, the argument's name and the primitive's: the value to keep


class Primitive:
    """What can be called like an operator, has a name and shows its attributes.

    >>> ops.Concat(axis=1)
    Prim[Concat]<axis=1>
    >>> isinstance(ops.ReLU(), ops.Primitive)
    True
    """

    __primitive_flag__ = True  # how `mindspore.dtype` tells operators from data

    def __init__(self, name: str) -> None:
        self.name = check_type(name, str, "name", "Primitive")
        self.attrs: dict[str, Any] = {}

    def __call__(self, *args: Any) -> Any:
        raise NotImplementedError(
            f"For 'Primitive', msgrad finds no operator by the name {self.name!r} alone; "
            f"call a primitive class such as ops.ReLU, or the function."
        )

    def __repr__(self) -> str:
        shown = ", ".join([f"{name}={value}" for name, value in self.attrs.items()])
        return f"Prim[{self.name}]<{shown}>" if shown else f"Prim[{self.name}]"

    def __getattr__(self, name: str) -> Any:
        otherwise = f"'{type(self).__name__}' object has no attribute {name!r}"
        raise missing_attribute("ops.Primitive", name, otherwise)

    def add_prim_attr(self, name: str, value: Any) -> Primitive:
        """Keeps a value under a name, to be read and shown; no operator asks for it. Returns the primitive."""
        self.attrs[name] = value
        setattr(self, name, value)
        return self

    def del_prim_attr(self, name: str) -> Primitive:
        """Drops what `add_prim_attr` has kept, if anything. Returns the primitive."""
        if name in self.attrs:
            del self.attrs[name]
            delattr(self, name)
        return self

    def get_attr_dict(self) -> dict[str, Any]:
        """All attributes, by their names."""
        return dict(self.attrs)

    def set_device(self, device_target: str) -> Primitive:
        """Keeps the device as ``primitive_target``: the operator runs where its inputs lie, with the same result.

        Raises RuntimeError unless it is "CPU", "GPU" or "Ascend".
        """
        if device_target not in ("CPU", "GPU", "Ascend"):
            raise RuntimeError(
                f"For 'set_device' of {self.name!r}, the 'device_target' must be 'CPU', 'GPU' or 'Ascend', "
                f"but got {device_target!r}."
            )
        return self.add_prim_attr("primitive_target", device_target)

    def init_prim_io_names(self, inputs: list, outputs: list) -> None:
        """Keeps names of the inputs and outputs as ``input_names`` and ``output_names``. TypeError unless they are
        lists."""
        for names, argument in ((inputs, "inputs"), (outputs, "outputs")):
            check_type(names, (list, tuple), argument, "init_prim_io_names")
        self.add_prim_attr("input_names", inputs)
        self.add_prim_attr("output_names", outputs)

    def set_stage(self, stage: int) -> Primitive:
        """Keeps the number of a pipeline's stage as ``stage``. One device runs all stages. Returns the primitive."""
        return self.add_prim_attr("stage", check_type(stage, int, "stage", "set_stage"))

    def place(self, role: str, rank_id: int) -> None:
        """Checks where the operator is to run: one process runs all. ValueError for other roles than "MS_WORKER"."""
        if role != "MS_WORKER":
            raise ValueError(f"For 'place' of {self.name!r}, the 'role' must be 'MS_WORKER', but got {role!r}.")
        check_type(rank_id, int, "rank_id", "place")

    def recompute(self, mode: bool = True) -> Primitive:
        """Keeps the wish that results are computed again in the backward pass as ``recompute_``; XLA decides that
        itself,
        and the numbers are the same. Returns the primitive."""
        self.recompute_ = check_bool(mode, "mode", "recompute")
        return self

    def set_prim_instance_name(self, name: str) -> Primitive:
        """Keeps a name for this object as ``instance_name``. Returns the primitive."""
        self.instance_name = name
        return self


def define(
    name: str, call: Callable, checks: dict[str, Check] | None = None, attrs: dict | None = None, /, **arguments: Any
) -> type[Primitive]:
    """A class of primitives: ``call`` gets the primitive and the operator's inputs; ``arguments`` are those of the
    constructor, in their order, with their defaults (or REQUIRED). The object keeps each under its name.

    An argument without a check is looked at by the function that gets it, with the first call. ``attrs`` are
    attributes beside the arguments.
    """
    parameters = [
        inspect.Parameter(argument, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default)
        for argument, default in arguments.items()
    ]
    signature = inspect.Signature(parameters)
    checks = checks or {}

    def __init__(self: Primitive, *args: Any, **kwargs: Any) -> None:
        Primitive.__init__(self, name)
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError as error:
            raise TypeError(f"For '{name}{signature}', {error}.") from None
        bound.apply_defaults()
        for argument, value in bound.arguments.items():
            check = checks.get(argument)
            self.add_prim_attr(argument, check(value, argument, name) if check else value)
        for attribute, value in (attrs or {}).items():
            self.add_prim_attr(attribute, value)

    call.__name__, call.__qualname__ = "__call__", f"{name}.__call__"
    own = inspect.Signature(list(inspect.signature(call).parameters.values())[1:])
    this = inspect.Parameter("self", inspect.Parameter.POSITIONAL_ONLY)
    __init__.__signature__ = inspect.Signature([this, *parameters])  # type: ignore[attr-defined]
    members = {"__init__": __init__, "__call__": call}
    members |= {"__doc__": f"``{name}{signature}{own}``", "__module__": "msgrad.ops.operations"}
    return type(name, (Primitive,), members)


# -- checks of the constructor's arguments --


def is_int(value: Any, argument: str, who: str) -> int:
    """TypeError unless it is an int."""
    return check_type(value, int, argument, who)


def is_bool(value: Any, argument: str, who: str) -> bool:
    """TypeError unless it is a bool."""
    return check_bool(value, argument, who)


def is_number(value: Any, argument: str, who: str) -> float:
    """TypeError unless it is an int, a float or a bool."""
    return check_type(value, (int, float, bool), argument, who)


def is_str(value: Any, argument: str, who: str) -> str:
    """TypeError unless it is a str."""
    return check_type(value, str, argument, who)


def are_ints(*kinds: type) -> Check:
    """A check that makes a tuple of an int, tuple or list (as far as ``kinds`` name them). TypeError for others."""

    def check(value: Any, argument: str, who: str) -> tuple[int, ...]:
        check_type(value, kinds, argument, who)
        items = (value,) if isinstance(value, int) else tuple(value)
        return tuple([check_type(item, int, argument, who) for item in items])

    return check


def is_one_of(*allowed: str) -> Check:
    """A check for one of some words. ValueError for others."""

    def check(value: Any, argument: str, who: str) -> str:
        if value not in allowed:
            raise ValueError(f"For '{who}', the '{argument}' must be in {list(allowed)}, but got {value!r}.")
        return value

    return check
