"""What transforms of sound share: waveforms are (…, time), spectra (…, frequency, time)."""

from __future__ import annotations

import numpy as np

from msgrad.dataset.transforms.base import TensorOperation


class AudioTensorOperation(TensorOperation):
    """A transform of numpy arrays of numbers, in `compute`, of float32 or float64; other types become float32.

    ``ranks`` is the least number of axes.
    """

    least_rank = 1
    complex_pairs = False  # the last axis has real and imaginary parts
    kinds = "biuf"

    def __call__(self, *args, **kwargs):
        if kwargs:
            raise TypeError(f"For '{type(self).__name__}', a call takes no arguments by name, but got {list(kwargs)}.")
        self.check_columns(args)
        return self.compute(self.checked(np.asarray(args[0])))

    def checked(self, array: np.ndarray) -> np.ndarray:
        """The array in a floating-point type: RuntimeError for another kind or too few axes."""
        who = type(self).__name__
        if array.dtype.kind not in self.kinds:
            wanted = "numbers" if "i" in self.kinds else "floats"
            raise RuntimeError(f"For '{who}', the input must be of {wanted}, but got the type {array.dtype}.")
        if array.ndim < self.least_rank or (self.complex_pairs and array.shape[-1] != 2):
            form = f"at least {self.least_rank} axes" + " and pairs in the last one" * self.complex_pairs
            raise RuntimeError(f"For '{who}', the input must have {form}, but got the shape {array.shape}.")
        return array if array.dtype == np.float64 else array.astype(np.float32)
