"""How a person wants to be told, as it is sent and shown."""

from __future__ import annotations

import re
from typing import Annotated, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, StrictBool, StrictInt
from pydantic_core import PydanticCustomError

from trimtab.contracts.base import Contract
from trimtab.domain.alert import AlertKind, AlertLevel
from trimtab.domain.network import is_public_host
from trimtab.domain.preferences import (
    DEFAULT_RULES,
    Channel,
    ChannelRule,
    Preferences,
    QuietHours,
)

MOST_RULES: Final = 50

# No list of addresses, no name beside it, no quoting: one mailbox, which cannot break out of a header.
_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}", re.ASCII
)
_CLOCK_TIME: Final = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])", re.ASCII)
_ZONE: Final = re.compile(r"[A-Za-z0-9_+-]{1,32}(/[A-Za-z0-9_+-]{1,32}){0,2}", re.ASCII)
_FOR_PEOPLE: Final = frozenset({Channel.MAIL, Channel.PUSH})


def _check_address(text: str) -> str:
    if len(text) > 254 or not _ADDRESS.fullmatch(text):  # noqa: PLR2004 - the longest path of RFC 5321
        raise PydanticCustomError("address", "is not one mail address such as ann@example.com")
    return text


def _check_url(text: str) -> str:
    try:
        parts = urlsplit(text)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        parts, has_port = urlsplit(""), False
    is_plain = text.isascii() and text.isprintable() and " " not in text
    has_no_login = parts.username is None and parts.password is None
    if not (parts.scheme == "https" and parts.hostname and has_port and is_plain and has_no_login):
        raise PydanticCustomError("url", "is not a URL such as https://example.com/hook")
    if not is_public_host(parts.hostname):
        raise PydanticCustomError("public_host", "leads to an address that is not public; name a public host")
    return text


def _check_zone(text: str) -> str:
    try:
        ZoneInfo(text if _ZONE.fullmatch(text) else "")
    except (OSError, ValueError, KeyError) as error:
        raise PydanticCustomError("zone", "is not a time zone such as America/New_York") from error
    return text


def _check_time(text: str) -> str:
    if not _CLOCK_TIME.fullmatch(text):
        raise PydanticCustomError("time", "is not a time of day such as 22:00")
    return text


def _check_channel(channel: Channel) -> Channel:
    if channel not in _FOR_PEOPLE:
        raise PydanticCustomError("channel", "cannot be chosen by rules; only MAIL and PUSH can")
    return channel


ClockTime = Annotated[str, AfterValidator(_check_time)]
ChosenChannel = Annotated[Channel, AfterValidator(_check_channel)]


class QuietHoursSection(Contract):
    """A part of each day by the person's own clock; `ends` is not quiet any more."""

    begins: ClockTime
    ends: ClockTime

    @classmethod
    def of(cls, quiet: QuietHours) -> QuietHoursSection:
        """Show quiet hours."""
        return cls(begins=_clock_text(quiet.begins), ends=_clock_text(quiet.ends))

    def to_domain(self) -> QuietHours:
        """Make quiet hours. Raises ValueError for hours that never begin."""
        return QuietHours(_minutes(self.begins), _minutes(self.ends))


def _check_quiet(section: QuietHoursSection) -> QuietHoursSection:
    if section.begins == section.ends:
        raise PydanticCustomError("quiet", "must not begin and end at the same time; leave them out instead")
    return section


class ChannelRuleSection(Contract):
    """From which level on events of a kind take which channels; without a kind, of every kind."""

    kind: AlertKind | None = None
    least: AlertLevel = AlertLevel.INFO
    channels: Annotated[tuple[ChosenChannel, ...], Field(max_length=2)] = ()
    digest: StrictBool = False

    @classmethod
    def of(cls, rule: ChannelRule) -> ChannelRuleSection:
        """Show a rule."""
        return cls(kind=rule.kind, least=rule.least, channels=rule.channels, digest=rule.is_digested)

    def to_domain(self) -> ChannelRule:
        """Make a rule."""
        return ChannelRule(kind=self.kind, least=self.least, channels=self.channels, is_digested=self.digest)


_DEFAULT_SECTIONS: Final = tuple(ChannelRuleSection.of(rule) for rule in DEFAULT_RULES)


class SavePreferencesRequest(Contract):
    """All preferences of the caller; what is left out takes its default."""

    address: Annotated[str, AfterValidator(_check_address)] | None = None
    webhook_url: Annotated[str, Field(max_length=2000), AfterValidator(_check_url)] | None = None
    zone: Annotated[str, AfterValidator(_check_zone)] = Preferences().zone
    quiet_hours: Annotated[QuietHoursSection, AfterValidator(_check_quiet)] | None = None
    digest_hour: Annotated[StrictInt, Field(ge=0, le=23)] | None = Preferences().digest_hour
    rules: Annotated[tuple[ChannelRuleSection, ...], Field(max_length=MOST_RULES)] = _DEFAULT_SECTIONS

    def to_domain(self) -> Preferences:
        """Make preferences."""
        return Preferences(
            address=self.address,
            webhook_url=self.webhook_url,
            zone=self.zone,
            quiet=self.quiet_hours.to_domain() if self.quiet_hours else None,
            digest_hour=self.digest_hour,
            rules=tuple(rule.to_domain() for rule in self.rules),
        )


class SavePreferencesResult(Contract):
    """Preferences as stored; the secret is what the webhook is signed with, null without one."""

    address: str | None
    webhook_url: str | None
    webhook_secret: str | None
    zone: str
    quiet_hours: QuietHoursSection | None
    digest_hour: int | None
    rules: tuple[ChannelRuleSection, ...]

    @classmethod
    def of(cls, wishes: Preferences, secret: str | None) -> SavePreferencesResult:
        """Show preferences."""
        return cls(
            address=wishes.address,
            webhook_url=wishes.webhook_url,
            webhook_secret=secret,
            zone=wishes.zone,
            quiet_hours=QuietHoursSection.of(wishes.quiet) if wishes.quiet else None,
            digest_hour=wishes.digest_hour,
            rules=tuple(ChannelRuleSection.of(rule) for rule in wishes.rules),
        )


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def _clock_text(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
