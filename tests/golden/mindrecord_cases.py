"""MindRecord files that both frameworks write and read, and what they refuse.

`python tests/golden/mindrecord_cases.py FOLDER` (under ``python -m msgrad``) writes the files to FOLDER, for
`make_mindrecord.py` to read by the real MindSpore.
"""

import hashlib
import json
import os
import pathlib
import sqlite3
import sys
from contextlib import closing

import numpy as np
from mindspore.mindrecord import FileReader, FileWriter, MindPage

ALL = {
    "name": {"type": "string"},
    "label": {"type": "int32"},
    "big": {"type": "int64"},
    "f": {"type": "float32"},
    "d": {"type": "float64"},
    "img": {"type": "bytes"},
    "vec": {"type": "float32", "shape": [-1]},
    "ids": {"type": "int32", "shape": [2, 3]},
    "lids": {"type": "int64", "shape": [-1, 2]},
    "dv": {"type": "float64", "shape": [2]},
}


def of_all(i):
    return {
        "name": f"ä{i}",
        "label": i * 100 - 50,
        "big": (1 << 40) * i - 3,
        "f": 0.1 * i,
        "d": 0.1 * i,
        "img": b"x\0" * i + b"y",
        "vec": np.arange(i + 1, dtype=np.float32),
        "ids": np.arange(6, dtype=np.int32).reshape(2, 3) * 10**i - 5,
        "lids": np.arange(2 * (i + 1), dtype=np.int64).reshape(-1, 2) * 10 ** (3 * i),
        "dv": np.array([i, 0.5]),
        "not in the schema": 3,
    }


SMALL = {"l": {"type": "int32"}, "s": {"type": "string"}, "f": {"type": "float32"}, "b": {"type": "bytes"}}


def of_small(i):
    return {"l": i % 3, "s": f"n{i % 2}", "f": i / 2, "b": b"x" * (i + 1)}


def of_pages(i):
    """Rows of which few fit into a page: scalars are longer than bytes here and shorter there."""
    return {"l": i, "s": "ü" * (i * 7919 % 3001), "f": 0.5, "b": bytes([i % 256]) * (1 + i * 104729 % 9001)}


# name -> (schema, rows of each call of write_raw_data, number of shards, index, rows that are appended)
FILES = {
    "one": (ALL, [[of_all(i) for i in range(3)], [of_all(i) for i in range(3, 5)]], 1, ["label", "name"], []),
    "shards": (ALL, [[of_all(i) for i in range(6)], [of_all(i) for i in range(3)]], 3, None, []),
    "scalars": ({"l": {"type": "int64"}, "s": {"type": "string"}}, [[{"l": -i, "s": "s" * i} for i in range(10)]], 2, ["l"], []),
    "bytes": ({"b": {"type": "bytes"}}, [[{"b": bytes([i, 0])} for i in range(5)]], 1, None, []),
    "array": ({"a": {"type": "int64", "shape": [-1]}}, [[{"a": np.arange(i) * 1000} for i in range(1, 5)]], 1, None, []),
    "two_arrays": ({"a": {"type": "int32", "shape": [-1]}, "b": {"type": "bytes"}}, [[{"a": np.arange(i, dtype=np.int32), "b": b"x"} for i in range(1, 4)]], 1, None, []),
    "pages": (SMALL, [[of_pages(i) for i in range(n, n + 7)] for n in range(0, 42, 7)], 1, ["s", "l"], []),
    "pages_of_shards": (SMALL, [[of_pages(i) for i in range(n, n + 12)] for n in range(0, 48, 12)], 2, None, []),
    "appended": (SMALL, [[of_small(i) for i in range(7)]], 1, ["l"], [of_small(i) for i in range(7, 10)]),
    "appended_pages": (SMALL, [[of_pages(i) for i in range(9)]], 1, None, [of_pages(i) for i in range(9, 30)]),
    "appended_shards": (SMALL, [[of_small(i) for i in range(8)]], 2, None, [of_small(i) for i in range(8, 12)]),
    "many_shards": (SMALL, [[of_small(i) for i in range(11)]], 11, None, []),
    "uneven_shards": (SMALL, [[of_small(i) for i in range(7)]], 3, None, []),
    "empty": ({"l": {"type": "int32"}}, [], 1, None, []),
}  # fmt: skip

UNEVEN = ("uneven_shards",)
"""Where the real one draws by lot which files get one row more."""

PAGES = ("one", "appended")


def paths_of(case, folder):
    count = FILES[case][2]
    return [f"{folder}/{case}.mindrecord{str(i).zfill(len(str(count - 1))) if count > 1 else ''}" for i in range(count)]


def written(case, folder):
    """The files of a case."""
    schema, calls, shards, index, more = FILES[case]
    writer = FileWriter(f"{folder}/{case}.mindrecord", shards)
    writer.set_header_size(1 << 14)
    writer.set_page_size(1 << 15)
    writer.add_schema(schema, "größe")
    if index:
        writer.add_index(index)
    for rows in calls:
        writer.write_raw_data(rows)
    writer.commit()
    if more:
        writer = FileWriter.open_for_append(paths_of(case, folder)[0])
        writer.write_raw_data(more)
        writer.commit()
    return paths_of(case, folder)


def plain(value):
    return (
        [str(value.dtype), value.tolist()]
        if isinstance(value, np.ndarray)
        else value.hex()
        if isinstance(value, bytes)
        else value
    )


def rows_of(path, columns=None):
    """What FileReader gives, as JSON can hold it."""
    reader = FileReader(path, columns=columns)
    rows = [[[name, plain(value)] for name, value in row.items()] for row in reader.get_next()]
    length, schema = reader.len(), reader.schema()
    reader.close()
    return {"length": length, "schema": schema, "rows": rows}


def shortened(rows):
    """The same with a check sum where there are many rows."""
    text = json.dumps(rows["rows"])
    return {**rows, "rows": sum_of(text)} if len(text) > 10000 else rows


def index_of(path):
    """The index of a file, as text."""
    with closing(sqlite3.connect(f"file:{path}.db?mode=ro", uri=True)) as db:
        tables = [list(db.execute(f"PRAGMA table_info({name})")) for name in ("INDEXES", "SHARD_NAME")]
        return repr(
            [
                tables,
                list(db.execute("SELECT * FROM INDEXES ORDER BY ROW_ID")),
                list(db.execute("SELECT * FROM SHARD_NAME")),
            ]
        )


def sum_of(text):
    return hashlib.sha256(text if isinstance(text, bytes) else text.encode()).hexdigest()


def sum_of_files(paths):
    """A check sum of what files and their indices hold; the pages of SQLite's files themselves differ with its version."""
    return sum_of("".join([sum_of(pathlib.Path(path).read_bytes()) + sum_of(index_of(path)) for path in paths]))


def pages_of(path):
    """MindPage's answers."""
    page = MindPage(path)
    found = {"candidates": page.candidate_fields, "before": page.category_field}
    for field in page.candidate_fields:
        page.category_field = field
        found[field] = [page.category_field, page.read_category_info()]
        for arguments in ((0, 0, 2), (0, 1, 2), (1, 0, 1), (0, 9, 2)):
            found[f"{field} {arguments}"] = page_rows(page.read_at_page_by_id, *arguments)
        for arguments in (
            ("n1", 0, 2),
            ("1", 0, 2),
            ("zz", 0, 2),
            ("n1", 9, 2),
            ("1", 9, 2),
            ("ä1", 0, 2),
            ("ä1", 9, 2),
            ("50", 0, 2),
        ):
            found[f"{field} {arguments}"] = page_rows(page.read_at_page_by_name, *arguments)
    return found


def page_rows(read, *arguments):
    try:
        return [[[name, plain(value)] for name, value in row.items()] for row in read(*arguments)]
    except Exception as error:
        return type(error).__name__


def outcome(function):
    try:
        function()
    except Exception as error:
        return type(error).__name__
    return "passed"


def new(**arguments):
    return FileWriter(**{"file_name": "new.mindrecord", "overwrite": True, **arguments})


def saved(schema, rows, index=None):
    """The rows that come back."""
    writer = new()
    writer.set_header_size(1 << 14)
    writer.set_page_size(1 << 15)
    writer.add_schema(schema, "d")
    if index is not None:
        writer.add_index(index)
    writer.write_raw_data(rows)
    writer.commit()
    return rows_of("new.mindrecord")["rows"]


def made(**arguments):
    return lambda: FileWriter(**{"file_name": "zz.mindrecord", **arguments})


def with_schema(content, *more):
    return lambda: new().add_schema(content, *more)


MIX = {"a": {"type": "int32"}, "b": {"type": "bytes"}}
ARRAY = {"a": {"type": "int32", "shape": [-1]}, "s": {"type": "string"}, "f": {"type": "float32"}}
MATRIX = {"a": {"type": "int32", "shape": [2, 3]}, "l": {"type": "int64"}}
GOOD = {"a": np.array([1, 2], np.int32), "s": "x", "f": 1.0}
ZEROS = {"a": np.zeros((2, 3), np.int32), "l": 1}


def sized(what, size):
    return lambda: getattr(new(), what)(size)


def twice():
    writer = new()
    writer.add_schema(MIX)
    writer.add_schema(MIX)


def after_commit():
    writer = new()
    writer.add_schema({"l": {"type": "int32"}}, "d")
    writer.write_raw_data([{"l": 1}])
    writer.commit()
    writer.write_raw_data([{"l": 1}])


def category(field):
    page = MindPage("small.mindrecord")
    page.category_field = field
    return page


# Run in a folder with `small.mindrecord`, `bytes.mindrecord`, `alone.mindrecord` without an index, and `bad.mindrecord`.
OUTCOMES = {
    **{f"writer {k}={v!r}": made(**{k: v}) for k, v in [("file_name", 3), ("shard_num", "a"), ("shard_num", 0), ("shard_num", 1001), ("shard_num", 1000), ("overwrite", 1)]},
    **{f"schema {content}": with_schema(content) for content in [3, {}, {"a": {"type": "int8"}}, {"a": {}}, {"a": {"type": "int32", "shape": 3}}, {"a": {"type": "bytes", "shape": [3]}},
        {"a": {"type": "string", "shape": [3]}}, {"a-b": {"type": "int32"}}, {"a": {"type": "int32", "x": 1}}, {"a": {"type": "float32", "shape": [2, -1]}}, {"a": {"type": "float32", "shape": [-1, -1]}},
        {"": {"type": "int32"}}, {"a": "int32"}, {"a": {"type": "uint8", "shape": [-1]}}, {"a": {"type": "int32", "shape": [0]}}]},
    "desc": with_schema(MIX, 3),
    **{f"rows {i}": lambda rows=rows: saved(MIX, rows) for i, rows in enumerate([3, [], [3], [{"a": 1}], [{"a": 1, "b": b"1", "c": 3}], [{"a": "x", "b": b"1"}], [{"a": 1, "b": "s"}], [{"a": 1.5, "b": b"1"}],
        [{"a": np.int64(3), "b": b"1"}], [{"a": np.int32(3), "b": b"1"}], [{"a": np.array(3), "b": b"1"}], [{"a": 1, "b": np.array([1, 2], np.uint8)}], [{"a": 1, "b": bytearray(b"12")}]])},
    **{f"array {i}": lambda more=more: saved(ARRAY, [{**GOOD, **more}]) for i, more in enumerate([{"a": [1, 2]}, {"a": np.array([1, 2])}, {"a": np.array([[1, 2]], np.int32)}, {"a": np.array([1, 2], np.float32)},
        {"s": b"x"}, {"s": 3}, {"s": ""}, {"f": 1}, {"f": np.float32(1.5)}, {"f": np.float64(0.5)}, {"f": "1"}])},
    **{f"matrix {list(a.shape)}": lambda a=a: saved(MATRIX, [{"a": a, "l": 1}]) for a in (np.zeros((3, 2), np.int32), np.zeros(6, np.int32), np.zeros((2, 4), np.int32))},
    "transposed": lambda: saved(MATRIX, [{"a": np.arange(6, dtype=np.int32).reshape(3, 2).T, "l": 1}]),
    **{f"index {index}": lambda index=index: saved(MATRIX, [ZEROS], index) for index in [3, [], ["zz"], ["a"], ["l"], ["l", "l"], [3], "l"]},
    "two schemas": twice,
    "rows without schema": lambda: new().write_raw_data([{"a": 1}]),
    "commit without schema": lambda: new().commit(),
    "index without schema": lambda: new().add_index(["a"]),
    **{f"{what} {size}": sized(what, size) for what in ("set_header_size", "set_page_size") for size in (1, 1 << 14, 1 << 15, (1 << 15) + 4, (1 << 15) + 1, 1 << 27, 1 << 28, 1 << 29, "a")},
    "long bytes": lambda: saved(MIX, [{"a": 1, "b": b"x" * 40000}]),
    "long string": lambda: saved(ARRAY, [{**GOOD, "s": "x" * 40000}]),
    "just fits": lambda: saved({"b": {"type": "bytes"}}, [{"b": b"x" * ((1 << 15) - 8)}] * 2),
    "one too many": lambda: saved({"b": {"type": "bytes"}}, [{"b": b"x" * ((1 << 15) - 7)}]),
    "exists": lambda: (lambda w: (w.add_schema(MIX), w.write_raw_data([{"a": 1, "b": b"1"}])))(FileWriter("small.mindrecord")),
    "no folder": lambda: (lambda w: (w.add_schema(MIX), w.write_raw_data([{"a": 1, "b": b"1"}])))(FileWriter("no/small.mindrecord")),
    "after commit": after_commit,
    "append missing": lambda: FileWriter.open_for_append("zz"),
    "append 3": lambda: FileWriter.open_for_append(3),
    "append to bad": lambda: FileWriter.open_for_append("bad.mindrecord"),
    "append a schema": lambda: FileWriter.open_for_append("small.mindrecord").add_schema(MIX),
    "append other rows": lambda: FileWriter.open_for_append("small.mindrecord").write_raw_data([{"l": "9"}]),
    **{f"reader {name}": lambda name=name, more=more: rows_of(name, **more) for name, more in [("zz", {}), ("alone.mindrecord", {}), ("bad.mindrecord", {})]},
    "reader 3": lambda: FileReader(3),
    "reader of other schemas": lambda: FileReader(["small.mindrecord", "bytes.mindrecord"]),
    **{f"reader {more}": lambda more=more: FileReader("small.mindrecord", **more) for more in [{"columns": ["zz"]}, {"columns": "l"}, {"columns": ["l"]}, {"num_consumer": 0}, {"num_consumer": "1"}]},
    "page missing": lambda: MindPage("zz"),
    **{f"category {field!r}": lambda field=field: category(field) for field in ("zz", 3, "", "l")},
    **{f"page by id {a}": lambda a=a: category("s").read_at_page_by_id(*a) for a in [(99, 0, 2), (-1, 0, 2), (0, -1, 2), (0, 0, 0), ("a", 0, 1)]},
    **{f"page by name {a}": lambda a=a: category("s").read_at_page_by_name(*a) for a in [(3, 0, 1), ("n0", -1, 1), ("n0", 0, 0)]},
    "info without category": lambda: MindPage("small.mindrecord").read_category_info(),
}  # fmt: skip


def outcomes():
    """Run in an empty folder."""
    for name, schema, rows in (
        ("small", SMALL, [of_small(i) for i in range(5)]),
        ("bytes", {"b": {"type": "bytes"}}, [{"b": b"1"}]),
    ):
        writer = FileWriter(f"{name}.mindrecord")
        writer.set_header_size(1 << 14)
        writer.set_page_size(1 << 15)
        writer.add_schema(schema, "d")
        writer.write_raw_data(rows)
        writer.commit()
    pathlib.Path("alone.mindrecord").write_bytes(pathlib.Path("small.mindrecord").read_bytes())
    pathlib.Path("bad.mindrecord").write_bytes(b"hello" * 100)
    return {name: outcome(function) for name, function in OUTCOMES.items()}


if __name__ == "__main__":
    os.makedirs(sys.argv[1], exist_ok=True)
    for case in FILES:
        written(case, sys.argv[1])
