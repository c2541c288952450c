"""The table of cases for `mindspore.nn.probability`; see layer_cases.py."""

import mindspore.nn.probability.bnn_layers  # noqa: F401  (the real one needs it)
from layer_cases import bad, layer

_PROBABILITIES = "prob log_prob cdf log_cdf survival_function log_survival".split()
_MOMENTS = "mean sd var mode entropy".split()
_OTHERS = "kl_loss cross_entropy".split()
_D, _B, _N = (f"nn.probability.{package}" for package in ("distribution", "bijector", "bnn_layers"))


def _calls(functions, arguments, first=""):
    return f"({''.join(f'net.{f}({first}{arguments}), ' for f in functions)})"


class Family:
    """A family of distributions: parameters of the constructor, values, parameters of a call, and what it lacks."""

    def __init__(self, name, default, values, given, lacks="", still=()):
        self.name, self.default, self.values, self.given, self.still = name, default, values, given, still
        self.lacks = lacks.split()

    def cases(self):
        """All functions with the parameters of the constructor; and with those of the call, with derivatives."""
        have = lambda functions: [f for f in functions if f not in self.lacks]  # noqa: E731
        own, first, n = f"{_D}.{self.name}({self.default})", f"{self.name!r}, ", len(self.given)
        given, other = ", ".join("bcde"[:n]), ", ".join("bcdefgh"[n : 2 * n])
        calls = [_calls(have(_PROBABILITIES), "a"), _calls(have(_MOMENTS), ""), _calls(have(_OTHERS), given, first)]
        yield layer(own, self.values, *self.given, call=" + ".join(calls), still=range(n + 1))
        calls = [_calls(have(_PROBABILITIES), f"a, {given}"), _calls(have(_MOMENTS), given)]
        calls.append(_calls(have(_OTHERS), f"{given}, {other}", first))
        others = [text.replace("seed=", "seed=1") for text in self.given] if have(_OTHERS) else []
        yield layer(f"{_D}.{self.name}()", self.values, *self.given, *others, call=" + ".join(calls), still=self.still)


_REAL, _PLACE, _SIZE = "f(3)", "f(1, seed=5)", "p(2, 3, seed=7) * 2"
_CHANCE = "p(3, seed=4)"
_ONLY_DENSITY = "cdf log_cdf survival_function log_survival mean sd var mode entropy kl_loss cross_entropy"
_COUNTS = "np.array([0, 1, 3], 'float32')"
FAMILIES = [
    Family("Normal", "[0.5, 1.0, -1.0], 2.0", _REAL, (_PLACE, _SIZE)),
    Family("Bernoulli", "[[0.3], [0.6]]", "i(0, 2, 3)", (_CHANCE,), "mode log_survival"),
    Family("Beta", "[2.0, 3.0], [[3.0], [1.5]]", "p(2, 2)", ("p(2, seed=1) * 4", "p(2, seed=3) * 5"),
           "cdf log_cdf survival_function log_survival"),
    Family("Categorical", "[[0.2, 0.3, 0.5], [0.1, 0.1, 0.8]]", "i(0, 3, 4, 2)", ("dist(2, 3)",)),
    Family("Cauchy", "1.0, 2.0", _REAL, (_PLACE, _SIZE), "mean sd var"),
    Family("Exponential", "0.5", "p(3) * 3", (_SIZE,)),
    Family("Gamma", "[2.0], [3.0, 1.5, 1.0]", "p(2, 1) * 3", ("p(2, 3) + np.float32(1)", "p(3, seed=2)")),
    Family("Geometric", "0.3", _COUNTS, (_CHANCE,), still=(0,)),
    Family("HalfNormal", "0.0, [1.0, 2.0, 3.0]", "p(3)", ("p(1)", _SIZE), _ONLY_DENSITY),
    Family("Laplace", "1.0, [1.0, 2.0, 3.0]", _REAL, (_PLACE, _SIZE), _ONLY_DENSITY),
    Family("LogNormal", "0.3, [0.5, 0.8, 1.0]", "p(3) * 3", ("p(1)", "p(2, 3, seed=7) + np.float32(0.5)")),
    Family("Logistic", "1.0, 2.0", _REAL, (_PLACE, _SIZE), "kl_loss cross_entropy"),
    Family("Poisson", "[2.0, 0.7, 1.3]", _COUNTS, (_SIZE,), "entropy kl_loss cross_entropy", still=(0,)),
    Family("StudentT", "3.0, 1.0, 2.0", _REAL, ("p(3) * 9", _PLACE, _SIZE), _ONLY_DENSITY),
    Family("Uniform", "-1.0, [1.0, 2.0, 3.0]", "p(3)", ("-p(1)", "p(2, 3) + np.float32(1)"), "mode"),
]  # fmt: skip

_EDGES = "np.array([-30, -2, -1, -0.5, 0, 0.4, 1, 1.5, 2, 30], 'float32')"
_DTYPES = ("float16", "float64")
_SAMPLED = {
    "Normal": ("1.0, 2.0", _PLACE, _SIZE), "Uniform": ("0.5, 2.0", "p(1)", "p(2, 3) + np.float32(1)"),
    "Bernoulli": ("0.3", _CHANCE), "Categorical": ("[0.2, 0.3, 0.5]", "dist(2, 3)"), "Cauchy": ("1.0, 2.0", _PLACE, _SIZE),
    "Exponential": ("0.5", _SIZE), "Geometric": ("[0.3, 0.5]", _CHANCE), "LogNormal": ("1.0, 0.5", _PLACE, _SIZE),
    "Logistic": ("1.0, 2.0", _PLACE, _SIZE), "Gumbel": ("1.0, 2.0",),
}  # fmt: skip


def _sampled(name, default, *given):
    discrete = name in ("Bernoulli", "Categorical", "Geometric")
    yield layer(f"{_D}.{name}({default}, seed=3)", call="(net.sample(), net.sample((2, 3)), net.sample((4,)))")
    if given:
        names = ", ".join("abc"[: len(given)])
        yield layer(f"{_D}.{name}({default})", *given, call=f"(net.sample((2,), {names}), net.sample((), {names}))",
                    still=(0, 1) if discrete else ())  # fmt: skip


_BIJECTORS = {
    "Exp()": "p(3)", "GumbelCDF()": "p(3)", "GumbelCDF([[1.0], [2.0]], 2.0)": "p(3)", "PowerTransform(0.5)": "p(3)",
    "PowerTransform([0.0, 1.0, 2.0])": "p(3)", "ScalarAffine(-2.0, 1.0)": "f(3)", "Softplus([1.0, 2.0, 30.0])": "p(3)",
    "ScalarAffine([1.0, 2.0, 3.0], [[1.0], [2.0]])": "f(3)", "Softplus(2.0)": "p(3)",
}  # fmt: skip
_MAPS = "forward inverse forward_log_jacobian inverse_log_jacobian".split()
_TRANSFORMED = f"{_D}.TransformedDistribution"

CASES = [
    *[case for family in FAMILIES for case in family.cases()],
    *[layer(f"{_D}.{name}", _EDGES, call=_calls(_PROBABILITIES, "a"), still=(0,)) for name in
      ("Exponential(0.5)", "Uniform(-1.0, 1.0)", "Logistic(0.0, 1.0)", "Cauchy(0.0, 1.0)")],
    *[layer(f"{_D}.{name}", _EDGES, call=_calls(("prob", "cdf", "survival_function"), "a"), still=(0,)) for name in
      ("Geometric(0.3)", "Bernoulli(0.3)", "Poisson([0.7])", "Poisson([0.7], dtype=ms.int32)", "Normal(0.0, 1.0)",
       "Geometric(0.3, dtype=ms.float32)", "Gumbel(0.0, 1.0)", "Gamma([0.5], [0.5])", "Categorical([0.2, 0.3, 0.5])")],
    *[layer(f"{_D}.{name}", _EDGES, call="net.prob(a)", still=(0,)) for name in
      ("HalfNormal(1.0, 1.0)", "Beta([0.5], [0.5])", "Beta([1.0], [2.0])", "LogNormal(0.0, 1.0)")],
    layer(f"{_D}.LogNormal(0.0, 1.0)", _EDGES, call="(net.cdf(a), net.survival_function(a))", still=(0,)),
    *[layer(f"{_D}.{name}, dtype=ms.{dtype})", "f(3)", call=_calls(("prob", "log_prob"), "a"), still=(0,))
      for dtype in _DTYPES for name in ("Normal([0.0, 1.0, 2.0], 1.0", "Laplace(0.0, 1.0", "Cauchy(0.0, 1.0",
                                        "Uniform(-1.0, 1.0", "Gumbel(0.0, 1.0", "StudentT(3.0, 0.0, 1.0")],
    layer(f"{_D}.Normal(T(f(3)), 1.0, dtype=ms.float16)", "f(3)", call="(net.prob(a), net.mean())"),
    layer(f"{_D}.Normal(np.float16([1, 2]), 1)", "f(2)", call="(net.prob(a), net.mean(), net.sample())"),
    layer(f"{_D}.Normal(1, 2, dtype=ms.float64)", "f(2)", call="(net.prob(a), net.mean(), net.sample((2,)))"),
    *[layer(f"{_D}.{name}([0.3, 0.7], dtype=ms.{dtype})", call=_calls(("mean", "var", "entropy"), "") + " + (net.sample((3,)),)"
            + " + (net.mode(),)" * (name != "Bernoulli"))
      for name, dtype in (("Geometric", "int64"), ("Geometric", "float16"), ("Bernoulli", "uint8"),
                          ("Categorical", "float16"), ("Categorical", "float64"))],
    layer(f"{_D}.Gumbel([1.0, 2.0], [[1.0], [2.0]])", "f(2)",
          call=_calls(_PROBABILITIES, "a") + " + " + _calls(_MOMENTS, "")),
    layer(f"{_D}.Gumbel(1.0, 2.0)", "f(1)", "p(3) * 2", call=_calls(_OTHERS, "a, b", "'Gumbel', ")),
    *[case for name, arguments in _SAMPLED.items() for case in _sampled(name, *arguments)],
    # MindSpore's gradients of powers that are 0 are NaN
    *[layer(f"{_B}.{name}", values, call=_calls(_MAPS, "a"), still=(0,) if "Exp" in name or "0.0, 1.0, 2.0" in name else ())
      for name, values in _BIJECTORS.items()],
    layer(f"{_B}.Invert({_B}.ScalarAffine(2.0, 1.0))", "f(3)", call=_calls(_MAPS, "a")),
    layer(f"{_B}.Softplus(2.0)", "h(3)", call="net('forward', a)"),
    layer(f"{_B}.PowerTransform(2.0)", "np.array([-0.2, 0, 0.5])", call=_calls(_MAPS, "a"), still=(0,)),
    layer(f"{_TRANSFORMED}({_B}.Exp(), {_D}.Normal(0.0, 1.0))", "p(3)", call=_calls(_PROBABILITIES, "a")),
    layer(f"{_TRANSFORMED}({_B}.ScalarAffine([2.0, 3.0], 1.0), {_D}.Normal([[0.0], [1.0]], 1.0), seed=3)", "f(2)",
          "p(1)", "p(2)", call="(net.cdf(a), net.prob(a, b, c), net.mean(), net.mean(b, c), net.sample((2,)))"),
    layer(f"{_B}.Exp()({_D}.Exponential(1.0))", "p(3) + np.float32(1)", call="(net.log_cdf(a), net.log_prob(a))"),
    *[layer(f"{_N}.{name}", "f(2, 3)", call="(net(a), net.compute_kl_loss(), net(a))") for name in
      ("DenseReparam(3, 2)", "DenseReparam(3, 2, 'tanh', False)", "DenseLocalReparam(3, 2)",
       "DenseLocalReparam(3, 2, nn.ReLU(), weight_prior_fn=lambda: nn.probability.bnn_layers.NormalPrior(std=2.0))")],
    *[layer(f"{_N}.ConvReparam({arguments})", "f(2, 2, 5, 5)", call="(net(a), net.compute_kl_loss())") for arguments in
      ("2, 2, 3, has_bias=True", "2, 4, (3, 2), 2, 'pad', 1, 1, 2", "2, 2, 2, (1, 2), 'valid', dilation=2")],
    layer(f"{_N}.WithBNNLossCell(nn.SequentialCell({_N}.DenseReparam(3, 2), nn.ReLU(), nn.Dense(2, 1)), nn.MSELoss(), 2, "
          "0.5)", "f(2, 3)", "f(2, 1)"),
    layer(f"{_N}.NormalPosterior('a', [3], loc_mean=1.0)", call="(net('mean'), net('sd'), net('sample', (2,)))"),
    layer(f"{_N}.NormalPrior(mean=1)", "f(3)", call="(net('log_prob', a), net('sample', (2,)))"),
    layer("nn.LBeta()", "p(2, 3) * 4", "p(3) * 30"), # as are those of LBeta for large numbers
    layer("nn.LBeta()", "p(3) * 40", "p(3, seed=1) * 4", still=(0, 1)),
    *[bad(f"{_D}.{arguments}") for arguments in (
        "Normal(0.0, 0.0)", "Normal(0.0, [1.0, -1.0])", "Normal('a', 1.0)", "Normal(True, 1.0)", "Normal((1.0,), 1.0)",
        "Normal(T(f(2)), T(h(2)))", "Normal([1.0, 2.0], [1.0, 2.0, 3.0])", "Normal(seed=-1)", "Normal(seed=1.5)",
        "Normal(name=3)", "Normal(dtype=ms.int32)", "Normal(dtype='a')", "Normal().mean()", "Normal(0.0, 1.0).prob(1.0)",
        "Normal(0.0, 1.0).prob()", "Normal(0.0, 1.0).prob(T(f(2)), 1.0)", "Normal(0.0, 1.0).prob(T(f(2)), T(h(2)))",
        "Normal(0.0, 1.0).prob(T(f(2)), foo=T(f(2)))", "Normal(0.0, 1.0).kl_loss('foo', T(f(2)), T(p(2)))",
        "Normal(0.0, 1.0).kl_loss('Normal', T(f(2)))", "Normal(0.0, 1.0).kl_loss('Normal', 1.0, 2.0)",
        "Normal(0.0, 1.0).sample(2)", "Normal(0.0, 1.0).sample([2])", "Normal(0.0, 1.0).sample((-1,))",
        "Normal(0.0, 1.0).sample((2.0,))", "Normal(0.0, 1.0)('foo')", "Normal(0.0, 1.0)()",
        "Normal(0.0, 1.0).get_dist_args(3.0)", "Bernoulli(0.0)", "Bernoulli(1.0)", "Bernoulli(dtype=ms.bool_)",
        "Beta(1.0, 1.0)", "Beta([0.0], [1.0])", "Beta([1.0], [2.0]).cdf(T(p(2)))", "Categorical([0.2, 0.3])",
        "Categorical(0.2)", "Categorical([0.0, 1.0])", "Categorical().mean()", "Categorical([0.5, 0.5]).sample(3)",
        "Cauchy(0.0, 0.0)", "Cauchy(0.0, 1.0).mean()", "Cauchy(0.0, 1.0).sd()", "Exponential(0.0)", "Gamma(1.0, 1.0)",
        "Gamma([1.0], [0.0])", "Geometric(1.0)", "Geometric(0.5).kl_loss('Geometric', 1.0)", "Gumbel(1.0, 0.0)",
        "Gumbel(None, 1.0)", "Gumbel(1, 2)", "Gumbel(1.0, 2.0).mean(T(f(2)))", "HalfNormal(0.0, 0.0)",
        "HalfNormal(0.0, 1.0).mean()", "Laplace(0.0, 0.0)", "Laplace(0.0, 1.0).sample()", "LogNormal(0.0, 0.0)",
        "LogNormal(0.0, 1.0).prob(T(i(0, 3, 2)))", "LogNormal(0.0, 1.0).kl_loss('Normal', T(f(2)), T(p(2)))",
        "Logistic(0.0, 0.0)", "Logistic(0.0, 1.0).kl_loss('Logistic', T(f(2)), T(p(2)))", "Poisson(0.5)",
        "Poisson([0.0])", "Poisson([1.0]).entropy()", "StudentT(0.0, 0.0, 1.0)", "StudentT(1.0, 0.0, 0.0)",
        "StudentT(1.0, 1.0).log_prob(T(f(2)))", "Uniform(1.0, 1.0)", "Uniform([1.0, 2.0], [1.5, 1.9])",
        "Uniform(0.0, 1.0).mode()", "TransformedDistribution(1, 2)",
        f"TransformedDistribution({_B}.Exp(), 1)", f"TransformedDistribution({_B}.Exp(), {_D}.Bernoulli(0.5))",
        f"TransformedDistribution({_B}.Exp(), {_D}.Normal(0.0, 1.0)).mean()",
        f"TransformedDistribution({_B}.Exp(), {_D}.Normal(0.0, 1.0)).sd()",
        f"TransformedDistribution({_B}.Exp(), {_D}.Normal(0.0, 1.0), seed=-1)",
        f"TransformedDistribution({_B}.Exp(), {_D}.Normal(0.0, 1.0)).cdf(1.0)",
        f"TransformedDistribution({_B}.ScalarAffine([1.0, 2.0, 3.0]), {_D}.Normal([1.0, 2.0], 1.0))")],
    *[bad(f"{_B}.{arguments}") for arguments in (
        "Bijector()", "Exp(3)", "Exp().forward(1.0)", "Exp().forward(T(i(0, 3, 2)))", "GumbelCDF(1.0, 0.0)",
        "GumbelCDF(1, 2)", "Invert(1)", "PowerTransform(-1.0)", "PowerTransform(1)", "PowerTransform(None)",
        "ScalarAffine('a')", "ScalarAffine(1)", "ScalarAffine(True)", "ScalarAffine(T(h(2)), T(f(2)))",
        "ScalarAffine(T(h(2)), 1.0)", "ScalarAffine(name=1)", "Softplus(1)", "Softplus(None)")],
    *[bad(f"{_N}.{arguments}") for arguments in (
        "DenseReparam(3.0, 2)", "DenseReparam(0, 2)", "DenseReparam(3, 2, has_bias=1)", "DenseReparam(3, 2, 3)",
        "DenseReparam(3, 2, 'foo')", "DenseReparam(3, 2, weight_prior_fn=1)", "DenseReparam(3, 2, weight_posterior_fn=1)",
        "ConvReparam(0, 2, 3)", "ConvReparam(1, 2, (3, 2, 1))", "ConvReparam(1, 2, 0)", "ConvReparam(1, 2, 3, stride=0)",
        "ConvReparam(1, 2, 3, pad_mode='foo')", "ConvReparam(1, 2, 3, padding=1)", "ConvReparam(3, 2, 3, group=2)",
        "NormalPosterior('a', 3)", "NormalPosterior(1, (2,))", "NormalPosterior('a', (2,), loc_mean='x')",
        "NormalPosterior('a', (2,), loc_std=-1)", "NormalPrior(mean='a')", "NormalPrior(std=0)",
        "WithBNNLossCell(nn.ReLU(), nn.MSELoss(), 'a')", "WithBNNLossCell(nn.ReLU(), nn.MSELoss(), -1)")],
    bad(f"{_N}.DenseReparam(3, 2)", "f(2, 4)"), bad("nn.LBeta()", "i(0, 3, 2)", "i(0, 3, 2)"),
]  # fmt: skip
