"""A Firestore that is away: every call says so, and nothing is taken for done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from google.cloud.firestore import Client

from builders import NOON, OWNER
from contract.stores.conftest import EMULATOR
from contract.telling.conftest import Kept, on_firestore
from contract.telling.test_mailbox import letter
from telling_builders import LAPTOP, REDELIVERY, alert, alert_turn, delivery
from trimtab.adapters.firestore.documents import Documents
from trimtab.domain.errors import UnavailableError
from trimtab.domain.preferences import Channel, Preferences

CALLS: dict[str, Callable[[Kept], object]] = {
    "current": lambda kept: kept.alerts.current(OWNER, ()),
    "history": lambda kept: kept.alerts.history(OWNER, 1),
    "turn": lambda kept: kept.alerts.turn(alert(), ()),
    "note": lambda kept: kept.alerts.note(alert()),
    "add": lambda kept: kept.deliveries.add([delivery(Channel.MAIL)]),
    "due": lambda kept: kept.deliveries.due(NOON, 1),
    "update": lambda kept: kept.deliveries.update(delivery(Channel.MAIL)),
    "dead": lambda kept: kept.deliveries.dead(None, 1),
    "revive": lambda kept: kept.deliveries.revive([delivery(Channel.MAIL)], REDELIVERY),
    "put": lambda kept: kept.inbox.put(delivery(Channel.INBOX)),
    "post": lambda kept: kept.mailbox.post(letter(alert_turn())),
    "to look at": lambda kept: kept.mailbox.to_look_at(NOON, 1),
    "look again": lambda kept: kept.mailbox.look_again("l1", NOON),
    "retry": lambda kept: kept.mailbox.retry("l1", NOON),
    "give up": lambda kept: kept.mailbox.give_up("l1"),
    "wishes": lambda kept: kept.preferences.of("ada"),
    "save wishes": lambda kept: kept.preferences.save("ada", Preferences()),
    "keep": lambda kept: kept.devices.keep("ada", LAPTOP),
    "secret": lambda kept: kept.secrets.of("ada"),
    "renew": lambda kept: kept.secrets.renew("ada"),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_a_dead_store_is_unavailable(call: Callable[[Kept], object], monkeypatch: pytest.MonkeyPatch):
    """Nobody listens, and every call says so instead of trying for minutes (F-175)."""
    monkeypatch.setenv(EMULATOR, "127.0.0.1:1")
    kept = on_firestore(Documents(Client(project="demo-dead"), call_seconds=0.3))

    with pytest.raises(UnavailableError, match="try again"):
        call(kept)
