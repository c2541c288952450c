"""Mixed precision: networks that compute in a low dtype, all or part of them, with Parameters of float32."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from msgrad._checkparam import check_type
from msgrad.common import dtype as mstype
from msgrad.engine.autocast import OperatorPolicy
from msgrad.nn.cell import Cell
from msgrad.nn.optim import Optimizer
from msgrad.nn.wrap.cell_wrapper import TrainOneStepCell, WithLossCell, cast_floats
from msgrad.nn.wrap.loss_scale import TrainOneStepWithLossScaleCell
from msgrad.ops.primitive import Primitive
from msgrad.train.loss_scale_manager import DynamicLossScaleManager, LossScaleManager
from msgrad.train.mixed_precision_lists import get_black_list, get_white_list, operator_policy

__all__ = [
    "auto_mixed_precision",
    "build_train_network",
    "custom_mixed_precision",
    "get_black_list",
    "get_white_list",
]

_LEVELS = ("O0", "O1", "O2", "O3", "auto")
_LOW_DTYPES = (mstype.float16, mstype.bfloat16)


class _OutputTo(Cell):
    """A network whose float outputs are cast."""

    def __init__(self, backbone: Cell, dtype: Any) -> None:
        super().__init__(auto_prefix=False)
        self._backbone = backbone
        self._output_dtype = dtype

    def construct(self, *args, **kwargs):
        return cast_floats(self._backbone(*args, **kwargs), self._output_dtype)


class _OutputTo16(_OutputTo):
    """A layer that computes in float32 among those that do not."""


class _OutputTo32(_OutputTo):
    """A network that computes in a low dtype, from outside one of float32."""

    def __init__(self, backbone: Cell) -> None:
        super().__init__(backbone, mstype.float32)


class _ByOperator:
    """Stands in a Cell for the dtype that its operators are cast to: each has its own."""

    def __init__(self, policy: OperatorPolicy) -> None:
        self.np = policy


class _LowPrimitive:
    """A primitive that computes in a low dtype and gives float32."""

    def __init__(self, primitive: Any, dtype: Any) -> None:
        self.primitive, self.dtype = primitive, dtype

    def __call__(self, *args: Any) -> Any:
        return cast_floats(self.primitive(*[cast_floats(a, self.dtype) for a in args]), mstype.float32)

    def __repr__(self) -> str:
        return repr(self.primitive)


def _output_to_float32(cell: Cell, inputs: Any, output: Any) -> Any:
    return cast_floats(output, mstype.float32)


def auto_mixed_precision(network: Cell, amp_level: str = "O0", dtype: Any = mstype.float16) -> Cell:
    """A network that computes in a low dtype, in part or whole. Its Parameters stay as they are.

    At level O1 another Cell is returned, of a subclass, which has the same Parameters and sub-Cells: the sub-Cells are
    changed, the network's own attributes are not. At the others the network itself is changed; use what is returned.

    Args:
        network: a Cell.
        amp_level: "O0" changes nothing; "O1" has the layers of `get_white_list` compute in ``dtype`` and give float32;
            "O2" all but those of `get_black_list` in ``dtype``, the output in float32; "O3" all; "auto" decides for
            every operator: products of matrices and convolutions in ``dtype``, exponentials, norms, sums and losses
            in float32, others in what they are given.
        dtype: float16 or bfloat16.

    Raises:
        TypeError: if ``network`` is no Cell.
        ValueError: for another level or dtype.

    >>> from mindspore import Tensor, amp, nn
    >>> net = amp.auto_mixed_precision(nn.SequentialCell(nn.Dense(2, 2), nn.ReLU()), "O2")
    >>> net(Tensor([[1.0, 2.0]])).dtype
    mindspore.float32
    """
    if amp_level not in _LEVELS:
        raise ValueError(f"For 'auto_mixed_precision', the 'amp_level' must be in {_LEVELS}, but got {amp_level!r}.")
    _check_network(network, "auto_mixed_precision")
    _check_dtype(dtype, "auto_mixed_precision")
    if amp_level == "O1":
        return _lower_listed(network, get_white_list(), dtype)
    if amp_level == "O2":
        return _OutputTo32(_lower_all_but(network, get_black_list(), dtype))
    if amp_level == "O3":
        return _OutputTo32(network.to_float(dtype))
    if amp_level == "auto":
        network.__dict__["_float_type"] = _ByOperator(operator_policy(np.dtype(dtype.np)))
        network._update_call()
    return network


def custom_mixed_precision(
    network: Cell, *, white_list: list | None = None, black_list: list | None = None, dtype: Any = mstype.float16
) -> Cell:
    """As `auto_mixed_precision`, with a list of one's own.

    Args:
        network: a Cell.
        white_list: classes of layers and primitives that compute in ``dtype``, as at level O1.
        black_list: classes of layers that do not, as at level O2. One of the two lists is given.
        dtype: float16 or bfloat16.

    Raises:
        TypeError: if ``network`` is no Cell, or a list no list of classes.
        ValueError: if both lists or none are given, or for another dtype.

    >>> from mindspore import Tensor, amp, nn
    >>> net = amp.custom_mixed_precision(nn.SequentialCell(nn.Dense(2, 2)), white_list=[nn.Dense])
    >>> net(Tensor([[1.0, 2.0]])).dtype
    mindspore.float32
    """
    who = "custom_mixed_precision"
    _check_network(network, who)
    if (white_list is None) == (black_list is None):
        raise ValueError(f"For '{who}', one of 'white_list' and 'black_list' must be given, and not both.")
    name, classes = ("white_list", white_list) if black_list is None else ("black_list", black_list)
    check_type(classes, list, name, who)
    for item in classes:  # type: ignore[union-attr]
        if not isinstance(item, type):
            raise TypeError(f"For '{who}', the elements of '{name}' must be classes, but got {item!r}.")
    _check_dtype(dtype, who)
    if white_list is not None:
        return _lower_listed(network, white_list, dtype)
    return _OutputTo32(_lower_all_but(network, black_list or [], dtype))


def _check_network(network: Any, who: str) -> None:
    if not isinstance(network, Cell):
        raise TypeError(f"For '{who}', the 'network' must be a Cell, but got {type(network).__name__}.")


def _check_dtype(dtype: Any, who: str) -> None:
    if dtype not in _LOW_DTYPES:
        raise ValueError(f"For '{who}', the 'dtype' must be float16 or bfloat16, but got {dtype}.")


@functools.cache
def _class_of_twin(cls: type[Cell]) -> type[Cell]:
    """The class of a network of level O1 whose own class is ``cls``: nothing but another name, which is MindSpore's."""
    return type(cls)(f"{cls.__name__}Opt", (cls,), {"__module__": cls.__module__, "__doc__": cls.__doc__})


def _twin(network: Cell) -> Cell:
    """Another Cell, with the same Parameters and sub-Cells, but attributes, hooks and a dtype of its own."""
    cls = _class_of_twin(type(network))
    made = cls.__new__(cls)
    made.__dict__.update(network.__dict__)
    if network._hooks is not None:
        made.__dict__["_hooks"] = {kind: list(hooks) for kind, hooks in network._hooks.items()}
    return made


def _lower_listed(network: Cell, classes: list, dtype: Any) -> Cell:
    """A twin, in which the listed layers and primitives compute in the low dtype and give float32."""
    network = _twin(network)
    layers = tuple([c for c in classes if issubclass(c, Cell)])
    primitives = tuple([c for c in classes if not issubclass(c, Cell)])
    for cell in [cell for _, cell in network.cells_and_names()]:
        if isinstance(cell, layers):
            if cell._float_type is None:
                cell.to_float(dtype)
                cell.register_forward_hook(_output_to_float32)
            continue
        for name, value in list(vars(cell).items()):
            if isinstance(value, Primitive) and isinstance(value, primitives):
                object.__setattr__(cell, name, _LowPrimitive(value, dtype))
    return network


def _lower_all_but(network: Cell, classes: list, dtype: Any) -> Cell:
    """Has all layers compute in the low dtype; the listed ones in float32, and give the low dtype."""
    network.to_float(dtype)
    listed = tuple(classes)

    def keep(cell: Cell) -> None:
        for name, inner in list(cell._cells.items()):
            if isinstance(inner, listed):
                cell._cells[name] = _OutputTo16(inner.to_float(mstype.float32), dtype)
            elif inner is not None and not isinstance(inner, _OutputTo16):
                keep(inner)

    if isinstance(network, listed):
        return _OutputTo16(network.to_float(mstype.float32), dtype)
    keep(network)
    return network


_DEFAULTS: dict[str, tuple[Any, bool]] = {
    "O2": (DynamicLossScaleManager, True),
    "auto": (DynamicLossScaleManager, False),
}


def build_train_network(
    network: Cell,
    optimizer: Any,
    loss_fn: Any = None,
    level: str = "O0",
    boost_level: str = "O0",
    **kwargs: Any,
) -> Cell:
    """A Cell of one step of training in mixed precision.

    Args:
        network: the network; with its loss where ``loss_fn`` is None.
        optimizer: its optimizer.
        loss_fn: the loss.
        level: as ``amp_level`` of `auto_mixed_precision`. At O2 and "auto" the loss scale is dynamic, unless a
            ``loss_scale_manager`` is given.
        boost_level: must be "O0": the training accelerations of the others are not supported.
        kwargs: ``loss_scale_manager`` (None for none), ``keep_batchnorm_fp32`` (of O2 and O3) and ``cast_model_type``
            (float16 or float32).

    Raises:
        TypeError, ValueError: for other arguments.
        NotImplementedError: for another ``boost_level``.

    >>> from mindspore import Tensor, amp, nn
    >>> net = nn.Dense(2, 1)
    >>> step = amp.build_train_network(net, nn.SGD(net.trainable_params()), nn.MSELoss(), level="O3")
    >>> step(Tensor([[1.0, 2.0]]), Tensor([[1.0]])).dtype
    mindspore.float32
    """
    who = "build_train_network"
    if not isinstance(optimizer, Optimizer):
        raise TypeError(f"For '{who}', the 'optimizer' must be an Optimizer, but got {type(optimizer).__name__}.")
    if loss_fn is not None and not isinstance(loss_fn, Cell):
        raise TypeError(f"For '{who}', the 'loss_fn' must be a Cell, but got {type(loss_fn).__name__}.")
    if not isinstance(level, str):
        raise TypeError(f"For '{who}', the 'level' must be a str, but got {type(level).__name__}.")
    if level not in _LEVELS:
        raise ValueError(f"For '{who}', the 'level' must be in {_LEVELS}, but got {level!r}.")
    check_boost(boost_level, who)
    if unknown := sorted(set(kwargs) - {"loss_scale_manager", "keep_batchnorm_fp32", "cast_model_type"}):
        raise ValueError(f"For '{who}', there is no argument {', '.join(unknown)}.")
    _check_network(network, who)
    make_manager, keep_norms = _DEFAULTS.get(level, (None, False))
    manager = kwargs["loss_scale_manager"] if "loss_scale_manager" in kwargs else make_manager and make_manager()
    if manager is not None and not isinstance(manager, LossScaleManager):
        raise TypeError(
            f"For '{who}', the 'loss_scale_manager' must be a LossScaleManager or None, "
            f"but got {type(manager).__name__}."
        )
    low = kwargs.get("cast_model_type", mstype.float32 if level == "O0" else mstype.float16)
    if low not in (mstype.float16, mstype.float32, mstype.bfloat16):
        raise ValueError(f"For '{who}', the 'cast_model_type' must be float16, bfloat16 or float32, but got {low}.")
    keep_norms = kwargs.get("keep_batchnorm_fp32", keep_norms)
    network = _lowered(network, level, low, bool(keep_norms))
    if loss_fn is not None:
        network = WithLossCell(network, loss_fn)
    cell = manager.get_update_cell() if manager is not None else None
    if cell is not None:
        return TrainOneStepWithLossScaleCell(network, optimizer, scale_sense=cell).set_train()
    return TrainOneStepCell(network, optimizer, manager.get_loss_scale() if manager is not None else None).set_train()


def _lowered(network: Cell, level: str, low: Any, keep_norms: bool) -> Cell:
    if level in ("O1", "auto"):
        return auto_mixed_precision(network, level)
    if low == mstype.float32:
        return network
    if keep_norms:
        return _OutputTo32(_lower_all_but(network, get_black_list(), low))
    return _OutputTo32(network.to_float(low))


def check_boost(level: Any, who: str) -> None:
    """ValueError for no boost level, NotImplementedError for one that does anything."""
    if level not in ("O0", "O1", "O2"):
        raise ValueError(f"For '{who}', the 'boost_level' must be 'O0', 'O1' or 'O2', but got {level!r}.")
    if level != "O0":
        raise NotImplementedError(
            f"For '{who}', the boost_level {level!r} (less data, frozen layers) is not supported: leave it at 'O0'."
        )
