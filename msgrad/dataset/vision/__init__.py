"""`mindspore.dataset.vision`: transforms of images.

Numpy images (height, width[, channels]) are transformed as MindSpore's C++ engine does, by numpy and OpenCV; PIL
images by Pillow. Both libraries come with `pip install 'msgrad[vision]'` and are imported when first needed.
"""

from msgrad._lazy import lazy_getattr
from msgrad.dataset.transforms.base import Implementation, PyTensorOperation, TensorOperation
from msgrad.dataset.transforms.compound import not_random
from msgrad.dataset.vision.automatic import RandAugment, TrivialAugmentWide
from msgrad.dataset.vision.base import ImageTensorOperation
from msgrad.dataset.vision.basic import (
    HWC2CHW,
    Decode,
    Normalize,
    NormalizePad,
    Rescale,
    ToNumpy,
    ToPIL,
    ToTensor,
    ToType,
)
from msgrad.dataset.vision.batches import CutMixBatch, MixUp, MixUpBatch
from msgrad.dataset.vision.boxes import (
    BoundingBoxAugment,
    RandomCropWithBBox,
    RandomHorizontalFlipWithBBox,
    RandomResizedCropWithBBox,
    RandomResizeWithBBox,
    RandomVerticalFlipWithBBox,
    ResizeWithBBox,
)
from msgrad.dataset.vision.colours import (
    AdjustBrightness,
    AdjustContrast,
    AdjustGamma,
    AdjustHue,
    AdjustSaturation,
    AdjustSharpness,
    AutoContrast,
    ConvertColor,
    Equalize,
    GaussianBlur,
    Grayscale,
    HsvToRgb,
    Invert,
    LinearTransformation,
    Posterize,
    RgbToHsv,
    Solarize,
)
from msgrad.dataset.vision.files import (
    encode_jpeg,
    encode_png,
    get_image_num_channels,
    get_image_size,
    read_file,
    read_image,
    write_file,
    write_jpeg,
    write_png,
)
from msgrad.dataset.vision.learned import AutoAugment
from msgrad.dataset.vision.policies import RandomSelectSubpolicy, UniformAugment
from msgrad.dataset.vision.random_colours import (
    RandomAdjustSharpness,
    RandomAutoContrast,
    RandomColor,
    RandomColorAdjust,
    RandomEqualize,
    RandomGrayscale,
    RandomInvert,
    RandomLighting,
    RandomPosterize,
    RandomSharpness,
    RandomSolarize,
)
from msgrad.dataset.vision.random_shapes import (
    CutOut,
    RandomAffine,
    RandomCrop,
    RandomCropDecodeResize,
    RandomErasing,
    RandomHorizontalFlip,
    RandomPerspective,
    RandomResize,
    RandomResizedCrop,
    RandomRotation,
    RandomVerticalFlip,
)
from msgrad.dataset.vision.shapes import (
    Affine,
    CenterCrop,
    Crop,
    Erase,
    FiveCrop,
    HorizontalFlip,
    Pad,
    PadToSize,
    Perspective,
    Resize,
    ResizedCrop,
    Rotate,
    SlicePatches,
    TenCrop,
    VerticalFlip,
)
from msgrad.dataset.vision.utils import (
    AutoAugmentPolicy,
    Border,
    ConvertMode,
    ImageBatchFormat,
    ImageReadMode,
    Inter,
    SliceMode,
)

__getattr__ = lazy_getattr(__name__, (), ("c_transforms", "py_transforms"))  # names of older code
