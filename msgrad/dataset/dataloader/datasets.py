"""Data sets for `DataLoader`: what has `__getitem__`, or what can be iterated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from msgrad.dataset.dataloader import workers

_Sample = TypeVar("_Sample", covariant=True)


class Dataset(Generic[_Sample]):
    """The base of data sets whose samples have numbers or other keys: a subclass has `__getitem__`, mostly `__len__`.

    >>> class Squares(Dataset):
    ...     def __getitem__(self, index):
    ...         return index * index
    >>> Squares()[3]
    9
    """

    def __getitem__(self, index: Any) -> _Sample:
        raise NotImplementedError(f"{type(self).__name__} must implement '__getitem__'.")


class IterableDataset(Dataset[_Sample]):
    """The base of data sets that are only iterated: a subclass has `__iter__`.

    With worker processes each of them iterates its own copy: `get_worker_info` tells which one it is.
    """

    def __iter__(self) -> Iterator[_Sample]:
        raise NotImplementedError(f"{type(self).__name__} must implement '__iter__'.")


class TensorDataset(Dataset[tuple]):
    """Samples are the tuples of what Tensors have at a place along their first axis.

    Raises ValueError where the first axes differ in length.

    >>> from msgrad import Tensor
    >>> len(TensorDataset(Tensor([[1, 2], [3, 4]]), Tensor([5, 6])))
    2
    """

    def __init__(self, *tensors: Any) -> None:
        if any(tensor.shape[0] != tensors[0].shape[0] for tensor in tensors):
            raise ValueError(
                f"For 'TensorDataset', all 'tensors' must be of one length, but got the shapes "
                f"{[tensor.shape for tensor in tensors]}."
            )
        self.tensors = tensors
        self._arrays: list | None = None

    def before_workers(self) -> None:
        """Worker processes take the numbers from here, since they must not touch the device."""
        self._arrays = [tensor.asnumpy() for tensor in self.tensors]

    def __getitem__(self, index: Any) -> tuple:
        if workers.get_worker_info() is not None and self._arrays is not None:
            from msgrad.common.tensor import Tensor

            return tuple(Tensor(array[index]) for array in self._arrays)
        return tuple(tensor[index] for tensor in self.tensors)

    def __len__(self) -> int:
        return self.tensors[0].shape[0]
