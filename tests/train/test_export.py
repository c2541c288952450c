"""mindspore.export, load and nn.GraphCell: trained Cells served without their Python, and what is refused."""

import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import mindspore
import numpy as np
import pytest
from mindspore import Parameter, Tensor, nn, ops

from msgrad.common.protobuf import fields
from msgrad.engine.profile import profile
from msgrad.train import checkpoint_file

HERE = Path(__file__).parents[1] / "golden"


@pytest.fixture
def inside(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Net(nn.Cell):
    """A convolution, running statistics, dropout, a buffer and two outputs."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3, pad_mode="same")
        self.bn = nn.BatchNorm2d(4)
        self.drop = nn.Dropout(p=0.5)
        self.fc = nn.Dense(4 * 16, 3)
        self.register_buffer("scale", Tensor(np.array([2.0, 3.0, 4.0], np.float32)))

    def construct(self, x):
        x = self.drop(ops.relu(self.bn(self.conv(x))))
        out = self.fc(x.reshape(x.shape[0], -1)) * self.scale
        return out, ops.softmax(out)


def image(batch=2, seed=0):
    return Tensor(np.random.default_rng(seed).normal(size=(batch, 1, 4, 4)).astype(np.float32))


def trained():
    net = Net()
    net.set_train(True)
    for seed in range(3):
        net(image(8, seed))  # the statistics are no longer those of the beginning
    return net.set_train(False)


def exported(net, *inputs, name="net", **arguments):
    mindspore.export(net, *inputs, file_name=name, file_format="MINDIR", **arguments)
    return nn.GraphCell(mindspore.load(name + ".mindir"))


def assert_same(found, expected):
    for one, other in zip(found, expected, strict=True):
        assert one.dtype == other.dtype
        np.testing.assert_allclose(one.asnumpy(), other.asnumpy(), rtol=1e-5, atol=1e-6)


SERVER = """
import json
import mindspore, numpy as np
from mindspore import Tensor, nn
graph = nn.GraphCell(mindspore.load("net.mindir"))
x = Tensor(np.load("x.npy"))
print(json.dumps([out.asnumpy().tolist() for out in graph(x)]))
print([p.name for p in graph.get_parameters()])
"""


def test_a_fresh_process_gives_the_same_numbers(inside):
    net = trained()
    mindspore.export(net, image(), file_name="net", file_format="MINDIR")
    assert stat.S_IMODE(os.stat("net.mindir").st_mode) == 0o400
    np.save("x.npy", image(seed=9).asnumpy())
    Path("serve.py").write_text(SERVER)
    home = str(Path(mindspore.__file__).parents[1])
    command = [sys.executable, "-m", "msgrad", "serve.py"]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": home})
    assert done.returncode == 0, done.stderr
    numbers, names = done.stdout.splitlines()
    assert_same([Tensor(np.float32(out)) for out in json.loads(numbers)], net(image(seed=9)))
    assert "conv.weight" in names


def test_statistics_and_dropout_are_as_in_evaluation(inside):
    net = trained()
    graph = exported(net, image())
    assert_same(graph(image(seed=5)), net(image(seed=5)))
    assert_same(graph(image(seed=5)), graph(image(seed=5)))


def test_training_mode_is_warned_of(inside):
    with pytest.warns(UserWarning, match=r"training mode.*set_train\(False\)"):
        mindspore.export(Net().set_train(True), image(), file_name="net", file_format="MINDIR")


def test_the_cell_is_left_as_it_is(inside):
    net = trained()
    before = {p.name: p.asnumpy().copy() for p in net.get_parameters()}
    exported(net, image())
    assert all(np.array_equal(p.asnumpy(), before[p.name]) for p in net.get_parameters())
    assert_same(net(image()), net(image()))


@pytest.mark.parametrize("batch", [1, 2, 7])
def test_an_open_batch(batch, inside):
    net = trained()
    graph = exported(net, Tensor(shape=[None, 1, 4, 4], dtype=mindspore.float32))
    assert_same(graph(image(batch)), net(image(batch)))
    with pytest.raises(ValueError, match=r"input 0 must have the shape \(n0_0, 1, 4, 4\), but got \(2, 1, 4, 5\)"):
        graph(Tensor(np.ones((2, 1, 4, 5), np.float32)))


class Sum(nn.Cell):
    def construct(self, x, y, times=2):
        return (x + y) * times


def test_two_open_batches_that_must_be_equal(inside):
    open_one = Tensor(shape=[None, 3], dtype=mindspore.float32)
    graph = exported(Sum(), open_one, open_one)
    ones = Tensor(np.ones((5, 3), np.float32))
    assert graph(ones, ones).asnumpy().tolist() == [[4.0] * 3] * 5


def test_numbers_are_fixed(inside):
    x = Tensor(np.ones(3, np.float32))
    assert exported(Sum(), x, x, 5)(x, x).asnumpy().tolist() == [10.0] * 3


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "int32", "bool_", "float64"])
def test_dtypes(dtype, inside):
    x = Tensor(np.array([0, 1, 2]), getattr(mindspore, dtype))
    graph = exported(Sum(), x, x, 1)
    assert graph(x, x).dtype == Sum()(x, x, 1).dtype
    with pytest.raises(TypeError, match="input 0 must be of dtype"):
        graph(x.astype(mindspore.complex64), x)


def test_parameters_as_inputs(inside):
    class Biased(nn.Cell):
        def __init__(self):
            super().__init__()
            self.bias = Parameter([0, 1, -1])

        def construct(self, x):
            return x + self.bias

    given = Parameter([1, 2, 3], name="given")
    assert exported(Biased(), given)(given).asnumpy().tolist() == [1, 3, 2]


def test_other_weights(inside):
    net = nn.Dense(3, 2)
    x = Tensor(np.ones((1, 3), np.float32))
    mindspore.export(net, x, file_name="net", file_format="MINDIR")
    graph = mindspore.load("net.mindir")
    other = nn.GraphCell(graph, params_init={"bias": Parameter(net.bias + 1)})
    np.testing.assert_allclose(other(x).asnumpy(), net(x).asnumpy() + 1, rtol=1e-6)
    np.testing.assert_allclose(nn.GraphCell(graph)(x).asnumpy(), net(x).asnumpy(), rtol=1e-6)
    assert repr(graph) == "FuncGraph(float32[1, 3]; 2 weights; cpu)"


def test_a_call_is_one_program(inside):
    graph = exported(trained(), image())
    graph(image())[0].asnumpy()
    counts = profile()
    counts.reset()
    for seed in range(3):
        graph(image(seed=seed))[0].asnumpy()
    assert counts.programs_compiled == 0
    assert counts.operators_recorded <= 3


# -- what is refused -----------------------------------------------------------------------------------------

OUTSIDE = Parameter([1.0, 2.0, 3.0], name="far_away")


class UsesGlobal(nn.Cell):
    def construct(self, x):
        return x + OUTSIDE


def uses_closure():
    inner = Parameter([1.0, 2.0, 3.0], name="far_away")

    class UsesClosure(nn.Cell):
        def construct(self, x):
            return x * inner

    return UsesClosure()


@pytest.mark.parametrize("net", [UsesGlobal, lambda: nn.SequentialCell(nn.ReLU(), UsesGlobal()), uses_closure])
def test_parameters_from_outside_are_refused(net, inside):
    with pytest.raises(ValueError, match=r"'far_away', which is no part of the Cell.*make it an attribute"):
        exported(net(), Tensor(np.ones(3, np.float32)))
    assert os.listdir() == []


class Branches(nn.Cell):
    def construct(self, x):
        return x if float(x.sum().asnumpy()) > 0 else -x


X = np.ones((2, 3), np.float32)


@pytest.mark.parametrize(
    ("error", "match", "net", "arguments"),
    [
        (TypeError, "'net' must be a Cell", 3, {}),
        (TypeError, "make the function one", lambda x: x, {}),
        (TypeError, "'file_name' must be a str", None, {"file_name": 3}),
        (ValueError, "must be 'MINDIR', but got 'foo'", None, {"file_format": "foo"}),
        (ValueError, "must be 'MINDIR', but got 3", None, {"file_format": 3}),
        (ValueError, "'ONNX' is not supported.*use file_format='MINDIR'", None, {"file_format": "ONNX"}),
        (ValueError, "'AIR' is not supported", None, {"file_format": "AIR"}),
        (ValueError, "'enc_key' is not supported: leave it out", None, {"enc_key": b"0" * 16}),
        (ValueError, "'obf_config' is not supported", None, {"obf_config": {}}),
        (ValueError, "'foo' is not supported", None, {"foo": 1}),
        (ValueError, "'platforms' must be some of cpu", None, {"platforms": ["abacus"]}),
        (TypeError, "input 0 must be a Tensor, but got a ndarray", None, {"inputs": [X]}),
        (TypeError, "cannot be exported: .*missing", None, {"inputs": []}),
        (ValueError, "cannot be exported: .*last axes", None, {"inputs": [Tensor(X[:, :2])]}),
        (RuntimeError, "cannot be exported", Branches(), {}),
    ],
)
def test_errors_of_export(error, match, net, arguments, inside):
    arguments = {"file_name": "net", "file_format": "MINDIR", "inputs": [Tensor(X)], **arguments}
    with pytest.raises(error, match=match):
        mindspore.export(net or nn.Dense(3, 2), *arguments.pop("inputs"), **arguments)
    assert os.listdir() == []


def test_a_failed_export_leaves_the_old_file(inside, monkeypatch):
    exported(nn.Dense(3, 2), Tensor(X))
    before = Path("net.mindir").read_bytes()

    def broken(entries):
        yield b"half"
        raise OSError("the disk is full")

    monkeypatch.setattr(checkpoint_file, "pack", broken)
    with pytest.raises(OSError, match="full"):
        exported(nn.Dense(3, 2), Tensor(X))
    assert Path("net.mindir").read_bytes() == before
    assert os.listdir() == ["net.mindir"]


def test_folders_are_made_and_files_replaced(inside):
    for _ in range(2):
        exported(nn.Dense(3, 2), Tensor(X), name="some/where/net")
    assert os.listdir("some/where") == ["net.mindir"]


def test_files_of_mindspore_are_refused(inside):
    shutil.copy(HERE / "dense.mindir", "net.mindir")
    assert [number for number, *_ in fields(memoryview(Path("net.mindir").read_bytes()))]  # a whole message
    with pytest.raises(RuntimeError, match=r"MindSpore's own MINDIR files.*Build the Cell in Python.*save_checkpoint"):
        mindspore.load("net.mindir")


def test_errors_of_load(inside):
    for bad, match in ((3, "must be a str"), ("net.bin", "must end in '.mindir'"), ("net.mindir", "does not exist")):
        with pytest.raises(ValueError, match=match):
            mindspore.load(bad)
    exported(nn.Dense(3, 2), Tensor(X))
    for argument in ("dec_key", "obf_func"):
        with pytest.raises(ValueError, match=f"'{argument}' is not supported: leave it out"):
            mindspore.load("net.mindir", **{argument: b"0" * 16})


def test_damaged_files_are_refused(inside):
    exported(nn.Dense(3, 2), Tensor(X))
    whole = Path("net.mindir").read_bytes()
    for size in (0, 10, len(whole) // 2, len(whole) - 1):
        Path("cut.mindir").write_bytes(whole[:size])
        with pytest.raises(RuntimeError, match=r"cut\.mindir"):
            mindspore.load("cut.mindir")
    for place in range(0, len(whole), 37):
        damaged = bytearray(whole)
        damaged[place] ^= 0x55
        Path("cut.mindir").write_bytes(damaged)
        try:
            nn.GraphCell(mindspore.load("cut.mindir"))
        except RuntimeError as error:
            assert "cut.mindir" in str(error)


def test_hostile_archives_are_refused(inside):
    exported(nn.Dense(3, 2), Tensor(X))
    with zipfile.ZipFile("net.mindir") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}

    def written(method=zipfile.ZIP_STORED, **changes):
        with zipfile.ZipFile("bad.mindir", "w", method) as archive:
            for name, content in {**members, **changes}.items():
                if content is not None:
                    archive.writestr(name, content)

    header = json.loads(members["msgrad.json"])
    bombs = [
        {"method": zipfile.ZIP_DEFLATED, "weights.ckpt": bytes(1 << 20)},
        {"msgrad.json": b" " * (2 << 20)},
        {"msgrad.json": json.dumps({**header, "version": 99})},
        {"msgrad.json": "[]"},
        {"msgrad.json": "[" * 100000},
        {"program.bin": None},
        {"program.bin": b"hello"},
        {"weights.ckpt": b"\x80\x04cos\nsystem\n"},
    ]
    for changes in bombs:
        written(**changes)
        with pytest.raises(RuntimeError, match=r"bad\.mindir' is damaged"):
            mindspore.load("bad.mindir")


def test_errors_of_graph_cell(inside):
    graph = exported(nn.Dense(3, 2), Tensor(X))
    wrong = [
        (3, TypeError),
        ({"w": 3}, TypeError),
        ({"w": Tensor(1.0)}, ValueError),
        ({"bias": Tensor(1.0)}, ValueError),
    ]
    for bad, error in wrong:
        with pytest.raises(error, match="GraphCell"):
            nn.GraphCell(graph.graph, params_init=bad)
    with pytest.raises(TypeError, match=r"must be what mindspore\.load returned"):
        nn.GraphCell(3)
    with pytest.raises(ValueError, match="obfuscated"):
        nn.GraphCell(graph.graph, obf_random_seed=3)
    with pytest.raises(ValueError, match="1 inputs are expected, but got 2"):
        graph(Tensor(X), Tensor(X))
    with pytest.raises(TypeError, match="must be a Tensor, but got ndarray"):
        graph(X)


def test_other_platforms(inside):
    mindspore.export(nn.Dense(3, 2), Tensor(X), file_name="net", file_format="MINDIR", platforms=["tpu"])
    with pytest.raises(RuntimeError, match=r"exported for tpu, but cpu is in use: export it with platforms=\['cpu'"):
        mindspore.load("net.mindir")
    both = exported(nn.Dense(3, 2), Tensor(X), name="both", platforms=["cpu", "cuda"])
    assert both(Tensor(X)).shape == (2, 2)
