"""Checks and conversions of what `save_checkpoint` and `load_checkpoint` are given."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.nn.cell import Cell

FORMATS = ("ckpt", "safetensors")


def check_is_bool(value: Any, argument: str) -> None:
    """ValueError unless ``value`` is a bool: this argument's error is no TypeError in MindSpore."""
    if not isinstance(value, bool):
        raise ValueError(f"For checkpoints, the '{argument}' must be a bool, but got {value!r}.")


def items_to_save(
    save_obj: Any, append_dict: dict[str, Any] | None, choice_func: Callable[[str], Any] | None
) -> dict[str, Tensor | np.ndarray | str]:
    """What is to be saved, by name and in order.

    Raises:
        TypeError: for an object, name or value of a type that cannot be saved.
    """
    if isinstance(save_obj, Cell):
        items = [(parameter.name, parameter) for _, parameter in save_obj.parameters_and_names()]
    elif isinstance(save_obj, dict):
        items = list(save_obj.items())
    elif isinstance(save_obj, list):
        items = [_named(entry) for entry in save_obj]
    else:
        raise TypeError(
            f"For 'save_checkpoint', the 'save_obj' must be a Cell, list or dict, but got {type(save_obj).__name__}."
        )
    for name, value in items:
        if not isinstance(name, str) or not isinstance(value, Tensor | np.ndarray | str):
            raise TypeError(
                "For 'save_checkpoint', names must be str and values Parameters or Tensors, "
                f"but got {name!r} and a {type(value).__name__}."
            )
    chosen = {name: value for name, value in items if choice_func is None or choice_func(name)}
    return {**chosen, **_appended(append_dict)}


def _named(entry: Any) -> tuple[Any, Any]:
    if isinstance(entry, Parameter):
        return entry.name, entry
    if isinstance(entry, dict) and {"name", "data"} <= set(entry) and isinstance(entry["data"], Tensor):
        return entry["name"], entry["data"]
    raise TypeError(
        "For 'save_checkpoint', a list as 'save_obj' must hold Parameters, or dicts of 'name' and 'data' (a Parameter "
        f"or Tensor), but got {entry!r}."
    )


def _appended(append_dict: dict[str, Any] | None) -> dict[str, Tensor | np.ndarray | str]:
    if append_dict is None:
        return {}
    if not isinstance(append_dict, dict):
        raise TypeError(
            f"For 'save_checkpoint', the 'append_dict' must be a dict, but got {type(append_dict).__name__}."
        )
    made: dict[str, Tensor | np.ndarray | str] = {}
    for name, value in append_dict.items():
        if not isinstance(name, str) or not isinstance(value, bool | int | float | str | Tensor):
            raise TypeError(
                "For 'save_checkpoint', the 'append_dict' must have str keys, and values that are int, float, bool, "
                f"str, Tensor or Parameter, but got the key {name!r} and a {type(value).__name__}."
            )
        if isinstance(value, np.generic):  # numpy's float64 is a float
            raise TypeError(f"For 'save_checkpoint', '{name}' in the 'append_dict' is a numpy number: use {value!s}.")
        made[name] = value if isinstance(value, str | Tensor) else _scalar(name, value)
    return made


def _scalar(name: str, value: bool | int | float) -> np.ndarray:
    if isinstance(value, float):
        return np.array(value, np.float32)
    if not isinstance(value, bool) and not -(1 << 63) <= value < 1 << 63:
        raise RuntimeError(f"For 'save_checkpoint', '{name}' in the 'append_dict' does not fit into int64: {value}.")
    return np.array(value, np.bool_ if isinstance(value, bool) else np.int64)


def arrays_of(items: dict[str, Tensor | np.ndarray | str], copy: bool) -> list[tuple[str, np.ndarray | str]]:
    """The data on the host; with ``copy`` independent of what happens to the Tensors afterwards."""
    made: list[tuple[str, np.ndarray | str]] = []
    for name, value in items.items():
        array = value._numpy("save_checkpoint") if isinstance(value, Tensor) else value
        made.append((name, np.array(array) if copy and not isinstance(array, str) else array))
    return made


def file_to_load(ckpt_file_name: Any, format: str) -> str:
    """The path of a file that exists and has the ending of its format.

    Raises:
        TypeError: if it is no str.
        ValueError: if there is no such file, or it has another ending.
    """
    if not isinstance(ckpt_file_name, str):
        raise TypeError(
            f"For 'load_checkpoint', the 'ckpt_file_name' must be a str, but got {type(ckpt_file_name).__name__}."
        )
    if format not in FORMATS:
        raise ValueError(f"For 'load_checkpoint', the 'format' must be 'ckpt' or 'safetensors', but got {format!r}.")
    path = os.path.realpath(ckpt_file_name)
    if not path.endswith(format):  # as MindSpore has it, without the dot
        raise ValueError(
            f"For 'load_checkpoint', the name of a file of the format '{format}' ends in '.{format}', "
            f"but got '{ckpt_file_name}': give the 'format' that the file has."
        )
    if not os.path.exists(path):
        raise ValueError(f"For 'load_checkpoint', the file '{path}' does not exist.")
    return path


def prefixes(value: Any, argument: str, instead: str) -> tuple[str, ...]:
    """One or several prefixes of names as a tuple.

    Raises:
        TypeError: if they are no str.
        ValueError: if one is empty.
    """
    if value is None:
        return ()
    if not isinstance(value, str | list | tuple):
        raise TypeError(
            f"For 'load_checkpoint', the '{argument}' must be a str or a list or tuple of them, "
            f"but got {type(value).__name__}."
        )
    found = (value,) if isinstance(value, str) else tuple(value)
    for prefix in found:
        if not isinstance(prefix, str):
            raise TypeError(f"For 'load_checkpoint', the '{argument}' must hold str, but got {prefix!r}.")
        if not prefix:
            raise ValueError(f"For 'load_checkpoint', the '{argument}' must not hold an empty str.")
    if found:
        warnings.warn(f"For 'load_checkpoint', '{argument}' is deprecated: use '{instead}'.", stacklevel=4)
    return found


def is_chosen(
    name: str, filter_prefix: Iterable[str], specify_prefix: tuple[str, ...], choice_func: Callable[[str], Any] | None
) -> bool:
    """Whether an entry of a file is to be loaded."""
    if choice_func is not None and not choice_func(name):
        return False
    if any(name.startswith(prefix) for prefix in filter_prefix):
        return False
    return not specify_prefix or name.startswith(specify_prefix)
