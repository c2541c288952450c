"""The small part of MessagePack that MindRecord stores a row's scalars in: one flat map of names to scalars.

The writer picks the same encodings as the one inside MindSpore (floats that float32 holds exactly take four bytes),
so that files come out byte for byte alike.
"""

from __future__ import annotations

import struct
from typing import Any

_UNSIGNED = ((0xCC, ">BB", 1 << 8), (0xCD, ">BH", 1 << 16), (0xCE, ">BI", 1 << 32), (0xCF, ">BQ", 1 << 64))
_SIGNED = ((0xD0, ">Bb", 1 << 7), (0xD1, ">Bh", 1 << 15), (0xD2, ">Bi", 1 << 31), (0xD3, ">Bq", 1 << 63))
_NUMBERS = {
    0xCA: "f", 0xCB: "d", 0xCC: "B", 0xCD: "H", 0xCE: "I", 0xCF: "Q", 0xD0: "b", 0xD1: "h", 0xD2: "i", 0xD3: "q",
}  # fmt: skip
_STRING_LENGTHS = {0xD9: "B", 0xDA: "H", 0xDB: "I"}
_MAP_LENGTHS = {0xDE: "H", 0xDF: "I"}


def pack_map(row: dict[str, Any]) -> bytes:
    """A map of strings, ints and floats.

    Raises:
        ValueError: for an int that 64 bits do not hold.
        TypeError: for values of other types.

    >>> pack_map({"label": 5, "x": 0.5})
    b'\\x82\\xa5label\\x05\\xa1x\\xca?\\x00\\x00\\x00'
    """
    parts = [_head(len(row), 0x80, 16, _MAP_LENGTHS)]
    for key, value in row.items():
        parts += [_packed(key), _packed(value)]
    return b"".join(parts)


def _head(length: int, fixed: int, fixed_limit: int, codes: dict[int, str]) -> bytes:
    if length < fixed_limit:
        return bytes([fixed | length])
    for code, kind in codes.items():
        if length < 1 << 8 * struct.calcsize(kind):
            return struct.pack(f">B{kind}", code, length)
    raise ValueError(f"MessagePack holds no more than 2**32 - 1 elements, but got {length}.")


def _packed(value: Any) -> bytes:
    if isinstance(value, str):
        raw = value.encode("utf-8")
        return _head(len(raw), 0xA0, 32, _STRING_LENGTHS) + raw
    if isinstance(value, bool):
        return b"\xc3" if value else b"\xc2"
    if isinstance(value, int):
        return _packed_int(value)
    if isinstance(value, float):
        return _packed_float(value)
    raise TypeError(f"A MindRecord row holds str, int and float scalars, but got {type(value).__name__}.")


def _packed_int(value: int) -> bytes:
    if -32 <= value < 128:
        return struct.pack("b", value)
    for code, form, limit in _UNSIGNED if value >= 0 else _SIGNED:
        if -limit <= value < limit:
            return struct.pack(form, code, value)
    raise ValueError(f"A MindRecord row holds ints of up to 64 bits, but got {value}.")


def _packed_float(value: float) -> bytes:
    try:
        short = struct.pack(">f", value)
    except OverflowError:
        return b"\xcb" + struct.pack(">d", value)
    exact = struct.unpack(">f", short)[0] == value and abs(value) != float("inf")
    return b"\xca" + short if exact else b"\xcb" + struct.pack(">d", value)


def unpack_map(data: bytes) -> dict[str, Any]:
    """The map that ``data`` holds.

    Raises:
        ValueError: if it is not one flat map of strings, numbers, bools and None, or ends too early or too late.

    >>> unpack_map(b"\\x81\\xa5label\\x05")
    {'label': 5}
    """
    try:
        row, end = _unpacked_map(data)
    except (IndexError, struct.error, UnicodeDecodeError):
        raise ValueError("a row of scalars is cut off or damaged") from None
    if end != len(data):
        raise ValueError(f"a row of scalars ends after {end} of {len(data)} bytes")
    return row


def _unpacked_map(data: bytes) -> tuple[dict[str, Any], int]:
    code = data[0]
    if 0x80 <= code < 0x90:
        length, at = code & 0x0F, 1
    elif code in _MAP_LENGTHS:
        length, at = _number(data, 1, _MAP_LENGTHS[code])
    else:
        raise ValueError(f"a row of scalars is expected to be a MessagePack map, but starts with {code:#x}")
    row: dict[str, Any] = {}
    for _ in range(length):  # each turn takes bytes off the data or raises: no length in the file is trusted
        key, at = _unpacked(data, at)
        row[key], at = _unpacked(data, at)
        if not isinstance(key, str):
            raise ValueError("the names in a row of scalars are expected to be strings")
    return row, at


def _number(data: bytes, at: int, kind: str) -> tuple[Any, int]:
    return struct.unpack_from(">" + kind, data, at)[0], at + struct.calcsize(kind)


def _unpacked(data: bytes, at: int) -> tuple[Any, int]:
    code = data[at]
    at += 1
    if code < 0x80:
        return code, at
    if code >= 0xE0:
        return code - 256, at
    if code in _NUMBERS:
        return _number(data, at, _NUMBERS[code])
    if code in (0xC0, 0xC2, 0xC3):
        return {0xC0: None, 0xC2: False, 0xC3: True}[code], at
    if 0xA0 <= code < 0xC0:
        length = code & 0x1F
    elif code in _STRING_LENGTHS:
        length, at = _number(data, at, _STRING_LENGTHS[code])
    else:
        raise ValueError(f"a row of scalars holds a value of an unknown kind, {code:#x}")
    raw = data[at : at + length]
    if len(raw) < length:
        raise IndexError
    return raw.decode("utf-8"), at + length
