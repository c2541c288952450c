"""Layers by family."""

from msgrad.nn.layer import (
    activation,
    basic,
    combined,
    container,
    conv,
    embedding,
    image,
    image_quality,
    math,
    normalization,
    padding,
    pooling,
    rnn_cells,
    rnns,
    thor_layer,
    transformer,
)
from msgrad.nn.layer.activation import *  # noqa: F403
from msgrad.nn.layer.basic import *  # noqa: F403
from msgrad.nn.layer.combined import *  # noqa: F403
from msgrad.nn.layer.container import *  # noqa: F403
from msgrad.nn.layer.conv import *  # noqa: F403
from msgrad.nn.layer.embedding import *  # noqa: F403
from msgrad.nn.layer.image import *  # noqa: F403
from msgrad.nn.layer.image_quality import *  # noqa: F403
from msgrad.nn.layer.math import *  # noqa: F403
from msgrad.nn.layer.math import CosineSimilarity  # nn itself has the metric of that name
from msgrad.nn.layer.normalization import *  # noqa: F403
from msgrad.nn.layer.padding import *  # noqa: F403
from msgrad.nn.layer.pooling import *  # noqa: F403
from msgrad.nn.layer.rnn_cells import *  # noqa: F403
from msgrad.nn.layer.rnns import *  # noqa: F403
from msgrad.nn.layer.thor_layer import *  # noqa: F403
from msgrad.nn.layer.transformer import *  # noqa: F403

_FAMILIES = (
    activation,
    basic,
    combined,
    container,
    conv,
    embedding,
    image,
    image_quality,
    math,
    normalization,
    padding,
    pooling,
    rnn_cells,
    rnns,
    thor_layer,
    transformer,
)
__all__ = [name for family in _FAMILIES for name in family.__all__]
