"""Encryption of MindRecord files, which is not supported: wrong arguments are refused as MindSpore does, and right ones
with what to do instead. Files stay as they are read and written without a key."""

from __future__ import annotations

from typing import Any

_INSTEAD = "keep the files on an encrypted file system, or encrypt them as a whole"


def set_enc_key(enc_key: str | None) -> None:
    """Takes None only, which says that files are not encrypted.

    Raises:
        ValueError: if it is no str, or not 16, 24 or 32 characters long.
        NotImplementedError: for a key.
    """
    if enc_key is None:
        return
    if not isinstance(enc_key, str):
        raise ValueError(f"For 'set_enc_key', the 'enc_key' must be a str, but got {type(enc_key).__name__}.")
    if len(enc_key) not in (16, 24, 32):
        raise ValueError(f"For 'set_enc_key', the 'enc_key' must have 16, 24 or 32 characters, but has {len(enc_key)}.")
    raise NotImplementedError(f"For 'set_enc_key', encrypted MindRecord files are not supported: {_INSTEAD}.")


def set_enc_mode(enc_mode: Any = "AES-GCM") -> None:
    """Takes ``"AES-GCM"`` only, the default, which has a meaning with a key alone.

    Raises:
        ValueError: if it is neither a function nor ``"AES-GCM"``.
        NotImplementedError: for a function.
    """
    _check_mode("set_enc_mode", "enc_mode", enc_mode)


def set_dec_mode(dec_mode: Any = "AES-GCM") -> None:
    """Takes ``"AES-GCM"``, the default, and None, which says that files are not encrypted.

    Raises:
        ValueError: if it is neither a function nor one of these.
        NotImplementedError: for a function.
    """
    if dec_mode is not None:
        _check_mode("set_dec_mode", "dec_mode", dec_mode)


def _check_mode(who: str, argument: str, mode: Any) -> None:
    if callable(mode):
        raise NotImplementedError(f"For '{who}', encrypted MindRecord files are not supported: {_INSTEAD}.")
    if mode != "AES-GCM":
        raise ValueError(f"For '{who}', the '{argument}' must be 'AES-GCM', but got {mode!r}.")
