from __future__ import annotations

from threading import Thread
from typing import Any

import pytest

from paperbroker.basics.fields import SettingError
from paperbroker.faults.faults import read_fault
from unit.paperbroker.faults.striking import ORDER, Handled, queue_of, struck


@pytest.mark.parametrize(
    ("fault", "handled"),
    [
        ({"fault": "lose_next"}, 1),
        ({"fault": "drop", "before": False}, 1),
        ({"fault": "drop"}, 0),
    ],
    ids=str,
)
def test_a_connection_drops_before_or_after_the_order_is_taken(fault: dict[str, Any], handled: int) -> None:
    """The client cannot know which it was."""
    broker = Handled()
    with pytest.raises(ConnectionAbortedError):
        struck(fault, broker)

    assert handled == broker.count


@pytest.mark.parametrize("before", [True, False])
def test_a_hang_answers_in_the_end(*, before: bool) -> None:
    """The order is taken once, before the wait or after it."""
    broker = Handled()
    response = struck({"fault": "hang", "seconds": "0.001", "before": before}, broker)

    assert (200, 1) == (response.status_code, broker.count)


@pytest.mark.parametrize("fault", ["hang", "stall", "drip"])
def test_clearing_releases_a_waiting_request(fault: str) -> None:
    """A wait of ten minutes ends at once."""
    queue, broker = queue_of({"fault": fault, "seconds": 600}), Handled()
    handler = queue.take(ORDER)
    waiting = Thread(target=lambda: list(handler.answer(broker).response), daemon=True)
    waiting.start()
    queue.clear()
    waiting.join(timeout=30)

    assert (False, 1) == (waiting.is_alive(), broker.count)


@pytest.mark.parametrize("seconds", ["601", "-1", "soon"])
def test_nobody_waits_longer_than_ten_minutes(seconds: str) -> None:
    """Nor for less than nothing."""
    with pytest.raises(SettingError) as caught:
        read_fault({"fault": "hang", "seconds": seconds})

    assert "seconds" == caught.value.field


def test_a_cut_body_promises_more_than_comes() -> None:
    """Half of the promised bytes are sent, then the connection drops."""
    whole = Handled()().data
    response = struck({"fault": "cut"})
    pieces = iter(response.response)

    assert (whole[: len(whole) // 2], len(whole)) == (next(pieces), response.content_length)
    with pytest.raises(ConnectionAbortedError):
        next(pieces)


def test_a_cut_answer_without_a_body_promises_one() -> None:
    """A 204 has nothing to cut, so a body is promised in its place."""
    response = struck({"fault": "cut"}, Handled(status=204))

    assert (200, 1_000) == (response.status_code, response.content_length)


def test_a_dripped_body_arrives_whole() -> None:
    """Byte by byte, but all of them."""
    response = struck({"fault": "drip", "seconds": 0})

    assert Handled()().data == b"".join(response.response)  # type: ignore[arg-type]  # bytes, as sent


def test_a_stalled_answer_sends_its_headers_first() -> None:
    """The body waits, the status is already there."""
    response = struck({"fault": "stall", "seconds": 600})

    assert (200, b"") == (response.status_code, next(iter(response.response)))
