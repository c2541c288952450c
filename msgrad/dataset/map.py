"""`map` and `filter`: functions on rows."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from msgrad._checkparam import check_type
from msgrad.dataset import config
from msgrad.dataset.callback import Events, check_callbacks
from msgrad.dataset.debug import with_hooks
from msgrad.dataset.errors import RowError, pipeline_error, user_error
from msgrad.dataset.random_state import seed_in_use
from msgrad.dataset.rows import as_column
from msgrad.dataset.run import Epoch, Processes, Run, Workers
from msgrad.dataset.tree import Dataset, Plan, check_columns, stack_rows

MAP_OPTIONS = ("python_multiprocessing", "max_rowsize", "cache", "callbacks", "offload")


def check_options(options: dict, known: tuple[str, ...], who: str) -> None:
    """TypeError for keyword arguments that there are not, and for values of other types."""
    for name in options:
        if name not in known:
            raise TypeError(f"'{who}' got an unexpected keyword argument '{name}'.")
    if options.get("python_multiprocessing") is not None:
        check_type(options["python_multiprocessing"], bool, "python_multiprocessing", who)
    size = options.get("max_rowsize")
    for part in size if isinstance(size, list) else [] if size is None else [size]:
        check_type(part, int, "max_rowsize", who)
    if options.get("cache") is not None:
        raise NotImplementedError(f"For '{who}', a 'cache' is not supported: it needs MindSpore's cache server.")
    if options.get("offload") is not None and check_type(options["offload"], bool, "offload", who):
        warnings.warn(f"For '{who}', 'offload' has no effect here: transforms run on the host.", stacklevel=5)


def input_places(names: list[str], columns: list[str]) -> list[int]:
    """Where the columns are; RuntimeError for one that is not there."""
    for column in columns:
        if column not in names:
            raise pipeline_error(
                f"Invalid parameter, input column name: {column} doesn't exist in the dataset columns {names}."
            )
    return [names.index(column) for column in columns]


def renamed(names: list[str], inputs: list[str], outputs: list[str]) -> list[str]:
    """The columns after an operation from inputs to outputs: in their places if as many, else outputs first."""
    if len(inputs) == len(outputs):
        new = dict(zip(inputs, outputs, strict=True))
        result = [new.get(name, name) for name in names]
    else:
        result = outputs + [name for name in names if name not in inputs]
    if len(set(result)) != len(result):
        raise pipeline_error(f"Invalid columns, an operation would give two columns the same name: {result}.")
    return result


def placed(row: tuple, places: list[int], values: tuple) -> tuple:
    """The row with new values, put as `renamed` puts the names."""
    if len(places) == len(values):
        made = list(row)
        for place, value in zip(places, values, strict=True):
            made[place] = value
        return tuple(made)
    return (*values, *[value for place, value in enumerate(row) if place not in places])


def name_of(operation: Any) -> str:
    """How an operation is called in messages."""
    return getattr(operation, "__name__", None) or type(operation).__name__


class _Failure(Exception):
    """An exception in an operation, with its name."""

    def __init__(self, operation: str, error: BaseException):
        super().__init__(operation, error)
        self.operation, self.error = operation, error


def apply_all(operations: list, columns: tuple) -> tuple:
    """The columns after one operation upon the other.

    Raises:
        _Failure: with what an operation raised, or what is wrong with its result.
    """
    for operation in operations:
        try:
            result = operation(*columns)
        except Exception as error:
            raise _Failure(name_of(operation), error) from error
        columns = result if isinstance(result, tuple) else (result,)
    try:
        return tuple([as_column(value) for value in columns])
    except RowError as error:
        raise _Failure(name_of(operations[-1]), error) from None


class _InProcess:
    """What a worker process runs: the operations with streams of their own."""

    def __init__(self, operations: list):
        self.operations = operations

    def __call__(self, *columns: Any) -> Any:
        try:
            return apply_all(self.operations, columns)
        except _Failure as failure:
            import traceback

            error = failure.error
            text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
            return failure.operation, text, f"{type(error).__name__}: {error}"


class _Remote(Exception):
    """An exception in a worker process: its traceback as text."""

    def __str__(self) -> str:
        return "in a worker process:\n" + self.args[0]


class MapDataset(Dataset):
    """Functions on every row; see `Dataset.map`."""

    def __init__(
        self,
        dataset: Dataset,
        operations: Any,
        input_columns: Any = None,
        output_columns: Any = None,
        num_parallel_workers: int | None = None,
        **options: Any,
    ):
        self.operations = self._check_operations(operations)
        self.input_columns = None if input_columns is None or input_columns == [] else check_columns(
            input_columns, "input_columns", "map"
        )  # fmt: skip
        self.output_columns = None if output_columns is None or output_columns == [] else check_columns(
            output_columns, "output_columns", "map"
        )  # fmt: skip
        check_options(options, MAP_OPTIONS, "map")
        self.callbacks = check_callbacks(options.get("callbacks"), "map")
        self.python_multiprocessing = bool(options.get("python_multiprocessing"))
        super().__init__([dataset], num_parallel_workers)

    @staticmethod
    def _check_operations(operations: Any) -> list:
        operations = list(operations) if isinstance(operations, list | tuple) else [operations]
        if not operations or operations == [None]:
            raise RuntimeError("For 'map', no 'operations' are given.")
        flat: list = []
        for operation in operations:
            if isinstance(operation, type) or not callable(operation):
                raise ValueError(
                    "For 'map', each of the 'operations' must be a function or a transform object, but got "
                    f"{operation!r}."
                )
            parts = getattr(operation, "transforms", None)
            flat += parts if type(operation).__name__ == "Compose" and isinstance(parts, list) else [operation]
        return flat

    # -- columns -------------------------------------------------------------------------------------------------

    def _inputs(self) -> list[str]:
        return self.input_columns or self.children[0].names()[:1]

    def names(self) -> list[str]:
        inputs = self._inputs()
        input_places(self.children[0].names(), inputs)
        return renamed(self.children[0].names(), inputs, self.output_columns or inputs)

    # -- running -------------------------------------------------------------------------------------------------

    def plan(self, run: Run, ordered: bool = False) -> Plan:
        """Transforms at the end that can do whole columns wait until there is a batch."""
        inputs, first = self._inputs(), len(self.operations)
        single = len(inputs) == len(self.output_columns or inputs) == 1
        if single and not self.callbacks and not self.python_multiprocessing:
            while first and hasattr(self.operations[first - 1], "apply_batch"):
                first -= 1
        if config.get_error_samples_mode() or config.get_debug_mode():
            first = len(self.operations)
        place = input_places(self.children[0].names(), inputs)[0]
        self.names()
        steps = [(place, operation) for operation in self.operations[first:]]
        if first and ordered and single and not self.callbacks and all(map(_by_batch, self.operations)):
            plan = self.children[0].plan(run, ordered)
            if plan.uniform:
                return self._drawn(plan, place)
        if first:
            return Plan(self._opened(run, self.operations[:first]), stack_rows, steps)
        plan = self.children[0].plan(run, ordered)
        return plan._replace(steps=[*plan.steps, *steps])

    def _drawn(self, plan: Plan, place: int) -> Plan:
        """The plan with random transforms on whole batches, each row of which has the stream of its worker."""
        seed, workers = seed_in_use(), _Turns(self.workers())
        copies = [copy_for_worker(self.operations, seed + number) for number in range(workers.count)]
        steps = []
        for kind in zip(*copies, strict=True):
            steps.append((place, _Drawn(list(kind), workers) if hasattr(kind[0], "apply_drawn") else kind[0]))

        def epoch() -> Iterator[Any]:
            workers.begin()
            return iter(plan.epoch())

        return plan._replace(epoch=epoch, steps=[*plan.steps, (place, workers), *steps], in_order=True)

    def open(self, run: Run) -> Epoch:
        return self._opened(run, self.operations)

    def _opened(self, run: Run, operations: list) -> Epoch:
        inputs = self._inputs()
        places = input_places(self.children[0].names(), inputs)
        self.names()
        work = self._in_processes if self.python_multiprocessing else self._in_threads
        if not self.callbacks:
            return work(run, operations, places, lambda: self.children[0].open(run))
        events = Events(self.callbacks)
        return events.after(work(run, operations, places, lambda: events.before(self.children[0].open(run))))

    def _expected(self) -> int:
        return len(self.output_columns or self._inputs())

    def _in_threads(self, run: Run, operations: list, places: list[int], source: Callable[[], Epoch]) -> Epoch:
        child = source()
        workers = Workers(self.workers(), run)
        operations = with_hooks(operations, config.debug_hooks())
        seed = seed_in_use()
        copies = [copy_for_worker(operations, seed + number) for number in range(workers.count)]
        expected, mode = self._expected(), config.get_error_samples_mode()
        single = places[0] if len(places) == 1 else None

        def call(worker: int, number: int, row: tuple) -> Any:
            columns = (row[single],) if single is not None else tuple([row[place] for place in places])
            try:
                values = apply_all(copies[worker], columns)
            except _Failure as failure:
                if mode:
                    return failure
                raise self._error(failure.operation, failure.error, number, places) from None
            return placed(row, places, self._counted(values, expected))

        if not mode:
            return lambda: workers.map(child(), call)
        return lambda: self._mended(workers.map(child(), call), mode)

    def _mended(self, rows: Iterator, mode: Any) -> Iterator[tuple]:
        """The rows without those that failed, or with the row before in their place."""
        last, missing = None, 0
        for row in rows:
            if isinstance(row, _Failure):
                if mode is config.ErrorSamplesMode.REPLACE:
                    missing += last is None
                    if last is not None:
                        yield last
                continue
            last = row
            yield row
            while missing:
                missing -= 1
                yield row
        if missing:
            raise pipeline_error("All rows failed in 'map', so that there is none to put in their places.")

    def _in_processes(self, run: Run, operations: list, places: list[int], source: Callable[[], Epoch]) -> Epoch:
        seed, count = seed_in_use(), self.workers()
        function = _InProcess(copy_for_worker(operations, seed))
        pool = Processes(count, run, function, "map operation")
        child = source()
        expected = self._expected()

        def rows() -> Iterator[tuple]:
            kept = []

            def columns() -> Iterator[tuple]:
                for row in child():
                    kept.append(row)
                    yield tuple([row[place] for place in places])

            for number, values in pool.map(columns()):
                row = kept.pop(0)
                if isinstance(values, BaseException):
                    raise self._error("map", values, number, places)
                if len(values) == 3 and isinstance(values[0], str):  # an operation failed
                    operation, text, _ = values
                    raise self._error(operation, _Remote(text), number, places)
                yield placed(row, places, self._counted(values, expected))

        return rows

    def _counted(self, values: tuple, expected: int) -> tuple:
        if len(values) != expected:
            raise pipeline_error(
                "Invalid columns, the number of columns returned in 'map' operations should match the number of "
                f"'output_columns', but got the number of columns returned in 'map' operations: {len(values)}, "
                "the number of "
                f"'output_columns': {expected}."
            )
        return values

    def _error(self, operation: str, error: BaseException, number: int, places: list[int]) -> RuntimeError:
        names = self.children[0].names()
        return user_error(error, f"map operation: [{operation}]", number, [names[place] for place in places])


def _by_batch(operation: Any) -> bool:
    return hasattr(operation, "apply_batch") or hasattr(operation, "apply_drawn")


class _Turns:
    """Which worker each row of a batch would have gone to: as in `Workers`. A step that changes nothing."""

    def __init__(self, count: int):
        self.count, self._next, self.now = count, -1, [0]

    def begin(self) -> None:
        """An epoch begins, and the end of the one before takes a turn."""
        self._next += 1

    def apply_batch(self, batch: np.ndarray) -> np.ndarray:
        self.now = [(self._next + number) % self.count for number in range(len(batch))]
        self._next += len(batch)
        return batch


class _Drawn:
    """A transform on a whole batch, random or not: each row draws from the stream of its worker's copy."""

    def __init__(self, copies: list, turns: _Turns):
        self.copies, self.turns = copies, turns
        self.__name__ = name_of(copies[0])

    def apply_batch(self, batch: np.ndarray) -> np.ndarray:
        first = self.copies[0]
        if first.can_draw(batch):
            shape = batch.shape[1:]
            return first.apply_drawn(batch, [self.copies[worker].draw(shape) for worker in self.turns.now])
        return np.stack([self.copies[worker](row) for worker, row in zip(self.turns.now, batch, strict=True)])


def copy_for_worker(operations: list, seed: int) -> list:
    """The operations for one worker: those that draw random numbers are copies with a stream of their own."""
    from msgrad.dataset.transforms.base import copy_for_worker

    return copy_for_worker(operations, seed)


class FilterDataset(Dataset):
    """Only some rows; see `Dataset.filter`."""

    def __init__(
        self, dataset: Dataset, predicate: Callable, input_columns: Any = None, num_parallel_workers: int | None = None
    ):
        if not callable(predicate):
            raise TypeError(f"For 'filter', the 'predicate' must be a function, but got {type(predicate).__name__}.")
        self.predicate = predicate
        self.input_columns = None if input_columns is None or input_columns == [] else check_columns(
            input_columns, "input_columns", "filter"
        )  # fmt: skip
        super().__init__([dataset], num_parallel_workers)

    def size(self) -> int:
        return sum(1 for _ in self.rows())

    def open(self, run: Run) -> Epoch:
        names = self.children[0].names()
        places = input_places(names, self.input_columns or names)
        child, workers = self.children[0].open(run), Workers(self.workers(), run)

        def call(worker: int, number: int, row: tuple) -> tuple | None:
            try:
                return row if bool(self.predicate(*[row[place] for place in places])) else None
            except Exception as error:
                raise user_error(error, f"filter predicate: [{name_of(self.predicate)}]", number) from None

        return lambda: (row for row in workers.map(child(), call) if row is not None)
