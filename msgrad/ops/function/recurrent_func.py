"""Recurrent layers over a whole sequence: one direction of one layer is one operator.

What does not depend on the step before is taken out of the loop where that pays: the inputs' projections, and in the
derivatives the products that give the weights' gradients, are one matrix product for all steps. All gates of a step
share one tanh, since sigmoid(x) = 1/2 + tanh(x / 2) / 2: the halves go into the weights. The derivative of each loop is
written by hand as a linear loop over steps (`jax.custom_jvp`), which JAX transposes for reverse mode.
"""

from __future__ import annotations

import functools

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from msgrad.engine.operator import operator

__all__: list[str] = []  # operators of the layers, not public functions

_FEW = 16
"""Sequences below which an LSTM multiplies the inputs of all steps at once, forward too. With more of them the product
within the loop is as fast, and what it gives stays in the processor's cache."""


def _before(first, states, reverse):
    """The state that each step starts from, given the states after each step."""
    return jnp.concatenate([states[1:], first[None]] if reverse else [first[None], states[:-1]])


def _scan(step, carry, xs, reverse):
    return lax.scan(step, carry, xs, reverse=reverse)


# ---- plain: h = f(g + h w) --------------------------------------------------------------------------------------
@functools.partial(jax.custom_jvp, nondiff_argnums=(3, 4))
def _plain(g, h, w, relu, reverse):
    """States after each step, and the last one. g: (steps, batch, hidden); h: (batch, hidden); w: (hidden, hidden)."""

    def step(h, g):
        z = g + h @ w
        h = jnp.maximum(z, 0) if relu else jnp.tanh(z)
        return h, h

    last, states = _scan(step, h, g, reverse)
    return states, last


@_plain.defjvp
def _plain_jvp(relu, reverse, primals, tangents):
    g, h, w = primals
    dg, dh, dw = tangents
    states, last = _plain(g, h, w, relu, reverse)
    slope = (states > 0).astype(g.dtype) if relu else 1 - states * states

    def step(dh, xs):
        dg, slope = xs
        dh = slope * (dg + dh @ w)
        return dh, dh

    dlast, dstates = _scan(step, dh, (dg + _before(h, states, reverse) @ dw, slope), reverse)
    return (states, last), (dstates, dlast)


# ---- LSTM: gates i, f, g, o -------------------------------------------------------------------------------------
def _gate_scale(hidden, gates, dtype):
    """The factor of each gate within tanh: 1/2 for a sigmoid, and 1 for the one gate that is a tanh."""
    return np.repeat(np.where(np.arange(gates) == 2, 1.0, 0.5), hidden).astype(dtype)


def _lstm_gates(z, scale):
    return scale * jnp.tanh(z) + (1 - scale) * (scale != 1)


def _lstm_scan(x, w_x, b, h, c, w, reverse, slopes):
    """States and cells after each step, or with ``slopes`` what the derivative needs; then the last state and cell."""
    hidden = w.shape[0]
    scale = _gate_scale(hidden, 4, x.dtype)

    def step(carry, x):
        h, c = carry
        z = h @ w + (x if w_x is None else x @ w_x + b)
        a = lax.optimization_barrier(_lstm_gates(z, scale))  # computed once, not once for each of its quarters
        i, f, n, o = lax.split(a, (hidden,) * 4, 1)
        before, c = c, f * c + i * n
        tanh_c = jnp.tanh(c)
        h = o * tanh_c
        if not slopes:
            return (h, c), (h, c)
        # what a change before the gates' tanh does to the cell, by way of i, f and n, and to the state, by way of o
        slope = jnp.concatenate(
            [2 * n * i * (1 - i), 2 * before * f * (1 - f), i * (1 - n * n), 2 * tanh_c * o * (1 - o)], 1
        )
        return (h, c), (h, c, slope, f, o * (1 - tanh_c * tanh_c))

    (h, c), stacked = _scan(step, (h, c), x, reverse)
    return (*stacked, h, c)


@functools.partial(jax.custom_jvp, nondiff_argnums=(6,))
def _lstm(x, w_x, b, h, c, w, reverse):
    """States and cells after each step, and the last ones.

    x: (steps, batch, inputs), w_x: (inputs, 4 hidden), b: (4 hidden,), w: (hidden, 4 hidden), the last three already
    times the gates' scale; h, c: (batch, hidden). Where w_x and b are None, x is (steps, batch, 4 hidden) and has been
    through them.
    """
    return _lstm_scan(x, w_x, b, h, c, w, reverse, False)


@_lstm.defjvp
def _lstm_jvp(reverse, primals, tangents):
    x, w_x, b, h, c, w = primals
    dx, dw_x, db, dh, dc, dw = tangents
    sizes = (w.shape[0],) * 4
    states, cells, slope, f, through_cell, last, last_cell = _lstm_scan(x, w_x, b, h, c, w, reverse, True)

    def step(carry, xs):
        dh, dc = carry
        dg, slope, f, through_cell = xs
        by_i, by_f, by_n, by_o = lax.split(slope * (dg + dh @ w), sizes, 1)
        dc = f * dc + (by_i + by_f + by_n)
        dh = by_o + through_cell * dc
        return (dh, dc), (dh, dc)

    dg = (dx if w_x is None else dx @ w_x + x @ dw_x + db) + _before(h, states, reverse) @ dw
    (dlast, dlast_cell), (dstates, dcells) = _scan(step, (dh, dc), (dg, slope, f, through_cell), reverse)
    return (states, cells, last, last_cell), (dstates, dcells, dlast, dlast_cell)


# ---- GRU: gates r, z, n -----------------------------------------------------------------------------------------
def _gru_scan(g, h, w, b, reverse, gates):
    """States after each step, with ``gates`` also r and z, n, and the state's part of n; then the last state."""
    hidden = w.shape[0]

    def step(h, g):
        g_rz, g_n = lax.split(g, (2 * hidden, hidden), 1)
        q_rz, q_n = lax.split(h @ w, (2 * hidden, hidden), 1)
        rz = lax.optimization_barrier(0.5 + 0.5 * jnp.tanh(g_rz + q_rz))
        r, z = lax.split(rz, (hidden, hidden), 1)
        q_n = q_n + b
        n = jnp.tanh(g_n + r * q_n)
        h = n + z * (h - n)
        return h, (h, rz, n, q_n) if gates else h

    last, stacked = _scan(step, h, g, reverse)
    return (*stacked, last) if gates else (stacked, last)


@functools.partial(jax.custom_jvp, nondiff_argnums=(4,))
def _gru(g, h, w, b, reverse):
    """States after each step, and the last one.

    g: (steps, batch, 3 hidden), w: (hidden, 3 hidden), of both the parts of r and z already halved; h: (batch, hidden);
    b: (hidden,), which is added to the state's part of n.
    """
    return _gru_scan(g, h, w, b, reverse, False)


@_gru.defjvp
def _gru_jvp(reverse, primals, tangents):
    g, h, w, b = primals
    dg, dh, dw, db = tangents
    hidden = w.shape[0]
    sizes = (hidden,) * 3
    states, rz, n, q_n, last = _gru_scan(g, h, w, b, reverse, True)
    r, z = lax.split(rz, (hidden, hidden), 2)
    before = _before(h, states, reverse)
    by_n = (1 - z) * (1 - n * n)
    by_r = by_n * q_n * (2 * r * (1 - r))
    by_z = (before - n) * (2 * z * (1 - z))
    d_r, d_z, d_n = lax.split(dg, sizes, 2)
    p_r, p_z, p_n = lax.split(before @ dw, sizes, 2)
    direct = by_r * (d_r + p_r) + by_z * (d_z + p_z) + by_n * (d_n + r * (p_n + db))
    weight = jnp.concatenate([by_r, by_z, by_n * r], 2)

    def step(dh, xs):
        direct, weight, z = xs
        q_r, q_z, q_n = lax.split(weight * (dh @ w), sizes, 1)
        dh = direct + (q_r + q_z + q_n) + z * dh
        return dh, dh

    dlast, dstates = _scan(step, dh, (direct, weight, z), reverse)
    return (states, last), (dstates, dlast)


# ---- operators --------------------------------------------------------------------------------------------------
def _check(who, x, states, w_ih, w_hh, gates):
    """ValueError unless input, states and weights fit together, TypeError for an input of whole numbers."""
    hidden = w_hh.shape[-1]
    if not jnp.issubdtype(x.dtype, jnp.floating):
        raise TypeError(f"For '{who}', the dtype of the input must be a floating one, but got {x.dtype}.")
    if x.ndim != 3 or x.shape[2] != w_ih.shape[1]:
        raise ValueError(
            f"For '{who}', the input must have shape (steps, batch, {w_ih.shape[1]}), but got {x.shape} "
            f"(steps and batch are exchanged where 'batch_first' is True)."
        )
    if w_ih.shape[0] != gates * hidden or w_hh.shape[0] != gates * hidden:
        raise ValueError(
            f"For '{who}', the weights must have {gates * hidden} rows, but got {w_ih.shape} and {w_hh.shape}."
        )
    for h in states:
        if h.shape != (x.shape[1], hidden):
            raise ValueError(
                f"For '{who}', the initial state of a layer must have shape {(x.shape[1], hidden)}, but got {h.shape}."
            )


def _biases(b_ih, b_hh, rows, dtype):
    return jnp.zeros(rows, dtype) if b_ih is None else b_ih + b_hh


def _flip(x, length):
    """Turns the first ``length`` steps of each sequence around; the steps after them stay."""
    steps = jnp.arange(x.shape[0])[:, None]
    source = jnp.where(steps < length, length - 1 - steps, steps)
    return jnp.take_along_axis(x, source[:, :, None], 0)


def _with_lengths(run, x, first, length, reverse):
    """Runs over sequences of different lengths: states after the end are zero, the last ones are those at the end.

    Args:
        run: gives, from the input and the direction, the stacked states and then the last ones.
        first: the initial states, in the order of the stacked ones.
        length: (batch,) whole numbers; None where all steps count.
    """
    if length is None:
        return run(x, reverse)
    count = len(first)
    stacked = run(_flip(x, length) if reverse else x, False)[:count]
    # state 0 is the initial one, so that a sequence of length 0 ends where it starts
    at = jnp.clip(length, 0, x.shape[0])[None, :, None]
    lasts = [jnp.take_along_axis(jnp.concatenate([f[None], s]), at, 0)[0] for f, s in zip(first, stacked, strict=True)]
    outputs = [jnp.where(jnp.arange(x.shape[0])[:, None, None] < length[:, None], s, 0) for s in stacked]
    return (*(_flip(o, length) if reverse else o for o in outputs), *lasts)


@operator("x", "h", "w_ih", "w_hh", "b_ih", "b_hh", "length", name="rnn_layer")
def rnn_layer(x, h, w_ih, w_hh, b_ih, b_hh, length, relu, reverse, who):
    """Outputs (steps, batch, hidden) and last state (batch, hidden) of h = f(x w_ih.T + b_ih + h w_hh.T + b_hh).

    Args:
        x: (steps, batch, inputs); h: the initial state.
        b_ih, b_hh: both None where there are no biases.
        length: steps of each sequence that count, (batch,); None for all.
        relu: whether f is max(x, 0) instead of tanh.
        reverse: whether it runs from the last step to the first.
    """
    _check(who, x, (h,), w_ih, w_hh, 1)
    bias = _biases(b_ih, b_hh, w_ih.shape[0], x.dtype)
    return _with_lengths(
        lambda x, reverse: _plain(x @ w_ih.T + bias, h, w_hh.T, relu, reverse), x, (h,), length, reverse
    )


@operator("x", "h", "c", "w_ih", "w_hh", "b_ih", "b_hh", "length", name="lstm_layer")
def lstm_layer(x, h, c, w_ih, w_hh, b_ih, b_hh, length, reverse, who):
    """Outputs, last state and last cell of an LSTM whose gates are i, f, g, o. Arguments as for `rnn_layer`."""
    _check(who, x, (h, c), w_ih, w_hh, 4)
    scale = _gate_scale(h.shape[1], 4, x.dtype)
    bias = _biases(b_ih, b_hh, w_ih.shape[0], x.dtype) * scale
    w_x, w = w_ih.T * scale, w_hh.T * scale

    def run(x, reverse):
        if x.shape[1] < _FEW:
            return _lstm(x @ w_x + bias, None, None, h, c, w, reverse)
        return _lstm(x, w_x, bias, h, c, w, reverse)

    states, _, last, cell = _with_lengths(run, x, (h, c), length, reverse)
    return states, last, cell


@operator("x", "h", "w_ih", "w_hh", "b_ih", "b_hh", "length", name="gru_layer")
def gru_layer(x, h, w_ih, w_hh, b_ih, b_hh, length, reverse, who):
    """Outputs and last state of a GRU whose gates are r, z, n: n = tanh(x_n + r h_n). Arguments as for `rnn_layer`."""
    _check(who, x, (h,), w_ih, w_hh, 3)
    hidden = h.shape[1]
    scale = _gate_scale(hidden, 3, x.dtype)
    if b_ih is None:
        bias, inner = jnp.zeros(3 * hidden, x.dtype), jnp.zeros(hidden, x.dtype)
    else:
        bias = (b_ih + b_hh.at[2 * hidden :].set(0)) * scale
        inner = b_hh[2 * hidden :]
    return _with_lengths(
        lambda x, reverse: _gru(x @ (w_ih.T * scale) + bias, h, w_hh.T * scale, inner, reverse),
        x, (h,), length, reverse,
    )  # fmt: skip


# ---- one step ---------------------------------------------------------------------------------------------------
def _check_step(who, x, h, w_ih, w_hh):
    if len({x.dtype, h.dtype, w_ih.dtype, w_hh.dtype}) > 1:
        raise TypeError(
            f"For '{who}', input, state and weights must have one dtype, but got {x.dtype}, {h.dtype}, {w_ih.dtype}."
        )
    batches = {a.shape[:1] for a in (x, h)} - {(1,)}
    if x.ndim != 2 or h.ndim != 2 or x.shape[1] != w_ih.shape[1] or h.shape[1] != w_hh.shape[1] or len(batches) > 1:
        raise ValueError(
            f"For '{who}', input and state must have shapes (batch, {w_ih.shape[1]}) and (batch, {w_hh.shape[1]}), "
            f"but got {x.shape} and {h.shape}."
        )


def _two_parts(x, h, w_ih, w_hh, b_ih, b_hh):
    """The input's and the state's part of what goes into the gates."""
    of_x, of_h = x @ w_ih.T, h @ w_hh.T
    return (of_x, of_h) if b_ih is None else (of_x + b_ih, of_h + b_hh)


@operator("x", "h", "w_ih", "w_hh", "b_ih", "b_hh", name="rnn_step")
def rnn_step(x, h, w_ih, w_hh, b_ih, b_hh, relu):
    """The next state of a plain recurrent cell."""
    _check_step("RNNCell", x, h, w_ih, w_hh)
    z = sum(_two_parts(x, h, w_ih, w_hh, b_ih, b_hh))
    return jnp.maximum(z, 0) if relu else jnp.tanh(z)


@operator("x", "h", "c", "w_ih", "w_hh", "b_ih", "b_hh", name="lstm_step")
def lstm_step(x, h, c, w_ih, w_hh, b_ih, b_hh):
    """The next state and cell of an LSTM."""
    _check_step("LSTMCell", x, h, w_ih, w_hh)
    i, f, n, o = jnp.split(sum(_two_parts(x, h, w_ih, w_hh, b_ih, b_hh)), 4, 1)
    c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(n)
    return jax.nn.sigmoid(o) * jnp.tanh(c), c


@operator("x", "h", "w_ih", "w_hh", "b_ih", "b_hh", name="gru_step")
def gru_step(x, h, w_ih, w_hh, b_ih, b_hh):
    """The next state of a GRU."""
    _check_step("GRUCell", x, h, w_ih, w_hh)
    of_x, of_h = _two_parts(x, h, w_ih, w_hh, b_ih, b_hh)
    (x_r, x_z, x_n), (h_r, h_z, h_n) = jnp.split(of_x, 3, 1), jnp.split(of_h, 3, 1)
    r, z = jax.nn.sigmoid(x_r + h_r), jax.nn.sigmoid(x_z + h_z)
    n = jnp.tanh(x_n + r * h_n)
    return n + z * (h - n)
