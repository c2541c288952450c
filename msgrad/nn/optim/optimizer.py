"""Optimizer: the base of all optimizers. It holds the parameters in groups, their learning rates and weight decays.

One step is one recorded operator, whatever the number of parameters: an `UpdateRule` says how one parameter
changes, and the operator made of it loops over all of them. Rates, decays, scales and the rule's own
coefficients are its inputs, so that changing them compiles nothing.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from itertools import chain
from typing import Any

import jax.numpy as jnp
import numpy as np

from msgrad.common import dtype as mstype
from msgrad.common.parallel_context import check_alone
from msgrad.common.parameter import Parameter, ParameterTuple
from msgrad.common.tensor import Tensor
from msgrad.engine import cut, operator
from msgrad.engine.ambient import ambient
from msgrad.engine.graph import current
from msgrad.engine.handle import Handle
from msgrad.engine.operator import ARRAY, record
from msgrad.nn.cell import Cell
from msgrad.nn.layer.container import CellList
from msgrad.nn.learning_rate_schedule import LearningRateSchedule
from msgrad.nn.optim.groups import Groups

__all__ = ["Optimizer", "opt_init_args_register"]

_ARRAYS = ("step", "rates", "decays", "scale", "coefficients", "shared", "parameters", "gradients", "slots")


# -- pure functions of arrays --------------------------------------------------------------------------------


def _decayed(gradient, parameter, decay):
    return gradient + parameter * decay.astype(parameter.dtype)


def _centralized(gradient):
    """The gradient less its mean over all axes but the first. MindSpore's kernel wants a multiple of 16 input
    channels (axis 1): gradients of other shapes are left alone."""
    if gradient.ndim < 2 or gradient.shape[1] % 16:
        return gradient
    return gradient - gradient.mean(tuple(range(1, gradient.ndim)), keepdims=True)


def _scaled(gradient, scale):
    return gradient * scale.astype(gradient.dtype)


def update_rule(advance: Callable | None = None, decoupled: bool = False) -> Callable[[Callable], Any]:
    """Makes the operator of a whole step of a rule for one parameter.

    The rule is ``rule(parameter, gradient, rate, slots, coefficients, shared, flags)`` and returns the new
    parameter and its new slots (running means and the like). ``advance(shared, coefficients)`` gives the new
    values of what all parameters share (powers of beta); the rule sees these. Weight decay is added to the
    gradient before; where it is ``decoupled``, the rule gets it as one more argument instead (or None).
    """

    def decorate(rule: Callable) -> Any:
        def step_of_all(step, rates, decays, scale, coefficients, shared, parameters, gradients, slots, plan, flags):
            if advance is not None:
                shared = advance(shared, coefficients)
            updated = []
            per_parameter = zip(plan, parameters, gradients, *slots, strict=True)
            for (rate, decay, centralize), parameter, gradient, *slot in per_parameter:
                gradient = gradient.astype(parameter.dtype)
                decay = None if decay is None else decays[decay]
                if decay is not None and not decoupled:
                    gradient = _decayed(gradient, parameter, decay)
                if centralize:
                    gradient = _centralized(gradient)
                if scale is not None:
                    gradient = _scaled(gradient, scale)
                extra = (decay,) if decoupled else ()
                new = rule(parameter, gradient, rates[rate], tuple(slot), coefficients, shared, flags, *extra)
                old = (parameter, *slot)
                updated.append([n.astype(o.dtype).reshape(o.shape) for n, o in zip(new, old, strict=True)])
            return (step + 1, *shared, *chain.from_iterable(zip(*updated, strict=True)))

        step = operator(*_ARRAYS, name=rule.__name__)(step_of_all)
        step.rule = rule  # for rules that are made of others
        return step

    return decorate


@operator("parameters", "gradients", "decays")
def decay_weights(parameters, gradients, decays, plan):
    """gradient + decay * parameter, for those whose plan names a decay"""
    return tuple(
        g if decay is None else _decayed(g, p, decays[decay])
        for (_, decay, _), p, g in zip(plan, parameters, gradients, strict=True)
    )


@operator("gradients")
def centralize_gradients(gradients, plan):
    """gradient - mean(gradient), for those whose plan says so"""
    return tuple(_centralized(g) if centralize else g for (_, _, centralize), g in zip(plan, gradients, strict=True))


@operator("gradients", "scale")
def scale_gradients(gradients, scale):
    """gradient * scale"""
    return tuple(_scaled(g, scale) for g in gradients)


decay_weights.tuple_outputs = centralize_gradients.tuple_outputs = scale_gradients.tuple_outputs = True


@operator("rates", "step")
def rate_of_step(rates, step):
    """rates[step]; NaN, which nobody overlooks, where the list is too short"""
    return rates.at[step.reshape(())].get(mode="fill", fill_value=jnp.nan)


@operator("rate")
def constant_rate(rate):
    """(rate + 1) - 1: so MindSpore carries a constant rate beside schedules, which rounds it"""
    return (rate + 1.0) - 1.0


@operator("rate")
def bare_rate(rate):
    """The only element, as a 0-d array"""
    return rate.reshape(())


# -- rates as Cells ------------------------------------------------------------------------------------------


class _IteratorLearningRate(LearningRateSchedule):
    """A list of rates, one for each step."""

    def __init__(self, rates: Any, name: str) -> None:
        super().__init__()
        self.learning_rate = Parameter(Tensor(np.asarray(rates, np.float32)), name=name)

    def construct(self, global_step: Tensor) -> Tensor:
        return rate_of_step(self.learning_rate, global_step)


class _ConvertToCell(LearningRateSchedule):
    """A constant rate among schedules."""

    def __init__(self, learning_rate: Parameter) -> None:
        super().__init__()
        self.learning_rate = learning_rate

    def construct(self, global_step: Tensor) -> Tensor:
        return constant_rate(self.learning_rate)


def opt_init_args_register(fn: Callable) -> Callable:
    """Decorates the ``__init__`` of an optimizer: keeps its arguments in ``init_params``, ``init_learning_rate`` and
    ``init_args``, so that an optimizer like it can be made for other parameters."""

    @functools.wraps(fn)
    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        bound = inspect.signature(fn).bind(self, *args, **kwargs)
        bound.apply_defaults()
        arguments = dict(bound.arguments)
        arguments.pop("self")
        if "params" in arguments:
            object.__setattr__(self, "init_params", {"params": arguments.pop("params")})
        if "learning_rate" in arguments:
            object.__setattr__(self, "init_learning_rate", arguments.pop("learning_rate"))
        object.__setattr__(self, "init_args", arguments)
        fn(self, *args, **kwargs)

    return init


class Optimizer(Cell):
    """Base of the optimizers.

    An optimizer is called with the gradients of its parameters, in their order. A class of one's own calls
    ``super().__init__(learning_rate, parameters, weight_decay, loss_scale)`` and defines ``construct(gradients)``,
    where `decay_weight`, `gradients_centralization`, `scale_grad` and `get_lr` may be used.

    Args:
        learning_rate: a number; a 0-d Tensor; a 1-d Tensor, list or other iterable of one rate for each step; or a
            `LearningRateSchedule`.
        parameters: an iterable of Parameters, or of dictionaries of groups with the keys "params" and, where they are
            not to be the defaults, "lr", "weight_decay" and "grad_centralization" (subtract from a gradient its mean
            over all axes but the first; only where the size of axis 1 is a multiple of 16).
            One more dictionary {"order_params": parameters} sets the order of the parameters of all groups.
        weight_decay: a number, or a Cell that gives it for a step. Without groups, parameters with "beta" or
            "gamma" in their name are not decayed.
        loss_scale: what the loss was multiplied by; gradients are divided by it.

    Raises:
        TypeError: for arguments of other types.
        ValueError: if there are no parameters or two of one name, or a rate, a decay or the loss scale is below 0.
        KeyError: for a group without "params" or with other keys.
        RuntimeError: if a parameter is in two groups, or (by the call) if the gradients do not fit the parameters or
            the list of rates is used up.
    """

    _allows_dynamic_weight_decay = True
    _spares_normalization = True

    def __init__(self, learning_rate: Any, parameters: Any, weight_decay: Any = 0.0, loss_scale: float = 1.0) -> None:
        super().__init__(auto_prefix=False)
        check_alone(self.cls_name)
        if isinstance(loss_scale, bool) or not isinstance(loss_scale, int | float):
            raise TypeError(f"For '{self.cls_name}', the 'loss_scale' must be a float, but got {loss_scale!r}.")
        if loss_scale <= 0:
            raise ValueError(f"For '{self.cls_name}', the 'loss_scale' must be above 0, but got {loss_scale}.")
        groups = Groups(parameters, learning_rate, self.cls_name)
        groups.set_decays(weight_decay, loss_scale, self._allows_dynamic_weight_decay, self._spares_normalization)
        self.loss_scale = float(loss_scale)
        self.reciprocal_scale = Tensor(1.0 / loss_scale, mstype.float32)
        self.need_scale = loss_scale != 1.0
        self.is_group = groups.is_group
        self.is_group_lr = groups.is_group_lr
        self.is_group_params_ordered = groups.ordered
        self.dynamic_lr = groups.dynamic_lr
        self.dynamic_weight_decay = any(isinstance(decay, Cell) for decay in groups.decays)
        self.grad_centralization = groups.centralize if self.is_group else False
        self.decay_flags = groups.decay_flags
        self.exec_weight_decay = bool(groups.decays)
        self.assignadd = _assign_add
        self._unique = True
        self._target = "CPU"
        self.global_step = Parameter(Tensor([0], mstype.int32), name="global_step")
        self.global_step_increase_tensor = Tensor([1], mstype.int32)
        self._set_rates(groups)
        self.parameters = ParameterTuple(groups.parameters)
        self._parameters = self.parameters
        self.weight_decay = groups.weight_decay
        self.param_length = len(self.parameters)
        self._decays = tuple(groups.decays)
        self._plan = tuple(zip(groups.rate_of, groups.decay_of, groups.centralize, strict=True))
        self._success = (True,) * self.param_length
        self._key: tuple | None = None
        self._known_step: tuple[Any, int] = (None, 0)  # the result that holds the step's number, and the number

    def _set_rates(self, groups: Groups) -> None:
        """``learning_rate``: a Parameter, a Cell, or with groups a tuple or list of one for each parameter."""
        self._rates_of_list = groups.length_of_lists
        if not groups.dynamic_lr:
            rates = [Parameter(Tensor(np.float32(rate)), name=name) for rate, name in groups.rates]
            self._group_rates = tuple(rates)
            if self.is_group_lr:
                self.learning_rate = ParameterTuple([rates[i] for i in groups.rate_of])
            else:
                self.learning_rate = rates[0]
            return
        cells = []
        for rate, name in groups.rates:
            if isinstance(rate, Cell):
                cells.append(rate)
            elif np.ndim(rate) == 1:
                cells.append(_IteratorLearningRate(rate, name))
            else:
                cells.append(_ConvertToCell(Parameter(Tensor(np.float32(rate)), name=name)))
        self._group_rates = tuple(cells)
        self.learning_rate = (
            CellList([cells[i] for i in groups.rate_of], auto_prefix=False) if self.is_group_lr else cells[0]
        )

    # -- what user code asks for -----------------------------------------------------------------------------

    @property
    def unique(self) -> bool:
        """Whether repeated indices of sparse gradients are summed first; gradients here are dense."""
        return self._unique

    @unique.setter
    def unique(self, value: bool) -> None:
        if not isinstance(value, bool):
            raise TypeError(f"For 'Optimizer', the 'unique' must be a bool, but got {type(value).__name__}.")
        self._unique = value

    @property
    def target(self) -> str:
        """ "CPU": the step runs where the parameters are."""
        return self._target

    @target.setter
    def target(self, value: str) -> None:
        if not isinstance(value, str):
            raise TypeError(f"For 'Optimizer', the 'target' must be a str, but got {type(value).__name__}.")
        if value != "CPU":
            raise ValueError(
                f"For 'Optimizer', the 'target' must be 'CPU', but got {value!r}: "
                "JAX runs the step where the parameters are."
            )
        self._target = value

    def get_lr(self) -> Any:
        """The rate of the coming step: a Tensor, or with rates in groups a tuple with one for each parameter."""
        if not self.is_group_lr:
            return self._current_rates()[0]
        if not self.dynamic_lr:
            return self.learning_rate
        rates = self._current_rates()
        return tuple([rates[rate] for rate, _, _ in self._plan])

    def get_lr_parameter(self, param: Any) -> Any:
        """The Parameter that holds the rate of a parameter, or its schedule; a list of them for several parameters.

        Raises:
            TypeError: if ``param`` is no Parameter or list or tuple of them.
            ValueError: if it is not one of this optimizer's.
        """
        if isinstance(param, Parameter):
            wanted = [param]
        elif isinstance(param, list | tuple) and all(isinstance(p, Parameter) for p in param):
            wanted = list(param)
        else:
            raise TypeError(
                "For 'get_lr_parameter', the 'param' must be a Parameter or a list or tuple of Parameters, "
                f"but got {type(param).__name__}."
            )
        found = []
        for item in wanted:
            positions = [i for i, p in enumerate(self.parameters) if p is item]
            if not positions:
                raise ValueError(f"For 'get_lr_parameter', the parameter '{item.name}' is not one of this optimizer's.")
            rate = self._group_rates[self._plan[positions[0]][0]]
            found.append(rate.learning_rate if isinstance(rate, _IteratorLearningRate | _ConvertToCell) else rate)
        return found[0] if isinstance(param, Parameter) else found

    def get_weight_decay(self) -> Any:
        """The weight decay of the coming step, multiplied by the loss scale like the gradients that it is added to: a
        Tensor, or with groups a tuple with one for each parameter."""
        if not self.is_group:
            return self._decay_value(self.weight_decay)
        return tuple([self._decay_value(decay) for decay in self.weight_decay])

    # -- what optimizers of one's own use --------------------------------------------------------------------

    def _is_dynamic_lr_or_weight_decay(self) -> bool:
        return self.dynamic_lr or self.dynamic_weight_decay

    def _grad_sparse_indices_deduplicate(self, gradients: Any) -> Any:
        return gradients  # which are dense

    def _set_base_target(self, value: str) -> None:
        self.target = value

    def broadcast_params(self, optim_result: Any) -> Any:
        """What the step returned, as it is: one device holds all parameters."""
        return optim_result

    def flatten_gradients(self, gradients: Any) -> Any:
        """The gradients as they are: there is no flat memory of all parameters here."""
        return gradients

    def decay_weight(self, gradients: Any) -> Any:
        """The gradients with weight decay times parameter added."""
        if not self.exec_weight_decay:
            return gradients
        return decay_weights(self.parameters, tuple(gradients), self._current_decays(), self._plan)

    def gradients_centralization(self, gradients: Any) -> Any:
        """The gradients, less their mean in groups with "grad_centralization"."""
        if not self.is_group or not any(self.grad_centralization):
            return gradients
        return centralize_gradients(tuple(gradients), self._plan)

    def scale_grad(self, gradients: Any) -> Any:
        """The gradients divided by the loss scale."""
        if not self.need_scale:
            return gradients
        return scale_gradients(tuple(gradients), self.reciprocal_scale)

    def construct(self, *hyper_params: Any) -> Any:
        """One step; to be defined by the optimizer."""
        raise NotImplementedError(f"For '{self.cls_name}', the method 'construct' must be defined.")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """One step with the given gradients; all that was recorded up to its end then runs."""
        result = super().__call__(*args, **kwargs)
        cut("end of an optimizer's step")
        return result

    # -- one step --------------------------------------------------------------------------------------------

    def _current_rates(self) -> tuple:
        """The rate of each group."""
        if not self.dynamic_lr:
            return self._group_rates
        if self._rates_of_list is not None:
            self._check_rates_left(self._rates_of_list)
        return tuple([bare_rate(cell(self.global_step)) for cell in self._group_rates])

    def _current_decays(self) -> tuple:
        return tuple([self._decay_value(decay) for decay in self._decays])

    def _decay_value(self, decay: Any) -> Tensor:
        return decay(self.global_step) if isinstance(decay, Cell) else decay

    def _check_rates_left(self, length: int) -> None:
        """RuntimeError where a list of rates is used up. The step is read only where this optimizer does not know it;
        inside a compiled function nobody does, and `rate_of_step` gives NaN."""
        result = self.global_step._result()
        if result is not self._known_step[0]:
            if result.array is None or ambient.recorder is not None:
                return
            self.__dict__["_known_step"] = (result, int(np.asarray(result.array)[0]))
        if self._known_step[1] >= length:
            raise RuntimeError(
                f"For '{self.cls_name}', the list of learning rates has {length} entries, but this is step "
                f"{self._known_step[1] + 1}: give one rate for each step."
            )

    def _checked(self, gradients: Any) -> tuple:
        """The gradients as a tuple that fits the parameters."""
        if not isinstance(gradients, list | tuple) or len(gradients) != self.param_length:
            got = f"{len(gradients)}" if isinstance(gradients, list | tuple) else type(gradients).__name__
            raise RuntimeError(
                f"For '{self.cls_name}', a tuple of {self.param_length} gradients is expected, one for each parameter, "
                f"but got {got}."
            )
        for parameter, gradient in zip(self.parameters, gradients, strict=True):
            if not isinstance(gradient, Tensor):
                raise TypeError(
                    f"For '{self.cls_name}', the gradients must be Tensors, but got {type(gradient).__name__}."
                )
            if gradient.shape != parameter.shape:
                raise RuntimeError(
                    f"For '{self.cls_name}', the gradient of '{parameter.name}' must have its shape {parameter.shape}, "
                    f"but got {gradient.shape}."
                )
        return tuple(gradients)

    def _update(
        self,
        rule: Any,
        gradients: Any,
        slots: tuple[ParameterTuple, ...] = (),
        coefficients: tuple = (),
        shared: tuple[Parameter, ...] = (),
        flags: tuple = (),
    ) -> tuple[bool, ...]:
        """Records one step of a rule, and binds the parameters, their slots and what is shared to its results.

        This is the call ``rule(step, rates, ...)``, written out for speed: the key of the call stays the same for ever.
        """
        gradients = self._checked(gradients)
        step, parameters = self.global_step, self.parameters
        decays = self._current_decays() if self.exec_weight_decay else ()
        scale = (self.reciprocal_scale,) if self.need_scale else ()
        groups = (self._current_rates(), decays, scale, coefficients, shared, parameters, gradients, *slots)
        if self._key is None:
            self.__dict__["_key"] = _key_of(groups, len(slots), self._plan, flags)
        handles = (step, *chain.from_iterable(groups))
        if ambient.recorder is not None:
            ambient.recorder.read_all(handles)
        inputs = tuple([h._value.result if h._alias is None else h._result() for h in handles])
        outputs, _ = record(rule, self._key, _TYPES, inputs)
        knows_step = self._known_step[0] is inputs[0]
        bind = Handle._bind_result if not current().scopes else Parameter._bind_result
        for handle, output in zip(chain((step, *shared), parameters, *slots), outputs, strict=True):
            bind(handle, output)
        if ambient.recorder is not None:
            self.__dict__["_known_step"] = (None, 0)
        elif knows_step:
            self.__dict__["_known_step"] = (outputs[0], self._known_step[1] + 1)
        return self._success


_TYPES = (tuple, tuple)  # of the plan and the flags


def _key_of(groups: tuple, slots: int, plan: tuple, flags: tuple) -> tuple:
    """What the engine finds the operator of a step by: which arguments are arrays, and the static ones."""
    rates, decays, scale, *rest = [(ARRAY,) * len(group) for group in groups]
    before, of_slots = rest[:-slots] if slots else rest, tuple(rest[-slots:]) if slots else ()
    return (ARRAY, rates, decays, ARRAY if scale else None, *before, of_slots, plan, flags)


def _assign_add(parameter: Parameter, value: Tensor) -> Parameter:
    """Adds to a Parameter in place, as the primitive that optimizers of one's own find in ``self.assignadd``."""
    parameter._bind(parameter + value)
    return parameter
