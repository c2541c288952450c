"""A pipeline that runs: its stop signal, the background thread that works ahead, workers for slow operations."""

from __future__ import annotations

import atexit
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Any

from msgrad.dataset import config
from msgrad.dataset.errors import pipeline_error

Epoch = Callable[[], Iterable[Any]]

_SLOW = 1e-4  # seconds a row, from where on handing it to a thread pays
_PATIENCE = 10.0  # seconds that the end of Python waits for the row that is at work
_PROBE = 8  # rows that are timed before that is decided


_runs: weakref.WeakSet[Run] = weakref.WeakSet()


@atexit.register
def _end_all() -> None:
    """Ends all runs and waits for their threads: one that Python kills inside of C++ code takes the process with it."""
    runs = list(_runs)
    for run in runs:
        run.close()
    deadline = time.monotonic() + _PATIENCE
    for run in runs:
        if run.thread is not None and run.thread is not threading.current_thread():
            run.thread.join(max(deadline - time.monotonic(), 0))


class Run:
    """One run of a pipeline, from the creation of an iterator to its end: keeps what must be closed then."""

    thread: threading.Thread | None = None  # that works ahead

    def __init__(self) -> None:
        self._closers: list[Callable[[], None]] = []
        self.stopped = threading.Event()
        _runs.add(self)

    def on_close(self, closer: Callable[[], None]) -> None:
        """Calls `closer` when the run ends."""
        self._closers.append(closer)

    def close(self) -> None:
        """Ends the run; a second call does nothing."""
        self.stopped.set()
        while self._closers:
            self._closers.pop()()


class Workers:
    """`count` threads that do one function on a stream of items, in order: the items go round to the workers.

    The end of an epoch takes a turn, too: in MindSpore it does, and so the workers' random streams meet the same rows.
    What takes little time is done on the spot, since a thread would cost more than it saves.
    """

    def __init__(self, count: int, run: Run) -> None:
        self.count = count
        self._turn = 0  # of the next epoch's first item
        self._threads: list[Any] = []
        self._slow: bool | None = None if count > 1 and not config.get_debug_mode() else False
        run.on_close(self.close)

    def map(self, items: Iterable[Any], call: Callable[[int, int, Any], Any]) -> Generator[Any, None, None]:
        """``call(worker, number, item)`` of every item."""
        turn, number = self._turn, -1
        numbered = enumerate(items)
        if self._slow is None:
            for number, result in self._probe(numbered, call, turn):  # noqa: B007
                yield result
        if not self._slow:
            for number, item in numbered:
                yield call((turn + number) % self.count, number, item)
            self._turn = turn + number + 2
            return
        threads = self._started()
        waiting: deque[Any] = deque()
        try:
            for number, item in numbered:
                worker = (turn + number) % self.count
                waiting.append(threads[worker].submit(call, worker, number, item))
                if len(waiting) >= 4 * self.count:
                    yield waiting.popleft().result()
            self._turn = turn + number + 2
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

    def _probe(self, numbered: Iterator[tuple[int, Any]], call: Callable, turn: int) -> Iterator[tuple[int, Any]]:
        spent = []
        for number, item in numbered:
            start = time.perf_counter()
            result = call((turn + number) % self.count, number, item)
            spent.append(time.perf_counter() - start)
            yield number, result
            if len(spent) == _PROBE:
                self._slow = sorted(spent)[_PROBE // 2] > _SLOW
                return

    def _started(self) -> list[Any]:
        if not self._threads:
            from concurrent.futures import ThreadPoolExecutor

            self._threads = [ThreadPoolExecutor(1, "dataset-worker") for _ in range(self.count)]
        return self._threads

    def close(self) -> None:
        """Lets the threads end."""
        for thread in self._threads:
            thread.shutdown(wait=False, cancel_futures=True)
        self._threads = []


class Ahead:
    """A thread that runs the epochs of a pipeline ahead of who reads them, by at most so many rows."""

    END = object()  # of an epoch

    def __init__(self, epoch: Epoch, num_epochs: int, run: Run) -> None:
        self._room = threading.Semaphore(config.get_prefetch_size())
        self._ready = threading.Semaphore(0)
        self._items: deque[Any] = deque()
        self._thread = run.thread = threading.Thread(
            target=_work, args=(epoch, num_epochs, run, self._items, self._room, self._ready), daemon=True,
            name="dataset-pipeline",
        )  # fmt: skip
        self._thread.start()
        run.on_close(self._room.release)

    def get(self) -> Any:
        """The next row, `END` after the last of an epoch; raises what the pipeline raised."""
        self._ready.acquire()
        kind, item = self._items.popleft()
        self._room.release()
        if kind == "error":
            self._items.append((kind, item))  # it stays broken
            self._ready.release()
            raise item
        return item


def _work(epoch: Epoch, num_epochs: int, run: Run, items: deque, room: Any, ready: Any) -> None:
    def put(kind: str, item: Any) -> None:
        room.acquire()
        items.append((kind, item))
        ready.release()

    done = 0
    try:
        while done != num_epochs and not run.stopped.is_set():
            rows = iter(epoch())
            empty = True
            for row in rows:
                empty = False
                put("row", row)
                if run.stopped.is_set():
                    break
            if run.stopped.is_set():
                if hasattr(rows, "close"):
                    rows.close()
                break
            done += 1
            put("row", Ahead.END)
            if empty and num_epochs < 0:
                time.sleep(0.001)  # an endless run over nothing
    except BaseException as error:
        put("error", error)


class InTurn:
    """As `Ahead`, but without a thread: for debugging, and for a look at the first row."""

    def __init__(self, epoch: Epoch, num_epochs: int, run: Run) -> None:
        self._rows = self._all(epoch, num_epochs)
        run.on_close(self._rows.close)

    @staticmethod
    def _all(epoch: Epoch, num_epochs: int) -> Generator[Any, None, None]:
        done = 0
        while done != num_epochs:
            yield from epoch()
            yield Ahead.END
            done += 1

    def get(self) -> Any:
        """The next row, `END` after the last of an epoch."""
        return next(self._rows)


def close_with(owner: Any, run: Run) -> None:
    """Ends the run when `owner` is gone, at the latest when Python ends."""
    weakref.finalize(owner, run.close)


# -- processes ---------------------------------------------------------------------------------------------------

_function: Callable | None = None


def _take(function: Callable) -> None:
    global _function
    _function = function


def _call(*arguments: Any) -> Any:
    assert _function is not None
    return _function(*arguments)


def _nothing() -> None:
    pass


class Processes:
    """`count` worker processes that call one function; item k is process k % count's. A dead one is an error."""

    def __init__(self, count: int, run: Run, function: Callable, what: str) -> None:
        import multiprocessing
        import warnings
        from concurrent.futures import ProcessPoolExecutor

        self.count, self._what = count, what
        context = multiprocessing.get_context(config.get_multiprocessing_start_method())
        self._pools = [
            ProcessPoolExecutor(1, context, initializer=_take, initargs=(function,)) for _ in range(count)
        ]  # fmt: skip
        run.on_close(self.close)
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=".*fork.*")  # the children touch no device
            for pool in self._pools:
                pool.submit(_nothing)  # starts them now, before there are threads

    def map(self, items: Iterable[tuple]) -> Generator[tuple[int, Any], None, None]:
        """``(number, function(*item))`` of every item, in order; an exception takes the place of a result."""
        waiting: deque[Any] = deque()
        for number, item in enumerate(items):
            waiting.append((number, self._pools[number % self.count].submit(_call, *item)))
            if len(waiting) >= 4 * self.count:
                yield self._result(*waiting.popleft())
        while waiting:
            yield self._result(*waiting.popleft())

    def _result(self, number: int, future: Any) -> tuple[int, Any]:
        from concurrent.futures import TimeoutError as Timeout
        from concurrent.futures.process import BrokenProcessPool

        try:
            return number, future.result(config.get_multiprocessing_timeout_interval())
        except BrokenProcessPool:
            raise pipeline_error(
                f"{self._what}: a worker process ended before it had done row {number} (killed, out of memory, "
                "or a crash "
                "in the function)."
            ) from None
        except Timeout as error:
            if future.done():
                return number, error
            raise pipeline_error(
                f"{self._what}: a worker process did not answer within "
                f"{config.get_multiprocessing_timeout_interval()} s "
                f"on row {number}; config.set_multiprocessing_timeout_interval allows more."
            ) from None
        except Exception as error:
            return number, error

    def close(self) -> None:
        """Ends the processes."""
        for pool in self._pools:
            processes = list((getattr(pool, "_processes", None) or {}).values())
            pool.shutdown(wait=False, cancel_futures=True)
            for process in processes:
                process.terminate()
        self._pools = []
