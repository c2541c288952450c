"""Write dataset.json.gz: what the real MindSpore (CPU) gives for every case of dataset_cases.

Run with a Python that has the real ``mindspore`` and no msgrad::

    python tests/golden/make_dataset.py            # all
    python tests/golden/make_dataset.py loaders    # only these groups; the other figures stay
"""

import gzip
import json
import multiprocessing
import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import dataset_cases  # noqa: E402
from dataset_cases import folder  # noqa: E402


def work(pipe, place):
    """Runs the cases whose numbers come through the pipe."""
    os.chdir(place)
    cases = dataset_cases.cases()
    while (number := pipe.recv()) is not None:
        pipe.send(dataset_cases.run(cases[number], place / "files"))


def main():
    golden, worker, groups = {}, None, sys.argv[1:] or dataset_cases.GROUPS
    names = {dataset_cases.name(case) for case in dataset_cases.cases() if case.group not in groups}
    if len(groups) < len(dataset_cases.GROUPS):
        old = json.loads(gzip.decompress((HERE / "dataset.json.gz").read_bytes()))["cases"]
        golden = {name: record for name, record in old.items() if name in names}
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        folder.write(place / "files")
        for number, case in enumerate(dataset_cases.cases()):
            if case.group not in groups:
                continue
            if worker is None:
                pipe, other = context.Pipe()
                worker = context.Process(target=work, args=(other, place))
                worker.start()
                other.close()
            name = dataset_cases.name(case)
            print(name, flush=True)
            try:
                pipe.send(number)
                record = pipe.recv() if pipe.poll(25) else {"refused": "hangs"}
            except (EOFError, OSError):
                record = {"refused": "crashes"}
            if "refused" in record:
                worker.kill()
                worker = None
            golden[name] = record
            print("    ", str(record)[:1500], flush=True)
        if worker is not None:
            pipe.send(None)
            worker.join()
    import mindspore

    text = json.dumps({"mindspore": mindspore.__version__, "cases": golden}, separators=(",", ":"), sort_keys=True)
    with gzip.GzipFile(HERE / "dataset.json.gz", "wb", mtime=0) as out:
        out.write(text.encode())
    print(len(golden), "cases")


if __name__ == "__main__":
    main()
