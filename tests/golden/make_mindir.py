"""A graph file of the real MindSpore 2.10, which msgrad is to refuse: `python tests/golden/make_mindir.py`."""

import pathlib

import mindspore
import numpy as np
from mindspore import Tensor, nn

if __name__ == "__main__":
    path = pathlib.Path(__file__).parent / "dense.mindir"
    path.unlink(missing_ok=True)
    mindspore.export(nn.Dense(3, 2), Tensor(np.ones((2, 3), np.float32)), file_name=str(path), file_format="MINDIR")
    path.chmod(0o644)
    print(path.stat().st_size, "bytes")
