"""MindRecord's exceptions; each says its own name in front of its message, as MindSpore's do."""

from __future__ import annotations


class MindRecordException(Exception):
    """What all of them are."""

    def __init__(self, message: str = "") -> None:
        super().__init__(f"[{type(self).__name__}]: {message}")


_NAMES = """
UnknownError ParamTypeError ParamValueError ParamMissError PathNotExistsError DbConnectionError MRMOpenError
MRMLaunchError MRMFinishError MRMCloseError MRMAddSchemaError MRMAddIndexError MRMBuildSchemaError MRMGetMetaError
MRMIndexGeneratorError MRMGenerateIndexError MRMInitSegmentError MRMInvalidHeaderSizeError MRMInvalidPageSizeError
MRMInvalidSchemaError MRMUnsupportedSchemaError MRMSetHeaderError MRMOpenForAppendError MRMCommitError
MRMWriteDatasetError MRMValidateDataError MRMDefineIndexError MRMDefineBlobError MRMDefineCategoryError
MRMReadCategoryInfoError MRMFetchCandidateFieldsError MRMFetchDataError
""".split()

for _name in _NAMES:
    globals()[_name] = type(_name, (MindRecordException,), {"__module__": __name__, "__doc__": "One of MindRecord's."})

__all__ = ["MindRecordException", *_NAMES]
