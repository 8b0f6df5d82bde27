"""What `scripts/dev` says once everything runs."""

from __future__ import annotations

from _stack.addresses import Addresses
from _stack.dev import _welcome
from _stack.stack import Stack

URLS = Addresses(
    project="demo-trimtab",
    auth_url="http://127.0.0.1:1",
    functions_url="http://127.0.0.1:2",
    firestore_host="127.0.0.1:3",
    tasks_host="127.0.0.1:4",
    hosting_url="http://127.0.0.1:5",
    broker_url="http://127.0.0.1:6",
)


def test_the_addresses_to_open_are_printed():
    """The application, the broker and the metrics, wherever their ports have ended up."""
    said = _welcome(Stack(URLS, None, "http://127.0.0.1:7/metrics"))

    wanted = ("http://127.0.0.1:5", "http://127.0.0.1:6", "http://127.0.0.1:7/metrics")
    assert wanted == tuple(url for url in wanted if url in said)
