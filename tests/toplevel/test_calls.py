"""Communication, parallel settings, runtime, log: each call gives what the real MindSpore gives, or its error."""

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import msgrad

GOLDEN = Path(__file__).parents[1] / "golden"
RECORDS = json.loads(gzip.decompress((GOLDEN / "toplevel.json.gz").read_bytes()))

# The lines run in a process of their own, as some settings can be made only once.
PROGRAM = """
import json, sys
import msgrad
msgrad.install()
import toplevel_cases
section = sys.argv[1]
space = toplevel_cases.names(section)
print("RECORDS", json.dumps([toplevel_cases.record(line, space) for line in toplevel_cases.lines(section)]))
"""

STREAM = ["Stream(device_name=CPU, device_id:0, stream id:0)"] * 3
FLAGS = ("dump_local_norm", "dump_device_local_norm", "auto_parallel_new_interface", "init_param_in_compile")

# What the real one refuses for want of a kernel, or does not check, and what is done here instead.
DIFFERENT = {
    "communication.get_local_rank_size()": "1",  # the real one says 0 of the group of all
    "ops.AllReduce()(Tensor([1, 2], ms.int32))": "Tensor(shape=[2], dtype=Int32, value= [1, 2])",
    "ms.grad(lambda x: (ops.AllReduce()(x) ** 2).sum())(x)": "Tensor(shape=[2, 2], dtype=Float32, value= "
    "[[ 2.00000000e+00, 4.00000000e+00], [ 6.00000000e+00, 8.00000000e+00]])",
    "dist.is_initialized()": "False",  # after release, the real one stays True
    "parallel.nn.Pipeline(net, 2)": "Pipeline( (network): Dense(input_channels=2, output_channels=1, has_bias=True) )",
    "hal.current_stream(), hal.default_stream(), runtime.communication_stream()": f"({', '.join(STREAM)})",
    **{f"ms.set_auto_parallel_context({name}=True)": "TypeError" for name in ("device_num", "global_rank")},
    **{f"ms.set_auto_parallel_context({name}=1.5)": "TypeError" for name in FLAGS},
}


def run(section):
    home = str(Path(msgrad.__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([home, str(GOLDEN)])}
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, section], capture_output=True, text=True, env=environment, timeout=300
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout.rpartition("RECORDS ")[2])


def normal(text):
    return re.sub(r"\s+", " ", text).replace("msgrad.", "mindspore.")


@pytest.mark.parametrize("section", RECORDS)
def test_calls(section):
    wrong = []
    for mine, theirs in zip(run(section), RECORDS[section], strict=True):
        assert mine["line"] == theirs["line"]
        expected = DIFFERENT.get(mine["line"], theirs.get("gives", theirs.get("error")))
        if normal(mine.get("gives", mine.get("error"))) != normal(expected):
            wrong.append((mine, expected))
    assert not wrong, "\n".join(map(str, wrong))
