"""Checkpoints in the safetensors format, by the `safetensors` package."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import ml_dtypes
import numpy as np

_DTYPES = {
    name: np.dtype(kind)
    for name, kind in {
        "I8": "i1", "I16": "i2", "I32": "i4", "I64": "i8", "U8": "u1", "U16": "u2", "U32": "u4", "U64": "u8",
        "F16": "f2", "F32": "f4", "F64": "f8", "BOOL": "?", "BF16": ml_dtypes.bfloat16, "C64": "c8",
    }.items()
}  # fmt: skip


def require(who: str) -> Any:
    """The package.

    Raises:
        ImportError: if it is missing.
    """
    try:
        import safetensors
    except ImportError:
        raise ImportError(
            f"For '{who}', the format 'safetensors' needs the package of that name: pip install 'msgrad[safetensors]'."
        ) from None
    return safetensors


def pack(entries: Iterable[tuple[str, np.ndarray | str]], crc: bool, metadata: dict[str, str]) -> bytes:
    """The bytes of a file.

    Raises:
        TypeError: for strings and for dtypes that the format does not have.
    """
    require("save_checkpoint")
    from safetensors import numpy

    arrays = {}
    for name, value in entries:
        if isinstance(value, str) or value.dtype not in _DTYPES.values():
            kind = "str" if isinstance(value, str) else value.dtype
            raise TypeError(f"The format 'safetensors' holds no {kind}, which '{name}' is: use format='ckpt'.")
        arrays[name] = value
    if crc:
        metadata = {"crc_num": str(_crc(arrays)), **metadata}
    return numpy.save(
        {name: np.ascontiguousarray(value).reshape(value.shape) for name, value in arrays.items()}, metadata
    )


def _crc(arrays: dict[str, np.ndarray]) -> int:
    crc = 0
    for name in sorted(arrays):
        crc = zlib.crc32(arrays[name].tobytes(), zlib.crc32(name.encode("utf-8"), crc))
    return crc


def unpack(path: str, check_crc: bool) -> Iterator[tuple[str, np.ndarray]]:
    """The arrays of a file by name.

    Raises:
        ValueError: if it is no safetensors file, or the check sum is wrong.
    """
    safetensors = require("load_checkpoint")
    try:
        with safetensors.safe_open(path, framework="np") as file:
            metadata = file.metadata() or {}
            arrays = {name: _read(file, name, path) for name in file.keys()}  # noqa: SIM118
    except safetensors.SafetensorError as error:
        raise ValueError(
            f"For 'load_checkpoint', the file '{path}' is no file of the format 'safetensors', or damaged: {error}."
        ) from None
    if check_crc and "crc_num" in metadata and metadata["crc_num"] != str(_crc(arrays)):
        raise ValueError(f"For 'load_checkpoint', the file '{path}' is damaged: its check sum is wrong.")
    yield from arrays.items()


def _read(file: Any, name: str, path: str) -> np.ndarray:
    kind = file.get_slice(name).get_dtype()
    if kind not in _DTYPES:
        raise ValueError(
            f"For 'load_checkpoint', '{name}' in the file '{path}' has the data type '{kind}', which msgrad does not "
            "have."
        )
    return file.get_tensor(name)
