"""Converters to MindRecord: what the real ones make, hostile and damaged sources."""

import gzip
import json
import os
import pickle
import shutil
import struct
from collections import namedtuple
from io import BytesIO
from pathlib import Path

import converter_cases as cases
import mindrecord_cases
import numpy as np
import pytest
from mindspore.mindrecord import Cifar10ToMR, Cifar100ToMR, FileReader, MnistToMR, TFRecordToMR
from PIL import Image

from msgrad.dataset.formats.tfrecord import write_tfrecord

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "converters.json").read_text())
OF_PANDAS = {"EmptyDataError": "ValueError", "ParserError": "ValueError", "OSError": "FileNotFoundError"}


@pytest.fixture
def inside(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    folder, before = tmp_path_factory.mktemp("sources"), os.getcwd()
    os.chdir(folder)
    cases.sources()
    os.chdir(before)
    return folder


def is_made(name):
    return sorted(path.name for path in Path().iterdir() if path.name.startswith(name))


@pytest.mark.parametrize("case", cases.CASES)
def test_what_is_made_is_mindspores(case, source, inside):
    shutil.copytree(source, ".", dirs_exist_ok=True)
    before = sorted(os.listdir())
    make, files = cases.CASES[case]
    expected = GOLDEN["made"][case]
    outcome = mindrecord_cases.outcome(lambda: make().transform())
    if isinstance(expected, str):
        assert outcome == OF_PANDAS.get(expected, expected)
        assert sorted(os.listdir()) == before
        return
    assert outcome == "passed"
    assert json.loads(json.dumps([mindrecord_cases.rows_of(name) for name in files])) == expected
    assert mindrecord_cases.sum_of_files(files) == GOLDEN["sums"][case]


def test_arguments_are_refused_as_mindspores(source, monkeypatch):
    monkeypatch.chdir(source)
    assert {name: mindrecord_cases.outcome(make) for name, make in cases.ARGUMENTS.items()} == GOLDEN["arguments"]


def test_numbers_in_tables(inside):
    from mindspore.mindrecord import CsvToMR

    Path("t.csv").write_text("x,y,t\n1.5,2,1_0\n2,-3e2,20\n")  # MindSpore refuses floats
    CsvToMR("t.csv", "t").transform()
    assert list(FileReader("t").get_next()) == [{"t": "1_0", "x": 1.5, "y": 2.0}, {"t": "20", "x": 2.0, "y": -300.0}]
    Path("m.csv").write_text("a,b\n1,x\n,y\n")
    with pytest.raises(RuntimeError, match=r"row 1 of 'm\.csv' has no value in the column 'a': fill it in first"):
        CsvToMR("m.csv", "m").transform()
    assert is_made("m") == ["m.csv"]


# -- CIFAR ---------------------------------------------------------------------------------------------------


def batch(name, seed, labels, protocol=2):
    draws = np.random.default_rng(seed)
    content = {b"data": draws.integers(0, 256, (2, 3072), np.uint8), **{label: [seed, 3] for label in labels}}
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_bytes(pickle.dumps(content, protocol))
    return content[b"data"]


@pytest.mark.parametrize("protocol", [2, 4, 5])
def test_cifar(protocol, inside):
    images = [batch(f"c/{name}", i, [b"labels"], protocol) for i, name in enumerate(["data_batch_1", "data_batch_2"])]
    batch("c/test_batch", 5, [b"labels"])
    Cifar10ToMR("c", "out").transform(["label"])
    rows = list(FileReader("out").get_next())
    assert [(row["id"], row["label"]) for row in rows] == [(0, 0), (1, 3), (2, 1), (3, 3)]
    assert FileReader("out_test").len() == 2
    for row, image in zip(rows, np.concatenate(images), strict=True):
        buffer = BytesIO()
        Image.fromarray(image.reshape(3, 32, 32).transpose(1, 2, 0)).save(buffer, "JPEG", quality=95)
        assert row["data"] == buffer.getvalue()
    for name in ("train", "test"):
        batch(f"h/{name}", 4, ["fine_labels", "coarse_labels"])
    Cifar100ToMR("h", "hundred").transform()
    assert next(iter(FileReader("hundred").get_next()))["coarse_label"] == 4


class Harm:
    def __reduce__(self):
        return os.mkdir, ("harm",)


@pytest.mark.parametrize(
    "content",
    [
        pickle.dumps(Harm()),
        pickle.dumps({b"data": Harm(), b"labels": [1]}),
        pickle.dumps({b"data": np.zeros((2, 7), np.uint8), b"labels": [1, 2]}),
        pickle.dumps({b"data": np.zeros((2, 3072), np.uint8), b"labels": [1]}),
        pickle.dumps([1]),
        b"",
        b"hello",
    ],
)
def test_hostile_batches_run_nothing(content, inside):
    batch("c/data_batch_1", 0, [b"labels"])
    Path("c/test_batch").write_bytes(content)
    with pytest.raises(RuntimeError, match=r"'c/test_batch' is no batch of CIFAR's Python version, or a damaged one"):
        Cifar10ToMR("c", "out").transform()
    assert os.listdir() == ["c"]


def test_cifar_errors(inside):
    with pytest.raises(FileNotFoundError):
        Cifar10ToMR("zz", "out").transform()
    os.mkdir("c")
    with pytest.raises(Exception, match=r"PathNotExistsError.*data_batch_"):
        Cifar10ToMR("c", "out").transform()
    with pytest.raises(ValueError, match="'fields' must be None or a list"):
        Cifar10ToMR("c", "out").transform(3)
    with pytest.raises(Exception, match="ParamValueError"):
        Cifar10ToMR(3, "out")


# -- MNIST ---------------------------------------------------------------------------------------------------


DAMAGES = {
    "cut off": lambda raw: raw[:-9],
    "no archive": lambda raw: b"hello",
    "more than there are": lambda raw: gzip.compress(struct.pack(">4I", 2051, 1 << 30, 28, 28)),
    "another kind": lambda raw: gzip.compress(struct.pack(">4I", 2052, 3, 28, 28)),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damaged_mnist(damage, source, inside):
    shutil.copytree(source / "mnist", "mnist")
    path = Path("mnist/t10k-images-idx3-ubyte.gz")
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(RuntimeError, match=r"are no files of MNIST's, or damaged"):
        MnistToMR("mnist", "out").transform()
    assert os.listdir() == ["mnist"]


# -- TFRecord ------------------------------------------------------------------------------------------------

Feature = namedtuple("Feature", "shape dtype")  # as tf.io.FixedLenFeature
DType = namedtuple("DType", "name")
FEATURES = {
    "image": Feature([], DType("string")),
    "name": Feature([], "string"),
    "label": Feature([], np.int64),
    "box": Feature([2, 2], DType("float32")),
}
EXAMPLE = {"image": b"\xff\x00", "name": "größe", "label": 7, "box": [0.5, 1.0, 1.5, 2.0]}


def test_tfrecord(inside):
    write_tfrecord("t.tfrecord", [EXAMPLE, {**EXAMPLE, "label": 8}])
    TFRecordToMR("t.tfrecord", "out", FEATURES, ["image"]).transform()
    rows = list(FileReader("out").get_next())
    assert [row["label"] for row in rows] == [7, 8]
    assert (rows[0]["image"], rows[0]["name"]) == (b"\xff\x00", "größe")
    assert rows[0]["box"].tolist() == [[0.5, 1.0], [1.5, 2.0]]


@pytest.mark.parametrize(
    ("error", "match", "features", "more"),
    [
        (ValueError, "must have a 'dtype' of", {"a": Feature([], "int8")}, []),
        (ValueError, "must have a 'dtype' of", {"a": 3}, []),
        (ValueError, "must be a dict", 3, []),
        (ValueError, "of strings must be a scalar", {"a": Feature([2], "string")}, []),
        (ValueError, "must be names in", FEATURES, ["zz"]),
        (ValueError, "'label' in the 'bytes_fields' is of int64", FEATURES, ["label"]),
        (RuntimeError, "'zz' must be 1 values of int64, but is missing", {"zz": Feature([], "int64")}, []),
        (RuntimeError, "'label' must be 2 values of int64, but is 1 of int64", {"label": Feature([2], "int64")}, []),
        (RuntimeError, "'label' must be 1 values of float32, but is 1 of int64", {"label": Feature([], "float32")}, []),
    ],
)
def test_errors_of_tfrecord(error, match, features, more, inside):
    write_tfrecord("t.tfrecord", [EXAMPLE])
    with pytest.raises(error, match=match):
        TFRecordToMR("t.tfrecord", "out", features, more).transform()
    assert os.listdir() == ["t.tfrecord"]
    with pytest.raises(RuntimeError, match=r"'image' is no text: put it into the 'bytes_fields'"):
        TFRecordToMR("t.tfrecord", "out", FEATURES).transform()
    with pytest.raises(RuntimeError, match="does not exist"):
        TFRecordToMR("zz.tfrecord", "out", FEATURES).transform()
