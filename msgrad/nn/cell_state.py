"""Buffers of a Cell, and its state as a dictionary."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any, NamedTuple

import jax

from msgrad.common import dtype as mstype
from msgrad.common.hook import HookHandle
from msgrad.common.tensor import Tensor

_EXTRA_STATE = "_extra_state"  # its key in a state dictionary
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

    def problems(self, strict: bool) -> list[str]:
        """What a strict load complains of."""
        named = {"missing keys": self.missing_keys, "unexpected keys": self.unexpected_keys}
        return [f"{kind}: {', '.join(map(str, keys))}" for kind, keys in named.items() if keys and strict]


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
        for hook in self._state_hooks("before_state_dict"):
            hook(self, prefix, keep_vars)
        found = OrderedDict() if destination is None else destination
        metadata: dict = {}
        if hasattr(found, "_metadata") or destination is None:
            found._metadata = getattr(found, "_metadata", OrderedDict())
            found._metadata[prefix[:-1]] = metadata
        self._add_own_state(found, prefix)
        for name, cell in self._cells.items():  # type: ignore[attr-defined]
            if cell is not None:
                cell.state_dict(destination=found, prefix=f"{prefix}{name}.", keep_vars=keep_vars)
        for hook in self._state_hooks("after_state_dict"):
            if hook(self, found, prefix, metadata) is not None:
                raise RuntimeError("For 'state_dict', a post-hook must return None.")
        return found

    def _add_own_state(self, found: MutableMapping[str, Any], prefix: str) -> None:
        """Puts what belongs to this Cell, without the inner ones, into a state dictionary."""
        hidden = self.__dict__.get("_hidden_buffers", ())
        for name, parameter in self._params.items():
            if parameter is not None:
                found[prefix + name] = parameter
        for name, buffer in self._buffers.items():
            if buffer is not None and name not in hidden:
                found[prefix + name] = buffer
        if self._has_extra_state:
            found[prefix + _EXTRA_STATE] = self.get_extra_state()

    # -- extra state and hooks --

    @property
    def _has_extra_state(self) -> bool:
        return type(self).get_extra_state is not CellState.get_extra_state

    def get_extra_state(self) -> Any:
        """What `state_dict` is to hold beside Parameters and buffers, under the name "_extra_state". A subclass that
        has such state defines this and `set_extra_state`."""
        raise RuntimeError("For 'Cell', 'get_extra_state' is for subclasses that define it.")

    def set_extra_state(self, state: Any) -> None:
        """Takes back what `get_extra_state` gave, when `load_state_dict` finds it."""
        raise RuntimeError("For 'Cell', 'set_extra_state' is for subclasses that define it.")

    def _state_hooks(self, moment: str) -> list[Callable]:
        return [hook for (hook,) in self.__dict__.get("_hooks_of_state", {}).get(moment, ())]

    def _register_state_hook(self, moment: str, hook: Callable) -> HookHandle:
        if not callable(hook):
            raise TypeError(f"For 'Cell', a hook must be callable, but got {type(hook).__name__}.")
        hooks = self.__dict__.setdefault("_hooks_of_state", {}).setdefault(moment, [])
        return HookHandle(hooks, hook)

    def register_state_dict_pre_hook(self, hook: Callable) -> HookHandle:
        """Calls ``hook(cell, prefix, keep_vars)`` before each `state_dict`. Returns a handle with ``remove()``."""
        return self._register_state_hook("before_state_dict", hook)

    def register_state_dict_post_hook(self, hook: Callable) -> HookHandle:
        """Calls ``hook(cell, state_dict, prefix, local_metadata)`` after each `state_dict`; it may change the
        dictionary and must return None (RuntimeError). Returns a handle with ``remove()``."""
        return self._register_state_hook("after_state_dict", hook)

    def register_load_state_dict_pre_hook(self, hook: Callable) -> HookHandle:
        """Calls ``hook(cell, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs)``
        before each `load_state_dict`; it may change the dictionary, which is a copy of the caller's, and add to the
        messages. Returns a handle with ``remove()``."""
        return self._register_state_hook("before_load", hook)

    def register_load_state_dict_post_hook(self, hook: Callable) -> HookHandle:
        """Calls ``hook(cell, incompatible_keys)`` after each `load_state_dict`, those of inner Cells first; it may
        change the two lists in place and must return None (RuntimeError). Returns a handle with ``remove()``."""
        return self._register_state_hook("after_load", hook)

    def to(self, *args: Any, device: str | None = None, dtype: Any = None, non_blocking: bool = False) -> Any:
        """Casts all floating Parameters and buffers, in place; returns the Cell.

        Args:
            args: the device, the dtype or both; or a Tensor, whose dtype is meant.
            device: "CPU", or the name of what JAX runs on: nothing is moved, since all Tensors are there.
            dtype: a floating dtype, or None.
            non_blocking: a bool; nothing waits for a cast either way.

        Raises:
            TypeError: for arguments of other kinds, and for a dtype that is not floating.
            ValueError: for another device.

        >>> import mindspore as ms
        >>> from mindspore import nn
        >>> str(nn.Dense(2, 2).to("CPU", ms.float16).weight.dtype)
        'Float16'
        """
        who = f"{type(self).__name__}.to"
        for value in args:
            if isinstance(value, str) and device is None:
                device = value
            elif dtype is None and not isinstance(value, str):
                dtype = value.dtype if isinstance(value, Tensor) else value
            else:
                raise TypeError(f"For '{who}', a device and a dtype are expected, but got {args!r}.")
        if device is not None and device not in ("CPU", jax.default_backend().upper()):
            raise ValueError(
                f"For '{who}', the 'device' must be 'CPU', or what JAX runs on, {jax.default_backend().upper()!r}, "
                f"but got {device!r}."
            )
        if not isinstance(non_blocking, bool):
            raise TypeError(f"For '{who}', 'non_blocking' must be a bool, but got {type(non_blocking).__name__}.")
        if dtype is None:
            return self
        if dtype not in _FLOATS:
            raise TypeError(f"For '{type(self).__name__}.to', the 'dtype' must be a floating dtype, but got {dtype!r}.")
        for _, cell in self.cells_and_names():  # type: ignore[attr-defined]
            for tensor in (*cell._params.values(), *cell._buffers.values()):
                if tensor is not None and tensor.dtype in _FLOATS:
                    tensor._assign(tensor.astype(dtype))
        return self

    def load_state_dict(self, state_dict: Mapping[str, Any], strict: bool = True) -> _IncompatibleKeys:
        """Takes the data of Parameters and buffers, and extra state, from a dictionary. Nothing changes where an error
        is raised, unless a post-hook has run before.

        Raises:
            TypeError: if ``state_dict`` is no mapping.
            RuntimeError: for other shapes or values that are no Tensors and, with ``strict``, for keys that are
                missing or not known.
        """
        if not isinstance(state_dict, Mapping):
            raise TypeError(
                f"For 'load_state_dict', the 'state_dict' must be a dict, but got {type(state_dict).__name__}."
            )
        given = OrderedDict(state_dict)
        metadata = getattr(state_dict, "_metadata", {})
        keys = _IncompatibleKeys([], [])
        problems: list[str] = []
        cells = [(f"{path}." if path else "", cell) for path, cell in self.cells_and_names()]  # type: ignore[attr-defined]
        for prefix, cell in cells:
            for hook in cell._state_hooks("before_load"):
                hook(cell, given, prefix, metadata.get(prefix[:-1], {}), strict, *keys, problems)
        targets: dict[str, Any] = {}
        for prefix, cell in cells:
            cell._add_own_state(targets, prefix)
        keys.missing_keys.extend([k for k in targets if k not in given])
        keys.unexpected_keys.extend([k for k in given if k not in targets])
        for key, target in targets.items():
            value = given.get(key, target)
            if not isinstance(target, Tensor):
                continue
            if not isinstance(value, Tensor):
                problems.append(f"'{key}' must be a Tensor, but got {type(value).__name__}")
            elif value.shape != target.shape:
                problems.append(f"'{key}' has the shape {target.shape}, but got {value.shape}")
        after = [(cell, hook) for _, cell in reversed(cells) for hook in cell._state_hooks("after_load")]
        self._refuse(problems if after else [*problems, *keys.problems(strict)])
        for key, target in targets.items():
            if key in given and isinstance(target, Tensor):
                value = given[key]
                target._assign(value if value.dtype == target.dtype else value.astype(target.dtype))
        for prefix, cell in cells:
            if cell._has_extra_state and prefix + _EXTRA_STATE in given:
                cell.set_extra_state(given[prefix + _EXTRA_STATE])
        for cell, hook in after:
            if hook(cell, keys) is not None:
                raise RuntimeError("For 'load_state_dict', a post-hook changes the keys in place and returns None.")
        self._refuse(keys.problems(strict))
        return keys

    def _refuse(self, problems: list[str]) -> None:
        if problems:
            raise RuntimeError(f"For 'load_state_dict' of {type(self).__name__}: {'; '.join(problems)}.")
