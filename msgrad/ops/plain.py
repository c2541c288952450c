"""Functions of Python numbers, tuples, lists, dictionaries and texts, which MindSpore's compiler has by these names."""

from __future__ import annotations

import math
import operator
from typing import Any

from msgrad.common import dtype as mstype
from msgrad.common.tensor import Tensor

_TABLE = {
    # numbers
    "scalar_add": (lambda x, y: x + y, "The sum of two numbers."),
    "scalar_sub": (lambda x, y: x - y, "The difference of two numbers."),
    "scalar_mul": (lambda x, y: x * y, "The product of two numbers."),
    "scalar_div": (lambda x, y: x / y, "The quotient of two numbers."),
    "scalar_floordiv": (lambda x, y: x // y, "The quotient of two numbers, rounded down."),
    "scalar_mod": (lambda x, y: x % y, "The remainder of two numbers."),
    "scalar_pow": (lambda x, y: x**y, "A power of two numbers."),
    "scalar_max": (lambda x, y: max(x, y), "The greater of two numbers."),
    "scalar_min": (lambda x, y: min(x, y), "The smaller of two numbers."),
    "scalar_eq": (operator.eq, "Whether two numbers are equal."),
    "scalar_ne": (operator.ne, "Whether two numbers differ."),
    "scalar_lt": (operator.lt, "Whether the first number is smaller."),
    "scalar_le": (operator.le, "Whether the first number is not greater."),
    "scalar_gt": (operator.gt, "Whether the first number is greater."),
    "scalar_ge": (operator.ge, "Whether the first number is not smaller."),
    "scalar_log": (math.log, "The logarithm of a number."),
    "scalar_uadd": (operator.pos, "The number itself."),
    "scalar_usub": (operator.neg, "The number with its sign turned."),
    # sequences
    "make_tuple": (lambda *items: items, "A tuple of the arguments."),
    "make_list": (lambda *items: list(items), "A list of the arguments."),
    "make_slice": (lambda start, stop, step: slice(start, stop, step), "A slice."),
    "make_range": (lambda *ends: tuple(range(*ends)), "The ints of a range, as a tuple."),
    "tuple_len": (len, "The number of elements."),
    "list_len": (len, "The number of elements."),
    "tuple_getitem": (operator.getitem, "The element at an index."),
    "list_getitem": (operator.getitem, "The element at an index."),
    "tuple_setitem": (
        lambda items, i, value: (*items[:i], value, *items[i:][1:]),
        "A tuple with another element at an index.",
    ),
    "list_setitem": (
        lambda items, i, value: [*items[:i], value, *items[i:][1:]],
        "A list with another element at an index.",
    ),
    "tuple_equal": (operator.eq, "Whether two tuples are equal."),
    "list_equal": (operator.eq, "Whether two lists are equal."),
    "tuple_reversed": (lambda items: items[::-1], "The elements of a tuple from last to first."),
    "tuple_div": (
        lambda x, y: tuple([a // b for a, b in zip(x, y, strict=True)]),
        "The quotients of two tuples' ints.",
    ),
    "reduced_shape": (
        lambda shape, axes: tuple([1 if i in {a % len(shape) for a in axes} else n for i, n in enumerate(shape)]),
        "A shape in which some axes have the size 1.",
    ),
    "shape_mul": (lambda shape: math.prod(shape), "The number of elements of a shape."),
    # dictionaries, texts, identity
    "dict_getitem": (operator.getitem, "The value of a key."),
    "dict_setitem": (lambda d, key, value: {**d, key: value}, "A dictionary with another value of a key."),
    "make_dict": (lambda keys, values: dict(zip(keys, values, strict=True)), "A dictionary of keys and values."),
    "in_dict": (lambda key, d: key in d, "Whether a dictionary has a key."),
    "not_in_dict": (lambda key, d: key not in d, "Whether a dictionary lacks a key."),
    "string_eq": (operator.eq, "Whether two texts are equal."),
    "string_concat": (operator.add, "Two texts, one behind the other."),
    "is_": (operator.is_, "Whether two names stand for one object."),
    "is_not": (operator.is_not, "Whether two names stand for two objects."),
}


def _named(name: str, function: Any, text: str) -> Any:
    def plain(*args: Any) -> Any:
        return function(*args)

    plain.__name__ = plain.__qualname__ = name
    plain.__doc__ = text
    return plain


globals().update({name: _named(name, function, text) for name, (function, text) in _TABLE.items()})


def scalar_cast(input_x: Any, input_y: Any) -> Any:
    """A number as an int, float or bool, as the dtype says. ValueError for other dtypes than int64, float64 and bool.

    >>> ops.scalar_cast(255.5, mindspore.int64)
    255
    """
    kinds = {mstype.int64: int, mstype.float64: float, mstype.bool_: bool}
    if isinstance(input_x, Tensor) or not isinstance(input_x, bool | int | float):
        raise TypeError(f"For 'scalar_cast', 'input_x' must be a number, but got {type(input_x).__name__}.")
    if input_y not in kinds:
        raise ValueError(f"For 'scalar_cast', 'input_y' must be int64, float64 or bool_, but got {input_y}.")
    return kinds[input_y](input_x)


def scalar_to_array(input_x: Any) -> Tensor:
    """A number as a 0-d Tensor: int64, float32 or bool.

    >>> ops.scalar_to_array(1.5)
    Tensor(shape=[], dtype=Float32, value= 1.5)
    """
    if not isinstance(input_x, bool | int | float):
        raise TypeError(f"For 'scalar_to_array', 'input_x' must be a number, but got {type(input_x).__name__}.")
    return Tensor(input_x)


__all__ = [*_TABLE, "scalar_cast", "scalar_to_array"]
