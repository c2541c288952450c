"""The device that computes, as `mindspore.device_manager` has it."""

from __future__ import annotations

from msgrad._checkparam import check_bool
from msgrad._names import missing_name_getattr
from msgrad.common.context import get_current_device, set_context, set_device

__all__ = ["get_current_device", "set_deterministic", "set_device"]


def set_deterministic(deterministic: bool) -> None:
    """Whether operators give the same bits at every run. On CPU they always do.

    Raises:
        TypeError: unless it is a bool.
        NotImplementedError: for True on a GPU, where XLA's flag must be there when the process starts.
    """
    from msgrad.common.context import default_device

    check_bool(deterministic, "deterministic", "set_deterministic")
    if deterministic and default_device() == "GPU":
        raise NotImplementedError(
            "For 'set_deterministic', start the process with XLA_FLAGS=--xla_gpu_deterministic_ops=true instead."
        )
    set_context(deterministic="ON" if deterministic else "OFF")


__getattr__ = missing_name_getattr(__name__)
