# ruff: noqa: E501
"""The cases of `mindspore.numpy`, in the form of `ops_cases.py`; `make_numpy.py` asks the real MindSpore for the answers."""

# One array in, one out, with the flavour of floats that suits: names, then "+", "?" (within -0.9 to 0.9) or "*" (above 1.1).
FLOATS = """
absolute square sqrt+ reciprocal+ exp expm1 exp2 log+ log2+ log10+ log1p+ floor ceil trunc fix rint sign positive negative cbrt
sin cos tan arcsin? arccos? arctan sinh cosh tanh arcsinh arccosh* arctanh? deg2rad rad2deg radians
isfinite isnan isinf isposinf isneginf signbit logical_not
""".split()
INTEGERS = """
absolute square sqrt+ reciprocal+ exp2 exp log+ floor ceil trunc fix rint sign positive negative cbrt sin tan arctan deg2rad
isfinite isnan isinf isposinf isneginf signbit logical_not invert
""".split()
OF_ANYTHING = """
square sqrt reciprocal exp2 negative cbrt trunc ceil sign invert isfinite isnan isinf signbit logical_not exp log floor expm1 log1p rint around
""".split()
OF_TENSORS = "absolute sin arctan deg2rad fix positive log2 log10 isposinf".split()

# Two arrays in.
PAIRS = """
add subtract multiply divide true_divide power float_power minimum maximum heaviside hypot floor_divide remainder mod fmod divmod
logaddexp logaddexp2 arctan2 copysign equal not_equal less less_equal greater greater_equal logical_and logical_or logical_xor
""".split()
WHOLE_PAIRS = "gcd lcm bitwise_and bitwise_or bitwise_xor".split()

# Reductions over an axis.
REDUCTIONS = (
    "sum mean std var ptp average amax amin nansum nanmean nanmax nanmin nanstd nanvar count_nonzero sometrue".split()
)

ELEMENTWISE = """
mnp.absolute(x, ms.float16) | x=f4(3)
mnp.abs(x) | x=f4(3)
mnp.fabs(x) | x=i4(3)
mnp.sqrt(x, dtype=ms.float64) | x=f4+(3)
mnp.sin(x, ms.float32) | x=i1(3)
mnp.sin(x, dtype=ms.float16) | x=f4(3)
mnp.log(x, ms.float16) | x=f4+(3)
mnp.add(x, y, ms.float32) | x=i4(3) y=i4(3)
mnp.add(x, y, dtype=ms.int32) | x=f4(3) y=f4(3)
mnp.add(x, y, 'float32') | x=i4(3) y=i4(3)
mnp.add(x, y, np.float32) | x=i4(3) y=i4(3)
mnp.equal(x, y, ms.float32) | x=i4(3) y=i4(3)
mnp.isnan(x, ms.int32) | x=f4(3)
mnp.signbit(x, ms.int32) | x=f4(3)
mnp.signbit(x, ms.bool_) | x=f4(3)
mnp.add(x, y) | x=f4(2,3) y=f4(2)
mnp.less(x, y) | x=f4(2,3) y=f4(2)
mnp.add(x, y) | x=f4(2,1) y=f4(1,3)
mnp.add(x, 'a') | x=f4(3)
mnp.add(x, None) | x=f4(3)
mnp.add(x, np.ones(3)) | x=f4(3)
mnp.add(x, [1, 2, 3]) | x=f4(3)
mnp.add(x, (1, 2.5, 3)) | x=i4(3)
mnp.add(2, 3) |
mnp.add(2.5, 3) |
mnp.add([1, 2], [0.5, 1]) |
mnp.add(x, True) | x=i4(3)
mnp.subtract(x, True) | x=i4(3)
mnp.add(x, [[1, 2, 3], [4, 5, 6]]) | x=u1(3)
mnp.add(x, [y, y]) | x=f4(2,3) y=f4(3)
mnp.multiply(x, 2) | x=f4(3)
mnp.multiply(2, x) | x=f4(3)
mnp.logaddexp2(x, 2) | x=f4(3)
mnp.arctan2(x, 2) | x=f4(3)
mnp.float_power(x, 2) | x=f4(3)
mnp.sin('a') |
mnp.sin(None) |
mnp.minimum(x, 2) | x=i4(5)
mnp.minimum(x, 0.5) | x=i4(5)
mnp.minimum(x, 1.5) | x=f4(5)
mnp.minimum(1.5, x) | x=i4(5)
mnp.maximum(x, 0.5) | x=i4(5)
mnp.maximum(x, -1.5) | x=i4(5)
mnp.maximum(0.5, x) | x=f2(5)
mnp.maximum(2, 3) |
mnp.maximum(2, 3.5) |
mnp.maximum([1, 2], x) | x=i4(2)
mnp.maximum(x, y) | x=f4n(9) y=f4t(9)
mnp.minimum(x, y) | x=f4t(9) y=f4n(9)
mnp.clip(x, -1, 1) | x=f4(5)
mnp.clip(x, None, 1) | x=f4(5)
mnp.clip(x, 0.5, None) | x=i4(5)
mnp.clip(x, -1.5, 1.5) | x=i4(5)
mnp.clip(x, y, 1) | x=f4(5) y=f4(5)
mnp.clip(x, y, z) | x=f4(2,5) y=f4(5) z=f4+(5)
mnp.clip(x, y, z) | x=i4(5) y=f4(5) z=i4+(5)
mnp.clip(x, 1, -1) | x=f4(5)
mnp.clip(x, -1, 1, ms.int32) | x=f4(5)
mnp.clip(x, None, None) | x=f4(5)
mnp.clip(x, 'a', 1) | x=f4(5)
mnp.clip(x, -1, [1, 2, 0, 1, 2]) | x=f4(5)
mnp.clip(x, y, None) | x=f4(5) y=f4(3)
mnp.clip(3, 4, 5) |
mnp.clip(x, -1, 1) | x=f4n(9)
mnp.divide(x, y) | x=f4(4) y=f4t(4)
mnp.divide(x, y) | x=f8(4) y=f8+(4)
mnp.divide(x, 2) | x=f8(4)
mnp.divide(x, 2) | x=f2(4)
mnp.floor_divide(x, y) | x=i4(5) y=i4t(5)
mnp.remainder(x, y) | x=f4(5) y=f4t(5)
mnp.remainder(x, 3) | x=i4(5)
mnp.fmod(x, 3) | x=i4(5)
mnp.fmod(x, -1.5) | x=f4(5)
mnp.divmod(x, 3) | x=i4(5)
mnp.divmod(x, -1.5) | x=f4(5)
mnp.divmod(7, 3) |
mnp.divmod(7.5, 3) |
mnp.divmod(x, [1, 2, 3, 1, 2]) | x=f4(5)
mnp.divmod(x, y, ms.float32) | x=i4(5) y=i4+(5)
mnp.power(x, 2) | x=i4(5)
mnp.power(x, 0.5) | x=f4+(5)
mnp.power(x, -1) | x=f4+(5)
mnp.power(2, x) | x=f4(5)
mnp.power(x, True) | x=f4(5)
mnp.heaviside(x, 0.5) | x=f4t(9)
mnp.heaviside(x, y) | x=f4t(9) y=f4(9)
mnp.heaviside(x, 2) | x=i4(5)
mnp.hypot(3, 4) |
mnp.hypot(x, 4) | x=i4(3)
mnp.copysign(x, -1) | x=f4(5)
mnp.copysign([1, 2], [-1, 2]) |
mnp.copysign(2.5, x) | x=f4(5)
mnp.copysign(x, True) | x=f4(5)
mnp.gcd(x, 6) | x=i4(5)
mnp.gcd(12, 18) |
mnp.lcm(4, 6) |
mnp.lcm(x, 6) | x=i4+(5)
mnp.bitwise_and(x, 3) | x=i4(5)
mnp.bitwise_or(x, True) | x=b1(5)
mnp.bitwise_xor(x, y) | x=f4(5) y=f4(5)
mnp.bitwise_not(x) | x=i4(5)
mnp.invert(x) | x=f4(5)
mnp.logical_and(x, 2) | x=i4(5)
mnp.logical_not([True, False]) |
mnp.logical_not(0.0) |
mnp.logical_or(x, y, ms.int32) | x=b1(5) y=b1(5)
mnp.isclose(x, x) | x=f4n(9)
mnp.isclose(x, x, equal_nan=True) | x=f4n(9)
mnp.isclose(x, y, 0.5, 0.1) | x=f4(5) y=f4(5)
mnp.isclose(x, x + 1e-7) | x=f4(5)
mnp.isclose(x, x) | x=f8(5)
mnp.isclose(x, y) | x=i4(5) y=i4(5)
mnp.isclose([1.0, 2.0], [1.0, 2.5]) |
mnp.isclose(1, 1) |
mnp.isclose(x, x, '1') | x=f4(5)
mnp.isclose(x, x, 1e-5, 1e-8, 1) | x=f4(5)
mnp.isclose(x, y) | x=f4(2,3) y=f4(3)
mnp.around(x) | x=f4(5)
mnp.around(x, 1) | x=f4(5)
mnp.around(x, decimals=2) | x=f8(5)
mnp.around(x, 1) | x=i4(5)
mnp.around(2.567, 1) |
mnp.around([1.5, 2.5]) |
mnp.around(x, 1.5) | x=f4(5)
mnp.round(x, 1) | x=f4(5)
mnp.rint(x) | x=f4t(5)
mnp.rint(x, ms.int32) | x=f4(5)
mnp.reciprocal(x) | x=i8(5)
mnp.isscalar(3.5) |
mnp.isscalar(True) |
mnp.isscalar('abc') |
mnp.isscalar(x) | x=f4()
mnp.isscalar([3]) |
mnp.isscalar(np.float32(1)) |
mnp.isscalar(None) |
mnp.array_equal(x, x) | x=f4(2,3)
mnp.array_equal(x, x) | x=f4n(9)
mnp.array_equal(x, x, equal_nan=True) | x=f4n(9)
mnp.array_equal(x, y) | x=f4(2,3) y=f4(3)
mnp.array_equal(x, y) | x=i4(3) y=f4(3)
mnp.array_equal([1, 2], [1, 2]) |
mnp.array_equal(1, x) | x=f4(3)
mnp.array_equal(x, x, 1) | x=f4(3)
mnp.array_equal('a', x) | x=f4(3)
mnp.array_equiv(x, x) | x=f4(2,3)
mnp.array_equiv([1, 1], [[1, 1], [1, 1]]) |
mnp.array_equiv(x, y) | x=f4(2,3) y=f4(2)
mnp.array_equiv(1, [1, 1]) |
mnp.array_equiv('a', 1) |
"""

CREATION = """
mnp.array([1, 2, 3]) |
mnp.array([1.5, 2]) |
mnp.array([True, False]) |
mnp.array([[1, 2], [3, 4]], 'float32') |
mnp.array([1, 2], dtype=np.float16) |
mnp.array([1, 2], dtype=ms.int8) |
mnp.array([1, 2], dtype=float) |
mnp.array([1, 2], dtype=int) |
mnp.array([1, 2], dtype=bool) |
mnp.array(5) |
mnp.array(2.5) |
mnp.array(True) |
mnp.array((1, (2)), ndmin=2) |
mnp.array([1, 2], ndmin=3) |
mnp.array(x, ndmin=2) | x=f4(3)
mnp.array(x) | x=f8(3)
mnp.array(x, copy=False) | x=i8(3)
mnp.array(x, ms.int32) | x=f4(3)
mnp.array([x, x]) | x=f4(3)
mnp.array([x, y]) | x=f4(3) y=f4(3)
mnp.array(np.ones((2, 2))) |
mnp.array(np.ones(2, np.int32)) |
mnp.array([1, [2, 3]]) |
mnp.array('abc') |
mnp.array(None) |
mnp.array([1], 'float99') |
mnp.array([1], ndmin=1.5) |
mnp.array([1], copy=1) |
mnp.array({}) |
mnp.array(1 + 2j) |
mnp.array([]) |
mnp.array([2**40]) |
mnp.asarray([1, 2, 3]) |
mnp.asarray((1.5, 2)) |
mnp.asarray(3) |
mnp.asarray(2.5) |
mnp.asarray(x) | x=f4(3)
mnp.asarray(x, ms.int32) | x=f4(3)
mnp.asarray([1, 2], 'float16') |
mnp.asarray('a') |
mnp.asarray([True, 2]) |
mnp.asarray([x, x]) | x=f4(2)
mnp.asarray(np.ones(2)) |
mnp.asfarray([1, 2]) |
mnp.asfarray([1, 2], ms.int32) |
mnp.asfarray([1, 2], 'float16') |
mnp.asfarray(x) | x=f8(3)
mnp.asfarray(x) | x=i4(3)
mnp.asfarray(x, ms.float64) | x=i4(3)
mnp.asfarray(x, None) | x=i4(3)
mnp.asfarray(x, None) | x=f8(3)
mnp.asfarray([1, 2], None) |
mnp.asfarray(True) |
mnp.copy(x) | x=f4(3)
mnp.copy([1, 2]) |
mnp.copy(2.5) |
mnp.copy('a') |
mnp.ones(3) |
mnp.ones((2, 3)) |
mnp.ones([2, 3], ms.int32) |
mnp.ones((2,), 'int8') |
mnp.ones((2,), np.float16) |
mnp.ones((2,), bool) |
mnp.ones(()) |
mnp.ones((2, 0)) |
mnp.ones(-1) |
mnp.ones((2, -1)) |
mnp.ones(2.5) |
mnp.ones('a') |
mnp.ones((2.5,)) |
mnp.ones(2, 'abc') |
mnp.ones(2, None) |
mnp.ones(True) |
mnp.zeros(3) |
mnp.zeros((2, 3), ms.int32) |
mnp.zeros((2,), 'bool') |
mnp.zeros(-1) |
mnp.zeros('a') |
mnp.zeros(x) | x=i4(2)
mnp.full(3, 2) |
mnp.full((2, 2), 2.5) |
mnp.full((2, 2), True) |
mnp.full([2], 3, ms.float16) |
mnp.full((2, 2), [1, 2]) |
mnp.full((2, 2), (1.5, 2)) |
mnp.full((2, 2), x) | x=f4(2)
mnp.full((2, 2), x, ms.float16) | x=f4(2)
mnp.full((2, 2), x) | x=i4(3)
mnp.full((2, 3), x) | x=f4()
mnp.full(-1, 2) |
mnp.full((2,), 'a') |
mnp.full('a', 1) |
mnp.full((), 5) |
mnp.empty((2, 3)).shape |
mnp.empty(2, ms.int32).dtype |
mnp.empty('a') |
mnp.empty(-1) |
mnp.empty_like(x).shape | x=f4(2,3)
mnp.empty_like(x, shape=(3,)).shape | x=f4(2,3)
mnp.empty_like([[1, 2]]).dtype |
mnp.empty_like(x, ms.int8).dtype | x=f4(2)
mnp.empty_like(3) |
mnp.ones_like(x) | x=f4(2,3)
mnp.ones_like(x) | x=i4(2)
mnp.ones_like(x) | x=b1(2)
mnp.ones_like(x, ms.float16) | x=i4(2)
mnp.ones_like(x, 'float16') | x=i4(2)
mnp.ones_like(x, shape=(3, 1)) | x=f8(2)
mnp.ones_like(x, shape=3) | x=f8(2)
mnp.ones_like([1, 2]) |
mnp.ones_like([[1, 2], [3, 4]], ms.int32) |
mnp.ones_like((1.0, 2.0)) |
mnp.ones_like([x, x]) | x=i4(2)
mnp.ones_like(3) |
mnp.ones_like(2.5) |
mnp.ones_like('a') |
mnp.ones_like([1, [2, 3]]) |
mnp.ones_like(np.ones(2)) |
mnp.zeros_like(x) | x=f4(2,3)
mnp.zeros_like(x, ms.int32) | x=f4(2,3)
mnp.zeros_like([1, 2]) |
mnp.zeros_like(x, shape=(2, 1)) | x=i8(2)
mnp.zeros_like(True) |
mnp.zeros_like(None) |
mnp.full_like(x, 2) | x=f4(2,3)
mnp.full_like(x, 2.7) | x=i4(2,3)
mnp.full_like(x, True) | x=f4(2)
mnp.full_like(x, 0.5, ms.float16) | x=i4(2)
mnp.full_like([[1, 2]], 3) |
mnp.full_like(x, 3, shape=(3,)) | x=f4(2)
mnp.full_like(x, [1, 2]) | x=f4(2,2)
mnp.full_like(x, y) | x=f4(2,2) y=f4(2)
mnp.full_like(3, 3) |
mnp.full_like('a', 3) |
mnp.arange(5) |
mnp.arange(5.0) |
mnp.arange(1, 5) |
mnp.arange(1, 5, 2) |
mnp.arange(1, 2, 0.25) |
mnp.arange(0.5, 3) |
mnp.arange(5, 1, -1) |
mnp.arange(5, 1, -1.5) |
mnp.arange(5, ms.float16) |
mnp.arange(5, dtype=ms.float16) |
mnp.arange(5, dtype='int8') |
mnp.arange(1, stop=4) |
mnp.arange(stop=4, start=1) |
mnp.arange(start=3) |
mnp.arange(0, 5, dtype=np.float32) |
mnp.arange(0) |
mnp.arange(5, 1) |
mnp.arange('a') |
mnp.arange(None) |
mnp.arange(1, 5, 0) |
mnp.arange(x) | x=i4+()
mnp.arange(2, x) | x=i4+()
mnp.arange(True) |
mnp.arange(10, step=3) |
mnp.arange(2.5, step=0.5) |
mnp.arange(1, 4, 'a') |
mnp.linspace(0, 1, 5) |
mnp.linspace(0, 5) |
mnp.linspace(2, 3, 5, endpoint=False) |
mnp.linspace(2, 3, 5, False, True) |
mnp.linspace(2, 3, 5, retstep=True) |
mnp.linspace(0, 10, 4, dtype=ms.int32) |
mnp.linspace(0, 10, 4, dtype='float16') |
mnp.linspace(2.0, 3.0, 1) |
mnp.linspace(2.0, 3.0, 1, False, True) |
mnp.linspace(2.0, 3.0, 1, retstep=True) |
mnp.linspace([1, 2], 5, 4) |
mnp.linspace([1, 2], [5, 6], 4, axis=1) |
mnp.linspace([1, 2], [5, 6], 4, axis=-1) |
mnp.linspace((1, 2.5), [5, 6], 4) |
mnp.linspace(x, y, 4) | x=f4(3) y=f4(3)
mnp.linspace(x, y, 4, axis=-1) | x=f4(2,3) y=f4(3)
mnp.linspace(x, 4, 4, False) | x=f4(2,1)
mnp.linspace(x, y, 3) | x=f4() y=f4()
mnp.linspace(x, y, 3) | x=i4(2) y=i4(2)
mnp.linspace(x, y, 3) | x=f2(2) y=f2(2)
mnp.linspace(x, y, 3, retstep=True) | x=f8(2) y=f8(2)
mnp.linspace(0, 1, 0) |
mnp.linspace(0, 1, -1) |
mnp.linspace(0, 1, 2.5) |
mnp.linspace('a', 1) |
mnp.linspace(0, 1, 3, endpoint=1) |
mnp.linspace(0, 1, 3, True, 'a') |
mnp.linspace(0, 1, 3, dtype='a') |
mnp.linspace(0, 1, 3, axis=1) |
mnp.linspace([1, 2], 5, 3, axis=3) |
mnp.linspace([1, 2], [1, 2, 3], 3) |
mnp.linspace(True, 3, 3) |
mnp.logspace(0, 2, 3) |
mnp.logspace(0, 2, 4, base=2.0) |
mnp.logspace(0, 2, 4, endpoint=False) |
mnp.logspace([1, 2], [2, 3], 3) |
mnp.logspace([1, 2], 3, 3, base=2, axis=1) |
mnp.logspace(0, 2, 3, dtype=ms.int32) |
mnp.logspace(0, 2, 3, dtype='float16') |
mnp.logspace(0, 2, 3, base='a') |
mnp.logspace(0, 2, 2.5) |
mnp.logspace(x, y, 3) | x=f4(2) y=f4(2)
mnp.geomspace(1, 1000, 4) |
mnp.geomspace(1, 256, 5, endpoint=False) |
mnp.geomspace([1, 2], [8, 16], 4) |
mnp.geomspace([1, 2], 8, 4, axis=1) |
mnp.geomspace(1, 1000, 4, dtype=ms.int32) |
mnp.geomspace(1, 1000, 4, dtype='float16') |
mnp.geomspace(x, y, 3) | x=f4+(2) y=f4+(2)
mnp.geomspace(1, 8, 2.5) |
mnp.geomspace('a', 8) |
mnp.geomspace(1, 8, 1) |
mnp.eye(3) |
mnp.eye(2, 3) |
mnp.eye(3, 4, 1) |
mnp.eye(3, 4, -1, ms.int32) |
mnp.eye(3, k=2, dtype='int8') |
mnp.eye(2, k=5) |
mnp.eye(0) |
mnp.eye(-1) |
mnp.eye(2.5) |
mnp.eye(2, 'a') |
mnp.eye(2, k=1.5) |
mnp.identity(3) |
mnp.identity(2, ms.int32) |
mnp.identity(2, 'bool') |
mnp.identity(1.5) |
mnp.identity(0) |
mnp.tri(3) |
mnp.tri(3, 4, 1) |
mnp.tri(3, 2, -1, ms.int32) |
mnp.tri(3, dtype='bool') |
mnp.tri(2.5) |
mnp.tril(x) | x=f4(3,3)
mnp.tril(x, 1) | x=f4(2,3,4)
mnp.tril(x, -1) | x=i4(3,3)
mnp.tril(x) | x=b1(3,3)
mnp.tril(x) | x=f8(3,3)
mnp.tril([[1, 2], [3, 4]]) |
mnp.tril(x) | x=f4(3)
mnp.tril(3) |
mnp.tril(x, 1.5) | x=f4(3,3)
mnp.triu(x) | x=f4(3,3)
mnp.triu(x, 1) | x=f4(2,3,4)
mnp.triu(x, -1) | x=i4(3,3)
mnp.triu([[1, 2], [3, 4]], k=1) |
mnp.triu(x) | x=f4(3)
mnp.triu(3) |
mnp.triu(x, 'a') | x=f4(3,3)
mnp.tril_indices(3) |
mnp.tril_indices(3, 1, 4) |
mnp.tril_indices(2, -1) |
mnp.tril_indices(2.5) |
mnp.tril_indices('a') |
mnp.triu_indices(3) |
mnp.triu_indices(3, 1) |
mnp.triu_indices(2, k=-1, m=3) |
mnp.triu_indices(2, 'a') |
mnp.tril_indices_from(x) | x=f4(3,3)
mnp.tril_indices_from(x, 1) | x=f4(2,3)
mnp.tril_indices_from(x) | x=f4(3)
mnp.tril_indices_from([[1, 2], [3, 4]]) |
mnp.triu_indices_from(x) | x=f4(3,3)
mnp.triu_indices_from(x, k=1) | x=f4(2,3)
mnp.triu_indices_from(3) |
mnp.diag_indices(3) |
mnp.diag_indices(2, 3) |
mnp.diag_indices(2.5) |
mnp.diag_indices(2, 'a') |
mnp.diag_indices(0) |
mnp.diag(x) | x=f4(3)
mnp.diag(x, 1) | x=f4(3)
mnp.diag(x, -2) | x=i4(2)
mnp.diag(x) | x=f4(3,3)
mnp.diag(x, 1) | x=f4(3,4)
mnp.diag(x, -1) | x=f4(3,4)
mnp.diag(x, 5) | x=f4(3,4)
mnp.diag(x) | x=f4(2,2,2)
mnp.diag(x) | x=f4()
mnp.diag([1, 2]) |
mnp.diag(x, 1.5) | x=f4(3)
mnp.diag(x) | x=b1(3)
mnp.diagflat(x) | x=f4(2,2)
mnp.diagflat(x, 1) | x=f4(3)
mnp.diagflat(x, -1) | x=i4(2)
mnp.diagflat(x) | x=f4()
mnp.diagflat([1, 2]) |
mnp.diagflat(x, 'a') | x=f4(3)
mnp.diagonal(x) | x=f4(3,3)
mnp.diagonal(x, 1) | x=f4(3,4)
mnp.diagonal(x, -1, 0, 2) | x=f4(2,3,4)
mnp.diagonal(x, axis1=1, axis2=0) | x=f4(2,3,4)
mnp.diagonal(x, 5) | x=f4(3,3)
mnp.diagonal(x) | x=f4(3)
mnp.diagonal(x, axis1=5) | x=f4(3,3)
mnp.diagonal(x, 0, 1, 1) | x=f4(3,3)
mnp.diagonal([[1, 2], [3, 4]]) |
mnp.diagonal(x) | x=i4(3,3)
mnp.trace(x) | x=f4(3,3)
mnp.trace(x, 1) | x=f4(3,4)
mnp.trace(x, -1) | x=f4(3,4)
mnp.trace(x, 0, 1, 2) | x=f4(2,3,4)
mnp.trace(x) | x=i4(3,3)
mnp.trace(x) | x=i8(3,3)
mnp.trace(x) | x=f2(3,3)
mnp.trace(x, dtype=ms.float32) | x=i4(3,3)
mnp.trace(x, 5) | x=f4(3,3)
mnp.trace(x) | x=f4(3)
mnp.trace(x, axis1=1, axis2=1) | x=f4(3,3)
mnp.trace(x, axis1=5) | x=f4(3,3)
mnp.trace(x) | x=b1(3,3)
mnp.vander(x) | x=f4(3)
mnp.vander(x, 2) | x=f4(3)
mnp.vander(x, 4, True) | x=f4(3)
mnp.vander(x) | x=i4(3)
mnp.vander([1, 2, 3]) |
mnp.vander(x) | x=f4(2,2)
mnp.vander(x, -1) | x=f4(3)
mnp.vander(x, 2.5) | x=f4(3)
mnp.vander(x, 2, 'a') | x=f4(3)
mnp.vander(x) | x=i8(3)
mnp.bartlett(5) |
mnp.bartlett(1) |
mnp.bartlett(0) |
mnp.bartlett(2.5) |
mnp.blackman(5) |
mnp.blackman(1) |
mnp.blackman(-1) |
mnp.blackman('a') |
mnp.hamming(5) |
mnp.hamming(6) |
mnp.hamming(0) |
mnp.hamming(None) |
mnp.hanning(5) |
mnp.hanning(1) |
mnp.hanning(True) |
mnp.meshgrid(x, y) | x=f4(2) y=f4(3)
mnp.meshgrid(x, y, indexing='ij') | x=f4(2) y=f4(3)
mnp.meshgrid(x, y, sparse=True) | x=f4(2) y=f4(3)
mnp.meshgrid(x, y, sparse=True, indexing='ij') | x=f4(2) y=i4(3)
mnp.meshgrid(x, y, x) | x=f4(2) y=f4(3)
mnp.meshgrid(x) | x=f4(2)
mnp.meshgrid(x, y) | x=f4() y=f4(3)
mnp.meshgrid(x, y) | x=f4(2,2) y=f4(3)
mnp.meshgrid() |
mnp.meshgrid([1, 2], [3]) |
mnp.meshgrid(x, x, indexing='a') | x=f4(2)
mnp.meshgrid(x, x, sparse=1) | x=f4(2)
mnp.indices((2, 3)) |
mnp.indices([2], ms.float32) |
mnp.indices((2, 3), sparse=True) |
mnp.indices((2, 3), ms.int64, True) |
mnp.indices(3) |
mnp.ix_(x, y) | x=i4(2) y=i4(3)
mnp.ix_(x) | x=f4(2)
mnp.ix_(x, y) | x=i4(2) y=i4(2,2)
mnp.ix_([1, 2]) |
mnp.ix_(x, x) | x=b1(2)
mnp.mgrid[0:3] |
mnp.mgrid[0:3, 0:2] |
mnp.mgrid[0:5:2, 1:2] |
mnp.mgrid[-1:1:5j] |
mnp.mgrid[0:1:3j, 0:4:2] |
mnp.mgrid[0:2:0.5] |
mnp.mgrid[2] |
mnp.mgrid[5:1:-2] |
mnp.ogrid[0:3] |
mnp.ogrid[0:3, 0:2] |
mnp.ogrid[-1:1:5j, 0:2] |
mnp.ogrid[0:2:0.5, 0:1] |
mnp.promote_types(ms.int32, ms.float16) |
mnp.promote_types('uint16', ms.float64) |
mnp.promote_types(np.int64, 'float32') |
mnp.promote_types('int8', 'uint8') |
mnp.promote_types('a', 'int8') |
mnp.promote_types(ms.bool_, ms.int8) |
mnp.promote_types(int, float) |
mnp.result_type(ms.int32, x) | x=f2(3)
mnp.result_type('int32', 2.5, True) |
mnp.result_type(x, 2) | x=i8(3)
mnp.result_type([1, 2]) |
mnp.result_type((1.5,), 'int8') |
mnp.result_type(np.float16) |


mnp.pi |
mnp.inf |
mnp.nan |
mnp.PINF |
mnp.NINF |
mnp.int_ |
mnp.float_ |
mnp.uint |
mnp.bool_ |
mnp.int8 |
mnp.uint64 |
mnp.numeric_types |
"""

PADS = """
mnp.pad(x, 2) | x=f4(3)
mnp.pad(x, (1, 2)) | x=f4(2,3)
mnp.pad(x, ((1, 2), (0, 1))) | x=f4(2,3)
mnp.pad(x, ((1, 2),)) | x=f4(2,3)
mnp.pad(x, (2,)) | x=i4(3)
mnp.pad(x, [[1, 1], [2, 2]]) | x=i4(2,2)
mnp.pad(x, 1, constant_values=5) | x=f4(3)
mnp.pad(x, 1, constant_values=(5, 6)) | x=f4(2,2)
mnp.pad(x, ((1, 1), (2, 2)), constant_values=((3, 4), (5, 6))) | x=f4(2,2)
mnp.pad(x, 1, constant_values=2.7) | x=i4(3)
mnp.pad(x, 1, 'constant', constant_values=1.5) | x=f2(3)
mnp.pad(x, 0) | x=f4(3)
mnp.pad(x, 2, 'edge') | x=f4(3)
mnp.pad(x, ((1, 2), (0, 1)), mode='edge') | x=f4(2,3)
mnp.pad(x, 1, 'edge') | x=i4(2,2)
mnp.pad(x, 2, 'linear_ramp') | x=f4(3)
mnp.pad(x, 2, 'linear_ramp', end_values=5) | x=f4(3)
mnp.pad(x, ((1, 2), (3, 0)), 'linear_ramp', end_values=((1, 2), (3, 4))) | x=f4(2,3)
mnp.pad(x, 3, 'linear_ramp', end_values=(5, -4)) | x=i4(3)
mnp.pad(x, 2, 'maximum') | x=f4(3)
mnp.pad(x, ((1, 2), (0, 1)), 'maximum') | x=f4(2,3)
mnp.pad(x, 2, 'maximum', stat_length=2) | x=f4(4)
mnp.pad(x, ((1, 2), (2, 1)), 'maximum', stat_length=((1, 2), (3, 1))) | x=f4(2,3)
mnp.pad(x, 1, 'maximum', stat_length=10) | x=i4(3)
mnp.pad(x, 2, 'minimum') | x=f4(2,3)
mnp.pad(x, 2, 'minimum', stat_length=(1, 2)) | x=f4(4)
mnp.pad(x, 1, 'mean') | x=f4(2,3)
mnp.pad(x, 2, 'mean', stat_length=2) | x=f4(4)
mnp.pad(x, 2, 'mean') | x=i4(4)
mnp.pad(x, 1, 'median') | x=f4(3)
mnp.pad(x, 2, 'reflect') | x=f4(4)
mnp.pad(x, 2, 'reflect', reflect_type='odd') | x=f4(4)
mnp.pad(x, 5, 'reflect') | x=f4(3)
mnp.pad(x, ((1, 2), (2, 0)), 'reflect') | x=f4(3,4)
mnp.pad(x, 2, 'symmetric') | x=f4(4)
mnp.pad(x, 2, 'symmetric', reflect_type='odd') | x=f4(4)
mnp.pad(x, 5, 'symmetric') | x=f4(2)
mnp.pad(x, ((1, 2), (2, 0)), 'symmetric') | x=f4(3,4)
mnp.pad(x, 2, 'wrap') | x=f4(3)
mnp.pad(x, 5, 'wrap') | x=f4(3)
mnp.pad(x, ((1, 4), (2, 0)), 'wrap') | x=f4(2,3)
mnp.pad(x, 1, 'empty').shape | x=f4(2,3)
mnp.pad(x, 1, lambda *a: a) | x=f4(3)
mnp.pad(x, 1, 'nothing') | x=f4(3)
mnp.pad(x, -1) | x=f4(3)
mnp.pad(x, 1.5) | x=f4(3)
mnp.pad(x, 'a') | x=f4(3)
mnp.pad(x, (1, 2, 3)) | x=f4(3)
mnp.pad(x, ((1, 2), (3, 4), (5, 6))) | x=f4(2,3)
mnp.pad([1, 2, 3], 1) |
mnp.pad([1.5, 2], (0, 1), 'edge') |
mnp.pad(3, 1) |
mnp.pad(x, 1, stat_length='a') | x=f4(3)
mnp.pad(x, 1, 'maximum', stat_length=0) | x=f4(3)
mnp.pad(x, 1, 'maximum', stat_length=-1) | x=f4(3)
mnp.pad(x, 1, constant_values='a') | x=f4(3)
mnp.pad(x, 1, foo=3) | x=f4(3)
mnp.pad(x, 2, 'reflect', reflect_type='a') | x=f4(4)
mnp.pad(x, 1, end_values='a') | x=f4(3)
mnp.pad(x, ((1, 1), (1, 1))) | x=b1(2,2)
"""

SHAPES = """
mnp.expand_dims(x, 0) | x=f4(2,3)
mnp.expand_dims(x, -1) | x=f4(2,3)
mnp.expand_dims(x, (0, 2)) | x=f4(2,3)
mnp.expand_dims(x, [1, -1]) | x=f4(2,3)
mnp.expand_dims(x, 5) | x=f4(2,3)
mnp.expand_dims(x, 1.5) | x=f4(2,3)
mnp.expand_dims([1], 0) |
mnp.expand_dims(x, (0, 0)) | x=f4(2,3)
mnp.squeeze(x) | x=f4(1,3,1)
mnp.squeeze(x, 0) | x=f4(1,3,1)
mnp.squeeze(x, (0, -1)) | x=f4(1,3,1)
mnp.squeeze(x, [0, 2]) | x=f4(1,3,1)
mnp.squeeze(x, 1) | x=f4(1,3,1)
mnp.squeeze(x, 5) | x=f4(1,3,1)
mnp.squeeze(x, 'a') | x=f4(1,3,1)
mnp.squeeze([[1]]) |
mnp.transpose(x) | x=f4(2,3,4)
mnp.transpose(x, (1, 0, 2)) | x=f4(2,3,4)
mnp.transpose(x, [2, 0, -2]) | x=f4(2,3,4)
mnp.transpose(x, (0, 1)) | x=f4(2,3,4)
mnp.transpose(x, (0, 0, 1)) | x=f4(2,3,4)
mnp.transpose(x, 1) | x=f4(2,3)
mnp.transpose([[1]]) |
mnp.rollaxis(x, 0, 2) | x=f4(2,3,4)
mnp.rollaxis(x, 2) | x=f4(2,3,4)
mnp.rollaxis(x, -1, 1) | x=f4(2,3,4)
mnp.rollaxis(x, 0, 3) | x=f4(2,3,4)
mnp.rollaxis(x, 1, -1) | x=f4(2,3,4)
mnp.rollaxis(x, 0, 4) | x=f4(2,3,4)
mnp.rollaxis(x, 5) | x=f4(2,3)
mnp.rollaxis(x, 1.5) | x=f4(2,3)
mnp.rollaxis(x, 0, 'a') | x=f4(2,3)
mnp.rollaxis([1], 0) |
mnp.swapaxes(x, 0, 2) | x=f4(2,3,4)
mnp.swapaxes(x, -1, 0) | x=f4(2,3)
mnp.swapaxes(x, 0, 5) | x=f4(2,3)
mnp.swapaxes(x, 0, 1.5) | x=f4(2,3)
mnp.swapaxes([[1]], 0, 1) |
mnp.reshape(x, (3, 2)) | x=f4(2,3)
mnp.reshape(x, -1) | x=f4(2,3)
mnp.reshape(x, [3, -1]) | x=f4(2,3)
mnp.reshape(x, 6) | x=f4(2,3)
mnp.reshape(x, (4, 2)) | x=f4(2,3)
mnp.reshape(x, (-1, -1)) | x=f4(2,3)
mnp.reshape(x, 1.5) | x=f4(2,3)
mnp.reshape([1, 2], (2, 1)) |
mnp.ravel(x) | x=f4(2,3)
mnp.ravel(x) | x=f4()
mnp.ravel([1]) |
mnp.moveaxis(x, 0, -1) | x=f4(2,3,4)
mnp.moveaxis(x, (0, 1), (-1, 0)) | x=f4(2,3,4)
mnp.moveaxis(x, [0, 2], [1, 0]) | x=f4(2,3,4)
mnp.moveaxis(x, 0, 5) | x=f4(2,3)
mnp.moveaxis(x, (0, 0), (0, 1)) | x=f4(2,3)
mnp.moveaxis(x, (0, 1), (0,)) | x=f4(2,3)
mnp.moveaxis(x, 1.5, 0) | x=f4(2,3)
mnp.moveaxis([[1]], 0, 1) |
mnp.tile(x, 2) | x=f4(3)
mnp.tile(x, (2, 2)) | x=f4(3)
mnp.tile(x, (2,)) | x=f4(2,3)
mnp.tile(x, [2, 1, 2]) | x=i4(2,3)
mnp.tile(x, (1, 0)) | x=f4(2,3)
mnp.tile(x, 0) | x=f4(3)
mnp.tile(x, ()) | x=f4(3)
mnp.tile(x, 2) | x=f4()
mnp.tile(x, -1) | x=f4(3)
mnp.tile(x, 1.5) | x=f4(3)
mnp.tile([1, 2], 2) |
mnp.tile(x, 2) | x=b1(2)
mnp.broadcast_to(x, (2, 3)) | x=f4(3)
mnp.broadcast_to(x, (2, 3)) | x=i4(2,1)
mnp.broadcast_to(x, (2, -1)) | x=f4(3)
mnp.broadcast_to(x, 3) | x=f4(1)
mnp.broadcast_to(x, (2, 2)) | x=f4(3)
mnp.broadcast_to(x, (3,)) | x=f4(2,3)
mnp.broadcast_to([1], (2,)) |
mnp.broadcast_to(x, [2, 3]) | x=f4(3)
mnp.broadcast_arrays(x, y) | x=f4(3) y=f4(2,1)
mnp.broadcast_arrays(x) | x=f4(3)
mnp.broadcast_arrays(x, y, y) | x=i4(1) y=f4(2,1)
mnp.broadcast_arrays(x, y) | x=f4(3) y=f4(2)
mnp.broadcast_arrays([1], [2]) |
mnp.broadcast_arrays() |
mnp.atleast_1d(x) | x=f4()
mnp.atleast_1d(x, y) | x=f4() y=f4(2)
mnp.atleast_1d([1]) |
mnp.atleast_2d(x) | x=f4(3)
mnp.atleast_2d(x, y) | x=f4() y=f4(2,2,1)
mnp.atleast_3d(x) | x=f4(3)
mnp.atleast_3d(x, y) | x=f4() y=f4(2,3)
mnp.atleast_3d() |
mnp.flip(x) | x=f4(2,3)
mnp.flip(x, 0) | x=f4(2,3)
mnp.flip(x, (0, -1)) | x=i4(2,3)
mnp.flip(x, 5) | x=f4(2,3)
mnp.flip(x, 1.5) | x=f4(2,3)
mnp.flip([1]) |
mnp.flip(x) | x=b1(3)
mnp.flip(x) | x=f4()
mnp.flipud(x) | x=f4(2,3)
mnp.flipud(x) | x=f4(3)
mnp.fliplr(x) | x=f4(2,3)
mnp.fliplr(x) | x=f4(3)
mnp.fliplr([[1]]) |
mnp.rot90(x) | x=f4(2,3)
mnp.rot90(x, 2) | x=f4(2,3)
mnp.rot90(x, 3) | x=f4(2,3)
mnp.rot90(x, -1) | x=f4(2,3)
mnp.rot90(x, 4) | x=f4(2,3)
mnp.rot90(x, 1, (1, 2)) | x=f4(2,3,4)
mnp.rot90(x, 1, [2, 0]) | x=f4(2,3,4)
mnp.rot90(x, 1.5) | x=f4(2,3)
mnp.rot90(x, 1, (0, 0)) | x=f4(2,3)
mnp.rot90(x, 1, (0, 1, 2)) | x=f4(2,3,4)
mnp.rot90(x) | x=f4(3)
mnp.rot90(x, 1, (0, 5)) | x=f4(2,3)
mnp.rot90([[1]]) |
mnp.roll(x, 1) | x=f4(5)
mnp.roll(x, -2) | x=i4(5)
mnp.roll(x, 1) | x=f4(2,3)
mnp.roll(x, 1, 0) | x=f4(2,3)
mnp.roll(x, 2, -1) | x=f4(2,3)
mnp.roll(x, (1, 2), (0, 1)) | x=f4(2,3)
mnp.roll(x, 1, (0, 1)) | x=f4(2,3)
mnp.roll(x, [1, 1], [0, 0]) | x=f4(2,3)
mnp.roll(x, (1, 2), 0) | x=f4(2,3)
mnp.roll(x, (1, 2, 3), (0, 1)) | x=f4(2,3)
mnp.roll(x, 7) | x=f4(5)
mnp.roll(x, 1, 5) | x=f4(5)
mnp.roll(x, 1.5) | x=f4(5)
mnp.roll(x, 'a') | x=f4(5)
mnp.roll([1, 2], 1) |
mnp.roll(x, 1) | x=b1(3)
mnp.repeat(x, 2) | x=f4(2,3)
mnp.repeat(x, 2, 0) | x=f4(2,3)
mnp.repeat(x, [1, 2], 0) | x=f4(2,3)
mnp.repeat(x, (1, 0, 2), -1) | x=i4(2,3)
mnp.repeat(x, [2], 1) | x=f4(2,3)
mnp.repeat(x, [1, 2, 3]) | x=f4(3)
mnp.repeat(x, 0) | x=f4(3)
mnp.repeat(x, -1) | x=f4(3)
mnp.repeat(x, 1.5) | x=f4(3)
mnp.repeat(x, [1, 2]) | x=f4(3)
mnp.repeat(x, 2, 5) | x=f4(3)
mnp.repeat([1], 2) |
mnp.size(x) | x=f4(2,3)
mnp.size(x, 1) | x=f4(2,3)
mnp.size(x, -1) | x=f4(2,3)
mnp.size(x, 5) | x=f4(2,3)
mnp.size(x, 'a') | x=f4(2,3)
mnp.size([1, 2, 3]) |
mnp.size(3) |
mnp.size([[1, 2]], 1) |
mnp.size('a') |
mnp.array_str(x) | x=i4(2,3)
mnp.array_str(x) | x=f4t(3)
mnp.array_str([1, 2]) |
"""

JOINS = """
mnp.concatenate((x, y)) | x=f4(2,3) y=f4(1,3)
mnp.concatenate([x, y], 1) | x=f4(2,3) y=f4(2,1)
mnp.concatenate((x, y), -1) | x=f4(2,3) y=i4(2,1)
mnp.concatenate((x, y), None) | x=f4(2,3) y=f4(2)
mnp.concatenate((x, y), axis=32) | x=f4(2,3) y=f4(2)
mnp.concatenate(x) | x=f4(2,3)
mnp.concatenate(x, 1) | x=f4(2,3,2)
mnp.concatenate((x, y)) | x=i4(2) y=f2(2)
mnp.concatenate((x, y)) | x=u1(2) y=i8(2)
mnp.concatenate((x,)) | x=f4(2)
mnp.concatenate((x, y), 5) | x=f4(2,3) y=f4(2,3)
mnp.concatenate((x, y)) | x=f4(2,3) y=f4(2,2)
mnp.concatenate(()) |
mnp.concatenate((x, 1)) | x=f4(2)
mnp.concatenate(([1], [2])) |
mnp.concatenate((x, y), 1.5) | x=f4(2,3) y=f4(2,3)
mnp.concatenate(3) |
mnp.append(x, y) | x=f4(2,3) y=f4(2)
mnp.append(x, y, 0) | x=f4(2,3) y=f4(1,3)
mnp.append(x, y, -1) | x=i4(2,3) y=f4(2,1)
mnp.append(x, y, 5) | x=f4(2,3) y=f4(2,3)
mnp.append(x, [1]) | x=f4(2)
mnp.append(x, y, 0) | x=f4(2,3) y=f4(3)
mnp.column_stack((x, y)) | x=f4(3) y=f4(3)
mnp.column_stack((x, y)) | x=f4(3) y=i4(3,2)
mnp.column_stack([x, x]) | x=f4(2,2)
mnp.column_stack(x) | x=f4(2,3)
mnp.column_stack(3) |
mnp.column_stack((x, [1])) | x=f4(1)
mnp.column_stack(()) |
mnp.vstack((x, y)) | x=f4(3) y=f4(3)
mnp.vstack([x, y]) | x=f4(2,3) y=i4(3)
mnp.vstack(x) | x=f4(2,3)
mnp.vstack(3) |
mnp.vstack((x, y)) | x=f4(3) y=f4(2)
mnp.hstack((x, y)) | x=f4(3) y=f4(2)
mnp.hstack([x, y]) | x=f4(2,3) y=i4(2,1)
mnp.hstack(x) | x=f4(2,3)
mnp.hstack(3) |
mnp.dstack((x, y)) | x=f4(3) y=f4(3)
mnp.dstack([x, y]) | x=f4(2,3) y=i4(2,3)
mnp.dstack(x) | x=f4(2,3)
mnp.dstack((x, y)) | x=f4(2,3,1) y=f4(2,3)
mnp.dstack(3) |
mnp.stack((x, y)) | x=f4(3) y=f4(3)
mnp.stack([x, y], 1) | x=f4(3) y=f4(3)
mnp.stack((x, y), -1) | x=f4(2,3) y=f4(2,3)
mnp.stack((x, y)) | x=f4(3) y=i4(3)
mnp.stack(x) | x=f4(2,3)
mnp.stack(x, 1) | x=f4(2,3)
mnp.stack((x, y), 5) | x=f4(3) y=f4(3)
mnp.stack((x, y)) | x=f4(3) y=f4(2)
mnp.stack(3) |
mnp.stack(()) |
mnp.stack(([1], [2])) |
mnp.split(x, 2) | x=f4(4)
mnp.split(x, 3, axis=1) | x=f4(2,3)
mnp.split(x, [1, 3]) | x=f4(4)
mnp.split(x, (1, 5)) | x=f4(4)
mnp.split(x, [2, 1]) | x=f4(4)
mnp.split(x, [-1]) | x=f4(4)
mnp.split(x, 3) | x=f4(4)
mnp.split(x, 0) | x=f4(4)
mnp.split(x, 1.5) | x=f4(4)
mnp.split(x, 2, 5) | x=f4(4)
mnp.split(x, 2, 1.5) | x=f4(4)
mnp.split([1, 2], 2) |
mnp.split(x, 2) | x=i4(4)
mnp.split(x, [1.5]) | x=f4(4)
mnp.array_split(x, 3) | x=f4(8)
mnp.array_split(x, 2) | x=f4(4)
mnp.array_split(x, 3, 1) | x=f4(2,4)
mnp.array_split(x, [1, 2]) | x=f4(4)
mnp.array_split(x, 5) | x=f4(3)
mnp.array_split(x, 1.5) | x=f4(3)
mnp.array_split(x, 3) | x=i4(4)
mnp.vsplit(x, 2) | x=f4(4,2)
mnp.vsplit(x, [1]) | x=f4(4,2)
mnp.vsplit(x, 2) | x=f4(4)
mnp.vsplit(x, 'a') | x=f4(4,2)
mnp.hsplit(x, 2) | x=f4(2,4)
mnp.hsplit(x, [1, 2]) | x=f4(2,4)
mnp.hsplit(x, 2) | x=f4(4)
mnp.dsplit(x, 2) | x=f4(2,2,2)
mnp.dsplit(x, (1,)) | x=f4(2,2,2)
mnp.dsplit(x, 2) | x=f4(2,2)
"""

CHOICE = """
mnp.where(x > 0, x, y) | x=f4(2,3) y=f4(2,3)
mnp.where(x > 0, x, 0) | x=f4(2,3)
mnp.where(x > 0, 1, 0) | x=f4(2,3)
mnp.where(x > 0, 1.5, 2) | x=f4(3)
mnp.where(x > 0, x, y) | x=f4(2,1) y=f4(3)
mnp.where(x, 1, 0) | x=i4(5)
mnp.where(x, y, y) | x=f4(3) y=f4(3)
mnp.where(True, x, y) | x=f4(3) y=f4(3)
mnp.where([True, False], x, y) | x=f4(2) y=i4(2)
mnp.where(x > 0, x, y) | x=f4(3) y=f4(2)
mnp.where(x > 0) | x=f4(3)
mnp.where(x > 0, x) | x=f4(3)
mnp.where(x > 0, x, 'a') | x=f4(3)
mnp.where(x, y, x) | x=b1(3) y=i4(3)
mnp.where(x > 0, x, y) | x=f2(3) y=f8(3)
mnp.take(x, y) | x=f4(2,3) y=x5i4(4)
mnp.take(x, y, 0) | x=f4(4,2) y=x5i4(2,2)
mnp.take(x, y, axis=-1) | x=f4(2,4) y=x5i4(2)
mnp.take(x, y, 1) | x=i4(2,2) y=i4(5)
mnp.take(x, y, 1, mode='wrap') | x=f4(2,2) y=i4(5)
mnp.take(x, y, mode='wrap') | x=f4(2,2) y=i4(5)
mnp.take(x, y, mode='raise') | x=f4(2,2) y=i4(5)
mnp.take(x, y, mode='a') | x=f4(2,2) y=i4(5)
mnp.take(x, y, 5) | x=f4(2,2) y=x5i4(2)
mnp.take(x, 1) | x=f4(2,2)
mnp.take(x, [1]) | x=f4(2,2)
mnp.take([1], x) | x=i4(1)
mnp.take(x, y) | x=f4(3) y=x5i4()
mnp.take(x, y) | x=b1(3) y=i8(4)
mnp.take_along_axis(x, y, 1) | x=f4(2,4) y=x5i4(2,2)
mnp.take_along_axis(x, y, 0) | x=f4(4,2) y=x5i4(1,2)
mnp.take_along_axis(x, y, -1) | x=i4(2,4) y=x5i4(1,2)
mnp.take_along_axis(x, y, None) | x=f4(2,3) y=x5i4(4)
mnp.take_along_axis(x, y, 1) | x=f4(1,4) y=x5i4(2,2)
mnp.take_along_axis(x, y, 0) | x=f4(2,4) y=x5i4(2)
mnp.take_along_axis(x, y, 5) | x=f4(2,4) y=x5i4(2,2)
mnp.take_along_axis(x, [[1]], 1) | x=f4(2,4)
mnp.take_along_axis(x, y, 1) | x=f4(2,3) y=i4(2,3)
mnp.select([x > 0, x < 0], [x, y]) | x=f4(5) y=f4(5)
mnp.select([x > 0, x < -1], [x, x * 2], 10) | x=f4(5)
mnp.select([x > 0, x < -1], [x, x * 2], 2.5) | x=i4(5)
mnp.select([x > 0], [x, y]) | x=f4(5) y=f4(5)
mnp.select([[True, False], [True, True]], [[1, 2], [3, 4]]) |
mnp.select([x > 0, x > 1], [1, 2]) | x=f4(5)
mnp.select([x, y], [y, x]) | x=i4(3) y=i4(3)
mnp.select(x, y) | x=b1(2,3) y=f4(2,3)
mnp.select([], []) |
mnp.select([x > 0], [x], 'a') | x=f4(5)
mnp.select([x > 0, y > 0], [x, y]) | x=f4(2,1) y=f4(3)
mnp.choose(x, [y, y + 1]) | x=b1(3) y=f4(3)
mnp.choose(x, [y, y + 1, y * 2]) | x=i4(3) y=f4(3)
mnp.choose(x, (y, z)) | x=x5i4(2,3) y=f4(3) z=f4(2,1)
mnp.choose(x, y) | x=x5i4(4) y=f4(4,4)
mnp.choose(x, [y, z], mode='wrap') | x=i4(5) y=f4(5) z=i4(5)
mnp.choose([0, 1, 1], [[1, 2, 3], [4, 5, 6]]) |
mnp.choose(1, [x, y]) | x=f4(3) y=f4(3)
mnp.choose(x, [y, y], mode='raise') | x=x5i4(3) y=f4(3)
mnp.choose(x, [y, z]) | x=x5i4(3) y=f4(3) z=f4(2)
mnp.choose(x, []) | x=x5i4(3)
mnp.choose(x, [y, y]) | x=f4(3) y=f4(3)
mnp.choose(x, [0.5, 2]) | x=x5i4(3)
x.choose([y, y + 1]) | x=x5i4(3) y=f4(3)
x.choose([y, y + 1], mode='wrap') | x=i4(3) y=f4(3)
mnp.piecewise(x, [x < 0, x >= 0], [-1, 1]) | x=f4(5)
mnp.piecewise(x, [x < 0], [-1, 1]) | x=f4(5)
mnp.piecewise(x, [x < 0, x >= 0], [lambda v: -v, lambda v: v * 2]) | x=f4(5)
mnp.piecewise(x, [x < 0], [lambda v, a: v + a], 3) | x=f4(5)
mnp.piecewise(x, [x < 0], [lambda v, a: v + a], a=3) | x=f4(5)
mnp.piecewise(x, x < 0, [lambda v: -v]) | x=f4(5)
mnp.piecewise(x, [x < 0, x > 1], [1]) | x=f4(5)
mnp.piecewise(x, [x < 0], [1.5, 2]) | x=i4(5)
mnp.piecewise(3, [True], [5]) |
mnp.piecewise(x, [x < 1, x > -1], [lambda v: v + 10, lambda v: v + 20]) | x=f4(5)
mnp.piecewise([1, 2, 3], [[True, False, True]], [5, 6]) |
mnp.piecewise(x, [x < 0], [lambda v: v * 1.5, 0]) | x=i4(5)
mnp.piecewise('a', [True], [5]) |
mnp.apply_along_axis(lambda v: v * 2, 0, x) | x=f4(2,3)
mnp.apply_along_axis(lambda v: v.sum(), 1, x) | x=f4(2,3)
mnp.apply_along_axis(lambda v: v[0], -1, x) | x=f4(2,3,2)
mnp.apply_along_axis(mnp.diag, -1, x) | x=i4(2,2)
mnp.apply_along_axis(lambda v, a, b: v * a + b, 0, x, 2, b=1) | x=f4(2,3)
mnp.apply_along_axis(lambda v: v, 5, x) | x=f4(2,3)
mnp.apply_along_axis(lambda v: v * 2, 0, x) | x=f4(3)
mnp.apply_along_axis(lambda v: v, 0, [[1]]) |
mnp.apply_along_axis(lambda v: v, 1.5, x) | x=f4(2,3)
mnp.apply_over_axes(mnp.sum, x, [0, 2]) | x=f4(2,3,4)
mnp.apply_over_axes(mnp.sum, x, 1) | x=f4(2,3)
mnp.apply_over_axes(lambda a, i: a * 2, x, (0, -1)) | x=f4(2,3)
mnp.apply_over_axes(mnp.sum, x, (0, 0)) | x=f4(2,3)
mnp.apply_over_axes(mnp.sum, x, 5) | x=f4(2,3)
mnp.apply_over_axes(mnp.sum, x, 1.5) | x=f4(2,3)
mnp.apply_over_axes(mnp.sum, [[1, 2]], 1) |
mnp.apply_over_axes(lambda a, i: a.sum(), x, (0,)) | x=f4(2,3,2)
mnp.argwhere(x) | x=i4(5)
mnp.argwhere(x > 0) | x=f4(2,3)
mnp.argwhere([[0, 1], [2, 0]]) |
mnp.argwhere(3) |
mnp.argwhere('a') |
mnp.argwhere(x) | x=f4t(2,3)
mnp.unravel_index(x, (2, 3)) | x=i4(5)
mnp.unravel_index(5, (2, 3)) |
mnp.unravel_index([1, 2, 9], (2, 3)) |
mnp.unravel_index(x, (3, 2), order='F') | x=x5i4(4)
mnp.unravel_index(x, (2, 3, 2)) | x=x5i4(2,2)
mnp.unravel_index(x, (2, 3), 'K') | x=i4(2)
mnp.unravel_index(x, 5) | x=i4(2)
mnp.unravel_index(-2, (2, 3)) |
mnp.ravel_multi_index((x, y), (4, 4)) | x=x5i4(3) y=x5i4(3)
mnp.ravel_multi_index((x, y), (2, 3)) | x=i4(5) y=i4(5)
mnp.ravel_multi_index((x, y), (2, 3), mode='wrap') | x=i4(5) y=i4(5)
mnp.ravel_multi_index((x, y), (4, 5), order='F') | x=x5i4(3) y=x5i4(3)
mnp.ravel_multi_index(([3, 6, 6], [4, 5, 1]), (7, 6)) |
mnp.ravel_multi_index((x, y), (2, 3), mode='raise') | x=i4(5) y=i4(5)
mnp.ravel_multi_index((x, y), (2, 3, 4)) | x=i4(5) y=i4(5)
mnp.ravel_multi_index((3, 1), (4, 5)) |
mnp.ravel_multi_index((x, y), (2, 3), order='A') | x=i4(5) y=i4(5)
mnp.ravel_multi_index(x, (2, 4)) | x=x5i4(2,3)
mnp.ravel_multi_index((x, y), (2.5, 3)) | x=i4(5) y=i4(5)
"""

SETS = """
mnp.unique(x) | x=i4(9)
mnp.unique(x) | x=f4t(9)
mnp.unique(x) | x=i4(3,3)
mnp.unique(x, return_inverse=True) | x=i4(9)
mnp.unique(x, True) | x=i8(9)
mnp.unique(x, True) | x=i4(2,3)
mnp.unique([1, 2]) |
mnp.unique(x, 1) | x=i4(9)
mnp.in1d(x, y) | x=i4(5) y=i4(3)
mnp.in1d(x, [1, 2]) | x=i4(5)
mnp.in1d(x, y, invert=True) | x=i4(2,3) y=i4(3)
mnp.in1d([1, 2.5], 2.5) |
mnp.in1d(x, y) | x=f4t(5) y=i4(3)
mnp.in1d('a', x) | x=i4(5)
mnp.isin(x, y) | x=i4(2,3) y=i4(3)
mnp.isin(x, [1, 2], True) | x=i4(2,3)
mnp.isin(3, [1, 3]) |
mnp.isin(x, y) | x=f4t(2,3) y=f4t(2,2)
mnp.isin(x, None) | x=i4(3)
mnp.intersect1d(x, y) | x=i4(6) y=i4(6)
mnp.intersect1d(x, y, return_indices=True) | x=i4(6) y=i4(6)
mnp.intersect1d(x, y) | x=f4t(6) y=f4t(6)
mnp.intersect1d([1, 3, 4], [3, 1, 2]) |
mnp.intersect1d([1, 3, 4], [3, 1, 2], assume_unique=True) |
mnp.intersect1d([1, 3, 4], [3, 1, 2], True, True) |
mnp.intersect1d(x, y) | x=i4(2,3) y=i4(4)
mnp.intersect1d(x, y, 1) | x=i4(3) y=i4(4)
mnp.intersect1d(x, 'a') | x=i4(3)
mnp.intersect1d(x, y) | x=i4(6) y=f4t(6)
mnp.setdiff1d(x, y) | x=i4(6) y=i4(3)
mnp.setdiff1d(x, y, assume_unique=True) | x=i4(6) y=i4(3)
mnp.setdiff1d([1, 2, 3, 2], [2]) |
mnp.setdiff1d(x, y) | x=f4t(6) y=i4(3)
mnp.setdiff1d(x, y) | x=i4(2,3) y=i4(3)
mnp.setdiff1d(x, y, 1) | x=i4(3) y=i4(3)
mnp.setdiff1d(x, 'a') | x=i4(3)
mnp.setdiff1d([1, 2], [1, 2]) |
mnp.searchsorted(x, y) | x=sf4(5) y=f4(3)
mnp.searchsorted(x, y, side='right') | x=si4(5) y=i4(2,3)
mnp.searchsorted([1, 2, 3, 4], 3) |
mnp.searchsorted([1, 2, 3, 4], 2.5, 'right') |
mnp.searchsorted(x, y, sorter=Tensor([0, 2, 1])) | x=f4(3) y=f4(3)
mnp.searchsorted([3, 1, 2], x, sorter=Tensor([1, 2, 0])) | x=i4+(4)
mnp.searchsorted(x, y, 'middle') | x=sf4(5) y=f4(3)
mnp.searchsorted(x, y) | x=f4(2,2) y=f4(3)
mnp.searchsorted(x, 1, sorter=Tensor([0])) | x=f4(3)
mnp.searchsorted(x, 1, sorter=Tensor([[0, 1, 2]])) | x=f4(3)
mnp.searchsorted(x, y) | x=si4(5) y=f4(3)
mnp.digitize(x, [-1, 0, 1]) | x=f4(5)
mnp.digitize(x, [1, 0, -1]) | x=f4(5)
mnp.digitize(x, [-1, 0, 1], right=True) | x=i4(5)
mnp.digitize(x, [1, 0, -1], True) | x=i4(5)
mnp.digitize(1.5, [0, 1, 2]) |
mnp.digitize(x, y) | x=f4(2,3) y=sf4(4)
mnp.digitize(x, [[1, 2]]) | x=f4(3)
mnp.digitize(x, 1) | x=f4(3)
mnp.digitize(x, []) | x=f4(3)
mnp.digitize(x, [1, 2], 1) | x=f4(3)
mnp.bincount(x) | x=i4+(9)
mnp.bincount(x, minlength=8) | x=i4+(9)
mnp.bincount(x, y) | x=x5i4(5) y=f4(5)
mnp.bincount(x, y, 6) | x=x5i4(5) y=i4(5)
mnp.bincount(x, length=3) | x=i4+(9)
mnp.bincount([0, 1, 1, 3]) |
mnp.bincount([0, 1, 1], [0.5, 1, 2]) |
mnp.bincount([0, 1, 1], 2) |
mnp.bincount(x) | x=i4(9)
mnp.bincount(x, y) | x=x5i4(5) y=f4(4)
mnp.bincount(x) | x=i4+(2,2)
mnp.bincount(x) | x=f4+(3)
mnp.bincount(x) | x=i8+(9)
mnp.bincount(x, minlength=-1) | x=i4+(3)
mnp.bincount(x, minlength=1.5) | x=i4+(3)
mnp.bincount(x, length=1.5) | x=i4+(3)
mnp.bincount(x, minlength=9, length=3) | x=i4+(9)
mnp.bincount(3) |
mnp.histogram_bin_edges(x) | x=f4(9)
mnp.histogram_bin_edges(x, 4) | x=f4(9)
mnp.histogram_bin_edges(x, 4, (0, 2)) | x=f4(9)
mnp.histogram_bin_edges(x, [1, 2, 4]) | x=f4(9)
mnp.histogram_bin_edges(x, y) | x=f4(9) y=sf4(3)
mnp.histogram_bin_edges(x, 3) | x=i4(2,3)
mnp.histogram_bin_edges([1, 1, 1], 2) |
mnp.histogram_bin_edges(x, 3, (1, 1)) | x=f4(3)
mnp.histogram_bin_edges(x, 3, (2, 1)) | x=f4(3)
mnp.histogram_bin_edges(x, 3, (1, 2, 3)) | x=f4(3)
mnp.histogram_bin_edges(x, 0) | x=f4(3)
mnp.histogram_bin_edges(x, 'auto') | x=f4(3)
mnp.histogram_bin_edges(x, 2.5) | x=f4(3)
mnp.histogram_bin_edges(x, 3) | x=f8(9)
mnp.histogram_bin_edges(x, 3, weights=[1, 2]) | x=f4(3)
mnp.histogram_bin_edges(x, (x,)) | x=f4(3)
mnp.histogram(x) | x=f4(9)
mnp.histogram(x, 4) | x=f4(9)
mnp.histogram(x, 4, (-1, 1)) | x=f4(9)
mnp.histogram(x, [-2, 0, 1, 2]) | x=f4(9)
mnp.histogram(x, (-1, 0.5, 1)) | x=i4(9)
mnp.histogram(x, 3, weights=y) | x=f4(5) y=f4(5)
mnp.histogram(x, 3, density=True) | x=f4(5)
mnp.histogram(x, 3, None, y, True) | x=f4(5) y=f4+(5)
mnp.histogram([1, 2, 1], [0, 1, 2, 3]) |
mnp.histogram([1, 2, 1], 3, weights=[1, 2]) |
mnp.histogram(x, 3) | x=f4(2,3)
mnp.histogram(x, 3, weights=y) | x=f4(2,3) y=i4(2,3)
mnp.histogram(x, 3, density=1) | x=f4(3)
mnp.histogram(x, 'a') | x=f4(3)
mnp.histogram(x, y) | x=i4(6) y=si4(4)
mnp.histogram2d(x, y) | x=f4(5) y=f4(5)
mnp.histogram2d(x, y, 3) | x=f4(5) y=f4(5)
mnp.histogram2d(x, y, [2, 3]) | x=f4(5) y=f4(5)
mnp.histogram2d(x, y, [-1, 0, 1]) | x=f4(5) y=f4(5)
mnp.histogram2d(x, y, [3, [-1, 0, 1]]) | x=f4(5) y=f4(5)
mnp.histogram2d(x, y, [[-1, 0, 2], [-1, 0, 1]]) | x=f4(5) y=f4(5)
mnp.histogram2d(x, y, 3, [[-1, 1], [-2, 2]]) | x=f4(5) y=f4(5)
mnp.histogram2d(x, y, 2, weights=z) | x=f4(5) y=f4(5) z=f4(5)
mnp.histogram2d(x, y, 2, density=True) | x=f4(5) y=f4(5)
mnp.histogram2d([1, 2], [3, 4], 2) |
mnp.histogram2d(x, y) | x=f4(5) y=f4(4)
mnp.histogramdd(x, 3) | x=f4(5,2)
mnp.histogramdd(x, (2, 3)) | x=f4(5,2)
mnp.histogramdd([x, y], 2) | x=f4(5) y=f4(5)
mnp.histogramdd((x, y, z), (2, 1, 2)) | x=f4(5) y=f4(5) z=f4(5)
mnp.histogramdd(x, ([-1, 0, 1], 2)) | x=f4(5,2)
mnp.histogramdd(x, 2, [(-1, 1), None]) | x=f4(5,2)
mnp.histogramdd(x, 2, weights=y) | x=f4(5,2) y=f4(5)
mnp.histogramdd(x, 2, density=True) | x=f4(5,2)
mnp.histogramdd(x, (2, 3, 4)) | x=f4(5,2)
mnp.histogramdd(x, 2, [(-1, 1)]) | x=f4(5,2)
mnp.histogramdd(x, 3) | x=f4(5)
mnp.histogramdd(x, 'a') | x=f4(5,2)
mnp.histogramdd(x, 2, weights=y) | x=f4(5,2) y=f4(4)
mnp.interp(x, [-1, 0, 1], [3, 2, 5]) | x=f4(5)
mnp.interp(x, y, z) | x=f4(2,3) y=sf4(4) z=f4(4)
mnp.interp(2.5, [1, 2, 3], [3, 2, 0]) |
mnp.interp(x, [-1, 0, 1], [3, 2, 5], left=-9) | x=f4(5)
mnp.interp(x, [-1, 0, 1], [3, 2, 5], -9, 9.5) | x=f4(5)
mnp.interp([1, 5], [1, 2, 3], [3, 2, 0], right=7) |
mnp.interp(x, [-1, 0], [1, 2, 3]) | x=f4(3)
mnp.interp(x, [[1, 2]], [1, 2]) | x=f4(3)
mnp.interp(x, y, z) | x=i4(3) y=si4(3) z=i4(3)
mnp.interp(x, [1], [2]) | x=f4(3)
mnp.interp(x, [-1, 0, 1], [3, 2, 5], left='a') | x=f4(5)
mnp.interp(x, y, z) | x=f8(3) y=sf8(3) z=f8(3)
"""

SUMS = """
mnp.sum(x, dtype=ms.float16) | x=f4(2,3)
mnp.sum(x, dtype=ms.float32) | x=i4(2,3)
mnp.sum(x, initial=5) | x=f4(2,3)
mnp.sum(x, 0, None, False, 2.5) | x=i4(2,3)
mnp.sum(x, 0, ms.int32, True, 2) | x=i4(2,3)
mnp.sum(x, initial='a') | x=f4(2,3)
mnp.sum([[1, 2], [3, 4]], 1) |
mnp.sum(x, keepdims=1) | x=f4(2,3)
mnp.sum(x, (0, 0)) | x=f4(2,3)
mnp.sum(x, ()) | x=f4(2,3)
mnp.sum(x, [0, 1]) | x=f4(2,3)
mnp.sum(3.5) |
mnp.sum(x) | x=f4()
mnp.sum(x) | x=f4(0)
mnp.mean(x, dtype=ms.float16) | x=f4(2,3)
mnp.mean(x, dtype=ms.float32) | x=i4(2,3)
mnp.mean(x, 0, True, ms.float64) | x=f4(2,3)
mnp.mean([1, 2, 4]) |
mnp.mean([1.5, 2]) |
mnp.mean(x, (0, 0)) | x=f4(2,3)
mnp.mean(x, ()) | x=f4(2,3)
mnp.mean(x, keepdims=1) | x=f4(2,3)
mnp.std(x, ddof=1) | x=f4(2,3)
mnp.std(x, 0, 1, True) | x=f4(2,3)
mnp.std(x, ddof=1.5) | x=f4(2,3)
mnp.std([1, 2, 4]) |
mnp.std(x, (0, 0)) | x=f4(2,3)
mnp.var(x, ddof=1) | x=f4(2,3)
mnp.var(x, 0, 1, True) | x=i4(2,3)
mnp.var(x, ddof=-1) | x=f4(2,3)
mnp.var(x, ddof=6) | x=f4(2,3)
mnp.var([1, 2, 4]) |
mnp.ptp([1, 2]) |
mnp.ptp(x, keepdims=1) | x=f4(2,3)
mnp.average(x, weights=y) | x=f4(2,3) y=f4+(2,3)
mnp.average(x, 0, y) | x=f4(2,3) y=f4+(2)
mnp.average(x, 1, y, True) | x=f4(2,3) y=f4+(3)
mnp.average(x, returned=True) | x=f4(2,3)
mnp.average(x, 0, returned=True) | x=i4(2,3)
mnp.average(x, (0, 1), y, True) | x=f4(2,3) y=f4+(2,3)
mnp.average(x, 0, y) | x=f4(2,3) y=f4+(3)
mnp.average(x, None, y) | x=f4(2,3) y=f4+(2)
mnp.average(x, returned=1) | x=f4(2,3)
mnp.average(x, weights=[1, 2]) | x=f4(2)
mnp.average(x, weights=y) | x=i4(3) y=i4+(3)
mnp.average([1, 2]) |
mnp.amax(x, initial=1.5) | x=f4(2,3)
mnp.amax(x, 0, initial=0) | x=f4(2,3)
mnp.amax(x, initial=0, where=x < 1) | x=f4(2,3)
mnp.amax(x, where=x < 1) | x=f4(2,3)
mnp.amax(x, 1, True, -1, y) | x=f4(2,3) y=b1(3)
mnp.amax(x, initial=3) | x=i4(2,3)
mnp.amax(x, initial=2.5) | x=i4(2,3)
mnp.amax(x, initial='a') | x=f4(2,3)
mnp.amax(x, (0, 0)) | x=f4(2,3)
mnp.amax(x) | x=f4t(3,3)
mnp.amax(x, 0) | x=f4t(3,3)
mnp.amax(x) | x=f4n(9)
mnp.max(x) | x=f4(3)
mnp.min(x, 0) | x=f4(3,2)
mnp.amin(x, initial=-1.5) | x=f4(2,3)
mnp.amin(x, 0, initial=0) | x=f4(2,3)
mnp.amin(x, initial=0, where=x > -1) | x=f4(2,3)
mnp.amin(x) | x=f4t(3,3)
mnp.amin(x, keepdims=1) | x=f4(2,3)
mnp.amin([1, 2]) |
mnp.nansum(x) | x=f4n(9)
mnp.nansum(x, dtype=ms.float16) | x=f4n(9)
mnp.nansum(x, 0, ms.float32, True) | x=i4(2,3)
mnp.nansum([1, 2]) |
mnp.nanmean(x) | x=f4n(9)
mnp.nanmean(x, dtype=ms.float16) | x=f4(3)
mnp.nanmean([1, 2]) |
mnp.nanmax(x) | x=f4n(9)
mnp.nanmax(x, 0, ms.float16, True) | x=f4(2,3)
mnp.nanmax([1, 2]) |
mnp.nanmin(x) | x=f4n(9)
mnp.nanmin(x, (0, 1)) | x=f4(2,3)
mnp.nanvar(x) | x=f4n(9)
mnp.nanvar(x, ddof=1) | x=f4(2,3)
mnp.nanvar(x, 0, ms.float16, 1, True) | x=f4(2,3)
mnp.nanvar([1, 2, 4]) |
mnp.nanstd(x, ddof=1) | x=f4(2,3)
mnp.nanstd(mnp.where(x > 1, np.nan, x), 0) | x=f4(4,2)
mnp.nanvar(mnp.where(x > 1, np.nan, x), 0) | x=f4(4,2)
mnp.nanmean(mnp.where(x > 0, np.nan, x), 0) | x=f4(4,2)
mnp.nanmax(mnp.where(x > 0, np.nan, x), 0) | x=f4(4,2)
mnp.nanstd([1.5, 2]) |
mnp.count_nonzero(x, (0, 1)) | x=i4(2,3)
mnp.count_nonzero(x) | x=f4t(9)
mnp.count_nonzero([0, 1]) |
mnp.sometrue(x, (0, 1)) | x=i4(2,3)
mnp.sometrue([0, 0]) |
mnp.sometrue(0.5) |
mnp.sometrue(x, 0, 1) | x=b1(2,3)
mnp.argmax(x) | x=f4(2,3)
mnp.argmax(x, 0) | x=f4(2,3)
mnp.argmax(x, -1) | x=i4(2,3)
mnp.argmax(x) | x=f4t(9)
mnp.argmax([1, 3, 2]) |
mnp.argmax(3) |
mnp.argmax(x, 5) | x=f4(2,3)
mnp.argmax(x, 1.5) | x=f4(2,3)
mnp.argmax('a') |
mnp.argmin(x) | x=f4(2,3)
mnp.argmin(x, 0) | x=f4(2,3)
mnp.argmin(x, -1) | x=i4(2,3)
mnp.argmin([1, 3, 2]) |
mnp.argmin(3.5) |
mnp.argmin(x, 5) | x=f4(2,3)
mnp.argmin(x) | x=b1(5)
mnp.cumsum(x) | x=f4(2,3)
mnp.cumsum(x, 0) | x=f4(2,3)
mnp.cumsum(x, -1) | x=i4(2,3)
mnp.cumsum(x) | x=b1(5)
mnp.cumsum(x) | x=u1(5)
mnp.cumsum(x) | x=i8(5)
mnp.cumsum(x) | x=f2(5)
mnp.cumsum(x, 0, ms.float32) | x=i4(5)
mnp.cumsum(x, dtype=ms.int32) | x=f4(5)
mnp.cumsum(x, 5) | x=f4(5)
mnp.cumsum(x, 1.5) | x=f4(5)
mnp.cumsum([1, 2]) |
mnp.cumsum(x, dtype='a') | x=f4(5)
mnp.cumprod(x) | x=f4(2,3)
mnp.cumprod(x, 0) | x=f4(2,3)
mnp.cumprod(x, 1) | x=i4+(2,3)
mnp.cumprod(x) | x=b1(5)
mnp.cumprod(x) | x=u1(5)
mnp.cumprod(x, dtype=ms.float16) | x=f4(5)
mnp.cumprod([1, 2, 3]) |
mnp.cumprod([1.5, 2]) |
mnp.cumprod(3) |
mnp.cumprod(x, 5) | x=f4(5)
mnp.cumprod(x, 1.5) | x=f4(5)
mnp.cumprod('a') |
mnp.nancumsum(x) | x=f4(2,3)
mnp.nancumsum(mnp.where(x > 0, np.nan, x)) | x=f4(5)
mnp.nancumsum(x, 0) | x=i4(2,3)
mnp.nancumsum(x, dtype=ms.float16) | x=f4(3)
mnp.nancumsum([1]) |
mnp.diff(x) | x=f4(5)
mnp.diff(x, 2) | x=f4(2,4)
mnp.diff(x, 0) | x=f4(3)
mnp.diff(x, axis=0) | x=i4(3,2)
mnp.diff(x, 1, -1, y) | x=f4(5) y=f4(2)
mnp.diff(x, prepend=y, append=y) | x=f4(2,3) y=f4(2,1)
mnp.diff(x, prepend=1) | x=f4(2,3)
mnp.diff(x, prepend=y) | x=f4(2,3) y=f4()
mnp.diff(x, append=2.5) | x=f4(3)
mnp.diff(x, -1) | x=f4(5)
mnp.diff(x, 1.5) | x=f4(5)
mnp.diff(x, axis=5) | x=f4(5)
mnp.diff(x, 5) | x=f4(3)
mnp.diff(x) | x=f4()
mnp.diff([1, 2]) |
mnp.diff(x) | x=b1(4)
mnp.ediff1d(x) | x=f4(5)
mnp.ediff1d(x) | x=i4(2,3)
mnp.ediff1d(x, y, y) | x=f4(3) y=f4(2)
mnp.ediff1d(x, to_end=3) | x=f4(3)
mnp.ediff1d(x, to_begin=2.5) | x=i4(3)
mnp.ediff1d(x, to_begin=[1, 2]) | x=i4(3)
mnp.ediff1d([1, 2]) |
mnp.ediff1d(x) | x=f4(1)
mnp.trapz(x) | x=f4(5)
mnp.trapz(x, y) | x=f4(5) y=f4(5)
mnp.trapz(x, dx=2) | x=f4(2,3)
mnp.trapz(x, axis=0) | x=f4(3,2)
mnp.trapz(x, y, axis=0) | x=f4(3,2) y=f4(3)
mnp.trapz(x, y) | x=f4(2,3) y=f4(2,3)
mnp.trapz(x, [1, 2, 4]) | x=i4(3)
mnp.trapz([1, 2, 3]) |
mnp.trapz(x, 2.5) | x=f4(3)
mnp.trapz(x, axis=5) | x=f4(3)
mnp.trapz(x, axis=1.5) | x=f4(3)
mnp.trapz(x, y) | x=f4(3) y=f4(4)
mnp.trapz(x) | x=f8(4)
mnp.trapz(x, dx='a') | x=f4(3)
mnp.gradient(x) | x=f4(5)
mnp.gradient(x) | x=f4(3,4)
mnp.gradient(x, axis=0) | x=f4(3,4)
mnp.gradient(x, axis=(0, 1)) | x=f4(3,4)
mnp.gradient(x, 2) | x=f4(5)
mnp.gradient(x, 2, 0.5) | x=f4(3,4)
mnp.gradient(x, 2.0, axis=-1) | x=f4(3,4)
mnp.gradient([1, 2, 4, 7]) |
mnp.gradient(x) | x=i4(5)
mnp.gradient(x) | x=f8(5)
mnp.gradient(x) | x=f2(5)
mnp.gradient(x, edge_order=2) | x=f4(5)
mnp.gradient(x, [1, 2, 3, 4, 5]) | x=f4(5)
mnp.gradient(x, 1, 2, 3) | x=f4(3,4)
mnp.gradient(x) | x=f4(1)
mnp.gradient(x, axis=5) | x=f4(5)
mnp.gradient(x, axis='a') | x=f4(5)
mnp.gradient(x, y) | x=f4(5) y=f4+()
mnp.gradient(x, y) | x=f4(5) y=f4+(5)
mnp.unwrap(x * 4) | x=f4(5)
mnp.unwrap(x * 4, 2.0) | x=f4(2,5)
mnp.unwrap(x * 4, axis=0) | x=f4(5,2)
mnp.unwrap([0.0, 3.0, 8.0, 1.0]) |
mnp.unwrap(x) | x=i4(5)
mnp.unwrap(x, axis=5) | x=f4(5)
mnp.unwrap(x, 'a') | x=f4(5)
mnp.unwrap(x * 4) | x=f8(5)
mnp.cov(x) | x=f4(3,4)
mnp.cov(x, y) | x=f4(4) y=f4(4)
mnp.cov(x, y) | x=f4(2,4) y=f4(1,4)
mnp.cov(x, rowvar=False) | x=f4(4,3)
mnp.cov(x, bias=True) | x=f4(3,4)
mnp.cov(x, ddof=0) | x=f4(3,4)
mnp.cov(x, None, True, False, 2) | x=f4(3,4)
mnp.cov(x, fweights=y) | x=f4(3,4) y=i4+(4)
mnp.cov(x, aweights=y) | x=f4(3,4) y=f4+(4)
mnp.cov(x, fweights=[1, 2, 1, 3], aweights=y) | x=f4(3,4) y=f4+(4)
mnp.cov(x, dtype=ms.float16) | x=f4(3,4)
mnp.cov(x, dtype='float64') | x=f4(3,4)
mnp.cov([[1, 2, 3], [3, 1, 2]]) |
mnp.cov(x) | x=f4(4)
mnp.cov(x) | x=f8(2,3)
mnp.cov(x) | x=f4(2,2,2)
mnp.cov(x, rowvar=1) | x=f4(3,4)
mnp.cov(x, ddof=1.5) | x=f4(3,4)
mnp.cov(x, y) | x=f4(3,4) y=f4(3)
mnp.cov('a') |
mnp.cov(x, fweights=y) | x=f4(3,4) y=i4+(3)
mnp.corrcoef(x) | x=f4(3,4)
mnp.corrcoef(x, y) | x=f4(4) y=f4(4)
mnp.corrcoef(x, rowvar=False) | x=f4(4,3)
mnp.corrcoef(x, dtype=ms.float16) | x=f4(3,4)
mnp.corrcoef([[1, 2, 3], [3, 1, 2]]) |
mnp.corrcoef(x) | x=f4(4)
mnp.corrcoef(x) | x=f4(2,2,2)
mnp.corrcoef('a') |
mnp.corrcoef(x) | x=f8(2,3)
"""

LINEAR = """
mnp.dot(x, y) | x=f4(3) y=f4(3)
mnp.dot(x, y) | x=f4(2,3) y=f4(3,2)
mnp.dot(x, y) | x=f4(2,3) y=f4(3)
mnp.dot(x, y) | x=f4(2,2,3) y=f4(2,3,2)
mnp.dot(x, y) | x=f4() y=f4(2,3)
mnp.dot(x, y) | x=f4(3) y=f4(3,2)
mnp.dot(x, y) | x=f4(2,3) y=f4(2,3)
mnp.dot(x, y) | x=f4(3) y=f4(4)
mnp.dot(x, y) | x=i4(2,3) y=i4(3,2)
mnp.dot(x, y) | x=f8(2,3) y=f8(3,2)
mnp.dot(x, y) | x=f2(2,3) y=f2(3,2)
mnp.dot(x, 2) | x=f4(3)
mnp.dot([1], x) | x=f4(1)
mnp.inner(x, y) | x=f4(3) y=f4(3)
mnp.inner(x, y) | x=f4(2,3) y=f4(4,3)
mnp.inner(x, y) | x=f4(2,2,3) y=f4(2,3)
mnp.inner(x, y) | x=f4() y=f4(2)
mnp.inner(x, y) | x=f4(2,3) y=f4(3)
mnp.inner(x, y) | x=f4(2,3) y=f4(2)
mnp.inner(x, y) | x=i4(3) y=i4(3)
mnp.inner([1], x) | x=f4(1)
mnp.outer(x, y) | x=f4(3) y=f4(2)
mnp.outer(x, y) | x=f4(2,2) y=f4(3)
mnp.outer(x, y) | x=i4(3) y=i4(2)
mnp.outer(x, y) | x=f4() y=f4(2)
mnp.outer([1], x) | x=f4(1)
mnp.matmul(x, y) | x=f4(2,3) y=f4(3,2)
mnp.matmul(x, y) | x=f4(3) y=f4(3)
mnp.matmul(x, y) | x=f4(2,3) y=f4(3)
mnp.matmul(x, y) | x=f4(3) y=f4(3,2)
mnp.matmul(x, y) | x=f4(2,1,2,3) y=f4(4,3,2)
mnp.matmul(x, y, ms.float16) | x=f4(2,3) y=f4(3,2)
mnp.matmul(x, y, dtype=ms.float32) | x=i4(2,3) y=i4(3,2)
mnp.matmul(x, y) | x=f8(2,3) y=f8(3,2)
mnp.matmul(x, y) | x=f4(2,3) y=f4(2,3)
mnp.matmul(x, y) | x=f4() y=f4(2)
mnp.matmul(x, 2) | x=f4(2)
mnp.matmul(x, y) | x=f4(2,2,3) y=f4(3,3,2)
mnp.tensordot(x, y) | x=f4(2,3,4) y=f4(3,4,2)
mnp.tensordot(x, y, 1) | x=f4(2,3) y=f4(3,2)
mnp.tensordot(x, y, 0) | x=f4(2) y=f4(3)
mnp.tensordot(x, y, ([0], [1])) | x=f4(3,2) y=f4(2,3)
mnp.tensordot(x, y, ((0, 1), (1, 0))) | x=f4(3,2) y=f4(2,3)
mnp.tensordot(x, y, [1, 0]) | x=f4(2,3) y=f4(3,2)
mnp.tensordot(x, y, 2) | x=f4(2,3) y=f4(3,2)
mnp.tensordot(x, y, 5) | x=f4(2,3) y=f4(2,3)
mnp.tensordot(x, y, 'a') | x=f4(2,3) y=f4(2,3)
mnp.tensordot(x, [1], 1) | x=f4(1)
mnp.tensordot(x, y, 1) | x=i4(2,3) y=i4(3,2)
mnp.tensordot(x, y, ([0], [1, 2])) | x=f4(3,2) y=f4(2,3,3)
mnp.kron(x, y) | x=f4(2) y=f4(3)
mnp.kron(x, y) | x=f4(2,2) y=f4(2,3)
mnp.kron(x, y) | x=f4(2) y=f4(2,3)
mnp.kron(x, y) | x=i4(2,2,2) y=f4(2)
mnp.kron([1, 2], [3, 4]) |
mnp.kron(2, x) | x=f4(2,2)
mnp.kron('a', x) | x=f4(2)
mnp.cross(x, y) | x=f4(3) y=f4(3)
mnp.cross(x, y) | x=f4(2) y=f4(3)
mnp.cross(x, y) | x=f4(3) y=f4(2)
mnp.cross(x, y) | x=f4(2) y=f4(2)
mnp.cross(x, y) | x=f4(4,3) y=f4(3)
mnp.cross(x, y, axisa=0) | x=f4(3,2) y=f4(2,3)
mnp.cross(x, y, axisc=0) | x=f4(2,3) y=f4(2,3)
mnp.cross(x, y, axis=0) | x=f4(3,2) y=f4(3,2)
mnp.cross(x, y, 0, 0, 0) | x=f4(3,2) y=f4(3,2)
mnp.cross(x, y) | x=i4(2,3) y=i4(2,3)
mnp.cross([1, 2, 3], [4, 5, 6]) |
mnp.cross(x, y) | x=f4(4) y=f4(4)
mnp.cross(x, y, axisa=5) | x=f4(3) y=f4(3)
mnp.cross(x, y, axis=1.5) | x=f4(3) y=f4(3)
mnp.cross(x, y) | x=f4(2,3) y=f4(4,3)
mnp.cross(x, 'a') | x=f4(3)
mnp.multi_dot((x, y)) | x=f4(2,3) y=f4(3,2)
mnp.multi_dot([x, y, z]) | x=f4(2,3) y=f4(3,4) z=f4(4,2)
mnp.multi_dot([x, y, z]) | x=f4(3) y=f4(3,4) z=f4(4)
mnp.multi_dot([x, y, y, x]) | x=f4(3,3) y=f4(3,3)
mnp.multi_dot([x]) | x=f4(3,3)
mnp.multi_dot([x, y]) | x=f4(3,3) y=f4(2,2,2)
mnp.multi_dot([x, y, x]) | x=f4(3,3) y=f4(2,2)
mnp.multi_dot(3) |
mnp.multi_dot([x, y]) | x=i4(2,2) y=i4(2,2)
mnp.multi_dot([[[1, 2], [3, 4]], x]) | x=i4(2,2)
mnp.norm(x) | x=f4(3)
mnp.norm(x) | x=f4(2,3)
mnp.norm(x) | x=f4(2,3,2)
mnp.norm(x) | x=i4(3)
mnp.norm(x) | x=f8(2,3)
mnp.norm(x, 'fro') | x=f4(2,3)
mnp.norm(x, 'nuc') | x=f4(2,3)
mnp.norm(x, np.inf) | x=f4(3)
mnp.norm(x, -np.inf) | x=f4(3)
mnp.norm(x, mnp.inf) | x=f4(2,3)
mnp.norm(x, -mnp.inf) | x=f4(2,3)
mnp.norm(x, 0) | x=f4t(5)
mnp.norm(x, 1) | x=f4(3)
mnp.norm(x, 2) | x=f4(3)
mnp.norm(x, 3) | x=f4(3)
mnp.norm(x, 2.5) | x=f4(3)
mnp.norm(x, -1) | x=f4+(3)
mnp.norm(x, 1) | x=f4(2,3)
mnp.norm(x, -1) | x=f4(2,3)
mnp.norm(x, 2) | x=f4(2,3)
mnp.norm(x, 3) | x=f4(2,3)
mnp.norm(x, axis=0) | x=f4(2,3)
mnp.norm(x, 1, axis=-1) | x=f4(2,3)
mnp.norm(x, axis=(0, 1)) | x=f4(2,3,2)
mnp.norm(x, 'fro', (1, 2)) | x=f4(2,3,2)
mnp.norm(x, 1, (0, 2)) | x=f4(2,3,2)
mnp.norm(x, np.inf, (1, 2), True) | x=f4(2,3,2)
mnp.norm(x, keepdims=True) | x=f4(2,3)
mnp.norm(x, axis=1, keepdims=True) | x=f4(2,3)
mnp.norm(x, 1) | x=f4(2,3,2)
mnp.norm(x, 'a') | x=f4(2,3)
mnp.norm(x, 'fro') | x=f4(3)
mnp.norm(x, axis=5) | x=f4(3)
mnp.norm(x, axis='a') | x=f4(3)
mnp.norm(x, axis=(0, 1, 2)) | x=f4(2,3,2)
mnp.norm([3, 4]) |
mnp.norm(3.5) |
mnp.norm('a') |
mnp.matrix_power(x, 2) | x=f4(2,2)
mnp.matrix_power(x, 0) | x=f4(3,3)
mnp.matrix_power(x, 5) | x=f4(2,2)
mnp.matrix_power(x, 3) | x=f4(2,2,2)
mnp.matrix_power(x, 2) | x=i4(2,2)
mnp.matrix_power([[1, 2], [3, 4]], 2) |
mnp.matrix_power(x, -1) | x=f4(2,2)
mnp.matrix_power(x, 1.5) | x=f4(2,2)
mnp.matrix_power(x, 2) | x=f4(2,3)
mnp.matrix_power(x, 2) | x=f4(2)
mnp.convolve(x, y) | x=f4(5) y=f4(3)
mnp.convolve(x, y, 'same') | x=f4(5) y=f4(3)
mnp.convolve(x, y, 'valid') | x=f4(5) y=f4(3)
mnp.convolve(x, y) | x=f4(2) y=f4(4)
mnp.convolve(x, y, 'same') | x=f4(5) y=f4(4)
mnp.convolve(x, y, 'same') | x=f4(4) y=f4(4)
mnp.convolve([1, 2, 3], [0, 1, 0.5]) |
mnp.convolve([1, 2, 3], [2, 3]) |
mnp.convolve(x, y, 'valid') | x=i4(3) y=i4(5)
mnp.convolve(x, y) | x=f4(2,2) y=f4(3)
mnp.convolve(x, y, 'a') | x=f4(5) y=f4(3)
mnp.convolve(x, []) | x=f4(5)
mnp.convolve(x, 2) | x=f4(5)
mnp.convolve('a', x) | x=f4(5)
mnp.convolve(x, y) | x=f8(4) y=f8(2)
mnp.correlate(x, y) | x=f4(5) y=f4(3)
mnp.correlate(x, y, 'same') | x=f4(5) y=f4(3)
mnp.correlate(x, y, 'full') | x=f4(5) y=f4(3)
mnp.correlate(x, y, 'valid') | x=f4(3) y=f4(5)
mnp.correlate(x, y, 'same') | x=f4(3) y=f4(5)
mnp.correlate(x, y, 'same') | x=f4(5) y=f4(4)
mnp.correlate(x, y, 'full') | x=f4(3) y=f4(5)
mnp.correlate([1, 2, 3], [0, 1, 0]) |
mnp.correlate([1.0, 2, 3], [0, 1, 0.5]) |
mnp.correlate(x, y) | x=i4(5) y=i4(3)
mnp.correlate(x, y) | x=f4(5) y=f8(3)
mnp.correlate(x, y, 'a') | x=f4(5) y=f4(3)
mnp.correlate(x, y) | x=f4(2,2) y=f4(3)
mnp.polyadd(x, y) | x=f4(3) y=f4(2)
mnp.polyadd([1, 2], [9, 5, 4]) |
mnp.polyadd(x, 2) | x=f4(3)
mnp.polyadd(x, y) | x=f4(2,2) y=f4(2)
mnp.polysub(x, y) | x=f4(2) y=f4(4)
mnp.polysub([1, 2], [9, 5.5, 4]) |
mnp.polysub(3, 4) |
mnp.polymul(x, y) | x=f4(3) y=f4(2)
mnp.polymul([1, 2, 3], [2, 1]) |
mnp.polymul(x, 2.5) | x=i4(3)
mnp.polymul(x, y) | x=f4(2,2) y=f4(2)
mnp.polyval(x, y) | x=f4(3) y=f4(2,2)
mnp.polyval([3, 0, 1], 5) |
mnp.polyval([3.0, 0, 1], [5, 2]) |
mnp.polyval(x, 2) | x=i4(3)
mnp.polyval(x, y) | x=f4(2,2) y=f4(2)
mnp.polyval(2, x) | x=f4(3)
mnp.polyval('a', 1) |
mnp.polyder(x) | x=f4(4)
mnp.polyder(x, 2) | x=f4(4)
mnp.polyder([1, 1, 1, 1], 0) |
mnp.polyder([1, 1, 1, 1], 3) |
mnp.polyder([1, 2], 4) |
mnp.polyder(x, -1) | x=f4(4)
mnp.polyder(x, 1.5) | x=f4(4)
mnp.polyder(x) | x=f4(2,2)
mnp.polyder(x) | x=i4(4)
mnp.polyint(x) | x=f4(3)
mnp.polyint(x, 2) | x=f4(3)
mnp.polyint([1, 1, 1]) |
mnp.polyint([1, 1, 1], 2, [3, 4]) |
mnp.polyint(x, 1, 3) | x=f4(3)
mnp.polyint(x, k=2) | x=i4(3)
mnp.polyint(x, 0) | x=f4(3)
mnp.polyint(x, -1) | x=f4(3)
mnp.polyint(x, 2, [1]) | x=f4(3)
mnp.polyint(x, 2, 5) | x=f4(3)
mnp.polyint(x, 1.5) | x=f4(3)
mnp.polyint(x) | x=f4(2,2)
"""

FFT = """
mnp.fft.fft(x) | x=f4(5)
mnp.fft.fft(x, 3) | x=f4(2,5)
mnp.fft.fft(x, 7, 0, 'ortho') | x=f4(2,5)
mnp.fft.fft(x, axis=0) | x=f8(4,2)
mnp.fft.fft(x, norm='forward') | x=i4(4)
mnp.fft.fft(x, norm='a') | x=f4(5)
mnp.fft.fft(x, 0) | x=f4(5)
mnp.fft.fft(x, 2.5) | x=f4(5)
mnp.fft.fft([1, 2]) |
mnp.fft.ifft(x) | x=f4(5)
mnp.fft.ifft(x, 3, 0, 'ortho') | x=f4(4,2)
mnp.fft.rfft(x) | x=f4(5)
mnp.fft.rfft(x, 6, -1) | x=f4(2,4)
mnp.fft.irfft(x) | x=f4(4)
mnp.fft.irfft(x, 5, axis=0) | x=f4(4,2)
mnp.fft.fft2(x) | x=f4(3,4)
mnp.fft.fft2(x, (2, 5)) | x=f4(3,4)
mnp.fft.fft2(x, axes=(0, 1)) | x=f4(3,2,2)
mnp.fft.ifft2(x, norm='ortho') | x=f4(3,4)
mnp.fft.fftn(x) | x=f4(2,3,2)
mnp.fft.fftn(x, axes=(0, 2)) | x=f4(2,3,2)
mnp.fft.fftn(x, (2, 2)) | x=f4(2,3,2)
mnp.fft.ifftn(x) | x=f4(2,3)
mnp.fft.rfft2(x) | x=f4(3,4)
mnp.fft.irfft2(x) | x=f4(3,4)
mnp.fft.rfftn(x) | x=f4(2,3,2)
mnp.fft.irfftn(x) | x=f4(2,3,3)
mnp.fft.hfft(x) | x=f4(4)
mnp.fft.hfft(x, 5, 0) | x=f4(4,2)
mnp.fft.ihfft(x) | x=f4(5)
mnp.fft.hfft2(x) | x=f4(3,3)
mnp.fft.ihfft2(x) | x=f4(3,4)
mnp.fft.hfftn(x) | x=f4(2,3)
mnp.fft.ihfftn(x) | x=f4(2,3)
mnp.fft.fftfreq(5) |
mnp.fft.fftfreq(4, 0.5) |
mnp.fft.fftfreq(4, 2.0, ms.float64) |
mnp.fft.fftfreq(4.5) |
mnp.fft.rfftfreq(5) |
mnp.fft.rfftfreq(6, d=2.0) |
mnp.fft.fftshift(x) | x=f4(3,4)
mnp.fft.fftshift(x, 1) | x=f4(3,4)
mnp.fft.fftshift(x, axes=(0,)) | x=i4(5)
mnp.fft.ifftshift(x) | x=f4(3,4)
mnp.fft.ifftshift(x, 0) | x=f4(3,4)
"""

RANDOM = """
mnp.rand() |
mnp.rand(2) |
mnp.rand(2, 3) |
mnp.rand((2, 3)) |
mnp.rand([2, 2]) |
mnp.rand(2, dtype=ms.float16) |
mnp.rand(2, dtype='float64') |
mnp.rand(2, dtype=ms.int32) |
mnp.rand(-1) |
mnp.rand(1.5) |
mnp.rand('a') |
mnp.rand((2,), 3) |
mnp.rand(0) |
(mnp.rand(2), mnp.rand(2)) |
(mnp.rand(2), ms.ops.rand(2), mnp.randn(2), ms.ops.randn(2), ms.ops.standard_normal((2,))) |
mnp.randn() |
mnp.randn(3) |
mnp.randn(2, 3) |
mnp.randn((2, 3)) |
mnp.randn([2]) |
mnp.randn(2, dtype=ms.float16) |
mnp.randn(2, dtype='float32') |
mnp.randn(2, dtype=ms.int32) |
mnp.randn('a') |
mnp.randn(-1) |
(mnp.randn(2), mnp.randn(2)) |
mnp.randint(10) |
mnp.randint(10, None, (2, 3)) |
mnp.randint(10, shape=5) |
mnp.randint(2, 10, (4,)) |
mnp.randint(-5, 5, [3]) |
mnp.randint(5, 10, 3, ms.int64) |
mnp.randint(5, 10, 3, 'int8') |
mnp.randint(5, 10, 3, ms.int16) |
mnp.randint(5, 10, 3, ms.uint8) |
mnp.randint(5, 10, 3, ms.float32) |
mnp.randint(0) |
mnp.randint(5, 5) |
mnp.randint(5, 2) |
mnp.randint(1.5) |
mnp.randint(1, 'a') |
mnp.randint(1, 5, 'a') |
mnp.randint(1, 5, -1) |
(mnp.randint(100, shape=2), mnp.randint(100, shape=2), ms.ops.randint(0, 100, (2,))) |
"""

TABLES = [CREATION, ELEMENTWISE, PADS, SHAPES, JOINS, CHOICE, SETS, SUMS, LINEAR, FFT]
FLAVOURS = {"+": "+", "?": "u", "*": "p"}


def _regular():
    """The cases of what there is of each kind, a list for each function."""
    for name in FLOATS:
        bare, flavour = name.rstrip("+?*"), FLAVOURS.get(name[-1], "")
        odd = [] if flavour and bare not in ("sqrt", "log", "reciprocal") else [f"mnp.{bare}(x) | x=f4n(9)"]
        yield [f"mnp.{bare}(x) | x={dtype}{flavour}(2,3)" for dtype in ("f4", "f8", "f2")] + odd
    for name in INTEGERS:
        bare, flavour = name.rstrip("+"), "+" if name[-1] == "+" else ""
        yield [f"mnp.{bare}(x) | x={dtype}{flavour}(5)" for dtype in ("i4", "i8", "b1", "u1", "i1")]
    for name in OF_ANYTHING + OF_TENSORS:
        yield [f"mnp.{name}({value}) |" for value in ("3", "0.5", "True", "[1, 2]", "(0.5, 1)")]
    for name in PAIRS:
        dtypes = ("f4", "f4"), ("f8", "f8+"), ("f2", "f4+"), ("i4", "i4+"), ("i8", "f4+"), ("b1", "b1"), ("u1", "i1+")
        yield [f"mnp.{name}(x, y) | x={a}(2,3) y={b}(2,3)" for a, b in dtypes] + [
            f"mnp.{name}(x, y) | x=f4+(2,1) y=f4+(3)",
            f"mnp.{name}(x, 2) | x=f4(5)",
            f"mnp.{name}(1.5, x) | x=f4+(5)",
            f"mnp.{name}(x, 2) | x=i4(5)",
            f"mnp.{name}(x, 0.5) | x=f2(5)",
        ]
    for name in WHOLE_PAIRS:
        dtypes = ("i4", "i4"), ("i8", "i4"), ("u1", "u1"), ("b1", "b1")
        yield [f"mnp.{name}(x, y) | x={a}(5) y={b}(5)" for a, b in dtypes]
    for name in REDUCTIONS:
        kept = [f"mnp.{name}(x, axis=1, keepdims=True) | x=f4(2,3)"] if name != "average" else []
        yield [f"mnp.{name}(x) | x={dtype}(2,3)" for dtype in ("f4", "f8", "f2", "i4", "i8", "b1", "u1")] + [
            f"mnp.{name}(x, 0) | x=f4(2,3)",
            f"mnp.{name}(x, axis=-1) | x=f4(2,3)",
            f"mnp.{name}(x, axis=(0, 2)) | x=f4(2,3,4)",
            *kept,
            f"mnp.{name}(x, 5) | x=f4(2,3)",
            f"mnp.{name}(x, 1.5) | x=f4(2,3)",
            f"mnp.{name}('a') |",
        ]


def _split(line):
    call, _, specs = line.rpartition("|")
    return call.strip(), dict(item.split("=") for item in specs.split())


def regular():
    """All cases that differ in function and dtype only: of these the dtype of the result is looked at."""
    return [_split(line) for cases in _regular() for line in cases]


def lines():
    """The cases whose numbers are looked at, as (call, {name: spec}): of the regular ones a third."""
    some = [line for i, cases in enumerate(_regular()) for line in cases[i % 3 :: 3]]
    listed = [line for table in TABLES for line in table.split("\n") if line]
    return [_split(line) for line in dict.fromkeys([*some, *listed])]


def random_lines():
    """The cases of random numbers, each after `set_seed`."""
    return [line.rpartition("|")[0].strip() for line in RANDOM.split("\n") if line]
