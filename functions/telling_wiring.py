"""The ways to people and machines: parameters become adapters."""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING, Final

from firebase_functions import params

from trimtab.ports import Clock, EventLog, Identifiers, Metrics
from trimtab.ports.telling import EventPublisher, Telling

if TYPE_CHECKING:
    from trimtab.adapters.firestore.documents import Documents

EVENT_TOPIC: Final = params.StringParam(
    "EVENT_TOPIC", default="", description="Pub/Sub topic that gets every event; empty: none"
)
APP_URL: Final = params.StringParam(
    "APP_URL", default="", description="address of the application, for links in mail; empty: no links"
)


def telling_wiring(
    documents: Documents, clock: Clock, identifiers: Identifiers, log: EventLog, metrics: Metrics
) -> Telling:
    """Wire telling on an open store; webhooks may lead to this machine in the emulator only."""
    from trimtab.adapters.firestore.alerts import FirestoreAlerts, FirestoreInbox  # noqa: PLC0415 - pulls grpc
    from trimtab.adapters.firestore.deliveries import FirestoreDeliveries  # noqa: PLC0415
    from trimtab.adapters.firestore.mail import FirestoreMailbox  # noqa: PLC0415
    from trimtab.adapters.firestore.preferences import (  # noqa: PLC0415
        FirestoreDevices,
        FirestorePreferences,
        FirestoreWebhookSecrets,
    )
    from trimtab.adapters.pushes import FcmPushes  # noqa: PLC0415
    from trimtab.adapters.webhooks import HttpWebhooks  # noqa: PLC0415

    return Telling(
        clock=clock,
        log=log,
        metrics=metrics,
        alerts=FirestoreAlerts(documents),
        deliveries=FirestoreDeliveries(documents, log),
        preferences=FirestorePreferences(documents),
        inbox=FirestoreInbox(documents),
        mailbox=FirestoreMailbox(documents, APP_URL.value),
        devices=FirestoreDevices(documents),
        pushes=FcmPushes(),
        secrets=FirestoreWebhookSecrets(documents, identifiers),
        webhooks=HttpWebhooks(clock, is_local=os.environ.get("FUNCTIONS_EMULATOR") == "true"),
        publisher=_publisher(EVENT_TOPIC.value),
    )


@functools.cache
def _publisher(topic: str) -> EventPublisher | None:
    from trimtab.adapters.pubsub import PubSubPublisher  # noqa: PLC0415

    return PubSubPublisher(os.environ["GCLOUD_PROJECT"], topic) if topic else None
