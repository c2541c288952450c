"""How work is to be divided over devices: `set_auto_parallel_context` and the settings of parameter servers.

There is one process (see `world`), so there is nothing to divide. Settings are checked and kept; of those that say how
the work would be divided, one process has nothing to do. With those that would change what is computed (more devices,
ranks or stages than there are), nothing can be trained: optimizers and reducers ask `check_alone`.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any, ClassVar

from msgrad.common.world import world

__all__ = [
    "ParallelMode",
    "get_auto_parallel_context",
    "get_ps_context",
    "reset_auto_parallel_context",
    "reset_ps_context",
    "set_auto_parallel_context",
    "set_ps_context",
]


class ParallelMode:
    """The ways to divide the work.

    >>> from mindspore import ParallelMode
    >>> ParallelMode.DATA_PARALLEL
    'data_parallel'
    """

    STAND_ALONE = "stand_alone"
    DATA_PARALLEL = "data_parallel"
    HYBRID_PARALLEL = "hybrid_parallel"
    SEMI_AUTO_PARALLEL = "semi_auto_parallel"
    AUTO_PARALLEL = "auto_parallel"
    MODE_LIST: ClassVar = [STAND_ALONE, DATA_PARALLEL, HYBRID_PARALLEL, SEMI_AUTO_PARALLEL, AUTO_PARALLEL]


_WHO = "set_auto_parallel_context"
Check = Callable[[str, Any], Any]  # of a name and a value: the value to keep


def _of(*kinds: type) -> Check:
    def check(name: str, value: Any) -> Any:
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            names = " or ".join(kind.__name__ for kind in kinds)
            raise TypeError(f"For '{_WHO}', the '{name}' must be {names}, but got {value!r} ({type(value).__name__}).")
        return value

    return check


_bool, _str, _dict = _of(bool), _of(str), _of(dict)


def _word(*allowed: str) -> Check:
    def check(name: str, value: Any) -> Any:
        if _str(name, value) not in allowed:
            raise ValueError(f"For '{_WHO}', the '{name}' must be one of {', '.join(allowed)}, but got {value!r}.")
        return value

    return check


def _number(lowest: int, highest: int = 2**31 - 1) -> Check:
    def check(name: str, value: Any) -> int:
        if not lowest <= _of(int)(name, value) <= highest:
            raise ValueError(f"For '{_WHO}', the '{name}' must be in [{lowest}, {highest}], but got {value}.")
        return value

    return check


def _strategy(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return _word("full_batch", "data_parallel")(name, value)
    return [list(item) if isinstance(item, tuple) else item for item in _of(str, tuple)(name, value)]


def _indices(name: str, value: Any) -> list[int]:
    for item in _of(list)(name, value):
        _of(int)(name, item)
    return list(value)


def _known(name: str, value: Any, checks: dict[str, Check]) -> dict[str, Any]:
    """A checked dict. ValueError for other keys."""
    unknown = set(_dict(name, value)) - set(checks)
    if unknown:
        raise ValueError(f"For '{_WHO}', the '{name}' has unknown keys {sorted(map(str, unknown))}.")
    return {key: checks[key](f"{name}['{key}']", item) for key, item in value.items()}


def _pipeline_config(name: str, value: Any) -> dict[str, Any]:
    schedulers = _word("1f1b", "gpipe", "seqpipe", "seqvpp", "seqsmartvpp", "zero_bubble_v")
    checks = {"pipeline_interleave": _bool, "pipeline_scheduler": schedulers}
    found = _known(name, value, checks)
    for key in checks:
        if key not in found:
            raise KeyError(f"For '{_WHO}', the '{name}' must have the key '{key}', but got {value}.")
    return found


def _optimizer_config(name: str, value: Any) -> dict[str, Any]:
    checks = {"gradient_accumulation_shard": _bool, "parallel_optimizer_threshold": _of(int)}
    return _known(name, value, checks | {"optimizer_weight_shard_size": _of(int), "optimizer_level": _str})


_FUSION_MODES = ("auto", "index", "size")
_FUSION = {"mode": "auto", "config": None}


def _comm_fusion(name: str, value: Any) -> dict[str, Any]:
    for key, item in _dict(name, value).items():
        if key == "openstate":
            _bool(f"{name}['openstate']", item)
        elif key not in ("allreduce", "allgather", "reducescatter"):
            raise KeyError(
                f"For '{_WHO}', the '{name}' may have openstate, allreduce, allgather and reducescatter, but got {key}."
            )
        elif set(_dict(f"{name}['{key}']", item)) != {"mode", "config"} or item["mode"] not in _FUSION_MODES:
            raise KeyError(
                f"For '{_WHO}', the '{name}['{key}']' must have a 'config' and a 'mode' of {', '.join(_FUSION_MODES)}, "
                f"but got {item}."
            )
    return {**_settings["comm_fusion"], **value}


_CHECKS: dict[str, Check] = {
    "device_num": _number(1),
    "global_rank": _number(0, 4095),
    "gradients_mean": _bool,
    "gradient_fp32_sync": _bool,
    "loss_repeated_mean": _bool,
    "pipeline_stages": _number(1),
    "auto_pipeline": _bool,
    "pipeline_result_broadcast": _bool,
    "pipeline_segments": _number(1),
    "parallel_mode": _word(*ParallelMode.MODE_LIST),
    "search_mode": _word("recursive_programming", "dynamic_programming", "sharding_propagation"),
    "parameter_broadcast": _bool,
    "strategy_ckpt_load_file": _str,
    "strategy_ckpt_save_file": _str,
    "group_ckpt_save_file": _str,
    "full_batch": _bool,
    "dataset_strategy": _strategy,
    "enable_parallel_optimizer": _bool,
    "force_fp32_communication": _bool,
    "parallel_optimizer_config": _optimizer_config,
    "pipeline_config": _pipeline_config,
    "grad_accumulation_step": _number(1),
    "all_reduce_fusion_config": _indices,
    "communi_parallel_mode": _word("all_group_parallel", "same_server_group_parallel", "no_group_parallel"),
    "optimizer_weight_shard_size": _of(int),
    "optimizer_weight_shard_aggregated_save": _bool,
    "sharding_propagation": _bool,
    "enable_alltoall": _bool,
    "strategy_ckpt_config": lambda name, value: {
        **_settings[name],
        **_known(name, value, {"load_file": _str, "save_file": _str, "only_trainable_params": _bool}),
    },
    "comm_fusion": _comm_fusion,
    "dump_local_norm": _of(bool, int),
    "dump_local_norm_path": _str,
    "dump_device_local_norm": _of(bool, int),
    "auto_parallel_new_interface": _of(bool, int),
    "init_param_in_compile": _of(bool, int),
}

_DEFAULTS: dict[str, Any] = {
    "device_num": 1,
    "global_rank": 0,
    "gradients_mean": False,
    "gradient_fp32_sync": True,
    "loss_repeated_mean": True,
    "pipeline_stages": 1,
    "auto_pipeline": False,
    "pipeline_result_broadcast": False,
    "pipeline_interleave": False,
    "pipeline_scheduler": "1f1b",
    "parallel_mode": ParallelMode.STAND_ALONE,
    "search_mode": "recursive_programming",
    "parameter_broadcast": False,
    "strategy_ckpt_load_file": "",
    "strategy_ckpt_save_file": "",
    "full_batch": False,
    "full_batch_is_set": False,
    "dataset_strategy": "data_parallel",
    "enable_parallel_optimizer": False,
    "force_fp32_communication": False,
    "grad_accumulation_step": 1,
    "all_reduce_fusion_config": [],
    "communi_parallel_mode": "all_group_parallel",
    "optimizer_weight_shard_size": -1,
    "optimizer_weight_shard_aggregated_save": False,
    "sharding_propagation": False,
    "enable_alltoall": False,
    "strategy_ckpt_config": {"load_file": "", "save_file": "", "only_trainable_params": True},
    "comm_fusion": {"openstate": True, "allreduce": _FUSION, "allgather": _FUSION, "reducescatter": _FUSION},
    "dump_local_norm": False,
    "dump_local_norm_path": "",
    "dump_device_local_norm": False,
    "auto_parallel_new_interface": False,
    "init_param_in_compile": True,
}
_SAME = {"auto_parallel_search_mode": "search_mode"}
_WRITE_ONLY = ("group_ckpt_save_file", "parallel_optimizer_config", "pipeline_segments")

_settings: dict[str, Any] = deepcopy(_DEFAULTS)


def set_auto_parallel_context(**kwargs: Any) -> None:
    """Says how work is divided over devices, see the module.

    Args:
        kwargs: any of the settings of MindSpore's.

    Raises:
        ValueError: for a name that MindSpore does not know, or a value that is not allowed.
        TypeError: for a value of another type.

    >>> import mindspore
    >>> mindspore.set_auto_parallel_context(parallel_mode="data_parallel", gradients_mean=True)
    >>> mindspore.get_auto_parallel_context("parallel_mode")
    'data_parallel'
    >>> mindspore.reset_auto_parallel_context()
    >>> mindspore.get_auto_parallel_context("gradients_mean")
    False
    """
    for name, value in kwargs.items():
        name = _SAME.get(name, name)
        if name not in _CHECKS:
            raise ValueError(f"Set context keyword {name} is not recognized!")
        value = _CHECKS[name](name, value)
        if name == "pipeline_config":
            _settings.update(value)
        elif name not in _WRITE_ONLY:
            _settings[name] = value
        if name == "full_batch":
            _settings["full_batch_is_set"] = True
            _settings["dataset_strategy"] = "full_batch" if value else "data_parallel"
        elif name == "dataset_strategy":
            _settings["full_batch"] = value != "data_parallel"
            _settings["full_batch_is_set"] = True
        elif name in ("strategy_ckpt_load_file", "strategy_ckpt_save_file"):
            _settings["strategy_ckpt_config"][name.removeprefix("strategy_ckpt_")] = value
        elif name == "strategy_ckpt_config":
            for key in ("load", "save"):
                _settings[f"strategy_ckpt_{key}_file"] = value[f"{key}_file"]


def get_auto_parallel_context(attr_key: str) -> Any:
    """The value of a setting. ValueError for a name that MindSpore does not know."""
    attr_key = _SAME.get(attr_key, attr_key)
    if attr_key not in _settings:
        raise ValueError(f"Get context keyword {attr_key} is not recognized!")
    return _settings[attr_key]


def reset_auto_parallel_context() -> None:
    """All settings as in a fresh process."""
    _settings.clear()
    _settings.update(deepcopy(_DEFAULTS))


def check_alone(who: str) -> None:
    """NotImplementedError where the work is to be divided, and settings say that there is more than one process."""
    if _settings["parallel_mode"] == ParallelMode.STAND_ALONE:
        return  # then MindSpore does not look at them either
    alone = {"device_num": world.size, "global_rank": world.rank, "pipeline_stages": 1, "grad_accumulation_step": 1}
    alone |= {"dump_local_norm": False, "dump_device_local_norm": False}
    for name, value in alone.items():
        if _settings[name] != value:
            raise NotImplementedError(
                f"For '{who}', set_auto_parallel_context({name}={_settings[name]!r}) is not supported: there is one "
                f"process on one device, for which it is {value!r}. Give what get_group_size() and get_rank() give, or "
                f"leave it out."
            )


# -- parameter servers --

_PS_DEFAULTS: dict[str, Any] = {"enable_ps": False, "config_file_path": "", "enable_ssl": False}
_PS_CHECKS: dict[str, Check] = {"enable_ps": _bool, "config_file_path": _str, "enable_ssl": _bool}
_PASSWORDS = ("client_password", "server_password")

_ps_settings = dict(_PS_DEFAULTS)


def set_ps_context(**kwargs: Any) -> None:
    """The settings of parameter servers. Only Parameters that are said to lie on one do, and none can be said to here.

    Args:
        kwargs: ``enable_ps``, ``config_file_path``, ``enable_ssl``, and passwords, which are not kept.

    Raises:
        ValueError: for other names.
        TypeError: for values of other types.
    """
    for name, value in kwargs.items():
        if name in _PASSWORDS:
            _str(name, value)
        elif name not in _PS_CHECKS:
            raise ValueError(f"Set PS context keyword {name} is not recognized!")
        else:
            _ps_settings[name] = _PS_CHECKS[name](name, value)


def get_ps_context(attr_key: str) -> Any:
    """The value of a setting of `set_ps_context`. ValueError for other names."""
    if attr_key not in _ps_settings:
        raise ValueError(f"Get PS context keyword {attr_key} is not recognized!")
    return _ps_settings[attr_key]


def reset_ps_context() -> None:
    """All settings of `set_ps_context` as in a fresh process."""
    _ps_settings.update(_PS_DEFAULTS)
