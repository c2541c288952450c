"""Look-up tables."""

from __future__ import annotations

from msgrad._checkparam import check_bool, check_float, check_one_of, check_positive_int, check_type
from msgrad.common import dtype as mstype
from msgrad.common.initializer import initializer
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor, check_dtype
from msgrad.nn.cell import Cell
from msgrad.nn.layer.math import ClipByNorm
from msgrad.ops.function.linear import embedding_lookup, rows_or_zero
from msgrad.ops.function.scatter_func import unsorted_segment_max, unsorted_segment_sum
from msgrad.ops.function.select_func import where

__all__ = ["Embedding", "EmbeddingLookup", "MultiFieldEmbeddingLookup"]


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
        who = self.cls_name
        self.vocab_size = check_type(vocab_size, int, "vocab_size", who)
        self.embedding_size = check_type(embedding_size, int, "embedding_size", who)
        self.use_one_hot = check_bool(use_one_hot, "use_one_hot", who)
        check_dtype(dtype)
        self.dtype = dtype
        self.padding_idx = padding_idx
        table = initializer(embedding_table, [vocab_size, embedding_size])
        if padding_idx is not None:
            check_type(padding_idx, int, "padding_idx", who)
            if not 0 <= padding_idx < vocab_size:
                raise ValueError(f"For '{who}', the 'padding_idx' must be in [0, {vocab_size}), but got {padding_idx}.")
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


class EmbeddingLookup(Cell):
    """The rows of a trained table at the indices of the input; zeros for indices outside of it.

    Where MindSpore keeps the table (``target``), how it would be cut up for parallel training (``slice_mode``,
    ``manual_shapes``, without influence on one device) and whether its gradient has all rows (``sparse``) makes no
    difference to the results: the table is where all Parameters are, and its gradient dense.

    Args:
        vocab_size, embedding_size: rows and columns of the table, ints above 0.
        param_init: initial values: a Tensor, Initializer, its name or a number.
        target: "CPU" or "DEVICE".
        slice_mode, manual_shapes: see above.
        max_norm: a float above 0; rows are shortened to that norm.
        sparse: a bool; must be True for the target "CPU".
        dtype: of the table.

    Raises:
        TypeError, ValueError: for other arguments; TypeError for an input that is not of whole numbers.

    >>> from msgrad import Tensor, nn
    >>> print(nn.EmbeddingLookup(3, 2, "ones")(Tensor([1, 5])))
    [[1. 1.]
     [0. 0.]]
    """

    BATCH_SLICE = "batch_slice"
    FIELD_SLICE = "field_slice"
    TABLE_ROW_SLICE = "table_row_slice"
    TABLE_COLUMN_SLICE = "table_column_slice"

    def __init__(
        self,
        vocab_size,
        embedding_size,
        param_init="normal",
        target="CPU",
        slice_mode="batch_slice",
        manual_shapes=None,
        max_norm=None,
        sparse=True,
        dtype=mstype.float32,
    ):
        super().__init__()
        who = self.cls_name
        self.sparse = check_bool(sparse, "sparse", who)
        self.vocab_size = check_positive_int(vocab_size, "vocab_size", who)
        self.target = check_one_of(target, ("CPU", "DEVICE"), "target", who)
        if target == "CPU" and not sparse:
            raise ValueError(f"For '{who}', the 'sparse' must be True for the target 'CPU', but got False.")
        self.embedding_size = check_positive_int(embedding_size, "embedding_size", who)
        self.slice_mode = slice_mode
        self.manual_shapes = manual_shapes
        table = initializer(param_init, [vocab_size, embedding_size], dtype=dtype)
        self.embedding_table = Parameter(table, name="embedding_table")
        self.max_norm = None
        if max_norm is not None:
            self.max_norm = Tensor(check_float(max_norm, "max_norm", who, above=0.0), mstype.float32)

    def construct(self, indices):
        rows = rows_or_zero(self.embedding_table, _check_indices(indices, "indices", self.cls_name), 0)
        if self.max_norm is not None:
            rows = ClipByNorm(tuple(range(indices.ndim, rows.ndim)))(rows, self.max_norm)
        return rows


def _check_indices(indices, argument, who):
    check_type(indices, Tensor, argument, who)
    if indices.dtype not in (mstype.int32, mstype.int64):
        raise TypeError(f"For '{who}', the '{argument}' must be int32 or int64, but got {indices.dtype}.")
    return indices


class MultiFieldEmbeddingLookup(EmbeddingLookup):
    """The rows of a trained table, weighted, and put together by field: called as
    ``(input_indices, input_values, field_ids)``, all (N, features), it gives (N, field_size, embedding_size).

    Args:
        field_size: the number of fields, an int above 0.
        operator: "SUM", "MEAN" (the sum divided by that of the weights' sizes) or "MAX".
        feature_num_list: in the place of ``manual_shapes``; the others as for `EmbeddingLookup`.

    Raises:
        TypeError, ValueError: for other arguments; TypeError unless the indices are whole numbers, the values float32
            and the fields int32; ValueError for other dimensions.

    >>> import mindspore as ms
    >>> from msgrad import Tensor, nn
    >>> lookup = nn.MultiFieldEmbeddingLookup(4, 1, 2, "ones")
    >>> fields = Tensor([[0, 1, 1]], ms.int32)
    >>> print(lookup(Tensor([[0, 1, 2]]), Tensor([[1.0, 2.0, 4.0]]), fields).tolist())
    [[[1.0], [6.0]]]
    """

    OPERATOR_SUM = "SUM"
    OPERATOR_MEAN = "MEAN"
    OPERATOR_MAX = "MAX"

    def __init__(
        self,
        vocab_size,
        embedding_size,
        field_size,
        param_init="normal",
        target="CPU",
        slice_mode="batch_slice",
        feature_num_list=None,
        max_norm=None,
        sparse=True,
        operator="SUM",
        dtype=mstype.float32,
    ):
        super().__init__(
            vocab_size, embedding_size, param_init, target, slice_mode, feature_num_list, max_norm, sparse, dtype
        )
        self.field_size = check_positive_int(field_size, "field_size", self.cls_name)
        self.operator = check_one_of(operator, ("SUM", "MAX", "MEAN"), "operator", self.cls_name)

    def construct(self, input_indices, input_values, field_ids):
        who = self.cls_name
        given = {"input_indices": input_indices, "input_values": input_values, "field_ids": field_ids}
        for name, tensor in given.items():
            check_type(tensor, Tensor, name, who)
            if tensor.ndim != 2:
                raise ValueError(f"For '{who}', the '{name}' must have 2 dimensions, but got shape {tensor.shape}.")
        _check_indices(input_indices, "input_indices", who)
        for name, dtype in (("input_values", mstype.float32), ("field_ids", mstype.int32)):
            if given[name].dtype != dtype:
                raise TypeError(f"For '{who}', the '{name}' must be {dtype}, but got {given[name].dtype}.")
        rows = super().construct(input_indices) * input_values.expand_dims(-1)
        count = len(input_indices) * self.field_size
        first = Tensor(list(range(0, count, self.field_size)), mstype.int32)
        segments = (field_ids + first.expand_dims(-1)).reshape(-1)
        rows = rows.reshape(-1, self.embedding_size)
        if self.operator == "MAX":  # of the features whose weight is not 0
            weighty = (input_values != 0).reshape(-1)
            found = unsorted_segment_max(where(weighty.expand_dims(-1), rows, -3.4e38), segments, count)
            present = unsorted_segment_sum(weighty.astype(mstype.float32), segments, count) > 0
            merged = where(present.expand_dims(-1), found, 0.0)
        else:
            merged = unsorted_segment_sum(rows, segments, count)
            if self.operator == "MEAN":
                weights = unsorted_segment_sum(input_values.abs().reshape(-1), segments, count).expand_dims(-1)
                merged = where(weights != 0, merged / where(weights != 0, weights, 1.0), 0.0)
        return merged.reshape(len(input_indices), self.field_size, self.embedding_size)
