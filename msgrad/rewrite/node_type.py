"""What nodes do, under MindSpore's path."""

from msgrad._names import missing_name_getattr
from msgrad.rewrite.node import NodeType

__all__ = ["NodeType"]
__getattr__ = missing_name_getattr(__name__)
