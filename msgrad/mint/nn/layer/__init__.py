"""The layers of `mindspore.mint.nn`.

Where a class has another name than its place in MindSpore (`mint.nn.Dropout` prints as ``DropoutExt``), so it has here.
"""

from msgrad.mint.nn.layer.activation import *  # noqa: F403
from msgrad.mint.nn.layer.basic import *  # noqa: F403
from msgrad.mint.nn.layer.conv import *  # noqa: F403
from msgrad.mint.nn.layer.loss import *  # noqa: F403
from msgrad.mint.nn.layer.normalization import *  # noqa: F403
from msgrad.mint.nn.layer.padding import *  # noqa: F403
from msgrad.mint.nn.layer.pooling import *  # noqa: F403
