"""Distributions of weights."""

import numpy as np

from msgrad._checkparam import check_type
from msgrad.common import dtype as mstype
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.nn.cell import Cell
from msgrad.nn.probability.distribution.normal import Normal
from msgrad.ops import cast, softplus

__all__ = ["NormalPosterior", "NormalPrior", "normal_post_fn"]


class NormalPrior(Cell):
    """A normal distribution that stays as it is. Called as a `Distribution` is.

    Args:
        dtype: of its values.
        mean, std: its mean and standard deviation.

    Raises:
        TypeError: for others than numbers.
        ValueError: unless std > 0.

    >>> from msgrad.nn.probability.bnn_layers import NormalPrior
    >>> print(NormalPrior()("sd"))
    0.1
    """

    def __init__(self, dtype=mstype.float32, mean=0, std=0.1):
        super().__init__()
        self.normal = Normal(mean, std, dtype=dtype)

    def construct(self, *inputs):
        return self.normal(*inputs)


class NormalPosterior(Cell):
    """A normal distribution whose mean and standard deviation are trained. Called as a `Distribution` is.

    The standard deviation is log(1 + exp(r)) + 1e-6; r and the mean are Parameters, drawn at first from normal
    distributions by numpy's random numbers.

    Args:
        name: what the names of the Parameters start with, as long as the Cell belongs to no other.
        shape: of the Parameters, a tuple or list.
        dtype: of the Parameters.
        loc_mean, loc_std: mean and standard deviation of the first means.
        untransformed_scale_mean, untransformed_scale_std: of the first r.

    Raises:
        TypeError: for arguments of another type, and for negative standard deviations.

    >>> from msgrad.nn.probability.bnn_layers import NormalPosterior
    >>> weights = NormalPosterior("weights", (2, 3))
    >>> weights("sample").shape, [p.name for p in weights.get_parameters()]
    ((2, 3), ['weights_mean', 'weights_untransformed_std'])
    """

    def __init__(
        self, name, shape, dtype=mstype.float32, loc_mean=0, loc_std=0.1, untransformed_scale_mean=-5,
        untransformed_scale_std=0.1,
    ):  # fmt: skip
        super().__init__()
        check_type(name, str, "name", "NormalPosterior")
        check_type(shape, (tuple, list), "shape", "NormalPosterior")
        first = {"mean": (loc_mean, loc_std), "untransformed_std": (untransformed_scale_mean, untransformed_scale_std)}
        for key, (mean, std) in first.items():
            prefix = "loc" if key == "mean" else "untransformed_scale"
            check_type(mean, (int, float), f"{prefix}_mean", "NormalPosterior")
            check_type(std, (int, float), f"{prefix}_std", "NormalPosterior")
            if std < 0:
                raise TypeError(f"For 'NormalPosterior', the '{prefix}_std' must be at least 0, but got {std}.")
            draws = Tensor(np.random.normal(mean, std, shape), dtype)
            setattr(self, key, Parameter(draws, name=f"{name}_{key}"))
        self.normal = Normal()

    def construct(self, *inputs):
        sd = softplus(cast(self.untransformed_std, mstype.float32)) + 1e-6
        return self.normal(*inputs, mean=cast(self.mean, mstype.float32), sd=sd)


def normal_post_fn(name, shape):
    """The `NormalPosterior` of this name and shape."""
    return NormalPosterior(name, shape)
