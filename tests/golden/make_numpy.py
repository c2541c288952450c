"""Makes numpy.json.gz: value, dtype, shape and gradients of the cases in `numpy_cases.py`, from the real MindSpore.

Run with a Python that has MindSpore: ``python make_numpy.py``.
"""

import gzip
import json
import pathlib

import make_ops
import numpy as np
from make_families import rounded
from numpy_cases import lines, random_lines, regular


def evaluate(call, arrays):
    import mindspore as ms

    return eval(call, {"ms": ms, "mnp": ms.numpy, "np": np, "Tensor": ms.Tensor, **arrays})


def drawn(call):
    """What a call gives after `set_seed`, or the type of its error."""
    import mindspore as ms

    ms.set_seed(3)
    try:
        return {"call": call, "out": make_ops.describe(evaluate(call, {}))}
    except Exception as error:
        return {"call": call, "error": type(error).__name__}


def dtypes(call, specs):
    """The dtypes of what a case gives, None for an error."""
    import mindspore as ms

    arrays = {name: ms.Tensor(make_ops.make_array(spec, i)) for i, (name, spec) in enumerate(specs.items())}
    try:
        out = evaluate(call, arrays)
        return ",".join(str(x.dtype) for x in (out if isinstance(out, tuple) else (out,)))
    except Exception:
        return None


def main():
    import mindspore as ms
    import mindspore.numpy

    ms.launch_blocking()
    make_ops.evaluate = evaluate
    figures = {
        "functions": [rounded(make_ops.run(call, specs)) for call, specs in lines()],
        "dtypes": [dtypes(call, specs) for call, specs in regular()],
        "random": [rounded(drawn(call)) for call in random_lines()],
    }
    path = pathlib.Path(__file__).with_name("numpy.json.gz")
    path.write_bytes(gzip.compress(json.dumps(figures, separators=(",", ":")).encode(), 9, mtime=0))
    print(len(figures["functions"]), "functions ->", path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
