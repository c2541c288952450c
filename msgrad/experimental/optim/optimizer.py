"""What optimizers with groups share: each group has its settings, which may be changed between steps.

A step of a group is one recorded operator over all its parameters, made of rules as those of `msgrad.nn.optim` are.
Rates, decays and coefficients are its inputs, so that changing them compiles nothing.
"""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from msgrad._checkparam import check_type
from msgrad.common.parameter import Parameter, ParameterTuple
from msgrad.common.tensor import Tensor
from msgrad.engine import cut
from msgrad.engine.ambient import ambient
from msgrad.nn.cell import Cell
from msgrad.ops.function import add, neg


class _Settings:
    """A group as an object whose attributes are the group's settings: so `jit` notices when one is another."""

    def __init__(self, group: dict[str, Any]) -> None:
        self.__dict__ = group


class Optimizer(Cell):
    """Base of optimizers with groups of parameters.

    ``param_groups`` is a list of dictionaries: "params", "lr" (a Parameter; a number or Tensor may take its place) and
    the other settings. A class of one's own defines ``construct(gradients)``.

    Args:
        params: an iterable of Parameters, or of dictionaries with "params" and the settings that are not the defaults.
        defaults: the settings of groups that do not say otherwise; "lr" must be among them or in every group.

    Raises:
        TypeError: for params, rates or decays of another kind.
        ValueError: if there are no params, one is in two groups, two have one name, or a number is below 0.
        KeyError: for a group without "params".

    >>> from mindspore import Parameter, Tensor
    >>> from mindspore.experimental import optim
    >>> a, b = [Parameter(Tensor([1.0]), name=name) for name in "ab"]
    >>> optimizer = optim.SGD([{"params": a}, {"params": b, "lr": 0.5}], lr=0.25)
    >>> optimizer((Tensor([1.0]), Tensor([1.0])))
    True
    >>> print(a.asnumpy(), b.asnumpy())
    [0.75] [0.5]
    """

    _step_name: str | None = "step_t"  # the Parameter that counts the steps, for rules that depend on them

    def __init__(self, params: Any, defaults: dict[str, Any]) -> None:
        super().__init__(auto_prefix=False)
        groups = _checked_params(params, self.cls_name)
        self.defaults = defaults
        self.state: defaultdict[Any, dict] = defaultdict(dict)
        self.param_groups: list[dict[str, Any]] = []
        self.lrs: list[Parameter] = []
        self.group_start_id = [0]
        self.parameters: tuple[Parameter, ...] = ParameterTuple(())
        self._all_given = False
        self._settings: list[_Settings] = []
        self._slot_makers: dict[str, Callable[[ParameterTuple], Any]] = {}
        for group in groups if isinstance(groups[0], dict) else [{"params": groups}]:
            self.add_param_group(group)
        self._all_given = True

    def add_param_group(self, param_group: dict[str, Any]) -> None:
        """Adds a group; the settings that it does not have are the defaults."""
        who = self.cls_name
        if not isinstance(param_group, dict):
            raise TypeError(f"For '{who}', a group must be a dict, but got {type(param_group).__name__}.")
        params = param_group["params"]
        if isinstance(params, set):
            raise TypeError(f"For '{who}', the 'params' of a group must be in an order, but got a set.")
        params = [params] if isinstance(params, Parameter) else list(params)
        for item in params:
            if not isinstance(item, Parameter):
                raise TypeError(f"For '{who}', the 'params' must hold Parameters, but got {type(item).__name__}.")
        known = {id(p) for p in self.parameters}
        if any(id(p) in known for p in params):
            raise ValueError(f"For '{who}', a parameter must not be in more than one group.")
        if len({id(p) for p in params}) < len(params):
            warnings.warn(f"For '{who}', a group has a parameter twice.", stacklevel=2)
        param_group["params"] = params
        for name, default in self.defaults.items():
            param_group.setdefault(name, default)
        rate = _checked_rate(param_group.get("lr"), f"learning_rate_group_{len(self.param_groups)}", who)
        param_group["weight_decay"] = _checked_decay(param_group.get("weight_decay", 0.0), who)
        param_group["lr"] = rate
        self.lrs.append(rate)
        self.param_groups.append(param_group)
        self._settings.append(_Settings(param_group))
        self.group_start_id.append(self.group_start_id[-1] + len(params))
        parameters = ParameterTuple((*self.parameters, *params))
        # As in MindSpore, what is added later belongs to the optimizer, but is not among its own Parameters.
        self.parameters = tuple(parameters) if self._all_given else parameters
        for attribute, make in self._slot_makers.items():
            setattr(self, attribute, _joined(getattr(self, attribute), make(ParameterTuple(params))))

    def _add_slots(self, attribute: str, prefix: str | None = None, init: Any = "zeros") -> None:
        """An attribute with a Parameter like every parameter."""
        self._add_slots_by(attribute, lambda parameters: parameters.clone(prefix or attribute, init))

    def _add_scalars(self, attribute: str, value: float) -> None:
        """An attribute with a number for every parameter."""
        self._add_slots_by(
            attribute, lambda ps: [Parameter(Tensor(np.float32(value)), name=f"{attribute}_{p.name}") for p in ps]
        )

    def _add_slots_by(self, attribute: str, make: Callable[[ParameterTuple], Any]) -> None:
        self._slot_makers[attribute] = make
        setattr(self, attribute, make(ParameterTuple(self.parameters)))

    def _add_step(self, shape: tuple[int, ...] = (), dtype: Any = np.int32) -> None:
        """The Parameter that counts the steps."""
        assert self._step_name is not None
        setattr(self, self._step_name, Parameter(Tensor(np.zeros(shape, dtype)), name=self._step_name))

    def __repr__(self) -> str:
        groups = []
        for number, group in enumerate(self.param_groups):
            lines = [f"Parameter Group {number}"]
            for key in sorted(key for key in group if key != "params"):
                value = group[key]
                shown = value.value() if key == "lr" and isinstance(value, Parameter) else value
                lines.append(f"    {key}: {shown}")
            groups.append("\n".join(lines))
        return f"{self.cls_name} (\n" + "\n\n".join(groups) + "\n)"

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """One step with the given gradients; all that was recorded up to its end then runs."""
        result = super().__call__(*args, **kwargs)
        cut("end of an optimizer's step")
        return result

    def construct(self, gradients: Any) -> bool:
        """One step."""
        gradients = self._checked(gradients)
        if ambient.recorder is not None:
            for settings in self._settings:
                ambient.recorder.watch(settings)
        for number, group in enumerate(self.param_groups):
            places = slice(*self.group_start_id[number : number + 2])
            of_group = gradients[places]
            if group.get("maximize"):
                of_group = tuple([neg(gradient) for gradient in of_group])
            self._step_of_group(group, of_group, places)
        if self._step_name is not None and (step := getattr(self, self._step_name, None)) is not None:
            step.assign_value(add(step, 1))
        return True

    def _step_of_group(self, group: dict[str, Any], gradients: tuple, places: slice) -> None:
        """One step of a group, whose parameters are at ``places`` among all. The step is counted afterwards."""
        raise NotImplementedError(f"For '{self.cls_name}', 'construct' must be defined.")

    def _update(
        self,
        rule: Any,
        group: dict[str, Any],
        gradients: tuple,
        slots: tuple = (),
        coefficients: tuple = (),
        flags: tuple = (),
        rate: Any = None,
    ) -> None:
        """Records one step of a rule (see `msgrad.nn.optim.optimizer.update_rule`) for a group, and binds its
        parameters and their slots to the results."""
        parameters, decay = tuple(group["params"]), group["weight_decay"]
        plan = ((0, 0 if decay else None, False),) * len(parameters)
        decays = (decay,) if decay else ()
        rates = (group["lr"] if rate is None else rate,)
        slots = tuple([tuple(slot) for slot in slots])
        _, *new = rule(0, rates, decays, None, coefficients, (), parameters, gradients, slots, plan, flags)
        for handle, value in zip((*parameters, *[h for slot in slots for h in slot]), new, strict=True):
            handle.assign_value(value)

    def _checked(self, gradients: Any) -> tuple:
        who = self.cls_name
        gradients = (gradients,) if isinstance(gradients, Tensor) else gradients
        if not isinstance(gradients, list | tuple) or len(gradients) != len(self.parameters):
            got = f"{len(gradients)}" if isinstance(gradients, list | tuple) else type(gradients).__name__
            raise RuntimeError(
                f"For '{who}', a tuple of {len(self.parameters)} gradients is expected, one for each parameter, "
                f"but got {got}."
            )
        for parameter, gradient in zip(self.parameters, gradients, strict=True):
            if not isinstance(gradient, Tensor):
                raise TypeError(f"For '{who}', the gradients must be Tensors, but got {type(gradient).__name__}.")
            if gradient.shape != parameter.shape:
                raise ValueError(
                    f"For '{who}', the gradient of '{parameter.name}' must have its shape {parameter.shape}, "
                    f"but got {gradient.shape}."
                )
        return tuple(gradients)


def _joined(old: Any, new: Any) -> Any:
    return ParameterTuple((*old, *new)) if isinstance(old, ParameterTuple) else [*old, *new]


def _checked_params(params: Any, who: str) -> list:
    if params is None:
        raise ValueError(f"For '{who}', the 'params' must not be None.")
    if isinstance(params, Tensor | str) or not isinstance(params, Iterable):
        raise TypeError(
            f"For '{who}', the 'params' must be an iterable of Parameters or dictionaries, "
            f"but got {type(params).__name__}."
        )
    groups = list(params)
    if not groups:
        raise ValueError(f"For '{who}', the 'params' must not be empty.")
    return groups


def _checked_rate(rate: Any, name: str, who: str) -> Parameter:
    if isinstance(rate, Tensor):
        if rate.ndim:
            raise ValueError(f"For '{who}', a Tensor as 'lr' must have no dimensions, but got shape {rate.shape}.")
        return Parameter(Tensor(np.float32(rate.asnumpy())), name=name)
    if not isinstance(rate, int | float):
        raise TypeError(f"For '{who}', the 'lr' must be an int, float or Tensor, but got {type(rate).__name__}.")
    if rate < 0:
        raise ValueError(f"For '{who}', the 'lr' must be at least 0, but got {rate}.")
    return Parameter(Tensor(np.float32(rate)), name=name)


def _checked_decay(decay: Any, who: str) -> float:
    if not isinstance(decay, int | float):
        raise TypeError(f"For '{who}', the 'weight_decay' must be an int or float, but got {type(decay).__name__}.")
    if decay < 0:
        raise ValueError(f"For '{who}', the 'weight_decay' must be at least 0, but got {decay}.")
    return float(decay)


def at_least(who: str, least: float = 0.0, **numbers: Any) -> None:
    """ValueError for a number below ``least``, TypeError for what is no number."""
    _bounded(who, numbers, lambda value: value >= least, f"at least {least:g}")


def above(who: str, bound: float = 0.0, **numbers: Any) -> None:
    """ValueError for a number that is not above ``bound``, TypeError for what is no number."""
    _bounded(who, numbers, lambda value: value > bound, f"above {bound:g}")


def _bounded(who: str, numbers: dict[str, Any], holds: Callable[[Any], Any], words: str) -> None:
    for name, value in numbers.items():
        if not isinstance(value, int | float | Tensor):
            raise TypeError(f"For '{who}', the '{name}' must be a number, but got {type(value).__name__}.")
        if not holds(value):
            raise ValueError(f"For '{who}', the '{name}' must be {words}, but got {value}.")


def check_betas(who: str, betas: Any, floats: bool = True) -> None:
    """ValueError unless both betas are in [0, 1), TypeError unless they are floats, or numbers where ``floats`` is
    False, IndexError where there is but one."""
    if not isinstance(betas, list | tuple):
        raise TypeError(f"For '{who}', the 'betas' must be a tuple of two floats, but got {type(betas).__name__}.")
    if len(betas) < 2:
        raise IndexError(f"For '{who}', the 'betas' must be a tuple of two floats, but got {betas}.")
    for i, beta in enumerate(betas):
        check_type(beta, float if floats else (int, float), f"betas[{i}]", who)
        if not 0 <= beta < 1:
            raise ValueError(f"For '{who}', the 'betas[{i}]' must be in [0, 1), but got {beta}.")
