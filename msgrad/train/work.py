"""How much arithmetic a program does: the multiplications and additions of its matrix products and convolutions."""

from __future__ import annotations

import math
from typing import Any

import jax

from msgrad.engine.program import Program

# Of msgrad's own convolutions (msgrad/ops/function/conv_kernels.py), where among the result and the arguments are what
# has the shape of the convolution's result, and of its weight (out channels, in channels of a group, window).
_CONVOLUTIONS = {
    "msgrad_convolution": (0, 2),
    "msgrad_convolution_input": (1, 2),
    "msgrad_convolution_filter": (2, 0),
}


def flops_of(program: Program) -> int:
    """Floating point operations of one run; what is in a loop counts once for each turn that is known beforehand."""
    total = 0
    for signature, _, _ in program.instructions:
        structs = [jax.ShapeDtypeStruct(aval.shape, aval.dtype) for aval in signature.avals]
        total += _flops_of_jaxpr(jax.make_jaxpr(signature.fn)(*structs).jaxpr)
    return total


def _flops_of_jaxpr(jaxpr: Any) -> int:
    total = 0
    for equation in jaxpr.eqns:
        kind, size = equation.primitive.name, math.prod(equation.outvars[0].aval.shape) if equation.outvars else 0
        if kind == "dot_general":
            (contracted, _), _ = equation.params["dimension_numbers"]
            left = equation.invars[0].aval.shape
            total += 2 * size * math.prod([left[axis] for axis in contracted])
        elif kind == "conv_general_dilated":
            weight = equation.invars[1].aval.shape
            outputs = weight[equation.params["dimension_numbers"].rhs_spec[0]]
            total += 2 * size * math.prod(weight) // outputs
        elif kind in _CONVOLUTIONS:
            arrays = [v.aval for v in (*equation.outvars, *equation.invars)]
            outputs, weight = [arrays[place].shape for place in _CONVOLUTIONS[kind]]
            total += 2 * math.prod(outputs) * math.prod(weight[1:])
        else:
            turns = equation.params.get("length", 1) if kind == "scan" else 1
            total += turns * sum([_flops_of_jaxpr(inner) for inner in _inner(equation.params)])
    return total


def _inner(params: dict[str, Any]) -> list[Any]:
    """The programs within an equation: of a called function, of a loop's body, of branches."""
    found = []
    for value in params.values():
        for item in value if isinstance(value, tuple | list) else (value,):
            item = getattr(item, "jaxpr", item)
            if hasattr(item, "eqns"):
                found.append(item)
    return found
