"""Cells as pure functions, for use with jax.jit, jax.grad, jax.vmap, optax, orbax and the rest of JAX.

`functionalize` lifts a Cell's trainable Parameters and all its other state into explicit arguments:

>>> import jax, jax.numpy as jnp
>>> from msgrad import functional, nn
>>> net = nn.Dense(3, 2)
>>> apply, params, state = functional.functionalize(net)
>>> sorted(params)
['bias', 'weight']
>>> out, state = jax.jit(apply)(params, state, jnp.ones((4, 3), jnp.float32))
>>> out.shape
(4, 2)

`lift` is the way back: it makes a JAX function one that takes Tensors, inside Cells too, and is differentiated
through.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import jax
import numpy as np

from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.engine import random
from msgrad.engine.operator import Operator, leaf_of_jax
from msgrad.engine.values import Value, leaf
from msgrad.nn.cell import Cell
from msgrad.nn.cell_tree import all_cells, leaves_of

__all__ = ["functionalize", "lift", "params_of", "state_of", "write_back"]


def _check_cell(cell: Any, who: str) -> None:
    if not isinstance(cell, Cell):
        raise TypeError(f"For '{who}', the 'cell' must be a Cell, but got {type(cell).__name__}.")


def _members(cell: Cell) -> tuple[dict[str, Parameter], dict[str, Tensor]]:
    """The trainable Parameters by name, and all other Tensors: Parameters by name, the rest by path."""
    trainable: dict[str, Parameter] = {}
    others: dict[str, Tensor] = {}
    for path, tensor in leaves_of(cell).items():
        is_parameter = isinstance(tensor, Parameter)
        group: dict[str, Any] = trainable if is_parameter and tensor.requires_grad else others
        name = tensor.name if is_parameter else path
        if name in trainable or name in others:
            raise ValueError(
                f"For 'functionalize', two Parameters of {type(cell).__name__} are named '{name}': "
                "give each its own name."
            )
        group[name] = tensor
    return trainable, others


def params_of(cell: Cell) -> dict[str, jax.Array]:
    """The trainable Parameters' arrays, by name.

    Raises:
        TypeError: if ``cell`` is no Cell.
        ValueError: if two Parameters have one name.
    """
    _check_cell(cell, "params_of")
    return {name: p.jax() for name, p in _members(cell)[0].items()}


def state_of(cell: Cell, seed: int = 0) -> dict[str, Any]:
    """All other state: ``"tensors"``, the arrays of untrained Parameters, buffers and Tensor attributes by name,
    and ``"random"``, the key that random operators draw from, made of ``seed``."""
    _check_cell(cell, "state_of")
    tensors = {name: t.jax() for name, t in _members(cell)[1].items()}
    return {"tensors": tensors, "random": jax.random.key_data(jax.random.key(seed))}


def functionalize(cell: Cell, seed: int = 0) -> tuple[Callable, dict[str, jax.Array], dict[str, Any]]:
    """A Cell as a pure function, with its Parameters and state.

    Args:
        cell: the Cell, in the mode (`set_train`) in which it is to run.
        seed: for the random operators inside.

    Returns:
        ``(apply, params, state)``. ``apply(params, state, *args, **kwargs)`` returns ``(out, new_state)``;
        arguments and outputs are arrays (or pytrees of them). The Cell itself is left as it is; `write_back`
        puts trained ``params`` and ``state`` into it.

    Raises:
        TypeError: if ``cell`` is no Cell.
        ValueError: if two Parameters have one name.
    """
    _check_cell(cell, "functionalize")

    def apply(params: dict[str, Any], state: dict[str, Any], *args: Any, **kwargs: Any) -> tuple[Any, dict[str, Any]]:
        with _restored(cell):
            trainable, others = _members(cell)
            _fill(trainable, params, "params")
            _fill(others, state["tensors"], "state")
            with random.traced_key(state["random"]) as key:
                out = cell(*_as_tensors(args), **_as_tensors(kwargs))
            found = _members(cell)[1]
            new_state = {"tensors": {name: t.jax() for name, t in found.items()}, "random": key.next()}
            return _as_arrays(out), new_state

    apply.__name__ = apply.__qualname__ = f"apply_{cell.cls_name}"
    return apply, params_of(cell), state_of(cell, seed)


def write_back(cell: Cell, params: dict[str, Any] | None = None, state: dict[str, Any] | None = None) -> None:
    """Puts arrays from `functionalize` (or trained ones of the same names) into the Cell.

    Raises:
        ValueError: for missing or unknown names or other shapes; nothing is changed then.
    """
    _check_cell(cell, "write_back")
    trainable, others = _members(cell)
    chosen: list[tuple[Tensor, Any]] = []
    for targets, arrays, who in ((trainable, params, "params"), (others, state and state["tensors"], "state")):
        if arrays is not None:
            _check_names(targets, arrays, who)
            chosen += [(targets[name], array) for name, array in arrays.items()]
    for tensor, array in chosen:
        if tuple(array.shape) != tensor.shape:
            raise ValueError(f"For 'write_back', an array of shape {tensor.shape} is expected, but got {array.shape}.")
    for tensor, array in chosen:
        tensor._bind_result(leaf_of_jax(jax.numpy.asarray(array)))


def _check_names(targets: dict[str, Any], arrays: dict[str, Any], who: str) -> None:
    wrong = sorted(set(targets) ^ set(arrays))
    if wrong:
        kind = "missing" if wrong[0] in targets else "not known"
        raise ValueError(f"For a Cell's '{who}', '{wrong[0]}' is {kind}; the names are {', '.join(targets)}.")


def _fill(targets: dict[str, Any], arrays: dict[str, Any], who: str) -> None:
    _check_names(targets, arrays, who)
    for name, tensor in targets.items():
        array = arrays[name]
        tensor._alias = None
        tensor._value = Value(leaf_of_jax(array) if isinstance(array, jax.Array) else leaf(np.array(array)))


@contextmanager
def _restored(cell: Cell) -> Iterator[None]:
    """Leaves a Cell, and all below it, as they were before."""
    cells = all_cells(cell)
    before = [
        (c, {k: v.copy() if type(v) is dict or k in _GROUPS else v for k, v in c.__dict__.items()}) for c in cells
    ]
    tensors = [(t, t._value, t._alias) for t in leaves_of(cell).values()]
    try:
        yield
    finally:
        for tensor, value, alias in tensors:
            tensor._value, tensor._alias = value, alias
        for each, attributes in before:
            each.__dict__.clear()
            each.__dict__.update(attributes)


_GROUPS = ("_params", "_cells", "_buffers")


def _is_tensor(item: Any) -> bool:
    return isinstance(item, Tensor)


def _as_tensors(tree: Any) -> Any:
    def convert(item: Any) -> Any:
        return Tensor(item) if isinstance(item, jax.Array | np.ndarray | np.generic) else item

    return jax.tree.map(convert, tree, is_leaf=_is_tensor)


def _as_arrays(tree: Any) -> Any:
    return jax.tree.map(lambda item: item.jax() if _is_tensor(item) else item, tree, is_leaf=_is_tensor)


# -- the way back --------------------------------------------------------------------------------------------


class _Lifted(Operator):
    """A JAX function on pytrees as an operator on flat arrays; the structures are static."""

    def __init__(self, function: Callable) -> None:
        self.function = function
        super().__init__(self.run, ["arrays"], name=getattr(function, "__name__", type(function).__name__))
        self.structures: dict[Any, Any] = {}

    tuple_outputs = True

    def run(self, arrays: Any, places: Any, constants: Any, structure: Any) -> tuple:
        leaves = list(constants)
        for place, array in zip(places, arrays, strict=True):
            leaves[place] = array
        args, kwargs = jax.tree.unflatten(structure, leaves)
        out, out_structure = jax.tree.flatten(self.function(*args, **kwargs))
        self.structures[structure, places, constants] = out_structure
        return tuple([jax.numpy.asarray(o) for o in out])


def lift(function: Callable) -> Callable:
    """A JAX function made to take and return Tensors.

    Inside a Cell, or a function that is differentiated, it is recorded as one operator and differentiated
    through; arguments that are neither Tensors nor arrays are static.

    Args:
        function: a pure function on JAX arrays (or pytrees of them), such as `jax.nn.gelu`.

    Raises:
        TypeError: if it cannot be called.

    >>> import jax, msgrad
    >>> soft = lift(jax.nn.softplus)
    >>> msgrad.grad(lambda x: soft(x))(msgrad.Tensor(0.0))
    Tensor(shape=[], dtype=Float32, value= 0.5)
    """
    if not callable(function):
        raise TypeError(f"For 'lift', the 'function' must be a function, but got {type(function).__name__}.")
    operator = _Lifted(function)

    def lifted(*args: Any, **kwargs: Any) -> Any:
        leaves, structure = jax.tree.flatten((args, kwargs), is_leaf=_is_tensor)
        places = tuple([i for i, x in enumerate(leaves) if isinstance(x, Tensor | jax.Array | np.ndarray)])
        constants = tuple([None if i in places else x for i, x in enumerate(leaves)])
        out = operator([leaves[i] for i in places], places, constants, structure)
        return jax.tree.unflatten(operator.structures[structure, places, constants], out)

    functools.update_wrapper(lifted, function, assigned=("__doc__", "__name__", "__qualname__"), updated=())
    return lifted
