"""Whether a GPU may compute float32 with TensorFloat-32."""

from __future__ import annotations

from msgrad._checkparam import check_bool
from msgrad._names import missing_name_getattr
from msgrad.common.context import default_device
from msgrad.device_context._settings import settings

__all__ = ["conv_allow_tf32", "matmul_allow_tf32"]


def _allow(value: bool, who: str) -> None:
    settings[f"gpu.{who}"] = check_bool(value, "value", who)
    if default_device() == "GPU":
        raise NotImplementedError(
            f"For '{who}', the precision of a GPU is set for all operators at once: call "
            "jax.config.update('jax_default_matmul_precision', 'tensorfloat32') or 'highest' instead."
        )


def conv_allow_tf32(value: bool) -> None:
    """Allows it for convolutions. TypeError unless a bool, NotImplementedError where JAX computes on a GPU."""
    _allow(value, "conv_allow_tf32")


def matmul_allow_tf32(value: bool) -> None:
    """Allows it for products of matrices. TypeError unless a bool, NotImplementedError where JAX computes on a GPU."""
    _allow(value, "matmul_allow_tf32")


__getattr__ = missing_name_getattr(__name__)
