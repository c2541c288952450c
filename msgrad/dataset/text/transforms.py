"""The transforms of `mindspore.dataset.text`, by the path under which older code knows them."""

from msgrad._names import missing_name_getattr
from msgrad.dataset.text.base import TextTensorOperation
from msgrad.dataset.text.sentencepiece import SentencePieceTokenizer
from msgrad.dataset.text.tokenizers import (
    BasicTokenizer,
    BertTokenizer,
    PythonTokenizer,
    RegexTokenizer,
    UnicodeCharTokenizer,
    UnicodeScriptTokenizer,
    WhitespaceTokenizer,
    WordpieceTokenizer,
)
from msgrad.dataset.text.vectors import ToVectors
from msgrad.dataset.text.words import (
    AddToken,
    CaseFold,
    Lookup,
    Ngram,
    NormalizeUTF8,
    RegexReplace,
    SlidingWindow,
    ToNumber,
    Truncate,
    TruncateSequencePair,
)
from msgrad.dataset.transforms.base import Implementation, PyTensorOperation, TensorOperation

__all__ = [
    "AddToken",
    "BasicTokenizer",
    "BertTokenizer",
    "CaseFold",
    "Implementation",
    "Lookup",
    "Ngram",
    "NormalizeUTF8",
    "PyTensorOperation",
    "PythonTokenizer",
    "RegexReplace",
    "RegexTokenizer",
    "SentencePieceTokenizer",
    "SlidingWindow",
    "TensorOperation",
    "TextTensorOperation",
    "ToNumber",
    "ToVectors",
    "Truncate",
    "TruncateSequencePair",
    "UnicodeCharTokenizer",
    "UnicodeScriptTokenizer",
    "WhitespaceTokenizer",
    "WordpieceTokenizer",
]

__getattr__ = missing_name_getattr(__name__)
