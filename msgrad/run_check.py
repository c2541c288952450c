"""run_check: whether the installation computes."""

from __future__ import annotations

import sys

import numpy as np

__all__ = ["run_check"]


def run_check() -> None:
    """Multiplies two matrices, and prints MindSpore's version and the device, or what went wrong.

    The versions of msgrad and JAX go to the standard error stream.

    >>> import mindspore
    >>> mindspore.run_check()  # doctest: +ELLIPSIS
    MindSpore version:  2.10.0
    The result of multiplication calculation is correct, MindSpore has been installed on platform [...] successfully!
    """
    import jax

    import msgrad

    print("MindSpore version: ", msgrad.__version__)
    factor = np.arange(6, dtype=np.float32).reshape(2, 3)
    product = msgrad.ops.matmul(msgrad.Tensor(factor), msgrad.Tensor(factor.T)).asnumpy()
    platform = msgrad.get_context("device_target")
    if np.allclose(product, factor @ factor.T):
        print(
            "The result of multiplication calculation is correct, MindSpore has been installed on platform "
            f"[{platform}] successfully!"
        )
    else:
        print(f"The result of multiplication calculation is wrong on platform [{platform}]: {product.tolist()}.")
    print(f"msgrad {msgrad.__msgrad_version__} stands in for it, on JAX {jax.__version__}.", file=sys.stderr)
