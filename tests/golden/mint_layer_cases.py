"""Layers and optimizers of mint: their printed form, and the names, shapes and first values of their parameters; and what must
raise. MindSpore's CPU build makes these objects, though it can call few of them."""

LAYERS = """
nn.Linear(3, 4)
nn.Linear(3, 4, bias=False)
nn.Linear(3, 4, weight_init='ones', bias_init='zeros')
nn.Conv1d(2, 3, 3)
nn.Conv2d(4, 6, 3, groups=2)
nn.Conv2d(2, 3, (3, 2), padding='same', padding_mode='reflect', bias=False)
nn.Conv2d(2, 3, 3, stride=(2, 1), padding=(1, 0), dilation=2)
nn.Conv3d(2, 3, 3)
nn.ConvTranspose2d(4, 6, 3, groups=2)
nn.BatchNorm1d(3, affine=False)
nn.BatchNorm1d(3, track_running_stats=False)
nn.BatchNorm2d(3)
nn.BatchNorm3d(3, momentum=None)
nn.LayerNorm((3, 4))
nn.LayerNorm(4, elementwise_affine=False)
nn.LayerNorm([4], bias=False)
nn.GroupNorm(2, 4)
nn.GroupNorm(2, 4, affine=False)
nn.Dropout(0.3)
nn.Dropout2d(0.3)
nn.Embedding(4, 3)
nn.Embedding(4, 3, padding_idx=1)
nn.PReLU()
nn.PReLU(3, 0.1)
nn.Softmax(1)
nn.LogSoftmax(1)
nn.ELU()
nn.GELU()
nn.SiLU()
nn.Hardtanh()
nn.Threshold(0.1, 2)
nn.ReLU()
nn.AvgPool2d(2)
nn.MaxPool2d(2)
nn.AdaptiveAvgPool2d((2, 2))
nn.Upsample(scale_factor=2.0)
nn.Identity()
nn.Unfold(2)
nn.Fold((3, 3), 2)
nn.ZeroPad2d(1)
nn.ReflectionPad2d((1, 1, 1, 1))
nn.PixelShuffle(2)
nn.Flatten()
nn.CrossEntropyLoss()
nn.MSELoss()
nn.L1Loss()
nn.CosineEmbeddingLoss()
nn.NLLLoss()
nn.SmoothL1Loss()
""".strip().split("\n")

BAD = """
nn.Linear(0, 1)
nn.Linear(1.5, 1)
nn.Linear(2, 1, bias=1)
nn.Conv2d(0, 1, 1)
nn.Conv2d(3, 4, 3, groups=2)
nn.Conv2d(2, 4, 3, padding='full')
nn.Conv2d(2, 4, 3, padding='same', stride=2)
nn.Conv2d(2, 4, 3, padding_mode='x')
nn.Conv2d(2, 4, 0)
nn.Conv2d(2, 4, 3, bias=1)
nn.Conv2d(2, 4, 'a')
nn.BatchNorm2d(1.5)
nn.BatchNorm2d(3)(T(np.ones((2, 3), np.float32)))
nn.LayerNorm(1.5)
nn.LayerNorm(())
nn.GroupNorm(2, 3)
nn.GroupNorm(0, 3)
nn.Embedding(3, 2, padding_idx=5)
nn.Embedding(3, 2, max_norm='a')
nn.L1Loss('x')
nn.BCELoss(reduction='x')
nn.ZeroPad2d('a')
nn.ZeroPad2d((1, 2))
nn.ReflectionPad1d((1, 2, 3))
nn.functional.dropout(T([1.0]), p=2.0)
optim.Adam([p], lr=-1.0)
optim.Adam([p], lr=-1)
optim.Adam([p], betas=(1.0, 0.9))
optim.Adam([p], eps=-1.0)
optim.Adam([p], weight_decay=-1.0)
optim.Adam([])
optim.Adam([p], lr=T(0.1))
optim.Adam([{'params': [p]}, {'params': [p]}])
optim.Adam([{'par': [p]}])
optim.Adam([p], amsgrad=1)
optim.SGD([p])
optim.SGD([p], lr=0.1, nesterov=True)
optim.SGD([p], lr=0.1, momentum=-1)
""".strip().split("\n")


def _scope():
    import mindspore as ms
    import numpy as np

    p = ms.Parameter(ms.Tensor(np.ones(3, np.float32)), name="p")
    return {"nn": ms.mint.nn, "optim": ms.mint.optim, "T": ms.Tensor, "np": np, "p": p}


def describe(expr):
    """The printed form of a layer made after ``set_seed(1)``, and its parameters."""
    import mindspore as ms

    ms.set_seed(1)
    layer = eval(expr, _scope())
    parameters = [
        [q.name, list(q.shape), str(q.dtype), bool(q.requires_grad), q.asnumpy().ravel()[:4].tolist()]
        for q in layer.get_parameters()
    ]
    return {"repr": repr(layer), "parameters": parameters}


def error(expr):
    """The type of the exception that an expression raises, or None."""
    try:
        eval(expr, _scope())
    except Exception as error:
        return type(error).__name__
    return None
