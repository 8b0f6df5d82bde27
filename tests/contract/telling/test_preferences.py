"""What every store of preferences, devices and secrets promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from builders import NOON
from contract.telling.conftest import Kept
from telling_builders import LAPTOP, REACHABLE
from trimtab.domain.alert import AlertKind, AlertLevel
from trimtab.domain.message import Device
from trimtab.domain.preferences import Channel, ChannelRule, Preferences, QuietHours

WISHES = replace(
    REACHABLE,
    quiet=QuietHours(1320, 420),
    digest_hour=None,
    rules=(ChannelRule(kind=AlertKind.DRIFT, least=AlertLevel.WARNING, channels=(Channel.PUSH,)),),
)


def test_who_never_said_anything_has_the_defaults(kept: Kept):
    """Nobody is forgotten for having set nothing."""
    assert Preferences() == kept.preferences.of("ada")


@pytest.mark.parametrize("wishes", [WISHES, Preferences()])
def test_preferences_come_back(kept: Kept, wishes: Preferences):
    """As they were saved, and the last ones count."""
    for each in (REACHABLE, wishes):
        kept.preferences.save("ada", each)

    assert (wishes, Preferences()) == (kept.preferences.of("ada"), kept.preferences.of("ben"))


def test_devices_are_kept_by_their_ids(kept: Kept):
    """One that is seen again has one record."""
    phone = Device("phone", NOON)
    again = replace(LAPTOP, seen_at=NOON + timedelta(days=1))
    for device in (phone, LAPTOP, again):
        kept.devices.keep("ada", device)

    assert ((again, phone), ()) == (kept.devices.of("ada"), kept.devices.of("ben"))


def test_a_forgotten_device_is_gone(kept: Kept):
    """Forgetting it twice is no error."""
    kept.devices.keep("ada", LAPTOP)
    for _ in range(2):
        kept.devices.forget("ada", LAPTOP.device_id)

    assert () == kept.devices.of("ada")


def test_a_secret_is_made_once(kept: Kept):
    """Each person's own, long enough that nobody guesses it."""
    first, second, other = (kept.secrets.of(uid) for uid in ("ada", "ada", "ben"))

    assert first == second != other
    assert 40 <= len(first)


def test_a_secret_can_be_renewed(kept: Kept):
    """The new one holds from then on."""
    old, new = kept.secrets.of("ada"), kept.secrets.renew("ada")

    assert old != new == kept.secrets.of("ada")
