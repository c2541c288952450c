"""Makes docs/coverage.md and docs/operators.md from msgrad's registry: `python docs/make_tables.py`.

With `--check` nothing is written, and the exit status says whether the files are what they would be made to.
"""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path

import jax
import numpy as np

import msgrad
from msgrad import registry
from msgrad.engine import OPERATORS

HERE = Path(__file__).parent
KINDS = [np.dtype(name) for name in ("bool", "int32", "float16", "float32")]


def differences() -> dict[str, tuple[str, str]]:
    """How and why a name differs, from differences.toml."""
    found = tomllib.loads((HERE / "differences.toml").read_text("utf-8"))["difference"]
    return {name: (entry["how"], entry["why"]) for entry in found for name in entry["names"]}


def coverage() -> str:
    differ = differences()
    parts, rows, unknown = [], [], set(differ)
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
        "Made by `python docs/make_tables.py` from MindSpore's own lists of public names. A name is present when it can "
        "be reached under MindSpore's path; it differs when it behaves otherwise on purpose. A module's names that are "
        "absent raise an error that says so. Which random numbers are MindSpore's own is in [random.md](random.md).\n",
        "| module or class | names | present | differ | absent |\n|---|---|---|---|---|",
        *rows,
        f"| **all** | {' | '.join(f'**{n}**' for n in totals)} |\n",
    ]
    return "\n".join([*head, *parts])


def results(operator) -> str:
    """The dtypes that come out for some dtypes of the arrays, where the operator takes arrays alone."""
    shape = (3, 3)
    said = []
    for kind in KINDS:
        arrays = [jax.ShapeDtypeStruct(shape, kind) for flag in operator.array_flags if flag]
        try:
            kinds = operator.promote([kind] * len(arrays)) if operator.promote else [kind] * len(arrays)
            arrays = [jax.ShapeDtypeStruct(shape, k) for k in kinds]
            values = iter(arrays)
            arguments = []
            for name, flag, default in zip(operator.names, operator.array_flags, operator.defaults, strict=True):
                if not flag and default is registry.inspect.Parameter.empty:
                    raise TypeError(name)
                arguments.append(next(values) if flag else default)
            static = {i: a for i, a in enumerate(arguments) if not operator.array_flags[i]}

            def call(*given, static=static, body=operator.body):
                given = iter(given)
                return body(*[static[i] if i in static else next(given) for i in range(len(arguments))])

            out = jax.tree.leaves(jax.eval_shape(call, *arrays))
        except Exception:  # the operator does not take such arrays, or not arrays alone
            continue
        said.append(f"{kind}→{', '.join(sorted({str(o.dtype) for o in out}))}")
    return "; ".join(said)


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
