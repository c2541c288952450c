"""Which steps are recorded."""

from __future__ import annotations

from enum import Enum

from msgrad._checkparam import check_type
from msgrad._names import missing_name_getattr

__all__ = ["ProfilerAction", "Schedule", "schedule"]


class ProfilerAction(Enum):
    """What is done in a step."""

    NONE = 0
    WARM_UP = 1
    RECORD = 2
    RECORD_AND_SAVE = 3


class Schedule:
    """Periods of steps: some without recording, some to warm up, some recorded. Called with the number of a step, it
    says what is done in it.

    Args:
        wait: the number of steps without recording, at least 0 (lesser numbers count as 0).
        active: the number of recorded steps, at least 1 (lesser numbers count as 1).
        warmup: the number of steps between them.
        repeat: the number of periods, 0 for no end.
        skip_first: the number of steps before the first period.

    Raises:
        TypeError: unless they are ints.

    >>> from mindspore.profiler import schedule
    >>> steps = schedule(wait=1, warmup=1, active=2, repeat=1)
    >>> [steps(i).name for i in range(5)]
    ['NONE', 'WARM_UP', 'RECORD', 'RECORD_AND_SAVE', 'NONE']
    """

    def __init__(self, *, wait: int, active: int, warmup: int = 0, repeat: int = 0, skip_first: int = 0) -> None:
        given = {"wait": wait, "active": active, "warmup": warmup, "repeat": repeat, "skip_first": skip_first}
        for name, value in given.items():
            lowest = 1 if name == "active" else 0
            setattr(self, name, max(check_type(value, int, name, "schedule"), lowest))

    wait: int
    active: int
    warmup: int
    repeat: int
    skip_first: int

    def __call__(self, step: int) -> ProfilerAction:
        if check_type(step, int, "step", "schedule") < self.skip_first:
            return ProfilerAction.NONE
        period = self.wait + self.warmup + self.active
        number, place = divmod(step - self.skip_first, period)
        if (self.repeat and number >= self.repeat) or place < self.wait:
            return ProfilerAction.NONE
        if place < self.wait + self.warmup:
            return ProfilerAction.WARM_UP
        return ProfilerAction.RECORD_AND_SAVE if place == period - 1 else ProfilerAction.RECORD

    def __repr__(self) -> str:
        return (
            f"Schedule(wait={self.wait}, active={self.active}, warmup={self.warmup}, repeat={self.repeat}, "
            f"skip_first={self.skip_first})"
        )

    def to_dict(self) -> dict[str, int]:
        """The numbers, by their names."""
        names = ("wait", "active", "warmup", "repeat", "skip_first")
        return {name: getattr(self, name) for name in names}


schedule = Schedule
__getattr__ = missing_name_getattr(__name__)
