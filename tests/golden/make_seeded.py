"""Take `seeded.json` from the real MindSpore: what the seeded scripts print.

    python tests/golden/make_seeded.py [--whole FOLDER]     (a Python that has mindspore 2.10)

Each script runs un-jitted and jitted on the small data that lie here. With ``--whole`` the quick start also runs for an
epoch on the whole of Fashion-MNIST, whose four gz files lie in FOLDER.

MindSpore's kernels get one thread: with several, from the sixth call on, chance decides which element of a dropout
gets which draw, and MindSpore itself prints other losses in each run. Each runs twice, to see that it repeats itself.
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
    "convolutional": ["--steps", "24"],
    "reviews": ["--steps", "21"],
    "adversarial": ["--steps", "12"],
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
    """The first losses and the accuracy that a script printed."""
    accuracy = re.findall(r"accuracy (\S+)", text)
    losses = [float(x) for x in re.findall(r"loss (\S+)", text)]
    return {"losses": losses[:KEPT], "accuracy": float(accuracy[0]) if accuracy else None}


def run(name, data, *arguments):
    """What a script prints on the real MindSpore."""
    # without it convolutions take a slow reference path on some machines
    environment = {**os.environ, "DATA": str(data), "ONEDNN_MAX_CPU_ISA": "AVX2", "GLOG_v": "3"}
    command = [sys.executable, "-c", ONE_THREAD, str(seeded_data.SCRIPTS / f"{name}.py"), *arguments]
    done = subprocess.run(command, cwd=data, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return figures(done.stdout)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--whole", type=pathlib.Path)
    parser.add_argument("names", nargs="*", help="which of the scripts; without --whole all")
    options = parser.parse_args()
    path = HERE / "seeded.json"
    got = json.loads(path.read_text()) if path.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        data = pathlib.Path(folder)
        seeded_data.write(data)
        for name in options.names or ([] if options.whole else RUNS):
            for jit in ([], ["--jit"]):
                first, again = (run(name, data, *RUNS[name], *jit) for _ in range(2))
                print(name, *jit, first, flush=True)
                if first != again:
                    raise SystemExit(f"MindSpore does not repeat {name}")
                got[" ".join([name, *jit])] = first
        if options.whole:
            seeded_data.unpack(options.whole, data)
            got["quickstart whole"] = run("quickstart", data)
            print(got["quickstart whole"])
    path.write_text(json.dumps(got, indent=1) + "\n")


if __name__ == "__main__":
    main()
