"""Joining Tensors, and taking them apart."""

from __future__ import annotations

import itertools

import jax.numpy as jnp

from msgrad.engine.handle import Handle
from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import as_int, as_static, check_array, normalize_axis, shape_of, together
from msgrad.ops.function.indexing_func import getitem
from msgrad.ops.function.shape_func import _raise_ndim, expand_dims, piece

__all__ = """
    cat concat stack hstack vstack row_stack dstack column_stack block_diag meshgrid cartesian_prod combinations
    split chunk tensor_split hsplit vsplit dsplit unbind unstack
""".split()

# -- joining --


def _check_tensors(tensors, who):
    if not isinstance(tensors, tuple | list):
        raise TypeError(f"For '{who}', 'tensors' must be a tuple or list of Tensors, but got {type(tensors).__name__}.")
    if not tensors:
        raise ValueError(f"For '{who}', there must be at least one Tensor.")
    for item in tensors:
        if not isinstance(item, Handle) and not hasattr(item, "shape"):
            raise TypeError(f"For '{who}', 'tensors' must hold Tensors, but got a {type(item).__name__} among them.")
    return tuple(tensors)


@operator("tensors", promote=together, name="concat")
def _concat(tensors, axis):
    axis = normalize_axis(axis, tensors[0].ndim)
    first = tensors[0].shape
    for x in tensors:
        others = [i for i in range(len(first)) if i != axis]
        if x.ndim != len(first) or any(x.shape[i] != first[i] for i in others):
            shapes = ", ".join(str(x.shape) for x in tensors)
            raise ValueError(f"the shapes must be equal but for the axis {axis}, but got {shapes}.")
    return jnp.concatenate(tensors, axis)


def cat(tensors, axis=0):
    """Tensors joined along an axis; different dtypes become their common one.

    Raises TypeError unless ``tensors`` is a tuple or list, ValueError where it is empty, where the other sizes differ,
    or for an axis out of range.

    >>> ops.cat((Tensor([1, 2]), Tensor([3]))).tolist()
    [1, 2, 3]
    """
    return _concat(_check_tensors(tensors, "concat"), as_static(axis))


concat = cat


@operator("tensors", promote=together, name="stack")
def _stack(tensors, axis):
    axis = normalize_axis(axis, tensors[0].ndim + 1)
    if any(x.shape != tensors[0].shape for x in tensors):
        raise ValueError(f"the shapes must be equal, but got {', '.join(str(x.shape) for x in tensors)}.")
    return jnp.stack(tensors, axis)


def stack(tensors, axis=0):
    """Tensors of one shape joined along a new axis. Errors as `cat`.

    >>> ops.stack([Tensor([1, 2]), Tensor([3, 4])], 1).tolist()
    [[1, 3], [2, 4]]
    """
    if isinstance(tensors, Handle):
        tensors = (tensors,)
    return _stack(_check_tensors(tensors, "stack"), as_static(axis))


def hstack(tensors):
    """Tensors side by side: along the second axis, or the first one for Tensors of one axis.

    >>> ops.hstack((Tensor([1]), Tensor([2]))).tolist()
    [1, 2]
    """
    tensors = [_raise_ndim(x, 1) for x in _check_tensors(tensors, "hstack")]
    return cat(tensors, 0 if len(shape_of(tensors[0])) == 1 else 1)


def vstack(inputs):
    """Tensors below each other: along the first axis of two.

    >>> ops.vstack((Tensor([1]), Tensor([2]))).tolist()
    [[1], [2]]
    """
    return cat([_raise_ndim(x, 2) for x in _check_tensors(inputs, "vstack")], 0)


row_stack = vstack


def dstack(tensors):
    """Tensors behind each other: along the third axis.

    >>> ops.dstack((Tensor([1]), Tensor([2]))).shape
    (1, 1, 2)
    """
    return cat([_raise_ndim(x, 3) for x in _check_tensors(tensors, "dstack")], 2)


def column_stack(tensors):
    """Tensors of one axis as columns of a matrix, next to others of two axes.

    >>> ops.column_stack((Tensor([1, 2]), Tensor([3, 4]))).tolist()
    [[1, 3], [2, 4]]
    """
    columns = []
    for x in _check_tensors(tensors, "column_stack"):
        x = _raise_ndim(x, 1)
        columns.append(expand_dims(x, 1) if len(shape_of(x)) == 1 else x)
    return cat(columns, 1)


@operator("inputs")
def _block_diag(inputs):
    blocks = [jnp.atleast_2d(x) for x in inputs]
    out = jnp.zeros((sum(b.shape[0] for b in blocks), sum(b.shape[1] for b in blocks)), jnp.result_type(*blocks))
    row = column = 0
    for b in blocks:
        out = out.at[row : row + b.shape[0], column : column + b.shape[1]].set(b)
        row, column = row + b.shape[0], column + b.shape[1]
    return out


def block_diag(*inputs):
    """A matrix with the given ones along its diagonal.

    >>> ops.block_diag(Tensor([[1]]), Tensor([[2, 3]])).tolist()
    [[1, 0, 0], [0, 2, 3]]
    """
    return _block_diag(inputs)


@operator("inputs")
def _meshgrid(inputs, indexing):
    return tuple(jnp.meshgrid(*inputs, indexing=indexing))


def meshgrid(*inputs, indexing="xy"):
    """The coordinates of a grid over vectors: with 'ij' one axis for each in order, with 'xy' the first two swapped.

    >>> [x.tolist() for x in ops.meshgrid(Tensor([1, 2]), Tensor([3]))]
    [[[1, 2]], [[3, 3]]]
    """
    if indexing not in ("xy", "ij"):
        raise ValueError(f"For 'meshgrid', the argument 'indexing' must be 'xy' or 'ij', but got {indexing!r}.")
    return _meshgrid(inputs, indexing)


@operator("inputs")
def _cartesian_prod(inputs):
    grid = jnp.meshgrid(*inputs, indexing="ij")
    return jnp.stack([x.ravel() for x in grid], -1) if len(inputs) > 1 else inputs[0]


def cartesian_prod(*inputs):
    """All combinations of one element of each vector, as rows.

    >>> ops.cartesian_prod(Tensor([1, 2]), Tensor([3])).tolist()
    [[1, 3], [2, 3]]
    """
    return _cartesian_prod(inputs)


@operator("input")
def combinations(input, r=2, with_replacement=False):
    """All choices of ``r`` elements of a vector, in order, as rows.

    >>> ops.combinations(Tensor([1, 2, 3])).tolist()
    [[1, 2], [1, 3], [2, 3]]
    """
    check_array(input)
    choose = itertools.combinations_with_replacement if with_replacement else itertools.combinations
    places = list(choose(range(input.shape[0]), r))
    return input[jnp.array(places, int).reshape(-1, r)]


# -- taking apart: all pieces are views --


def _pieces(x, axis, bounds):
    return tuple([piece(x, axis, a, b) for a, b in itertools.pairwise(bounds)])


def split(tensor, split_size_or_sections, axis=0):
    """Pieces of one length along an axis (the last may be shorter), or of the lengths in a list. Views.

    Raises ValueError where lengths do not add up, are not positive, or the axis is out of range.

    >>> [x.tolist() for x in ops.split(Tensor([1, 2, 3]), 2)]
    [[1, 2], [3]]
    """
    shape = shape_of(tensor)
    axis = normalize_axis(as_static(axis), len(shape))
    lengths = as_static(split_size_or_sections)
    n = shape[axis]
    if isinstance(lengths, tuple):
        if sum(lengths) != n or any(length < 0 for length in lengths):
            raise ValueError(f"For 'split', the lengths must add up to {n}, but got {list(lengths)}.")
        return _pieces(tensor, axis, list(itertools.accumulate(lengths, initial=0)))
    length = as_int(lengths, "split_size_or_sections", "split")
    if length <= 0:
        raise ValueError(f"For 'split', the length of the pieces must be above 0, but got {length}.")
    return _pieces(tensor, axis, [*range(0, n, length), n]) if n else (piece(tensor, axis, 0, 0),)


def chunk(input, chunks, axis=0):
    """At most ``chunks`` pieces of one length (the last may be shorter). Views.

    >>> [x.tolist() for x in ops.chunk(Tensor([1, 2, 3]), 2)]
    [[1, 2], [3]]
    """
    chunks = as_int(chunks, "chunks", "chunk")
    if chunks <= 0:
        raise ValueError(f"For 'chunk', the argument 'chunks' must be above 0, but got {chunks}.")
    shape = shape_of(input)
    axis = normalize_axis(as_static(axis), len(shape))
    return split(input, max(-(-shape[axis] // chunks), 1), axis)


def tensor_split(input, indices_or_sections, axis=0):
    """So many pieces whose lengths differ by one at most, or pieces cut at the places in a list. Views.

    >>> [x.tolist() for x in ops.tensor_split(Tensor([1, 2, 3]), 2)]
    [[1, 2], [3]]
    """
    n = shape_of(input)[axis := normalize_axis(as_static(axis), len(shape_of(input)))]
    sections = as_static(indices_or_sections)
    if isinstance(sections, tuple):
        cuts = [min(max(c + n if c < 0 else c, 0), n) for c in sections]
        bounds = [0, *cuts, n]
        return tuple([piece(input, axis, a, max(a, b)) for a, b in itertools.pairwise(bounds)])
    sections = as_int(sections, "indices_or_sections", "tensor_split")
    if sections <= 0:
        raise ValueError(f"For 'tensor_split', the number of pieces must be above 0, but got {sections}.")
    each, more = divmod(n, sections)
    lengths = [each + 1] * more + [each] * (sections - more)
    return _pieces(input, axis, list(itertools.accumulate(lengths, initial=0)))


def hsplit(input, indices_or_sections):
    """`tensor_split` along the second axis, or the first one for Tensors of one axis.

    >>> [x.tolist() for x in ops.hsplit(Tensor([[1, 2]]), 2)]
    [[[1]], [[2]]]
    """
    return tensor_split(input, indices_or_sections, 0 if len(shape_of(input)) == 1 else 1)


def vsplit(input, indices_or_sections):
    """`tensor_split` along the first axis.

    >>> [x.tolist() for x in ops.vsplit(Tensor([[1], [2]]), 2)]
    [[[1]], [[2]]]
    """
    return tensor_split(input, indices_or_sections, 0)


def dsplit(input, indices_or_sections):
    """`tensor_split` along the third axis.

    >>> [x.tolist() for x in ops.dsplit(Tensor([[[1, 2]]]), 2)]
    [[[[1]]], [[[2]]]]
    """
    return tensor_split(input, indices_or_sections, 2)


def unbind(input, dim=0):
    """The parts along an axis, without it. Views.

    >>> [x.tolist() for x in ops.unbind(Tensor([[1, 2], [3, 4]]))]
    [[1, 2], [3, 4]]
    """
    shape = shape_of(input)
    axis = normalize_axis(as_static(dim), len(shape), "dim")
    return tuple([getitem(input, (slice(None),) * axis + (i,)) for i in range(shape[axis])])


def unstack(input_x, axis=0):
    """`unbind`.

    >>> [x.tolist() for x in ops.unstack(Tensor([[1, 2], [3, 4]]), 1)]
    [[1, 3], [2, 4]]
    """
    return unbind(input_x, axis)
