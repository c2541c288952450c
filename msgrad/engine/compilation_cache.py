"""JAX's persistent compilation cache, on by default in the user's cache folder.

The environment variable ``MSGRAD_COMPILATION_CACHE`` names another folder, or switches it off with "off".
A cache folder that JAX has been given already (``JAX_COMPILATION_CACHE_DIR`` or jax.config) is left alone.
"""

from __future__ import annotations

import os
from pathlib import Path

import jax

_done = False


def default_folder() -> Path:
    """Where the cache is kept when nobody says otherwise."""
    base = os.environ.get("XDG_CACHE_HOME") or (os.environ.get("LOCALAPPDATA") if os.name == "nt" else None)
    return Path(base or Path.home() / ".cache") / "msgrad" / "xla"


def enable() -> None:
    """Switches the cache on, once, before the first compilation."""
    global _done
    if _done:
        return
    _done = True
    wish = os.environ.get("MSGRAD_COMPILATION_CACHE", "")
    if wish.lower() in ("off", "0", "no", "false") or jax.config.jax_compilation_cache_dir:  # type: ignore[attr-defined]
        return
    folder = Path(wish) if wish else default_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return  # a home that cannot be written: compile anew each time
    jax.config.update("jax_compilation_cache_dir", str(folder))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
    jax.config.update("jax_persistent_cache_min_entry_size_bytes", 0)
