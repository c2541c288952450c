"""ParametricBijector: what the transformations with named parameters share."""

from __future__ import annotations

from msgrad.nn.probability.bijector.bijector import Bijector


class ParametricBijector(Bijector):
    """A bijector with parameters, in the dtype of the value in every call."""

    def __init__(self, parameters, name, is_constant_jacobian=False):
        for argument, value in parameters.items():
            if value is None:
                raise TypeError(f"For '{type(self).__name__}', the '{argument}' must not be None.")
        super().__init__(is_constant_jacobian, True, name, None, {**parameters, "name": name, "param_dict": parameters})
        for argument, value in parameters.items():
            self._add_parameter(value, argument)

    def _of(self, value):
        """The parameters in the dtype of the value, as a list."""
        return [self.cast_param_by_value(value, self._tensors[name]) for name in self.parameter_names]

    def extend_repr(self):
        if self.is_scalar_batch:
            return ", ".join(f"{name} = {value}" for name, value in self._tensors.items())
        return f"batch_shape = {self.batch_shape}"
