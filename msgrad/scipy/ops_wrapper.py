"""A function of diagonals that MindSpore keeps here."""

from msgrad._names import missing_name_getattr
from msgrad.ops.function.diagonal_func import matrix_set_diag

__all__ = ["matrix_set_diag"]
__getattr__ = missing_name_getattr(__name__)
