"""Minima of functions, and assignments of least cost."""

from msgrad._names import missing_name_getattr
from msgrad.scipy.optimize.line_search import line_search
from msgrad.scipy.optimize.linear_sum_assignment import linear_sum_assignment
from msgrad.scipy.optimize.minimize import minimize

__all__ = ["line_search", "linear_sum_assignment", "minimize"]
__getattr__ = missing_name_getattr(__name__)
