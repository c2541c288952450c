"""Checks of the coefficients of optimizers."""

from __future__ import annotations

from msgrad._checkparam import check_float, check_type


def check_betas(beta1: float, beta2: float, eps: float, who: str) -> None:
    """TypeError for anything but floats, ValueError unless the betas are in (0, 1) and eps above 0."""
    for name, value in (("beta1", beta1), ("beta2", beta2), ("eps", eps)):
        check_type(value, float, name, who)
    for name, beta in (("beta1", beta1), ("beta2", beta2)):
        if not 0 < beta < 1:
            raise ValueError(f"For '{who}', the '{name}' must be in (0, 1), but got {beta}.")
    check_float(eps, "eps", who, above=0.0)
