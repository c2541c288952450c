"""After `set_seed` scripts print the losses that they print on the real MindSpore (tests/golden/make_seeded.py)."""

import json

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


def check(capsys, monkeypatch, folder, key, mean, *arguments):
    """mean: how far the means of all losses may be apart."""
    monkeypatch.setenv("DATA", str(folder))
    assert main([str(seeded_data.SCRIPTS / f"{key.split()[0]}.py"), *arguments]) == 0
    got, figures = make_seeded.figures(capsys.readouterr().out), FIGURES[key]
    assert got["losses"] == pytest.approx(figures["losses"], rel=DIGITS)
    if "mean" in figures:
        assert got["mean"] == pytest.approx(figures["mean"], rel=mean)
    assert got["accuracy"] == pytest.approx(figures["accuracy"], abs=0.003)


@pytest.mark.parametrize("jit", [[], ["--jit"]], ids=["un-jitted", "jitted"])
@pytest.mark.parametrize("name", make_seeded.RUNS)
def test_as_on_mindspore(capsys, monkeypatch, data, name, jit):
    check(capsys, monkeypatch, data, " ".join([name, *jit]), DIGITS, *make_seeded.RUNS[name], *jit)


@pytest.mark.slow
@pytest.mark.parametrize("key", [key for key in FIGURES if key.endswith("whole")])
def test_an_epoch_of_all_data(capsys, monkeypatch, tmp_path, key):
    name, *jit, _ = key.split()
    try:
        seeded_data.write_whole(tmp_path, name)
    except FileNotFoundError as error:
        pytest.skip(str(error))
    check(capsys, monkeypatch, tmp_path, key, 0.005, *jit)
