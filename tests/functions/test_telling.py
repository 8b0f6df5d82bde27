"""The doors through which people say how they want to be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest
from flask.testing import FlaskClient

import bootstrap
from functions.conftest import Call
from trimtab.adapters.memory.telling import MemoryMailbox
from trimtab.domain.message import Letter
from trimtab.domain.preferences import Channel, Preferences
from trimtab.domain.run import RunState
from trimtab.services.run_notices import RunNotices
from worlds import ANNA, BEN, World

DEVICE = "cAbCdEfGhIjKlMnOpQ-_01"
HOOK = "https://example.com/hook"
WISHES = {"address": "anna@example.com", "webhook_url": HOOK, "digest_hour": None}


def test_preferences_are_saved_and_shown(call: Call, here: World):
    """With what the webhook will be signed with; what was left out has its default."""
    saved = call("save_preferences", WISHES).result
    stored = here.services.telling.preferences.of(ANNA.uid)

    assert ("anna@example.com", HOOK, None) == (stored.address, stored.webhook_url, stored.digest_hour)
    assert here.services.telling.secrets.of(ANNA.uid) == saved["webhook_secret"]
    assert Preferences().zone == saved["zone"]


def test_preferences_are_the_callers_own(call: Call, here: World):
    """Nobody sets, or sees, anybody else's."""
    call("save_preferences", WISHES)
    ben = call("save_preferences", {}, uid=BEN.uid).result

    assert (None, None) == (ben["address"], ben["webhook_secret"])
    assert HOOK == here.services.telling.preferences.of(ANNA.uid).webhook_url


@pytest.mark.parametrize(
    ("field", "value"),
    [("address", "anna"), ("webhook_url", "http://a.com/"), ("webhook_url", "https://[::1]/")],
)
def test_wrong_preferences_change_nothing(call: Call, here: World, field: str, value: str):
    """The error names field and value."""
    error = call("save_preferences", {field: value}).error

    assert ("INVALID_ARGUMENT", field) == (error["status"], error["details"]["field"])
    assert Preferences() == here.services.telling.preferences.of(ANNA.uid)


def test_a_test_message_leaves_with_the_next_sweep(call: Call, http: FlaskClient, here: World):
    """By every channel that was set up."""
    call("save_preferences", WISHES)
    sent = call("send_test_message").result
    http.post("/sweep")
    deliveries = here.services.telling.deliveries
    assert () == deliveries.due(here.clock.now(), 10)
    entry = here.services.telling.inbox.latest(ANNA, 5)[0]

    assert sent["event_id"] == entry.entry_id


def test_a_second_test_message_waits_for_the_next_minute(call: Call, here: World):
    """Whoever clicks on and on sends one a minute, and is told when the next may leave."""
    first = call("send_test_message").result
    again = call("send_test_message").result
    here.clock.advance(timedelta(minutes=1))
    later = call("send_test_message").result
    due = here.services.telling.deliveries.due(here.clock.now(), 10)

    assert first == again
    assert first["event_id"] != later["event_id"]
    assert 2 == sum(each.channel is Channel.INBOX for each in due)


def test_a_browser_is_registered_and_forgotten(call: Call, here: World):
    """Both answers tell what is left."""
    kept = call("register_device", {"device_id": DEVICE}).result
    forgotten = call("forget_device", {"device_id": DEVICE}).result

    assert ([DEVICE], []) == (kept["device_ids"], forgotten["device_ids"])
    assert () == here.services.telling.devices.of(ANNA.uid)


def test_nobody_forgets_somebody_elses_browser(call: Call, here: World):
    """The same id under another person is another device."""
    call("register_device", {"device_id": DEVICE})
    call("forget_device", {"device_id": DEVICE}, uid=BEN.uid)

    assert 1 == len(here.services.telling.devices.of(ANNA.uid))


def test_a_new_secret_takes_the_place_of_the_old(call: Call, here: World):
    """Webhooks are signed with it from then on."""
    old = call("save_preferences", WISHES).result["webhook_secret"]
    new = call("renew_webhook_secret").result["webhook_secret"]

    assert old != new
    assert here.services.telling.secrets.of(ANNA.uid) == new


def test_the_end_of_a_run_is_one_letter(
    call: Call, http: FlaskClient, here: World, monkeypatch: pytest.MonkeyPatch
):
    """The run ends, a sweep tells it, and however often it sweeps there is one letter (requirement 004)."""
    services = replace(here.services, notifier=RunNotices(here.services.telling))
    monkeypatch.setattr(bootstrap, "wiring", lambda: services)
    call("save_preferences", WISHES)
    here.save(SPY="60", TLT="40")
    ended = here.finish(here.execute(here.check())).run
    before = dict(letters(here))
    for _ in range(3):
        http.post("/sweep")
        here.clock.advance(timedelta(minutes=1))
    (letter,) = letters(here).values()

    assert ({}, RunState.COMPLETED) == (before, ended.state)
    assert ("anna@example.com", [ended.run_id]) == (
        letter.address,
        [event.subject for event in letter.events],
    )


def letters(here: World) -> dict[str, Letter]:
    return cast("MemoryMailbox", here.services.telling.mailbox).letters
