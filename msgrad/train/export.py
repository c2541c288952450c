"""Trained Cells as files that run without their Python.

`export` writes a `.mindir` file of msgrad's own, a ZIP archive (nothing in it is compressed) of

- ``msgrad.json``: what the file is, the shapes and dtypes of inputs, and the platforms that it runs on;
- ``program.bin``: the Cell as StableHLO, as `jax.export` serializes it, which keeps it readable by later versions;
- ``weights.ckpt``: its Parameters and other state, in the format of checkpoints.

It has the name that tutorials give it, but it is not the graph format that MindSpore's own `.mindir` files are in.
"""

from __future__ import annotations

import inspect
import json
import os
import warnings
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import jax
import numpy as np

from msgrad.common import dtype as mstype
from msgrad.common.atomic_file import atomic_write
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.functional import functionalize
from msgrad.nn.cell import Cell
from msgrad.nn.cell_tree import all_cells, leaves_of
from msgrad.nn.graph_cell import FuncGraph
from msgrad.train import checkpoint_file
from msgrad.train.checkpoint_writing import MODE

FORMAT = "msgrad program"
VERSION = 1
ABOUT = (
    "A neural network exported by msgrad: a ZIP archive with the program as StableHLO (program.bin, by jax.export) and "
    "the weights as a MindSpore checkpoint (weights.ckpt). It is not MindSpore's own MINDIR format."
)
_SUFFIX = ".mindir"
_MEMBERS = ("msgrad.json", "program.bin", "weights.ckpt")
_MOST_HEADER = 1 << 20


def export(
    net: Cell,
    *inputs: Any,
    file_name: str,
    file_format: str,
    platforms: Sequence[str] | None = None,
    **kwargs: Any,
) -> None:
    """Saves a Cell as a program that `load` and `nn.GraphCell` run without the Cell's Python.

    The Cell is exported in the mode (`set_train`) that it is in, as it computes for these inputs. Changes of state in
    the course of a call, such as running statistics, are not part of it.

    Args:
        net: the Cell.
        inputs: Tensors of the shapes and dtypes to export for; sizes that may vary are None in
            ``Tensor(shape=[None, 3], dtype=...)``. What is no Tensor is fixed to its value.
        file_name: the file; ``.mindir`` is added where it is missing.
        file_format: ``"MINDIR"``.
        platforms: where the program is to run: some of ``"cpu"``, ``"cuda"``, ``"rocm"``, ``"tpu"``; None for the
            platform in use. (An addition of msgrad's.)
        kwargs: MindSpore's ``enc_key``, ``obf_config``, ... are not supported, and must be None.

    Raises:
        TypeError: for arguments of other types, numpy arrays among the inputs, and another number of inputs than the
            Cell has.
        ValueError: for other formats and unknown platforms, arguments that are not supported, inputs that do not fit
            the Cell, and Parameters that a `construct` takes from outside of the Cell.
        RuntimeError: if the Cell cannot be exported for these inputs.
        OSError: if the file cannot be written.

    >>> import os, tempfile
    >>> import numpy as np
    >>> from msgrad import Tensor, export, load, nn
    >>> path = os.path.join(tempfile.mkdtemp(), "relu.mindir")
    >>> export(nn.ReLU(), Tensor(np.zeros((2, 3), np.float32)), file_name=path, file_format="MINDIR")
    >>> nn.GraphCell(load(path))(Tensor(np.full((2, 3), -1, np.float32))).sum().item()
    0.0
    """
    _check_arguments(net, file_name, file_format, platforms, kwargs)
    _check_inputs(inputs)
    _check_parameters(net)
    if net.training:
        warnings.warn(
            "For 'export', the Cell is in training mode: what it changes in a call is not kept, and random operators "
            "draw the same numbers at every call. net.set_train(False) exports it for inference.",
            stacklevel=2,
        )
    names = [str(name) for name in platforms or (jax.default_backend(),)]
    arrays, specs, program = _exported(net, inputs, names)
    header = {
        "format": FORMAT,
        "version": VERSION,
        "about": ABOUT,
        "platforms": list(program.platforms),
        "inputs": [[[n if isinstance(n, int) else str(n) for n in s.shape], s.dtype.name] for s in specs],
        "jax": jax.__version__,
    }
    path = os.path.realpath(file_name if file_name.endswith(_SUFFIX) else file_name + _SUFFIX)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with atomic_write(path, MODE) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        _add(archive, _MEMBERS[0], [json.dumps(header, indent=1).encode()])
        _add(archive, _MEMBERS[1], [program.serialize()])
        _add(archive, _MEMBERS[2], checkpoint_file.pack(arrays.items()))


def _check_arguments(net: Any, file_name: Any, file_format: Any, platforms: Any, kwargs: dict[str, Any]) -> None:
    if not isinstance(net, Cell):
        raise TypeError(f"For 'export', the 'net' must be a Cell, but got {type(net).__name__}: make the function one.")
    if not isinstance(file_name, str):
        raise TypeError(f"For 'export', the 'file_name' must be a str, but got {type(file_name).__name__}.")
    if file_format in ("AIR", "ONNX"):
        instead = "load its weights into a model of another framework" if file_format == "ONNX" else "it is for Ascend"
        raise ValueError(
            f"For 'export', the format '{file_format}' is not supported ({instead}): use file_format='MINDIR', "
            "which jax.export's runtimes understand as StableHLO."
        )
    if file_format != "MINDIR":
        raise ValueError(f"For 'export', the 'file_format' must be 'MINDIR', but got {file_format!r}.")
    given = sorted(name for name, value in kwargs.items() if value is not None)
    if given:
        raise ValueError(f"For 'export', the argument '{given[0]}' is not supported: leave it out.")
    known = ("cpu", "cuda", "rocm", "tpu", "gpu")
    if platforms is not None and (isinstance(platforms, str) or not set(platforms) <= set(known) or not platforms):
        raise ValueError(
            f"For 'export', the 'platforms' must be some of {', '.join(known[:4])}, but got {platforms!r}."
        )


def _check_inputs(inputs: tuple) -> None:
    for number, item in enumerate(inputs):
        if isinstance(item, np.ndarray | jax.Array):  # it would be fixed to its value, which nobody means
            raise TypeError(f"For 'export', input {number} must be a Tensor, but got a {type(item).__name__}.")


def _check_parameters(net: Cell) -> None:
    """Raises ValueError for Parameters that a `construct` finds among its global variables, or those around it: they
    would be fixed to what they hold."""
    own = {id(tensor) for tensor in leaves_of(net).values()}
    for cell in all_cells(net):
        function = inspect.unwrap(type(cell).construct)
        if not inspect.isfunction(function):
            continue
        around = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
        outside = {name: function.__globals__.get(name) for name in function.__code__.co_names}
        for name, variable in around:
            with suppress(ValueError):  # nothing is in it yet
                outside[name] = variable.cell_contents
        for name, value in outside.items():
            if isinstance(value, Parameter) and id(value) not in own:
                raise ValueError(
                    f"For 'export', {cell.cls_name} uses the Parameter '{value.name}', which is no part of the Cell, "
                    f"but the variable '{name}' outside of it: make it an attribute of the Cell, or an input."
                )


def _exported(net: Cell, inputs: tuple, platforms: list[str]) -> tuple[dict[str, np.ndarray], list[Any], Any]:
    """The weights, what the inputs are, and the program on both."""
    apply, params, state = functionalize(net)
    weights = {**params, **state["tensors"]}

    def run(weights: dict[str, jax.Array], *arrays: jax.Array) -> Any:
        held = {"tensors": {name: weights[name] for name in state["tensors"]}, "random": state["random"]}
        given = iter(arrays)
        arguments = [next(given) if isinstance(item, Tensor) else item for item in inputs]
        return apply({name: weights[name] for name in params}, held, *arguments)[0]

    tensors = [item for item in inputs if isinstance(item, Tensor)]
    kinds = {name: jax.ShapeDtypeStruct(array.shape, array.dtype) for name, array in weights.items()}
    platforms = ["cuda" if name == "gpu" else name for name in platforms]
    problem: Exception | None = None
    for one_batch in (False, True):  # where two open sizes must be equal, the first try says so
        specs = _specs(tensors, one_batch)
        try:
            program = jax.export.export(jax.jit(run), platforms=platforms)(kinds, *specs)
            return {name: np.asarray(array) for name, array in weights.items()}, specs, program
        except Exception as error:
            problem = problem or error
            if not any(None in _sizes(tensor) for tensor in tensors):
                break
    kind = type(problem) if type(problem) in (TypeError, ValueError) else RuntimeError
    raise kind(f"For 'export', the Cell {net.cls_name} cannot be exported: {problem}") from problem


def _sizes(tensor: Tensor) -> list[int | None]:
    return [size if isinstance(size, int) and size >= 0 else None for size in tensor.shape]


def _specs(tensors: list[Tensor], one_batch: bool) -> list[Any]:
    """Shapes and dtypes, with a symbol for each size that is open, or one for all that are first."""
    scope = jax.export.SymbolicScope()
    specs = []
    for number, tensor in enumerate(tensors):
        sizes = [
            ("batch" if one_batch and place == 0 else f"n{number}_{place}") if size is None else str(size)
            for place, size in enumerate(_sizes(tensor))
        ]
        shape = jax.export.symbolic_shape(", ".join(sizes), scope=scope) if sizes else ()
        specs.append(jax.ShapeDtypeStruct(shape, mstype.to_numpy(tensor.dtype)))
    return specs


def _add(archive: zipfile.ZipFile, name: str, pieces: Any) -> None:
    with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as member:
        for piece in pieces:
            member.write(piece)


def load(file_name: str, **kwargs: Any) -> FuncGraph:
    """Reads a program that `export` saved, for `nn.GraphCell`.

    Args:
        file_name: the file.
        kwargs: MindSpore's ``dec_key``, ``obf_func``, ... are not supported, and must be None.

    Raises:
        ValueError: if the name is no str, has another ending, or there is no such file, and for arguments that are
            not supported.
        RuntimeError: if the file is damaged, MindSpore's own, or for other platforms than the one in use.
    """
    if not isinstance(file_name, str):
        raise ValueError(f"For 'load', the 'file_name' must be a str, but got {type(file_name).__name__}.")
    given = sorted(name for name, value in kwargs.items() if value is not None)
    if given:
        raise ValueError(f"For 'load', the argument '{given[0]}' is not supported: leave it out.")
    if not file_name.endswith(_SUFFIX):
        raise ValueError(f"For 'load', the 'file_name' must end in '{_SUFFIX}', but got '{file_name}'.")
    path = os.path.realpath(file_name)
    if not os.path.isfile(path):
        raise ValueError(f"For 'load', the file '{path}' does not exist.")
    if not zipfile.is_zipfile(path):
        raise RuntimeError(
            f"For 'load', '{path}' was not written by msgrad's export (or is damaged): MindSpore's own MINDIR files "
            "hold a graph of MindSpore's operators, which only MindSpore runs. Build the Cell in Python, and take its "
            "Parameters from a checkpoint (save_checkpoint in MindSpore, load_checkpoint here)."
        )
    try:
        header, raw, weights = _members(path)
        program = jax.export.deserialize(bytearray(raw))
    except Exception as error:  # of the archive, the header, the checkpoint or JAX's reader, which has many
        raise RuntimeError(f"For 'load', '{path}' is damaged: {error}.") from error
    here = {"gpu": "cuda"}.get(jax.default_backend(), jax.default_backend())
    if here not in program.platforms:
        raise RuntimeError(
            f"For 'load', '{path}' was exported for {', '.join(program.platforms)}, but {here} is in use: export it "
            f"with platforms=['{here}', ...]."
        )
    return FuncGraph(header, program, weights)


def _members(path: str) -> tuple[dict[str, Any], bytes, dict[str, np.ndarray]]:
    with zipfile.ZipFile(path) as archive:
        for name in _MEMBERS:
            member = archive.getinfo(name)
            if member.compress_type != zipfile.ZIP_STORED or member.file_size > os.path.getsize(path):
                raise ValueError(f"the member '{name}' is not stored plainly")
        if archive.getinfo(_MEMBERS[0]).file_size > _MOST_HEADER:
            raise ValueError("the header is too long")
        header = json.loads(archive.read(_MEMBERS[0]))
        if header.get("format") != FORMAT or header.get("version") != VERSION:
            raise ValueError(f"version {header.get('version')} of the format '{header.get('format')}' is not known")
        weights = dict(checkpoint_file.unpack(memoryview(archive.read(_MEMBERS[2]))))
        return header, archive.read(_MEMBERS[1]), weights


def export_split_mindir(*args: Any, **kwargs: Any) -> None:
    """Not supported; raises NotImplementedError: programs of `export` are not cut up for devices."""
    raise NotImplementedError(
        "'export_split_mindir' is not supported: a program of msgrad's export is not cut up for several devices; "
        "use jax.jit with shardings on msgrad.functional.functionalize(net)."
    )
