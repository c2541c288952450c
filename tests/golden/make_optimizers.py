"""Take the figures of `optimizers.json.gz` from the real MindSpore 2.10: `python tests/golden/make_optimizers.py`."""

import gzip
import json
import pathlib

import mindspore
from optimizer_cases import CASES, PLAIN, run

if __name__ == "__main__":
    mindspore.launch_blocking()
    figures = {
        "mindspore": mindspore.__version__,
        "runs": {name: run(name) for name in CASES},
        "plain": {name: fn() for name, fn in PLAIN.items()},
    }
    path = pathlib.Path(__file__).with_name("optimizers.json.gz")
    text = json.dumps(figures, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{len(CASES)} runs, {len(PLAIN)} other cases -> {path}, {path.stat().st_size} bytes")
