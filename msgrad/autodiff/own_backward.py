"""Results whose backward pass is a function of the user's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgrad.common.tensor import Tensor
from msgrad.engine.boundary import boundary
from msgrad.engine.graph import current
from msgrad.engine.handle import wrap
from msgrad.engine.results import constant
from msgrad.engine.values import TRACED, Result


def recording(results: Sequence[Result]) -> bool:
    """True where a backward pass may follow."""
    return bool(current().scopes) or any(r.kind == TRACED for r in results)


def with_backward(inputs: tuple, output: Any, bprop: Callable, who: str) -> Any:
    """The output (a Tensor or a tuple) as what has come from the inputs, with ``bprop(*inputs, output, dout)`` as the
    backward pass, which gives a gradient for each input.

    Raises RuntimeError, in the backward pass, where it gives fewer.
    """
    places = [i for i, item in enumerate(inputs) if isinstance(item, Tensor)]
    items = output if isinstance(output, tuple) else (output,)
    outputs = [t._result() for t in items if isinstance(t, Tensor)]
    results = [inputs[i]._result() for i in places]
    if not outputs or not recording([*results, *outputs]):
        return output

    def backward(gradients: list[Result | None]) -> list[Result | None]:
        douts = iter([wrap(constant(0, o.aval) if g is None else g) for g, o in zip(gradients, outputs, strict=True)])
        dout: Any = tuple([next(douts) if isinstance(t, Tensor) else t for t in items])
        found = bprop(*inputs, output, dout if isinstance(output, tuple) else dout[0])
        found = found if isinstance(found, tuple) else (found,)
        if len(found) < len(inputs):
            raise RuntimeError(
                f"For '{who}', 'bprop' must return gradients of all {len(inputs)} inputs, but got {len(found)}."
            )
        pulled = [found[i]._result() if isinstance(found[i], Tensor) else None for i in places]
        return [*pulled, *[None] * len(outputs)]

    passed = iter([wrap(r) for r in boundary([*results, *outputs], len(outputs), backward)])
    renewed = tuple([next(passed) if isinstance(t, Tensor) else t for t in items])
    return renewed if isinstance(output, tuple) else renewed[0]
