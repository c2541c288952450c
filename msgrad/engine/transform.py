"""Transforms: a slice of the graph becomes a program, its derivative (or batched form) one more node.

While a function is being transformed, its operators are recorded as always. At its end the nodes between the
chosen inputs and the outputs are cut out as a program; `jax.vjp`, `jax.jvp` or `jax.vmap` of that program is
recorded as a single node. As this is a node like any other, transforms nest to any order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from msgrad.engine import graph as graph_module
from msgrad.engine.cache import Cache
from msgrad.engine.graph import Graph, Scope
from msgrad.engine.integers import has_casts, is_cast, shadow
from msgrad.engine.operator import Operator, call, operator, signature_of
from msgrad.engine.program import Program, ancestors, encode, intern
from msgrad.engine.values import Aval, Node, Result, Value, aval_of, value_of


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


def _transform(cls: type[Transform], program: Program, *options: Any) -> Transform:
    key = (cls, program, options)
    made = _transforms.get(key)
    if made is None:
        made = _transforms.add(key, cls(program, options))
    return made


def _record(transform: Transform, inputs: Sequence[Result]) -> tuple[Result, ...]:
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
        exact = not any(_is_integer(leaves[i].dtype) for i in wrt) and not has_casts(self.program)
        function: Callable = self.program if exact else shadow(self.program)

        def forward(*primals: Any) -> tuple:
            outputs = function(*_replaced(leaves, wrt, primals))
            return outputs[:count], outputs[count:]

        primals = [leaves[i] if exact else _as_float(leaves[i]) for i in wrt]
        outputs: tuple
        rest: tuple
        outputs, pull, rest = jax.vjp(forward, *primals, has_aux=True)
        if given:
            cotangents = tuple(_as(c, o) for c, o in zip(cotangents, outputs, strict=True))
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
        tangents = tuple(_as(t, p) for t, p in zip(tangents, primals, strict=True))
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
        wrt, count, forward_mode = self.options

        def forward(*primals: Any) -> tuple:
            outputs = self.program(*_replaced(arrays, wrt, primals))
            return outputs[:count], outputs

        jacobian = jax.jacfwd if forward_mode else jax.jacrev
        rows, outputs = jacobian(forward, argnums=tuple(range(len(wrt))), has_aux=True)(*[arrays[i] for i in wrt])
        return (*outputs, *[block for row in rows for block in row])


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


def _is_integer(dtype: Any) -> bool:
    return np.dtype(dtype).kind in "biu"


def is_differentiable(result: Result) -> bool:
    """True for floating-point and complex results."""
    return result.aval.inexact


def _as_float(array: Any) -> Any:
    return array.astype(jnp.float64) if _is_integer(array.dtype) else array


def _as(array: Any, like: Any) -> Any:
    """A cotangent or tangent with the dtype and shape that JAX wants."""
    return jnp.broadcast_to(array.astype(like.dtype), like.shape)


# -- slices --------------------------------------------------------------------------------------------------


class Slice:
    """The nodes of a scope between chosen inputs and outputs, with everything else that handles still hold of them."""

    def __init__(self, scope: Scope, outputs: Sequence[Result], wrt: Sequence[Result]) -> None:
        self.scope = scope
        self.outputs = list(outputs)
        self.wrt = list(dict.fromkeys(wrt))
        cut = set(self.wrt)
        self.extra = [
            result
            for node in scope.graph.pending
            if node.sequence > scope.start
            for result in node.results
            if result.array is None and result.node is node and result.alive() and result not in cut
        ]
        self.nodes = ancestors([*self.outputs, *self.extra], stop=scope.start, cut=cut)
        self.staged = any(n.backward is not None or any(r in scope.hooks for r in n.results) for n in self.nodes)

    def program(self, first: Sequence[Result]) -> tuple[Program, list[Result], list[Result]]:
        """The program whose outputs are ``first`` and then all others that are held; its leaves; its outputs."""
        chosen = set(first)
        outputs = [*first, *[r for r in dict.fromkeys([*self.outputs, *self.extra]) if r not in chosen]]
        code, leaves, numbers, leaf_numbers = encode(self.nodes, self.wrt, _transformable)
        for result in outputs:
            if result not in numbers:  # an output that is no result of the slice: a leaf of its own
                numbers[result] = -1 - len(leaves)
        if any(numbers[r] < 0 for r in outputs):
            outputs = [r for r in outputs if numbers[r] >= 0]
        return intern(code, leaf_numbers, tuple([numbers[r] for r in outputs])), leaves, outputs


def leaves_of(scope: Scope, outputs: Sequence[Result]) -> list[Result]:
    """What ``outputs`` were made from inside of a scope, in the order of use."""
    return encode(ancestors(outputs, stop=scope.start))[1]


def _repoint(old: Sequence[Result], new: Sequence[Result]) -> None:
    """Makes the outputs of a transform's node the producers of results that were recorded before it."""
    node = new[0].node if new else None
    if node is None:
        return
    results = list(node.results)
    for before, after in zip(old, new, strict=True):
        producer = before.node
        if before.array is not None or producer is None or producer is node:
            continue
        producer.results = tuple(
            [Result(r.aval, producer, r.index, None, r.kind) if r is before else r for r in producer.results]
        )
        before.node, before.index = node, after.index
        results[after.index] = before
    node.results = tuple(results)


# -- reverse mode --------------------------------------------------------------------------------------------


def vjp(
    scope: Scope, outputs: Sequence[Result], wrt: Sequence[Result], cotangents: Sequence[Result] | None = None
) -> list[Result]:
    """The gradients of ``outputs``, weighted by ``cotangents`` (ones by default) and summed, for each of ``wrt``.

    Integer outputs count only where an integer is differentiated. A result that several positions of ``wrt``
    name gives all of them its whole gradient.
    """
    piece = Slice(scope, outputs, wrt)
    # Where integers take part in the derivative, integer outputs count, too.
    integers = any(r.aval.integer for r in piece.wrt) or any(is_cast(n.signature) for n in piece.nodes)
    chosen = [i for i, r in enumerate(outputs) if integers or is_differentiable(r)]
    if piece.staged:
        pulled = _staged(piece, [outputs[i] for i in chosen], [cotangents[i] for i in chosen] if cotangents else None)
    else:
        pulled = _pull(piece, [outputs[i] for i in chosen], [cotangents[i] for i in chosen] if cotangents else None)
    return [pulled[r] for r in wrt]


def _pull(piece: Slice, outputs: list[Result], cotangents: list[Result] | None) -> dict[Result, Result]:
    program, leaves, program_outputs = piece.program(outputs)
    inside = set(program_outputs)
    given = list(cotangents) if cotangents else []
    if len(program_outputs) < len(outputs) or any(o not in inside for o in outputs):
        if given:
            given = [c for o, c in zip(outputs, given, strict=True) if o in inside]
        outputs = [o for o in outputs if o in inside]
    wrt = tuple(range(len(piece.wrt)))
    transform = _transform(Gradient, program, wrt, len(outputs), bool(given))
    results = _record(transform, [*leaves, *given])
    _repoint(program_outputs, results[: len(program_outputs)])
    return dict(zip(piece.wrt, results[len(program_outputs) :], strict=True))


def _staged(piece: Slice, outputs: list[Result], cotangents: list[Result] | None) -> dict[Result, Result]:
    """The backward pass with stops: between two boundaries (hooks, custom bprops) each stage is one program."""
    # An event is a boundary node, or a result with hooks. Nodes are staged by the last event that they depend on.
    wrt = set(piece.wrt)
    stage: dict[Node, int] = {}
    level: dict[Result, int] = {}
    dependent: set[Result] = set(piece.wrt)
    events: list[Node | Result] = []
    hooks = piece.scope.hooks
    for node in piece.nodes:
        stage[node] = max([level.get(r, 0) for r in node.inputs], default=0)
        depends = node.signature.operator.differentiable and any(r in dependent for r in node.inputs)
        if depends:
            dependent.update(node.results)
            if node.backward is not None:
                events.append(node)
                stage[node] = len(events)
        for result in node.results:
            if result not in wrt:
                if depends and result in hooks:
                    events.append(result)
                    level[result] = len(events)
                else:
                    level[result] = stage[node]
    sums: dict[Result, Value] = {}  # values, since the user's Python may have run what is pending

    def add(result: Result, cotangent: Result | None) -> None:
        if cotangent is not None and result in dependent and is_differentiable(result):
            sums[result] = value_of(accumulate_results(sums[result].result, cotangent) if result in sums else cotangent)

    for i, output in enumerate(outputs):
        add(output, cotangents[i] if cotangents else constant(1, output.aval))
    for number in range(len(events), -1, -1):
        event = events[number - 1] if number else None
        members = {n for n in piece.nodes if stage[n] == number and n is not event}
        ready = [r for r in sums if r.node in members and r not in wrt and level[r] == number]
        if ready:
            for result, cotangent in _pull_stage(members, ready, [sums.pop(r).result for r in ready], dependent):
                add(result, cotangent)
        if isinstance(event, Result):
            if event in sums:
                sums[event] = value_of(hooks[event](sums[event].result))
        elif event is not None and event.backward is not None:
            held = [sums.pop(r, None) for r in event.results]
            if any(held):
                incoming = [None if value is None else value.result for value in held]
                for result, cotangent in zip(event.inputs, event.backward(incoming), strict=True):
                    add(result, cotangent)
        # What stood at this event now belongs to the stage of the node that makes it.
        for result in [r for r in sums if level.get(r) == number and r not in wrt and r.node in stage]:
            level[result] = stage[result.node]  # type: ignore[index]
    for node in piece.nodes:
        if node.backward is not None and not any(r in dependent for r in node.inputs):
            getattr(node.backward, "unreached", _nothing)()
    return {r: sums[r].result if r in sums else constant(0, r.aval) for r in piece.wrt}


def _nothing() -> None:
    """What most boundaries do when no gradient is wanted of them."""


def _pull_stage(
    members: set[Node],
    outputs: list[Result],
    cotangents: list[Result],
    dependent: set[Result],
) -> list[tuple[Result, Result]]:
    order = sorted(members, key=lambda n: n.sequence)
    inside = {r for n in order for r in n.results if r.node is n}
    passing = [n for n in order if any(r in dependent for r in n.results)]
    wrt = [r for r in dict.fromkeys(r for n in passing for r in n.inputs) if r in dependent and r not in inside]
    wrt = [r for r in wrt if is_differentiable(r)]
    code, leaves, numbers, leaf_numbers = encode(order, wrt)
    program = intern(code, leaf_numbers, tuple([numbers[r] for r in outputs]))
    transform = _transform(Gradient, program, tuple(range(len(wrt))), len(outputs), True)
    results = _record(transform, [*leaves, *cotangents])
    return list(zip(wrt, results[len(outputs) :], strict=True))


@operator("x", "y")
def accumulate(x, y):
    """The sum of two gradients, of the first one's dtype."""
    return x + y.astype(x.dtype)


@operator()
def filled(value, shape, dtype):
    """An array of one constant."""
    return jnp.full(shape, value, dtype)


@operator("arrays")
def identity(arrays, count):
    """The last ``count`` of some arrays, unchanged."""
    return tuple(arrays[len(arrays) - count :])


def constant(value: int, aval: Aval) -> Result:
    """A result filled with a number."""
    return call(filled, (value, aval.shape, aval.dtype), ())[0]


def accumulate_results(x: Result, y: Result) -> Result:
    """The recorded sum of two results."""
    from msgrad.engine.operator import ARRAY

    return call(accumulate, (ARRAY, ARRAY), (x, y))[0]


# -- boundaries ----------------------------------------------------------------------------------------------

Backward = Callable[[list[Result | None]], Sequence[Result | None]]


def boundary(inputs: Sequence[Result], count: int, backward: Backward) -> tuple[Result, ...]:
    """Passes the last ``count`` inputs on unchanged, with Python of the user's own as their backward pass.

    ``backward`` gets the gradients of the results (None where there is none) and gives those of all inputs
    (None for no gradient). It runs when the backward pass gets there, on real values. Where no gradient is
    wanted of the inputs, the attribute ``unreached`` of ``backward``, if it has one, is called at the end.
    """
    from msgrad.engine.operator import ARRAY

    key = (tuple([ARRAY] * len(inputs)), count)
    signature = signature_of(identity, key, (), tuple([r.aval for r in inputs]))
    if any(r.kind == graph_module.TRACED for r in inputs):
        signature = _python_boundary(signature.avals, count, backward)
    results = graph_module.append(signature, tuple(inputs))
    if results[0].node is not None:
        results[0].node.backward = backward
    return results


class _Boundary(Transform):
    """A boundary inside of JAX's own transforms: the user's Python is called on tracers."""

    def __init__(self, count: int, backward: Backward) -> None:
        self.count, self.backward = count, backward
        self.name, self.array_flags = "boundary", ()

    def __repr__(self) -> str:
        return f"<boundary of {self.backward!r}>"

    def apply(self, *arrays: Any) -> tuple:
        count, backward = self.count, self.backward

        @jax.custom_vjp
        def passes(*inputs: Any) -> tuple:
            return tuple(inputs[len(inputs) - count :])

        def forward(*inputs: Any) -> tuple:
            return passes(*inputs), inputs

        def pull(inputs: tuple, cotangents: tuple) -> tuple:
            from msgrad.engine.operator import leaf_of_jax

            found = backward([leaf_of_jax(c) for c in cotangents])
            reason = "a boundary inside a JAX transform"
            return tuple(
                _zero_cotangent(x) if g is None else _as(graph_module.array_of(g, reason), x)
                for x, g in zip(inputs, found, strict=True)
            )

        passes.defvjp(forward, pull)
        return passes(*arrays)


def _zero_cotangent(x: Any) -> Any:
    if _is_integer(x.dtype):
        return np.zeros(x.shape, jax.dtypes.float0)
    return jnp.zeros(x.shape, x.dtype)


_boundaries: dict[tuple, _Boundary] = {}


def _python_boundary(avals: tuple[Aval, ...], count: int, backward: Backward) -> Any:
    key = (count, backward)
    made = _boundaries.get(key)
    if made is None:
        while len(_boundaries) >= 256:  # hooks are made anew all the time
            _boundaries.pop(next(iter(_boundaries)))
        made = _boundaries[key] = _Boundary(count, backward)
    return signature_of(made, (), (), avals)


def _transformable(node: Node) -> Any:
    """The signature of a node inside a program that JAX transforms."""
    if node.backward is None:
        return node.signature
    return _python_boundary(node.signature.avals, len(node.results), node.backward)


# -- forward mode, Jacobians, vmap ---------------------------------------------------------------------------


class Pullback:
    """The backward pass of a function that has run, to be called later, as often as wanted, on cotangents."""

    def __init__(self, scope: Scope, outputs: Sequence[Result], wrt: Sequence[Result]) -> None:
        from msgrad.engine.values import value_of

        piece = Slice(scope, outputs, wrt)
        self.outputs = [i for i, r in enumerate(outputs) if is_differentiable(r)]
        program, self.leaves, found = piece.program([outputs[i] for i in self.outputs])
        inside = set(found)
        self.outputs = [i for i in self.outputs if outputs[i] in inside]
        self.wrt = [piece.wrt.index(r) for r in wrt]
        self.count = len(found)
        self.transform = _transform(Gradient, program, tuple(range(len(piece.wrt))), len(self.outputs), True)
        self.values = [value_of(leaf) for leaf in self.leaves]  # keeps what the program reads alive

    def __call__(self, cotangents: Sequence[Result]) -> list[Result]:
        """The gradients for ``wrt``, given the cotangents of all outputs."""
        results = _record(self.transform, [*self.leaves, *[cotangents[i] for i in self.outputs]])
        gradients = results[self.count :]
        return [gradients[i] for i in self.wrt]


def jvp(scope: Scope, outputs: Sequence[Result], wrt: Sequence[Result], tangents: Sequence[Result]) -> list[Result]:
    """The tangents of ``outputs`` for the tangents of ``wrt``."""
    given: dict[Result, Result] = {}
    for result, tangent in zip(wrt, tangents, strict=True):
        given[result] = accumulate_results(given[result], tangent) if result in given else tangent
    piece = Slice(scope, outputs, wrt)
    program, leaves, found = piece.program(list(dict.fromkeys(outputs)))
    results = _record(_transform(Jvp, program, tuple(range(len(piece.wrt)))), [*leaves, *[given[r] for r in piece.wrt]])
    _repoint(found, results[: len(found)])
    dots = dict(zip(found, results[len(found) :], strict=True))
    return [dots[r] if r in dots else constant(0, r.aval) for r in outputs]


def jacobian(scope: Scope, outputs: Sequence[Result], wrt: Sequence[Result], forward_mode: bool) -> list[list[Result]]:
    """The Jacobian of each output for each of ``wrt``, of shape (*output, *input)."""
    piece = Slice(scope, outputs, wrt)
    chosen = list(dict.fromkeys(outputs))
    program, leaves, found = piece.program(chosen)
    results = _record(_transform(Jacobian, program, tuple(range(len(piece.wrt))), len(chosen), forward_mode), leaves)
    _repoint(found, results[: len(found)])
    blocks = results[len(found) :]
    width = len(piece.wrt)
    rows = {r: blocks[i * width : (i + 1) * width] for i, r in enumerate(chosen)}
    columns = [piece.wrt.index(r) for r in wrt]
    return [[rows[r][c] for c in columns] for r in outputs]


def placeholder(aval: Aval) -> Result:
    """A leaf without data, that stands for each row of a batch while a function is recorded for vmap."""
    return Result(aval, None, 0, None, graph_module.ABSTRACT)


def vmap(
    scope: Scope,
    outputs: Sequence[Result],
    placeholders: Sequence[Result],
    batches: Sequence[Result],
    in_axes: Sequence[int],
    out_axes: Sequence[int | None],
) -> tuple[Result, ...]:
    """Runs what was recorded on ``placeholders`` for every row of ``batches`` at once."""
    piece = Slice(scope, outputs, placeholders)
    piece.extra = []
    chosen = list(outputs)
    nodes = ancestors(chosen, stop=scope.start, cut=set(placeholders))
    code, leaves, numbers, leaf_numbers = encode(nodes, placeholders, _transformable)
    loose = [r for r in dict.fromkeys(chosen) if r not in numbers]
    for result in loose:  # an output that depends on nothing inside: a leaf that is passed through
        numbers[result] = -1
    program_outputs = [r for r in chosen if numbers[r] >= 0]
    program = intern(code, leaf_numbers, tuple([numbers[r] for r in program_outputs]))
    axes = (*in_axes, *[None] * (len(leaves) - len(in_axes)))
    inner_axes = tuple([a for r, a in zip(chosen, out_axes, strict=True) if numbers[r] >= 0])
    transform = _transform(Vmap, program, axes, inner_axes)
    mapped = iter(_record(transform, [*batches, *leaves[len(placeholders) :]]) if program_outputs else ())
    size = batches[0].aval.shape[in_axes[0]]
    return tuple(
        [next(mapped) if numbers[r] >= 0 else _repeated(r, size, a) for r, a in zip(chosen, out_axes, strict=True)]
    )


@operator("x")
def repeated(x, size, axis):
    """``size`` copies of an array along a new axis."""
    return jnp.repeat(jnp.expand_dims(x, axis), size, axis)


def _repeated(result: Result, size: int, axis: int | None) -> Result:
    from msgrad.engine.operator import ARRAY

    return result if axis is None else call(repeated, (ARRAY, size, axis), (result,))[0]


def scope(graph: Graph | None = None) -> Scope:
    """A scope on this thread's graph: ``with scope() as s: ...``; what it records can then be transformed."""
    return Scope(graph or graph_module.current())


__all__ = ["Pullback", "aval_of", "boundary", "jacobian", "jvp", "placeholder", "scope", "vjp", "vmap"]
