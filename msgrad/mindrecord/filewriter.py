"""FileWriter: MindRecord files from Python rows."""

from __future__ import annotations

import os
import re
import warnings
from typing import Any

import numpy as np

from msgrad.dataset.formats.mindrecord import SCALARS, read_header, schema_of, shards_of
from msgrad.dataset.formats.mindrecord_encryption import KEY, check_available
from msgrad.dataset.formats.mindrecord_writer import HEADER_SIZE, PAGE_SIZE, Layout, MindRecordWriter, blob_fields
from msgrad.mindrecord import exceptions

_HEADER_SIZES, _PAGE_SIZES = (1 << 14, 1 << 27), (1 << 15, 1 << 28)
_MOST_SHARDS = 1000
_TYPES = ("string", "bytes", *SCALARS)


class FileWriter:
    """Writes a MindRecord data set that MindSpore reads as well.

    Nothing appears under the files' names before `commit`.

    Args:
        file_name: the file; with several shards, what their names begin with, before a number.
        shard_num: the number of files, 1 to 1000.
        overwrite: whether files of these names may be replaced.

    Raises:
        ParamValueError: for arguments of other types or values.
        RuntimeError: for several shards while a key is set;
            when the first rows are written: if a file exists already, or its folder does not.

    >>> import os, tempfile
    >>> from msgrad.mindrecord import FileReader, FileWriter
    >>> path = os.path.join(tempfile.mkdtemp(), "small.mindrecord")
    >>> writer = FileWriter(path)
    >>> writer.add_schema({"label": {"type": "int32"}, "data": {"type": "bytes"}}, "an example")
    >>> writer.write_raw_data([{"label": 1, "data": b"one"}, {"label": 2, "data": b"two"}])
    >>> writer.commit()
    >>> [row["data"] for row in FileReader(path).get_next()]
    [b'one', b'two']
    """

    def __init__(self, file_name: str, shard_num: int = 1, overwrite: bool = False) -> None:
        _check_name(file_name)
        if not isinstance(shard_num, int) or isinstance(shard_num, bool) or not 1 <= shard_num <= _MOST_SHARDS:
            raise exceptions.ParamValueError(  # type: ignore[attr-defined]
                f"The 'shard_num' must be an int from 1 to {_MOST_SHARDS}, but got {shard_num!r}."
            )
        if not isinstance(overwrite, bool):
            raise exceptions.ParamValueError(  # type: ignore[attr-defined]
                f"The 'overwrite' must be a bool, but got {overwrite!r}."
            )
        if KEY.secret is not None and shard_num > 1:
            raise RuntimeError(f"With a key set by set_enc_key, the 'shard_num' must be 1, but got {shard_num}.")
        check_available("FileWriter")
        digits = len(str(shard_num - 1))
        self._paths = [file_name] if shard_num == 1 else [f"{file_name}{i:0{digits}}" for i in range(shard_num)]
        self._overwrite = overwrite
        self._append = False
        self._schema: dict[str, dict[str, Any]] | None = None
        self._description = ""
        self._keys: list[str] = []
        self._header_size, self._page_size = HEADER_SIZE, PAGE_SIZE
        self._writer: MindRecordWriter | None = None
        self._done = False

    @classmethod
    def open_for_append(cls, file_name: str) -> FileWriter:
        """A writer that adds rows to a data set; ``file_name`` is its only or its first file.

        Raises:
            ParamValueError: if the name is no str.
            RuntimeError: if there is no such file, or it is damaged.
        """
        _check_name(file_name)
        if not os.path.isfile(file_name):
            raise RuntimeError(f"The MindRecord file '{file_name}' does not exist.")
        header = read_header(file_name)
        made = cls(file_name, 1, True)
        made._paths = shards_of(file_name)
        made._append = True
        made._schema, made._description = schema_of(header), header["schema"][0].get("desc", "")
        made._keys = [entry["index_field"] for entry in header["index_fields"] or ()]
        made._header_size, made._page_size = header["header_size"], header["page_size"]
        return made

    def add_schema(self, content: dict[str, dict[str, Any]], desc: str | None = None) -> None:
        """Says what the fields are.

        Args:
            content: for each field a dict of ``"type"`` ("string", "bytes", "int32", "int64", "float32" or "float64")
                and, for arrays of numbers, ``"shape"``, a list with -1 for at most one size that is open.
            desc: a description.

        Raises:
            MRMInvalidSchemaError: if it is no such dict.
            MRMBuildSchemaError: for shapes that are none.
            MRMAddSchemaError: if there is a schema already.
            TypeError: if the description is no str.
        """
        if desc is not None and not isinstance(desc, str):
            raise TypeError(f"For 'add_schema', the 'desc' must be a str, but got {type(desc).__name__}.")
        _check_schema(content)
        if self._schema is not None:
            raise exceptions.MRMAddSchemaError("There is a schema already.")  # type: ignore[attr-defined]
        self._schema = {name: dict(field) for name, field in content.items()}
        self._description = desc or ""

    def add_index(self, index_fields: list[str]) -> None:
        """Names fields that rows are found by; without a call all scalar fields are.

        Raises:
            ParamTypeError: if it is no list of str.
            MRMDefineIndexError: for fields of bytes and arrays.
            MRMGetMetaError: if there is no schema yet.
            RuntimeError: for fields that the schema does not have, or that are named twice.
        """
        if not isinstance(index_fields, list) or not index_fields:
            raise exceptions.ParamTypeError(  # type: ignore[attr-defined]
                f"The 'index_fields' must be a list of names, but got {index_fields!r}."
            )
        if self._schema is None:
            raise exceptions.MRMGetMetaError("Call add_schema before add_index.")  # type: ignore[attr-defined]
        for name in index_fields:
            if not isinstance(name, str):
                raise exceptions.ParamTypeError(  # type: ignore[attr-defined]
                    f"The 'index_fields' must be a list of names, but got {name!r} in it."
                )
            if name in blob_fields(self._schema):
                raise exceptions.MRMDefineIndexError(  # type: ignore[attr-defined]
                    f"The field '{name}' holds bytes or an array, by which no row is found."
                )
            if name not in self._schema or name in self._keys or index_fields.count(name) > 1:
                problem = "twice" if name in self._schema else "which the schema does not have"
                raise RuntimeError(f"The 'index_fields' name '{name}' {problem}.")
        self._keys += index_fields

    def set_header_size(self, header_size: int) -> None:
        """Sets the room for the header in bytes: 16384 to 134217728, a multiple of 4.

        Raises:
            TypeError: if it is no int.
            RuntimeError: for other values.
        """
        self._header_size = _check_size(header_size, _HEADER_SIZES, "header_size", self._writer)

    def set_page_size(self, page_size: int) -> None:
        """Sets the size of a page in bytes, which a row must fit into: 32768 to 268435456, a multiple of 4.

        Raises:
            TypeError: if it is no int.
            RuntimeError: for other values.
        """
        self._page_size = _check_size(page_size, _PAGE_SIZES, "page_size", self._writer)

    def write_raw_data(self, raw_data: list[dict[str, Any]], parallel_writer: bool = False) -> None:
        """Adds rows. Those that do not fit the schema are left out, with a warning.

        Args:
            raw_data: a dict of values by field for each row: str, bytes, Python or numpy numbers of the field's type
                for scalars, numpy arrays of the field's dtype for arrays. Further entries of a dict are passed over.
            parallel_writer: allows several processes to write; here one does, as fast.

        Raises:
            ParamTypeError: if it is no list of dicts.
            RuntimeError: if no row fits the schema, a row is longer than a page, or files cannot be made.
        """
        if not isinstance(raw_data, list) or not all(isinstance(row, dict) for row in raw_data):
            raise exceptions.ParamTypeError("The 'raw_data' must be a list of dicts.")  # type: ignore[attr-defined]
        if not isinstance(parallel_writer, bool):
            raise TypeError(f"The 'parallel_writer' must be a bool, but got {parallel_writer!r}.")
        writer = self._open()
        schema = self._schema or {}
        problems = [_problem(row, schema) for row in raw_data]
        rows = [row for row, problem in zip(raw_data, problems, strict=True) if problem is None]
        found = [(number, problem) for number, problem in enumerate(problems) if problem is not None]
        if not rows:
            reason = f"; in row {found[0][0]}, {found[0][1]}" if found else ""
            raise RuntimeError(f"There is no row in the 'raw_data' that fits the schema{reason}.")
        if found:
            warnings.warn(
                f"{len(found)} rows do not fit the schema and are not written; in row {found[0][0]}, {found[0][1]}.",
                stacklevel=2,
            )
        writer.write(rows)

    def _write_all(self, rows: list[dict[str, Any]]) -> None:
        """Adds rows, all of which must fit the schema."""
        writer = self._open()
        for row in rows:
            problem = _problem(row, self._schema or {})
            if problem is not None:
                raise RuntimeError(f"A row does not fit the schema: {problem}.")
        writer.write(rows)

    def commit(self) -> None:
        """Completes the files, which have their names from now on. Nothing can be written afterwards.

        Raises:
            RuntimeError: if there is no schema, or the header is longer than its room.
        """
        self._open().commit()
        self._done = True

    def _open(self) -> MindRecordWriter:
        if self._done:
            raise RuntimeError("The files are complete: use FileWriter.open_for_append to add rows to them.")
        if self._writer is not None:
            return self._writer
        if self._schema is None:
            raise RuntimeError("Call add_schema before rows are written.")
        for path in self._paths:
            for name in (path, path + ".db"):
                if os.path.exists(name) and not self._overwrite:
                    raise RuntimeError(f"The file '{name}' exists already: remove it, or use overwrite=True.")
            if not os.path.isdir(os.path.dirname(os.path.abspath(path))):
                raise RuntimeError(f"The folder of '{path}' does not exist.")
        scalars = [name for name in sorted(self._schema) if name not in blob_fields(self._schema)]
        keys = tuple(self._keys or scalars)
        layout = Layout(self._schema, self._description, keys, self._header_size, self._page_size)
        self._writer = MindRecordWriter(self._paths, layout, self._append)
        return self._writer

    def _discard(self) -> None:
        """Gives up what is not committed."""
        if self._writer is not None and not self._done:
            self._writer.discard()

    def __del__(self) -> None:
        if hasattr(self, "_done"):
            self._discard()


def _check_name(file_name: Any) -> None:
    if not isinstance(file_name, str) or not file_name:
        raise exceptions.ParamValueError(  # type: ignore[attr-defined]
            f"The 'file_name' must be a str, but got {file_name!r}."
        )


def _check_size(size: Any, limits: tuple[int, int], argument: str, writer: Any) -> int:
    if not isinstance(size, int) or isinstance(size, bool):
        raise TypeError(f"The '{argument}' must be an int, but got {type(size).__name__}.")
    if not limits[0] <= size <= limits[1] or size % 4:
        raise RuntimeError(f"The '{argument}' must be a multiple of 4 from {limits[0]} to {limits[1]}, but got {size}.")
    if writer is not None:
        raise RuntimeError(f"The '{argument}' must be set before the first rows are written.")
    return size


def _check_schema(content: Any) -> None:
    def refuse(problem: str) -> None:
        raise exceptions.MRMInvalidSchemaError(f"The schema is not right: {problem}.")  # type: ignore[attr-defined]

    if not isinstance(content, dict) or not content:
        refuse("it must be a dict with at least one field")
    for name, field in content.items():
        if not isinstance(name, str):
            raise TypeError(f"For 'add_schema', the names of fields must be str, but got {name!r}.")
        if not re.fullmatch("[0-9a-zA-Z_]+", name):
            refuse(f"the name '{name}' may have letters, digits and '_' only")
        if not isinstance(field, dict) or "type" not in field:
            refuse(f"the field '{name}' must be a dict with a 'type'")
        if field["type"] not in _TYPES:
            refuse(f"the type of the field '{name}' must be one of {', '.join(_TYPES)}, but is {field['type']!r}")
        if set(field) - {"type", "shape"}:
            refuse(f"the field '{name}' may have 'type' and 'shape' only")
        if "shape" in field:
            if field["type"] not in SCALARS or not isinstance(field["shape"], list):
                refuse(f"the 'shape' of the field '{name}' must be a list, and the field of numbers")
            sizes = field["shape"]
            if not all(type(n) is int and (n > 0 or n == -1) for n in sizes) or sizes.count(-1) > 1:
                raise exceptions.MRMBuildSchemaError(  # type: ignore[attr-defined]
                    f"The sizes in the 'shape' of the field '{name}' must be above 0, or -1 for one, but are {sizes}."
                )


def _problem(row: dict[str, Any], schema: dict[str, dict[str, Any]]) -> str | None:
    """Why a row does not fit a schema."""
    for name, field in schema.items():
        if name not in row:
            return f"the field '{name}' is missing"
        problem = _problem_of_value(row[name], field)
        if problem:
            return f"the field '{name}' {problem}"
    single = blob_fields(schema)
    if len(single) == 1 and isinstance(row[single[0]], bytes) and not row[single[0]]:
        return f"the field '{single[0]}' is empty, which the format does not hold where it is the only field of bytes"
    return None


def _problem_of_value(value: Any, field: dict[str, Any]) -> str | None:
    kind = field["type"]
    if kind in ("string", "bytes"):
        wanted = str if kind == "string" else bytes
        return None if type(value) is wanted else f"must be {wanted.__name__}, but is {type(value).__name__}"
    dtype = np.dtype(SCALARS[kind])
    if "shape" in field:
        if not isinstance(value, np.ndarray) or value.dtype != dtype:
            found = value.dtype if isinstance(value, np.ndarray) else type(value).__name__
            return f"must be a numpy array of {dtype}, but is {found}"
        known = int(np.prod([n for n in field["shape"] if n != -1], dtype=np.int64))
        fits = value.size % known == 0 if -1 in field["shape"] else value.size == known
        return None if fits else f"has the shape {value.shape}, which does not fit {field['shape']}"
    python = int if dtype.kind == "i" else float
    if type(value) not in (python, dtype.type):
        return f"must be {python.__name__} or {dtype}, but is {type(value).__name__}"
    if python is int and not np.iinfo(dtype).min <= value <= np.iinfo(dtype).max:
        return f"is {value}, which {kind} does not hold"
    return None if python is int or np.isfinite(value) else f"is {value}, which the format does not hold"
