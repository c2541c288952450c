"""Sources of files with a row a line (text, CSV), and of TFRecord files.

Rows of several files are read as MindSpore's workers read them: the files, in the order of their names, are dealt out
to the workers in turn, and a row is taken from each worker in turn.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from msgrad._checkparam import check_type
from msgrad.dataset.errors import pipeline_error
from msgrad.dataset.operations import ShuffleDataset
from msgrad.dataset.random_state import Mt19937, seed_in_use
from msgrad.dataset.run import Epoch, Run
from msgrad.dataset.samplers import check_sharding
from msgrad.dataset.shuffle_mode import Shuffle
from msgrad.dataset.source import SourceDataset

_ROWS = 10000  # the largest buffer that rows are drawn from


def find_files(patterns: Any, who: str, argument: str = "dataset_files") -> list[str]:
    """The files that names and patterns stand for, sorted.

    Raises:
        TypeError: unless it is a str or a list of str.
        ValueError: for an empty list, and patterns without files.
    """
    if isinstance(patterns, str):
        patterns = [patterns]
    if not isinstance(patterns, list):
        raise TypeError(
            f"For '{who}', the '{argument}' must be a str or a list of str, but got {type(patterns).__name__}."
        )
    if not patterns:
        raise ValueError(f"For '{who}', the '{argument}' must not be empty.")
    found, missing = [], []
    for pattern in patterns:
        check_type(pattern, str, argument, who)
        matches = [path for path in glob.glob(pattern, recursive=True) if os.path.isfile(path)]
        if matches:
            found += matches
        else:
            missing.append(pattern)
    if missing:
        raise ValueError(f"For '{who}', the following patterns did not match any files: {missing}.")
    return sorted(found)


def check_shuffle(shuffle: Any, who: str) -> Shuffle | None:
    """The mode of shuffling, None for none: TypeError unless it is a bool or a `Shuffle`."""
    if isinstance(shuffle, Shuffle):
        return None if shuffle is Shuffle.FALSE else shuffle
    if not isinstance(shuffle, bool) and shuffle is not None:
        raise TypeError(f"For '{who}', the 'shuffle' must be a bool or a Shuffle, but got {shuffle!r}.")
    return Shuffle.GLOBAL if shuffle is None or shuffle else None


class LinesDataset(SourceDataset):
    """The base: a subclass has `count(path)`, the rows of a file, and `read(path)`, which iterates them."""

    column_names: list[str]
    equal_shards = True

    def __init__(
        self,
        dataset_files: Any,
        num_samples: Any = None,
        num_parallel_workers: Any = None,
        shuffle: Any = Shuffle.GLOBAL,
        num_shards: Any = None,
        shard_id: Any = None,
        cache: Any = None,
    ):
        who = type(self).__name__
        self.dataset_files = self.find(dataset_files)
        self.shuffle_mode = check_shuffle(shuffle, who)
        if self.shuffle_mode not in (None, Shuffle.GLOBAL, Shuffle.FILES):
            raise ValueError(f"For '{who}', the 'shuffle' must be GLOBAL or FILES, but got {self.shuffle_mode}.")
        if num_samples is not None:
            check_type(num_samples, int, "num_samples", who)
            if num_samples < 0:
                raise ValueError(f"For '{who}', the 'num_samples' must not be negative, but got {num_samples}.")
        check_sharding(who, num_shards, shard_id)
        self.num_samples = num_samples or None
        self.num_shards, self.shard_id = num_shards or 1, shard_id or 0
        super().__init__((), num_parallel_workers, cache)

    def find(self, given: Any) -> list[str]:
        """The files in the order that they are read in."""
        return find_files(given, type(self).__name__)

    # -- what a subclass defines ---------------------------------------------------------------------------------

    def count(self, path: str) -> int:
        """The number of rows of a file."""
        raise NotImplementedError

    def read(self, path: str, first: int, end: int) -> Iterator[tuple]:
        """Rows first to end - 1 of a file."""
        raise NotImplementedError

    # ------------------------------------------------------------------------------------------------------------

    def names(self) -> list[str]:
        return list(self.column_names)

    def is_shuffled(self) -> bool:
        return self.shuffle_mode is not None

    def is_sharded(self) -> bool:
        return self.num_shards > 1

    def counts(self) -> list[int]:
        """The number of rows of each file."""
        return [self.count(path) for path in self.dataset_files]

    def size(self) -> int:
        share = -(-sum(self.counts()) // self.num_shards)
        return share if self.num_samples is None else min(share, self.num_samples)

    def open(self, run: Run) -> Epoch:
        counts = dict(zip(self.dataset_files, self.counts(), strict=True))
        total = sum(counts.values())
        if not total:
            raise pipeline_error(
                f"Invalid data, {type(self).__name__} can't read the data file (interface mismatch or no data "
                "found). Check "
                f"the files: {self.dataset_files}"
            )
        files, seed = list(self.dataset_files), seed_in_use()
        state = {"epoch": 0}

        def rows() -> Iterator[tuple]:
            if self.shuffle_mode is not None:
                state["epoch"] += 1  # all shards must deal out the files alike
                Mt19937(seed if self.num_shards == 1 else state["epoch"]).shuffle(files)
            return self._limited(self._dealt(files, counts, total))

        if self.shuffle_mode is not Shuffle.GLOBAL:
            return rows
        rows_a_file = -(-total // self.num_shards) // len(files)
        return _shuffled(rows, min(_ROWS, 4 * max(rows_a_file, 1)))

    def _limited(self, rows: Iterator[tuple]) -> Iterator[tuple]:
        for number, row in enumerate(rows):
            if number == self.num_samples:
                return
            yield row

    def _dealt(self, files: Sequence[str], counts: dict[str, int], total: int) -> Iterator[tuple]:
        """The rows of this shard, from each worker in turn."""
        workers: list[list[tuple[str, int, int]]] = [[] for _ in range(self.side_by_side())]
        for place, block in enumerate(self._blocks(files, counts, total)):
            workers[place % len(workers)].append(block)
        readers = [self._of_worker(blocks) for blocks in workers if blocks]
        while readers:
            left = []
            for reader in readers:
                try:
                    yield next(reader)
                    left.append(reader)
                except StopIteration:
                    continue
            readers = left

    def side_by_side(self) -> int:
        """How many files are read at the same time."""
        return self.workers()

    def _of_worker(self, blocks: list[tuple[str, int, int]]) -> Iterator[tuple]:
        for path, first, end in blocks:
            yield from self.read(path, first, end)

    def _blocks(self, files: Sequence[str], counts: dict[str, int], total: int) -> Iterator[tuple[str, int, int]]:
        """The parts of files that this shard reads: shards are of one size, the last goes on at the start."""
        share = -(-total // self.num_shards)
        first, end = self.shard_id * share, (self.shard_id + 1) * share
        seen = 0
        while seen < end:
            for path in files:
                low, high = max(first - seen, 0), min(end - seen, counts[path])
                if low < high:
                    yield path, low, high
                seen += counts[path]
                if seen >= end:
                    break


def _shuffled(rows: Epoch, size: int) -> Epoch:
    node = object.__new__(ShuffleDataset)
    node.buffer_size = size
    return node.wrap(rows)


class TextFileDataset(LinesDataset):
    """The lines of text files (UTF-8); empty lines are left out.

    Column: ``text`` (str).

    Args:
        dataset_files: names or patterns of files.
        num_samples: read only so many.
        num_parallel_workers: how many files are read side by side, which decides on the order of rows.
        shuffle: `Shuffle.GLOBAL` or True: files and rows; `Shuffle.FILES`: only the order of the files; False: nothing.
        num_shards, shard_id: read only a part.

    Raises:
        ValueError: if there are no such files.
        RuntimeError: when it runs, if they are empty.
    """

    column_names = ["text"]  # noqa: RUF012

    def _lines(self, path: str) -> Iterator[str]:
        try:
            with open(path, encoding="utf-8", newline="\n") as file:
                for line in file:
                    line = line.removesuffix("\n")
                    if line:
                        yield line
        except (OSError, ValueError) as error:
            raise pipeline_error(f"Invalid file, '{path}' cannot be read ({error}).") from None

    def count(self, path: str) -> int:
        return sum(1 for _ in self._lines(path))

    def read(self, path: str, first: int, end: int) -> Iterator[tuple]:
        for number, line in enumerate(self._lines(path)):
            if number >= end:
                return
            if number >= first:
                yield (np.array(line),)


class CSVDataset(LinesDataset):
    """The rows of CSV files (RFC 4180).

    Args:
        dataset_files: names or patterns of files.
        field_delim: the character between fields.
        column_defaults: a value for each column, which stands in for empty fields and says what the column holds: int
            gives int32, float float32, str strings. By default all columns are strings.
        column_names: the names; by default the first line of each file.
        num_samples, num_parallel_workers, shuffle, num_shards, shard_id: as for `TextFileDataset`.

    Raises:
        RuntimeError: when it runs, for a line with another number of fields, or of another type.
    """

    def __init__(
        self,
        dataset_files: Any,
        field_delim: str = ",",
        column_defaults: Any = None,
        column_names: Any = None,
        num_samples: Any = None,
        num_parallel_workers: Any = None,
        shuffle: Any = Shuffle.GLOBAL,
        num_shards: Any = None,
        shard_id: Any = None,
        cache: Any = None,
    ):
        check_type(field_delim, str, "field_delim", "CSVDataset")
        if field_delim in ('"', "\r", "\n") or len(field_delim) > 1:
            raise ValueError(f"For 'CSVDataset', the 'field_delim' must be one character, but got {field_delim!r}.")
        self.field_delim = field_delim or ","
        for argument, values, kinds in (
            ("column_defaults", column_defaults, (int, float, str)), ("column_names", column_names, (str,)),
        ):  # fmt: skip
            if values is not None:
                check_type(values, list, argument, "CSVDataset")
                for value in values:
                    check_type(value, kinds, argument, "CSVDataset")
        self.column_defaults, self._given = column_defaults, column_names
        super().__init__(dataset_files, num_samples, num_parallel_workers, shuffle, num_shards, shard_id, cache)

    @property
    def column_names(self) -> list[str]:  # type: ignore[override]
        return self._given or self._header(self.dataset_files[0])

    def _header(self, path: str) -> list[str]:
        for fields in self._records(path):
            return fields
        raise pipeline_error(f"Invalid csv, '{path}' has no line with the names of the columns.")

    def _records(self, path: str) -> Iterator[list[str]]:
        import csv

        try:
            with open(path, encoding="utf-8-sig", newline="") as file:
                yield from (fields for fields in csv.reader(file, delimiter=self.field_delim) if fields)
        except (OSError, ValueError, csv.Error) as error:
            raise pipeline_error(f"Invalid csv, '{path}' cannot be read ({error}).") from None

    def count(self, path: str) -> int:
        return sum(1 for _ in self._records(path)) - (self._given is None)

    def side_by_side(self) -> int:
        return min(self.workers(), len(self.dataset_files))

    def read(self, path: str, first: int, end: int) -> Iterator[tuple]:
        skipped = int(self._given is None)
        names = self.column_names
        for number, fields in enumerate(self._records(path), -skipped):
            if number >= end:
                return
            if number < first:
                continue
            if len(fields) != len(names):
                raise pipeline_error(
                    f"Invalid file, failed to parse csv file: {path} at line {number + 1 + skipped}: expected "
                    f"{len(names)} "
                    f"fields, but got {len(fields)}."
                )
            yield tuple(self._value(field, place, path, number + 1 + skipped) for place, field in enumerate(fields))

    def _value(self, field: str, place: int, path: str, line: int) -> np.ndarray:
        if self.column_defaults is None:
            return np.array(field)
        default = self.column_defaults[place] if place < len(self.column_defaults) else ""
        try:
            if isinstance(default, str):
                return np.array(field)
            if isinstance(default, int):
                return np.array(int(field), np.int32)
            return np.array(float(field), np.float32)
        except (ValueError, OverflowError):
            raise pipeline_error(
                f"Invalid csv, csv file: {path} parse failed at line {line}, type does not match: {field!r} is no "
                f"{type(default).__name__}."
            ) from None


# -- records -----------------------------------------------------------------------------------------------------


class TFRecordDataset(LinesDataset):
    """The rows of TFRecord files of `tf.train.Example` messages.

    Args:
        dataset_files: names or patterns of files.
        schema: a `Schema` or the name of its JSON file: which columns, of which types and shapes; by default all.
        columns_list: the names of the columns that are wanted.
        num_samples, num_parallel_workers, num_shards, shard_id: as for `TextFileDataset`.
        shuffle: as for `TextFileDataset`.
        shard_equal_rows: shards of the same number of rows; otherwise whole files are dealt out to the shards.
        compression_type: None, 'GZIP' or 'ZLIB'.
    """

    def __init__(
        self,
        dataset_files: Any,
        schema: Any = None,
        columns_list: Any = None,
        num_samples: Any = None,
        num_parallel_workers: Any = None,
        shuffle: Any = Shuffle.GLOBAL,
        num_shards: Any = None,
        shard_id: Any = None,
        shard_equal_rows: bool = False,
        cache: Any = None,
        compression_type: str | None = None,
    ):
        from msgrad.dataset.schema import Schema
        from msgrad.dataset.tree import check_columns

        who = "TFRecordDataset"
        if schema is not None:
            schema = Schema(schema) if isinstance(schema, str) else check_type(schema, Schema, "schema", who)
        check_type(shard_equal_rows, bool, "shard_equal_rows", who)
        if compression_type not in (None, "", "GZIP", "ZLIB"):
            raise ValueError(
                f"For '{who}', the 'compression_type' must be 'GZIP' or 'ZLIB', but got {compression_type!r}."
            )
        self.schema, self.compression_type = schema, compression_type or ""
        self.columns_list = check_columns(columns_list, "columns_list", who) if columns_list else None
        super().__init__(dataset_files, num_samples, num_parallel_workers, shuffle, num_shards, shard_id, cache)
        self._readers: dict[str, Any] = {}
        if self.num_shards > 1 and not shard_equal_rows:
            if self.num_shards > len(self.dataset_files):
                raise RuntimeError(
                    f"For '{who}', there are more shards ({self.num_shards}) than files ({len(self.dataset_files)}): "
                    "'shard_equal_rows=True' splits files."
                )
            self.dataset_files = self.dataset_files[self.shard_id :: self.num_shards]
            self.num_shards, self.shard_id = 1, 0
        if num_samples is None and schema is not None and schema.get_num_rows():
            self.num_samples = schema.get_num_rows()

    def _reader(self, path: str) -> Any:
        if path not in self._readers:
            from msgrad.dataset.formats.tfrecord import open_tfrecord

            columns = None if self.schema is None else self.schema.numpy_columns()
            self._readers[path] = open_tfrecord(path, columns, self.columns_list, self.compression_type)
        return self._readers[path]

    @property
    def column_names(self) -> list[str]:  # type: ignore[override]
        return list(self._reader(self.dataset_files[0]).columns)

    def count(self, path: str) -> int:
        return len(self._reader(path))

    def read(self, path: str, first: int, end: int) -> Iterator[tuple]:
        reader = self._reader(path)
        for number in range(first, end):
            yield tuple(reader[number].values())
