"""MindSpore 2.10 on JAX: what `import mindspore` shows once msgrad stands in for it."""

__version__ = "2.10.0"  # MindSpore's, whose place this package takes
__msgrad_version__ = "0.1.0"

from msgrad._names import missing_name_getattr
from msgrad.install import install, load_ipython_extension, uninstall, unload_ipython_extension

__getattr__ = missing_name_getattr(__name__)
