"""Loss scalers, for training steps that are written as functions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import jax.numpy as jnp

from msgrad._checkparam import check_positive_int, check_type
from msgrad.common import dtype as mstype
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.engine import operator
from msgrad.nn.wrap.loss_scale import all_finite_arrays

__all__ = ["DynamicLossScaler", "LossScaler", "StaticLossScaler", "all_finite"]


@operator("x", "scale", autocast=False)
def scaled(x, scale):
    """x * scale, in the dtype of x"""
    return x * scale.astype(x.dtype)


@operator("x", "scale", autocast=False)
def unscaled(x, scale):
    """x / scale, in the dtype of x"""
    return x * (1 / scale).astype(x.dtype)


@operator("scale", "counter", "finite", differentiable=False, autocast=False)
def adjusted(scale, counter, finite, factor, window):
    """The loss scale and the count of finite steps, after one more"""
    finite = finite.astype(bool).reshape(())
    smaller = jnp.maximum(scale / factor, 1.0)
    enough = counter + 1 >= window
    grown = jnp.where(enough & jnp.isfinite(scale * factor), scale * factor, scale)
    new = jnp.where(finite, grown, smaller).astype(scale.dtype)
    return new, jnp.where(finite & ~enough, counter + 1, 0).astype(counter.dtype)


def _mapped(fn: Any, inputs: Any, scale: Parameter) -> Any:
    if isinstance(inputs, tuple | list):
        return type(inputs)([_mapped(fn, item, scale) for item in inputs])
    return fn(inputs, scale)


def _grad_scale_map(scale_value: Any, inputs: Any) -> Any:
    """A Tensor, or a tuple or list of them, times the scale: under MindSpore's private name, for own loss scalers."""
    return _mapped(scaled, inputs, scale_value)


def _grad_unscale_map(scale_value: Any, inputs: Any) -> Any:
    """A Tensor, or a tuple or list of them, divided by the scale."""
    return _mapped(unscaled, inputs, scale_value)


class LossScaler(ABC):
    """The base of loss scalers.

    >>> from mindspore import amp
    >>> issubclass(amp.StaticLossScaler, amp.LossScaler)
    True
    """

    @abstractmethod
    def scale(self, inputs: Any) -> Any:
        """The inputs (a Tensor, or a tuple or list of them) times the scale."""

    @abstractmethod
    def unscale(self, inputs: Any) -> Any:
        """The inputs divided by the scale."""

    @abstractmethod
    def adjust(self, grads_finite: Any) -> Any:
        """Is told whether the gradients of a step were finite."""


class StaticLossScaler(LossScaler):
    """A loss scale that stays.

    Args:
        scale_value: at least 1.

    Raises:
        TypeError, ValueError: for another ``scale_value``.

    >>> from mindspore import Tensor, amp
    >>> scaler = amp.StaticLossScaler(8)
    >>> print(scaler.scale(Tensor([1.0])), scaler.unscale((Tensor([8.0]),))[0])
    [8.] [1.]
    """

    def __init__(self, scale_value: float) -> None:
        self.scale_value = _scale_parameter(scale_value, "StaticLossScaler")

    def scale(self, inputs: Any) -> Any:
        return _mapped(scaled, inputs, self.scale_value)

    def unscale(self, inputs: Any) -> Any:
        return _mapped(unscaled, inputs, self.scale_value)

    def adjust(self, grads_finite: Any) -> bool:
        """Changes nothing; False."""
        return False


class DynamicLossScaler(LossScaler):
    """A loss scale that grows after enough steps with finite gradients, and shrinks after one without.

    Args:
        scale_value: the first scale, at least 1.
        scale_factor: an int that it is multiplied or divided by.
        scale_window: after how many finite steps it grows.

    Raises:
        TypeError, ValueError: for other arguments.

    >>> from mindspore import Tensor, amp
    >>> scaler = amp.DynamicLossScaler(1024, scale_factor=2, scale_window=100)
    >>> _ = scaler.adjust(Tensor(False))
    >>> print(scaler.scale_value.asnumpy())
    512.0
    """

    def __init__(self, scale_value: float, scale_factor: int, scale_window: int) -> None:
        who = "DynamicLossScaler"
        self.scale_value = _scale_parameter(scale_value, who)
        self.scale_window = check_positive_int(scale_window, "scale_window", who)
        self.scale_factor = check_positive_int(scale_factor, "scale_factor", who)
        self.counter = Parameter(Tensor(0, mstype.int32), name="counter")

    def scale(self, inputs: Any) -> Any:
        return _mapped(scaled, inputs, self.scale_value)

    def unscale(self, inputs: Any) -> Any:
        return _mapped(unscaled, inputs, self.scale_value)

    def adjust(self, grads_finite: Any) -> bool:
        """Takes a bool Tensor, and changes ``scale_value`` and ``counter``; True.

        Raises:
            TypeError: if ``grads_finite`` is no Tensor.
        """
        if not isinstance(grads_finite, Tensor):
            raise TypeError(
                f"For 'adjust', the 'grads_finite' must be a Tensor, but got {type(grads_finite).__name__}."
            )
        value, counter = adjusted(
            self.scale_value, self.counter, grads_finite, float(self.scale_factor), self.scale_window
        )
        self.scale_value.set_data(value)
        self.counter.set_data(counter)
        return True


def _scale_parameter(value: Any, who: str) -> Parameter:
    check_type(value, (float, int), "scale_value", who)
    if value < 1:
        raise ValueError(f"For '{who}', the 'scale_value' must be at least 1, but got {value}.")
    return Parameter(Tensor(value, mstype.float32), name="scale_value")


def all_finite(inputs: Any) -> Tensor:
    """Whether no element of any Tensor is infinite or NaN, as a bool Tensor.

    Args:
        inputs: a tuple or list of float Tensors.

    Raises:
        TypeError: if it is none.

    >>> from mindspore import Tensor, amp
    >>> print(amp.all_finite((Tensor([1.0]), Tensor([float("inf")]))))
    False
    """
    if not isinstance(inputs, tuple | list) or not all(isinstance(item, Tensor) for item in inputs):
        raise TypeError(f"For 'all_finite', the 'inputs' must be a tuple or list of Tensors, but got {inputs!r}.")
    return all_finite_arrays(tuple(inputs))
