"""How MindRecord packs arrays of int32 and int64: each number in the fewest of 1, 2, 4 or 8 bytes that hold it.

A block is the count of numbers (uint32, big-endian), two bits a number that give its width (the first number in the
highest bits of each byte), and the numbers, little-endian.
"""

from __future__ import annotations

import struct

import numpy as np


def pack_integers(numbers: np.ndarray) -> bytes:
    """The block of an array of ints.

    >>> pack_integers(np.array([1, -2, 300])).hex(" ")
    '00 00 00 03 04 01 fe 2c 01'
    """
    flat = np.ascontiguousarray(numbers, "<i8").reshape(-1)
    codes = np.zeros(flat.size, np.uint8)
    for bits in (8, 16, 32):
        codes += (flat < -(1 << bits - 1)) | (flat >= 1 << bits - 1)
    padded = np.zeros(-(-flat.size // 4) * 4, np.uint8)
    padded[: flat.size] = codes
    widths = padded.reshape(-1, 4) @ np.array([64, 16, 4, 1], np.uint8)
    used = np.arange(8) < (1 << codes)[:, None]
    content = flat.view(np.uint8).reshape(-1, 8)[used]
    return struct.pack(">I", flat.size) + widths.astype(np.uint8).tobytes() + content.tobytes()


def unpack_integers(block: bytes, dtype: np.dtype) -> np.ndarray:
    """The numbers of a block, as an array of one axis.

    Raises:
        ValueError: if the block does not have the length that its own numbers ask for.

    >>> unpack_integers(bytes.fromhex("00 00 00 03 04 01 fe 2c 01"), np.dtype(np.int32))
    array([  1,  -2, 300], dtype=int32)
    """
    count = struct.unpack(">I", block[:4])[0] if len(block) >= 4 else -1
    start = 4 + -(-count // 4)
    if count < 0 or start + count > len(block):
        raise ValueError("an array of integers is cut off")
    widths = np.frombuffer(block, np.uint8, start - 4, 4)
    codes = ((widths[:, None] >> np.array([6, 4, 2, 0], np.uint8)) & 3).reshape(-1)[:count]
    content = np.frombuffer(block, np.uint8, offset=start)
    used = np.arange(8) < (1 << codes)[:, None]
    if content.size != np.count_nonzero(used):
        raise ValueError("an array of integers has another length than its header says")
    wide = np.zeros((count, 8), np.uint8)
    wide[used] = content
    flat = wide.reshape(-1).view("<i8")
    shift = 64 - (8 << codes.astype(np.int64))
    return (flat << shift >> shift).astype(dtype)
