"""Take `seeded.json` from the real MindSpore: what the seeded scripts print.

    python tests/golden/make_seeded.py [--whole] [NAME ...]     (a Python that has mindspore 2.10)

Each script runs un-jitted and jitted, for a few steps on the small data that lie here; with ``--whole`` for an epoch on
all data (`seeded_data` says where they come from), which takes minutes.

MindSpore's kernels get one thread: with several, from the sixth call on, chance decides which element of a dropout
gets which draw, and MindSpore itself prints other losses in each run. The short ones run twice, to see that it repeats
itself.
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import seeded_data

HERE = pathlib.Path(__file__).parent
RUNS = {
    "quickstart": ["--steps", "20", "--batch-size", "12"],
    "convolutional": ["--steps", "20", "--epochs", "3", "--batch-size", "32"],
    "reviews": ["--steps", "20", "--epochs", "3", "--batch-size", "16"],
    "adversarial": ["--steps", "12", "--batch-size", "16"],
}
KEPT = 20
ONE_THREAD = """
import runpy, sys
import mindspore
mindspore.device_context.cpu.op_tuning.threads_num(1)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def figures(text):
    """The first losses, the mean of all, and the accuracy that a script printed."""
    accuracy = re.findall(r"accuracy (\S+)", text)
    losses = [float(x) for x in re.findall(r"loss (\S+)", text)]
    mean = sum(losses) / len(losses)
    return {"losses": losses[:KEPT], "mean": mean, "accuracy": float(accuracy[0]) if accuracy else None}


def run(name, data, *arguments):
    """What a script prints on the real MindSpore."""
    # without it convolutions take a slow reference path on some machines
    environment = {**os.environ, "DATA": str(data), "ONEDNN_MAX_CPU_ISA": "AVX2", "GLOG_v": "3"}
    command = [sys.executable, "-c", ONE_THREAD, str(seeded_data.SCRIPTS / f"{name}.py"), *arguments]
    done = subprocess.run(command, cwd=data, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return figures(done.stdout)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("names", nargs="*", help="which of the scripts; all without")
    options = parser.parse_args()
    path = HERE / "seeded.json"
    got = json.loads(path.read_text()) if path.exists() else {}
    for name in options.names or RUNS:
        for jit in ([], ["--jit"]):
            with tempfile.TemporaryDirectory() as folder:
                data = pathlib.Path(folder)
                if options.whole:
                    seeded_data.write_whole(data, name)
                    outcomes = [run(name, data, *jit)]
                else:
                    seeded_data.write(data)
                    outcomes = [run(name, data, *RUNS[name], *jit) for _ in range(2)]
            print(name, *jit, outcomes[0], flush=True)
            if outcomes[0] != outcomes[-1]:
                raise SystemExit(f"MindSpore does not repeat {name}")
            got[" ".join([name, *jit, *["whole"] * options.whole])] = outcomes[0]
    path.write_text(json.dumps(got, indent=1) + "\n")


if __name__ == "__main__":
    main()
