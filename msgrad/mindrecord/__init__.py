"""MindRecord files: writing, reading, and making them of other data sets, as `mindspore.mindrecord` does."""

from msgrad._names import missing_name_getattr
from msgrad.mindrecord import exceptions
from msgrad.mindrecord.exceptions import *  # noqa: F403
from msgrad.mindrecord.filereader import FileReader
from msgrad.mindrecord.filewriter import FileWriter
from msgrad.mindrecord.mindpage import MindPage

__all__ = ["FileWriter", "FileReader", "MindPage"]
__getattr__ = missing_name_getattr(__name__)
