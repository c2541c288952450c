"""Calling a Cell that has more than ``construct``: hooks, and a backward pass of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from msgrad.autodiff.own_backward import recording, with_backward
from msgrad.autodiff.structure import tensors_in
from msgrad.common.hook import HookHandle
from msgrad.common.tensor import Tensor
from msgrad.engine import transform
from msgrad.engine.boundary import boundary
from msgrad.engine.graph import current
from msgrad.engine.handle import wrap
from msgrad.engine.kinds import is_differentiable
from msgrad.engine.recorder import to_call
from msgrad.engine.values import Result

if TYPE_CHECKING:
    from msgrad.nn.cell import Cell

KINDS = ("forward_pre", "forward", "backward_pre", "backward")


class _Hook:
    """A registered function with how it wants to be called."""

    def __init__(self, function: Callable, with_kwargs: bool, always_call: bool) -> None:
        self.function = function
        self.with_kwargs = with_kwargs
        self.always_call = always_call


class CellHookHandle(HookHandle):
    """Takes a Cell's hook away again."""

    def __init__(self, cell: Cell, hooks: list, hook: Any, prepend: bool) -> None:
        super().__init__(hooks, hook)
        if prepend:
            hooks.insert(0, hooks.pop())
        self._cell = cell

    def remove(self) -> None:
        """Takes the hook away; a second call does nothing."""
        super().remove()
        hooks = self._cell._hooks
        if hooks is not None and not any(hooks.values()):
            self._cell.__dict__["_hooks"] = None
            self._cell._update_call()


def register(
    cell: Cell,
    kind: str,
    function: Callable,
    prepend: bool = False,
    with_kwargs: bool = False,
    always_call: bool = False,
) -> CellHookHandle:
    """Adds a hook of one of `KINDS` to a Cell."""
    if not callable(function):
        raise TypeError(
            f"For 'register_{kind}_hook', the 'hook_fn' must be a function, but got {type(function).__name__}."
        )
    if cell._hooks is None:
        cell.__dict__["_hooks"] = {k: [] for k in KINDS}
    handle = CellHookHandle(cell, cell._hooks[kind], _Hook(function, with_kwargs, always_call), prepend)
    cell._update_call()
    return handle


def call(cell: Cell, args: tuple, kwargs: dict) -> Any:
    """Runs ``construct`` between the Cell's hooks, or with its ``bprop`` as the backward pass."""
    if cell.__dict__.get("_recompute") and current().scopes:
        with transform.scope() as scope:
            output = _call(cell, args, kwargs)
            transform.rematerialized(scope, [t._result() for t in tensors_in(output)])
        return output
    return _call(cell, args, kwargs)


def _call(cell: Cell, args: tuple, kwargs: dict) -> Any:
    hooks = cell._hooks
    if hooks is None:
        return _construct(cell, args, kwargs)
    pending_always = [h for (h,) in hooks["forward"] if h.always_call]
    try:
        for (hook,) in list(hooks["forward_pre"]):
            args, kwargs = _pre_hook(cell, hook, args, kwargs)
        backward = _Backward(cell) if hooks["backward_pre"] or hooks["backward"] else None
        if backward is not None:
            args = backward.at_inputs(args)
        output = _construct(cell, args, kwargs)
        if backward is not None:
            output = backward.at_outputs(output)
        for (hook,) in list(hooks["forward"]):
            if hook in pending_always:
                pending_always.remove(hook)
            returned = (
                hook.function(cell, args, kwargs, output) if hook.with_kwargs else hook.function(cell, args, output)
            )
            if returned is not None:
                output = returned
    except Exception:
        for hook in pending_always:
            if hook.with_kwargs:
                hook.function(cell, args, kwargs, None)
            else:
                hook.function(cell, args, None)
        raise
    return output


def _pre_hook(cell: Cell, hook: _Hook, args: tuple, kwargs: dict) -> tuple[tuple, dict]:
    if hook.with_kwargs:
        returned = hook.function(cell, args, kwargs)
        if returned is None:
            return args, kwargs
        if not isinstance(returned, tuple) or len(returned) != 2:
            raise RuntimeError("A forward pre-hook with 'with_kwargs' must return None or a tuple (args, kwargs).")
        return returned
    returned = hook.function(cell, args)
    if returned is None:
        return args, kwargs
    return (returned if isinstance(returned, tuple) else (returned,)), kwargs


class _Backward:
    """The backward hooks of one call of a Cell: they meet the gradient at its outputs, and again at its inputs."""

    def __init__(self, cell: Cell) -> None:
        self.cell = cell
        self.output_gradients: tuple = ()
        self.integers = 0  # Tensors among the inputs where none of them can have a gradient

    def at_outputs(self, output: Any) -> Any:
        return _through(output, self._pre)

    def _pre(self, gradients: tuple) -> tuple:
        for (hook,) in list(self.cell._hooks["backward_pre"]):
            gradients = _replaced(hook.function(self.cell, gradients), gradients)
        self.output_gradients = gradients
        if self.integers:
            self._after((None,) * self.integers)
        return gradients

    def at_inputs(self, args: tuple) -> tuple:
        tensors = [a for a in args if isinstance(a, Tensor)]
        if not any(is_differentiable(t._result()) for t in tensors):
            self.integers = len(tensors)
        return _through(args, self._after, self._unreached)

    def _after(self, gradients: tuple) -> tuple:
        for (hook,) in list(self.cell._hooks["backward"]):
            gradients = _replaced(hook.function(self.cell, gradients, self.output_gradients), gradients)
        self.output_gradients = ()
        return gradients

    def _unreached(self, gradients: tuple) -> None:
        """No gradient of the inputs was wanted. The hooks hear of it if there was one at the outputs."""
        if self.output_gradients:
            self._after(gradients)


def _replaced(returned: Any, gradients: tuple) -> tuple:
    if returned is None:
        return gradients
    returned = returned if isinstance(returned, tuple) else (returned,)
    if len(returned) != len(gradients):
        raise RuntimeError(f"A backward hook must return {len(gradients)} gradients, but it returned {len(returned)}.")
    return returned


def _through(
    value: Any, on_gradients: Callable[[tuple], tuple], unreached: Callable[[tuple], None] | None = None
) -> Any:
    """Passes the Tensors of a value (one, or a tuple) through a boundary that shows their gradients to a function.

    ``unreached`` is called in its place, with None for each, by a backward pass that needs no gradient there.
    """
    items = value if isinstance(value, tuple) else (value,)
    places = [i for i, item in enumerate(items) if isinstance(item, Tensor) and is_differentiable(item._result())]
    results = [items[i]._result() for i in places]
    if not results or not recording(results):
        return value

    def backward(gradients: list[Result | None]) -> list[Result | None]:
        shown = on_gradients(tuple([None if g is None else wrap(g) for g in gradients]))
        return [None if t is None else t._result() for t in shown]

    if unreached is not None:
        backward.unreached = lambda: unreached((None,) * len(places))  # type: ignore[attr-defined]
    passed = list(items)
    for place, result in zip(places, boundary(results, len(results), backward), strict=True):
        passed[place] = wrap(result)
    return tuple(passed) if isinstance(value, tuple) else passed[0]


def _construct(cell: Cell, args: tuple, kwargs: dict) -> Any:
    output = to_call(cell.construct)(*args, **kwargs)
    if not cell.has_bprop:
        return output
    return with_backward((*args, *kwargs.values()), output, cell.bprop, cell.cls_name)  # type: ignore[attr-defined]
