"""A network of layers whose weights are distributions, with its loss."""

from msgrad._checkparam import check_type
from msgrad.nn.cell import Cell
from msgrad.nn.probability.bnn_layers.variational import Variational

__all__ = ["WithBNNLossCell"]


class WithBNNLossCell(Cell):
    """dnn_factor loss_fn(backbone(data), label) + bnn_factor (divergences of all layers with distributions).

    The divergences are those of `compute_kl_loss`; the backbone itself may be such a layer (which MindSpore's passes
    over).

    Args:
        backbone, loss_fn: Cells.
        dnn_factor, bnn_factor: numbers of at least 0.

    Raises:
        TypeError: for factors that are no numbers.
        ValueError: for negative factors.

    >>> from msgrad import nn
    >>> from msgrad.nn.probability import bnn_layers
    >>> net = bnn_layers.WithBNNLossCell(nn.Dense(2, 1, "ones", "zeros"), nn.MSELoss(), 3.0)
    >>> print(net(Tensor([[1.0, 2.0]]), Tensor([[1.0]])))
    12.0
    """

    def __init__(self, backbone, loss_fn, dnn_factor=1, bnn_factor=1):
        super().__init__(auto_prefix=False)
        for factor, argument in ((dnn_factor, "dnn_factor"), (bnn_factor, "bnn_factor")):
            check_type(factor, (int, float), argument, "WithBNNLossCell")
            if factor < 0:
                raise ValueError(f"For 'WithBNNLossCell', the '{argument}' must be at least 0, but got {factor}.")
        self._backbone = check_type(backbone, Cell, "backbone", "WithBNNLossCell")
        self._loss_fn = loss_fn
        self.dnn_factor = dnn_factor
        self.bnn_factor = bnn_factor

    def construct(self, x, label):
        loss = self.dnn_factor * self._loss_fn(self._backbone(x), label)
        for _, layer in self._backbone.cells_and_names():
            if isinstance(layer, Variational):
                loss = loss + self.bnn_factor * layer.compute_kl_loss()
        return loss

    @property
    def backbone_network(self):
        """The network without the loss."""
        return self._backbone
