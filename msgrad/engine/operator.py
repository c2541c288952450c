"""Operators: pure functions on JAX arrays, recorded when they are called on handles.

``@operator("x", "y")`` turns a function of arrays into one that takes handles, numpy arrays and numbers for
the named parameters. All other parameters are static: they, and the shapes and dtypes of the arrays, make up
the call's *signature*, which is worked out once (by `jax.eval_shape`) and then found again in a dictionary.
"""

from __future__ import annotations

import functools
import inspect
import threading
from collections.abc import Callable, Sequence
from typing import Any

import jax
import numpy as np
from jax import lax

from msgrad.engine import graph as graph_module
from msgrad.engine.ambient import ambient
from msgrad.engine.autocast import OperatorPolicy, is_float
from msgrad.engine.cache import Cache
from msgrad.engine.handle import Handle, View, wrap
from msgrad.engine.values import TRACED, Aval, Result, aval_of, leaf

OPERATORS: dict[str, Operator] = {}
"""Every operator by its name."""

Promotion = Callable[[Sequence[Any]], Sequence[np.dtype]]


class _Array:
    """Stands in a call's key for an array."""

    def __repr__(self) -> str:
        return "array"


ARRAY = _Array()
_SCALARS: tuple[Any, ...] = (bool, int, float, complex)
_REQUIRED = inspect.Parameter.empty


class Signature:
    """One operator with its static arguments and the avals of its arrays: a pure function with known results."""

    __slots__ = ("avals", "fn", "jitted", "key", "operator", "out_avals", "single", "warm")

    def __init__(self, operator: Operator, key: tuple, avals: tuple[Aval, ...]) -> None:
        self.operator = operator
        self.key = key
        self.avals = avals
        self.fn: Callable[..., tuple] = operator.pure(key, avals)
        self.out_avals, self.single = operator.infer(self.fn, avals)
        if avals and operator.promote is not None and all(a.number for a in avals):
            self.out_avals = tuple([as_number(a) for a in self.out_avals])
        self.jitted = jax.jit(self.fn)
        self.warm = False  # True once `jitted` has been compiled

    def __repr__(self) -> str:
        statics = [k for k, is_array in zip(self.key, self.operator.array_flags, strict=False) if not is_array]
        return f"{self.operator.name}({', '.join([*map(str, self.avals), *map(repr, statics)])})"


_signatures: Cache[tuple, Signature] = Cache(16384)
_signature_lock = threading.Lock()


class Operator:
    """A function of arrays that is recorded when it is called on handles."""

    def __init__(
        self,
        body: Callable,
        arrays: Sequence[str],
        promote: Promotion | None = None,
        view: Callable | None = None,
        differentiable: bool = True,
        name: str | None = None,
        autocast: bool = True,
    ) -> None:
        self.body = body
        self.name = name or body.__name__.lstrip("_")
        self.promote = promote
        self.differentiable = differentiable
        self.autocast = autocast and view is None
        parameters = list(inspect.signature(body).parameters.values())
        if any(p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) for p in parameters):
            raise TypeError(f"operator '{self.name}' must name all its parameters")
        self.names = tuple(p.name for p in parameters)
        unknown = set(arrays) - set(self.names)
        if unknown:
            raise TypeError(f"operator '{self.name}' has no parameters {sorted(unknown)}")
        self.defaults = tuple(p.default for p in parameters)
        self.array_flags = tuple(name in arrays for name in self.names)
        self.scatter: Operator | None = None
        if view is not None:
            self.scatter = Operator(view, ("update", *arrays), name=f"{self.name}_scatter")
        functools.update_wrapper(self, body)

    def __repr__(self) -> str:
        return f"<operator {self.name}>"

    @property
    def dtype_rule(self) -> str:
        """How the arrays' dtypes meet, in words: what the promotion's docstring says."""
        if self.promote is None:
            return "Each array keeps its dtype."
        return " ".join((self.promote.__doc__ or "").split("\n\n")[0].split())

    # -- calling -------------------------------------------------------------------------------------------

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if kwargs or len(args) != len(self.names):
            args = self.bind(args, kwargs)
        if ambient.recorder is not None:
            ambient.recorder.read_all(args)
        results: list[Result] = []
        key: list[Any] = []
        types: list[type] = []  # 1, 1.0 and True are equal, but not the same static argument
        scalars = False
        for argument, is_array in zip(args, self.array_flags, strict=True):
            if not is_array:
                key.append(argument)
                types.append(argument.__class__)
            elif isinstance(argument, Handle):
                results.append(argument._result() if argument._alias is not None else argument._value.result)
                key.append(ARRAY)
            elif argument is None:
                key.append(None)
            else:
                scalars = True
                key.append(self.flatten(argument, results))
        if ambient.dtype is not None and self.autocast:
            self.cast_floats(results)
        if scalars:
            self.fill_scalars(results)
        outputs, single = record(self, tuple(key), tuple(types), tuple(results))
        if single:
            out = wrap(outputs[0])
            if self.scatter is not None and isinstance(args[0], Handle):
                self.attach_view(out, args)
            return out
        return tuple([wrap(output) for output in outputs])

    def bind(self, args: tuple, kwargs: dict[str, Any]) -> tuple:
        """All arguments in the order of the parameters, defaults filled in."""
        names, defaults = self.names, self.defaults
        if len(args) > len(names):
            raise TypeError(f"For '{self.name}', at most {len(names)} arguments are expected, but got {len(args)}.")
        if not kwargs:
            bound = args + defaults[len(args) :]
        else:
            rest = []
            left = len(kwargs)
            for i in range(len(args), len(names)):
                if names[i] in kwargs:
                    rest.append(kwargs[names[i]])
                    left -= 1
                else:
                    rest.append(defaults[i])
            if left:
                wrong = [k for k in kwargs if k not in names[len(args) :]]
                reason = "was given twice" if wrong[0] in names else "is not an argument"
                raise TypeError(f"For '{self.name}', '{wrong[0]}' {reason}; the arguments are {', '.join(names)}.")
            bound = (*args, *rest)
        for i in range(len(args), len(names)):
            if bound[i] is _REQUIRED:
                raise TypeError(f"For '{self.name}', the argument '{names[i]}' is missing.")
        return bound

    def flatten(self, argument: Any, results: list) -> Any:
        """The key of an argument in an array's place that is not a handle; its arrays are added to ``results``."""
        if isinstance(argument, Handle):
            results.append(argument._result())
            return ARRAY
        if isinstance(argument, np.bool_ | np.number):
            argument = argument.item()  # a numpy scalar counts as a Python number: float32 + np.float64(2) is float32
        if isinstance(argument, _SCALARS):
            if type(argument) not in _SCALARS:  # of a subclass
                argument = next(kind for kind in _SCALARS if isinstance(argument, kind))(argument)
            results.append(argument)  # its dtype depends on the other arguments: see fill_scalars
            return ARRAY
        if isinstance(argument, np.ndarray | np.generic):
            if argument.dtype.kind in "OUSV":
                raise TypeError(f"For '{self.name}', an array of dtype {argument.dtype} cannot be an argument.")
            results.append(leaf(np.array(argument)))
            return ARRAY
        if isinstance(argument, jax.Array):
            results.append(leaf_of_jax(argument))
            return ARRAY
        if isinstance(argument, list | tuple):
            return tuple([None if item is None else self.flatten(item, results) for item in argument])
        arrays = [n for n, is_array in zip(self.names, self.array_flags, strict=True) if is_array]
        raise TypeError(
            f"For '{self.name}', the arguments {', '.join(arrays)} must be Tensors or numbers, "
            f"but got {type(argument).__name__}."
        )

    def cast_floats(self, results: list) -> None:
        """Casts the float arrays among ``results`` to the dtype of the autocast."""
        dtype = ambient.dtype
        if isinstance(dtype, OperatorPolicy):
            floats = [r.aval.dtype for r in results if isinstance(r, Result) and is_float(r.aval.dtype)]
            dtype = dtype.dtype_for(self.name, floats)
            if dtype is None:
                return
        for i, item in enumerate(results):
            if isinstance(item, Result) and item.aval.dtype != dtype and is_float(item.aval.dtype):
                results[i] = call(convert, (ARRAY, dtype), (item,))[0]

    def fill_scalars(self, results: list) -> None:
        """Turns the Python numbers among ``results`` into 0-d leaves, of the dtype that the promotion rule gives."""
        if self.promote is not None:
            kinds = tuple([r.aval.number or r.aval.dtype if isinstance(r, Result) else type(r) for r in results])
            dtypes: Sequence[Any] = self.promote(kinds)
        else:
            dtypes = [None] * len(results)
        numbers = ambient.recorder is not None and _all_numbers(results)
        for i, item in enumerate(results):
            if not isinstance(item, Result):
                results[i] = number_leaf(item) if numbers else leaf(scalar_array(item, dtypes[i]))

    def attach_view(self, out: Handle, args: tuple) -> None:
        rest = args[1:]
        scatter = self.scatter
        assert scatter is not None
        out._alias = View(args[0], lambda base: self(base, *rest), lambda base, update: scatter(update, base, *rest))

    # -- the pure function -----------------------------------------------------------------------------------

    def pure(self, key: tuple, avals: tuple[Aval, ...]) -> Callable[..., tuple]:
        """The body as a function of nothing but flat arrays, giving a tuple of arrays."""
        body, flags = self.body, self.array_flags
        casts: list[np.dtype | None] = [None] * len(avals)
        if self.promote is not None:
            targets = self.promote(tuple([a.number or a.dtype for a in avals]))
            casts = [t if t != a.dtype else None for t, a in zip(targets, avals, strict=True)]
        any_cast = any(t is not None for t in casts)

        def fn(*arrays: Any) -> tuple:
            if any_cast:
                arrays = tuple(
                    x if t is None else lax.convert_element_type(x, t) for x, t in zip(arrays, casts, strict=True)
                )
            left = iter(arrays)
            args = [_unflatten(k, left) if is_array else k for k, is_array in zip(key, flags, strict=True)]
            out = body(*args)
            return out if isinstance(out, tuple) else (out,)

        fn.__name__ = fn.__qualname__ = self.name
        return fn

    def infer(self, fn: Callable, avals: tuple[Aval, ...]) -> tuple[tuple[Aval, ...], bool]:
        """The avals of the results, and whether there is just one that is not in a tuple."""
        structs = [jax.ShapeDtypeStruct(a.shape, a.dtype) for a in avals]
        single = True

        def probe(*arrays: Any) -> tuple:
            nonlocal single
            out = fn(*arrays)
            single = len(out) == 1 and self.tuple_outputs is False
            return out

        out = jax.eval_shape(probe, *structs)
        return tuple([aval_of(o.shape, np.dtype(o.dtype)) for o in out]), single

    composite = False
    """True for transforms of programs, which consist of operators."""

    tuple_outputs = False
    """True where even one result comes in a tuple."""


def _unflatten(key: Any, arrays: Any) -> Any:
    if key is ARRAY:
        return next(arrays)
    if key is None:
        return None
    return tuple([_unflatten(k, arrays) for k in key])


def scalar_array(number: complex, dtype: Any = None) -> np.ndarray:
    """A Python number as a 0-d array: of ``dtype``, else bool, int64, float32 or complex64."""
    if dtype is None:
        dtype = {bool: np.bool_, int: np.int64, float: np.float32, complex: np.complex64}.get(type(number))
    return (
        np.asarray(number).astype(dtype) if isinstance(number, int) and dtype != np.int64 else np.array(number, dtype)
    )


def _all_numbers(results: list) -> bool:
    avals = [r.aval for r in results if isinstance(r, Result)]
    return bool(avals) and all(a.number for a in avals)


_NUMBERS = {"b": bool, "i": int, "f": float, "c": complex}


def as_number(aval: Aval) -> Aval:
    """The aval of a Python number that is computed by operators."""
    return aval_of((), aval.dtype, _NUMBERS.get(aval.dtype.kind)) if aval.shape == () else aval


def number_leaf(number: complex) -> Result:
    """A Python number as a leaf that promotes as one."""
    array = scalar_array(number)
    return Result(aval_of((), array.dtype, type(number)), None, 0, array)


def leaf_of_jax(array: jax.Array) -> Result:
    """A leaf for an array that belongs to somebody else: a tracer, or a buffer that is never donated."""
    result = leaf(array)
    if isinstance(array, jax.core.Tracer):
        result.kind = TRACED
    result.shared = True
    return result


def signature_of(operator: Operator, key: tuple, types: tuple, avals: tuple[Aval, ...]) -> Signature:
    """The signature of a call, made at first sight. Errors in the operator's body come out here: on the user's line."""
    full_key = (operator, key, types, avals)
    try:
        signature = _signatures.get(full_key)
    except TypeError:  # an unhashable static argument
        key = tuple([k if f else _hashable(operator, k) for k, f in zip(key, operator.array_flags, strict=True)])
        full_key = (operator, key, types, avals)
        signature = _signatures.get(full_key)
    if signature is None:
        try:
            signature = Signature(operator, key, avals)
        except (TypeError, ValueError, IndexError, RuntimeError) as error:
            text = str(error)
            if type(error) in (TypeError, ValueError, IndexError, RuntimeError) and not text.startswith("For '"):
                given = ", ".join(map(str, avals))
                raise type(error)(f"For '{operator.name}', {text} The arrays are: {given}.") from error
            raise
        except AttributeError as error:
            missing = [n for n, k, f in zip(operator.names, key, operator.array_flags, strict=True) if f and k is None]
            if not missing or "NoneType" not in str(error):
                raise
            raise TypeError(
                f"For '{operator.name}', the argument '{missing[0]}' must be a Tensor or number, but got None."
            ) from error
        with _signature_lock:
            signature = _signatures.add(full_key, signature)
    return signature


def _hashable(operator: Operator, item: Any) -> Any:
    if isinstance(item, list | tuple):
        return tuple([_hashable(operator, i) for i in item])
    try:
        hash(item)
    except TypeError:
        raise TypeError(
            f"For '{operator.name}', a static argument must be hashable, but got {type(item).__name__}."
        ) from None
    return item


def record(operator: Operator, key: tuple, types: tuple, inputs: tuple[Result, ...]) -> tuple[tuple[Result, ...], bool]:
    """Appends one call to the thread's graph. Returns its results, and whether they are one bare result."""
    avals = tuple([r.aval for r in inputs])
    try:
        signature = _signatures.get((operator, key, types, avals))
    except TypeError:
        signature = None
    if signature is None:
        signature = signature_of(operator, key, types, avals)
    return graph_module.append(signature, inputs), signature.single


def call(operator: Operator, key: tuple, inputs: tuple[Result, ...]) -> tuple[Result, ...]:
    """Records a call on bare results."""
    return record(operator, key, (), inputs)[0]


def operator(
    *arrays: str,
    promote: Promotion | None = None,
    view: Callable | None = None,
    differentiable: bool = True,
    name: str | None = None,
    autocast: bool = True,
) -> Callable[[Callable], Operator]:
    """Makes a recorded operator of a pure function on JAX arrays.

    Args:
        arrays: names of the parameters that take arrays (handles, numpy arrays, numbers, or tuples of them).
            All other parameters are static and must be hashable.
        promote: gives, from the dtypes (or Python number types) of the arrays, the dtypes that they are cast to.
        view: for an operator that only picks or rearranges elements of its first argument: the pure function
            ``(update, *same parameters)`` that gives that argument with ``update`` written over them.
        differentiable: False for operators whose gradient is zero or undefined everywhere.
        name: the operator's name in messages; the function's by default.
        autocast: False for operators that compute in their arguments' own dtypes whatever the autocast (casts,
            creation, assignment); views never take part.
    """

    def decorate(body: Callable) -> Operator:
        made = Operator(body, arrays, promote, view, differentiable, name, autocast)
        if made.name in OPERATORS:
            other = OPERATORS[made.name].body.__module__
            raise ValueError(f"There are two operators by the name '{made.name}', in {other} and {body.__module__}.")
        OPERATORS[made.name] = made
        return made

    return decorate


@operator("x", autocast=False)
def convert(x, dtype):
    """The array in another dtype."""
    return lax.convert_element_type(x, dtype)
