"""A Model whose optimizer, THOR, takes its statistics in some steps only."""

from __future__ import annotations

from typing import Any

from msgrad.graph_mode.jit import jit
from msgrad.nn.layer.thor_layer import Conv2dThor, DenseThor, EmbeddingLookupThor, EmbeddingThor
from msgrad.train.model import Model

__all__ = ["ModelThor"]

_LAYERS = (Conv2dThor, DenseThor, EmbeddingLookupThor, EmbeddingThor)


class ModelThor(Model):
    """`Model` for the optimizer `thor`: the layers' statistics are taken and inverted in the first of every
    ``frequency`` steps; the others use these inverses. Arguments as for `Model`.

    (In MindSpore 2.10, ``train`` of this Model raises a TypeError on a CPU; the frequency is as documented.)
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._frequency = self._optimizer.get_frequency()
        self._steps = 0
        layers = [cell for _, cell in self._network.cells_and_names() if isinstance(cell, _LAYERS)]
        self._switched = [self._optimizer, *layers]

    def _begin_step(self) -> None:
        second_order = self._steps % self._frequency == 0
        self._steps += 1
        for cell in self._switched:
            if cell.thor != second_order:
                cell.thor = second_order

    def _run_epoch(self, context: Any, helper: Any, network: Any) -> None:
        def step(*element: Any) -> Any:
            self._begin_step()
            return network(*element)

        super()._run_epoch(context, helper, step)

    def _run_sunk_epoch(self, context: Any, helper: Any) -> None:
        """Step by step: the two kinds of steps are different programs."""
        self._run_epoch(context, helper, jit(self._train_network))
