"""Many steps in one program: `data_sink`, and what dataset_sink_mode of `Model` promises."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, ClassVar

from msgrad._checkparam import check_type
from msgrad.graph_mode.jit import Jit, jit

__all__ = ["JitConfig", "data_sink"]


class JitConfig:
    """Options of MindSpore's compiler, which XLA has no use for; kept so that scripts can hand them on.

    Args:
        jit_level: "", "O0", "O1" or "O2".
        exc_mode: "auto", "sink" or "no_sink".
        jit_syntax_level: "STRICT", "LAX" or "".
        debug_level: "RELEASE" or "DEBUG".
        kwargs: any other options.

    Raises:
        ValueError: for other values.
    """

    _CHOICES: ClassVar = {
        "jit_level": ("", "O0", "O1", "O2"),
        "exc_mode": ("auto", "sink", "no_sink"),
        "jit_syntax_level": ("", "STRICT", "LAX"),
        "debug_level": ("RELEASE", "DEBUG"),
    }

    def __init__(
        self,
        jit_level: str = "",
        exc_mode: str = "auto",
        jit_syntax_level: str = "",
        debug_level: str = "RELEASE",
        infer_boost: str = "off",
        **kwargs: Any,
    ) -> None:
        given = {
            "jit_level": jit_level,
            "exc_mode": exc_mode,
            "jit_syntax_level": jit_syntax_level,
            "debug_level": debug_level,
        }
        for name, value in given.items():
            if value not in self._CHOICES[name]:
                raise ValueError(
                    f"For 'JitConfig', the '{name}' must be one of {self._CHOICES[name]}, but got {value!r}."
                )
        self.jit_config_dict = {**given, "infer_boost": infer_boost, **kwargs}


def call_many(fn: Callable, calls: list[tuple]) -> Any:
    """Calls a jitted function with one tuple of arguments after the other, and returns what the last call returns.

    Once the function has been recorded for the shapes of the calls, they run as one program, a `jax.lax.scan`. The
    first time, and wherever that cannot be, they run one by one, with the same result.

    >>> from msgrad import Parameter, Tensor
    >>> total = Parameter(Tensor([0.0]), name="total")
    >>> @jit
    ... def add(x):
    ...     total.set_data(total + x)
    ...     return total.value()
    >>> call_many(add, [(Tensor([float(i)]),) for i in range(5)])
    Tensor(shape=[1], dtype=Float32, value= [ 1.00000000e+01])
    """
    jitted = fn if isinstance(fn, Jit) else jit(fn)
    return jitted.recordings.call_many(calls)


def data_sink(
    fn: Callable, dataset: Any, sink_size: int = 1, jit_config: JitConfig | None = None, input_signature: Any = None
) -> Callable[[], Any]:
    """Runs a training step on many batches in one program.

    Args:
        fn: the step: a function of one batch's columns. It is jitted.
        dataset: where the batches come from; it begins again when it ends.
        sink_size: how many steps each call makes.
        jit_config: kept for MindSpore's sake; see `JitConfig`.
        input_signature: fixed shapes; not needed, since each shape has its own program.

    Returns:
        a function without arguments, that makes ``sink_size`` steps on the next batches and returns what the last
        of them returned.

    Raises:
        TypeError: if ``fn`` cannot be called, ``dataset`` is none, or ``sink_size`` is no int.
        ValueError: if ``sink_size`` is not positive.
    """
    if not callable(fn):
        raise TypeError(f"For 'data_sink', the 'fn' must be a function, but got {type(fn).__name__}.")
    if not hasattr(dataset, "create_tuple_iterator"):
        raise TypeError(f"For 'data_sink', the 'dataset' must be a dataset, but got {type(dataset).__name__}.")
    check_type(sink_size, int, "sink_size", "data_sink")
    if sink_size < 1:
        raise ValueError(f"For 'data_sink', the 'sink_size' must be positive, but got {sink_size}.")
    if jit_config is not None:
        check_type(jit_config, JitConfig, "jit_config", "data_sink")
    jitted = fn if isinstance(fn, Jit) else jit(fn)
    batches = _endless(dataset)
    return lambda: call_many(jitted, list(islice(batches, sink_size)))


def _endless(dataset: Any) -> Iterator[tuple]:
    iterator = dataset.create_tuple_iterator(num_epochs=-1)
    while True:
        empty = True
        for row in iterator:
            empty = False
            yield tuple(row)
        if empty:
            raise ValueError("For 'data_sink', the 'dataset' has no batches.")
