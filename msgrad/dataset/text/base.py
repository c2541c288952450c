"""What text transforms share: strings in, arrays of strings out."""

from __future__ import annotations

import numpy as np

from msgrad.dataset.transforms.base import Implementation, TensorOperation, to_array


class TextTensorOperation(TensorOperation):
    """A transform of strings, in `compute`. One that works in Python has `implementation` PY and `execute_py`."""

    def __call__(self, *texts):
        if self.implementation is Implementation.PY and hasattr(self, "execute_py"):
            return self.execute_py(*(to_array(text, type(self).__name__) for text in texts))
        return super().__call__(*texts)


def need_text(array: np.ndarray, who: str, ranks: tuple[int, ...] | None = None) -> None:
    """RuntimeError unless an array of strings of one of the ranks."""
    if array.dtype.kind != "U" or (ranks is not None and array.ndim not in ranks):
        raise RuntimeError(
            f"For '{who}', the input must be of strings{'' if ranks is None else f' with a rank in {list(ranks)}'}, "
            f"but got {array.dtype} of shape {array.shape}."
        )


def one_text(array: np.ndarray, who: str) -> str:
    """The string that the array is."""
    need_text(array, who, (0,))
    return array.item()


class Pieces:
    """Parts of a text with the places in bytes where they begin and end, as tokenizers return them."""

    def __init__(self):
        self.tokens: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def add(self, token: str, start: int, end: int | None = None) -> None:
        self.tokens.append(token)
        self.starts.append(start)
        if end is None:
            end = start + (len(token) if token.isascii() else len(token.encode()))
        self.ends.append(end)

    def result(self, with_offsets: bool) -> np.ndarray | tuple[np.ndarray, ...]:
        """An array of strings, or that and the beginnings and ends; without any token, an empty one."""
        if not self.tokens:
            self.add("", 0)
        tokens = np.array(self.tokens)
        if not with_offsets:
            return tokens
        return tokens, np.array(self.starts, np.uint32), np.array(self.ends, np.uint32)
