"""Transforms: a slice of the graph becomes a program, its derivative (or batched form) one more node.

While a function is being transformed, its operators are recorded as always. At its end the nodes between the
chosen inputs and the outputs are cut out as a program; `jax.vjp`, `jax.jvp` or `jax.vmap` of that program is
recorded as a single node. As this is a node like any other, transforms nest to any order.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgrad.engine import graph as graph_module
from msgrad.engine.boundary import transformable_signature
from msgrad.engine.graph import Graph, Scope
from msgrad.engine.integers import is_cast
from msgrad.engine.kinds import Gradient, Jacobian, Jvp, Remat, Vmap, is_differentiable, record_transform, transform_of
from msgrad.engine.program import Program, ancestors, encode, intern
from msgrad.engine.results import accumulate_results, constant, repeat_result
from msgrad.engine.values import Aval, Node, Result, Value, value_of

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
        code, leaves, numbers, leaf_numbers = encode(self.nodes, self.wrt, transformable_signature)
        outputs = [r for r in outputs if r in numbers]  # others were made before the slice, and depend on nothing in it
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
    pull = _staged if piece.staged else _pull
    pulled = pull(piece, [outputs[i] for i in chosen], [cotangents[i] for i in chosen] if cotangents else None)
    return [pulled[r] for r in wrt]


def _pull(piece: Slice, outputs: list[Result], cotangents: list[Result] | None) -> dict[Result, Result]:
    program, leaves, program_outputs = piece.program(outputs)
    inside = set(program_outputs)
    given = [c for o, c in zip(outputs, cotangents, strict=True) if o in inside] if cotangents else []
    outputs = [o for o in outputs if o in inside]
    wrt = tuple(range(len(piece.wrt)))
    transform = transform_of(Gradient, program, wrt, len(outputs), bool(given))
    results = record_transform(transform, [*leaves, *given])
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
    transform = transform_of(Gradient, program, tuple(range(len(wrt))), len(outputs), True)
    results = record_transform(transform, [*leaves, *cotangents])
    return list(zip(wrt, results[len(outputs) :], strict=True))


# -- forward mode, Jacobians, vmap ---------------------------------------------------------------------------


class Pullback:
    """The backward pass of a function that has run, to be called later, as often as wanted, on cotangents."""

    def __init__(self, scope: Scope, outputs: Sequence[Result], wrt: Sequence[Result]) -> None:
        piece = Slice(scope, outputs, wrt)
        self.outputs = [i for i, r in enumerate(outputs) if is_differentiable(r)]
        program, self.leaves, found = piece.program([outputs[i] for i in self.outputs])
        inside = set(found)
        self.outputs = [i for i in self.outputs if outputs[i] in inside]
        self.wrt = [piece.wrt.index(r) for r in wrt]
        self.count = len(found)
        self.transform = transform_of(Gradient, program, tuple(range(len(piece.wrt))), len(self.outputs), True)
        self.values = [value_of(leaf) for leaf in self.leaves]  # keeps what the program reads alive

    def __call__(self, cotangents: Sequence[Result]) -> list[Result]:
        """The gradients for ``wrt``, given the cotangents of all outputs."""
        results = record_transform(self.transform, [*self.leaves, *[cotangents[i] for i in self.outputs]])
        gradients = results[self.count :]
        return [gradients[i] for i in self.wrt]


def jvp(scope: Scope, outputs: Sequence[Result], wrt: Sequence[Result], tangents: Sequence[Result]) -> list[Result]:
    """The tangents of ``outputs`` for the tangents of ``wrt``."""
    given: dict[Result, Result] = {}
    for result, tangent in zip(wrt, tangents, strict=True):
        given[result] = accumulate_results(given[result], tangent) if result in given else tangent
    piece = Slice(scope, outputs, wrt)
    program, leaves, found = piece.program(list(dict.fromkeys(outputs)))
    results = record_transform(
        transform_of(Jvp, program, tuple(range(len(piece.wrt)))), [*leaves, *[given[r] for r in piece.wrt]]
    )
    _repoint(found, results[: len(found)])
    dots = dict(zip(found, results[len(found) :], strict=True))
    return [dots[r] if r in dots else constant(0, r.aval) for r in outputs]


def jacobian(scope: Scope, outputs: Sequence[Result], wrt: Sequence[Result], forward_mode: bool) -> list[list[Result]]:
    """The Jacobian of each output for each of ``wrt``, of shape (*output, *input)."""
    piece = Slice(scope, outputs, wrt)
    chosen = list(dict.fromkeys(outputs))
    program, leaves, found = piece.program(chosen)
    results = record_transform(
        transform_of(Jacobian, program, tuple(range(len(piece.wrt))), len(chosen), forward_mode), leaves
    )
    _repoint(found, results[: len(found)])
    blocks = results[len(found) :]
    width = len(piece.wrt)
    rows = {r: blocks[i * width : (i + 1) * width] for i, r in enumerate(chosen)}
    columns = [piece.wrt.index(r) for r in wrt]
    return [[rows[r][c] for c in columns] for r in outputs]


def rematerialized(scope: Scope, outputs: Sequence[Result]) -> None:
    """Makes one node of what was recorded for ``outputs``: its intermediate results are computed again when the
    backward pass needs them.

    Raises:
        RuntimeError: where a gradient hook waits for one of the intermediate results.
    """
    piece = Slice(scope, outputs, ())
    if piece.staged:
        raise RuntimeError("hooks on gradients and custom backward passes cannot be inside of what is recomputed")
    program, leaves, found = piece.program(list(dict.fromkeys(outputs)))
    if found:
        _repoint(found, record_transform(transform_of(Remat, program), leaves))


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
    code, leaves, numbers, leaf_numbers = encode(nodes, placeholders, transformable_signature)
    loose = [r for r in dict.fromkeys(chosen) if r not in numbers]
    for result in loose:  # an output that depends on nothing inside: a leaf that is passed through
        numbers[result] = -1
    program_outputs = [r for r in chosen if numbers[r] >= 0]
    program = intern(code, leaf_numbers, tuple([numbers[r] for r in program_outputs]))
    axes = (*in_axes, *[None] * (len(leaves) - len(in_axes)))
    inner_axes = tuple([a for r, a in zip(chosen, out_axes, strict=True) if numbers[r] >= 0])
    transform = transform_of(Vmap, program, axes, inner_axes)
    mapped = iter(record_transform(transform, [*batches, *leaves[len(placeholders) :]]) if program_outputs else ())
    size = batches[0].aval.shape[in_axes[0]]
    return tuple(
        [next(mapped) if numbers[r] >= 0 else repeat_result(r, size, a) for r, a in zip(chosen, out_axes, strict=True)]
    )


def scope(graph: Graph | None = None) -> Scope:
    """A scope on this thread's graph: ``with scope() as s: ...``; what it records can then be transformed."""
    return Scope(graph or graph_module.current())
