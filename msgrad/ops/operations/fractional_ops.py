"""Pooling over windows of pseudo-random sizes, whose mean size is a fraction (Graham 2014)."""

from __future__ import annotations

import math
from typing import Any

import jax.numpy as jnp
import numpy as np
from jax import lax

from msgrad._checkparam import check_rank, check_type
from msgrad.common.tensor import Tensor
from msgrad.engine import host_draws, random
from msgrad.engine.handle import wrap
from msgrad.engine.operator import operator
from msgrad.engine.values import leaf
from msgrad.ops.function._arguments import dtype_of, shape_of
from msgrad.ops.primitive import REQUIRED, Primitive, define, is_bool, is_int

_MINSTD_VALUES = 2**31 - 2


def _boundaries(n: int, windows: int, seed: int, pseudo_random: bool) -> tuple[int, ...]:
    """Where the windows along an axis of n elements begin, and n.

    Pseudo-random: ceil(n / windows * (i + u)) - 1 with a random u, so that the sizes are spread evenly. Random: the
    two sizes that there may be, shuffled.
    """
    generator = host_draws.Running(seed)
    if not pseudo_random:
        small, larger = divmod(n, windows)
        sizes = np.full(windows, small)
        sizes[:larger] += 1
        return (0, *np.cumsum(sizes[host_draws.minstd_permutation(generator, windows)]).tolist())
    ratio, whole = n / windows, n // windows
    largest = min((whole + 2) / ratio - 1, (n + 1 - whole) / ratio - (windows - 1))
    low, high = (generator.minstd.draw(2).astype(float) - 1).tolist()
    u = (low + high * _MINSTD_VALUES) / (float(_MINSTD_VALUES) * _MINSTD_VALUES) * largest
    return (0, *[math.ceil(ratio * (i + u)) - 1 for i in range(1, windows)], n)


@operator("x", name="fractional_pool")
def _pool(x, rows, columns, overlapping, mean):
    """Maxima or means over windows of x (N, H, W, C); with ``overlapping`` each has the first element of the next."""
    places, counted = [], []
    for bounds, n in zip((rows, columns), x.shape[1:3], strict=True):
        begin, end = np.array(bounds[:-1])[:, None], np.array(bounds[1:])[:, None]
        end = np.minimum(end + overlapping, n)
        place = begin + np.arange((end - begin).max())
        places.append(np.minimum(place, end - 1))  # a smaller window has its last element several times,
        counted.append(place < end)  # which is counted once
    values = x[:, places[0]][:, :, :, places[1]].transpose(0, 1, 3, 5, 2, 4)
    values = values.reshape(*values.shape[:4], -1)
    if not mean:
        best = jnp.argmax(lax.stop_gradient(values), -1)[..., None]
        return jnp.take_along_axis(values, best, -1)[..., 0]
    mask = (counted[0][:, None, :, None] & counted[1][None, :, None, :]).reshape(len(rows) - 1, len(columns) - 1, 1, -1)
    total, count = jnp.sum(jnp.where(mask, values, 0), -1, dtype=x.dtype), mask.sum(-1)
    if jnp.issubdtype(x.dtype, jnp.integer):  # cut off towards 0
        return lax.div(total, jnp.broadcast_to(count, total.shape).astype(x.dtype))
    return total / count.astype(x.dtype)


def _ratios(value: Any, argument: str, who: str) -> list[float]:
    check_type(value, list, argument, who)
    for item in value:
        check_type(item, float, argument, who)
    if len(value) != 4 or value[0] != 1 or value[3] != 1 or min(value) < 1:
        raise ValueError(
            f"For '{who}', the '{argument}' must be four numbers of at least 1, the first and last of them 1.0, but "
            f"got {value}."
        )
    return value


def _fractional(name: str, mean: bool) -> type[Primitive]:
    def call(self: Any, x: Any) -> Any:
        """x (N, H, W, C) of float32, float64, int32 or int64: the results and where windows begin, in rows and columns.

        Without ``deterministic`` the windows are those of seed 1, as in MindSpore; with it those of ``seed``, or
        ``seed2`` where that is 0, and where both are 0 of a seed that is drawn at each call.

        Raises TypeError for other dtypes, ValueError for another rank, for seeds without ``deterministic`` and for
        ratios larger than the input.
        """
        check_type(x, Tensor, "x", name)
        if dtype_of(x).name not in ("float32", "float64", "int32", "int64"):
            raise TypeError(f"For '{name}', the 'x' must be float32, float64, int32 or int64, but got {x.dtype}.")
        check_rank(x, 4, "x", name)
        seed = self.seed or self.seed2
        if not self.deterministic:
            if seed:
                raise ValueError(
                    f"For '{name}', 'seed' and 'seed2' must be 0 unless 'deterministic' is true, but got {self.seed} "
                    f"and {self.seed2}."
                )
            seed = 1
        elif not seed:
            seed = random.seeds(name)()
        bounds = []
        for n, ratio in zip(shape_of(x)[1:3], self.pooling_ratio[1:3], strict=True):
            if ratio > n:
                raise ValueError(
                    f"For '{name}', the 'pooling_ratio' must not exceed the sizes of 'x', but got {ratio} for {n}."
                )
            bounds.append(_boundaries(n, int(n / ratio), seed, self.pseudo_random))
        out = _pool(x, *bounds, self.overlapping, mean)
        return out, *[wrap(leaf(np.array(b, np.int64))) for b in bounds]

    checks = {"pooling_ratio": _ratios, "pseudo_random": is_bool, "overlapping": is_bool, "deterministic": is_bool,
              "seed": is_int, "seed2": is_int}  # fmt: skip
    return define(
        name, call, checks, pooling_ratio=REQUIRED, pseudo_random=False, overlapping=False, deterministic=False,
        seed=0, seed2=0,
    )  # fmt: skip


FractionalAvgPool = _fractional("FractionalAvgPool", True)
FractionalMaxPool = _fractional("FractionalMaxPool", False)

__all__ = ["FractionalAvgPool", "FractionalMaxPool"]
