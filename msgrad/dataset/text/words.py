"""Transforms of strings and of their tokens."""

from __future__ import annotations

import re
import unicodedata

import numpy as np

from msgrad.common import dtype as mstype
from msgrad.dataset.text.base import TextTensorOperation, need_text
from msgrad.dataset.text.tokenizers import compiled
from msgrad.dataset.text.unicode import fold_case
from msgrad.dataset.text.utils import NormalizeForm
from msgrad.dataset.text.vocabulary import Vocab
from msgrad.dataset.transforms._check import INT32_MAX, check_kind, check_range
from msgrad.dataset.transforms.arrays import cast, check_data_type


def _each(function, array, who):
    need_text(array, who)
    return np.array([function(text) for text in array.reshape(-1).tolist()], np.str_).reshape(array.shape)


class CaseFold(TextTensorOperation):
    """Without upper case, by Unicode's rules.

    >>> str(CaseFold()("Straße"))
    'strasse'
    """

    def compute(self, array):
        return _each(fold_case, array, "CaseFold")


class NormalizeUTF8(TextTensorOperation):
    """A form of Unicode's normalization.

    >>> str(NormalizeUTF8()("ﬁ"))
    'fi'
    """

    def __init__(self, normalize_form=NormalizeForm.NFKC):
        self.form = check_kind(normalize_form, NormalizeForm, "normalize_form", "NormalizeUTF8")

    def compute(self, array):
        if self.form == NormalizeForm.NONE:
            return _each(str, array, "NormalizeUTF8")
        return _each(lambda text: unicodedata.normalize(self.form.name, text), array, "NormalizeUTF8")


_REFERENCE = re.compile(r"\\(.)|\$(\d)", re.DOTALL)


class RegexReplace(TextTensorOperation):
    """Replaces what a regular expression matches, everywhere or where it comes first; `$1` stands for a group.

    >>> str(RegexReplace(r"(\\w)(\\d)", "$2$1")("a1 b2"))
    '1a 2b'
    """

    def __init__(self, pattern, replace, replace_all=True):
        self.pattern = check_kind(pattern, str, "pattern", "RegexReplace")
        self.replace = check_kind(replace, str, "replace", "RegexReplace")
        self.replace_all = check_kind(replace_all, bool, "replace_all", "RegexReplace")

    def compute(self, array):
        pattern = compiled(self.pattern, "RegexReplace")

        def replacement(match):
            return _REFERENCE.sub(lambda part: part[1] if part[1] else match[int(part[2])] or "", self.replace)

        try:
            return _each(
                lambda text: pattern.sub(replacement, text, 0 if self.replace_all else 1), array, "RegexReplace"
            )
        except IndexError:
            raise RuntimeError(
                f"For 'RegexReplace', the 'replace' names a group that the pattern does not have: {self.replace!r}."
            ) from None


class Lookup(TextTensorOperation):
    """The numbers of words. RuntimeError for a word that the vocabulary lacks, unless there is an unknown token.

    >>> Lookup(Vocab.from_list(["a", "b", "?"]), "?")(["b", "x"])
    array([1, 2], dtype=int32)
    """

    def __init__(self, vocab, unknown_token=None, data_type=mstype.int32):
        self.vocab = check_kind(vocab, Vocab, "vocab", "Lookup")
        self.unknown_token = None
        if unknown_token is not None:
            self.unknown_token = check_kind(unknown_token, str, "unknown_token", "Lookup")
        check_kind(data_type, mstype.Type, "data_type", "Lookup")
        self.data_type = check_data_type(data_type, "data_type", "Lookup")

    def compute(self, array):
        need_text(array, "Lookup")
        words = self.vocab._built()
        if self.data_type.kind not in "biuf":
            raise RuntimeError(f"For 'Lookup', the 'data_type' must be a number's, but got {self.data_type}.")
        if self.unknown_token is not None and self.unknown_token not in words:
            raise RuntimeError(f"For 'Lookup', the vocabulary must have the unknown token {self.unknown_token!r}.")
        unknown = words.get(self.unknown_token)
        numbers = [words.get(word, unknown) for word in array.reshape(-1).tolist()]
        if None in numbers:
            word = array.reshape(-1)[numbers.index(None)]
            raise RuntimeError(f"For 'Lookup', the vocabulary has no '{word}', and there is no 'unknown_token'.")
        return cast(np.array(numbers, np.int32).reshape(array.shape), self.data_type, "Lookup")


class Ngram(TextTensorOperation):
    """Neighbouring tokens joined, n at a time; for several n one after the other. Padding is (token, width).

    >>> Ngram(2)(["a", "b", "c"])
    array(['a b', 'b c'], dtype='<U3')
    """

    def __init__(self, n, left_pad=("", 0), right_pad=("", 0), separator=" "):
        if isinstance(n, int) and not isinstance(n, bool):
            n = [n]
        if not isinstance(n, list) or not n:
            raise ValueError(f"For 'Ngram', the 'n' must be an int or a list of them, but got {n!r}.")
        for count in n:
            check_range(count, 1, INT32_MAX, "n", "Ngram", kinds=int)
        for name, value in (("left_pad", left_pad), ("right_pad", right_pad)):
            if not isinstance(value, tuple) or len(value) != 2:
                raise ValueError(f"For 'Ngram', the '{name}' must be a tuple (token, width), but got {value!r}.")
            check_kind(value[0], str, name, "Ngram")
            check_kind(value[1], int, name, "Ngram")
            if value[1] < 0:
                raise ValueError(f"For 'Ngram', the width of '{name}' must be at least 0, but got {value[1]}.")
        self.n, self.left_pad, self.right_pad = n, left_pad, right_pad
        self.separator = check_kind(separator, str, "separator", "Ngram")

    def compute(self, array):
        need_text(array, "Ngram", (1,))
        grams = []
        for n in self.n:
            left, right = ([token] * min(width, n - 1) for token, width in (self.left_pad, self.right_pad))
            tokens = [*left, *array.tolist(), *right]
            grams += [self.separator.join(tokens[i : i + n]) for i in range(len(tokens) - n + 1)]
        return np.array(grams or [""])


class SlidingWindow(TextTensorOperation):
    """All runs of a width of a 1-D array, as rows.

    >>> SlidingWindow(2)(np.arange(3))
    array([[0, 1],
           [1, 2]])
    """

    def __init__(self, width, axis=0):
        self.width = check_range(width, 1, INT32_MAX, "width", "SlidingWindow", kinds=int)
        self.axis = check_kind(axis, int, "axis", "SlidingWindow")

    def compute(self, array):
        if array.ndim != 1 or self.axis not in (0, -1):
            raise RuntimeError(
                f"For 'SlidingWindow', the input must be 1-D and the 'axis' 0 or -1, "
                f"but got the shape {array.shape} and {self.axis}."
            )
        if self.width > len(array):
            return array[:0].copy()
        return np.lib.stride_tricks.sliding_window_view(array, self.width).copy()


_WHOLE = re.compile(r"\s*[+-]?\d+")
_FLOAT = re.compile(r"\s*[+-]?(\d+\.?\d*([eE][+-]?\d+)?|\.\d+([eE][+-]?\d+)?|inf(inity)?|nan)", re.IGNORECASE)


class ToNumber(TextTensorOperation):
    """Strings as numbers; what follows a number is ignored. RuntimeError where there is none or it is too large.

    >>> ToNumber(mstype.int32)(["1", "-2"])
    array([ 1, -2], dtype=int32)
    """

    def __init__(self, data_type):
        check_kind(data_type, mstype.Type, "data_type", "ToNumber")
        if data_type.np is None or data_type.np.kind not in "iuf":
            raise TypeError(f"For 'ToNumber', the 'data_type' must be a number's, but got {data_type}.")
        self.data_type = data_type.np

    def compute(self, array):
        need_text(array, "ToNumber")
        numbers = [self._number(text) for text in array.reshape(-1).tolist()]
        return np.array(numbers, self.data_type).reshape(array.shape)

    def _number(self, text):
        whole = self.data_type.kind in "iu"
        match = (_WHOLE if whole else _FLOAT).match(text)
        if match is None:
            raise RuntimeError(f"For 'ToNumber', {text!r} is no number.")
        value = int(match[0]) if whole else float(match[0])
        limits = np.iinfo(self.data_type) if whole else np.finfo(self.data_type)
        if not limits.min <= value <= limits.max and value == value and abs(value) != float("inf"):
            raise RuntimeError(f"For 'ToNumber', {text!r} is outside of the type {self.data_type}.")
        return value


class Truncate(TextTensorOperation):
    """The first elements of each row.

    >>> Truncate(2)(np.arange(4))
    array([0, 1])
    """

    def __init__(self, max_seq_len):
        self.max_seq_len = check_range(max_seq_len, 1, INT32_MAX, "max_seq_len", "Truncate", kinds=int)

    def compute(self, array):
        if array.ndim not in (1, 2):
            raise RuntimeError(f"For 'Truncate', the input must be 1-D or 2-D, but got the shape {array.shape}.")
        return array[..., : self.max_seq_len].copy()


class TruncateSequencePair(TextTensorOperation):
    """Two 1-D columns cut, the longer one first, until both together have the length.

    >>> TruncateSequencePair(4)(np.arange(5), np.arange(3))
    (array([0, 1]), array([0, 1]))
    """

    columns = 2

    def __init__(self, max_length):
        self.max_length = check_kind(max_length, int, "max_length", "TruncateSequencePair")

    def compute(self, first, second):
        for array in (first, second):
            if array.ndim != 1:
                raise RuntimeError(f"For 'TruncateSequencePair', inputs must be 1-D, but got the shape {array.shape}.")
        m, n, most = len(first), len(second), max(self.max_length, 0)
        while m + n > most:
            if m > n:
                m -= 1
            else:
                n -= 1
        return first[:m].copy(), second[:n].copy()


class AddToken(TextTensorOperation):
    """A token before or after each row.

    >>> AddToken("<s>")(["a", "b"])
    array(['<s>', 'a', 'b'], dtype='<U3')
    """

    def __init__(self, token, begin=True):
        self.token = check_kind(token, str, "token", "AddToken")
        self.begin = check_kind(begin, bool, "begin", "AddToken")

    def compute(self, array):
        need_text(array, "AddToken", (1, 2))
        tokens = np.full((*array.shape[:-1], 1), self.token)
        return np.concatenate([tokens, array] if self.begin else [array, tokens], -1)
