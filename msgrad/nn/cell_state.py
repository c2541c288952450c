"""Buffers of a Cell, and its state as a dictionary."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from msgrad.common import dtype as mstype
from msgrad.common.tensor import Tensor

_FLOATS = (mstype.float16, mstype.bfloat16, mstype.float32, mstype.float64)


class _IncompatibleKeys(NamedTuple):
    """What `load_state_dict` did not find, and what it was given in vain."""

    missing_keys: list[str]
    unexpected_keys: list[str]

    def __repr__(self) -> str:
        if not self.missing_keys and not self.unexpected_keys:
            return "<All keys matched successfully>"
        return f"_IncompatibleKeys(missing_keys={self.missing_keys}, unexpected_keys={self.unexpected_keys})"

    __str__ = __repr__


class CellState:
    """The part of `Cell` that has to do with buffers and state dictionaries."""

    _params: OrderedDict
    _buffers: OrderedDict
    __dict__: dict[str, Any]

    def register_buffer(self, name: str, tensor: Tensor | None, persistent: bool = True) -> None:
        """Adds a Tensor that belongs to the state but is no Parameter.

        Args:
            name: the attribute.
            tensor: the Tensor, or None for a place that is empty so far.
            persistent: whether `state_dict` has it.

        Raises:
            TypeError: if the name is no str, or the value no Tensor.
            KeyError: if the name is empty, has a dot, or is another attribute's.
        """
        if not isinstance(name, str):
            raise TypeError(f"For 'register_buffer', the 'name' must be a str, but got {type(name).__name__}.")
        if not name or "." in name:
            raise KeyError(f"For 'register_buffer', the 'name' must not be empty or have a '.', but got {name!r}.")
        if name not in self._buffers and hasattr(self, name):
            raise KeyError(f"For 'register_buffer', the attribute '{name}' exists already.")
        if tensor is not None and not isinstance(tensor, Tensor):
            raise TypeError(
                f"For 'register_buffer', the 'tensor' must be a Tensor or None, but got {type(tensor).__name__}."
            )
        self._buffers[name] = tensor
        hidden = self.__dict__.setdefault("_hidden_buffers", set())
        (hidden.discard if persistent else hidden.add)(name)

    def _assign_to_buffer(self, name: str, value: Any) -> None:
        if value is not None and not isinstance(value, Tensor):
            raise TypeError(f"The buffer '{name}' exists already; a {type(value).__name__} cannot be assigned to it.")
        self._buffers[name] = value

    def named_buffers(
        self, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Tensor]]:
        """All buffers with their paths."""
        seen: set[int] = set()
        cells = self.cells_and_names(name_prefix=prefix) if recurse else [(prefix, self)]  # type: ignore[attr-defined]
        for path, cell in cells:
            for name, buffer in cell._buffers.items():
                if buffer is None or (remove_duplicate and id(buffer) in seen):
                    continue
                seen.add(id(buffer))
                yield (f"{path}.{name}" if path else name), buffer

    def buffers(self, recurse: bool = True) -> Iterator[Tensor]:
        """All buffers."""
        for _, buffer in self.named_buffers(recurse=recurse):
            yield buffer

    def get_buffer(self, target: str) -> Tensor:
        """The buffer at a path.

        Raises:
            AttributeError: if there is none.
        """
        path, _, name = target.rpartition(".")
        cell = self.get_sub_cell(path)  # type: ignore[attr-defined]
        if name not in cell._buffers:
            raise AttributeError(f"For 'get_buffer', '{target}' is not a buffer.")
        return cell._buffers[name]

    def state_dict(self, *args: Any, destination: Any = None, prefix: str = "", keep_vars: bool = False) -> OrderedDict:
        """All Parameters and persistent buffers by their paths: own ones first, then the sub-Cells'.

        Args:
            args: ``destination``, ``prefix`` and ``keep_vars`` by position.
            destination: a dictionary to fill, instead of a new one.
            prefix: put before every path as it is.
            keep_vars: no influence: the Parameters themselves are returned either way, as in MindSpore.
        """
        for given, value in zip(("destination", "prefix", "keep_vars"), args, strict=False):
            if given == "destination":
                destination = value
            elif given == "prefix":
                prefix = value
            else:
                keep_vars = value
        found = OrderedDict() if destination is None else destination
        hidden = self.__dict__.get("_hidden_buffers", ())
        for name, parameter in self._params.items():
            if parameter is not None:
                found[prefix + name] = parameter
        for name, buffer in self._buffers.items():
            if buffer is not None and name not in hidden:
                found[prefix + name] = buffer
        for name, cell in self._cells.items():  # type: ignore[attr-defined]
            if cell is not None:
                cell.state_dict(destination=found, prefix=f"{prefix}{name}.", keep_vars=keep_vars)
        return found

    def to(self, dtype: Any) -> Any:
        """Casts all floating Parameters and buffers, in place; returns the Cell.

        Raises:
            TypeError: for anything but a floating dtype. There is no moving to a device by name.
        """
        if dtype not in _FLOATS:
            raise TypeError(f"For '{type(self).__name__}.to', the 'dtype' must be a floating dtype, but got {dtype!r}.")
        for _, cell in self.cells_and_names():  # type: ignore[attr-defined]
            for tensor in (*cell._params.values(), *cell._buffers.values()):
                if tensor is not None and tensor.dtype in _FLOATS:
                    tensor._assign(tensor.astype(dtype))
        return self

    def load_state_dict(self, state_dict: Mapping[str, Any], strict: bool = True) -> _IncompatibleKeys:
        """Takes the data of Parameters and buffers from a dictionary; nothing is changed where an error is raised.

        Raises:
            TypeError: if ``state_dict`` is no mapping.
            RuntimeError: for other shapes or values that are no Tensors and, with ``strict``, for keys that are
                missing or not known.
        """
        if not isinstance(state_dict, Mapping):
            raise TypeError(
                f"For 'load_state_dict', the 'state_dict' must be a dict, but got {type(state_dict).__name__}."
            )
        targets = self.state_dict()
        missing = [k for k in targets if k not in state_dict]
        unexpected = [k for k in state_dict if k not in targets]
        problems = []
        if strict and missing:
            problems.append(f"missing keys: {', '.join(missing)}")
        if strict and unexpected:
            problems.append(f"unexpected keys: {', '.join(map(str, unexpected))}")
        for key, target in targets.items():
            if key not in state_dict:
                continue
            value = state_dict[key]
            if not isinstance(value, Tensor):
                problems.append(f"'{key}' must be a Tensor, but got {type(value).__name__}")
            elif value.shape != target.shape:
                problems.append(f"'{key}' has the shape {target.shape}, but got {value.shape}")
        if problems:
            raise RuntimeError(f"For 'load_state_dict' of {type(self).__name__}: {'; '.join(problems)}.")
        for key, target in targets.items():
            if key in state_dict:
                value = state_dict[key]
                target._assign(value if value.dtype == target.dtype else value.astype(target.dtype))
        return _IncompatibleKeys(missing, unexpected)
