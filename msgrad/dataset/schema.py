"""Schema: what the columns of a TFRecord data set are."""

from __future__ import annotations

import json
import os
from typing import Any

from msgrad.common import dtype as mstype
from msgrad.dataset.formats.tfrecord import Column

_NAMES = (
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32", "float64",
    "string",
)  # fmt: skip
_DTYPES = {getattr(mstype, "bool_" if name == "bool" else name): name for name in _NAMES}
_FIELDS = ("datasetType", "numRows", "columns")


class Schema:
    """The columns of a data set: names, data types and shapes.

    Args:
        schema_file: a JSON file with ``columns`` (a list of objects with ``name``, ``type`` and perhaps ``shape``,
            or an object of such objects by name), and perhaps ``datasetType`` and ``numRows``.

    Raises:
        TypeError: if ``schema_file`` is no string.
        ValueError: if there is no such file.
        RuntimeError: if it does not describe a schema.

    >>> schema = Schema()
    >>> schema.add_column("label", mstype.int32, [])
    >>> [column.name for column in schema.numpy_columns()]
    ['label']
    """

    def __init__(self, schema_file: str | None = None) -> None:
        self._columns: list[dict[str, Any]] = []
        self._dataset_type = ""
        self._num_rows = 0
        self.schema_file = ""
        if schema_file is None:
            return
        if not isinstance(schema_file, str | os.PathLike):
            raise TypeError(f"For 'Schema', the 'schema_file' must be a str, but got {type(schema_file).__name__}.")
        if not os.path.isfile(schema_file):
            raise ValueError(f"For 'Schema', the file '{os.path.abspath(schema_file)}' does not exist.")
        self.schema_file = os.fspath(schema_file)
        try:
            with open(schema_file, encoding="utf-8") as file:
                content = json.load(file)
        except (ValueError, RecursionError) as error:
            raise RuntimeError(f"For 'Schema', the file '{schema_file}' does not hold JSON: {error}.") from None
        self.from_json(content)

    def add_column(self, name: str, de_type: Any, shape: list[int] | None = None) -> None:
        """Adds a column.

        Args:
            name: its name.
            de_type: a data type of `mindspore`, or its name.
            shape: its shape, -1 for what is open; None where even the number of axes is.

        Raises:
            TypeError: for arguments of other types and unknown data types.
        """
        if not isinstance(name, str):
            raise TypeError(f"For 'add_column', the 'name' must be a str, but got {type(name).__name__}.")
        kind = de_type if isinstance(de_type, str) else _DTYPES.get(de_type if _hashable(de_type) else None)
        if kind not in _NAMES:
            raise TypeError(f"For 'add_column', the 'de_type' must be one of {', '.join(_NAMES)}, but got {de_type!r}.")
        if shape is not None:
            _check_shape(shape)
        self._columns.append(_column(name, kind, None if shape is None else list(shape)))

    def parse_columns(self, columns: list[dict[str, Any]] | dict[str, dict[str, Any]]) -> None:
        """Takes the columns from a list of dicts with their names, or a dict of dicts by name, instead of the present.

        Raises:
            RuntimeError: if something is missing or not known.
        """
        if not isinstance(columns, list | dict):
            raise RuntimeError(
                f"For 'Schema', the 'columns' must be a list or dict of columns, but got {type(columns).__name__}."
            )
        if isinstance(columns, dict):
            columns = [{**entry, "name": name} if isinstance(entry, dict) else entry for name, entry in columns.items()]
            columns.sort(key=lambda entry: entry["name"] if isinstance(entry, dict) else "")
        self._columns = [_parsed(entry) for entry in columns]

    def from_json(self, json_obj: dict[str, Any]) -> None:
        """Takes all from a dict as `to_json` describes it.

        Raises:
            RuntimeError: if something is missing or not known.
        """
        if not isinstance(json_obj, dict) or "columns" not in json_obj:
            raise RuntimeError("For 'Schema', the JSON must be an object with 'columns'.")
        for name in json_obj:
            if name not in _FIELDS:
                raise RuntimeError(f"For 'Schema', the JSON has the unknown field '{name}'.")
        rows = json_obj.get("numRows", self._num_rows)
        if not isinstance(rows, int) or isinstance(rows, bool) or rows < 0:
            raise RuntimeError(f"For 'Schema', 'numRows' must be an int of at least 0, but got {rows!r}.")
        dataset_type = json_obj.get("datasetType", self._dataset_type)
        if not isinstance(dataset_type, str):
            raise RuntimeError(f"For 'Schema', the 'datasetType' must be a str, but got {dataset_type!r}.")
        self.parse_columns(json_obj["columns"])
        self._num_rows, self._dataset_type = rows, dataset_type

    def get_num_rows(self) -> int:
        """The number of rows that the JSON gave, 0 without one."""
        return self._num_rows

    def to_json(self) -> str:
        """The schema as JSON text."""
        content: dict[str, Any] = {"columns": self._columns}
        if self._dataset_type:
            content["datasetType"] = self._dataset_type
        if self._num_rows:
            content["numRows"] = self._num_rows
        return json.dumps(content, indent=2, sort_keys=True)

    def __str__(self) -> str:
        return self.to_json()

    def numpy_columns(self) -> list[Column]:
        """The columns as the reader of TFRecord files takes them."""
        dtypes = {name: str if kind is mstype.string else kind.np for kind, name in _DTYPES.items()}
        return [Column(c["name"], dtypes[c["type"]], c.get("shape")) for c in self._columns]


def _hashable(item: Any) -> bool:
    return isinstance(item, mstype.Type)


def _check_shape(shape: Any) -> None:
    if not isinstance(shape, list):
        raise TypeError(f"For 'add_column', the 'shape' must be a list, but got {type(shape).__name__}.")
    for place, length in enumerate(shape):
        if not isinstance(length, int) or isinstance(length, bool):
            raise TypeError(f"For 'add_column', 'shape[{place}]' must be an int, but got {type(length).__name__}.")


def _column(name: str, kind: str, shape: list[int] | None) -> dict[str, Any]:
    if shape is None:
        return {"name": name, "rank": 1, "type": kind}
    return {"name": name, "rank": len(shape), "shape": shape, "type": kind}


def _parsed(entry: Any) -> dict[str, Any]:
    if not isinstance(entry, dict):
        raise RuntimeError(f"For 'Schema', a column must be an object, but got {entry!r}.")
    for required in ("name", "type"):
        if not isinstance(entry.get(required), str):
            raise RuntimeError(f"For 'Schema', the '{required}' of a column is missing.")
    if entry["type"] not in _NAMES:
        raise RuntimeError(f"For 'Schema', the column '{entry['name']}' has the unknown type '{entry['type']}'.")
    shape = entry.get("shape", [])  # MindSpore, too, takes a column without a shape for scalars
    if not (isinstance(shape, list) and all(type(n) is int for n in shape)):
        raise RuntimeError(f"For 'Schema', the shape of the column '{entry['name']}' must be a list of ints.")
    return _column(entry["name"], entry["type"], shape)
