"""The key of encrypted MindRecord files."""

from __future__ import annotations

from typing import Any

from msgrad.dataset.formats.mindrecord_encryption import KEY, MODE


def set_enc_key(enc_key: str | None) -> None:
    """Sets the key that MindRecord files are written and read with from now on.

    With a key, files are encrypted when they are committed, and only encrypted files are read. This needs the package
    `cryptography`. Whoever reads keeps the decrypted rows in a temporary file without a name.

    Args:
        enc_key: a str of 16, 24 or 32 bytes; None for files that are not encrypted, as at first.

    Raises:
        ValueError: if it is no str, or of another length.

    >>> set_enc_key("0123456789012345")
    >>> set_enc_key(None)
    """
    if enc_key is not None and not isinstance(enc_key, str):
        raise ValueError(f"For 'set_enc_key', the 'enc_key' must be a str, but got {type(enc_key).__name__}.")
    secret = None if enc_key is None else enc_key.encode()
    if secret is not None and len(secret) not in (16, 24, 32):
        raise ValueError(f"For 'set_enc_key', the 'enc_key' must have 16, 24 or 32 characters, but has {len(secret)}.")
    KEY.secret = secret


def set_enc_mode(enc_mode: Any = "AES-GCM") -> None:
    """Takes ``"AES-GCM"``, the cipher that there is.

    Raises:
        ValueError: if it is neither a function nor ``"AES-GCM"``.
        NotImplementedError: for a function.
    """
    _check_mode("set_enc_mode", "enc_mode", enc_mode)


def set_dec_mode(dec_mode: Any = "AES-GCM") -> None:
    """Takes ``"AES-GCM"``, the cipher that there is, and None, which means the mode of `set_enc_mode`.

    Raises:
        ValueError: if it is neither a function nor one of these.
        NotImplementedError: for a function.
    """
    if dec_mode is not None:
        _check_mode("set_dec_mode", "dec_mode", dec_mode)


def _check_mode(who: str, argument: str, mode: Any) -> None:
    if callable(mode):
        raise NotImplementedError(
            f"For '{who}', a function as the '{argument}' is not supported: use 'AES-GCM', or encrypt the files, "
            "written without a key, by the function."
        )
    if mode != MODE:
        raise ValueError(f"For '{who}', the '{argument}' must be 'AES-GCM', but got {mode!r}.")
