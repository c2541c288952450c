"""Variational: what the layers share whose weights are distributions."""

from __future__ import annotations

from msgrad.nn.cell import Cell
from msgrad.ops import sum


class Variational(Cell):
    """A mixin: distributions of weight and bias that are trained, and others that they should keep near to."""

    def _set_distributions(self, which, prior_fn, posterior_fn, shape):
        """Makes the two distributions of "weight" or "bias"."""
        who = type(self).__name__
        if not callable(prior_fn):
            raise TypeError(f"For '{who}', the '{which}_prior_fn' must be a Cell or a function, but got {prior_fn!r}.")
        if not callable(posterior_fn):
            raise TypeError(f"For '{who}', the '{which}_posterior_fn' must be a function, but got {posterior_fn!r}.")
        prior = prior_fn if isinstance(prior_fn, Cell) else prior_fn()
        posterior = posterior_fn(name=f"bnn_{which}", shape=shape)
        for made, argument in ((prior, "prior_fn"), (posterior, "posterior_fn")):
            if not isinstance(made, Cell):
                raise TypeError(f"For '{who}', the '{which}_{argument}' must give a Cell, but got {made!r}.")
        setattr(self, f"{which}_prior", prior)
        setattr(self, f"{which}_posterior", posterior)

    def compute_kl_loss(self):
        """The Kullback-Leibler divergence of the trained distributions from those that they should keep near to, summed
        over all weights and biases."""
        total = self._divergence(self.weight_prior, self.weight_posterior)
        if self.has_bias:
            total = total + self._divergence(self.bias_prior, self.bias_posterior)
        return total

    @staticmethod
    def _divergence(prior, posterior):
        return sum(prior("kl_loss", "Normal", posterior("mean"), posterior("sd")))

    def _shown(self):
        """The Parameters as they are printed."""
        texts = [f"weight_mean={self.weight_posterior.mean}, weight_std={self.weight_posterior.untransformed_std}"]
        texts.append(f"has_bias={self.has_bias}")
        if self.has_bias:
            texts.append(f"bias_mean={self.bias_posterior.mean}, bias_std={self.bias_posterior.untransformed_std}")
        return ", ".join(texts)
