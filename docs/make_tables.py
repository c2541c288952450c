"""Makes docs/coverage.md and docs/operators.md from msgrad's registry: `python docs/make_tables.py`.

With `--check` nothing is written, and the exit status says whether the files are what they would be made to.
"""

from __future__ import annotations

import argparse
import inspect
import tomllib
from pathlib import Path
from typing import Any

import jax
import numpy as np

import msgrad
from msgrad import registry
from msgrad.engine import OPERATORS
from msgrad.engine.operator import Operator

HERE = Path(__file__).parent
KINDS = [np.dtype(name) for name in ("bool", "int32", "float16", "float32")]


def differences() -> dict[str, tuple[str, str]]:
    """How and why a name differs, from differences.toml."""
    found = tomllib.loads((HERE / "differences.toml").read_text("utf-8"))["difference"]
    return {name: (entry["how"], entry["why"]) for entry in found for name in entry["names"]}


def coverage() -> str:
    differ = differences()
    parts: list[str] = []
    rows: list[str] = []
    unknown = set(differ)
    totals = [0, 0, 0, 0]
    for module in registry.modules():
        entries = registry.entries(module)
        unknown -= {entry.name for entry in entries}
        present = [e for e in entries if e.present and e.name not in differ]
        other = [e for e in entries if e.present and e.name in differ]
        absent = [e for e in entries if not e.present]
        counts = [len(entries), len(present), len(other), len(absent)]
        totals = [a + b for a, b in zip(totals, counts, strict=True)]
        anchor = module.lower().replace(".", "")
        rows.append(f"| [{module}](#{anchor}) | {' | '.join(map(str, counts))} |")
        parts.append(f"## {module}\n")
        for title, group in (("Present", present), ("Absent", absent)):
            if group:
                names = " ".join([f"`{e.name.removeprefix(module + '.')}`" for e in group])
                parts.append(f"{title} ({len(group)}): {names}\n")
        if other:
            parts.append("| differs | how | why |\n|---|---|---|")
            short = [(e.name.removeprefix(module + "."), *differ[e.name]) for e in other]
            parts.append("\n".join([f"| `{name}` | {how} | {why} |" for name, how, why in short]) + "\n")
    if unknown:
        raise SystemExit(f"differences.toml has names that MindSpore has not: {', '.join(sorted(unknown))}")
    head = [
        "# What msgrad has of MindSpore 2.10, name by name\n",
        "Made by `python docs/make_tables.py` from MindSpore's own lists of public names. A name is present when it "
        "can be reached under MindSpore's path; it differs when it behaves otherwise on purpose. Names that are absent "
        "raise an error that says so. Which random numbers are MindSpore's own is in [random.md](random.md).\n",
        "| module or class | names | present | differ | absent |\n|---|---|---|---|---|",
        *rows,
        f"| **all** | {' | '.join(f'**{n}**' for n in totals)} |\n",
    ]
    return "\n".join([*head, *parts])


def results(operator: Operator) -> str:
    """The dtypes that come out for some dtypes of the arrays, where the operator takes arrays alone."""
    said = []
    for kind in KINDS:
        try:
            out = traced(operator, kind)
        except Exception:  # the operator does not take such arrays, or needs other arguments as well
            continue
        said.append(f"{kind}→{', '.join(sorted({str(o.dtype) for o in jax.tree.leaves(out)}))}")
    return "; ".join(said)


def traced(operator: Operator, kind: np.dtype) -> Any:
    """What an operator gives for matrices of a dtype, with the defaults of its other arguments."""
    kinds = [kind] * sum(operator.array_flags)
    arrays = [jax.ShapeDtypeStruct((3, 3), k) for k in (operator.promote(kinds) if operator.promote else kinds)]
    others = {
        name: default
        for name, flag, default in zip(operator.names, operator.array_flags, operator.defaults, strict=True)
        if not flag and default is not inspect.Parameter.empty
    }
    names = [name for name, flag in zip(operator.names, operator.array_flags, strict=True) if flag]
    return jax.eval_shape(lambda *given: operator.body(**dict(zip(names, given, strict=True)), **others), *arrays)


def operators() -> str:
    rows = []
    for name, found in sorted(registry.names_of_operators().items(), key=lambda item: item[0].lower()):
        operator = OPERATORS[name]
        if not operator.body.__module__.startswith(("msgrad.ops", "msgrad.nn", "msgrad.mint", "msgrad.numpy")):
            continue
        shown = [n.removeprefix("mindspore.") for n in found if not n.startswith("mindspore.Parameter.")]
        names = " ".join([f"`{n}`" for n in shown[:12]]) + (f" and {len(shown) - 12} more" if len(shown) > 12 else "")
        gradient = "yes" if operator.differentiable else "no"
        rows.append(f"| `{name}` | {gradient} | {operator.dtype_rule} | {results(operator)} | {names} |")
    return "\n".join([
        "# The operators\n",
        "Made by `python docs/make_tables.py`. Each operator is written once, as a pure function on JAX arrays; these "
        "are the names of MindSpore's that lead to it, found in the code.\n",
        "| operator | gradient | dtypes of the arrays | results | MindSpore's names |\n|---|---|---|---|---|",
        *rows,
    ]) + "\n"  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a file is out of date")
    check = parser.parse_args().check
    msgrad.install()
    for name, make in (("coverage.md", coverage), ("operators.md", operators)):
        text = make()
        if check and (HERE / name).read_text("utf-8") != text:
            raise SystemExit(f"docs/{name} is out of date: run python docs/make_tables.py")
        if not check:
            (HERE / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
