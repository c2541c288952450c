# ruff: noqa: E501
"""New Tensors, other dtypes, and what a Tensor says about itself."""

CASES = """
ops.ones((2, 3)) |
ops.ones(3) |
ops.ones((2, 3), ms.int32) |
ops.ones([2], ms.bool_) |
ops.ones(()) |
ops.ones((2.5,)) |
ops.ones((-1,)) |
ops.zeros((2, 3)) |
ops.zeros(3, ms.float16) |
ops.zeros((2,), dtype=ms.int64) |
ops.zeros(Tensor([2, 3])) |
ops.full((2,), 3.) |
ops.full((2,), 3) |
ops.full((2, 3), 1.5, dtype=ms.float32) |
ops.full((2,), True) |
ops.fill(ms.float32, (2, 3), 1.5) |
ops.fill(ms.int32, (2,), 3) |
ops.ones_like(x) | x=f4(2,3)
ops.ones_like(x) | x=i4(2,3)
ops.ones_like(x, dtype=ms.float16) | x=i4(2,3)
ops.zeros_like(x) | x=f2(2,3)
ops.zeros_like(x) | x=b1(2,3)
ops.full_like(x, 2) | x=f4(2,3)
ops.full_like(x, 2.5) | x=i4(2,3)
ops.full_like(x, 2.5, dtype=ms.float64) | x=i4(2,3)
ops.arange(5) |
ops.arange(5.0) |
ops.arange(2, 8) |
ops.arange(2, 8, 3) |
ops.arange(0, 1, 0.25) |
ops.arange(8, 2, -2) |
ops.arange(5, dtype=ms.float32) |
ops.arange(2, 8, dtype=ms.int32) |
ops.arange(5, 2) |
ops.arange(0, 5, 0) |
ops.arange(Tensor(4)) |
ops.arange(0, Tensor(4, ms.int32)) |
ops.range(0, 6, 2) |
ops.range(Tensor(0, ms.int32), Tensor(6, ms.int32), Tensor(2, ms.int32)) |
ops.linspace(0, 1, 5) |
ops.linspace(0., 10., 4) |
ops.linspace(Tensor(0.), Tensor(1.), 3) |
ops.linspace(0, 1, 1) |
ops.linspace(0, 1, 0) |
ops.logspace(0, 2, 3) |
ops.eye(3) |
ops.eye(2, 3) |
ops.eye(3, 2, ms.int32) |
ops.tril_indices(3, 3) |
ops.triu_indices(3, 4, 1) |
x.new_zeros((2, 2)) | x=i4(3)
x.new_zeros((2, 2), dtype=ms.float32) | x=i4(3)
x.new_ones((2, 2)) | x=f2(3)
x.new_ones(2) | x=f4(3)
x.new_full((2,), 3.5) | x=f4(3)
ops.cast(x, ms.int32) | x=f4(5)
ops.cast(x, ms.float16) | x=f4(5)
ops.cast(x, ms.bool_) | x=f4t(9)
ops.cast(x, ms.float32) | x=b1(5)
ops.cast(x, ms.float64) | x=f4(5)
ops.cast(3, ms.float32) |
ops.cast(2.5, ms.int32) |
ops.cast(x, 'float32') | x=i4(5)
x.astype(ms.int32) | x=f4(5)
x.astype('float16') | x=f4(5)
x.astype(np.float64) | x=f4(5)
x.to(ms.float16) | x=f4(5)
x.float() | x=i4(5)
x.half() | x=f4(5)
x.int() | x=f4(5)
x.long() | x=f4(5)
x.bool() | x=f4t(9)
x.double() | x=f4(5)
x.short() | x=f4(5)
x.byte() | x=f4+(5)
x.type_as(y) | x=f4(5) y=i4(2)
ops.scalar_to_tensor(2) |
ops.scalar_to_tensor(2.5) |
ops.scalar_to_tensor(2, ms.float32) |
ops.tuple_to_array((1, 2, 3)) |
ops.tuple_to_array((1., 2.)) |
ops.shape(x) | x=f4(2,3)
ops.rank(x) | x=f4(2,3)
ops.size(x) | x=f4(2,3)
ops.numel(x) | x=f4(2,3)
ops.dtype(x) | x=f4(2,3)
ops.is_tensor(x) | x=f4(2,3)
ops.is_floating_point(x) | x=f4(2,3)
ops.is_floating_point(x) | x=i4(2,3)
ops.is_complex(x) | x=i4(2,3)
ops.identity(x) | x=f4(2,3)
ops.stop_gradient(x) * x | x=f4(2,3)
ops.deepcopy(x) | x=f4(2,3)
ops.depend(x, y) | x=f4(2,3) y=f4(2)
x.numel() | x=f4(2,3)
x.dim() | x=f4(2,3)
x.ndim | x=f4(2,3)
x.size | x=f4(2,3)
x.nbytes | x=f4(2,3)
x.itemsize | x=f2(2,3)
x.strides | x=f4(2,3)
x.stride() | x=f4(2,3)
x.stride(0) | x=f4(2,3)
x.is_floating_point() | x=f2(3)
x.is_contiguous() | x=f2(3)
x.tolist() | x=f4t(2,3)
x.item() | x=f4(1)
x.item() | x=f4(2)
x.copy() | x=f4(2)
x.clone() | x=f4(2)
x.contiguous() | x=f4(2)
x.equal(y) | x=f4t(3) y=f4t(3)
x.isclose(y) | x=f4t(3) y=f4t(3)
x.allclose(x) | x=f4t(3)
"""
