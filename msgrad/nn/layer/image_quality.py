"""How alike two images are: structural similarity (SSIM), over several scales (MSSSIM), and signal-to-noise ratio."""

from __future__ import annotations

import numpy as np

from msgrad._checkparam import check_float, check_positive_int, check_type
from msgrad.common import dtype as mstype
from msgrad.common.tensor import Tensor
from msgrad.nn.cell import Cell
from msgrad.nn.layer.container import CellList
from msgrad.nn.layer.conv import Conv2d
from msgrad.ops.function.activation import relu
from msgrad.ops.function.exponential_func import log
from msgrad.ops.function.join_func import stack
from msgrad.ops.function.pooling import avg_pool2d

__all__ = ["MSSSIM", "PSNR", "SSIM"]


def _check_positive(value, argument, who):
    check_type(value, (int, float), argument, who)
    if value <= 0:
        raise ValueError(f"For '{who}', the '{argument}' must be above 0, but got {value}.")
    return value


def _check_images(img1, img2, who, least=0):
    """Both (N, C, H, W) of one dtype and shape, H and W at least ``least``."""
    for name, image in (("img1", img1), ("img2", img2)):
        check_type(image, Tensor, name, who)
        if image.ndim != 4:
            raise ValueError(f"For '{who}', the '{name}' must be (N, C, H, W), but got shape {image.shape}.")
        if min(image.shape[2:]) < least:
            raise ValueError(
                f"For '{who}', the '{name}' must be at least as large as the filter, {least}, but got {image.shape}."
            )
    if img1.shape != img2.shape:
        raise ValueError(f"For '{who}', the images must have one shape, but got {img1.shape} and {img2.shape}.")
    if img1.dtype != img2.dtype:
        raise TypeError(f"For '{who}', the images must have one dtype, but got {img1.dtype} and {img2.dtype}.")


def _scaled(image, max_val):
    """The images as float32, whole numbers in [0, 1]; and ``max_val`` on that scale."""
    kind = mstype.to_numpy(image.dtype)
    largest = float(np.iinfo(kind).max) if kind.kind in "iu" else 1.0
    image = image.astype(mstype.float32)
    return (image / largest, max_val / largest) if largest > 1 else (image, float(max_val))


def _window(size, sigma):
    """A normalized Gaussian (1, 1, size, size)."""
    offsets = np.arange(-size // 2 + 1, size // 2 + 1, dtype=np.float32) ** 2
    values = np.exp(-(offsets[:, None] + offsets[None, :]) / (2 * sigma**2))
    return (values / values.sum()).astype(np.float32)[None, None]


def _blur(size, sigma):
    layer = Conv2d(1, 1, size, pad_mode="valid", weight_init=Tensor(_window(size, sigma)))
    layer.weight.requires_grad = False
    return layer


class _Similarity(Cell):
    """The arguments of SSIM and MSSSIM, and the similarity of two images."""

    def __init__(self, max_val, filter_size, filter_sigma, k1, k2):
        super().__init__()
        who = self.cls_name
        self.max_val = _check_positive(max_val, "max_val", who)
        self.filter_size = check_positive_int(filter_size, "filter_size", who)
        self.filter_sigma = check_float(filter_sigma, "filter_sigma", who, above=0.0)
        self.k1 = check_type(k1, float, "k1", who)
        self.k2 = check_type(k2, float, "k2", who)

    def _compare(self, img1, img2, max_val, blur):
        """Similarity, and its part that is contrast and structure, for every image and channel."""
        n, c, h, w = img1.shape
        a, b = img1.reshape(n * c, 1, h, w), img2.reshape(n * c, 1, h, w)
        c1, c2 = (self.k1 * max_val) ** 2, (self.k2 * max_val) ** 2
        mean1, mean2 = blur(a), blur(b)
        covariance = blur(a * b) - mean1 * mean2
        variances = blur(a * a) - mean1 * mean1 + (blur(b * b) - mean2 * mean2)
        structure = (2 * covariance + c2) / (variances + c2)
        luminance = (2 * mean1 * mean2 + c1) / (mean1 * mean1 + mean2 * mean2 + c1)
        return [x.mean((1, 2, 3)).reshape(n, c) for x in (luminance * structure, structure)]


class SSIM(_Similarity):
    """Structural similarity (Wang et al. 2004) of images (N, C, H, W), a float32 for each of the N.

    Args:
        max_val: the largest value that pixels may have, above 0.
        filter_size, filter_sigma: width and standard deviation of the Gaussian window, which the images must hold.
        k1, k2: floats; (k max_val)^2 keeps the quotients stable.

    Raises:
        TypeError: for arguments of another type, and images that are not float32 or float16, or not of one dtype.
        ValueError: for numbers out of range, and images of other dimensions, too small, or of two shapes.

    >>> from mindspore import nn, ops
    >>> image = ops.ones((1, 3, 16, 16))
    >>> nn.SSIM()(image, image).asnumpy().round(3).tolist()
    [1.0]
    """

    def __init__(self, max_val=1.0, filter_size=11, filter_sigma=1.5, k1=0.01, k2=0.03):
        super().__init__(max_val, filter_size, filter_sigma, k1, k2)
        self.conv = _blur(filter_size, filter_sigma)

    def construct(self, img1, img2):
        check_type(img1, Tensor, "img1", "SSIM")
        if img1.dtype not in (mstype.float32, mstype.float16):
            raise TypeError(f"For 'SSIM', the images must be float32 or float16, but got {img1.dtype}.")
        _check_images(img1, img2, "SSIM", self.filter_size)
        (img1, max_val), (img2, _) = _scaled(img1, self.max_val), _scaled(img2, self.max_val)
        return self._compare(img1, img2, max_val, self.conv)[0].mean(-1)


class MSSSIM(_Similarity):
    """Structural similarity over several scales (Wang et al. 2003) of images (N, C, H, W), a float32 for each of the N.

    From scale to scale the images are halved by means; the powers of the similarities are multiplied.

    Args:
        max_val, filter_size, filter_sigma, k1, k2: as for `SSIM`.
        power_factors: the power for each scale, the finest first.

    Raises:
        TypeError: for arguments of another type, and images that are not float64, float32, float16 or uint8, or not
            of one dtype.
        ValueError: for numbers out of range, and images of other dimensions or of two shapes.

    >>> from mindspore import nn, ops
    >>> image = ops.ones((1, 3, 32, 32))
    >>> nn.MSSSIM(power_factors=(0.5, 0.5))(image, image).asnumpy().round(3).tolist()
    [1.0]
    """

    def __init__(
        self,
        max_val=1.0,
        power_factors=(0.0448, 0.2856, 0.3001, 0.2363, 0.1333),
        filter_size=11,
        filter_sigma=1.5,
        k1=0.01,
        k2=0.03,
    ):
        super().__init__(max_val, filter_size, filter_sigma, k1, k2)
        check_type(power_factors, (tuple, list), "power_factors", "MSSSIM")
        self.level = len(power_factors)
        self.multi_convs_list = CellList([_blur(filter_size, filter_sigma) for _ in power_factors])
        self.weight_tensor = Tensor(power_factors, mstype.float32)

    def construct(self, img1, img2):
        check_type(img1, Tensor, "img1", "MSSSIM")
        if img1.dtype not in (mstype.float64, mstype.float32, mstype.float16, mstype.uint8):
            raise TypeError(
                f"For 'MSSSIM', the images must be float64, float32, float16 or uint8, but got {img1.dtype}."
            )
        _check_images(img1, img2, "MSSSIM", self.filter_size << (self.level - 1))
        (img1, max_val), (img2, _) = _scaled(img1, self.max_val), _scaled(img2, self.max_val)
        parts = []
        for scale, blur in enumerate(self.multi_convs_list, 1):
            whole, structure = self._compare(img1, img2, max_val, blur)
            parts.append(relu(whole if scale == self.level else structure))
            if scale < self.level:
                img1, img2 = [avg_pool2d(image, 2, 2) for image in (img1, img2)]
        return (stack(parts, -1) ** self.weight_tensor).prod(-1).mean(-1)


class PSNR(Cell):
    """Signal-to-noise ratio 10 log10(max_val^2 / mean squared error) of images (N, C, H, W), in dB, a float32 for each
    of the N; inf for equal ones.

    Args:
        max_val: the largest value that pixels may have, above 0.

    Raises:
        TypeError: if ``max_val`` is no number, or for images of two dtypes.
        ValueError: if ``max_val`` is not above 0, or for images of other dimensions or of two shapes.

    >>> from mindspore import nn, ops
    >>> print(nn.PSNR()(ops.ones((1, 1, 2, 2)), ops.zeros((1, 1, 2, 2))))
    [0.]
    """

    def __init__(self, max_val=1.0):
        super().__init__()
        self.max_val = _check_positive(max_val, "max_val", "PSNR")

    def construct(self, img1, img2):
        _check_images(img1, img2, "PSNR")
        (img1, max_val), (img2, _) = _scaled(img1, self.max_val), _scaled(img2, self.max_val)
        error = (img1 - img2).square().mean((1, 2, 3))
        return 10 * log(max_val**2 / error) / float(np.log(10.0))
