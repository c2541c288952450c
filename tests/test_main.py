"""python -m msgrad: what runs cannot tell it from Python itself, but for `import mindspore`."""

import io
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import msgrad
from msgrad.__main__ import main

SHOW = """
import sys, mindspore
print(__name__, __spec__ and __spec__.name, mindspore.__version__)
print(sys.argv)
print(sys.path[0])
print(sys.modules["__main__"].__dict__ is globals())
"""


@pytest.fixture(autouse=True)
def working_folder(interpreter, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def write(path, source):
    path.parent.mkdir(exist_ok=True)
    path.write_text(textwrap.dedent(source))
    return str(path)


def test_script(tmp_path, capsys):
    path = write(tmp_path / "script.py", SHOW + "print(__file__)")
    assert main([path, "-m", "--epochs=3", "-h"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "__main__ None 2.10.0",
        str([path, "-m", "--epochs=3", "-h"]),
        str(tmp_path),
        "True",
        path,
    ]


def test_script_finds_its_neighbours(tmp_path, capsys):
    write(tmp_path / "folder" / "neighbour.py", "value = 7")
    write(tmp_path / "folder" / "script.py", "import neighbour; print(neighbour.value, __file__)")
    (tmp_path / "link.py").symlink_to(tmp_path / "folder" / "script.py")
    assert main(["link.py"]) == 0
    assert capsys.readouterr().out == f"7 {tmp_path / 'link.py'}\n"


def test_folder(tmp_path, capsys):
    write(tmp_path / "app" / "__main__.py", SHOW)
    assert main(["app", "x"]) == 0
    assert capsys.readouterr().out.splitlines() == ["__main__ __main__ 2.10.0", "['app', 'x']", "app", "True"]


def test_module(tmp_path, capsys):
    sys.path.insert(0, str(tmp_path))
    write(tmp_path / "package" / "__init__.py", "")
    path = write(tmp_path / "package" / "module.py", SHOW)
    assert main(["-m", "package.module", "-c", "x"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "__main__ package.module 2.10.0",
        str([path, "-c", "x"]),
        str(tmp_path),
        "True",
    ]


def test_code(capsys):
    assert main(["-c", SHOW.replace("__spec__ and __spec__.name", "None"), "-m"]) == 0
    assert capsys.readouterr().out.splitlines() == ["__main__ None 2.10.0", "['-c', '-m']", "", "True"]


@pytest.mark.parametrize("arguments", [[], ["-"], ["-", "x"]])
def test_standard_input(arguments, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("import sys, mindspore; print(sys.argv, mindspore.__name__)"))
    assert main(arguments) == 0
    assert capsys.readouterr().out == f"{arguments or ['']} msgrad\n"


def test_prompt(capsys, monkeypatch):
    stdin = io.StringIO("import mindspore\nmindspore.__name__\n1/0\n__name__\n")
    monkeypatch.setattr(stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", stdin)
    assert main([]) == 0
    out, err = capsys.readouterr()
    assert "'msgrad'" in out
    assert "'__main__'" in out
    assert err.startswith(f"msgrad {msgrad.__msgrad_version__} on Python")
    assert "ZeroDivisionError" in err


def test_exit_status(tmp_path):
    for status in (0, 3, None, "a message"):
        with pytest.raises(SystemExit) as exit:
            main(["-c", f"import sys; sys.exit({status!r})"])
        assert exit.value.code == status


def test_traceback_begins_in_the_script(tmp_path, capsys):
    path = write(tmp_path / "wrong.py", "def f():\n    raise ValueError('boo')\n\nf()\n")
    assert main([path]) == 1
    error = capsys.readouterr().err.splitlines()
    assert error[:2] == ["Traceback (most recent call last):", f'  File "{path}", line 4, in <module>']
    assert error[-1] == "ValueError: boo"
    sys.path.insert(0, str(tmp_path))
    assert main(["-m", "wrong"]) == 1
    assert capsys.readouterr().err.splitlines()[1] == f'  File "{path}", line 4, in <module>'


def test_syntax_error(capsys):
    assert main(["-c", "x ="]) == 1
    error = capsys.readouterr().err
    assert error.startswith('  File "<string>", line 1\n')
    assert "SyntaxError" in error


def test_interrupt(capsys):
    assert main(["-c", "raise KeyboardInterrupt"]) == 130
    assert capsys.readouterr().err.splitlines()[-1] == "KeyboardInterrupt"


def test_own_excepthook(capsys):
    source = """import sys
def hook(kind, error, traceback): print("hook", error, traceback.tb_lineno)
sys.excepthook = hook
1/0"""
    hook = sys.excepthook
    try:
        assert main(["-c", source]) == 1
    finally:
        sys.excepthook = hook
    assert capsys.readouterr().out == "hook division by zero 4\n"


def test_missing_file(capsys):
    with pytest.raises(SystemExit) as exit:
        main(["nowhere.py"])
    assert exit.value.code == 2
    assert capsys.readouterr().err == "python -m msgrad: can't open file 'nowhere.py': No such file or directory\n"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["-m"], "argument expected for the -m option"),
        (["-c"], "argument expected for the -c option"),
        (["-x"], "unknown option -x"),
    ],
)
def test_wrong_usage(arguments, reason, capsys):
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith(f"python -m msgrad: {reason}\nusage: python -m msgrad")


def test_version_and_help(capsys):
    assert main(["--version"]) == main(["-V"]) == 0
    assert capsys.readouterr().out == f"msgrad {msgrad.__msgrad_version__} (MindSpore 2.10.0)\n" * 2
    assert main(["--help"]) == 0
    assert capsys.readouterr().out.startswith("usage: python -m msgrad [SCRIPT | -m MODULE")


def test_as_a_process(tmp_path):
    path = write(tmp_path / "script.py", "import mindspore, sys; print(mindspore.__name__, sys.argv[1:]); sys.exit(5)")
    home = str(Path(msgrad.__file__).parents[1])
    result = subprocess.run(
        [sys.executable, "-m", "msgrad", path, "x"], cwd=home, capture_output=True, text=True, timeout=120
    )
    assert (result.returncode, result.stdout, result.stderr) == (5, "msgrad ['x']\n", "")


def test_pytest_plugin(tmp_path):
    write(tmp_path / "conftest.py", "import mindspore\nfrom mindspore.common import dtype\n")
    write(tmp_path / "test_it.py", "import mindspore\ndef test(): assert mindspore.__name__ == 'msgrad'\n")
    environment = {**os.environ, "PYTHONPATH": str(Path(msgrad.__file__).parents[1])}
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "msgrad.pytest", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert f"mindspore: 2.10.0, by msgrad {msgrad.__msgrad_version__}" in result.stdout
    assert "1 passed" in result.stdout
