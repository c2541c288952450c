"""Encrypted checkpoints, as MindSpore writes them; the ciphers are those of the `cryptography` package.

The plain bytes are cut into blocks of 64 MiB. An encrypted block is a mark of four bytes that names the cipher; for
AES-GCM its tag of 16 bytes; the length of what follows; the length of the initial vector and the vector; the length
of the cipher text and the text. Lengths are uint32, little-endian. CBC pads as PKCS #7 does.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable, Iterator
from typing import Any

BLOCK = 64 << 20
MARKS = {"AES-GCM": b"\xd8\x5e\x3a\x7f", "AES-CBC": b"\xd9\x5e\x3a\x7f", "SM4-CBC": b"\xda\x5e\x3a\x7f"}
_VECTOR, _TAG = 16, 16
_NONCE = 12  # what AES-GCM takes of the vector


class DecryptionError(ValueError):
    """The key or the mode is wrong, or the data was changed."""


def check_key(secret: Any, mode: Any, who: str, prefix: str) -> None:
    """Checks a key and a mode.

    Raises:
        ValueError: if the key is no bytes of a length that the cipher has, or the mode is not known.
        ImportError: if the `cryptography` package is missing.
    """
    if not isinstance(secret, bytes):
        raise ValueError(f"For '{who}', the '{prefix}_key' must be bytes or None, but got {type(secret).__name__}.")
    if mode not in MARKS:
        raise ValueError(f"For '{who}', the '{prefix}_mode' must be one of {', '.join(MARKS)}, but got {mode!r}.")
    lengths = (16,) if mode == "SM4-CBC" else (16, 24, 32)
    if len(secret) not in lengths:
        allowed = " or ".join(map(str, lengths))
        raise ValueError(f"For '{who}', a '{prefix}_key' of {mode} has {allowed} bytes, but got {len(secret)}.")
    _ciphers(who)


def _ciphers(who: str) -> Any:
    try:
        from cryptography.hazmat.primitives import ciphers
    except ImportError:
        raise ImportError(
            f"For '{who}', encryption needs the package 'cryptography': pip install 'msgrad[encryption]'."
        ) from None
    return ciphers


def _cipher(secret: bytes, mode: str, vector: bytes, tag: bytes | None = None) -> Any:
    ciphers = _ciphers("checkpoints")
    if mode == "SM4-CBC":
        try:
            from cryptography.hazmat.decrepit.ciphers.algorithms import SM4
        except ImportError:
            from cryptography.hazmat.primitives.ciphers.algorithms import SM4
        return ciphers.Cipher(SM4(secret), ciphers.modes.CBC(vector))
    chaining = ciphers.modes.GCM(vector[:_NONCE], tag) if mode == "AES-GCM" else ciphers.modes.CBC(vector)
    return ciphers.Cipher(ciphers.algorithms.AES(secret), chaining)


def encrypted(pieces: Iterable[bytes | memoryview], secret: bytes, mode: str) -> Iterator[bytes]:
    """The encrypted form of some bytes."""
    block = bytearray()
    for piece in pieces:
        for start in range(0, len(piece), BLOCK):
            block += piece[start : start + BLOCK]
            while len(block) >= BLOCK:
                yield _encrypted_block(bytes(block[:BLOCK]), secret, mode)
                del block[:BLOCK]
    if block:
        yield _encrypted_block(bytes(block), secret, mode)


def _encrypted_block(block: bytes, secret: bytes, mode: str) -> bytes:
    vector = os.urandom(_VECTOR)
    if mode != "AES-GCM":
        padding = 16 - len(block) % 16
        block += bytes([padding]) * padding
    encryptor = _cipher(secret, mode, vector).encryptor()
    text = encryptor.update(block) + encryptor.finalize()
    body = struct.pack("<I", len(vector)) + vector + struct.pack("<I", len(text)) + text
    tag = encryptor.tag if mode == "AES-GCM" else b""
    return MARKS[mode] + tag + struct.pack("<I", len(body)) + body


def is_encrypted(data: memoryview) -> bool:
    """Whether data starts as an encrypted block does."""
    return bytes(data[:4]) in MARKS.values()


def decrypted(data: memoryview, secret: bytes, mode: str) -> bytearray:
    """The plain form of encrypted bytes.

    Raises:
        DecryptionError: if the key or the mode is another one, or the data is damaged.
    """
    plain = bytearray()
    at = 0
    while at < len(data):
        at = _decrypt_block(data, at, secret, mode, plain)
    return plain


def _decrypt_block(data: memoryview, at: int, secret: bytes, mode: str, plain: bytearray) -> int:
    from cryptography.exceptions import InvalidTag

    if bytes(data[at : at + 4]) != MARKS[mode]:
        raise DecryptionError(f"it is not encrypted by {mode}")
    at += 4
    tag = bytes(data[at : at + _TAG]) if mode == "AES-GCM" else b""
    at += len(tag)
    head = 4 + 4 + _VECTOR + 4
    if len(data) - at < head:
        raise DecryptionError("an encrypted block is cut off")
    length, vector_length = struct.unpack("<II", data[at : at + 8])
    vector = bytes(data[at + 8 : at + 8 + _VECTOR])
    [text_length] = struct.unpack("<I", data[at + head - 4 : at + head])
    at += head
    if vector_length != _VECTOR or length != text_length + _VECTOR + 8 or text_length > len(data) - at:
        raise DecryptionError("an encrypted block is damaged")
    decryptor = _cipher(secret, mode, vector, tag).decryptor()
    try:
        block = decryptor.update(data[at : at + text_length]) + decryptor.finalize()
    except (InvalidTag, ValueError):
        raise DecryptionError("the key is wrong, or the data was changed") from None
    if mode != "AES-GCM":
        padding = block[-1] if block else 0
        if not 0 < padding <= 16 or block[-padding:] != bytes([padding]) * padding:
            raise DecryptionError("the key is wrong, or the data was changed")
        block = block[:-padding]
    plain += block
    return at + text_length
