"""mindspore.mutable: numbers and collections whose values a jitted function takes as inputs, not as constants."""

from __future__ import annotations

from typing import Any

from msgrad.common.tensor import Tensor

__all__ = ["mutable"]


class _Int(int):
    """An int that is an input."""

    __ms_mutable__ = True


class _Float(float):
    """A float that is an input."""

    __ms_mutable__ = True


class _Bool(int):
    """A bool that is an input."""

    __ms_mutable__ = True

    def __str__(self) -> str:
        return str(bool(self))

    __repr__ = __str__


class _Tuple(tuple):
    """A tuple whose numbers are inputs."""

    __ms_mutable__ = True


class _List(list):
    """A list whose numbers are inputs."""

    __ms_mutable__ = True


class _Dict(dict):
    """A dict whose numbers are inputs."""

    __ms_mutable__ = True


_KINDS = {bool: _Bool, int: _Int, float: _Float, tuple: _Tuple, list: _List, dict: _Dict}
NUMBERS = (_Int, _Float, _Bool)


def is_mutable(item: Any) -> bool:
    """True for what `mutable` returned."""
    return getattr(item, "__ms_mutable__", False) is True


def mutable(input_data: Any, dynamic_len: bool = False) -> Any:
    """Marks a number, or a collection of numbers and Tensors, as an input of the jitted functions it is handed to.

    Other values of it then do not make a function record again; inside the function each number is a 0-d Tensor.

    Args:
        input_data: a bool, int, float, Tensor, or a tuple, list or dict of them.
        dynamic_len: whether the length of a list or tuple may vary as well; a program is recorded for each length.

    Returns:
        a Tensor: itself, marked. Anything else: an equal object of a subclass.

    Raises:
        TypeError: for data of other types, or ``dynamic_len`` with anything but a list or tuple.

    >>> mutable(3) + 1
    4
    """
    if not isinstance(dynamic_len, bool):
        raise TypeError(f"For 'mutable', the 'dynamic_len' must be a bool, but got {type(dynamic_len).__name__}.")
    if dynamic_len and not isinstance(input_data, list | tuple):
        raise TypeError(
            f"For 'mutable', with 'dynamic_len' the data must be a list or tuple, but got {type(input_data).__name__}."
        )
    if not _fits(input_data):
        raise TypeError(
            "For 'mutable', the data must be a bool, int, float or Tensor, or tuples, lists and dicts of them, but got "
            f"{type(input_data).__name__}: {input_data!r}."
        )
    if isinstance(input_data, Tensor):
        input_data.__ms_mutable__ = True  # type: ignore[attr-defined]
        return input_data
    return _KINDS[next(kind for kind in _KINDS if isinstance(input_data, kind))](input_data)


def _fits(item: Any, above: tuple[int, ...] = ()) -> bool:
    if id(item) in above:
        return False
    if isinstance(item, list | tuple):
        return all(_fits(part, (*above, id(item))) for part in item)
    if isinstance(item, dict):
        return all(_fits(part, (*above, id(item))) for part in item.values())
    return isinstance(item, bool | int | float | Tensor)
