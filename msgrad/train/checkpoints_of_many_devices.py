"""What MindSpore has for checkpoints that are spread over many devices: here nearly every call says what to do instead.

msgrad keeps a Parameter whole, so that one file holds all of it; there is nothing to merge or to cut anew. Pieces of
Parameters that come from elsewhere are joined by `merge_sliced_parameter`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

import numpy as np

from msgrad._checkparam import check_type
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor

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
convert_checkpoint_by_rank = _refusing("convert_checkpoint_by_rank", _WHOLE)
convert_checkpoints = _refusing("convert_checkpoints", _WHOLE)
rank_list_for_convert = _refusing("rank_list_for_convert", _WHOLE)


def merge_sliced_parameter(sliced_parameters: list[Parameter], strategy: dict | None = None) -> Parameter:
    """A Parameter of pieces that were cut along the first axis.

    Args:
        sliced_parameters: the pieces, in the order of the ranks that had them, all of one name.
        strategy: how it was cut over a grid of devices. Default: None, along the first axis.

    Raises:
        TypeError: unless it is a list of Parameters, and ``strategy`` a dict or None.
        ValueError: if the list is empty, or the names or the other axes differ.
        KeyError: if ``strategy`` has not the name of the Parameter.
        NotImplementedError: for a ``strategy``.

    >>> from mindspore import Parameter, merge_sliced_parameter
    >>> pieces = [Parameter(Tensor([1.0]), name="w"), Parameter(Tensor([2.0, 3.0]), name="w")]
    >>> merge_sliced_parameter(pieces).tolist()
    [1.0, 2.0, 3.0]
    """
    who = "merge_sliced_parameter"
    if not check_type(sliced_parameters, list, "sliced_parameters", who):
        raise ValueError(f"For '{who}', the 'sliced_parameters' must not be empty.")
    first = sliced_parameters[0]
    for piece in sliced_parameters:
        check_type(piece, Parameter, "sliced_parameters", who)
        if piece.name != first.name or piece.ndim != first.ndim or piece.shape[1:] != first.shape[1:]:
            raise ValueError(
                f"For '{who}', the pieces must have the same name and the same axes but the first, "
                f"but got {first.name} of shape {first.shape} and {piece.name} of shape {piece.shape}."
            )
    if strategy is not None:
        if first.name not in check_type(strategy, dict, "strategy", who):
            raise KeyError(f"For '{who}', the 'strategy' must have the Parameter's name {first.name!r}.")
        raise NotImplementedError(f"For '{who}', a 'strategy' is not supported: join the pieces with numpy.")
    whole = Tensor(np.concatenate([piece.asnumpy() for piece in sliced_parameters]))
    return Parameter(whole, first.name, first.requires_grad, first.layerwise_parallel)
