"""Push notes through Firebase Cloud Messaging, whose service is not on this machine."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from firebase_admin import exceptions, messaging

from builders import NOON
from telling_builders import LAPTOP, delivery
from trimtab.adapters.pushes import MOST_DEVICES, FcmPushes
from trimtab.contracts.messages.notes import push_note
from trimtab.domain.errors import UnavailableError
from trimtab.domain.message import Device
from trimtab.domain.preferences import Channel

SPY = delivery(Channel.PUSH)
PHONE = Device("phone", NOON)


class Service:
    """Answers for each device as a test wants it."""

    def __init__(self, **failures: Exception) -> None:
        self.failures = failures
        self.sent: list[tuple[dict[str, str], list[str]]] = []

    def __call__(self, note: dict[str, str], names: Sequence[str]) -> Sequence[Exception | None]:
        """Take a note."""
        self.sent.append((note, list(names)))
        return [self.failures.get(name) for name in names]


def test_every_device_is_sent_the_note():
    """In one call, and nobody is gone."""
    service = Service()

    assert () == FcmPushes(service).send(SPY, [LAPTOP, PHONE])
    assert [(push_note(SPY), ["laptop", "phone"])] == service.sent


@pytest.mark.parametrize(
    "failure",
    [
        messaging.UnregisteredError("gone"),
        messaging.SenderIdMismatchError("not ours"),
        exceptions.InvalidArgumentError("no id"),
    ],
)
def test_a_device_that_is_gone_is_given_back(failure: Exception):
    """The others have their note all the same."""
    assert (PHONE,) == FcmPushes(Service(phone=failure)).send(SPY, [LAPTOP, PHONE])


def test_a_service_in_trouble_is_asked_again():
    """The note may come twice on those that have it: its tag lets the browser show it once."""
    trouble = Service(phone=exceptions.UnavailableError("busy"))
    with pytest.raises(UnavailableError, match="1 of 2 devices"):
        FcmPushes(trouble).send(SPY, [LAPTOP, PHONE])


def test_one_call_has_its_bounds():
    """The service takes so many at once."""
    service = Service()
    FcmPushes(service).send(SPY, [Device(str(n), NOON) for n in range(MOST_DEVICES + 1)])

    assert MOST_DEVICES == len(service.sent[0][1])


def test_the_service_is_asked_in_its_own_words(monkeypatch: pytest.MonkeyPatch):
    """Data only, as text; each device's failure comes back in order."""
    asked: list[messaging.MulticastMessage] = []
    gone = messaging.UnregisteredError("gone")

    def answer(message: messaging.MulticastMessage) -> messaging.BatchResponse:
        asked.append(message)
        return messaging.BatchResponse(
            [messaging.SendResponse({"name": "m1"}, None), messaging.SendResponse(None, gone)]
        )

    monkeypatch.setattr(messaging, "send_each_for_multicast", answer)

    assert (PHONE,) == FcmPushes().send(SPY, [LAPTOP, PHONE])
    assert (push_note(SPY), ["laptop", "phone"]) == (asked[0].data, asked[0].fids)


def test_a_service_that_is_away_is_asked_again(monkeypatch: pytest.MonkeyPatch):
    """Without an answer nobody is taken for gone."""

    def fail(message: messaging.MulticastMessage) -> None:
        raise exceptions.UnavailableError(f"no answer for {len(message.fids)}")

    monkeypatch.setattr(messaging, "send_each_for_multicast", fail)
    with pytest.raises(UnavailableError, match="1 of 1 devices"):
        FcmPushes().send(SPY, [LAPTOP])
