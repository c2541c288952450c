"""Makes the layers of a network such as keep statistics for the optimizer THOR."""

from __future__ import annotations

from collections.abc import Callable

from msgrad._checkparam import check_type
from msgrad.common import dtype as mstype
from msgrad.nn.cell import Cell
from msgrad.nn.layer.basic import Dense
from msgrad.nn.layer.conv import Conv2d
from msgrad.nn.layer.embedding import Embedding, EmbeddingLookup
from msgrad.nn.layer.thor_layer import Conv2dThor, DenseThor, EmbeddingLookupThor, EmbeddingThor

__all__ = ["ConvertNetUtils"]


def _dense(old: Dense) -> Cell:
    new = DenseThor(old.in_channels, old.out_channels, "zeros", "zeros", old.has_bias)
    new.weight, new.bias = old.weight, old.bias
    new.activation, new.activation_flag = old.activation, old.activation_flag
    return new.to_float(mstype.float16)


def _conv2d(old: Conv2d) -> Cell | None:
    if old.group != 1:
        return None
    new = Conv2dThor(
        old.in_channels, old.out_channels, old.kernel_size, old.stride, old.pad_mode, old.padding, old.dilation, 1,
        old.has_bias, "zeros",
    )  # fmt: skip
    new.weight, new.bias = old.weight, old.bias
    return new


def _embedding(old: Embedding) -> Cell:
    new = EmbeddingThor(old.vocab_size, old.embedding_size, old.use_one_hot, "zeros", old.dtype)
    new.padding_idx, new.embedding_table = old.padding_idx, old.embedding_table
    return new


def _embedding_lookup(old: EmbeddingLookup) -> Cell:
    new = EmbeddingLookupThor(
        old.vocab_size, old.embedding_size, "zeros", old.target, old.slice_mode, old.manual_shapes, None, old.sparse
    )
    new.max_norm, new.embedding_table = old.max_norm, old.embedding_table
    return new


# By the very class: a subclass may compute something else.
_CONVERSIONS: dict[type, tuple[str, Callable]] = {
    Dense: ("weight", _dense),
    Conv2d: ("weight", _conv2d),
    Embedding: ("embedding_table", _embedding),
    EmbeddingLookup: ("embedding_table", _embedding_lookup),
}


class ConvertNetUtils:
    """Converts a network to one that keeps statistics for the optimizer `thor`.

    >>> from msgrad import nn
    >>> from msgrad.train import ConvertNetUtils
    >>> net = nn.SequentialCell(nn.Dense(2, 2), nn.ReLU())
    >>> ConvertNetUtils().convert_to_thor_net(net)
    >>> net[0]
    DenseThor(input_channels=2, output_channels=2, has_bias=True)
    """

    def convert_to_thor_net(self, net: Cell) -> None:
        """Replaces, in place, the `Dense`, `Conv2d`, `Embedding` and `EmbeddingLookup` layers inside of a network by
        those of THOR. They keep their Parameters; the dense ones compute in float16, as in MindSpore.

        Layers whose weight is not trained, subclasses, and convolutions in groups stay as they are, and so does ``net``
        itself where it is such a layer.

        Raises:
            TypeError: if ``net`` is no Cell.
        """
        check_type(net, Cell, "net", "convert_to_thor_net")
        made: dict[Cell, Cell] = {}  # a layer that is in several places stays one
        for path, cell in list(net.cells_and_names()):
            for name, child in list(cell._cells.items()):
                if child not in made:
                    new = _converted(child)
                    if new is None:
                        continue
                    made[child] = new
                    _name_statistics(new, f"{path}.{name}" if path else name)
                cell._cells[name] = made[child]  # not set as an attribute, which would prefix the names once more
                cell._update_call()
        net.update_cell_prefix()


def _name_statistics(layer: Cell, path: str) -> None:
    """Names them as the layer's weight is, or else by the layer's path."""
    prefix = next(layer.get_parameters()).name.rpartition(".")[0] or path
    for name, parameter in layer.parameters_and_names():
        if not parameter.requires_grad:
            parameter.name = f"{prefix}.{name}"


def _converted(cell: Cell) -> Cell | None:
    """The layer in its place; None where it stays."""
    weight, convert = _CONVERSIONS.get(type(cell), (None, None))
    if weight is None or convert is None or not getattr(cell, weight).requires_grad:
        return None
    return convert(cell)
