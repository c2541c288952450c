"""`mindspore.dataset.text`: vocabularies, tokenizers, and other transforms of strings."""

from msgrad._names import missing_name_getattr
from msgrad.dataset.text.sentencepiece import SentencePieceVocab
from msgrad.dataset.text.transforms import (
    AddToken,
    BasicTokenizer,
    BertTokenizer,
    CaseFold,
    Implementation,
    Lookup,
    Ngram,
    NormalizeUTF8,
    PythonTokenizer,
    RegexReplace,
    RegexTokenizer,
    SentencePieceTokenizer,
    SlidingWindow,
    TensorOperation,
    TextTensorOperation,
    ToNumber,
    ToVectors,
    Truncate,
    TruncateSequencePair,
    UnicodeCharTokenizer,
    UnicodeScriptTokenizer,
    WhitespaceTokenizer,
    WordpieceTokenizer,
)
from msgrad.dataset.text.utils import (
    JiebaMode,
    NormalizeForm,
    SentencePieceModel,
    SPieceTokenizerLoadType,
    SPieceTokenizerOutType,
    to_bytes,
    to_str,
)
from msgrad.dataset.text.vectors import CharNGram, FastText, GloVe, Vectors
from msgrad.dataset.text.vocabulary import Vocab
from msgrad.dataset.text.wikipedia import FilterWikipediaXML

__getattr__ = missing_name_getattr(__name__)
