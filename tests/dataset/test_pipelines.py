"""Pipelines against the real MindSpore's rows, facts and errors (tests/golden/dataset.json.gz)."""

import gzip
import json
from pathlib import Path

import dataset_cases
import pytest
from dataset_cases import folder

from msgrad.dataset import config

GOLDEN = Path(__file__).parents[1] / "golden"
FIGURES = json.loads(gzip.decompress((GOLDEN / "dataset.json.gz").read_bytes()))["cases"]
CASES = [case for case in dataset_cases.cases() if "refused" not in FIGURES[dataset_cases.name(case)]]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return folder.write(tmp_path_factory.mktemp("data") / "files")


@pytest.fixture(autouse=True)
def settings():
    yield
    config.reset()


def as_json(record):
    return json.loads(json.dumps(record))


@pytest.mark.parametrize("case", CASES, ids=dataset_cases.name)
def test_as_mindspore(case, files):
    expected = dict(FIGURES[dataset_cases.name(case)])
    got = as_json(dataset_cases.run(case, files))
    expected.pop("text", None)
    text = got.pop("text", "")
    if "log_of" in case.expr:  # MindSpore's steps begin and end in threads of their own
        got, expected = ({"value": sorted(record["value"], key=str)} for record in (got, expected))
    assert got == expected, text
