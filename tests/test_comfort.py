"""run_check, Profiler, and what get_context says."""

import re

import pytest

import msgrad
from msgrad import Profiler, Tensor, ops


def test_run_check(capsys):
    msgrad.run_check()
    printed = capsys.readouterr()
    out = printed.out.splitlines()
    assert len(out) == 2 and "stands in for it, on JAX" in printed.err
    assert out[0] == "MindSpore version:  2.10.0"
    assert re.fullmatch(
        r"The result of multiplication calculation is correct, MindSpore has been installed on platform \[\w+\] "
        "successfully!",
        out[1],
    )


def test_profiler_writes_what_tensorboard_reads(tmp_path):
    profiler = Profiler(output_path=str(tmp_path))
    ops.matmul(Tensor([[1.0]]), Tensor([[2.0]]))
    profiler.stop()
    profiler.analyse()
    assert list(tmp_path.rglob("*.xplane.pb"))


def test_profiler_refuses(tmp_path):
    with pytest.raises(NotImplementedError, match="profiler_level"):
        Profiler(profiler_level=1)
    with pytest.raises(TypeError):
        Profiler(output_path=3)
    profiler = Profiler(output_path=str(tmp_path), start_profile=False)
    with pytest.raises(RuntimeError):
        profiler.stop()


def test_context_tells_the_device():
    import jax

    msgrad.set_context(device_target="Ascend")
    assert msgrad.get_context("device_target") == jax.default_backend().upper()


def test_progress_bar_over_a_data_set():
    tqdm = pytest.importorskip("tqdm")
    import io

    from msgrad import dataset

    rows = dataset.NumpySlicesDataset([1.0, 2.0, 3.0], shuffle=False).batch(1)
    out = io.StringIO()
    batches = list(tqdm.tqdm(rows.create_tuple_iterator(), total=len(rows), file=out))
    assert len(batches) == 3 and "3/3" in out.getvalue()
    assert len(rows) == 3
