"""What is told to whoever watches the system: one line at a time, with its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class LogLevel(StrEnum):
    """How loud a line is."""

    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


@dataclass(frozen=True, slots=True)
class LogLine:
    """One event: a fixed message to search for, and fields that tell this event from others."""

    level: LogLevel
    message: str
    fields: Mapping[str, str] = field(default_factory=dict)
