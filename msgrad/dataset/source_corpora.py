"""Collections of texts in the layouts that they come in: a line, a sentence or a pair of lines a row."""

from __future__ import annotations

import csv
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from msgrad._checkparam import check_type
from msgrad.dataset.errors import pipeline_error
from msgrad.dataset.shuffle_mode import Shuffle
from msgrad.dataset.source_images import check_folder, check_usage
from msgrad.dataset.source_texts import LinesDataset


class Corpus(LinesDataset):
    """The base: a folder with a file for each usage. A subclass has `records(path)`, the rows of a file as tuples."""

    files: dict[str, str]  # by usage, in the order that they are read in for 'all'
    default_usage: str | None = "all"

    def __init__(
        self,
        dataset_dir: str,
        usage: str | None = None,
        num_samples: Any = None,
        num_parallel_workers: Any = None,
        shuffle: Any = Shuffle.GLOBAL,
        num_shards: Any = None,
        shard_id: Any = None,
        cache: Any = None,
    ):
        who = type(self).__name__
        self.dataset_dir = check_folder(dataset_dir, who)
        allowed = (*self.files, "all") if self.default_usage == "all" else tuple(self.files)
        self.usage = check_usage(usage, allowed, who) or self.default_usage
        super().__init__(None, num_samples, num_parallel_workers, shuffle, num_shards, shard_id, cache)

    def find(self, given: Any) -> list[str]:
        usages = list(self.files) if self.usage == "all" else [self.usage]
        return [str(self.dataset_dir / self.files[usage]) for usage in usages]  # type: ignore[index]

    def records(self, path: str) -> Iterator[tuple]:
        """All rows of a file."""
        raise NotImplementedError

    def _checked(self, path: str) -> Iterator[tuple]:
        try:
            yield from self.records(path)
        except (OSError, ValueError, KeyError, IndexError, TypeError, csv.Error) as error:
            raise pipeline_error(
                f"Invalid data, {type(self).__name__} can't read the data file (interface mismatch or no data found). "
                f"Check '{path}': {type(error).__name__} {error}"
            ) from None

    def count(self, path: str) -> int:
        return sum(1 for _ in self._checked(path))

    def read(self, path: str, first: int, end: int) -> Iterator[tuple]:
        return itertools.islice(self._checked(path), first, end)


def _texts(*values: Any) -> tuple:
    return tuple(np.array(value, np.str_) for value in values)


def _lines(path: str) -> Iterator[str]:
    with open(path, encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.removesuffix("\n")


# -- tables ------------------------------------------------------------------------------------------------------


class _Table(Corpus):
    """Rows of CSV files without a header, all strings."""

    files = {"test": "test.csv", "train": "train.csv"}  # noqa: RUF012

    def records(self, path: str) -> Iterator[tuple]:
        with open(path, encoding="utf-8", newline="") as file:
            for number, fields in enumerate(csv.reader(file), 1):
                if len(fields) != len(self.column_names):
                    raise ValueError(f"line {number} has {len(fields)} fields instead of {len(self.column_names)}")
                yield _texts(*fields)


class AGNewsDataset(_Table):
    """AG News: ``index`` (the class), ``title``, ``description``; files ``train.csv``, ``test.csv``."""

    column_names = ["index", "title", "description"]  # noqa: RUF012


class AmazonReviewDataset(_Table):
    """Amazon reviews: ``label``, ``title``, ``content``; files ``train.csv``, ``test.csv``."""

    column_names = ["label", "title", "content"]  # noqa: RUF012


class DBpediaDataset(_Table):
    """DBpedia: ``class``, ``title``, ``content``; files ``train.csv``, ``test.csv``."""

    column_names = ["class", "title", "content"]  # noqa: RUF012


class YahooAnswersDataset(_Table):
    """Yahoo answers: ``class``, ``title``, ``content``, ``answer``; files ``train.csv``, ``test.csv``."""

    column_names = ["class", "title", "content", "answer"]  # noqa: RUF012


class _Reordered(_Table):
    """A table whose arguments come in another order."""

    def __init__(
        self,
        dataset_dir: str,
        usage: str | None = None,
        num_samples: Any = None,
        shuffle: Any = Shuffle.GLOBAL,
        num_shards: Any = None,
        shard_id: Any = None,
        num_parallel_workers: Any = None,
        cache: Any = None,
    ):
        super().__init__(dataset_dir, usage, num_samples, num_parallel_workers, shuffle, num_shards, shard_id, cache)


class SogouNewsDataset(_Reordered):
    """Sogou News: ``index`` (the class), ``title``, ``content``; files ``train.csv``, ``test.csv``."""

    files = {"train": "train.csv", "test": "test.csv"}  # noqa: RUF012
    column_names = ["index", "title", "content"]  # noqa: RUF012


class YelpReviewDataset(_Reordered):
    """Yelp reviews: ``label``, ``text``; files ``train.csv``, ``test.csv``."""

    files = {"train": "train.csv", "test": "test.csv"}  # noqa: RUF012
    column_names = ["label", "text"]  # noqa: RUF012


class SST2Dataset(Corpus):
    """Sentences of film reviews: ``sentence``, ``label`` (not for 'test'); files ``train.tsv`` and so on.

    The usage is 'train' by default.
    """

    files = {"train": "train.tsv", "dev": "dev.tsv", "test": "test.tsv"}  # noqa: RUF012
    default_usage = "train"

    @property
    def column_names(self) -> list[str]:  # type: ignore[override]
        return ["sentence"] if self.usage == "test" else ["sentence", "label"]

    def records(self, path: str) -> Iterator[tuple]:
        for line in itertools.islice(_lines(path), 1, None):
            if line:
                first, second = line.split("\t")
                yield _texts(second) if self.usage == "test" else _texts(first, second)


# -- lines -------------------------------------------------------------------------------------------------------


class PennTreebankDataset(Corpus):
    """Lines of the Penn Treebank: ``text``; files ``ptb.train.txt``, ``ptb.test.txt``, ``ptb.valid.txt``."""

    files = {part: f"ptb.{part}.txt" for part in ("test", "train", "valid")}  # noqa: RUF012
    column_names = ["text"]  # noqa: RUF012

    def records(self, path: str) -> Iterator[tuple]:
        return (_texts(line) for line in _lines(path) if line)


class WikiTextDataset(PennTreebankDataset):
    """Lines of Wikipedia: ``text``; files ``wiki.train.tokens``, ``wiki.test.tokens``, ``wiki.valid.tokens``."""

    files = {part: f"wiki.{part}.tokens" for part in ("test", "train", "valid")}  # noqa: RUF012


class EnWik9Dataset(Corpus):
    """Lines of the file ``enwik9``: ``text``, empty ones as well."""

    files = {"all": "enwik9"}  # noqa: RUF012
    column_names = ["text"]  # noqa: RUF012

    def __init__(
        self,
        dataset_dir: str,
        num_samples: Any = None,
        num_parallel_workers: Any = None,
        shuffle: Any = True,
        num_shards: Any = None,
        shard_id: Any = None,
        cache: Any = None,
    ):
        super().__init__(dataset_dir, None, num_samples, num_parallel_workers, shuffle, num_shards, shard_id, cache)

    def records(self, path: str) -> Iterator[tuple]:
        return (_texts(line) for line in _lines(path))


# -- sentences ---------------------------------------------------------------------------------------------------


class _Tagged(Corpus):
    """Sentences of words with tags, a word a line; an empty line ends a sentence."""

    separator = " "

    def __init__(
        self,
        dataset_dir: str,
        usage: str | None = None,
        num_samples: Any = None,
        shuffle: Any = Shuffle.GLOBAL,
        num_shards: Any = None,
        shard_id: Any = None,
        num_parallel_workers: Any = None,
        cache: Any = None,
    ):
        super().__init__(dataset_dir, usage, num_samples, num_parallel_workers, shuffle, num_shards, shard_id, cache)

    def records(self, path: str) -> Iterator[tuple]:
        for filled, lines in itertools.groupby(_lines(path), bool):
            if filled:
                words = [line.split(self.separator) for line in lines]
                yield _texts(*zip(*words, strict=True))


class CoNLL2000Dataset(_Tagged):
    """Chunked sentences: ``word``, ``pos_tag``, ``chunk_tag``, each an array; files ``train.txt``, ``test.txt``."""

    files = {"test": "test.txt", "train": "train.txt"}  # noqa: RUF012
    column_names = ["word", "pos_tag", "chunk_tag"]  # noqa: RUF012


class UDPOSDataset(_Tagged):
    """Sentences with parts of speech: ``word``, ``universal``, ``stanford``; files ``en-ud-tag.v2.train.txt``, ….

    The usage is 'train', 'test', 'valid' or 'all'.
    """

    files = {"valid": "en-ud-tag.v2.dev.txt", "test": "en-ud-tag.v2.test.txt", "train": "en-ud-tag.v2.train.txt"}  # noqa: RUF012
    column_names = ["word", "universal", "stanford"]  # noqa: RUF012
    separator = "\t"


# -- questions ---------------------------------------------------------------------------------------------------


class SQuADDataset(Corpus):
    """Questions: ``context``, ``question``, ``text`` (the answers), ``answer_start`` (uint32); files ``train-*.json``.

    The usage is 'train', 'dev' or 'all'.
    """

    files = {"train": "train-*.json", "dev": "dev-*.json"}  # noqa: RUF012
    column_names = ["context", "question", "text", "answer_start"]  # noqa: RUF012

    def find(self, given: Any) -> list[str]:
        found = []
        for pattern in super().find(given):
            matches = sorted(self.dataset_dir.glob(Path(pattern).name))
            if not matches:
                raise pipeline_error(f"Invalid path, failed to find the SQuAD file '{pattern}'.")
            found += [str(path) for path in matches[:1]]
        return found

    def records(self, path: str) -> Iterator[tuple]:
        with open(path, encoding="utf-8") as file:
            content = json.load(file)
        for article in content["data"]:
            for paragraph in article["paragraphs"]:
                for question in paragraph["qas"]:
                    answers = question["answers"]
                    texts = [answer["text"] for answer in answers] or [""]
                    starts = np.array([answer["answer_start"] for answer in answers], np.uint32)
                    yield *_texts(paragraph["context"], question["question"], texts), starts


_CLUE = {  # columns by task, without those for training: path in a line's object, column
    "AFQMC": ("sentence1 sentence2", "label"),
    "TNEWS": ("keywords sentence", "label label_desc"),
    "IFLYTEK": ("sentence", "label label_des"),
    "CMNLI": ("sentence1 sentence2", "label"),
    "WSC": ("target/span1_index target/span1_text target/span2_index target/span2_text text idx", "label"),
    "CSL": ("abst id keyword", "label"),
}


class CLUEDataset(LinesDataset):
    """The lines of CLUE's JSON files; the columns depend on the task and the usage.

    Args:
        dataset_files: names or patterns of files.
        task: 'AFQMC', 'TNEWS', 'IFLYTEK', 'CMNLI', 'WSC' or 'CSL'.
        usage: 'train', 'eval' or 'test', which has an ``id`` and no ``label``.
        num_samples, num_parallel_workers, shuffle, num_shards, shard_id: as for `TextFileDataset`.

    Raises:
        ValueError: for another task or usage.
        RuntimeError: when it runs, for a line that does not have the columns.
    """

    def __init__(
        self,
        dataset_files: Any,
        task: str = "AFQMC",
        usage: str = "train",
        num_samples: Any = None,
        num_parallel_workers: Any = None,
        shuffle: Any = Shuffle.GLOBAL,
        num_shards: Any = None,
        shard_id: Any = None,
        cache: Any = None,
    ):
        for value, allowed, name in ((task, tuple(_CLUE), "task"), (usage, ("train", "test", "eval"), "usage")):
            check_usage(check_type(value, str, name, "CLUEDataset"), allowed, "CLUEDataset", name)
        common, trained = (names.split() for names in _CLUE[task])
        paths = common + (trained if usage != "test" else ["id"] if task not in ("WSC", "CSL") else [])
        self._paths = {path.rpartition("/")[2]: path.split("/") for path in paths}
        self.column_names = sorted(self._paths)
        super().__init__(dataset_files, num_samples, num_parallel_workers, shuffle, num_shards, shard_id, cache)

    def count(self, path: str) -> int:
        return sum(1 for line in _lines(path) if line)

    def read(self, path: str, first: int, end: int) -> Iterator[tuple]:
        for line in itertools.islice((line for line in _lines(path) if line), first, end):
            try:
                entry = json.loads(line)
                yield tuple(self._value(entry, name) for name in self.column_names)
            except (ValueError, KeyError, TypeError) as error:
                raise pipeline_error(
                    f"Invalid json file, '{path}': {type(error).__name__} {error} in {line!r}"
                ) from None

    def _value(self, entry: Any, name: str) -> np.ndarray:
        for key in self._paths[name]:
            entry = entry[key]
        return np.array(entry, np.uint32) if isinstance(entry, int) else np.array(entry, np.str_)


class USPSDataset(Corpus):
    """Handwritten digits: ``image`` (uint8, 16x16x1), ``label`` (uint32, from 0); files ``usps`` and ``usps.t``."""

    files = {"train": "usps", "test": "usps.t"}  # noqa: RUF012
    column_names = ["image", "label"]  # noqa: RUF012

    def records(self, path: str) -> Iterator[tuple]:
        for line in _lines(path):
            if not line:
                continue
            label, *items = line.split()
            values = np.array([float(item.split(":")[1]) for item in items])
            if len(values) != 256:
                raise ValueError(f"a line has {len(values)} numbers instead of 256")
            pixels = ((values + 1) / 2 * 255).astype(np.uint8)
            yield pixels.reshape(16, 16, 1), np.array(int(label) - 1, np.uint32)
