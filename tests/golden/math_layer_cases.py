"""The table of cases for layers that are one function, and for CTC; see layer_cases.py."""

from layer_cases import bad, function, layer

_SCORES = "np.log(dist(6, 5, 3).transpose(0, 2, 1))"  # (T, N, C): probabilities over 5 classes
_CTC = (_SCORES, "np.array([[1, 2, 2], [3, 1, 0], [4, 4, 4]], 'int32')", "np.array([6, 4, 5], 'int32')",
        "np.array([3, 2, 3], 'int32')")  # fmt: skip

CASES = [
    *[function(f"ops.ctc_loss(a, b, c, d{rest})", *_CTC) for rest in
      (", zero_infinity=True", ", reduction='none'", ", 0, 'sum', True", ", 0, 'none', True")],
    function("ops.ctc_loss(a, b, c, d, 4, 'none')", _SCORES, "np.array([[1, 2, 2], [3, 1, 0], [2, 1, 2]])",
             "np.array([6, 4, 5])", "np.array([3, 0, 3])"),
    layer("nn.CTCLoss(zero_infinity=True)", *_CTC), layer("nn.CTCLoss(0, 'none')", *_CTC),
    layer("nn.CTCLoss(0, 'sum')", f"{_SCORES}[:, 0]", "np.array([1, 2, 2], 'int32')", "np.array([6], 'int32')",
          "np.array([3], 'int32')"),
    bad("nn.CTCLoss(-1)", *_CTC), bad("nn.CTCLoss(9)", *_CTC), bad("nn.CTCLoss(reduction='foo')", *_CTC),
    bad("nn.CTCLoss(zero_infinity=1)", *_CTC), bad("nn.CTCLoss(1.0)", *_CTC),
    bad("nn.CTCLoss()", *_CTC[:2], "np.array([7, 4, 3])", "np.array([3, 2, 3])"),
    bad("nn.CTCLoss()", *_CTC[:2], "np.array([6, 4, 2])", "np.array([3, 2, 3])"),
    bad("nn.CTCLoss()", *_CTC[:2], "np.array([6, 4, 6])", "np.array([3, 2, 4])"),
    bad("nn.CTCLoss()", _SCORES, "f(3, 3)", *_CTC[2:]), bad("nn.CTCLoss()", *_CTC[:2], "f(3)", _CTC[3]),
    bad("nn.CTCLoss()", *_CTC[:2], "np.array([6, 4])", _CTC[3]),
    layer("nn.BiDense(2, 3, 4)", "f(5, 2)", "f(5, 3)"), layer("nn.BiDense(2, 3, 4, has_bias=False)", "f(5, 2)", "f(5, 3)"),
    bad("nn.BiDense(0, 3, 4)"), bad("nn.BiDense(2, 3, 4, weight_init=T(f(4, 3, 2)))"),
    layer("nn.Norm()", "f(2, 3)"), layer("nn.Norm((0,), True)", "f(2, 3)"), layer("nn.Norm(1)", "f(2, 3)"),
    layer("nn.Norm([0, 1])", "f(2, 3)"), bad("nn.Norm(0, 1)"),
    layer("nn.ClipByNorm()", "f(2, 3)", "np.array(1.0, 'float32')", still=(1,)),
    layer("nn.ClipByNorm(1)", "f(2, 3)", "np.array([[1.0], [9.0]], 'float32')", still=(1,)),
    layer("nn.ClipByNorm((0, 1))", "f(2, 3)", "np.array(100.0, 'float32')", still=(1,)),
    bad("nn.ClipByNorm('a')"), bad("lambda a: nn.ClipByNorm()(a, 1.0)", "f(2, 3)"),
    layer("nn.Moments()", "f(2, 3)"), layer("nn.Moments(0, True)", "f(2, 3)"), layer("nn.Moments((0, 1), False)", "f(2, 3)"),
    layer("nn.Moments(1)", "h(2, 3)"), bad("nn.Moments('a')"), bad("nn.Moments(0, 1)"),
    layer("nn.Tril()", "f(3, 3)"), layer("nn.Tril()", "f(2, 3)", call="net(a, 1)"), layer("nn.Triu()", "f(3, 3)"),
    layer("nn.Triu()", "i(0, 9, 2, 3)", call="net(a, -1)"),
    layer("nn.Range(1, 8, 2)"), layer("nn.Range(3)"), layer("nn.Range(0.0, 1.0, 0.3)"), layer("nn.Range(5, 1, -2)"),
    bad("nn.Range(1, 2, 0)"),
    layer("nn.MatMul()", "f(2, 3)", "f(3, 2)"), layer("nn.MatMul(True, True)", "f(3, 2)", "f(4, 3)"),
    layer("nn.MatMul(transpose_x2=True)", "f(2, 2, 3)", "f(2, 4, 3)"),
    layer("nn.ReduceLogSumExp(0)", "f(2, 3)"), layer("nn.ReduceLogSumExp((0, 1), True)", "f(2, 3)"),
    layer("nn.ReduceLogSumExp(())", "f(2, 3)"), bad("nn.ReduceLogSumExp(0, 1)"), bad("nn.ReduceLogSumExp('a')"),
    layer("nn.L1Regularizer(0.5)", "f(2, 3)"), bad("nn.L1Regularizer(-1)"), bad("nn.L1Regularizer('a')"),
    layer("nn.LGamma()", "p(4)"), layer("nn.DiGamma()", "p(4)"),
    layer("nn.TripletMarginWithDistanceLoss(margin=2.0)", "f(2, 3)", "f(2, 3, seed=1)", "f(2, 3, seed=2)"),
    layer("nn.TripletMarginWithDistanceLoss(swap=True, reduction='none')", "f(2, 3)", "f(2, 3, seed=1)", "f(2, 3, seed=2)"),
    layer("nn.TripletMarginWithDistanceLoss(lambda a, b: ops.abs(a - b).sum(-1), reduction='sum')", "f(2, 3)",
          "f(2, 3, seed=1)", "f(2, 3, seed=2)"),
    bad("nn.TripletMarginWithDistanceLoss(swap=1)"), bad("nn.TripletMarginWithDistanceLoss(reduction='foo')"),
    layer("nn.SyncBatchNorm(3)", "f(4, 3, 2, 2)", train=True), layer("nn.SyncBatchNorm(3, affine=False)", "f(4, 3, 2, 2)"),
    *[bad(f"nn.InstanceNorm2d({rest})") for rest in ("0", "3.0", "3, momentum=2", "3, eps='a'", "3, affine=1", "3, momentum=2.0")],
    bad("nn.InstanceNorm2d(3)", "f(2, 4, 2, 2)"), bad("nn.InstanceNorm2d(3)", "f(2, 3, 2)"), bad("nn.InstanceNorm1d(3)", "f(2, 3)"),
]  # fmt: skip
