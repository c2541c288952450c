# ruff: noqa: E501
"""Further primitive classes, in the form of `ops_cases`; `make_families.py` asks the real MindSpore for the answers."""

_STEPS = {  # of an optimizer: constructor, then how many Parameters, then the other inputs; the changed Parameters are shown
    "Adam()": (3, "Tensor(0.9), Tensor(0.999), Tensor(0.1), Tensor(0.9), Tensor(0.999), Tensor(1e-8), g"),
    "Adam(use_nesterov=True)": (
        3,
        "Tensor(0.9), Tensor(0.999), Tensor(0.1), Tensor(0.9), Tensor(0.999), Tensor(1e-8), g",
    ),
    "AdamWeightDecay()": (3, "0.1, 0.9, 0.999, 1e-8, 0.2, g"),
    "ApplyAdaMax()": (3, "Tensor(0.9), Tensor(0.1), Tensor(0.9), Tensor(0.99), Tensor(1e-8), g"),
    "ApplyAdadelta()": (3, "Tensor(0.1), Tensor(0.9), Tensor(1e-6), g"),
    "ApplyAdagrad()": (2, "Tensor(0.1), g"),
    "ApplyAdagrad(update_slots=False)": (2, "Tensor(0.1), g"),
    "ApplyAdagradDA()": (3, "g, Tensor(0.1), Tensor(0.01), Tensor(0.02), Tensor(2, ms.int32)"),
    "ApplyAdagradV2(1e-6)": (2, "Tensor(0.1), g"),
    "ApplyAdamWithAmsgrad()": (4, "Tensor(0.9), Tensor(0.999), Tensor(0.1), g"),
    "ApplyAdamWithAmsgradV2()": (
        4,
        "Tensor(0.9), Tensor(0.999), Tensor(0.1), Tensor(0.9), Tensor(0.99), Tensor(1e-8), g",
    ),
    "ApplyAddSign()": (2, "Tensor(0.1), Tensor(1.0), Tensor(0.9), Tensor(0.9), g"),
    "ApplyCenteredRMSProp()": (4, "g, 0.1, 0.9, 0.01, 30.0"),
    "ApplyFtrl()": (3, "g, 0.1, 0.01, 0.02, -0.5"),
    "ApplyGradientDescent()": (1, "Tensor(0.1), g"),
    "ApplyKerasMomentum()": (2, "Tensor(0.1), g, Tensor(0.9)"),
    "ApplyMomentum()": (2, "Tensor(0.1), g, Tensor(0.9)"),
    "ApplyMomentum(use_nesterov=True)": (2, "Tensor(0.1), g, Tensor(0.9)"),
    "ApplyMomentum(gradient_scale=0.5)": (2, "Tensor(0.1), g, Tensor(0.9)"),
    "ApplyPowerSign()": (2, "Tensor(0.1), Tensor(2.7), Tensor(0.99), Tensor(0.9), g"),
    "ApplyProximalAdagrad()": (2, "Tensor(0.1), Tensor(0.01), Tensor(0.02), g"),
    "ApplyProximalGradientDescent()": (1, "Tensor(0.1), Tensor(0.01), Tensor(0.02), g"),
    "ApplyRMSProp()": (3, "Tensor(0.1), g, 0.9, 0.1, 1e-6"),
    "FusedSparseAdam()": (
        3,
        "Tensor(0.9), Tensor(0.999), Tensor(0.1), Tensor(0.9), Tensor(0.999), Tensor(1e-8), g, Tensor([0, 2, 2], ms.int32)",
    ),
    "FusedSparseLazyAdam()": (
        3,
        "Tensor(0.9), Tensor(0.999), Tensor(0.1), Tensor(0.9), Tensor(0.999), Tensor(1e-8), g, Tensor([0, 2, 2], ms.int32)",
    ),
    "FusedSparseFtrl(0.1, 0.01, 0.02, -0.5)": (3, "g, Tensor([0, 2, 2], ms.int32)"),
    "FusedSparseProximalAdagrad()": (2, "Tensor(0.1), Tensor(0.01), Tensor(0.02), g, Tensor([0, 2, 2], ms.int32)"),
    "SparseApplyAdagrad(0.1)": (2, "g, Tensor([0, 2, 1], ms.int32)"),
    "SparseApplyAdagradV2(0.1, 1e-6)": (2, "g, Tensor([0, 2, 1], ms.int32)"),
    "SparseApplyFtrl(0.1, 0.01, 0.02, -0.5)": (3, "g, Tensor([0, 2, 1], ms.int32)"),
    "SparseApplyFtrlV2(0.1, 0.01, 0.02, 0.1, -0.5)": (3, "g, Tensor([0, 2, 1], ms.int32)"),
    "SparseApplyProximalAdagrad()": (2, "Tensor(0.1), Tensor(0.01), Tensor(0.02), g, Tensor([0, 2, 1], ms.int32)"),
    "SparseApplyRMSProp(0.9, 0.1, 1e-6)": (3, "Tensor(0.1), g, Tensor([0, 2, 1], ms.int32)"),
}

CASES = """
ops.ResizeNearestNeighbor((2, 3))(x) | x=f4(1,2,4,5)
ops.ResizeNearestNeighbor((7, 6))(x) | x=f4(1,2,4,5)
ops.ResizeNearestNeighbor((7, 6), True)(x) | x=f4(1,2,4,5)
ops.ResizeNearestNeighbor((2, 3))(x) | x=f4(2,4,5)
ops.ResizeNearestNeighbor((2, 3, 4))(x) | x=f4(1,2,4,5)
ops.ResizeNearestNeighborV2()(x, Tensor([3, 7], ms.int32)) | x=f4(1,2,4,5)
ops.ResizeNearestNeighborV2(align_corners=True)(x, (3, 7)) | x=f4(1,2,4,5)
ops.ResizeNearestNeighborV2(half_pixel_centers=True)(x, (3, 7)) | x=f4(1,2,4,5)
ops.ResizeBilinearV2()(x, (3, 7)) | x=f4(1,2,4,5)
ops.ResizeBilinearV2(align_corners=True)(x, (3, 7)) | x=f4(1,2,4,5)
ops.ResizeBilinearV2(half_pixel_centers=True)(x, (3, 7)) | x=f4(1,2,4,5)
ops.ResizeBilinearV2(True, True)(x, (3, 7)) | x=f4(1,2,4,5)
ops.ResizeLinear1D()(x, (7,)) | x=f4(2,3,4)
ops.ResizeLinear1D('half_pixel')(x, (7,)) | x=f4(2,3,4)
ops.StandardNormal(seed=3).seed |
ops.IOU()(x, y) | x=f4+(3,4) y=f4+(2,4)
ops.IOU('a') |
ops.BoundingBoxEncode()(x, y) | x=f4+(3,4) y=f4+(3,4)
ops.BoundingBoxDecode((9, 7))(x, y) | x=f4+(3,4) y=f4(3,4)
ops.CheckValid()(x, Tensor([2.0, 2.0, 1.0])) | x=f4(5,4)
ops.CropAndResize()(x, y, Tensor([0, 1, 1], ms.int32), (3, 4)) | x=f4(2,4,5,2) y=f4+(3,4)
ops.CropAndResize('a') |
ops.ROIAlign(2, 2, 0.5) |
ops.AllReduce() |
ops.AllReduce(ops.ReduceOp.MAX) |
ops.AllGather() |
ops.Broadcast(0) |
ops.ReduceOp.SUM |
ops.AdaptiveAvgPool2D((None, 2))(x) | x=f4(2,3,5)
ops.AdaptiveAvgPool2D(3)(x) | x=f4(1,2,4,5)
ops.AdaptiveAvgPool3D((1, 2, None))(x) | x=f4(1,2,4,5,3)
ops.AdaptiveMaxPool2D((2, 3))(x) | x=f4(1,2,4,5)
ops.Print()('a', 1) |
ops.Print() |
ops.ScalarSummary()('x', x) | x=f4()
ops.Partial()(lambda a, b: a - b, 5)(2) |
ops.MirrorPad('SYMMETRIC')(x, Tensor([[1, 1], [2, 0]])) | x=f4(3,4)
ops.MirrorPad('a') |
ops.BatchNorm()(x, y, y, y, z)[0] | x=f4(4,3) y=f4(3) z=f4+(3)
ops.BatchNorm(True)(x, y, y, Tensor([0., 0., 0.]), Tensor([1., 1., 1.]))[0] | x=f4(2,3,2,2) y=f4(3)
ops.Dropout(1.0)(x) | x=f4(2,3)
ops.Dropout2D(0.5) |
ops.DepthToSpace(2) |
ops.Complex()(x, y) | x=f4(2,3) y=f4(2,3)
ops.Complex()(x, y) | x=f8(2) y=f8(2)
ops.ComplexAbs()(ops.Complex()(x, y)) | x=f4(5) y=f4(5)
ops.DivNoNan()(x, y) | x=f4t(9) y=f4t(9)
ops.MulNoNan()(x, y) | x=f4n(9) y=f4t(9)
ops.EqualCount()(x, y) | x=f4t(9) y=f4t(9)
ops.EqualCount()(x, y) | x=i4(9) y=i4(9)
ops.LeftShift()(x, y) | x=i4(5) y=i4+(5)
ops.RightShift()(x, y) | x=i4(5) y=i4+(5)
ops.LeftShift()(x, y) | x=f4(5) y=f4(5)
ops.Addcdiv()(x, y, z, Tensor([0.5])) | x=f4(5) y=f4(5) z=f4+(5)
ops.Addcmul()(x, y, z, Tensor([0.5])) | x=f4(5) y=f4(5) z=f4(5)
ops.ApproximateEqual(0.5)(x, y) | x=f4t(9) y=f4t(9)
ops.Heaviside()(x, y) | x=f4t(9) y=f4(9)
ops.Hypot()(x, y) | x=f4(5) y=f4(5)
ops.Gcd()(x, y) | x=i4+(5) y=i4+(5)
ops.Lcm()(x, y) | x=i4+(5) y=i4+(5)
ops.Lgamma()(x) | x=f4+(5)
ops.Digamma()(x) | x=f4+(5)
ops.Rint()(x) | x=f4(5)
ops.TruncateDiv()(x, y) | x=i4(5) y=i4+(5)
ops.TruncateMod()(x, y) | x=i4(5) y=i4+(5)
ops.CumProd()(x, 0) | x=f4(3,4)
ops.CumProd(True, False)(x, 1) | x=f4(3,4)
ops.CumProd(exclusive=True, reverse=True)(x, 1) | x=f4(3,4)
ops.CumulativeLogsumexp()(x, Tensor(0)) | x=f4(5)
ops.CumulativeLogsumexp(reverse=True)(x, Tensor(0)) | x=f4(5)
ops.LpNorm(axis=[0, 1])(x) | x=f4(3,4)
ops.LpNorm(axis=0, p=3, keep_dims=True)(x) | x=f4(3,4)
ops.ReduceStd(axis=1)(x) | x=f4(3,4)
ops.ReduceStd(axis=[0, 1], unbiased=False, keep_dims=True)(x) | x=f4(3,4)
ops.Median(axis=1)(x) | x=f4(3,5)
ops.Median(True)(x)[0] | x=f4(3,5)
ops.NanToNum(0.5, 2.0, -2.0)(x) | x=f4n(9)
ops.Cholesky()(x) | x=f4(1,1)
ops.CholeskySolve()(x, ops.tril(y)) | x=f4(3,2) y=f4+(3,3)
ops.MatrixInverse()(x) | x=f4(3,3)
ops.MatrixSolve()(x, y) | x=f4(3,3) y=f4(3,2)
ops.MatrixPower(2)(x) | x=f4(2,3,3)
ops.MatrixTriangularSolve()(x, y) | x=f4+(3,3) y=f4(3,2)
ops.MatrixTriangularSolve(False, True)(x, y) | x=f4+(3,3) y=f4(3,2)
ops.TridiagonalMatMul()(x, y, z, x + 1) | x=f4(1,1) y=f4(1,1) z=f4(1,1)
ops.Diag()(x) | x=f4(3)
ops.DiagPart()(x) | x=f4(3,3)
ops.DiagPart()(x) | x=f4(3,4)
ops.FFTWithSize(1, False, False)(ops.fft(x)) | x=f4(4)
ops.FFTWithSize(2, False, True)(x) | x=f4(3,4)
ops.FFTWithSize(2, True, True, signal_sizes=(3, 4))(ops.rfft2(x)) | x=f4(3,4)
ops.BlackmanWindow()(Tensor(6, ms.int32)) |
ops.HammingWindow(False)(Tensor([6], ms.int32)) |
ops.LowerBound()(x, y) | x=sf4(2,5) y=f4(2,3)
ops.UpperBound(ms.int64)(x, y) | x=sf4(2,5) y=f4(2,3)
ops.InTopK(2)(x, y) | x=f4(3,4) y=x5i4(3)
ops.NthElement()(x, 1) | x=f4(3,4)
ops.NthElement(True)(x, 2) | x=f4(3,4)
ops.NthElement()(x, 9) | x=f4(3,4)
ops.Histogram(4, -1.0, 1.0)(x) | x=f4(9)
ops.Bincount()(x, Tensor(6, ms.int32), Tensor([1., 2., 3.])) | x=i4+(3)
ops.ListDiff()(x, y) | x=i4(9) y=i4(3)
ops.UnravelIndex()(Tensor([5, 3, 0], ms.int32), Tensor([2, 3], ms.int32)) |
ops.InvertPermutation()((2, 0, 1)) |
ops.InvertPermutation()((2, 0, 2)) |
ops.UniqueConsecutive(True, True)(x) | x=x5i4(9)
ops.CompareAndBitpack()(x, Tensor(0.5)) | x=f4(2,16)
ops.DataFormatDimMap()(Tensor([0, 1, -1, 3], ms.int32)) |
ops.DataFormatVecPermute()(Tensor([5, 6, 7, 8], ms.int32)) |
ops.DataFormatVecPermute('NCHW', 'NHWC')(Tensor([5, 6, 7, 8], ms.int32)) |
ops.EmbeddingLookup()(x, Tensor([[5, 2], [8, 5]], ms.int32), 4) | x=f4(4,2)
ops.FillV2()(Tensor([2, 3], ms.int32), Tensor(1.5)) |
ops.IndexFill()(x, 1, Tensor([0, 2], ms.int32), Tensor(-2.0)) | x=f4(3,3)
ops.IndexPut(1)(x, y, [Tensor([0, 0], ms.int32), Tensor([1, 1], ms.int32)]) | x=f4(3,3) y=f4(2)
ops.TensorScatterElements(1, 'add')(x, Tensor([[2, 4, 2]], ms.int32), y) | x=f4(1,5) y=f4(1,3)
ops.ScatterAddWithAxis(1)(x, Tensor([[2, 4, 2]], ms.int32), y) | x=f4(1,5) y=f4(1,3)
ops.ReverseSequence(1)(x, Tensor([1, 2, 3])) | x=f4(3,4)
ops.MapUniform()(Tensor([0, 1, 2, 3, 4, 5, 6, 7]), 4, 2) |
ops.SubAndFilter()(x, 3, 1) | x=i4(9)
ops.TriuIndices(3, 4, 1)() |
ops.TrilIndices(3, 4, -1, ms.int64)() |
ops.PadV3('reflect')(x, Tensor([1, 2])) | x=f4(1,2,4)
ops.PadV3('constant', False)(x, Tensor([1, 0, 2, 1]), Tensor(1.5)) | x=f4(2,3)
ops.PadV3('edge')(x, Tensor([1, 2])) | x=f4(1,2,4)
ops.PadV3('a') |
ops.SquareSumAll()(x, y) | x=f4(2,3) y=f4(2,3)
ops.MaxPool3D(2, 1, 'VALID')(x) | x=f4(1,2,3,4,3)
ops.MaxPool3D(2, 2, 'SAME')(x) | x=f4(1,2,3,4,3)
ops.AvgPool3D(2, 1, 'valid')(x) | x=f4(1,2,3,4,3)
ops.AvgPool3D(2, 2, 'same')(x) | x=f4(1,2,3,4,3)
ops.AvgPool3D(2, 2, 'pad', 1)(x) | x=f4(1,2,3,4,4)
ops.MaxPoolWithArgmax(2, 2)(x) | x=f4(1,2,4,5)
ops.MaxPoolWithArgmaxV2(2, 1, 1)(x) | x=f4(1,2,4,5)
ops.MaxPool3DWithArgmax(2, 1, 1)(x) | x=f4(1,1,3,3,3)
ops.MaxUnpool2D(2, 2)(x, Tensor([[[[0, 3], [8, 15]]]])) | x=f4(1,1,2,2)
ops.Conv3D(2, (1, 2, 2))(x, y) | x=f4(1,3,2,3,4) y=f4(2,3,1,2,2)
ops.Conv3DTranspose(2, 3, (1, 2, 2))(x, y) | x=f4(1,2,2,3,4) y=f4(2,3,1,2,2)
ops.LRN()(x) | x=f4(1,4,2,2)
ops.LRN(1, 2.0, 0.5, 0.75)(x) | x=f4(1,4,2,2)
ops.MultiMarginLoss()(x, Tensor([1, 2, 1])) | x=f4(3,3)
ops.SoftMarginLoss()(x, y) | x=f4(3,3) y=f4(3,3)
ops.CTCLoss()(x, Tensor([[0, 0], [1, 0], [1, 1]]), Tensor([1, 2, 0], ms.int32), Tensor([4, 3], ms.int32)) | x=f4(4,2,4)
ops.CTCGreedyDecoder()(x, Tensor([4, 3], ms.int32)) | x=f4(4,2,4)
ops.CTCGreedyDecoder(False)(x, Tensor([4, 3], ms.int32)) | x=f4(4,2,4)
ops.ConfusionMatrix(4)(Tensor([0, 1, 1, 3], ms.int32), Tensor([1, 1, 2, 3], ms.int32)) |
ops.RGBToHSV()(x) | x=f4+(2,2,2,3)
ops.AdjustSaturation()(x, Tensor(0.5)) | x=f4+(2,2,3)
ops.AdjustHue()(x, Tensor(0.3)) | x=f4+(2,2,3)
ops.HSVToRGB()(x / 2) | x=f4+(1,2,2,3)
ops.AffineGrid()(x, (2, 1, 3, 2)) | x=f4(2,2,3)
ops.GridSampler2D()(x, y) | x=f4(1,2,3,4) y=f4u(1,2,2,2)
ops.GridSampler3D('nearest', 'border', True)(x, y) | x=f4(1,2,3,4,2) y=f4u(1,2,2,1,3)
ops.UpsampleNearest3D()(x, [3, 4, 5], None) | x=f4(1,1,2,2,4)
ops.UpsampleTrilinear3D()(x, None, [2.0, 1.5, 2.0]) | x=f4(1,1,2,2,4)
ops.UpsampleTrilinear3D(True)(x, [3, 4, 5], None) | x=f4(1,1,2,2,4)
ops.NonMaxSuppressionWithOverlaps()(x, y, Tensor(3, ms.int32), Tensor(0.5), Tensor(0.2)) | x=f4+(4,4) y=f4+(4)
ops.ReLU().set_stage(1) |
ops.Add().init_prim_io_names(['x'], ['y']) |
ops.Custom(lambda a: a * 2, func_type='pyfunc')(x) | x=f4(3)
ops.Custom(1, func_type='pyfunc') |
ops.Custom(lambda a: a, func_type='b') |
"""


def lines():
    """Each case as (text of the call, {name: spec})."""
    for made, (count, rest) in _STEPS.items():
        names = ", ".join(f"p[{i}]" for i in range(count))
        given = ", ".join(
            f"ms.Parameter(Tensor(np.linspace({i + 1}, {i + 2}, 6).reshape(3, 2), ms.float32))" for i in range(count)
        )
        call = f"(lambda p, g: (ops.{made}({names}, {rest}), *[q.value() for q in p])[1:])([{given}], Tensor(np.linspace(-0.5, 1, 6).reshape(3, 2), ms.float32))"
        yield call, {}
        if not made.startswith(("FusedSparse", "SparseApply")):
            yield call.replace(", *[q.value() for q in p])[1:])", ",))"), {}
    for line in CASES.strip().splitlines():
        call, _, specs = line.rpartition(" |")
        yield call.strip(), dict(spec.split("=") for spec in specs.split())
