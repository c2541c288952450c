"""Record random operators after set_seed; run with a Python that has the real MindSpore:

python tests/golden/make_random.py
"""

import json
import pathlib
import zlib

SEEDS = (0, 1, 42, 2**31, 2**32 - 1)  # 2**31 - 1 stands for no seed there, so its figures do not repeat
SIZES = (1, 7, 4097)  # the largest is recorded as a checksum


def described(array):
    return zlib.crc32(array.tobytes()) if array.size > 64 else array.tolist()


if __name__ == "__main__":
    import mindspore
    import numpy as np
    from mindspore import Tensor, nn, ops

    mindspore.launch_blocking()
    draws = {
        "uniform": lambda n: ops.rand(n),
        "integers": lambda n: ops.randint(-3, 1000, (n,)),
        "normal": lambda n: ops.randn(n),
        "dropout": lambda n: ops.dropout(Tensor(np.ones(n, np.float32)), 0.3, True) != 0,
    }
    record = {"draws": {}, "dropout_layer": {}, "op_seed": {}, "permutation": {}, "set_seed": {}}
    for name, draw in draws.items():
        for seed in SEEDS:
            for n in SIZES:
                mindspore.set_seed(seed)
                # two calls: the kernel's counter moves on
                record["draws"][f"{name}|{seed}|{n}"] = [described(draw(n).asnumpy()) for _ in range(2)]
    for seed in SEEDS:
        for n in SIZES:
            mindspore.set_seed(seed)
            layer = nn.Dropout(p=0.7)
            layer.set_train()
            ones = Tensor(np.ones(n, np.float32))
            # its generator runs on from call to call
            record["dropout_layer"][f"{seed}|{n}"] = [described(layer(ones).asnumpy() != 0) for _ in range(3)]
    for op_seed in (1, 3, 2**31 - 1, 2**40):
        mindspore.set_seed(42)
        record["op_seed"][str(op_seed)] = [ops.rand(5, seed=op_seed).asnumpy().tolist() for _ in range(2)]
    for seed in (0, 3, 42):
        for n in (1, 2, 3, 10, 11, 4097, 70000):
            record["permutation"][f"{seed}|{n}"] = described(ops.randperm(n, seed=seed).asnumpy())
    for text in ("-1", "True", "1.5", "'a'", "None", "np.int64(3)", "2**32", "2**32 - 1", "0", "2**31"):
        try:
            mindspore.set_seed(eval(text))
            record["set_seed"][text] = [mindspore.get_seed(), int(np.random.randint(1000))]
        except Exception as error:
            record["set_seed"][text] = type(error).__name__
    pathlib.Path(__file__).with_name("random.json").write_text(json.dumps(record, indent=0) + "\n")
