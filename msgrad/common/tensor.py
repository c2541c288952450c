"""Tensor: MindSpore's array, a handle of the engine.

This file has construction, access to the data, the Python protocols and in-place assignment. The arithmetic
and the many methods that are operators live above, in `msgrad.ops`, which attaches them when it is imported.
"""

from __future__ import annotations

import math
import sys
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import jax
import numpy as np

from msgrad._names import missing_attribute
from msgrad.common import dtype as mstype
from msgrad.common import printing
from msgrad.common.host import HostAlias, InitAlias, MetaShape, OpenShape
from msgrad.common.symbol import Symbol
from msgrad.engine.ambient import ambient
from msgrad.engine.graph import array_of, current
from msgrad.engine.handle import Handle, View, is_contiguous, set_handle_class
from msgrad.engine.operator import leaf_of_jax
from msgrad.engine.values import ABSTRACT, Value, leaf

_DATA_TYPES = "Tensor, numpy.ndarray, list, tuple, float, int, bool or complex"


def stands_in() -> bool:
    """Whether ``import mindspore`` gives msgrad."""
    return sys.modules.get("mindspore") is sys.modules["msgrad"]


class _TensorType(type):
    """The class of `Tensor`, which goes by MindSpore's name where msgrad stands in for it: scripts print types."""

    def __repr__(cls) -> str:
        module = cls.__module__.replace("msgrad.", "mindspore.", 1) if stands_in() else cls.__module__
        return f"<class '{module}.{cls.__qualname__}'>"


class Tensor(Handle, metaclass=_TensorType):
    """An n-dimensional array of one dtype, whose operators are recorded and run when somebody looks.

    Args:
        input_data: a number, nested lists or tuples, a numpy array (copied), a JAX array, or another Tensor
            (the new one then shares its data). Python floats give float32, ints int64, bools bool; numpy
            arrays keep their dtype.
        dtype: the dtype of the result, where it is not that of the data.
        shape: with ``init``, the shape to initialize; without, a shape with None (or -1) for sizes that are not known,
            of a Tensor that has no data and only tells `export` and its like what to expect.
        init: an `Initializer` that makes the data when it is first needed.
        const_arg: accepted for MindSpore's sake: every argument of a compiled function keeps its own rules here.
        device: None or the name of the device in use ("CPU", ...); "meta" for a Tensor that only has a shape and dtype.

    Raises:
        TypeError: for data or dtypes that are none of these.
        ValueError: if the data's nesting is ragged, or ``init`` comes without shape and dtype.

    >>> Tensor([1, 2.5])
    Tensor(shape=[2], dtype=Float32, value= [ 1.00000000e+00,  2.50000000e+00])
    """

    __slots__ = ()

    def __init__(
        self,
        input_data: Any = None,
        dtype: Any = None,
        shape: Any = None,
        init: Any = None,
        const_arg: bool = False,
        device: str | None = None,
    ) -> None:
        _check_flags(const_arg, device)
        self._alias = None
        if ambient.recorder is not None:
            ambient.recorder.made(self)
        if dtype is not None:
            check_dtype(dtype)
        if device == "meta":
            self._alias = _without_data(input_data, dtype, shape)
            self._value = Value(self._alias.result())
            return
        if input_data is None and (shape is not None or (dtype is not None and init is None)):
            sizes = (-2,) if shape is None else _check_shape(shape)  # MindSpore's sign for any number of dimensions
            self._alias = OpenShape(sizes, dtype) if min(sizes, default=0) < 0 else InitAlias(init, sizes, dtype)
            self._value = Value(self._alias.result())
            return
        if isinstance(input_data, Tensor):
            if dtype is not None and dtype != input_data.dtype:
                input_data = input_data.astype(dtype)
            input_data._result()
            self._value = input_data._value
            self._alias = View(input_data, lambda base: base, lambda base, update: update)
        elif isinstance(input_data, jax.Array):
            array = input_data if dtype is None else input_data.astype(mstype.to_numpy(dtype))
            self._value = Value(leaf_of_jax(array))
        else:
            self._value = Value(leaf(numpy_of(input_data, dtype)))

    def __getattr__(self, name: str) -> Any:
        kind = type(self).__name__
        raise missing_attribute(kind, name, f"{kind!r} object has no attribute {name!r}")

    # -- what it is --------------------------------------------------------------------------------------------

    @property
    def shape(self) -> tuple[int, ...]:
        """The sizes of the axes."""
        if self._alias is None:
            return self._value.result.aval.shape
        return self._alias.shape if isinstance(self._alias, OpenShape | InitAlias) else self._result().aval.shape

    @property
    def dtype(self) -> Any:
        """The data type, such as `mindspore.float32`."""
        if isinstance(self._alias, OpenShape | InitAlias):
            return self._alias.dtype
        return mstype.from_numpy(self._result().aval.dtype)

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return len(self.shape)

    @property
    def size(self) -> int:
        """The number of elements."""
        return math.prod(self.shape) if self.has_init else self._result().aval.size

    @property
    def itemsize(self) -> int:
        """Bytes of an element."""
        return self._result().aval.dtype.itemsize

    @property
    def nbytes(self) -> int:
        """Bytes of all elements."""
        return self.size * self.itemsize

    @property
    def strides(self) -> tuple[int, ...]:
        """Bytes from one element to the next along each axis, for the plain row-major layout."""
        steps = [self.itemsize]
        for length in reversed(self.shape[1:]):
            steps.append(steps[-1] * length)
        return tuple(reversed(steps)) if self.shape else ()

    @property
    def device(self) -> str:
        """The kind of device that the data is on: "CPU", "GPU", ..., "meta" where there is none."""
        return "meta" if self.is_meta else jax.default_backend().upper()

    @property
    def is_meta(self) -> bool:
        """True for a Tensor without data, of the device "meta"."""
        return isinstance(self._alias, MetaShape)

    @property
    def has_init(self) -> bool:
        """True while the data waits for its initializer to run."""
        return isinstance(self._alias, InitAlias)

    def dim(self) -> int:
        """The number of axes."""
        return len(self.shape)

    def is_contiguous(self) -> bool:
        """False for views that take the elements of their base with gaps or in another order, such as ``x.T``."""
        return is_contiguous(self)

    def init_data(self, slice_index: int | None = None, shape: Any = None, opt_shard_group: Any = None) -> Tensor:
        """Runs the initializer that is waiting, if there is one, and returns the Tensor itself."""
        if slice_index is not None or shape is not None or opt_shard_group is not None:
            raise NotImplementedError("For 'Tensor.init_data', slices of a parallel strategy are not supported.")
        self._result()
        return self

    # -- looking at the data -----------------------------------------------------------------------------------

    def jax(self) -> jax.Array:
        """The data as a JAX array (runs what is pending)."""
        result = self._result()
        array = array_of(result, "jax()")
        if isinstance(array, np.ndarray):
            array = result.array = jax.numpy.asarray(array)
        result.shared = True
        return array

    def _numpy(self, reason: str) -> np.ndarray:
        """The data, read-only."""
        array = array_of(self._result(), reason)
        if isinstance(array, jax.core.Tracer):
            raise jax.errors.TracerArrayConversionError(array)
        return np.asarray(array)

    def asnumpy(self) -> np.ndarray:
        """The data as a writable numpy array that shares with the Tensor: what is written to either shows in both."""
        self._result()
        if isinstance(self._alias, HostAlias):
            return self._alias.array()
        array = np.array(self._numpy("asnumpy()"))
        self._alias = HostAlias(weakref.ref(array), self._value, self._alias)
        return array

    def numpy(self) -> np.ndarray:
        """As `asnumpy`."""
        return self.asnumpy()

    @staticmethod
    def from_numpy(array: np.ndarray) -> Tensor:
        """A Tensor that shares its data with a numpy array.

        Raises:
            TypeError: for anything but a numpy array.
        """
        if not isinstance(array, np.ndarray):
            raise TypeError(f"For 'from_numpy', the 'array' must be a numpy array, but got {type(array).__name__}.")
        made = Tensor(array)
        made._alias = HostAlias(weakref.ref(array), made._value, None)
        made.__dict__["_of_numpy"] = True
        return made

    def item(self) -> Any:
        """The only element as a Python number.

        Raises:
            ValueError: if there is not exactly one.
        """
        return self._only("item()")

    def tolist(self) -> Any:
        """The data as nested lists of Python numbers; a number for a 0-d Tensor."""
        return self._numpy("tolist()").tolist()

    def _only(self, reason: str) -> Any:
        if self._result().aval.size != 1:
            raise ValueError(
                f"The tensor should have only one element, but got {self.size}, more than one element is ambiguous."
            )
        return self._numpy(reason).reshape(()).item()

    def __bool__(self) -> bool:
        return bool(self._only("bool()"))

    def __int__(self) -> int:
        return int(self._only("int()"))

    def __float__(self) -> float:
        return float(self._only("float()"))

    def __complex__(self) -> complex:
        return complex(self._only("complex()"))

    def __index__(self) -> int:
        value = self._only("index")
        if not isinstance(value, int):
            raise TypeError(f"Only integer tensors of a single element can be an index, but got {self.dtype}.")
        return int(value)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        array = self._numpy("numpy.asarray()")
        return np.array(array, dtype) if copy or copy is None else np.asarray(array, dtype)

    # numpy must leave `numpy_array == tensor` and its like to convert this side, as MindSpore has it.
    __array_priority__ = -1

    def __len__(self) -> int:
        if not self.shape:
            raise TypeError("Not support len of a 0-D tensor")
        return self.shape[0]

    def __iter__(self) -> Iterator[Tensor]:
        if not self.shape:
            raise TypeError("iteration over a 0-d tensor")
        return (self[i] for i in range(self.shape[0]))  # type: ignore[index]

    def __hash__(self) -> int:
        return id(self)

    def __str__(self) -> str:
        if isinstance(self._alias, InitAlias) and self._alias.init is not None:
            shape, dtype = self._alias.shape, mstype.from_numpy(mstype.to_numpy(self._alias.dtype))
            return f"Tensor(shape={list(shape)}, dtype={dtype}, value=\n<uninitialized>)"
        if self._result().kind:
            return f"Tensor(shape={list(self.shape)}, dtype={self.dtype}, value={self._result().array})"
        return printing.tensor_str(self._numpy("str()"))

    def __repr__(self) -> str:
        if isinstance(self._alias, OpenShape):
            return f"Tensor(shape={list(self.shape)}, dtype={self.dtype}, value=\n)"
        if self._result().kind:
            return f"Tensor(shape={list(self.shape)}, dtype={self.dtype}, value={self._result().array})"
        of_numpy = self.__dict__.get("_of_numpy", False)  # such ones print as numpy prints them
        return printing.tensor_repr(self._numpy("repr()"), str(self.dtype), numpy_memory=of_numpy)

    def __format__(self, spec: str) -> str:
        if spec:
            raise TypeError(f"unsupported format string passed to {type(self).__name__}.__format__")
        return str(self)

    def __copy__(self) -> Tensor:
        return Tensor(self)

    def __deepcopy__(self, memo: dict) -> Tensor:
        made = type(self).__new__(type(self))
        made._alias = None
        if ambient.recorder is not None:
            ambient.recorder.made(made)
        made._value = Value(leaf(np.array(self._numpy("deepcopy()"))))
        made.__dict__.update(self.__dict__)
        memo[id(self)] = made
        return made

    def __reduce__(self) -> tuple:
        return _unpickle, (type(self), np.array(self._numpy("pickle")), self.__dict__)

    # -- changing it -------------------------------------------------------------------------------------------

    def assign_value(self, value: Tensor) -> Tensor:
        """Takes another Tensor's data, in place, and returns itself."""
        refuse_slice(self, value)
        self._assign(value)
        return self

    def set_dtype(self, dtype: Any) -> Any:
        """Casts the data, in place, and returns the data type."""
        check_dtype(dtype)
        self._bind(self.astype(dtype))
        return dtype

    def _assign(self, source: Handle) -> None:
        """Binds the Tensor to a new value; refused on the arguments of a function that is being differentiated."""
        scopes = current().scopes
        if scopes and any(self is argument for scope in scopes for argument in scope.arguments):
            raise RuntimeError(
                "A Tensor that is an argument of the function being differentiated cannot be changed in place: "
                "copy it first (x = x.copy())."
            )
        self._bind(source)

    # -- hooks -------------------------------------------------------------------------------------------------

    def register_hook(self, hook: Callable) -> Any:
        """Calls ``hook(gradient)`` once the gradient of this Tensor is known; unless it returns None, that replaces it.

        Args:
            hook: a function of one Tensor, the gradient, that returns a Tensor or None.

        Returns:
            a handle whose ``remove()`` takes the hook away.

        Raises:
            TypeError: if ``hook`` cannot be called.
        """
        from msgrad.common.hook import register_tensor_hook

        return register_tensor_hook(self, hook)


set_handle_class(Tensor)


def tensor(
    input_data: Any = None,
    dtype: Any = None,
    shape: Any = None,
    init: Any = None,
    const_arg: bool = False,
    device: str | None = None,
) -> Tensor:
    """A new Tensor, as `Tensor` makes it from the same arguments.

    >>> tensor([1, 2]).dtype
    mindspore.int64
    """
    return Tensor(input_data, dtype, shape, init, const_arg, device)


def refuse_slice(target: Handle, source: Handle) -> None:
    """ValueError where what lasts would be bound to a value that stands for each slice of a batch inside vmap."""
    if source._result().kind == ABSTRACT and target._result().kind != ABSTRACT:
        name = getattr(target, "name", "a Tensor")
        raise ValueError(
            f"Inside vmap, {name} cannot be assigned a value that differs from slice to slice: running statistics, the "
            "state of a dropout layer and the like must be left alone there (set_train(False)), or be handled by "
            "msgrad.functional and jax.vmap."
        )


def is_tensor(obj: Any) -> bool:
    """True for Tensors and Parameters."""
    return isinstance(obj, Tensor)


def from_numpy(array: np.ndarray) -> Tensor:
    """A Tensor that shares its data with a numpy array."""
    return Tensor.from_numpy(array)


def check_dtype(dtype: Any) -> None:
    """TypeError unless ``dtype`` is one of MindSpore's data types for arrays."""
    if not isinstance(dtype, mstype.Type) or getattr(dtype, "np", None) is None:
        raise TypeError(
            "For Tensor, the 'dtype' must be one of mindspore.bool_, int8 to int64, uint8 to uint64, float16, float32, "
            f"float64, bfloat16, complex64, complex128, but got {dtype!r} of type {type(dtype).__name__}."
        )


def _check_flags(const_arg: Any, device: Any) -> None:
    if not isinstance(const_arg, bool):
        raise TypeError(f"For 'Tensor', the 'const_arg' must be a bool, but got {type(const_arg).__name__}.")
    if device is None or device == "meta":
        return
    if not isinstance(device, str):
        raise TypeError(f"For 'Tensor', the 'device' must be a str or None, but got {type(device).__name__}.")
    here = jax.default_backend().upper()
    if device.split(":")[0].upper() != here:
        raise ValueError(f"For 'Tensor', the 'device' must be {here!r}, the one in use, but got {device!r}.")


def _without_data(data: Any, dtype: Any, shape: Any) -> MetaShape:
    """What a Tensor of the device "meta" keeps of its arguments."""
    if data is None:
        return MetaShape(_check_shape(shape), dtype)
    made = Tensor(data, dtype)
    return MetaShape(made.shape, made.dtype)


def _check_shape(shape: Any) -> tuple[int, ...]:
    shape = (shape,) if isinstance(shape, int) else shape
    if not isinstance(shape, list | tuple):
        raise TypeError(f"For 'Tensor', the 'shape' must be an int, list or tuple, but got {type(shape).__name__}.")
    return tuple([-1 if item is None or isinstance(item, Symbol) else int(item) for item in shape])


def numpy_of(data: Any, dtype: Any = None, who: str = "Tensor") -> np.ndarray:
    """Data as Tensor takes it, as a fresh numpy array with MindSpore's default dtypes."""
    wanted = None if dtype is None else mstype.to_numpy(dtype)
    if isinstance(data, np.ndarray | np.generic):
        if data.dtype.kind not in "biufcV":
            raise TypeError(f"For '{who}', an array of dtype {data.dtype} cannot be the 'input_data'.")
        return np.array(data, wanted)
    if isinstance(data, bool | int | float | complex):
        array = _number(data, who)
    elif isinstance(data, list | tuple):
        array = _nested(data, who)
    else:
        raise TypeError(f"For '{who}', the 'input_data' must be {_DATA_TYPES}, but got {type(data).__name__}.")
    if wanted is None and array.dtype == np.float64:
        wanted = np.float32
    with np.errstate(over="ignore"):
        return array if wanted is None else array.astype(wanted)


def _number(data: Any, who: str) -> np.ndarray:
    try:
        return np.array(data, {bool: np.bool_, int: np.int64}.get(type(data)))
    except OverflowError:
        raise RuntimeError(f"For '{who}', the number {data} does not fit into int64.") from None


def _nested(data: list | tuple, who: str) -> np.ndarray:
    def plain(item: Any) -> Any:
        if isinstance(item, Tensor):
            return item._numpy("a Tensor in a list")
        return [plain(i) for i in item] if isinstance(item, list | tuple) else item

    try:
        array = np.array(plain(data))
    except (ValueError, TypeError, OverflowError):
        array = np.array(None)
    if array.dtype.kind not in "biufc":
        raise TypeError(f"For '{who}', the 'input_data' {data!r} contains unsupported elements or is ragged.")
    return array


def _unpickle(cls: type[Tensor], array: np.ndarray, attributes: dict) -> Tensor:
    made = cls.__new__(cls)
    made._alias = None
    made._value = Value(leaf(array))
    made.__dict__.update(attributes)
    return made
