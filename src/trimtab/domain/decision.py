"""What somebody has done by hand: what it concerned, who did it, why and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum


class DecisionKind(StrEnum):
    """What is done by hand: a locked account takes runs again, or dead deliveries are tried again."""

    UNLOCK = "UNLOCK"
    REDELIVER = "REDELIVER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision; `subject` is the key of the account, or the person whose deliveries they are."""

    kind: DecisionKind
    subject: str
    by: str
    reason: str
    at: datetime

    def __post_init__(self) -> None:
        """Refuse a decision of nobody, or for nothing."""
        missing = [name for name in ("subject", "by", "reason") if not getattr(self, name).strip()]
        if missing:
            raise ValueError(f"decision lacks {', '.join(missing)}; say on what, who and why")

    @property
    def day(self) -> date:
        """The day it was made (UTC)."""
        return self.at.astimezone(UTC).date()
