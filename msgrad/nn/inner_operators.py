"""Operators that MindSpore's layers hold as attributes, for subclasses that call them.

The layers of msgrad call functions. Real code subclasses layers, and its ``construct`` calls what MindSpore's layer
keeps under ``self.conv2d``, ``self.layer_norm`` or ``self.hyper_map``. Such an attribute is made when first asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any
from weakref import WeakKeyDictionary

_MADE: WeakKeyDictionary[Any, dict[str, Any]] = WeakKeyDictionary()  # not in the Cell, whose attributes jit watches

Maker = Callable[[Any, Any], Any]  # of `mindspore.ops` and the Cell: the attribute

_BIASED: dict[str, Maker] = {"bias_add": lambda P, c: P.BiasAdd()}
_REDUCED: dict[str, Maker] = {
    "reduce_mean": lambda P, c: P.ReduceMean(),
    "reduce_sum": lambda P, c: P.ReduceSum(),
    "mul": lambda P, c: P.Mul(),
    "cast": lambda P, c: P.Cast(),
}
_BATCH_NORM: dict[str, Maker] = {
    "bn_train": lambda P, c: P.BatchNorm(is_training=True, epsilon=c.eps, momentum=c.momentum),
    "bn_infer": lambda P, c: P.BatchNorm(is_training=False, epsilon=c.eps),
    "shape": lambda P, c: P.Shape(),
    "reshape": lambda P, c: P.Reshape(),
    "square": lambda P, c: P.Square(),
    "sqrt": lambda P, c: P.Sqrt(),
    "cast": lambda P, c: P.Cast(),
    "reduce_mean": lambda P, c: P.ReduceMean(keep_dims=True),
}
_RECURRENT: dict[str, Maker] = {
    "reverse": lambda P, c: P.ReverseV2([0]),
    "reverse_sequence": lambda P, c: P.ReverseSequence(0, 1),
    "is_lstm": lambda P, c: type(c).__name__ == "LSTM",
}


def _conv2d(P: Any, c: Any) -> Any:
    return P.Conv2D(
        out_channel=c.out_channels,
        kernel_size=c.kernel_size,
        mode=1,
        pad_mode=c.pad_mode,
        pad=c.padding,
        stride=c.stride,
        dilation=c.dilation,
        group=c.group,
    )


def _pool(name: str) -> Maker:
    return lambda P, c: getattr(P, name)(kernel_size=c.kernel_size, strides=c.stride, pad_mode=c.pad_mode.upper())


def _plain(name: str, *args: Any) -> Maker:
    return lambda P, c: getattr(P, name)(*args)


INNER: dict[str, dict[str, Maker]] = {
    "Dense": {
        **_BIASED,
        "matmul": lambda P, c: P.MatMul(transpose_b=True),
        "reshape": _plain("Reshape"),
        "shape_op": _plain("Shape"),
    },
    "Conv1d": {
        **_BIASED,
        "conv2d": _conv2d,
        "expand_dims": _plain("ExpandDims"),
        "squeeze": _plain("Squeeze", 2),
        "shape": _plain("Shape"),
    },
    "Conv2d": {**_BIASED, "conv2d": _conv2d},
    "_BatchNorm": _BATCH_NORM,
    "LayerNorm": {
        "layer_norm": lambda P, c: P.LayerNorm(
            begin_norm_axis=c.begin_norm_axis, begin_params_axis=c.begin_params_axis, epsilon=c.epsilon
        ),
    },
    "Embedding": {
        "gather": _plain("Gather"),
        "one_hot": _plain("OneHot"),
        "expand": _plain("ExpandDims"),
        "reshape": _plain("Reshape"),
        "reshape_flat": _plain("Reshape"),
        "get_shp": _plain("Shape"),
        "array_mul": _plain("MatMul"),
        "concat": _plain("Concat"),
        "shp_flat": lambda P, c: (-1,),
    },
    "MaxPool2d": {"max_pool": _pool("MaxPool"), "use_pad": lambda P, c: c.pad_mode.upper() == "PAD"},
    "AvgPool2d": {"avg_pool": _pool("AvgPool")},
    "PReLU": {"prelu": _plain("PReLU")},
    "ReLU": {"relu": _plain("ReLU")},
    "ReLU6": {"relu6": _plain("ReLU6")},
    "HSwish": {"hswish": _plain("HSwish")},
    "Sigmoid": {"sigmoid": _plain("Sigmoid")},
    "Tanh": {"tanh": _plain("Tanh")},
    "Softmax": {"softmax": lambda P, c: P.Softmax(c.axis)},
    "OneHot": {"onehot": lambda P, c: P.OneHot(c.axis)},
    "LossBase": _REDUCED,
    "SmoothL1Loss": {"smooth_l1_loss": lambda P, c: P.SmoothL1Loss(c.beta, c.reduction)},
    "SoftmaxCrossEntropyWithLogits": {
        "softmax_cross_entropy": _plain("SoftmaxCrossEntropyWithLogits"),
        "sparse_softmax_cross_entropy": _plain("SparseSoftmaxCrossEntropyWithLogits"),
        "one_hot": _plain("OneHot"),
        "on_value": lambda P, c: P.scalar_to_tensor(1.0),
        "off_value": lambda P, c: P.scalar_to_tensor(0.0),
        "is_cpugpu": lambda P, c: True,
    },
    "_RNNBase": _RECURRENT,
    "Optimizer": {
        "hyper_map": lambda P, c: P.HyperMap(),
        "map_": lambda P, c: P.Map(),
        "hyper_map_reverse": lambda P, c: P.HyperMap(reverse=True),
        "map_reverse": lambda P, c: P.Map(reverse=True),
        "use_parallel": lambda P, c: False,
        "enable_tuple_broaden": lambda P, c: True,
        "dynamic_decay_flags": lambda P, c: False,
        "optim_filter": lambda P, c: (True,) * len(c.parameters),
    },
    "Momentum": {"params": lambda P, c: c.parameters, "opt": lambda P, c: P.ApplyMomentum(use_nesterov=c.use_nesterov)},
    "TrainOneStepWithLossScaleCell": {
        "hyper_map": lambda P, c: P.HyperMap(),
        "less_equal": _plain("LessEqual"),
        "equal": _plain("Equal"),
        "logic_not": _plain("LogicalNot"),
        "reduce_all": lambda P, c: P.ReduceAll(keep_dims=False),
        "reduce_sum": lambda P, c: P.ReduceSum(keep_dims=False),
    },
    "ForwardValueAndGrad": {"grad": lambda P, c: P.GradOperation(get_all=c.get_all, get_by_list=c.get_by_list,
                                                                 sens_param=c.sens_param)},
}  # fmt: skip
"""By the name of the layer's class, and the attribute's name."""


def inner_operator(cell: Any, name: str) -> Any:
    """The attribute that MindSpore's layer of this class, or of a base of it, has; None where it has none."""
    for base in type(cell).__mro__:
        maker = INNER.get(base.__name__, {}).get(name)
        if maker is not None and base.__module__.startswith("msgrad.nn"):
            made = _MADE.setdefault(cell, {})
            if name not in made:
                made[name] = maker(import_module("msgrad.ops"), cell)
            return made[name]
    return None
