"""``pytest -p msgrad.pytest``: runs a test suite that was written for MindSpore on msgrad.

The mapping is installed as this module is imported, since pytest imports its plugins before any conftest.py.
"""

from __future__ import annotations

import msgrad

msgrad.install()


def pytest_report_header() -> str:
    """One line at the top of the report that says what `mindspore` is in this run."""
    return f"mindspore: {msgrad.__version__}, by msgrad {msgrad.__msgrad_version__}"
