"""The wire format of protocol buffers: fields in, fields out; what they mean is up to the caller.

Readers check every length against what is there before they use it, so that memory stays within the size of the data.
"""

from __future__ import annotations

from collections.abc import Iterator

VARINT, FIXED64, LENGTH, FIXED32 = 0, 1, 2, 5


def varint(number: int) -> bytes:
    """A number as a varint; negative ones as their 64-bit two's complement.

    >>> varint(300).hex()
    'ac02'
    """
    number &= (1 << 64) - 1
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def key(field: int, wire_type: int) -> bytes:
    """What stands before a field's content."""
    return varint(field << 3 | wire_type)


def delimited(field: int, content: bytes) -> bytes:
    """A field of bytes, text or a message."""
    return key(field, LENGTH) + varint(len(content)) + content


def read_varint(data: bytes | memoryview, at: int) -> tuple[int, int]:
    """The varint at a place, without sign, and the place behind it.

    Raises:
        ValueError: if it is cut off or longer than 64 bits.
    """
    number = shift = 0
    while shift < 70:
        if at >= len(data):
            raise ValueError("it is cut off in the middle of a number")
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            if number >= 1 << 64:
                break
            return number, at
        shift += 7
    raise ValueError("it holds a number of more than 64 bits")


def signed(number: int) -> int:
    """A 64-bit number as the signed one with the same bits."""
    return number - (1 << 64) if number >= 1 << 63 else number


def fields(data: bytes | memoryview) -> Iterator[tuple[int, int, int | memoryview]]:
    """The fields of a message: number, wire type, and content (the number itself, or a view of the bytes).

    Raises:
        ValueError: for what is no message.
    """
    view, at = memoryview(data), 0
    while at < len(view):
        tag, at = read_varint(view, at)
        field, wire_type = tag >> 3, tag & 7
        if not 0 < field < 1 << 29:
            raise ValueError(f"it holds a field of the impossible number {field}")
        if wire_type == VARINT:
            number, at = read_varint(view, at)
            yield field, wire_type, number
            continue
        if wire_type == LENGTH:
            length, at = read_varint(view, at)
        elif wire_type in (FIXED64, FIXED32):
            length = 8 if wire_type == FIXED64 else 4
        else:
            raise ValueError(f"it holds a field of an unknown kind, {wire_type}")
        if length > len(view) - at:
            raise ValueError(f"a field of {length} bytes is cut off")
        yield field, wire_type, view[at : at + length]
        at += length
