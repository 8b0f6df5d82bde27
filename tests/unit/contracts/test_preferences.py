"""Preferences as they are sent and shown."""

from __future__ import annotations

from typing import Any

import pytest

from telling_builders import HOOK, MAIL
from trimtab.contracts.base import parse
from trimtab.contracts.preferences import SavePreferencesRequest, SavePreferencesResult
from trimtab.domain.alert import AlertKind, AlertLevel
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.preferences import Channel, ChannelRule, Preferences, QuietHours

SENT: dict[str, Any] = {
    "address": MAIL,
    "webhook_url": HOOK,
    "zone": "Europe/Berlin",
    "quiet_hours": {"begins": "22:00", "ends": "07:30"},
    "digest_hour": 6,
    "rules": [{"kind": "DRIFT", "least": "WARNING", "channels": ["PUSH"], "digest": True}],
}
WISHES = Preferences(
    address=MAIL,
    webhook_url=HOOK,
    zone="Europe/Berlin",
    quiet=QuietHours(1320, 450),
    digest_hour=6,
    rules=(
        ChannelRule(
            kind=AlertKind.DRIFT, least=AlertLevel.WARNING, channels=(Channel.PUSH,), is_digested=True
        ),
    ),
)


def test_preferences_are_read():
    """Each field in its place."""
    assert WISHES == parse(SavePreferencesRequest, SENT).to_domain()


def test_what_is_left_out_takes_its_default():
    """An empty request is the defaults."""
    assert Preferences() == parse(SavePreferencesRequest, {}).to_domain()


def test_what_is_shown_can_be_sent_back():
    """But for the secret, which is not the person's to choose."""
    shown = SavePreferencesResult.of(WISHES, "s3cret").model_dump(mode="json")

    assert "s3cret" == shown.pop("webhook_secret")
    assert SENT == shown


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("address", "ann"),
        ("address", "ann@example.com, ben@example.com"),
        ("address", "Ann <ann@example.com>"),
        ("address", "ann@example.com\r\nBcc: x@example.com"),
        ("address", f"ann@{'x' * 60}.{'y' * 60}.{'z' * 60}.{'w' * 60}.{'v' * 60}.com"),
        ("webhook_url", "ftp://example.com"),
        ("webhook_url", "https://ann:pw@example.com/"),
        ("webhook_url", "https://exa mple.com/"),
        ("webhook_url", "https://[::1"),
        ("webhook_url", "http://example.com/hook"),
        ("webhook_url", "https://example.com:0/"),
        ("webhook_url", "https://example.com:99999/"),
        ("webhook_url", "https://example.com:x/"),
        ("webhook_url", "https://localhost/"),
        ("webhook_url", "https://10.0.0.1/"),
        ("webhook_url", "https://127.1/"),
        ("webhook_url", "https://[::1]/"),
        ("webhook_url", "https://[::ffff:10.0.0.1]/"),
        ("webhook_url", "https://169.254.169.254/computeMetadata/v1/"),
        ("zone", "Europe/Atlantis"),
        ("zone", "../../etc/passwd"),
        ("zone", "Europe"),
        ("zone", ""),
        ("quiet_hours", {"begins": "22:00", "ends": "22:00"}),
        ("quiet_hours.begins", {"begins": "24:00", "ends": "07:00"}),
        ("quiet_hours.ends", {"begins": "22:00", "ends": "7:00"}),
        ("digest_hour", 24),
        ("digest_hour", -1),
        ("digest_hour", True),
        ("rules[0].kind", [{"kind": "WEATHER"}]),
        ("rules[0].least", [{"least": "LOUD"}]),
        ("rules[0].channels[0]", [{"channels": ["PUBSUB"]}]),
        ("rules[0].colour", [{"colour": "red"}]),
        ("rules", [{}] * 51),
        ("phone", "555"),
    ],
)
def test_bad_preferences_are_named(field: str, value: object):
    """The first wrong field, and nothing is stored."""
    name = field.partition(".")[0].partition("[")[0]
    with pytest.raises(InvalidRequestError) as refused:
        parse(SavePreferencesRequest, {name: value})

    assert field == refused.value.details["field"]
