"""What some calls of MindRecord return."""

from enum import Enum


class MSRStatus(Enum):
    """Whether a call succeeded; one that fails raises here."""

    SUCCESS = 0
    FAILED = 1

    def __repr__(self) -> str:
        return f"<MSRStatus.{self.name}: {self.value}>"


SUCCESS, FAILED = MSRStatus.SUCCESS, MSRStatus.FAILED
