"""Parameter: a Tensor with a name that a Cell owns and an optimizer changes."""

from __future__ import annotations

import itertools
import weakref
from collections.abc import Iterable
from typing import Any

import numpy as np
from jax import lax

from msgrad.common import dtype as mstype
from msgrad.common.host import HostAlias
from msgrad.common.tensor import Tensor, refuse_slice
from msgrad.engine.ambient import ambient, configuration
from msgrad.engine.graph import current
from msgrad.engine.handle import Handle
from msgrad.engine.operator import ARRAY, call, operator
from msgrad.engine.values import Value, leaf

_unnamed = itertools.count()
_alive: weakref.WeakValueDictionary[int, Parameter] = weakref.WeakValueDictionary()
_UNNAMED_PREFIX = "Parameter#"


@operator("x", name="parameter_leaf", differentiable=False, view=lambda update, x: update)
def _leaf(x):
    return lax.stop_gradient(x)


class Parameter(Tensor):
    """A Tensor that belongs to a model.

    Args:
        default_input: the data, as `Tensor` takes it; it is copied. A Python int gives int32.
        name: its name; without one, the attribute of the Cell that it is assigned to gives it.
        requires_grad: whether optimizers train it and gradients for it are other than zero.
        layerwise_parallel, parallel_optimizer, storage_format, device: attributes for parallel training, kept as given.

    Raises:
        TypeError: if the data is none that `Tensor` takes, or ``requires_grad`` is no bool.
        ValueError: if the name is no string.

    >>> Parameter([1., 2.], name="w")
    Parameter (name=w, shape=(2,), dtype=Float32, requires_grad=True)
    """

    __slots__ = ()
    init_param = True  # False inside `nn.no_init_parameters`: initializers then wait for the first use

    def __init__(
        self,
        default_input: Any,
        name: str | None = None,
        requires_grad: bool = True,
        layerwise_parallel: bool = False,
        parallel_optimizer: bool = True,
        storage_format: str = "",
        device: str | None = None,
    ) -> None:
        if type(default_input) is int:
            default_input = Tensor(default_input, mstype.int32)
        if isinstance(default_input, Tensor) and default_input.has_init and not Parameter.init_param:
            self._alias, self._value = default_input._alias, default_input._value
        elif isinstance(default_input, Tensor):
            result = default_input._result()
            self._alias = None
            if ambient.recorder is not None:
                ambient.recorder.made(self)
            self._value = default_input._value
            if isinstance(result.array, np.ndarray):  # its own copy on the host, in case it is written to
                self._value = Value(leaf(result.array))
        else:
            super().__init__(default_input, device=device)
            if self._alias is not None:  # a Tensor subclass with data of its own
                self._result()
        self.name = name
        self.requires_grad = requires_grad
        for attribute, flag in (("layerwise_parallel", layerwise_parallel), ("parallel_optimizer", parallel_optimizer)):
            if not isinstance(flag, bool):
                raise TypeError(f"For 'Parameter', the '{attribute}' must be a bool, but got {type(flag).__name__}.")
        self.layerwise_parallel = layerwise_parallel
        self.parallel_optimizer = parallel_optimizer
        self.storage_format = storage_format
        self.unique = False
        self.is_init = False
        _alive[id(self)] = self
        self.inited_param: Parameter | None = None
        self.sliced = False
        self.key = -1
        self.comm_fusion = 1
        self.cache_enable = False

    @property
    def name(self) -> str:
        """The name; unique within a model."""
        return self._name

    @name.setter
    def name(self, name: str | None) -> None:
        if name is None or name == "":
            name = f"{_UNNAMED_PREFIX}{next(_unnamed)}"
        if not isinstance(name, str):
            raise ValueError(f"For 'Parameter', the 'name' must be a str or None, but got {type(name).__name__}.")
        self._name = name

    @property
    def has_own_name(self) -> bool:
        """True where somebody gave it a name."""
        return not self._name.startswith(_UNNAMED_PREFIX)

    @property
    def requires_grad(self) -> bool:
        """Whether it is trained."""
        return self._requires_grad

    @requires_grad.setter
    def requires_grad(self, value: bool) -> None:
        if not isinstance(value, bool):
            raise TypeError(f"For 'Parameter', the 'requires_grad' must be a bool, but got {type(value).__name__}.")
        self._requires_grad = value
        configuration.version += 1

    @property
    def data(self) -> Tensor:
        """The data as a Tensor that shares with the Parameter, through which no gradient passes. May be set."""
        return _leaf(self)

    @data.setter
    def data(self, value: Tensor) -> None:
        self.set_data(value)

    def _bind(self, source: Handle) -> None:
        """Takes a new value. A Parameter is a leaf of every derivative: no gradient flows into what was assigned."""
        scopes = current().scopes
        if not scopes:
            super()._bind(source)
            return
        refuse_slice(self, source)
        [result] = call(_leaf, (ARRAY,), (source._result(),))
        super()._bind_result(result)
        for scope in scopes:
            scope.rebound.setdefault(id(self), []).append(self._value)

    def _bind_result(self, result: Any) -> None:
        from msgrad.engine.handle import wrap

        self._bind(wrap(result))

    def value(self) -> Tensor:
        """The data as a Tensor of its own, which later changes of the Parameter leave alone."""
        self._result()
        made = Tensor.__new__(Tensor)
        made._value, made._alias = self._value, None
        if ambient.recorder is not None:
            ambient.recorder.made(made)
        return made

    def set_data(self, data: Any, slice_shape: bool = False) -> Parameter:
        """Takes other data, cast to the Parameter's dtype; the shape may be another. Returns the Parameter.

        Raises:
            TypeError: if ``data`` is no Tensor or number.
        """
        if not isinstance(slice_shape, bool):
            raise TypeError(f"For 'set_data', the 'slice_shape' must be a bool, but got {type(slice_shape).__name__}.")
        if isinstance(data, int | float):
            data = Tensor(data, self.dtype)
        if not isinstance(data, Tensor):
            raise TypeError(
                "For 'set_data', the data of a Parameter must be a Tensor, int or float, "
                f"but got {type(data).__name__}."
            )
        data._result()
        if not self.has_init:
            self._result()
        if isinstance(self._alias, HostAlias):  # numpy arrays that were handed out keep the old data
            self._alias = self._alias.inner
        self._assign(data if data.dtype == self.dtype else data.astype(self.dtype))
        return self

    def init_data(self, layout: Any = None, set_sliced: bool = False) -> Parameter:  # type: ignore[override]
        """Makes the data where an initializer is still waiting, and returns the Parameter."""
        if layout is not None or set_sliced:
            raise NotImplementedError("For 'Parameter.init_data', the layouts of parallel training are not supported.")
        self._result()
        return self

    def clone(self, init: Any = "same") -> Parameter:
        """A Parameter of the same name and flags; ``init``: "same" for the same data, or an initializer."""
        if isinstance(init, str) and init == "same":
            data = self.value()
        else:
            from msgrad.common.initializer import initializer

            data = initializer(init, self.shape, self.dtype)
        made = Parameter(data, self.name, self.requires_grad, self.layerwise_parallel, self.parallel_optimizer)
        made.comm_fusion, made.cache_enable = self.comm_fusion, self.cache_enable
        return made

    def copy(self) -> Parameter:
        """As `clone`."""
        return self.clone()

    def __str__(self) -> str:
        return self.__repr__()

    def __repr__(self) -> str:
        from msgrad.common.printing import parameter_repr

        return parameter_repr(self.name, self.shape, str(self.dtype), self.requires_grad)


def trainable_parameters() -> list[Parameter]:
    """All Parameters of the process that are trained."""
    return [p for p in list(_alive.values()) if p.requires_grad]


class ParameterTuple(tuple):
    """A tuple of Parameters with different names.

    Raises:
        TypeError: for an element that is no Parameter.
        ValueError: for two different Parameters of one name.
    """

    def __new__(cls, iterable: Iterable[Parameter]) -> ParameterTuple:
        items = tuple(iterable)
        names: dict[str, Parameter] = {}
        for item in items:
            if not isinstance(item, Parameter):
                raise TypeError(
                    f"For 'ParameterTuple', every element must be a Parameter, but got {type(item).__name__}."
                )
            if names.setdefault(item.name, item) is not item:
                raise ValueError(f"For 'ParameterTuple', the name '{item.name}' is given twice; names must be unique.")
        return super().__new__(cls, items)

    def clone(self, prefix: str, init: Any = "same") -> ParameterTuple:
        """Clones of all, named ``prefix`` + "." + name; ``init`` as in `Parameter.clone`."""
        if not isinstance(prefix, str):
            raise TypeError(f"For 'clone', the 'prefix' must be a str, but got {type(prefix).__name__}.")
        clones = []
        for item in self:
            clone = item.clone(init)
            clone.name = f"{prefix}.{item.name}"
            clones.append(clone)
        return ParameterTuple(clones)
