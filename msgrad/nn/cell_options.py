"""What MindSpore's compiler and parallel training ask of a Cell, as far as it means something on one device."""

from __future__ import annotations

from typing import Any

from msgrad._checkparam import check_bool, check_type
from msgrad.common import context
from msgrad.ops.function.creation_func import zeros_like


class CellOptions:
    """The part of `Cell` that keeps options, and names Cells for reports."""

    __dict__: dict[str, Any]

    @property
    def pipeline_stage(self) -> int:
        """The stage of pipeline training that the Cell belongs to; one device runs them all. AttributeError before it
        is set, TypeError and ValueError for anything but whole numbers from 0 on."""
        if "_pipeline_stage" not in self.__dict__:
            raise AttributeError(f"The '{type(self).__name__}' object has no attribute 'pipeline_stage'.")
        return self.__dict__["_pipeline_stage"]

    @pipeline_stage.setter
    def pipeline_stage(self, value: int) -> None:
        check_type(value, int, "pipeline_stage", type(self).__name__)
        if value < 0:
            raise ValueError(f"For 'Cell', the property 'pipeline_stage' can not be less than 0, but got {value}.")
        self.__dict__["_pipeline_stage"] = value

    def set_comm_fusion(self, fusion_type: int, recurse: bool = True) -> Any:
        """Sets `Parameter.comm_fusion`, the group in which gradients travel between devices, of trainable Parameters;
        with ``recurse`` those of inner Cells as well. TypeError unless it is an int. Returns the Cell."""
        check_type(fusion_type, int, "fusion_type", "set_comm_fusion")
        for parameter in self.trainable_params(recurse):  # type: ignore[attr-defined]
            parameter.comm_fusion = fusion_type
        return self

    def set_data_parallel(self) -> None:
        """Asks for data parallel operators where automatic parallel training is to find a strategy: there is one
        device, which holds all data."""
        self.__dict__["_data_parallel"] = True

    def set_boost(self, boost_type: str) -> Any:
        """Not supported: "less_bn", the only algorithm that MindSpore has, raises NotImplementedError; others
        ValueError."""
        if boost_type != "less_bn":
            raise ValueError(f"For 'set_boost', the argument 'boost_type' must be 'less_bn', but got {boost_type}.")
        raise NotImplementedError("For 'set_boost', 'less_bn' is not supported: it changes what BatchNorm computes.")

    def to_empty(self, *, device: str | None = None, recurse: bool = True) -> Any:
        """Gives every Parameter and buffer new memory, whose numbers mean nothing (here zeros). Returns the Cell.

        Raises ValueError for other devices than the one in use.

        >>> cell = nn.Dense(2, 1).to_empty()
        >>> cell.weight.shape
        (1, 2)
        """
        target = context.get_context("device_target")
        if device not in (None, target):
            raise ValueError(f"For 'to_empty', the 'device' must be {target!r}, the one in use, but got {device!r}.")
        check_bool(recurse, "recurse", "to_empty")
        cells = [cell for _, cell in self.cells_and_names()] if recurse else [self]  # type: ignore[attr-defined]
        for cell in cells:
            for tensor in (*cell._params.values(), *cell._buffers.values()):
                if tensor is not None:
                    tensor._assign(zeros_like(tensor))
        return self

    def generate_scope(self) -> None:
        """Names each inner Cell for reports, as "Default/layer-Dense": see `get_scope`."""
        for path, cell in self.cells_and_names():  # type: ignore[attr-defined]
            if path:
                cell.__dict__["_scope"] = _scope(self, path)

    def get_scope(self) -> str | None:
        """The name that `generate_scope` of an outer Cell has given; None before.

        >>> net = nn.SequentialCell(nn.Dense(2, 1))
        >>> net.generate_scope()
        >>> net[0].get_scope()
        'Default/0-Dense'
        """
        return self.__dict__.get("_scope")


def _scope(cell: Any, path: str) -> str:
    parts = ["Default"]
    for name in path.split("."):
        cell = cell._cells[name]
        parts.append(f"{name}-{type(cell).__name__}")
    return "/".join(parts)
