"""Cell: the building block of networks. It owns Parameters and other Cells, and computes in ``construct``."""

from __future__ import annotations

import contextlib
import functools
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgrad._names import missing_attribute
from msgrad.common import dtype as mstype
from msgrad.common.parameter import Parameter, ParameterTuple
from msgrad.common.tensor import Tensor
from msgrad.engine.ambient import ambient, configuration
from msgrad.engine.autocast import autocast
from msgrad.engine.graph import current
from msgrad.engine.recorder import to_call
from msgrad.graph_mode.function import JittedFunction, recordings_of
from msgrad.nn import cell_call, cell_tree
from msgrad.nn.cell_graph import CellGraph
from msgrad.nn.cell_options import CellOptions
from msgrad.nn.cell_state import CellState
from msgrad.nn.inner_operators import inner_operator

__all__ = ["Cell"]

_ABSENT = object()
_FLOAT_FLAGS = {mstype.float16: "fp16", mstype.float32: "fp32", mstype.bfloat16: "bf16"}


def _graph_call(cell: Cell, args: tuple, kwargs: dict) -> Any:
    """A call in graph mode: as if the Cell had been jitted."""
    if cell._set_inputs is not None:
        cell.check_inputs(args, kwargs)
    held = recordings_of(cell)
    jitted = held.get(None)
    if jitted is None:
        watched = [part for _, part in cell.cells_and_names()]
        run = functools.partial(_run, cell)
        jitted = held[None] = JittedFunction(run, type(cell).__name__, watched=watched, source=cell.construct)
    return jitted(args, kwargs)


def _number_for(parameter: Parameter, value: float) -> Tensor:
    """A number as what a Parameter takes in a jitted function. ValueError where the Parameter is more than a number,
    TypeError for a fraction where it holds integers."""
    if parameter.shape != ():
        raise ValueError(f"The Parameter '{parameter.name}' has the shape {parameter.shape}; a number has ().")
    if isinstance(value, float) and not parameter.is_floating_point():
        raise TypeError(f"The Parameter '{parameter.name}' is of {parameter.dtype}; {value} cannot be assigned to it.")
    return Tensor(value, parameter.dtype)


def _run(cell: Cell, *args: Any, **kwargs: Any) -> Any:
    """A call, whatever the mode."""
    with autocast(cell._float_type.np) if cell._float_type is not None else contextlib.nullcontext():
        return cell_call.call(cell, args, kwargs)


class Cell(CellState, CellGraph, CellOptions):
    """The base class of layers and networks.

    A subclass makes its Parameters and sub-Cells in ``__init__`` (after ``super().__init__()``), by assigning
    them to attributes, and computes in ``construct``. Calling the Cell calls ``construct``, with its hooks.

    Args:
        auto_prefix: whether attaching a sub-Cell renames its Parameters to the path ("fc.weight").
        flags: a dict of attributes to set.

    >>> class Double(Cell):
    ...     def construct(self, x):
    ...         return x * 2
    >>> Double()(Tensor([1.0]))
    Tensor(shape=[1], dtype=Float32, value= [ 2.00000000e+00])
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cell_tree.register(cls)

    def __init__(self, auto_prefix: bool = True, flags: dict | None = None) -> None:
        own = self.__dict__
        own["_params"] = OrderedDict()
        own["_cells"] = OrderedDict()
        own["_buffers"] = OrderedDict()
        own["_parameter_tuples"] = {}
        own["_auto_prefix"] = auto_prefix
        own["_hooks"] = None
        own["_float_type"] = None
        own["_plain_call"] = not self.has_bprop  # nothing but construct is to be called
        own["training"] = False
        own["requires_grad"] = False
        own["phase"] = "train"
        own["param_prefix"] = ""
        own["_cell_flags"] = {}
        own["_set_inputs"] = None
        own["cell_type"] = None
        if flags:
            self.add_flags(**flags)

    # -- calling -----------------------------------------------------------------------------------------------

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if ambient.active:
            if ambient.recorder is not None:
                ambient.recorder.watch(self)
            elif ambient.graph_mode and not current().scopes:
                return _graph_call(self, args, kwargs)
        if self._plain_call:
            return (to_call(self.construct) if ambient.active else self.construct)(*args, **kwargs)
        float_type = self._float_type
        if float_type is None:
            return cell_call.call(self, args, kwargs)
        with autocast(float_type.np):
            return cell_call.call(self, args, kwargs)

    def construct(self, *args: Any, **kwargs: Any) -> Any:
        """What the Cell computes; every subclass defines it."""
        raise AttributeError(f"For '{type(self).__name__}', the method 'construct' is not defined.")

    @property
    def has_bprop(self) -> bool:
        """True where the class defines ``bprop``, a backward pass of its own."""
        return hasattr(type(self), "bprop")

    def _update_call(self) -> None:
        """Works out again whether a call is nothing but ``construct``."""
        configuration.version += 1
        self.__dict__["_plain_call"] = (
            not self.has_bprop and self._float_type is None and not self._hooks and "_recompute" not in self.__dict__
        )

    # -- attributes --------------------------------------------------------------------------------------------

    def __getattr__(self, name: str) -> Any:
        own = self.__dict__
        for group in ("_parameter_tuples", "_params", "_cells", "_buffers"):  # a tuple's Parameters may have its name
            if group in own and name in own[group]:
                return own[group][name]
        found = None if name.startswith("_") else inner_operator(self, name)
        if found is not None:
            return found
        raise missing_attribute("nn.Cell", name, f"The '{type(self).__name__}' object has no attribute '{name}'.")

    def __setattr__(self, name: str, value: Any) -> None:
        own = self.__dict__
        if isinstance(value, Parameter):
            self._set_parameter(name, value)
        elif isinstance(value, ParameterTuple):
            self._set_parameter_tuple(name, value)
        elif isinstance(value, Cell):
            self._set_cell(name, value)
        elif "_params" not in own:
            object.__setattr__(self, name, value)
        elif name in own["_params"]:
            self._assign_to_parameter(name, value)
        elif name in own["_cells"]:
            if value is not None:
                raise TypeError(
                    f"The sub Cell '{name}' exists already; a {type(value).__name__} cannot be assigned to it."
                )
            own["_cells"][name] = None
        elif name in own["_buffers"]:
            self._assign_to_buffer(name, value)
        else:
            if own.get(name, _ABSENT) is not value:
                configuration.version += 1
            object.__setattr__(self, name, value)

    def __delattr__(self, name: str) -> None:
        configuration.version += 1
        for group in (self._params, self._cells, self._buffers, self._parameter_tuples):
            if name in group:
                del group[name]
                return
        object.__delattr__(self, name)

    def __dir__(self) -> Iterable[str]:
        return [*super().__dir__(), *self._params, *self._cells, *self._buffers]

    def _set_parameter(self, name: str, parameter: Parameter) -> None:
        configuration.version += 1
        own = self.__dict__
        if "_params" not in own:
            raise AttributeError(f"For '{type(self).__name__}', call super().__init__() before assigning Parameters.")
        if own["_cells"].get(name) is not None:
            raise KeyError(f"For 'insert_param_to_cell', the name '{name}' is that of a sub Cell already.")
        own.pop(name, None)
        own["_cells"].pop(name, None)
        own["_parameter_tuples"].pop(name, None)
        if name in own["_buffers"]:
            raise KeyError(f"For 'insert_param_to_cell', the name '{name}' is that of a buffer already.")
        if not parameter.has_own_name:
            parameter.name = name
        own["_params"][name] = parameter

    def _set_parameter_tuple(self, name: str, parameters: ParameterTuple) -> None:
        own = self.__dict__
        if "_params" not in own:
            raise AttributeError(f"For '{type(self).__name__}', call super().__init__() before assigning Parameters.")
        for parameter in parameters:
            if all(parameter is not other for other in own["_params"].values()):
                own["_params"][parameter.name] = parameter
        own["_parameter_tuples"][name] = parameters

    def _set_cell(self, name: str, cell: Cell) -> None:
        configuration.version += 1
        own = self.__dict__
        if "_cells" not in own:
            raise AttributeError(f"For '{type(self).__name__}', call super().__init__() before assigning Cells.")
        if own["_params"].get(name) is not None:
            raise KeyError(f"For 'insert_child_to_cell', the name '{name}' is that of a Parameter already.")
        own.pop(name, None)
        own["_params"].pop(name, None)
        if own["_auto_prefix"]:
            cell.update_parameters_name(name + ".")
        own["_cells"][name] = cell

    def _assign_to_parameter(self, name: str, value: Any) -> None:
        parameter = self._params[name]
        if isinstance(value, Tensor):
            if parameter is None:
                del self._params[name]
                object.__setattr__(self, name, value)
            else:
                parameter.set_data(value)
        elif ambient.jitted and parameter is not None and isinstance(value, bool | int | float):
            parameter._assign(_number_for(parameter, value))
        elif value is None:
            self._params[name] = None
        else:
            raise TypeError(
                f"The Parameter '{name}' exists already; a {type(value).__name__} cannot be assigned to it."
            )

    def insert_param_to_cell(
        self, param_name: str, param: Parameter | None, check_name_contain_dot: bool = True
    ) -> None:
        """Adds a Parameter under a name.

        Raises:
            TypeError: if the name is no str or the value no Parameter.
            KeyError: if the name is empty, has a dot (unless ``check_name_contain_dot`` is False) or is taken.
        """
        self._check_new_name("insert_param_to_cell", param_name, check_name_contain_dot, self._params)
        configuration.version += 1
        if param is None:
            self._params[param_name] = None
            return
        if not isinstance(param, Parameter):
            raise TypeError(
                f"For 'insert_param_to_cell', the 'param' must be a Parameter or None, but got {type(param).__name__}."
            )
        if not param.has_own_name:
            param.name = param_name
        self._params[param_name] = param

    def insert_child_to_cell(self, child_name: str, child_cell: Cell | None) -> None:
        """Adds a Cell under a name; its Parameters keep their names.

        Raises:
            TypeError: if the name is no str or the value no Cell.
            KeyError: if the name is empty, has a dot or is taken.
        """
        self._check_new_name("insert_child_to_cell", child_name, True, self._cells)
        configuration.version += 1
        if child_cell is not None and not isinstance(child_cell, Cell):
            raise TypeError(
                f"For 'insert_child_to_cell', the 'child_cell' must be a Cell, but got {type(child_cell).__name__}."
            )
        self._cells[child_name] = child_cell

    def _check_new_name(self, who: str, name: Any, check_dot: bool, group: dict) -> None:
        if not isinstance(name, str):
            raise TypeError(f"For '{who}', the name must be a str, but got {type(name).__name__}.")
        if not name or (check_dot and "." in name):
            raise KeyError(f"For '{who}', the name must not be empty or have a '.', but got {name!r}.")
        if name not in group and hasattr(self, name):
            raise KeyError(f"For '{who}', the attribute '{name}' exists already.")

    # -- names -------------------------------------------------------------------------------------------------

    def update_parameters_name(self, prefix: str = "", recurse: bool = True) -> None:
        """Names every Parameter ``prefix`` + its path.

        Raises:
            TypeError: if ``prefix`` is no str.
        """
        if not isinstance(prefix, str):
            raise TypeError(
                f"For 'update_parameters_name', the 'prefix' must be a str, but got {type(prefix).__name__}."
            )
        for path, parameter in self.parameters_and_names(expand=recurse):
            parameter.name = prefix + path

    def update_cell_prefix(self) -> None:
        """Writes every sub-Cell's path into its ``param_prefix``."""
        for path, cell in self.cells_and_names():
            cell.param_prefix = path

    def update_cell_type(self, cell_type: Any) -> None:
        """Sets ``cell_type``."""
        self.cell_type = cell_type

    def check_names(self) -> None:
        """ValueError where two Parameters have one name."""
        seen: dict[str, Parameter] = {}
        for parameter in self.get_parameters():
            if seen.setdefault(parameter.name, parameter) is not parameter:
                raise ValueError(
                    f"For '{type(self).__name__}', two Parameters are named '{parameter.name}'; names must be unique."
                )

    def check_names_and_refresh_name(self) -> None:
        """As `check_names`; the names themselves are always up to date."""
        self.check_names()

    @property
    def cls_name(self) -> str:
        """The name of the class."""
        return type(self).__name__

    # -- members -----------------------------------------------------------------------------------------------

    def cells(self) -> Any:
        """The direct sub-Cells."""
        return self.name_cells().values()

    def name_cells(self) -> OrderedDict:
        """The direct sub-Cells by name, each once."""
        found: OrderedDict = OrderedDict()
        for name, cell in self._cells.items():
            if cell is not None and all(cell is not other for other in found.values()):
                found[name] = cell
        return found

    def cells_and_names(self, cells: set | None = None, name_prefix: str = "") -> Iterator[tuple[str, Cell]]:
        """All Cells with their paths, this one first (as ""), each once, depth first."""
        seen = set() if cells is None else cells
        if self in seen:
            return
        seen.add(self)
        yield name_prefix, self
        for name, cell in self._cells.items():
            if cell is not None:
                yield from cell.cells_and_names(seen, f"{name_prefix}.{name}" if name_prefix else name)

    def get_sub_cell(self, target: str) -> Cell:
        """The sub-Cell at a path; the Cell itself for "".

        Raises:
            AttributeError: if there is none.
        """
        cell: Any = self
        for part in target.split(".") if target else ():
            cell = getattr(cell, part)
            if not isinstance(cell, Cell):
                raise AttributeError(f"For 'get_sub_cell', '{target}' is no Cell: '{part}' is {type(cell).__name__}.")
        return cell

    def parameters_and_names(self, name_prefix: str = "", expand: bool = True) -> Iterator[tuple[str, Parameter]]:
        """All Parameters with their paths: own ones first, then those of the sub-Cells, each once."""
        seen: set[int] = set()
        cells = self.cells_and_names(name_prefix=name_prefix) if expand else [(name_prefix, self)]
        for path, cell in cells:
            for name, parameter in cell._params.items():
                if parameter is not None and id(parameter) not in seen:
                    seen.add(id(parameter))
                    yield (f"{path}.{name}" if path else name), parameter

    def get_parameters(self, expand: bool = True) -> Iterator[Parameter]:
        """All Parameters: own ones first, then those of the sub-Cells, each once."""
        for _, parameter in self.parameters_and_names(expand=expand):
            yield parameter

    def trainable_params(self, recurse: bool = True) -> list[Parameter]:
        """The Parameters with ``requires_grad``."""
        return [p for p in self.get_parameters(recurse) if p.requires_grad]

    def untrainable_params(self, recurse: bool = True) -> list[Parameter]:
        """The Parameters without ``requires_grad``."""
        return [p for p in self.get_parameters(recurse) if not p.requires_grad]

    def parameters_dict(self, recurse: bool = True) -> OrderedDict:
        """All Parameters by their names."""
        return OrderedDict((p.name, p) for p in self.get_parameters(recurse))

    def parameters_broadcast_dict(self, recurse: bool = True) -> OrderedDict:
        """All Parameters by their names, without those of ``layerwise_parallel``; None where there are none."""
        found = OrderedDict((p.name, p) for p in self.get_parameters(recurse) if not p.layerwise_parallel)
        return found or None

    def init_parameters_data(self, auto_parallel_mode: bool = False) -> dict:
        """Makes the data of Parameters whose initializers wait; returns a dict from each Parameter to itself."""
        if auto_parallel_mode:
            raise NotImplementedError("For 'init_parameters_data', 'auto_parallel_mode' is not supported.")
        return {p: p.init_data() for p in self.get_parameters()}

    # -- modes -------------------------------------------------------------------------------------------------

    def set_train(self, mode: bool = True) -> Cell:
        """Sets ``training`` here and in all sub-Cells; returns the Cell."""
        configuration.version += 1
        for _, cell in self.cells_and_names():
            cell.__dict__["training"] = mode
            cell.__dict__["phase"] = "train" if mode else "predict"
        return self

    def set_grad(self, requires_grad: bool = True) -> Cell:
        """Sets the flag ``requires_grad`` of the Cell, which gradients do not depend on; returns the Cell."""
        self.requires_grad = requires_grad
        return self

    def to_float(self, dst_type: Any) -> Cell:
        """Has all operators inside compute in ``dst_type``: float16, float32 or bfloat16. Returns the Cell.

        Parameters keep their dtype; operators cast what they read.

        Raises:
            ValueError: for another type.
        """
        if dst_type not in _FLOAT_FLAGS:
            raise ValueError(
                f"For 'to_float', the 'dst_type' must be float16, float32 or bfloat16, but got {dst_type!r}."
            )
        flags = {flag: dtype == dst_type for dtype, flag in _FLOAT_FLAGS.items()}
        for _, cell in self.cells_and_names():
            cell.add_flags(**flags)
            cell.__dict__["_float_type"] = dst_type
            cell._update_call()
        return self

    def add_flags(self, **flags: Any) -> Cell:
        """Sets flags, which are attributes as well; returns the Cell."""
        configuration.version += 1
        self._cell_flags.update(flags)
        for name, value in flags.items():
            object.__setattr__(self, name, value)
        return self

    def add_flags_recursive(self, **flags: Any) -> Cell:
        """`add_flags` here and in all sub-Cells."""
        for _, cell in self.cells_and_names():
            cell.add_flags(**flags)
        return self

    def get_flags(self) -> dict:
        """The flags that were set."""
        return self._cell_flags

    def set_broadcast_flag(self, mode: bool = True) -> Cell:
        """Sets the flag ``broadcast_flag`` recursively."""
        return self.add_flags_recursive(broadcast_flag=mode)

    def apply(self, fn: Callable[[Cell], Any]) -> Cell:
        """Calls ``fn`` on all sub-Cells, children first, and then on the Cell; returns the Cell."""
        for cell in self.cells():
            cell.apply(fn)
        fn(self)
        return self

    # -- hooks -------------------------------------------------------------------------------------------------

    def register_forward_pre_hook(self, hook_fn: Callable, *, prepend: bool = False, with_kwargs: bool = False) -> Any:
        """Calls ``hook_fn(cell, inputs)`` before ``construct``; what it returns (None: nothing) replaces the inputs.

        Returns:
            a handle with ``remove()``.

        Raises:
            TypeError: if ``hook_fn`` is no function.
        """
        return cell_call.register(self, "forward_pre", hook_fn, prepend, with_kwargs)

    def register_forward_hook(
        self, hook_fn: Callable, *, prepend: bool = False, with_kwargs: bool = False, always_call: bool = False
    ) -> Any:
        """Calls ``hook_fn(cell, inputs, output)`` after ``construct``; what it returns replaces the output."""
        return cell_call.register(self, "forward", hook_fn, prepend, with_kwargs, always_call)

    def register_backward_pre_hook(self, hook_fn: Callable) -> Any:
        """Calls ``hook_fn(cell, grad_output)`` when the backward pass reaches the Cell; what it returns replaces."""
        return cell_call.register(self, "backward_pre", hook_fn)

    def register_backward_hook(self, hook_fn: Callable) -> Any:
        """Calls ``hook_fn(cell, grad_input, grad_output)`` after the Cell's backward pass; what it returns replaces."""
        return cell_call.register(self, "backward", hook_fn)

    # -- printing ----------------------------------------------------------------------------------------------

    def extend_repr(self) -> str:
        """What a subclass wants to say of itself between the brackets of its ``repr``."""
        return ""

    def __repr__(self) -> str:
        extra = self.extend_repr()
        name = type(self).__name__
        if not self._cells and "\n" not in extra:
            return f"{name}({extra})"
        lines = [extra] if extra else []
        lines += [f"({key}): {cell!r}" for key, cell in self._cells.items()]
        body = "\n".join(lines).replace("\n", "\n  ")
        return f"{name}(\n  {body}\n)"

    def __bool__(self) -> bool:
        return True


cell_tree.register(Cell)
