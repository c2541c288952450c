"""After `set_seed` scripts print the losses that they print on the real MindSpore (tests/golden/make_seeded.py)."""

import json
import os
import pathlib

import make_seeded
import pytest
import seeded_data

from msgrad.__main__ import main

FIGURES = json.loads((make_seeded.HERE / "seeded.json").read_text())
pytestmark = pytest.mark.usefixtures("interpreter")
DIGITS = 5e-5  # half a unit of the fourth digit of 1.000


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    seeded_data.write(folder)
    return folder


def check(capsys, monkeypatch, folder, name, figures, *arguments):
    monkeypatch.setenv("DATA", str(folder))
    assert main([str(seeded_data.SCRIPTS / f"{name}.py"), *arguments]) == 0
    got = make_seeded.figures(capsys.readouterr().out)
    assert got["losses"] == pytest.approx(figures["losses"], rel=DIGITS)
    assert got["accuracy"] == pytest.approx(figures["accuracy"], abs=0.003)


@pytest.mark.parametrize("jit", [[], ["--jit"]], ids=["un-jitted", "jitted"])
@pytest.mark.parametrize("name", make_seeded.RUNS)
def test_as_on_mindspore(capsys, monkeypatch, data, name, jit):
    check(capsys, monkeypatch, data, name, FIGURES[" ".join([name, *jit])], *make_seeded.RUNS[name], *jit)


@pytest.mark.slow
def test_an_epoch_of_the_whole_of_fashion_mnist(capsys, monkeypatch, tmp_path):
    source = pathlib.Path(os.environ.get("FASHION_MNIST", "/usr/share/datasets/fashion-mnist"))
    if not source.exists():
        pytest.skip("FASHION_MNIST names no folder with the four gz files of the collection")
    seeded_data.unpack(source, tmp_path)
    check(capsys, monkeypatch, tmp_path, "quickstart", FIGURES["quickstart whole"])
