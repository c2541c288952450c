"""Checkpoints of one format as checkpoints of the other."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from msgrad._checkparam import check_type


def ckpt_to_safetensors(
    file_path: str,
    save_path: str | None = None,
    name_map: dict[str, str] | None = None,
    file_name_regex: str | None = None,
    processes_num: int = 1,
) -> None:
    """Writes `.ckpt` files as `.safetensors` files of the same names.

    Args:
        file_path: a file, or a folder whose sub-folders ``rank*`` hold files.
        save_path: the folder to write to (with sub-folders where there were some); None for that of each file.
        name_map: new names of entries by their old ones.
        file_name_regex: of a folder, only files in whose names this is found.
        processes_num: how many files to convert at a time (here, by threads).

    Raises:
        ValueError: if the path does not exist or a file is no checkpoint of that format.
    """
    _convert("ckpt", "safetensors", file_path, save_path, name_map, file_name_regex, processes_num)


def safetensors_to_ckpt(
    file_path: str,
    save_path: str | None = None,
    name_map: dict[str, str] | None = None,
    file_name_regex: str | None = None,
    processes_num: int = 1,
) -> None:
    """Writes `.safetensors` files as `.ckpt` files; arguments and errors are those of `ckpt_to_safetensors`."""
    _convert("safetensors", "ckpt", file_path, save_path, name_map, file_name_regex, processes_num)


def _convert(
    old: str, new: str, file_path: Any, save_path: Any, name_map: Any, file_name_regex: Any, processes_num: Any
) -> None:
    from msgrad.train.serialization import load_checkpoint, save_checkpoint

    who = f"{old}_to_{new}"
    if name_map is not None and not isinstance(name_map, dict):
        raise ValueError(f"For '{who}', the 'name_map' must be a dict, but got {type(name_map).__name__}.")
    if save_path is not None and not isinstance(save_path, str):
        raise TypeError(f"For '{who}', the 'save_path' must be a str, but got {type(save_path).__name__}.")
    check_type(processes_num, int, "processes_num", who)
    if not isinstance(file_path, str) or not os.path.exists(file_path):
        raise ValueError(f"For '{who}', the 'file_path' must be a file or folder that exists, but got {file_path!r}.")
    chosen: Callable[[str], Any] = re.compile(file_name_regex or "").search

    def convert(file: tuple[str, str]) -> None:
        path, sub_folder = file
        entries = load_checkpoint(path, format=old)
        renamed = {(name_map or {}).get(name, name): value for name, value in entries.items()}
        folder = os.path.dirname(path) if save_path is None else os.path.join(save_path, sub_folder)
        os.makedirs(folder or ".", exist_ok=True)
        name = os.path.basename(path)[: -len(old)] + new
        save_checkpoint(renamed, os.path.join(folder, name), format=new)

    with ThreadPoolExecutor(max(processes_num, 1)) as pool:
        list(pool.map(convert, _files(file_path, old, who, chosen)))


def _files(file_path: str, old: str, who: str, chosen: Callable[[str], Any]) -> Iterator[tuple[str, str]]:
    """Files with the sub-folders that they are in."""
    if os.path.isfile(file_path):
        if not file_path.endswith("." + old):
            raise ValueError(f"For '{who}', the file must end in '.{old}', but got '{file_path}'.")
        yield file_path, ""
        return
    folders = sorted(entry.name for entry in os.scandir(file_path) if entry.is_dir() and entry.name.startswith("rank"))
    if not folders:
        raise ValueError(f"For '{who}', there is no folder 'rank*' in '{file_path}'.")
    for folder in folders:
        for name in sorted(os.listdir(os.path.join(file_path, folder))):
            if name.endswith("." + old) and chosen(name):
                yield os.path.join(file_path, folder, name), folder
