"""Operations that make batches."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

from msgrad._checkparam import check_type
from msgrad.dataset.errors import RowError, pipeline_error, user_error
from msgrad.dataset.map import check_options, input_places, name_of, placed, renamed
from msgrad.dataset.rows import as_column, padded, stacked
from msgrad.dataset.run import Epoch, Processes, Run, Workers
from msgrad.dataset.tree import Dataset, Plan, check_columns

INT32_MAX = 2**31 - 1


class BatchInfo:
    """What a function of `batch` is told: the number of the batch and of the epoch, both from 0."""

    def __init__(self, epoch: int, batch: int):
        self._epoch, self._batch = epoch, batch

    def get_epoch_num(self) -> int:
        """The number of the epoch."""
        return self._epoch

    def get_batch_num(self) -> int:
        """The number of the batch in its epoch."""
        return self._batch


def _check_batch_size(batch_size: Any, who: str) -> Any:
    if callable(batch_size):
        return batch_size
    check_type(batch_size, int, "batch_size", who)
    if batch_size == -1:
        raise RuntimeError(f"For '{who}', a 'batch_size' of -1 needs a 'batch_sampler' of the source.")
    if not 0 < batch_size <= INT32_MAX:
        raise ValueError(f"For '{who}', the 'batch_size' must be in [1, {INT32_MAX}], but got {batch_size}.")
    return batch_size


def check_pad_info(pad_info: Any, who: str) -> dict | None:
    """TypeError unless it is None or a dict of pairs."""
    if pad_info is None:
        return None
    check_type(pad_info, dict, "pad_info", who)
    for column, pair in pad_info.items():
        check_type(column, str, "pad_info", who)
        if pair is None:
            continue
        if not isinstance(pair, tuple) or len(pair) != 2:
            raise TypeError(
                f"For '{who}', 'pad_info[{column!r}]' must be a tuple of a shape and a value, but got {pair!r}."
            )
        shape, value = pair
        if shape is not None:
            check_type(shape, list, f"shape of {column}", who)
            for length in shape:
                if length is not None:
                    check_type(length, int, f"shape of {column}", who)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float | str | bytes)):
            raise TypeError(
                f"For '{who}', the value to pad '{column}' with must be a number or str, but got {value!r}."
            )
    return pad_info


def _check_parameters(function: Callable, count: int) -> None:
    """ValueError where a function cannot be called with so many arguments."""
    import inspect

    try:
        inspect.signature(function).bind(*[None] * count)
    except TypeError:
        raise ValueError(
            f"For 'batch', the 'per_batch_map' must take {count} arguments: a list for each of the "
            "'input_columns', and a "
            "BatchInfo."
        ) from None
    except ValueError:
        pass  # a builtin without a signature


class _Sizes:
    """The size of one batch after the other."""

    def __init__(self, batch_size: Any):
        self.batch_size = batch_size

    def __call__(self, info: BatchInfo) -> int:
        if not callable(self.batch_size):
            return self.batch_size
        try:
            size = self.batch_size(info)
        except Exception as error:
            raise user_error(error, "batch_size function") from None
        if isinstance(size, bool) or not isinstance(size, int) or size <= 0:
            raise user_error(
                RowError(f"the batch size function must return an int above 0, but returned {size!r}."),
                "batch_size function",
            )
        return size


def groups(items: Any, sizes: _Sizes, epoch: int, drop_remainder: bool) -> Iterator[tuple[BatchInfo, list]]:
    """The items of each batch."""
    info = BatchInfo(epoch, 0)
    group: list = []
    size = 0
    for item in items:
        if not group:
            size = sizes(info)
        group.append(item)
        if len(group) == size:
            yield info, group
            info, group = BatchInfo(epoch, info.get_batch_num() + 1), []
    if group and not drop_remainder:
        yield info, group


class BatchDataset(Dataset):
    """Rows joined to batches; see `Dataset.batch`."""

    def __init__(
        self,
        dataset: Dataset,
        batch_size: Any,
        drop_remainder: bool = False,
        num_parallel_workers: int | None = None,
        **options: Any,
    ):
        self.batch_size = _check_batch_size(batch_size, "batch")
        check_type(drop_remainder, bool, "drop_remainder", "batch")
        self.drop_remainder = drop_remainder
        known = ("per_batch_map", "input_columns", "output_columns", "python_multiprocessing", "max_rowsize")
        check_options(options, known, "batch")
        self.per_batch_map = options.get("per_batch_map")
        if self.per_batch_map is not None and not callable(self.per_batch_map):
            raise ValueError(f"For 'batch', the 'per_batch_map' must be a function, but got {self.per_batch_map!r}.")
        self.input_columns = self._columns(options, "input_columns")
        self.output_columns = self._columns(options, "output_columns")
        if self.per_batch_map is None and (self.input_columns or self.output_columns):
            raise ValueError("For 'batch', columns may be given only together with 'per_batch_map'.")
        if self.per_batch_map is not None and self.input_columns:
            _check_parameters(self.per_batch_map, len(self.input_columns) + 1)
        self.python_multiprocessing = bool(options.get("python_multiprocessing"))
        super().__init__([dataset], num_parallel_workers)

    @staticmethod
    def _columns(options: dict, argument: str) -> list[str] | None:
        columns = options.get(argument)
        return None if columns is None or columns == [] else check_columns(columns, argument, "batch")

    def get_batch_size(self) -> int:
        return -1 if callable(self.batch_size) else self.batch_size

    def size(self) -> int:
        if callable(self.batch_size):
            return sum(1 for _ in self.rows())
        rows = self.children[0].size()
        return rows // self.batch_size if self.drop_remainder else -(-rows // self.batch_size)

    def names(self) -> list[str]:
        names = self.children[0].names()
        if self.per_batch_map is None:
            return names
        inputs = self.input_columns or names
        input_places(names, inputs)
        return renamed(names, inputs, self.output_columns or inputs)

    def open(self, run: Run) -> Epoch:
        self.names()
        if self.per_batch_map is not None:
            return self._mapped(run)
        plan = self.children[0].plan(run, ordered=not (self.drop_remainder and callable(self.batch_size)))
        if any(getattr(step, "by_byte", False) for _, step in plan.steps):
            from msgrad.dataset.vision.bytes import together

            plan = plan._replace(steps=together(plan.steps))
        sizes, epochs = _Sizes(self.batch_size), iter(range(1 << 62))
        if plan.in_order:
            return lambda: self._in_order(plan, groups(plan.epoch(), sizes, next(epochs), False))
        workers = Workers(self.workers() if plan.steps else 1, run)

        def call(worker: int, number: int, group: tuple[BatchInfo, list]) -> tuple:
            return whole_batch(plan, group[1])

        return lambda: workers.map(groups(plan.epoch(), sizes, next(epochs), self.drop_remainder), call)

    def _in_order(self, plan: Plan, batches: Iterator[tuple[BatchInfo, list]]) -> Iterator[tuple]:
        """The batches one after the other; what is dropped has drawn its random numbers."""
        for _, group in batches:
            batch = whole_batch(plan, group)
            if not self.drop_remainder or len(group) == self.batch_size:
                yield batch

    # -- with a function of the user's ---------------------------------------------------------------------------

    def _mapped(self, run: Run) -> Epoch:
        names = self.children[0].names()
        inputs = self.input_columns or names
        places, outputs = input_places(names, inputs), self.output_columns or inputs
        function, what = self.per_batch_map, f"per_batch_map: [{name_of(self.per_batch_map)}]"
        assert function is not None
        pool = Processes(self.workers(), run, function, what) if self.python_multiprocessing else None
        child, sizes, epochs = self.children[0].open(run), _Sizes(self.batch_size), iter(range(1 << 62))

        def arguments(group: tuple[BatchInfo, list]) -> tuple:
            return (*[[row[place] for row in group[1]] for place in places], group[0])

        def finished(group: tuple[BatchInfo, list], result: Any, number: int) -> tuple:
            columns = _batch_columns(result, outputs, what, number)
            rest = tuple(zip(*group[1], strict=True))
            made = placed(rest, places, columns)
            for name, column in zip(outputs, columns, strict=True):
                if len(column) != len(group[1]):
                    raise pipeline_error(
                        f"Invalid data, column: {name} expects: {len(group[1])} rows returned from "
                        "'per_batch_map', got: "
                        f"{len(column)}"
                    )
            return tuple(stacked(column, place) for place, column in enumerate(made))

        def call(worker: int, number: int, group: tuple[BatchInfo, list]) -> tuple:
            try:
                result = function(*arguments(group))
            except Exception as error:
                raise user_error(error, what, number) from None
            return finished(group, result, number)

        def in_processes(batches: Any) -> Iterator[tuple]:
            kept = []

            def sent() -> Iterator[tuple]:
                for group in batches:
                    kept.append(group)
                    yield arguments(group)

            for number, result in pool.map(sent()):  # type: ignore[union-attr]
                if isinstance(result, BaseException):
                    raise user_error(result, what, number) from None
                yield finished(kept.pop(0), result, number)

        workers = Workers(self.workers(), run)

        def rows() -> Iterator[tuple]:
            batches = groups(child(), sizes, next(epochs), self.drop_remainder)
            return in_processes(batches) if pool is not None else workers.map(batches, call)

        return rows


def _batch_columns(result: Any, outputs: list[str], what: str, number: int) -> tuple:
    if not isinstance(result, tuple):
        result = (result,)
    if len(result) != len(outputs):
        raise user_error(
            RowError(f"expected {len(outputs)} columns (a tuple of lists), but {len(result)} were returned."),
            what,
            number,
        )
    columns = []
    for column in result:
        if not isinstance(column, list | tuple) and not (hasattr(column, "ndim") and column.ndim):
            raise user_error(RowError(f"a column must be a list, but got {type(column).__name__}."), what, number)
        try:
            columns.append([as_column(value) for value in column])
        except RowError as error:
            raise user_error(error, what, number) from None
    return tuple(columns)


def whole_batch(plan: Plan, items: list) -> tuple:
    """A batch of items, and what is due on its columns."""
    columns = plan.take(items)
    for place, step in plan.steps:
        made = step.of_bytes(columns[place]) if hasattr(step, "of_bytes") else None
        if made is not None:
            columns[place] = made
            continue
        for part in getattr(step, "steps", (step,)):
            try:
                columns[place] = part.apply_batch(columns[place])
            except Exception as error:
                raise user_error(error, f"map operation: [{name_of(part)}]") from None
    return tuple(columns)


# -- padding -----------------------------------------------------------------------------------------------------


def padded_columns(names: list[str], rows: list[tuple], pad_info: dict | None, bound: int | None = None) -> tuple:
    """The columns of a batch, padded; ``bound`` takes the place of open lengths."""
    columns = []
    for place, (name, values) in enumerate(zip(names, zip(*rows, strict=True), strict=True)):
        if pad_info is not None and (not pad_info or name in pad_info) and not isinstance(values[0], dict):
            shape, fill = pad_info.get(name) or (None, None)
            if bound is not None and values[0].ndim:
                shape = [bound if length is None else length for length in shape or [None] * values[0].ndim]
            values = tuple(padded(values, shape, fill, name))
        columns.append(stacked(values, place))
    return tuple(columns)


def check_padded(names: list[str], pad_info: dict | None) -> None:
    """RuntimeError for a column that is not there."""
    for name in pad_info or ():
        if name not in names:
            raise pipeline_error(
                f"PadInfo: the column name: {name} in 'pad_info' does not exist in the columns {names}."
            )


class PaddedBatchDataset(Dataset):
    """Rows joined to batches and padded; see `Dataset.padded_batch`."""

    def __init__(
        self,
        dataset: Dataset,
        batch_size: Any,
        drop_remainder: bool = False,
        num_parallel_workers: int | None = None,
        pad_info: Any = None,
    ):
        self.batch_size = _check_batch_size(batch_size, "padded_batch")
        check_type(drop_remainder, bool, "drop_remainder", "padded_batch")
        self.drop_remainder, self.pad_info = drop_remainder, check_pad_info(pad_info, "padded_batch")
        super().__init__([dataset], num_parallel_workers)

    get_batch_size = BatchDataset.get_batch_size
    size = BatchDataset.size

    def open(self, run: Run) -> Epoch:
        names = self.names()
        check_padded(names, self.pad_info)
        child, sizes, epochs = self.children[0].open(run), _Sizes(self.batch_size), iter(range(1 << 62))

        def rows() -> Iterator[tuple]:
            for _, group in groups(child(), sizes, next(epochs), self.drop_remainder):
                yield padded_columns(names, group, self.pad_info)

        return rows


class BucketBatchByLengthDataset(Dataset):
    """Batches of rows of about the same length; see `Dataset.bucket_batch_by_length`."""

    def __init__(
        self,
        dataset: Dataset,
        column_names: Any,
        bucket_boundaries: Any,
        bucket_batch_sizes: Any,
        element_length_function: Callable | None = None,
        pad_info: Any = None,
        pad_to_bucket_boundary: bool = False,
        drop_remainder: bool = False,
    ):
        who = "bucket_batch_by_length"
        check_type(column_names, list, "column_names", who)
        self.column_names = check_columns(column_names, "column_names", who)
        for name, numbers in (("bucket_boundaries", bucket_boundaries), ("bucket_batch_sizes", bucket_batch_sizes)):
            check_type(numbers, list, name, who)
            if not numbers:
                raise ValueError(f"For '{who}', the '{name}' must not be empty.")
            for number in numbers:
                check_type(number, int, name, who)
                if number <= 0:
                    raise ValueError(f"For '{who}', the '{name}' must be above 0, but got {numbers}.")
        if any(a >= b for a, b in itertools.pairwise(bucket_boundaries)):
            raise ValueError(f"For '{who}', the 'bucket_boundaries' must increase, but got {bucket_boundaries}.")
        if len(bucket_batch_sizes) != len(bucket_boundaries) + 1:
            raise ValueError(f"For '{who}', expected one more of 'bucket_batch_sizes' than of 'bucket_boundaries'.")
        if element_length_function is None and len(self.column_names) != 1:
            raise ValueError(f"For '{who}', without 'element_length_function' there must be exactly one column.")
        if element_length_function is not None and not callable(element_length_function):
            raise TypeError(f"For '{who}', the 'element_length_function' must be a function.")
        check_type(pad_to_bucket_boundary, bool, "pad_to_bucket_boundary", who)
        check_type(drop_remainder, bool, "drop_remainder", who)
        self.boundaries, self.sizes, self.length = bucket_boundaries, bucket_batch_sizes, element_length_function
        self.pad_info, self.to_boundary = check_pad_info(pad_info, who) or {}, pad_to_bucket_boundary
        self.drop_remainder = drop_remainder
        super().__init__([dataset])

    def get_batch_size(self) -> int:
        return 1

    def size(self) -> int:
        return sum(1 for _ in self.rows())

    def open(self, run: Run) -> Epoch:
        names = self.names()
        places = input_places(names, self.column_names)
        check_padded(names, self.pad_info)
        child = self.children[0].open(run)

        def rows() -> Iterator[tuple]:
            buckets: list[list[tuple]] = [[] for _ in self.sizes]
            for number, row in enumerate(child()):
                length = self._length(row, places, number)
                place = sum(length >= bound for bound in self.boundaries)
                bucket = buckets[place]
                bucket.append(row)
                if len(bucket) == self.sizes[place]:
                    buckets[place] = []
                    yield self._padded(names, bucket, place)
            if not self.drop_remainder:
                for place, bucket in enumerate(buckets):
                    if bucket:
                        yield self._padded(names, bucket, place)

        return rows

    def _length(self, row: tuple, places: list[int], number: int) -> int:
        if self.length is None:
            shape = row[places[0]].shape
            if not shape:
                raise pipeline_error(f"The column '{self.column_names[0]}' has no length: its rows are 0-D.")
            return shape[0]
        try:
            length = int(self.length(*[row[place] for place in places]))
        except Exception as error:
            raise user_error(error, "element_length_function", number) from None
        if length < 0:
            raise user_error(
                RowError(f"the length must not be negative, but is {length}."), "element_length_function", number
            )
        return length

    def _padded(self, names: list[str], rows: list[tuple], place: int) -> tuple:
        bound = None
        if self.to_boundary:
            if place == len(self.boundaries):
                raise pipeline_error(
                    "'pad_to_bucket_boundary' is True, but a row belongs to the last bucket, which has no boundary."
                )
            bound = self.boundaries[place] - 1
        return padded_columns(names, rows, self.pad_info, bound)
