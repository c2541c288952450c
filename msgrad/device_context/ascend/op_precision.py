"""The precision of operators on an Ascend."""

from __future__ import annotations

from msgrad._names import missing_name_getattr
from msgrad.device_context._settings import choice, keep

__all__ = ["conv_allow_hf32", "matmul_allow_hf32", "op_precision_mode", "precision_mode"]

_MODES = ("force_fp16", "allow_fp32_to_fp16", "allow_mix_precision", "must_keep_origin_dtype", "force_fp32")

precision_mode = choice("device_context.ascend.op_precision.precision_mode", *_MODES, "allow_mix_precision_fp16")
conv_allow_hf32 = choice("device_context.ascend.op_precision.conv_allow_hf32", True, False)
matmul_allow_hf32 = choice("device_context.ascend.op_precision.matmul_allow_hf32", True, False)


def op_precision_mode(path: str) -> None:
    """The file with the precision of single operators. TypeError unless it is a str."""
    keep("op_precision_mode", path, str, "path")


__getattr__ = missing_name_getattr(__name__)
