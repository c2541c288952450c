"""Encrypted MindRecord files written by the real MindSpore 2.10: `python tests/golden/make_mindrecord_encrypted.py FOLDER`.

FOLDER holds the file "one.mindrecord" of `mindrecord_cases.py` as msgrad wrote it under the key `KEY`, which the real
one must read. Its own files go to `mindrecord_encrypted.zip`.
"""

import os
import pathlib
import sys
import tempfile
import zipfile

import mindrecord_cases as cases
import mindspore.dataset as ds
from mindspore import mindrecord

KEY = "0123456789abcdefghijklmn"
CASES = ("one", "appended")

if __name__ == "__main__":
    here, theirs = pathlib.Path(__file__).resolve().parent, os.path.abspath(sys.argv[1])
    mindrecord.set_enc_key(KEY)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for case in CASES:
            cases.written(case, folder)
        with zipfile.ZipFile(here / "mindrecord_encrypted.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(pathlib.Path(folder).glob("*.mindrecord*")):
                archive.writestr(zipfile.ZipInfo(path.name), path.read_bytes(), zipfile.ZIP_DEFLATED)
        assert cases.rows_of(f"{theirs}/one.mindrecord") == cases.rows_of(f"{folder}/one.mindrecord")
        assert ds.MindDataset(f"{theirs}/one.mindrecord").get_dataset_size() == 5
        os.chdir(here)
    print("msgrad's file was read")
