"""Names under which MindSpore has functions and layers of mint in `ops` and `nn`: `ops.diff_ext` is `mint.diff`.

Libraries that import from MindSpore's inner modules know them by these names. Each is looked up in mint when it is
first asked for, since mint stands above `ops` and `nn`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from types import ModuleType
from typing import Any

from msgrad._names import missing_name_getattr

_PLACES = ("mint", "mint.nn.functional", "mint.nn", "mint.linalg")


def attach(names: dict[str, str]) -> None:
    """Gives modules of msgrad, by their names, a `__getattr__` that finds these names (separated by blanks) in mint,
    and for others does what it did before."""
    for module, known in names.items():
        into = importlib.import_module(f"msgrad.{module}")
        otherwise = vars(into).get("__getattr__") or missing_name_getattr(into.__name__)
        into.__getattr__ = _mint_getattr(into, frozenset(known.split()), otherwise)  # type: ignore[method-assign]


def _mint_getattr(module: ModuleType, known: frozenset[str], otherwise: Callable[[str], Any]) -> Callable[[str], Any]:
    def __getattr__(name: str) -> Any:
        if name not in known:
            return otherwise(name)
        found = in_mint(name)
        setattr(module, name, found)
        return found

    return __getattr__


def in_mint(name: str) -> Any:
    """What mint has under the plain form of a name: without the endings, `inplace_relu` as `relu_`.

    >>> in_mint("diff_ext").__name__, in_mint("inplace_threshold").__name__, in_mint("AvgPool1dExt").__name__
    ('diff', 'threshold_', 'AvgPool1dExt')
    """
    plain = name
    for ending in ("_view", "_ext", "Ext"):
        plain = plain.removesuffix(ending)
    if plain.startswith("inplace_"):
        plain = plain.removeprefix("inplace_") + "_"
    plain = {"dense": "linear"}.get(plain, plain)
    if plain.startswith("linalg_"):
        return getattr(importlib.import_module("msgrad.mint.linalg"), plain.removeprefix("linalg_"))
    for place in _PLACES:
        module = importlib.import_module(f"msgrad.{place}")
        if plain in vars(module):
            return vars(module)[plain]
    raise AttributeError(f"msgrad.mint has no {plain!r}", name=name)
