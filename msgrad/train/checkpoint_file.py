"""MindSpore's `.ckpt` format: named arrays and strings as bytes, and back.

A file is a protocol buffer message without a header: repeated ``Value`` (field 1), each with a tag (1) and a tensor
(2) of dims (1, one field each), the name of its type (2) and its content (3), little-endian. Content of more than
512 MiB is cut into several Values of the same tag, each with the full dims. A trailer of 17 bytes, ``crc_num`` and
a CRC-32 as 10 bytes big-endian, may follow.

The reader runs nothing that a file says, and checks every length against what is there before it takes memory.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import ml_dtypes
import numpy as np

from msgrad.common.protobuf import LENGTH, VARINT, delimited, fields, key, signed, varint

SLICE = 512 << 20
CRC_MARK = b"crc_num"
CRC_LENGTH = len(CRC_MARK) + 10
STRING = "str"
DTYPES = {
    name: np.dtype(kind)
    for name, kind in {
        "Int8": "i1", "Int16": "i2", "Int32": "i4", "Int64": "i8", "UInt8": "u1", "UInt16": "u2", "UInt32": "u4",
        "UInt64": "u8", "Float16": "f2", "Float32": "f4", "Float64": "f8", "Bool": "?", "BFloat16": ml_dtypes.bfloat16,
        "Complex64": "c8", "Complex128": "c16",
    }.items()
}  # fmt: skip
_NAMES = {dtype: name for name, dtype in DTYPES.items()}
_MOST_DIMS = 64


class CorruptedError(ValueError):
    """The bytes are no checkpoint, or a damaged one."""


def pack(entries: Iterable[tuple[str, np.ndarray | str]], slice_size: int = SLICE) -> Iterator[bytes | memoryview]:
    """The bytes of a file, in pieces; contents of arrays are not copied.

    Raises:
        TypeError: for an array of a dtype that the format does not have.
    """
    for name, value in entries:
        if isinstance(value, str):
            dims, kind, content = [0], STRING, memoryview((value or "\0").encode("utf-32-le"))
        else:
            if value.dtype not in _NAMES:
                raise TypeError(f"A checkpoint holds no arrays of the dtype {value.dtype}, which '{name}' has.")
            dims, kind = list(value.shape), _NAMES[value.dtype]
            content = memoryview(np.ascontiguousarray(value).reshape(-1).view(np.uint8))
        tag = delimited(1, name.encode("utf-8"))
        head = b"".join([key(1, VARINT) + varint(size) for size in dims]) + delimited(2, kind.encode())
        for start in range(0, max(len(content), 1), slice_size):
            part = content[start : start + slice_size]
            head_of_content = key(3, LENGTH) + varint(len(part))
            tensor = key(2, LENGTH) + varint(len(head) + len(head_of_content) + len(part))
            length = len(tag) + len(tensor) + len(head) + len(head_of_content) + len(part)
            yield key(1, LENGTH) + varint(length) + tag + tensor + head + head_of_content
            yield part


def with_crc(pieces: Iterable[bytes | memoryview]) -> Iterator[bytes | memoryview]:
    """The pieces, and the trailer with their check sum."""
    crc = 0
    for piece in pieces:
        crc = zlib.crc32(piece, crc)
        yield piece
    yield CRC_MARK + crc.to_bytes(10, "big")


def without_crc(data: memoryview, check: bool) -> memoryview:
    """The data without its trailer, if it has one.

    Raises:
        CorruptedError: with ``check``, if the check sum in the trailer is not that of the data.
    """
    if bytes(data[-CRC_LENGTH:-10]) != CRC_MARK:
        return data
    body = data[:-CRC_LENGTH]
    if check and zlib.crc32(body) != int.from_bytes(data[-10:], "big"):
        raise CorruptedError("its check sum is wrong")
    return body


class _Part(NamedTuple):
    """One Value."""

    tag: str
    dims: list[int]
    kind: str
    content: memoryview


def unpack(data: memoryview) -> Iterator[tuple[str, np.ndarray | str]]:
    """The entries that ``data`` holds, in their order.

    Raises:
        CorruptedError: if it holds something else.
    """
    parts: list[_Part] = []
    for part in _parts(data):
        if parts and parts[-1].tag != part.tag:
            yield parts[0].tag, _joined(parts)
            parts = []
        parts.append(part)
    if parts:
        yield parts[0].tag, _joined(parts)


def _parts(data: memoryview) -> Iterator[_Part]:
    try:
        for field, wire_type, value in fields(data):
            if field != 1 or wire_type != LENGTH:
                raise CorruptedError(f"it holds a field of the unknown number {field}")
            yield _part(value)  # type: ignore[arg-type]
    except CorruptedError:
        raise
    except ValueError as error:  # of the wire format, or a text that is no UTF-8
        raise CorruptedError(str(error)) from None


def _part(value: memoryview) -> _Part:
    tag, tensor = None, None
    for field, wire_type, content in fields(value):
        if field == 1 and wire_type == LENGTH:
            tag = bytes(content).decode("utf-8")  # type: ignore[arg-type]
        elif field == 2 and wire_type == LENGTH:
            tensor = content
        elif field == 3:
            raise CorruptedError(f"'{tag}' is a hash table (MapTensor), which msgrad does not have")
    if tag is None or tensor is None:
        raise CorruptedError("an entry lacks its name or its data")
    dims: list[int] = []
    kind, raw = None, memoryview(b"")
    for field, wire_type, content in fields(tensor):  # type: ignore[arg-type]
        if field == 1 and wire_type == VARINT and len(dims) < _MOST_DIMS:
            dims.append(signed(content))  # type: ignore[arg-type]
        elif field == 2 and wire_type == LENGTH:
            kind = bytes(content).decode("utf-8")  # type: ignore[arg-type]
        elif field == 3 and wire_type == LENGTH:
            raw = content  # type: ignore[assignment]
        else:
            raise CorruptedError(f"the data of '{tag}' has an unexpected field {field}")
    if kind is None:
        raise CorruptedError(f"the data type of '{tag}' is missing")
    return _Part(tag, dims, kind, raw)


def _joined(parts: list[_Part]) -> np.ndarray | str:
    tag, dims, kind, _ = parts[0]
    if any((part.dims, part.kind) != (dims, kind) for part in parts):
        raise CorruptedError(f"the slices of '{tag}' do not belong together")
    size = sum(len(part.content) for part in parts)
    if kind == STRING:
        try:
            return b"".join([part.content for part in parts]).decode("utf-32-le").rstrip("\0")
        except UnicodeDecodeError:
            raise CorruptedError(f"the text of '{tag}' is damaged") from None
    if kind not in DTYPES:
        raise CorruptedError(f"'{tag}' has the data type '{kind}', which msgrad does not have")
    dtype = DTYPES[kind]
    if min(dims, default=0) < 0 or math.prod(dims) * dtype.itemsize != size:
        raise CorruptedError(f"'{tag}' has the shape {tuple(dims)} of {kind}, but {size} bytes of data")
    array = np.empty(size, np.uint8)
    at = 0
    for part in parts:
        array[at : at + len(part.content)] = part.content
        at += len(part.content)
    if dtype == np.bool_:
        array = array != 0  # another byte than 0 and 1 would be no bool to numpy
    return array.view(dtype).reshape(dims)
