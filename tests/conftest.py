"""The tests import `mindspore` and get msgrad, as a user's code does."""

import os
import sys

import pytest

import msgrad

msgrad.install()


@pytest.fixture
def interpreter(monkeypatch):
    """Puts back what running a script by `msgrad.__main__.main` changes in the interpreter."""
    monkeypatch.setattr(sys, "argv", ["msgrad"])
    monkeypatch.setattr(sys, "path", [os.getcwd(), *sys.path])
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    monkeypatch.delattr(sys, "__interactivehook__", raising=False)
