from __future__ import annotations

from typing import Any

import pytest

from paperbroker.basics.fields import SettingError
from paperbroker.faults.behaviour import COURSES, EVENTS
from paperbroker.faults.faults import KINDS, FaultQueue, read_fault
from unit.paperbroker.faults.striking import ACCOUNT, ORDER, Handled, queue_of


def names(queue: FaultQueue, *lines: str) -> list[str | None]:
    """Name the fault that strikes each of these requests."""
    faults = [queue.take(line).fault for line in lines]
    return [None if fault is None else fault.name for fault in faults]


def test_without_faults_the_broker_answers() -> None:
    """The queue is transparent while empty."""
    assert 200 == FaultQueue().take(ORDER).answer(Handled()).status_code


def test_lose_next_waits_for_an_order() -> None:
    """Other requests pass unharmed and do not use it up."""
    assert [None, "lose_next", None] == names(queue_of({"fault": "lose_next"}), ACCOUNT, ORDER, ORDER)


def test_a_fault_strikes_as_often_as_asked() -> None:
    """Twice, then never again."""
    queue = queue_of({"fault": "status", "count": 2})

    assert ["status", "status", None] == names(queue, *[ACCOUNT] * 3)


def test_a_fault_lets_pass_what_it_is_told_to_skip() -> None:
    """The third matching request is struck; one that does not match is not counted."""
    queue = queue_of({"fault": "status", "match": ORDER, "skip": 2})

    assert [None, None, None, "status"] == names(queue, ORDER, ACCOUNT, ORDER, ORDER)


def test_a_match_limits_a_fault_to_a_path() -> None:
    """Method and start of the path decide."""
    queue = queue_of({"fault": "html", "match": "GET /v2/acc"})

    assert [None, "html"] == names(queue, ORDER, ACCOUNT)


def test_faults_strike_in_the_order_they_were_asked_for() -> None:
    """One request meets one fault."""
    queue = queue_of({"fault": "html"}, {"fault": "drop"})

    assert ["html", "drop", None] == names(queue, *[ORDER] * 3)


def test_what_still_waits_can_be_seen() -> None:
    """Each fault shows its own options and the strikes it has left."""
    queue = queue_of(
        {"fault": "html", "count": 3, "skip": 1, "status": 502}, {"fault": "halt", "symbol": "SPY"}
    )
    names(queue, ORDER, ORDER)

    assert [
        {"fault": "html", "count": 2, "skip": 0, "match": "", "status": 502},
        {"fault": "halt", "symbol": "SPY", "after_orders": 0},
    ] == queue.waiting()


def test_clearing_forgets_requests_orders_and_market() -> None:
    """Nothing waits afterwards."""
    queue = queue_of({"fault": "html"}, {"fault": "late_fill"}, {"fault": "close_market", "after_orders": 1})
    queue.clear()

    assert [] == queue.waiting()


def test_no_two_kinds_share_a_name() -> None:
    """A name means one thing, be it of requests, orders or the market."""
    assert len({*KINDS, *COURSES, *EVENTS}) == len(KINDS) + len(COURSES) + len(EVENTS)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "fault"),
        ({"fault": "earthquake"}, "fault"),
        ({"fault": "html", "count": "0"}, "count"),
        ({"fault": "html", "skip": "-1"}, "skip"),
        ({"fault": "html", "often": "1"}, "often"),
        ({"fault": "html", "code": "1"}, "code"),
        ({"fault": "html", "before": "no"}, "before"),
        ({"fault": "html", "match": ""}, "match"),
        ({"fault": "late_fill", "match": ORDER}, "match"),
        ({"fault": "halt", "symbol": "SPY", "count": 2}, "count"),
    ],
    ids=str,
)
def test_a_bad_fault_names_the_field(body: dict[str, Any], field: str) -> None:
    """The error carries the culprit, an option of another kind included."""
    with pytest.raises(SettingError) as caught:
        read_fault(body)

    assert field == caught.value.field
