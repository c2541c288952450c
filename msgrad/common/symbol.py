"""What is known of a dimension whose length is not."""

from __future__ import annotations

from typing import Any

from msgrad._checkparam import check_bool, check_type
from msgrad._names import missing_name_getattr

__all__ = ["Symbol"]


class Symbol:
    """A dimension of a Tensor that `Cell.set_inputs` is given: its length may be another one at each call.

    Programs are compiled for the lengths that come, so that what is known of them beforehand changes nothing.

    Args:
        max: the greatest length; 0 for none.
        min: the smallest one.
        divisor, remainder: lengths are ``divisor * n + remainder``.
        unique: whether dimensions with this symbol have the same length.

    Raises:
        TypeError: for arguments of other types.
        ValueError: if ``divisor`` is not above 0, or ``remainder`` not in [0, divisor).

    >>> from mindspore import Symbol
    >>> Symbol(max=16, divisor=4).to_dict()["max"]
    16
    """

    def __init__(
        self, max: int = 0, min: int = 1, divisor: int = 1, remainder: int = 0, unique: bool = False, **kwargs: Any
    ) -> None:
        numbers = {"max": max, "min": min, "divisor": divisor, "remainder": remainder}
        for name, value in numbers.items():
            check_type(value, int, name, "Symbol")
        check_bool(unique, "unique", "Symbol")
        if kwargs:
            raise TypeError(f"For 'Symbol', the arguments {', '.join(kwargs)} are not known.")
        if divisor <= 0:
            raise ValueError(f"For 'Symbol', the 'divisor' value should be positive, but got {divisor}")
        if not 0 <= remainder < divisor:
            raise ValueError(
                f"For 'Symbol', the 'remainder' value should be in the range '[0, {divisor})', but got {remainder}"
            )
        self.max, self.min, self.divisor, self.remainder, self.unique = max, min, divisor, remainder, unique

    def to_dict(self) -> dict[str, int]:
        """What was given besides the defaults, and the identity of a unique symbol."""
        found = {"max": self.max, "min": self.min, "divisor": self.divisor, "remainder": self.remainder}
        defaults = {"max": 0, "min": 1, "divisor": 1, "remainder": 0}
        made = {name: value for name, value in found.items() if value > defaults[name]}
        return made | ({"id": id(self)} if self.unique else {})


__getattr__ = missing_name_getattr(__name__)
