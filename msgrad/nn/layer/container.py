"""Cells that hold a sequence or a dictionary of Cells."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgrad.engine.ambient import configuration
from msgrad.nn.cell import Cell

__all__ = ["CellDict", "CellList", "SequentialCell"]


def _check_cell(cell: Any, who: str) -> Cell:
    if not isinstance(cell, Cell):
        raise TypeError(f"For '{who}', every element must be a Cell, but got {type(cell).__name__}.")
    return cell


class _Sequence(Cell):
    """Cells under the names "0", "1", ...: what SequentialCell and CellList share."""

    def __len__(self) -> int:
        return len(self._cells)

    def __bool__(self) -> bool:
        return bool(self._cells)

    def __iter__(self) -> Iterator[Cell]:
        return iter(list(self._cells.values()))

    def __reversed__(self) -> Iterator[Cell]:
        return iter(list(self._cells.values())[::-1])

    def __contains__(self, cell: Any) -> bool:
        return any(cell is own for own in self._cells.values())

    def _position(self, index: Any, length: int | None = None) -> int:
        length = len(self) if length is None else length
        if isinstance(index, bool) or not isinstance(index, int):
            raise TypeError(
                f"For '{self.cls_name}', an index must be an int or a slice, but got {type(index).__name__}."
            )
        if not -len(self) <= index < length:
            raise IndexError(f"For '{self.cls_name}', the index must be in [{-len(self)}, {length}), but got {index}.")
        return index % len(self) if index < 0 else index

    def _key(self, index: Any) -> str:
        return list(self._cells)[self._position(index)]

    def _prefix(self) -> str:
        """What stands before the names of the elements' Parameters, by the first element that has one."""
        for key, cell in self._cells.items():
            for path, parameter in cell.parameters_and_names():
                end = f"{key}.{path}"
                if parameter.name.endswith(end):
                    return parameter.name[: -len(end)]
        return ""

    def _renumber(self, cells: Iterable[Cell], prefix: str) -> None:
        """Takes the given Cells as "0", "1", ... and names their Parameters accordingly."""
        self._cells.clear()
        for i, cell in enumerate(cells):
            if self._auto_prefix:
                cell.update_parameters_name(f"{prefix}{i}.")
            configuration.version += 1
            self._cells[str(i)] = cell

    def __setitem__(self, index: Any, cell: Cell) -> None:
        key = self._key(index)
        _check_cell(cell, self.cls_name)
        if self._auto_prefix:
            cell.update_parameters_name(f"{self._prefix()}{key}.")
        configuration.version += 1
        self._cells[key] = cell

    def __delitem__(self, index: Any) -> None:
        keys = list(self._cells)
        doomed = keys[index] if isinstance(index, slice) else [self._key(index)]
        prefix = self._prefix()
        self._renumber([cell for key, cell in self._cells.items() if key not in doomed], prefix)

    def append(self, cell: Cell) -> None:
        """Adds a Cell at the end."""
        _check_cell(cell, self.cls_name)
        prefix = self._prefix()
        key = str(len(self))
        if self._auto_prefix:
            cell.update_parameters_name(f"{prefix}{key}.")
        configuration.version += 1
        self._cells[key] = cell

    def set_grad(self, requires_grad: bool = True) -> None:  # type: ignore[override]
        """Sets the flag ``requires_grad`` of the Cell and all below."""
        self.requires_grad = requires_grad
        for cell in self._cells.values():
            cell.set_grad(requires_grad)


class SequentialCell(_Sequence):
    """Cells that are called one after the other, each on what the one before returned.

    Args:
        args: the Cells; or one list of Cells; or one OrderedDict of names and Cells.

    Raises:
        TypeError: if something else is given.
    """

    def __init__(self, *args: Any) -> None:
        super().__init__()
        if len(args) == 1 and isinstance(args[0], list):
            items = [(str(i), cell) for i, cell in enumerate(args[0])]
        elif len(args) == 1 and isinstance(args[0], OrderedDict):
            items = list(args[0].items())
        elif len(args) == 1 and not isinstance(args[0], Cell):
            raise TypeError(
                f"For 'SequentialCell', give Cells, a list of them or an OrderedDict, but got {type(args[0]).__name__}."
            )
        else:
            items = [(str(i), cell) for i, cell in enumerate(args)]
        for name, cell in items:
            _check_cell(cell, "SequentialCell").update_parameters_name(f"{name}.")
            configuration.version += 1
            self._cells[name] = cell

    @property
    def cell_list(self) -> list[Cell]:
        """The Cells, for subclasses that call them in a way of their own."""
        return list(self._cells.values())

    def construct(self, input_data: Any) -> Any:
        """The Cells applied in turn."""
        for cell in self._cells.values():
            input_data = cell(input_data)
        return input_data

    def __getitem__(self, index: Any) -> Any:
        if not isinstance(index, slice):
            return self._cells[self._key(index)]
        part = SequentialCell()
        for key in list(self._cells)[index]:
            part._cells[key] = self._cells[key]
        return part


class CellList(_Sequence):
    """A list of Cells, whose Parameters count as the owner's. It cannot be called.

    Args:
        args: one list of Cells, or nothing.
        kwargs: ``auto_prefix``: whether Parameters are renamed to their paths.

    Raises:
        TypeError: if something else is given.
    """

    is_list_of_models = True  # what vmap takes for an ensemble

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        auto_prefix = kwargs.pop("auto_prefix", True)
        if kwargs:
            raise TypeError(f"For 'CellList', there is no argument '{next(iter(kwargs))}'.")
        super().__init__(auto_prefix)
        if len(args) == 1:
            self.extend(args[0])

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return type(self)(list(self._cells.values())[index])
        return self._cells[self._key(index)]

    def __iadd__(self, cells: list) -> CellList:
        return self.extend(cells)

    def insert(self, index: int, cell: Cell) -> None:
        """Puts a Cell before the one at ``index``."""
        position = self._position(index, len(self) + 1)
        _check_cell(cell, "CellList")
        prefix = self._prefix()
        cells = list(self._cells.values())
        cells.insert(position, cell)
        self._renumber(cells, prefix)

    def extend(self, cells: list) -> CellList:
        """Adds the Cells of a list at the end; returns the CellList."""
        if not isinstance(cells, list):
            raise TypeError(f"For 'CellList', the Cells must come in a list, but got {type(cells).__name__}.")
        for cell in cells:
            _check_cell(cell, "CellList")
        for cell in cells:
            self.append(cell)
        return self

    def construct(self, *inputs: Any) -> Any:
        """Refused: a list of Cells is not a function."""
        raise NotImplementedError("For 'CellList', call its elements; the list itself cannot be called.")


class CellDict(Cell):
    """A dictionary of Cells, whose Parameters count as the owner's. It cannot be called.

    Args:
        args: one mapping of names to Cells, or an iterable of pairs.

    Raises:
        TypeError: if something else is given.
        KeyError: for a name that is empty, has a dot, or is an attribute of Cells.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        auto_prefix = kwargs.pop("auto_prefix", True)
        if kwargs:
            raise TypeError(f"For 'CellDict', there is no argument '{next(iter(kwargs))}'.")
        super().__init__(auto_prefix)
        if len(args) == 1:
            self.update(args[0])

    def __getitem__(self, key: str) -> Cell:
        if key not in self._cells:
            raise KeyError(f"For 'CellDict', there is no Cell '{key}'.")
        return self._cells[key]

    def __setitem__(self, key: str, cell: Cell) -> None:
        if not isinstance(key, str):
            raise TypeError(f"For 'CellDict', a key must be a str, but got {type(key).__name__}.")
        if not key or "." in key or (key not in self._cells and hasattr(CellDict, key)):
            raise KeyError(f"For 'CellDict', the key {key!r} is empty, has a '.' or is an attribute of Cells.")
        _check_cell(cell, "CellDict")
        if self._auto_prefix:
            cell.update_parameters_name(f"{self._prefix()}{key}.")
        configuration.version += 1
        self._cells[key] = cell

    _prefix = _Sequence._prefix

    def __delitem__(self, key: str) -> None:
        if key not in self._cells:
            raise KeyError(f"For 'CellDict', there is no Cell '{key}'.")
        configuration.version += 1
        del self._cells[key]

    def __len__(self) -> int:
        return len(self._cells)

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._cells))

    def __contains__(self, key: Any) -> bool:
        return key in self._cells

    def clear(self) -> None:
        """Takes all Cells out."""
        self._cells.clear()

    def pop(self, key: str) -> Cell:
        """Takes out and returns a Cell."""
        cell = self[key]
        del self[key]
        return cell

    def keys(self) -> Any:
        """The names."""
        return self._cells.keys()

    def values(self) -> Any:
        """The Cells."""
        return self._cells.values()

    def items(self) -> Any:
        """Pairs of names and Cells."""
        return self._cells.items()

    def update(self, cells: Any) -> None:
        """Adds the Cells of a mapping, or of pairs."""
        if isinstance(cells, CellDict | Mapping):
            pairs = list(cells.items())
        elif isinstance(cells, Iterable):
            pairs = []
            for pair in cells:
                if not isinstance(pair, list | tuple):
                    raise TypeError(
                        f"For 'CellDict', an element must be a (name, Cell) pair, but got {type(pair).__name__}."
                    )
                if len(pair) != 2:
                    raise ValueError(f"For 'CellDict', a pair must have 2 elements, but got {len(pair)}.")
                pairs.append(tuple(pair))
        else:
            raise TypeError(
                f"For 'CellDict', the Cells must come in a mapping or in pairs, but got {type(cells).__name__}."
            )
        for key, cell in pairs:
            self[key] = cell

    def construct(self, *inputs: Any) -> Any:
        """Refused: a dictionary of Cells is not a function."""
        raise NotImplementedError("For 'CellDict', call its elements; the dictionary itself cannot be called.")
