"""What the engine keeps: caches of bounded size, and JAX's compilation cache on disk."""

import os
import subprocess
import sys

import pytest

from msgrad.engine.cache import Cache


def test_a_full_cache_forgets_its_oldest_entries():
    cache = Cache(8)
    for i in range(20):
        cache.add(i, str(i))
        assert len(cache) <= 8
    assert 19 in cache
    assert 0 not in cache


def test_the_first_value_of_a_key_stays():
    cache = Cache(8)
    assert cache.add("k", 1) == 1
    assert cache.add("k", 2) == 1


CODE = "import msgrad, jax; print(float(msgrad.Tensor([2.0]).sum())); print(jax.config.jax_compilation_cache_dir)"


def run(**environment):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("MSGRAD_", "JAX_"))}
    command = [sys.executable, "-c", CODE]
    done = subprocess.run(command, capture_output=True, text=True, env=kept | environment, check=True)
    return done.stdout.split()


@pytest.mark.parametrize("way", ["XDG_CACHE_HOME", "MSGRAD_COMPILATION_CACHE"])
def test_programs_are_kept_on_disk(tmp_path, way):
    value, folder = run(**{way: str(tmp_path)})
    assert value == "2.0"
    assert folder.startswith(str(tmp_path))
    assert any(path.is_file() for path in tmp_path.rglob("*-cache"))


def test_the_cache_on_disk_can_be_switched_off(tmp_path):
    assert run(XDG_CACHE_HOME=str(tmp_path), MSGRAD_COMPILATION_CACHE="off") == ["2.0", "None"]
    assert not list(tmp_path.iterdir())


def test_a_cache_folder_that_jax_was_given_is_left_alone(tmp_path):
    _, folder = run(JAX_COMPILATION_CACHE_DIR=str(tmp_path / "mine"), XDG_CACHE_HOME=str(tmp_path / "other"))
    assert folder == str(tmp_path / "mine")


def test_a_home_that_cannot_be_written_does_not_stop_anything(tmp_path):
    (tmp_path / "file").write_text("")
    assert run(XDG_CACHE_HOME=str(tmp_path / "file"))[0] == "2.0"
