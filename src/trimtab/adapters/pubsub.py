"""Events on a Pub/Sub topic, one call with one answer each.

The library's batching client publishes from threads of its own, which a function that has answered no longer
runs; an outbox wants to know at once whether an event was taken.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from trimtab.contracts.events import event_attributes, event_bytes
from trimtab.domain.errors import UnavailableError
from trimtab.domain.event import Event
from trimtab.domain.reasons import ReasonCode

EMULATOR: Final = "PUBSUB_EMULATOR_HOST"
CALL_SECONDS: Final = 5


class PubSubPublisher:
    """Publishes to one topic; an answer that is lost means that the event is published again."""

    def __init__(self, project: str, topic: str, open_client: Callable[[], Any] | None = None) -> None:
        self._topic = f"projects/{project}/topics/{topic}"
        self._open_client = open_client or _open_client

    def publish(self, event: Event) -> None:
        """Publish an event with its attributes and its owner's uid, which makes a portfolio's id unique."""
        # 0.7 s to import; whoever has no topic does not pay them.
        from google.auth.exceptions import GoogleAuthError  # noqa: PLC0415
        from google.cloud.exceptions import GoogleCloudError  # noqa: PLC0415

        attributes = {**event_attributes(event), "uid": event.portfolio.uid}
        message = {"data": event_bytes(event), "attributes": attributes}
        try:
            self._open_client().publish(
                topic=self._topic, messages=[message], retry=None, timeout=CALL_SECONDS
            )
        except (GoogleCloudError, GoogleAuthError) as error:
            text = f"Pub/Sub did not take the event ({type(error).__name__}); it is tried again."
            raise UnavailableError(ReasonCode.RECEIVER_UNAVAILABLE, text) from error


@cache
def _open_client() -> Any:  # noqa: ANN401 - the library's class is imported with it
    """Open this instance's client, once; the emulator asks nobody who they are."""
    from google.pubsub_v1 import PublisherClient  # noqa: PLC0415
    from google.pubsub_v1.services.publisher.transports import PublisherGrpcTransport  # noqa: PLC0415

    emulator = os.environ.get(EMULATOR)
    if emulator is None:
        return PublisherClient()
    import grpc  # type: ignore[import-untyped]  # noqa: PLC0415  # it ships no types

    return PublisherClient(transport=PublisherGrpcTransport(channel=grpc.insecure_channel(emulator)))
