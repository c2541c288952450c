"""Sparse Tensors: the elements that are not 0, and where they are.

They are bundles of Tensors: transforms differentiate their values, a jitted function takes and returns them, and JAX
sees them as pytrees. This file has construction, properties and printing; the operators live above, in `msgrad.ops`,
which attaches them when it is imported.
"""

from __future__ import annotations

from typing import Any

from msgrad._names import missing_attribute
from msgrad.common import dtype as mstype
from msgrad.common.tensor import Tensor, _TensorType
from msgrad.engine.handle import Bundle

_INDEX_DTYPES = (mstype.int16, mstype.int32, mstype.int64)


class SparseBase(Bundle, metaclass=_TensorType):
    """What the sparse Tensors share: values, a shape, and how they print."""

    _title = ""
    _values: Tensor
    _shape: tuple[int, ...]

    def __getattr__(self, name: str) -> Any:
        kind = type(self).__name__
        raise missing_attribute(kind, name, f"{kind!r} object has no attribute {name!r}")

    @property
    def values(self) -> Tensor:
        """The elements that are not 0."""
        return self._values

    @property
    def _dtype(self) -> Any:
        return self._values.dtype

    def __repr__(self) -> str:
        titles = [name.lstrip("_") for name in self._handles]
        parts = [f"{title}={_text(part)}" for title, part in zip(titles, self._parts(), strict=True)]
        return f"{self._title}(shape={list(self._shape)}, dtype={self._dtype}, {', '.join(parts)})"

    __str__ = __repr__

    def __reduce__(self) -> Any:
        raise TypeError(f"cannot pickle {type(self).__name__!r} object")


class _Described(SparseBase):
    """The properties of the two formats for arithmetic."""

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the dense Tensor that this one stands for."""
        return self._shape

    @property
    def dtype(self) -> Any:
        """The data type of the values."""
        return self._dtype

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return len(self._shape)

    @property
    def size(self) -> int:
        """The number of values."""
        return self._values.size

    @property
    def itemsize(self) -> int:
        """Bytes of a value."""
        return self._values.itemsize


class COOTensor(_Described):
    """A sparse matrix by coordinates: ``dense[indices[i]] = values[i]``, all else 0. Values at one place add up.

    Args:
        indices: the places, shape (N, 2), of an integer dtype from int16 on.
        values: the elements, shape (N,), of any dtype.
        shape: the two sizes.
        coo_tensor: another one to take all three from, in place of the other arguments.

    Raises:
        TypeError: for arguments of other types and dtypes.
        ValueError: for shapes that do not fit together.

    >>> x = COOTensor(Tensor([[0, 1], [1, 2]]), Tensor([1.0, 2.0]), (2, 3))
    >>> x.shape, x.values.tolist(), x.to_dense().tolist()
    ((2, 3), [1.0, 2.0], [[0.0, 1.0, 0.0], [0.0, 0.0, 2.0]])
    """

    _handles = ("_indices", "_values")
    _title = "COOTensor"

    def __init__(self, indices: Any = None, values: Any = None, shape: Any = None, coo_tensor: Any = None) -> None:
        if coo_tensor is not None:
            given = (indices, values, shape)
            indices, values, shape = _parts_of(coo_tensor, COOTensor, "coo_tensor", given)
        _check_kinds("COOTensor", shape, indices=indices, values=values)
        _check_index(indices, 2, "indices", "COOTensor")
        if values.ndim != 1:
            raise ValueError(f"For 'COOTensor', the 'values' must have 1 dimension, but got shape {values.shape}.")
        _check_sizes(shape, "COOTensor")
        if indices.shape[0] != values.shape[0]:
            raise ValueError(
                f"For 'COOTensor', there must be as many 'indices' as 'values', but got {indices.shape[0]} and "
                f"{values.shape[0]}."
            )
        if len(shape) != 2 or indices.shape[1] != 2:
            raise ValueError(
                f"For 'COOTensor', the 'shape' and each row of 'indices' must have the length 2, but got {shape} and "
                f"rows of length {indices.shape[1]}."
            )
        self._indices, self._values, self._shape = indices, values, shape

    @property
    def indices(self) -> Tensor:
        """The places of the values, one in each row."""
        return self._indices


class CSRTensor(_Described):
    """A sparse matrix by compressed rows: the values of row ``i`` are those from ``indptr[i]`` to ``indptr[i + 1]``,
    in the columns that ``indices`` names.

    Args:
        indptr: where the rows begin and end, shape (rows + 1,), of an integer dtype from int16 on.
        indices: the columns, shape (N,), of such a dtype.
        values: the elements, shape (N,), of any dtype; or (N, ...), where each is an array of its own.
        shape: the sizes: two, and those of each element.
        csr_tensor: another one to take all four from, in place of the other arguments.

    Raises:
        TypeError: for arguments of other types and dtypes.
        ValueError: for shapes that do not fit together.

    >>> x = CSRTensor(Tensor([0, 1, 2]), Tensor([1, 2]), Tensor([1.0, 2.0]), (2, 3))
    >>> x.indptr.tolist(), x.size, x.to_dense().tolist()
    ([0, 1, 2], 2, [[0.0, 1.0, 0.0], [0.0, 0.0, 2.0]])
    """

    _handles = ("_indptr", "_indices", "_values")
    _title = "CSRTensor"

    def __init__(
        self, indptr: Any = None, indices: Any = None, values: Any = None, shape: Any = None, csr_tensor: Any = None
    ) -> None:
        if csr_tensor is not None:
            given = (indptr, indices, values, shape)
            indptr, indices, values, shape = _parts_of(csr_tensor, CSRTensor, "csr_tensor", given)
        _check_kinds("CSRTensor", shape, indptr=indptr, indices=indices, values=values)
        _check_index(indptr, 1, "indptr", "CSRTensor")
        _check_index(indices, 1, "indices", "CSRTensor")
        _check_sizes(shape, "CSRTensor")
        if values.ndim + 1 != len(shape):
            raise ValueError(
                f"For 'CSRTensor', the 'values' must have one dimension less than the 'shape', but got {values.shape} "
                f"and {shape}."
            )
        if indptr.shape[0] != shape[0] + 1:
            raise ValueError(
                f"For 'CSRTensor', the length of 'indptr' must be one more than the number of rows {shape[0]}, but got "
                f"{indptr.shape[0]}."
            )
        if indices.shape[0] != values.shape[0]:
            raise ValueError(
                f"For 'CSRTensor', there must be as many 'indices' as 'values', but got {indices.shape[0]} and "
                f"{values.shape[0]}."
            )
        if values.shape[1:] != shape[2:]:
            raise ValueError(
                f"For 'CSRTensor', the shape of each of 'values' must be {shape[2:]}, but got {values.shape[1:]}."
            )
        self._indptr, self._indices, self._values, self._shape = indptr, indices, values, shape

    @property
    def indptr(self) -> Tensor:
        """Where the rows begin and end among the values."""
        return self._indptr

    @property
    def indices(self) -> Tensor:
        """The columns of the values."""
        return self._indices


class RowTensor(SparseBase):
    """A Tensor of which only some slices along the first axis are there: ``dense[indices[i]] = values[i]``.

    Args:
        indices: the numbers of the slices, shape (N,).
        values: the slices, shape (N, ...).
        dense_shape: the shape of the whole.
        row_tensor: another one to take all three from, in place of the other arguments.

    Raises:
        TypeError: for arguments of other types.

    >>> RowTensor(Tensor([0]), Tensor([[1.0, 2.0]]), (3, 2)).dense_shape
    (3, 2)
    """

    _handles = ("_indices", "_values")
    _title = "RowTensor"

    def __init__(self, indices: Any = None, values: Any = None, shape: Any = None, row_tensor: Any = None) -> None:
        if row_tensor is not None:
            indices, values, shape = _parts_of(row_tensor, RowTensor, "row_tensor", (indices, values, shape))
        _check_kinds("RowTensor", shape, indices=indices, values=values)
        self._indices, self._values, self._shape = indices, values, shape

    @property
    def indices(self) -> Tensor:
        """The numbers of the slices that are there."""
        return self._indices

    @property
    def dense_shape(self) -> tuple[int, ...]:
        """The shape of the whole Tensor."""
        return self._shape


RowTensorInner = RowTensor


class SparseTensor(SparseBase):
    """The older form of `COOTensor`, of any number of axes, without arithmetic. TypeError for arguments of other types.

    >>> SparseTensor(Tensor([[0, 1]]), Tensor([1.0]), (3, 4)).shape
    (3, 4)
    """

    _handles = ("_indices", "_values")
    _title = "COOTensor"

    def __init__(self, indices: Tensor, values: Tensor, shape: tuple[int, ...]) -> None:
        _check_kinds("SparseTensor", shape, indices=indices, values=values)
        self._indices, self._values, self._shape = indices, values, shape

    @property
    def indices(self) -> Tensor:
        """The places of the values, one in each row."""
        return self._indices

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the dense Tensor that this one stands for."""
        return self._shape


# -- checks --


def _parts_of(item: Any, kind: type[SparseBase], argument: str, given: tuple) -> tuple:
    if any(part is not None for part in given):
        raise TypeError(f"For '{kind.__name__}', nothing else can be given with the '{argument}'.")
    if not isinstance(item, kind):
        raise TypeError(
            f"For '{kind.__name__}', the '{argument}' must be a {kind.__name__}, but got {type(item).__name__}."
        )
    return *item._parts(), item._shape


def _check_kinds(who: str, shape: Any, **tensors: Any) -> None:
    for argument, value in tensors.items():
        if not isinstance(value, Tensor):
            raise TypeError(f"For '{who}', the '{argument}' must be a Tensor, but got {type(value).__name__}.")
    if not isinstance(shape, tuple):
        raise TypeError(f"For '{who}', the 'shape' must be a tuple, but got {type(shape).__name__}.")


def _check_index(index: Tensor, ndim: int, argument: str, who: str) -> None:
    if index.ndim != ndim:
        raise ValueError(f"For '{who}', the '{argument}' must have {ndim} dimensions, but got shape {index.shape}.")
    if index.dtype not in _INDEX_DTYPES:
        raise TypeError(f"For '{who}', the dtype of '{argument}' must be int16, int32 or int64, but got {index.dtype}.")


def _check_sizes(shape: tuple, who: str) -> None:
    for size in shape:
        if isinstance(size, bool) or not isinstance(size, int):
            raise TypeError(f"For '{who}', the 'shape' must hold ints, but got {size!r} of type {type(size).__name__}.")
        if size <= 0:
            raise ValueError(f"For '{who}', the 'shape' must hold numbers above 0, but got {size} in {shape}.")


# -- printing --


def _text(part: Tensor) -> str:
    """A Tensor inside the text of a sparse one: its own `repr`, without commas between the numbers."""
    head, _, numbers = repr(part).partition("value=")
    return f"{head}value={numbers.replace(',', '').removeprefix(' ')}"


__all__ = ["COOTensor", "CSRTensor", "RowTensor", "RowTensorInner", "SparseTensor"]
