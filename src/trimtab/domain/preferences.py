"""How a person wants to be told: by which channels, when not, and what may wait for the daily digest."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from trimtab.domain.alert import AlertKind, AlertLevel

MINUTES_A_DAY: Final = 24 * 60


class Channel(StrEnum):
    """A way by which an event leaves."""

    INBOX = "INBOX"
    MAIL = "MAIL"
    PUSH = "PUSH"
    WEBHOOK = "WEBHOOK"
    PUBSUB = "PUBSUB"


@dataclass(frozen=True, slots=True)
class QuietHours:
    """A part of each day in which nobody is woken, in minutes after midnight of the person's own clock.

    The first minute is quiet, the last one is not; it may reach over midnight.
    """

    begins: int
    ends: int

    def __post_init__(self) -> None:
        """Refuse minutes outside a day, and hours that never begin."""
        if not (0 <= self.begins < MINUTES_A_DAY and 0 <= self.ends < MINUTES_A_DAY):
            raise ValueError(f"quiet hours {self.begins} to {self.ends}: use minutes from 0 to 1439")
        if self.begins == self.ends:
            raise ValueError(f"quiet hours begin and end at {self.begins}; leave them out instead")

    def holds(self, minute: int) -> bool:
        """Tell whether a minute of the day is quiet."""
        if self.begins < self.ends:
            return self.begins <= minute < self.ends
        return minute >= self.begins or minute < self.ends


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRule:
    """From which level on events of a kind take which channels; `kind` None stands for every kind.

    Mail of a rule that `is_digested` waits for the daily digest. The inbox needs no rule: it gets everything.
    """

    kind: AlertKind | None = None
    least: AlertLevel = AlertLevel.INFO
    channels: tuple[Channel, ...] = ()
    is_digested: bool = False


DEFAULT_RULES: Final = (
    ChannelRule(least=AlertLevel.INFO, channels=(Channel.MAIL,), is_digested=True),
    ChannelRule(least=AlertLevel.WARNING, channels=(Channel.MAIL,)),
    ChannelRule(least=AlertLevel.CRITICAL, channels=(Channel.MAIL, Channel.PUSH)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """One person's wishes; without an address there is no mail, without a URL no webhook.

    `zone` is the IANA name of the clock by which quiet hours and `digest_hour` (0 to 23) are read.
    Without a digest hour nothing waits for a digest.
    """

    address: str | None = None
    webhook_url: str | None = None
    zone: str = "America/New_York"
    quiet: QuietHours | None = None
    digest_hour: int | None = 8
    rules: tuple[ChannelRule, ...] = DEFAULT_RULES
