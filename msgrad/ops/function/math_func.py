"""Mathematical functions: MindSpore's module name, over the families' own modules."""

from msgrad._lazy import lazy_getattr

__getattr__ = lazy_getattr(__name__, ["msgrad.ops.function"])
