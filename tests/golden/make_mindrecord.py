"""MindRecord files written by the real MindSpore 2.10, and what it reads and refuses.

`python tests/golden/make_mindrecord.py FOLDER`, where FOLDER holds the files of `mindrecord_cases.py` as msgrad
wrote them. The real one's own files go to `mindrecord.zip`, the rest to `mindrecord.json`; of msgrad's files, it
notes the check sums of those that the real MindSpore read and found to hold the same as its own.
"""

import io
import json
import os
import pathlib
import sys
import tempfile
import zipfile

import mindrecord_cases as cases
import mindspore
import mindspore.dataset as ds


def in_order(found):
    return {**found, "rows": sorted(map(str, found["rows"]))}


def in_pipeline(paths):
    data = ds.MindDataset(paths[0], shuffle=False)
    if not data.get_dataset_size():
        return []
    return sorted(str([(v.dtype, v.tolist()) for v in row]) for row in data.create_tuple_iterator(output_numpy=True))


if __name__ == "__main__":
    here, theirs = pathlib.Path(__file__).resolve().parent, os.path.abspath(sys.argv[1])
    found = {"mindspore": mindspore.__version__, "rows": {}, "sums": {}, "written_by_msgrad": {}}
    with tempfile.TemporaryDirectory() as folder:
        for case in cases.FILES:
            paths = cases.written(case, folder)
            rows, others = cases.rows_of(paths[0]), cases.paths_of(case, theirs)
            if case not in cases.UNEVEN:
                found["rows"][case] = cases.shortened(rows)
                found["sums"][case] = cases.sum_of_files(paths)
            if in_order(cases.rows_of(others[0])) == in_order(rows) and in_pipeline(others) == in_pipeline(paths):
                found["written_by_msgrad"][case] = cases.sum_of_files(others)
        found["columns"] = cases.rows_of(f"{folder}/one.mindrecord", ["label", "vec"])
        found["pages"] = {case: cases.pages_of(f"{folder}/{case}.mindrecord") for case in cases.PAGES}
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(pathlib.Path(folder).iterdir()):
                archive.writestr(zipfile.ZipInfo(path.name), path.read_bytes(), zipfile.ZIP_DEFLATED)
        os.makedirs(f"{folder}/outcomes")
        os.chdir(f"{folder}/outcomes")
        found["outcomes"] = cases.outcomes()
        os.chdir(here)
    (here / "mindrecord.zip").write_bytes(buffer.getvalue())
    (here / "mindrecord.json").write_text(json.dumps(found, indent=0, ensure_ascii=False) + "\n")
    count = len(found["written_by_msgrad"])
    print(len(cases.FILES), "cases,", count, "written by msgrad alike,", len(buffer.getvalue()), "bytes")
