"""Record what MindSpore's data types say of themselves; run with a Python that has the real MindSpore:

python tests/golden/make_dtype.py
"""

import json
import pathlib

from mindspore import dtype as mstype
from mindspore import get_py_obj_dtype, pytype_to_dtype
from mindspore.common.dtype import Type, _issubclass_, type_size_in_bytes


def name_of(call):
    try:
        return repr(call())
    except Exception as error:
        return "!" + type(error).__name__


names = [n for n in sorted(vars(mstype)) if isinstance(getattr(mstype, n), Type)]
types = {n: getattr(mstype, n) for n in names}
record = {
    "version": __import__("mindspore").__version__,
    "all": sorted(mstype.__all__),
    "types": {
        n: {
            "repr": repr(t),
            "str": str(t),
            "class": type(t).__name__,
            "size": type_size_in_bytes(t),
            "nptype": name_of(lambda: mstype._dtype_to_nptype(t)),
            "pytype": name_of(lambda: mstype._dtype_to_pytype(t)),
            "kind": [getattr(t, a, None) for a in ("is_signed", "is_floating_point", "is_complex", "itemsize")],
            "to_real": name_of(lambda: t.to_real()),
            "to_complex": name_of(lambda: t.to_complex()),
            "subclass_of": [m for m in names if _issubclass_(t, types[m])],
            "equal_to": [m for m in names if types[m] == t],
        }
        for n, t in types.items()
    },
    "tuples": {
        n: [repr(t) for t in getattr(mstype, n)]
        for n in sorted(vars(mstype))
        if n.endswith(("_type", "_types")) and isinstance(getattr(mstype, n), tuple)
    },
    "expressions": {},
}
scope = {
    **{n: getattr(mstype, n) for n in dir(mstype) if not n.startswith("__") and n not in ("bool", "int", "float")},
    "mstype": mstype,
}
scope |= {"pytype_to_dtype": pytype_to_dtype, "get_py_obj_dtype": get_py_obj_dtype, "np": __import__("numpy")}
for expression in """
TensorType(float32)
str(TensorType(float32))
TensorType()
TensorType(TensorType(int8))
TensorType(float32) == TensorType(float32)
TensorType(float32) == tensor_type
TensorType(float32).element_type()
tensor_type.element_type()
TensorType(3)
Int(32)
Int(32) == int32
Int()
Int(7)
Float(32)
Float()
Bool()
Bool(3)
Type()
List()
List([int32, float32])
str(List([int32, float32]))
str(List([]))
str(Tuple([List([int32]), TensorType(int32)]))
List([int32]) == List([int32])
List() == list_
Dict()
Slice()
str(FunctionType([int32], int32))
FunctionType() == function
float32 == np.float32
float32 == "float32"
float32 == float_
float32 != float16
float32 < float64
np.dtype(float32)
f"{float32} {float32!r}"
pytype_to_dtype(int)
pytype_to_dtype(float)
pytype_to_dtype(complex)
pytype_to_dtype(np.dtype("float32"))
pytype_to_dtype(np.float16)
pytype_to_dtype(np.complex64)
pytype_to_dtype(3)
pytype_to_dtype(dict)
pytype_to_dtype(int32)
pytype_to_dtype(str)
get_py_obj_dtype(1)
get_py_obj_dtype(True)
get_py_obj_dtype("a")
get_py_obj_dtype(None)
get_py_obj_dtype([1])
get_py_obj_dtype({})
get_py_obj_dtype(int32)
get_py_obj_dtype(int)
get_py_obj_dtype(lambda x: x)
get_py_obj_dtype(len)
mstype.type_size_in_bytes(3)
mstype._issubclass_(3, number)
mstype._issubclass_(TensorType(float32), tensor_type)
mstype._issubclass_(tensor_type, TensorType(float32))
mstype._issubclass_(List([int32]), list_)
mstype.QuantDtype.INT4
str(mstype.QuantDtype.UINT16)
mstype.QuantDtype.UINT16.value()
len(mstype.QuantDtype)
""".strip().splitlines():
    record["expressions"][expression] = name_of(lambda: eval(expression, scope))
pathlib.Path(__file__).with_name("dtype.json").write_text(json.dumps(record, indent=0) + "\n")
