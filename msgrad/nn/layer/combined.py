"""A layer, its normalization and its activation as one."""

from __future__ import annotations

from msgrad._checkparam import check_bool
from msgrad.nn.cell import Cell
from msgrad.nn.layer.activation import LeakyReLU, get_activation
from msgrad.nn.layer.basic import Dense
from msgrad.nn.layer.conv import Conv2d
from msgrad.nn.layer.normalization import BatchNorm1d, BatchNorm2d
from msgrad.ops.primitive import Primitive

__all__ = ["Conv2dBnAct", "DenseBnAct"]


class _WithActivation(Cell):
    """What comes after the layer: a normalization if ``has_bn``, and an activation if it is not None."""

    def _add(self, norm, has_bn, activation, alpha, after_fake):
        who = self.cls_name
        self.has_bn = check_bool(has_bn, "has_bn", who)
        self.has_act = activation is not None
        # Where the older training with quantized weights put its step; without influence, in MindSpore as well.
        self.after_fake = check_bool(after_fake, "after_fake", who)
        if has_bn:
            self.batchnorm = norm()
        if activation == "leakyrelu":
            self.activation = LeakyReLU(alpha)
        elif activation is not None:
            self.activation = get_activation(activation) if isinstance(activation, str) else activation
            if not isinstance(self.activation, Cell | Primitive):
                raise TypeError(
                    f"For '{who}', the 'activation' must be a str, Cell or Primitive, "
                    f"but got {type(activation).__name__}."
                )

    def _finish(self, x):
        if self.has_bn:
            x = self.batchnorm(x)
        return self.activation(x) if self.has_act else x


class Conv2dBnAct(_WithActivation):
    """`Conv2d`, then `BatchNorm2d` if ``has_bn``, then an activation.

    Args:
        in_channels, out_channels, kernel_size, stride, pad_mode, padding, dilation, group, has_bias, weight_init,
            bias_init: see `Conv2d`.
        has_bn: a bool.
        momentum, eps: of the normalization.
        activation: a name for `get_activation`, a Cell, a primitive, or None.
        alpha: the slope of the activation "leakyrelu".
        after_fake: a bool without influence.

    Raises TypeError for arguments of another type, KeyError for an unknown name, and what the layers raise.

    >>> from msgrad import nn, ops
    >>> layer = nn.Conv2dBnAct(1, 2, 3, has_bn=True, activation="relu")
    >>> print(layer(ops.ones((1, 1, 4, 4))).shape)
    (1, 2, 4, 4)
    """

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, pad_mode="same", padding=0, dilation=1, group=1,
        has_bias=False, weight_init="normal", bias_init="zeros", has_bn=False, momentum=0.997, eps=1e-5,
        activation=None, alpha=0.2, after_fake=True,
    ):  # fmt: skip
        super().__init__()
        self.conv = Conv2d(
            in_channels, out_channels, kernel_size, stride, pad_mode, padding, dilation, group, has_bias, weight_init,
            bias_init,
        )  # fmt: skip
        self._add(lambda: BatchNorm2d(out_channels, eps, momentum), has_bn, activation, alpha, after_fake)

    def construct(self, x):
        return self._finish(self.conv(x))


class DenseBnAct(_WithActivation):
    """`Dense`, then `BatchNorm1d` if ``has_bn``, then an activation.

    Args:
        in_channels, out_channels, weight_init, bias_init, has_bias: see `Dense`.
        has_bn, momentum, eps, activation, alpha, after_fake: see `Conv2dBnAct`.

    Raises: as `Conv2dBnAct`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.DenseBnAct(2, 1, "ones", activation="relu")(Tensor([[1.0, 2.0]])))
    [[3.]]
    """

    def __init__(
        self, in_channels, out_channels, weight_init="normal", bias_init="zeros", has_bias=True, has_bn=False,
        momentum=0.9, eps=1e-5, activation=None, alpha=0.2, after_fake=True,
    ):  # fmt: skip
        super().__init__()
        self.dense = Dense(in_channels, out_channels, weight_init, bias_init, has_bias)
        self._add(lambda: BatchNorm1d(out_channels, eps, momentum), has_bn, activation, alpha, after_fake)

    def construct(self, x):
        return self._finish(self.dense(x))
