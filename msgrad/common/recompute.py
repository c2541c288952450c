"""What is computed inside is computed once more in the backward pass, rather than kept."""

from __future__ import annotations

import copy
from typing import Any

from msgrad._checkparam import check_type
from msgrad._names import missing_name_getattr

__all__ = ["recompute"]


def recompute(
    block: Any,
    *args: Any,
    use_reentrant: bool = True,
    output_recompute: bool = False,
    early_stop: bool = True,
    context_fn: Any = None,
    **kwargs: Any,
) -> Any:
    """Calls a Cell so that its inner results are not kept for the backward pass, see `Cell.recompute`.

    Args:
        block: the Cell.
        args, kwargs: what it is called with.
        use_reentrant, output_recompute, early_stop, context_fn: as for `Cell.recompute`.

    Returns:
        what it gives.

    Raises:
        TypeError: if ``block`` is no Cell.

    >>> from mindspore import nn, recompute
    >>> recompute(nn.ReLU(), Tensor([-1.0, 2.0])).tolist()
    [0.0, 2.0]
    """
    from msgrad.nn.cell import Cell

    check_type(block, Cell, "block", "recompute")
    called = copy.copy(block)  # the Cell itself does so at this call only
    called.recompute(
        use_reentrant=use_reentrant,
        output_recompute=output_recompute,
        early_stop=early_stop,
        context_fn=context_fn,
    )
    return called(*args, **kwargs)


__getattr__ = missing_name_getattr(__name__)
