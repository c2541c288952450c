"""Dense layers whose weights are distributions."""

from __future__ import annotations

from msgrad._checkparam import check_bool, check_positive_int
from msgrad.nn.cell import Cell
from msgrad.nn.layer.activation import get_activation
from msgrad.nn.probability.bnn_layers.layer_distribution import NormalPrior, normal_post_fn
from msgrad.nn.probability.bnn_layers.variational import Variational
from msgrad.nn.probability.distribution.normal import Normal
from msgrad.ops import matmul, sqrt, square

__all__ = ["DenseLocalReparam", "DenseReparam"]


class _DenseVariational(Variational):
    def __init__(
        self, in_channels, out_channels, activation=None, has_bias=True, weight_prior_fn=NormalPrior,
        weight_posterior_fn=normal_post_fn, bias_prior_fn=NormalPrior, bias_posterior_fn=normal_post_fn,
    ):  # fmt: skip
        super().__init__()
        who = type(self).__name__
        self.in_channels = check_positive_int(in_channels, "in_channels", who)
        self.out_channels = check_positive_int(out_channels, "out_channels", who)
        self.has_bias = check_bool(has_bias, "has_bias", who)
        self._set_distributions("weight", weight_prior_fn, weight_posterior_fn, [out_channels, in_channels])
        if has_bias:
            self._set_distributions("bias", bias_prior_fn, bias_posterior_fn, [out_channels])
        if not activation:
            self.activation = None
        elif isinstance(activation, str):
            self.activation = get_activation(activation)
        elif isinstance(activation, Cell):
            self.activation = activation
        else:
            raise ValueError(f"For '{who}', the 'activation' must be a str or a Cell, but got {activation!r}.")
        self.activation_flag = self.activation is not None

    def construct(self, x):
        if x.ndim != 2 or x.shape[1] != self.in_channels:
            raise ValueError(
                f"For '{type(self).__name__}', the input must have shape (N, {self.in_channels}), but got {x.shape}."
            )
        out = self._apply_variational_weight(x)
        if self.has_bias:
            out = out + self.bias_posterior("sample")
        return self.activation(out) if self.activation_flag else out

    def extend_repr(self):
        text = f"in_channels={self.in_channels}, out_channels={self.out_channels}, {self._shown()}"
        return f"{text}, activation={self.activation}" if self.activation_flag else text


class DenseReparam(_DenseVariational):
    """activation(x @ weight.T + bias), where each call draws weight and bias anew (Kingma and Welling, "Auto-encoding
    variational Bayes", 2013).

    Args:
        in_channels, out_channels: lengths of the last axis before and after.
        activation: None, a name known to `get_activation`, or a Cell.
        has_bias: whether there is a bias.
        weight_prior_fn, bias_prior_fn: what gives, called without arguments, the distribution that the weights should
            keep near to; or such a Cell.
        weight_posterior_fn, bias_posterior_fn: what gives, called with a name and a shape, the distribution that is
            trained, a `NormalPosterior`.

    Raises:
        TypeError: for arguments of another type.
        ValueError: for channels below 1 and another activation.

    >>> from msgrad.nn.probability.bnn_layers import DenseReparam
    >>> DenseReparam(3, 4)(Tensor(np.ones((2, 3)), mindspore.float32)).shape
    (2, 4)
    """

    def _apply_variational_weight(self, inputs):
        return matmul(inputs, self.weight_posterior("sample").T)


class DenseLocalReparam(_DenseVariational):
    """As `DenseReparam`, but the outputs are drawn, each from the distribution that the weights give it (Kingma,
    Salimans and Welling, "Variational dropout and the local reparameterization trick", 2015).

    Args, Raises: as for `DenseReparam`.

    >>> from msgrad.nn.probability.bnn_layers import DenseLocalReparam
    >>> DenseLocalReparam(3, 4)(Tensor(np.ones((2, 3)), mindspore.float32)).shape
    (2, 4)
    """

    def __init__(
        self, in_channels, out_channels, activation=None, has_bias=True, weight_prior_fn=NormalPrior,
        weight_posterior_fn=normal_post_fn, bias_prior_fn=NormalPrior, bias_posterior_fn=normal_post_fn,
    ):  # fmt: skip
        super().__init__(
            in_channels, out_channels, activation, has_bias, weight_prior_fn, weight_posterior_fn, bias_prior_fn,
            bias_posterior_fn,
        )  # fmt: skip
        self.normal = Normal()

    def _apply_variational_weight(self, inputs):
        mean = matmul(inputs, self.weight_posterior("mean").T)
        variance = matmul(square(inputs), square(self.weight_posterior("sd")).T)
        return self.normal("sample", (), mean, sqrt(variance))
