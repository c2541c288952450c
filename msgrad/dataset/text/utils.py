"""Enumerations of `mindspore.dataset.text`, and strings to bytes and back."""

from enum import IntEnum

import numpy as np

__all__ = [
    "JiebaMode",
    "NormalizeForm",
    "SPieceTokenizerLoadType",
    "SPieceTokenizerOutType",
    "SentencePieceModel",
    "to_bytes",
    "to_str",
]


class NormalizeForm(IntEnum):
    """A form of Unicode's normalization."""

    NONE = 0
    NFC = 1
    NFKC = 2
    NFD = 3
    NFKD = 4


class JiebaMode(IntEnum):
    """The algorithm of a Chinese tokenizer."""

    MIX = 0
    MP = 1
    HMM = 2


class SentencePieceModel(IntEnum):
    """The kind of a sentencepiece model."""

    UNIGRAM = 0
    BPE = 1
    CHAR = 2
    WORD = 3


class SPieceTokenizerOutType(IntEnum):
    """What `SentencePieceTokenizer` gives."""

    STRING = 0
    INT = 1


class SPieceTokenizerLoadType(IntEnum):
    """Where `SentencePieceTokenizer` takes its model from."""

    FILE = 0
    MODEL = 1


def _array(array):
    if not isinstance(array, np.ndarray):
        raise TypeError(f"The input must be a numpy array, but got {type(array)}.")
    return array


def to_str(array, encoding="utf8"):
    """An array of bytes as one of strings. TypeError for other arrays.

    >>> to_str(np.array([b"ab"]))
    array(['ab'], dtype='<U2')
    """
    return np.char.decode(_array(array), encoding)


def to_bytes(array, encoding="utf8"):
    """An array of strings as one of bytes. TypeError for other arrays.

    >>> to_bytes(np.array(["ab"]))
    array([b'ab'], dtype='|S2')
    """
    return np.char.encode(_array(array), encoding)
