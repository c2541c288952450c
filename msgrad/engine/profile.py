"""What the engine did: operators recorded, programs compiled, where and why it ran."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

_PACKAGE = str(Path(__file__).resolve().parent.parent)


@dataclass
class Profile:
    """Counts since the start, or since `reset`.

    Attributes:
        operators_recorded: operators recorded and since run or dropped.
        operators_run: of these, the ones whose results were needed.
        programs_compiled: whole programs compiled (or fetched from the persistent cache).
        operators_compiled: operators compiled one by one.
        program_runs: runs of compiled programs.
        functions_recorded: recordings of functions by `jit`.
        operator_runs: times that pending operators ran one by one.
        compile_seconds: seconds in the first calls of programs and operators, which compile them.
        syncs: how often pending operators ran, by (file, line, reason).
        compiled_at: programs compiled, by (file, line).
    """

    operators_recorded: int = 0
    operators_run: int = 0
    programs_compiled: int = 0
    operators_compiled: int = 0
    program_runs: int = 0
    functions_recorded: int = 0
    operator_runs: int = 0
    compile_seconds: float = 0.0
    syncs: Counter[tuple[str, int, str]] = field(default_factory=Counter)
    compiled_at: Counter[tuple[str, int]] = field(default_factory=Counter)

    def reset(self) -> None:
        """Starts all counts again from zero."""
        self.__init__()  # type: ignore[misc]

    def __str__(self) -> str:
        lines = [
            f"operators recorded   {self.operators_recorded:10d}   needed and run {self.operators_run}",
            f"programs compiled    {self.programs_compiled:10d}   run {self.program_runs}",
            f"operators compiled   {self.operators_compiled:10d}   one-by-one runs {self.operator_runs}",
            f"functions recorded   {self.functions_recorded:10d}",
            f"seconds compiling    {self.compile_seconds:10.2f}",
            "where and why it ran:",
        ]
        for (file, line, reason), count in self.syncs.most_common(20):
            compiled = self.compiled_at.get((file, line), 0)
            lines.append(f"  {count:8d} x  {file}:{line}  {reason}  (programs compiled: {compiled})")
        return "\n".join(lines)


counts = Profile()


def caller() -> tuple[str, int]:
    """File and line of the innermost frame outside of this package."""
    frame = sys._getframe(1)
    while frame is not None:
        name = frame.f_code.co_filename
        if not name.startswith(_PACKAGE):
            return name, frame.f_lineno
        frame = frame.f_back  # type: ignore[assignment]
    return "?", 0


def profile() -> Profile:
    """What the engine has done so far: print it, read its attributes, or `reset` it.

    >>> import msgrad
    >>> msgrad.profile().reset()
    >>> (msgrad.Tensor([1.0]) + 1).asnumpy()
    array([2.], dtype=float32)
    >>> msgrad.profile().operators_recorded
    1
    """
    return counts
