"""``python -m msgrad script.py args``: runs a MindSpore script, unchanged, on msgrad.

What runs sees what it would see if Python itself had been told to run it: `sys.argv`, `sys.path`, `__main__`,
the exit status, and a traceback that begins in the script.
"""

from __future__ import annotations

import builtins
import code
import os
import runpy
import sys
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from io import open_code
from types import ModuleType, TracebackType

import msgrad

USAGE = """\
usage: python -m msgrad [SCRIPT | -m MODULE | -c CODE | -] [ARGUMENT ...]

Runs code that imports mindspore on msgrad.

  SCRIPT        a Python file, or a folder or zip file with a __main__.py
  -m MODULE     a module or package by its name
  -c CODE       a piece of code
  -             code from the standard input
  (nothing)     a prompt; code from the standard input where that is no terminal
  -V, --version
  -h, --help
"""


def main(argv: list[str] | None = None) -> int:
    """Runs what the command line names. Returns the exit status, or raises the SystemExit of what ran."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    first = arguments[0] if arguments else ""
    if first in ("-h", "--help"):
        print(USAGE, end="")
        return 0
    if first in ("-V", "--version"):
        print(f"msgrad {msgrad.__msgrad_version__} (MindSpore {msgrad.__version__})")
        return 0
    if first in ("-c", "-m") and len(arguments) < 2:
        return _refuse(f"argument expected for the {first} option")
    if first.startswith("-") and first not in ("-", "-c", "-m"):
        return _refuse(f"unknown option {first}")

    msgrad.install()
    if first == "-c":
        return _guarded(_run_source, arguments[1], "<string>", ["-c", *arguments[2:]])
    if first == "-m":
        return _guarded(_run_module, arguments[1], arguments[2:])
    if first not in ("", "-"):
        return _guarded(_run_path, arguments)
    if first == "" and sys.stdin.isatty():
        return _prompt()
    return _guarded(_run_source, sys.stdin.read(), "<stdin>", [first, *arguments[1:]])


def _refuse(reason: str) -> int:
    print(f"python -m msgrad: {reason}\n{USAGE.splitlines()[0]}", file=sys.stderr)
    return 2


def _fresh_main(**attributes: object) -> ModuleType:
    """An empty `__main__` module in place of this one."""
    module = ModuleType("__main__")
    vars(module).update(__builtins__=builtins, **attributes)
    sys.modules["__main__"] = module
    return module


def _put_first_on_path(folder: str) -> None:
    # `python -m msgrad` has put the working directory there, unless it was told to put nothing (-P).
    if not sys.flags.safe_path:
        sys.path[0] = folder


def _run_source(source: str | bytes, filename: str, argv: list[str], **attributes: object) -> None:
    sys.argv[:] = argv
    if "__file__" not in attributes:
        _put_first_on_path("")
    exec(compile(source, filename, "exec", dont_inherit=True), vars(_fresh_main(**attributes)))


def _run_path(arguments: list[str]) -> None:
    path = arguments[0]
    if os.path.isdir(path) or path.endswith((".zip", ".pyz")):
        sys.argv[:] = arguments
        sys.path.insert(0, path)
        _fresh_main()
        runpy._run_module_as_main("__main__", alter_argv=False)  # type: ignore[attr-defined]
        return
    try:
        with open_code(os.path.abspath(path)) as file:
            source = file.read()
    except OSError as error:
        print(f"python -m msgrad: can't open file {path!r}: {error.strerror}", file=sys.stderr)
        raise SystemExit(2) from None
    _put_first_on_path(os.path.dirname(os.path.realpath(path)))
    file_name = os.path.abspath(path)
    loader = SourceFileLoader("__main__", file_name)
    _run_source(source, file_name, arguments, __file__=file_name, __loader__=loader)


def _run_module(name: str, arguments: list[str]) -> None:
    sys.argv[:] = ["-m", *arguments]
    _fresh_main()
    runpy._run_module_as_main(name)  # type: ignore[attr-defined]  # what Python itself calls for its own -m


def _prompt() -> int:
    module = _fresh_main()
    if hasattr(sys, "__interactivehook__"):  # completion and history, as at Python's own prompt
        sys.__interactivehook__()
    python = ".".join(map(str, sys.version_info[:3]))
    banner = f"msgrad {msgrad.__msgrad_version__} on Python {python}: `import mindspore` gives msgrad."
    code.interact(banner=banner, local=vars(module), exitmsg="")
    return 0


def _guarded(run: Callable[..., None], *arguments: object, **keywords: object) -> int:
    """Runs, and shows an exception with the traceback that it would have without msgrad around it."""
    try:
        run(*arguments, **keywords)
    except SystemExit:
        raise
    except BaseException as error:
        error.__traceback__ = _from_user_code(error.__traceback__)
        sys.excepthook(type(error), error, error.__traceback__)
        return 130 if isinstance(error, KeyboardInterrupt) else 1
    return 0


def _from_user_code(traceback: TracebackType | None) -> TracebackType | None:
    ours = (__file__, runpy.__file__, "<frozen runpy>")
    while traceback is not None and traceback.tb_frame.f_code.co_filename in ours:
        traceback = traceback.tb_next
    return traceback


if __name__ == "__main__":
    sys.exit(main())
