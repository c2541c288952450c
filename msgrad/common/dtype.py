"""Data types: the objects `mindspore.float32`, `mindspore.int8`, ... and what converts between them and numpy.

A data type is an immutable, interned object: equal types are the same object, so comparison and look-up in a
dict cost no more than a pointer. Every type that numpy (or ml_dtypes) can store has its `numpy.dtype` in `.np`.

>>> from msgrad.common import dtype as mstype
>>> mstype.float32, str(mstype.float32), mstype.float32.np
(mindspore.float32, 'Float32', dtype('float32'))
>>> mstype.from_numpy(np.dtype("int16")) is mstype.int16
True
"""

import builtins
import enum
import inspect
import warnings

import ml_dtypes
import numpy as np

__all__ = [
    "Int",
    "QuantDtype",
    "TensorType",
    "Type",
    "_null",
    "bfloat16",
    "bool_",
    "byte",
    "cdouble",
    "cfloat",
    "complex128",
    "complex64",
    "double",
    "dtype_to_nptype",
    "dtype_to_pytype",
    "float16",
    "float32",
    "float64",
    "float8_e4m3fn",
    "float8_e5m2",
    "float_",
    "get_py_obj_dtype",
    "half",
    "hifloat8",
    "int16",
    "int32",
    "int64",
    "int8",
    "int_",
    "intc",
    "intp",
    "list_",
    "long",
    "number",
    "pytype_to_dtype",
    "qint4x2",
    "short",
    "single",
    "string",
    "tensor_type",
    "tuple_",
    "type_none",
    "ubyte",
    "uint",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "uintc",
    "uintp",
    "ushort",
]

_instances: dict = {}  # (class, arguments) -> the one object of that type


class Type:
    """Base of all data types. `repr` is the name after `mindspore.`, `str` the name used in printed Tensors."""

    __slots__ = ("__weakref__", "_args", "_repr", "_str")
    _args: tuple
    _repr: str
    _str: str
    _names = ("", "")  # (name in repr, name in str) of a type without arguments

    def __new__(cls, *args):
        if not cls._names[0]:
            raise TypeError(f"{cls.__name__}: No constructor defined!")
        args = cls._check(*args)
        self = _instances.get((cls, args))
        if self is None:
            self = cls._intern(args, *cls._describe(args))
        return self

    @classmethod
    def _intern(cls, args, name, text):
        self = object.__new__(cls)
        self._args, self._repr, self._str = args, "mindspore." + name, text
        # setdefault, so that two threads that make the same type at once get the same object
        return _instances.setdefault((cls, args), self)

    @classmethod
    def _check(cls, *args):
        if args:
            raise TypeError(f"{cls.__name__}() takes no arguments, but got {args}.")
        return ()

    @classmethod
    def _describe(cls, args):
        return cls._names

    def __repr__(self):
        return self._repr

    def __str__(self):
        return self._str

    def __reduce__(self):
        return type(self)._restore, self._args

    @classmethod
    def _restore(cls, *args):
        return cls(*args)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class Number(Type):
    """Base of the numeric types. `np` is the `numpy.dtype` that stores the type, None where there is none."""

    __slots__ = ("itemsize", "np")
    _names = ("number", "Number")

    def __new__(cls, *args):
        key = cls, cls._check(*args)
        if key not in _instances:
            raise RuntimeError(f"There is no {cls.__name__} type of {args[0]} bits.")
        return _instances[key]

    @classmethod
    def _make(cls, args, name, text, numpy=None):
        self = cls._intern(args, name, text)
        self.np = None if numpy is None else np.dtype(numpy)
        self.itemsize = 1 if numpy is None else self.np.itemsize
        return self

    @classmethod
    def _restore(cls, *args):
        return _instances[cls, args]

    @property
    def is_floating_point(self):
        return isinstance(self, (Float, BFloat))

    @property
    def is_complex(self):
        return isinstance(self, Complex)

    @property
    def is_signed(self):
        return isinstance(self, (Int, Float, BFloat, Complex))

    def to_real(self):
        """The type of the real part; a type that is real already answers itself."""
        if self in _GENERIC:
            raise TypeError(f"Cannot convert type {self._repr[10:]} to real type.")
        return _REAL_OF.get(self, self)

    def to_complex(self):
        """The complex type whose parts hold this type; raises TypeError for integers and 8 or 16-bit floats."""
        if self not in _COMPLEX_OF:
            raise TypeError(f"Cannot convert type {self._repr[10:]} to complex type.")
        return _COMPLEX_OF[self]


class _Sized(Number):
    """A number of so many bits; 0 stands for any width."""

    __slots__ = ()

    @classmethod
    def _check(cls, bits=0):
        return (bits,)


class Bool(Number):
    __slots__ = ()


class Int(_Sized):
    __slots__ = ()


class UInt(_Sized):
    __slots__ = ()


class Float(_Sized):
    __slots__ = ()


class BFloat(_Sized):
    __slots__ = ()


class Complex(_Sized):
    __slots__ = ()


class _Of(Type):
    """A container type with the types of its elements: `List([int32, float32])`; no argument: any elements."""

    __slots__ = ()

    @classmethod
    def _check(cls, elements=None):
        if elements is None:
            return ()
        elements = tuple(elements)
        if not all(isinstance(e, Type) for e in elements):
            raise TypeError(f"{cls.__name__}: the elements must be data types, but got {elements}.")
        return (elements,)

    @classmethod
    def _describe(cls, args):
        name, text = cls._names
        return name, text + (f"[{','.join(map(str, args[0]))}]" if args else "")


class List(_Of):
    __slots__ = ()
    _names = ("list_", "List")


class Tuple(_Of):
    __slots__ = ()
    _names = ("tuple_", "Tuple")


class TensorType(Type):
    """The type of a Tensor, with or without the type of its elements: `TensorType(float32)`."""

    __slots__ = ()
    _names = ("tensor", "Tensor")

    @classmethod
    def _check(cls, element=None):
        if element is None:
            return ()
        if not isinstance(element, Type):
            raise TypeError(f"TensorType: the element must be a data type, but got {element!r}.")
        return (element,)

    @classmethod
    def _describe(cls, args):
        if not args:
            return cls._names
        name, text = cls._names
        return f"{name}[{args[0]._repr[10:]}]", f"{text}[{args[0]}]"

    def element_type(self):
        """The type of the elements, None where it is left open."""
        return self._args[0] if self._args else None


class RefType(TensorType):
    __slots__ = ()
    _names = ("tensor", "Ref")


class Function(Type):
    """The type of a function, with or without argument and result types: `FunctionType([int32], int32)`."""

    __slots__ = ()
    _names = ("function", "Func")

    @classmethod
    def _check(cls, arguments=None, result=None):
        return () if arguments is None else (tuple(arguments), result)

    @classmethod
    def _describe(cls, args):
        if not args:
            return cls._names
        return "function", f"Func[({', '.join(map(str, args[0]))}), {args[1]}]"


def _plain(cls_name, name, text=None):
    """A type class of one instance."""
    return type(cls_name, (Type,), {"__slots__": (), "_names": (name, text or name), "__module__": __name__})


String = _plain("String", "string_", "String")
Dict = _plain("Dict", "Dictionary")
Slice = _plain("Slice", "Slice")
TypeEllipsis = Ellipsis_ = _plain("TypeEllipsis", "Ellipsis")
TypeMsClassType = MsClassType = _plain("TypeMsClassType", "Class")
TypeNone = NoneType = _plain("TypeNone", "type_none", "None")
TypeNull = _NullType = _plain("TypeNull", "Null")
TypeAny = AnythingType = _plain("TypeAny", "Any")
TypeType = _plain("TypeType", "type_type", "TypeType")
EnvType = _plain("EnvType", "env_type", "Object:EnvType")
RefKeyType = _plain("RefKeyType", "type_refkey", "Object:RefKey")
SymbolicKeyType = _plain("SymbolicKeyType", "symbolic_key", "Object:SymbolicKey")
UndeterminedType = _plain("UndeterminedType", "Undetermined")
RowTensorType = _plain("RowTensorType", "RowTensor")
COOTensorType = _plain("COOTensorType", "COOTensor")
CSRTensorType = _plain("CSRTensorType", "CSRTensor")
FunctionType = Function

bool_ = Bool._make((), "bool", "Bool", np.bool_)
int8 = byte = Int._make((8,), "int8", "Int8", np.int8)
int16 = short = Int._make((16,), "int16", "Int16", np.int16)
int32 = intc = Int._make((32,), "int32", "Int32", np.int32)
int64 = long = intp = Int._make((64,), "int64", "Int64", np.int64)
uint8 = ubyte = UInt._make((8,), "uint8", "UInt8", np.uint8)
uint16 = ushort = UInt._make((16,), "uint16", "UInt16", np.uint16)
uint32 = uintc = UInt._make((32,), "uint32", "UInt32", np.uint32)
uint64 = uintp = UInt._make((64,), "uint64", "UInt64", np.uint64)
float16 = half = Float._make((16,), "float16", "Float16", np.float16)
float32 = single = Float._make((32,), "float32", "Float32", np.float32)
float64 = double = Float._make((64,), "float64", "Float64", np.float64)
bfloat16 = BFloat._make((16,), "bfloat16", "BFloat16", ml_dtypes.bfloat16)
float8_e4m3fn = Float._make((8, "e4m3fn"), "float8_e4m3fn", "Float8E4M3FN", ml_dtypes.float8_e4m3fn)
float8_e5m2 = Float._make((8, "e5m2"), "float8_e5m2", "Float8E5M2", ml_dtypes.float8_e5m2)
hifloat8 = Float._make((8, "hi"), "hifloat8", "HiFloat8")
qint4x2 = Int._make((4,), "int4", "Int4")
complex64 = cfloat = Complex._make((64,), "complex64", "Complex64", np.complex64)
complex128 = cdouble = Complex._make((128,), "complex128", "Complex128", np.complex128)

number = Number._make((), "number", "Number")
int_ = Int._make((0,), "int", "Int")
uint = UInt._make((0,), "uint", "UInt")
float_ = Float._make((0,), "float", "Float")
_GENERIC = frozenset((number, int_, uint, float_))

string = String()
list_ = List()
tuple_ = Tuple()
type_none = TypeNone()
_null = TypeNull()
tensor_type = TensorType()
index_slices = RowTensorType()
coo_tensor = COOTensorType()
csr_tensor = CSRTensorType()
undetermined = UndeterminedType()
function = Function()
symbolic_key = SymbolicKeyType()
env_type = EnvType()
type_type = TypeType()
type_refkey = RefKeyType()

int_type = (int8, int16, int32, int64)
uint_type = (uint8, uint16, uint32, uint64)
complex_type = (complex64, complex128)
_float8_type = (float8_e4m3fn, float8_e5m2, hifloat8)
_wide_float_type = (float16, float32, float64, bfloat16)
float_type = (*_wide_float_type, *_float8_type)
number_type = (*int_type, *uint_type, *_wide_float_type, *complex_type, qint4x2, *_float8_type)
signed_type = (*int_type, *_wide_float_type, *complex_type, qint4x2, *_float8_type)
all_types = (bool_, *number_type)

_COMPLEX_OF = {float32: complex64, float64: complex128, bfloat16: complex64}
_COMPLEX_OF |= {complex64: complex64, complex128: complex128}
_REAL_OF = {complex64: float32, complex128: float64}

np_bfloat16 = ml_dtypes.bfloat16

# numpy.dtype -> data type, and everything that names a data type -> numpy.dtype
_FROM_NUMPY = {t.np: t for t in all_types if t.np is not None}
_TO_NUMPY = {t: t.np for t in _FROM_NUMPY.values()}
_TO_NUMPY |= {float_: np.dtype(np.float32), int_: np.dtype(np.int32)}
_TO_NUMPY |= {d: d for d in _FROM_NUMPY} | {d.type: d for d in _FROM_NUMPY}
_TO_NUMPY |= {p: np.dtype(p) for p in (builtins.bool, builtins.int, builtins.float, builtins.complex)}


def from_numpy(dtype):
    """The data type of a `numpy.dtype`.

    >>> from_numpy(np.dtype("float16"))
    mindspore.float16
    """
    try:
        return _FROM_NUMPY[dtype]
    except KeyError:
        raise TypeError(f"There is no mindspore data type for numpy's {dtype!r}.") from None


def to_numpy(dtype):
    """The `numpy.dtype` of a data type; a `numpy.dtype`, numpy scalar type, or Python bool, int, float or complex
    type will do, too.

    >>> to_numpy(bfloat16), to_numpy(np.float64), to_numpy(complex)
    (dtype(bfloat16), dtype('float64'), dtype('complex128'))
    """
    try:
        return _TO_NUMPY[dtype]
    except (KeyError, TypeError):
        raise TypeError(f"{dtype!r} is not the data type of an array.") from None


_PYTHON_TYPES = {
    list: list_,
    tuple: tuple_,
    type(None): type_none,
    builtins.bool: bool_,
    builtins.int: int64,
    builtins.float: float64,
    builtins.complex: complex128,
    str: string,
    np.str_: string,
}
_PYTHON_TYPES |= {t.np.type: t for t in (bool_, *int_type, *uint_type, float16, float32, float64)}

_NP_TYPES = {t: t.np.type for t in (bool_, *int_type, *uint_type, *_wide_float_type, *complex_type)}

_TO_PYTHON: dict[Type, type] = {t: builtins.int for t in (int_, *int_type, *uint_type)}
_TO_PYTHON |= {t: builtins.float for t in (float_, *_wide_float_type)}
_TO_PYTHON |= {t: builtins.complex for t in complex_type}
_TO_PYTHON |= {bool_: builtins.bool, list_: list, tuple_: tuple, string: str, type_none: type(None)}


def _deprecated(name):
    warnings.warn(f"'mindspore.{name}' is deprecated since version 2.7.", DeprecationWarning, stacklevel=3)


def _dtype_to_nptype(type_):
    return _NP_TYPES[type_]


def dtype_to_nptype(type_):
    """The numpy scalar type of a data type; KeyError where there is none.

    >>> dtype_to_nptype(int8)
    <class 'numpy.int8'>
    """
    _deprecated("dtype_to_nptype")
    return _dtype_to_nptype(type_)


def _dtype_to_pytype(type_):
    return _TO_PYTHON[type_]


def dtype_to_pytype(type_):
    """The Python type that holds one element of a data type; KeyError where there is none.

    >>> dtype_to_pytype(uint16)
    <class 'int'>
    """
    _deprecated("dtype_to_pytype")
    return _dtype_to_pytype(type_)


def _pytype_to_dtype(obj):
    if isinstance(obj, np.dtype):
        obj = obj.type
    if isinstance(obj, Type):
        return obj
    if not isinstance(obj, type):
        raise TypeError(
            f"For 'pytype_to_dtype', the argument 'obj' must be a python type such as int, float or str, "
            f"but got {type(obj)}."
        )
    try:
        return _PYTHON_TYPES[obj]
    except KeyError:
        raise NotImplementedError(f"The python type {obj} cannot be converted to MindSpore type.") from None


def pytype_to_dtype(obj):
    """The data type of a Python or numpy type.

    Raises TypeError where `obj` is no type, NotImplementedError where it has no data type.

    >>> pytype_to_dtype(complex)
    mindspore.complex128
    """
    _deprecated("pytype_to_dtype")
    return _pytype_to_dtype(obj)


def _get_py_obj_dtype(obj):
    element = getattr(obj, "dtype", None)
    if isinstance(element, Type) and hasattr(obj, "shape"):
        return TensorType(element)
    if inspect.isfunction(obj) or hasattr(obj, "construct") or hasattr(obj, "__primitive_flag__"):
        return function
    if isinstance(obj, Type):
        return type_type
    return _pytype_to_dtype(obj if isinstance(obj, type) else type(obj))


def get_py_obj_dtype(obj):
    """The data type of a value (or of a Python type).

    Raises NotImplementedError where the value's type has no data type.

    >>> get_py_obj_dtype(1)
    mindspore.int64
    """
    _deprecated("get_py_obj_dtype")
    return _get_py_obj_dtype(obj)


def _issubclass_(type_, dtype):
    """Whether `type_` is `dtype`, or `dtype` is the open form of its kind (`number`, `int_`, `tensor_type`, ...)."""
    if not isinstance(type_, Type):
        return False
    if dtype is number:
        return isinstance(type_, Number)
    return type_ is dtype or (isinstance(type_, type(dtype)) and dtype._args in ((), (0,)))


def type_size_in_bytes(dtype):
    """Bytes of one element; 0 for a type that is no number, 1 for an open one such as `number`."""
    if not isinstance(dtype, Type):
        raise TypeError(f"The argument `dtype` should be a data type, but got {dtype!r}.")
    return dtype.itemsize if isinstance(dtype, Number) else 0  # type: ignore[attr-defined]


class _QuantDtype(enum.Enum):
    def __str__(self):
        return self.name

    def value(self):
        """The number of the type (a method, as in MindSpore)."""
        return self._value_


QuantDtype = _QuantDtype(  # type: ignore[call-arg]
    "QuantDtype",
    {f"INT{n}": n - 1 for n in range(1, 17)} | {f"UINT{n}": n + 99 for n in range(1, 17)},
    module=__name__,
)

# MindSpore also exports the built-in names, so these come last: from here on `float` is a data type.
bool = bool_
int = int32
float = float32
