"""Transforms of text and of any data against the real MindSpore's results: figures of tests/golden/make_text.py."""

import itertools
import json
from pathlib import Path

import mindspore as ms
import mindspore.dataset.text as text
import mindspore.dataset.transforms as transforms
import numpy as np
import pytest
import text_cases
from text_cases import names_for, result

GOLDEN = json.loads(Path(text_cases.__file__).with_name("text.json").read_text("utf-8"))
NAMES = names_for(ms, transforms, text)

# Beginnings of expressions whose figures are wrong or absent in the real MindSpore, and why.
DIFFERENT = {
    "T.OneHot(4, 0.1)(np.array([0, 3]": "of several labels, only the last one is marked",
    'text.BasicTokenizer(True)("Welcome': "where a token is preserved, what comes before it is repeated",
    "text.RegexReplace('[0-9]+', '')(np.array": "of several strings, the results are moved into one another",
    "text.FilterWikipediaXML": "not supported",
}


def by_name(cases):
    key = lambda case: case[0].partition("(")[0]  # noqa: E731
    return [(name, list(group)) for name, group in itertools.groupby(sorted(cases, key=key), key)]


@pytest.mark.parametrize("cases", [pytest.param(cases, id=name) for name, cases in by_name(GOLDEN)])
def test_results(cases):
    wrong = []
    for expression, want in cases:
        if "crash" in want or expression.startswith(tuple(DIFFERENT)):
            continue
        got = result(expression, NAMES)
        if got != want:
            wrong.append((expression, got, want))
    assert wrong == []


def test_smoothed_labels():
    rows = transforms.OneHot(4, 0.2)(np.array([0, 3]))
    np.testing.assert_allclose(rows, [[0.85, 0.05, 0.05, 0.05], [0.05, 0.05, 0.05, 0.85]])


def test_preserved_tokens_in_lower_case():
    assert text.BasicTokenizer(True)("Hé [CLS] You").tolist() == ["he", "[CLS]", "you"]


CORPUS = ["hello world this is a test", "the cat sat on the mat", "machine learning is fun", "deep learning"] * 20


def test_sentencepiece(tmp_path):
    path = tmp_path / "corpus.txt"
    path.write_text("\n".join(CORPUS))
    vocab = text.SentencePieceVocab.from_file([str(path)], 28, 0.9995, text.SentencePieceModel.UNIGRAM, {})
    text.SentencePieceVocab.save_model(vocab, str(tmp_path), "m.model")
    strings = text.SentencePieceTokenizer(vocab, text.SPieceTokenizerOutType.STRING)("hello cat")
    numbers = text.SentencePieceTokenizer(str(tmp_path / "m.model"), text.SPieceTokenizerOutType.INT)("hello cat")
    assert "".join(strings).replace("\u2581", " ").strip() == "hello cat"
    assert numbers.dtype == np.int32 and len(numbers) == len(strings)


def test_sentencepiece_comes_with_the_extra(monkeypatch, tmp_path):
    from msgrad.dataset.text import sentencepiece

    monkeypatch.setitem(__import__("sys").modules, "sentencepiece", None)
    sentencepiece._package.cache_clear()
    (tmp_path / "m").write_bytes(b"")
    with pytest.raises(ImportError, match=r"msgrad\[sentencepiece\]"):
        text.SentencePieceTokenizer(str(tmp_path / "m"), text.SPieceTokenizerOutType.INT)
    sentencepiece._package.cache_clear()


class Rows:
    """A data set, as far as a vocabulary needs one."""

    def __init__(self, words):
        self.words = words

    def create_dict_iterator(self, num_epochs, output_numpy):
        return ({"text": np.array(word)} for word in self.words)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({}, "a b d c e"),
        ({"columns": ["text"], "top_k": 2}, "a b"),
        ({"freq_range": (None, 1)}, "c e"),
        ({"freq_range": (2, None)}, "a b d"),
        ({"special_tokens": ["<p>", "<u>"]}, "<p> <u> a b d c e"),
        ({"special_tokens": ["<p>"], "special_first": False}, "a b d c e <p>"),
    ],
)
def test_vocab_of_a_data_set(arguments, words):
    """The orders are the real MindSpore's."""
    vocab = text.Vocab.from_dataset(Rows(list("bacaddbe")), **arguments)
    assert sorted(vocab.vocab(), key=vocab.vocab().get) == words.split()


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"freq_range": 3}, TypeError),
        ({"freq_range": (3, 1)}, ValueError),
        ({"freq_range": (-1, 2)}, ValueError),
        ({"top_k": 0}, ValueError),
        ({"top_k": "a"}, TypeError),
        ({"columns": "no"}, RuntimeError),
    ],
)
def test_vocab_of_a_data_set_refuses(arguments, error):
    with pytest.raises(error):
        text.Vocab.from_dataset(Rows(list("bac")), **arguments)
