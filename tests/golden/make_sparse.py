"""Makes sparse.json.gz and sparse_primitives.json.gz from the real MindSpore: see `sparse_cases.py` and
`sparse_primitive_cases.py`.

Run with a Python that has MindSpore and the package "decorator", without which its CPU build cannot compile the
operators of CSR matrices: ``python make_sparse.py``. Each case has a process of its own, since after an
operator that cannot be compiled others fail, or never end.
"""

import gzip
import importlib
import json
import multiprocessing
import os
import pathlib
import sys
import tempfile

import mindspore as ms
from make_families import rounded
from make_ops import run

TABLES = {"sparse": "sparse_cases", "sparse_primitives": "sparse_primitive_cases"}
PATIENCE = 60  # seconds


def alone(case):
    os.chdir(tempfile.gettempdir())  # the compiler leaves files behind
    ms.launch_blocking()
    return rounded(run(*case))


def main():
    for file, table in TABLES.items():
        if len(sys.argv) > 1 and file not in sys.argv[1:]:
            continue
        cases = list(importlib.import_module(table).lines())
        records = []
        for call, specs in cases:
            with multiprocessing.get_context("fork").Pool(1) as pool:
                try:
                    records.append(pool.apply_async(alone, ((call, specs),)).get(PATIENCE))
                except multiprocessing.TimeoutError:
                    records.append({"call": call, "inputs": specs, "error": "no end"})
        with gzip.GzipFile(pathlib.Path(__file__).with_name(f"{file}.json.gz"), "wb", mtime=0) as out:
            out.write(json.dumps(records).encode())


if __name__ == "__main__":
    main()
