"""Convolutions whose weights are distributions."""

from __future__ import annotations

from msgrad._checkparam import check_pair
from msgrad.common import dtype as mstype
from msgrad.nn.layer.conv import _Conv
from msgrad.nn.probability.bnn_layers.layer_distribution import NormalPrior, normal_post_fn
from msgrad.nn.probability.bnn_layers.variational import Variational
from msgrad.ops.function.convolution import convolution

__all__ = ["ConvReparam"]


class ConvReparam(_Conv, Variational):
    """`nn.Conv2d` where each call draws weight and bias anew (Kingma and Welling, "Auto-encoding variational Bayes",
    2013).

    Args:
        in_channels, out_channels, kernel_size, stride, pad_mode, padding, dilation, group, has_bias: as for
            `nn.Conv2d`.
        weight_prior_fn, bias_prior_fn: what gives, called without arguments, the distribution that the weights should
            keep near to; or such a Cell.
        weight_posterior_fn, bias_posterior_fn: what gives, called with a name and a shape, the distribution that is
            trained, a `NormalPosterior`.

    Raises:
        TypeError: for arguments of another type.
        ValueError: for numbers out of range.

    >>> from msgrad.nn.probability.bnn_layers import ConvReparam
    >>> ConvReparam(1, 2, 3)(Tensor(np.ones((1, 1, 4, 4)), mindspore.float32)).shape
    (1, 2, 4, 4)
    """

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, pad_mode="same", padding=0, dilation=1, group=1,
        has_bias=False, weight_prior_fn=NormalPrior, weight_posterior_fn=normal_post_fn, bias_prior_fn=NormalPrior,
        bias_posterior_fn=normal_post_fn,
    ):  # fmt: skip
        who = "ConvReparam"
        super().__init__(
            in_channels, out_channels, check_pair(kernel_size, "kernel_size", who), check_pair(stride, "stride", who),
            pad_mode, padding, check_pair(dilation, "dilation", who), group, has_bias, "normal", "zeros", "NCHW",
            mstype.float32,
        )  # fmt: skip
        # MindSpore's layer has a weight and a bias that it never uses, and they are in its checkpoints
        self.weight.requires_grad = False
        self._set_distributions("weight", weight_prior_fn, weight_posterior_fn, list(self.weight.shape))
        if has_bias:
            self.bias.requires_grad = False
            self._set_distributions("bias", bias_prior_fn, bias_posterior_fn, [out_channels])

    def construct(self, inputs):
        weight = self.weight_posterior("sample")
        bias = self.bias_posterior("sample") if self.has_bias else None
        return convolution(
            inputs, weight, bias, self.stride, self.pad_mode, self._pads, self.dilation, self.group, "ConvReparam"
        )

    def extend_repr(self):
        return (
            f"in_channels={self.in_channels}, out_channels={self.out_channels}, kernel_size={self.kernel_size}, "
            f"stride={self.stride}, pad_mode={self.pad_mode}, padding={self.padding}, dilation={self.dilation}, "
            f"group={self.group}, {self._shown()}"
        )
