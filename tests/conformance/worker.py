"""Runs example scripts inside the interpreter under test and describes what they did.

`running.py` starts this file with the Python to be tested and talks to it in lines of JSON:
first the settings {prelude, preload, timeout, batch}, answered by {ready} or {broken}; then
requests {cases: [{script, skip, seed, perturb}]}, answered by one line for each case, in order.

A case runs in a forked child, in an empty working directory, with a time limit; `batch` cases share
one child.  The library is imported before the fork and must not have started its runtime by then:
MindSpore starts its threads, and JAX its backend, with the first operation, hence in the child.

An answer holds
  out    [[statement number, printed text], ...], without the statements that print nothing
  vars   {name: description} of what the script bound at top level (see `describe`)
  error  {type, msg, at, missing} where a statement raised, which ends the script; `missing` names
         the API that the library lacks, if that is what the exception says
  timeout / crash   true / the last lines of the native output, where the child did not answer
  s      seconds
"""

import ast
import contextlib
import gc
import importlib
import io
import json
import os
import random
import re
import select
import shutil
import signal
import sys
import tempfile
import time
import types

import numpy as np

MAX_VALUES = 4096  # larger arrays are described by shape, dtype, mean, std and the first values
FIRST_VALUES = 64
MAX_ITEMS = 256  # of a tuple, list, dict or set
MAX_DEPTH = 5
MAX_TEXT = 8000
DTYPES = ("float32", "int32", "uint8", "bool_", "bfloat16", "complex64", "string")  # one of each family
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{4,}")
SPARSE = {
    "COOTensor": ("indices", "values", "shape"),
    "CSRTensor": ("indptr", "indices", "values", "shape"),
    "RowTensor": ("indices", "values", "dense_shape"),
    "RowTensorInner": ("indices", "values", "dense_shape"),
}


# ---- describing values ---------------------------------------------------------------------------


def library(name):
    """The attribute `name` of the library under test, or an empty tuple (fit for isinstance)."""
    return getattr(sys.modules.get("mindspore"), name, ())


def describe_array(array):
    """{s: shape, v: values}, with {mean, std} and the first values only where there are too many."""
    array = np.asarray(array)
    flat = array.reshape(-1)
    record = {"s": list(array.shape)}
    if flat.size > MAX_VALUES:
        if flat.dtype.kind in "biufc":
            wide = flat.astype(np.complex128 if flat.dtype.kind == "c" else np.float64)
            with np.errstate(all="ignore"):
                record["mean"], record["std"] = float(abs(wide.mean())), float(wide.std())
        flat = flat[:FIRST_VALUES]
    if flat.dtype.kind == "c":
        record["v"] = flat.astype(np.complex128).view(np.float64).tolist()
    elif flat.dtype.kind == "f" and flat.dtype.itemsize < 8:
        record["v"] = [float(str(x)) for x in flat]  # the shortest digits that say it
    elif flat.dtype.kind in "biuf":
        record["v"] = flat.tolist()
    else:
        record["v"] = [x.decode("latin-1") if isinstance(x, bytes) else str(x) for x in flat.tolist()]
    return record


def describe_tensor(tensor):
    dtype = str(tensor.dtype)
    kind = "Parameter" if isinstance(tensor, library("Parameter")) else "Tensor"
    record = {"k": kind, "d": dtype, "s": list(tensor.shape)}
    try:
        plain = tensor.astype(library("float32")) if dtype == "BFloat16" else tensor
        record.update(describe_array(plain.asnumpy()))
    except Exception as error:  # a tensor may have no values to show
        record["v"] = None
        record["no_values"] = type(error).__name__
    return record


def is_dtype(value):
    return any(type(value) is type(library(name)) for name in DTYPES)


def describe(value, depth=0):
    """A JSON description {k: kind, ...} of a value.

    Tensors, arrays and numbers are described in full, containers item by item, a Cell by its class
    and parameters, and anything else by its class alone.
    """

    def items(values):
        return [describe(item, depth + 1) for item in list(values)[:MAX_ITEMS]]

    kind = type(value).__name__
    if value is None:
        return {"k": "None"}
    if type(value) in (bool, int, float):
        return {"k": kind, "v": value}
    if type(value) is complex:
        return {"k": kind, "v": [value.real, value.imag]}
    if type(value) is str:
        return {"k": kind, "v": value[:MAX_TEXT]}
    if type(value) is bytes:
        return {"k": kind, "v": value[:MAX_TEXT].decode("latin-1")}
    if depth > MAX_DEPTH:
        return {"k": "obj", "c": kind}
    if isinstance(value, library("Tensor")):
        return describe_tensor(value)
    if isinstance(value, np.generic):
        return {"k": "scalar", "d": str(value.dtype), **describe_array(value)}
    if isinstance(value, np.ndarray):
        return {"k": "ndarray", "d": str(value.dtype), **describe_array(value)}
    if isinstance(value, (tuple, list)):
        return {"k": "list" if isinstance(value, list) else "tuple", "n": len(value), "v": items(value)}
    if isinstance(value, dict):
        return {
            "k": "dict",
            "n": len(value),
            "keys": [str(key) for key in list(value)[:MAX_ITEMS]],
            "v": items(value.values()),
        }
    if isinstance(value, (set, frozenset)):
        return {"k": "set", "n": len(value), "v": items(sorted(value, key=str))}
    if kind in SPARSE:
        return {"k": kind, "n": len(SPARSE[kind]), "v": items(getattr(value, part) for part in SPARSE[kind])}
    if isinstance(value, getattr(library("nn"), "Cell", ())):
        named = dict(value.parameters_and_names())
        return {"k": "Cell", "c": kind, "n": len(named), "keys": list(named)[:MAX_ITEMS], "v": items(named.values())}
    if is_dtype(value):
        return {"k": "dtype", "v": str(value)}
    return {"k": "obj", "c": kind}


def describe_variables(namespace, before):
    """Descriptions of the variables that the script bound, apart from modules, functions and classes."""
    found = {}
    for name, value in list(namespace.items()):
        if name.startswith("_") or (name in before and before[name] is value):
            continue
        if isinstance(value, (types.ModuleType, types.FunctionType, types.BuiltinFunctionType, type)):
            continue
        try:
            found[name] = describe(value)
        except Exception as error:
            found[name] = {"k": "obj", "c": type(value).__name__, "e": type(error).__name__}
    return found


def missing_api(error):
    """The name of the API whose absence raised `error`, or None."""
    package = library("__name__") or "mindspore"

    def ours(module):
        return module and module.split(".")[0] in ("mindspore", package)

    if isinstance(error, NotImplementedError):
        return f"NotImplementedError: {str(error)[:60]}"
    if isinstance(error, ImportError) and ours(error.name):
        name = re.search(r"cannot import name '(\w+)'", str(error))
        path = f"{error.name}.{name.group(1)}" if name else error.name
    elif isinstance(error, AttributeError) and isinstance(getattr(error, "obj", None), types.ModuleType):
        path = f"{error.obj.__name__}.{error.name}" if ours(error.obj.__name__) else None
    elif isinstance(error, AttributeError) and getattr(error, "name", None):
        cls = error.obj if isinstance(error.obj, type) else type(error.obj)
        path = f"{cls.__name__}.{error.name}" if ours(cls.__module__) else None
    else:
        path = None
    return re.sub(rf"^{package}\b", "mindspore", path) if path else None


def first_lines(error):
    """The first two lines of an error message that say something, MindSpore's headings left out."""
    lines = [line.strip() for line in str(error).splitlines()]
    lines = [line for line in lines if re.search(r"\w", line) and not line.startswith(("- ", "mindspore/"))]
    return " | ".join(lines[:2])[:200]


# ---- running one script --------------------------------------------------------------------------


def seed_generators(seed):
    """Seed the library with `seed`, and numpy, from which examples draw inputs, always alike."""
    for name in ("set_seed", "manual_seed"):
        with contextlib.suppress(Exception):
            library(name)(seed)
    random.seed(seed)
    np.random.seed(0)


def perturb_mindspore(shift):
    """Make every draw of MindSpore itself differ, fixed seeds or not; an example's own numpy draws stay.

    Run once as it is and once like this, an example shows which of its results follow from its
    inputs, and which from MindSpore's random generators, which nothing else can repeat.
    """

    def from_mindspore(frame):
        return frame.f_globals.get("__name__", "").startswith("mindspore.")

    def after_a_draw(draw):
        def shifted(*args, **kwargs):
            if from_mindspore(sys._getframe(1)):
                np.random.random_sample(shift)
            return draw(*args, **kwargs)

        return shifted

    def replace_everywhere(old, new):
        for name, module in list(sys.modules.items()):
            if name.startswith("mindspore"):
                for key, value in list(vars(module).items()):
                    if value is old:
                        setattr(module, key, new)

    for name in (
        "beta",
        "binomial",
        "choice",
        "normal",
        "permutation",
        "rand",
        "randint",
        "randn",
        "random",
        "random_sample",
        "shuffle",
        "standard_normal",
        "uniform",
    ):
        setattr(np.random, name, after_a_draw(getattr(np.random, name)))

    from mindspore.common.generator import Generator
    from mindspore.common.seed import _get_graph_seed as graph_seed
    from mindspore.dataset.core import config
    from mindspore.ops.primitive import Primitive

    step, add_attribute, set_argument = Generator._step, Primitive.add_prim_attr, Primitive._set_prim_arg

    def shifted_graph_seed(op_seed, kernel_name):
        return tuple(part + shift for part in graph_seed(op_seed, kernel_name))

    def later_step(self, size):
        for _ in range(1 + shift % 7):
            step(self, size)
        return step(self, size)

    def shifted_value(name, value):
        is_seed = name.lower() in ("seed", "seed0", "seed1", "seed2") and type(value) is int
        return value + shift if is_seed else value

    class ShiftedConfig:
        def __init__(self, real):
            self.real = real

        def __getattr__(self, name):
            return getattr(self.real, name)

        def set_seed(self, value):
            self.real.set_seed((value + shift) % 2**32)

    replace_everywhere(graph_seed, shifted_graph_seed)
    Generator._step = later_step
    Primitive.add_prim_attr = lambda self, name, value: add_attribute(self, name, shifted_value(name, value))
    Primitive._set_prim_arg = lambda self, name, value: set_argument(self, name, shifted_value(name, value))
    config._config = ShiftedConfig(config._config)


def run_script(case, directory):
    """Execute a case's statements in turn as a module `__main__`, as the interactive prompt would."""
    path = os.path.join(directory, "example.py")
    with open(path, "w", encoding="utf-8") as file:  # a real file, as inspect.getsource needs one
        file.write(case["script"])
    work = os.path.join(directory, "cwd")
    os.mkdir(work)
    os.chdir(work)
    sys.path[:] = [entry for entry in sys.path if entry] + [work]

    module = types.ModuleType("__main__")
    module.__file__ = path
    sys.modules["__main__"] = module
    namespace = module.__dict__
    answer = {"out": []}
    start = time.time()
    seed_generators(case["seed"])
    if case.get("perturb"):
        perturb_mindspore(case["perturb"])
    before = dict(namespace)
    try:
        statements = ast.parse(case["script"]).body
    except SyntaxError as error:
        return {"error": {"type": "SyntaxError", "msg": str(error), "at": -1}, "s": 0}
    for number, statement in enumerate(statements, -case["skip"]):
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed):
                exec(compile(ast.Interactive([statement]), path, "single"), namespace)
        except BaseException as error:
            answer["error"] = {
                "type": type(error).__name__,
                "msg": first_lines(error),
                "at": number,
                "missing": missing_api(error),
            }
        text = ADDRESS.sub("0x", printed.getvalue().replace(work, "<cwd>").replace(directory, "<dir>"))
        if text.strip():
            answer["out"].append([number, text[:MAX_TEXT]])
        if "error" in answer:
            break
        if number == -1:
            before = dict(namespace)  # what the prologue bound is not the example's
    answer["vars"] = describe_variables(namespace, before)
    answer["s"] = round(time.time() - start, 3)
    return answer


# ---- the fork server -----------------------------------------------------------------------------


def child(cases, directories, pipe):
    """The forked child: run the cases, send an answer for each, and leave without tearing down."""
    os.setpgid(0, 0)
    for case, directory in zip(cases, directories, strict=True):
        native = os.open(os.path.join(directory, "native"), os.O_CREAT | os.O_WRONLY)
        os.dup2(native, 1)
        os.dup2(native, 2)
        try:
            answer = run_script(case, directory)
        except BaseException as error:
            answer = {"error": {"type": type(error).__name__, "msg": "in the worker: " + str(error)[:200], "at": -1}}
        data = (json.dumps(answer) + "\n").encode()
        while data:
            data = data[os.write(pipe, data) :]
    os._exit(0)


def native_tail(directory):
    with contextlib.suppress(OSError), open(os.path.join(directory, "native"), "rb") as file:
        lines = file.read()[-2000:].decode("utf-8", "replace").strip().splitlines()
        return " | ".join(line.strip() for line in lines[-3:])[-300:]
    return ""


def read_line(pipe, buffer, timeout):
    """(One line from a pipe, or None where it closes or the time is over; whether it was in time)."""
    end = time.time() + timeout
    while b"\n" not in buffer:
        ready, _, _ = select.select([pipe], [], [], max(0, end - time.time()))
        data = os.read(pipe, 1 << 20) if ready else b""
        if not data:
            return None, bool(ready)
        buffer += data
    line, _, rest = bytes(buffer).partition(b"\n")
    buffer[:] = rest
    return line, True


def run_batch(cases, timeout):
    """The answers to the cases, forking a new child after one that hangs or crashes."""
    root = tempfile.mkdtemp(prefix="conformance-")
    done = 0
    while done < len(cases):
        rest = cases[done:]
        directories = [tempfile.mkdtemp(dir=root) for _ in rest]
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reading)
            child(rest, directories, writing)
        os.close(writing)
        buffer = bytearray()
        for directory in directories:
            line, in_time = read_line(reading, buffer, timeout)
            done += 1
            if line is None:
                yield {"crash": native_tail(directory)} if in_time else {"timeout": True}
                break
            yield json.loads(line)
        for target in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                target(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(reading)
    shutil.rmtree(root, ignore_errors=True)


def main():
    requests, answers = os.fdopen(os.dup(0), "r"), os.fdopen(os.dup(1), "w")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)

    def send(answer):
        answers.write(json.dumps(answer) + "\n")
        answers.flush()

    settings = json.loads(requests.readline())
    try:
        exec(settings["prelude"], {"__name__": "prelude"})
        mindspore = importlib.import_module("mindspore")
    except BaseException as error:
        send({"broken": f"{type(error).__name__}: {error}"})
        return
    for name in settings["preload"]:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    send(
        {
            "ready": str(getattr(mindspore, "__version__", "?")),
            "python": sys.version.split()[0],
            "numpy": np.__version__,
        }
    )
    gc.collect()
    gc.freeze()  # children that collect garbage would otherwise copy all of the parent's memory
    for line in requests:
        for answer in run_batch(json.loads(line)["cases"], settings["timeout"]):
            send(answer)


if __name__ == "__main__":
    main()
