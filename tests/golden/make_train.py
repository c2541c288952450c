"""Take the figures of `train.json` from the real MindSpore 2.10: `python tests/golden/make_train.py`."""

import json
import os
import pathlib
import tempfile

import mindspore
import train_cases

if __name__ == "__main__":
    mindspore.launch_blocking()
    path = pathlib.Path(__file__).resolve().with_name("train.json")
    os.chdir(tempfile.mkdtemp())
    figures = {name: call() for name, call in train_cases.CASES.items()}
    path.write_text(json.dumps(figures, indent=1) + "\n")
    print(f"{len(figures)} cases -> {path}")
