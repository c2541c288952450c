"""The rules of the house that a machine can check."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import msgrad

HOME = Path(msgrad.__file__).parent
FILES = sorted(path.relative_to(HOME) for path in HOME.rglob("*.py"))

# Each floor may import from itself and from those before it.
FLOORS = ["engine", "_checkparam", "common", "autodiff", "graph_mode", "ops", "nn", "train"]


def floor(name):
    """The height of a module, given as its parts below `msgrad`; None for what stands outside."""
    return FLOORS.index(name[0]) if name and name[0] in FLOORS else None


def imported(path):
    """The names that a file imports as it is itself imported, as tuples of their parts below `msgrad`."""
    package = ("msgrad", *path.parts[:-1])
    statements = ast.parse((HOME / path).read_text("utf-8")).body
    for node in statements:
        if isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = list(package[: len(package) - node.level + 1]) if node.level else []
            base += node.module.split(".") if node.module else []
            names = [[*base, alias.name] for alias in node.names]
        else:
            continue
        yield from (tuple(name[1:]) for name in names if name[0] == "msgrad")


@pytest.mark.parametrize("path", [path for path in FILES if floor(path.with_suffix("").parts) is not None], ids=str)
def test_imports_point_down(path):
    own = floor(path.with_suffix("").parts)
    assert [name for name in imported(path) if (floor(name) or 0) > own] == []


def test_import_touches_no_device():
    source = "import msgrad; from jax._src import xla_bridge; print(xla_bridge.backends_are_initialized())"
    result = subprocess.run(
        [sys.executable, "-c", source], cwd=HOME.parent, capture_output=True, text=True, timeout=120
    )
    assert result.stdout == "False\n", result.stderr


def test_what_takes_long_is_imported_when_it_is_asked_for():
    source = "import sys, msgrad; print(*[m for m in sys.modules if m.startswith('msgrad.')])"
    result = subprocess.run(
        [sys.executable, "-c", source], cwd=HOME.parent, capture_output=True, text=True, timeout=120
    )
    late = (
        "ops.operations",
        "train",
        "dataset",
        "mint",
        "numpy",
        "scipy",
        "profiler",
        "rewrite",
        "parallel",
        "registry",
    )
    early = [m for m in result.stdout.split() if m.startswith(tuple(f"msgrad.{name}" for name in late))]
    assert early == [], result.stderr


# Packages beyond those that every installation has (see `dependencies` in pyproject.toml), and where they may be used.
CORE = {"msgrad", "jax", "jaxlib", "numpy", "ml_dtypes", "scipy", "malt", *sys.stdlib_module_names}
EXTRAS = {"train": {"safetensors", "cryptography"}, "dataset": {"PIL", "cv2", "sentencepiece"}}


def test_other_packages_are_used_in_their_places_only():
    for path in FILES:
        allowed = CORE | EXTRAS.get(path.parts[0], set())
        for node in ast.walk(ast.parse((HOME / path).read_text("utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module]
            assert {name.partition(".")[0] for name in names} <= allowed, path
