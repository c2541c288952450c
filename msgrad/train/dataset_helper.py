"""Batches of a data set, epoch by epoch, for training loops."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgrad._checkparam import check_bool, check_type

__all__ = ["DatasetHelper", "connect_network_with_dataset"]


class DatasetHelper:
    """Iterates over a data set, again and again; each element is a list of Tensors.

    Args:
        dataset: a data set.
        dataset_sink_mode: must be False in loops of one's own: there is no queue on the device.
        sink_size: how many batches an iteration takes; -1 for the whole data set.
        epoch_num: how many iterations there will be.

    Raises:
        TypeError: if an argument is of another type.
        ValueError: for another ``sink_size``.

    >>> import numpy as np
    >>> from mindspore import dataset, train
    >>> rows = dataset.NumpySlicesDataset(np.arange(4, dtype=np.float32), shuffle=False).batch(2)
    >>> [str(batch[0]) for batch in train.DatasetHelper(rows, dataset_sink_mode=False)]
    ['[0. 1.]', '[2. 3.]']
    """

    def __init__(self, dataset: Any, dataset_sink_mode: bool = True, sink_size: int = -1, epoch_num: int = 1) -> None:
        check_bool(dataset_sink_mode, "dataset_sink_mode", "DatasetHelper")
        check_dataset(dataset, "DatasetHelper")
        check_sink_size(sink_size, "DatasetHelper")
        check_type(epoch_num, int, "epoch_num", "DatasetHelper")
        self.dataset = dataset
        self._size = sink_size
        # Iterators go on where the one before stopped, as one pass over what is left.
        self._iterator = dataset.create_tuple_iterator(num_epochs=epoch_num)
        self._pass: Iterator | None = None

    def __iter__(self) -> Iterator[list]:
        if self._size < 0:
            yield from self._iterator
            return
        for _ in range(self._size):
            yield self._next()

    def _next(self) -> list:
        for _ in range(2):
            if self._pass is None:
                self._pass = iter(self._iterator)
            try:
                return next(self._pass)
            except StopIteration:
                self._pass = None
        raise ValueError("For 'DatasetHelper', the data set has no batches.")

    def types_shapes(self) -> tuple[list, list]:
        """The dtypes and the shapes of the columns."""
        return self.dataset.output_types(), self.dataset.output_shapes()

    def sink_size(self) -> int:
        """How many batches an iteration takes."""
        return self._size if self._size > 0 else self.dataset.get_dataset_size()

    def stop_send(self) -> None:
        """Does nothing: there is no queue on the device."""

    def release(self) -> None:
        """Does nothing: there is no queue on the device."""

    def continue_send(self) -> None:
        """Does nothing: there is no queue on the device."""


def check_dataset(dataset: Any, who: str) -> None:
    """TypeError unless it is a data set: something with ``create_tuple_iterator`` and ``get_dataset_size``."""
    if not hasattr(dataset, "create_tuple_iterator") or not hasattr(dataset, "get_dataset_size"):
        raise TypeError(f"For '{who}', the data set must be a mindspore.dataset, but got {type(dataset).__name__}.")


def check_sink_size(sink_size: Any, who: str) -> None:
    """TypeError unless it is an int, ValueError unless it is -1 or positive."""
    check_type(sink_size, int, "sink_size", who)
    if sink_size < -1 or sink_size == 0:
        raise ValueError(f"For '{who}', the 'sink_size' must be -1 or positive, but got {sink_size}.")


def connect_network_with_dataset(network: Any, dataset_helper: DatasetHelper) -> Any:
    """Not supported: there is no queue on the device.

    Raises:
        NotImplementedError: always.
    """
    raise NotImplementedError(
        "For 'connect_network_with_dataset', there is no queue of data on the device: iterate over the DatasetHelper "
        "with 'dataset_sink_mode=False', or use 'mindspore.data_sink'."
    )
