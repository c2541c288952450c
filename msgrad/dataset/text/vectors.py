"""Vectors of words: `Vectors`, `GloVe`, `FastText`, `CharNGram`, and the transform `ToVectors`."""

from __future__ import annotations

import os

import numpy as np

from msgrad.dataset.text.base import TextTensorOperation, need_text
from msgrad.dataset.transforms._check import INT32_MAX, check_kind, check_range


class Vectors:
    """Words with their vectors, from a text file: a word and its numbers a line, perhaps a line of counts first."""

    def __init__(self, table: dict[str, np.ndarray], length: int):
        self._table, self._length = table, length

    @classmethod
    def from_file(cls, file_path, max_vectors=None):
        """Reads the first `max_vectors` lines of a file, or all."""
        who = f"{cls.__name__}.from_file"
        check_kind(file_path, str, "file_path", who)
        if max_vectors is not None:
            check_range(max_vectors, 0, INT32_MAX, "max_vectors", who, kinds=int)
        if not os.path.isfile(file_path):
            raise RuntimeError(f"For '{who}', there is no file {file_path!r}.")
        cls._check_name(os.path.basename(file_path), who)
        table: dict[str, np.ndarray] = {}
        length = 0
        with open(file_path, encoding="utf-8") as file:
            for number, line in enumerate(file):
                word, *numbers = line.rstrip("\n").rstrip().split(" ")
                if number == 0 and len(numbers) == 1:
                    continue  # the counts of words and of numbers
                if max_vectors and len(table) >= max_vectors:
                    break
                try:
                    vector = np.array([float(text) for text in numbers], np.float32)
                except ValueError:
                    raise RuntimeError(f"For '{who}', line {number + 1} of {file_path!r} has no vector.") from None
                length = length or len(vector)
                if len(vector) != length or not length:
                    raise RuntimeError(
                        f"For '{who}', all vectors must have one length, but line {number + 1} of {file_path!r} "
                        f"has {len(vector)} numbers, not {length}."
                    )
                table.setdefault(word, vector)
        return cls(table, length)

    @staticmethod
    def _check_name(name, who):
        pass

    def vector(self, word: str) -> np.ndarray | None:
        """The vector of a word, None of an unknown one."""
        return self._table.get(word)


class CharNGram(Vectors):
    """Vectors of 2, 3 and 4 neighbouring characters, ``2gram-ab`` and so on; that of a word is their mean.

    The beginning and the end of a word count as the characters ``#BEGIN#`` and ``#END#``.
    """

    def vector(self, word: str) -> np.ndarray | None:
        characters = ["#BEGIN#", *word, "#END#"]
        names = [f"{n}gram-{''.join(characters[i : i + n])}" for n in (2, 3, 4) for i in range(len(characters) - n + 1)]
        found = [self._table[name] for name in names if name in self._table]
        return None if not found else np.sum(found, 0, dtype=np.float32) / np.float32(len(found))


class GloVe(Vectors):
    """Vectors from a file that is called glove.6B.*.txt."""

    @staticmethod
    def _check_name(name, who):
        if not (name.startswith("glove.6B.") and name.endswith(".txt")):
            raise RuntimeError(f"For '{who}', the file must be called glove.6B.*.txt, but got {name!r}.")


class FastText(Vectors):
    """Vectors from a file that is called *.vec."""

    @staticmethod
    def _check_name(name, who):
        if not name.endswith(".vec"):
            raise RuntimeError(f"For '{who}', the file must be called *.vec, but got {name!r}.")


class ToVectors(TextTensorOperation):
    """The vectors of words; unknown words get `unk_init`, by default zeros."""

    def __init__(self, vectors, unk_init=None, lower_case_backup=False):
        self.vectors = check_kind(vectors, Vectors, "vectors", "ToVectors")
        if unk_init is not None:
            check_kind(unk_init, (list, tuple), "unk_init", "ToVectors")
        self.unk_init = unk_init
        self.lower_case_backup = check_kind(lower_case_backup, bool, "lower_case_backup", "ToVectors")

    def compute(self, array):
        need_text(array, "ToVectors", (0, 1))
        length = self.vectors._length
        unknown = np.zeros(length, np.float32) if self.unk_init is None else np.array(self.unk_init, np.float32)
        if len(unknown) != length:
            raise RuntimeError(
                f"For 'ToVectors', the 'unk_init' must be as long as the vectors, but got {len(unknown)} and {length}."
            )

        def vector(word):
            found = self.vectors.vector(word)
            if found is None and self.lower_case_backup:
                found = self.vectors.vector(word.lower())
            return unknown if found is None else found

        rows = [vector(word) for word in array.reshape(-1).tolist()]
        return np.array(rows[0] if array.ndim == 0 else rows)
