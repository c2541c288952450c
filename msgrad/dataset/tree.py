"""`Dataset`: a node of a pipeline, and what every pipeline can do.

A node knows its children, its columns (`names`) and how to run: `open` gives a function whose every call iterates one
epoch of rows. What lasts from epoch to epoch (random streams, counters) lives in that function; a node itself never
changes. Where a batch is made of rows that nobody looks at before, `plan` lets the batch be made at once (see `Plan`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from msgrad import _names
from msgrad._checkparam import check_bool, check_type
from msgrad.common.tensor import stands_in
from msgrad.dataset import config
from msgrad.dataset.iterators import DictIterator, TupleIterator
from msgrad.dataset.rows import stacked
from msgrad.dataset.run import Ahead, Epoch, InTurn, Run

MAX_WORKERS = 512


class Plan(NamedTuple):
    """Rows that are only collected before they become a batch.

    ``epoch`` iterates items, which stand for rows; ``take`` makes the columns of a batch from a list of items;
    ``steps`` are the transforms that are then due on whole columns, as (number of the column, transform).
    ``uniform``: each column has one shape and dtype; ``in_order``: batches must be made one after the other.
    """

    epoch: Epoch
    take: Callable[[list], list]
    steps: list[tuple[int, Any]]
    uniform: bool = False
    in_order: bool = False


def stack_rows(rows: list[tuple]) -> list:
    """The columns of a batch of rows."""
    return [stacked(values, number) for number, values in enumerate(zip(*rows, strict=True))]


def check_workers(value: Any, who: str) -> int | None:
    """TypeError unless it is None or an int, ValueError unless it is in a sensible range."""
    if value is None:
        return None
    check_type(value, int, "num_parallel_workers", who)
    if not 1 <= value <= MAX_WORKERS:
        raise ValueError(f"For '{who}', the 'num_parallel_workers' must be in [1, {MAX_WORKERS}], but got {value}.")
    return value


def check_columns(columns: Any, argument: str, who: str) -> list[str]:
    """The list of names: TypeError unless it is a str or a list of str, ValueError where it is empty or repeats."""
    if isinstance(columns, str):
        columns = [columns]
    if not isinstance(columns, list | tuple):
        raise TypeError(
            f"For '{who}', the '{argument}' must be a str or a list of str, but got {type(columns).__name__}."
        )
    columns = list(columns)
    if not columns:
        raise ValueError(f"For '{who}', the '{argument}' must not be empty.")
    for place, column in enumerate(columns):
        if not isinstance(column, str):
            raise TypeError(f"For '{who}', '{argument}[{place}]' must be a str, but got {type(column).__name__}.")
        if not column:
            raise ValueError(f"For '{who}', '{argument}[{place}]' must not be empty.")
    if len(set(columns)) != len(columns):
        raise ValueError(f"For '{who}', the names in '{argument}' must differ, but got {columns}.")
    return columns


class _DatasetType(type):
    """The class of data sets, which go by MindSpore's names where msgrad stands in for it: scripts print types."""

    def __repr__(cls) -> str:
        module = _names.home(cls.__name__, "mindspore.dataset") if stands_in() else None
        if module is None or not cls.__module__.startswith("msgrad."):
            return super().__repr__()
        return f"<class '{module}.{cls.__qualname__}'>"


class Dataset(metaclass=_DatasetType):
    """The base of all sources and operations.

    A data set may be used by one other only: ``b = a.batch(2); c = a.batch(3)`` makes both unusable, as in MindSpore.
    """

    def __init__(self, children: Iterable[Dataset] = (), num_parallel_workers: int | None = None, cache: Any = None):
        if cache is not None:
            raise NotImplementedError(
                f"For '{type(self).__name__}', a 'cache' is not supported: it needs MindSpore's cache server."
            )
        self.children = list(children)
        self.num_parallel_workers = check_workers(num_parallel_workers, type(self).__name__)
        self.parent: list[Dataset] = []
        for child in self.children:
            child.parent.append(self)

    # -- what a node defines -------------------------------------------------------------------------------------

    def names(self) -> list[str]:
        """The names of the columns."""
        return self.children[0].names()

    def open(self, run: Run) -> Epoch:
        """A function whose every call iterates the rows of one epoch."""
        raise NotImplementedError(f"{type(self).__name__} cannot run.")

    def plan(self, run: Run, ordered: bool = False) -> Plan:
        """How batches can be made of the rows; ``ordered``: they are made of all rows, in their order."""
        return Plan(self.open(run), stack_rows, [])

    def size(self) -> int:
        """The number of rows of an epoch."""
        return self.children[0].size()

    # -- the tree ------------------------------------------------------------------------------------------------

    def check_tree(self) -> None:
        """ValueError where a node has two consumers."""
        if len(self.parent) > 1:
            raise ValueError(f"The data pipeline is not a tree (i.e., one node has {len(self.parent)} consumers)")
        for child in self.children:
            child.check_tree()

    def workers(self) -> int:
        """The number of workers of this node."""
        return self.num_parallel_workers or config.get_num_parallel_workers()

    def __deepcopy__(self, memo: dict) -> Dataset:
        import copy

        made = object.__new__(type(self))
        memo[id(self)] = made
        made.__dict__.update(self.__dict__)
        made.children = [copy.deepcopy(child, memo) for child in self.children]
        made.parent = [memo[id(node)] for node in self.parent if id(node) in memo]
        return made

    # -- iterators -----------------------------------------------------------------------------------------------

    def create_tuple_iterator(
        self, columns: Any = None, num_epochs: int = -1, output_numpy: bool = False, do_copy: bool = False
    ) -> TupleIterator:
        """An iterator whose rows are lists.

        Args:
            columns: the names of those that are wanted, in their order; None for all.
            num_epochs: how often it can be gone through; -1: without end.
            output_numpy: numpy arrays instead of Tensors (strings are numpy arrays in any case).
            do_copy: accepted for MindSpore's sake: Tensors never share memory with the pipeline here.

        >>> from msgrad.dataset import NumpySlicesDataset
        >>> [row[0].item() for row in NumpySlicesDataset([1, 2, 3], shuffle=False).create_tuple_iterator(num_epochs=1)]
        [1, 2, 3]
        """
        if columns is not None:
            columns = check_columns(columns, "columns", "create_tuple_iterator")
        self._check_iterator(num_epochs, output_numpy, do_copy, "create_tuple_iterator")
        return TupleIterator(self, columns, num_epochs, output_numpy, do_copy)

    def create_dict_iterator(
        self, num_epochs: int = -1, output_numpy: bool = False, do_copy: bool = False
    ) -> DictIterator:
        """An iterator whose rows are dicts; arguments as for `create_tuple_iterator`."""
        self._check_iterator(num_epochs, output_numpy, do_copy, "create_dict_iterator")
        return DictIterator(self, num_epochs, output_numpy, do_copy)

    @staticmethod
    def _check_iterator(num_epochs: Any, output_numpy: Any, do_copy: Any, who: str) -> None:
        check_type(num_epochs, int, "num_epochs", who)
        check_type(output_numpy, bool, "output_numpy", who)
        check_type(do_copy, bool, "do_copy", who)
        if num_epochs == 0 or num_epochs < -1:
            error = RuntimeError if num_epochs == 0 else ValueError
            raise error(f"For '{who}', the 'num_epochs' must be -1 or above 0, but got {num_epochs}.")

    def __iter__(self) -> TupleIterator:
        return self.create_tuple_iterator(num_epochs=1)

    def __len__(self) -> int:
        return self.get_dataset_size()

    def as_projected(self, columns: list[str]) -> Dataset:
        """This data set with some of its columns, without becoming its consumer."""
        from msgrad.dataset.operations import ProjectDataset

        made = ProjectDataset(self, columns)
        self.parent.pop()
        return made

    def rows(self) -> Any:
        """The rows of one epoch, in the caller's own thread."""
        run = Run()
        try:
            reader = InTurn(self.open(run), 1, run)
            while (row := reader.get()) is not Ahead.END:
                yield row
        finally:
            run.close()

    # -- what it says of itself ----------------------------------------------------------------------------------

    def get_col_names(self) -> list[str]:
        """The names of the columns."""
        self.check_tree()
        return list(self.names())

    def get_dataset_size(self) -> int:
        """The number of rows (batches) of an epoch. What cannot be known otherwise is found by running through."""
        self.check_tree()
        return self.size()

    def get_batch_size(self) -> int:
        """The batch size of the last `batch`, 1 without one, -1 where it varies."""
        return self.children[0].get_batch_size() if self.children else 1

    def get_repeat_count(self) -> int:
        """The count of the last `repeat`, 1 without one."""
        return self.children[0].get_repeat_count() if self.children else 1

    def get_class_indexing(self) -> dict:
        """The numbers of the classes by name, where the source has classes."""
        return self.children[0].get_class_indexing() if self.children else {}

    def num_classes(self) -> int | None:
        """The number of classes, where the source knows it."""
        return self.children[0].num_classes() if self.children else None

    def _first(self) -> tuple:
        self.check_tree()
        rows = self.rows()
        try:
            for row in rows:
                return row
        finally:
            rows.close()
        return ()

    def output_shapes(self, estimate: bool = False) -> list:
        """The shape of each column in the first row; with ``estimate`` of all rows, None where they differ."""
        check_type(estimate, bool, "estimate", "output_shapes")
        shapes = [[0] if isinstance(value, dict) else list(np.shape(value)) for value in self._first()]
        if not estimate:
            return shapes
        for row in self.rows():
            for number, value in enumerate(row):
                shape = np.shape(value)
                known = shapes[number]
                if len(known) != len(shape):
                    raise RuntimeError(
                        f"For 'output_shapes', the number of axes of column {self.names()[number]} differs from "
                        "row to row."
                    )
                shapes[number] = [a if a == b else None for a, b in zip(known, shape, strict=True)]
        return shapes

    def output_types(self) -> list:
        """The numpy dtype of each column in the first row."""
        types = []
        for value in self._first():
            dtype = np.asarray(value).dtype if not isinstance(value, dict) else np.dtype(object)
            types.append(np.dtype(f"{dtype.kind}") if dtype.kind in "US" else dtype)
        return types

    def is_shuffled(self) -> bool:
        """Whether the order of rows is random."""
        return any(child.is_shuffled() for child in self.children)

    def is_sharded(self) -> bool:
        """Whether only a part of several is read."""
        return any(child.is_sharded() for child in self.children)

    def is_sync(self) -> bool:
        """Whether a `sync_wait` stands in the pipeline."""
        return any(child.is_sync() for child in self.children)

    def get_init_step(self) -> int:
        """The step that `set_init_step` gave."""
        return getattr(self, "_init_step", 0)

    def set_init_step(self, init_step: int) -> None:
        """Keeps the step from which a training goes on."""
        self._init_step = check_type(init_step, int, "init_step", "set_init_step")

    @property
    def input_indexs(self) -> Any:
        """What was set last, an empty list before."""
        return getattr(self, "_input_indexs", [])

    @input_indexs.setter
    def input_indexs(self, value: Any) -> None:
        self._input_indexs = value

    @property
    def dataset_size(self) -> int | None:
        """The size where it was asked for or set; None before."""
        return getattr(self, "_dataset_size", None)

    @dataset_size.setter
    def dataset_size(self, value: int | None) -> None:
        self._dataset_size = value

    def reset(self) -> None:
        """Does nothing: every iterator starts anew."""

    def close_pool(self) -> None:
        """Does nothing: worker processes end with their iterator."""

    # -- operations ----------------------------------------------------------------------------------------------

    def map(
        self,
        operations: Any,
        input_columns: Any = None,
        output_columns: Any = None,
        num_parallel_workers: int | None = None,
        **kwargs: Any,
    ) -> Dataset:
        """Applies functions to every row.

        Args:
            operations: a function or transform, or a list of them, each of which gets what the one before returned.
                It takes as many arrays as there are columns, and returns an array or a tuple of them.
            input_columns: the names of the columns that go in; by default the first column.
            output_columns: the names of what comes out; by default those of the input. As many as go in take their
                places; otherwise they come first, before the columns that are left.
            num_parallel_workers: how many threads (or processes) work.
            python_multiprocessing: work in processes instead of threads.
            max_rowsize: accepted for MindSpore's sake: rows pass through pipes, of any size.
            callbacks: `DSCallback` objects.

        Raises:
            RuntimeError: when it runs, if a function fails; the message has its traceback.

        >>> from msgrad.dataset import NumpySlicesDataset
        >>> data = NumpySlicesDataset([1, 2], ["a"], shuffle=False).map(lambda x: x * 10, "a")
        >>> [row[0].item() for row in data]
        [10, 20]
        """
        from msgrad.dataset.map import MapDataset

        return MapDataset(self, operations, input_columns, output_columns, num_parallel_workers, **kwargs)

    def batch(
        self, batch_size: Any, drop_remainder: bool = False, num_parallel_workers: int | None = None, **kwargs: Any
    ) -> Dataset:
        """Joins rows to batches.

        Args:
            batch_size: how many rows, or a function of a `BatchInfo` that says so for each batch.
            drop_remainder: leave out a last batch that is not full.
            num_parallel_workers: how many threads (or processes) call ``per_batch_map``.
            per_batch_map: a function that gets a list of values for each input column, and a `BatchInfo`, and returns a
                tuple of lists.
            input_columns, output_columns: as for `map`; by default all columns.
            python_multiprocessing: call ``per_batch_map`` in processes.
            max_rowsize: accepted for MindSpore's sake.

        Raises:
            RuntimeError: when it runs, if shapes or dtypes in a batch differ.

        >>> from msgrad.dataset import NumpySlicesDataset
        >>> [row[0].tolist() for row in NumpySlicesDataset([1, 2, 3], shuffle=False).batch(2)]
        [[1, 2], [3]]
        """
        from msgrad.dataset.batches import BatchDataset

        return BatchDataset(self, batch_size, drop_remainder, num_parallel_workers, **kwargs)

    def padded_batch(
        self,
        batch_size: Any,
        drop_remainder: bool = False,
        num_parallel_workers: int | None = None,
        pad_info: Any = None,
    ) -> Dataset:
        """Joins rows to batches, and pads them.

        Args:
            batch_size, drop_remainder, num_parallel_workers: as for `batch`.
            pad_info: a dict of (shape, value) by column; None in a shape (or for it) stands for the longest of the
                batch, a value of None for 0 or "". An empty dict pads all columns; None pads nothing.
        """
        from msgrad.dataset.batches import PaddedBatchDataset

        return PaddedBatchDataset(self, batch_size, drop_remainder, num_parallel_workers, pad_info)

    def bucket_batch_by_length(
        self,
        column_names: list[str],
        bucket_boundaries: list[int],
        bucket_batch_sizes: list[int],
        element_length_function: Callable | None = None,
        pad_info: Any = None,
        pad_to_bucket_boundary: bool = False,
        drop_remainder: bool = False,
    ) -> Dataset:
        """Puts rows of about the same length into batches.

        Args:
            column_names: the columns that the length is taken from.
            bucket_boundaries: the lengths at which the buckets end (the last has no end); increasing.
            bucket_batch_sizes: the batch size of each bucket, one more than boundaries.
            element_length_function: the length of a row, of its columns; by default the first axis of the one column.
            pad_info: as for `padded_batch`.
            pad_to_bucket_boundary: pad open axes to one below the end of the bucket.
            drop_remainder: leave out batches that are not full.
        """
        from msgrad.dataset.batches import BucketBatchByLengthDataset

        return BucketBatchByLengthDataset(
            self, column_names, bucket_boundaries, bucket_batch_sizes, element_length_function, pad_info,
            pad_to_bucket_boundary, drop_remainder,
        )  # fmt: skip

    def shuffle(self, buffer_size: int) -> Dataset:
        """Draws each row at random from a buffer of so many; with the same seed in the same order as MindSpore."""
        from msgrad.dataset.operations import ShuffleDataset

        return ShuffleDataset(self, buffer_size)

    def repeat(self, count: int | None = None) -> Dataset:
        """So many times over; without end for None and -1."""
        from msgrad.dataset.operations import RepeatDataset

        return RepeatDataset(self, count)

    def skip(self, count: int) -> Dataset:
        """Without the first rows."""
        from msgrad.dataset.operations import SkipDataset

        return SkipDataset(self, count)

    def take(self, count: int = -1) -> Dataset:
        """Only the first rows; all for -1."""
        from msgrad.dataset.operations import TakeDataset

        return self if count == -1 and isinstance(count, int) else TakeDataset(self, count)

    def zip(self, datasets: Any) -> Dataset:
        """The columns of several data sets side by side, as long as the shortest."""
        from msgrad.dataset.operations import ZipDataset

        if isinstance(datasets, Dataset):
            datasets = (datasets,)
        elif not isinstance(datasets, tuple):
            raise TypeError(f"For 'zip', expected a Dataset or a tuple of them, but got {type(datasets).__name__}.")
        return ZipDataset((self, *datasets))

    def concat(self, datasets: Any) -> Dataset:
        """The rows of several data sets one after the other; their columns must have the same names and types."""
        from msgrad.dataset.operations import ConcatDataset

        if isinstance(datasets, Dataset):
            datasets = [datasets]
        elif not isinstance(datasets, list):
            raise TypeError(f"For 'concat', expected a Dataset or a list of them, but got {type(datasets).__name__}.")
        return ConcatDataset([self, *datasets])

    def __add__(self, datasets: Any) -> Dataset:
        return self.concat(datasets)

    def filter(
        self, predicate: Callable, input_columns: Any = None, num_parallel_workers: int | None = None
    ) -> Dataset:
        """Only the rows for which a function of the columns (by default all) is true."""
        from msgrad.dataset.map import FilterDataset

        return FilterDataset(self, predicate, input_columns, num_parallel_workers)

    def project(self, columns: Any) -> Dataset:
        """Only some columns, in the given order."""
        from msgrad.dataset.operations import ProjectDataset

        return ProjectDataset(self, columns)

    def rename(self, input_columns: Any, output_columns: Any) -> Dataset:
        """Other names for columns."""
        from msgrad.dataset.operations import RenameDataset

        return RenameDataset(self, input_columns, output_columns)

    def split(self, sizes: Sequence, randomize: bool = True) -> tuple[Dataset, ...]:
        """Several data sets of the given numbers (or shares) of rows, drawn at random or one after the other."""
        from msgrad.dataset.operations import split

        return split(self, sizes, randomize)

    def flat_map(self, func: Callable[..., Dataset]) -> Dataset:
        """The data sets that a function makes of each row, one after the other. The rows are read at once."""
        if not callable(func):
            raise TypeError(f"For 'flat_map', the 'func' must be a function, but got {type(func).__name__}.")
        made: Dataset | None = None
        for row in self.create_tuple_iterator(num_epochs=1, output_numpy=True):
            part = func(*row)
            if not isinstance(part, Dataset):
                raise TypeError(
                    f"For 'flat_map', the 'func' must return a Dataset, but returned {type(part).__name__}."
                )
            made = part if made is None else made.concat(part)
        if made is None:
            raise RuntimeError("For 'flat_map', there are no rows.")
        return made

    def apply(self, apply_func: Callable[[Dataset], Dataset]) -> Dataset:
        """What a function makes of this data set."""
        if not callable(apply_func):
            raise TypeError(f"For 'apply', the 'apply_func' must be a function, but got {type(apply_func).__name__}.")
        made = apply_func(self)
        if not isinstance(made, Dataset):
            raise TypeError(f"For 'apply', the 'apply_func' must return a Dataset, but returned {type(made).__name__}.")
        return made

    def save(self, file_name: str, num_files: int = 1, file_type: str = "mindrecord") -> None:
        """Writes one epoch into MindRecord files."""
        from msgrad.dataset.save import save

        save(self, file_name, num_files, file_type)

    # -- what MindSpore does with devices ------------------------------------------------------------------------

    def device_que(
        self, send_epoch_end: bool = True, create_data_info_queue: bool = False, queue_name: str = ""
    ) -> Any:
        """Not supported: iterate instead, rows become Tensors on the device."""
        check_bool_type(send_epoch_end, "send_epoch_end", "device_que")
        raise NotImplementedError(
            "For 'device_que', there is no queue of a device here: iterate over the data set, or give it to "
            "`Model.train` or "
            "`mindspore.data_sink`."
        )

    def to_device(self, send_epoch_end: bool = True, create_data_info_queue: bool = False) -> Any:
        """Not supported, as `device_que`."""
        return self.device_que(send_epoch_end, create_data_info_queue)

    def sync_wait(self, condition_name: str, num_batch: int = 1, callback: Callable | None = None) -> Dataset:
        """Not supported: the rows would wait for `sync_update`."""
        check_type(condition_name, str, "condition_name", "sync_wait")
        check_type(num_batch, int, "num_batch", "sync_wait")
        if num_batch <= 0:
            raise ValueError(f"For 'sync_wait', the 'num_batch' must be above 0, but got {num_batch}.")
        raise NotImplementedError(
            "'sync_wait' is not supported: use a `WaitedDSCallback` in `map` to wait for the training."
        )

    def sync_update(self, condition_name: str, num_batch: int | None = None, data: Any = None) -> None:
        """RuntimeError, since no condition can have been made."""
        check_type(condition_name, str, "condition_name", "sync_update")
        raise RuntimeError(f"For 'sync_update', there is no condition named '{condition_name}'.")

    def set_dynamic_columns(self, columns: Any = None) -> None:
        """Does nothing: shapes may vary from row to row in any case."""


def check_bool_type(value: Any, argument: str, who: str) -> None:
    """TypeError unless it is a bool."""
    check_bool(value, argument, who)
