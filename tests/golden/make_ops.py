"""Makes ops.json.gz: value, dtype, shape and gradients of the cases in `ops_cases`, from the real MindSpore.

Run with a Python that has MindSpore: ``python make_ops.py``.
"""

import gzip
import json
import pathlib

import numpy as np
from ops_cases import lines, make_array


def describe(out):
    """What came out, as JSON: tensors with dtype, shape and values, containers, plain values by their text."""
    import mindspore as ms

    if isinstance(out, ms.Tensor):
        array = out.asnumpy()
        if array.dtype.kind == "c":
            values = [array.real.astype(float).ravel().tolist(), array.imag.astype(float).ravel().tolist()]
        else:
            values = array.astype(float if array.dtype.kind in "fV" else array.dtype).ravel().tolist()
        return {"dtype": str(out.dtype), "shape": list(out.shape), "value": values}
    if isinstance(out, list | tuple):
        return {"type": type(out).__name__, "items": [describe(item) for item in out]}
    return {"type": type(out).__name__, "text": repr(out)}


def weighted_sum(out):
    """A number that depends on every floating element of the result, each with its own weight."""
    import mindspore as ms

    if isinstance(out, list | tuple):
        return sum(weighted_sum(item) for item in out)
    if not isinstance(out, ms.Tensor) or out.dtype not in (ms.float16, ms.float32, ms.float64):
        return 0.0
    weights = (np.arange(out.size) % 7 - 2.5).reshape(out.shape)
    return (out * ms.Tensor(weights, out.dtype)).sum()


def evaluate(call, arrays):
    import mindspore as ms

    return eval(call, {"ms": ms, "ops": ms.ops, "np": np, "Tensor": ms.Tensor, **arrays})


def run(call, specs):
    """One case's record: the result and the gradients, or the type of the error."""
    import mindspore as ms

    arrays = {name: ms.Tensor(make_array(spec, i)) for i, (name, spec) in enumerate(specs.items())}
    record = {"call": call, "inputs": specs}
    try:
        record["out"] = describe(evaluate(call, arrays))
    except Exception as error:
        return {**record, "error": type(error).__name__}
    floats = [i for i, spec in enumerate(specs.values()) if spec[0] == "f"]
    if floats:
        try:
            grads = ms.grad(
                lambda *args: weighted_sum(evaluate(call, dict(zip(specs, args, strict=True)))), tuple(floats)
            )(*arrays.values())
            record["grads"] = [describe(g) for g in (grads if len(floats) > 1 else (grads,))]
        except Exception as error:
            record["grad_error"] = type(error).__name__
    return record


def main():
    import mindspore as ms

    ms.launch_blocking()
    records = [run(call, specs) for call, specs in lines()]
    with gzip.GzipFile(pathlib.Path(__file__).with_name("ops.json.gz"), "wb", mtime=0) as file:
        file.write(json.dumps(records).encode())


if __name__ == "__main__":
    main()
