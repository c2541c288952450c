"""The examples in the docstrings."""

import doctest
import importlib
import pkgutil

import mindspore
import numpy as np
import pytest
from mindspore import Parameter, Tensor, mint, nn, ops

import msgrad

MODULES = ["msgrad", *(module.name for module in pkgutil.walk_packages(msgrad.__path__, "msgrad."))]


# What every example may take for granted.
COMMON = {"Parameter": Parameter, "Tensor": Tensor, "np": np}
COMMON |= {"mindspore": mindspore, "mint": mint, "nn": nn, "ops": ops}


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    module = importlib.import_module(name)
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    result = doctest.testmod(module, globs={**COMMON, **vars(module)}, optionflags=flags)
    assert result.failed == 0
