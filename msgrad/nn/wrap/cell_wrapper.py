"""Cells around networks: with a loss, with gradients, with an optimizer, in micro batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from msgrad import ops
from msgrad._checkparam import check_bool, check_positive_int, check_type
from msgrad.autodiff import GradOperation, value_and_grad
from msgrad.common import dtype as mstype
from msgrad.common.parameter import Parameter, ParameterTuple
from msgrad.common.tensor import Tensor
from msgrad.nn.cell import Cell
from msgrad.nn.layer.basic import Identity

__all__ = [
    "TimeDistributed",
    "ForwardValueAndGrad",
    "TrainOneStepCell",
    "WithLossCell",
    "WithGradCell",
    "WithEvalCell",
    "GetNextSingleOp",
    "ParameterUpdate",
    "VirtualDatasetCellTriple",
    "GradAccumulationCell",
    "MicroBatchInterleaved",
    "PipelineCell",
]


class WithLossCell(Cell):
    """loss_fn(backbone(data), label), as one Cell.

    >>> from msgrad import Tensor, nn
    >>> net = nn.WithLossCell(nn.Identity(), nn.MSELoss())
    >>> print(net(Tensor([3.0]), Tensor([1.0])))
    4.0
    """

    def __init__(self, backbone: Any, loss_fn: Any) -> None:
        super().__init__(auto_prefix=False)
        self._backbone = backbone
        self._loss_fn = loss_fn

    def construct(self, data, label):
        return self._loss_fn(self._backbone(data), label)

    @property
    def backbone_network(self) -> Any:
        """The network without the loss."""
        return self._backbone


class WithEvalCell(Cell):
    """The loss, the output and the label, as metrics take them.

    Args:
        network, loss_fn: the loss is ``loss_fn(network(data), label)``.
        add_cast_fp32: whether output and label are cast to float32 first.

    Raises:
        TypeError: if ``add_cast_fp32`` is no bool.

    >>> from msgrad import Tensor, nn
    >>> loss, output, label = nn.WithEvalCell(nn.Identity(), nn.MSELoss())(Tensor([3.0]), Tensor([1.0]))
    >>> print(loss, output, label)
    4.0 [3.] [1.]
    """

    def __init__(self, network: Any, loss_fn: Any, add_cast_fp32: bool = False) -> None:
        super().__init__(auto_prefix=False)
        self._network = network
        self._loss_fn = loss_fn
        self.add_cast_fp32 = check_type(add_cast_fp32, bool, "add_cast_fp32", "WithEvalCell")

    def construct(self, data, label):
        outputs = self._network(data)
        if self.add_cast_fp32:
            outputs, label = cast_floats(outputs, mstype.float32), cast_floats(label, mstype.float32)
        return self._loss_fn(outputs, label), outputs, label


def cast_floats(item: Any, dtype: Any) -> Any:
    """Float Tensors, also in tuples, lists and dicts, in another dtype; everything else as it is."""
    if isinstance(item, Tensor):
        return item.astype(dtype) if item.is_floating_point() and item.dtype != dtype else item
    if isinstance(item, dict):
        return {key: cast_floats(value, dtype) for key, value in item.items()}
    if isinstance(item, list | tuple):
        return type(item)([cast_floats(part, dtype) for part in item])
    return item


class WithGradCell(Cell):
    """The gradients of a network's Parameters, as a tuple.

    Args:
        network: the network.
        loss_fn: its loss; None where the network gives a loss itself.
        sens: the gradient of the loss, a number or Tensor; None for ones.

    >>> from msgrad import Tensor, nn
    >>> net = nn.Dense(1, 1, weight_init="ones", has_bias=False)
    >>> print(nn.WithGradCell(net, nn.MSELoss())(Tensor([[3.0]]), Tensor([[1.0]])))
    (Tensor(shape=[1, 1], dtype=Float32, value=
    [[ 1.20000000e+01]]),)
    """

    def __init__(self, network: Cell, loss_fn: Any = None, sens: Any = None) -> None:
        super().__init__(auto_prefix=False)
        self.network = network
        self.loss_fn = loss_fn
        self.weights = ParameterTuple(network.trainable_params())
        self.sens = sens
        self.grad = GradOperation(get_by_list=True, sens_param=sens is not None)
        self.network_with_loss = network if loss_fn is None else WithLossCell(network, loss_fn)

    def construct(self, *inputs):
        if self.sens is None:
            return self.grad(self.network_with_loss, self.weights)(*inputs)
        sens = self.sens if isinstance(self.sens, Tensor) else Tensor(self.sens, mstype.float32)
        return self.grad(self.network_with_loss, self.weights)(*inputs, sens)


class ForwardValueAndGrad(Cell):
    """What a network gives, and its gradients.

    Args:
        network: a Cell or function.
        weights: Parameters, for ``get_by_list``.
        get_all: gradients of all inputs rather than of the first.
        get_by_list: gradients of the ``weights``; with ``get_all`` beside those of the inputs.
        sens_param: the last input is the gradient of the output.

    Raises:
        TypeError: for arguments of other types, or ``get_by_list`` without ``weights``.

    >>> from msgrad import Tensor, nn
    >>> nn.ForwardValueAndGrad(lambda x: x * x)(Tensor(3.0))
    (Tensor(shape=[], dtype=Float32, value= 9), Tensor(shape=[], dtype=Float32, value= 6))
    """

    def __init__(
        self,
        network: Any,
        weights: Any = None,
        get_all: bool = False,
        get_by_list: bool = False,
        sens_param: bool = False,
    ) -> None:
        super().__init__(auto_prefix=False)
        who = "ForwardValueAndGrad"
        if not callable(network):
            raise TypeError(f"For '{who}', the 'network' must be a Cell or function, but got {type(network).__name__}.")
        for name, flag in (("get_all", get_all), ("get_by_list", get_by_list), ("sens_param", sens_param)):
            check_bool(flag, name, who)
        if get_by_list and not isinstance(weights, ParameterTuple | tuple | list):
            raise TypeError(
                f"For '{who}', with 'get_by_list' the 'weights' must be Parameters, but got {type(weights).__name__}."
            )
        self.network = network
        self.weights = ParameterTuple(weights) if get_by_list else weights
        self.get_all, self.get_by_list, self.sens_param = get_all, get_by_list, sens_param

    def construct(self, *inputs):
        count = len(inputs) - self.sens_param
        position: Any = 0
        if self.get_all:
            position = tuple(range(count))
        elif self.get_by_list:
            position = None
        weights = self.weights if self.get_by_list else None
        value, gradients = value_and_grad(self.network, position, weights, sens_param=self.sens_param)(*inputs)
        if self.get_all and count == 1:  # a tuple all the same
            gradients = ((gradients[0],), gradients[1]) if self.get_by_list else (gradients,)
        return value, gradients


class TrainOneStepCell(Cell):
    """One step of training: forward, backward, optimizer. Gives what the network gives.

    Args:
        network: gives the loss (all its outputs count, summed).
        optimizer: steps on its own Parameters.
        sens: what gradients are multiplied by; None for the optimizer's ``loss_scale``, usually 1.
        return_grad: also gives a dict of the gradients by name.

    Raises:
        ValueError: if ``sens`` is 0.
        TypeError: if an argument is of another type.

    >>> from msgrad import Tensor, nn
    >>> net = nn.Dense(1, 1, weight_init="ones", has_bias=False)
    >>> step = nn.TrainOneStepCell(nn.WithLossCell(net, nn.MSELoss()), nn.SGD(net.trainable_params(), 0.1))
    >>> print(step(Tensor([[3.0]]), Tensor([[1.0]])))
    4.0
    >>> print(net.weight.asnumpy().round(4))
    [[-0.2]]
    """

    def __init__(self, network: Any, optimizer: Any, sens: Any = None, return_grad: bool = False) -> None:
        super().__init__(auto_prefix=False)
        who = type(self).__name__
        check_type(network, Cell, "network", who)
        check_type(optimizer, Cell, "optimizer", who)
        self.network = network
        self.network.set_grad()
        self.optimizer = optimizer
        self.weights = optimizer.parameters
        self.grad = GradOperation(get_by_list=True, sens_param=True)
        self.grad_no_sens = GradOperation(get_by_list=True)
        if sens is None:
            sens = getattr(optimizer, "loss_scale", 1.0)
        if not isinstance(sens, int | float | Tensor) or isinstance(sens, bool):
            raise TypeError(f"For '{who}', the 'sens' must be a number, but got {type(sens).__name__}.")
        if not isinstance(sens, Tensor) and sens == 0:
            raise ValueError(f"For '{who}', the 'sens' must not be 0.")
        self.sens = sens
        self.return_grad = check_bool(return_grad, "return_grad", who)
        self.reducer_flag = False
        self.grad_reducer = Identity()

    def construct(self, *inputs):
        outputs, gradients = scaled_value_and_grad(self.network, self.weights, self.sens)(*inputs)
        gradients = self.grad_reducer(gradients)
        self.optimizer(gradients)
        if self.return_grad:
            return outputs, {p.name: g for p, g in zip(self.weights, gradients, strict=True)}
        return outputs


def scaled_value_and_grad(network: Callable, weights: Any, scale: Any) -> Callable:
    """As `value_and_grad` for Parameters; the gradients, not the outputs, are multiplied by ``scale``, on the way."""
    if not isinstance(scale, Tensor) and scale == 1:
        return value_and_grad(network, None, weights)

    def scaled(*inputs: Any) -> tuple:
        outputs = network(*inputs)
        return sum((t * scale_of(t)).sum() for t in _tensors(outputs)), outputs

    def scale_of(output: Tensor) -> Any:
        return scale.astype(output.dtype) if isinstance(scale, Tensor) else scale

    def run(*inputs: Any) -> tuple:
        (_, outputs), gradients = value_and_grad(scaled, None, weights, has_aux=True)(*inputs)
        return outputs, gradients

    return run


def _tensors(item: Any) -> Iterable[Tensor]:
    if isinstance(item, Tensor):
        yield item
    elif isinstance(item, list | tuple):
        for part in item:
            yield from _tensors(part)


class ParameterUpdate(Cell):
    """Writes its input into a Parameter.

    Raises:
        TypeError: if ``param`` is no Parameter.
        ValueError: for an input of another shape.

    >>> from msgrad import Parameter, Tensor, nn
    >>> p = Parameter(Tensor([1.0, 2.0]), name="p")
    >>> _ = nn.ParameterUpdate(p)(Tensor([3.0, 4.0]))
    >>> print(p.asnumpy())
    [3. 4.]
    """

    def __init__(self, param: Parameter) -> None:
        super().__init__(auto_prefix=False)
        if not isinstance(param, Parameter):
            raise TypeError(f"For 'ParameterUpdate', the 'param' must be a Parameter, but got {type(param).__name__}.")
        self._param = param

    def construct(self, x):
        if x.shape != self._param.shape:
            raise ValueError(
                f"For 'ParameterUpdate', the input must have the shape {self._param.shape} of the Parameter, "
                f"but got {x.shape}."
            )
        self._param.set_data(x)
        return self._param.value()


class TimeDistributed(Cell):
    """A layer on every slice of its input along one axis.

    Args:
        layer: a Cell or function.
        time_axis: the axis.
        reshape_with_axis: the axis that ``time_axis`` is merged with for one call of the layer; None calls it
            once for every slice.

    Raises:
        TypeError: for arguments of other types.

    >>> import numpy as np
    >>> from msgrad import Tensor, nn
    >>> nn.TimeDistributed(nn.Dense(3, 2), time_axis=1)(Tensor(np.ones((4, 5, 3), np.float32))).shape
    (4, 5, 2)
    """

    def __init__(self, layer: Any, time_axis: int, reshape_with_axis: int | None = None) -> None:
        super().__init__()
        if not callable(layer):
            raise TypeError(f"For 'TimeDistributed', the 'layer' must be a Cell, but got {type(layer).__name__}.")
        self.layer = layer
        self.time_axis = check_type(time_axis, int, "time_axis", "TimeDistributed")
        if reshape_with_axis is not None:
            check_type(reshape_with_axis, int, "reshape_with_axis", "TimeDistributed")
        self.reshape_with_axis = reshape_with_axis

    def construct(self, inputs):
        time = self.time_axis % inputs.ndim
        if self.reshape_with_axis is None:
            return ops.stack([self.layer(part) for part in ops.unbind(inputs, time)], axis=time)
        other = self.reshape_with_axis % inputs.ndim
        place = other if other < time else other - 1  # of the other axis once the time axis is gone
        moved = ops.movedim(inputs, time, place + 1)
        merged = (*moved.shape[:place], -1, *moved.shape[place + 2 :])
        outputs = self.layer(moved.reshape(merged))
        apart = (*outputs.shape[:place], *moved.shape[place : place + 2], *outputs.shape[place + 1 :])
        return ops.movedim(outputs.reshape(apart), place + 1, time)


class VirtualDatasetCellTriple(Cell):
    """A network of three inputs, called with them: on one device there is nothing to share out.

    >>> from msgrad import nn
    >>> nn.VirtualDatasetCellTriple(nn.Identity()).cls_name
    'VirtualDatasetCellTriple'
    """

    def __init__(self, backbone: Any) -> None:
        super().__init__(auto_prefix=False)
        self._backbone = backbone

    def construct(self, a, b, c):
        return self._backbone(a, b, c)


class _MicroBatches(Cell):
    """A network on each of several equal parts of its inputs, the results added."""

    def __init__(self, network: Any, parts: int, name: str) -> None:
        super().__init__(auto_prefix=False)
        check_type(network, Cell, "network", type(self).__name__)
        self.network = network
        self.parts = check_positive_int(parts, name, type(self).__name__)

    def construct(self, *inputs):
        for x in inputs:
            if x.shape[0] % self.parts:
                raise ValueError(
                    f"For '{self.cls_name}', the first dimension of the inputs must be a multiple of {self.parts}, "
                    f"but got shape {x.shape}."
                )
        total = None
        for i in range(self.parts):
            output = self.network(*[x[i * (n := x.shape[0] // self.parts) : (i + 1) * n] for x in inputs])
            total = output if total is None else total + output
        return total


class MicroBatchInterleaved(_MicroBatches):
    """A network on each of ``interleave_num`` parts of the batch, the results added.

    >>> import numpy as np
    >>> from msgrad import Tensor, nn
    >>> print(nn.MicroBatchInterleaved(nn.Identity(), 2)(Tensor([[1.0], [2.0]])))
    [[3.]]
    """

    def __init__(self, network: Any, interleave_num: int = 2) -> None:
        super().__init__(network, interleave_num, "interleave_num")
        self.interleave_num = interleave_num


class GradAccumulationCell(_MicroBatches):
    """A network on each of ``micro_size`` parts of the batch, the results added.

    >>> from msgrad import Tensor, nn
    >>> print(nn.GradAccumulationCell(nn.Identity(), 2)(Tensor([[1.0], [2.0]])))
    [[3.]]
    """

    def __init__(self, network: Any, micro_size: int) -> None:
        super().__init__(network, micro_size, "micro_size")
        self.micro_size = micro_size


class PipelineCell(_MicroBatches):
    """A network on each of ``micro_size`` parts of the batch, the results added.

    Raises:
        NotImplementedError: if ``stage_config`` or ``segment_config`` is given: there is one device and one stage.

    >>> from msgrad import Tensor, nn
    >>> print(nn.PipelineCell(nn.Identity(), 2)(Tensor([[1.0], [2.0]])))
    [[3.]]
    """

    def __init__(self, network: Any, micro_size: int, stage_config: Any = None, segment_config: Any = None) -> None:
        if stage_config is not None or segment_config is not None:
            raise NotImplementedError(
                "For 'PipelineCell', 'stage_config' and 'segment_config' place layers on several devices, which is not "
                "supported: leave them out."
            )
        super().__init__(network, micro_size, "micro_size")
        self.micro_size = micro_size


class GetNextSingleOp(Cell):
    """Not supported: there is no queue of data on the device.

    Raises:
        NotImplementedError: always.
    """

    def __init__(self, dataset_types: Any, dataset_shapes: Any, queue_name: str) -> None:
        raise NotImplementedError(
            "For 'GetNextSingleOp', there is no queue of data on the device: iterate over the data set by "
            "'create_tuple_iterator', or use 'mindspore.data_sink'."
        )
