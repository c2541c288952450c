"""Parameter groups: what an optimizer's arguments say of each parameter's rate, weight decay and centralization."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from msgrad._checkparam import check_bool
from msgrad.common import dtype as mstype
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.nn.cell import Cell
from msgrad.nn.learning_rate_schedule import LearningRateSchedule

KEYS = ("params", "lr", "weight_decay", "order_params", "grad_centralization")


class _WrappedWeightDecay(Cell):
    """A weight decay that depends on the step, times the loss scale."""

    def __init__(self, weight_decay: Cell, loss_scale: float) -> None:
        super().__init__()
        self.weight_decay = weight_decay
        self.loss_scale = loss_scale

    def construct(self, global_step: Tensor) -> Tensor:
        return self.weight_decay(global_step) * self.loss_scale


class Groups:
    """The arguments of an optimizer, checked and laid out by parameter.

    Attributes:
        is_group: whether the parameters came in dictionaries.
        parameters: all parameters, in order.
        ordered: whether "order_params" gave that order.
        rates: the different rates as (number, array of one rate for each step, or schedule; name of its Parameter).
        rate_of: for each parameter, the position of its rate in ``rates``.
        length_of_lists: the number of steps that lists of rates have, or None.
        centralize: for each parameter, whether its gradients are centralized.
        weight_decay: the weight decay times the loss scale as Tensor or Cell; with groups a tuple by parameter.
        decays: the different weight decays other than 0.
        decay_of: for each parameter, the position of its decay in ``decays``, or None where it has none.
        decay_flags: for each parameter, whether a weight decay applies to it.
    """

    def __init__(self, parameters: Any, learning_rate: Any, who: str) -> None:
        self.who = who
        self.length_of_lists: int | None = None
        self.ordered = False
        self.rates: list[tuple[Any, str]] = []
        default_rate = self.check_rate(learning_rate)
        items = check_parameters(parameters)
        self.is_group = isinstance(items[0], dict)
        self.is_group_lr = self.is_group and any("lr" in item for item in items)
        if self.is_group:
            self.lay_out(items, default_rate)
        else:
            check_unique_names(items)
            self.rates.append((default_rate, "learning_rate"))
            self.rows = [Row(item, 0) for item in items]
        self.parameters = [row.parameter for row in self.rows]
        self.rate_of = [row.rate for row in self.rows]
        self.centralize = tuple([row.centralize for row in self.rows])
        self.dynamic_lr = any(np.ndim(rate) == 1 or isinstance(rate, Cell) for rate, _ in self.rates)

    def lay_out(self, groups: list[dict[str, Any]], default_rate: Any) -> None:
        """A row for each parameter of the groups."""
        rows: dict[int, Row] = {}
        default: int | None = None
        order: list[Parameter] | None = None
        for number, group in enumerate(groups):
            if "order_params" in group:
                if len(group) > 1:
                    raise ValueError(
                        f"For 'Optimizer', a group with 'order_params' must have no other keys, but got {list(group)}."
                    )
                order = list(group["order_params"])
                continue
            members = check_group(group)
            if "lr" in group:
                self.rates.append((self.check_rate(group["lr"]), f"learning_rate_group_{number}"))
                rate = len(self.rates) - 1
            else:
                if default is None:
                    self.rates.append((default_rate, "learning_rate"))
                    default = len(self.rates) - 1
                rate = default
            centralize = check_bool(group.get("grad_centralization", False), "grad_centralization", "Optimizer")
            for member in members:
                if id(member) in rows:
                    raise RuntimeError(f"For 'Optimizer', the parameter '{member.name}' is given more than once.")
                rows[id(member)] = Row(member, rate, centralize, group)
        if order is not None:
            if len(order) != len(rows) or {id(member) for member in order} != set(rows):
                raise ValueError(
                    "For 'Optimizer', 'order_params' must have every parameter of the groups exactly once."
                )
            self.ordered = True
            rows = {id(member): rows[id(member)] for member in order}
        self.rows = list(rows.values())
        check_unique_names([row.parameter for row in self.rows])

    def check_rate(self, rate: Any) -> Any:
        """A float, a float32 array of one rate for each step, or a schedule."""
        if isinstance(rate, LearningRateSchedule):
            return rate
        if isinstance(rate, Tensor):
            if rate.ndim > 1:
                raise ValueError(
                    f"For 'Optimizer', a Tensor as 'learning_rate' must have 0 or 1 dimensions, but got {rate.ndim}."
                )
            values = np.array(rate.asnumpy(), np.float32)
            return self.check_list(values) if values.ndim else self.check_rate(float(values))
        if isinstance(rate, int | float):
            if rate < 0:
                raise ValueError(f"For '{self.who}', the 'learning_rate' must be at least 0, but got {rate}.")
            return float(rate)
        if isinstance(rate, Iterable) and not isinstance(rate, Cell):
            return self.check_list(np.array([float(value) for value in rate], np.float32))
        raise TypeError(
            "For 'Optimizer', the 'learning_rate' must be an int, float, Tensor, iterable or LearningRateSchedule, "
            f"but got {type(rate).__name__}."
        )

    def check_list(self, rates: np.ndarray) -> np.ndarray:
        """The rates of all steps; all lists of one optimizer have the same length."""
        if self.length_of_lists not in (None, len(rates)):
            raise ValueError(
                "For 'Optimizer', all lists of learning rates must have the same length, "
                f"but got {self.length_of_lists} and {len(rates)}."
            )
        self.length_of_lists = len(rates)
        return rates

    def set_decays(self, weight_decay: Any, loss_scale: float, allow_cells: bool, spare: bool) -> None:
        """Lays out the weight decays: the default, or what a parameter's group says. Without groups, parameters of
        normalization layers are spared, by their names, where ``spare`` is True."""
        made: dict[Any, Any] = {}  # by number or identity of the Cell

        def scaled(decay: Any) -> Any:
            decay = check_decay(decay, self.who, allow_cells)
            if decay not in made:
                is_cell = isinstance(decay, Cell)
                made[decay] = _WrappedWeightDecay(decay, loss_scale) if is_cell else _tensor(decay * loss_scale)
            return decay

        default = scaled(weight_decay)
        if self.is_group:
            of_rows = [
                scaled(row.group["weight_decay"]) if "weight_decay" in row.group else default for row in self.rows
            ]
            self.weight_decay: Any = tuple([made[decay] for decay in of_rows])
            self.decay_flags = tuple([decay != 0 for decay in of_rows])
        else:
            of_rows = [default] * len(self.rows)
            self.weight_decay = made[default]
            self.decay_flags = tuple([not (spare and _is_of_normalization(p.name)) for p in self.parameters])
        different = [decay for decay in made if decay != 0]
        self.decays = [made[decay] for decay in different]
        self.decay_of = [
            different.index(decay) if flag and decay != 0 else None
            for decay, flag in zip(of_rows, self.decay_flags, strict=True)
        ]


@dataclass
class Row:
    """What holds for one parameter."""

    parameter: Parameter
    rate: int
    centralize: bool = False
    group: dict[str, Any] = field(default_factory=dict)


def _tensor(number: float) -> Tensor:
    return Tensor(number, mstype.float32)


def _is_of_normalization(name: str) -> bool:
    return "beta" in name or "gamma" in name


def check_decay(decay: Any, who: str, allow_cells: bool) -> Any:
    """A float of at least 0, or a Cell."""
    if isinstance(decay, Cell) and allow_cells:
        return decay
    if isinstance(decay, Cell) or not isinstance(decay, int | float):
        allowed = "an int, float or Cell" if allow_cells else "an int or float"
        raise TypeError(f"For '{who}', the 'weight_decay' must be {allowed}, but got {type(decay).__name__}.")
    if decay < 0:
        raise ValueError(f"For '{who}', the 'weight_decay' must be at least 0, but got {decay}.")
    return float(decay)


def check_parameters(parameters: Any) -> list[Any]:
    """A list of Parameters or of dictionaries."""
    if isinstance(parameters, Parameter) or not isinstance(parameters, Iterable):
        raise TypeError(
            "For 'Optimizer', the parameters must be an iterable of Parameters or of dictionaries, "
            f"but got {type(parameters).__name__}."
        )
    items = list(parameters)
    if not items:
        raise ValueError("For 'Optimizer', the parameters must not be empty.")
    for kind in (Parameter, dict):
        if all(isinstance(item, kind) for item in items):
            return items
    kinds = sorted({type(item).__name__ for item in items})
    raise TypeError(
        f"For 'Optimizer', the parameters must all be Parameters or all be dictionaries, but got {', '.join(kinds)}."
    )


def check_group(group: dict[str, Any]) -> list[Parameter]:
    """The parameters of a group."""
    unknown = [key for key in group if key not in KEYS]
    if unknown:
        raise KeyError(f"For 'Optimizer', the keys of a group must be among {', '.join(KEYS)}, but got {unknown}.")
    if "params" not in group:
        raise KeyError("For 'Optimizer', a group must have the key 'params'.")
    items = check_parameters(group["params"])
    if isinstance(items[0], dict):
        raise TypeError("For 'Optimizer', the 'params' of a group must be Parameters, but got dict.")
    return items


def check_unique_names(parameters: list[Parameter]) -> None:
    """ValueError where two parameters have one name, or one is given twice."""
    seen = set()
    for parameter in parameters:
        if parameter.name in seen:
            raise ValueError(
                f"For 'Optimizer', the name '{parameter.name}' is given twice; names of parameters must be unique."
            )
        seen.add(parameter.name)
