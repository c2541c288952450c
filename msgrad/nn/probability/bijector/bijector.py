"""Bijector: the face that all transformations share."""

from __future__ import annotations

import numpy as np

from msgrad._checkparam import check_bool, check_type
from msgrad.common import dtype as mstype
from msgrad.common.tensor import Tensor
from msgrad.nn.cell import Cell
from msgrad.nn.probability.parameters import FLOATS, as_tensor, check_kind, check_tensor, common_shape
from msgrad.ops import cast
from msgrad.ops.function._arguments import dtype_of, shape_of

_FUNCTIONS = ("forward", "inverse", "forward_log_jacobian", "inverse_log_jacobian")


class Bijector(Cell):
    """The base class of transformations Y = g(X) that can be turned round.

    A subclass defines ``_forward`` (g), ``_inverse``, ``_forward_log_jacobian`` (the logarithm of the size of g's
    derivative) and ``_inverse_log_jacobian`` (that of the inverse), or those of them that are used. The functions of
    the same names without ``_`` take a Tensor of floats, and the result has its dtype.

    Called on a `Distribution`, it gives the `TransformedDistribution`; on the name of a function and a value, the
    result of that function.

    Args:
        is_constant_jacobian: whether the derivative is the same everywhere.
        is_injective: whether no two values become one.
        name: a name for messages.
        dtype: the one dtype of values that is allowed; any floating one for None.
        param: the arguments of the constructor, for instance its ``locals()``; under "param_dict" those of them that
            are parameters of the transformation.

    Raises:
        TypeError: for arguments of another type, for parameters that are not floating, and of different dtypes.
        ValueError: for parameters whose shapes do not broadcast to each other.

    >>> from msgrad.nn.probability.bijector import Bijector
    >>> class Cube(Bijector):
    ...     def __init__(self):
    ...         super().__init__(name="Cube", param={})
    ...     def _forward(self, x):
    ...         return x * x * x
    >>> print(Cube().forward(Tensor([2.0])))
    [8.]
    """

    def __init__(self, is_constant_jacobian=False, is_injective=True, name=None, dtype=None, param=None):
        super().__init__()
        who = type(self).__name__
        self._name = check_type(name, str, "name", who)
        self._is_constant_jacobian = check_bool(is_constant_jacobian, "is_constant_jacobian", name)
        self._is_injective = check_bool(is_injective, "is_injective", name)
        self._dtype = None if dtype is None else check_kind(dtype, FLOATS, "dtype", name)
        param = check_type(param or {}, dict, "param", name)
        self._parameters = {k: v for k, v in param.items() if k != "self" and not k.startswith("_")}
        self._tensors = {}
        if "param_dict" in param:
            self.common_dtype = None
            self.default_parameters = []
            self.parameter_names = []
            given = param["param_dict"].values()
            self._is_scalar_batch = all(isinstance(value, int | float) for value in given)
        else:
            self._is_scalar_batch = True
        self._batch_shape = ()

    # -- what it is --

    @property
    def name(self):
        """The name."""
        return self._name

    @property
    def dtype(self):
        """The dtype that values must have; None for any floating one."""
        return self._dtype

    @property
    def parameters(self):
        """The arguments of the constructor by name."""
        return self._parameters

    @property
    def is_constant_jacobian(self):
        """Whether the derivative is the same everywhere."""
        return self._is_constant_jacobian

    @property
    def is_injective(self):
        """Whether no two values become one."""
        return self._is_injective

    @property
    def batch_shape(self):
        """The shape that the parameters broadcast to."""
        return self._batch_shape

    @property
    def is_scalar_batch(self):
        """Whether all parameters are plain numbers."""
        return self._is_scalar_batch

    def shape_mapping(self, shape):
        """The shape of the result for a value of this shape."""
        return common_shape(self.name, parameters=self.batch_shape, value=tuple(shape))

    # -- for subclasses --

    def _add_parameter(self, value, name):
        """Keeps a parameter under a name; gives it as a Tensor. TypeError unless it is floating, of the dtype of those
        before and, where the bijector has one, of its ``dtype``."""
        if isinstance(value, Tensor):
            kind = value.dtype
        elif isinstance(value, np.ndarray):
            kind = mstype.float32 if value.dtype == np.float64 else mstype.from_numpy(dtype_of(value))
        else:
            as_tensor(value, mstype.float32, name, self.name)  # refuses what is no number
            kind = mstype.float32 if np.asarray(value).dtype.kind == "f" else mstype.int64
        check_kind(kind, FLOATS, f"dtype of {name}", self.name)
        expected = self.common_dtype or self.dtype or kind
        if kind != expected:
            raise TypeError(
                f"For '{self.name}', the parameters must all have the same dtype, but got {expected} and {kind} for "
                f"'{name}'."
            )
        self.common_dtype = kind
        self.default_parameters.append(value)
        self.parameter_names.append(name)
        self._tensors[name] = as_tensor(value, kind, name, self.name)
        self._batch_shape = common_shape(self.name, **{n: shape_of(x) for n, x in self._tensors.items()})
        return self._tensors[name]

    def cast_param_by_value(self, value, para):
        """A parameter in the dtype of the value."""
        return cast(para, value.dtype)

    def _check_value(self, value, name):
        """The value. TypeError unless it is a Tensor."""
        return check_tensor(value, name, self.name)

    def _check_value_dtype(self, value):
        """The value. TypeError unless it is a Tensor, floating, and of the bijector's dtype, if it has one."""
        check_tensor(value, "value", self.name)
        return check_kind(value.dtype, FLOATS if self.dtype is None else (self.dtype,), "dtype of the value", self.name)

    def _compute(self, function, value, *args, **kwargs):
        body = getattr(self, f"_{function}", None)
        if body is None:
            raise NotImplementedError(f"'{function}' is not implemented for the bijector '{self.name}'.")
        self._check_value_dtype(value)
        return body(value, *args, **kwargs)

    # -- the functions --

    def forward(self, value, *args, **kwargs):
        """g(value)."""
        return self._compute("forward", value, *args, **kwargs)

    def inverse(self, value, *args, **kwargs):
        """The x with g(x) = value."""
        return self._compute("inverse", value, *args, **kwargs)

    def forward_log_jacobian(self, value, *args, **kwargs):
        """The logarithm of the size of g's derivative at ``value``."""
        return self._compute("forward_log_jacobian", value, *args, **kwargs)

    def inverse_log_jacobian(self, value, *args, **kwargs):
        """The logarithm of the size of the inverse's derivative at ``value``."""
        return self._compute("inverse_log_jacobian", value, *args, **kwargs)

    def __call__(self, *args, **kwargs):
        from msgrad.nn.probability.distribution.distribution import Distribution
        from msgrad.nn.probability.distribution.transformed_distribution import TransformedDistribution

        if args and isinstance(args[0], Distribution):
            return TransformedDistribution(self, *args, **kwargs)
        return super().__call__(*args, **kwargs)

    def construct(self, name, *args, **kwargs):
        """The function of that name on the arguments."""
        if name not in _FUNCTIONS:
            raise NotImplementedError(f"For '{self.name}', the functions are {list(_FUNCTIONS)}, but got {name!r}.")
        return getattr(self, name)(*args, **kwargs)
