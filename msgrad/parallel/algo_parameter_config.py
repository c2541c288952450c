"""Parameters of the search for a strategy. There is nothing to search on one device: they are checked and kept."""

from __future__ import annotations

from typing import Any

import numpy as np

from msgrad._checkparam import check_type
from msgrad._names import missing_name_getattr

__all__ = ["get_algo_parameters", "reset_algo_parameters", "set_algo_parameters"]

_DEFAULTS: dict[str, Any] = {
    "fully_use_devices": False,
    "elementwise_op_strategy_follow": False,
    "enable_algo_approxi": False,
    "algo_approxi_epsilon": 0.1,
    "tensor_slice_align_enable": False,
    "tensor_slice_align_size": 16,
}
_RANGES: dict[str, tuple[float, float]] = {"algo_approxi_epsilon": (0, 1), "tensor_slice_align_size": (1, 1024)}

_settings = dict(_DEFAULTS)


def set_algo_parameters(**kwargs: Any) -> None:
    """Keeps parameters of the search.

    Args:
        kwargs: ``fully_use_devices``, ``elementwise_op_strategy_follow``, ``enable_algo_approxi`` and
            ``tensor_slice_align_enable`` (bool), ``algo_approxi_epsilon`` (a float in (0, 1]),
            ``tensor_slice_align_size`` (an int in [1, 1024]).

    Raises:
        ValueError: for other names, and numbers out of range.
        TypeError: for values of other types.

    >>> from mindspore import parallel
    >>> parallel.set_algo_parameters(tensor_slice_align_size=32)
    >>> parallel.get_algo_parameters("tensor_slice_align_size")
    32
    >>> parallel.reset_algo_parameters()
    """
    for name, value in kwargs.items():
        if name not in _DEFAULTS:
            raise ValueError(f"Set context keyword {name} is not recognized!")
        check_type(value, type(_DEFAULTS[name]), name, "set_algo_parameters")
        if name in _RANGES:
            low, high = _RANGES[name]
            if not (low < value or low == value == 1) or value > high:
                raise ValueError(
                    f"For 'set_algo_parameters', the '{name}' must be in [{low}, {high}], but got {value}."
                )
        _settings[name] = value


def get_algo_parameters(attr_key: str) -> Any:
    """A parameter of the search; a float as float32 has it. ValueError for other names."""
    if attr_key not in _settings:
        raise ValueError(f"Get context keyword {attr_key} is not recognized!")
    value = _settings[attr_key]
    return float(np.float32(value)) if isinstance(value, float) else value


def reset_algo_parameters() -> None:
    """All parameters of the search as in a fresh process."""
    _settings.update(_DEFAULTS)


__getattr__ = missing_name_getattr(__name__)
