"""The benchmarks run: every net has the parameters that all contenders start from, and a table comes out."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"


@pytest.fixture
def workloads(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import workloads

    return workloads


@pytest.mark.parametrize("name", ["mlp", "lenet", "resnet18", "mobilenet", "lstm", "transformer"])
def test_parameters_are_those_of_the_list(workloads, name):
    workload = workloads.load(name)
    net = workload.mindspore_net()
    assert [tuple(p.shape) for p in net.trainable_params()] == [tuple(shape) for _, shape in workload.SHAPES]
    assert [a.shape for a in workloads.initial(workload)] == [tuple(shape) for _, shape in workload.SHAPES]


def test_table(tmp_path):
    command = [sys.executable, str(BENCHMARKS / "steps.py"), "--only", "mlp", "--rounds", "1"]
    command += ["--contenders", "msgrad", "msgrad-jit", "jax", "mindspore", "--json", str(tmp_path / "r.json")]
    out = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "| hand-written jax.jit |" in out.stdout
    assert "skipped: MindSpore, PyNative (mindspore is not installed)" in out.stdout
    rows = json.loads((tmp_path / "r.json").read_text())["workloads"]["mlp"]["contenders"]
    assert all(row["loss_difference"] < 1e-4 for row in rows.values())
    assert (
        rows["msgrad"]["programs_compiled_after_warm_up"] == rows["msgrad-jit"]["programs_compiled_after_warm_up"] == 0
    )
