"""MindSpore's gradients of functions: grad, value_and_grad, vjp, jvp, jacfwd, jacrev, vmap, GradOperation.

Each runs the function on the caller's own Tensors inside a scope of the engine, and then has the engine
transform what was recorded. Gradients belong to the object, not to the place of the argument: a Tensor that is
passed twice, or passed and also closed over, gets its whole gradient.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

from msgrad.common.hook import call_hooks, hooks_of
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.engine import transform
from msgrad.engine.graph import Scope
from msgrad.engine.handle import wrap
from msgrad.engine.values import Result

__all__ = [
    "GradOperation",
    "get_grad",
    "grad",
    "jacfwd",
    "jacrev",
    "jvp",
    "value_and_grad",
    "vjp",
    "vmap",
]


def _map_structure(function: Callable[[Any], Any], value: Any) -> Any:
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*map(function, value))
    if isinstance(value, list | tuple):
        return type(value)(map(function, value))
    if isinstance(value, dict):
        return {k: function(v) for k, v in value.items()}
    return value


def _tensors(value: Any, found: list[Tensor] | None = None) -> list[Tensor]:
    """All Tensors in nested lists, tuples and dicts, in order."""
    found = [] if found is None else found
    if isinstance(value, Tensor):
        found.append(value)
    elif isinstance(value, list | tuple):
        for item in value:
            _tensors(item, found)
    elif isinstance(value, dict):
        for item in value.values():
            _tensors(item, found)
    return found


# -- what is differentiated ----------------------------------------------------------------------------------


def _positions(position: Any, who: str) -> tuple[int, ...]:
    """``grad_position`` as a tuple of ints.

    Raises:
        TypeError: if it is neither None, an int, nor a tuple of ints.
        ValueError: for a negative position, or one that is given twice.
    """
    if position is None:
        return ()
    items = position if isinstance(position, tuple) else (position,)
    if not all(isinstance(item, int) for item in items):
        raise TypeError(
            f"For '{who}', the 'grad_position' must be an int, a tuple of ints or None, but got {position!r}."
        )
    if any(item < 0 for item in items):
        raise ValueError(f"For '{who}', the 'grad_position' must not be negative, but got {position}.")
    if len(set(items)) != len(items):
        raise ValueError(f"For '{who}', the positions in 'grad_position' must differ, but got {position}.")
    if not items:
        raise RuntimeError(f"For '{who}', the 'grad_position' must name at least one argument, but got ().")
    return tuple([int(item) for item in items])


def _check_flag(value: Any, name: str, who: str) -> None:
    if not isinstance(value, bool):
        raise TypeError(f"For '{who}', the '{name}' must be a bool, but got {type(value).__name__}.")


def _check_function(fn: Any, who: str) -> None:
    if not callable(fn):
        raise TypeError(f"For '{who}', the 'fn' must be a function or a Cell, but got {type(fn).__name__}.")


def _selected(args: tuple, kwargs: dict, positions: tuple[int, ...]) -> list[tuple[int, Tensor]]:
    """The Tensor arguments at the positions, with keyword arguments counted last, in the order of the call.

    Arguments that are no Tensors have no gradient and are left out.
    """
    arguments = (*args, *kwargs.values())
    return [(p, arguments[p]) for p in positions if p < len(arguments) and isinstance(arguments[p], Tensor)]


def _beyond(args: tuple, kwargs: dict, positions: tuple[int, ...], who: str) -> str | None:
    """What to say of a position for which the call has no argument; None if all is well."""
    count = len(args) + len(kwargs)
    beyond = [p for p in positions if p >= count]
    return (
        f"For '{who}', the 'grad_position' {beyond[0]} is beyond the {count} arguments of the call." if beyond else None
    )


def _check_weights(weights: Any, who: str) -> list[Tensor] | None:
    if weights is None:
        return None
    items = [weights] if isinstance(weights, Tensor) else weights
    if not isinstance(items, list | tuple) or not all(isinstance(w, Tensor) for w in items):
        raise TypeError(
            f"For '{who}', the 'weights' must be a Parameter, a ParameterTuple or a list or tuple of Parameters, "
            f"but got {weights!r} of type {type(weights).__name__}."
        )
    return list(items)


def _gradients(
    scope: Scope, outputs: list[Tensor], wanted: Sequence[Tensor], cotangents: Sequence[Result] | None, entry: dict
) -> list[Tensor]:
    """The gradients of outputs for the Tensors in ``wanted``, whose results at the start of the scope are ``entry``."""
    trained = [w for w in wanted if not (isinstance(w, Parameter) and not w.requires_grad)]
    wrt: list[Result] = []
    owner: list[int] = []
    for i, item in enumerate(trained):
        for result in [entry[id(item)], *[v.result for v in scope.rebound.get(id(item), ())]]:
            wrt.append(result)
            owner.append(i)
    found: dict[int, Result] = {}
    if wrt:
        gradients = transform.vjp(scope, [o._result() for o in outputs], wrt, cotangents)
        for i, gradient in zip(owner, gradients, strict=True):
            same_shape = i in found and found[i].aval.shape == gradient.aval.shape
            found[i] = transform.accumulate_results(found[i], gradient) if same_shape else gradient
    by_object = {
        id(item): wrap(found[i]) for i, item in enumerate(trained)
    }  # held, since hooks may run what is pending
    for item in wanted:
        if id(item) not in by_object:
            by_object[id(item)] = wrap(transform.constant(0, entry[id(item)].aval))
    for key, item in {id(item): item for item in wanted}.items():
        by_object[key] = wrap(call_hooks(hooks_of(item), by_object[key]._result()))
    return [wrap(by_object[id(item)]._result()) for item in wanted]  # type: ignore[misc]


class _Differentiated:
    """One run of a function inside a scope, and the gradients of its outputs."""

    def __init__(self, fn: Callable, args: tuple, kwargs: dict, wanted: Sequence[Tensor], scope: Scope) -> None:
        self.scope = scope
        self.wanted = wanted
        self.entry = {id(w): w._result() for w in wanted}
        self.values = [w._value for w in wanted]  # keeps them alive until the gradient is taken
        scope.arguments = [t for t in [*_tensors(args), *_tensors(kwargs)] if not isinstance(t, Parameter)]
        self.out = fn(*args, **kwargs)
        scope.arguments = []

    def gradients(self, out: Any, cotangents: Sequence[Result] | None = None) -> list[Tensor]:
        return _gradients(self.scope, _tensors(out), self.wanted, cotangents, self.entry)


def _arranged(gradients: list[Tensor], inputs: list, positions: Any, weights: Any, ids: bool) -> Any:
    """Gradients in MindSpore's form: bare, tuples, or pairs with their position or name."""
    pairs: list[Any] = list(gradients)
    if ids:
        names = [p for p, _ in inputs] + ([w.name for w in _check_weights(weights, "grad") or []])
        pairs = list(zip(names, gradients, strict=True))
    for_inputs: Any = tuple(pairs[: len(inputs)])
    if len(for_inputs) == 1:
        for_inputs = for_inputs[0]
    for_weights: Any = tuple(pairs[len(inputs) :])
    if isinstance(weights, Tensor):
        for_weights = for_weights[0]
    if weights is None:
        return for_inputs
    if positions is None:
        return for_weights
    return for_inputs, for_weights


def _transformed(
    fn: Any, position: Any, weights: Any, has_aux: Any, return_ids: Any, sens_param: Any, with_value: bool
) -> Callable:
    who = "value_and_grad" if with_value else "grad"
    _check_function(fn, who)
    for name, flag in (("has_aux", has_aux), ("return_ids", return_ids), ("sens_param", sens_param)):
        _check_flag(flag, name, who)
    positions = _positions(position, who)
    if position is None and weights is None:
        raise ValueError(f"For '{who}', the 'grad_position' and the 'weights' must not both be None.")

    @_named_after(fn)
    def differentiated(*args: Any, **kwargs: Any) -> Any:
        parameters = _check_weights(weights, who)
        cotangents = None
        if sens_param:
            *rest, sens = args
            args = tuple(rest)
            cotangents = [t._result() for t in _tensors(sens)]
        inputs = _selected(args, kwargs, positions)
        wanted = [t for _, t in inputs] + (parameters or [])
        with transform.scope() as scope:
            run = _Differentiated(fn, args, kwargs, wanted, scope)
            if message := _beyond(args, kwargs, positions, who):
                raise RuntimeError(message)
            out, aux = run.out, ()
            if has_aux:
                if not isinstance(out, tuple) or len(out) < 2:
                    raise ValueError(
                        f"For '{who}', with 'has_aux' the function must return a tuple of at least two outputs, but "
                        f"got {type(out).__name__}."
                    )
                out, aux = out[0], out[1:]
            _check_sens(cotangents, out, who)
            gradients = _arranged(run.gradients(out, cotangents), inputs, position, weights, return_ids)
        if with_value:
            return (run.out, gradients)
        return (gradients, aux) if has_aux else gradients

    return differentiated


def _check_sens(cotangents: list | None, out: Any, who: str) -> None:
    if cotangents is not None and len(cotangents) != len(_tensors(out)):
        raise ValueError(
            f"For '{who}', the function has {len(_tensors(out))} outputs, but the gradients of "
            f"{len(cotangents)} were given."
        )


def _named_after(fn: Any) -> Callable:
    name = getattr(fn, "__name__", type(fn).__name__)

    def decorate(wrapper: Callable) -> Callable:
        functools.update_wrapper(wrapper, fn, assigned=("__doc__",), updated=())
        wrapper.__name__ = wrapper.__qualname__ = name
        return wrapper

    return decorate


def grad(
    fn: Callable,
    grad_position: int | tuple[int, ...] | None = 0,
    weights: Any = None,
    has_aux: bool = False,
    return_ids: bool = False,
    sens_param: bool = False,
) -> Callable:
    """The gradient of a function: a function of the same arguments.

    The outputs of ``fn`` are summed, all elements of all Tensors in them; outputs that are no Tensors count nothing.

    Args:
        fn: a function or Cell.
        grad_position: which arguments to differentiate: an int, a tuple of ints, or None for none.
        weights: a Parameter, or a list, tuple or ParameterTuple of them, to differentiate as well.
        has_aux: only the first output is differentiated, the others come back beside the gradients.
        return_ids: each gradient comes in a pair with its argument's position or its Parameter's name.
        sens_param: the last argument of a call is the gradient of the output, in place of ones.

    Returns:
        a function that gives the gradients of the arguments, of the weights, or both in a tuple; with
        ``has_aux`` then ``(gradients, (other outputs...))``. Each has the shape and dtype of what it is for.

    Raises:
        TypeError: for arguments of other types.
        ValueError: if ``grad_position`` and ``weights`` are both None, or positions are negative or repeated.

    >>> grad(lambda x, y: x * x * y)(Tensor([3.0]), Tensor([2.0]))
    Tensor(shape=[1], dtype=Float32, value= [ 1.20000000e+01])
    """
    return _transformed(fn, grad_position, weights, has_aux, return_ids, sens_param, with_value=False)


def value_and_grad(
    fn: Callable,
    grad_position: int | tuple[int, ...] | None = 0,
    weights: Any = None,
    has_aux: bool = False,
    return_ids: bool = False,
    sens_param: bool = False,
) -> Callable:
    """As `grad`, but the function it gives returns ``(outputs of fn, gradients)``.

    >>> value_and_grad(lambda x: x ** 3)(Tensor(2.0))
    (Tensor(shape=[], dtype=Float32, value= 8), Tensor(shape=[], dtype=Float32, value= 12))
    """
    return _transformed(fn, grad_position, weights, has_aux, return_ids, sens_param, with_value=True)


def get_grad(gradients: Any, identifier: int | Parameter) -> Tensor:
    """One gradient out of what `grad` with ``return_ids=True`` returned.

    Args:
        gradients: that result.
        identifier: the position of an argument, or a Parameter.

    Raises:
        TypeError: if ``identifier`` is neither.
        RuntimeError: if there is no gradient for it.
    """
    if not isinstance(identifier, int | Parameter):
        raise TypeError(
            f"For 'get_grad', the 'identifier' must be an int or a Parameter, but got {type(identifier).__name__}."
        )
    wanted = identifier.name if isinstance(identifier, Parameter) else identifier

    def search(item: Any) -> Tensor | None:
        if not isinstance(item, tuple):
            return None
        if len(item) == 2 and isinstance(item[0], int | str) and isinstance(item[1], Tensor):
            return item[1] if item[0] == wanted else None
        for part in item:
            found = search(part)
            if found is not None:
                return found
        return None

    found = search(gradients)
    if found is None:
        raise RuntimeError(f"For 'get_grad', there is no gradient for {wanted!r}.")
    return found


class GradOperation:
    """The older form of `grad`: ``GradOperation(get_all=..., ...)(fn, weights)(*args)``.

    Args:
        get_all: gradients of all arguments in a tuple; of the first only otherwise.
        get_by_list: gradients of Parameters: those given as ``weights``, else all trainable ones that ``fn`` uses.
        sens_param: the last argument of a call is the gradient of the output.

    Raises:
        TypeError: if a flag is no bool.
    """

    def __init__(self, get_all: bool = False, get_by_list: bool = False, sens_param: bool = False) -> None:
        for name, flag in (("get_all", get_all), ("get_by_list", get_by_list), ("sens_param", sens_param)):
            _check_flag(flag, name, "GradOperation")
        self.get_all, self.get_by_list, self.sens_param = get_all, get_by_list, sens_param

    def __call__(self, fn: Callable, weights: Any = None) -> Callable:
        """The gradient function of ``fn``."""
        _check_function(fn, "GradOperation")

        @_named_after(fn)
        def differentiated(*args: Any, **kwargs: Any) -> Any:
            cotangents = None
            if self.sens_param:
                *rest, sens = args
                args = tuple(rest)
                cotangents = [t._result() for t in _tensors(sens)]
            arguments = (*args, *kwargs.values())
            if not self.get_all:
                arguments = arguments[:1]
            inputs = [a for a in arguments if isinstance(a, Tensor)]
            if self.get_by_list and not self.get_all:
                inputs = []
            parameters = self._parameters(fn, weights) if self.get_by_list else []
            with transform.scope() as scope:
                run = _Differentiated(fn, args, kwargs, [*inputs, *parameters], scope)
                _check_sens(cotangents, run.out, "GradOperation")
                found = run.gradients(run.out, cotangents)
            for_inputs: Any = tuple(found[: len(inputs)])
            if not self.get_all:
                for_inputs = for_inputs[0] if for_inputs else ()
            for_weights: Any = tuple(found[len(inputs) :])
            if isinstance(weights, Parameter):
                for_weights = for_weights[0]
            if not self.get_by_list:
                return for_inputs
            return (for_inputs, for_weights) if self.get_all else for_weights

        return differentiated

    def _parameters(self, fn: Any, weights: Any) -> list[Tensor]:
        if weights is not None:
            return _check_weights(weights, "GradOperation") or []
        if not hasattr(fn, "trainable_params"):
            raise NotImplementedError(
                "For 'GradOperation', with 'get_by_list' a plain function needs the 'weights' given: "
                "GradOperation(get_by_list=True)(fn, weights)."
            )
        return fn.trainable_params()


# -- vjp, jvp, Jacobians -------------------------------------------------------------------------------------


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
    _check_function(fn, "vjp")
    _check_flag(has_aux, "has_aux", "vjp")
    parameters = _check_weights(weights, "vjp") or []
    differentiated = [t for t in inputs if isinstance(t, Tensor)]
    with transform.scope() as scope:
        run = _Differentiated(fn, inputs, {}, [*differentiated, *parameters], scope)
        out, aux = _split_aux(run.out, has_aux, "vjp")
        outputs = _tensors(out)
        pullback = transform.Pullback(scope, [o._result() for o in outputs], [run.entry[id(w)] for w in run.wanted])

    def pull(*vectors: Any) -> tuple:
        """The gradients, given those of the outputs."""
        given = _tensors(vectors)
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


def _split_aux(out: Any, has_aux: bool, who: str) -> tuple[Any, Any]:
    """The first output, and the other one, or a tuple of several others."""
    if not has_aux:
        return out, ()
    if not isinstance(out, tuple) or len(out) < 2:
        raise ValueError(f"For '{who}', with 'has_aux' the function must return a tuple of at least two outputs.")
    return out[0], out[1] if len(out) == 2 else out[1:]


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
    _check_function(fn, "jvp")
    _check_flag(has_aux, "has_aux", "jvp")
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
        run = _Differentiated(fn, args, {}, [a for a, _ in pairs], scope)
        out, aux = _split_aux(run.out, has_aux, "jvp")
        outputs = _tensors(out)
        found = transform.jvp(
            scope, [o._result() for o in outputs], [run.entry[id(a)] for a, _ in pairs], [d._result() for _, d in pairs]
        )
    dots = _rebuilt(out, iter([wrap(r) for r in found]))
    return (out, dots, aux) if has_aux else (out, dots)


def _rebuilt(structure: Any, items: Any) -> Any:
    """The structure with its Tensors replaced, in order."""
    if isinstance(structure, Tensor):
        return next(items)
    return _map_structure(lambda part: _rebuilt(part, items), structure)


def _jacobian(fn: Any, position: Any, has_aux: Any, forward_mode: bool) -> Callable:
    who = "jacfwd" if forward_mode else "jacrev"
    _check_function(fn, who)
    _check_flag(has_aux, "has_aux", who)
    if position is None:
        raise TypeError(f"For '{who}', the 'grad_position' must be an int or a tuple of ints, but got None.")
    positions = _positions(position, who)

    @_named_after(fn)
    def differentiated(*args: Any, **kwargs: Any) -> Any:
        if message := _beyond(args, kwargs, positions, who):
            raise ValueError(message)
        inputs = _selected(args, kwargs, positions)
        with transform.scope() as scope:
            run = _Differentiated(fn, args, kwargs, [t for _, t in inputs], scope)
            out, aux = _split_aux(run.out, has_aux, who)
            results = [o._result() for o in _tensors(out)]
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


# -- vmap ----------------------------------------------------------------------------------------------------


def vmap(fn: Callable, in_axes: Any = 0, out_axes: Any = 0) -> Callable:
    """A function that runs ``fn`` on every slice of its arguments at once.

    Args:
        fn: a function or Cell. Its Python runs once, on Tensors that stand for a slice: their values cannot be
            looked at.
        in_axes: the axis of each argument that is mapped over, None for arguments that are not mapped: an int
            for all arguments, or a tuple or list with an entry (itself nested for nested arguments) for each.
        out_axes: where the new axis goes in each output; None for an output that does not depend on the slice.

    Raises:
        TypeError: if ``fn`` cannot be called.
        RuntimeError: if axes are no ints or out of range, nothing is mapped, or the mapped sizes differ.

    >>> vmap(lambda x: x.sum())(Tensor([[1.0, 2.0], [3.0, 4.0]]))
    Tensor(shape=[2], dtype=Float32, value= [ 3.00000000e+00,  7.00000000e+00])
    """
    if isinstance(fn, list | tuple):
        raise NotImplementedError("For 'vmap', a list of Cells is not supported: see msgrad.functional for ensembles.")
    _check_function(fn, "vmap")

    @_named_after(fn)
    def mapped(*args: Any) -> Any:
        axes = _matched_axes(args, in_axes, "in_axes")
        tensors = [(t, a) for t, a in axes if a is not None]
        if not tensors:
            raise RuntimeError("For 'vmap', the 'in_axes' must map at least one argument, but all are None.")
        tensors = [(t, _axis_in_range(a, t.ndim, "in_axes")) for t, a in tensors]
        sizes = {t.shape[a] for t, a in tensors}
        if len(sizes) > 1:
            raise RuntimeError(f"For 'vmap', the mapped axes must have one size, but got {sorted(sizes)}.")
        batches = [t._result() for t, _ in tensors]
        holes = [transform.placeholder(_without_axis(r, a)) for r, (_, a) in zip(batches, tensors, strict=True)]
        slices = iter([wrap(hole) for hole in holes])
        arguments = _with_slices(args, iter(axes), slices)
        with transform.scope() as scope:
            out = fn(*arguments)
            found = _matched_axes(out if isinstance(out, tuple) else (out,), out_axes, "out_axes")
            results = transform.vmap(
                scope,
                [t._result() for t, _ in found],
                holes,
                batches,
                [a for _, a in tensors],
                [None if a is None else _axis_in_range(a, t.ndim + 1, "out_axes") for t, a in found],
            )
            del slices, arguments
        return _rebuilt(out, iter([wrap(r) for r in results]))

    return mapped


def _without_axis(result: Result, axis: int) -> Any:
    shape = result.aval.shape
    return transform.aval_of(shape[:axis] + shape[axis + 1 :], result.aval.dtype)


def _axis_in_range(axis: Any, ndim: int, who: str) -> int:
    if isinstance(axis, bool) or not isinstance(axis, int):
        raise RuntimeError(f"For 'vmap', the '{who}' must be ints or None, but got {axis!r}.")
    if not -ndim <= axis < ndim:
        raise RuntimeError(f"For 'vmap', the '{who}' must be in [{-ndim}, {ndim}), but got {axis}.")
    return axis % ndim


def _matched_axes(values: Sequence, axes: Any, who: str) -> list[tuple[Tensor, Any]]:
    """Every Tensor in nested values with its axis."""
    if isinstance(axes, list | tuple):
        if len(axes) != len(values):
            raise RuntimeError(f"For 'vmap', the '{who}' must have {len(values)} entries, but got {len(axes)}.")
        found: list[tuple[Tensor, Any]] = []
        for value, axis in zip(values, axes, strict=True):
            if isinstance(value, list | tuple) and isinstance(axis, list | tuple):
                found += _matched_axes(value, axis, who)
            else:
                found += [(t, axis) for t in _tensors(value)]
        return found
    if axes is not None and not isinstance(axes, int):
        raise RuntimeError(f"For 'vmap', the '{who}' must be an int, a tuple, a list or None, but got {axes!r}.")
    return [(t, axes) for t in _tensors(list(values))]


def _with_slices(value: Any, axes: Any, slices: Any) -> Any:
    if isinstance(value, Tensor):
        return value if next(axes)[1] is None else next(slices)
    return _map_structure(lambda part: _with_slices(part, axes, slices), value)
