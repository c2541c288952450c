"""`Dataset.save`: a pipeline's rows as MindRecord files."""

from __future__ import annotations

import os
from typing import Any

from msgrad._checkparam import check_type

_TYPES = {
    "bool": "int32", "int8": "int32", "uint8": "int32", "int16": "int32", "uint16": "int32", "int32": "int32",
    "uint32": "int64", "int64": "int64", "uint64": "int64", "float16": "float32", "float32": "float32",
    "float64": "float64",
}  # fmt: skip


def save(dataset: Any, file_name: Any, num_files: Any, file_type: Any) -> None:
    """Writes one epoch.

    Raises:
        TypeError, ValueError: for wrong arguments.
        RuntimeError: where a column cannot be written, or a file is there already.
    """
    check_type(file_name, str, "file_name", "save")
    check_type(num_files, int, "num_files", "save")
    if not 1 <= num_files <= 1000:
        raise ValueError(f"For 'save', the 'num_files' must be in [1, 1000], but got {num_files}.")
    if file_type != "mindrecord":
        raise ValueError(f"For 'save', the 'file_type' must be 'mindrecord', but got {file_type!r}.")
    from msgrad.mindrecord import FileWriter

    names = dataset.names()
    paths = [file_name] if num_files == 1 else [f"{file_name}{number}" for number in range(num_files)]
    for path in paths:
        if os.path.exists(path) or os.path.exists(path + ".db"):
            raise RuntimeError(f"For 'save', the file '{path}' exists already.")
    try:
        if not _write(dataset, FileWriter(file_name, num_files), names):
            raise RuntimeError("For 'save', the data set has no rows.")
    except BaseException:  # nothing half-written stays
        for path in paths:
            for part in (path, path + ".db"):
                if os.path.exists(part):
                    os.remove(part)
        raise


def _write(dataset: Any, writer: Any, names: list[str]) -> bool:
    schema: dict[str, dict] = {}
    rows: list[dict] = []
    for row in dataset.rows():
        if not schema:
            schema = {name: _field(name, value) for name, value in zip(names, row, strict=True)}
            writer.add_schema(schema, "mindrecord")
        rows.append({name: _value(value, schema[name]) for name, value in zip(names, row, strict=True)})
        if len(rows) == 1000:
            writer.write_raw_data(rows)
            rows = []
    if rows:
        writer.write_raw_data(rows)
    if schema:
        writer.commit()
    return bool(schema)


def _field(name: str, value: Any) -> dict:
    if isinstance(value, dict):
        raise RuntimeError(f"For 'save', the column '{name}' holds a dict, which MindRecord files cannot.")
    if value.dtype.kind in "US":
        if value.size != 1:
            raise RuntimeError(
                f"For 'save', the column '{name}' holds arrays of strings, which MindRecord files cannot."
            )
        return {"type": "string" if value.dtype.kind == "U" else "bytes"}
    kind = {"type": _TYPES[str(value.dtype)]}
    return kind if value.ndim == 0 else {**kind, "shape": [-1, *value.shape[1:]]}


def _value(value: Any, field: dict) -> Any:
    if field["type"] == "string":
        return str(value.item())
    if field["type"] == "bytes":
        return value.item()
    return value.astype(field["type"]) if "shape" in field else value.astype(field["type"]).item()
