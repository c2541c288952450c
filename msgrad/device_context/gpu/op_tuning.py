"""Which algorithms cuDNN uses for convolutions: with JAX, those that XLA finds the fastest."""

from msgrad._names import missing_name_getattr
from msgrad.device_context._settings import choice

__all__ = ["conv_dgrad_algo", "conv_fprop_algo", "conv_wgrad_algo"]

_FORWARD = ("normal", "performance", "implicit_gemm", "precomp_gemm", "gemm", "direct", "fft", "fft_tiling", "winograd")
_INPUT = ("normal", "performance", "algo_0", "algo_1", "fft", "fft_tiling", "winograd", "winograd_nonfused")
_WEIGHT = ("normal", "performance", "algo_0", "algo_1", "fft", "algo_3", "fft_tiling", "winograd_nonfused")

conv_fprop_algo = choice("device_context.gpu.op_tuning.conv_fprop_algo", *_FORWARD, "winograd_nonfused")
conv_dgrad_algo = choice("device_context.gpu.op_tuning.conv_dgrad_algo", *_INPUT)
conv_wgrad_algo = choice("device_context.gpu.op_tuning.conv_wgrad_algo", *_WEIGHT)

__getattr__ = missing_name_getattr(__name__)
