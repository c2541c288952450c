"""Collections of sentences and their translations: pairs of files, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from msgrad._checkparam import check_type
from msgrad.dataset.errors import pipeline_error
from msgrad.dataset.shuffle_mode import Shuffle
from msgrad.dataset.source_images import check_folder, check_usage
from msgrad.dataset.source_texts import LinesDataset


class _Pairs(LinesDataset):
    """The base: files whose second halves lie beside them. ``dataset_files`` are those of the first language."""

    column_names = ["text", "translation"]  # noqa: RUF012
    languages: tuple[str, str]

    def find(self, given: Any) -> list[str]:
        missing = [str(path) for first in given for path in (first, self.other(first)) if not Path(path).is_file()]
        if missing:
            raise pipeline_error(f"Invalid data, {type(self).__name__} can't find the files {missing}.")
        return [str(path) for path in given]

    def other(self, path: Any) -> str:
        """The file with the translations."""
        raise NotImplementedError

    def lines(self, path: str) -> list[str]:
        """The sentences of a file."""
        return Path(path).read_text("utf-8").splitlines()

    def _pairs(self, path: str) -> list[tuple[str, str]]:
        try:
            first, second = self.lines(path), self.lines(self.other(path))
        except (OSError, ValueError) as error:
            raise pipeline_error(f"Invalid file, '{path}' cannot be read ({error}).") from None
        if len(first) != len(second):
            raise pipeline_error(f"Invalid data, '{path}' has {len(first)} sentences, its translation {len(second)}.")
        return list(zip(first, second, strict=True))

    def count(self, path: str) -> int:
        return len(self._pairs(path))

    def read(self, path: str, first: int, end: int) -> Iterator[tuple]:
        for pair in self._pairs(path)[first:end]:
            yield tuple(np.array(text, np.str_) for text in pair)


def _check_pair(value: Any, allowed: tuple, who: str) -> tuple[str, str]:
    """The pair of languages: TypeError unless a list or tuple of two str, ValueError unless allowed."""
    check_type(value, (list, tuple), "language_pair", who)
    if tuple(value) not in allowed:
        raise ValueError(f"For '{who}', the 'language_pair' must be one of {list(allowed)}, but got {value}.")
    return tuple(value)  # type: ignore[return-value]


class Multi30kDataset(_Pairs):
    """Captions in two languages: ``text``, ``translation``.

    Args:
        dataset_dir: the folder of ``training``, ``validation`` and ``mmt16_task1_test``.
        usage: 'train', 'valid', 'test' or 'all', which is the default.
        language_pair: ('en', 'de'), the default, or ('de', 'en').
        num_samples, num_parallel_workers, shuffle, num_shards, shard_id: as for `TextFileDataset`.
    """

    _parts = {"test": "mmt16_task1_test/test", "train": "training/train", "valid": "validation/val"}  # noqa: RUF012

    def __init__(
        self,
        dataset_dir: str,
        usage: str | None = None,
        language_pair: Any = None,
        num_samples: Any = None,
        num_parallel_workers: Any = None,
        shuffle: Any = None,
        num_shards: Any = None,
        shard_id: Any = None,
        cache: Any = None,
    ):
        who = "Multi30kDataset"
        folder = check_folder(dataset_dir, who)
        usage = check_usage(usage, (*self._parts, "all"), who) or "all"
        self.languages = _check_pair(language_pair or ("en", "de"), (("en", "de"), ("de", "en")), who)
        stems = [stem for part, stem in self._parts.items() if usage in (part, "all")]
        files = [folder / f"{stem}.{self.languages[0]}" for stem in stems]
        super().__init__(files, num_samples, num_parallel_workers, shuffle, num_shards, shard_id, cache)

    def other(self, path: Any) -> str:
        return f"{str(path).rpartition('.')[0]}.{self.languages[1]}"


class _Talks(_Pairs):
    """Transcripts of talks: training texts with lines of markup between, others as XML."""

    def other(self, path: Any) -> str:
        first, second = self.languages
        name = Path(path).name
        swapped = (
            name[: -len(first)] + second
            if name.startswith("train")
            else name.replace(f".{first}.xml", f".{second}.xml")
        )
        return str(Path(path).with_name(swapped))

    def lines(self, path: str) -> list[str]:
        text = Path(path).read_text("utf-8")
        if path.endswith(".xml"):
            found = re.findall(r"<seg[^>]*>(.*?)</seg>", text, re.DOTALL)
        else:
            found = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("<")]
        return [sentence.strip() for sentence in found]


_PAIRS_2016 = tuple(
    pair for other in ("ar", "fr", "de", "cs") for pair in (("en", other), (other, "en"))
)  # fmt: skip
_SETS_2016 = ("dev2010", "tst2010", "tst2011", "tst2012", "tst2013", "tst2014")
_LANGUAGES_2017 = ("en", "nl", "de", "it", "ro")


class IWSLT2016Dataset(_Talks):
    """TED talks in two languages: ``text``, ``translation``.

    Args:
        dataset_dir: the folder of ``texts``.
        usage: 'train', 'valid', 'test' or 'all', which is the default.
        language_pair: ('de', 'en') by default; one of English and Arabic, French, German or Czech.
        valid_set, test_set: 'tst2013' and 'tst2014' by default.
        num_samples, num_parallel_workers, shuffle, num_shards, shard_id: as for `TextFileDataset`.
    """

    def __init__(
        self,
        dataset_dir: str,
        usage: str | None = None,
        language_pair: Any = None,
        valid_set: str | None = None,
        test_set: str | None = None,
        num_samples: Any = None,
        shuffle: Any = Shuffle.GLOBAL,
        num_shards: Any = None,
        shard_id: Any = None,
        num_parallel_workers: Any = None,
        cache: Any = None,
    ):
        who = "IWSLT2016Dataset"
        folder = check_folder(dataset_dir, who)
        usage = check_usage(usage, ("train", "valid", "test", "all"), who) or "all"
        first, second = self.languages = _check_pair(language_pair or ("de", "en"), _PAIRS_2016, who)
        valid_set = check_usage(valid_set, _SETS_2016, who, "valid_set") or "tst2013"
        test_set = check_usage(test_set, _SETS_2016, who, "test_set") or "tst2014"
        place = folder / "texts" / first / second / f"{first}-{second}"
        files = {
            "train": place / f"train.tags.{first}-{second}.{first}",
            "valid": place / f"IWSLT16.TED.{valid_set}.{first}-{second}.{first}.xml",
            "test": place / f"IWSLT16.TED.{test_set}.{first}-{second}.{first}.xml",
        }
        wanted = [path for part, path in files.items() if usage in (part, "all")]
        super().__init__(wanted, num_samples, num_parallel_workers, shuffle, num_shards, shard_id, cache)


class IWSLT2017Dataset(_Talks):
    """TED talks in two languages: ``text``, ``translation``. Arguments as for `IWSLT2016Dataset`, but for the sets.

    Languages are English, Dutch, German, Italian and Romanian.
    """

    def __init__(
        self,
        dataset_dir: str,
        usage: str | None = None,
        language_pair: Any = None,
        num_samples: Any = None,
        shuffle: Any = Shuffle.GLOBAL,
        num_shards: Any = None,
        shard_id: Any = None,
        num_parallel_workers: Any = None,
        cache: Any = None,
    ):
        who = "IWSLT2017Dataset"
        folder = check_folder(dataset_dir, who)
        usage = check_usage(usage, ("train", "valid", "test", "all"), who) or "all"
        allowed = tuple((a, b) for a in _LANGUAGES_2017 for b in _LANGUAGES_2017 if a != b)
        first, second = self.languages = _check_pair(language_pair or ("de", "en"), allowed, who)
        place = folder / "texts" / "DeEnItNlRo" / "DeEnItNlRo" / "DeEnItNlRo-DeEnItNlRo"
        files = {
            "train": place / f"train.tags.{first}-{second}.{first}",
            "valid": place / f"IWSLT17.TED.dev2010.{first}-{second}.{first}.xml",
            "test": place / f"IWSLT17.TED.tst2010.{first}-{second}.{first}.xml",
        }
        wanted = [path for part, path in files.items() if usage in (part, "all")]
        super().__init__(wanted, num_samples, num_parallel_workers, shuffle, num_shards, shard_id, cache)
