"""Ranks, sizes and groups of the processes that compute together, as `mindspore.communication` has them.

>>> from mindspore.communication import init, get_rank, get_group_size
>>> init()
>>> get_rank(), get_group_size()
(0, 1)
"""

from msgrad._lazy import lazy_getattr
from msgrad.communication import management
from msgrad.communication._comm_helper import GlobalComm
from msgrad.communication.management import *  # noqa: F403

__all__ = ["GlobalComm", *management.__all__]
__getattr__ = lazy_getattr(__name__, [], ["comm_func"])
