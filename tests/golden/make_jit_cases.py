"""Records what the real MindSpore gives for control flow: `python tests/golden/make_jit_cases.py [module ...]`.

Run by a Python that has MindSpore 2.10 (CPU). Every case is run by its `jit` and by its PyNative mode, and `jit`'s
value is kept (what is printed is PyNative's: `jit` prints below Python). Where `jit` refuses what PyNative runs, PyNative's is kept and marked as "refused"; where both raise,
PyNative's exception is kept (UnboundLocalError always); where both give a value and they differ, PyNative's is kept as "pynative", too. After an
exception the rest runs in a fresh process, since the real one may be left in a broken state.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from jit_cases import MODULES, cases_of, handles_exceptions, record  # noqa: E402

MODES = ("pynative", "jit")


def tasks_of(module):
    """All that is run, as triples (case, number of the run, mode)."""
    return [
        (name, number, mode)
        for name, case in cases_of(module).items()
        for number in range(len(case.runs()))
        for mode in MODES
    ]


def work(module, start, out):
    """Do the tasks from a number on, until one raised an exception; append what was recorded to a file."""
    import mindspore

    mindspore.runtime.launch_blocking()
    cases = cases_of(module)
    with open(out, "a") as file:
        for name, number, mode in tasks_of(module)[start:]:
            case = cases[name]
            done = record(case, case.runs()[number], mindspore.jit if mode == "jit" else lambda f: f)
            file.write(json.dumps(done) + "\n")
            file.flush()
            if "raises" in done or handles_exceptions(case):
                os._exit(0)


def settle(pynative, jit):
    """What is kept of the two outcomes of a run."""
    if "value" in jit and "String" not in json.dumps(jit):  # a string that a branch chooses comes out as no string
        kept = {"value": jit["value"], **{key: pynative[key] for key in ("printed",) if key in pynative}}
        same = jit["value"] == pynative.get("value")
        return kept if same else {**kept, "pynative": pynative.get("value", pynative.get("raises"))}
    if jit.get("raises") == "UnboundLocalError":  # for a name that one branch binds, whichever is taken
        return jit
    return {**pynative, "refused": jit.get("raises", "a Tensor of strings")} if "value" in pynative else pynative


def main(modules):
    for module in modules:
        tasks, done = tasks_of(module), []
        while len(done) < len(tasks):
            with tempfile.TemporaryDirectory() as folder:
                out = Path(folder) / "done.json"
                command = [sys.executable, __file__, "--work", module, str(len(done)), str(out)]
                result = subprocess.run(command, cwd=folder, capture_output=True, text=True)
                found = [json.loads(line) for line in out.read_text().splitlines()] if out.exists() else []
            if not found:
                found = [{"raises": "the process died", "message": result.stderr[-500:]}]
            done += found
        golden = {}
        for (name, _, _), pynative, jit in zip(tasks[::2], done[::2], done[1::2], strict=True):
            kept = settle(pynative, jit)
            if "value" not in kept or "refused" in kept or "pynative" in kept:
                print(f"{module}: {name}: PyNative {_short(pynative)}; jit {_short(jit)}")
            kept.pop("message", None)
            golden.setdefault(name, []).append(kept)
        lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(outcomes)}" for name, outcomes in golden.items())
        (HERE / f"jit_{module}.json").write_text("{\n" + lines + "\n}\n")
        print(f"{module}: {len(golden)} cases, {len(tasks) // 2} runs")


def _short(outcome):
    if "value" in outcome:
        return json.dumps(outcome["value"])[:200] + outcome.get("printed", "")
    return f"raises {outcome['raises']}: {outcome['message'].strip().splitlines()[:1]}"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--work"]:
        work(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    else:
        main(sys.argv[1:] or MODULES)
