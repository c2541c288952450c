"""`mindspore.mint.distributed`: exchanges that write into the caller's Tensors, those of `ops.communication`."""

from msgrad._names import missing_name_getattr
from msgrad.ops import communication
from msgrad.ops.communication import *  # noqa: F403

_ELSEWHERE = {"TCPStore", "all_to_all_v_c", "gather_into_tensor", "scatter_tensor", "set_comm_ops_inplace"}
__all__ = [name for name in communication.__all__ if name not in _ELSEWHERE]
__getattr__ = missing_name_getattr(__name__)
