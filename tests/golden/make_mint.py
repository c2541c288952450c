"""Makes mint.json.gz: value, dtype, shape and gradients of the cases in `mint_cases.py`, from the real MindSpore, and the
parameters that the layers in `mint_layer_cases.py` start with.

Run with a Python that has MindSpore: ``python make_mint.py``. Cases that its CPU build refuses are left out, and printed.
"""

import gzip
import json
import pathlib

import make_ops
import mint_layer_cases
from mint_cases import lines

REFUSALS = (
    "unregistered",
    "Create kernelmod",
    "Not implement",
    "Unsupported data type",
    "KernelMod Init",
    "Not found op",
)


def evaluate(call, arrays):
    import mindspore as ms

    scope = {"ms": ms, "mint": ms.mint, "F": ms.mint.nn.functional, "Tensor": ms.Tensor, **arrays}
    return eval(call, scope)


def refusal(call, specs):
    """What the CPU build says where it has no kernel for a case, else None."""
    import mindspore as ms

    arrays = {name: ms.Tensor(make_ops.make_array(spec, i)) for i, (name, spec) in enumerate(specs.items())}
    try:
        make_ops.describe(evaluate(call, arrays))
    except Exception as error:
        return next((str(error).split("\n")[0] for words in REFUSALS if words in str(error)), None)
    return None


def main():
    import mindspore as ms

    ms.launch_blocking()
    make_ops.evaluate = evaluate
    records = []
    for call, specs in lines():
        reason = refusal(call, specs)
        if reason is None:
            records.append(make_ops.run(call, specs))
        else:
            print("refused:", call, specs, reason[:90])
    figures = {
        "mindspore": ms.__version__,
        "functions": records,
        "layers": {expr: mint_layer_cases.describe(expr) for expr in mint_layer_cases.LAYERS},
        "bad": {expr: mint_layer_cases.error(expr) for expr in mint_layer_cases.BAD},
    }
    path = pathlib.Path(__file__).with_name("mint.json.gz")
    path.write_bytes(gzip.compress(json.dumps(figures, separators=(",", ":")).encode(), 9, mtime=0))
    print(len(records), "functions,", len(figures["layers"]), "layers ->", path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
