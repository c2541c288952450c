"""Makes the files named in TABLES: value, dtype, shape and gradients of the cases in the modules named there, from the
real MindSpore.

Run with a Python that has MindSpore: ``python make_families.py``, or with the names of some of the files.
"""

import gzip
import importlib
import json
import pathlib
import sys

from make_ops import run

TABLES = {
    "families": "family_cases",
    "family_primitives": "family_primitive_cases",
    "generated_primitives": "generated_cases",
    "names": "name_cases",
    "rare_primitives": "rare_primitive_cases",
}


def rounded(value):
    """The record with as many digits as float32 has, to keep the file small."""
    if isinstance(value, float):
        return float(f"{value:.13g}")
    if isinstance(value, list):
        return [rounded(item) for item in value]
    return {k: rounded(v) for k, v in value.items()} if isinstance(value, dict) else value


def main():
    import mindspore as ms

    ms.launch_blocking()
    for file in sys.argv[1:] or TABLES:
        table = TABLES[file]
        records = [rounded(run(call, specs)) for call, specs in importlib.import_module(table).lines()]
        with gzip.GzipFile(pathlib.Path(__file__).with_name(f"{file}.json.gz"), "wb", mtime=0) as out:
            out.write(json.dumps(records).encode())


if __name__ == "__main__":
    main()
