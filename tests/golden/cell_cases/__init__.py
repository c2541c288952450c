"""Cases of how a Cell behaves: `CASES` maps names to functions without arguments, `raised` runs one into plain JSON."""

from cell_cases import attributes, buffers, calls, containers, members, modes, names, state_hooks
from cell_cases.base import CASES, raised

__all__ = [
    "CASES",
    "attributes",
    "buffers",
    "calls",
    "containers",
    "members",
    "modes",
    "names",
    "raised",
    "state_hooks",
]
