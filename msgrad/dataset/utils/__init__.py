"""`mindspore.dataset.utils`: lines of files by number, images with boxes drawn on them."""

from msgrad._names import missing_name_getattr
from msgrad.dataset.utils.browse_dataset import imshow_det_bbox
from msgrad.dataset.utils.line_reader import LineReader

__all__ = ["LineReader", "imshow_det_bbox"]

__getattr__ = missing_name_getattr(__name__)
