"""`Vocab`: words and their numbers."""

from __future__ import annotations

import os
from collections import Counter

import numpy as np

from msgrad.dataset.transforms._check import INT32_MAX, check_kind, check_range


def _check_words(words, argument, who):
    check_kind(words, list, argument, who)
    for word in words:
        check_kind(word, str, argument, who)
    if len(set(words)) != len(words):
        twice = next(word for word, count in Counter(words).items() if count > 1)
        raise ValueError(f"For '{who}', the '{argument}' must not have a word twice, but got {twice!r} twice.")
    return words


def _with_special(words, special_tokens, special_first, who):
    """The words with the special tokens before or after them."""
    special = [] if special_tokens is None else _check_words(special_tokens, "special_tokens", who)
    check_kind(special_first, bool, "special_first", who)
    both = set(special) & set(words)
    if both:
        raise ValueError(f"For '{who}', the 'special_tokens' must not be words as well, but got {sorted(both)}.")
    return [*special, *words] if special_first else [*words, *special]


class Vocab:
    """Words and their numbers. It is made by one of the class methods.

    >>> words = Vocab.from_list(["cat", "dog"], special_tokens=["<unk>"])
    >>> words.tokens_to_ids(["dog", "<unk>", "bird"])
    [2, 0, -1]
    >>> words.ids_to_tokens(1)
    'cat'
    """

    def __init__(self):
        self._ids: dict[str, int] | None = None
        self._tokens: dict[int, str] = {}

    @classmethod
    def _made(cls, ids):
        vocab = cls()
        vocab._ids = ids
        vocab._tokens = {number: word for word, number in ids.items()}
        return vocab

    @classmethod
    def from_list(cls, word_list, special_tokens=None, special_first=True):
        """Numbers the words in their order from 0 on, with special tokens before or after them."""
        words = _check_words(word_list, "word_list", "Vocab.from_list")
        words = _with_special(words, special_tokens, special_first, "Vocab.from_list")
        return cls._made({word: number for number, word in enumerate(words)})

    @classmethod
    def from_dict(cls, word_dict):
        """Takes words with their numbers, which need not be in a row."""
        check_kind(word_dict, dict, "word_dict", "Vocab.from_dict")
        for word, number in word_dict.items():
            check_kind(word, str, "word_dict", "Vocab.from_dict")
            check_range(number, 0, INT32_MAX, "word_dict", "Vocab.from_dict", kinds=int)
        return cls._made(dict(word_dict))

    @classmethod
    def from_file(cls, file_path, delimiter="", vocab_size=None, special_tokens=None, special_first=True):
        """Takes the first word of each line of a file, up to the delimiter."""
        who = "Vocab.from_file"
        check_kind(file_path, str, "file_path", who)
        check_kind(delimiter, str, "delimiter", who)
        if vocab_size is not None:
            check_range(vocab_size, 1, INT32_MAX, "vocab_size", who, kinds=int)
        if not os.path.isfile(file_path):
            raise RuntimeError(f"For '{who}', there is no file {file_path!r}.")
        words: list[str] = []
        with open(file_path, encoding="utf-8") as file:
            for line in file:
                word = line.rstrip("\r\n")
                word = word.partition(delimiter)[0] if delimiter else word
                words.append(word)
                if len(words) == vocab_size:
                    break
        if len(set(words)) != len(words):
            raise RuntimeError(f"For '{who}', {file_path!r} has a word twice.")
        words = _with_special(words, special_tokens, special_first, who)
        return cls._made({word: number for number, word in enumerate(words)})

    @classmethod
    def from_dataset(cls, dataset, columns=None, freq_range=None, top_k=None, special_tokens=None, special_first=True):
        """Counts the words in columns of a data set: the most frequent first, equally frequent ones by alphabet.

        Only words that come as often as `freq_range` (lowest, highest) says are taken, at most `top_k` of them.
        """
        who = "Vocab.from_dataset"
        low, high = _check_frequencies(freq_range, who)
        if top_k is not None:
            check_range(top_k, 1, INT32_MAX, "top_k", who, kinds=int)
        if columns is not None:
            check_kind(columns, (str, list), "columns", who)
            columns = [columns] if isinstance(columns, str) else columns
            for column in columns:
                check_kind(column, str, "columns", who)
        counts: Counter[str] = Counter()
        for row in dataset.create_dict_iterator(num_epochs=1, output_numpy=True):
            for column in columns or list(row):
                if column not in row:
                    raise RuntimeError(f"For '{who}', the data set has no column {column!r}.")
                words = np.asarray(row[column])
                if words.dtype.kind != "U":
                    raise RuntimeError(f"For '{who}', the column {column!r} must have strings, but got {words.dtype}.")
                counts.update(words.reshape(-1).tolist())
        taken = [(word, count) for word, count in counts.items() if low <= count <= high]
        taken.sort(key=lambda item: (-item[1], item[0]))
        words = _with_special([word for word, _ in taken[:top_k]], special_tokens, special_first, who)
        return cls._made({word: number for number, word in enumerate(words)})

    def _built(self):
        if self._ids is None:
            raise RuntimeError("The Vocab is empty: make it by Vocab.from_list, from_dict, from_file or from_dataset.")
        return self._ids

    def vocab(self):
        """The words with their numbers, as a dict."""
        return dict(self._built())

    def tokens_to_ids(self, tokens):
        """The number of a word, -1 for an unknown one; of several words, a list."""
        check_kind(tokens, (str, list, np.ndarray), "tokens", "Vocab.tokens_to_ids")
        return self._look_up(tokens, str, self._built(), -1, "tokens")

    def ids_to_tokens(self, ids):
        """The word of a number, '' for an unknown one; of several numbers, a list."""
        check_kind(ids, (int, list, np.ndarray), "ids", "Vocab.ids_to_tokens")
        self._built()
        return self._look_up(ids, int, self._tokens, "", "ids")

    @staticmethod
    def _look_up(keys, kind, table, missing, argument):
        items = keys.tolist() if isinstance(keys, np.ndarray) else keys
        items = items if isinstance(items, list) else [items]
        found = []
        for item in items:
            check_kind(item, kind, argument, "Vocab")
            if kind is int:
                check_range(item, 0, INT32_MAX, argument, "Vocab", kinds=int)
            found.append(table.get(item, missing))
        return found[0] if len(found) == 1 else found

    def __len__(self):
        return len(self._built())


def _check_frequencies(freq_range, who):
    if freq_range is None:
        return 0, float("inf")
    check_kind(freq_range, tuple, "freq_range", who)
    if len(freq_range) != 2:
        raise ValueError(f"For '{who}', the 'freq_range' must be a tuple (lowest, highest), but got {freq_range!r}.")
    for end in freq_range:
        if end is not None:
            check_range(end, 0, INT32_MAX, "freq_range", who, kinds=int)
    low, high = freq_range
    if low is not None and high is not None and low > high:
        raise ValueError(f"For '{who}', the 'freq_range' must be in order, but got {freq_range}.")
    return low or 0, float("inf") if high is None else high
