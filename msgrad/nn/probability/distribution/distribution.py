"""Distribution: the face that all distributions share, and what follows from one function to another."""

from __future__ import annotations

from msgrad._checkparam import check_non_negative_int, check_type
from msgrad.nn.cell import Cell
from msgrad.nn.probability.parameters import as_tensor, check_tensor, common_shape, parameter_dtype
from msgrad.ops import broadcast_to, cast, exp, log, sqrt, square
from msgrad.ops.function._arguments import shape_of

__all__ = ["Distribution"]


def _complement(x):
    return 1.0 - x


_ONE_WAY = "mean mode entropy kl_loss cross_entropy sample get_dist_args get_dist_type".split()
# For each function the methods of a subclass that give it, the best first, each with what is then to be done.
_WAYS = {
    "prob": {"_prob": (), "_log_prob": (exp,)},
    "log_prob": {"_log_prob": (), "_prob": (log,)},
    "cdf": {
        "_cdf": (),
        "_log_cdf": (exp,),
        "_survival_function": (_complement,),
        "_log_survival": (exp, _complement),
    },
    "log_cdf": {
        "_log_cdf": (),
        "_cdf": (log,),
        "_survival_function": (_complement, log),
        "_log_survival": (exp, _complement, log),
    },
    "survival_function": {
        "_survival_function": (),
        "_log_survival": (exp,),
        "_cdf": (_complement,),
        "_log_cdf": (exp, _complement),
    },
    "log_survival": {
        "_log_survival": (),
        "_survival_function": (log,),
        "_cdf": (_complement, log),
        "_log_cdf": (exp, _complement, log),
    },
    "sd": {"_sd": (), "_var": (sqrt,)},
    "var": {"_var": (), "_sd": (square,)},
    **{function: {f"_{function}": ()} for function in _ONE_WAY},
}


class Distribution(Cell):
    """The base class of probability distributions.

    A subclass keeps its parameters by `_add_parameter` and defines some of ``_prob``, ``_log_prob``, ``_cdf``,
    ``_log_cdf``, ``_survival_function``, ``_log_survival``, ``_mean``, ``_sd``, ``_var``, ``_mode``, ``_entropy``,
    ``_kl_loss``, ``_cross_entropy``, ``_sample``, ``_get_dist_args`` and ``_get_dist_type``. The functions of the
    same names without ``_`` are these, or follow from them: the probability from its logarithm and the other way
    round, the variance from the standard deviation, and so on. Each takes parameters as its last arguments, Tensors
    that stand in for those of the constructor.

    Args:
        seed: of the samples; None counts as 0, which leaves them to `set_seed`.
        dtype: of the values that are drawn.
        name: a name for messages.
        param: the arguments of the constructor, for instance its ``locals()``; under "param_dict" those of them that
            are parameters of the distribution.

    Raises:
        TypeError: if the name is no str or the seed no int, and for parameters that are no numbers.
        ValueError: for a negative seed, and for parameters whose shapes do not broadcast to each other.

    >>> from msgrad.nn.probability.distribution import Distribution
    >>> class Triangle(Distribution):
    ...     def __init__(self, width=None):
    ...         super().__init__(None, mindspore.float32, "Triangle", {"param_dict": {"width": width}})
    ...         self._width = self._add_parameter(width, "width")
    ...     def _cdf(self, value, width=None):
    ...         width = self._check_param_type(width)
    ...         return (value / width) ** 2
    >>> print(Triangle(2.0).survival_function(Tensor([1.0])), Triangle().cdf(Tensor([1.0]), Tensor([4.0])))
    [0.75] [0.0625]
    """

    def __init__(self, seed, dtype, name, param):
        super().__init__()
        self._name = check_type(name, str, "name", type(self).__name__)
        self._seed = check_non_negative_int(0 if seed is None else seed, "seed", name)
        self._dtype = dtype
        self._parameters = {k: v for k, v in param.items() if k != "self" and not k.startswith("_")}
        self._reset_parameters()
        if "distribution" not in param:  # a transformed one has all this from the distribution
            values = param.get("param_dict", {})
            given = [value for value in values.values() if value is not None]
            self.parameter_type = parameter_dtype(values, dtype, name)
            self._is_scalar_batch = all(isinstance(value, int | float) for value in given)
            self._batch_shape = None
            if len(given) == len(values):
                self._batch_shape = common_shape(name, **{key: shape_of(value) for key, value in values.items()})
            self._broadcast_shape = self._batch_shape

    # -- what it is --

    @property
    def name(self):
        """The name."""
        return self._name

    @property
    def dtype(self):
        """The dtype of the values."""
        return self._dtype

    @property
    def seed(self):
        """The seed of the samples."""
        return self._seed

    @property
    def parameters(self):
        """The arguments of the constructor by name."""
        return self._parameters

    @property
    def is_scalar_batch(self):
        """Whether all parameters of the constructor are plain numbers."""
        return self._is_scalar_batch

    @property
    def batch_shape(self):
        """The shape that the parameters of the constructor broadcast to; None where one is missing."""
        return self._batch_shape

    @property
    def broadcast_shape(self):
        """The shape of the mean; None where a parameter is missing."""
        return self._broadcast_shape

    # -- for subclasses --

    def _reset_parameters(self):
        """Forgets the default parameters."""
        self.default_parameters = []
        self.parameter_names = []

    def _add_parameter(self, value, name):
        """Keeps a default parameter (or None) under a name; gives it as a Tensor of the parameters' dtype."""
        value = None if value is None else as_tensor(value, self.parameter_type, name, self.name)
        self.default_parameters.append(value)
        self.parameter_names.append(name)
        return value

    def _check_value(self, value, name):
        """The value. TypeError unless it is a Tensor."""
        return check_tensor(value, name, self.name)

    def _check_param_type(self, *args):
        """The parameters of a call, the default ones in the place of None, broadcast to each other: one Tensor, or a
        tuple. TypeError for a missing one, for other things than Tensors and for different dtypes, ValueError where
        the shapes do not broadcast.
        """
        found = {}
        for value, name, default in zip(args, self.parameter_names, self.default_parameters, strict=True):
            if value is None and default is None:
                raise TypeError(
                    f"For '{self.name}', the parameter '{name}' must be a Tensor: it was not given to the constructor "
                    "either."
                )
            found[name] = default if value is None else self._check_value(value, name)
        kinds = {name: value.dtype for name, value in found.items()}
        if len(set(kinds.values())) > 1:
            raise TypeError(f"For '{self.name}', the parameters must all have the same dtype, but got {kinds}.")
        shape = common_shape(self.name, **{name: value.shape for name, value in found.items()})
        out = []
        for value in found.values():
            value = cast(value, self.parameter_type)
            out.append(value if value.shape == shape else broadcast_to(value, shape))
        return out[0] if len(out) == 1 else tuple(out)

    def _compute(self, function, *args, **kwargs):
        for method, steps in _WAYS[function].items():
            method = getattr(self, method, None)
            if method is not None:
                out = method(*args, **kwargs)
                for step in steps:
                    out = step(out)
                return out
        raise NotImplementedError(f"'{function}' is not implemented for the distribution '{self.name}'.")

    # -- the functions --

    def prob(self, value, *args, **kwargs):
        """The density, or the probability where the values are discrete."""
        return self._compute("prob", value, *args, **kwargs)

    def log_prob(self, value, *args, **kwargs):
        """The logarithm of `prob`."""
        return self._compute("log_prob", value, *args, **kwargs)

    def cdf(self, value, *args, **kwargs):
        """The probability of at most ``value``."""
        return self._compute("cdf", value, *args, **kwargs)

    def log_cdf(self, value, *args, **kwargs):
        """The logarithm of `cdf`."""
        return self._compute("log_cdf", value, *args, **kwargs)

    def survival_function(self, value, *args, **kwargs):
        """The probability of more than ``value``."""
        return self._compute("survival_function", value, *args, **kwargs)

    def log_survival(self, value, *args, **kwargs):
        """The logarithm of `survival_function`."""
        return self._compute("log_survival", value, *args, **kwargs)

    def mean(self, *args, **kwargs):
        """The mean."""
        return self._compute("mean", *args, **kwargs)

    def sd(self, *args, **kwargs):
        """The standard deviation."""
        return self._compute("sd", *args, **kwargs)

    def var(self, *args, **kwargs):
        """The variance."""
        return self._compute("var", *args, **kwargs)

    def mode(self, *args, **kwargs):
        """The most likely value."""
        return self._compute("mode", *args, **kwargs)

    def entropy(self, *args, **kwargs):
        """The entropy, in nats."""
        return self._compute("entropy", *args, **kwargs)

    def kl_loss(self, dist, *args, **kwargs):
        """The Kullback-Leibler divergence of another distribution b of the type ``dist`` from this: the parameters of b
        follow, and then those of this one, unless they are the default ones."""
        return self._compute("kl_loss", dist, *args, **kwargs)

    def cross_entropy(self, dist, *args, **kwargs):
        """The entropy plus `kl_loss`, of the same arguments."""
        return self._compute("cross_entropy", dist, *args, **kwargs)

    def sample(self, *args, **kwargs):
        """Values drawn: of the shape given (a tuple, by default ()) followed by that of the parameters."""
        return self._compute("sample", *args, **kwargs)

    def get_dist_args(self, *args, **kwargs):
        """The parameters as a tuple: those given, and the default ones in the place of None."""
        return self._compute("get_dist_args", *args, **kwargs)

    def get_dist_type(self):
        """The type, as `kl_loss` takes it."""
        return self._compute("get_dist_type")

    def construct(self, name, *args, **kwargs):
        """The function of that name on the arguments."""
        if name not in _WAYS:
            raise NotImplementedError(f"'{name}' is not implemented for the distribution '{self.name}'.")
        return self._compute(name, *args, **kwargs)
