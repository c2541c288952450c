"""Checkpoints: saving and loading the Parameters of a Cell."""

from __future__ import annotations

import mmap
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import numpy as np

from msgrad._checkparam import check_bool
from msgrad._names import missing_name_getattr
from msgrad.common.parameter import Parameter
from msgrad.nn.cell import Cell
from msgrad.train import checkpoint_encryption as encryption
from msgrad.train import checkpoint_file, checkpoint_writing, safetensors_file
from msgrad.train.checkpoint_arguments import (
    FORMATS,
    arrays_of,
    check_is_bool,
    file_to_load,
    is_chosen,
    items_to_save,
    prefixes,
)
from msgrad.train.checkpoint_conversion import ckpt_to_safetensors, safetensors_to_ckpt
from msgrad.train.checkpoint_loading import load_param_into_net
from msgrad.train.checkpoints_of_many_devices import (
    build_searched_strategy,
    get_ckpt_path_with_strategy,
    load_distributed_checkpoint,
    load_segmented_checkpoints,
    merge_pipeline_strategys,
    merge_sliced_parameter,
    obfuscate_ckpt,
    rank_list_for_transform,
    restore_group_info_list,
    transform_checkpoint_by_rank,
    transform_checkpoints,
    unified_safetensors,
)
from msgrad.train.export import export, export_split_mindir, load

__all__ = [
    "save_checkpoint",
    "load_checkpoint",
    "load_checkpoint_async",
    "load_param_into_net",
    "async_ckpt_thread_status",
    "ckpt_to_safetensors",
    "safetensors_to_ckpt",
    "export",
    "load",
    "export_split_mindir",
    "build_searched_strategy",
    "get_ckpt_path_with_strategy",
    "load_distributed_checkpoint",
    "load_segmented_checkpoints",
    "merge_pipeline_strategys",
    "merge_sliced_parameter",
    "obfuscate_ckpt",
    "rank_list_for_transform",
    "restore_group_info_list",
    "transform_checkpoint_by_rank",
    "transform_checkpoints",
    "unified_safetensors",
]

_OPTIONS = {"incremental", "remove_redundancy", "global_step_num"}


def save_checkpoint(
    save_obj: Any,
    ckpt_file_name: str,
    integrated_save: bool = True,
    async_save: bool | str = False,
    append_dict: dict[str, Any] | None = None,
    enc_key: bytes | None = None,
    enc_mode: str = "AES-GCM",
    choice_func: Callable[[str], Any] | None = None,
    crc_check: bool = False,
    format: str = "ckpt",
    **kwargs: Any,
) -> None:
    """Saves Parameters to a file that MindSpore reads as well.

    The file takes its name when it is complete: whoever reads it, and a process that is killed while it saves, finds
    the old one or the new one. It is left read-only.

    Args:
        save_obj: a Cell, whose Parameters are saved; a dict of Parameters, Tensors or str by name; or a list of
            Parameters, or of dicts of ``"name"`` and ``"data"``.
        ckpt_file_name: the file; the ending of the format is added where it is missing.
        integrated_save: whether slices of one Parameter that lie on several devices are put together. Here a
            Parameter is always whole, and saved as such.
        async_save: write in the background: True or ``"thread"`` in a thread, ``"process"`` by another process.
        append_dict: further entries: int, float, bool, str, Tensors or Parameters by name. They replace Parameters
            of the same name.
        enc_key: a key of 16, 24 or 32 bytes, to encrypt by.
        enc_mode: ``"AES-GCM"``, ``"AES-CBC"`` or ``"SM4-CBC"``.
        choice_func: a function of a name that says whether it is saved.
        crc_check: add a check sum.
        format: ``"ckpt"`` or ``"safetensors"``.
        kwargs: ``remove_redundancy`` (None or bool: on one device nothing is redundant; noted in safetensors files);
            ``incremental`` must be false, since there are no hash tables to save in steps.

    Raises:
        TypeError: for arguments of other types.
        ValueError: for unknown formats and modes, keys of another length, and what does not go together.
        ImportError: if the package of an optional format or of encryption is missing.
        OSError: if the file cannot be written.

    >>> import os, tempfile
    >>> from msgrad import nn, load_checkpoint, save_checkpoint
    >>> path = os.path.join(tempfile.mkdtemp(), "dense.ckpt")
    >>> save_checkpoint(nn.Dense(3, 2), path)
    >>> load_checkpoint(path)["bias"]
    Parameter (name=bias, shape=(2,), dtype=Float32, requires_grad=True)
    """
    if not isinstance(ckpt_file_name, str):
        raise TypeError(
            f"For 'save_checkpoint', the 'ckpt_file_name' must be a str, but got {type(ckpt_file_name).__name__}."
        )
    check_bool(integrated_save, "integrated_save", "save_checkpoint")
    _check_async(async_save)
    check_is_bool(crc_check, "crc_check")
    if format not in FORMATS:
        raise ValueError(f"For 'save_checkpoint', the 'format' must be 'ckpt' or 'safetensors', but got {format!r}.")
    if enc_key is not None:
        encryption.check_key(enc_key, enc_mode, "save_checkpoint", "enc")
        if format == "safetensors" or crc_check:
            other = "format='safetensors'" if format == "safetensors" else "crc_check=True"
            raise ValueError(f"For 'save_checkpoint', 'enc_key' and {other} cannot be used together.")
    metadata = _metadata(kwargs)
    items = items_to_save(save_obj, append_dict, choice_func)
    path = os.path.realpath(ckpt_file_name if ckpt_file_name.endswith(format) else f"{ckpt_file_name}.{format}")
    arrays = arrays_of(items, copy=bool(async_save))
    if format == "safetensors":
        whole = safetensors_file.pack(arrays, crc_check, metadata)
        pieces = lambda: iter([whole])  # noqa: E731
    else:
        pieces = _ckpt_pieces(arrays, crc_check, enc_key, enc_mode)
    if async_save:
        checkpoint_writing.write_later(path, pieces, in_process=async_save == "process")
    else:
        checkpoint_writing.write(path, pieces())


def _check_async(async_save: Any) -> None:
    if not isinstance(async_save, bool | str):
        raise TypeError(
            f"For 'save_checkpoint', the 'async_save' must be a bool or str, but got {type(async_save).__name__}."
        )
    if isinstance(async_save, str) and async_save not in ("thread", "process"):
        raise ValueError(
            f"For 'save_checkpoint', the 'async_save' must be a bool, 'thread' or 'process', but got '{async_save}'."
        )


def _metadata(kwargs: dict[str, Any]) -> dict[str, str]:
    unknown = sorted(set(kwargs) - _OPTIONS)
    if unknown:
        raise TypeError(f"For 'save_checkpoint', the argument '{unknown[0]}' is not known.")
    for name in ("incremental", "global_step_num"):
        if kwargs.get(name):
            raise ValueError(f"For 'save_checkpoint', '{name}' is not supported: leave it out.")
    redundancy = kwargs.get("remove_redundancy")
    if redundancy is None:
        return {"format": "ms"}
    check_is_bool(redundancy, "remove_redundancy")
    return {"remove_redundancy": str(redundancy), "format": "ms"}


def _ckpt_pieces(
    arrays: list[tuple[str, np.ndarray | str]], crc_check: bool, enc_key: bytes | None, enc_mode: str
) -> Callable[[], Iterator[bytes | memoryview]]:
    def pieces() -> Iterator[bytes | memoryview]:
        packed = checkpoint_file.pack(arrays)
        if enc_key is not None:
            return encryption.encrypted(packed, enc_key, enc_mode)
        return checkpoint_file.with_crc(packed) if crc_check else packed

    return pieces


def load_checkpoint(
    ckpt_file_name: str,
    net: Cell | None = None,
    strict_load: bool = False,
    filter_prefix: Any = None,
    dec_key: bytes | None = None,
    dec_mode: str = "AES-GCM",
    specify_prefix: Any = None,
    choice_func: Callable[[str], Any] | None = None,
    crc_check: bool = False,
    remove_redundancy: bool = False,
    format: str = "ckpt",
) -> dict[str, Parameter | str]:
    """Loads a checkpoint that `save_checkpoint` or MindSpore wrote.

    Nothing that the file says is run, and no memory is taken beyond its size.

    Args:
        ckpt_file_name: the file, with its ending.
        net: a Cell to load it into at once, as `load_param_into_net` does.
        strict_load: for ``net``: dtypes must be equal.
        filter_prefix: a prefix, or several, of names that are left out.
        dec_key, dec_mode: the key and the mode of an encrypted file.
        specify_prefix: a prefix, or several, of the names that are loaded.
        choice_func: a function of a name that says whether it is loaded.
        crc_check: compare the check sum, if the file has one.
        remove_redundancy: whether the file was saved so; a file of one device is complete either way.
        format: ``"ckpt"`` or ``"safetensors"``.

    Returns:
        a dict of Parameters by name; entries that are strings are str.

    Raises:
        TypeError: for arguments of other types.
        ValueError: if the file does not exist, is damaged or encrypted, or nothing in it was chosen.
    """
    check_is_bool(crc_check, "crc_check")
    check_is_bool(remove_redundancy, "remove_redundancy")
    if net is not None and not isinstance(net, Cell):
        raise TypeError(f"For 'load_checkpoint', the 'net' must be a Cell, but got {type(net).__name__}.")
    path = file_to_load(ckpt_file_name, format)
    excluded = prefixes(filter_prefix, "filter_prefix", "choice_func")
    included = prefixes(specify_prefix, "specify_prefix", "choice_func")
    if choice_func is not None and not callable(choice_func):
        raise ValueError(f"For 'load_checkpoint', the 'choice_func' must be a function, but got {choice_func!r}.")
    if dec_key is not None:
        encryption.check_key(dec_key, dec_mode, "load_checkpoint", "dec")
        if format == "safetensors":
            raise ValueError("For 'load_checkpoint', files of the format 'safetensors' are not encrypted.")
    elif not isinstance(dec_mode, str):
        raise ValueError(f"For 'load_checkpoint', the 'dec_mode' must be a str, but got {dec_mode!r}.")
    found: dict[str, Parameter | str] = {}
    try:
        if format == "safetensors":
            entries: Iterator[tuple[str, Any]] = safetensors_file.unpack(path, crc_check)
        else:
            entries = _ckpt_entries(path, crc_check, dec_key, dec_mode)
        for name, value in entries:
            if is_chosen(name, excluded, included, choice_func):
                found[name] = value if isinstance(value, str) else _parameter(name, value)
    except OSError as error:
        raise ValueError(f"For 'load_checkpoint', the file '{path}' cannot be read: {error.strerror}.") from None
    if not found:
        raise ValueError(
            f"For 'load_checkpoint', nothing of '{path}' was loaded: it is empty, or 'filter_prefix', "
            "'specify_prefix' and 'choice_func' leave nothing."
        )
    if net is not None:
        load_param_into_net(net, found, strict_load, remove_redundancy)
    return found


def _parameter(name: str, array: np.ndarray) -> Parameter:
    made = Parameter(array)
    made.name = name  # after the fact: an empty name is one here
    return made


def _ckpt_entries(
    path: str, crc_check: bool, dec_key: bytes | None, dec_mode: str
) -> Iterator[tuple[str, np.ndarray | str]]:
    with open(path, "rb") as file:
        if not os.fstat(file.fileno()).st_size:
            return
        data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    yield from _entries_of(path, data, crc_check, dec_key, dec_mode)


def _entries_of(
    path: str, data: memoryview, crc_check: bool, dec_key: bytes | None, dec_mode: str
) -> Iterator[tuple[str, np.ndarray | str]]:
    encrypted = encryption.is_encrypted(data)
    if dec_key is None and encrypted:
        raise ValueError(f"For 'load_checkpoint', the file '{path}' is encrypted: give its 'dec_key'.")
    if dec_key is not None and not encrypted:
        raise ValueError(f"For 'load_checkpoint', the file '{path}' is not encrypted: leave out the 'dec_key'.")
    try:
        if dec_key is not None:
            data = memoryview(encryption.decrypted(data, dec_key, dec_mode))
        yield from checkpoint_file.unpack(checkpoint_file.without_crc(data, crc_check))
    except encryption.DecryptionError as error:
        raise ValueError(f"For 'load_checkpoint', the file '{path}' cannot be decrypted: {error}.") from None
    except checkpoint_file.CorruptedError as error:
        raise ValueError(
            f"For 'load_checkpoint', the file '{path}' is no checkpoint, or a damaged one: {error}."
        ) from None


def load_checkpoint_async(
    ckpt_file_name: str,
    net: Cell | None = None,
    strict_load: bool = False,
    filter_prefix: Any = None,
    dec_key: bytes | None = None,
    dec_mode: str = "AES-GCM",
    specify_prefix: Any = None,
    choice_func: Callable[[str], Any] | None = None,
) -> Future:
    """As `load_checkpoint`, in a thread.

    Returns:
        a future, whose ``result()`` waits for the dict, and raises what went wrong. With ``net`` the Parameters are
        loaded into it by then.
    """
    pool = ThreadPoolExecutor(1, thread_name_prefix="load_checkpoint")
    future = pool.submit(
        load_checkpoint, ckpt_file_name, net, strict_load, filter_prefix, dec_key, dec_mode, specify_prefix, choice_func
    )
    pool.shutdown(wait=False)
    return future


def async_ckpt_thread_status() -> bool:
    """Whether a checkpoint is being written in the background."""
    return checkpoint_writing.is_writing()


__getattr__ = missing_name_getattr(__name__)
