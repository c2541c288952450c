"""Descriptions of operators with kernels of the user's own: dictionaries, put together by chained calls.

MindSpore's compiler looks kernels up in them. Nothing here does: they can be made and read; `ops.Custom` takes them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from msgrad._checkparam import check_type

__all__ = """
    AiCPURegOp AkgAscendRegOp AkgGpuRegOp CpuRegOp CustomRegOp DataType TBERegOp custom_info_register op_info_register
""".split()

_DTYPES = {
    "BOOL": "bool", "I8": "int8", "U8": "uint8", "I16": "int16", "U16": "uint16", "I32": "int32", "U32": "uint32",
    "I64": "int64", "U64": "uint64", "F16": "float16", "BF16": "bfloat16", "F32": "float32", "F64": "float64",
}  # fmt: skip
_FORMATS = {
    "None": "", "Default": "DefaultFormat", "5HD": "NC1HWC0", "FracZ": "FRACTAL_Z", "FracNZ": "FRACTAL_NZ",
    "C1HWNCoC0": "C1HWNCoC0", "NCHW": "NCHW", "NHWC": "NHWC", "HWCN": "HWCN", "NDHWC": "NDHWC",
    "ChannelLast": "ChannelLast",
}  # fmt: skip
_FORMATS_OF_SOME = {
    "NCDHW": ("NCDHW", "BF16 F16 F32 I32 I8 U8"),
    "NDC1HWC0": ("NDC1HWC0", "BF16 F16 F32 I32 I8 U8"),
    "NC1HWC0": ("NC1HWC0", "I8 U8"),
    "DHWCN": ("DHWCN", "BF16 F16 F32"),
    "FRACTAL_Z_3D": ("FRACTAL_Z_3D", "BF16 F16 F32"),
    "FracZNLSTM": ("FRACTAL_ZN_LSTM", "BF16 F16 F32"),
    "FracZNRNN": ("FRACTAL_ZN_RNN", "BF16 F16 F32"),
    "ND_RNNBIAS": ("ND_RNN_BIAS", "BF16 F16 F32"),
}


def _data_types() -> dict[str, tuple[str, ...]]:
    made: dict[str, tuple[str, ...]] = {"None_None": ("", ""), "None_Default": ("", "DefaultFormat")}
    for short, dtype in _DTYPES.items():
        made |= {f"{short}_{name}": (dtype, layout) for name, layout in _FORMATS.items()}
        made |= {f"{short}_Default_{kind}": (dtype, "DefaultFormat", kind.lower()) for kind in ("Tuple", "List")}
    for name, (layout, shorts) in _FORMATS_OF_SOME.items():
        made |= {f"{short}_{name}": (_DTYPES[short], layout) for short in shorts.split()}
    for short, dtype in (("C64", "complex64"), ("C128", "complex128")):
        made |= {
            f"{short}_Default": (dtype, "DefaultFormat"),
            f"{short}_Default_Tuple": (dtype, "DefaultFormat", "tuple"),
        }
    return made


DataType = type("DataType", (), {"__module__": __name__, "__doc__": "Pairs of a dtype and a layout, by their names."})
for _name, _pair in _data_types().items():
    setattr(DataType, _name, _pair)


def _given(names: str, values: Sequence[Any], types: dict[str, type]) -> dict[str, Any]:
    """The arguments that are not None, by the names that they have in the dictionary. TypeError for wrong types."""
    entry = {}
    for name, value in zip(names.split(), values, strict=True):
        if value is not None:
            kind = types.get(name)
            if kind is not None and not isinstance(value, kind):
                raise TypeError(
                    f"For an operator's description, the {name!r} must be {kind.__name__}, but got {value!r}."
                )
            entry[name] = value
    return entry


_TYPES = {"index": int, "name": str, "paramType": str, "type": str, "need_compile": bool, "value_depend": str}


class RegOp:
    """What all descriptions have: a name, inputs, outputs, attributes and the dtypes that belong together."""

    _extra: ClassVar[dict[str, Any]] = {}

    def __init__(self, op_name: str) -> None:
        if not isinstance(op_name, str) or not op_name:
            raise ValueError(
                f"For '{type(self).__name__}', the 'op_name' must be a str that is not empty, but got {op_name!r}."
            )
        self.op_name = op_name
        self.inputs: list[dict] = []
        self.outputs: list[dict] = []
        self.attr_: list[dict] = []
        self.fusion_type_ = ""
        self.dtype_format_: list[tuple] = []

    def input(
        self, index: int | None = None, name: str | None = None, param_type: str | None = None, **kwargs: Any
    ) -> Any:
        """Adds an input."""
        self.inputs.append(_given("index name paramType", (index, name, param_type), _TYPES) | kwargs)
        return self

    def output(
        self, index: int | None = None, name: str | None = None, param_type: str | None = None, **kwargs: Any
    ) -> Any:
        """Adds an output."""
        self.outputs.append(_given("index name paramType", (index, name, param_type), _TYPES) | kwargs)
        return self

    def fusion_type(self, fusion_type: str) -> Any:
        """How the operator may be fused with others."""
        self.fusion_type_ = check_type(fusion_type, str, "fusion_type", type(self).__name__)
        return self

    def dtype_format(self, *args: tuple) -> Any:
        """Adds a row of pairs of `DataType`: of all inputs, then of all outputs. ValueError for another count."""
        if len(args) != len(self.inputs) + len(self.outputs):
            raise ValueError(
                f"For 'dtype_format', there must be one for each of the {len(self.inputs)} inputs and "
                f"{len(self.outputs)} outputs, but got {len(args)}."
            )
        self.dtype_format_.append(tuple([check_type(a, tuple, "args", "dtype_format") for a in args]))
        return self

    def get_op_info(self) -> dict[str, Any]:
        """All of it as a dictionary."""
        return {
            "op_name": self.op_name, "inputs": self.inputs, "outputs": self.outputs, "attr": self.attr_,
            "fusion_type": self.fusion_type_, "dtype_format": self.dtype_format_, **self._extra,
        }  # fmt: skip


class AkgRegOp(RegOp):
    """A description of a kernel of AKG."""

    def output(self, index: int | None = None, name: str | None = None, **kwargs: Any) -> Any:  # type: ignore[override]
        """Adds an output."""
        return super().output(index, name, None, **kwargs)

    def attr(
        self, name: str | None = None, param_type: str | None = None, value_type: str | None = None, **kwargs: Any
    ) -> Any:
        """Adds an attribute."""
        self.attr_.append(_given("name paramType type", (name, param_type, value_type), _TYPES) | kwargs)
        return self


class AkgGpuRegOp(AkgRegOp):
    """A description of a kernel of AKG for GPUs."""

    _extra: ClassVar[dict[str, Any]] = {"imply_type": "AKG", "processor": "CUDA"}


class AkgAscendRegOp(AkgRegOp):
    """A description of a kernel of AKG for Ascend."""

    _extra: ClassVar[dict[str, Any]] = {"imply_type": "AKG", "processor": "AiCore"}


class AiCPURegOp(RegOp):
    """A description of a kernel for the CPU of an Ascend.

    >>> ops.AiCPURegOp("Stack").attr("axis", "int").get_op_info()["attr"]
    [{'name': 'axis', 'type': 'int'}]
    """

    _extra: ClassVar[dict[str, Any]] = {"imply_type": "AiCPU"}

    def attr(self, name: str | None = None, value_type: str | None = None, value: Any = None, **kwargs: Any) -> Any:
        """Adds an attribute."""
        self.attr_.append(_given("name type value", (name, value_type, value), _TYPES) | kwargs)
        return self


class CpuRegOp(AiCPURegOp):
    """A description of a kernel for CPUs."""

    _extra: ClassVar[dict[str, Any]] = {"imply_type": "CPU"}


class CustomRegOp(RegOp):
    """A description for `ops.Custom`.

    >>> ops.CustomRegOp("abs").input(0, "x").target("CPU").get_op_info()["target"]
    'CPU'
    """

    def __init__(self, op_name: str = "Custom") -> None:
        super().__init__(op_name)
        self.target_ = "UnKnown"

    def input(
        self, index: int | None = None, name: str | None = None, param_type: str = "required", **kwargs: Any
    ) -> Any:  # type: ignore[override]
        """Adds an input."""
        return super().input(index, name, param_type, **kwargs)

    def output(
        self, index: int | None = None, name: str | None = None, param_type: str = "required", **kwargs: Any
    ) -> Any:  # type: ignore[override]
        """Adds an output."""
        return super().output(index, name, param_type, **kwargs)

    def attr(
        self, name: str | None = None, param_type: str | None = None, value_type: str | None = None,
        default_value: Any = None, **kwargs: Any,
    ) -> Any:  # fmt: skip
        """Adds an attribute."""
        names = "name paramType type defaultValue"
        self.attr_.append(_given(names, (name, param_type, value_type, default_value), _TYPES) | kwargs)
        return self

    def target(self, target: str | None = None) -> Any:
        """The device: "Ascend", "GPU" or "CPU"."""
        if target is not None:
            self.target_ = check_type(target, str, "target", "CustomRegOp")
        return self

    def get_op_info(self) -> dict[str, Any]:
        """All of it as a dictionary."""
        return super().get_op_info() | {"target": self.target_}


_FLAGS = {  # method: (entry, default, type)
    "async_flag": ("async_flag", False, bool),
    "binfile_name": ("binfile", "", str),
    "compute_cost": ("compute_cost", 10, int),
    "kernel_name": ("kernel", "", str),
    "partial_flag": ("partial_flag", False, bool),
    "reshape_type": ("reshape_type", "", str),
    "dynamic_rank_support": ("dynamicRankSupport", False, bool),
    "dynamic_shape": ("dynamicShapeSupport", False, bool),
    "dynamic_compile_static": ("dynamicCompileStatic", False, bool),
    "need_check_supported": ("needCheckSupport", False, bool),
    "is_dynamic_format": ("dynamicFormat", False, bool),
    "op_pattern": ("op_pattern", "", str),
    "real_input_index": ("real_input_index", [], list),
    "input_to_attr_index": ("input_to_attr_index", [], list),
}


class TBERegOp(RegOp):
    """A description of a kernel of TBE, Ascend's."""

    def __init__(self, op_name: str) -> None:
        super().__init__(op_name)
        self._flags: dict[str, Any] = {entry: default for entry, default, _ in _FLAGS.values()}
        self._flags["unknown_shape_formats"] = []

    def input(  # type: ignore[override]
        self, index: int | None = None, name: str | None = None, need_compile: bool | None = None,
        param_type: str | None = None, shape: str | None = None, value_depend: str | None = None, **kwargs: Any,
    ) -> Any:  # fmt: skip
        """Adds an input."""
        values = (index, name, need_compile, param_type, shape, value_depend)
        self.inputs.append(_given("index name need_compile paramType shape value_depend", values, _TYPES) | kwargs)
        return self

    def output(  # type: ignore[override]
        self, index: int | None = None, name: str | None = None, need_compile: bool | None = None,
        param_type: str | None = None, shape: str | None = None, **kwargs: Any,
    ) -> Any:  # fmt: skip
        """Adds an output."""
        values = (index, name, need_compile, param_type, shape)
        self.outputs.append(_given("index name need_compile paramType shape", values, _TYPES) | kwargs)
        return self

    def attr(
        self, name: str | None = None, param_type: str | None = None, value_type: str | None = None, value: Any = None,
        default_value: Any = None, **kwargs: Any,
    ) -> Any:  # fmt: skip
        """Adds an attribute."""
        values = (name, param_type, value_type, value, default_value)
        self.attr_.append(_given("name paramType type value defaultValue", values, _TYPES) | kwargs)
        return self

    def unknown_shape_formats(self, unknown_shape_formats: list) -> Any:
        """Adds layouts for shapes that are not known."""
        self._flags["unknown_shape_formats"].append(unknown_shape_formats)
        return self

    def get_op_info(self) -> dict[str, Any]:
        """All of it as a dictionary."""
        return {**super().get_op_info(), "imply_type": "TBE", **self._flags}


def _flag(name: str, entry: str, default: Any, kind: type) -> Callable:
    unsaid = True if name == "partial_flag" else default

    def setter(self: TBERegOp, value: Any = unsaid) -> TBERegOp:
        self._flags[entry] = check_type(value, kind, name, "TBERegOp")
        return self

    setter.__name__, setter.__qualname__ = name, f"TBERegOp.{name}"
    setter.__doc__ = f"Sets {entry!r}."
    return setter


for _name, (_entry, _default, _kind) in _FLAGS.items():
    setattr(TBERegOp, _name, _flag(_name, _entry, _default, _kind))


def op_info_register(op_info: Any) -> Callable:
    """A decorator for a kernel's function, which it gives back as it is. ``op_info`` is a dictionary, or JSON of one.

    Nothing looks the kernel up: no compiler of MindSpore's runs here.
    """
    if isinstance(op_info, str):
        json.loads(op_info)
    return lambda function: function


def custom_info_register(*reg_info: Any) -> Callable:
    """A decorator that keeps descriptions, made by `CustomRegOp`, with the function of a `Custom`: as ``reg_info``."""

    def decorate(function: Callable) -> Callable:
        function.reg_info = reg_info  # type: ignore[attr-defined]
        return function

    return decorate
