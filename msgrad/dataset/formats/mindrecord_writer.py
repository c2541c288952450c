"""MindRecord 3.0: writing. The layout of a file is told in `mindrecord.py`.

Rows come in batches, of which each shard takes a contiguous part. A *row group* is what shares a BLOB page; its
scalars lie together in a RAW page, which may hold those of several groups. The rules by which pages are filled are
MindSpore's, so that files come out byte for byte alike.
"""

from __future__ import annotations

import json
import os
import sqlite3
import struct
import uuid
from collections.abc import Sequence
from contextlib import closing, suppress
from typing import Any, NamedTuple

import numpy as np

from msgrad.dataset.formats.compressed_integers import pack_integers
from msgrad.dataset.formats.mindrecord import read_header
from msgrad.dataset.formats.mindrecord_encryption import KEY, connect, encrypt, open_plain
from msgrad.dataset.formats.msgpack import pack_map

HEADER_SIZE, PAGE_SIZE = 1 << 24, 1 << 25
_SQL_TYPES = {"string": "TEXT", "int32": "INTEGER", "int64": "INTEGER", "float32": "REAL", "float64": "REAL"}
_PLACES = (
    "ROW_ID", "PAGE_ID_RAW", "PAGE_OFFSET_RAW", "PAGE_OFFSET_RAW_END", "ROW_GROUP_ID", "PAGE_ID_BLOB",
    "PAGE_OFFSET_BLOB", "PAGE_OFFSET_BLOB_END",
)  # fmt: skip


class Row(NamedTuple):
    """A row ready to be stored: both parts with their lengths in front, and the values to be found by."""

    raw: bytes
    blob: bytes
    keys: tuple


class Packer:
    """Makes bytes of rows of a schema."""

    def __init__(self, schema: dict[str, dict[str, Any]]) -> None:
        self.schema = schema
        self.blobs = blob_fields(schema)
        self.scalars = [name for name in sorted(schema) if name not in self.blobs]
        self.saved = 0
        """Bytes that arrays of integers are shorter by than they were."""

    def row(self, values: dict[str, Any], keys: Sequence[str]) -> Row:
        raw = pack_map({name: _plain(values[name]) for name in self.scalars} or {"id": 0})
        blobs = [self._blob(name, values[name]) for name in self.blobs]
        if len(blobs) == 1:
            blob = blobs[0]
        else:
            blob = b"".join([struct.pack(">Q", len(part)) + part for part in blobs]) or bytes(4)
        return Row(_with_length(raw), _with_length(blob), tuple([_plain(values[name]) for name in keys]))

    def _blob(self, name: str, value: Any) -> bytes:
        if isinstance(value, bytes):
            return value
        if value.dtype.kind != "i":
            return np.ascontiguousarray(value, value.dtype.newbyteorder("<")).tobytes()
        packed = pack_integers(value)
        self.saved += value.nbytes - len(packed)
        return packed


def blob_fields(schema: dict[str, dict[str, Any]]) -> list[str]:
    """The names of the fields that lie in BLOB pages."""
    return sorted(name for name, field in schema.items() if field["type"] == "bytes" or "shape" in field)


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def _with_length(part: bytes) -> bytes:
    return struct.pack("<Q", len(part)) + part


class Shard:
    """One file in the making. It takes its name when it is committed."""

    def __init__(self, path: str, header: dict[str, Any] | None, header_size: int, page_size: int) -> None:
        self.path = path
        self._secret = KEY.secret
        self.header_size, self.page_size = header_size, page_size
        self.pages: list[dict[str, Any]] = header["page"] if header else []
        self.index: list[tuple] = []
        self.rows = 0
        folder, name = os.path.split(path)
        self.part = os.path.join(folder, f".{name}.{uuid.uuid4().hex[:12]}.tmp")
        self._file = open(self.part, "w+b")  # noqa: SIM115
        if header:
            self._copy_old()

    def _copy_old(self) -> None:
        import shutil

        with open_plain(self.path, self._secret) as old:
            shutil.copyfileobj(old, self._file)
        with closing(connect(self.path + ".db", self._secret)) as db:
            columns = [name for _, name, *_ in db.execute("PRAGMA table_info(INDEXES)")]
            keys = [name for name in columns[len(_PLACES) :] if not name.startswith("INC_")]
            wanted = ", ".join([*_PLACES, *(f'"{name}"' for name in keys)])
            self.index = list(db.execute(f"SELECT {wanted} FROM INDEXES ORDER BY ROW_ID"))
        self.rows = len(self.index)

    def _last(self, kind: str) -> dict[str, Any] | None:
        return next((page for page in reversed(self.pages) if page["page_type"] == kind), None)

    def write(self, rows: list[Row], shard_id: int) -> None:
        """Puts rows into pages: first into the last ones, as long as there is room, then into new ones."""
        blob, raw = self._last("BLOB_DATA"), self._last("RAW_DATA")
        groups: list[list[Row]] = [[]]
        used = (self.page_size, self.page_size)
        if blob and raw:  # of the RAW page, what the last row group has in it: it can move to a page of its own
            used = (blob["page_size"], raw["page_size"] - raw["row_group_ids"][-1]["offset"])
        for row in rows:
            if max(used[0] + len(row.blob), used[1] + len(row.raw)) > self.page_size:
                groups.append([])
                used = (0, 0)
            groups[-1].append(row)
            used = (used[0] + len(row.blob), used[1] + len(row.raw))
        pages = [self._new_blob_page(shard_id) for _ in groups[1:]]
        if groups[0]:
            assert blob is not None and raw is not None
            if raw["page_size"] + sum(len(row.raw) for row in groups[0]) > self.page_size:
                raw = self._move_last_group(raw, blob, shard_id)
            self._store(blob, raw, groups[0])
        for page, group in zip(pages, groups[1:], strict=True):
            raw = self._raw_page(raw, page, sum(len(row.raw) for row in group), shard_id)
            self._store(page, raw, group)

    def _move_last_group(self, raw: dict[str, Any], blob: dict[str, Any], shard_id: int) -> dict[str, Any]:
        """Moves the scalars of the last row group, whose BLOB page is ``blob``, to a new RAW page."""
        offset = raw["row_group_ids"].pop()["offset"]
        page = self._new_page("RAW_DATA", raw["page_id"] + 1, [{"id": blob["page_type_id"], "offset": 0}], shard_id)
        page["page_size"] = raw["page_size"] - offset
        raw["page_size"] = offset
        self._file.seek(self._start(raw) + offset)
        scalars = self._file.read(page["page_size"])
        self._file.seek(self._start(page))
        self._file.write(scalars)
        for number in range(len(self.index) - 1, -1, -1):
            row, _, start, end, group, *rest = self.index[number]
            if group != blob["page_type_id"]:
                break
            self.index[number] = (row, page["page_id"], start - offset, end - offset, group, *rest)
        return page

    def _start(self, page: dict[str, Any]) -> int:
        return self.header_size + page["page_id"] * self.page_size

    def _new_blob_page(self, shard_id: int) -> dict[str, Any]:
        number = sum(page["page_type"] == "BLOB_DATA" for page in self.pages)
        return self._new_page("BLOB_DATA", number, [{"id": 0, "offset": 0}], shard_id)

    def _raw_page(self, last: dict[str, Any] | None, blob: dict[str, Any], size: int, shard_id: int) -> dict[str, Any]:
        """The RAW page for a new row group's scalars."""
        group = blob["page_type_id"]
        if last is None or last["page_size"] + size > self.page_size:
            number = last["page_id"] + 1 if last else 0
            return self._new_page("RAW_DATA", number, [{"id": group, "offset": 0}], shard_id)
        last["row_group_ids"].append({"id": group, "offset": last["page_size"]})
        return last

    def _new_page(self, kind: str, number: int, groups: list, shard_id: int) -> dict[str, Any]:
        page = {
            "end_row_id": 0,
            "page_id": len(self.pages),
            "page_size": 0,
            "page_type": kind,
            "page_type_id": number,
            "row_group_ids": groups,
            "shard_id": shard_id,
            "start_row_id": 0,
        }
        self.pages.append(page)
        return page

    def _store(self, blob: dict[str, Any], raw: dict[str, Any], group: list[Row]) -> None:
        if not blob["page_size"]:
            blob["start_row_id"] = self.rows
        for page, parts in ((blob, [row.blob for row in group]), (raw, [row.raw for row in group])):
            self._file.seek(self._start(page) + page["page_size"])
            self._file.write(b"".join(parts))
        for row in group:
            starts = raw["page_size"], blob["page_size"]
            raw["page_size"] += len(row.raw)
            blob["page_size"] += len(row.blob)
            place = (raw["page_id"], starts[0], raw["page_size"], blob["page_type_id"])
            self.index.append((self.rows, *place, blob["page_id"], starts[1], blob["page_size"], *row.keys))
            self.rows += 1
        blob["end_row_id"] = self.rows

    def finish(self, header: dict[str, Any], keys: Sequence[str], schema: dict[str, Any]) -> None:
        """Writes the header and the index, both under passing names yet."""
        text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode("utf-8")
        if len(text) + 8 > self.header_size:
            raise RuntimeError(
                f"The header of '{self.path}' takes {len(text) + 8} bytes, but has room for {self.header_size}: set a "
                "larger one by set_header_size, or larger pages by set_page_size."
            )
        self._file.seek(0)
        self._file.write(struct.pack("<Q", len(text)) + text)
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        columns = [f'INC_{i} INT, "{name}_0" {_SQL_TYPES[schema[name]["type"]]}' for i, name in enumerate(keys)]
        fixed = [f"{name} INT NOT NULL" for name in _PLACES]
        primary = ",".join(["ROW_ID", *(f"INC_{i}" for i in range(len(keys)))])
        with closing(sqlite3.connect(self.part + ".db")) as db:
            db.execute(f"CREATE TABLE INDEXES({', '.join(fixed + columns)}, PRIMARY KEY({primary}))")
            db.execute("CREATE TABLE SHARD_NAME(NAME TEXT NOT NULL)")
            db.execute("INSERT INTO SHARD_NAME VALUES (?)", (os.path.basename(self.path),))
            marks = ", ".join("?" * (len(_PLACES) + 2 * len(keys)))
            rows = ((*row[: len(_PLACES)], *_with_zeros(row[len(_PLACES) :])) for row in self.index)
            db.executemany(f"INSERT INTO INDEXES VALUES ({marks})", rows)
            db.commit()
        if self._secret is not None:
            encrypt(self.part, self._secret)
            encrypt(self.part + ".db", self._secret)

    def publish(self) -> None:
        """Gives file and index their names. At no moment an index stands beside a file that it does not belong to."""
        with suppress(FileNotFoundError):
            os.remove(self.path + ".db")
        os.replace(self.part, self.path)
        os.replace(self.part + ".db", self.path + ".db")

    def discard(self) -> None:
        """Leaves no trace."""
        self._file.close()
        for name in (self.part, self.part + ".db"):
            with suppress(OSError):
                os.remove(name)


def _with_zeros(keys: Sequence[Any]) -> list[Any]:
    return [item for key in keys for item in (0, key)]


class Layout(NamedTuple):
    """What the shards of a data set have in common."""

    schema: dict[str, dict[str, Any]]
    description: str
    keys: tuple[str, ...]
    header_size: int
    page_size: int


class MindRecordWriter:
    """Writes the shards of a data set.

    Nothing has its name before `commit`, and what was there under these names is replaced then.

    Args:
        paths: a file for each shard.
        layout: schema, index and sizes.
        append: whether the files exist, and rows are to be added to them; their layout must be ``layout``.
    """

    def __init__(self, paths: Sequence[str], layout: Layout, append: bool = False) -> None:
        self.layout = layout
        self.names = [os.path.basename(path) for path in paths]
        self._packer = Packer(layout.schema)
        self._shards: list[Shard] = []
        try:
            for path in paths:
                header = read_header(path) if append else None
                if header:
                    self._packer.saved = header["compression_size"]
                self._shards.append(Shard(path, header, layout.header_size, layout.page_size))
        except BaseException:
            self.discard()
            raise

    def write(self, rows: Sequence[dict[str, Any]]) -> None:
        """Adds rows: each shard takes a contiguous part of them.

        Raises:
            RuntimeError: for a row that a page does not hold; none of them is added then.
        """
        packed = [self._packer.row(row, self.layout.keys) for row in rows]
        for row in packed:
            longest = max(len(row.raw), len(row.blob))
            if longest > self.layout.page_size:
                raise RuntimeError(
                    f"A row of {longest} bytes does not fit into a page of {self.layout.page_size}: set a larger one "
                    "by set_page_size."
                )
        count = len(self._shards)
        for number, shard in enumerate(self._shards):
            part = packed[len(packed) * number // count : len(packed) * (number + 1) // count]
            if part:
                shard.write(part, number)

    def commit(self) -> None:
        """Completes all files and gives them their names."""
        try:
            for number, shard in enumerate(self._shards):
                shard.finish(self._header(number, shard), self.layout.keys, self.layout.schema)
        except BaseException:
            self.discard()
            raise
        for shard in self._shards:
            shard.publish()

    def discard(self) -> None:
        """Gives up: what was written is removed."""
        for shard in self._shards:
            shard.discard()

    def _header(self, number: int, shard: Shard) -> dict[str, Any]:
        layout = self.layout
        fields = {name: dict(sorted(field.items())) for name, field in sorted(layout.schema.items())}
        return {
            "header_size": layout.header_size,
            "index_fields": [{"index_field": name, "schema_id": 0} for name in layout.keys] or None,
            "page": shard.pages or None,
            "page_size": layout.page_size,
            "compression_size": max(self._packer.saved, 0),
            "schema": [{"blob_fields": self._packer.blobs, "desc": layout.description, "schema": fields}],
            "shard_addresses": self.names,
            "shard_id": number,
            "statistics": None,
            "version": "3.0",
        }
