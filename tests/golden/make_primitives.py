"""Makes primitives.json.gz: value, dtype, shape and gradients of the cases in `primitive_cases.py`, from the real MindSpore.

Run with a Python that has MindSpore: ``python make_primitives.py``.
"""

import gzip
import json
import pathlib

from make_ops import run
from primitive_cases import lines


def main():
    import mindspore as ms

    ms.launch_blocking()
    records = [run(call, specs) for call, specs in lines()]
    with gzip.GzipFile(pathlib.Path(__file__).with_name("primitives.json.gz"), "wb", mtime=0) as file:
        file.write(json.dumps(records).encode())


if __name__ == "__main__":
    main()
