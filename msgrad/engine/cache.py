"""Dictionaries of bounded size, for what is worked out once per shape, structure or program."""

from __future__ import annotations

from itertools import islice
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Cache(dict[K, V]):
    """A dict that forgets its oldest quarter when it is full: what is still needed is made once more."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def add(self, key: K, value: V) -> V:
        """The value that is kept under the key: ``value``, or that of another thread that was faster."""
        if len(self) >= self.limit:
            for old in list(islice(self, self.limit // 4)):
                self.pop(old, None)
        return self.setdefault(key, value)
