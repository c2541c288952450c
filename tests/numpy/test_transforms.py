"""Derivatives, vmap and jit of `mindspore.numpy`: of many functions at once, so that few programs are compiled."""

import importlib

import jax
import mindspore as ms
import mindspore.numpy as mnp
import numpy as np
import pytest

from msgrad import registry
from msgrad._names import _names
from tests.finite_difference import check_gradient

# Calls on x and y, (3, 4), and v, (4,), with different numbers from 0.2 to 0.9; they keep float64.
CALLS = {
    "elementwise": """
        absolute(x) square(x) sqrt(x) reciprocal(x) exp(x) expm1(x) exp2(x) log(x) log2(x) log10(x) log1p(x)
        positive(x) negative(x) cbrt(x) sin(x) cos(x) tan(x) arcsin(x) arccos(x) arctan(x) sinh(x) cosh(x) tanh(x)
        arcsinh(x) arccosh(x+1) arctanh(x) deg2rad(x) rad2deg(x)
    """,
    "pairs": """
        add(x,y) subtract(x,y) multiply(x,y) power(x,y) minimum(x,y) maximum(x,y) clip(x,y,0.7) hypot(x,y)
        remainder(x,v) fmod(x,v) logaddexp(x,y) logaddexp2(x,y) arctan2(x,y) heaviside(x-2,y)
        copysign(x,y) divmod(x,v)[1]
    """,
    "reductions": """
        sum(x,0) sum(x,initial=2.5) mean(x,1) std(x,0) var(x,ddof=1) average(x,0,y[:,0]) amax(x,1) amin(x) ptp(x,0)
        nansum(x,1) nanmean(x) nanmax(x,0) nanmin(x,1) cumsum(x,1) cumprod(x,0) nancumsum(x) diff(x,2) diff(x,prepend=y)
        ediff1d(x,v,v) gradient(x)[0] gradient(v,2.0) unwrap(x*9)
    """,
    "shapes": """
        flipud(x) fliplr(x) flip(x) rot90(x) rot90(x,3) rot90(x,1,[1,0]) roll(x,1) roll(x,(1,2),(0,1)) tile(x,(2,1))
        repeat(x,[1,0,2],0) transpose(x) moveaxis(x,0,1) expand_dims(x,(0,2)) stack((x,y),1) concatenate((x,y),None)
        append(x,y,0) split(x,2,1)[1] array_split(v,3)[0] column_stack((v,v)) broadcast_to(v,(2,4))
        meshgrid(v,v)[1]
        diag(v,1) diagonal(x,1) trace(x) tril(x) triu(x,1) vander(v,3) full((2,4),v) array([v,v]) atleast_3d(x)
    """,
    "pads": """
        pad(x,2) pad(x,(1,2),'edge') pad(x,2,'linear_ramp',end_values=3) pad(x,1,'maximum') pad(x,1,'minimum')
        pad(x,2,'mean',stat_length=2) pad(x,2,'reflect') pad(x,2,'reflect',reflect_type='odd') pad(x,5,'symmetric')
        pad(x,2,'symmetric',reflect_type='odd') pad(x,(3,5),'wrap') pad(v,1,'median')
    """,
    "choices": """
        where(x>0.5,x,y) select([x>0.6,x>0.4],[x,y*2],9) choose(i,[x,y]) take(x,i) take(x,i,1,'wrap')
        take_along_axis(x,i,0) piecewise(x,[x<0.5],[square,exp]) apply_along_axis(square,0,x)
        apply_over_axes(sum,x,[0,1]) interp(x,v,v*v) searchsorted(v,x)*x
    """,
    "linear": """
        dot(x,y.T) inner(x,y) outer(v,v) matmul(x,v) tensordot(x,y,([0,1],[0,1])) kron(v,x) cross(x[:,:3],y[:,1:])
        cross(x[:,:2],y[:,:2]) multi_dot([x,y.T,x]) norm(x) norm(x,1) norm(x,2) norm(x,'nuc') norm(v,3) norm(x,np.inf)
        matrix_power(x[:,:3],3) convolve(v,x[0,:3]) convolve(v,x[0,:3],'same') correlate(v,x[0,:2],'full')
        polyadd(v,x[0,:2]) polymul(v,x[0]) polyval(v,x) polyder(v) fft.irfft(x) absolute(fft.fft(x).real())
    """,
}


def arrays():
    draw = np.random.RandomState(4)
    spread = draw.permutation(np.linspace(0.2, 0.9, 28))
    return spread[:12].reshape(3, 4), spread[12:24].reshape(3, 4), np.sort(spread[24:])


def results(calls, x, y, v):
    """What the calls give, each as a Tensor."""
    index = ms.Tensor([[0, 1, 1, 0], [1, 0, 2, 1], [0, 1, 0, 1]])
    scope = {**{name: getattr(mnp, name) for name in dir(mnp)}, "np": np, "x": x, "y": y, "v": v, "i": index}
    return [eval(call, scope) for call in calls.split()]


@pytest.mark.parametrize("calls", CALLS.values(), ids=list(CALLS))
def test_gradients(calls):
    def fn(*values):
        return tuple([out.jax() for out in results(calls, *map(ms.Tensor, values))])

    assert {str(out.dtype) for out in jax.eval_shape(fn, *arrays())} == {"float64"}
    check_gradient(fn, *arrays(), modes=("reverse",), rtol=1e-4, atol=1e-6)


def same(one, other):
    for a, b in zip(one, other, strict=True):
        assert (a.dtype, a.shape) == (b.dtype, b.shape)
        np.testing.assert_allclose(a.asnumpy(), b.asnumpy(), rtol=1e-12)


@pytest.mark.parametrize("name", ["pairs", "reductions", "choices", "linear"])
def test_jit(name):
    calls = CALLS[name]
    plain = results(calls, *map(ms.Tensor, arrays()))
    jitted = ms.jit(lambda x, y, v: tuple(results(calls, x, y, v)), fullgraph=True)
    same(jitted(*map(ms.Tensor, arrays())), plain)


@pytest.mark.parametrize("name", ["elementwise", "reductions", "pads", "choices"])
def test_vmap(name):
    calls = CALLS[name]
    rows = [np.stack([a, a[::-1] * 0.9 if a.ndim > 1 else a * 0.8]) for a in arrays()]
    mapped = ms.vmap(lambda x, y, v: tuple(results(calls, x, y, v)))(*map(ms.Tensor, rows))
    for i in range(2):
        same([out[i] for out in mapped], results(calls, *[ms.Tensor(a[i]) for a in rows]))


def test_sets_have_gradients():
    x, y = ms.Tensor([3.0, 1.0, 3.0, 2.0]), ms.Tensor([2.0])
    assert ms.grad(lambda x: mnp.unique(x).sum() + mnp.setdiff1d(x, y).sum() * 10)(x).tolist() == [11, 11, 0, 1]


def test_unique_in_jit():
    """What depends on the data runs un-jitted, with the right result."""
    fn = ms.jit(lambda x: mnp.unique(x) * 2)
    with pytest.warns(RuntimeWarning):
        assert fn(ms.Tensor([5, 2, 5])).tolist() == [10, 4]


def test_numbers_and_lists_are_32_bits():
    assert mnp.add(ms.Tensor([1], ms.uint8), 2).dtype == ms.int32
    assert mnp.add(ms.Tensor([1.0], ms.float16), 0.5).dtype == ms.float32
    assert mnp.array([1, 2]).dtype == ms.int32
    with pytest.raises(TypeError, match=r"For 'add', the input must be .* but got ndarray"):
        mnp.add(ms.Tensor([1.0]), np.ones(1))


def test_views_write_through():
    x = ms.Tensor([[1.0, 2.0], [3.0, 4.0]])
    mnp.transpose(x)[0, 1] = 9
    mnp.split(x, 2)[0][0, 0] = 7
    assert x.tolist() == [[7.0, 2.0], [9.0, 4.0]]


def test_grids_take_slices():
    assert mnp.mgrid[0:2, 0:3].shape == (2, 2, 3)
    with pytest.raises(TypeError, match="For 'ogrid', the index must be a slice"):
        mnp.ogrid[2]


def test_pad_by_a_function():
    def with_axis(vector, widths, axis, kwargs):
        return mnp.where(mnp.arange(vector.shape[0]) < widths[0], kwargs["fill"] + axis, vector)

    assert mnp.pad([1, 2], (1, 1), with_axis, fill=10).tolist() == [10, 1, 2, 0]


@pytest.mark.parametrize("module", ["array_creations", "array_ops", "logic_ops", "math_ops"])
def test_modules_that_mindspore_has(module):
    there = importlib.import_module(f"mindspore.numpy.{module}")
    wanted = _names(f"mindspore.numpy.{module}") & set(mnp.__all__)
    assert {name for name in wanted if getattr(there, name, None) is not getattr(mnp, name)} == set()


def test_names_are_mindspores():
    from mindspore.numpy import fft

    listed = set(registry.modules()["mindspore.numpy"])
    assert set(mnp.__all__) == listed, set(mnp.__all__) ^ listed
    assert fft.ifft.__name__ == "ifft" and mnp.pi == np.pi and mnp.int_ == ms.int32
    with pytest.raises(AttributeError, match=r"neither MindSpore 2\.10 nor msgrad has that name"):
        mnp.nonsense  # noqa: B018
