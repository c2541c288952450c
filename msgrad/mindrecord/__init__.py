"""MindRecord files: writing, reading, and making them of other data sets, as `mindspore.mindrecord` does."""

from msgrad._names import missing_name_getattr
from msgrad.mindrecord import exceptions
from msgrad.mindrecord.converters import Cifar10ToMR, Cifar100ToMR, CsvToMR, ImageNetToMR, MnistToMR, TFRecordToMR
from msgrad.mindrecord.encryption import set_dec_mode, set_enc_key, set_enc_mode
from msgrad.mindrecord.exceptions import *  # noqa: F403
from msgrad.mindrecord.filereader import FileReader
from msgrad.mindrecord.filewriter import FileWriter
from msgrad.mindrecord.mindpage import MindPage
from msgrad.mindrecord.status import FAILED, SUCCESS

__all__ = [
    "FileWriter",
    "FileReader",
    "MindPage",
    "Cifar10ToMR",
    "Cifar100ToMR",
    "CsvToMR",
    "ImageNetToMR",
    "MnistToMR",
    "TFRecordToMR",
    "set_enc_key",
    "set_enc_mode",
    "set_dec_mode",
    "SUCCESS",
    "FAILED",
]
__getattr__ = missing_name_getattr(__name__)
