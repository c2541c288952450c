"""Sources in memory: the user's own objects, arrays, padding."""

from __future__ import annotations

import itertools
import threading
import types
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from msgrad._checkparam import check_type
from msgrad.common import dtype as mstype
from msgrad.dataset import config
from msgrad.dataset.errors import RowError, pipeline_error, user_error
from msgrad.dataset.rows import as_column
from msgrad.dataset.run import Epoch, Processes, Run, Workers
from msgrad.dataset.samplers import PKSampler, SequentialSampler, check_sharding
from msgrad.dataset.source import MappableDataset, row_of
from msgrad.dataset.tree import Plan, check_columns, check_workers, stack_rows

WHO = "GeneratorDataset"


class GeneratorDataset(MappableDataset):
    """Rows of an object of the user's.

    Args:
        source: a function that returns an iterator, an iterable, or an object with ``__getitem__`` and ``__len__``. A
            row is a tuple of numpy arrays, numbers or strings, or (for one column) one of them.
        column_names: the names of the columns.
        column_types: the dtypes that the columns must have.
        schema: a `Schema` instead of ``column_names``.
        num_samples: read only so many.
        num_parallel_workers: how many workers read rows of a source with ``__getitem__``.
        shuffle: random order; by default where the source has ``__getitem__``.
        sampler: a sampler, an iterable of row numbers or a list of them, for a source with ``__getitem__``.
        num_shards, shard_id: read only a part.
        python_multiprocessing: workers are processes (where there are several), not threads.
        max_rowsize: accepted for MindSpore's sake: rows pass through pipes, of any size.
        batch_sampler: an iterable of lists of row numbers, each of which becomes a batch.
        collate_fn: makes a batch of the columns, each a list of values, and a `BatchInfo`; with ``batch_sampler``.

    Raises:
        RuntimeError: when it runs, if the source raises, or gives what is no row; the message has its traceback.

    >>> class Squares:
    ...     def __len__(self):
    ...         return 3
    ...     def __getitem__(self, index):
    ...         return np.array(index**2)
    >>> data = GeneratorDataset(Squares(), ["square"], shuffle=False)
    >>> [row[0].item() for row in data]
    [0, 1, 4]
    """

    def __init__(
        self,
        source: Any,
        column_names: Any = None,
        column_types: Any = None,
        schema: Any = None,
        num_samples: Any = None,
        num_parallel_workers: Any = 1,
        shuffle: Any = None,
        sampler: Any = None,
        num_shards: Any = None,
        shard_id: Any = None,
        python_multiprocessing: bool = True,
        max_rowsize: Any = None,
        batch_sampler: Any = None,
        collate_fn: Any = None,
    ):
        is_generator = hasattr(source, "__next__") and not hasattr(source, "__getitem__")
        if not (callable(source) or hasattr(source, "__iter__") or hasattr(source, "__getitem__") or is_generator):
            raise TypeError(
                f"For '{WHO}', the 'source' must be a function, an iterable or an object with '__getitem__', but got "
                f"{type(source).__name__}."
            )
        self.source = source
        self.random_access = hasattr(source, "__getitem__") and hasattr(source, "__len__")
        self._kept = _Remembered(source) if is_generator and isinstance(source, types.GeneratorType) else None
        self.column_names, self.column_types = self._columns(column_names, column_types, schema)
        check_type(python_multiprocessing, bool, "python_multiprocessing", WHO)
        self.python_multiprocessing = python_multiprocessing
        self.schema = schema
        if shuffle is not None and not isinstance(shuffle, bool):
            raise TypeError(f"For '{WHO}', the 'shuffle' must be a bool, but got {shuffle!r}.")
        for value in max_rowsize if isinstance(max_rowsize, list) else [] if max_rowsize is None else [max_rowsize]:
            check_type(value, int, "max_rowsize", WHO)
        check_workers(num_parallel_workers, WHO)
        self._batches(batch_sampler, collate_fn, (num_samples, shuffle, num_shards, shard_id, sampler))
        self._check_sharding(num_shards, shard_id)
        if not self.random_access:
            if sampler is not None and not isinstance(sampler, SequentialSampler):
                raise ValueError(f"For '{WHO}', a 'sampler' needs a source with '__getitem__' and '__len__'.")
            if num_shards is not None:
                raise ValueError(f"For '{WHO}', 'num_shards' needs a source with '__getitem__' and '__len__'.")
            super().__init__(num_parallel_workers, None, num_samples, False)
        else:
            if isinstance(sampler, PKSampler):
                raise ValueError(f"'{WHO}' does not support PKSampler.")
            if isinstance(sampler, int):
                raise TypeError(f"For '{WHO}', the 'sampler' must be a sampler or an iterable, but got {sampler!r}.")
            if sampler is not None:  # which has the last word, as in MindSpore
                shuffle = num_shards = shard_id = None
            super().__init__(num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id)

    # -- arguments -----------------------------------------------------------------------------------------------

    @staticmethod
    def _columns(column_names: Any, column_types: Any, schema: Any) -> tuple[list[str], list | None]:
        types = None
        if column_names is not None:
            column_names = check_columns(column_names, "column_names", WHO)
        elif schema is not None:
            from msgrad.dataset.schema import Schema

            schema = Schema(schema) if isinstance(schema, str) else check_type(schema, Schema, "schema", WHO)
            columns = schema.numpy_columns()
            column_names = [column.name for column in columns]
        else:
            raise ValueError(f"For '{WHO}', 'column_names' or 'schema' must be given.")
        if column_types is not None:
            if not isinstance(column_types, list | tuple):
                raise TypeError(
                    f"For '{WHO}', the 'column_types' must be a list, but got {type(column_types).__name__}."
                )
            types = [
                np.dtype(mstype.to_numpy(kind)) if kind != mstype.string else np.dtype("U") for kind in column_types
            ]
        return column_names, types

    @staticmethod
    def _check_sharding(num_shards: Any, shard_id: Any) -> None:
        if (num_shards is None) != (shard_id is None):
            raise ValueError(f"For '{WHO}', 'num_shards' and 'shard_id' must be given together.")
        check_sharding(WHO, num_shards, shard_id)

    def _batches(self, batch_sampler: Any, collate_fn: Any, others: tuple) -> None:
        self.batch_sampler, self.collate_fn = batch_sampler, collate_fn
        if batch_sampler is None:
            if collate_fn is not None:
                raise ValueError(f"For '{WHO}', 'collate_fn' needs a 'batch_sampler'.")
            return
        if any(value is not None for value in others):
            raise ValueError(
                f"For '{WHO}', 'batch_sampler' cannot be given together with 'num_samples', 'shuffle', 'num_shards', "
                "'shard_id' and 'sampler'."
            )
        if not isinstance(batch_sampler, Iterable) and not hasattr(batch_sampler, "__getitem__"):
            raise TypeError(f"For '{WHO}', the 'batch_sampler' must be an iterable, but got {batch_sampler!r}.")
        if not self.random_access:
            raise ValueError(f"For '{WHO}', a 'batch_sampler' needs a source with '__getitem__' and '__len__'.")
        if collate_fn is not None and not callable(collate_fn):
            raise TypeError(f"For '{WHO}', the 'collate_fn' must be a function, but got {collate_fn!r}.")

    # -- rows ----------------------------------------------------------------------------------------------------

    def length(self) -> int:
        n = len(self.source)
        if n == 0:
            raise pipeline_error("GeneratorNode: data row of input source must not be 0, got: 0")
        return n

    def size(self) -> int:
        if self.batch_sampler is not None:
            return (
                len(self.batch_sampler)
                if hasattr(self.batch_sampler, "__len__")
                else sum(1 for _ in self.batch_sampler)
            )
        if self.random_access:
            return super().size()
        count = self.dataset_size
        if count is None:
            if hasattr(self.source, "__len__"):
                count = len(self.source)
            else:
                count = sum(1 for _ in self._iterated())
            self.dataset_size = count
        return count if self.sampler.num_samples is None else min(count, self.sampler.num_samples)

    def get_batch_size(self) -> int:
        return 1 if self.batch_sampler is None else -1

    def part(self, first: int, count: int, randomize: bool) -> Any:
        if self.random_access:
            return super().part(first, count, randomize)
        import copy

        from msgrad.dataset.operations import _Part
        from msgrad.dataset.random_state import seed_in_use

        made = copy.copy(self)
        made.parent = []
        return _Part(made, first, count, randomize, seed_in_use())

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, bool) or not isinstance(index, int | np.integer):
            raise TypeError(f"For '{WHO}', the index must be an int, but got {type(index).__name__}.")
        if not self.random_access:
            raise RuntimeError(f"For '{WHO}', an index needs a source with '__getitem__' and '__len__'.")
        return self.source[index]

    def _made(self, row: Any, number: int) -> tuple:
        """The row as columns.

        Raises:
            RuntimeError: where it is none.
        """
        values = row if isinstance(row, tuple | list) else (row,)
        try:
            if len(values) != len(self.column_names):
                raise RowError(
                    f"the source must give as many values as there are columns ({len(self.column_names)}: "
                    f"{self.column_names}), but gave {len(values)}."
                )
            columns = tuple(
                [
                    value if type(value) is np.ndarray and value.dtype.kind in "fiub" else as_column(value)
                    for value in values
                ]
            )
            for value, name, kind in zip(
                columns, self.column_names, self.column_types or (), strict=bool(self.column_types)
            ):
                if kind.kind != value.dtype.kind or (kind.kind != "U" and kind != value.dtype):
                    raise RowError(f"the column '{name}' must have the type {kind}, but the source gave {value.dtype}.")
        except (RowError, ValueError) as error:
            raise user_error(error, "GeneratorDataset's source", number) from None
        return columns

    def row(self, number: int) -> tuple:
        try:
            value = self.source[number]
        except Exception as error:
            raise user_error(error, "GeneratorDataset's source", number) from None
        return self._made(value, number)

    def _iterated(self) -> Iterator[Any]:
        if self._kept is not None:
            return iter(self._kept)
        try:
            source = self.source() if callable(self.source) and not hasattr(self.source, "__next__") else self.source
            if hasattr(source, "__getitem__") and not hasattr(source, "__iter__"):
                return (source[number] for number in range(len(source)))
            return iter(source)
        except Exception as error:
            raise user_error(error, "GeneratorDataset's source") from None

    # -- running -------------------------------------------------------------------------------------------------

    def open(self, run: Run) -> Epoch:
        if self.batch_sampler is not None:
            return self._in_batches()
        if not self.random_access:
            return self._in_order
        order = self.sampler.order(self.length(), self)
        count = self.num_parallel_workers or config.get_num_parallel_workers()
        if count > 1 and self.python_multiprocessing:
            return self._in_processes(run, order, count)
        if count == 1:
            return lambda: map(self.row, order())
        workers = Workers(count, run)
        return lambda: workers.map(order(), lambda worker, place, number: self.row(number))

    def plan(self, run: Run, ordered: bool = False) -> Plan:
        return Plan(self.open(run), stack_rows, [])

    def _in_order(self) -> Iterator[tuple]:
        source, limit = self._iterated(), self.sampler.num_samples
        number = 0
        while limit is None or number < limit:
            try:
                value = next(source)
            except StopIteration:
                return
            except Exception as error:
                raise user_error(error, "GeneratorDataset's source", number) from None
            yield self._made(value, number)
            number += 1

    def _in_processes(self, run: Run, order: Callable[[], list[int]], count: int) -> Epoch:
        pool = Processes(count, run, self.source.__getitem__, "GeneratorDataset's source")

        def rows() -> Iterator[tuple]:
            numbers = order()
            for place, value in pool.map((number,) for number in numbers):
                if isinstance(value, BaseException):
                    raise user_error(value, "GeneratorDataset's source", numbers[place]) from None
                yield self._made(value, numbers[place])

        return rows

    def _in_batches(self) -> Epoch:
        from msgrad.dataset.batches import BatchInfo

        epochs = iter(range(1 << 62))

        def rows() -> Iterator[tuple]:
            epoch = next(epochs)
            for place, numbers in enumerate(self.batch_sampler):
                if isinstance(numbers, int | np.integer):
                    raise pipeline_error("The 'batch_sampler' must give lists of row numbers, but gave an int.")
                values = [self.row(int(number)) for number in numbers]
                if self.collate_fn is None:
                    yield tuple(stack_rows(values))
                    continue
                columns = [list(column) for column in zip(*values, strict=True)]
                try:
                    result = self.collate_fn(*columns, BatchInfo(epoch, place))
                except Exception as error:
                    raise user_error(error, "collate_fn", place) from None
                yield self._made(result, place)

        return rows


class _Remembered:
    """A generator that has run only once: its rows are kept for further epochs."""

    def __init__(self, generator: Iterator[Any]):
        self._generator, self._rows, self._lock = generator, [], threading.Lock()  # type: ignore[var-annotated]

    def __iter__(self) -> Iterator[Any]:
        for place in itertools.count():
            with self._lock:
                if place == len(self._rows):
                    try:
                        self._rows.append(next(self._generator))
                    except StopIteration:
                        return
            yield self._rows[place]


class NumpySlicesDataset(GeneratorDataset):
    """Rows of arrays, lists or tuples, along their first axis.

    Args:
        data: an array or a list for one column; a tuple of them or a dict for several.
        column_names: the names; by default the keys of a dict, "column_0" and so on for anything else.
        num_samples, shuffle, sampler, num_shards, shard_id: as for `GeneratorDataset`.
        num_parallel_workers: accepted for MindSpore's sake: rows in memory need none.

    Raises:
        ValueError: where the lengths of the columns differ.

    >>> data = NumpySlicesDataset({"x": [1, 2], "y": [3.0, 4.0]}, shuffle=False)
    >>> [[value.item() for value in row] for row in data]
    [[1, 3.0], [2, 4.0]]
    """

    def __init__(
        self,
        data: Any,
        column_names: Any = None,
        num_samples: Any = None,
        num_parallel_workers: Any = 1,
        shuffle: Any = None,
        sampler: Any = None,
        num_shards: Any = None,
        shard_id: Any = None,
    ):
        slices = _Slices(data, column_names)
        super().__init__(
            slices, slices.names, num_samples=num_samples, num_parallel_workers=num_parallel_workers, shuffle=shuffle,
            sampler=sampler, num_shards=num_shards, shard_id=shard_id, python_multiprocessing=False,
        )  # fmt: skip

    def arrays(self) -> list[np.ndarray] | None:
        return self.source.arrays

    def open(self, run: Run) -> Epoch:
        arrays = self.arrays()
        if arrays is None:
            order = self.sampler.order(self.length(), self)
            return lambda: map(self.row, order())
        order, row = self.sampler.order(self.length(), self), row_of(arrays)
        return lambda: map(row, order())

    def plan(self, run: Run, ordered: bool = False) -> Plan:
        return MappableDataset.plan(self, run, ordered)


class _Slices:
    """Columns of the same length."""

    def __init__(self, data: Any, column_names: Any):
        who = "NumpySlicesDataset"
        if not isinstance(data, list | tuple | dict | np.ndarray):
            raise TypeError(
                f"For '{who}', the 'data' must be a list, tuple, dict or array, but got {type(data).__name__}."
            )
        if len(data) == 0:
            raise ValueError(f"For '{who}', the 'data' must not be empty.")
        if column_names is not None:
            column_names = check_columns(column_names, "column_names", who)
        if isinstance(data, dict):
            columns, names = list(data.values()), list(data)
        elif isinstance(data, tuple):
            columns, names = list(data), None
        else:
            columns, names = [data], None
        self.names = column_names or names or [f"column_{place}" for place in range(len(columns))]
        if len(self.names) != len(columns):
            raise ValueError(f"For '{who}', expected {len(columns)} 'column_names', but got {len(self.names)}.")
        lengths = {len(column) for column in columns}
        if len(lengths) > 1:
            raise ValueError(f"For '{who}', the columns must have the same length, but got {sorted(lengths)}.")
        self.columns, self.count = columns, lengths.pop()
        arrays = [_as_array(column) for column in columns]
        self.arrays = None if any(array is None for array in arrays) else arrays

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, number: int) -> tuple:
        return tuple([column[number] for column in self.columns])


def _as_array(column: Any) -> np.ndarray | None:
    """The column as one array, where each of its rows has the same dtype and shape."""
    if isinstance(column, np.ndarray):
        return column if column.dtype.kind in "fiub" else None
    kinds = {type(value) for value in column}
    if len(kinds) > 1 or not kinds <= {int, float, bool}:
        return None
    array = np.asarray(column)
    return array if array.dtype.kind in "fib" else None


class PaddedDataset(GeneratorDataset):
    """Rows to fill up with, as a list of dicts of arrays.

    >>> padding = PaddedDataset([{"x": np.array(0)}, {"x": np.array(1)}])
    >>> padding.get_dataset_size()
    2
    """

    def __init__(self, padded_samples: Any):
        check_type(padded_samples, list, "padded_samples", "PaddedDataset")
        if not padded_samples:
            raise ValueError("For 'PaddedDataset', the 'padded_samples' must not be empty.")
        names = list(padded_samples[0])
        rows = [tuple(sample[name] for name in names) for sample in padded_samples]
        super().__init__(rows, names, num_parallel_workers=1, shuffle=False)
        self.padded_samples = padded_samples
