"""Probability distributions."""

from msgrad._names import missing_name_getattr
from msgrad.nn.probability.distribution.bernoulli import Bernoulli
from msgrad.nn.probability.distribution.beta import Beta
from msgrad.nn.probability.distribution.categorical import Categorical
from msgrad.nn.probability.distribution.cauchy import Cauchy
from msgrad.nn.probability.distribution.distribution import Distribution
from msgrad.nn.probability.distribution.exponential import Exponential
from msgrad.nn.probability.distribution.gamma import Gamma
from msgrad.nn.probability.distribution.geometric import Geometric
from msgrad.nn.probability.distribution.gumbel import Gumbel
from msgrad.nn.probability.distribution.half_normal import HalfNormal
from msgrad.nn.probability.distribution.laplace import Laplace
from msgrad.nn.probability.distribution.log_normal import LogNormal
from msgrad.nn.probability.distribution.logistic import Logistic
from msgrad.nn.probability.distribution.normal import Normal
from msgrad.nn.probability.distribution.poisson import Poisson
from msgrad.nn.probability.distribution.student_t import StudentT
from msgrad.nn.probability.distribution.transformed_distribution import TransformedDistribution
from msgrad.nn.probability.distribution.uniform import Uniform

__all__ = [
    "Bernoulli", "Beta", "Categorical", "Cauchy", "Distribution", "Exponential", "Gamma", "Geometric", "Gumbel",
    "HalfNormal", "Laplace", "LogNormal", "Logistic", "Normal", "Poisson", "StudentT", "TransformedDistribution",
    "Uniform",
]  # fmt: skip
__getattr__ = missing_name_getattr(__name__)
