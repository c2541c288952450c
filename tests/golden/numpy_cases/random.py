"""Cases of random numbers, each of which follows `set_seed`."""

CASES = """
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
