"""MindRecord 3.0: reading.

A data set is one or several files (shards), each with an SQLite file of the same name and `.db` that says where
each row lies. A file is

- the length of its header (uint64, little-endian) and the header as JSON: the schema and a table of pages;
- from `header_size` on pages of `page_size` bytes each, the last one cut at what is used of it. A row has a part in
  a BLOB page (bytes and arrays) and one in a RAW page (scalars); each part starts with its length (uint64,
  little-endian).

All that the files say of lengths and places is checked before it is used: a damaged or hostile file raises a
RuntimeError that names it, and takes no memory beyond its own size.
"""

from __future__ import annotations

import json
import math
import os
import sqlite3
import struct
import threading
from collections.abc import Sequence
from contextlib import closing
from typing import Any, BinaryIO

import numpy as np

from msgrad.dataset.formats.compressed_integers import unpack_integers
from msgrad.dataset.formats.mindrecord_encryption import KEY, connect, open_plain, plain_size
from msgrad.dataset.formats.msgpack import unpack_map

SCALARS = {"int32": np.int32, "int64": np.int64, "float32": np.float32, "float64": np.float64}
LONGEST_HEADER = 1 << 27
LARGEST_PAGE = 1 << 28
_LONGEST_ENTRY = 1 << 24
PLACES = (
    "PAGE_ID_RAW", "PAGE_OFFSET_RAW", "PAGE_OFFSET_RAW_END", "PAGE_ID_BLOB", "PAGE_OFFSET_BLOB", "PAGE_OFFSET_BLOB_END",
)  # fmt: skip


def read_header(path: str) -> dict[str, Any]:
    """The header of one file.

    Raises:
        RuntimeError: if the file is no MindRecord file, or encrypted with another key than the one that is set.
    """
    with open_plain(path, KEY.secret, LONGEST_HEADER + 8) as file:
        size = os.fstat(file.fileno()).st_size
        start = file.read(8)
        length = struct.unpack("<Q", start)[0] if len(start) == 8 else 0
        if not 2 <= length <= min(size - 8, LONGEST_HEADER):
            raise RuntimeError(f"'{path}' is not a MindRecord file: it does not start with the length of a header.")
        raw = file.read(length)
    try:
        header = json.loads(raw)
        _check_header(header)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise RuntimeError(f"'{path}' is not a MindRecord file, or its header is damaged ({error}).") from None
    return header


def _check_header(header: dict[str, Any]) -> None:
    """Raises one of the errors that `read_header` catches, unless the header has the form that the reader relies on."""
    if header["version"] not in ("2.0", "3.0"):
        raise ValueError(f"version {header['version']!r} is not supported")
    if not all(type(header[key]) is int and 0 < header[key] <= LARGEST_PAGE for key in ("header_size", "page_size")):
        raise ValueError(f"sizes are no integers from 1 to {LARGEST_PAGE}")
    if len(header["schema"]) != 1:
        raise ValueError(f"one schema is expected, but got {len(header['schema'])}")
    schema = header["schema"][0]
    for name, field in schema["schema"].items():
        shape = field.get("shape", [])
        known = field["type"] in ("string", "bytes") or field["type"] in SCALARS
        if not known or not all(type(n) is int and n >= -1 for n in shape):
            raise ValueError(f"the field {name!r} has an unknown type or shape")
        if ("shape" in field or field["type"] == "bytes") != (name in schema["blob_fields"]):
            raise ValueError(f"the field {name!r} is in the wrong list")
    if not all(name in schema["schema"] for name in schema["blob_fields"]):
        raise ValueError("a field of bytes is not in the schema")
    if not all(type(name) is str and name for name in header["shard_addresses"]):
        raise ValueError("the names of the shards are no strings")
    header["page"] = header["page"] or []
    for page in header["page"]:
        if not all(type(page[key]) is int and 0 <= page[key] <= LARGEST_PAGE for key in ("page_id", "page_size")):
            raise ValueError("the table of pages holds what is no size")


def schema_of(header: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The fields, sorted by name, each with its type and perhaps shape."""
    return dict(sorted(header["schema"][0]["schema"].items()))


def shards_of(path: str) -> list[str]:
    """The files of the data set that ``path`` is one file of, in their order."""
    names = read_header(path)["shard_addresses"]
    folder = os.path.dirname(path)
    if os.path.basename(path) not in names:  # a file that was renamed: its header still has the old name
        return [path] if len(names) == 1 else [path, *(os.path.join(folder, os.path.basename(n)) for n in names[1:])]
    return [os.path.join(folder, os.path.basename(name)) for name in names]


class _Shard:
    """One file and where its rows lie."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._secret = KEY.secret
        self.header = read_header(path)
        self.places = self._read_places()
        self._file: BinaryIO | None = None
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self.places)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_file": None, "_lock": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._lock = threading.Lock()

    def _read_places(self) -> np.ndarray:
        """For each row: where its RAW part starts and ends in the file, and where its BLOB part does."""
        index = self.path + ".db"
        if not os.path.isfile(index):
            raise RuntimeError(f"The index '{index}' of the MindRecord file '{self.path}' is missing: copy it as well.")
        kind = np.dtype([(name, np.int64) for name in PLACES])
        try:
            with closing(connect(index, self._secret)) as db:
                db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_ENTRY)
                if db.execute("SELECT type FROM sqlite_master WHERE name = 'INDEXES'").fetchall() != [("table",)]:
                    raise ValueError("INDEXES is no table")  # a view could go on for ever
                rows = db.execute(f"SELECT {', '.join(PLACES)} FROM INDEXES ORDER BY ROW_ID")
                table = np.fromiter(rows, kind)
        except (sqlite3.Error, ValueError, TypeError, OverflowError) as error:
            raise RuntimeError(f"The index '{index}' of a MindRecord file is damaged ({error}).") from None
        used = {page["page_id"]: page["page_size"] for page in self.header["page"]}
        size = plain_size(self.path, self._secret)
        spans = []
        for part in ("RAW", "BLOB"):
            page, start, end = (table[n] for n in PLACES if part in n)
            limit = np.array([used.get(int(n), -1) for n in np.unique(page)], np.int64)
            room = limit[np.unique(page, return_inverse=True)[1]] if len(page) else page
            if not np.all((start >= 0) & (end >= start + 8) & (end <= room)):
                raise RuntimeError(f"The index '{index}' does not fit the MindRecord file '{self.path}'.")
            base = self.header["header_size"] + page * self.header["page_size"]
            if np.any((base < 0) | (base + end > size)):
                raise RuntimeError(f"The MindRecord file '{self.path}' is cut off: it has {size} bytes.")
            spans += [base + start, base + end]
        return np.stack(spans, axis=1)

    def parts(self, row: int) -> tuple[bytes, bytes]:
        """The RAW and the BLOB part of a row, without their lengths."""
        raw_start, raw_end, blob_start, blob_end = self.places[row].tolist()
        with self._lock:
            if self._file is None:
                self._file = open_plain(self.path, self._secret)
            return self._part(raw_start, raw_end), self._part(blob_start, blob_end)

    def _part(self, start: int, end: int) -> bytes:
        assert self._file is not None
        self._file.seek(start)
        data = self._file.read(end - start)
        if len(data) != end - start or struct.unpack("<Q", data[:8])[0] != len(data) - 8:
            raise RuntimeError(f"The MindRecord file '{self.path}' is damaged at byte {start}.")
        return data[8:]

    def close(self) -> None:
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None


class MindRecordReader:
    """The rows of a MindRecord data set, in any order.

    ``len(reader)`` is the number of rows, ``reader[i]`` a row: a dict of numpy arrays. Scalars are 0-d, strings 0-d of
    dtype ``<U``, bytes an array of shape (1,) and dtype ``S``, arrays have the schema's shape.

    Attributes:
        columns: the names, in the order of a row's dict.
        schema: each field's type and perhaps shape.
        files: the files.
        rows_per_file: how many rows each of them has.
    """

    def __init__(self, files: str | os.PathLike | Sequence[str], columns: Sequence[str] | None = None) -> None:
        if isinstance(files, str | os.PathLike):
            self.files = shards_of(_existing(os.fspath(files)))
        else:
            self.files = [os.fspath(file) for file in files]
        self._shards = [_Shard(_existing(path)) for path in self.files]
        if not self._shards:
            raise RuntimeError("A MindRecord data set has at least one file, but the list of files is empty.")
        headers = [shard.header for shard in self._shards]
        self.schema = schema_of(headers[0])
        for path, header in zip(self.files, headers, strict=True):
            if schema_of(header) != self.schema:
                raise RuntimeError(f"The MindRecord files '{self.files[0]}' and '{path}' have different schemas.")
        self._blobs: list[str] = headers[0]["schema"][0]["blob_fields"]
        unknown = [name for name in columns or () if name not in self.schema]
        if unknown:
            raise RuntimeError(
                f"The MindRecord data set has no column {unknown[0]!r}; it has {', '.join(self.schema)}."
            )
        self.columns = list(columns) if columns else list(self.schema)
        self.rows_per_file = [len(shard) for shard in self._shards]
        self._starts = np.cumsum([0, *self.rows_per_file])

    def __len__(self) -> int:
        return int(self._starts[-1])

    def __getitem__(self, row: int) -> dict[str, np.ndarray]:
        """A row as numpy arrays."""
        return {name: self._array(name, value) for name, value in self.values(row).items()}

    def values(self, row: int) -> dict[str, Any]:
        """A row: scalars and strings as Python objects, bytes as bytes, arrays as numpy arrays."""
        if not 0 <= row < len(self):
            raise IndexError(f"The MindRecord data set has {len(self)} rows, but row {row} is asked for.")
        number = int(np.searchsorted(self._starts, row, side="right")) - 1
        shard = self._shards[number]
        raw, blob = shard.parts(row - int(self._starts[number]))
        try:
            scalars = unpack_map(raw) if len(self._blobs) < len(self.schema) else {}
            blobs = self._split(blob)
            return {
                name: self._blob(name, blobs[name]) if name in blobs else self._scalar(name, scalars)
                for name in self.columns
            }
        except (ValueError, OverflowError) as error:
            raise RuntimeError(f"Row {row} of the MindRecord file '{shard.path}' is damaged: {error}.") from None

    def _split(self, blob: bytes) -> dict[str, bytes]:
        if len(self._blobs) == 1:  # alone, it is stored without its length
            return {self._blobs[0]: blob}
        found, at = {}, 0
        for name in self._blobs:
            length = struct.unpack_from(">Q", blob, at)[0] if at + 8 <= len(blob) else len(blob)
            at += 8
            if at + length > len(blob):
                raise ValueError(f"the field {name!r} is cut off")
            found[name] = blob[at : at + length]
            at += length
        return found

    def _blob(self, name: str, content: bytes) -> Any:
        field = self.schema[name]
        if field["type"] == "bytes":
            return content
        dtype = np.dtype(SCALARS[field["type"]])
        if dtype.kind == "i":
            flat = unpack_integers(content, dtype)
        elif len(content) % dtype.itemsize:
            raise ValueError(f"the field {name!r} does not hold whole numbers of {dtype}")
        else:
            flat = np.frombuffer(content, dtype.newbyteorder("<")).astype(dtype)
        return flat.reshape(_known_shape(field["shape"], flat.size))

    def _scalar(self, name: str, scalars: dict[str, Any]) -> Any:
        if name not in scalars:
            raise ValueError(f"the field {name!r} is missing")
        value, kind = scalars[name], self.schema[name]["type"]
        expected = {"string": str, "int32": int, "int64": int}.get(kind, float | int)
        if not isinstance(value, expected):
            raise ValueError(f"the field {name!r} is no {kind}")
        return float(value) if kind in ("float32", "float64") else value

    def _array(self, name: str, value: Any) -> np.ndarray:
        if isinstance(value, np.ndarray):
            return value
        if isinstance(value, bytes):
            return np.array([value], f"S{max(len(value), 1)}")
        return np.array(value, SCALARS.get(self.schema[name]["type"]))

    def close(self) -> None:
        """Closes the files; a row that is read later opens them again."""
        for shard in self._shards:
            shard.close()


def _known_shape(shape: list[int], size: int) -> tuple[int, ...]:
    """The shape with its one open size, -1, put in. numpy itself does not do so where there are no elements."""
    known = math.prod(n for n in shape if n >= 0)
    return tuple([(size // known if known else 0) if n < 0 else n for n in shape])


def _existing(path: str) -> str:
    if not os.path.isfile(path):
        raise RuntimeError(f"The MindRecord file '{path}' does not exist.")
    return path


def open_mindrecord(files: str | Sequence[str], columns: Sequence[str] | None = None) -> MindRecordReader:
    """Opens a MindRecord data set.

    Args:
        files: one file, whose header names all files of the data set, or the list of the files to read.
        columns: the columns to read; all, sorted by name, if it is None.

    Raises:
        RuntimeError: for files that are missing, damaged, or of different schemas, and for unknown columns.
    """
    return MindRecordReader(files, columns)
