"""Makes errors.json.gz: the type of the exception that each call of `error_cases.py` raises in the real MindSpore.

None where nothing is raised, and where it is for want of a kernel or from its inner works only. Run with a Python that
has MindSpore: ``python make_errors.py``.
"""

import gzip
import json
import pathlib

import numpy as np
from error_cases import lines

OF_ITS_OWN = ("kernel", "Kernel", "C++ Call Stack", "unsupported", "Unsupported", "not supported", "bad_function_call")


def raised(call):
    """The name of the exception's type."""
    import mindspore as ms

    try:
        out = eval(call, {"ms": ms, "ops": ms.ops, "np": np, "Tensor": ms.Tensor})
        for item in out if isinstance(out, tuple) else (out,):
            if isinstance(item, ms.Tensor):
                item.asnumpy()
    except (TypeError, ValueError, IndexError, AttributeError) as error:
        return type(error).__name__
    except RuntimeError as error:
        return None if any(word in str(error) for word in OF_ITS_OWN) else "RuntimeError"
    return None


def main():
    import mindspore as ms

    ms.launch_blocking()
    found = {call: raised(call) for call in lines()}
    with gzip.GzipFile(pathlib.Path(__file__).with_name("errors.json.gz"), "wb", mtime=0) as file:
        file.write(json.dumps({call: name for call, name in found.items() if name}).encode())


if __name__ == "__main__":
    main()
