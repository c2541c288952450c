"""Cells that join a network with its loss."""

from __future__ import annotations

from msgrad.nn.cell import Cell

__all__ = ["WithLossCell"]


class WithLossCell(Cell):
    """loss_fn(backbone(data), label), as one Cell.

    >>> from msgrad import Tensor, nn
    >>> net = nn.WithLossCell(nn.Identity(), nn.MSELoss())
    >>> print(net(Tensor([3.0]), Tensor([1.0])))
    4.0
    """

    def __init__(self, backbone, loss_fn):
        super().__init__(auto_prefix=False)
        self._backbone = backbone
        self._loss_fn = loss_fn

    def construct(self, data, label):
        return self._loss_fn(self._backbone(data), label)

    @property
    def backbone_network(self):
        """The network without the loss."""
        return self._backbone
