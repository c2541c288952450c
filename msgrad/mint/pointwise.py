"""Element by element: the functions whose arguments are not those of the function in `mindspore.ops`."""

from __future__ import annotations

from msgrad.common.tensor import Tensor
from msgrad.ops import function as F
from msgrad.ops.inplace_methods import _take
from msgrad.ops.reduction_methods import scaled

__all__ = """
    add addcdiv addcmul arcsin bitwise_not clamp clip clone frac isnan item lerp npu_gelu sqrt sub where
    addr_ fix
""".split()


def add(input, other, *, alpha=1):
    """``input + alpha * other``.

    >>> mint.add(Tensor([1, 2]), 3, alpha=2).tolist()
    [7, 8]
    """
    return F.add(input, scaled(other, alpha))


def sub(input, other, *, alpha=1):
    """``input - alpha * other``.

    >>> mint.sub(Tensor([1, 2]), 3, alpha=2).tolist()
    [-5, -4]
    """
    return F.sub(input, scaled(other, alpha))


def addcdiv(input, tensor1, tensor2, *, value=1):
    """``input + value * tensor1 / tensor2``.

    >>> mint.addcdiv(Tensor([1.0]), Tensor([2.0]), Tensor([4.0]), value=2).tolist()
    [2.0]
    """
    return F.addcdiv(input, tensor1, tensor2, value)


def addcmul(input, tensor1, tensor2, *, value=1):
    """``input + value * tensor1 * tensor2``.

    >>> mint.addcmul(Tensor([1.0]), Tensor([2.0]), Tensor([4.0]), value=2).tolist()
    [17.0]
    """
    return F.addcmul(input, tensor1, tensor2, value)


def addr_(input, vec1, vec2, beta=1, alpha=1):
    """``beta * input + alpha *`` the outer product of two vectors, in place.

    >>> mint.addr_(Tensor([[1.0, 2.0]]), Tensor([2.0]), Tensor([3.0, 4.0])).tolist()
    [[7.0, 10.0]]
    """
    return _take(input, F.addr(input, vec1, vec2, beta=beta, alpha=alpha), "addr_")


def arcsin(x):
    """The angle in radians with that sine.

    >>> mint.arcsin(Tensor([0.0])).tolist()
    [0.0]
    """
    return F.asin(x)


def bitwise_not(input):
    """The integers with all bits turned over; of bools, whether they are false.

    >>> mint.bitwise_not(Tensor([0, 5])).tolist(), mint.bitwise_not(Tensor([True])).tolist()
    ([-1, -6], [False])
    """
    return F.invert(input)


def clamp(input, min=None, max=None):
    """``input``, not below ``min`` and not above ``max``: both numbers or both Tensors, where they are given.
    TypeError where one is a number and the other a Tensor, ValueError where both are None.

    >>> mint.clamp(Tensor([-2.0, 0.5, 2.0]), -1, 1).tolist()
    [-1.0, 0.5, 1.0]
    """
    if min is not None and max is not None and isinstance(min, Tensor) != isinstance(max, Tensor):
        raise TypeError(
            "For 'clamp', 'min' and 'max' must both be numbers or both be Tensors, "
            f"but got {type(min).__name__} and {type(max).__name__}."
        )
    return F.clamp(input, min, max)


clip = clamp


def clone(input):
    """The same elements in a Tensor of its own; gradients pass.

    >>> mint.clone(Tensor([1, 2])).tolist()
    [1, 2]
    """
    return input.copy()


def fix(input):
    """The elements without what is behind the point.

    >>> mint.fix(Tensor([1.5, -1.5])).tolist()
    [1.0, -1.0]
    """
    return F.trunc(input)


def frac(input):
    """What is behind the point, with the sign of the element.

    >>> mint.frac(Tensor([2.5, -1.5])).tolist()
    [0.5, -0.5]
    """
    return F.frac(input)


def isnan(tensor):
    """True where the element is nan.

    >>> mint.isnan(Tensor([1.0, float("nan")])).tolist()
    [False, True]
    """
    return F.isnan(tensor)


def item(input):
    """The only element, as a Python number. RuntimeError unless there is exactly one.

    >>> mint.item(Tensor([2.5]))
    2.5
    """
    if not isinstance(input, Tensor):
        raise TypeError(f"For 'item', the argument 'input' must be a Tensor, but got {type(input).__name__}.")
    if input.size != 1:
        raise RuntimeError(f"For 'item', the Tensor must have one element, but got the shape {input.shape}.")
    return input.item()


def lerp(input, end, weight):
    """``input + weight * (end - input)``: from ``input`` to ``end``.

    >>> mint.lerp(Tensor([0.0]), Tensor([4.0]), 0.25).tolist()
    [1.0]
    """
    return F.lerp(input, end, weight)


def npu_gelu(input, approximate="none"):
    """The Gaussian error linear unit: `nn.functional.gelu`.

    >>> mint.npu_gelu(Tensor([0.0])).tolist()
    [0.0]
    """
    return F.gelu(input, approximate)


def sqrt(input):
    """The square root: of integers in float32.

    >>> mint.sqrt(Tensor([4])).tolist()
    [2.0]
    """
    return F.sqrt(input)


def where(condition, *choices):
    """``where(condition, input, other)``: ``input`` where the condition is true, else ``other``; all broadcast.
    ``where(condition)``: the indices of the true elements, a Tensor for each axis (what is pending runs).

    >>> mint.where(Tensor([True, False]), Tensor([1, 2]), 0).tolist()
    [1, 0]
    >>> [x.tolist() for x in mint.where(Tensor([False, True]))]
    [[1]]
    """
    if not choices:
        return F.nonzero(condition, as_tuple=True)
    if len(choices) != 2:
        raise TypeError(f"For 'where', there must be one or three arguments, but got {1 + len(choices)}.")
    return F.where(condition, *choices)
