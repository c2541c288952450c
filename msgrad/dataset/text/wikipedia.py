"""`FilterWikipediaXML`: plain words from lines of Wikipedia's dumps."""

from __future__ import annotations

import re

import numpy as np

from msgrad.dataset.text.base import TextTensorOperation, need_text

_REDIRECT = re.compile("#redirect|#REDIRECT")
_MARKUP = re.compile("<.*>")
_ENTITY = re.compile("&[^;]*;")
_OTHER = re.compile("[^a-z]+")
_DIGITS = {
    str(digit): f" {word} "
    for digit, word in enumerate("zero one two three four five six seven eight nine".split())
}  # fmt: skip
_SPELLED = str.maketrans(_DIGITS)


class FilterWikipediaXML(TextTensorOperation):
    """Lines of text as words of the letters a to z, with single spaces: without markup, digits spelled out.

    What stands between the first < and the last > of a line goes, and redirections become empty.

    >>> FilterWikipediaXML()("Welcome to <b>Beijing</b>, 2 of us").item()
    'welcome to two of us'
    """

    def compute(self, array):
        need_text(array, "FilterWikipediaXML")
        made = [self._filtered(text) for text in array.reshape(-1).tolist()]
        return np.array(made, np.str_).reshape(array.shape)

    @staticmethod
    def _filtered(text: str) -> str:
        if _REDIRECT.search(text):
            return ""
        text = _ENTITY.sub(" ", _MARKUP.sub("", text))
        return _OTHER.sub(" ", text.translate(_SPELLED).lower() if text.isascii() else _lower(text)).strip()


def _lower(text: str) -> str:
    """The same, of which only ASCII's capitals have small letters that count."""
    return "".join(c.lower() if c.isascii() else " " for c in text.translate(_SPELLED))
