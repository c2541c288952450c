"""Records what `mindspore.dataset.audio` of the real MindSpore 2.10 gives: audio.json.gz.

python tests/golden/make_audio.py      (a Python that has mindspore)
"""

import gzip
import json
import os
from pathlib import Path

import numpy as np
from audio_cases import cases, evaluate, inputs, random_cases


def in_child(expression, value, seed=None):
    """From a process of its own, since some expressions end that of the real MindSpore."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        import mindspore.dataset as ds
        from mindspore.dataset import audio

        if seed is not None:
            ds.config.set_seed(seed)
        os.write(write, json.dumps(evaluate(expression, value, {"A": audio, "np": np})).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        found = pipe.read()
    os.waitpid(child, 0)
    return json.loads(found) if found else {"crash": True}


def main():
    import mindspore.dataset.audio  # noqa: F401  once, for all children

    given = inputs()
    plain = [[e, name, in_child(e, given[name] if name else None)] for e, name in cases()]
    drawn = [[e, name, seed, in_child(e, given[name], seed)] for e, name, seed in random_cases()]
    data = json.dumps({"plain": plain, "random": drawn}, separators=(",", ":")).encode()
    Path(__file__).with_name("audio.json.gz").write_bytes(gzip.compress(data, mtime=0))
    print(len(plain), "cases,", len(drawn), "random cases")


if __name__ == "__main__":
    main()
