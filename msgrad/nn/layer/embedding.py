"""Look-up tables."""

from __future__ import annotations

from msgrad._checkparam import check_bool, check_type
from msgrad.common import dtype as mstype
from msgrad.common.initializer import initializer
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import check_dtype
from msgrad.nn.cell import Cell
from msgrad.ops.function.linear import embedding_lookup

__all__ = ["Embedding"]


class Embedding(Cell):
    """The rows of a trained table at the indices of the input.

    Args:
        vocab_size, embedding_size: rows and columns of the table.
        use_one_hot: look up by a product with one-hot vectors, which makes indices outside the table give 0.
        embedding_table: initial values: a Tensor, Initializer, its name or a number.
        dtype: kept as an attribute; as in MindSpore the table is float32.
        padding_idx: a row that starts as zeros.

    Raises:
        TypeError: for arguments of another type, and for an input that is not of whole numbers.
        ValueError: for sizes below 1, a Tensor of another shape, or a ``padding_idx`` outside the rows.

    An index outside [0, vocab_size) gives NaN.

    >>> from msgrad import Tensor, nn
    >>> print(nn.Embedding(3, 2, embedding_table="ones")(Tensor([1])))
    [[1. 1.]]
    """

    def __init__(
        self,
        vocab_size,
        embedding_size,
        use_one_hot=False,
        embedding_table="normal",
        dtype=mstype.float32,
        padding_idx=None,
    ):
        super().__init__()
        self.vocab_size = check_type(vocab_size, int, "vocab_size", "Embedding")
        self.embedding_size = check_type(embedding_size, int, "embedding_size", "Embedding")
        self.use_one_hot = check_bool(use_one_hot, "use_one_hot", "Embedding")
        check_dtype(dtype)
        self.dtype = dtype
        self.padding_idx = padding_idx
        table = initializer(embedding_table, [vocab_size, embedding_size])
        if padding_idx is not None:
            check_type(padding_idx, int, "padding_idx", "Embedding")
            if not 0 <= padding_idx < vocab_size:
                raise ValueError(
                    f"For 'Embedding', the 'padding_idx' must be in [0, {vocab_size}), but got {padding_idx}."
                )
            values = table.init_data().asnumpy().copy()
            values[padding_idx] = 0
            table = values
        self.embedding_table = Parameter(table, name="embedding_table")

    def construct(self, ids):
        return embedding_lookup(self.embedding_table, ids, self.use_one_hot)

    def extend_repr(self):
        return (
            f"vocab_size={self.vocab_size}, embedding_size={self.embedding_size}, use_one_hot={self.use_one_hot}, "
            f"embedding_table={self.embedding_table}, dtype={self.dtype}, padding_idx={self.padding_idx}"
        )
