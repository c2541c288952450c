"""Tensor's methods about where its data lies: memory, files, devices, flags."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from msgrad._checkparam import check_bool, check_type
from msgrad.common import dtype as mstype
from msgrad.common.hook import hooks_of
from msgrad.common.host import FileAlias, InitAlias
from msgrad.common.tensor import Tensor, check_dtype
from msgrad.engine.values import Result, Value
from msgrad.ops._methods import METHODS, method


class UntypedStorage:
    """The bytes under a Tensor, by their number and place."""

    def __init__(self, tensor: Tensor) -> None:
        self._tensor = tensor

    dtype = mstype.uint8

    @property
    def device(self) -> str:
        """The kind of device that they are on."""
        return self._tensor.device

    def size(self) -> int:
        """How many there are."""
        return self._tensor.nbytes

    nbytes = __len__ = size

    def element_size(self) -> int:
        """1: the elements are bytes."""
        return 1

    def data_ptr(self) -> int:
        """Their address."""
        return data_ptr(self._tensor)

    def is_shared(self) -> bool:
        """False: they belong to this process."""
        return False

    def copy_(self, src: UntypedStorage, non_blocking: bool = False) -> UntypedStorage:
        """Takes over the bytes of another storage of the same size, at once in any case."""
        check_type(src, UntypedStorage, "src", "copy_")
        check_bool(non_blocking, "non_blocking", "copy_")
        if src.size() != self.size():
            raise RuntimeError(f"For 'copy_', the 'src' must have {self.size()} bytes, but got {src.size()}.")
        tensor = self._tensor
        bits = np.frombuffer(src._tensor._numpy("a storage").tobytes(), mstype.to_numpy(tensor.dtype))
        tensor._assign(Tensor(bits.reshape(tensor.shape)))
        return self

    def resize_(self, size: int) -> None:
        """Refused: an array of JAX's has the memory that its elements need."""
        raise NotImplementedError("For 'resize_', the size of a Tensor's storage cannot change: make another Tensor.")

    def __getitem__(self, index: Any) -> Any:
        raise RuntimeError("For a storage, single bytes cannot be looked up: use Tensor.get_bytes().")


@method
def storage(self):
    """The bytes under the Tensor, as an object with ``size()``, ``data_ptr()`` and so on.

    >>> Tensor([1.0, 2.0]).storage().size()
    8
    """
    return UntypedStorage(self)


METHODS["untyped_storage"] = storage


@method
def data_ptr(self):
    """The address of the data (what is pending runs); it stays as long as nothing is assigned to the Tensor."""
    return self.jax().unsafe_buffer_pointer()


@method
def data_sync(self, wait=True):
    """Runs what is pending, so that the data is there."""
    self._numpy("data_sync()")


@method
def flush_from_cache(self):
    """Does nothing: there are no embedding caches on other machines, whose rows would be fetched."""


@method
def wait_pipeline(self):
    """Runs what is pending."""
    self._numpy("wait_pipeline()")


def _of_bytes(data: bytes, shape: Sequence[int], dtype: Any) -> Tensor:
    """A Tensor of this shape and dtype from the bytes that `Tensor.get_bytes` gave.

    >>> Tensor.convert_bytes_to_tensor(Tensor([1, 2]).get_bytes(), (2,), mindspore.int64).tolist()
    [1, 2]
    """
    check_type(data, bytes, "bytes_data", "convert_bytes_to_tensor")
    check_dtype(dtype)
    expected = math.prod(shape) * mstype.to_numpy(dtype).itemsize
    if len(data) != expected:
        raise ValueError(f"For 'convert_bytes_to_tensor', {expected} bytes are needed, but got {len(data)}.")
    return Tensor(np.frombuffer(data, mstype.to_numpy(dtype)).reshape(tuple(shape)))


METHODS["convert_bytes_to_tensor"] = staticmethod(_of_bytes)

# -- files --


@method
def offload(self, file_path):
    """Moves the data to a file: its bytes, as `get_bytes` gives them. It is read again when the Tensor is next used,
    so the file must stay until then. True, as it has been written.
    """
    check_type(file_path, str, "file_path", "offload")
    result = self._result()
    self._numpy("offload()").tofile(file_path)
    self.__dict__["_offloaded"] = file_path
    if self._alias is None:  # nobody shares the data
        self._alias = FileAlias(file_path, result.aval)
        self._value = Value(Result(result.aval, None, 0))
    return True


@method
def offload_file_path(self):
    """The file that `offload` has written last; empty where there is none."""
    return self.__dict__.get("_offloaded", "")


# -- devices --

_DEVICES = ("Ascend", "GPU", "CPU")


@method
def move_to(self, to, blocking=True):
    """A copy of the Tensor on the device in use.

    Raises ValueError where ``to`` is no device or ``blocking`` no bool, RuntimeError for a device that is not in use.
    """
    if to not in _DEVICES:
        raise ValueError(f"For 'move_to', the 'to' must be in {list(_DEVICES)}, but got {to!r}.")
    if not isinstance(blocking, bool):
        raise ValueError(f"For 'move_to', the 'blocking' must be a bool, but got {blocking!r}.")
    if to.upper() != self.device:
        raise RuntimeError(f"For 'move_to', the 'to' must be {self.device!r}, the device in use, but got {to!r}.")
    return METHODS["copy"](self)


@method
def to_(self, device=None, non_blocking=False):
    """The Tensor itself, which is on the device in use. RuntimeError for another one."""
    check_bool(non_blocking, "non_blocking", "to_")
    if device is not None and check_type(device, str, "device", "to_").split(":")[0].upper() != self.device:
        raise RuntimeError(f"For 'to_', the 'device' must be {self.device!r}, the one in use, but got {device!r}.")
    return self


@method
def is_pinned(self):
    """False: memory that is kept in place for copies to a device is JAX's own affair."""
    return False


@method
def pin_memory(self):
    """RuntimeError: JAX keeps memory in place for copies to a device by itself."""
    raise RuntimeError("For 'pin_memory', there is no pinned memory to ask for: JAX copies to its devices by itself.")


@method
def is_shared(self):
    """False: the data belongs to this process."""
    return False


# -- other libraries --


class _Capsule:
    """What numpy and JAX want instead of the capsule itself."""

    def __init__(self, capsule: Any) -> None:
        self._capsule = capsule

    def __dlpack__(self, **options: Any) -> Any:
        return self._capsule

    def __dlpack_device__(self) -> tuple[int, int]:
        return (1, 0)  # the CPU


@method
def to_dlpack(self):
    """A capsule of DLPack with the data, for other libraries (what is pending runs). The data is not copied."""
    return self.jax().__dlpack__()


def _from_dlpack(dlpack: Any) -> Tensor:
    """A Tensor of the data in a capsule of DLPack, copied.

    >>> Tensor.from_dlpack(Tensor([1, 2]).to_dlpack()).tolist()
    [1, 2]
    """
    return Tensor(np.array(np.from_dlpack(_Capsule(dlpack))))


METHODS["from_dlpack"] = staticmethod(_from_dlpack)

# -- flags --


@method
def set_const_arg(self, const_arg=True):
    """Keeps a flag as ``const_arg``, to be read. Returns the Tensor. TypeError unless it is a bool."""
    self.__dict__["_const_arg"] = check_bool(const_arg, "const_arg", "set_const_arg")
    return self


@method
def set_init_flag(self, flag):
    """Keeps a flag as ``init_flag``, to be read."""
    self.__dict__["_init_flag"] = bool(flag)


@method
def is_init(self):
    """The flag that `set_init_flag` keeps; False before."""
    return self.__dict__.get("_init_flag", False)


def _init(self):
    """The initializer that has yet to make the data, None where there is none."""
    return self._alias.init if isinstance(self._alias, InitAlias) else None


def _const_arg(self):
    """The flag that `set_const_arg` keeps; False before."""
    return self.__dict__.get("_const_arg", False)


def _init_finished(self):
    """True: where an initializer has yet to make the data, it does so before anybody sees it."""
    return True


METHODS |= {"init_finished": property(_init_finished)}
METHODS |= {"init_flag": property(is_init), "init": property(_init), "const_arg": property(_const_arg)}


@method
def hooks(self):
    """The functions that `register_hook` has registered, in their order."""
    return [hook for (hook,) in hooks_of(self)]
