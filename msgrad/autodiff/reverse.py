"""grad, value_and_grad and their older form, GradOperation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgrad.autodiff.structure import (
    as_positions,
    beyond,
    check_flag,
    check_function,
    check_weights,
    differentiable_or_mutable,
    named_after,
    selected,
    shaped_as,
    tensors_in,
)
from msgrad.common.hook import call_hooks, hooks_of
from msgrad.common.parameter import Parameter, trainable_parameters
from msgrad.common.tensor import Tensor
from msgrad.engine import transform
from msgrad.engine.graph import Scope
from msgrad.engine.handle import wrap
from msgrad.engine.recorder import to_call
from msgrad.engine.results import accumulate_results, constant
from msgrad.engine.values import Result


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
            found[i] = accumulate_results(found[i], gradient) if same_shape else gradient
    # Held as Tensors, since hooks may run what is pending.
    by_object = {id(item): wrap(found[i]) for i, item in enumerate(trained)}
    for item in wanted:
        if id(item) not in by_object:
            by_object[id(item)] = wrap(constant(0, entry[id(item)].aval))
    for key, item in {id(item): item for item in wanted if hooks_of(item)}.items():
        by_object[key] = wrap(call_hooks(hooks_of(item), by_object[key]._result()))
    if len(by_object) < len(wanted):  # an object named twice gets two Tensors
        return [wrap(by_object[id(item)]._result()) for item in wanted]  # type: ignore[misc]
    return [by_object[id(item)] for item in wanted]  # type: ignore[misc]


class DifferentiatedRun:
    """One run of a function inside a scope, and the gradients of its outputs."""

    def __init__(self, fn: Callable, args: tuple, kwargs: dict, wanted: Sequence[Tensor], scope: Scope) -> None:
        self.scope = scope
        self.wanted = wanted
        self.entry = {id(w): w._result() for w in wanted}
        self.values = [w._value for w in wanted]  # keeps them alive until the gradient is taken
        scope.arguments = [t for t in [*tensors_in(args), *tensors_in(kwargs)] if not isinstance(t, Parameter)]
        self.out = to_call(fn)(*args, **kwargs)
        scope.arguments = []

    def keep(self, first: int) -> None:
        """Of what is wanted behind the ``first``, keeps what the function has used, in the order of use."""
        used = transform.leaves_of(self.scope, [t._result() for t in tensors_in(self.out)])
        owner = {self.entry[id(w)]: w for w in self.wanted[first:]}
        self.wanted = [*self.wanted[:first], *[owner[r] for r in used if r in owner]]

    def gradients(self, out: Any, cotangents: Sequence[Result] | None = None) -> list[Tensor]:
        return _gradients(self.scope, tensors_in(out), self.wanted, cotangents, self.entry)


def _arranged(gradients: list[Tensor], inputs: list, positions: Any, weights: Any, ids: bool) -> Any:
    """Gradients in MindSpore's form: bare, tuples, or pairs with their position or name."""
    each = iter(gradients)
    pairs: list[Any] = [*[shaped_as(item, each) for _, item in inputs], *each]
    if ids:
        names = [p for p, _ in inputs] + ([w.name for w in check_weights(weights, "grad") or []])
        pairs = list(zip(names, pairs, strict=True))
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
    check_function(fn, who)
    for name, flag in (("has_aux", has_aux), ("return_ids", return_ids), ("sens_param", sens_param)):
        check_flag(flag, name, who)
    positions = as_positions(position, who)
    if position is None and weights is None:
        raise ValueError(f"For '{who}', the 'grad_position' and the 'weights' must not both be None.")

    @named_after(fn)
    def differentiated(*args: Any, **kwargs: Any) -> Any:
        parameters = check_weights(weights, who)
        cotangents = None
        if sens_param:
            *rest, sens = args
            args = tuple(rest)
            cotangents = [t._result() for t in tensors_in(sens)]
        inputs = selected(args, kwargs, positions, differentiable_or_mutable)
        wanted = tensors_in([item for _, item in inputs]) + (parameters or [])
        with transform.scope() as scope:
            run = DifferentiatedRun(fn, args, kwargs, wanted, scope)
            if message := beyond(args, kwargs, positions, who):
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
    if cotangents is not None and len(cotangents) != len(tensors_in(out)):
        raise ValueError(
            f"For '{who}', the function has {len(tensors_in(out))} outputs, but the gradients of "
            f"{len(cotangents)} were given."
        )


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
            check_flag(flag, name, "GradOperation")
        self.get_all, self.get_by_list, self.sens_param = get_all, get_by_list, sens_param

    def __call__(self, fn: Callable, weights: Any = None) -> Callable:
        """The gradient function of ``fn``."""
        check_function(fn, "GradOperation")

        @named_after(fn)
        def differentiated(*args: Any, **kwargs: Any) -> Any:
            cotangents = None
            if self.sens_param:
                *rest, sens = args
                args = tuple(rest)
                cotangents = [t._result() for t in tensors_in(sens)]
            arguments = (*args, *kwargs.values())
            if not self.get_all:
                arguments = arguments[:1]
            inputs = [item for item in map(differentiable_or_mutable, arguments) if item is not None]
            if self.get_by_list and not self.get_all:
                inputs = []
            parameters = self._parameters(fn, weights) if self.get_by_list else []
            with transform.scope() as scope:
                wanted = tensors_in(inputs)
                run = DifferentiatedRun(fn, args, kwargs, [*wanted, *parameters], scope)
                if self.get_by_list and weights is None and not hasattr(fn, "trainable_params"):
                    run.keep(len(wanted))
                _check_sens(cotangents, run.out, "GradOperation")
                found = iter(run.gradients(run.out, cotangents))
            for_inputs: Any = tuple([shaped_as(item, found) for item in inputs])
            if not self.get_all:
                for_inputs = for_inputs[0] if for_inputs else ()
            for_weights: Any = tuple(found)
            if isinstance(weights, Parameter):
                for_weights = for_weights[0]
            if not self.get_by_list:
                return for_inputs
            return (for_inputs, for_weights) if self.get_all else for_weights

        return differentiated

    def _parameters(self, fn: Any, weights: Any) -> list[Tensor]:
        """The Parameters to differentiate, or to choose from once it is known which ones the function used."""
        if weights is not None:
            return check_weights(weights, "GradOperation") or []
        return list(fn.trainable_params()) if hasattr(fn, "trainable_params") else list(trainable_parameters())
