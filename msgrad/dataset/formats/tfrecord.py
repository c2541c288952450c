"""TFRecord files of `tf.train.Example` messages: reading and writing.

A record is its length (uint64, little-endian), the masked CRC-32C of those 8 bytes, the data, and the masked CRC-32C
of the data. An Example is a map of names to lists of bytes, float32 or int64.
"""

from __future__ import annotations

import bisect
import os
import struct
import tempfile
import threading
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO, NamedTuple

import numpy as np

from msgrad.common.protobuf import FIXED32, LENGTH, VARINT, delimited, fields, read_varint, signed, varint
from msgrad.dataset.formats.crc32c import masked_crc32c

COMPRESSIONS = ("", "GZIP", "ZLIB")
_CHUNK = 1 << 20
_LAYOUTS = 64


# -- Examples ------------------------------------------------------------------------------------------------


def pack_example(features: Mapping[str, Any]) -> bytes:
    """An Example of arrays or lists: bytes and str become bytes, floats float32, ints and bools int64.

    Raises:
        TypeError: for values of other types.
    """
    entries = [
        delimited(1, delimited(1, name.encode("utf-8")) + delimited(2, _feature(name, value)))
        for name, value in features.items()
    ]
    return delimited(1, b"".join(entries))


def _feature(name: str, value: Any) -> bytes:
    items = [value] if isinstance(value, bytes | str) else np.asarray(value).reshape(-1).tolist()
    if isinstance(value, list | tuple) and any(isinstance(item, bytes) for item in value):
        items = list(value)  # numpy would cut off zero bytes at their ends
    if all(isinstance(item, bytes | str) for item in items) and items:
        raw = [item.encode("utf-8") if isinstance(item, str) else item for item in items]
        return delimited(1, b"".join([delimited(1, item) for item in raw]))
    if all(isinstance(item, bool | int) for item in items) and (items or np.asarray(value).dtype.kind in "biu"):
        return delimited(3, delimited(1, b"".join([varint(int(item)) for item in items])))
    if all(isinstance(item, int | float) for item in items):
        return delimited(2, delimited(1, np.asarray(items, "<f4").tobytes()))
    raise TypeError(f"The feature '{name}' must hold bytes, str, floats or ints, but got {value!r}.")


def unpack_example(data: bytes) -> dict[str, list[bytes] | np.ndarray]:
    """The features of an Example, sorted by name: lists of bytes, float32 or int64 arrays.

    Raises:
        ValueError: if the data is no Example.
    """
    found: dict[str, list[bytes] | np.ndarray] = {}
    for features in _messages(data, 1):
        for entry in _messages(features, 1):
            name = b"".join([bytes(content) for content in _messages(entry, 1)][-1:]).decode("utf-8")
            found[name] = np.zeros(0, np.int64)
            for feature in _messages(entry, 2):
                found[name] = _unpacked_feature(feature)
    return dict(sorted(found.items()))


class _Layout:
    """Where the values lie in Examples that are made like one: most of a file's records differ in the values only."""

    def __init__(self, data: bytes) -> None:
        view = memoryview(data)
        self.length, self.values, places = len(data), [], []
        for features in _messages(view, 1):
            for entry in _messages(features, 1):
                (name,), (feature,) = _messages(entry, 1), _messages(entry, 2)
                ((kind, _, values),) = fields(feature)
                contents = list(fields(values))  # type: ignore[arg-type]
                if kind not in (1, 2, 3) or len(contents) != 1 or contents[0][:2] != (1, LENGTH):
                    raise ValueError("a feature is no single field of bytes or packed numbers")
                content = contents[0][2]
                if kind == 2 and len(content) % 4:  # type: ignore[arg-type]
                    raise ValueError("a list of floats has a broken length")
                start = np.frombuffer(content, np.uint8).ctypes.data - np.frombuffer(view, np.uint8).ctypes.data
                places.append((start, start + len(content)))  # type: ignore[arg-type]
                self.values.append((bytes(name).decode("utf-8"), kind, *places[-1]))
        if len({name for name, *_ in self.values}) < len(self.values):
            raise ValueError("a feature is there twice")
        ends = [0, *[end for _, end in places]]
        starts = [*[start for start, _ in places], len(data)]
        self.frame = [(first, last, data[first:last]) for first, last in zip(ends, starts, strict=True)]
        self.values.sort()

    @staticmethod
    def of(data: bytes) -> _Layout | None:
        """The layout of an Example, None where it has another structure."""
        try:
            return _Layout(data)
        except ValueError:
            return None

    def read(self, data: bytes) -> dict[str, list[bytes] | np.ndarray] | None:
        """The features, or None of what is made otherwise."""
        if len(data) != self.length or any(data[first:last] != between for first, last, between in self.frame):
            return None
        found: dict[str, list[bytes] | np.ndarray] = {}
        for name, kind, start, end in self.values:
            if kind == 2:
                found[name] = np.frombuffer(data, "<f4", (end - start) // 4, start).copy()
            else:
                found[name] = [data[start:end]] if kind == 1 else np.array(_unpacked_varints(data[start:end]), np.int64)
        return found


def _messages(data: bytes | memoryview, wanted: int) -> list[memoryview]:
    found = []
    for field, wire_type, content in fields(data):
        if field == wanted:
            if wire_type != LENGTH:
                raise ValueError(f"field {field} is expected to be bytes or a message")
            found.append(content)
    return found  # type: ignore[return-value]


def _unpacked_feature(feature: memoryview) -> list[bytes] | np.ndarray:
    kinds = [(field, content) for field, wire_type, content in fields(feature) if wire_type == LENGTH]
    if not kinds:
        return np.zeros(0, np.int64)
    kind, values = kinds[-1]
    if kind == 1:
        return [bytes(content) for content in _messages(values, 1)]  # type: ignore[arg-type]
    if kind == 2:
        return _floats(values)  # type: ignore[arg-type]
    if kind == 3:
        return _integers(values)  # type: ignore[arg-type]
    raise ValueError(f"a feature is of an unknown kind, {kind}")


def _floats(values: memoryview) -> np.ndarray:
    raw = bytearray()
    for field, wire_type, content in fields(values):
        if field == 1 and wire_type in (LENGTH, FIXED32):
            raw += content  # type: ignore[operator]
    if len(raw) % 4:
        raise ValueError("a list of floats has a broken length")
    return np.frombuffer(bytes(raw), "<f4").astype(np.float32)


def _integers(values: memoryview) -> np.ndarray:
    numbers: list[int] = []
    for field, wire_type, content in fields(values):
        if field == 1 and wire_type == VARINT:
            numbers.append(signed(content))  # type: ignore[arg-type]
        elif field == 1 and wire_type == LENGTH:
            numbers += _unpacked_varints(content)  # type: ignore[arg-type]
    return np.array(numbers, np.int64)


def _unpacked_varints(data: bytes | memoryview) -> list[int]:
    if bytes(data).isascii():  # each is below 128, in a byte of its own
        return list(data)
    numbers, at = [], 0
    while at < len(data):
        number, at = read_varint(data, at)
        numbers.append(signed(number))
    return numbers


# -- files ---------------------------------------------------------------------------------------------------


def write_tfrecord(path: str | os.PathLike, examples: Iterable[Mapping[str, Any]], compression_type: str = "") -> int:
    """Writes Examples to a file, and returns how many.

    Args:
        path: the file; it appears when it is complete.
        examples: mappings of names to lists or arrays, as `pack_example` takes them.
        compression_type: "", "GZIP" or "ZLIB".

    Raises:
        ValueError: for another compression.
    """
    _check_compression(compression_type)
    wbits = {"": 0, "GZIP": 31, "ZLIB": 15}[compression_type]
    squeeze = zlib.compressobj(wbits=wbits) if wbits else None
    temporary = f"{os.fspath(path)}.{os.getpid()}.part"
    count = 0
    try:
        with open(temporary, "wb") as file:
            for example in examples:
                record = _record(pack_example(example))
                file.write(squeeze.compress(record) if squeeze else record)
                count += 1
            if squeeze:
                file.write(squeeze.flush())
        os.replace(temporary, path)
    finally:
        if os.path.exists(temporary):
            os.remove(temporary)
    return count


def _record(data: bytes) -> bytes:
    head = struct.pack("<Q", len(data))
    return head + struct.pack("<I", masked_crc32c(head)) + data + struct.pack("<I", masked_crc32c(data))


def _check_compression(compression_type: str | None) -> None:
    if compression_type not in (None, *COMPRESSIONS):
        raise ValueError(f"The 'compression_type' must be '', 'GZIP' or 'ZLIB', but got {compression_type!r}.")


class _File:
    """One file and where its records lie. A compressed file is unpacked once into a temporary one."""

    def __init__(self, path: str, compression_type: str | None) -> None:
        self.path = path
        self.compression_type = compression_type or ""
        self._open()
        self.places = self._scan()
        self._layouts: dict[int, _Layout | None] = {}  # by the length of a record

    def _open(self) -> None:
        self._lock = threading.Lock()
        try:
            file: Any = open(self.path, "rb")  # noqa: SIM115
            if self.compression_type:
                with file as packed:
                    file = self._unpacked(packed)
        except (OSError, zlib.error) as error:
            raise RuntimeError(f"The TFRecord file '{self.path}' cannot be read: {error}.") from None
        self._file: BinaryIO = file

    def _unpacked(self, packed: BinaryIO) -> Any:
        unpack = zlib.decompressobj(wbits=31 if self.compression_type == "GZIP" else 15)
        file = tempfile.TemporaryFile()  # noqa: SIM115
        chunk = packed.read(_CHUNK)
        while chunk:
            file.write(unpack.decompress(chunk, _CHUNK))
            chunk = unpack.unconsumed_tail or packed.read(_CHUNK)
        if not unpack.eof:
            raise zlib.error("the compressed data is cut off")
        return file

    def _scan(self) -> np.ndarray:
        """Where each record's data starts, and its length."""
        size = self._file.seek(0, os.SEEK_END)
        places, at = [], 0
        while at < size:
            self._file.seek(at)
            head = self._file.read(12)
            length = struct.unpack("<Q", head[:8])[0] if len(head) == 12 else size
            if length > size - at - 16:
                raise RuntimeError(f"The TFRecord file '{self.path}' is cut off or damaged at byte {at}.")
            if struct.unpack("<I", head[8:])[0] != masked_crc32c(head[:8]):
                raise RuntimeError(f"'{self.path}' is not a valid TFRecord file: the check sum at byte {at} is wrong.")
            places.append((at + 12, length))
            at += 16 + length
        return np.array(places, np.int64).reshape(-1, 2)

    def record(self, number: int) -> bytes:
        start, length = self.places[number].tolist()
        with self._lock:
            self._file.seek(start)
            data = self._file.read(length + 4)
        if len(data) != length + 4 or struct.unpack("<I", data[length:])[0] != masked_crc32c(data[:length]):
            raise RuntimeError(f"The TFRecord file '{self.path}' is damaged: record {number} has a wrong check sum.")
        return data[:length]

    def example(self, number: int) -> dict[str, list[bytes] | np.ndarray]:
        data = self.record(number)
        try:
            if len(data) not in self._layouts and len(self._layouts) < _LAYOUTS:
                self._layouts[len(data)] = _Layout.of(data)
            layout = self._layouts.get(len(data))
            found = None if layout is None else layout.read(data)
            return unpack_example(data) if found is None else found
        except ValueError as error:
            raise RuntimeError(f"Record {number} of the TFRecord file '{self.path}' is no Example: {error}.") from None

    def close(self) -> None:
        self._file.close()

    def __getstate__(self) -> dict[str, Any]:
        return {k: v for k, v in self.__dict__.items() if k not in ("_file", "_lock")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._open()


class Column(NamedTuple):
    """What a schema says of a column: its name, numpy dtype (`str` for strings) and shape, None where it is open."""

    name: str
    dtype: Any
    shape: list[int] | None = None


class TFRecordReader:
    """The rows of TFRecord files, in any order: ``len(reader)``, and ``reader[i]``, a dict of numpy arrays.

    Attributes:
        columns: the names, in the order of a row's dict.
        files: the files.
        rows_per_file: how many rows each of them has.
    """

    def __init__(
        self,
        files: str | os.PathLike | Sequence[str],
        schema: Sequence[Column] | None = None,
        columns: Sequence[str] | None = None,
        compression_type: str | None = None,
    ) -> None:
        _check_compression(compression_type)
        self.files = [os.fspath(files)] if isinstance(files, str | os.PathLike) else [os.fspath(f) for f in files]
        self._files = [_File(path, compression_type) for path in self.files]
        self.rows_per_file = [len(file.places) for file in self._files]
        self._starts = np.cumsum([0, *self.rows_per_file]).tolist()
        self._schema = {column.name: column for column in schema} if schema else None
        known = list(self._schema or self._first_names())
        unknown = [name for name in columns or () if name not in known]
        if unknown:
            raise RuntimeError(
                f"The TFRecord data set has no column '{unknown[0]}'; it has {', '.join(known) or 'no rows'}."
            )
        self.columns = list(columns) if columns else known

    def _first_names(self) -> list[str]:
        for file in self._files:
            if len(file.places):
                return list(file.example(0))
        return []

    def __len__(self) -> int:
        return self._starts[-1]

    def __getitem__(self, row: int) -> dict[str, np.ndarray]:
        file, example = self._found(row)
        try:
            return {name: self._array(name, example) for name in self.columns}
        except ValueError as error:
            raise RuntimeError(f"Row {row} of the TFRecord file '{file.path}': {error}.") from None

    def example(self, row: int) -> dict[str, list[bytes] | np.ndarray]:
        """A row as it lies in the file: for each name a list of bytes, or int64 or float32 numbers."""
        return self._found(row)[1]

    def _found(self, row: int) -> tuple[_File, dict[str, list[bytes] | np.ndarray]]:
        if not 0 <= row < len(self):
            raise IndexError(f"The TFRecord data set has {len(self)} rows, but row {row} is asked for.")
        number = bisect.bisect_right(self._starts, row) - 1
        file = self._files[number]
        return file, file.example(row - self._starts[number])

    def _array(self, name: str, example: dict[str, list[bytes] | np.ndarray]) -> np.ndarray:
        if name not in example:
            raise ValueError(f"the column '{name}' is missing")
        value = example[name]
        if self._schema is None:
            return _padded_bytes(value) if isinstance(value, list) else value
        return _as_column(self._schema[name], value)

    def close(self) -> None:
        """Closes the files."""
        for file in self._files:
            file.close()


def _padded_bytes(items: list[bytes]) -> np.ndarray:
    """What MindSpore makes of bytes that no schema describes: one array, each item filled up with spaces."""
    longest = max(map(len, items), default=0)
    return np.frombuffer(b"".join([item.ljust(longest, b" ") for item in items]), np.uint8).copy()


def _as_column(column: Column, value: list[bytes] | np.ndarray) -> np.ndarray:
    if isinstance(value, list):
        if column.dtype is str:
            array = np.array([item.decode("utf-8") for item in value], np.str_)
        elif column.dtype == np.uint8:
            array = np.frombuffer(b"".join(value), np.uint8).copy()
            if column.shape is not None and -1 in column.shape:
                return array
        else:
            raise ValueError(f"the column '{column.name}' holds bytes, but the schema has {np.dtype(column.dtype)}")
    elif column.dtype is str:
        raise ValueError(f"the column '{column.name}' holds {value.dtype}, but the schema has strings")
    else:
        array = value.astype(column.dtype)
    if column.shape is None:
        return array
    try:
        return array.reshape(column.shape)
    except ValueError:
        raise ValueError(
            f"the column '{column.name}' has {array.size} elements, but the schema has the shape {column.shape}"
        ) from None


def open_tfrecord(
    files: str | Sequence[str],
    schema: Sequence[Column] | None = None,
    columns: Sequence[str] | None = None,
    compression_type: str | None = None,
) -> TFRecordReader:
    """Opens TFRecord files of Examples.

    Args:
        files: one file or a list of them.
        schema: dtype and shape of the columns. Without it the first record names the columns, and a column is a 1-d
            array: int64, float32, or uint8 for bytes.
        columns: the columns to read, all if it is None.
        compression_type: None or "", "GZIP" or "ZLIB".

    Raises:
        RuntimeError: for files that cannot be read or are damaged, and for unknown columns; when a row is read, for a
            check sum that is wrong and for what does not fit the schema.
        ValueError: for another compression.
    """
    return TFRecordReader(files, schema, columns, compression_type)
