"""Keeps Python's garbage collector still while msgrad is imported.

An import makes a great many objects and no garbage; a full collection in the middle of it took a quarter of its time.
"""

import gc

_was_enabled = gc.isenabled()
gc.disable()


def finished() -> None:
    """To be called when msgrad is imported: the collector goes on, if it was at work before."""
    if _was_enabled:
        gc.enable()
