"""Loops as primitives. Inside `jit` each is one loop of the compiled program, unless it is unrolled."""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType, MethodType
from typing import Any

from msgrad._checkparam import check_type
from msgrad.common.tensor import Tensor
from msgrad.engine.ambient import ambient
from msgrad.engine.recorder import to_call
from msgrad.ops.primitive import Primitive

__all__ = ["ForiLoop", "Scan", "WhileLoop"]


def _function(value: Any, name: str, who: str) -> Callable:
    if not isinstance(value, FunctionType | MethodType):
        raise TypeError(f"For '{who}', the '{name}' must be a function or method, but got {type(value).__name__}.")
    return to_call(value)


def _repeat(test: Callable, body: Callable, state: Any) -> Any:
    """``while test(state): state = body(state)``, by the statement that `jit` records."""
    from msgrad.graph_mode.statements import while_stmt

    def turn() -> None:
        nonlocal state
        state = body(state)

    def put(values: tuple) -> None:
        nonlocal state
        (state,) = values

    while_stmt(lambda: test(state), turn, lambda: (state,), put, ("the state of a loop",), {})
    return state


class WhileLoop(Primitive):
    """Calls a function again and again as long as a condition holds.

    Inputs:
        - **cond_func** - a function of the state that gives a bool or a Tensor of one element.
        - **loop_func** - a function of the state that gives the next one, of the same structure, shapes and dtypes.
        - **init_val** - the first state: a Tensor, a number, or a tuple, list or dict of them.

    Outputs:
        the state for which the condition is false.

    Raises:
        TypeError: if one of the functions is none.

    >>> ops.WhileLoop()(lambda v: v < 10, lambda v: v * 2, Tensor(3.0))
    Tensor(shape=[], dtype=Float32, value= 12)
    """

    def __init__(self) -> None:
        super().__init__("WhileLoop")

    def __call__(self, cond_func: Callable, loop_func: Callable, init_val: Any) -> Any:
        test = _function(cond_func, "cond_func", self.name)
        return _repeat(test, _function(loop_func, "loop_func", self.name), init_val)


class ForiLoop(Primitive):
    """Calls a function with each number of a range and the state.

    Inputs:
        - **lower**, **upper** - the first number, and the one after the last: ints or Tensors of one.
        - **loop_func** - a function of a number and the state that gives the next state.
        - **init_val** - the first state.
        - **unroll** - inside `jit`, whether a loop over ints is recorded turn by turn, which compiles to faster code
          where it is short. Default: True.

    Outputs:
        the last state; ``init_val`` for an empty range.

    Raises:
        TypeError: if a bound is no int or Tensor, or ``loop_func`` is no function.

    >>> ops.ForiLoop()(0, 3, lambda i, v: v * 2 + i, Tensor(3.0))
    Tensor(shape=[], dtype=Float32, value= 28)
    """

    def __init__(self) -> None:
        super().__init__("ForiLoop")

    def __call__(self, lower: Any, upper: Any, loop_func: Callable, init_val: Any, unroll: bool = True) -> Any:
        for value, name in ((lower, "lower"), (upper, "upper")):
            if not isinstance(value, int | Tensor) or isinstance(value, bool):
                raise TypeError(
                    f"For 'ForiLoop', the '{name}' must be an int or Tensor, but got {type(value).__name__}."
                )
        body = _function(loop_func, "loop_func", self.name)
        if ambient.recorder is None or (unroll and isinstance(lower, int) and isinstance(upper, int)):
            for i in range(lower, upper):  # type: ignore[arg-type]
                init_val = body(i, init_val)
            return init_val
        limit = upper if isinstance(upper, Tensor) else Tensor(upper)  # compared with a Tensor, it is a recorded loop
        return _repeat(lambda s: s[0] < limit, lambda s: (s[0] + 1, body(s[0], s[1])), (lower, init_val))[1]


class Scan(Primitive):
    """Calls a function with the state and each item of a sequence, and collects what it gives besides the next state.

    Inputs:
        - **loop_func** - a function of the state and an item that gives the next state and an output.
        - **init** - the first state.
        - **xs** - a list or tuple; None for ``length`` turns with None as the item.
        - **length** - the number of turns where ``xs`` is None, and without meaning otherwise. Default: None.
        - **unroll** - without effect on the result; every turn is recorded, as items may be of any kind. Default: True.

    Outputs:
        the last state, and a list of the outputs.

    Raises:
        TypeError: if ``loop_func`` is no function, ``xs`` no list, tuple or None, or None without a ``length``.
        ValueError: if ``loop_func`` does not give a pair.

    >>> ops.Scan()(lambda total, item: (total + item, total * item), 1, [1, 2, 3])
    (7, [1, 4, 12])
    """

    def __init__(self) -> None:
        super().__init__("Scan")

    def __call__(self, loop_func: Callable, init: Any, xs: Any, length: int | None = None, unroll: bool = True) -> Any:
        body = _function(loop_func, "loop_func", self.name)
        if xs is None:
            xs = [None] * check_type(length, int, "length", self.name)
        elif not isinstance(xs, list | tuple):
            raise TypeError(f"For 'Scan', the 'xs' must be a list, tuple or None, but got {type(xs).__name__}.")
        outputs = []
        for item in xs:
            found = body(init, item)
            if not isinstance(found, tuple) or len(found) != 2:
                raise ValueError(
                    "For 'Scan', the 'loop_func' must give a tuple of the next state and an output, "
                    f"but got {type(found).__name__}."
                )
            init, output = found
            outputs.append(output)
        return init, outputs
