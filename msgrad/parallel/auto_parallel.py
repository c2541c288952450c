"""A network over several devices: of one, the network itself."""

from __future__ import annotations

import os
from typing import Any

from msgrad._checkparam import check_bool, check_one_of, check_type
from msgrad._names import missing_name_getattr
from msgrad.common.parallel_context import set_auto_parallel_context
from msgrad.nn.cell import Cell

__all__ = ["AutoParallel"]

_LEVELS = ("level1", "level2", "level3")


class AutoParallel(Cell):
    """A network whose work is to be divided over devices.

    What the methods say is checked. Of one device there is nothing to divide, so that it is the network itself; what
    one device cannot do (stages of a pipeline, files of strategies, printed norms) is refused when it is called.

    Args:
        network: the network.
        parallel_mode: "semi_auto", "sharding_propagation" or "recursive_programming".

    Raises:
        TypeError: if the network is no Cell.
        ValueError: for another mode.

    >>> from mindspore import nn
    >>> from mindspore.parallel.auto_parallel import AutoParallel
    >>> print(AutoParallel(nn.ReLU())(Tensor([-1.0, 2.0])))
    [0. 2.]
    """

    def __init__(self, network: Cell, parallel_mode: str = "semi_auto") -> None:
        super().__init__(auto_prefix=False)
        check_one_of(
            parallel_mode, ("semi_auto", "sharding_propagation", "recursive_programming"), "parallel_mode",
            "AutoParallel",
        )  # fmt: skip
        self.network = check_type(network, Cell, "network", "AutoParallel")
        self._parallel_mode = parallel_mode
        self._stages = 1
        self._impossible: dict[str, str] = {}

    def construct(self, *args, **kwargs):
        for method, instead in self._impossible.items():
            raise NotImplementedError(
                f"For 'AutoParallel', {method} is not supported, as there is one device: {instead}."
            )
        return self.network(*args, **kwargs)

    def _refuse(self, method: str, instead: str = "leave the call out") -> None:
        self._impossible[method] = instead

    def _path(self, file_path: Any, endings: str = "") -> str:
        check_type(file_path, str, "file_path", "AutoParallel")
        if endings and (not os.path.isabs(file_path) or not file_path.endswith(endings)):
            raise KeyError(
                f"For 'AutoParallel', the 'file_path' must be an absolute one of a {endings} file, not {file_path!r}."
            )
        return file_path

    def no_init_parameters_in_compile(self) -> None:
        """Parameters are not initialized by the compilation: they never are here."""

    def load_param_strategy_file(self, file_path: str) -> None:
        """Where the strategies of Parameters are read from. TypeError unless it is a str."""
        self._path(file_path)
        self._refuse("load_param_strategy_file")

    def save_param_strategy_file(self, file_path: str) -> None:
        """Where the strategies of Parameters are written to. TypeError unless it is a str."""
        self._path(file_path)
        self._refuse("save_param_strategy_file")

    def disable_strategy_file_only_for_trainable_params(self) -> None:
        """Has the strategies of all Parameters written, not only of trained ones."""

    def load_operator_strategy_file(self, file_path: str) -> None:
        """Where the strategies of operators are read from. KeyError unless it is the absolute path of a .json file."""
        self._path(file_path, ".json")
        self._refuse("load_operator_strategy_file")

    def save_operator_strategy_file(self, file_path: str) -> None:
        """Where the strategies of operators are written to. KeyError unless it is the absolute path of a .json file."""
        self._path(file_path, ".json")
        self._refuse("save_operator_strategy_file")

    def set_group_ckpt_save_file(self, file_path: str) -> None:
        """Where the groups of processes are written to. TypeError unless it is a str."""
        self._path(file_path)
        self._refuse("set_group_ckpt_save_file")

    def dataset_strategy(self, config: Any) -> None:
        """How batches are cut: "full_batch", "data_parallel" or a tuple. TypeError or ValueError for others."""
        set_auto_parallel_context(dataset_strategy=config)

    def hsdp(self, shard_size: int = -1, threshold: int = 64, optimizer_level: str = "level1") -> None:
        """How states of the optimizer are cut. TypeError for arguments of other types, ValueError for other values."""
        if check_type(shard_size, int, "shard_size", "AutoParallel.hsdp") < 1 and shard_size != -1:
            raise ValueError(f"For 'AutoParallel.hsdp', the 'shard_size' must be above 0 or -1, but got {shard_size}.")
        if check_type(threshold, int, "threshold", "AutoParallel.hsdp") < 0:
            raise ValueError(f"For 'AutoParallel.hsdp', the 'threshold' must be at least 0, but got {threshold}.")
        check_one_of(optimizer_level, _LEVELS, "optimizer_level", "AutoParallel.hsdp")

    def pipeline(
        self, stages: int = 1, output_broadcast: bool = False, interleave: bool = False, scheduler: str = "1f1b"
    ) -> None:
        """The stages of a pipeline, of which one device has one. TypeError or ValueError for wrong arguments."""
        if check_type(stages, int, "stages", "AutoParallel.pipeline") < 1:
            raise ValueError(f"For 'AutoParallel.pipeline', the 'stages' must be at least 1, but got {stages}.")
        check_bool(output_broadcast, "output_broadcast", "AutoParallel.pipeline")
        check_bool(interleave, "interleave", "AutoParallel.pipeline")
        schedulers = ("1f1b", "gpipe", "seqpipe", "seqvpp", "seqsmartvpp", "zero_bubble_v")
        check_one_of(scheduler, schedulers, "scheduler", "AutoParallel.pipeline")
        self._stages = stages
        if stages > 1:
            self._refuse(f"pipeline(stages={stages})", "give stages=1")

    def get_pipeline_stages(self) -> int:
        """The number of stages."""
        return self._stages

    def comm_fusion(self, config: dict) -> None:
        """How messages are joined. TypeError unless it is a dict."""
        check_type(config, dict, "config", "AutoParallel.comm_fusion")

    def transformer_opt(self, file_path: str | None) -> None:
        """Where options for Transformers on an Ascend are read from. TypeError unless it is a str or None."""
        if file_path is not None:
            self._path(file_path)

    def print_local_norm(self) -> None:
        """Has norms of the gradients of each device printed."""
        self._refuse("print_local_norm", "compute norms of gradients with ops.norm")

    def dump_local_norm(self, file_path: str) -> None:
        """Has norms of the gradients of each device written. TypeError unless it is a str."""
        self._path(file_path)
        self._refuse("dump_local_norm", "compute norms of gradients with ops.norm")

    def enable_device_local_norm(self) -> None:
        """Has the norm of all gradients of each device written."""
        self._refuse("enable_device_local_norm", "compute norms of gradients with ops.norm")

    def enable_fp32_communication(self) -> None:
        """Has sums over devices in float32: one device sums nothing."""

    def enable_gradients_mean(self) -> None:
        """Has gradients averaged over devices rather than summed: of one device both are the same."""

    def disable_gradient_fp32_sync(self) -> None:
        """Has gradients sent in their own dtype: one device sends none."""

    def disable_loss_repeated_mean(self) -> None:
        """Has a loss that several devices compute not divided by their number: of one device it is 1."""


__getattr__ = missing_name_getattr(__name__)
