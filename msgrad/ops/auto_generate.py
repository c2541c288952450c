"""Operators and primitives under the name of the module that MindSpore generates for its compiler's own use."""

from msgrad._lazy import lazy_getattr

__getattr__ = lazy_getattr(
    __name__,
    ["msgrad.ops.function", "msgrad.ops.plain", "msgrad.ops.operations", "msgrad.ops.operations.generated_ops"],
)
