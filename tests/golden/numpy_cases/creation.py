# ruff: noqa: E501
"""Cases of new arrays; how they are written is told in `ops_cases`."""

CASES = """
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
mnp.linspace(5, 1, 4) |
mnp.linspace(0, 1, 3, axis=-1) |
mnp.arange(1.0, 2.0, 0.1) |
mnp.arange(0, 1, 0.1) |
mnp.arange(0.3, 1.0, 0.3) |
mnp.arange(-3) |
mnp.vander(x, 0) | x=f4(3)
mnp.vander(x, 1) | x=f4(3)
mnp.tri(3, k=5) |
mnp.tri(0) |
mnp.tril_indices(0) |
mnp.triu_indices(2, 5) |
mnp.mgrid[:3] |
mnp.mgrid[1:1] |
mnp.ogrid[0:2, 0:3, 1:2] |
mnp.indices((2,), sparse=True) |
mnp.indices((2, 1, 2)) |
mnp.meshgrid(x, y, x, indexing='ij') | x=f4(2) y=f4(3)
mnp.full((2, 2), x, ms.int32) | x=i4(2)
mnp.full(3, [2.5]) |
mnp.ones(np.array([2, 3]).tolist()) |
mnp.zeros((2, 3), np.bool_) |
mnp.zeros((2, 3), 'f2') |
mnp.geomspace(2, 2, 3) |
mnp.logspace(1, 3, 3, base=2, dtype=ms.int32) |
mnp.diagflat(x, 2) | x=b1(2)
mnp.eye(3, dtype=ms.bool_) |
mnp.asarray([[x, y], [y, x]]) | x=f4() y=f4()
mnp.asarray([x, 2.5]) | x=f4()
mnp.asarray([x, 2.5]) | x=i4()
mnp.array([[True, 2], [3.5, False]]) |
"""
