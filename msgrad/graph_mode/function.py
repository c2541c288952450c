"""What a jitted function is: recordings, one for each signature and state of what it reads."""

from __future__ import annotations

import contextlib
import gc
import inspect
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from msgrad.common.hook import hooks_of
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.engine import random
from msgrad.engine.ambient import ambient, configuration
from msgrad.engine.cache import Cache
from msgrad.engine.graph import array_of, current, cut
from msgrad.engine.handle import Bundle, View, wrap
from msgrad.engine.profile import counts
from msgrad.engine.recorder import Reason, Recorder, to_call
from msgrad.engine.recording import Recording, StateChanged, Tripped
from msgrad.engine.snapshot import Snapshot
from msgrad.engine.values import CONCRETE, Result, leaf
from msgrad.graph_mode.arguments import fresh_handle, replaced, signature_key
from msgrad.graph_mode.conversion import converted, watch_functions
from msgrad.graph_mode.frozen import Names, Watched, parameter_stamp
from msgrad.graph_mode.printed import show

MANY_RECORDINGS = 16
"""A function may be recorded so often; from then on only if its recordings have served as many further calls."""


class _Slot:
    """Stands for a Tensor in what a function returned."""


_SLOT = _Slot()


def _skeleton(out: Any, tensors: list[Tensor]) -> Any:
    """What a function returned, with its Tensors, which are added to a list, taken out."""
    if isinstance(out, Tensor):
        tensors.append(out)
        return _SLOT
    if isinstance(out, tuple) and hasattr(out, "_fields"):
        return type(out)(*[_skeleton(item, tensors) for item in out])
    if type(out) in (list, tuple):
        return type(out)([_skeleton(item, tensors) for item in out])
    if type(out) is dict:
        return {name: _skeleton(item, tensors) for name, item in out.items()}
    return out._mapped(lambda part: _skeleton(part, tensors)) if isinstance(out, Bundle) else out


def _filled(skeleton: Any, tensors: Iterator[Tensor]) -> Any:
    if skeleton is _SLOT:
        return next(tensors)
    if isinstance(skeleton, tuple) and hasattr(skeleton, "_fields"):
        return type(skeleton)(*[_filled(item, tensors) for item in skeleton])
    if type(skeleton) in (list, tuple):
        return type(skeleton)([_filled(item, tensors) for item in skeleton])
    if type(skeleton) is dict:
        return {name: _filled(item, tensors) for name, item in skeleton.items()}
    return skeleton._mapped(lambda part: _filled(part, tensors)) if isinstance(skeleton, Bundle) else skeleton


class _Attribute:
    """A Tensor attribute that the function replaces, in a handle's place: each call finds the Tensor that is there."""

    _alias = ""  # not None: it is read through `_result`, and never donated

    def __init__(self, item: Any, name: str) -> None:
        self.item, self.name = item, name

    def _result(self) -> Result:
        return getattr(self.item, self.name)._result()


class _Entry:
    """One recording of a function, with what it has frozen."""

    def __init__(self, name: str, place: tuple[str, int], recorder: Recorder, given: list[Result], out: Any) -> None:
        self.watched: list[Watched] = list(recorder.watched.values())
        self.names: list[Names] = list(recorder.functions.values())
        self.version = -1
        self.slots = self._find_slots(recorder, place)
        if recorder.reasons:
            return
        tensors: list[Tensor] = []
        self.skeleton = _skeleton(out, tensors)
        self.prints = recorder.printed
        shown = [part for item in self.prints for part in item.arguments if isinstance(part, Result)]
        outputs = [t._result() for t in (*tensors, *[getattr(item, name) for item, name in self.slots])]
        _part_from_bases(recorder, tensors)
        _find_leftovers(recorder, [*outputs, *shown, *recorder.checks], place)
        if recorder.reasons:
            return
        self.parameters = [h for h in recorder.reads.values() if isinstance(h, Parameter)]
        self.stamps = [parameter_stamp(p) for p in self.parameters]
        # What comes out as it went in is the same object: an argument, or a Parameter.
        positions = {result: i for i, result in enumerate(given)}
        self.passed = [t if isinstance(t, Parameter) else positions.get(t._value.result) for t in tensors]
        self.numbers = [t._value.result.aval.number is not None for t in tensors]
        self.recording = Recording(name, recorder, given, [*outputs, *shown])

    def _find_slots(self, recorder: Recorder, place: tuple[str, int]) -> list[tuple[Any, str]]:
        """The attributes that the function binds to other Tensors; other changes from outside are noted as reasons."""
        slots = []
        for watch in self.watched:
            changed = watch.changes()
            for name in changed:
                if type(getattr(watch.item, name, None)) is not Tensor:
                    recorder.note(f"the attribute '{name}' of {type(watch.item).__name__} is changed", place)
                slots.append((watch.item, name))
                before = watch.values.get(name)
                for result, handle in recorder.reads.items():
                    if handle is before and id(handle) not in recorder.bound:
                        recorder.reads[result] = _Attribute(watch.item, name)  # type: ignore[assignment]
            watch.set_slots(changed)
        for names in self.names:
            changed_name = names.change()
            if changed_name is not None:
                recorder.note(f"'{changed_name}', a variable from outside, is changed", place)
        return slots

    def restore_slots(self) -> None:
        """Gives the attributes back what they held before the recording."""
        for watch in self.watched:
            _restore(watch, watch.slots)

    def holds(self) -> bool:
        """Whether what was frozen is still so."""
        for names in self.names:
            if not names.still():
                return False
        for watch in self.watched:
            if not watch.counted and not watch.still():
                return False
        if self.version != configuration.version:
            if not all(watch.still() for watch in self.watched):
                return False
            if [parameter_stamp(p) for p in self.parameters] != self.stamps:
                return False
            self.version = configuration.version
        return True

    def call(self, arguments: list[Tensor]) -> Any:
        """Runs the program; returns what the function returns."""
        return self._returned(self.recording.call([t._result() for t in arguments]), arguments)

    @property
    def loops(self) -> bool:
        """Whether many calls may become one program."""
        return self.recording.loops and not self.slots and not self.prints

    def call_many(self, calls: Sequence[list[Tensor]]) -> Any:
        """Runs the program for each of many calls; returns what the last one returns."""
        arrays = self.recording.call_many([[t._result() for t in arguments] for arguments in calls])
        return self._returned(arrays, calls[-1])

    def _returned(self, results: Sequence[Any], arguments: list[Tensor]) -> Any:
        arrays = iter(results)
        outputs: list[Tensor] = []
        for passed, number in zip(self.passed, self.numbers, strict=True):
            array = next(arrays)
            if number:  # a Python number that a branch or a loop computed
                outputs.append(np.asarray(array).item())
            elif passed is None:
                outputs.append(wrap(leaf(array)))  # type: ignore[arg-type]
            else:
                outputs.append(arguments[passed] if isinstance(passed, int) else passed)
        for item, name in self.slots:
            item.__dict__[name] = wrap(leaf(next(arrays)))
        if self.prints:
            show(self.prints, arrays)
        return _filled(self.skeleton, iter(outputs))


def _restore(watch: Watched, names: Iterable[str]) -> None:
    for name in names:
        if name in watch.values:
            watch.item.__dict__[name] = watch.values[name]
        else:
            del watch.item.__dict__[name]


def _undo(recorder: Recorder, streams: Any) -> None:
    """Undoes what the recording of a function has changed."""
    recorder.undo()
    for watch in recorder.watched.values():
        _restore(watch, [name for name in watch.changes() if name in watch.item.__dict__ or name in watch.values])
    random.restore(streams)


def _part_from_bases(recorder: Recorder, tensors: Sequence[Tensor]) -> None:
    """What is returned as a view of a Tensor that was made inside becomes a Tensor of its own, as at later calls."""
    followed = {id(handle) for handle, *_ in recorder.refreshed}
    for tensor in tensors:
        if isinstance(tensor._alias, View) and id(tensor) not in followed:
            node = tensor._alias.base._value.result.node
            if node is not None and node.sequence > recorder.start:
                tensor._alias = None


def _find_leftovers(recorder: Recorder, outputs: Sequence[Result], place: tuple[str, int]) -> None:
    """Notes a Tensor that was made inside, is neither returned nor bound to what was there before, and lives on."""
    recorder.rebound.clear()
    recorder.forget_views()
    wanted = {*outputs, *[handle._value.result for handle in recorder.bound.values()]}
    wanted.update([h._value.result for h in recorder.given_handles])

    def left() -> bool:
        return any(
            result.alive() and result not in wanted
            for node in recorder.graph.pending
            if node.sequence > recorder.start
            for result in node.results
        )

    if left():
        gc.collect()  # what only garbage holds is no leftover
        if left():
            recorder.note("a Tensor that it makes, and does not return, is kept outside (in a list or object)", place)


class _Unjitted:
    """In an entry's place: the function is no one program."""


class JittedFunction:
    """A function with its recordings.

    Args:
        fn: what is called.
        name: what messages call it.
        fullgraph: whether it is an error that the function is no one program.
        watched: objects whose attributes it may read: the Cell or object that it is a method of.
        source: the function that the user has written, where that is another one.
    """

    def __init__(
        self,
        fn: Callable,
        name: str,
        fullgraph: bool = False,
        watched: Sequence[Any] = (),
        source: Callable | None = None,
    ) -> None:
        self.fn = fn
        self.name = name
        self.fullgraph = fullgraph
        self.watched = watched
        self.place = _place(source or fn)
        self.entries: Cache[Any, list[Any]] = Cache(64)
        self.recordings = 0
        self.hits = 0
        self.warned = False

    def __call__(self, args: tuple, kwargs: dict) -> Any:
        if ambient.jitted:
            return self._call(args, kwargs)
        ambient.jitted = True
        try:
            return self._call(args, kwargs)
        finally:
            ambient.jitted = False

    def _call(self, args: tuple, kwargs: dict) -> Any:
        graph = current()
        if ambient.recorder is not None or graph.scopes or random.is_traced():
            return to_call(self.fn)(*args, **kwargs)  # part of something larger
        tensors: list[Tensor] = []
        key = (ambient.dtype, signature_key(args, tensors), signature_key(kwargs, tensors) if kwargs else None)
        for tensor in tensors:
            if tensor._value.result.kind != CONCRETE:
                return self.fn(*args, **kwargs)
        if graph.pending:
            graph.run("a jitted function was called")
        entries = self.entries.get(key, [])
        for entry in entries:
            if entry is _Unjitted:
                return self.fn(*args, **kwargs)
            if entry.holds():
                try:
                    self.hits += 1
                    return entry.call(tensors)
                except StateChanged:
                    entries.remove(entry)
                    break
                except Tripped:
                    return self.fn(*args, **kwargs)
        if self.recordings >= MANY_RECORDINGS and self.hits < self.recordings:
            self._warn_of_many()
            return self.fn(*args, **kwargs)
        return self._record(key, args, kwargs, tensors)

    def call_many(self, calls: Sequence[tuple]) -> Any:
        """Calls the function with one tuple of arguments after the other; returns what the last call returns.

        Where they all fit one recording, they run as one program.
        """
        found = self._entry_of_all(calls)
        if found is not None:
            entry, tensors = found
            with contextlib.suppress(StateChanged):
                return entry.call_many(tensors)
        out = None
        for call in calls:
            out = self(call, {})
        return out

    def _entry_of_all(self, calls: Sequence[tuple]) -> tuple[_Entry, list[list[Tensor]]] | None:
        """The recording that fits all of the calls, and their Tensors."""
        graph = current()
        if ambient.recorder is not None or graph.scopes or random.is_traced():
            return None
        first: Any = None
        group: list[list[Tensor]] = []
        for call in calls:
            tensors: list[Tensor] = []
            key = (ambient.dtype, signature_key(call, tensors), None)
            first = first or key
            if key != first:
                return None
            group.append(tensors)
        if len(group) < 2:
            return None
        if graph.pending:
            graph.run("a jitted function was called")
        for entry in self.entries.get(first, ()):
            if entry is not _Unjitted and entry.loops and entry.holds():
                return entry, group
        return None

    def _record(self, key: Any, args: tuple, kwargs: dict, tensors: list[Tensor]) -> Any:
        """The first call of a signature: runs the function under a recorder."""
        self.recordings += 1
        counts.functions_recorded += 1
        streams = random.save()
        snapshot = Snapshot([self.fn, *args, *kwargs.values()])
        handles = [fresh_handle(t) for t in tensors]
        given = [h._value.result for h in handles]
        stand_ins = iter(handles)
        entry: _Entry | None = None
        error: Exception | None = None
        with Recorder(given_handles=handles) as recorder, watch_functions(recorder):
            for item in self.watched:
                recorder.watch(item)
            inner_args = replaced(args, stand_ins)
            inner_kwargs = replaced(kwargs, stand_ins)
            try:
                out = converted(self.fn, recorder)(*inner_args, **inner_kwargs)
            except Exception as problem:
                if not recorder.speculated:
                    raise
                error = problem  # perhaps only because a number was asked for that a branch or loop computes
            else:
                for tensor, handle in zip(tensors, handles, strict=True):
                    if hooks_of(tensor) != hooks_of(handle):
                        recorder.note("a hook is registered on an argument", self.place)
                        tensor.__dict__.update(handle.__dict__)
                entry = _Entry(self.name, self.place, recorder, given, out)
        if entry is None or (recorder.reasons and recorder.speculated):
            # Not all that was recorded is what Python would have done: it is undone, and done by Python.
            _undo(recorder, streams)
            snapshot.restore()
            out = self.fn(*args, **kwargs)
            self._keep(key, _Unjitted)
            text = f"with its control flow recorded it raises {type(error).__name__}: {error}"
            self._warn(recorder.reasons[0] if recorder.reasons else Reason(text, *self.place))
            return out
        if recorder.reasons:
            return self._go_on_unjitted(key, entry, recorder, out)
        try:
            entry.recording.finish()
        except Tripped:
            entry.restore_slots()
            random.restore(streams)
            self._keep(key, entry)
            return self.fn(*args, **kwargs)
        self._keep(key, entry)
        if recorder.printed:
            _show_now(recorder)
        return _with_originals(out, dict(zip(given, tensors, strict=True)))

    def _keep(self, key: Any, entry: Any) -> None:
        entries = self.entries.get(key)
        if entries is None:
            entries = self.entries.add(key, [])
        entries.insert(0, entry)
        del entries[8:]

    def _go_on_unjitted(self, key: Any, entry: _Entry, recorder: Recorder, out: Any) -> Any:
        reason = recorder.reasons[0]
        if self.fullgraph:
            recorder.undo()
            entry.restore_slots()
            raise RuntimeError(f"For 'jit', '{self.name}' is no one program, as 'fullgraph' demands: {reason}.")
        self._keep(key, _Unjitted)
        self._warn(reason)
        for action in recorder.later:
            action()
        if recorder.printed:
            _show_now(recorder)
        cut("end of a jitted function")
        return _with_originals(out, {})

    def _warn(self, reason: Reason) -> None:
        if not self.warned:
            self.warned = True
            warnings.warn(
                f"{reason.file}:{reason.line}: 'jit' cannot make one program of '{self.name}', which runs un-jitted: "
                f"{reason.text}.",
                RuntimeWarning,
                stacklevel=5,
            )

    def _warn_of_many(self) -> None:
        if not self.warned:
            self.warned = True
            warnings.warn(
                f"{self.place[0]}:{self.place[1]}: 'jit' has recorded '{self.name}' {self.recordings} times, and "
                f"needed that again {self.hits} times: its arguments or what it reads keep changing. New ones run "
                "un-jitted from now on. Python numbers that vary are best Tensors or mutable(), and "
                "shapes that vary padded to a few sizes.",
                RuntimeWarning,
                stacklevel=4,
            )


def _with_originals(out: Any, originals: dict[Result, Tensor]) -> Any:
    """What was returned, with the caller's own Tensors for arguments that come out as they went in."""
    tensors: list[Tensor] = []
    skeleton = _skeleton(out, tensors)
    return _filled(skeleton, iter([originals.get(t._value.result, _number_or(t)) for t in tensors]))


def _number_or(tensor: Tensor) -> Any:
    """A Tensor; the Python number that it is where a branch or a loop computed one."""
    return tensor.item() if tensor._value.result.aval.number else tensor


def _show_now(recorder: Recorder) -> None:
    results = [part for item in recorder.printed for part in item.arguments if isinstance(part, Result)]
    show(recorder.printed, iter([array_of(r, "print in a jitted function") for r in results]))


class _Recordings(dict):
    """The recordings that an object keeps: its own, which copies of it make anew."""

    def __deepcopy__(self, memo: dict) -> _Recordings:
        return _Recordings()

    def __reduce__(self) -> tuple:
        return _Recordings, ()


def recordings_of(item: Any) -> dict[Any, JittedFunction]:
    """Where an object keeps the recordings of its methods. AttributeError where it has no room for it."""
    return item.__dict__.setdefault("_recordings", _Recordings())


def _place(fn: Callable) -> tuple[str, int]:
    code = getattr(inspect.unwrap(getattr(fn, "__func__", fn)), "__code__", None)
    return (code.co_filename, code.co_firstlineno) if code is not None else ("?", 0)
