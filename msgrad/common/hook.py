"""Hooks on the gradients of Tensors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgrad.engine.ambient import configuration
from msgrad.engine.boundary import boundary
from msgrad.engine.graph import current
from msgrad.engine.handle import Handle, wrap
from msgrad.engine.values import TRACED, Result


class HookHandle:
    """What registering a hook returns: `remove` takes the hook away again."""

    def __init__(self, hooks: list, hook: Callable) -> None:
        self._hooks = hooks
        self._hook = [hook]  # removed by identity: the same function may be registered twice
        hooks.append(self._hook)
        configuration.version += 1

    def remove(self) -> None:
        """Takes the hook away; a second call does nothing."""
        configuration.version += 1
        self._hooks[:] = [entry for entry in self._hooks if entry is not self._hook]


def call_hooks(hooks: Sequence[list], gradient: Result) -> Result:
    """Hands a gradient to hooks, one after the other; what one returns goes to the next."""
    for (hook,) in list(hooks):
        returned = hook(wrap(gradient))
        if returned is not None:
            gradient = _checked(returned, gradient)
    return gradient


def _checked(returned: Any, gradient: Result) -> Result:
    if not isinstance(returned, Handle):
        raise RuntimeError(f"A Tensor hook must return a Tensor or None, but got {type(returned).__name__}.")
    return returned._result()


def register_tensor_hook(tensor: Any, hook: Callable) -> HookHandle:
    """Adds a hook to a Tensor: to the gradient of the value that it holds now."""
    if not callable(hook):
        raise TypeError(f"For 'register_hook', the 'hook' must be a function, but got {type(hook).__name__}.")
    hooks = tensor.__dict__.setdefault("_hooks", [])
    handle = HookHandle(hooks, hook)
    result = tensor._result()
    scopes = current().scopes
    if scopes:
        if result.node is not None:  # made inside of the function that is being differentiated
            for scope in scopes:
                scope.hooks[result] = lambda gradient: call_hooks(hooks, gradient)
    elif result.kind == TRACED:
        [after] = boundary(
            [result], 1, lambda gradients: [call_hooks(hooks, g) if g is not None else None for g in gradients]
        )
        tensor._bind_result(after)
    return handle


def hooks_of(tensor: Any) -> Sequence[list]:
    """The hooks of a Tensor, in the order of registration."""
    return tensor.__dict__.get("_hooks", ())
