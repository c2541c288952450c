"""Callbacks beyond what the real one can be asked: event files, signals, and saving by time."""

import json
import os
import signal
import struct
import subprocess
import sys

import numpy as np
import pytest
import train_cases
from mindspore import Tensor, load_checkpoint, train

from msgrad.common.protobuf import fields
from msgrad.dataset.formats.crc32c import masked_crc32c


def _events(path):
    """The events of a file: {field: content}, each checked."""
    data, at, events = path.read_bytes(), 0, []
    while at < len(data):
        (length,) = struct.unpack_from("<Q", data, at)
        body = data[at + 12 : at + 12 + length]
        assert struct.unpack_from("<I", data, at + 8)[0] == masked_crc32c(data[at : at + 8])
        assert struct.unpack_from("<I", data, at + 12 + length)[0] == masked_crc32c(body)
        events.append({field: content for field, _, content in fields(body)})
        at += 16 + length
    return events


def _values(event):
    found = {}
    for field, _, value in fields(event[5]):
        assert field == 1
        parts = {f: bytes(c) for f, _, c in fields(value)}
        found[parts[1].decode()] = struct.unpack("<f", parts[2])[0] if 2 in parts else parts[5]
    return found


def test_summary_collector_writes_event_files(tmp_path):
    losses = []
    log = train.LambdaCallback(
        on_train_step_end=lambda c: losses.append(float(c.original_args().net_outputs.asnumpy()))
    )
    train_cases.model().train(1, train_cases.rows(), callbacks=[train.SummaryCollector(str(tmp_path), 2), log])
    [path] = tmp_path.iterdir()
    assert "tfevents" in path.name  # by this TensorBoard knows them
    first, *rest = _events(path)
    assert bytes(first[3]) == b"brain.Event:2"
    assert [event[2] for event in rest] == [1, 2, 4]
    for event, step in zip(rest, (1, 2, 4), strict=True):
        values = _values(event)
        assert values["loss/auto"] == np.float32(losses[step - 1])
        histogram = {field: content for field, _, content in fields(values["weight/auto"])}
        assert struct.unpack("<d", histogram[3])[0] == 6
        assert np.frombuffer(histogram[7]).sum() == 6


def test_summary_record(tmp_path):
    with train.SummaryRecord(str(tmp_path)) as record:
        record.add_value("scalar", "a", Tensor(0.5))
        record.set_mode("eval")
        record.add_value("scalar", "a", Tensor([2.0]))
        assert record.record(7)
    [_, event] = _events(next(tmp_path.iterdir()))
    assert event[2] == 7
    assert _values(event) == {"a": 0.5, "eval/a": 2.0}
    with pytest.raises(NotImplementedError):
        record.add_value("image", "a", Tensor(0.5))
    with pytest.raises(ValueError):
        record.add_value("sound", "a", Tensor(0.5))
    with pytest.raises(NotImplementedError):
        train.SummaryCollector(str(tmp_path), collect_specified_data={"collect_graph": True})


def test_a_signal_ends_training_and_saves(tmp_path):
    class Kill(train.Callback):
        def on_train_step_end(self, run_context):
            if run_context.original_args().cur_step_num == 2:
                os.kill(os.getpid(), signal.SIGUSR1)

    before = signal.getsignal(signal.SIGUSR1)
    steps = []
    count = train.LambdaCallback(on_train_step_end=lambda c: steps.append(1))
    leave = train.OnRequestExit(save_mindir=False, directory=str(tmp_path), sig=signal.SIGUSR1)
    train_cases.model().train(2, train_cases.rows(), callbacks=[Kill(), leave, count])
    assert len(steps) in (2, 3)
    assert [p.name for p in tmp_path.iterdir()] == ["Net_train.ckpt"]
    assert "moments.weight" in load_checkpoint(str(tmp_path / "Net_train.ckpt"))
    assert signal.getsignal(signal.SIGUSR1) == before


def test_checkpoints_by_seconds(tmp_path):
    config = train.CheckpointConfig(save_checkpoint_steps=0, save_checkpoint_seconds=3600)
    train_cases.model().train(1, train_cases.rows(), callbacks=train.ModelCheckpoint("t", str(tmp_path), config))
    assert [p.name for p in tmp_path.iterdir()] == ["t-1_4.ckpt"]  # the last, at the end


def test_callbacks_are_entered_and_left_even_after_an_error():
    log = []

    class Guard(train.Callback):
        def __enter__(self):
            log.append("enter")
            return self

        def __exit__(self, kind, error, trace):
            log.append(kind and kind.__name__)

        def on_train_step_end(self, run_context):
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        train_cases.model().train(1, train_cases.rows(), callbacks=Guard())
    assert log == ["enter", "RuntimeError"]


def test_importing_train_touches_no_device():
    code = "import msgrad.train, msgrad.amp, json, jax._src.xla_bridge as b; print(json.dumps(len(b._backends)))"
    assert json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout) == 0
