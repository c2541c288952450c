"""Makes `import mindspore`, and the import of everything below it, give msgrad's own modules.

``mindspore.nn`` and ``msgrad.nn`` are then one module object under two names, so classes are the same classes
and no module runs twice. A MindSpore that is installed as well is neither imported nor touched.

>>> import msgrad
>>> msgrad.install()
>>> import mindspore
>>> mindspore is msgrad
True
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from importlib.abc import Loader
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

from msgrad import _names

OURS, THEIRS = "msgrad", "mindspore"

# Where a module of MindSpore lies elsewhere in msgrad. A path that exists in msgrad as it is needs no line here;
# what lies below a module in this table is looked for below its target.
ALIASES = {
    "common.api": "graph",
    "common.jit_config": "graph",
    "context": "common.context",
    "dataset.audio.transforms": "dataset.audio",
    "dataset.core": "dataset",
    "dataset.engine": "dataset",
    "dataset.engine.cache_client": "dataset",
    "dataset.engine.datasets": "dataset",
    "dataset.engine.datasets_audio": "dataset",
    "dataset.engine.datasets_standard_format": "dataset",
    "dataset.engine.datasets_text": "dataset",
    "dataset.engine.datasets_user_defined": "dataset",
    "dataset.engine.datasets_vision": "dataset",
    "dataset.transforms.transforms": "dataset.transforms",
    "dataset.vision.transforms": "dataset.vision",
    "dtype": "common.dtype",
    "graph.api": "graph",
    "graph.jit_config": "graph",
    "graph.lazy_inline": "graph.inline",
    "graph.mutable": "common.mutable",
    "graph.no_inline": "graph.inline",
    "graph.symbol": "common.symbol",
    "ops.composite": "ops",
    "ops.functional": "ops",
    "ops.operations._infer_ops": "ops.operations.generated_ops",
    "ops.operations._inner_ops": "ops.operations.generated_ops",
    "ops.operations.inner_ops": "ops.operations",
    "ops.operations.manually_defined": "ops.operations",
    "ops.operations.manually_defined.ops_def": "ops.operations",
    "ops.operations.other_ops": "ops.operations",
    "ops.operations.custom_ops": "ops.operations",
    "profiler.common": "profiler",
    "profiler.experimental_config": "profiler.profiler",
    "rewrite.api": "rewrite",
    "hal.event": "runtime.stream",
    "runtime.device_limit": "runtime.stream_limit",
    "runtime.event": "runtime.stream",
    "runtime.thread_bind_core": "runtime.executor",
}

# Modules of msgrad that are no part of MindSpore, so that they have no name below `mindspore`.
PRIVATE = frozenset({"__main__", "_names", "engine", "functional", "install", "pytest"})


def install() -> None:
    """Makes `mindspore` and `mindspore.*` import as msgrad, here and in the `multiprocessing` children of this process.

    Calling it again changes nothing. Raises ImportError where the real MindSpore has been imported already: two
    frameworks that share a name cannot share a process.
    """
    present = sys.modules.get(THEIRS)
    if present is not None and present is not sys.modules[OURS]:
        raise ImportError(
            f"MindSpore itself has already been imported (from {getattr(present, '__file__', 'an unknown place')}), so "
            "that `mindspore` cannot become msgrad any more. Call msgrad.install() before anything imports mindspore.",
            name=THEIRS,
        )
    if _finder not in sys.meta_path:
        sys.meta_path.insert(0, _finder)
        sys.modules[THEIRS] = sys.modules[OURS]
        _tell_children()


def uninstall() -> None:
    """Takes the name `mindspore` back: the next import of it finds what is installed under that name, if anything."""
    if _finder in sys.meta_path:
        sys.meta_path.remove(_finder)
        for name in [name for name in sys.modules if name == THEIRS or name.startswith(THEIRS + ".")]:
            del sys.modules[name]
        _tell_children_no_more()


def load_ipython_extension(shell: Any) -> None:
    """``%load_ext msgrad``"""
    install()


def unload_ipython_extension(shell: Any) -> None:
    """``%unload_ext msgrad``"""
    uninstall()


def locate(name: str) -> str | None:
    """The name in msgrad of a module of MindSpore, or None where msgrad does not have it.

    >>> locate("mindspore.dtype")
    'msgrad.common.dtype'
    """
    path = name.split(".")[1:]
    if path and path[0] in PRIVATE:
        return None
    for length in range(len(path), 0, -1):
        target = ALIASES.get(".".join(path[:length]))
        if target is not None and not _exists(".".join([OURS, *path[:length]])):
            path[:length] = target.split(".")
            break
    ours = ".".join([OURS, *path])
    return ours if _exists(ours) else None


def _exists(name: str) -> bool:
    if name in sys.modules:
        return True
    parent = name.rpartition(".")[0]
    if not parent:
        return True
    if not _exists(parent):
        return False
    folder = getattr(importlib.import_module(parent), "__path__", None)
    return folder is not None and PathFinder.find_spec(name, folder) is not None


class _Finder:
    """Finds the modules of MindSpore, and says of what is not there whether MindSpore has it.

    It also stands in the way of msgrad's own modules, because `from mindspore import Model` looks for a submodule
    named after the package's own name, `msgrad.Model`: the last chance to say more than "cannot import name".
    """

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        top, _, rest = name.partition(".")
        if top == OURS and rest:
            spec = PathFinder.find_spec(name, path)
            if spec is not None:
                return spec
        elif top != THEIRS:
            return None
        ours = locate(THEIRS + name[len(top) :])
        if ours is not None:
            return ModuleSpec(name, _Alias(ours))
        if top == THEIRS:
            raise ModuleNotFoundError(_names.explain_module(name), name=name)
        module, _, attribute = name.rpartition(".")
        raise ImportError(_names.explain(module, attribute), name=THEIRS + "." + rest)


class _Alias(Loader):
    """Loads a module of MindSpore by handing out the module of msgrad, imported under its own name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = importlib.import_module(self.name)
        self.spec = module.__spec__  # the import system puts the alias's in its place
        # Where a function has the name of the submodule it comes from, the import of that by its alias would put the
        # module in the function's place: so it counts as imported.
        for name, loaded in list(sys.modules.items()):
            parent, _, child = name.rpartition(".")
            if parent == self.name and getattr(module, child, loaded) is not loaded:
                sys.modules[f"{spec.name}.{child}"] = loaded
        return module

    def exec_module(self, module: ModuleType) -> None:
        module.__spec__ = self.spec


_finder = _Finder()


# A `multiprocessing` child that is not forked imports the main script anew, and needs the mapping by then. The only
# thing that reaches it before that is the pickled preparation data, so a part of it installs msgrad when unpickled.


class _Messenger:
    def __reduce__(self) -> tuple[Any, tuple[str]]:
        home = str(Path(__file__).parents[1])  # not on sys.path where a source tree's `python -m msgrad` runs a script
        return exec, (f"import sys; sys.path[:] = {[*sys.path, home]!r}; import {OURS}; {OURS}.install()",)


def _tell_children() -> None:
    from multiprocessing import spawn

    if not hasattr(spawn.get_preparation_data, "without_msgrad"):
        prepare = spawn.get_preparation_data

        def get_preparation_data(name: str) -> dict[str, Any]:
            return {OURS: _Messenger(), **prepare(name)}

        get_preparation_data.without_msgrad = prepare  # type: ignore[attr-defined]
        spawn.get_preparation_data = get_preparation_data


def _tell_children_no_more() -> None:
    from multiprocessing import spawn

    spawn.get_preparation_data = getattr(spawn.get_preparation_data, "without_msgrad", spawn.get_preparation_data)
