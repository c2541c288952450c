"""Sentencepiece models: `SentencePieceVocab` and `SentencePieceTokenizer`, by the package of that name."""

from __future__ import annotations

import functools
import importlib
import io
import os

import numpy as np

from msgrad.dataset.text.base import TextTensorOperation, one_text
from msgrad.dataset.text.utils import SentencePieceModel, SPieceTokenizerOutType
from msgrad.dataset.transforms._check import INT32_MAX, check_kind, check_range


@functools.cache
def _package():
    try:
        return importlib.import_module("sentencepiece")
    except ImportError as error:
        raise ImportError(
            "Sentencepiece models need the package sentencepiece, which is not installed: "
            "pip install 'msgrad[sentencepiece]'",
            name="sentencepiece",
        ) from error


def _train(who, vocab_size, character_coverage, model_type, params, **source):
    check_range(vocab_size, 0, INT32_MAX, "vocab_size", who, kinds=int)
    check_range(character_coverage, 0.98, 1.0, "character_coverage", who)
    check_kind(model_type, SentencePieceModel, "model_type", who)
    check_kind(params, dict, "params", who)
    model = io.BytesIO()
    options = {
        "vocab_size": vocab_size,
        "character_coverage": character_coverage,
        "model_type": model_type.name.lower(),
        "minloglevel": 2,
    }
    try:
        _package().SentencePieceTrainer.train(model_writer=model, **options, **params, **source)
    except (RuntimeError, OSError) as error:
        raise RuntimeError(f"For '{who}', no model can be made of this text: {error}") from error
    return SentencePieceVocab._made(model.getvalue())


class SentencePieceVocab:
    """A sentencepiece model, made of text by one of the class methods."""

    def __init__(self):
        self._model: bytes | None = None

    @classmethod
    def _made(cls, model):
        vocab = cls()
        vocab._model = model
        return vocab

    @classmethod
    def from_file(cls, file_path, vocab_size, character_coverage, model_type, params):
        """Makes a model of the text in a list of files. `params` are sentencepiece's own options."""
        who = "SentencePieceVocab.from_file"
        check_kind(file_path, list, "file_path", who)
        for path in file_path:
            check_kind(path, str, "file_path", who)
            if not os.path.isfile(path):
                raise RuntimeError(f"For '{who}', there is no file {path!r}.")
        return _train(who, vocab_size, character_coverage, model_type, params, input=file_path)

    @classmethod
    def from_dataset(cls, dataset, col_names, vocab_size, character_coverage, model_type, params):
        """Makes a model of the text in columns of a data set; all columns where `col_names` is empty."""
        who = "SentencePieceVocab.from_dataset"
        check_kind(col_names, list, "col_names", who)
        lines = []
        for row in dataset.create_dict_iterator(num_epochs=1, output_numpy=True):
            for column in col_names or list(row):
                if column not in row:
                    raise RuntimeError(f"For '{who}', the data set has no column {column!r}.")
                lines += np.asarray(row[column]).reshape(-1).tolist()
        return _train(who, vocab_size, character_coverage, model_type, params, sentence_iterator=iter(lines))

    @classmethod
    def save_model(cls, vocab, path, filename):
        """Writes the model into a file of a folder, which other sentencepiece tools read."""
        who = "SentencePieceVocab.save_model"
        check_kind(vocab, SentencePieceVocab, "vocab", who)
        check_kind(path, str, "path", who)
        check_kind(filename, str, "filename", who)
        if not os.path.isdir(path):
            raise RuntimeError(f"For '{who}', there is no folder {path!r}.")
        part = os.path.join(path, f"{filename}.{os.getpid()}.part")
        with open(part, "wb") as file:
            file.write(vocab._content())
        os.replace(part, os.path.join(path, filename))

    def _content(self) -> bytes:
        if self._model is None:
            raise RuntimeError("The SentencePieceVocab is empty: make it by from_file or from_dataset.")
        return self._model


class SentencePieceTokenizer(TextTensorOperation):
    """Splits a text by a sentencepiece model, given as a `SentencePieceVocab` or as the path of a file."""

    def __init__(self, mode, out_type):
        check_kind(mode, (str, SentencePieceVocab), "mode", "SentencePieceTokenizer")
        self.out_type = check_kind(out_type, SPieceTokenizerOutType, "out_type", "SentencePieceTokenizer")
        if isinstance(mode, str):
            if not os.path.isfile(mode):
                raise RuntimeError(f"For 'SentencePieceTokenizer', there is no file {mode!r}.")
            with open(mode, "rb") as file:
                model = file.read()
        else:
            model = mode._content()
        try:
            self._processor = _package().SentencePieceProcessor(model_proto=model)
        except RuntimeError as error:
            raise RuntimeError(f"For 'SentencePieceTokenizer', this is no sentencepiece model: {error}") from error

    def compute(self, array):
        text = one_text(array, "SentencePieceTokenizer")
        if self.out_type == SPieceTokenizerOutType.STRING:
            return np.array(self._processor.encode(text, out_type=str) or [""])
        return np.array(self._processor.encode(text, out_type=int), np.int32)
