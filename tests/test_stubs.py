"""The stubs for editors, as a type checker sees them."""

import ast
import subprocess
import sys

import pytest

from msgrad import stubs

SCRIPT = """
import mindspore as ms
from mindspore import Tensor, nn, ops
from mindspore.common.initializer import Normal
from mindspore.ops import operations as P

x = Tensor([1.0])
reveal_type(ops.relu(x))
reveal_type(x.sum())
values, indices = ops.topk(x, 1)
nn.Dense(2, 3)(x).shape
ops.dance(x)
x.dance()
nn.Dense(2, 3, size=4)
"""

REPORT = [
    'note: Revealed type is "mindspore.Tensor"',
    'note: Revealed type is "mindspore.Tensor"',
    'error: Module has no attribute "dance"  [attr-defined]',
    'error: "Tensor" has no attribute "dance"  [attr-defined]',
    'error: Unexpected keyword argument "size" for "Dense"  [call-arg]',
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("typings")
    stubs.write(folder)
    return folder


def test_every_file_is_python(folder):
    files = list(folder.rglob("*.pyi"))
    assert len(files) > 100
    for file in files:
        ast.parse(file.read_text("utf-8"), file)


def test_a_type_checker_finds_what_is_wrong(folder, tmp_path):
    (tmp_path / "script.py").write_text(SCRIPT)
    command = [sys.executable, "-m", "mypy", "script.py", "--no-error-summary", "--config-file=", "--cache-dir=cache"]
    environment = {"MYPYPATH": str(folder), "PATH": ""}
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300)
    said = [line.split(": ", 1)[1] for line in result.stdout.splitlines()]
    assert [line for line in said if '" defined in "' not in line] == REPORT, result.stderr
