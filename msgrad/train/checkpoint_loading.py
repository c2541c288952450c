"""Parameters of a checkpoint put into a Cell."""

from __future__ import annotations

import math
import warnings
from typing import Any

from msgrad._checkparam import check_bool
from msgrad.common import dtype as mstype
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.nn.cell import Cell

_KINDS = (
    (mstype.float16, mstype.float32, mstype.float64, mstype.bfloat16),
    (mstype.int8, mstype.int16, mstype.int32, mstype.int64),
)


def load_param_into_net(
    net: Cell, parameter_dict: dict[str, Any], strict_load: bool = False, remove_redundancy: bool = False
) -> tuple[list[str], list[str]]:
    """Puts Parameters into those of a Cell that have the same names.

    A Parameter of another floating (or another signed integer) dtype is cast, with a warning. Where Parameters of
    the Cell find none of their name, but one whose name ends with it, what stands before it is taken for a prefix
    and left away, with a warning. Either all is loaded, or, where an error is raised, nothing is changed.

    Args:
        net: the Cell, or optimizer.
        parameter_dict: Parameters by name, as `load_checkpoint` returns them; entries that are str are passed over.
        strict_load: neither cast nor leave prefixes away.
        remove_redundancy: whether the checkpoint was saved so; a checkpoint of one device is complete either way.

    Returns:
        the names of the Cell's Parameters that were not loaded, and those in the dict that the Cell does not have.

    Raises:
        TypeError: for arguments of other types.
        ValueError: if ``remove_redundancy`` is no bool.
        RuntimeError: for another shape, or a dtype that is not cast.

    >>> from msgrad import Parameter, Tensor, nn, load_param_into_net
    >>> net = nn.Dense(2, 1)
    >>> load_param_into_net(net, {"bias": Parameter(Tensor([5.]), name="bias")})
    (['weight'], [])
    >>> net.bias.asnumpy()
    array([5.], dtype=float32)
    """
    if not isinstance(net, Cell):
        raise TypeError(f"For 'load_param_into_net', the 'net' must be a Cell, but got {type(net).__name__}.")
    if not isinstance(parameter_dict, dict):
        raise TypeError(
            f"For 'load_param_into_net', the 'parameter_dict' must be a dict, but got {type(parameter_dict).__name__}."
        )
    check_bool(strict_load, "strict_load", "load_param_into_net")
    if not isinstance(remove_redundancy, bool):
        raise ValueError(
            f"For 'load_param_into_net', the 'remove_redundancy' must be a bool, but got {remove_redundancy!r}."
        )
    for name, value in parameter_dict.items():
        if not isinstance(name, str) or not isinstance(value, Parameter | str):
            raise TypeError(
                "For 'load_param_into_net', the 'parameter_dict' must have str keys and Parameters, "
                f"but got {name!r} and a {type(value).__name__}."
            )
    available = {name: value for name, value in parameter_dict.items() if isinstance(value, Parameter)}
    targets = {parameter.name: parameter for _, parameter in net.parameters_and_names()}
    pairs = {name: (parameter, available[name]) for name, parameter in targets.items() if name in available}
    if not strict_load:
        _add_prefixed(pairs, targets, available)
    changes = [(target, _fitting(target, source, strict_load)) for target, source in pairs.values()]
    for target, data in changes:
        target.set_data(data)
    missing = [name for name in targets if name not in pairs]
    if missing:
        warnings.warn(
            f"For 'load_param_into_net', {len(missing)} Parameters of the 'net' are not loaded, since the "
            f"'parameter_dict' does not have them: {missing}.",
            stacklevel=2,
        )
    return missing, [name for name in parameter_dict if name not in targets]


def _add_prefixed(
    pairs: dict[str, tuple[Parameter, Parameter]], targets: dict[str, Parameter], available: dict[str, Parameter]
) -> None:
    """Pairs what has no partner of its name yet with entries whose names have a prefix before it."""
    tried: set[str] = set()
    for name in targets:
        if name in pairs:
            continue
        prefix = next((key[: -len(name)] for key in available if key.endswith(name)), None)
        if prefix is None or prefix in tried:
            continue
        tried.add(prefix)
        warnings.warn(
            f"For 'load_param_into_net', the names in the 'parameter_dict' are taken without their prefix '{prefix}'.",
            stacklevel=3,
        )
        for other, parameter in targets.items():
            if other not in pairs and prefix + other in available:
                pairs[other] = parameter, available[prefix + other]


def _fitting(target: Parameter, source: Parameter, strict_load: bool) -> Tensor:
    """The source's data in the shape and dtype of the target."""
    extra = source.shape[len(target.shape) :]
    if source.shape[: len(target.shape)] != target.shape or math.prod(extra) != 1:
        raise RuntimeError(
            f"For 'load_param_into_net', '{target.name}' has the shape {target.shape} in the 'net', but the shape "
            f"{source.shape} in the 'parameter_dict'."
        )
    data: Tensor = source.value()
    if extra:  # further axes of length 1 are left away
        data = data.reshape(target.shape)
    if source.dtype == target.dtype:
        return data
    if strict_load or not any(source.dtype in kind and target.dtype in kind for kind in _KINDS):
        raise RuntimeError(
            f"For 'load_param_into_net', '{target.name}' has the dtype {target.dtype} in the 'net', but "
            f"{source.dtype} in the 'parameter_dict'{' (strict_load=True casts nothing)' if strict_load else ''}."
        )
    warnings.warn(
        f"For 'load_param_into_net', '{target.name}' is cast from {source.dtype} in the 'parameter_dict' to "
        f"{target.dtype} in the 'net'.",
        stacklevel=3,
    )
    return data.astype(target.dtype)
