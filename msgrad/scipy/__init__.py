"""Linear algebra, minimization and cosine transforms, by the names and signatures of SciPy, on Tensors."""

from msgrad._lazy import lazy_getattr

__getattr__ = lazy_getattr(__name__, [], ["fft", "linalg", "ops", "ops_wrapper", "optimize"])
