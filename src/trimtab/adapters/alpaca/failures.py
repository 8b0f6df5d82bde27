"""How a call to the broker can fail; every failure of the network and of the SDK is one of these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Complaint:
    """What the broker says of its refusal: its own sentence, and its own number where it gives one."""

    message: str
    code: int | None = None


class CallFailedError(Exception):
    """A call brought no usable answer.

    `status` is None when none came or none could be read; `complaint` is the broker's own word, if there is
    one; `may_pass` says whether the same read may well succeed at once; `retry_at` is when the broker's
    allowance of requests is full again, where that is what was missing.
    """

    def __init__(
        self,
        text: str,
        *,
        may_pass: bool = False,
        status: int | None = None,
        complaint: Complaint | None = None,
        retry_at: datetime | None = None,
    ) -> None:
        super().__init__(text)
        self.may_pass = may_pass
        self.status = status
        self.complaint = complaint
        self.retry_at = retry_at


class NotThereError(CallFailedError):
    """The broker itself says that it knows no such thing."""
