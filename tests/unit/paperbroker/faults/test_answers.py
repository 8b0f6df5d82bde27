from __future__ import annotations

import json
from typing import Any

import pytest

from paperbroker.basics.fields import SettingError
from paperbroker.faults.faults import read_fault
from unit.paperbroker.builders import NOON
from unit.paperbroker.faults.striking import Handled, struck

ANSWERS = ["status", "throttle", "redirect", "html", "empty"]


@pytest.mark.parametrize("fault", ANSWERS)
@pytest.mark.parametrize(("before", "handled"), [(True, 0), (False, 1)])
def test_answers_come_before_or_after_the_order_is_taken(fault: str, handled: int, *, before: bool) -> None:
    """The client sees the same either way."""
    broker = Handled()
    struck({"fault": fault, "before": before}, broker)

    assert handled == broker.count


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"status": 503}, (503, {"message": "injected status 503"})),
        ({"status": 500}, (500, {"code": 50010000, "message": "injected status 500"})),
        ({"status": 429}, (429, {"code": 42910000, "message": "injected status 429"})),
        ({"status": 418, "code": 41810000, "message": "tea"}, (418, {"code": 41810000, "message": "tea"})),
    ],
    ids=str,
)
def test_a_status_carries_a_code_and_a_message(body: dict[str, Any], expected: tuple[int, object]) -> None:
    """Its own where given, else the documented code, else none."""
    response = struck({"fault": "status"} | body)

    assert expected == (response.status_code, json.loads(response.data))


def test_a_throttled_answer_says_when_the_minute_ends() -> None:
    """The three headers, and the documented body."""
    response = struck({"fault": "throttle", "reset_seconds": 30})
    headers = {name: value for name, value in response.headers.items() if name.startswith("X-RateLimit")}

    assert (429, 42910000) == (response.status_code, json.loads(response.data)["code"])
    assert {
        "X-RateLimit-Limit": "200",
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset": str(int(NOON.timestamp()) + 30),
    } == headers


def test_a_throttled_answer_can_go_without_its_headers() -> None:
    """Some of Alpaca's do."""
    response = struck({"fault": "throttle", "headers": False})

    assert "X-RateLimit-Reset" not in response.headers


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_leads_elsewhere(status: int) -> None:
    """To where it is told, and by default to nobody."""
    response = struck({"fault": "redirect", "status": status})

    assert (status, "http://127.0.0.1:9/v2/elsewhere") == (response.status_code, response.headers["Location"])


@pytest.mark.parametrize(
    ("status", "title"), [(200, "200 OK"), (502, "502 Bad Gateway"), (599, "599 Unknown")]
)
def test_html_is_no_json(status: int, title: str) -> None:
    """A page of a gateway, whatever its status."""
    response = struck({"fault": "html", "status": status})

    assert (status, "text/html") == (response.status_code, response.mimetype)
    assert title.encode() in response.data


@pytest.mark.parametrize("status", [200, 204])
def test_an_empty_answer_has_no_body(status: int) -> None:
    """Where JSON is due, nothing comes."""
    response = struck({"fault": "empty", "status": status})

    assert (status, b"") == (response.status_code, response.data)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"fault": "status", "status": 200}, "status"),
        ({"fault": "status", "status": "503.5"}, "status"),
        ({"fault": "status", "code": 0}, "code"),
        ({"fault": "redirect", "status": 200}, "status"),
        ({"fault": "html", "status": 99}, "status"),
        ({"fault": "throttle", "reset_seconds": -1}, "reset_seconds"),
    ],
    ids=str,
)
def test_an_answer_that_cannot_be_given_names_its_field(body: dict[str, Any], field: str) -> None:
    """The range is told with it."""
    with pytest.raises(SettingError, match="must be from") as caught:
        read_fault(body)

    assert field == caught.value.field
