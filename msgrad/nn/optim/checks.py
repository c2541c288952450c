"""Checks of the coefficients of optimizers."""

from __future__ import annotations

from typing import Any

from msgrad._checkparam import check_type


def check_float(
    value: Any,
    argument: str,
    who: str,
    at_least: float | None = None,
    above: float | None = None,
    at_most: float | None = None,
) -> float:
    """TypeError unless ``value`` is a float, ValueError where it is out of bounds."""
    check_type(value, float, argument, who)
    bounds = []
    if at_least is not None:
        bounds.append((value >= at_least, f"at least {at_least}"))
    if above is not None:
        bounds.append((value > above, f"above {above}"))
    if at_most is not None:
        bounds.append((value <= at_most, f"at most {at_most}"))
    if not all(holds for holds, _ in bounds):
        wanted = " and ".join(words for _, words in bounds)
        raise ValueError(f"For '{who}', the '{argument}' must be {wanted}, but got {value}.")
    return value


def check_betas(beta1: float, beta2: float, eps: float, who: str) -> None:
    """TypeError for anything but floats, ValueError unless the betas are in (0, 1) and eps above 0."""
    for name, value in (("beta1", beta1), ("beta2", beta2), ("eps", eps)):
        check_type(value, float, name, who)
    for name, beta in (("beta1", beta1), ("beta2", beta2)):
        if not 0 < beta < 1:
            raise ValueError(f"For '{who}', the '{name}' must be in (0, 1), but got {beta}.")
    check_float(eps, "eps", who, above=0.0)
