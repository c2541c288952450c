"""vjp, jvp, jacfwd and jacrev."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgrad.autodiff.reverse import DifferentiatedRun
from msgrad.autodiff.structure import (
    as_positions,
    beyond,
    check_flag,
    check_function,
    check_weights,
    differentiable,
    named_after,
    rebuilt,
    selected,
    split_aux,
    tensors_in,
)
from msgrad.common.tensor import Tensor
from msgrad.engine import transform
from msgrad.engine.handle import wrap


def vjp(fn: Callable, *inputs: Any, weights: Any = None, has_aux: bool = False) -> tuple:
    """Runs a function and returns its output with the function that pulls gradients of it back.

    Args:
        fn: a function or Cell.
        inputs: its arguments.
        weights: Parameters to pull back to as well.
        has_aux: only the first output is differentiated; the other, or a tuple of several others, comes third.

    Returns:
        ``(output, pull)``, ``(output, pull, other)`` or ``(output, pull, (others...))``;
        ``pull(v)`` gives a tuple with the gradients of the inputs; with ``weights``, ``(that tuple, gradients of
        the weights)``.

    >>> out, pull = vjp(lambda x: x * x, Tensor([3.0]))
    >>> pull(Tensor([1.0]))
    (Tensor(shape=[1], dtype=Float32, value= [ 6.00000000e+00]),)
    """
    check_function(fn, "vjp")
    check_flag(has_aux, "has_aux", "vjp")
    parameters = check_weights(weights, "vjp") or []
    differentiated = [t for t in map(differentiable, inputs) if t is not None]
    with transform.scope() as scope:
        run = DifferentiatedRun(fn, inputs, {}, [*differentiated, *parameters], scope)
        out, aux = split_aux(run.out, has_aux, "vjp")
        outputs = tensors_in(out)
        pullback = transform.Pullback(scope, [o._result() for o in outputs], [run.entry[id(w)] for w in run.wanted])

    def pull(*vectors: Any) -> tuple:
        """The gradients, given those of the outputs."""
        given = tensors_in(vectors)
        if len(given) != len(outputs):
            raise ValueError(
                f"For 'vjp', the function has {len(outputs)} outputs, but {len(given)} gradients were given."
            )
        found = [wrap(r) for r in pullback([t._result() for t in given])]
        for_inputs = tuple(found[: len(differentiated)])
        if weights is None:
            return for_inputs
        for_weights: Any = tuple(found[len(differentiated) :])
        return for_inputs, for_weights[0] if isinstance(weights, Tensor) else for_weights

    return (out, pull, aux) if has_aux else (out, pull)


def jvp(fn: Callable, inputs: Any, v: Any, has_aux: bool = False) -> tuple:
    """Runs a function and the derivative of its output along a direction.

    Args:
        fn: a function or Cell.
        inputs: its argument, or a tuple or list of its arguments.
        v: the direction: for every input a Tensor of its shape.
        has_aux: only the first output is differentiated; the other, or a tuple of several others, comes third.

    Returns:
        ``(output, derivative)``, ``(output, derivative, other)`` or ``(output, derivative, (others...))``.

    Raises:
        ValueError: if there are not as many directions as inputs.

    >>> jvp(lambda x: x * x, Tensor([3.0]), Tensor([1.0]))[1]
    Tensor(shape=[1], dtype=Float32, value= [ 6.00000000e+00])
    """
    check_function(fn, "jvp")
    check_flag(has_aux, "has_aux", "jvp")
    args = tuple(inputs) if isinstance(inputs, list | tuple) else (inputs,)
    directions = tuple(v) if isinstance(v, list | tuple) else (v,)
    if len(args) != len(directions):
        raise ValueError(f"For 'jvp', {len(args)} inputs need as many directions 'v', but got {len(directions)}.")
    pairs = [(a, d) for a, d in zip(args, directions, strict=True) if isinstance(a, Tensor)]
    for argument, direction in pairs:
        if not isinstance(direction, Tensor):
            raise TypeError(f"For 'jvp', each of 'v' must be a Tensor, but got {type(direction).__name__}.")
        if argument.shape != direction.shape:
            raise ValueError(f"For 'jvp', the shape of 'v' must be {argument.shape}, but got {direction.shape}.")
    with transform.scope() as scope:
        run = DifferentiatedRun(fn, args, {}, [a for a, _ in pairs], scope)
        out, aux = split_aux(run.out, has_aux, "jvp")
        outputs = tensors_in(out)
        found = transform.jvp(
            scope, [o._result() for o in outputs], [run.entry[id(a)] for a, _ in pairs], [d._result() for _, d in pairs]
        )
    dots = rebuilt(out, iter([wrap(r) for r in found]))
    return (out, dots, aux) if has_aux else (out, dots)


def _jacobian(fn: Any, position: Any, has_aux: Any, forward_mode: bool) -> Callable:
    who = "jacfwd" if forward_mode else "jacrev"
    check_function(fn, who)
    check_flag(has_aux, "has_aux", who)
    if position is None:
        raise TypeError(f"For '{who}', the 'grad_position' must be an int or a tuple of ints, but got None.")
    positions = as_positions(position, who)

    @named_after(fn)
    def differentiated(*args: Any, **kwargs: Any) -> Any:
        if message := beyond(args, kwargs, positions, who):
            raise ValueError(message)
        inputs = selected(args, kwargs, positions)
        with transform.scope() as scope:
            run = DifferentiatedRun(fn, args, kwargs, [t for _, t in inputs], scope)
            out, aux = split_aux(run.out, has_aux, who)
            results = [o._result() for o in tensors_in(out)]
            rows = transform.jacobian(scope, results, [run.entry[id(t)] for _, t in inputs], forward_mode)
        blocks: list[Any] = [tuple([wrap(r) for r in row]) for row in rows]
        if len(inputs) == 1:
            blocks = [row[0] for row in blocks]
        jacobian = blocks[0] if isinstance(out, Tensor) else tuple(blocks)
        return (jacobian, aux) if has_aux else jacobian

    return differentiated


def jacfwd(fn: Callable, grad_position: int | tuple[int, ...] = 0, has_aux: bool = False) -> Callable:
    """The Jacobian of a function, by forward mode: good where it has fewer inputs than outputs.

    Args:
        fn: a function or Cell.
        grad_position: which arguments to differentiate: an int, or a tuple of ints (results then come in tuples).
        has_aux: only the first output is differentiated; returns ``(jacobian, other)`` or ``(jacobian, (others...))``.

    Returns:
        a function that gives the Jacobian, of shape (*output, *input), for each output and argument.
    """
    return _jacobian(fn, grad_position, has_aux, forward_mode=True)


def jacrev(fn: Callable, grad_position: int | tuple[int, ...] = 0, has_aux: bool = False) -> Callable:
    """The Jacobian of a function, by reverse mode: good where it has fewer outputs than inputs. See `jacfwd`."""
    return _jacobian(fn, grad_position, has_aux, forward_mode=False)
