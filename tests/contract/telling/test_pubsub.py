"""Events on a topic of the Pub/Sub emulator, which is away for a while."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from time import monotonic, sleep
from typing import Any

import grpc  # type: ignore[import-untyped]  # it ships no types
import pytest
from google.api_core.exceptions import GoogleAPICallError
from google.pubsub_v1 import PublisherClient, SubscriberClient
from google.pubsub_v1.services.publisher.transports import PublisherGrpcTransport
from google.pubsub_v1.services.subscriber.transports import SubscriberGrpcTransport

from _stack.errors import StackError
from _stack.ports import LOOPBACK, pick_ports
from _stack.pubsub import pubsub_command
from builders import OWNER
from telling_builders import post, triggered
from trimtab.adapters import pubsub
from trimtab.adapters.pubsub import PubSubPublisher
from trimtab.contracts.events import event_attributes
from trimtab.domain.preferences import Preferences
from trimtab.services.deliver import deliver_due
from trimtab.services.tell import tell

START_SECONDS = 60
TOPIC = "projects/demo-told/topics/events"
READER = "projects/demo-told/subscriptions/reader"


@contextmanager
def emulator(port: int) -> Iterator[None]:
    """Run the emulator, which forgets everything at its end, with a topic and a reader of it."""
    try:
        command = pubsub_command(port)
    except StackError as missing:
        pytest.skip(f"Pub/Sub is not proven here: {missing}")
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for_topic(port)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(START_SECONDS)


def _wait_for_topic(port: int) -> None:
    publisher = publishing(port)
    deadline = monotonic() + START_SECONDS
    while True:
        try:
            publisher.create_topic(name=TOPIC, timeout=5, retry=None)
            break
        except GoogleAPICallError:
            assert monotonic() < deadline, "the emulator did not come up"
            sleep(0.2)
    subscribing(port).create_subscription(name=READER, topic=TOPIC, timeout=10)


def publishing(port: int) -> PublisherClient:
    channel = grpc.insecure_channel(f"{LOOPBACK}:{port}")
    return PublisherClient(transport=PublisherGrpcTransport(channel=channel))


def subscribing(port: int) -> SubscriberClient:
    channel = grpc.insecure_channel(f"{LOOPBACK}:{port}")
    return SubscriberClient(transport=SubscriberGrpcTransport(channel=channel))


def pulled(port: int) -> list[Any]:
    """Read every message that waits."""
    reader = subscribing(port)
    found = reader.pull(subscription=READER, max_messages=10, timeout=10).received_messages
    return [each.message for each in found]


def test_a_topic_that_is_away_has_the_event_after_its_return(monkeypatch: pytest.MonkeyPatch):
    """Requirement 000's event in its own shape, once, with version and order beside it (F-151)."""
    port = pick_ports({"pubsub": 0})["pubsub"]
    monkeypatch.setenv("PUBSUB_EMULATOR_HOST", f"{LOOPBACK}:{port}")
    made = post(Preferences())
    telling = replace(made.telling, publisher=PubSubPublisher("demo-told", "events"))
    event = replace(triggered(), portfolio=OWNER)
    tell(event, telling)
    away = []
    for minutes in (1, 2):
        away.append(deliver_due(telling).put_off)
        made.clock.advance(timedelta(minutes=minutes))
    # As another instance would, whose channel does not wait before it tries again.
    pubsub._open_client.cache_clear()  # noqa: SLF001 - what a new process has empty
    with emulator(port):
        back = deliver_due(telling)
        messages = pulled(port)

    assert ([1, 1], 1) == (away, back.delivered)
    assert [{**event_attributes(event), "uid": OWNER.uid}] == [dict(each.attributes) for each in messages]
    assert "DRIFT_THRESHOLD" == json.loads(messages[0].data)["rebalancing_triggered"]["trigger_type"]
