"""MindSpore's gradients of functions: grad, value_and_grad, vjp, jvp, jacfwd, jacrev, vmap, GradOperation.

Each runs the function on the caller's own Tensors inside a scope of the engine, and then has the engine
transform what was recorded. Gradients belong to the object, not to the place of the argument: a Tensor that is
passed twice, or passed and also closed over, gets its whole gradient.
"""

from msgrad.autodiff.directional import jacfwd, jacrev, jvp, vjp
from msgrad.autodiff.reverse import GradOperation, get_grad, grad, value_and_grad
from msgrad.autodiff.vectorize import vmap

__all__ = ["GradOperation", "get_grad", "grad", "jacfwd", "jacrev", "jvp", "value_and_grad", "vjp", "vmap"]
