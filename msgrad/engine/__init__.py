"""The engine: records operators, makes programs of them, transforms and runs these. Knows nothing of MindSpore."""

import jax as _jax

_jax.config.update("jax_enable_x64", True)  # int64 and float64 are ordinary dtypes here

from msgrad.engine.execute import executor  # noqa: E402
from msgrad.engine.graph import cut  # noqa: E402
from msgrad.engine.operator import OPERATORS, operator  # noqa: E402
from msgrad.engine.profile import Profile, counts  # noqa: E402

__all__ = ["OPERATORS", "Profile", "counts", "cut", "executor", "operator"]
