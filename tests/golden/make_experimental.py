"""Take the figures of `experimental.json.gz` from the real MindSpore 2.10: `python tests/golden/make_experimental.py`."""

import gzip
import json
import pathlib

import experimental_cases as cases
import mindspore

if __name__ == "__main__":
    mindspore.runtime.launch_blocking()
    with_epochs = [name for name in cases.SCHEDULERS if not name.startswith(cases.NO_EPOCH)]
    figures = {
        "mindspore": mindspore.__version__,
        "runs": {label: cases.run(label) for label in cases.RUNS},
        "schedules": {name: cases.schedule(name) for name in cases.SCHEDULERS},
        "epochs": {name: cases.schedule_of_epochs(name) for name in with_epochs},
        "plateaus": {name: cases.plateau(name) for name in cases.PLATEAUS},
        "details": {name: fn() for name, fn in cases.DETAILS.items()},
        "refused": cases.refused(),
    }
    path = pathlib.Path(__file__).with_name("experimental.json.gz")
    text = json.dumps(figures, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{len(cases.RUNS)} runs, {len(cases.SCHEDULERS)} schedules -> {path}, {path.stat().st_size} bytes")
