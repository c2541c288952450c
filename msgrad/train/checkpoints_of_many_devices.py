"""What MindSpore has for checkpoints that are spread over many devices: here every call says what to do instead.

msgrad keeps a Parameter whole, so that one file holds all of it; there is nothing to merge or to cut anew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

_WHOLE = "a Parameter is always whole here, and one file holds it: use save_checkpoint and load_checkpoint"


def _refusing(name: str, reason: str) -> Callable[..., NoReturn]:
    def refuse(*args: Any, **kwargs: Any) -> NoReturn:
        raise NotImplementedError(f"'{name}' is not supported: {reason}.")

    refuse.__name__ = refuse.__qualname__ = name
    refuse.__doc__ = f"Not supported; raises NotImplementedError: {reason}."
    return refuse


build_searched_strategy = _refusing("build_searched_strategy", _WHOLE)
get_ckpt_path_with_strategy = _refusing("get_ckpt_path_with_strategy", _WHOLE)
load_distributed_checkpoint = _refusing("load_distributed_checkpoint", _WHOLE)
load_segmented_checkpoints = _refusing("load_segmented_checkpoints", _WHOLE)
merge_pipeline_strategys = _refusing("merge_pipeline_strategys", _WHOLE)
merge_sliced_parameter = _refusing("merge_sliced_parameter", _WHOLE)
rank_list_for_transform = _refusing("rank_list_for_transform", _WHOLE)
restore_group_info_list = _refusing("restore_group_info_list", _WHOLE)
transform_checkpoint_by_rank = _refusing("transform_checkpoint_by_rank", _WHOLE)
transform_checkpoints = _refusing("transform_checkpoints", _WHOLE)
unified_safetensors = _refusing(
    "unified_safetensors", _WHOLE + "; to merge safetensors files, load each and save the dicts' union"
)
obfuscate_ckpt = _refusing(
    "obfuscate_ckpt", "obfuscation of weights does not exist here: encrypt the file, by save_checkpoint's 'enc_key'"
)
