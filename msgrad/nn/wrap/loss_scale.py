"""Training with a loss scale: small gradients of float16 are lifted, and steps that overflow are skipped."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from msgrad._checkparam import check_type
from msgrad.common import dtype as mstype
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.engine import operator
from msgrad.nn.cell import Cell
from msgrad.nn.wrap.cell_wrapper import TrainOneStepCell, scaled_value_and_grad

__all__ = ["DynamicLossScaleUpdateCell", "FixedLossScaleUpdateCell", "TrainOneStepWithLossScaleCell"]


@operator("arrays", differentiable=False, autocast=False)
def all_finite_arrays(arrays):
    """Whether no element of any array is infinite or NaN"""
    finite = [jnp.isfinite(a).all() for a in arrays if jnp.issubdtype(a.dtype, jnp.inexact)]
    return jnp.stack(finite).all() if finite else jnp.array(True)


@operator("gradients", "scale", autocast=False)
def unscaled_gradients(gradients, scale):
    """The gradients in float32, divided by the scale"""
    scale = scale.reshape(()).astype(jnp.float32)
    return tuple(g.astype(jnp.float32) * (1 / scale) for g in gradients)


unscaled_gradients.tuple_outputs = True


@operator("scale", "step", "last", "overflow", "factor", "window", differentiable=False, autocast=False)
def next_loss_scale(scale, step, last, overflow, factor, window):
    """The loss scale, the count of steps and the step of the last change, after a step that overflowed or not"""
    overflow = overflow.astype(bool).reshape(())
    grow = (step - last >= window) & ~overflow
    smaller, larger = jnp.maximum(scale / factor, 1.0), scale * factor
    new = jnp.where(overflow, smaller, jnp.where(grow, larger, scale)).astype(scale.dtype)
    return new, step + 1, jnp.where(overflow | grow, step, last)


class DynamicLossScaleUpdateCell(Cell):
    """Changes a loss scale: divided by the factor when a step overflowed, multiplied after enough that did not.

    Args:
        loss_scale_value: the first loss scale.
        scale_factor: the factor.
        scale_window: after how many steps without overflow the scale grows.

    >>> from msgrad import Parameter, Tensor, float32, nn
    >>> update = nn.DynamicLossScaleUpdateCell(1024, scale_factor=2, scale_window=1000)
    >>> scale = Parameter(Tensor(1024, float32), name="scale")
    >>> _ = update(scale, Tensor(True))
    >>> print(scale.asnumpy())
    512.0
    """

    def __init__(self, loss_scale_value: float, scale_factor: int, scale_window: int) -> None:
        super().__init__()
        for name, value in (
            ("loss_scale_value", loss_scale_value),
            ("scale_factor", scale_factor),
            ("scale_window", scale_window),
        ):
            check_type(value, (int, float), name, "DynamicLossScaleUpdateCell")
        self.loss_scale_value = loss_scale_value
        self.scale_factor = scale_factor
        self.scale_window = scale_window
        self.cur_iter = Parameter(Tensor(1, mstype.int32), name="current_iterator_step", requires_grad=False)
        self.last_overflow_iter = Parameter(
            Tensor(0, mstype.int32), name="last_overflow_iterator_step", requires_grad=False
        )

    def get_loss_scale(self) -> float:
        """The first loss scale."""
        return self.loss_scale_value

    def construct(self, loss_scale, overflow):
        overflow = overflow if isinstance(overflow, Tensor) else Tensor(bool(overflow))
        new, step, last = next_loss_scale(
            loss_scale, self.cur_iter, self.last_overflow_iter, overflow, float(self.scale_factor), self.scale_window
        )
        loss_scale.set_data(new)
        self.cur_iter.set_data(step)
        self.last_overflow_iter.set_data(last)
        return overflow


class FixedLossScaleUpdateCell(Cell):
    """Leaves a loss scale as it is.

    >>> from msgrad import nn
    >>> nn.FixedLossScaleUpdateCell(8).get_loss_scale()
    8
    """

    def __init__(self, loss_scale_value: float) -> None:
        super().__init__()
        self.loss_scale_value = loss_scale_value

    def get_loss_scale(self) -> float:
        """The loss scale."""
        return self.loss_scale_value

    def construct(self, _, overflow):
        return overflow


class TrainOneStepWithLossScaleCell(TrainOneStepCell):
    """One step of training with a loss scale: where gradients overflow, the optimizer does not step.

    Args:
        network: gives the loss.
        optimizer: steps on its own Parameters.
        scale_sense: the loss scale: a Tensor of shape () or (1,), or a Cell that changes it, such as
            `DynamicLossScaleUpdateCell`.

    Returns:
        a tuple of the loss, whether there was an overflow (a bool Tensor) and the loss scale of the step.

    Raises:
        TypeError: if ``scale_sense`` is neither a Cell nor a Tensor.
        ValueError: if it is of another shape.

    >>> from msgrad import Tensor, nn
    >>> net = nn.Dense(1, 1, weight_init="ones", has_bias=False)
    >>> scale = nn.DynamicLossScaleUpdateCell(1024, 2, 1000)
    >>> loss_net = nn.WithLossCell(net, nn.MSELoss())
    >>> step = nn.TrainOneStepWithLossScaleCell(loss_net, nn.SGD(net.trainable_params(), 0.1), scale)
    >>> loss, overflow, sense = step(Tensor([[3.0]]), Tensor([[1.0]]))
    >>> print(loss, overflow, sense)
    4.0 False 1024.0
    """

    def __init__(self, network: Any, optimizer: Any, scale_sense: Any) -> None:
        super().__init__(network, optimizer, sens=None)
        self.is_distributed = False
        self.loss_scaling_manager: Any = None
        if isinstance(scale_sense, Cell):
            self.loss_scaling_manager = scale_sense
            self.scale_sense = Parameter(
                Tensor(scale_sense.get_loss_scale(), mstype.float32), name="scale_sense", requires_grad=False
            )
        elif isinstance(scale_sense, Tensor):
            if scale_sense.shape not in ((), (1,)):
                raise ValueError(
                    "For 'TrainOneStepWithLossScaleCell', the shape of 'scale_sense' must be () or (1,), "
                    f"but got {scale_sense.shape}."
                )
            self.scale_sense = Parameter(scale_sense, name="scale_sense", requires_grad=False)
        else:
            raise TypeError(
                "For 'TrainOneStepWithLossScaleCell', the 'scale_sense' must be a Cell or a Tensor, "
                f"but got {type(scale_sense).__name__}."
            )

    def construct(self, *inputs):
        scale = self.scale_sense.value()
        loss, gradients = scaled_value_and_grad(self.network, self.weights, scale.reshape(()))(*inputs)
        status, _ = self.start_overflow_check(loss, scale)
        gradients = self.grad_reducer(unscaled_gradients(gradients, scale))
        overflow = self.get_overflow_status(status, gradients)
        if not self.process_loss_scale(overflow):
            self.optimizer(gradients)
        return loss, overflow, scale

    def set_sense_scale(self, sens: Tensor) -> None:
        """Sets the loss scale, where no Cell changes it.

        Raises:
            TypeError: if ``sens`` is no Tensor.
        """
        if not isinstance(sens, Tensor):
            raise TypeError(f"For 'set_sense_scale', the 'sens' must be a Tensor, but got {type(sens).__name__}.")
        self.scale_sense.set_data(sens)

    def start_overflow_check(self, pre_cond: Any, compute_input: Any) -> tuple:
        """A status to hand on, and ``compute_input``: on this backend the gradients tell themselves."""
        return None, compute_input

    def get_overflow_status(self, status: Any, compute_output: Any) -> Tensor:
        """Whether any element of the gradients is infinite or NaN, as a bool Tensor."""
        gradients = compute_output if isinstance(compute_output, list | tuple) else (compute_output,)
        return all_finite_arrays(tuple(gradients)).logical_not()

    def process_loss_scale(self, overflow: Any) -> Any:
        """Changes the loss scale, and gives ``overflow`` back."""
        if self.loss_scaling_manager is not None:
            return self.loss_scaling_manager(self.scale_sense, overflow)
        return overflow
