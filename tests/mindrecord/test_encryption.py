"""Encrypted MindRecord files: those of the real MindSpore are read, and ours have the same form."""

import json
import pickle
import struct
import zipfile
from pathlib import Path

import mindrecord_cases as cases
import mindspore.dataset as ds
import pytest
from mindspore import mindrecord
from mindspore.mindrecord import FileReader, FileWriter, MindPage

from msgrad.dataset.formats import mindrecord_encryption
from msgrad.dataset.formats.mindrecord import open_mindrecord
from msgrad.train import checkpoint_encryption

HERE = Path(__file__).parents[1] / "golden"
GOLDEN = json.loads((HERE / "mindrecord.json").read_text())
KEY = "0123456789abcdefghijklmn"
BOTH = ("", ".db")

pytest.importorskip("cryptography")


@pytest.fixture
def key():
    mindrecord.set_enc_key(KEY)
    yield KEY
    mindrecord.set_enc_key(None)


@pytest.fixture
def theirs(tmp_path):
    with zipfile.ZipFile(HERE / "mindrecord_encrypted.zip") as archive:
        archive.extractall(tmp_path / "theirs")
    return tmp_path / "theirs"


@pytest.mark.parametrize("case", ["one", "appended"])
def test_mindspores_files_are_read(case, theirs, key):
    path = str(theirs / f"{case}.mindrecord")
    assert json.loads(json.dumps(cases.shortened(cases.rows_of(path)))) == GOLDEN["rows"][case]
    assert json.loads(json.dumps(cases.pages_of(path))) == GOLDEN["pages"][case]
    assert ds.MindDataset(path).get_dataset_size() == GOLDEN["rows"][case]["length"]


@pytest.mark.parametrize("case", ["one", "appended"])
def test_files_are_mindspores_but_for_the_random_vectors(case, theirs, key, tmp_path):
    [path] = cases.written(case, str(tmp_path))
    for ending in BOTH:
        ours, other = Path(path + ending).read_bytes(), (theirs / f"{case}.mindrecord{ending}").read_bytes()
        at = struct.unpack(">I", ours[:4])[0] + 4
        assert ours[at:] == other[at:] == bytes(4) + b"AES-GCMENCRYPT"
        assert len(ours) == len(other) and ours[4:8] == other[4:8]
        blocks = [
            checkpoint_encryption.decrypted(memoryview(data[4:at]), KEY.encode(), "AES-GCM") for data in (ours, other)
        ]
        assert ending or blocks[0] == blocks[1]
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == [f"{case}.mindrecord", f"{case}.mindrecord.db"]


def test_several_blocks(key, tmp_path, monkeypatch):
    monkeypatch.setattr(checkpoint_encryption, "BLOCK", 1000)
    monkeypatch.setattr("msgrad.dataset.formats.mindrecord.LONGEST_HEADER", 1 << 14)
    [path] = cases.written("one", str(tmp_path))
    assert json.loads(json.dumps(cases.shortened(cases.rows_of(path)))) == GOLDEN["rows"]["one"]
    data = Path(path).read_bytes()
    assert data.count(checkpoint_encryption.MARKS["AES-GCM"]) > 16
    for cut in (data[:-1], data[:2000] + data[2001:], data[:-18] + data[-30:], data[:3000] + b"?" + data[3001:]):
        Path(path).write_bytes(cut)
        with pytest.raises(RuntimeError, match="mindrecord"):
            list(FileReader(path).get_next())


def test_the_key_is_that_of_the_time_when_files_were_opened(key, tmp_path):
    [path] = cases.written("one", str(tmp_path))
    reader = open_mindrecord(path)
    mindrecord.set_enc_key(None)
    again = pickle.loads(pickle.dumps(reader))
    assert str(again.values(3)) == str(reader.values(3))


def test_files_of_another_kind_are_refused(key, tmp_path):
    [path] = cases.written("one", str(tmp_path))
    mindrecord.set_enc_key("0" * 16)
    for read in (FileReader, MindPage, ds.MindDataset, FileWriter.open_for_append):
        with pytest.raises(RuntimeError, match="the key is wrong"):
            read(path)
    mindrecord.set_enc_key(None)
    with pytest.raises(RuntimeError, match="set its key"):
        FileReader(path)
    [plain] = cases.written("appended", str(tmp_path))
    mindrecord.set_enc_key(KEY)
    with pytest.raises(RuntimeError, match=r"set_enc_key\(None\)"):
        FileReader(plain)
    with pytest.raises(RuntimeError, match="shard_num"):
        FileWriter(str(tmp_path / "more"), 2)
    Path(path).write_bytes(b"my own cipherENCRYPT")
    with pytest.raises(RuntimeError, match="function of its writer"):
        FileReader(path)


def test_what_failed_leaves_no_trace(key, tmp_path, monkeypatch):
    def fail(path, secret):
        raise OSError("no room")

    monkeypatch.setattr("msgrad.dataset.formats.mindrecord_writer.encrypt", fail)
    with pytest.raises(OSError, match="no room"):
        cases.written("one", str(tmp_path))
    assert not any(p.is_file() for p in tmp_path.iterdir())
    assert mindrecord_encryption.KEY.secret == KEY.encode()


def test_arguments():
    for good in ("0" * 16, "0" * 24, "0" * 32, None):
        assert mindrecord.set_enc_key(good) is None
    for bad in ("abc", b"0" * 16, 3, "", "ä" * 16 + "0"):
        with pytest.raises(ValueError, match="enc_key"):
            mindrecord.set_enc_key(bad)
    for setter in (mindrecord.set_enc_mode, mindrecord.set_dec_mode):
        assert setter() is None
        for bad in ("AES-CBC", "SM4-CBC", "aes-gcm", 3):
            with pytest.raises(ValueError, match="AES-GCM"):
                setter(bad)
        with pytest.raises(NotImplementedError, match="a function"):
            setter(print)
    assert mindrecord.set_dec_mode(None) is None
