"""Iterators over a running pipeline: rows as lists or dicts, of Tensors or numpy arrays."""

from __future__ import annotations

from typing import Any

from msgrad.dataset import config
from msgrad.dataset.errors import pipeline_error
from msgrad.dataset.run import Ahead, InTurn, Run, close_with


class Iterator:
    """The base: each ``for`` over it is one epoch. When nobody holds it any more, its threads end."""

    def __init__(self, dataset: Any, num_epochs: int = -1, output_numpy: bool = False, do_copy: bool = False) -> None:
        self.dataset = dataset
        self.num_epochs = num_epochs
        self._output_numpy, self._do_copy = output_numpy, do_copy
        self._run = Run()
        try:
            dataset.check_tree()
            self._names = dataset.names()
            self._epoch = dataset.open(self._run)
        except BaseException:
            self._run.close()
            raise
        close_with(self, self._run)
        self._rows: Any = None
        self._left = num_epochs
        self._fresh = True  # no row of the epoch has been asked for

    def __iter__(self) -> Any:
        return self

    def __next__(self) -> Any:
        if self._rows is None:
            if self._run.stopped.is_set():
                raise RuntimeError("The iterator has been released: make a new one.")
            self._rows = (InTurn if config.get_debug_mode() else Ahead)(self._epoch, self.num_epochs, self._run)
        if self._left == 0:
            raise pipeline_error(
                "EOF buffer encountered. User tries to fetch data beyond the specified number of epochs."
            )
        row = self._rows.get()
        if row is Ahead.END:
            self._left -= 1
            if self._left == 0:
                self._run.close()
            raise StopIteration
        return self._made(row)

    def release(self) -> None:
        """Ends the run: its threads and processes."""
        self._run.close()

    stop = release

    def get_col_names(self) -> list[str]:
        """The names of the columns."""
        return list(self._names)

    def _convert(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self._convert(item) for key, item in value.items()}
        if self._output_numpy or value.dtype.kind in "US":
            return value
        from msgrad.common.tensor import Tensor

        made = Tensor(value)
        made.__dict__["_of_numpy"] = True  # prints as MindSpore's does, which is the numpy array
        return made

    def _made(self, row: tuple) -> Any:
        raise NotImplementedError

    def __deepcopy__(self, memo: dict) -> Any:
        return self


class TupleIterator(Iterator):
    """Rows as lists, in the order of the columns or of those that were asked for."""

    def __init__(
        self, dataset: Any, columns: Any = None, num_epochs: int = -1, output_numpy: bool = False, do_copy: bool = False
    ):
        if columns is not None:
            dataset = dataset.as_projected([columns] if isinstance(columns, str) else columns)
        super().__init__(dataset, num_epochs, output_numpy, do_copy)

    def _made(self, row: tuple) -> list:
        return [self._convert(value) for value in row]


class DictIterator(Iterator):
    """Rows as dicts by the names of the columns."""

    def _made(self, row: tuple) -> dict:
        return {name: self._convert(value) for name, value in zip(self._names, row, strict=True)}
