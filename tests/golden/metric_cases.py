"""Cases of the metrics: what each gives for small seeded inputs, and what it raises."""

import numpy as np


def _rng(seed):
    return np.random.RandomState(seed)


def _probabilities(seed, rows, classes):
    draws = _rng(seed).rand(rows, classes).astype(np.float32)
    return draws / draws.sum(1, keepdims=True)


def _labels(seed, rows, classes):
    return _rng(seed).randint(0, classes, rows).astype(np.int32)


def _onehot(labels, classes):
    return np.eye(classes, dtype=np.float32)[labels]


P = _probabilities(0, 8, 4)
P2 = _probabilities(1, 8, 4)
Y = _labels(2, 8, 4)
Y2 = _labels(3, 8, 4)
M = (_rng(4).rand(6, 5) > 0.5).astype(np.int32)
MY = (_rng(5).rand(6, 5) > 0.5).astype(np.int32)
X5 = _rng(6).rand(3, 4, 5).astype(np.float32)
Y5 = _rng(7).rand(3, 4, 5).astype(np.float32)
M3 = (_rng(8).rand(3, 4, 6) > 0.5).astype(np.int32)
MY3 = (_rng(9).rand(3, 4, 6) > 0.5).astype(np.int32)
BOX = np.zeros((6, 7), np.int32)
BOX[1:4, 2:6] = 1
BOX2 = np.zeros((6, 7), np.int32)
BOX2[2:5, 1:5] = 1
SCORES = np.array([0.1, 0.4, 0.35, 0.8, 0.35, 0.9], np.float32)
TRUTH = np.array([0, 0, 1, 1, 1, 0], np.int32)
CONFUSION_Y = np.array([1, 0, 1, 0, 0, 2], np.int32)
CONFUSION_X = np.array([1, 0, 2, 0, 1, 2], np.int32)
CHANNELS = np.array([[[0], [1]], [[0], [0]], [[1], [1]], [[0], [1]]], np.float32)
CHANNELS_Y = np.array([[[0], [1]], [[1], [0]], [[0], [1]], [[0], [0]]], np.float32)

IMAGES = (_rng(0).rand(3, 2, 4, 5) > 0.5) * 1.0
IMAGES_Y = (_rng(1).rand(3, 2, 4, 5) > 0.5) * 1.0

# name: (class, its arguments, updates, arguments of eval), with "indexes" where set_indexes is called
CASES = {
    "accuracy": ("Accuracy", {}, [(P, Y), (P2, Y2)], {}),
    "accuracy onehot": ("Accuracy", {"eval_type": "classification"}, [(P, _onehot(Y, 4))], {}),
    "accuracy multilabel": ("Accuracy", {"eval_type": "multilabel"}, [(M, MY), (M[::-1], MY)], {}),
    "accuracy multilabel 3": ("Accuracy", {"eval_type": "multilabel"}, [(M3, MY3)], {}),
    "accuracy images": ("Accuracy", {}, [(_rng(1).rand(2, 3, 4), _rng(2).randint(0, 3, (2, 4)))], {}),
    "accuracy empty": ("Accuracy", {}, [], {}),
    "accuracy one": ("Accuracy", {}, [(P,)], {}),
    "accuracy shapes": ("Accuracy", {}, [(P, Y[:5])], {}),
    "accuracy classes": ("Accuracy", {}, [(P, Y), (_probabilities(1, 8, 3), _labels(3, 8, 3))], {}),
    "accuracy multilabel float": ("Accuracy", {"eval_type": "multilabel"}, [(P, MY)], {}),
    "accuracy type": ("Accuracy", {"eval_type": "other"}, [], {}),
    "accuracy type none": ("Accuracy", {"eval_type": 1}, [], {}),
    "accuracy indexes": ("Accuracy", {}, [(P2, Y, P)], {}, [2, 1]),
    "accuracy list": ("Accuracy", {}, [(P.tolist(), Y.tolist())], {}),
    "accuracy string": ("Accuracy", {}, [("a", Y)], {}),
    "precision": ("Precision", {}, [(P, Y), (P2, Y2)], {}),
    "precision average": ("Precision", {}, [(P, Y), (P2, Y2)], {"average": True}),
    "precision onehot": ("Precision", {}, [(P, _onehot(Y, 4))], {}),
    "precision multilabel": ("Precision", {"eval_type": "multilabel"}, [(M, MY), (M[::-1], MY)], {}),
    "precision multilabel average": ("Precision", {"eval_type": "multilabel"}, [(M, MY)], {"average": True}),
    "precision empty": ("Precision", {}, [], {}),
    "precision average type": ("Precision", {}, [(P, Y)], {"average": 1}),
    "precision label too big": ("Precision", {}, [(P, Y + 2)], {}),
    "recall": ("Recall", {}, [(P, Y), (P2, Y2)], {}),
    "recall average": ("Recall", {}, [(P, Y), (P2, Y2)], {"average": True}),
    "recall multilabel": ("Recall", {"eval_type": "multilabel"}, [(M, MY), (M[::-1], MY)], {}),
    "recall multilabel average": ("Recall", {"eval_type": "multilabel"}, [(M, MY)], {"average": True}),
    "recall empty": ("Recall", {}, [], {}),
    "recall classes": ("Recall", {}, [(P, Y), (_probabilities(1, 8, 3), _labels(3, 8, 3))], {}),
    "fbeta 1": ("Fbeta", {"beta": 1}, [(P, Y), (P2, Y2)], {}),
    "fbeta 2": ("Fbeta", {"beta": 2}, [(P, Y)], {}),
    "fbeta average": ("Fbeta", {"beta": 0.5}, [(P, Y)], {"average": True}),
    "fbeta onehot": ("Fbeta", {"beta": 1}, [(P, _onehot(Y, 4))], {}),
    "fbeta 0": ("Fbeta", {"beta": 0}, [], {}),
    "fbeta negative": ("Fbeta", {"beta": -1}, [], {}),
    "fbeta string": ("Fbeta", {"beta": "1"}, [], {}),
    "fbeta empty": ("Fbeta", {"beta": 1}, [], {}),
    "fbeta class numbers": ("Fbeta", {"beta": 1}, [(P, Y), (_probabilities(1, 8, 3), _labels(3, 8, 3))], {}),
    "f1": ("F1", {}, [(P, Y), (P2, Y2)], {}),
    "loss": ("Loss", {}, [(np.array(0.5, np.float32),), (np.array([1.5], np.float32),), (np.array(0.25),)], {}),
    "loss mixed": ("Loss", {}, [(np.array(0.5, np.float32),), (np.array([1.5, 3.0, 7.0], np.float32),)], {}),
    "loss number": ("Loss", {}, [(np.float32(0.5),)], {}),
    "loss vector": ("Loss", {}, [(np.array([1.5, 2.0], np.float32),)], {}),
    "loss two": ("Loss", {}, [(np.float32(0.5), np.float32(0.5))], {}),
    "loss empty": ("Loss", {}, [], {}),
    "mae": ("MAE", {}, [(X5, Y5), (Y5, X5)], {}),
    "mae empty": ("MAE", {}, [], {}),
    "mae one": ("MAE", {}, [(X5,)], {}),
    "mae broadcast": ("MAE", {}, [(X5, Y5[:1])], {}),
    "mse": ("MSE", {}, [(X5, Y5), (X5 * 2, Y5)], {}),
    "mse empty": ("MSE", {}, [], {}),
    "mse vector": ("MSE", {}, [(SCORES, TRUTH)], {}),
    "top1": ("Top1CategoricalAccuracy", {}, [(P, Y), (P2, Y2)], {}),
    "top5": ("Top5CategoricalAccuracy", {}, [(_probabilities(1, 9, 7), _labels(3, 9, 7))], {}),
    "topk": ("TopKCategoricalAccuracy", {"k": 3}, [(P, Y), (P2, Y2)], {}),
    "topk onehot": ("TopKCategoricalAccuracy", {"k": 2}, [(P, _onehot(Y, 4))], {}),
    "topk beyond": ("TopKCategoricalAccuracy", {"k": 9}, [(P, Y)], {}),
    "topk k 0": ("TopKCategoricalAccuracy", {"k": 0}, [], {}),
    "topk k float": ("TopKCategoricalAccuracy", {"k": 1.5}, [], {}),
    "topk empty": ("TopKCategoricalAccuracy", {"k": 3}, [], {}),
    "topk one": ("TopKCategoricalAccuracy", {"k": 3}, [(P,)], {}),
    "topk ties": ("TopKCategoricalAccuracy", {"k": 2}, [(np.ones((4, 4), np.float32), np.array([3, 3, 2, 0]))], {}),
    "confusion": ("ConfusionMatrix", {"num_classes": 3}, [(CONFUSION_X, CONFUSION_Y)], {}),
    "confusion two": (
        "ConfusionMatrix",
        {"num_classes": 3},
        [(CONFUSION_X, CONFUSION_Y), (CONFUSION_Y, CONFUSION_X)],
        {},
    ),
    "confusion probabilities": ("ConfusionMatrix", {"num_classes": 4}, [(P, Y)], {}),
    "confusion binary": ("ConfusionMatrix", {"num_classes": 2}, [(SCORES, TRUTH)], {}),
    "confusion threshold": ("ConfusionMatrix", {"num_classes": 2, "threshold": 0.3}, [(SCORES, TRUTH)], {}),
    "confusion on threshold": (
        "ConfusionMatrix",
        {"num_classes": 2},
        [(np.array([0.5, 0.25, 0.75]), np.array([1, 0, 1]))],
        {},
    ),
    "confusion ints": ("ConfusionMatrix", {"num_classes": 2}, [(np.array([0, 1, 1]), np.array([1, 0, 1]))], {}),
    "confusion floats": ("ConfusionMatrix", {"num_classes": 3}, [(np.array([0.0, 2.0, 1.0]), np.array([1, 0, 1]))], {}),
    "confusion None": (
        "ConfusionMatrix",
        {"num_classes": 2, "normalize": None},
        [(np.array([0, 1, 1]), np.array([1, 0, 1]))],
        {},
    ),
    "confusion images": (
        "ConfusionMatrix",
        {"num_classes": 3},
        [(_rng(1).rand(2, 3, 4), _rng(2).randint(0, 3, (2, 4)))],
        {},
    ),
    "confusion target": (
        "ConfusionMatrix",
        {"num_classes": 3, "normalize": "target"},
        [(CONFUSION_X, CONFUSION_Y)],
        {},
    ),
    "confusion prediction": (
        "ConfusionMatrix",
        {"num_classes": 3, "normalize": "prediction"},
        [(CONFUSION_X, CONFUSION_Y)],
        {},
    ),
    "confusion all": ("ConfusionMatrix", {"num_classes": 3, "normalize": "all"}, [(CONFUSION_X, CONFUSION_Y)], {}),
    "confusion nan": ("ConfusionMatrix", {"num_classes": 4, "normalize": "target"}, [(CONFUSION_X, CONFUSION_Y)], {}),
    "confusion normalize": ("ConfusionMatrix", {"num_classes": 3, "normalize": "rows"}, [], {}),
    "confusion threshold type": ("ConfusionMatrix", {"num_classes": 3, "threshold": 1}, [], {}),
    "confusion classes type": ("ConfusionMatrix", {"num_classes": 3.0}, [], {}),
    "confusion empty": ("ConfusionMatrix", {"num_classes": 3}, [], {}),
    "confusion one": ("ConfusionMatrix", {"num_classes": 3}, [(CONFUSION_X,)], {}),
    "confusion shapes": ("ConfusionMatrix", {"num_classes": 3}, [(CONFUSION_X, CONFUSION_Y[:4])], {}),
    "bleu": (
        "BleuScore",
        {},
        [
            (
                [["i", "have", "a", "pen", "on", "my", "desk"]],
                [[["i", "have", "a", "pen", "in", "my", "desk"], ["there", "is", "a", "pen", "on", "the", "desk"]]],
            )
        ],
        {},
    ),
    "bleu two": (
        "BleuScore",
        {},
        [
            ([["a", "b", "c", "d", "e"]], [[["a", "b", "c", "d"]]]),
            (
                [["a", "b", "c", "d"], ["x", "y", "z", "w", "v"]],
                [[["a", "b", "c", "d", "e"]], [["x", "y", "z", "w"], ["x"]]],
            ),
        ],
        {},
    ),
    "bleu n 2": (
        "BleuScore",
        {"n_gram": 2},
        [
            (
                [["the", "cat", "the", "cat", "on", "the", "mat"]],
                [[["the", "cat", "is", "on", "the", "mat"], ["there", "is", "a", "cat", "on", "the", "mat"]]],
            )
        ],
        {},
    ),
    "bleu zero": ("BleuScore", {}, [([["a", "b"]], [[["c", "d"]]])], {}),
    "bleu smooth": ("BleuScore", {"smooth": True}, [([["a", "b", "c", "d", "f"]], [[["a", "b", "c", "e"]]])], {}),
    "bleu smooth some": ("BleuScore", {"smooth": True}, [([["a", "b", "c", "d", "f"]], [[["a", "b", "c", "d"]]])], {}),
    "bleu few words": ("BleuScore", {}, [([["a", "b", "c", "d"]], [[["a", "b", "c", "d", "e", "f"], ["a", "b"]]])], {}),
    "bleu short": ("BleuScore", {"smooth": True}, [([["a", "b", "c"]], [[["a", "b", "c", "e", "f", "g"]]])], {}),
    "bleu n 5": ("BleuScore", {"n_gram": 5}, [], {}),
    "bleu n 0": ("BleuScore", {"n_gram": 0}, [], {}),
    "bleu n type": ("BleuScore", {"n_gram": 1.0}, [], {}),
    "bleu smooth type": ("BleuScore", {"smooth": 1}, [], {}),
    "bleu empty": ("BleuScore", {}, [], {}),
    "bleu one": ("BleuScore", {}, [([["a"]],)], {}),
    "bleu lengths": ("BleuScore", {}, [([["a"]], [[["a"]], [["b"]]])], {}),
    "cosine": ("CosineSimilarity", {}, [(X5[0],)], {}),
    "cosine diagonal": ("CosineSimilarity", {"zero_diagonal": False}, [(X5[0],)], {}),
    "cosine dot": ("CosineSimilarity", {"similarity": "dot"}, [(X5[0],)], {}),
    "cosine sum": ("CosineSimilarity", {"reduction": "sum"}, [(X5[0],)], {}),
    "cosine mean": ("CosineSimilarity", {"reduction": "mean"}, [(X5[0],)], {}),
    "cosine reduction": ("CosineSimilarity", {"reduction": "max"}, [], {}),
    "cosine similarity": ("CosineSimilarity", {"similarity": "l2"}, [], {}),
    "cosine twice": ("CosineSimilarity", {}, [(X5[0],), (X5[1],)], {}),
    "cosine empty": ("CosineSimilarity", {}, [], {}),
    "cosine two": ("CosineSimilarity", {}, [(X5[0], X5[1])], {}),
    "cosine diagonal type": ("CosineSimilarity", {"zero_diagonal": 1}, [], {}),
    "dice": ("Dice", {}, [(M.astype(np.float32), MY.astype(np.float32))], {}),
    "dice two": ("Dice", {"smooth": 1e-2}, [(P, _onehot(Y, 4)), (P2, _onehot(Y2, 4))], {}),
    "dice smooth": ("Dice", {"smooth": 1}, [(P, _onehot(Y, 4))], {}),
    "dice shapes": ("Dice", {}, [(P, Y)], {}),
    "dice empty": ("Dice", {}, [], {}),
    "dice one": ("Dice", {}, [(P,)], {}),
    "dice float64": ("Dice", {}, [(P.astype(np.float64), _onehot(Y, 4))], {}),
    "hausdorff": ("HausdorffDistance", {}, [(BOX, BOX2, 1)], {}),
    "hausdorff 0": ("HausdorffDistance", {}, [(BOX, BOX2, 0)], {}),
    "hausdorff directed": ("HausdorffDistance", {"directed": True}, [(BOX, BOX2, 1)], {}),
    "hausdorff taxicab": ("HausdorffDistance", {"distance_metric": "taxicab"}, [(BOX, BOX2, 1)], {}),
    "hausdorff chessboard": ("HausdorffDistance", {"distance_metric": "chessboard"}, [(BOX, BOX2, 1)], {}),
    "hausdorff percentile": ("HausdorffDistance", {"percentile": 80}, [(BOX, BOX2, 1)], {}),
    "hausdorff percentile float": ("HausdorffDistance", {"percentile": 55.5}, [(BOX, BOX2, 1)], {}),
    "hausdorff no crop": ("HausdorffDistance", {"crop": False}, [(BOX, BOX2, 1)], {}),
    "hausdorff random": ("HausdorffDistance", {}, [(M, MY, 1)], {}),
    "hausdorff 3d": ("HausdorffDistance", {}, [(M3, MY3, 1)], {}),
    "hausdorff taxicab random": ("HausdorffDistance", {"distance_metric": "taxicab"}, [(M3[0], MY3[0], 1)], {}),
    "hausdorff absent": ("HausdorffDistance", {}, [(BOX, BOX2, 5)], {}),
    "hausdorff half": ("HausdorffDistance", {}, [(BOX, np.zeros_like(BOX), 1)], {}),
    "hausdorff half back": ("HausdorffDistance", {"directed": True}, [(np.zeros_like(BOX), BOX, 1)], {}),
    "hausdorff percentile far": ("HausdorffDistance", {"percentile": 101.0}, [(BOX, BOX2, 1)], {}),
    "hausdorff twice": ("HausdorffDistance", {}, [(BOX, BOX2, 1), (M, MY, 1)], {}),
    "hausdorff metric": ("HausdorffDistance", {"distance_metric": "l2"}, [], {}),
    "hausdorff percentile type": ("HausdorffDistance", {"percentile": "a"}, [], {}),
    "hausdorff percentile beyond": ("HausdorffDistance", {"percentile": 101}, [], {}),
    "hausdorff empty": ("HausdorffDistance", {}, [], {}),
    "hausdorff two": ("HausdorffDistance", {}, [(BOX, BOX2)], {}),
    "hausdorff shapes": ("HausdorffDistance", {}, [(BOX, BOX2[:4], 1)], {}),
    "hausdorff label float": ("HausdorffDistance", {}, [(BOX, BOX2, 1.0)], {}),
    "hausdorff label text": ("HausdorffDistance", {}, [(BOX, BOX2, "1")], {}),
    "hausdorff directed type": ("HausdorffDistance", {"directed": 1}, [], {}),
    "surface": ("MeanSurfaceDistance", {}, [(BOX, BOX2, 1)], {}),
    "surface symmetric": ("MeanSurfaceDistance", {"symmetric": True}, [(BOX, BOX2, 1)], {}),
    "surface 0": ("MeanSurfaceDistance", {}, [(BOX, BOX2, 0)], {}),
    "surface taxicab": ("MeanSurfaceDistance", {"distance_metric": "taxicab"}, [(M, MY, 1)], {}),
    "surface chessboard": (
        "MeanSurfaceDistance",
        {"distance_metric": "chessboard", "symmetric": True},
        [(M, MY, 1)],
        {},
    ),
    "surface 3d": ("MeanSurfaceDistance", {}, [(M3, MY3, 1)], {}),
    "surface absent": ("MeanSurfaceDistance", {}, [(BOX, BOX2, 5)], {}),
    "surface absent symmetric": ("MeanSurfaceDistance", {"symmetric": True}, [(BOX, BOX2, 5)], {}),
    "surface half": ("MeanSurfaceDistance", {}, [(BOX, np.zeros_like(BOX), 1)], {}),
    "surface half symmetric": ("MeanSurfaceDistance", {"symmetric": True}, [(BOX, np.zeros_like(BOX), 1)], {}),
    "surface half back": ("MeanSurfaceDistance", {}, [(np.zeros_like(BOX), BOX, 1)], {}),
    "surface euclid symmetric": ("MeanSurfaceDistance", {"symmetric": True}, [(M3, MY3, 1)], {}),
    "surface metric": ("MeanSurfaceDistance", {"distance_metric": "l2"}, [], {}),
    "surface empty": ("MeanSurfaceDistance", {}, [], {}),
    "surface two": ("MeanSurfaceDistance", {}, [(BOX, BOX2)], {}),
    "surface shapes": ("MeanSurfaceDistance", {}, [(BOX, BOX2[:4], 1)], {}),
    "rms": ("RootMeanSquareDistance", {}, [(BOX, BOX2, 1)], {}),
    "rms symmetric": ("RootMeanSquareDistance", {"symmetric": True}, [(BOX, BOX2, 1)], {}),
    "rms 0": ("RootMeanSquareDistance", {}, [(BOX, BOX2, 0)], {}),
    "rms taxicab": ("RootMeanSquareDistance", {"distance_metric": "taxicab"}, [(M, MY, 1)], {}),
    "rms chessboard": (
        "RootMeanSquareDistance",
        {"distance_metric": "chessboard", "symmetric": True},
        [(M, MY, 1)],
        {},
    ),
    "rms absent": ("RootMeanSquareDistance", {}, [(BOX, BOX2, 5)], {}),
    "rms half": ("RootMeanSquareDistance", {}, [(BOX, np.zeros_like(BOX), 1)], {}),
    "rms half back": ("RootMeanSquareDistance", {}, [(np.zeros_like(BOX), BOX, 1)], {}),
    "rms half back symmetric": ("RootMeanSquareDistance", {"symmetric": True}, [(np.zeros_like(BOX), BOX, 1)], {}),
    "rms euclid symmetric": ("RootMeanSquareDistance", {"symmetric": True}, [(M3, MY3, 1)], {}),
    "rms empty": ("RootMeanSquareDistance", {}, [], {}),
    "rms symmetric type": ("RootMeanSquareDistance", {"symmetric": 1}, [], {}),
    "perplexity": ("Perplexity", {}, [(P, Y)], {}),
    "perplexity two": ("Perplexity", {}, [(P, Y), (P2, Y2)], {}),
    "perplexity ignore": ("Perplexity", {"ignore_label": 1}, [(P, Y)], {}),
    "perplexity ignore float": ("Perplexity", {"ignore_label": 1.0}, [], {}),
    "perplexity empty": ("Perplexity", {}, [], {}),
    "perplexity one": ("Perplexity", {}, [(P,)], {}),
    "perplexity shapes": ("Perplexity", {}, [(P, _onehot(Y, 4))], {}),
    "perplexity sequence": ("Perplexity", {}, [(P.reshape(2, 4, 4), Y.reshape(2, 4))], {}),
    "perplexity zero": ("Perplexity", {}, [(np.zeros((2, 2), np.float32), np.zeros(2, np.int32))], {}),
    "perplexity all ignored": ("Perplexity", {"ignore_label": 0}, [(P, Y * 0)], {}),
    "roc": ("ROC", {"pos_label": 1}, [(SCORES, TRUTH)], {}),
    "roc default": ("ROC", {}, [(SCORES, TRUTH)], {}),
    "roc 0": ("ROC", {"pos_label": 0}, [(SCORES, TRUTH)], {}),
    "roc two": ("ROC", {"pos_label": 1}, [(SCORES, TRUTH), (SCORES[::-1].copy(), TRUTH)], {}),
    "roc classes": ("ROC", {"class_num": 4}, [(P, np.array([0, 1, 2, 3, 1, 0, 2, 3], np.int32))], {}),
    "roc class num": ("ROC", {"class_num": 1.0}, [], {}),
    "roc pos label": ("ROC", {"pos_label": "a"}, [], {}),
    "roc no positive": ("ROC", {"pos_label": 3}, [(SCORES, TRUTH)], {}),
    "roc one": ("ROC", {}, [(SCORES,)], {}),
    "roc missing class": ("ROC", {"class_num": 3}, [(P, Y)], {}),
    "roc 2d": ("ROC", {"pos_label": 1}, [(P[:, :2], TRUTH[:4].repeat(2))], {}),
    "roc images": (
        "ROC",
        {"class_num": 3},
        [(_rng(3).rand(2, 3, 4).astype(np.float32), np.array([[0, 1, 2, 0], [1, 2, 0, 1]], np.int32))],
        {},
    ),
}

_METRIC_NAMES = (
    "sensitivity specificity precision negative_predictive_value miss_rate fall_out false_discovery_rate "
    "false_omission_rate prevalence_threshold threat_score accuracy balanced_accuracy f1_score "
    "matthews_correlation_coefficient fowlkes_mallows_index informedness markedness tpr ppv hit_rate recall selectivity "
    "tnr npv fnr fpr fdr for pt ts ba mcc fm bm mk critical_success_index"
).split()
for _name in _METRIC_NAMES:
    CASES[f"cmm {_name}"] = ("ConfusionMatrixMetric", {"metric_name": _name}, [(CHANNELS, CHANNELS_Y)], {})
for _decrease in ("none", "mean", "sum", "mean_batch", "sum_batch", "mean_channel", "sum_channel"):
    for _calculation in (False, True):
        for _skip in (False, True):
            CASES[f"cmm {_decrease} {_calculation} {_skip}"] = (
                "ConfusionMatrixMetric",
                {
                    "skip_channel": _skip,
                    "metric_name": "ppv",
                    "calculation_method": _calculation,
                    "decrease": _decrease,
                },
                [(IMAGES, IMAGES_Y), (IMAGES_Y[:2], IMAGES[:2])],
                {},
            )
CASES["cmm name"] = ("ConfusionMatrixMetric", {"metric_name": "other"}, [(CHANNELS, CHANNELS_Y)], {})
CASES["cmm decrease"] = ("ConfusionMatrixMetric", {"decrease": "other"}, [], {})
CASES["cmm skip"] = ("ConfusionMatrixMetric", {"skip_channel": 1}, [], {})
CASES["cmm calculation"] = ("ConfusionMatrixMetric", {"calculation_method": 1}, [], {})
CASES["cmm empty"] = ("ConfusionMatrixMetric", {}, [], {})
CASES["cmm one"] = ("ConfusionMatrixMetric", {}, [(CHANNELS,)], {})
CASES["cmm one channel"] = ("ConfusionMatrixMetric", {}, [(CHANNELS[:, :1], CHANNELS_Y[:, :1])], {})
CASES["cmm 2d"] = ("ConfusionMatrixMetric", {"skip_channel": False}, [(CHANNELS[:, :, 0], CHANNELS_Y[:, :, 0])], {})
CASES["cmm images"] = (
    "ConfusionMatrixMetric",
    {"skip_channel": False, "metric_name": "f1_score"},
    [((_rng(1).rand(3, 2, 4, 5) > 0.5) * 1.0, (_rng(2).rand(3, 2, 4, 5) > 0.5) * 1.0)],
    {},
)


def described(value):
    """A JSON form that keeps the type."""
    if isinstance(value, np.ndarray):
        return {
            "array": str(value.dtype),
            "shape": list(value.shape),
            "values": np.asarray(value, np.float64).ravel().tolist(),
        }
    if isinstance(value, list | tuple):
        return {type(value).__name__: [described(v) for v in value]}
    if isinstance(value, bool | int | float | np.generic):
        return {type(value).__name__: float(value)}
    return {type(value).__name__: str(value)}


def run_case(mindspore, case, as_tensors):
    """The figures of one case, with a "mindspore" and with numpy arrays or Tensors as inputs."""
    name, arguments, updates, evaluation, *indexes = case
    try:
        metric = getattr(mindspore.train, name)(**arguments)
        if indexes:
            assert metric.set_indexes(indexes[0]) is metric
        metric.clear()
        for inputs in updates:
            if as_tensors:
                inputs = [mindspore.Tensor(x) if isinstance(x, np.ndarray) else x for x in inputs]
            metric.update(*inputs)
        return described(metric.eval(**evaluation))
    except Exception as error:  # noqa: BLE001
        return {"raises": type(error).__name__}


def _function(call):
    try:
        return described(call())
    except Exception as error:  # noqa: BLE001
        return {"raises": type(error).__name__}


def run_functions(mindspore):
    """The figures of the functions beside the metrics."""
    train = mindspore.train
    x, y = np.array([0.0, 0.2, 0.5, 1.0]), np.array([0.1, 0.4, 0.8, 1.0])
    return {
        "auc": _function(lambda: train.auc(x, y)),
        "auc falling": _function(lambda: train.auc(x[::-1].copy(), y)),
        "auc disorder": _function(lambda: train.auc(x[[1, 0, 2, 3]], y)),
        "auc reorder": _function(lambda: train.auc(x[[1, 0, 2, 3]], y, reorder=True)),
        "auc one point": _function(lambda: train.auc(x[:1], y[:1])),
        "auc lengths": _function(lambda: train.auc(x, y[:2])),
        "auc list": _function(lambda: train.auc(x.tolist(), y.tolist())),
        "auc 2d": _function(lambda: train.auc(x[None], y[None])),
        "names": train.names(),
        "metric fns": {
            n: type(train.get_metric_fn(n, *{"topk": [2], "confusion_matrix": [3]}.get(n, []))).__name__
            for n in train.names()
            if n != "auc"
        },
        "metric fn unknown": _function(lambda: train.get_metric_fn("accurate")),
        "metric fn type": _function(lambda: train.get_metric_fn(1)),
        "indexes type": _function(lambda: train.Accuracy().set_indexes((0, 1))),
        "indexes float": _function(lambda: train.Accuracy().set_indexes([0.0, 1])),
        "indexes none": _function(lambda: train.Accuracy().indexes),
        "indexes beyond": _function(lambda: train.Accuracy().set_indexes([0, 3]).update(P, Y)),
        "abstract": _function(lambda: train.Metric()),
    }  # fmt: skip


def run_occlusion(mindspore):
    """Sensitivities of one image, with several arguments."""

    class Scores(mindspore.nn.Cell):
        def __init__(self):
            super().__init__()
            self.w = mindspore.Tensor(np.linspace(-1, 1, 48).reshape(16, 3).astype(np.float32))

        def construct(self, x):
            return mindspore.ops.matmul(x.reshape((x.shape[0], -1)), self.w)

    image, label = mindspore.Tensor(_rng(0).rand(1, 1, 4, 4).astype(np.float32)), mindspore.Tensor(1, mindspore.int32)
    figures = {}
    for arguments in (
        {},
        {"n_batch": 5},
        {"b_box": [-1, -1, 1, 2, -1, -1]},
        {"margin": 1, "pad_val": 1.0},
        {"margin": 3},
    ):
        metric = mindspore.train.OcclusionSensitivity(**arguments)
        metric.update(Scores(), image, label)
        figures[str(arguments)] = metric.eval().tolist()
    return figures
