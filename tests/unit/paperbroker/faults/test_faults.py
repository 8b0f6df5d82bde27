from __future__ import annotations

import json
from threading import Thread
from typing import Any

import pytest
from werkzeug.wrappers import Response

from paperbroker.basics.fields import SettingError
from paperbroker.faults.faults import FaultQueue, read_fault

ORDER, ACCOUNT = "POST /v2/orders", "GET /v2/account"


class Handled:
    """A handler that counts how often it was asked."""

    count = 0

    def __call__(self) -> Response:
        """Answer and count."""
        self.count += 1
        return Response("taken", 200)


def struck(body: dict[str, Any]) -> tuple[Response, int]:
    """Answer one order through a fault, and tell how often the broker handled it."""
    queue, handle = FaultQueue(), Handled()
    queue.add(*read_fault(body))
    return queue.take(ORDER).answer(handle), handle.count


def test_without_faults_the_broker_answers() -> None:
    """The queue is transparent while empty."""
    assert b"taken" == FaultQueue().take(ORDER).answer(Handled()).data


def test_a_lost_order_is_taken_before_the_connection_drops() -> None:
    """The client cannot know, and the order stands."""
    queue, handle = FaultQueue(), Handled()
    queue.add(*read_fault({"fault": "lose_next"}))
    with pytest.raises(ConnectionAbortedError):
        queue.take(ORDER).answer(handle)

    assert 1 == handle.count


def test_lose_next_waits_for_an_order() -> None:
    """Other requests pass unharmed and do not use it up."""
    queue = FaultQueue()
    queue.add(*read_fault({"fault": "lose_next"}))

    assert [None, "lose_next", None] == [_name(queue, line) for line in (ACCOUNT, ORDER, ORDER)]


def test_a_fault_strikes_as_often_as_asked() -> None:
    """Twice, then never again."""
    queue = FaultQueue()
    queue.add(*read_fault({"fault": "status", "count": 2}))

    assert ["status", "status", None] == [_name(queue, ACCOUNT) for _ in range(3)]


def test_a_match_limits_a_fault_to_a_path() -> None:
    """Method and start of the path decide."""
    queue = FaultQueue()
    queue.add(*read_fault({"fault": "html", "match": "GET /v2/acc"}))

    assert [None, "html"] == [_name(queue, ORDER), _name(queue, ACCOUNT)]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
@pytest.mark.parametrize(("before", "handled"), [(True, 0), (False, 1)])
def test_errors_strike_before_or_after_the_order_is_taken(status: int, handled: int, *, before: bool) -> None:
    """The client sees the same answer either way."""
    response, count = struck({"fault": "status", "status": status, "before": before})

    assert (status, handled) == (response.status_code, count)


def test_429_and_500_carry_alpacas_codes() -> None:
    """The others have none."""
    bodies = [struck({"fault": "status", "status": status})[0].data for status in (429, 500, 503)]

    assert [42910000, 50010000, None] == [json.loads(body).get("code") for body in bodies]


@pytest.mark.parametrize(("before", "handled"), [(True, 0), (False, 1)])
def test_html_is_no_json(handled: int, *, before: bool) -> None:
    """A gateway's error page, before or after the order is taken."""
    response, count = struck({"fault": "html", "before": before})

    assert (502, "text/html", handled) == (response.status_code, response.mimetype, count)


@pytest.mark.parametrize("before", [True, False])
def test_a_hang_answers_in_the_end(*, before: bool) -> None:
    """The order is taken once, before the wait or after it."""
    response, count = struck({"fault": "hang", "seconds": "0.001", "before": before})

    assert (b"taken", 1) == (response.data, count)


def test_clearing_releases_a_hanging_request() -> None:
    """A long hang ends with the reset, well before its ten minutes."""
    queue, handle = FaultQueue(), Handled()
    queue.add(*read_fault({"fault": "hang", "seconds": 600}))
    hanging = Thread(target=queue.take(ORDER).answer, args=(handle,), daemon=True)
    hanging.start()
    queue.clear()
    hanging.join(timeout=30)

    assert (False, 1) == (hanging.is_alive(), handle.count)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "fault"),
        ({"fault": "earthquake"}, "fault"),
        ({"fault": "html", "count": "0"}, "count"),
        ({"fault": "html", "often": "1"}, "often"),
        ({"fault": "status", "status": "418"}, "status"),
        ({"fault": "hang", "seconds": "601"}, "seconds"),
        ({"fault": "html", "before": "no"}, "before"),
        ({"fault": "html", "match": ""}, "match"),
    ],
)
def test_a_bad_fault_names_the_field(body: dict[str, Any], field: str) -> None:
    """The error carries the culprit."""
    with pytest.raises(SettingError) as caught:
        read_fault(body)

    assert field == caught.value.field


def _name(queue: FaultQueue, line: str) -> str | None:
    fault = queue.take(line).fault
    return None if fault is None else fault.name
