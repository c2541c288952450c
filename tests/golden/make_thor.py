"""Take the figures of `thor.json.gz` from the real MindSpore 2.10: `python tests/golden/make_thor.py`.

Its CPU build has THOR but for three operators. Here numpy stands in for them: ThorIm2Col (the windows of images, as
(c, kernel_h, kernel_w, N, h, w)), CholeskyTrsm (the inverses of the Cholesky factors of the blocks on the diagonal)
and UpdateThorGradient (a gradient between two block diagonal matrices).
"""

import gzip
import json
import pathlib

import mindspore as ms
import numpy as np
import thor_cases as cases
from mindspore import Tensor, nn


def _put(cell, name, function):
    cell._primitives.pop(name, None)
    object.__setattr__(cell, name, function)


def _windows(layer):
    def im2col(x):
        a, (kh, kw), (sh, sw) = x.asnumpy(), layer.kernel_size, layer.stride
        pads = (0, 0, 0, 0)
        if layer.pad_mode == "same":
            h, w = [
                max((-(-n // s) - 1) * s + k - n, 0) for n, s, k in zip(a.shape[2:], (sh, sw), (kh, kw), strict=True)
            ]
            pads = (h // 2, h - h // 2, w // 2, w - w // 2)
        elif layer.pad_mode == "pad":
            pads = (layer.padding,) * 4 if isinstance(layer.padding, int) else layer.padding
        a = np.pad(a, ((0, 0), (0, 0), pads[:2], pads[2:]))
        view = np.lib.stride_tricks.sliding_window_view(a, (kh, kw), (2, 3))[:, :, ::sh, ::sw]
        return Tensor(np.ascontiguousarray(view.transpose(1, 4, 5, 0, 2, 3)))

    return im2col


def _blocks(x, size=128):
    a = x.asnumpy().astype(np.float64)
    if len(a) <= size:
        return a[None]
    whole = np.eye(-(-len(a) // size) * size)
    whole[: len(a), : len(a)] = a
    return np.stack([whole[i : i + size, i : i + size] for i in range(0, len(whole), size)])


def _cholesky_trsm(x):
    halves = [np.linalg.inv(np.linalg.cholesky(block)) for block in _blocks(x)]
    return Tensor(np.stack(halves).astype(np.float32))


def _root_of_inverse(x):
    """For embeddings MindSpore multiplies the operator's result by itself: this root's square is the inverse."""
    values, vectors = np.linalg.eigh(x.asnumpy().astype(np.float64))
    return Tensor((vectors / np.sqrt(values) @ vectors.T).astype(np.float32))


def _update(left, gradient, right):
    def whole(x, n):
        blocks = x.asnumpy().astype(np.float64)
        blocks = blocks[0] if blocks.ndim == 4 else blocks
        size = blocks.shape[-1]
        matrix = np.zeros((len(blocks) * size,) * 2)
        for i, block in enumerate(blocks):
            matrix[i * size : (i + 1) * size, i * size : (i + 1) * size] = block
        return matrix[:n, :n]

    g = gradient.asnumpy()
    return Tensor((whole(left, g.shape[0]) @ g @ whole(right, g.shape[1])).astype(np.float32))


def prepare(net, optimizer=None):
    """Puts numpy in the place of the operators that are missing."""
    for _, cell in net.cells_and_names():
        if isinstance(cell, nn.Conv2dThor):
            _put(cell, "img2col", _windows(cell))
    if optimizer is not None:
        _put(optimizer, "cholesky", _cholesky_trsm)
        _put(optimizer, "embedding_cholesky", _root_of_inverse)
        _put(optimizer, "update_gradient", _update)


if __name__ == "__main__":
    ms.runtime.launch_blocking()
    figures = {
        "mindspore": ms.__version__,
        "layers": {name: cases.layer(name, prepare) for name in {**cases.LAYERS, **cases.FORWARD_ONLY}},
        "steps": {name: cases.steps(name, prepare) for name in cases.STEPS},
        "training": cases.training(prepare),
        "conversion": cases.conversion(),
        "models": cases.models(),
        "raised": {name: cases.raised(name) for name in cases.BAD},
    }
    path = pathlib.Path(__file__).with_name("thor.json.gz")
    path.write_bytes(gzip.compress(json.dumps(figures, separators=(",", ":")).encode(), 9, mtime=0))
    print(f"{path}, {path.stat().st_size} bytes")
    print("raised nothing:", [name for name, kind in figures["raised"].items() if kind is None])
