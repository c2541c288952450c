# ruff: noqa: E501
"""Cases of functions of each element; how they are written is told in `ops_cases`."""

CASES = """
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
