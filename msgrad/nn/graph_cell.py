"""GraphCell: a program that `mindspore.export` saved, as a Cell."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from msgrad.common import dtype as mstype
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.nn.cell import Cell


class FuncGraph:
    """What `mindspore.load` returns: a program, its weights and what its inputs are.

    Attributes:
        header: what the file says of itself: inputs, outputs, platforms.
        weights: arrays by name.
    """

    def __init__(self, header: dict[str, Any], program: Any, weights: dict[str, np.ndarray]) -> None:
        self.header = header
        self.program = program
        self.weights = weights

    def __repr__(self) -> str:
        inputs = ", ".join(f"{dtype}[{', '.join(map(str, shape))}]" for shape, dtype in self.header["inputs"])
        return f"FuncGraph({inputs}; {len(self.weights)} weights; {', '.join(self.header['platforms'])})"


class GraphCell(Cell):
    """Runs a graph that `mindspore.load` returned. It is for inference: there are no derivatives of it.

    Args:
        graph: the graph.
        params_init: Parameters or Tensors by name that take the place of those saved with the graph.
        obf_random_seed: must be None: there are no obfuscated graphs here.

    Inputs:
        - the Tensors that the graph was exported for, with the same dtypes; sizes that were None may be any.

    Outputs:
        what the exported Cell returned.

    Raises:
        TypeError: if ``graph`` is none, or ``params_init`` no dict of Tensors; at a call, for inputs of other dtypes.
        ValueError: for names in ``params_init`` that the graph does not have; at a call, for inputs of other shapes
            or another number of them.
    """

    def __init__(
        self, graph: FuncGraph, params_init: dict[str, Tensor] | None = None, obf_random_seed: Any = None
    ) -> None:
        super().__init__(auto_prefix=True)
        if not isinstance(graph, FuncGraph):
            raise TypeError(
                f"For 'GraphCell', the 'graph' must be what mindspore.load returned, but got {type(graph).__name__}."
            )
        if obf_random_seed is not None:
            raise ValueError("For 'GraphCell', 'obf_random_seed' must be None: there are no obfuscated graphs here.")
        from msgrad.functional import lift

        self.graph = graph
        self._run = lift(graph.program.call)
        self._weights = {name: Parameter(array, name=name) for name, array in graph.weights.items()}
        for name, value in _checked(params_init, graph).items():
            self._weights[name].set_data(value)
        for name, parameter in self._weights.items():
            self.insert_param_to_cell(name, parameter, check_name_contain_dot=False)
            parameter.name = name

    def construct(self, *inputs: Any) -> Any:
        """Runs the graph."""
        expected = self.graph.header["inputs"]
        if len(inputs) != len(expected):
            raise ValueError(f"For 'GraphCell', {len(expected)} inputs are expected, but got {len(inputs)}.")
        for number, (given, (shape, dtype)) in enumerate(zip(inputs, expected, strict=True)):
            _check_input(number, given, shape, dtype)
        return self._run({name: parameter.value() for name, parameter in self._weights.items()}, *inputs)


def _checked(params_init: Any, graph: FuncGraph) -> dict[str, Tensor]:
    if params_init is None:
        return {}
    if not isinstance(params_init, dict):
        raise TypeError(f"For 'GraphCell', the 'params_init' must be a dict, but got {type(params_init).__name__}.")
    for name, value in params_init.items():
        if not isinstance(name, str) or not isinstance(value, Tensor):
            raise TypeError(
                "For 'GraphCell', the 'params_init' must have str keys and Parameters or Tensors, "
                f"but got {name!r} and a {type(value).__name__}."
            )
        if name not in graph.weights:
            raise ValueError(f"For 'GraphCell', '{name}' in 'params_init' is none of {', '.join(graph.weights)}.")
        if value.shape != graph.weights[name].shape:
            raise ValueError(
                f"For 'GraphCell', '{name}' has the shape {graph.weights[name].shape}, "
                f"but {value.shape} in 'params_init'."
            )
    return params_init


def _check_input(number: int, given: Any, shape: list[Any], dtype: str) -> None:
    if not isinstance(given, Tensor):
        raise TypeError(f"For 'GraphCell', input {number} must be a Tensor, but got {type(given).__name__}.")
    if given.dtype is not mstype.from_numpy(np.dtype(dtype)):
        raise TypeError(f"For 'GraphCell', input {number} must be of dtype {dtype}, but got {given.dtype}.")
    fits = len(given.shape) == len(shape) and all(
        isinstance(wanted, str) or wanted == size for wanted, size in zip(shape, given.shape, strict=True)
    )
    if not fits:
        plain = re.sub("'", "", str(tuple(shape)))
        raise ValueError(f"For 'GraphCell', input {number} must have the shape {plain}, but got {given.shape}.")
