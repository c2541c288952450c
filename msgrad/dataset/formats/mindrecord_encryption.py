"""Encrypted MindRecord files, as MindSpore writes them.

The file and its index are each cut into blocks of 64 MiB. A block is stored as the length of its encrypted form
(uint32, big-endian) and that form, which is the one that `msgrad.train.checkpoint_encryption` tells. After the last
block there are a length of zero, the name of the mode and a mark.
"""

from __future__ import annotations

import os
import sqlite3
import struct
import tempfile
from collections.abc import Iterator
from typing import BinaryIO

MODE = "AES-GCM"
_MARK = b"ENCRYPT"
_END = bytes(4) + MODE.encode() + _MARK
_OVERHEAD = 48  # bytes that a block grows by


class _Key:
    """The key in use: of files that are opened or begun from now on."""

    secret: bytes | None = None


KEY = _Key()


def check_available(who: str) -> None:
    """ImportError if there is a key, but not the package that the cipher is from."""
    if KEY.secret is not None:
        from msgrad.train import checkpoint_encryption

        checkpoint_encryption.check_key(KEY.secret, MODE, who, "enc")


def check_form(path: str, secret: bytes | None) -> None:
    """RuntimeError unless a file is encrypted just where there is a key."""
    with open(path, "rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(size - len(_END), 0))
        end = file.read()
    if secret is None and end.endswith(_MARK):
        raise RuntimeError(f"The MindRecord file '{path}' is encrypted: set its key by mindrecord.set_enc_key first.")
    if secret is not None and not end.endswith(_MARK):
        raise RuntimeError(
            f"The MindRecord file '{path}' is not encrypted, but a key is set: call mindrecord.set_enc_key(None) first."
        )
    if secret is not None and end != _END:
        raise RuntimeError(
            f"The MindRecord file '{path}' was encrypted by a function of its writer's own, which is not supported: "
            "decrypt it by MindSpore."
        )


def open_plain(path: str, secret: bytes | None, least: int | None = None) -> BinaryIO:
    """The plain content of a file: itself without a key, else a copy without a name.

    Args:
        path: the file.
        secret: its key.
        least: how many bytes of an encrypted file are wanted; there may be more. All, if it is None.

    Raises:
        RuntimeError: if the file is encrypted and there is no key, or the reverse, or the key is another one.
    """
    check_form(path, secret)
    if secret is None:
        return open(path, "rb")
    plain = tempfile.TemporaryFile()  # noqa: SIM115
    try:
        for block in _decrypted(path, secret):
            plain.write(block)
            if least is not None and plain.tell() >= least:
                break
    except BaseException:
        plain.close()
        raise
    plain.seek(0)
    return plain  # type: ignore[return-value]


def plain_size(path: str, secret: bytes | None) -> int:
    """The number of bytes of the plain content."""
    if secret is None:
        return os.path.getsize(path)
    with open(path, "rb") as file:
        return sum(length - _OVERHEAD for length in _lengths(file, path))


def connect(path: str, secret: bytes | None) -> sqlite3.Connection:
    """The index of a MindRecord file, to be read; of an encrypted one, a copy in memory."""
    from pathlib import Path

    if secret is None:
        return sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)
    check_form(path, secret)
    made = sqlite3.connect(":memory:")
    made.deserialize(b"".join(_decrypted(path, secret)))
    return made


def encrypt(path: str, secret: bytes) -> None:
    """Puts the encrypted form of a file in its place."""
    from msgrad.train import checkpoint_encryption as encryption

    try:
        with open(path, "rb") as plain, open(path + ".sealed", "wb") as file:
            while block := plain.read(encryption.BLOCK):
                sealed = b"".join(encryption.encrypted([block], secret, MODE))
                file.write(struct.pack(">I", len(sealed)) + sealed)
            file.write(_END)
            file.flush()
            os.fsync(file.fileno())
        os.replace(path + ".sealed", path)
    finally:
        if os.path.exists(path + ".sealed"):
            os.remove(path + ".sealed")


def _lengths(file: BinaryIO, path: str) -> Iterator[int]:
    """The lengths of the encrypted blocks; the file stands at a block when its length is given."""
    size = os.fstat(file.fileno()).st_size - len(_END)
    at = 0
    while at < size:
        file.seek(at)
        length = struct.unpack(">I", file.read(4))[0] if at + 4 <= size else 0
        if length <= _OVERHEAD or at + 4 + length > size:
            raise RuntimeError(f"The encrypted MindRecord file '{path}' is damaged at byte {at}.")
        yield length
        at += 4 + length


def _decrypted(path: str, secret: bytes) -> Iterator[bytearray]:
    from msgrad.train import checkpoint_encryption as encryption

    with open(path, "rb") as file:
        for length in _lengths(file, path):
            try:
                yield encryption.decrypted(memoryview(file.read(length)), secret, MODE)
            except encryption.DecryptionError as error:
                raise RuntimeError(f"The MindRecord file '{path}' cannot be decrypted: {error}.") from None
