"""Take `generator.json` from the real MindSpore: `python tests/golden/make_generator.py` (needs mindspore 2.10)."""

import json
from pathlib import Path

import numpy as np

CALLS = [
    "G.initial_seed()", "G.get_state()", "G.manual_seed(7) is G", "G.initial_seed()", "G.get_state()",
    "G.manual_seed(-1) is G", "G.initial_seed()", "G.get_state()", "G.manual_seed(2**63 - 1) is G", "G.initial_seed()",
    "G.get_state()", "G.manual_seed(True) is G", "G.initial_seed()", "G.manual_seed(1.5)", "G.manual_seed('a')",
    "G.set_state(STATE)", "G.initial_seed()", "G.get_state()", "G.set_state(3)", "G.set_state(Tensor([1, 2]))",
    "ms.initial_seed()", "ms.get_rng_state()", "ms.manual_seed(5) is ms.default_generator", "ms.initial_seed()",
    "ms.get_rng_state()", "ms.set_rng_state(STATE)", "ms.initial_seed()", "ms.default_generator.get_state()",
    "ms.set_seed(3)", "ms.initial_seed()", "type(ms.seed()).__name__", "type(G.seed()).__name__",
]  # fmt: skip


def outcomes(ms):
    """What each call gives, one after the other."""
    scope, got = {"ms": ms, "Tensor": ms.Tensor, "G": ms.Generator()}, []
    scope["STATE"] = ms.Tensor(np.array([9, 1, 0, 0, 0, 0, 0, 0, 13, 0, 0, 0, 0, 0, 0, 0], np.uint8))
    for call in CALLS:
        try:
            found = eval(call, scope)
            found = [str(found.dtype), found.asnumpy().tolist()] if isinstance(found, ms.Tensor) else found
        except Exception as error:
            found = type(error).__name__
        got.append([call, found])
    return got


if __name__ == "__main__":
    import mindspore

    lines = ",\n".join(json.dumps(line) for line in outcomes(mindspore))
    Path(__file__).with_name("generator.json").write_text(f"[\n{lines}\n]\n")
