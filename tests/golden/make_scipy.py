"""Makes scipy.json.gz, of the cases in `scipy_cases.py`, from the real MindSpore: ``python make_scipy.py``."""

import gzip
import json
import pathlib

from make_families import rounded
from make_ops import run
from scipy_cases import lines


def main():
    import mindspore as ms
    import mindspore.scipy.ops  # noqa: F401

    ms.launch_blocking()
    records = [rounded(run(call, specs)) for call, specs in lines()]
    with gzip.GzipFile(pathlib.Path(__file__).with_name("scipy.json.gz"), "wb", mtime=0) as out:
        out.write(json.dumps(records).encode())


if __name__ == "__main__":
    main()
