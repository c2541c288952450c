# ruff: noqa: E501
"""Primitives that few programs use, in the form of `ops_cases.py`; `make_families.py` asks the real MindSpore for the answers."""

import numpy as np

CASES = """
ops.FractionalAvgPool([1.0, 1.5, 1.5, 1.0])(x) | x=f4(2,5,7,2)
ops.FractionalAvgPool([1.0, 1.6, 2.2, 1.0], True)(x) | x=f8(1,9,11,2)
ops.FractionalAvgPool([1.0, 1.4, 1.7, 1.0], False, True, True, 5)(x) | x=f4(1,6,8,1)
ops.FractionalAvgPool([1.0, 1.4, 1.7, 1.0], True, True, True, 0, 9)(x) | x=f4(1,6,8,1)
ops.FractionalAvgPool([1.0, 1.4, 1.7, 1.0], False, False, True, 7, 2)(x) | x=i4(1,6,8,2)
ops.FractionalAvgPool([1.0, 1.0, 3.0, 1.0])(x) | x=i8(1,3,5,1)
ops.FractionalMaxPool([1.0, 1.5, 1.5, 1.0])(x) | x=f4(2,5,7,2)
ops.FractionalMaxPool([1.0, 1.6, 2.2, 1.0], True)(x) | x=f8(1,9,11,2)
ops.FractionalMaxPool([1.0, 1.4, 1.7, 1.0], False, True, True, 5)(x) | x=f4(1,6,8,1)
ops.FractionalMaxPool([1.0, 1.4, 1.7, 1.0], True, True, True, 0, 9)(x) | x=f4(1,6,8,1)
ops.FractionalMaxPool([1.0, 2.7, 1.1, 1.0], pseudo_random=True, deterministic=True, seed=123)(x) | x=i4(1,20,15,1)
ops.FractionalMaxPool([1.0, 1.0, 3.0, 1.0])(x) | x=i8(1,3,5,1)
ops.FractionalMaxPool([1.0, 1.5, 1.5, 1.0])(x) | x=f4n(9)
ops.FractionalMaxPool([1.0, 1.5, 1.5, 1.0])(x) | x=f2(1,4,4,1)
ops.FractionalAvgPool([1.0, 9.0, 1.5, 1.0])(x) | x=f4(1,4,4,1)
ops.FractionalAvgPool([1.0, 0.5, 1.5, 1.0])(x) | x=f4(1,4,4,1)
ops.FractionalAvgPool([1.0, 1.5, 1.5])(x) | x=f4(1,4,4,1)
ops.FractionalAvgPool((1.0, 1.5, 1.5, 1.0))(x) | x=f4(1,4,4,1)
ops.FractionalAvgPool([1.0, 1.5, 1.5, 2.0])(x) | x=f4(1,4,4,1)
ops.FractionalAvgPool([1.0, 1.5, 1.5, 1.0], seed=3)(x) | x=f4(1,4,4,1)
ops.FractionalMaxPool([1.0, 1.5, 1.5, 1.0], 1)(x) | x=f4(1,4,4,1)
ops.CTCLoss()(x, Tensor([[0, 0], [1, 0]], ms.int64), Tensor([2, 2], ms.int32), Tensor([4, 4], ms.int32)) | x=f4(4,2,3)
ops.CTCLoss()(x, Tensor([[0, 0], [0, 1], [1, 0]], ms.int64), Tensor([0, 2, 2], ms.int32), Tensor([4, 3], ms.int32))[0] | x=f4(4,2,3)
ops.CTCLoss()(x, Tensor([[0, 0], [0, 1]], ms.int64), Tensor([0, 2], ms.int32), Tensor([4], ms.int32)) | x=f8(4,1,3)
ops.CTCLoss()(x, Tensor([[0, 0], [0, 1]], ms.int64), Tensor([2, 0], ms.int32), Tensor([4], ms.int32)) | x=f4(4,1,3)
ops.cummax(x, 0) | x=f4n(9)
ops.cummin(x, 0) | x=f4n(9)
ops.cummax(Tensor([1.0, np.nan, 2.0, 5.0, np.nan, 3.0], ms.float32), 0) |
ops.cummin(Tensor([[1.0, np.nan, 2.0], [0.5, 0.0, np.nan]], ms.float32), 1) |
ops.aminmax(Tensor([[1.0, np.nan, 2.0], [4.0, 3.0, np.nan]], ms.float32), axis=1) |
ops.aminmax(Tensor([[1.0, np.nan, 2.0], [4.0, 3.0, np.nan]], ms.float32), axis=0, keepdims=True) |
ops.aminmax(Tensor([3.0, np.nan, 2.0, 1.0], ms.float64)) |
ops.aminmax(Tensor([np.nan, np.nan], ms.float16)) |
ops.aminmax(x, axis=1) | x=f4t(2,6)
(lambda p: ops.FusedAdaFactor()((1e-30, 1e-3), 1.0, 0.9, 0.8, 0.01, 0.03, x, p, p, p, p, p))(ms.Parameter(x)) | x=f4(2,3)
ops.FusedAdaFactor(1) |
ops.ExtractGlimpse(False, False, False, "uniform")(x, Tensor([2, 2], ms.int32), Tensor([[1, 1], [2, 1]], ms.float32)) | x=f4(2,3,4,2)
ops.ExtractGlimpse()(x, Tensor([2, 2], ms.int32), Tensor([[0.1, 0.0], [0.0, -0.1]], ms.float32)) | x=f4(2,5,6,2)
ops.ExtractGlimpse(uniform_noise=False, noise="gaussian")(x, Tensor([2, 2], ms.int32), Tensor([[0.1, 0.0]], ms.float32)) | x=f4(1,5,6,2)
ops.function.math_func.mean_ext(x, 1, keep_dims=True) | x=f4(2,3)
ops.function.math_func.mean_ext(x, (0, 2), True, ms.float64) | x=f4(2,3,2)
ops.auto_generate.mean_ext(x, 1, True) | x=f4(2,3)
ops.auto_generate.mean_ext(x, None, False, ms.float32) | x=i4(2,3)
ops.auto_generate.mean_ext(x, keep_dims=True) | x=f4(2,3)
ops.aminmax(x, axis=None) | x=f4t(2,6)
ops.deformable_conv2d(x, y, z, (2, 2), (1, 1, 1, 1), (0, 0, 0, 0)) | x=f4(2,3,4,5) y=f4(4,3,2,2) z=f4(2,12,3,4)
ops.deformable_conv2d(x, y, z, (3, 2), (1, 1, 2, 1), (1, 0, 2, 1), b, (1, 1, 1, 2), 1, 2) | x=f4(1,4,5,4) y=f4(3,4,3,2) z=f4(1,36,2,5) b=f4(3)
ops.deformable_conv2d(x, y, z, (2, 2), (1, 1, 1, 1), (0, 0, 0, 0), None, (1, 1, 1, 1), 2) | x=f4(1,4,3,3) y=f4(4,2,2,2) z=f4(1,12,2,2)
ops.deformable_conv2d(x, y, z, (1, 1), (1, 1, 1, 1), (0, 0, 0, 0)) | x=f2(1,2,3,3) y=f2(2,2,1,1) z=f2(1,3,3,3)
ops.deformable_conv2d(x, y, z, (2, 2), (1, 1), (0, 0, 0, 0)) | x=f4(1,2,3,3) y=f4(2,2,2,2) z=f4(1,12,2,2)
ops.deformable_conv2d(x, y, z, (2, 2), (1, 2, 1, 1), (0, 0, 0, 0)) | x=f4(1,2,3,3) y=f4(2,2,2,2) z=f4(1,12,2,2)
ops.deformable_conv2d(x, y, z, (2, 2), (1, 1, 1, 1), (0, 0, 0, -1)) | x=f4(1,2,3,3) y=f4(2,2,2,2) z=f4(1,12,2,2)
ops.deformable_conv2d(x, y, z, (2, 2), (1, 1, 1, 1), (0, 0, 0, 1)) | x=f4(1,2,3,3) y=f4(2,2,2,2) z=f4(1,12,2,2)
ops.deformable_conv2d(x, y, z, [2, 2], (1, 1, 1, 1), (0, 0, 0, 0)) | x=f4(1,2,3,3) y=f4(2,2,2,2) z=f4(1,12,2,2)
ops.deformable_conv2d(x, y, z, (2, 2), (1, 1, 1, 1), (0, 0, 0, 0), None, (1, 1, 1, 1), 2) | x=f4(1,2,3,3) y=f4(2,2,2,2) z=f4(1,12,2,2)
ops.deformable_conv2d(x, y, z, (2, 2), (1, 1, 1, 1), (0, 0, 0, 0), modulated=False) | x=f4(1,2,3,3) y=f4(2,2,2,2) z=f4(1,12,2,2)
ops.deformable_conv2d(x, y, z, (2, 2), (1, 1, 1, 1), (0, 0, 0, 0)) | x=f8(1,2,3,3) y=f8(2,2,2,2) z=f8(1,12,2,2)
"""

# Two steps of FusedAdaFactor, of which the second takes Tensors for numbers: the parameter, and its four moments.
ADAFACTOR = """
(lambda op, v, p, *s: [op((1e-30, 1e-3), 1.0, 0.9, 0.8, 0.01, 0.03, v - 0.7, p, *s), op((1e-2, 2.0), Tensor(0.5), 0.7, 0.6, 0.1, Tensor(0.1), v * v, p, *s)] and [q + 0 for q in (p, *s)])(ops.FusedAdaFactor(FLAGS), Tensor(VALUES), *[ms.Parameter(Tensor(np.abs(VALUES - i)), name=f"p{i}") for i in (0, 1)], *[ms.Parameter(Tensor(np.linspace(0.1, i, np.prod(shape, dtype=int), dtype=np.float32).reshape(shape)), name=f"m{i}") for i, shape in ((2, ROW), (3, COLUMN), (4, SHAPE))])
"""

# SampleDistortedBoundingBoxV2: arguments of the constructor, and inputs.
BOXES = """
1, 1, (0.9, 1.1), (0.1, 1.0) | [640, 480, 3], ms.int32 | [[[0.38, 0.17, 0.95, 0.40]]] | [0.8]
0, 1, (0.9, 1.1), (0.1, 1.0) | [640, 480, 3], ms.int64 | [[[0.38, 0.17, 0.95, 0.40]]] | [0.8]
2, 0 | [240, 100, 3], ms.uint8 | [[[0.1, 0.17, 0.3, 0.40], [0.5, 0.5, 0.9, 0.8]]] | [0.8]
7, 3000000000, [0.3, 0.8], [0.2, 0.3], 2 | [90, 61, 1], ms.int16 | [[[0.1, 0.17, 0.3, 0.40]]] | [1.0]
5, 6, max_attempts=1 | [33, 44, 3], ms.int32 | [[[0.6, 0.6, 0.9, 0.9]]] | [1.0]
5, 6, use_image_if_no_bounding_boxes=True | [33, 44, 3], ms.int32 | np.zeros((1, 0, 4)) | [0.5]
5, 6 | [33, 44, 3], ms.int32 | np.zeros((1, 0, 4)) | [0.5]
5, 6 | [33, -44, 3], ms.int32 | [[[0.6, 0.6, 0.9, 0.9]]] | [0.5]
5, 6 | [33.0, 44.0, 3.0], ms.float32 | [[[0.6, 0.6, 0.9, 0.9]]] | [0.5]
5, 6 | [33, 44], ms.int32 | [[[0.6, 0.6, 0.9, 0.9]]] | [0.5]
5, 6 | [33, 44, 3], ms.int32 | [[0.6, 0.6, 0.9, 0.9]] | [0.5]
5, 6 | [33, 44, 3], ms.int32 | [[[0.6, 0.6, 0.5, 0.9]]] | [0.5]
5, 6 | [33, 44, 3], ms.int32 | [[[0.6, 0.6, 0.9, 0.9]]] | [1.5]
5, 6 | [33, 44, 3], ms.int32 | [[[0.6, 0.6, 0.9, 0.9]]] | [0.5, 0.5]
5, 6, (1, 2) | [33, 44, 3], ms.int32 | [[[0.6, 0.6, 0.9, 0.9]]] | [0.5]
5, 6, (1.0, 2.0), (0.5, 1.5) | [33, 44, 3], ms.int32 | [[[0.6, 0.6, 0.9, 0.9]]] | [0.5]
5, 6, max_attempts=0 | [33, 44, 3], ms.int32 | [[[0.6, 0.6, 0.9, 0.9]]] | [0.5]
5.0, 6 | [33, 44, 3], ms.int32 | [[[0.6, 0.6, 0.9, 0.9]]] | [0.5]
"""


def box_lines():
    for line in BOXES.strip().splitlines():
        options, size, boxes, share = line.split(" | ")
        inputs = f"Tensor({size}), Tensor({boxes}, ms.float32), Tensor({share}, ms.float32)"
        yield f"ops.SampleDistortedBoundingBoxV2({options})({inputs})", {}


def adafactor_lines():
    for shape in ((2, 3), (4,), (2, 3, 2)):
        values = f"np.linspace(-1.3, 1.9, {np.prod(shape)}, dtype=np.float32).reshape({shape})"
        words = {"ROW": str(shape[:-1] or (1,)), "COLUMN": str(shape[:-2] + shape[-1:]), "SHAPE": str(shape)}
        for flags in ("", "True, True, True", "enable_weight_decay=True", "False, True"):
            call = ADAFACTOR.strip()
            for word, text in {**words, "VALUES": values, "FLAGS": flags}.items():
                call = call.replace(word, text)
            yield call, {}


def lines():
    """Each case: its call and its inputs' specs by name."""
    for line in CASES.strip().splitlines():
        call, _, specs = line.rpartition(" |")
        yield call, dict(spec.split("=") for spec in specs.split())
    yield from adafactor_lines()
    yield from box_lines()
