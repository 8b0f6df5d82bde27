"""What people ask of telling besides their preferences."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders import NOON
from telling_builders import LAPTOP, trial
from trimtab.contracts.base import parse
from trimtab.contracts.telling import DevicesResult, RegisterDeviceRequest, SendTestMessageResult
from trimtab.domain.errors import InvalidRequestError

INSTALLATION = "cAbCdEfGhIjKlMnOpQ-_01"


def test_the_id_of_an_installation_is_read():
    """As Firebase writes it."""
    assert INSTALLATION == parse(RegisterDeviceRequest, {"device_id": INSTALLATION}).device_id


@pytest.mark.parametrize("sent", ["", "short", "a" * 65, "../../users/ben/devices/1", "a b c d e f g h i"])
def test_what_is_no_such_id_is_refused(sent: str):
    """It becomes the name of a document."""
    with pytest.raises(InvalidRequestError, match="device_id"):
        parse(RegisterDeviceRequest, {"device_id": sent})


def test_a_test_message_is_shown_with_the_time_of_the_next():
    """In UTC, as all times are."""
    shown = SendTestMessageResult.of(trial(), NOON + timedelta(minutes=1)).model_dump(mode="json")

    assert {"event_id": trial().event_id, "next_at": "2026-11-20T17:01:00.000000Z"} == shown


def test_devices_are_shown_by_their_ids():
    """Nothing else of them is."""
    assert {"device_ids": ("laptop",)} == DevicesResult.of((LAPTOP,)).model_dump()
