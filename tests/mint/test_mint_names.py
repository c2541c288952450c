"""The names that `ops` and `nn` have for what mint has."""

import importlib
import subprocess
import sys

import mindspore as ms
import pytest
from mindspore import mint, nn, ops

from msgrad.nn.mint_names import MINT_NAMES as OF_NN
from msgrad.ops.mint_names import MINT_NAMES as OF_OPS


@pytest.mark.parametrize("module", [*OF_OPS, *OF_NN])
def test_names_are_found(module):
    names = (OF_OPS | OF_NN)[module].split()
    found = importlib.import_module(f"mindspore.{module}")
    assert all(callable(getattr(found, name)) for name in names)


def test_they_are_mints():
    assert ops.diff_ext is mint.diff
    assert nn.AvgPool2dExt is mint.nn.AvgPool2d
    assert ops.auto_generate.inplace_threshold is mint.nn.functional.threshold_
    assert ops.auto_generate.linalg_qr is mint.linalg.qr


def test_other_names_are_missed_as_before():
    with pytest.raises(AttributeError, match="neither MindSpore"):
        ops.dance_ext  # noqa: B018
    with pytest.raises(AttributeError):
        ops.auto_generate.dance  # noqa: B018


def test_metrics_in_nn():
    assert nn.Accuracy is ms.train.Accuracy


def test_mint_is_imported_when_asked_for():
    source = "import sys, msgrad; assert 'msgrad.mint' not in sys.modules; msgrad.mint.add"
    subprocess.run([sys.executable, "-c", source], check=True, timeout=120)
