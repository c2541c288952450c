"""%load_ext msgrad, in IPython and so in Jupyter."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import msgrad

pytest.importorskip("IPython")

CELLS = """
get_ipython().run_line_magic("load_ext", "msgrad")
import mindspore, msgrad
print(mindspore is msgrad)
get_ipython().run_line_magic("unload_ext", "msgrad")
import sys
print("mindspore" in sys.modules)
"""


def test_load_and_unload(tmp_path):
    (tmp_path / "cells.ipy").write_text(CELLS)
    environment = {**os.environ, "PYTHONPATH": str(Path(msgrad.__file__).parents[1]), "IPYTHONDIR": str(tmp_path)}
    result = subprocess.run(
        [sys.executable, "-m", "IPython", "--no-banner", "--colors=NoColor", "cells.ipy"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.split() == ["True", "False"]
