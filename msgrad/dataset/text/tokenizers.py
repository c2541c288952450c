"""Tokenizers."""

from __future__ import annotations

import itertools
import re
import unicodedata

import numpy as np

from msgrad.dataset.text.base import Pieces, TextTensorOperation, need_text, one_text
from msgrad.dataset.text.unicode import fold_case, script
from msgrad.dataset.text.utils import NormalizeForm
from msgrad.dataset.text.vocabulary import Vocab
from msgrad.dataset.transforms._check import INT32_MAX, check_kind, check_range


def _flag(value, argument, who):
    return check_kind(value, bool, argument, who)


def _bytes_before(text):
    """For each character, and for the end, the number of bytes before it."""
    if text.isascii():
        return range(len(text) + 1)
    return [0, *itertools.accumulate(len(character.encode()) for character in text)]


class WhitespaceTokenizer(TextTensorOperation):
    """Splits at white space; with offsets also where the tokens begin and end, in bytes.

    >>> WhitespaceTokenizer()("a big  cat")
    array(['a', 'big', 'cat'], dtype='<U3')
    """

    def __init__(self, with_offsets=False):
        self.with_offsets = _flag(with_offsets, "with_offsets", "WhitespaceTokenizer")

    def compute(self, array):
        text = one_text(array, "WhitespaceTokenizer")
        if not self.with_offsets:
            return np.array(re.findall(r"\S+", text) or [""])
        before, pieces = _bytes_before(text), Pieces()
        for match in re.finditer(r"\S+", text):
            pieces.add(match[0], before[match.start()])
        return pieces.result(self.with_offsets)


class UnicodeCharTokenizer(TextTensorOperation):
    """Splits into characters.

    >>> UnicodeCharTokenizer()("né")
    array(['n', 'é'], dtype='<U1')
    """

    def __init__(self, with_offsets=False):
        self.with_offsets = _flag(with_offsets, "with_offsets", "UnicodeCharTokenizer")

    def compute(self, array):
        text = one_text(array, "UnicodeCharTokenizer")
        if not self.with_offsets:
            return np.array(list(text) or [""])
        before, pieces = _bytes_before(text), Pieces()
        for place, character in enumerate(text):
            pieces.add(character, before[place])
        return pieces.result(self.with_offsets)


class UnicodeScriptTokenizer(TextTensorOperation):
    """Splits where the script changes, and at white space.

    >>> UnicodeScriptTokenizer()("ab, 北京")
    array(['ab', ',', '北京'], dtype='<U2')
    """

    def __init__(self, keep_whitespace=False, with_offsets=False):
        self.keep_whitespace = _flag(keep_whitespace, "keep_whitespace", "UnicodeScriptTokenizer")
        self.with_offsets = _flag(with_offsets, "with_offsets", "UnicodeScriptTokenizer")

    def compute(self, array):
        text = one_text(array, "UnicodeScriptTokenizer")
        before, pieces, place = _bytes_before(text), Pieces(), 0
        for kind, group in itertools.groupby(text, lambda c: -1 if c.isspace() else script(c)):
            token = "".join(group)
            if kind != -1 or self.keep_whitespace:
                pieces.add(token, before[place])
            place += len(token)
        return pieces.result(self.with_offsets)


def compiled(pattern: str, who: str) -> re.Pattern:
    """RuntimeError for what is no regular expression."""
    try:
        return re.compile(pattern)
    except re.error as error:
        raise RuntimeError(f"For '{who}', {pattern!r} is no regular expression: {error}") from error


class RegexTokenizer(TextTensorOperation):
    """Splits at what a regular expression matches; delimiters that another one matches become tokens, too.

    >>> RegexTokenizer(r"[ ,]+", r",")("a b,c")
    array(['a', 'b', ',', 'c'], dtype='<U1')
    """

    def __init__(self, delim_pattern, keep_delim_pattern="", with_offsets=False):
        self.delim_pattern = check_kind(delim_pattern, str, "delim_pattern", "RegexTokenizer")
        self.keep_delim_pattern = check_kind(keep_delim_pattern, str, "keep_delim_pattern", "RegexTokenizer")
        self.with_offsets = _flag(with_offsets, "with_offsets", "RegexTokenizer")

    def compute(self, array):
        text = one_text(array, "RegexTokenizer")
        delimiter = compiled(self.delim_pattern, "RegexTokenizer")
        kept = compiled(self.keep_delim_pattern, "RegexTokenizer") if self.keep_delim_pattern else None
        return split_by(text, delimiter, kept).result(self.with_offsets)


def split_by(text: str, delimiter: re.Pattern, kept: re.Pattern | None) -> Pieces:
    """What lies between delimiters, and those delimiters that are to be kept."""
    before, pieces, end = _bytes_before(text), Pieces(), 0
    for match in delimiter.finditer(text):
        if match.end() == match.start():
            continue
        if match.start() > end:
            pieces.add(text[end : match.start()], before[end])
        if kept is not None and kept.fullmatch(match[0]):
            pieces.add(match[0], before[match.start()])
        end = match.end()
    if end < len(text):
        pieces.add(text[end:], before[end])
    return pieces


_CJK = (
    "一-鿿㐀-䶿\U00020000-\U0002a6df\U0002a700-\U0002b73f\U0002b740-\U0002b81f"
    "\U0002b820-\U0002ceaf豈-\ufaff\U0002f800-\U0002fa1f"
)
_UNUSED = re.compile(r"\[CLS\]|\[SEP\]|\[UNK\]|\[PAD\]|\[MASK\]|\[unused\d+\]")


def _is_punctuation(character):
    return character in "$+<=>^`|~" or unicodedata.category(character).startswith("P")


class BasicTokenizer(TextTensorOperation):
    """BERT's first step: cleans, then splits at white space, punctuation and Chinese characters.

    With `lower_case` letters lose case and accents; `preserve_unused_token` keeps `[CLS]`, `[SEP]`, `[UNK]`, `[PAD]`,
    `[MASK]` and `[unused1]` whole. Offsets are those in the cleaned text.

    >>> BasicTokenizer(lower_case=True)("Hé, [CLS]")
    array(['he', ',', '[CLS]'], dtype='<U5')
    """

    def __init__(
        self,
        lower_case=False,
        keep_whitespace=False,
        normalization_form=NormalizeForm.NONE,
        preserve_unused_token=True,
        with_offsets=False,
    ):
        who = type(self).__name__
        self.lower_case = _flag(lower_case, "lower_case", who)
        self.keep_whitespace = _flag(keep_whitespace, "keep_whitespace", who)
        self.normalization_form = check_kind(normalization_form, NormalizeForm, "normalization_form", who)
        self.preserve_unused_token = _flag(preserve_unused_token, "preserve_unused_token", who)
        self.with_offsets = _flag(with_offsets, "with_offsets", who)

    def compute(self, array):
        return self.pieces(one_text(array, type(self).__name__)).result(self.with_offsets)

    def pieces(self, text: str) -> Pieces:
        text = self._cleaned(text)
        before, pieces, place = _bytes_before(text), Pieces(), 0
        spans = _UNUSED.finditer(text) if self.preserve_unused_token else ()
        for match in spans:
            self._split(text, place, match.start(), before, pieces)
            pieces.add(match[0], before[match.start()])
            place = match.end()
        self._split(text, place, len(text), before, pieces)
        return pieces

    def _cleaned(self, text):
        if self.lower_case:
            parts, place = [], 0
            for match in _UNUSED.finditer(text) if self.preserve_unused_token else ():
                parts += [fold_case(text[place : match.start()]), match[0]]
                place = match.end()
            text = "".join([*parts, fold_case(text[place:])])
            text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
        elif self.normalization_form != NormalizeForm.NONE:
            text = unicodedata.normalize(self.normalization_form.name, text)
        return "".join(" " if unicodedata.category(c) in ("Cc", "Cf") else c for c in text)

    def _split(self, text, start, end, before, pieces):
        def kind(place):
            character = text[place]
            if character.isspace():
                return "space"
            # each punctuation mark and each Chinese character stands alone
            return place if _is_punctuation(character) or _CHINESE.match(character) else "word"

        for group_kind, places in itertools.groupby(range(start, end), kind):
            places = list(places)
            if group_kind != "space" or self.keep_whitespace:
                pieces.add(text[places[0] : places[-1] + 1], before[places[0]])


_CHINESE = re.compile(f"[{_CJK}]")


class WordpieceTokenizer(TextTensorOperation):
    """BERT's second step: splits words into the longest parts that the vocabulary has.

    Parts that do not begin a word bear the indicator. A word that cannot be split becomes the unknown token, or stays
    as it is where that is ''.

    >>> WordpieceTokenizer(Vocab.from_list(["cat", "##s", "[UNK]"]))(["cats", "dog"])
    array(['cat', '##s', '[UNK]'], dtype='<U5')
    """

    def __init__(
        self, vocab, suffix_indicator="##", max_bytes_per_token=100, unknown_token="[UNK]", with_offsets=False
    ):
        who = type(self).__name__
        self.vocab = check_kind(vocab, Vocab, "vocab", who)
        self.suffix_indicator = check_kind(suffix_indicator, str, "suffix_indicator", who)
        self.max_bytes_per_token = check_range(max_bytes_per_token, 0, INT32_MAX, "max_bytes_per_token", who, kinds=int)
        self.unknown_token = check_kind(unknown_token, str, "unknown_token", who)
        self.with_offsets = _flag(with_offsets, "with_offsets", who)

    def compute(self, array):
        need_text(array, "WordpieceTokenizer", (0, 1))
        pieces, words = Pieces(), self.vocab.vocab()
        for word in array.reshape(-1).tolist():
            self.split(word, 0, words, pieces)
        return pieces.result(self.with_offsets)

    def split(self, word: str, start: int, words: dict, pieces: Pieces) -> None:
        """Adds the parts of a word that begins at a byte."""
        found = self._parts(word, words) if len(word.encode()) <= self.max_bytes_per_token else None
        if found is None:
            pieces.add(self.unknown_token or word, start, start + len(word.encode()))
            return
        before = _bytes_before(word)
        for part, first, last in found:
            pieces.add(part, start + before[first], start + before[last])

    def _parts(self, word, words):
        """[(part, first place, end place)], None where the word cannot be split."""
        parts, first = [], 0
        while first < len(word):
            for last in range(len(word), first, -1):
                part = (self.suffix_indicator if first else "") + word[first:last]
                if part in words:
                    parts.append((part, first, last))
                    first = last
                    break
            else:
                return None
        return parts


class BertTokenizer(TextTensorOperation):
    """`BasicTokenizer`, then `WordpieceTokenizer`.

    >>> BertTokenizer(Vocab.from_list(["cat", "##s", "!"]))("cats!")
    array(['cat', '##s', '!'], dtype='<U3')
    """

    def __init__(
        self,
        vocab,
        suffix_indicator="##",
        max_bytes_per_token=100,
        unknown_token="[UNK]",
        lower_case=False,
        keep_whitespace=False,
        normalization_form=NormalizeForm.NONE,
        preserve_unused_token=True,
        with_offsets=False,
    ):
        self.basic = BasicTokenizer(
            lower_case, keep_whitespace, normalization_form, preserve_unused_token, with_offsets
        )
        self.wordpiece = WordpieceTokenizer(vocab, suffix_indicator, max_bytes_per_token, unknown_token, with_offsets)

    def compute(self, array):
        basic, pieces = self.basic.pieces(one_text(array, "BertTokenizer")), Pieces()
        words = self.wordpiece.vocab.vocab()
        for word, start in zip(basic.tokens, basic.starts, strict=True):
            self.wordpiece.split(word, start, words, pieces)
        return pieces.result(self.basic.with_offsets)


class PythonTokenizer:
    """A function from a string to a list of tokens, as a transform.

    >>> PythonTokenizer(str.split)(np.array("a bc"))
    array(['a', 'bc'], dtype='<U2')
    """

    random = False

    def __init__(self, tokenizer):
        if not callable(tokenizer):
            raise TypeError(f"For 'PythonTokenizer', the 'tokenizer' must be a function, but got {tokenizer!r}.")
        self.tokenizer = tokenizer

    def __call__(self, array):
        if not isinstance(array, np.ndarray):
            raise TypeError(f"For 'PythonTokenizer', the input must be a numpy array, but got {type(array)}.")
        if array.dtype.kind == "S":
            array = np.char.decode(array)
        if array.ndim == 0:
            return np.array(self.tokenizer(str(array)), dtype=np.str_)
        return np.array([self.tokenizer(str(item)) for item in array], dtype=np.str_)
