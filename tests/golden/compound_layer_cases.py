"""The table of cases for layers made of several functions: images, look-up tables, losses of classes; see layer_cases.py.

MindSpore's SSIM, MSSSIM and PSNR run in graph mode only.
"""

from layer_cases import bad, function, layer

_IMAGES = ("p(2, 3, 16, 16)", "p(2, 3, 16, 16, seed=1)")
_BYTES = ("i(0, 255, 2, 3, 16, 16, dtype='uint8')", "i(0, 255, 2, 3, 16, 16, seed=1, dtype='uint8')")
_SMALL = ("p(1, 1, 8, 8)", "p(1, 1, 8, 8, seed=1)")


def quality(expr, *inputs):
    """A Cell in graph mode, on images a and b."""
    return function(f"in_graph_mode({expr})(a, b)", *inputs, still=(0, 1))


_TABLE = "T(f(4, 2))"
_INDICES = "np.array([[1, 0], [3, 2]], 'int32')"
_FIELDS = ("np.array([[2, 4, 6, 0, 0], [1, 3, 5, 0, 0]], 'int32')",
           "np.array([[1, 0.5, 2, 0, 0], [1, 1, 1, 0, 0]], 'float32')",
           "np.array([[0, 1, 1, 0, 0], [0, 0, 1, 0, 0]], 'int32')")  # fmt: skip
_SAMPLED = "sampled_values=(T(np.array([0, 3, 5, 1], 'int32')), T(p(5, 1)), T(p(4)))"
_SOFTMAX = ("f(7, 6)", "f(7)", "i(0, 7, 5, 1)", "f(5, 6)")
_ONE_HOT = "np.eye(3, dtype='float32')[[0, 1, 2, 1]]"

CASES = [
    quality("nn.SSIM()", *_IMAGES), quality("nn.SSIM(2.0, 4, 0.8, 0.02, 0.05)", *_IMAGES),
    quality("nn.SSIM()", "h(1, 2, 12, 13)", "h(1, 2, 12, 13, seed=1)"), quality("nn.SSIM()", _IMAGES[0], _IMAGES[0]),
    quality("nn.MSSSIM(power_factors=(0.3, 0.7), filter_size=5)", *_IMAGES),
    quality("nn.MSSSIM(255, (0.3, 0.7), 3, 1.0, 0.02, 0.05)", *_BYTES),
    quality("nn.MSSSIM(power_factors=[0.5, 0.25, 0.25], filter_size=3)", "p(1, 1, 16, 20)", "p(1, 1, 16, 20)"),
    quality("nn.PSNR()", *_IMAGES), quality("nn.PSNR(255)", *_BYTES), quality("nn.PSNR(2.5)", *_SMALL),
    quality("nn.PSNR()", _SMALL[0], _SMALL[0]),
    *[bad(f"nn.SSIM({rest})") for rest in
      ("0", "'a'", "-1.0", "filter_size=0", "filter_size=1.5", "filter_sigma=0.0", "filter_sigma=1", "k1=1", "k2='a'")],
    bad("nn.SSIM()", *_SMALL), bad("nn.SSIM()", *_BYTES), bad("nn.SSIM()", "p(3, 16, 16)", "p(3, 16, 16)"),
    bad("nn.SSIM()", _IMAGES[0], "p(2, 3, 16, 15)"), bad("nn.SSIM()", _IMAGES[0], "h(2, 3, 16, 16)"),
    bad("nn.MSSSIM(power_factors=3)"), bad("nn.MSSSIM(0)"), bad("nn.PSNR(0)"), bad("nn.PSNR('a')"),
    bad("nn.PSNR()", "p(3, 4, 4)", "p(3, 4, 4)"), bad("nn.PSNR()", "p(1, 3, 4, 4)", "p(2, 3, 4, 4)"),
    layer("nn.ImageGradients()", "f(2, 2, 3, 4)"), layer("nn.ImageGradients()", "f(1, 1, 1, 3)"),
    layer("nn.ImageGradients()", "i(0, 9, 1, 2, 3, 3)"), layer("nn.ImageGradients()", "f(1, 1, 3, 1)"),
    bad("nn.ImageGradients()", "f(2, 3, 4)"),
    layer("nn.CentralCrop(0.5)", "f(2, 3, 8, 6)"), layer("nn.CentralCrop(0.3)", "f(3, 9, 7)"),
    layer("nn.CentralCrop(1.0)", "f(3, 4, 5)"), layer("nn.CentralCrop(0.7)", "i(0, 9, 1, 7, 10)"),
    bad("nn.CentralCrop(0.0)"), bad("nn.CentralCrop(1.5)"), bad("nn.CentralCrop(1)"), bad("nn.CentralCrop(0.5)", "f(4, 4)"),
    bad("nn.Unfold([1, 2, 2], [1, 1, 1, 1], [1, 1, 1, 1])"), bad("nn.Unfold([1, 0, 2, 1], [1, 1, 1, 1], [1, 1, 1, 1])"),
    bad("nn.Unfold(2, [1, 1, 1, 1], [1, 1, 1, 1])"), bad("nn.Unfold([1, 2, 2, 1], [2, 1, 1, 1], [1, 1, 1, 1])"),
    bad("nn.Unfold([1, 2, 2, 1], [1, 1, 1, 1], [1, 1, 1, 1])", "f(1, 4, 4)"),
    function("nn.IGamma()(a, b)", "np.array([2.0, 0.5, 3.0, 7.0, 2.0], 'float32')",
             "np.array([2.0, 4.0, 0.1, 1.0, 0.0], 'float32')", still=(0, 1)),
    function("nn.IGamma()(a, b)", "np.array([0.0, -1.0, 2.0], 'float32')", "np.array([1.0, 1.0, -1.0], 'float32')",
             still=(0, 1)),
    function("nn.IGamma()(a, b)", "np.array([[2.0], [0.5]], 'float32')", "np.array([2.0, 4.0], 'float32')", still=(0, 1)),
    bad("nn.IGamma()", "h(2)", "h(2)"), bad("nn.IGamma()", "f(2)", "h(2)"),
    layer("nn.layer.CosineSimilarity()", "f(2, 3)", "f(2, 3, seed=1)"),
    layer("nn.layer.CosineSimilarity(-1, 10.0)", "f(2, 3, 4)", "f(2, 3, 4, seed=1)"),
    bad("nn.MatInverse()", "f(2, 2, dtype='float64')"), bad("nn.MatDet()", "f(2, 2, dtype='float64')"),
    function(f"nn.EmbeddingLookup(4, 2, {_TABLE})(a)", _INDICES),
    function(f"nn.EmbeddingLookup(4, 2, {_TABLE})(a)", "np.array([4, -1, 1])"),
    function(f"nn.EmbeddingLookup(4, 2, {_TABLE}, 'DEVICE', sparse=False)(a)", _INDICES),
    function("nn.EmbeddingLookup(4, 2, 'ones', dtype=ms.float16)(a)", "np.array([1, 0, 3])"),
    *[bad(f"nn.EmbeddingLookup({rest})") for rest in
      ("0, 2", "2, 0", "2, 2, target='a'", "2, 2, sparse=1", "2, 2, sparse=False", "2, 2, max_norm=-1.0", "2, 2, max_norm=1",
       f"2, 2, {_TABLE}", "2.0, 2")],
    bad("nn.EmbeddingLookup(4, 2)", "f(2)"),
    *[function(f"nn.MultiFieldEmbeddingLookup(10, 2, 3, T(f(10, 2)), operator='{how}')(a, b, c)", *_FIELDS)
      for how in ("SUM", "MEAN", "MAX")],
    bad("nn.MultiFieldEmbeddingLookup(10, 2, 2, operator='a')"), bad("nn.MultiFieldEmbeddingLookup(10, 2, 0)"),
    bad("nn.MultiFieldEmbeddingLookup(10, 2, 2)", "i(0, 9, 5)", "f(5)", "i(0, 2, 5)"),
    bad("nn.MultiFieldEmbeddingLookup(10, 2, 2)", "f(2, 5)", "f(2, 5)", "i(0, 2, 2, 5)"),
    bad("nn.MultiFieldEmbeddingLookup(10, 2, 2)", "i(0, 9, 2, 5)", "i(0, 9, 2, 5)", "i(0, 2, 2, 5)"),
    bad("nn.MultiFieldEmbeddingLookup(10, 2, 2)", "i(0, 9, 2, 5)", "f(2, 5)", "f(2, 5)"),
    layer("nn.Conv2dBnAct(2, 3, 3, has_bn=True, activation='relu')", "f(2, 2, 5, 5)", train=True),
    layer("nn.Conv2dBnAct(2, 3, 3, pad_mode='pad', padding=1, has_bias=True, activation='leakyrelu', alpha=0.5)",
          "f(1, 2, 4, 4)"),
    layer("nn.Conv2dBnAct(2, 4, 2, 2, 'valid', group=2)", "f(1, 2, 4, 4)"),
    layer("nn.DenseBnAct(3, 2, has_bn=True, activation='sigmoid')", "f(4, 3)", train=True),
    layer("nn.DenseBnAct(3, 2, 'ones', activation=ops.ReLU())", "f(4, 3)"),
    layer("nn.DenseBnAct(3, 2, has_bias=False, activation=nn.Tanh())", "f(4, 3)"), layer("nn.DenseBnAct(3, 2)", "f(4, 3)"),
    *[bad(f"nn.Conv2dBnAct(3, 4, 3, {rest})") for rest in
      ("has_bn=1", "activation='foo'", "activation=3", "after_fake=1", "has_bn=True, momentum=2.0")],
    bad("nn.DenseBnAct(3, 4, activation=3)"), bad("nn.DenseBnAct(3, 4, has_bn=1)"),
    layer("nn.FocalLoss()", "f(4, 3)", "i(0, 3, 4, 1)"),
    layer("nn.FocalLoss(T(p(3)), 1.0, 'none')", "f(4, 3)", "i(0, 3, 4, 1)"),
    layer("nn.FocalLoss(T(p(3)), 1.5, 'none')", "f(4, 3)", _ONE_HOT, still=(1,)),
    layer("nn.FocalLoss(reduction='sum')", "f(2, 3, 4, 5)", "i(0, 3, 2, 1, 4, 5)"),
    layer("nn.FocalLoss(T(p(3)), reduction='none')", "f(2, 3, 4, 5)", "p(2, 3, 4, 5)", still=(1,)),
    layer("nn.FocalLoss(T(p(3)), reduction='none')", "f(1, 3, 4)", "i(0, 3, 1, 1, 4)"),
    bad("nn.FocalLoss(gamma=1)"), bad("nn.FocalLoss(weight=1.0)"), bad("nn.FocalLoss(weight=T(f(1, 2)))"),
    bad("nn.FocalLoss(reduction='a')"), bad("nn.FocalLoss()", "f(4, 3)", "i(0, 3, 4)"),
    bad("nn.FocalLoss()", "f(4, 3)", "i(0, 3, 4, 2)"), bad("nn.FocalLoss()", "f(4, 3)", "i(0, 3, 4, 1, dtype='uint8')"),
    bad("nn.FocalLoss()", "f(1, 2, 3, 4, 5)", "f(1, 2, 3, 4, 5)"), bad("nn.FocalLoss()", "f(3)", "f(3)"),
    layer("nn.SoftmaxCrossEntropyWithLogits()", "f(3, 5)", "p(3, 5)"),  # labels that do not sum to 1
    layer("nn.MultiClassDiceLoss()", "f(4, 3)", _ONE_HOT, still=(1,)),
    layer("nn.MultiClassDiceLoss(T(p(3, 4)), 1, 'sigmoid')", "f(4, 3)", _ONE_HOT, still=(1,)),
    layer("nn.MultiClassDiceLoss(activation=None)", "p(2, 3, 4, 5)", "p(2, 3, 4, 5, seed=1)", still=(1,)),
    layer("nn.MultiClassDiceLoss(activation=nn.Softsign())", "f(4, 3)", _ONE_HOT, still=(1,)),
    *[bad(f"nn.MultiClassDiceLoss({rest})") for rest in
      ("1.0", "T(p(3))", "ignore_indiex=1.0", "activation='a'", "activation=3")],
    bad("nn.MultiClassDiceLoss()", "f(4, 3)", "f(2, 3)"), bad("nn.MultiClassDiceLoss()", "f(3)", "f(3)"),
    bad("nn.MultiClassDiceLoss(T(p(2, 4)))", "f(4, 3)", "f(4, 3)"),
    layer(f"nn.SampledSoftmaxLoss(4, 7, {_SAMPLED})", *_SOFTMAX),
    layer(f"nn.SampledSoftmaxLoss(4, 7, reduction='mean', {_SAMPLED})", *_SOFTMAX),
    layer("nn.SampledSoftmaxLoss(4, 7, 2, (T(np.array([0, 3, 5, 1])), T(p(5, 2)), T(p(4))))", *_SOFTMAX[:2],
          "i(0, 7, 5, 2, dtype='int64')", _SOFTMAX[3]),
    *[bad(f"nn.SampledSoftmaxLoss({rest})") for rest in
      ("4, 7, 0", "4, 7, 1, seed=-1", "8, 7", "4, 7, 8", "4, 7, 1, 3", "4, 7, 1, (1, 2)", "4, 7, reduction='a'")],
    bad("nn.SampledSoftmaxLoss(4, 7)", *_SOFTMAX[:2], "f(5, 1)", _SOFTMAX[3]),
    bad("nn.MultilabelMarginLoss('a')"), bad("nn.MultilabelMarginLoss()", "f(2, 3)", "i(0, 3, 2, 3, dtype='int64')"),
    bad("nn.MultilabelMarginLoss()", "f(1, 2, 3)", "i(0, 3, 1, 2, 3)"),
    bad("nn.MultilabelMarginLoss()", "f(2, 3)", "i(0, 3, 2, 2)"),
    function("nn.Jvp(nn.Sigmoid())(a, b)", "f(3)", "f(3, seed=1)", still=(0, 1)),
    function("nn.Jvp(nn.MatMul())(a, b, (a, b))", "f(2, 3)", "f(3, 2)", still=(0, 1)),
    function("nn.Vjp(nn.Sigmoid())(a, b)", "f(3)", "f(3, seed=1)", still=(0, 1)),
    function("nn.Vjp(nn.MatMul())(a, b, c)", "f(2, 3)", "f(3, 2)", "f(2, 2)", still=(0, 1, 2)),
    function("nn.Vjp(nn.ImageGradients())(a, (a, 2 * a))", "f(1, 2, 3, 4)", still=(0,)),
    function("nn.Jvp(nn.ImageGradients())(a, a)", "f(1, 2, 3, 4)", still=(0,)),
]  # fmt: skip
