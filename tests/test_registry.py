"""The registry: what stands behind MindSpore's names, the tables made of it, and whether each has a test."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from msgrad import registry
from msgrad.engine import OPERATORS

TESTS = Path(__file__).parent
WORDS: set[str] = set()
for file in set(TESTS.rglob("*.py")) - {Path(__file__)}:
    WORDS |= set(re.findall(r"(?:^|[^\w])([A-Za-z_]\w*)", file.read_text("utf-8")))

# What raises an error that names it, describes kernels or memory of other devices, or is a word for an option.
NOT_TESTED_BY_NAME = set(
    """
    MemPool PluggableAllocator StreamLimitCtx get_device_limit get_stream_limit memory_replay use_mem_pool
    ms_memory_recycle flops_collection HostSystem export_split_mindir obfuscate_ckpt get_ckpt_path_with_strategy
    set_op_strategy_config recv_object_list TCPStore sync_wait_for_dataset JiebaMode SPieceTokenizerLoadType Plugin
    CustomPassType register_custom_backend register_op_infer register_op_wrapper AiCPURegOp AkgAscendRegOp CpuRegOp
    custom_info_register op_info_register ms_kernel RandpermV2
    """.split()
)


def named_in_a_test(name):
    return name.rpartition(".")[2] in WORDS


@pytest.mark.parametrize(
    "name, kind, operators",
    [
        ("mindspore.ops.relu", "function", {"relu"}),
        ("mindspore.ops.ReLU", "primitive", {"relu"}),
        ("mindspore.nn.ReLU", "cell", {"relu"}),
        ("mindspore.mint.nn.functional.relu", "function", {"relu"}),
        ("mindspore.Tensor.matmul", "function", {"matmul"}),
        ("mindspore.nn.Conv2d", "cell", {"convolution"}),
        ("mindspore.float32", "value", set()),
        ("mindspore.ops.dance", "absent", set()),
    ],
)
def test_what_stands_behind_a_name(name, kind, operators):
    entry = registry.find(name)
    assert (entry.kind, entry.operators >= operators, entry.present) == (kind, True, kind != "absent")


def test_differentiability_and_dtypes():
    assert registry.find("mindspore.ops.exp").differentiable
    assert not registry.find("mindspore.ops.floor_mod").operators - {"floor_mod"}
    assert OPERATORS["add"].dtype_rule == "The lattice of dtypes, as arithmetic."
    assert OPERATORS["tanh"].dtype_rule.startswith("Floating Tensors")


def test_every_operator_has_a_test():
    names = registry.names_of_operators()
    public = {operator: found for operator, found in names.items() if found}
    assert len(public) > 400
    assert [o for o, found in public.items() if o not in WORDS and not any(map(named_in_a_test, found))] == []


def test_every_name_has_a_test():
    """A function, layer or primitive is named in a test, or made of operators that others with a test are made of."""
    names = registry.names_of_operators()
    missing = set()
    for module in registry.modules():
        for entry in registry.entries(module):
            if entry.kind not in ("function", "primitive", "cell", "class") or named_in_a_test(entry.name):
                continue
            if not entry.operators or not all(any(map(named_in_a_test, names[o])) for o in entry.operators):
                missing.add(entry.name.rpartition(".")[2])
    assert missing == NOT_TESTED_BY_NAME


def test_tables_are_up_to_date():
    command = [sys.executable, "docs/make_tables.py", "--check"]
    result = subprocess.run(command, cwd=TESTS.parent, capture_output=True, text=True, timeout=300)
    assert result.returncode == 0, result.stderr
