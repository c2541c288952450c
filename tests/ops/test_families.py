"""Further operators and primitive classes, family by family, against the real MindSpore's figures."""

import gzip
import json
import re

import pytest

import msgrad
from tests.batches import Batches
from tests.ops.test_golden import GOLDEN, check_record, name_of, run

RECORDS = [
    record
    for file in ("families", "family_primitives")
    for record in json.loads(gzip.decompress((GOLDEN / f"{file}.json.gz").read_bytes()))
]

# Calls that the real CPU build refuses for want of a kernel, and that are computed here.
REFUSED = []

# Where the real one computes something else, and why that is not followed.
DIFFERENT = {}


def followed(record):
    return not any(re.match(pattern, name_of(record)) for pattern in DIFFERENT)


FOLLOWED = [i for i, record in enumerate(RECORDS) if followed(record)]
BATCHES = Batches(RECORDS, run)


def check(number, compute):
    record = RECORDS[number]
    if "error" in record and any(re.match(pattern, name_of(record)) for pattern in REFUSED):
        compute()
    else:
        check_record(record, compute)


@pytest.mark.parametrize("number", FOLLOWED, ids=[name_of(RECORDS[i]) for i in FOLLOWED])
def test_as_one_program(number):
    check(number, lambda: BATCHES.result(number))


@pytest.mark.parametrize("number", FOLLOWED[::12], ids=[name_of(RECORDS[i]) for i in FOLLOWED[::12]])
def test_operator_by_operator(number):
    with msgrad.executor("operator"):
        check(number, lambda: run(RECORDS[number]))
