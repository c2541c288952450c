"""ParametricDistribution: what the distributions of a family with named parameters share."""

from __future__ import annotations

import numpy as np

from msgrad._checkparam import check_non_negative_int, check_type
from msgrad.nn.probability.distribution.distribution import Distribution
from msgrad.nn.probability.parameters import FLOATS, check_kind, check_positive, check_tensor
from msgrad.ops import cast, maximum
from msgrad.ops.function.random_func import _draw_uniform

_SMALLEST = float(np.finfo(np.float32).tiny)


class ParametricDistribution(Distribution):
    """A distribution of a family: the class says what it is called and how its parameters are shown and kept."""

    family = ""
    kinds = FLOATS  # dtypes of the values
    labels: tuple[str, ...] = ()  # what the parameters are called when it is printed
    attribute = "_{}"  # where a parameter is kept

    def __init__(self, parameters, seed, dtype, name):
        check_kind(dtype, self.kinds, "dtype", type(self).__name__)
        arguments = {**parameters, "seed": seed, "dtype": dtype, "name": name, "param_dict": parameters}
        super().__init__(seed, dtype, name, arguments)
        for argument, value in parameters.items():
            setattr(self, self.attribute.format(argument), self._add_parameter(value, argument))

    def extend_repr(self):
        if self.labels and self.is_scalar_batch:
            return ", ".join(
                f"{label} = {value}" for label, value in zip(self.labels, self.default_parameters, strict=True)
            )
        return f"batch_shape = {self.broadcast_shape}" if self.labels else ""

    def _get_dist_type(self):
        return self.family

    def _get_dist_args(self, *args, **kwargs):
        given = dict(zip(self.parameter_names, args, strict=False)) | kwargs
        if len(args) > len(self.parameter_names) or given.keys() - set(self.parameter_names):
            raise TypeError(
                f"For '{self.name}', the parameters are {self.parameter_names}, but got {args} and {kwargs}."
            )
        return tuple(
            default if given.get(name) is None else self._check_value(given[name], name)
            for name, default in zip(self.parameter_names, self.default_parameters, strict=True)
        )

    def _cross_entropy(self, dist, *args, **kwargs):
        of_other = len(self.parameter_names)
        own = {name: value for name, value in kwargs.items() if not name.endswith("_b")}
        own = {name.removesuffix("_a"): value for name, value in own.items()}
        return self._entropy(*args[of_other:], **own) + self._kl_loss(dist, *args, **kwargs)

    def _check_positive(self, *arguments):
        """ValueError unless the default parameters of these names are above 0."""
        for argument in arguments:
            check_positive(self.default_parameters[self.parameter_names.index(argument)], argument, self.name)

    def _value(self, value):
        """The value in the dtype of the distribution. TypeError unless it is a Tensor."""
        return cast(self._check_value(value, "value"), self.dtype)

    def _other(self, dist, **parameters):
        """The parameters of the other distribution, one Tensor or a tuple. ValueError where its type is another."""
        if dist != self.family:
            raise ValueError(f"For '{self.name}', the 'dist' must be {self.family!r}, but got {dist!r}.")
        out = [
            cast(check_tensor(value, argument, self.name), self.parameter_type)
            for argument, value in parameters.items()
        ]
        return out[0] if len(out) == 1 else tuple(out)

    def _shape(self, shape):
        """The shape of a sample. TypeError unless it is a tuple of ints, ValueError for negative ones."""
        check_type(shape, tuple, "shape", self.name)
        for n in shape:
            check_non_negative_int(n, "shape", self.name)
        return shape

    def _uniform(self, shape, *parameters):
        """float32 numbers in (0, 1), of the shape of a sample for these parameters: the numbers of `ops.uniform`."""
        draws = _draw_uniform("uniform", self.seed, self._shape(shape) + parameters[0].shape)
        return maximum(draws, _SMALLEST)
