"""Checkpoints: the bytes and answers of the real MindSpore, damaged and hostile files, and what a kill leaves."""

import json
import os
import signal
import stat
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import checkpoint_cases as cases
import mindspore
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mindspore import Parameter, Tensor, load_checkpoint, load_param_into_net, nn, save_checkpoint

from msgrad.common.atomic_file import atomic_write
from msgrad.train import checkpoint_encryption, checkpoint_file, checkpoint_writing

HERE = Path(__file__).parents[1] / "golden"
GOLDEN = json.loads((HERE / "checkpoints.json").read_text())
FILES = {}
with zipfile.ZipFile(HERE / "checkpoints.zip") as archive:
    FILES = {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def inside(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(name):
    Path(name).write_bytes(FILES[name])
    return name


def as_plain(entries):
    return {
        name: value if isinstance(value, str) else (str(value.dtype), value.shape, value.asnumpy().tobytes())
        for name, value in entries.items()
    }


def expected(case):
    """What a case saves, without saving it."""
    from msgrad.train.checkpoint_arguments import items_to_save

    thing, arguments = cases.FILES[case]
    items = items_to_save(thing(), arguments.get("append_dict"), arguments.get("choice_func"))
    return as_plain({name: v if isinstance(v, str) else Tensor(v) for name, v in items.items()})


@pytest.mark.parametrize("case", cases.FILES)
def test_files_are_mindspores_byte_for_byte(case, inside):
    cases.saved(case, "file.ckpt")
    assert Path("file.ckpt").read_bytes() == FILES[f"{case}.ckpt"]


@pytest.mark.parametrize("case", cases.FILES)
def test_files_of_mindspore_are_read(case, inside):
    found = load_checkpoint(written(f"{case}.ckpt"), crc_check=True)
    assert as_plain(found) == expected(case)
    assert list(found) == list(expected(case))
    assert all(isinstance(v, str) or (isinstance(v, Parameter) and v.name == name) for name, v in found.items())


@pytest.mark.parametrize("mode", cases.ENCRYPTED)
def test_encrypted_files_of_mindspore_are_read(mode, inside):
    name = written(f"{mode}.ckpt")
    assert as_plain(load_checkpoint(name, dec_key=cases.KEY, dec_mode=mode)) == expected("append")
    with pytest.raises(ValueError, match="encrypted: give"):
        load_checkpoint(name)
    with pytest.raises(ValueError, match=r"cannot be decrypted|damaged"):
        load_checkpoint(name, dec_key=b"1" * 16, dec_mode=mode)
    with pytest.raises(ValueError, match="not encrypted by"):
        load_checkpoint(name, dec_key=cases.KEY, dec_mode=next(m for m in cases.ENCRYPTED if m != mode))


@pytest.mark.parametrize("mode", cases.ENCRYPTED)
@pytest.mark.parametrize("length", [0, 15, 16, 17, 100])
def test_encryption_and_back(mode, length, monkeypatch):
    monkeypatch.setattr(checkpoint_encryption, "BLOCK", 32)
    plain = bytes(range(length))
    sealed = b"".join(checkpoint_encryption.encrypted([plain[:7], plain[7:]], cases.KEY, mode))
    assert checkpoint_encryption.decrypted(memoryview(sealed), cases.KEY, mode) == plain
    assert sealed.count(checkpoint_encryption.MARKS[mode]) == -(-length // 32)
    for cut in range(1, len(sealed), 9):
        with pytest.raises(checkpoint_encryption.DecryptionError):
            if checkpoint_encryption.decrypted(memoryview(sealed[:cut]), cases.KEY, mode) == plain:
                pytest.fail("a part was taken for the whole")


@pytest.mark.parametrize("case", ["bfloat16", "crc"])
def test_safetensors_of_mindspore_are_read(case, inside):
    entries = load_checkpoint(written(f"{case}.safetensors"), format="safetensors", crc_check=True)
    assert as_plain(entries) == dict(sorted(expected({"bfloat16": "dtype_bfloat16"}.get(case, case)).items()))


def test_safetensors_and_back(inside):
    save_checkpoint(cases.Net(), "net", format="safetensors", crc_check=True, append_dict={"epoch": 3})
    assert stat.S_IMODE(os.stat("net.safetensors").st_mode) == 0o400
    entries = load_checkpoint("net.safetensors", format="safetensors", crc_check=True)
    assert entries["epoch"].item() == 3
    damaged = bytearray(Path("net.safetensors").read_bytes())
    damaged[-1] ^= 1
    Path("damaged.safetensors").write_bytes(damaged)
    with pytest.raises(ValueError, match="check sum"):
        load_checkpoint("damaged.safetensors", format="safetensors", crc_check=True)
    with pytest.raises(TypeError, match="holds no str"):
        save_checkpoint({"s": "text"}, "text", format="safetensors")
    for size in (0, 4, 20, len(damaged) - 1):
        Path("damaged.safetensors").write_bytes(damaged[:size])
        with pytest.raises(ValueError, match=r"damaged\.safetensors'"):
            load_checkpoint("damaged.safetensors", format="safetensors")


def test_conversion(inside):
    save_checkpoint(cases.Net(), "net.ckpt")
    mindspore.ckpt_to_safetensors("net.ckpt", "other", name_map={"fc.weight": "fc.w"})
    mindspore.safetensors_to_ckpt("other/net.safetensors", "back")
    before, after = load_checkpoint("net.ckpt"), load_checkpoint("back/net.ckpt")
    before = {"fc.w" if name == "fc.weight" else name: value for name, value in before.items()}
    assert as_plain(after) == dict(sorted(as_plain(before).items()))
    for folder in ("many/rank_0", "many/rank_1"):
        os.makedirs(folder)
        save_checkpoint(cases.Net(), f"{folder}/one.ckpt")
        save_checkpoint(cases.Net(), f"{folder}/two.ckpt")
    mindspore.ckpt_to_safetensors("many", "out", file_name_regex="one", processes_num=2)
    assert sorted(str(p) for p in Path("out").rglob("*.*")) == [f"out/rank_{i}/one.safetensors" for i in (0, 1)]
    for bad in (3, "missing", "many/rank_0/one.safetensors"):
        with pytest.raises(ValueError):
            mindspore.ckpt_to_safetensors(bad)


@pytest.mark.parametrize("case", cases.LOADS)
@pytest.mark.filterwarnings("ignore:.*different programs")
def test_loading_is_as_mindspores(case):
    assert json.loads(json.dumps(cases.LOADS[case]())) == GOLDEN["loads"][case]


def test_loading_changes_all_or_nothing():
    net = nn.Dense(3, 2)
    before = net.weight.asnumpy().copy()
    entries = cases.named(weight=cases.WEIGHT, bias=[1, 2, 3])
    with pytest.raises(RuntimeError, match=r"'bias' has the shape \(2,\)"):
        load_param_into_net(net, entries)
    assert np.array_equal(net.weight.asnumpy(), before)


def test_loading_leaves_axes_of_length_one_away():
    net = nn.Dense(3, 2)
    load_param_into_net(net, cases.named(bias=[[5], [6]]) | cases.named(weight=cases.WEIGHT))
    assert net.bias.shape == (2,)  # MindSpore gives the Parameter the file's shape, and the layer then fails
    assert net.bias.asnumpy().tolist() == [5, 6]


def test_loading_warns(inside):
    with pytest.warns(UserWarning, match=r"1 Parameters .* not loaded.*\['weight'\]"):
        load_param_into_net(nn.Dense(3, 2), cases.named(bias=[1, 2]))
    with pytest.warns(UserWarning, match="prefix 'net.'"):
        load_param_into_net(nn.Dense(3, 2), cases.prefixed("net.", bias=[1, 2], weight=cases.WEIGHT))
    with pytest.warns(UserWarning, match="cast from Float16"):
        load_param_into_net(cases.One([0, 0], "float32"), {"p": cases.parameter([1, 2], "float16")})


def test_loading_into_a_cell_at_once(inside):
    net, other = cases.Net(), cases.Net()
    other.fc.bias.set_data(Tensor([7.0, 8.0]))
    save_checkpoint(other, "net.ckpt")
    load_checkpoint("net.ckpt", net)
    assert net.fc.bias.asnumpy().tolist() == [7, 8]


CHOICES = {
    "filter": ({"filter_prefix": "bn"}, ["other_name", "fc.weight", "fc.bias", "again.weight"]),
    "filters": ({"filter_prefix": ["bn", "fc.w"]}, ["other_name", "fc.bias", "again.weight"]),
    "specify": ({"specify_prefix": ("fc",)}, ["fc.weight", "fc.bias"]),
    "both": ({"specify_prefix": "fc", "filter_prefix": "fc.b"}, ["fc.weight"]),
    "function": ({"choice_func": lambda name: "other" in name}, ["other_name"]),
}


@pytest.mark.parametrize("case", CHOICES)
@pytest.mark.filterwarnings("ignore:.*deprecated")
def test_choice_of_entries(case, inside):
    arguments, names = CHOICES[case]
    assert list(load_checkpoint(written("cell.ckpt"), **arguments)) == names


@pytest.mark.parametrize(
    ("error", "arguments"),
    [
        (TypeError, {"filter_prefix": 3}),
        (TypeError, {"specify_prefix": [3]}),
        (ValueError, {"filter_prefix": ""}),
        (ValueError, {"specify_prefix": "zz"}),
        (ValueError, {"choice_func": 3}),
        (ValueError, {"choice_func": lambda name: False}),
        (ValueError, {"crc_check": 1}),
        (ValueError, {"remove_redundancy": 1}),
        (ValueError, {"format": "bin"}),
        (ValueError, {"format": "safetensors"}),
        (ValueError, {"dec_key": b"0" * 16}),
        (ValueError, {"dec_key": "text"}),
        (ValueError, {"dec_mode": 3}),
        (TypeError, {"net": 3}),
    ],
)
@pytest.mark.filterwarnings("ignore:.*deprecated")
def test_errors_of_load_checkpoint(error, arguments, inside):
    with pytest.raises(error, match="checkpoint"):
        load_checkpoint(written("cell.ckpt"), **arguments)


def test_names_of_files(inside):
    for name, error in (("missing.ckpt", "does not exist"), ("file.bin", "ends in"), (".", "ends in")):
        with pytest.raises(ValueError, match=error):
            load_checkpoint(name)
    with pytest.raises(TypeError, match="must be a str"):
        load_checkpoint(3)
    os.mkdir("folder.ckpt")
    with pytest.raises(ValueError, match="cannot be read"):
        load_checkpoint("folder.ckpt")
    save_checkpoint(cases.Net(), "a")
    save_checkpoint(cases.Net(), "b.bin")
    assert sorted(os.listdir()) == ["a.ckpt", "b.bin.ckpt", "folder.ckpt"]
    assert stat.S_IMODE(os.stat("a.ckpt").st_mode) == 0o400
    save_checkpoint(cases.Net(), "a.ckpt")  # a read-only file is replaced


@pytest.mark.parametrize(
    ("error", "arguments"),
    [
        (TypeError, {"save_obj": 3}),
        (TypeError, {"save_obj": {"p": 3}}),
        (TypeError, {"save_obj": {3: Tensor(1)}}),
        (TypeError, {"save_obj": [{"nam": 1}]}),
        (TypeError, {"save_obj": [Tensor(1)]}),
        (TypeError, {"save_obj": [{"name": "p", "data": 3}]}),
        (TypeError, {"ckpt_file_name": 3}),
        (FileNotFoundError, {"ckpt_file_name": "no/folder"}),
        (TypeError, {"integrated_save": 1}),
        (ValueError, {"async_save": "foo"}),
        (TypeError, {"async_save": 3}),
        (ValueError, {"crc_check": 1}),
        (ValueError, {"format": "bin"}),
        (ValueError, {"enc_key": b"short"}),
        (ValueError, {"enc_key": "0" * 16}),
        (ValueError, {"enc_key": b"0" * 16, "enc_mode": "foo"}),
        (ValueError, {"enc_key": b"0" * 16, "crc_check": True}),
        (ValueError, {"enc_key": b"0" * 16, "format": "safetensors"}),
        (ValueError, {"remove_redundancy": 1}),
        (ValueError, {"incremental": True}),
        (TypeError, {"foo": 1}),
        (TypeError, {"choice_func": 3}),
        (TypeError, {"append_dict": [1]}),
        (TypeError, {"append_dict": {"x": [1]}}),
        (TypeError, {"append_dict": {3: 1}}),
        (TypeError, {"append_dict": {"x": None}}),
        (TypeError, {"append_dict": {"x": np.ones(1)}}),
        (TypeError, {"append_dict": {"x": np.float64(1)}}),
        (RuntimeError, {"append_dict": {"x": 1 << 70}}),
    ],
)
def test_errors_of_save_checkpoint(error, arguments, inside):
    with pytest.raises(error):
        save_checkpoint(**{"save_obj": cases.Net(), "ckpt_file_name": "net", **arguments})
    assert os.listdir() == []


def test_what_mindspore_loses_is_saved(inside):
    # The real one writes nothing for an empty array, and only Parameters of a dict that has Tensors as well.
    save_checkpoint({"empty": cases.parameter(np.zeros((2, 0, 3))), "t": Tensor([1]), "n": np.ones(2)}, "net.ckpt")
    found = load_checkpoint("net.ckpt")
    assert {name: value.shape for name, value in found.items()} == {"empty": (2, 0, 3), "t": (1,), "n": (2,)}


# -- slices --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 7, 8, 100])
def test_slices(size):
    entries = [("a", np.arange(12, dtype=np.float32).reshape(3, 4)), ("s", "text"), ("b", np.arange(5, dtype=np.int8))]
    data = b"".join(checkpoint_file.pack(entries, slice_size=size))
    found = dict(checkpoint_file.unpack(memoryview(data)))
    assert found["s"] == "text"
    assert found["a"].tolist() == entries[0][1].tolist()
    assert found["b"].tolist() == entries[2][1].tolist()
    assert data.count(b"Float32") == -(-48 // size)


@pytest.mark.slow
def test_a_parameter_above_2_gb(inside):
    array = np.zeros((5, 450 << 20), np.uint8)
    array[::2, ::1000003] = 7
    with open("big.ckpt", "wb") as file:
        file.writelines(checkpoint_file.pack([("p", array), ("q", np.arange(3))]))
    found = load_checkpoint("big.ckpt")
    assert found["q"].asnumpy().tolist() == [0, 1, 2]
    assert np.array_equal(found["p"]._numpy("test"), array)


# -- damage --------------------------------------------------------------------------------------------------


def loaded_or_refused(data, **arguments):
    Path("file.ckpt").write_bytes(data)
    try:
        return as_plain(load_checkpoint("file.ckpt", **arguments))
    except ValueError:
        return None


def test_truncated_files_are_refused(inside):
    whole = FILES["append.ckpt"]
    names = list(expected("append"))
    for size in range(len(whole)):
        found = loaded_or_refused(whole[:size])
        assert found is None or list(found) == names[: len(found)]  # cut between two entries, which nothing tells
    whole = FILES["crc.ckpt"]
    found = [loaded_or_refused(whole[:size], crc_check=True) for size in range(len(whole) - 17, len(whole))]
    assert found[0] is not None
    assert found[1:] == [None] * 16


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(st.data())
def test_damaged_files_give_one_kind_of_error(tmp_path_factory, data):
    os.chdir(tmp_path_factory.getbasetemp())
    raw = bytearray(FILES[data.draw(st.sampled_from(["append.ckpt", "crc.ckpt", "many_dims.ckpt", "strings.ckpt"]))])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(raw) - 1))
        kind = data.draw(st.sampled_from(["change", "delete", "insert"]))
        if kind == "change":
            raw[place] = data.draw(st.integers(0, 255))
        elif kind == "delete":
            del raw[place : place + data.draw(st.integers(1, 9))]
        else:
            raw[place:place] = data.draw(st.binary(max_size=12))
    loaded_or_refused(bytes(raw), crc_check=data.draw(st.booleans()))


@settings(max_examples=200, deadline=None, database=None, derandomize=True)
@given(st.binary(max_size=200))
def test_any_bytes_give_one_kind_of_error(tmp_path_factory, raw):
    os.chdir(tmp_path_factory.getbasetemp())
    loaded_or_refused(raw)


def value(tag=b"p", dims=(2,), kind=b"Int8", content=b"ab", more=b""):
    from msgrad.common.protobuf import delimited, key, varint

    tensor = b"".join(key(1, 0) + varint(n) for n in dims) + delimited(2, kind) + delimited(3, content) + more
    return delimited(1, delimited(1, tag) + delimited(2, tensor))


HOSTILE = {
    "more elements than bytes": value(dims=(1 << 62,)),
    "product beyond 64 bits": value(dims=(1 << 62, 1 << 62)),
    "fewer elements than bytes": value(dims=(1,)),
    "negative": value(dims=(-2,)),
    "two negatives": value(dims=(-1, -2)),
    "dims and no content": value(dims=(1 << 40,), content=b""),
    "very many dims": value(dims=(1,) * 100, content=b"a"),
    "unknown type": value(kind=b"Object"),
    "type is code": value(kind=b"__import__('os').system('true')"),
    "no utf-8": value(tag=b"\xff"),
    "string of odd length": value(kind=b"str", content=b"abc"),
    "string beyond unicode": value(kind=b"str", content=b"\xff" * 4),
    "slices of different types": value() + value(kind=b"UInt8"),
    "one slice too many": value() + value(),
    "length beyond the file": b"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\x7f",
    "number without an end": b"\xff" * 50,
    "field 0": b"\x02\x00",
    "group": b"\x0b\x0c",
    "pickle": b"\x80\x04\x95\x1f\x00\x00\x00\x00\x00\x00\x00\x8c\x02os\x94\x8c\x06system\x94\x93\x94.",
    "zip": b"PK\x03\x04" + bytes(100),
    "hash table": b"\x0a\x05\x0a\x01p\x1a\x00",
    "no data": b"\x0a\x03\x0a\x01p",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_are_refused(case, inside):
    Path("file.ckpt").write_bytes(HOSTILE[case])
    with pytest.raises(ValueError, match=r"file\.ckpt' is no checkpoint, or a damaged one"):
        load_checkpoint("file.ckpt")


def test_bools_are_bools(inside):
    Path("file.ckpt").write_bytes(value(kind=b"Bool", content=b"\x05\x00"))
    assert load_checkpoint("file.ckpt")["p"].asnumpy().tolist() == [True, False]


def test_empty_file(inside):
    Path("file.ckpt").touch()
    with pytest.raises(ValueError, match="empty"):
        load_checkpoint("file.ckpt")


def test_crc(inside):
    raw = bytearray(FILES["crc.ckpt"])
    raw[40] ^= 1
    assert loaded_or_refused(raw, crc_check=True) is None
    assert loaded_or_refused(raw) is not None


# -- writing -------------------------------------------------------------------------------------------------

KILLED = """
import sys
import mindspore
from mindspore import nn
from msgrad.train import checkpoint_file
pack = checkpoint_file.pack
def half(entries):
    for number, piece in enumerate(pack(entries)):
        if number == 1:
            print("half", flush=True)
            sys.stdin.read()
        yield piece
checkpoint_file.pack = half
mindspore.save_checkpoint(nn.Dense(300, 200), "net.ckpt", {arguments})
"""


@pytest.mark.parametrize("arguments", ["", "crc_check=True", "async_save=True"])
def test_a_killed_save_leaves_the_old_file(arguments, inside):
    save_checkpoint(cases.Net(), "net.ckpt")
    before = Path("net.ckpt").read_bytes()
    Path("save.py").write_text(KILLED.replace("{arguments}", arguments))
    environment = {**os.environ, "PYTHONPATH": str(Path(mindspore.__file__).parents[1])}
    command = [sys.executable, "-m", "msgrad", "save.py"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as child:
        assert child.stdout.readline() == b"half\n"
        child.send_signal(signal.SIGKILL)
    assert Path("net.ckpt").read_bytes() == before
    assert list(load_checkpoint("net.ckpt")) == list(expected("cell"))


def test_a_failed_save_leaves_the_old_file_and_nothing_else(inside):
    save_checkpoint(cases.Net(), "net.ckpt")
    before = Path("net.ckpt").read_bytes()
    with pytest.raises(RuntimeError), atomic_write("net.ckpt") as file:
        file.write(b"new")
        raise RuntimeError
    assert Path("net.ckpt").read_bytes() == before
    assert os.listdir() == ["net.ckpt"]


@pytest.mark.parametrize("how", [True, "thread", "process"])
def test_saving_in_the_background(how, inside):
    net = cases.Net()
    save_checkpoint(net, "net.ckpt", async_save=how, crc_check=True)
    array = net.fc.bias.asnumpy()
    array[:] = 100  # what happens afterwards does not show in the file
    wait_for_writers()
    assert not mindspore.async_ckpt_thread_status()
    assert Path("net.ckpt").read_bytes() == FILES["crc.ckpt"]
    assert stat.S_IMODE(os.stat("net.ckpt").st_mode) == 0o400


def wait_for_writers():
    for thread in threading.enumerate():
        if thread.name.startswith("save "):
            thread.join()


def test_saves_in_the_background_keep_their_order(inside, monkeypatch):
    gate, order = threading.Event(), []
    write = checkpoint_writing.write

    def slow(path, pieces):
        if path.endswith("1.ckpt"):
            gate.wait(60)
        order.append(os.path.basename(path))
        write(path, pieces)

    monkeypatch.setattr(checkpoint_writing, "write", slow)
    for number in (1, 2, 3):
        save_checkpoint(cases.Net(), f"{number}.ckpt", async_save=True)
    assert mindspore.async_ckpt_thread_status()
    gate.set()
    wait_for_writers()
    assert order == ["1.ckpt", "2.ckpt", "3.ckpt"]


def test_a_background_process_without_a_folder(inside):
    with pytest.raises(OSError, match="could not be written: FileNotFoundError"):
        from msgrad.common.atomic_file import write_in_process

        write_in_process("no/folder", 0o400, [b"data"])


def test_loading_in_the_background(inside):
    save_checkpoint(cases.Net(), "net.ckpt")
    assert as_plain(mindspore.load_checkpoint_async("net.ckpt").result()) == expected("cell")
    with pytest.raises(ValueError, match="does not exist"):
        mindspore.load_checkpoint_async("missing.ckpt").result()


@pytest.mark.parametrize("name", ["load_distributed_checkpoint", "transform_checkpoints"])
def test_what_is_for_many_devices_says_what_to_do(name):
    with pytest.raises(NotImplementedError, match="use save_checkpoint and load_checkpoint"):
        getattr(mindspore, name)()
