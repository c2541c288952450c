"""Convolution and its two gradients as JAX primitives, each linear in both of its arrays, and how a CPU computes them.

The three are closed under differentiation: what transposes one of them is one of the others, so derivatives of every
order, forward and backward, come from these rules. How each is computed is a lowering rule, which JAX chooses by the
platform that it compiles for: XLA's own convolution everywhere but on a CPU. There XLA is slow in gradients for
filters, in depthwise and grouped convolution and in small ones, and the shapes choose a formulation from plain slices,
products and sums; `benchmarks/operators.py` measures them against plain `lax`. One thread of an AVX-512 machine,
float32, milliseconds:

======================================================  ===========  ========
batch 32                                                plain `lax`  here
======================================================  ===========  ========
depthwise 3x3, 32 channels, 32x32: forward              24.5         0.8
... gradient for the input                              24.4         0.8
... gradient for the filters                            20.8         4.0
depthwise 3x3, 64 channels, 32x32, stride 2: input      143          1.7
1x1, 64 to 128 channels, stride 2, all three            23           8
3x3, 64 to 64 channels, 32x32: filters                  76           28
3x3, 128 to 128 channels, 16x16: filters                44           24
3x3, 64 to 128 channels, 32x32, stride 2: filters       26           15
======================================================  ===========  ========
"""

from __future__ import annotations

import functools
import math

import jax
import jax.numpy as jnp
from jax import lax
from jax.interpreters import ad, batching, mlir

_MATRIX_ELEMENTS = 3 * 2**20
"""Up to this many elements the matrix of all windows stays in a CPU's cache, where it beats XLA's own convolution."""

_TAPS = 64
"""Up to this many elements of a window a sum over them is written out. Compiling takes time with each."""

_LARGE_IMAGE = 192
"""From this many outputs of an image on its filter gradient is worth a product for each image and window element."""

_IMAGES_AT_ONCE = 4
"""Images whose products are summed before they meet the running sum of a depthwise filter gradient."""


# ---- what is shared ----------------------------------------------------------------------------------------------
def output_sizes(sizes, window, stride, pads, dilation):
    return tuple(
        (n + sum(p) - d * (k - 1) - 1) // s + 1
        for n, k, s, p, d in zip(sizes, window, stride, pads, dilation, strict=True)
    )


def _padded(x, pads):
    return jnp.pad(x, ((0, 0), (0, 0), *pads)) if any(p != (0, 0) for p in pads) else x


def _shifts(x, axis, window, stride, dilation):
    """For each offset within the window along one axis, the elements of ``x`` that it meets: strided slices."""
    span = (x.shape[axis] - dilation * (window - 1) - 1) // stride * stride + 1  # first to last output's element
    return [lax.slice_in_dim(x, o * dilation, o * dilation + span, stride, axis) for o in range(window)]


def _windows(x, window, stride, dilation):
    """For each element of the window, in row-major order, the elements of ``x`` (already padded) that it meets."""
    parts = [x]
    first = x.ndim - len(window)
    for k in range(len(window)):
        parts = [p for part in parts for p in _shifts(part, first + k, window[k], stride[k], dilation[k])]
    return parts


# ---- by XLA ------------------------------------------------------------------------------------------------------
def convolve_plainly(x, weight, *, stride, pads, dilation, groups):
    letters = "DHW"[5 - x.ndim :]
    return lax.conv_general_dilated(
        x, weight, stride, pads, rhs_dilation=dilation, feature_group_count=groups,
        dimension_numbers=("NC" + letters, "OI" + letters, "NC" + letters),
    )  # fmt: skip


def input_gradient_plainly(g, weight, *, sizes, body=convolve_plainly, **how):
    x = jax.ShapeDtypeStruct((g.shape[0], weight.shape[1] * how["groups"], *sizes), g.dtype)
    return jax.linear_transpose(lambda x: body(x, weight, **how), x)(g)[0]


def filter_gradient_plainly(x, g, *, window, body=convolve_plainly, **how):
    weight = jax.ShapeDtypeStruct((g.shape[1], x.shape[1] // how["groups"], *window), x.dtype)
    return jax.linear_transpose(lambda w: body(x, w, **how), weight)(g)[0]


# ---- as a product of matrices ------------------------------------------------------------------------------------
def _as_matrix_product(x, weight, *, stride, pads, dilation, groups):
    """All windows side by side as the columns of a matrix, times the filters as rows.

    Windows are laid out one axis after the other, which takes far fewer slices to compile than all their places.
    """
    columns = jnp.swapaxes(_padded(x, pads), 0, 1)  # channels first
    for k in reversed(range(len(stride))):
        axis = columns.ndim - len(stride) + k
        columns = jnp.stack(_shifts(columns, axis, weight.shape[2 + k], stride[k], dilation[k]), axis=1)
    spatial = columns.shape[columns.ndim - len(stride) :]
    columns = columns.reshape(groups, math.prod(weight.shape[1:]), -1)
    filters = weight.reshape(groups, weight.shape[0] // groups, -1)
    out = filters[0] @ columns[0] if groups == 1 else filters @ columns
    return jnp.swapaxes(out.reshape(weight.shape[0], x.shape[0], *spatial), 0, 1)


def _suits_matrix(batch, channels, window, outputs):
    """``channels``: of the input."""
    elements = channels * math.prod(window) * batch * math.prod(outputs)
    return math.prod(window) == 1 or elements <= _MATRIX_ELEMENTS


# ---- depthwise: one group of filters for each channel -------------------------------------------------------------
def _depthwise(x, weight, *, stride, pads, dilation, groups):
    """Shifted inputs times weights, summed."""
    dims = x.ndim - 2
    x = _padded(x, pads)
    weight = weight.reshape(groups, weight.shape[0] // groups, *weight.shape[2:])

    def total(part, taps, axis):
        if axis == x.ndim:
            return part[:, :, None] * taps.reshape(taps.shape + (1,) * dims)
        k = axis - 2
        shifts = _shifts(part, axis, weight.shape[axis], stride[k], dilation[k])
        return sum(total(shift, taps[:, :, o], axis + 1) for o, shift in enumerate(shifts))

    out = total(x, weight, 2)
    return out.reshape((x.shape[0], -1, *out.shape[3:]))


def _depthwise_input_gradient(g, weight, *, sizes, stride, pads, dilation, groups):
    """The depthwise convolution of the spread-out ``g`` with the filters turned round."""
    window = weight.shape[2:]
    around = [(0, 0, 0), (0, 0, 0)]
    for n, out, k, s, (before, _), d in zip(sizes, g.shape[2:], window, stride, pads, dilation, strict=True):
        first = d * (k - 1) - before
        around.append((first, n + d * (k - 1) - ((out - 1) * s + 1) - first, s - 1))
    g = lax.pad(g, jnp.zeros((), g.dtype), around)
    turned = jnp.flip(weight, range(2, weight.ndim)).reshape(groups, -1, *window)
    g = g.reshape(g.shape[0], groups, -1, *g.shape[2:])
    once = {"stride": (1,) * len(sizes), "pads": ((0, 0),) * len(sizes), "dilation": dilation, "groups": groups}
    return sum(_depthwise(g[:, :, m], turned[:, m][:, None], **once) for m in range(turned.shape[1]))


def _depthwise_filter_gradient(x, g, *, window, stride, pads, dilation, groups):
    """Products of ``g`` with shifted inputs, summed over a few images at a time and over the places at last.

    A sum over the batch goes element by element, which uses the CPU's vectors; one over height and width does not.
    """
    x = _padded(x, pads)
    batch, multiplier = x.shape[0], g.shape[1] // groups
    together = next(n for n in (_IMAGES_AT_ONCE, 2, 1) if batch % n == 0)
    g = g.reshape(batch // together, together, groups, multiplier, *g.shape[2:])
    x = x.reshape(batch // together, together, groups, 1, *x.shape[2:])

    def add(totals, images):
        xs, gs = images
        shifted = [_windows(xs[i], window, stride, dilation) for i in range(together)]
        return [t + sum(shifted[i][k] * gs[i] for i in range(together)) for k, t in enumerate(totals)], None

    totals = [jnp.zeros(g.shape[2:], g.dtype)] * math.prod(window)
    totals, _ = lax.scan(add, totals, (x, g))
    places = tuple(range(2, 2 + len(window)))
    return jnp.stack([t.sum(places) for t in totals], -1).reshape(groups * multiplier, 1, *window)


# ---- gradients for filters -----------------------------------------------------------------------------------------
def _filter_gradient_by_image(x, g, *, window, stride, pads, dilation, groups):
    """For each image and each element of the window a product, summed over the images. Strides and groups are 1.

    An image's rows lie one behind the other, so that shifting it is only another start in memory; ``g`` gets the zeros
    that keep its rows in step.
    """
    x = _padded(x, pads)
    sizes, outputs = x.shape[2:], g.shape[2:]
    steps = [math.prod(sizes[k + 1 :]) for k in range(len(sizes))]
    offsets = [0]
    for k, step in enumerate(steps):
        offsets = [o + i * dilation[k] * step for o in offsets for i in range(window[k])]
    length = sum((n - 1) * step for n, step in zip(outputs, steps, strict=True)) + 1
    wider = [(0, 0), *((0, n - m) for n, m in zip(sizes[1:], outputs[1:], strict=True))]
    g = _padded(g, wider).reshape(*g.shape[:2], -1)[:, :, :length]
    x = x.reshape(*x.shape[:2], -1)

    def add(totals, image):
        xs, gs = image
        return [t + gs @ xs[:, o : o + length].T for t, o in zip(totals, offsets, strict=True)], None

    totals, _ = lax.scan(add, [jnp.zeros((g.shape[1], x.shape[1]), x.dtype)] * len(offsets), (x, g))
    return jnp.stack(totals, -1).reshape(g.shape[1], x.shape[1], *window)


def _filter_gradient_by_tap(x, g, *, window, stride, pads, dilation, groups):
    """For each element of the window one product over all images and places. Groups are 1."""
    places = (0, *range(2, x.ndim))
    parts = _windows(_padded(x, pads), window, stride, dilation)
    taps = [lax.dot_general(g, part, ((places, places), ((), ()))) for part in parts]
    return jnp.stack(taps, -1).reshape(g.shape[1], x.shape[1], *window)


# ---- the choice on a CPU -------------------------------------------------------------------------------------------
def _is_depthwise(channels, window, groups):
    return 1 < groups == channels and math.prod(window) <= _TAPS


def _convolve_on_cpu(x, weight, **how):
    window, groups = weight.shape[2:], how["groups"]
    if _is_depthwise(x.shape[1], window, groups):
        return _depthwise(x, weight, **how)
    outputs = output_sizes(x.shape[2:], window, how["stride"], how["pads"], how["dilation"])
    if _suits_matrix(x.shape[0], x.shape[1], window, outputs):
        return _as_matrix_product(x, weight, **how)
    return convolve_plainly(x, weight, **how)


def _input_gradient_on_cpu(g, weight, *, sizes, **how):
    window, groups = weight.shape[2:], how["groups"]
    channels = weight.shape[1] * groups
    if _is_depthwise(channels, window, groups) and max(how["stride"]) <= 2:
        return _depthwise_input_gradient(g, weight, sizes=sizes, **how)
    if _is_depthwise(channels, window, groups):
        return input_gradient_plainly(g, weight, sizes=sizes, body=_depthwise, **how)
    if groups > 1 or _suits_matrix(g.shape[0], channels, window, g.shape[2:]):
        return input_gradient_plainly(g, weight, sizes=sizes, body=_as_matrix_product, **how)
    return input_gradient_plainly(g, weight, sizes=sizes, **how)


def _filter_gradient_on_cpu(x, g, *, window, **how):
    groups = how["groups"]
    if _is_depthwise(x.shape[1], window, groups):
        return _depthwise_filter_gradient(x, g, window=window, **how)
    if groups > 1 or _suits_matrix(x.shape[0], x.shape[1], window, g.shape[2:]):
        return filter_gradient_plainly(x, g, window=window, body=_as_matrix_product, **how)
    if math.prod(window) <= _TAPS:
        if max(how["stride"]) > 1:
            return _filter_gradient_by_tap(x, g, window=window, **how)
        if math.prod(g.shape[2:]) >= _LARGE_IMAGE:
            return _filter_gradient_by_image(x, g, window=window, **how)
    return filter_gradient_plainly(x, g, window=window, **how)


# ---- the primitives ------------------------------------------------------------------------------------------------
def _primitive(name, plain, on_cpu):
    primitive = type(lax.add_p)(name)  # jax.extend.core.Primitive, whose package takes long to import
    primitive.def_abstract_eval(lambda a, b, **how: _abstract(plain, a, b, how))
    primitive.def_impl(lambda a, b, **how: _compiled(primitive, tuple(how.items()))(a, b))
    mlir.register_lowering(primitive, mlir.lower_fun(plain, multiple_results=False))
    chosen = _where_it_suits(on_cpu, plain)
    mlir.register_lowering(primitive, mlir.lower_fun(chosen, multiple_results=False), platform="cpu")
    return primitive


def _where_it_suits(on_cpu, plain):
    """``on_cpu`` for 32 and 64 bits (XLA widens smaller floats for its convolution, sums of slices would not be) and
    sizes that are known: a `jax.export` may leave some open."""

    def chosen(a, b, **how):
        known = all(isinstance(n, int) for n in (*a.shape, *b.shape))
        return (on_cpu if known and a.dtype in (jnp.float32, jnp.float64) else plain)(a, b, **how)

    return chosen


def _abstract(plain, a, b, how):
    out = jax.eval_shape(functools.partial(plain, **how), *(jax.ShapeDtypeStruct(v.shape, v.dtype) for v in (a, b)))
    return jax.core.ShapedArray(out.shape, out.dtype)


@functools.lru_cache(512)
def _compiled(primitive, how):
    return jax.jit(functools.partial(primitive.bind, **dict(how)))


_convolve_p = _primitive("msgrad_convolution", convolve_plainly, _convolve_on_cpu)
_input_gradient_p = _primitive("msgrad_convolution_input", input_gradient_plainly, _input_gradient_on_cpu)
_filter_gradient_p = _primitive("msgrad_convolution_filter", filter_gradient_plainly, _filter_gradient_on_cpu)


def _x(g, weight, x, how):
    return _input_gradient_p.bind(g, weight, sizes=tuple(x.aval.shape[2:]), **how)


def _w(x, g, weight, how):
    return _filter_gradient_p.bind(x, g, window=tuple(weight.aval.shape[2:]), **how)


def _without(how, name):
    return {k: v for k, v in how.items() if k != name}


ad.defbilinear(
    _convolve_p,
    lambda ct, x, w, **how: _x(ct, w, x, how),
    lambda ct, x, w, **how: _w(x, ct, w, how),
)
ad.defbilinear(
    _input_gradient_p,
    lambda ct, g, w, **how: _convolve_p.bind(ct, w, **_without(how, "sizes")),
    lambda ct, g, w, **how: _w(ct, g, w, _without(how, "sizes")),
)
ad.defbilinear(
    _filter_gradient_p,
    lambda ct, x, g, **how: _x(g, ct, x, _without(how, "window")),
    lambda ct, x, g, **how: _convolve_p.bind(x, ct, **_without(how, "window")),
)


# ---- vmap: slices become images where the filters are shared, groups of channels where they are not ----------------
def _size(arrays, axes):
    return next(a.shape[d] for a, d in zip(arrays, axes, strict=True) if d is not None)


def _in_front(array, axis, size):
    if axis is None:
        return jnp.broadcast_to(array, (size, *array.shape))
    return jnp.moveaxis(array, axis, 0)


def _channels(array):
    """(slices, N, C, ...) as (N, slices * C, ...)."""
    array = jnp.moveaxis(array, 0, 1)
    return array.reshape(array.shape[0], -1, *array.shape[3:])


def _filters(array):
    """(slices, O, I, ...) as (slices * O, I, ...)."""
    return array.reshape(-1, *array.shape[2:])


def _batch_images(primitive, arrays, axes, **how):
    """Batching of what takes images and filters and gives images."""
    size = _size(arrays, axes)
    images, filters = arrays
    if axes[1] is None:
        images = _in_front(images, axes[0], size)
        out = primitive.bind(images.reshape(-1, *images.shape[2:]), filters, **how)
        return out.reshape(*images.shape[:2], *out.shape[1:]), 0
    images, filters = (_in_front(a, d, size) for a, d in zip(arrays, axes, strict=True))
    out = primitive.bind(_channels(images), _filters(filters), **{**how, "groups": how["groups"] * size})
    return out.reshape(out.shape[0], size, -1, *out.shape[2:]), 1


def _batch_filters(arrays, axes, **how):
    """Batching of what takes images and gives filters."""
    size = _size(arrays, axes)
    x, g = (_channels(_in_front(a, d, size)) for a, d in zip(arrays, axes, strict=True))
    out = _filter_gradient_p.bind(x, g, **{**how, "groups": how["groups"] * size})
    return out.reshape(size, -1, *out.shape[1:]), 0


batching.primitive_batchers[_convolve_p] = functools.partial(_batch_images, _convolve_p)
batching.primitive_batchers[_input_gradient_p] = functools.partial(_batch_images, _input_gradient_p)
batching.primitive_batchers[_filter_gradient_p] = _batch_filters


def convolve(x, weight, stride, pads, dilation, groups):
    """Cross-correlation of x (N, C, spatial) with weight (O, C / groups, window), ``pads`` zeros around x."""
    return _convolve_p.bind(
        x, weight, stride=tuple(stride), pads=tuple(tuple(p) for p in pads), dilation=tuple(dilation), groups=groups
    )


def spread(g, weight, sizes, stride, pads, dilation, groups):
    """What transposes `convolve`: g (N, O, spatial) and weight (O, C / groups, window) give (N, C, sizes)."""
    return _input_gradient_p.bind(
        g, weight, sizes=tuple(sizes), stride=tuple(stride), pads=tuple(tuple(p) for p in pads),
        dilation=tuple(dilation), groups=groups,
    )  # fmt: skip
