"""Transforms made of transforms."""

from __future__ import annotations

import random as python_random
from typing import Any

import numpy as np

from msgrad.dataset.transforms import _check
from msgrad.dataset.transforms.base import Drawing, Implementation, PyTensorOperation, TensorOperation, to_array


def call_all(transforms: list[Any], columns: tuple) -> tuple:
    """The columns after one transform upon the other; a result that is a tuple is several columns."""
    for transform in transforms:
        result = transform(*columns)
        columns = result if isinstance(result, tuple) else (result,)
    return columns


def as_result(columns: tuple, who: str) -> Any:
    """What a transform returns: numbers become arrays, images stay images; one column comes without a tuple."""
    if any(column is None for column in columns):
        raise RuntimeError(f"For '{who}', the last transform returned None.")
    results = tuple(column if _is_image(column) else to_array(column, who) for column in columns)
    return results[0] if len(results) == 1 else results


def _is_image(value: Any) -> bool:
    return hasattr(value, "getbands")


class CompoundOperation(TensorOperation):
    """A transform with a list of transforms."""

    columns = None

    def __init__(self, transforms):
        self.transforms = _check.check_transforms(transforms, type(self).__name__)

    def reseed(self, seed):
        """Each transform starts from the same seed, as in MindSpore."""
        for transform in self.transforms:
            if hasattr(transform, "reseed"):
                transform.reseed(seed)

    @property
    def random(self):
        return any(getattr(transform, "random", False) for transform in self.transforms)


def _in_python(transforms: list[Any], columns: tuple) -> bool:
    """Whether MindSpore runs the transforms in Python: one of them works in Python only, or an image is PIL's."""
    return any(_is_image(column) for column in columns) or any(
        getattr(transform, "implementation", None) is Implementation.PY for transform in Compose.decompose(transforms)
    )


class Compose(CompoundOperation):
    """One transform after the other.

    As in MindSpore, the result is a tuple, also of one, where a transform works in Python only (`vision.ToPIL`, ...) or
    an image given is a PIL image; in a `map` it makes no difference.

    >>> Compose([lambda x: x + 1, lambda x: x * 2])(np.array([1, 2]))
    array([4, 6])
    """

    def __call__(self, *columns):
        if _in_python(self.transforms, columns):
            return call_all(self.transforms, columns)
        results = call_all(self.transforms, columns)
        return as_result(tuple(np.asarray(item) if _is_image(item) else item for item in results), "Compose")

    @staticmethod
    def decompose(operations):
        """The list of operations with the parts of each `Compose` in its place."""
        flat = []
        for operation in operations:
            if isinstance(operation, Compose):
                flat += Compose.decompose(operation.transforms)
            else:
                flat.append(operation)
        return flat


class RandomApply(Drawing, CompoundOperation):
    """All transforms with a probability, or none."""

    def __init__(self, transforms, prob=0.5):
        super().__init__(transforms)
        self.prob = _check.check_range(prob, 0, 1, "prob", "RandomApply")

    def reseed(self, seed):
        Drawing.reseed(self, seed)
        CompoundOperation.reseed(self, seed)

    def __call__(self, *columns):
        # with PIL images MindSpore draws from Python's numbers
        draw = python_random.random() if _is_image(columns[0]) else self.stream.canonical_double()
        if draw < self.prob:
            columns = call_all(self.transforms, columns)
        return as_result(columns, "RandomApply")


class RandomChoice(Drawing, CompoundOperation):
    """One of the transforms, each as likely as the others."""

    def reseed(self, seed):
        Drawing.reseed(self, seed)
        CompoundOperation.reseed(self, seed)

    def __call__(self, *columns):
        last = len(self.transforms) - 1
        chosen = python_random.randint(0, last) if _is_image(columns[0]) else self.stream.uniform_int(0, last)
        return as_result(call_all(self.transforms[chosen : chosen + 1], columns), "RandomChoice")


class RandomOrder(PyTensorOperation):
    """All transforms, in an order drawn from Python's `random`."""

    random = True

    def __init__(self, transforms):
        self.transforms = _check.check_transforms(transforms, "RandomOrder", (list, tuple))

    def reseed(self, seed):
        """The transforms' own streams; the order comes from Python's `random`, as in MindSpore."""
        for transform in self.transforms:
            if hasattr(transform, "reseed"):
                transform.reseed(seed)

    def _execute_py(self, *columns):
        python_random.shuffle(self.transforms)  # the next call shuffles this order again, as MindSpore's does
        columns = call_all(self.transforms, columns)
        return columns[0] if len(columns) == 1 else columns


def not_random(function):
    """Marks a function as one that always gives the same result for the same input."""
    function.random = False
    return function
