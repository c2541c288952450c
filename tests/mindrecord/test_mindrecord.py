"""MindRecord files: the bytes and answers of the real MindSpore, pipelines, damaged and hostile files."""

import json
import os
import shutil
import sqlite3
import struct
import warnings
import zipfile
from contextlib import closing, suppress
from pathlib import Path

import mindrecord_cases as cases
import mindspore.dataset as ds
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mindspore import mindrecord
from mindspore.mindrecord import FileReader, FileWriter, MindPage

from msgrad.dataset.formats import mindrecord_writer
from msgrad.dataset.formats.mindrecord import PLACES
from msgrad.dataset.formats.msgpack import pack_map, unpack_map

HERE = Path(__file__).parents[1] / "golden"
GOLDEN = json.loads((HERE / "mindrecord.json").read_text())
FILES = [case for case in cases.FILES if case not in cases.UNEVEN]


@pytest.fixture
def inside(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def theirs(tmp_path_factory):
    """A folder with the files of the real MindSpore."""
    folder = tmp_path_factory.mktemp("theirs")
    with zipfile.ZipFile(HERE / "mindrecord.zip") as archive:
        archive.extractall(folder)
    return folder


def as_json(value):
    return json.loads(json.dumps(value))


@pytest.mark.parametrize("case", FILES)
def test_files_are_mindspores_byte_for_byte(case, inside):
    assert cases.sum_of_files(cases.written(case, ".")) == GOLDEN["sums"][case]


@pytest.mark.parametrize("case", cases.FILES)
def test_mindspore_read_what_is_written(case, inside):
    assert cases.sum_of_files(cases.written(case, ".")) == GOLDEN["written_by_msgrad"][case]


@pytest.mark.parametrize("case", FILES)
def test_files_of_mindspore_are_read(case, theirs):
    assert as_json(cases.shortened(cases.rows_of(cases.paths_of(case, theirs)[0]))) == GOLDEN["rows"][case]


def test_columns(theirs):
    assert as_json(cases.rows_of(f"{theirs}/one.mindrecord", ["label", "vec"])) == GOLDEN["columns"]


@pytest.mark.parametrize("case", cases.PAGES)
def test_pages(case, theirs):
    assert as_json(cases.pages_of(f"{theirs}/{case}.mindrecord")) == GOLDEN["pages"][case]


def test_outcomes_are_mindspores(inside):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = cases.outcomes()
    assert {name: (found[name], what) for name, what in GOLDEN["outcomes"].items() if found[name] != what} == {}


def test_errors_say_their_name(inside):
    with pytest.raises(mindrecord.ParamValueError, match=r"^\[ParamValueError\]: .*'shard_num'.*0"):
        FileWriter("a", 0)
    assert issubclass(mindrecord.ParamValueError, mindrecord.MindRecordException)


def test_rows_that_do_not_fit_are_left_out_with_a_warning(inside):
    writer = FileWriter("a.mindrecord")
    writer.add_schema(cases.SMALL)
    with pytest.warns(UserWarning, match="1 rows do not fit.*in row 1, the field 'l' must be int or int32, but is str"):
        writer.write_raw_data([cases.of_small(0), {**cases.of_small(1), "l": "x"}, cases.of_small(2)])
    writer.commit()
    assert [row["l"] for row in FileReader("a.mindrecord").get_next()] == [0, 2]


# -- pipelines -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", ["one", "shards", "pages", "bytes"])
def test_pipelines_read(case, theirs):
    path = cases.paths_of(case, theirs)[0]
    data = ds.MindDataset(path, shuffle=False)
    rows = [{**row} for row in FileReader(path).get_next()]
    assert data.get_dataset_size() == len(rows)
    found = list(data.create_dict_iterator(output_numpy=True, num_epochs=1))
    for row, expected in zip(found, rows, strict=True):
        assert list(row) == sorted(expected)
        for name, value in expected.items():
            if isinstance(value, bytes):
                assert row[name].tobytes().rstrip(b"\0") == value.rstrip(b"\0")
            elif isinstance(value, float):
                assert row[name] == row[name].dtype.type(value)
            else:
                assert np.array_equal(row[name], value)


@pytest.mark.parametrize("files", [1, 3])
def test_a_pipeline_is_saved_and_read_again(files, inside):
    images = np.arange(5 * 2 * 3, dtype=np.uint8).reshape(5, 2, 3)
    columns = {"x": np.linspace(0, 1, 20, dtype=np.float32).reshape(5, 2, 2), "label": np.arange(5), "image": images}
    data = ds.NumpySlicesDataset(columns, shuffle=False)
    data.save("saved.mindrecord", files)
    again = ds.MindDataset("saved.mindrecord" + ("0" if files > 1 else ""), shuffle=False)
    rows = list(again.create_dict_iterator(output_numpy=True, num_epochs=1))
    assert [int(row["label"]) for row in rows] == [0, 1, 2, 3, 4]
    assert np.array_equal([row["x"] for row in rows], columns["x"])
    assert np.array_equal([row["image"] for row in rows], images)


def test_a_pipeline_shuffles_and_shares(theirs):
    path = f"{theirs}/pages.mindrecord"

    def labels(**arguments):
        data = ds.MindDataset(path, ["l"], **arguments)
        return [int(row["l"]) for row in data.create_dict_iterator(output_numpy=True, num_epochs=1)]

    assert labels(shuffle=True) != list(range(42))
    assert sorted(labels(shuffle=True)) == list(range(42))
    parts = [labels(shuffle=False, num_shards=3, shard_id=i) for i in range(3)]
    assert sorted(label for part in parts for label in part) == list(range(42))


# -- writing -------------------------------------------------------------------------------------------------


def small(path="a.mindrecord", rows=5, **arguments):
    writer = FileWriter(path, **arguments)
    writer.set_header_size(1 << 14)
    writer.set_page_size(1 << 15)
    writer.add_schema(cases.SMALL)
    writer.write_raw_data([cases.of_small(i) for i in range(rows)])
    return writer


def test_nothing_is_there_before_the_commit(inside):
    writer = small()
    assert not list(Path().glob("a*"))
    del writer
    assert os.listdir() == []


def test_a_failed_commit_leaves_the_old_files(inside, monkeypatch):
    small().commit()
    before = {name: Path(name).read_bytes() for name in os.listdir()}
    for change in (lambda: small(overwrite=True), lambda: FileWriter.open_for_append("a.mindrecord")):
        writer = change()
        writer.write_raw_data([cases.of_small(7)] * 2)
        monkeypatch.setattr(mindrecord_writer.json, "dumps", lambda *a, **k: "x" * (1 << 20))
        with pytest.raises(RuntimeError, match="set a larger one by set_header_size"):
            writer.commit()
        monkeypatch.undo()
        monkeypatch.chdir(inside)
        assert {name: Path(name).read_bytes() for name in os.listdir()} == before


def test_a_row_that_is_too_long_adds_none(inside):
    writer = small()
    with pytest.raises(RuntimeError, match="does not fit into a page of 32768: set a larger one by set_page_size"):
        writer.write_raw_data([cases.of_small(8), {**cases.of_small(9), "b": b"x" * 40000}])
    writer.commit()
    assert FileReader("a.mindrecord").len() == 5


def test_files_are_replaced_only_when_asked(inside):
    small().commit()
    with pytest.raises(RuntimeError, match="exists already: remove it, or use overwrite=True"):
        small()
    small(rows=2, overwrite=True).commit()
    assert FileReader("a.mindrecord").len() == 2


def test_renamed_files_are_read(inside):
    small().commit()
    for ending in ("", ".db"):
        os.rename("a.mindrecord" + ending, "b.mindrecord" + ending)
    assert FileReader("b.mindrecord").len() == 5


# -- damage --------------------------------------------------------------------------------------------------


def all_rows(path):
    try:
        return list(FileReader(path).get_next())
    except RuntimeError as error:
        assert path in str(error)
        return None


@pytest.fixture(scope="module")
def whole(theirs):
    return [(theirs / f"one.mindrecord{ending}").read_bytes() for ending in ("", ".db")]


def test_truncated_files_are_refused(whole, inside):
    Path("a.mindrecord.db").write_bytes(whole[1])
    for size in [*range(0, 1500, 7), 16384, 40000, *range(len(whole[0]) - 300, len(whole[0]), 11)]:
        Path("a.mindrecord").write_bytes(whole[0][:size])
        assert all_rows("a.mindrecord") is None


def test_truncated_indices_are_refused(whole, inside):
    Path("a.mindrecord").write_bytes(whole[0])
    for size in (1, 50, 100, 4000, 4096, 8000):
        Path("a.mindrecord.db").write_bytes(whole[1][:size])
        assert all_rows("a.mindrecord") is None
    os.remove("a.mindrecord.db")
    with pytest.raises(RuntimeError, match="is missing: copy it as well"):
        FileReader("a.mindrecord")


@settings(max_examples=150, deadline=None, database=None, derandomize=True)
@given(st.data())
def test_damaged_files_give_one_kind_of_error(tmp_path_factory, whole, data):
    os.chdir(tmp_path_factory.getbasetemp())
    raw, index = map(bytearray, whole)
    used = [*range(8 + struct.unpack("<Q", raw[:8])[0]), *range(1 << 14, (1 << 14) + 600), *range(3 << 14, len(raw))]
    for _ in range(data.draw(st.integers(1, 4))):
        if data.draw(st.booleans()):
            raw[data.draw(st.sampled_from(used))] = data.draw(st.integers(0, 255))
        else:
            index[data.draw(st.integers(0, len(index) - 1))] = data.draw(st.integers(0, 255))
    Path("f.mindrecord").write_bytes(raw)
    Path("f.mindrecord.db").write_bytes(index)
    all_rows("f.mindrecord")


@settings(max_examples=150, deadline=None, database=None, derandomize=True)
@given(st.binary(max_size=60))
def test_any_bytes_as_a_row_of_scalars(raw):
    with suppress(ValueError):
        assert isinstance(unpack_map(raw), dict)


@settings(max_examples=100, deadline=None, database=None, derandomize=True)
@given(
    st.dictionaries(
        st.text(max_size=40),
        st.text(max_size=300) | st.integers(-(1 << 63), (1 << 64) - 1) | st.floats(allow_nan=False),
        max_size=20,
    )
)
def test_rows_of_scalars_and_back(row):
    assert unpack_map(pack_map(row)) == row


def with_header(change):
    """The small file with another header."""
    small().commit()
    raw = Path("a.mindrecord").read_bytes()
    length = struct.unpack("<Q", raw[:8])[0]
    header = json.loads(raw[8 : 8 + length])
    change(header)
    text = json.dumps(header).encode()
    new = struct.pack("<Q", len(text)) + text
    Path("a.mindrecord").write_bytes(new + raw[len(new) :])


HOSTILE = {
    "another version": lambda h: h.update(version="1.0"),
    "no size": lambda h: h.update(page_size=0),
    "negative size": lambda h: h.update(header_size=-1),
    "size is text": lambda h: h.update(page_size="x"),
    "huge page": lambda h: h.update(page_size=1 << 70),
    "no schema": lambda h: h.update(schema=[]),
    "unknown type": lambda h: h["schema"][0]["schema"]["l"].update(type="object"),
    "unknown blob": lambda h: h["schema"][0].update(blob_fields=["zz"]),
    "shape is text": lambda h: h["schema"][0]["schema"]["l"].update(shape="x"),
    "no page": lambda h: h.update(page=[]),
    "page is text": lambda h: h.update(page="x"),
    "used bytes are negative": lambda h: h["page"][0].update(page_size=-5),
    "page beyond the file": lambda h: h["page"][0].update(page_id=1 << 50),
    "other folder": lambda h: h.update(shard_addresses=["../../etc/passwd", "a.mindrecord"]),
    "names are numbers": lambda h: h.update(shard_addresses=[3]),
    "a list": lambda h: h.clear(),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_headers_are_refused(case, inside):
    with_header(HOSTILE[case])
    with pytest.raises(RuntimeError, match=r"mindrecord|passwd"):
        list(FileReader("a.mindrecord").get_next())


@pytest.mark.parametrize(
    "head", [b"", b"\xff" * 8, struct.pack("<Q", 1 << 62) + b"{}", struct.pack("<Q", 9) + b"[" * 9]
)
def test_no_mindrecord_file(head, inside):
    Path("a.mindrecord").write_bytes(head)
    Path("a.mindrecord.db").touch()
    for use in (FileReader, MindPage, FileWriter.open_for_append, ds.MindDataset):
        with pytest.raises(RuntimeError, match="is not a MindRecord file"):
            use("a.mindrecord")


ENTRIES = (
    "PAGE_OFFSET_RAW = -1",
    "PAGE_OFFSET_RAW_END = 1 << 60",
    "PAGE_ID_BLOB = 77",
    "PAGE_ID_RAW = 'x'",
    "PAGE_OFFSET_BLOB = NULL",
    "PAGE_OFFSET_BLOB = zeroblob(20000000)",
)


@pytest.mark.parametrize("change", ENTRIES)
def test_hostile_indices_are_refused(change, inside):
    small().commit()
    with closing(sqlite3.connect("a.mindrecord.db")) as db:
        db.executescript(
            "CREATE TABLE T AS SELECT * FROM INDEXES; DROP TABLE INDEXES; ALTER TABLE T RENAME TO INDEXES;"
        )
        db.execute(f"UPDATE INDEXES SET {change} WHERE ROW_ID = 2")
        db.commit()
    with pytest.raises(RuntimeError, match=r"a\.mindrecord"):
        FileReader("a.mindrecord")


def test_an_index_without_an_end(inside):
    small().commit()
    endless = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n) SELECT i AS ROW_ID, "
    columns = ", ".join(f"0 AS {name}" for name in PLACES)
    with closing(sqlite3.connect("a.mindrecord.db")) as db:
        db.executescript(f"DROP TABLE INDEXES; CREATE VIEW INDEXES AS {endless} {columns} FROM n;")
    with pytest.raises(RuntimeError, match="INDEXES is no table"):
        FileReader("a.mindrecord")


def test_an_index_of_another_file(inside):
    small(rows=5).commit()
    small("b.mindrecord", rows=3).commit()
    shutil.copy("a.mindrecord.db", "b.mindrecord.db")
    with pytest.raises(RuntimeError, match="does not fit"):
        FileReader("b.mindrecord")
