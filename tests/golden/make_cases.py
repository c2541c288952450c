"""Records what the real MindSpore gives for every case: `python tests/golden/make_cases.py [module ...]`.

Run by a Python that has MindSpore 2.10 (CPU). After a case in which an exception was raised the rest of its module runs
in a fresh process, since the real one may be left in a broken state.
"""

import inspect
import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from cases import MODULES, cases_of, record  # noqa: E402


def work(module, names, out):
    """Run the named cases in order, until one raised or handled an exception; write what was recorded."""
    import mindspore

    mindspore.runtime.launch_blocking()
    cases, done = cases_of(module), {}
    for name in names:
        done[name] = record(cases[name])
        Path(out).write_text(json.dumps(done))
        if "raises" in done[name] or "except " in inspect.getsource(cases[name]):
            break


def main(modules):
    for module in modules:
        golden, names = {}, list(cases_of(module))
        while names:
            with tempfile.TemporaryDirectory() as folder:
                out = Path(folder) / "done.json"
                command = [sys.executable, __file__, "--work", module, str(out), *names]
                result = subprocess.run(command, cwd=folder, capture_output=True, text=True)
                done = json.loads(out.read_text()) if out.exists() else {}
            golden.update(done)
            names = names[len(done) :]
            if result.returncode and names:
                print(f"{module}: {names[0]} stopped the process:\n{result.stderr[-2000:]}")
                names = names[1:]
        for name, outcome in golden.items():
            if "raises" in outcome:
                print(f"{module}: {name} raises {outcome['raises']}: {outcome.pop('message').strip().splitlines()[:1]}")
        path = HERE / f"cases_{module}.json"
        lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(outcome)}" for name, outcome in golden.items())
        path.write_text("{\n" + lines + "\n}\n")
        print(f"{module}: {len(golden)} cases")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--work"]:
        work(sys.argv[2], sys.argv[4:], sys.argv[3])
    else:
        main(sys.argv[1:] or MODULES)
