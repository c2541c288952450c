"""msgrad.install: `import mindspore` gives msgrad's own modules, and says what is missing."""

import importlib
import multiprocessing
import pickle
import subprocess
import sys
import textwrap

import pytest

import msgrad
from msgrad import _names
from msgrad.install import ALIASES, locate


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """A folder with a package `mindspore` that tells when it is imported."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "mindspore").mkdir()
    (folder / "mindspore" / "__init__.py").write_text("print('the real one')\n")
    (folder / "mindspore" / "nn.py").write_text("raise SystemExit('the real nn')\n")
    return folder


def python(folder, source):
    """Runs source in a Python that finds the folder's packages before all others. Returns what it printed."""
    source = f"import sys; sys.path[:0] = [{str(folder)!r}, {str(importlib.resources.files('msgrad').parent)!r}]\n" + (
        textwrap.dedent(source)
    )
    result = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr
    return result.stdout.splitlines()


def test_one_module_under_two_names():
    import mindspore
    import mindspore.common.dtype as theirs

    import msgrad.common.dtype as ours

    assert mindspore is msgrad
    assert theirs is ours is sys.modules["mindspore.common.dtype"]
    assert ours.__name__ == ours.__spec__.name == "msgrad.common.dtype"
    assert mindspore.common.dtype is ours
    assert mindspore.__version__ == "2.10.0"


def test_spec_is_left_as_it_was():
    module = importlib.import_module("msgrad.common.promotion")
    spec = module.__spec__
    assert importlib.import_module("mindspore.common.promotion") is module
    assert module.__spec__ is spec
    assert importlib.util.find_spec("mindspore.common.promotion") is spec


@pytest.mark.parametrize("alias", ALIASES)
def test_aliases(alias):
    assert importlib.import_module(f"mindspore.{alias}").__name__ == locate(f"mindspore.{alias}")


@pytest.mark.parametrize("name", ["install", "engine", "_names", "pytest"])
def test_what_is_not_of_mindspore_has_no_name_there(name):
    with pytest.raises(ModuleNotFoundError, match=r"neither MindSpore 2.10 nor msgrad has it"):
        importlib.import_module(f"mindspore.{name}")


def test_missing_module():
    with pytest.raises(ModuleNotFoundError, match=r"msgrad does not have mindspore.onnx \(yet\)") as error:
        import mindspore.onnx
    assert error.value.name == "mindspore.onnx"
    with pytest.raises(ImportError, match=r"msgrad does not have mindspore.onnx \(yet\)"):
        from mindspore import onnx  # noqa: F401
    with pytest.raises(ModuleNotFoundError, match=r"neither MindSpore 2.10 nor msgrad has it"):
        import mindspore.dance  # noqa: F401


def test_missing_name():
    import mindspore

    with pytest.raises(
        AttributeError, match=r"msgrad does not have mindspore.load_obf_params_into_net \(yet\)"
    ) as error:
        _ = mindspore.load_obf_params_into_net
    assert error.value.name == "load_obf_params_into_net"
    with pytest.raises(ImportError, match=r"msgrad does not have mindspore.load_obf_params_into_net \(yet\)"):
        from mindspore import load_obf_params_into_net  # noqa: F401
    with pytest.raises(AttributeError, match=r"mindspore has no 'Tenso': neither MindSpore 2.10 nor msgrad"):
        _ = mindspore.Tenso
    assert not hasattr(mindspore, "load_obf_params_into_net")
    assert getattr(mindspore, "load_obf_params_into_net", None) is None


def test_explanations():
    assert _names.explain("msgrad.nn", "GRUCell").startswith("msgrad does not have mindspore.nn.GRUCell (yet)")
    assert _names.explain("msgrad.nn", "GRUCall").startswith("mindspore.nn has no 'GRUCall'")
    assert _names.explain("msgrad.engine", "x") == "msgrad's msgrad.engine has no 'x'"
    assert _names.explain_module("mindspore.train.callback").startswith("msgrad does not have mindspore.train.callback")


def test_beside_the_real_one(real):
    out = python(
        real,
        """
        import msgrad
        msgrad.install()
        msgrad.install()
        import mindspore, mindspore.nn
        finders = [finder for finder in sys.meta_path if "msgrad" in repr(finder)]
        print(mindspore is msgrad, mindspore.nn is sys.modules["msgrad.nn"], len(finders))
        msgrad.uninstall()
        print(sorted(name for name in sys.modules if name.startswith("mindspore")))
        import mindspore
        try:
            msgrad.install()
        except ImportError as error:
            print(error)
        """,
    )
    assert out[:3] == ["True True 1", "[]", "the real one"]
    assert out[3].startswith(f"MindSpore itself has already been imported (from {real}")


def test_import_as_mindspore(tmp_path):
    out = python(
        tmp_path,
        """
        import msgrad as mindspore
        from msgrad import nn
        print("mindspore" in sys.modules, mindspore.nn is nn)
        """,
    )
    assert out == ["False True"]


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_children_of_multiprocessing(real, method, tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(
        textwrap.dedent(
            f"""
            import multiprocessing
            import mindspore
            def work(pipe):
                pipe.send(mindspore.__name__)
            if __name__ == "__main__":
                context = multiprocessing.get_context({method!r})
                ours, theirs = context.Pipe()
                child = context.Process(target=work, args=(theirs,))
                child.start()
                theirs.close()
                print(ours.recv())
                child.join()
            """
        )
    )
    result = subprocess.run(
        [sys.executable, "-m", "msgrad", str(script)],
        capture_output=True,
        text=True,
        timeout=120,
        env={"PYTHONPATH": str(real), "PATH": "", "HOME": str(tmp_path)},
        cwd=importlib.resources.files("msgrad").parent,
    )
    assert result.stdout == "msgrad\n", result.stderr


def test_uninstalled_children_are_told_nothing():
    prepare = multiprocessing.spawn.get_preparation_data
    assert "msgrad" in prepare("child")
    msgrad.uninstall()
    try:
        assert "msgrad" not in multiprocessing.spawn.get_preparation_data("child")
    finally:
        msgrad.install()
    assert pickle.loads(pickle.dumps(prepare("child")["msgrad"])) is None


def test_missing_attribute_of_an_object():
    from mindspore import Parameter, Tensor, nn

    for thing in (Tensor([1.0]), Parameter(Tensor([1.0]))):
        kind = type(thing).__name__
        with pytest.raises(AttributeError, match=f"^'{kind}' object has no attribute 'dance'$"):
            _ = thing.dance
        with pytest.raises(AttributeError, match=rf"^msgrad does not have mindspore.{kind}.assign_value_cpp \(yet\)"):
            _ = thing.assign_value_cpp
    with pytest.raises(AttributeError, match=r"^The 'Cell' object has no attribute 'dance'\.$"):
        _ = nn.Cell().dance


def test_modules_that_are_named_as_their_function():
    import mindspore
    from mindspore.common.api import jit, jit_class
    from mindspore.graph.lazy_inline import lazy_inline
    from mindspore.graph.no_inline import no_inline

    assert (mindspore.lazy_inline, mindspore.no_inline) == (lazy_inline, no_inline)
    assert (mindspore.jit, mindspore.jit_class) == (jit, jit_class)
