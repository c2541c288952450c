"""Shapes, joining and taking apart, choosing and sorting: along ``dim`` where `mindspore.ops` has ``axis``."""

from __future__ import annotations

from msgrad._checkparam import check_bool
from msgrad.ops import function as F
from msgrad.ops.function._arguments import as_int, as_static, normalize_axis, shape_of
from msgrad.ops.function.scatter_func import _write_slices
from msgrad.ops.function.sort_func import INT64, _flag, _sort, _topk, unique_sorted

__all__ = """
    argsort cat chunk concat diag flatten gather index_add index_select meshgrid narrow permute repeat_interleave
    reshape scatter scatter_add select sort split squeeze stack t topk transpose
    unique
""".split()


# -- other shapes: views --


def flatten(input, start_dim=0, end_dim=-1):
    """One axis for those from ``start_dim`` to ``end_dim``. A view.

    >>> mint.flatten(Tensor([[1, 2], [3, 4]])).tolist()
    [1, 2, 3, 4]
    """
    return F.flatten(input, start_dim=start_dim, end_dim=end_dim)


def permute(input, dims):
    """The axes in the order ``dims``. A view.

    >>> mint.permute(Tensor([[1, 2]]), (1, 0)).shape
    (2, 1)
    """
    return F.transpose(input, dims)


def transpose(input, dim0, dim1):
    """Two axes swapped. A view.

    >>> mint.transpose(Tensor([[1, 2]]), 0, 1).tolist()
    [[1], [2]]
    """
    return F.swapaxes(input, dim0, dim1)


def t(input):
    """A matrix transposed; what has fewer axes stays. A view.

    >>> mint.t(Tensor([[1, 2]])).tolist()
    [[1], [2]]
    """
    return F.t(input)


def reshape(input, shape):
    """The same elements in another shape, in which one size may be -1. A view.

    >>> mint.reshape(Tensor([1, 2]), (2, -1)).tolist()
    [[1], [2]]
    """
    return F.reshape(input, shape)


def squeeze(input, dim):
    """Without ``dim``, an int or several, where its size is 1; other axes stay. A view.

    >>> mint.squeeze(Tensor([[[1], [2]]]), 2).shape, mint.squeeze(Tensor([[1, 2]]), (0, 1)).shape
    ((1, 2), (2,))
    """
    dims = as_static(dim)
    dims = dims if isinstance(dims, tuple) else (as_int(dims, "dim", "squeeze"),)
    shape = shape_of(input)
    bound = len(shape) or 1
    if any(not -bound <= d < bound for d in dims):
        raise ValueError(f"For 'squeeze', the argument 'dim' must be in [{-bound}, {bound}), but got {dim}.")
    dims = tuple(d % bound for d in dims if shape and shape[d] == 1)
    return F.squeeze(input, dims) if dims else F.identity(input)


# -- joining and taking apart --


def cat(tensors, dim=0):
    """Tensors joined along an axis that they have.

    >>> mint.cat((Tensor([1, 2]), Tensor([3]))).tolist()
    [1, 2, 3]
    """
    return F.cat(tensors, dim)


concat = cat


def stack(tensors, dim=0):
    """Tensors of one shape joined along a new axis.

    >>> mint.stack((Tensor([1, 2]), Tensor([3, 4])), dim=1).tolist()
    [[1, 3], [2, 4]]
    """
    return F.stack(tensors, dim)


def chunk(input, chunks, dim=0):
    """At most so many pieces of one length along an axis. Views.

    >>> [x.tolist() for x in mint.chunk(Tensor([1, 2, 3]), 2)]
    [[1, 2], [3]]
    """
    return F.chunk(input, chunks, dim)


def split(tensor, split_size_or_sections, dim=0):
    """Pieces of one length along an axis, or of the lengths in a list. Views.

    >>> [x.tolist() for x in mint.split(Tensor([1, 2, 3]), 2)]
    [[1, 2], [3]]
    """
    return F.split(tensor, split_size_or_sections, dim)


def narrow(input, dim, start, length):
    """``length`` places of an axis, from ``start`` on. A view.

    >>> mint.narrow(Tensor([1, 2, 3]), 0, 1, 2).tolist()
    [2, 3]
    """
    return F.narrow(input, dim, start, length)


def select(input, dim, index):
    """The part at one place of an axis, without that axis. A view.

    >>> mint.select(Tensor([[1, 2], [3, 4]]), 1, 0).tolist()
    [1, 3]
    """
    dim, index = as_int(dim, "dim", "select"), as_int(index, "index", "select")
    size = shape_of(input)[normalize_axis(dim, len(shape_of(input)), "dim")]
    if not -size <= index < size:
        raise ValueError(f"For 'select', the argument 'index' must be in [{-size}, {size}), but got {index}.")
    return input.select(dim, index)


def meshgrid(*tensors, indexing=None):
    """The coordinates of a grid over vectors: with 'ij', the default, one axis for each in order; with 'xy' the first
    two are swapped.

    >>> [x.tolist() for x in mint.meshgrid(Tensor([1, 2]), Tensor([3]))]
    [[[1], [2]], [[3], [3]]]
    """
    if len(tensors) == 1 and isinstance(tensors[0], list | tuple):
        tensors = tensors[0]
    return F.meshgrid(*tensors, indexing="ij" if indexing is None else indexing)


def repeat_interleave(input, repeats, dim=None, output_size=None):
    """Each element along ``dim`` (None: of the flattened Tensor) ``repeats`` times. ``output_size`` is the size that
    comes out: ValueError where it is another.

    >>> mint.repeat_interleave(Tensor([1, 2]), 2).tolist()
    [1, 1, 2, 2]
    """
    out = F.repeat_interleave(input, repeats, dim)
    size = out.shape[0 if dim is None else dim]
    if output_size is not None and output_size != size:
        raise ValueError(f"For 'repeat_interleave', the 'output_size' must be {size}, but got {output_size}.")
    return out


def diag(input, diagonal=0):
    """A matrix with the vector on one of its diagonals; of a matrix that diagonal.

    >>> mint.diag(Tensor([1, 2])).tolist(), mint.diag(Tensor([[1, 2], [3, 4]]), 1).tolist()
    ([[1, 0], [0, 2]], [2])
    """
    ndim = len(shape_of(input))
    if ndim not in (1, 2):
        raise ValueError(f"For 'diag', the input must have 1 or 2 axes, but got the shape {shape_of(input)}.")
    return F.diag_embed(input, diagonal) if ndim == 1 else F.diagonal(input, diagonal).copy()


# -- by indices --


def gather(input, dim, index):
    """For each element of ``index`` the element of ``input`` in the same place but for ``dim``, where the index says.

    >>> mint.gather(Tensor([[1, 2], [3, 4]]), 1, Tensor([[1], [0]])).tolist()
    [[2], [3]]
    """
    return F.gather_elements(input, dim, index)


def index_select(input, dim, index):
    """The slices along ``dim`` at the indices of a vector.

    >>> mint.index_select(Tensor([[1, 2, 3]]), 1, Tensor([2, 0])).tolist()
    [[3, 1]]
    """
    return F.index_select(input, dim, index)


def index_add(input, dim, index, source, *, alpha=1):
    """``input`` with ``alpha`` times the slices of ``source`` added to those along ``dim`` at the indices.

    >>> mint.index_add(Tensor([1, 2]), 0, Tensor([0, 0]), Tensor([5, 6])).tolist()
    [12, 2]
    """
    source = source if alpha == 1 else F.mul(source, alpha)
    return _write_slices(input, as_int(dim, "dim", "index_add"), index, source, "add")


def scatter(input, dim, index, src):
    """``input`` with the elements of ``src``, or one number, written in the same places but for ``dim``, where the
    index says.

    >>> mint.scatter(Tensor([[1, 2, 3]]), 1, Tensor([[2]]), 9).tolist()
    [[1, 2, 9]]
    """
    return F.scatter(input, dim, index, src)


def scatter_add(input, dim, index, src):
    """``input`` with the elements of ``src`` added in the same places but for ``dim``, where the index says.

    >>> mint.scatter_add(Tensor([[1, 2, 3]]), 1, Tensor([[2]]), Tensor([[9]])).tolist()
    [[1, 2, 12]]
    """
    return F.tensor_scatter_elements(input, index, src, dim, "add")


# -- order; the indices are int64 --


def sort(input, *, dim=-1, descending=False, stable=False):
    """The elements in ascending or descending order along ``dim``, and where they were. Equal ones always keep their
    order.

    >>> [x.tolist() for x in mint.sort(Tensor([3, 1, 2]))]
    [[1, 2, 3], [1, 2, 0]]
    """
    _flag(stable, "stable", "sort")
    return _sort(input, as_static(dim), _flag(descending, "descending", "sort"), INT64)


def argsort(input, dim=-1, descending=False, stable=False):
    """The indices of the elements in order along ``dim``. Equal ones always keep their order.

    >>> mint.argsort(Tensor([3, 1, 2])).tolist()
    [1, 2, 0]
    """
    return sort(input, dim=dim, descending=descending, stable=stable)[1]


def topk(input, k, dim=-1, largest=True, sorted=True):
    """The ``k`` greatest (or smallest) elements along ``dim``, in order, and their indices.

    >>> [x.tolist() for x in mint.topk(Tensor([3, 1, 2]), 2)]
    [[3, 2], [0, 2]]
    """
    _flag(sorted, "sorted", "topk")
    return _topk(input, as_int(k, "k", "topk"), as_static(dim), _flag(largest, "largest", "topk"), INT64)


def unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None):
    """The different elements of the flattened Tensor, or the different slices along ``dim``, in ascending order (what
    is pending runs). With them, if asked for, for each element its number among them, and how often each comes, both
    int64. Without ``sorted`` any order would do, and it is the same.

    Raises:
        TypeError: for flags that are not bools.
        ValueError: for a ``dim`` that there is not.

    >>> [x.tolist() for x in mint.unique(Tensor([5, 2, 5]), return_inverse=True, return_counts=True)]
    [[2, 5], [1, 0, 1], [1, 2]]
    """
    for value, argument in ((sorted, "sorted"), (return_inverse, "return_inverse"), (return_counts, "return_counts")):
        check_bool(value, argument, "unique")
    return unique_sorted(input, return_inverse, return_counts, dim)
