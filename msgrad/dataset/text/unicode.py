"""Facts of Unicode that Python's `unicodedata` does not have."""

from __future__ import annotations

import functools
import unicodedata
from bisect import bisect_right
from importlib.resources import files


@functools.cache
def _scripts() -> tuple[list[int], list[int]]:
    """Where runs of one script begin, and the number of the script of each."""
    lines = files("msgrad.dataset.text").joinpath("scripts.txt").read_text("ascii").split("\n")
    pairs = [line.split() for line in lines if line]
    return [int(start, 16) for start, _ in pairs], [int(script) for _, script in pairs]


def script(character: str) -> int:
    """A number for the script of a character: the same for all of one script."""
    starts, scripts = _scripts()
    return scripts[max(bisect_right(starts, ord(character)) - 1, 0)]


def fold_case(text: str) -> str:
    """Without upper case and compatibility forms (NFKC_Casefold)."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = unicodedata.normalize("NFKC", folded).casefold()
    return unicodedata.normalize("NFKC", "".join(c for c in folded if not _ignorable(c)))


def _ignorable(character: str) -> bool:
    code = ord(character)
    return (
        code in (0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0)
        or 0x180B <= code <= 0x180F
        or 0x200B <= code <= 0x200F
        or 0x202A <= code <= 0x202E
        or 0x2060 <= code <= 0x206F
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0000 <= code <= 0xE0FFF
    )
