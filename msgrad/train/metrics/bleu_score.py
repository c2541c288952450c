"""BleuScore: how well a translation agrees with reference translations."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from msgrad._checkparam import check_bool, check_type
from msgrad.train.metrics.metric import Metric, rearrange_inputs

__all__ = ["BleuScore"]


class BleuScore(Metric):
    """BLEU of all the sentences: the geometric mean of the precisions of 1- to n-grams, less where they are too short.

    Args:
        n_gram: the longest n-gram, 1 to 4.
        smooth: adds one to counts (of n-grams that occur).

    Raises:
        TypeError, ValueError: for other arguments.

    >>> from mindspore import train
    >>> metric = train.BleuScore(n_gram=2)
    >>> metric.update([["a", "cat", "sat", "here"]], [[["a", "cat", "sat", "down"]]])
    >>> print(round(float(metric.eval()), 4))
    0.7071
    """

    def __init__(self, n_gram: int = 4, smooth: bool = False) -> None:
        super().__init__()
        check_type(n_gram, int, "n_gram", "BleuScore")
        if not 1 <= n_gram <= 4:
            raise ValueError(f"For 'BleuScore', the 'n_gram' must be from 1 to 4, but got {n_gram}.")
        self.n_gram = n_gram
        self.smooth = check_bool(smooth, "smooth", "BleuScore")
        self.clear()

    def clear(self) -> None:
        self._matched = np.zeros(self.n_gram)
        self._total = np.zeros(self.n_gram)
        self._length = 0
        self._reference_length = 0

    @rearrange_inputs
    def update(self, *inputs: Any) -> None:
        """Takes sentences, each a list of words, and for each sentence a list of reference sentences."""
        sentences, references = self._check_count(inputs, "candidate_corpus", "reference_corpus")
        if len(sentences) != len(references):
            raise ValueError(
                "For 'BleuScore.update', there must be references for each sentence, "
                f"but got {len(sentences)} sentences and {len(references)} sets of references."
            )
        for sentence, several in zip(sentences, references, strict=True):
            self._length += len(sentence)
            self._reference_length += min((len(r) for r in several), key=lambda n: abs(len(sentence) - n))
            counts = self._counts(sentence)
            allowed: Counter = Counter()
            for reference in several:
                allowed |= self._counts(reference)
            for gram, count in (counts & allowed).items():
                self._matched[len(gram) - 1] += count
            for gram, count in counts.items():
                self._total[len(gram) - 1] += count

    def _counts(self, words: Any) -> Counter:
        """How often each n-gram occurs."""
        return Counter(tuple(words[i : i + n]) for n in range(1, self.n_gram + 1) for i in range(len(words) - n + 1))

    def eval(self) -> Any:
        self._check_seen(self._length)
        if self._matched.min() == 0:
            return np.array(0.0)
        one = 1.0 if self.smooth else 0.0
        precisions = (self._matched + one) / (self._total + one)
        shortness = 1.0 if self._length > self._reference_length else np.exp(1 - self._reference_length / self._length)
        return shortness * np.exp(np.log(precisions).mean())
