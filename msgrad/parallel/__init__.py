"""Work divided over devices, as `mindspore.parallel` has it, of which there is one (see `common.world`).

Layouts and settings are checked and kept; a network that is sharded over one device is the network itself.
"""

from msgrad._lazy import lazy_getattr
from msgrad.parallel.algo_parameter_config import get_algo_parameters, reset_algo_parameters, set_algo_parameters
from msgrad.parallel.parameter_broadcast import parameter_broadcast
from msgrad.parallel.shard import Layout, set_op_strategy_config, shard, sync_pipeline_shared_parameters
from msgrad.train.checkpoints_of_many_devices import (
    build_searched_strategy,
    convert_checkpoint_by_rank,
    convert_checkpoints,
    load_distributed_checkpoint,
    load_segmented_checkpoints,
    merge_pipeline_strategys,
    merge_sliced_parameter,
    rank_list_for_convert,
    rank_list_for_transform,
    restore_group_info_list,
    transform_checkpoint_by_rank,
    transform_checkpoints,
    unified_safetensors,
)

__all__ = [
    "Layout",
    "build_searched_strategy",
    "convert_checkpoint_by_rank",
    "convert_checkpoints",
    "get_algo_parameters",
    "load_distributed_checkpoint",
    "load_segmented_checkpoints",
    "merge_pipeline_strategys",
    "merge_sliced_parameter",
    "parameter_broadcast",
    "rank_list_for_convert",
    "rank_list_for_transform",
    "reset_algo_parameters",
    "restore_group_info_list",
    "set_algo_parameters",
    "set_op_strategy_config",
    "shard",
    "sync_pipeline_shared_parameters",
    "transform_checkpoint_by_rank",
    "transform_checkpoints",
    "unified_safetensors",
]
__getattr__ = lazy_getattr(__name__, [], ["auto_parallel", "function", "nn", "strategy"])
