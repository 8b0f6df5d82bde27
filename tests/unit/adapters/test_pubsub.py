"""Publishing to a topic; tests/contract/telling publishes to the emulator."""

from __future__ import annotations

from typing import Any

import pytest
from google.api_core.exceptions import DeadlineExceeded, NotFound, PermissionDenied, ServiceUnavailable
from google.auth.exceptions import DefaultCredentialsError

from builders import OWNER
from telling_builders import run_ended
from trimtab.adapters.pubsub import CALL_SECONDS, PubSubPublisher
from trimtab.contracts.events import event_attributes, event_bytes
from trimtab.domain.errors import UnavailableError


class Topic:
    """The client's fake: remembers calls, or fails."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.failure = failure
        self.calls: list[dict[str, Any]] = []

    def publish(self, **call: Any) -> None:
        """Take a call."""
        self.calls.append(call)
        if self.failure:
            raise self.failure


def publish(topic: Topic) -> None:
    PubSubPublisher("demo", "events", lambda: topic).publish(run_ended())


def test_an_event_is_one_call():
    """Body and attributes as a webhook gets them, and whose it is; the library repeats nothing by itself."""
    topic = Topic()
    publish(topic)
    attributes = {**event_attributes(run_ended()), "uid": OWNER.uid}

    assert [
        {
            "topic": "projects/demo/topics/events",
            "messages": [{"data": event_bytes(run_ended()), "attributes": attributes}],
            "retry": None,
            "timeout": CALL_SECONDS,
        }
    ] == topic.calls


@pytest.mark.parametrize(
    "kind", [DeadlineExceeded, NotFound, PermissionDenied, ServiceUnavailable, DefaultCredentialsError]
)
def test_trouble_is_unavailable(kind: type[Exception]):
    """A topic that is missing or closed may be mended before the last attempt."""
    with pytest.raises(UnavailableError, match=kind.__name__):
        publish(Topic(kind("trouble")))
