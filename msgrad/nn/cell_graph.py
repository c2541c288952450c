"""What a Cell tells graph mode: the inputs that it expects, and options of MindSpore's compiler."""

from __future__ import annotations

from typing import Any

from msgrad.common.tensor import Tensor
from msgrad.graph_mode.sink import JitConfig

_PARALLEL_OPTIONS = ("mp_comm_recompute", "parallel_optimizer_comm_recompute", "recompute_slice_activation")


class CellGraph:
    """The part of `Cell` that has to do with graph mode."""

    __dict__: dict[str, Any]

    def set_inputs(self, *inputs: Any, **kwargs: Any) -> None:
        """Tells what inputs calls in graph mode get; others are refused.

        Args:
            inputs: for each argument a Tensor of its dtype and shape, whose sizes may be None for any; or None, a
                number, or a list or tuple of these, for an argument that is not looked at.
            kwargs: the same by the names of ``construct``'s parameters, in place of ``inputs``.

        Raises:
            ValueError: if both are given.
        """
        if inputs and kwargs:
            raise ValueError("For 'set_inputs', give either positional or keyword arguments, but not both.")
        self.__dict__["_set_inputs"] = inputs or kwargs or None

    def get_inputs(self) -> Any:
        """What `set_inputs` was given: a tuple or dict; None before."""
        return self.__dict__["_set_inputs"]

    def check_inputs(self, args: tuple, kwargs: dict) -> None:
        """Compares a call's arguments with what `set_inputs` was given.

        Raises:
            TypeError: where a Tensor has another dtype.
            ValueError: where it has another shape, or the number of arguments is another.
        """
        expected = self.__dict__["_set_inputs"]
        if isinstance(expected, dict):
            pairs = [(name, expected[name], kwargs[name]) for name in expected if name in kwargs]
        else:
            if len(expected) != len(args):
                raise ValueError(
                    f"For '{type(self).__name__}', 'set_inputs' was given {len(expected)} inputs, but the call has "
                    f"{len(args)}."
                )
            pairs = [(i, e, a) for i, (e, a) in enumerate(zip(expected, args, strict=True))]
        for name, tensor, argument in pairs:
            if isinstance(tensor, Tensor) and isinstance(argument, Tensor):
                self._check_input(name, tensor, argument)

    def _check_input(self, name: Any, expected: Tensor, argument: Tensor) -> None:
        who = f"For '{type(self).__name__}', the input {name!r} must have the"
        if argument.dtype != expected.dtype:
            raise TypeError(f"{who} dtype {expected.dtype} that 'set_inputs' was given, but got {argument.dtype}.")
        wanted, shape = expected.shape, argument.shape
        if len(wanted) != len(shape) or any(n not in (-1, m) for n, m in zip(wanted, shape, strict=True)):
            raise ValueError(f"{who} shape {wanted} that 'set_inputs' was given, but got {shape}.")

    def recompute(
        self,
        *,
        use_reentrant: bool = True,
        output_recompute: bool = False,
        early_stop: bool = True,
        context_fn: Any = None,
        **kwargs: Any,
    ) -> None:
        """Saves memory in training: what is computed inside is not kept for the backward pass, but computed once more.

        Args:
            use_reentrant, output_recompute, early_stop: ways of MindSpore's to do so, which give the same numbers;
                `jax.checkpoint` has but one.
            context_fn: not supported.
            kwargs: options of parallel training, ``mp_comm_recompute`` and the like.

        Raises:
            NotImplementedError: for a ``context_fn``.
            TypeError: for an option of another type or name.
            RuntimeError: when gradients are computed, for a Cell with hooks or custom backward passes inside.
        """
        if context_fn is not None:
            raise NotImplementedError("For 'recompute', a 'context_fn' is not supported: leave it away.")
        flags = {"use_reentrant": use_reentrant, "output_recompute": output_recompute, "early_stop": early_stop}
        for name, value in {**flags, **kwargs}.items():
            if name not in (
                *flags,
                "mp_comm_recompute",
                "parallel_optimizer_comm_recompute",
                "recompute_slice_activation",
            ):
                raise TypeError(f"For 'recompute', the argument '{name}' is not known.")
            if not isinstance(value, bool):
                raise TypeError(f"For 'recompute', the '{name}' must be a bool, but got {type(value).__name__}.")
        self.__dict__["_recompute"] = True
        self._update_call()  # type: ignore[attr-defined]

    def set_jit_config(self, jit_config: JitConfig) -> None:
        """Keeps options of MindSpore's compiler, see `JitConfig`; XLA has no use for them.

        Raises:
            TypeError: if ``jit_config`` is no `JitConfig`.
        """
        if not isinstance(jit_config, JitConfig):
            raise TypeError(
                f"For 'set_jit_config', the 'jit_config' must be a JitConfig, but got {type(jit_config).__name__}."
            )
        self.__dict__["_jit_config"] = jit_config

    @property
    def jit_config_dict(self) -> dict[str, Any]:
        """The options that `set_jit_config` was given."""
        config = self.__dict__.get("_jit_config")
        return {} if config is None else config.jit_config_dict
