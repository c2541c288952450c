"""Take `msgrad/_names/mindspore_2_10.txt` from the real MindSpore 2.10: `python tests/golden/make_names.py`.

One line a module: its name, then its public names. A package lists what can be reached through it; another
module only what is its own or in its `__all__`, as the imports of others are not its public face. Generated code,
argument checks and the tools that build MindSpore itself are left out. Then the attributes of the classes in
CLASSES, named without `mindspore.`.

Beside it `public_2_10.txt`, in the same form: what MindSpore shows its users, the names that the packages in PUBLIC
declare (their `__all__`; where there is none, and in `mindspore` beside it, their classes and functions), and the classes' attributes that are
not inherited from Python.
"""

import importlib
import pathlib
import pkgutil
import types
from operator import attrgetter

import mindspore

TARGET = pathlib.Path(__file__).parents[2] / "msgrad" / "_names" / "mindspore_2_10.txt"
CLASSES = ("Parameter", "Tensor", "nn.Cell", "ops.Primitive")
PUBLIC = """
    mindspore amp boost common.initializer communication communication.comm_func context dataset dataset.audio
    dataset.config dataset.dataloader dataset.text dataset.transforms dataset.vision device_context.ascend
    device_context.cpu device_context.gpu device_manager experimental.optim experimental.optim.lr_scheduler graph hal
    log mindrecord mint mint.distributed mint.linalg mint.nn mint.nn.functional mint.optim mint.special nn
    nn.probability.bijector nn.probability.distribution nn.utils numpy numpy.fft ops ops.communication
    parallel parallel.nn profiler rewrite runtime scipy.fft scipy.linalg scipy.optimize scipy.sparse.linalg train
    utils
""".split()
INTERNAL = ("mindspore.ops_generate", "mindspore.tools")


def modules(package):
    yield package.__name__
    for _, name, is_package in pkgutil.iter_modules(package.__path__):
        path = f"{package.__name__}.{name}"
        if name.startswith("_") or path.startswith(INTERNAL) or name == "auto_generate" or "validators" in name:
            continue
        module = importlib.import_module(path)
        if is_package:
            yield from modules(module)
        else:
            yield path


def public_names(module):
    is_package = hasattr(module, "__path__")
    declared = set(getattr(module, "__all__", ()))
    for name, value in vars(module).items():
        if name.startswith("_"):
            continue
        if isinstance(value, types.ModuleType):
            keep = is_package and value.__name__.startswith("mindspore")
        elif is_package:
            keep = str(getattr(value, "__module__", "mindspore")).startswith("mindspore")
        else:
            keep = getattr(value, "__module__", module.__name__) == module.__name__
        if keep or name in declared:
            yield name


def declared_names(path):
    try:
        module = importlib.import_module(path)
    except ImportError:
        return
    declared = set(getattr(module, "__all__", ()))
    for name in sorted(declared | set(dir(module))):
        value = getattr(module, name, module)  # some names are declared and not there
        own = callable(value) and str(getattr(value, "__module__", "")).startswith("mindspore")
        if name in declared:
            keep = not isinstance(value, types.ModuleType)
        else:
            keep = own and (not declared or path == "mindspore")
        if keep and not name.startswith("_"):
            yield name


def write(target, names):
    lines = [" ".join([f"{path}:", *sorted(found)]) for path, found in names.items()]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} modules and classes, {sum(map(len, map(str.split, lines))) - len(lines)} names -> {target}")


if __name__ == "__main__":
    paths = sorted(modules(mindspore))
    names = {path: public_names(importlib.import_module(path)) for path in paths}
    classes = {name: [a for a in dir(attrgetter(name)(mindspore)) if not a.startswith("_")] for name in CLASSES}
    write(TARGET, names | classes)
    paths = ["mindspore" if name == "mindspore" else f"mindspore.{name}" for name in PUBLIC]
    public = {path: list(declared_names(path)) for path in paths}
    write(TARGET.with_name("public_2_10.txt"), {path: found for path, found in public.items() if found} | classes)
