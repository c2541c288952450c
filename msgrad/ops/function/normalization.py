"""Normalisation: over the batch, over trailing axes, over groups of channels."""

from __future__ import annotations

import jax.numpy as jnp
from jax import lax

from msgrad._checkparam import check_bool, check_positive_int, check_type, float_tensors
from msgrad.engine.handle import Handle
from msgrad.engine.operator import operator

__all__ = [
    "batch_norm", "group_norm", "layer_norm", "rms_norm",
]  # fmt: skip


def _working(*dtypes):
    """The dtype to compute in: at least float32."""
    return jnp.result_type(jnp.float32, *dtypes)


def _moments(x, axes):
    """Mean and biased variance over ``axes``, which stay with length 1."""
    mean = jnp.mean(x, axes, keepdims=True)
    return mean, jnp.mean(jnp.square(x - mean), axes, keepdims=True)


def _along_channels(v, ndim):
    return v.reshape((1, -1) + (1,) * (ndim - 2))


def _check_batch_norm(x, parameters, eps):
    if not 0 < eps <= 1:
        raise ValueError(f"For 'batch_norm', the 'eps' must be in (0, 1], but got {eps}.")
    if x.ndim < 2:
        raise ValueError(f"For 'batch_norm', the input must have at least 2 dimensions, but got shape {x.shape}.")
    for v in parameters:
        if v.shape != x.shape[1:2]:
            raise ValueError(
                f"For 'batch_norm', weight, bias, mean and variance must have the shape of the input's channels, "
                f"{x.shape[1:2]}, but got {v.shape}."
            )


@operator("x", "weight", "bias", promote=float_tensors("batch_norm"), name="batch_norm_train")
def batch_norm_train(x, weight, bias, eps):
    """Normalises by the batch's own moments. Also gives these, the variance unbiased, in at least float32."""
    _check_batch_norm(x, (weight, bias), eps)
    wide = x.astype(_working(x.dtype, weight.dtype))
    mean, variance = _moments(wide, (0, *range(2, x.ndim)))
    scale = lax.rsqrt(variance + eps) * _along_channels(weight, x.ndim)
    out = (wide - mean) * scale + _along_channels(bias, x.ndim)
    count = x.size // x.shape[1]
    # of a single value the unbiased variance is undefined: NaN, as in MindSpore
    unbiased = variance * (count / (count - 1) if count > 1 else jnp.nan)
    return out.astype(x.dtype), mean.reshape(-1), unbiased.reshape(-1)


@operator("mean", "variance", "batch_mean", "batch_variance", autocast=False, differentiable=False)
def move_statistics(mean, variance, batch_mean, batch_variance, momentum):
    """Running statistics after a batch: (1 - momentum) * running + momentum * batch, in the running ones' dtypes."""
    if mean.shape != batch_mean.shape or variance.shape != batch_variance.shape:
        raise ValueError(
            f"For 'batch_norm', the running mean and variance must have shape {batch_mean.shape}, the channels, "
            f"but got {mean.shape} and {variance.shape}."
        )
    pairs = ((mean, batch_mean), (variance, batch_variance))
    return tuple((old + momentum * (lax.stop_gradient(new) - old)).astype(old.dtype) for old, new in pairs)


def batch_norm_step(x, mean, variance, weight, bias, momentum, eps):
    """`batch_norm_train`, and the running mean and variance, Tensors, take their new values."""
    out, batch_mean, batch_variance = batch_norm_train(x, weight, bias, eps)
    new_mean, new_variance = move_statistics(mean, variance, batch_mean, batch_variance, momentum)
    mean.assign_value(new_mean)
    variance.assign_value(new_variance)
    return out


@operator("x", "mean", "variance", "weight", "bias", promote=float_tensors("batch_norm"), name="batch_norm_infer")
def batch_norm_infer(x, mean, variance, weight, bias, eps):
    """Normalises by the given mean and variance."""
    _check_batch_norm(x, (mean, variance, weight, bias), eps)
    wide = x.astype(_working(x.dtype, weight.dtype))
    scale = lax.rsqrt(variance + eps) * weight
    return (
        (wide - _along_channels(mean, x.ndim)) * _along_channels(scale, x.ndim) + _along_channels(bias, x.ndim)
    ).astype(x.dtype)


@operator("x", "weight", "bias", promote=float_tensors("instance_norm"), name="instance_norm")
def instance_norm_train(x, weight, bias, eps):
    """Normalises each channel of each sample. Also gives the batch's means of both moments, the variance unbiased."""
    _check_batch_norm(x, (weight, bias), eps)
    wide = x.astype(_working(x.dtype, weight.dtype))
    mean, variance = _moments(wide, tuple(range(2, x.ndim)))
    scale = lax.rsqrt(variance + eps) * _along_channels(weight, x.ndim)
    out = (wide - mean) * scale + _along_channels(bias, x.ndim)
    count = x.size // (x.shape[0] * x.shape[1])
    unbiased = variance * (count / (count - 1) if count > 1 else jnp.nan)
    return out.astype(x.dtype), jnp.mean(mean, 0).reshape(-1), jnp.mean(unbiased, 0).reshape(-1)


def instance_norm_step(x, mean, variance, weight, bias, momentum, eps, training):
    """`instance_norm_train`; while training the running mean and variance, Tensors, take their new values."""
    out, batch_mean, batch_variance = instance_norm_train(x, weight, bias, eps)
    if training:
        new_mean, new_variance = move_statistics(mean, variance, batch_mean, batch_variance, momentum)
        mean.assign_value(new_mean)
        variance.assign_value(new_variance)
    return out


def batch_norm(input_x, running_mean, running_var, weight, bias, training=False, momentum=0.1, eps=1e-5):
    """(x - mean) / sqrt(variance + eps) * weight + bias for each channel (axis 1) of ``input_x``.

    Without ``training`` mean and variance are the running ones. With it they are those of the batch (biased), and the
    running ones, Parameters, move towards them: running = (1 - momentum) running + momentum batch (variance unbiased).

    >>> from msgrad import Tensor, ops
    >>> one = Tensor([1.0])
    >>> print(ops.batch_norm(Tensor([[5.0]]), one, one, one, one, eps=1e-12))
    [[5.]]
    """
    check_bool(training, "training", "batch_norm")
    check_type(momentum, (int, float), "momentum", "batch_norm")
    check_type(eps, (int, float), "eps", "batch_norm")
    if not training:
        return batch_norm_infer(input_x, running_mean, running_var, weight, bias, eps)
    return batch_norm_step(input_x, running_mean, running_var, weight, bias, momentum, eps)


@operator("x", "gamma", "beta", promote=float_tensors("layer_norm"), name="layer_norm")
def normalize_trailing(x, gamma, beta, begin_norm_axis, begin_params_axis, eps):
    """Normalises over the axes from ``begin_norm_axis`` on; gamma and beta have those from ``begin_params_axis`` on."""
    for name, axis in (("begin_norm_axis", begin_norm_axis), ("begin_params_axis", begin_params_axis)):
        check_type(axis, int, name, "layer_norm")
        if not -x.ndim <= axis < x.ndim:
            raise RuntimeError(f"For 'layer_norm', the '{name}' must be in [{-x.ndim}, {x.ndim}), but got {axis}.")
    check_type(eps, (int, float), "eps", "layer_norm")
    for name, v in (("gamma", gamma), ("beta", beta)):
        if v is not None and v.shape != x.shape[begin_params_axis % x.ndim :]:
            raise ValueError(
                f"For 'layer_norm', the '{name}' must have the input's trailing shape, "
                f"{x.shape[begin_params_axis % x.ndim :]}, but got {v.shape}."
            )
    wide = x.astype(_working(x.dtype))
    mean, variance = _moments(wide, tuple(range(begin_norm_axis % x.ndim, x.ndim)))
    out = (wide - mean) * lax.rsqrt(variance + eps)
    if gamma is not None:
        out = out * gamma
    if beta is not None:
        out = out + beta
    return out.astype(x.dtype)


def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-5):
    """(x - mean) / sqrt(variance + eps) * weight + bias over the last axes, of shape ``normalized_shape``.

    Raises TypeError where that is no int, tuple or list, ValueError where it is not the input's trailing shape.

    >>> from msgrad import Tensor, ops
    >>> print(ops.layer_norm(Tensor([[1.0, 3.0]]), (2,), eps=0.0))
    [[-1.  1.]]
    """
    check_type(normalized_shape, (int, tuple, list), "normalized_shape", "layer_norm")
    shape = (normalized_shape,) if isinstance(normalized_shape, int) else tuple(normalized_shape)
    check_type(input, Handle, "input", "layer_norm")
    if not shape or tuple(input.shape[-len(shape) :]) != shape:
        raise ValueError(
            f"For 'layer_norm', the 'normalized_shape' must be the input's trailing shape, "
            f"but got {shape} and input {tuple(input.shape)}."
        )
    return normalize_trailing(input, weight, bias, -len(shape), -len(shape), eps)


@operator("x", "gamma", promote=float_tensors("rms_norm"), name="rms_norm")
def _rms_norm(x, gamma, epsilon):
    axes = tuple(range(x.ndim - gamma.ndim, x.ndim))
    if gamma.ndim > x.ndim or gamma.shape != x.shape[axes[0] :]:
        raise ValueError(
            f"For 'rms_norm', the 'gamma' must have the trailing shape of {x.shape}, but got {gamma.shape}."
        )
    wide = x.astype(_working(x.dtype))
    rstd = lax.rsqrt(jnp.mean(jnp.square(wide), axes, keepdims=True) + epsilon)
    return (wide * rstd * gamma).astype(x.dtype), rstd


def rms_norm(x, gamma, epsilon=1e-6):
    """x / sqrt(mean(x^2) + epsilon) * gamma over the trailing axes that gamma has, and the reciprocal root itself.

    >>> from msgrad import Tensor, ops
    >>> print(ops.rms_norm(Tensor([3.0, 3.0]), Tensor([1.0, 2.0]), 0.0)[0])
    [1. 2.]
    """
    check_type(epsilon, (int, float), "epsilon", "rms_norm")
    return _rms_norm(x, gamma, epsilon)


@operator("input", "weight", "bias", promote=float_tensors("group_norm"), name="group_norm")
def _group_norm(input, weight, bias, num_groups, eps):
    channels = input.shape[1]
    if channels % num_groups:
        raise ValueError(
            f"For 'group_norm', the channels must be a multiple of 'num_groups', but got {channels} and {num_groups}."
        )
    wide = input.astype(_working(input.dtype))
    grouped = wide.reshape(input.shape[0], num_groups, -1)
    mean, variance = _moments(grouped, 2)
    out = ((grouped - mean) * lax.rsqrt(variance + eps)).reshape(input.shape)
    for name, v in (("weight", weight), ("bias", bias)):
        if v is not None and v.shape != (channels,):
            raise ValueError(f"For 'group_norm', the '{name}' must have shape {(channels,)}, but got {v.shape}.")
    if weight is not None:
        out = out * _along_channels(weight, input.ndim)
    if bias is not None:
        out = out + _along_channels(bias, input.ndim)
    return out.astype(input.dtype)


def group_norm(input, num_groups, weight=None, bias=None, eps=1e-5):
    """Normalises each of ``num_groups`` groups of neighbouring channels (axis 1), then applies weight and bias to each.

    Raises ValueError where ``num_groups`` does not divide the channels.

    >>> from msgrad import Tensor, ops
    >>> print(ops.group_norm(Tensor([[1.0, 3.0]]), 1, eps=0.0))
    [[-1.  1.]]
    """
    check_positive_int(num_groups, "num_groups", "group_norm")
    check_type(eps, (int, float), "eps", "group_norm")
    return _group_norm(input, weight, bias, num_groups, eps)
