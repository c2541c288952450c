"""Cells as JAX pytrees: Tensors are the leaves, all else is structure.

A Cell flattens to the Tensors below it (Parameters, buffers, Tensor attributes, also in lists, tuples and
dicts), each once, so what is tied stays tied. What remains, a snapshot of all other attributes, is the
structure: `jax.jit` traces again when it differs.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import jax

from msgrad.common.tensor import Tensor

if TYPE_CHECKING:
    from msgrad.nn.cell import Cell


class _Hole:
    """Stands in a structure for the n-th leaf."""

    __slots__ = ("number",)

    def __init__(self, number: int) -> None:
        self.number = number


class _Shape:
    """Stands in a structure for the n-th Cell; its attributes are in the structure's table."""

    __slots__ = ("number",)

    def __init__(self, number: int) -> None:
        self.number = number


class Structure:
    """All of a Cell but its leaves: for each Cell its class and attributes, with holes for leaves and other Cells."""

    def __init__(self) -> None:
        self.cells: list[tuple[type, dict[str, Any]]] = []
        self.keys: tuple = ()
        self._frozen: tuple | None = None

    def frozen(self) -> tuple:
        """A hashable image of the structure, to compare by."""
        if self._frozen is None:
            self._frozen = tuple([(cls, _freeze(attributes)) for cls, attributes in self.cells])
        return self._frozen

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Structure) and self.frozen() == other.frozen()

    def __hash__(self) -> int:
        return hash(tuple([cls for cls, _ in self.cells]))


class _ById:
    """Compares an object that cannot be compared by identity, and keeps it alive meanwhile."""

    __slots__ = ("item",)

    def __init__(self, item: Any) -> None:
        self.item = item

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and self.item is other.item

    def __hash__(self) -> int:
        return id(self.item)


def _freeze(item: Any) -> Any:
    if isinstance(item, _Hole | _Shape):
        return type(item), item.number
    if isinstance(item, dict):
        return dict, tuple([(k, _freeze(v)) for k, v in item.items()])
    if isinstance(item, list | tuple):
        return type(item), tuple(map(_freeze, item))
    if isinstance(item, bool | int | float | str | bytes | type(None)):
        return type(item), item
    if isinstance(item, types.MethodType):
        return types.MethodType, item.__func__, _freeze(item.__self__)
    return _ById(item)


class _Flattening:
    """One walk over a Cell: collects leaves with their paths, and builds the structure."""

    def __init__(self) -> None:
        self.structure = Structure()
        self.leaves: list[Tensor] = []
        self.keys: list[Any] = []
        self.numbers: dict[int, int] = {}
        self.cells: dict[int, int] = {}

    def cell(self, cell: Cell, path: tuple[str, ...]) -> _Shape:
        number = self.cells.get(id(cell))
        if number is None:
            number = self.cells[id(cell)] = len(self.structure.cells)
            attributes: dict[str, Any] = {}
            self.structure.cells.append((type(cell), attributes))
            own = dict(cell.__dict__)
            for group in ("_params", "_cells", "_buffers"):  # first, and without the group in their paths
                members = own.pop(group, {})
                attributes[group] = {k: self.item(v, (*path, k)) for k, v in members.items()}
            for name, value in own.items():
                attributes[name] = self.item(value, (*path, name))
        return _Shape(number)

    def item(self, value: Any, path: tuple[str, ...]) -> Any:
        from msgrad.nn.cell import Cell

        if isinstance(value, Tensor):
            number = self.numbers.get(id(value))
            if number is None:
                number = self.numbers[id(value)] = len(self.leaves)
                self.leaves.append(value)
                self.keys.append(jax.tree_util.GetAttrKey(".".join(path)))
            return _Hole(number)
        if isinstance(value, Cell):
            return self.cell(value, path)
        if isinstance(value, dict):
            made = {k: self.item(v, (*path, str(k))) for k, v in value.items()}
            return type(value)(made) if type(value) is not dict else made
        if isinstance(value, list) or type(value) is tuple:
            return type(value)([self.item(v, (*path, str(i))) for i, v in enumerate(value)])
        if isinstance(value, types.MethodType) and isinstance(value.__self__, Cell):
            return types.MethodType(value.__func__, self.cell(value.__self__, path))
        return value


class _Building:
    """Puts a Cell together again from a structure and leaves."""

    def __init__(self, structure: Structure, leaves: tuple) -> None:
        self.structure = structure
        self.leaves = leaves
        self.cells: dict[int, Cell] = {}

    def cell(self, number: int) -> Cell:
        if number not in self.cells:
            from collections import OrderedDict

            cls, attributes = self.structure.cells[number]
            made = self.cells[number] = cls.__new__(cls)
            for name, value in attributes.items():
                value = self.item(value)
                made.__dict__[name] = OrderedDict(value) if name in ("_params", "_cells", "_buffers") else value
        return self.cells[number]

    def item(self, value: Any) -> Any:
        if isinstance(value, _Hole):
            return self.leaves[value.number]
        if isinstance(value, _Shape):
            return self.cell(value.number)
        if isinstance(value, dict):
            made = {k: self.item(v) for k, v in value.items()}
            return type(value)(made) if type(value) is not dict else made
        if isinstance(value, list) or type(value) is tuple:
            return type(value)([self.item(v) for v in value])
        if isinstance(value, types.MethodType) and isinstance(value.__self__, _Shape):
            return types.MethodType(value.__func__, self.cell(value.__self__.number))
        return value


def _flatten(cell: Cell) -> tuple[tuple, Structure]:
    walk = _Flattening()
    walk.cell(cell, ())
    walk.structure.frozen()  # now, while the attributes are as they are
    return tuple(walk.leaves), walk.structure


def _flatten_with_keys(cell: Cell) -> tuple[tuple, Structure]:
    walk = _Flattening()
    walk.cell(cell, ())
    walk.structure.frozen()
    return tuple(zip(walk.keys, walk.leaves, strict=True)), walk.structure


def _unflatten(structure: Structure, leaves: tuple) -> Cell:
    return _Building(structure, tuple(leaves)).cell(0)


def register(cls: type[Cell]) -> None:
    """Makes a class of Cells known to JAX."""
    flatten: Callable[[Any], Any] = _flatten_with_keys
    jax.tree_util.register_pytree_with_keys(cls, flatten, _unflatten, _flatten)


def leaves_of(cell: Cell) -> dict[str, Tensor]:
    """All Tensors below a Cell by their paths."""
    walk = _Flattening()
    walk.cell(cell, ())
    return {key.name: leaf for key, leaf in zip(walk.keys, walk.leaves, strict=True)}


def all_cells(cell: Cell) -> list[Cell]:
    """A Cell and all Cells below it, also those in lists, tuples and dicts."""
    from msgrad.nn.cell import Cell

    found: dict[int, Cell] = {}

    def visit(value: Any) -> None:
        if isinstance(value, Cell):
            if id(value) not in found:
                found[id(value)] = value
                for item in value.__dict__.values():
                    visit(item)
        elif isinstance(value, dict):
            for item in value.values():
                visit(item)
        elif isinstance(value, list | tuple):
            for item in value:
                visit(item)

    visit(cell)
    return list(found.values())
