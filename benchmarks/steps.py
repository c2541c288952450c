"""Training steps side by side: msgrad un-jitted and jitted, hand-written JAX, flax nnx, PyTorch, the real MindSpore.

    python benchmarks/steps.py                              # all, a table, and benchmarks/results.json
    python benchmarks/steps.py --only lenet mlp --rounds 20
    python benchmarks/steps.py --plot benchmarks/steps.svg --mindspore PYTHON --torch PYTHON

A step is forward, backward and optimizer, from the same parameters on the same batch. Each contender has a process of
its own; they run in turns, a few steps each, so that a noisy machine is noisy for all, and the table has the minimum
and the median. First-step times include all compilation, nothing cached from earlier runs. Peak memory is the process's
(the second figure without what importing and setting up took). Losses of ten steps are compared with hand-written
JAX's. What is not installed is skipped with a line: `pip install 'msgrad[bench]'` has flax, optax and matplotlib;
PyTorch and MindSpore may live in environments of their own, whose Pythons are named.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import contenders  # noqa: E402
import table  # noqa: E402
import workloads  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=workloads.NAMES, default=workloads.NAMES, metavar="WORKLOAD")
    parser.add_argument("--contenders", nargs="+", choices=list(contenders.CONTENDERS), metavar="NAME")
    parser.add_argument("--rounds", type=int, default=30, help="turns of each contender")
    parser.add_argument("--mindspore", default=sys.executable, help="a Python that has the real MindSpore")
    parser.add_argument("--torch", default=sys.executable, help="a Python that has PyTorch")
    parser.add_argument("--json", default=str(HERE / "results.json"), metavar="FILE")
    parser.add_argument("--plot", metavar="FILE", help="draw the minima into this file (needs matplotlib)")
    parser.add_argument("--redraw", action="store_true", help="table and picture of the JSON file, nothing measured")
    options = parser.parse_args()
    if options.redraw:
        results = json.loads(Path(options.json).read_text())
    else:
        results = run(options)
    print(table.as_text(results))
    if options.plot:
        import plot

        plot.draw(results, options.plot)


def run(options):
    results = {
        "machine": f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}",
        "workloads": {},
    }
    pythons = {"mindspore": options.mindspore, "torch": options.torch}
    for name in options.only:
        print(f"{workloads.load(name).TITLE} ...", file=sys.stderr, flush=True)
        found, skipped = table.measure(name, pythons, options.rounds, options.contenders)
        for contender, why in skipped.items():
            print(f"  skipped: {contenders.CONTENDERS[contender][0]} ({why})", file=sys.stderr, flush=True)
        results["workloads"][name] = {"contenders": found, "skipped": skipped}
        save(results, options.json)
    import call_cost

    print("the cost of a call ...", file=sys.stderr, flush=True)
    results["call_cost"] = call_cost.measure()
    save(results, options.json)
    return results


def save(results, file):
    Path(file).write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
