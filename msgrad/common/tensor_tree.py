"""Tensors and Parameters as JAX pytrees: one leaf, the array; a Parameter's name and flags are structure. A sparse
Tensor has its Tensors as children."""

from __future__ import annotations

from typing import Any, cast

import jax
import numpy as np

from msgrad.common.parameter import Parameter
from msgrad.common.sparse_tensor import COOTensor, CSRTensor, RowTensor, SparseTensor
from msgrad.common.tensor import Tensor
from msgrad.engine.graph import current
from msgrad.engine.handle import Bundle
from msgrad.engine.operator import leaf_of_jax
from msgrad.engine.values import Result, Value, aval_of


def _flatten_tensor(tensor: Tensor) -> tuple[tuple, None]:
    return (_array(tensor),), None


def _flatten_parameter(parameter: Parameter) -> tuple[tuple, tuple]:
    return (_array(parameter),), (parameter.name, parameter.requires_grad)


def _array(tensor: Tensor) -> Any:
    if isinstance(tensor._value.result.array, _Foreign):
        return tensor._value.result.array.item
    if current().scopes:
        raise RuntimeError(
            "A Tensor was handed to JAX inside a function that msgrad differentiates or maps, which would lose its "
            "history: wrap the JAX function by msgrad.functional.lift, and call that on the Tensor."
        )
    return tensor.jax()


def _unflatten_tensor(_: None, children: tuple) -> Tensor:
    tensor = Tensor.__new__(Tensor)
    _fill(tensor, children[0])
    return tensor


def _unflatten_parameter(structure: tuple, children: tuple) -> Parameter:
    parameter = Parameter.__new__(Parameter)
    _fill(parameter, children[0])
    parameter._name, parameter._requires_grad = structure
    parameter.layerwise_parallel, parameter.parallel_optimizer, parameter.storage_format = False, True, ""
    parameter.unique = parameter.is_init = parameter.sliced = parameter.cache_enable = False
    parameter.inited_param, parameter.key, parameter.comm_fusion = None, -1, 1
    return parameter


class _Foreign:
    """Something in a leaf's place that is no array: JAX rebuilds trees with all sorts of objects."""

    def __init__(self, item: Any) -> None:
        self.item = item


def _fill(tensor: Tensor, item: Any) -> None:
    tensor._alias = None
    if isinstance(item, jax.Array):
        tensor._value = Value(leaf_of_jax(item))
    elif isinstance(item, np.ndarray | np.generic | bool | int | float | complex):
        tensor._value = Tensor(item)._value
    else:
        tensor._value = Value(Result(aval_of((), np.dtype(object)), None, 0, _Foreign(item)))


def _flatten_bundle(bundle: Bundle) -> tuple[tuple, tuple]:
    return bundle._parts(), bundle._facts()


for _kind in (COOTensor, CSRTensor, RowTensor, SparseTensor):
    jax.tree_util.register_pytree_node(_kind, _flatten_bundle, cast(Any, _kind._made))
jax.tree_util.register_pytree_node(Tensor, _flatten_tensor, _unflatten_tensor)
jax.tree_util.register_pytree_node(Parameter, _flatten_parameter, _unflatten_parameter)
