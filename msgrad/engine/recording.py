"""A recorded function as one compiled program: the engine's part of every call of it.

The program's inputs are the arrays of *state* (handles from outside that the function reads; those that it binds anew
are donated), of the *arguments*, and what the host *draws* at each call. Constants of the function's code are compiled
in. Its outputs are, in this order, the new arrays of the donated state, those of other handles that are bound anew,
the checks, and the results asked for.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from msgrad.engine import compilation_cache, random
from msgrad.engine.cache import Cache
from msgrad.engine.graph import array_of
from msgrad.engine.handle import Handle
from msgrad.engine.profile import counts
from msgrad.engine.program import Program, ancestors, encode, intern
from msgrad.engine.recorder import Recorder
from msgrad.engine.values import Aval, Result, leaf

BAKED_SIZE = 1024
"""Constants of up to so many elements are part of the compiled program; larger ones are arguments of it."""

_NEEDED = "a jitted function needed it"


class StateChanged(Exception):
    """A handle now has another shape or dtype than the one recorded. Nothing was done."""


class Tripped(Exception):
    """A check was true: the call has to run un-jitted. Nothing was done."""


class _Compiled:
    """A program with its constants filled in, as a function of the donated arrays and of all others."""

    __slots__ = ("function", "jitted", "loops", "program", "ready")

    def __init__(self, name: str, program: Program, places: Sequence[int], constants: Sequence[tuple]) -> None:
        position = {number: i for i, number in enumerate(program.leaf_numbers)}
        targets = [position[number] for number in places]
        fixed = [(position[number], array) for number, array in constants]

        def function(donated: tuple, others: tuple) -> tuple:
            arrays: list[Any] = [None] * len(position)
            for target, array in zip(targets, (*donated, *others), strict=True):
                arrays[target] = array
            for target, array in fixed:
                arrays[target] = jnp.asarray(array)
            return program(*arrays)

        function.__name__ = function.__qualname__ = name
        self.program = program
        self.function = function
        self.jitted = jax.jit(function, donate_argnums=(0,))
        self.loops: dict[int, Callable] = {}
        self.ready = False

    def loop(self, state: int) -> Callable:
        """The function called for each of many steps, as one program; ``state`` of the outputs are the next donated.

        It takes the donated arrays, the others that are the same at each step, and those that are stacked over the
        steps; it gives the outputs of the last step.
        """
        made = self.loops.get(state)
        if made is None:

            def function(donated: tuple, fixed: tuple, stacked: tuple) -> tuple:
                def body(carry: tuple, each: tuple) -> tuple:
                    outputs = self.function(carry[0], (*fixed, *each))
                    return (outputs[:state], outputs[state:]), None

                first = (*fixed, *[array[0] for array in stacked])
                rest = jax.eval_shape(self.function, donated, first)[state:]
                empty = tuple([jnp.zeros(out.shape, out.dtype) for out in rest])
                (donated, rest), _ = jax.lax.scan(body, (donated, empty), stacked)
                return (*donated, *rest)

            function.__name__ = function.__qualname__ = f"{self.function.__name__}_loop"
            made = self.loops[state] = jax.jit(function, donate_argnums=(0,))
        return made


_compiled: Cache[tuple, _Compiled] = Cache(1024)


class Recording:
    """What a recorded call has become.

    Args:
        name: the function's name.
        recorder: the recorder that the call ran under.
        arguments: the leaves that stood for the arguments, each another one.
        outputs: the results that each call gives.
    """

    def __init__(self, name: str, recorder: Recorder, arguments: Sequence[Result], outputs: Sequence[Result]) -> None:
        bound = list(recorder.bound.values())
        final = {id(handle): handle._value.result for handle in bound}
        drawn = list(recorder.drawn)
        wanted = [*final.values(), *recorder.checks, *outputs]
        code, leaves, numbers, leaf_numbers = encode(ancestors(wanted), [*arguments, *drawn])
        for result in wanted:
            if result not in numbers:  # a leaf that no operator uses, and that is handed on
                numbers[result] = max(numbers.values(), default=-1) + 1
                leaves.append(result)
                leaf_numbers = (*leaf_numbers, numbers[result])
        given = {*arguments, *drawn}
        state = {r: recorder.reads[r] for r in leaves if r in recorder.reads and r not in given}
        constants = [r for r in leaves if r not in state and r not in given]
        shown = set(outputs)
        donated = [
            r
            for r, handle in state.items()
            if not recorder.checks  # a check that is true discards all results, so that the old ones must stay
            and r not in shown
            and handle._alias is None
            and id(handle) in final
            and final[id(handle)].aval is r.aval
        ]
        kept = [r for r in state if r not in set(donated)]
        self.donated = [state[r] for r in donated]
        self.donated_avals = [r.aval for r in donated]
        self.kept = [state[r] for r in kept]
        self.kept_avals = [r.aval for r in kept]
        own = {id(handle) for handle in self.donated}
        self.targets = [handle for handle in bound if id(handle) not in own]
        self.draws = [recorder.drawn[r] for r in drawn]
        self.checks = len(recorder.checks)
        large = [r for r in constants if r.aval.size > BAKED_SIZE]
        baked = [(numbers[r], np.asarray(r.array)) for r in constants if r.aval.size <= BAKED_SIZE]
        self.large = tuple([jax.device_put(np.array(r.array)) for r in large])
        results = [final[id(handle)] for handle in (*self.donated, *self.targets)] + [*recorder.checks, *outputs]
        program = intern(code, leaf_numbers, tuple([numbers[r] for r in results]))
        places = tuple([numbers[r] for r in (*donated, *kept, *large, *arguments, *drawn)])
        in_code = tuple([(number, array.dtype.str, array.shape, array.tobytes()) for number, array in baked])
        key = (program, places, len(donated), in_code)
        self.compiled = _compiled.get(key) or _compiled.add(key, _Compiled(name, program, places, baked))
        self._first: Any = (recorder, results, donated, kept, list(arguments), drawn)

    def finish(self) -> None:
        """Runs the program for the call that was recorded, and gives its results their arrays.

        Raises:
            Tripped: where a check is true; all handles are again what they were before the call.
        """
        recorder, results, donated, kept, arguments, drawn = self._first
        self._first = None
        nodes = recorder.take()
        arrays = self._run(
            tuple([_private(r) for r in donated]),
            [_on_device(r) for r in kept],
            [_input(r) for r in arguments],
            [r.array for r in drawn],
        )
        if self._tripped(arrays):
            recorder.undo()
            raise Tripped
        for result in donated:
            result.array = None
        for result, array in zip(results, arrays, strict=True):
            if result.array is None:
                result.array = array
        for node in nodes:
            node.release()
        for action in recorder.later:
            action()

    def call(self, arguments: Sequence[Result]) -> Sequence[Any]:
        """Runs the program on new arguments, binds the handles anew, and returns the arrays of the results.

        Raises:
            StateChanged: where a handle has another shape or dtype than when it was recorded.
            Tripped: where a check is true.
        """
        donated, exclusive = _donated_arrays(self.donated, self.donated_avals)
        kept = _kept_arrays(self.kept, self.kept_avals)
        given = [_input(result) for result in arguments]
        streams = random.save() if self.checks else None
        arrays = self._run(donated, kept, given, [np.asarray(make()) for make in self.draws])
        del donated
        if self._tripped(arrays):
            random.restore(streams)
            raise Tripped
        return self._commit(arrays, exclusive)

    def _commit(self, arrays: Sequence[Any], exclusive: list[bool] | None) -> Sequence[Any]:
        """Binds the handles to their new arrays; returns the others."""
        if exclusive is None:  # only the handles know of their results: these get the new arrays, and that is all
            for handle, array in zip(self.donated, arrays, strict=False):
                handle._value.result.array = array
        else:
            for handle, array, alone in zip(self.donated, arrays, exclusive, strict=False):
                if alone:
                    handle._value.result.array = array
                    handle._value.result.shared = False
                else:
                    handle._bind_result(leaf(array))
        first = len(self.donated)
        for handle, array in zip(self.targets, arrays[first:], strict=False):
            handle._bind_result(leaf(array))
        return arrays[first + len(self.targets) + self.checks :]

    @property
    def loops(self) -> bool:
        """Whether many calls may become one program: all that a call changes of its own inputs is donated."""
        changed = {id(handle) for handle in self.targets}
        return not self.checks and not any(id(handle) in changed for handle in self.kept)

    def call_many(self, calls: Sequence[Sequence[Result]]) -> Sequence[Any]:
        """As `call` for one list of arguments after the other, in one program; returns the results of the last.

        Raises:
            StateChanged: where a handle has another shape or dtype than when it was recorded.
        """
        donated, exclusive = _donated_arrays(self.donated, self.donated_avals)
        kept = _kept_arrays(self.kept, self.kept_avals)
        given = [_stacked([array_of(r, _NEEDED) for r in column]) for column in zip(*calls, strict=True)]
        draws = [[np.asarray(make()) for make in self.draws] for _ in calls]
        drawn = [np.stack(column) for column in zip(*draws, strict=True)]
        loop = self.compiled.loop(len(self.donated))
        compilation_cache.enable()
        counts.program_runs += 1
        compiled = loop._cache_size()  # type: ignore[attr-defined]
        start = time.perf_counter()
        arrays = loop(donated, (*kept, *self.large), (*given, *drawn))
        if loop._cache_size() > compiled:  # type: ignore[attr-defined]
            counts.programs_compiled += 1
            counts.compile_seconds += time.perf_counter() - start
        del donated
        return self._commit(arrays, exclusive)

    def _tripped(self, arrays: Sequence[Any]) -> bool:
        start = len(self.donated) + len(self.targets)
        return any(bool(np.asarray(flag).any()) for flag in arrays[start : start + self.checks])

    def _run(self, donated: tuple, kept: list, arguments: list, drawn: list) -> Sequence[Any]:
        counts.program_runs += 1
        compiled = self.compiled
        others = (*kept, *self.large, *arguments, *drawn)
        if compiled.ready:
            return compiled.jitted(donated, others)
        compilation_cache.enable()
        start = time.perf_counter()
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Some donated buffers were not usable")
            arrays = compiled.jitted(donated, others)
        compiled.ready = True
        counts.programs_compiled += 1
        counts.compile_seconds += time.perf_counter() - start
        return arrays


def _stacked(arrays: Sequence[Any]) -> Any:
    """Arrays along a new first axis, on the host where they all are there."""
    return np.stack(arrays) if all(type(a) is np.ndarray for a in arrays) else jnp.stack(arrays)


def _private(result: Result) -> Any:
    """The array of a leaf, to be donated: a copy where anybody else might see it."""
    array = result.array
    if type(array) is np.ndarray:
        return jax.device_put(array.copy())
    if result.shared or result.alive() or sys.getrefcount(array) > 3:
        return jnp.copy(array)
    return array


def _on_device(result: Result) -> Any:
    """The array of state that stays: data on the host moves to the device, once."""
    if type(result.array) is np.ndarray:
        result.array = jax.device_put(result.array)
    return result.array


def _input(result: Result) -> Any:
    """The array of an argument. Data on the host moves with the call, and stays only if it comes again."""
    array = result.array
    if array is None:
        return array_of(result, _NEEDED)
    if type(array) is np.ndarray:
        if result.used:
            array = result.array = jax.device_put(array)
        result.used = True
    return array


def _donated_arrays(handles: list[Handle], avals: list[Aval]) -> tuple[tuple, list[bool] | None]:
    """The arrays of handles that are to be overwritten, and which handles alone know theirs; None for all of them."""
    getrefcount = sys.getrefcount
    arrays = []
    exclusive = None
    for i, (handle, aval) in enumerate(zip(handles, avals, strict=True)):
        value = handle._value
        result = value.result
        array = result.array
        # Beside the variables here and the argument of getrefcount, a value is known to its handle, a result to its
        # value, and an array to its result: anything more is another user.
        if (
            handle._alias is not None
            or result.shared
            or getrefcount(value) > 3
            or getrefcount(result) > 3
            or getrefcount(array) > 3
            or array is None
            or type(array) is np.ndarray
        ):
            del value, result, array  # only who else holds them counts
            result = handle._result()
            array = _copied(result)
            if exclusive is None:
                exclusive = [True] * len(handles)
            exclusive[i] = handle._alias is None and getrefcount(handle._value) == 2 and getrefcount(result) == 3
        if result.aval is not aval:
            raise StateChanged
        arrays.append(array)
    return tuple(arrays), exclusive


def _copied(result: Result) -> Any:
    array = array_of(result, _NEEDED)
    return jax.device_put(array.copy()) if type(array) is np.ndarray else jnp.copy(array)


def _kept_arrays(handles: list[Handle], avals: list[Aval]) -> list[Any]:
    arrays = []
    for handle, aval in zip(handles, avals, strict=True):
        result = handle._value.result if handle._alias is None else handle._result()
        if result.aval is not aval:
            raise StateChanged
        array = result.array
        if array is None:
            array = array_of(result, _NEEDED)
        elif type(array) is np.ndarray:
            array = _on_device(result)
        arrays.append(array)
    return arrays
