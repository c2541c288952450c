"""The kinds of transform: pure functions made of a program, as operators."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from msgrad.engine import graph as graph_module
from msgrad.engine.cache import Cache
from msgrad.engine.integers import has_casts, shadow
from msgrad.engine.loops import forward_mode
from msgrad.engine.operator import Operator, signature_of
from msgrad.engine.program import Program
from msgrad.engine.values import Aval, Result


class Transform(Operator):
    """An operator made of a program. There is one of each kind, program and set of options."""

    composite = True
    autocast = False
    differentiable = True
    promote = None
    scatter = None

    def __init__(self, program: Program, options: tuple) -> None:
        self.program = program
        self.options = options
        self.name = type(self).__name__.lower()
        self.array_flags = ()

    def pure(self, key: tuple, avals: tuple[Aval, ...]) -> Callable[..., tuple]:
        return self.apply

    def apply(self, *arrays: Any) -> tuple:
        """The pure function."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"<{self.name} of a program of {len(self.program.instructions)} operators>"


_transforms: Cache[tuple, Transform] = Cache(4096)


def transform_of(cls: type[Transform], program: Program, *options: Any) -> Transform:
    key = (cls, program, options)
    made = _transforms.get(key)
    if made is None:
        made = _transforms.add(key, cls(program, options))
    return made


def record_transform(transform: Transform, inputs: Sequence[Result]) -> tuple[Result, ...]:
    signature = signature_of(transform, (), (), tuple([r.aval for r in inputs]))
    return graph_module.append(signature, tuple(inputs))


class Gradient(Transform):
    """Outputs of a program, and the gradients of its first outputs.

    Options: positions of the differentiated leaves; number of differentiated outputs; whether their cotangents
    follow the leaves as inputs (ones otherwise).
    """

    def apply(self, *arrays: Any) -> tuple:
        wrt, count, given = self.options
        size = len(self.program.leaf_numbers)
        leaves, cotangents = arrays[:size], arrays[size:]
        exact = not any(is_integer(leaves[i].dtype) for i in wrt) and not has_casts(self.program)
        function: Callable = self.program if exact else shadow(self.program)

        def forward(*primals: Any) -> tuple:
            outputs = function(*_replaced(leaves, wrt, primals))
            return outputs[:count], outputs[count:]

        primals = [leaves[i] if exact else _as_float(leaves[i]) for i in wrt]
        outputs: tuple
        rest: tuple
        outputs, pull, rest = jax.vjp(forward, *primals, has_aux=True)
        if given:
            cotangents = tuple(cast_like(c, o) for c, o in zip(cotangents, outputs, strict=True))
        else:
            cotangents = tuple(jnp.ones(o.shape, o.dtype) for o in outputs)
        gradients = pull(cotangents)
        if not exact:
            values = self.program(*leaves)
            outputs, rest = values[:count], values[count:]
            gradients = [g.astype(leaves[i].dtype) for g, i in zip(gradients, wrt, strict=True)]
        return (*outputs, *rest, *gradients)

    def infer(self, fn: Callable, avals: tuple[Aval, ...]) -> tuple[tuple[Aval, ...], bool]:
        return _output_avals(self.program, avals) + tuple([avals[i] for i in self.options[0]]), False


class Jvp(Transform):
    """Outputs of a program and their tangents. Option: positions of the leaves whose tangents follow as inputs."""

    def apply(self, *arrays: Any) -> tuple:
        (wrt,) = self.options
        size = len(self.program.leaf_numbers)
        leaves, tangents = arrays[:size], arrays[size:]
        primals = tuple(leaves[i] for i in wrt)
        tangents = tuple(cast_like(t, p) for t, p in zip(tangents, primals, strict=True))
        with forward_mode():
            outputs, dots = jax.jvp(lambda *p: self.program(*_replaced(leaves, wrt, p)), primals, tangents)
        dots = [
            jnp.zeros(o.shape, o.dtype) if d.dtype == jax.dtypes.float0 else d
            for o, d in zip(outputs, dots, strict=True)
        ]
        return (*outputs, *dots)

    def infer(self, fn: Callable, avals: tuple[Aval, ...]) -> tuple[tuple[Aval, ...], bool]:
        return _output_avals(self.program, avals) * 2, False


class Jacobian(Transform):
    """Outputs of a program, and the Jacobians of its first ones, output by output and leaf by leaf.

    Options: positions of the leaves; number of outputs; whether forward (jacfwd) or reverse mode.
    """

    def apply(self, *arrays: Any) -> tuple:
        wrt, count, forwards = self.options

        def forward(*primals: Any) -> tuple:
            outputs = self.program(*_replaced(arrays, wrt, primals))
            return outputs[:count], outputs

        jacobian = jax.jacfwd if forwards else jax.jacrev
        with forward_mode(forwards):
            rows, outputs = jacobian(forward, argnums=tuple(range(len(wrt))), has_aux=True)(*[arrays[i] for i in wrt])
        return (*outputs, *[block for row in rows for block in row])


class Remat(Transform):
    """A program whose intermediate results are not kept for the backward pass, but computed once more in it."""

    def apply(self, *arrays: Any) -> tuple:
        return jax.checkpoint(self.program)(*arrays)


class Vmap(Transform):
    """A program mapped over an axis of some leaves. Options: the axis of each leaf (or None), and of each output."""

    def apply(self, *arrays: Any) -> tuple:
        in_axes, out_axes = self.options
        return jax.vmap(self.program, in_axes=in_axes, out_axes=out_axes)(*arrays)


def _output_avals(program: Program, leaves: tuple[Aval, ...]) -> tuple[Aval, ...]:
    """Shapes and dtypes of a program's outputs; what follows its leaves among ``leaves`` does not matter."""
    avals = dict(zip(program.leaf_numbers, leaves, strict=False))
    for signature, _, first in program.instructions:
        avals.update(enumerate(signature.out_avals, first))
    return tuple([avals[n] for n in program.output_numbers])


def _replaced(leaves: Sequence[Any], positions: Sequence[int], arrays: Sequence[Any]) -> list[Any]:
    full = list(leaves)
    for position, array in zip(positions, arrays, strict=True):
        full[position] = array
    return full


def is_integer(dtype: Any) -> bool:
    """True for integers and bools."""
    return np.dtype(dtype).kind in "biu"


def is_differentiable(result: Result) -> bool:
    """True for floating-point and complex results."""
    return result.aval.inexact


def _as_float(array: Any) -> Any:
    return array.astype(jnp.float64) if is_integer(array.dtype) else array


def cast_like(array: Any, like: Any) -> Any:
    """A cotangent or tangent with the dtype and shape that JAX wants."""
    return jnp.broadcast_to(array.astype(like.dtype), like.shape)
