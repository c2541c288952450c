"""Streams and events, by the older path of those of `mindspore.runtime`."""

from msgrad._names import missing_name_getattr
from msgrad.runtime.stream import *  # noqa: F403

__getattr__ = missing_name_getattr(__name__)
