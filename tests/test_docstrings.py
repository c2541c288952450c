"""The examples in the docstrings."""

import doctest
import importlib
import pkgutil

import pytest

import msgrad

MODULES = ["msgrad", *(module.name for module in pkgutil.walk_packages(msgrad.__path__, "msgrad."))]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    module = importlib.import_module(name)
    result = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    assert result.failed == 0
