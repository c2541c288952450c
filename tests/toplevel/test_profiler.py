"""What is recorded, when, and where it is written; what MindSpore's compiler is told."""

import json

import numpy as np
import pytest

import msgrad
from msgrad import Tensor, log, nn, ops, profiler, runtime
from msgrad.graph.inline import lazy_inline
from msgrad.profiler.profiler import analyse


def traces(folder):
    return sorted(folder.rglob("*.xplane.pb"))


def test_schedule_of_steps(tmp_path):
    saved = []
    handler = profiler.tensorboard_trace_handler(str(tmp_path))
    steps = profiler.schedule(wait=1, active=1, repeat=1)

    def ready(profile):
        handler(profile)
        saved.append(profile)

    ready.folder = handler.folder
    with profiler.profile(schedule=steps, on_trace_ready=ready, profile_memory=True) as profile:
        profile.add_metadata("run", "first")
        profile.add_metadata_json("numbers", json.dumps([1, 2]))
        for _ in range(3):
            (ops.ones(2) + 1).asnumpy()
            profile.step()
    assert saved == [profile] and len(traces(tmp_path)) == 1
    assert json.loads((tmp_path / "profiler_metadata.json").read_text()) == {"run": "first", "numbers": [1, 2]}
    assert (tmp_path / "memory.prof").stat().st_size > 0
    analyse(str(tmp_path))


def test_monitor_reads_its_file(tmp_path):
    monitor = profiler.DynamicProfilerMonitor(str(tmp_path / "config"), str(tmp_path / "out"), poll_interval=1)
    file = tmp_path / "config" / "profiler_config.json"
    assert json.loads(file.read_text()) == {"start_step": -1, "stop_step": -1}
    file.write_text(json.dumps({"start_step": 2, "stop_step": 2}))
    for step in (1, 2, 3):
        monitor.on_train_step_begin(None)
        (ops.ones(3) * step).asnumpy()
        monitor.on_train_step_end(None)
    assert len(traces(tmp_path / "out")) == 1
    file.write_text("[]")
    with pytest.raises(ValueError, match="start_step"):
        monitor.on_train_step_begin(None)


@pytest.mark.parametrize("option", ["data_process", "hbm_ddr", "pcie", "parallel_strategy"])
def test_what_concerns_an_ascend(option):
    for kind in (profiler.profile, profiler.Profiler):
        with pytest.raises(NotImplementedError, match=option):
            kind(**{option: True})
    with pytest.raises(NotImplementedError, match="l2_cache"):
        profiler.profile(experimental_config=profiler._ExperimentalConfig(l2_cache=True))
    with pytest.raises(RuntimeError, match=r"profile\.stop"):
        profiler.profile(start_profile=False).stop()
    with pytest.raises(TypeError, match="activities"):
        profiler.profile(activities=["CPU"])


def test_messages(capsys):
    log.warning("about %s", 3)
    log.info("not shown")
    log.error("wrong")
    written = capsys.readouterr().err.splitlines()
    assert [line.split(" ")[0] for line in written] == ["[WARNING]", "[ERROR]"]
    assert f"[{__file__}:" in written[0] and written[0].endswith("] about 3")


def test_log_files(tmp_path, monkeypatch):
    settings = {"GLOG_v": "1", "GLOG_logtostderr": "0", "GLOG_log_dir": str(tmp_path), "GLOG_stderrthreshold": "4"}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(log, "_logger", None)
    monkeypatch.setattr(log, "_config", {})
    log.logging.getLogger(f"ME.mindspore.log.{log.os.getpid()}").handlers.clear()
    log.info("kept")
    try:
        assert log.get_level() == "1" and log.get_log_config()["GLOG_log_dir"].endswith("rank_0/logs")
        (file,) = (tmp_path / "rank_0" / "logs").iterdir()
        assert file.read_text().endswith("] kept\n")
    finally:
        log.logging.getLogger(f"ME.mindspore.log.{log.os.getpid()}").handlers.clear()
    monkeypatch.setattr(log, "_logger", None)
    monkeypatch.setenv("GLOG_v", "7")
    with pytest.raises(ValueError, match="GLOG_v"):
        log.get_level()


def test_events_measure():
    start, end = runtime.Event(enable_timing=True), runtime.Event(enable_timing=True)
    start.record()
    x = ops.ones((64, 64))
    for _ in range(3):
        x = ops.matmul(x, x) / 64
    end.record()
    assert start.elapsed_time(end) > 0 and end.query()
    with pytest.raises(RuntimeError, match="enable_timing"):
        start.elapsed_time(runtime.Event())


def test_words_to_the_compiler():
    class Block(nn.Cell):
        @lazy_inline
        def __init__(self):
            super().__init__()
            self.relu = nn.ReLU()

        def construct(self, x):
            return self.relu(x)

    assert Block()(Tensor([-1.0, 2.0])).tolist() == [0.0, 2.0]
    with pytest.raises(ValueError, match="policy"):
        lazy_inline(policy="other")
    scale = Tensor(shape=[None, 2], dtype=msgrad.float32)
    double = msgrad.enable_dynamic(x=scale)(msgrad.jit(lambda x: x * 2))
    for rows in (1, 3):
        np.testing.assert_array_equal(double(ops.ones((rows, 2))).asnumpy(), np.full((rows, 2), 2))
    with pytest.raises(ValueError, match=r"\(-1, 2\)"):
        double(ops.ones((2, 3)))
    with pytest.raises(TypeError, match="Float32"):
        double(ops.ones((2, 2), msgrad.float16))
    net = nn.Dense(2, 2, weight_init="ones", bias_init="zeros")
    gradient = msgrad.grad(lambda x: msgrad.recompute(net, x).sum())(ops.ones((1, 2)))
    assert gradient.tolist() == [[2.0, 2.0]] and "_recompute" not in net.__dict__
