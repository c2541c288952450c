"""The metrics against the real MindSpore's figures."""

import json
import pathlib

import metric_cases
import numpy as np
import pytest

import msgrad
from msgrad import Tensor, train

GOLDEN = json.loads((pathlib.Path(__file__).parents[1] / "golden" / "metrics.json").read_text())

# Where the real one fails by a mistake of its own: what is here instead.
DIFFERENT = {
    "perplexity sequence": "the real one cannot index labels of two dimensions",
    "roc classes": "the real one takes the rows of several classes apart in the wrong order",
    "roc images": "the real one cannot transpose predictions of three dimensions",
    **{
        f"cmm {decrease} True {skip}": "the real one reduces to a single number or fails; here as documented"
        for decrease in ("none", "mean_batch", "sum_batch", "mean_channel", "sum_channel")
        for skip in (True, False)
    },
}


def _same(ours, theirs, name):
    if "raises" in theirs or "raises" in ours:
        assert ours == theirs, name
        return
    for key in theirs:
        if key in ("list", "tuple"):
            assert len(ours[key]) == len(theirs[key])
            for a, b in zip(ours[key], theirs[key], strict=True):
                _same(a, b, name)
        elif key == "array":
            assert (ours[key], ours["shape"]) == (theirs[key], theirs["shape"])
            np.testing.assert_allclose(ours["values"], theirs["values"], 1e-5)
        elif key == "NoneType":
            assert ours == theirs
        elif key not in ("shape", "values"):
            kinds = {"float", "float64", "float32"}  # Python's or numpy's floats: they behave alike
            (kind,) = ours
            assert kind == key or {kind, key} <= kinds, f"{ours} is not {theirs}"
            np.testing.assert_allclose(ours[kind], theirs[key], 1e-5)


@pytest.mark.parametrize("tensors", [False, True], ids=["numpy", "Tensor"])
@pytest.mark.parametrize("name", [n for n in metric_cases.CASES if n not in DIFFERENT])
def test_metric(name, tensors):
    _same(metric_cases.run_case(msgrad, metric_cases.CASES[name], tensors), GOLDEN["cases"][name], name)


def test_functions():
    ours = metric_cases.run_functions(msgrad)
    for name, theirs in GOLDEN["functions"].items():
        if isinstance(theirs, dict) and name != "metric fns":
            _same(ours[name], theirs, name)
        else:
            assert ours[name] == theirs


def test_occlusion_sensitivity():
    golden = GOLDEN["occlusion"]
    for case, ours in metric_cases.run_occlusion(msgrad).items():
        np.testing.assert_allclose(ours, golden[case], 1e-5, 1e-6)


def test_reduced_figures_of_several_channels():
    metric = train.ConfusionMatrixMetric(True, "ppv", True, "mean_batch")
    metric.update(metric_cases.IMAGES, metric_cases.IMAGES_Y)
    predicted, true = metric_cases.IMAGES.reshape(3, 2, -1), metric_cases.IMAGES_Y.reshape(3, 2, -1)
    each = (predicted * true).sum(2) / predicted.sum(2)
    np.testing.assert_allclose(metric.eval(), each.mean(0))
    for decrease, figures in (("none", each), ("mean_channel", each.mean(1)), ("sum_batch", each.sum(0))):
        metric = train.ConfusionMatrixMetric(True, "ppv", True, decrease)
        metric.update(metric_cases.IMAGES, metric_cases.IMAGES_Y)
        np.testing.assert_allclose(metric.eval(), figures)


def test_roc_of_several_classes_is_that_of_each():
    labels = np.array([0, 1, 2, 3, 1, 0, 2, 3])
    several = train.ROC(class_num=4)
    several.update(metric_cases.P, labels)
    for c, curve in enumerate(zip(*several.eval(), strict=True)):
        one = train.ROC()
        one.update(metric_cases.P[:, c], (labels == c).astype(int))
        for a, b in zip(curve, one.eval(), strict=True):
            np.testing.assert_array_equal(a, b)


def test_perplexity_of_sequences():
    flat, nested = train.Perplexity(), train.Perplexity()
    flat.update(metric_cases.P, metric_cases.Y)
    nested.update(metric_cases.P.reshape(2, 4, 4), metric_cases.Y.reshape(2, 4))
    assert flat.eval() == nested.eval()


def test_bfloat16():
    metric = train.Accuracy()
    metric.update(Tensor(metric_cases.P).astype(msgrad.bfloat16), Tensor(metric_cases.Y))
    assert metric.eval() == 0.25


def test_a_metric_of_ones_own():
    class Largest(train.Metric):
        def __init__(self):
            super().__init__()
            self.clear()

        def clear(self):
            self.largest = -np.inf

        @train.rearrange_inputs
        def update(self, *inputs):
            self.largest = max(self.largest, self._convert_data(inputs[0]).max())

        def eval(self):
            return self.largest

    metric = Largest().set_indexes([1])
    metric.update(Tensor([5.0]), Tensor([2.0]))
    assert metric.eval() == 2.0
