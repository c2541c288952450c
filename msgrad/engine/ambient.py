"""What the operator calls of a thread are subject to, beyond their arguments: an autocast, and a recorder of `jit`."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from msgrad.engine.autocast import OperatorPolicy
    from msgrad.engine.recorder import Recorder


class _Ambient(threading.local):
    dtype: np.dtype | OperatorPolicy | None = None  # floats are cast to it, or as it says
    recorder: Recorder | None = None  # notes what is read and bound
    active = False  # whether there is any of these: the one thing that an ordinary call looks at
    graph_mode = False  # of the whole process, and so set on the class: Cells called outermost run as by `jit`

    jitted = False  # whether a call of a jitted function is going on, as one program or un-jitted

    def update(self) -> None:
        """To be called after a change of the first two."""
        if self.dtype is not None or self.recorder is not None:
            self.active = True
        else:
            self.__dict__.pop("active", None)

    @staticmethod
    def set_graph_mode(on: bool) -> None:
        """Switches MindSpore's graph mode on or off, for all threads."""
        _Ambient.graph_mode = _Ambient.active = on


ambient = _Ambient()


class _Configuration:
    """Counts changes to what functions are recorded under: attributes of Cells, flags of Parameters, hooks."""

    version = 0


configuration = _Configuration()
