"""What the optimizers of mint share: groups of parameters, each with its settings, which may be changed between steps.

A step of a group is one recorded operator over all its parameters; the rates are its inputs, so that changing them
compiles nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from msgrad.common.parameter import Parameter, ParameterTuple
from msgrad.common.tensor import Tensor
from msgrad.engine import cut
from msgrad.nn.cell import Cell


class Optimizer(Cell):
    """Base of Adam, AdamW and SGD.

    ``param_groups`` is a list of dictionaries: "params", "lr" (a Parameter, or a number that took its place) and the
    other settings.

    Args:
        params: an iterable of Parameters, or of dictionaries with "params" and the settings that are not the defaults.
        defaults: the settings of groups that do not say otherwise.

    Raises:
        TypeError: for params of another kind.
        ValueError: if there are none, or one is in two groups.
        KeyError: for a group without "params".
    """

    def __init__(self, params: Any, defaults: dict[str, Any]) -> None:
        super().__init__(auto_prefix=False)
        who = type(self).__name__
        if isinstance(params, Parameter | Tensor | str):
            raise TypeError(f"For '{who}', the 'params' must be an iterable, but got {type(params).__name__}.")
        groups = list(params)
        if not groups:
            raise ValueError(f"For '{who}', the 'params' must not be empty.")
        self.defaults = defaults
        self.param_groups: list[dict[str, Any]] = []
        for group in groups if isinstance(groups[0], dict) else [{"params": groups}]:
            self._add_group(group)
        self.parameters = ParameterTuple([p for group in self.param_groups for p in group["params"]])

    def _add_group(self, group: Any) -> None:
        """Adds a group; the settings that it does not have are the defaults."""
        who = type(self).__name__
        if not isinstance(group, dict):
            raise TypeError(f"For '{who}', a group must be a dict, but got {type(group).__name__}.")
        params = group["params"]
        params = [params] if isinstance(params, Parameter) else list(params)
        for item in params:
            if not isinstance(item, Parameter):
                raise TypeError(f"For '{who}', the 'params' must hold Parameters, but got {type(item).__name__}.")
        known = {id(p) for other in self.param_groups for p in other["params"]}
        if len({id(p) for p in params}) < len(params) or any(id(p) in known for p in params):
            raise ValueError(f"For '{who}', a parameter must not be in more than one group, nor twice in one.")
        group = {**self.defaults, **group, "params": params}
        name = f"learning_rate_group_{len(self.param_groups)}"
        group["lr"] = Parameter(Tensor(np.float32(group["lr"])), name=name)
        self.param_groups.append(group)

    def __repr__(self) -> str:
        lines = [f"{type(self).__name__} ("]
        for number, group in enumerate(self.param_groups):
            lines.append(f"Parameter Group {number}")
            for key in sorted(group):
                if key != "params":
                    value = group[key]
                    shown = f"{float(value.asnumpy()):.6g}" if key == "lr" and isinstance(value, Parameter) else value
                    lines.append(f"    {key}: {shown}")
        return "\n".join([*lines, ")"])

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """One step with the given gradients; all that was recorded up to its end then runs."""
        result = super().__call__(*args, **kwargs)
        cut("end of an optimizer's step")
        return result

    def construct(self, gradients: Any) -> bool:
        """One step."""
        gradients = self._checked(gradients)
        start = 0
        self._before_step()
        for number, group in enumerate(self.param_groups):
            stop = start + len(group["params"])
            self._step_of_group(number, group, gradients[start:stop], slice(start, stop))
            start = stop
        return True

    def _before_step(self) -> None:
        """What all groups share moves on."""

    def _step_of_group(self, number: int, group: dict[str, Any], gradients: tuple, places: slice) -> None:
        raise NotImplementedError(f"For '{type(self).__name__}', '_step_of_group' must be defined.")

    def _apply(self, rule: Callable, group: dict[str, Any], gradients: tuple, slots: tuple, *rest: Any) -> None:
        """Calls a rule, the operator of a group's step, and binds parameters and slots to what it gives."""
        handles = [*group["params"], *[h for slot in slots for h in slot]]
        new = rule(tuple(group["params"]), gradients, tuple([tuple(slot) for slot in slots]), group["lr"], *rest)
        for handle, value in zip(handles, new, strict=True):
            handle.assign_value(value)

    def _checked(self, gradients: Any) -> tuple:
        who = type(self).__name__
        gradients = (gradients,) if isinstance(gradients, Tensor) else gradients
        if not isinstance(gradients, list | tuple) or len(gradients) != len(self.parameters):
            got = f"{len(gradients)}" if isinstance(gradients, list | tuple) else type(gradients).__name__
            raise ValueError(
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
