"""The names that `mindspore.nn` and its inner modules have for layers of `mindspore.mint.nn`."""

_LAYERS = """
    AvgPool1dExt AvgPool2dExt AvgPool3dExt Dropout2dExt DropoutExt EmbeddingExt LayerNormExt Linear LogSoftmaxExt
    MaxPool2dExt PReLUExt
"""

MINT_NAMES = {
    "nn": f"{_LAYERS} L1LossExt",
    "nn.layer": _LAYERS,
    "nn.layer.activation": "LogSoftmaxExt PReLUExt SoftmaxExt",
    "nn.layer.basic": "Dropout2dExt DropoutExt Fold Linear UnfoldExt UpsampleExt",
    "nn.layer.embedding": "EmbeddingExt",
    "nn.layer.normalization": "LayerNormExt",
    "nn.layer.pooling": "AvgPool1dExt AvgPool2dExt AvgPool3dExt MaxPool2dExt avg_pool1d_ext max_pool2d_ext",
    "nn.loss": "L1LossExt",
    "nn.loss.loss": "L1LossExt",
}
