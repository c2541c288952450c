"""Transforms that choose among transforms."""

from __future__ import annotations

import random as python_random

import numpy as np

from msgrad.dataset.transforms.base import Drawing, TensorOperation
from msgrad.dataset.transforms.compound import CompoundOperation
from msgrad.dataset.vision import _check
from msgrad.dataset.vision._libraries import is_pil
from msgrad.dataset.vision.base import ImageTensorOperation


class RandomSelectSubpolicy(Drawing, ImageTensorOperation):
    """One of several lists of (transform, probability), each of which is applied with its probability."""

    def __init__(self, policy):
        who = "RandomSelectSubpolicy"
        _check.check_kind(policy, list, "policy", who)
        if not policy:
            raise ValueError(f"For '{who}', the 'policy' must not be empty.")
        for sub in policy:
            _check.check_kind(sub, list, "policy", who)
            if not sub:
                raise ValueError(f"For '{who}', a list of the 'policy' must not be empty.")
            for pair in sub:
                _check.check_kind(pair, tuple, "policy", who)
                if len(pair) != 2:
                    raise ValueError(f"For '{who}', the lists must have pairs (transform, probability), got {pair}.")
                _check.check_kind(pair[0], TensorOperation, "policy", who)
                _check.check_prob(pair[1], who)
        self.policy = policy

    def reseed(self, seed):
        super().reseed(seed)
        for sub in self.policy:
            for transform, _ in sub:
                if hasattr(transform, "reseed"):
                    transform.reseed(seed)

    def compute(self, image):
        stream = self.stream
        for transform, probability in self.policy[stream.uniform_int(0, len(self.policy) - 1)]:
            if float(stream.canonical_double()) <= probability:
                image = transform(image)
        return image


class UniformAugment(Drawing, CompoundOperation):
    """Some of the transforms, chosen at random, each applied or not."""

    def __init__(self, transforms, num_ops=2):
        super().__init__(transforms)
        self.num_ops = _check.check_range(num_ops, 1, _check.FLOAT_MAX, "num_ops", "UniformAugment", kinds=int)
        if num_ops > len(self.transforms):
            raise ValueError(
                f"For 'UniformAugment', the 'num_ops' must not be above the number of transforms, "
                f"but got {num_ops} and {len(self.transforms)}."
            )

    def reseed(self, seed):
        Drawing.reseed(self, seed)
        CompoundOperation.reseed(self, seed)

    def __call__(self, image):
        if is_pil(image):
            for place in np.random.choice(len(self.transforms), self.num_ops, replace=False):
                probability = python_random.random()
                if python_random.random() < probability:
                    image = self.transforms[place](image)
            return image
        stream = self.stream
        places = stream.sample(len(self.transforms), self.num_ops)
        for place in places:
            if stream.uniform_int(0, 1) == 0:
                image = self.transforms[place](image)
        return image
