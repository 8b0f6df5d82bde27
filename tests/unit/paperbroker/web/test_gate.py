from __future__ import annotations

from collections import Counter

from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from paperbroker.basics.fields import Fields
from paperbroker.faults.faults import FaultQueue
from paperbroker.web.gate import Gate
from paperbroker.web.latency import Latency
from unit.paperbroker.faults.striking import queue_of


@Request.application
def echo(request: Request) -> Response:
    return Response(request.get_data())


def client(faults: FaultQueue | None = None, wire: Counter[str] | None = None) -> Client:
    return Client(Gate(echo, faults or FaultQueue(), Counter() if wire is None else wire))


def test_the_body_reaches_the_application() -> None:
    """Reading ahead of the lock loses nothing."""
    assert b"an order" == client().post("/v2/orders", data=b"an order").data


def test_a_huge_body_is_refused_before_the_application() -> None:
    """More than a megabyte is no order."""
    assert 413 == client().post("/v2/orders", data=b"x" * 1_000_001).status_code


def test_every_request_is_counted_by_method_and_path() -> None:
    """A struck one too, for it was on the wire; the query is no part of the path."""
    wire = Counter[str]()
    door = client(queue_of({"fault": "html"}), wire)
    for path in ("/v2/orders", "/v2/orders?status=open"):
        door.get(path)

    assert {"GET /v2/orders": 2} == wire


def test_control_requests_are_neither_counted_nor_struck() -> None:
    """A fault on everything leaves the controls working."""
    wire = Counter[str]()
    status = client(queue_of({"fault": "html"}), wire).post("/_control/reset").status_code

    assert (200, Counter()) == (status, wire)


def test_a_body_that_is_still_being_sent_holds_nobody_up() -> None:
    """The next request is answered while the first one's body has not left yet."""
    door = client(queue_of({"fault": "stall", "seconds": 600, "match": "POST /v2/orders"}))
    door.post("/v2/orders", data=b"slow")

    assert b"quick" == door.post("/v2/account", data=b"quick").data


def test_requests_wait_after_they_were_handled_and_controls_do_not() -> None:
    """The wait stands for the way back; who sets the scene is not slowed down."""
    story: list[object] = []
    latency = Latency(story.append)
    latency.set(Fields({"seconds": "0.2"}))

    @Request.application
    def told(request: Request) -> Response:
        story.append(request.path)
        return Response()

    door = Client(Gate(told, FaultQueue(), Counter(), latency))
    for path in ("/v2/account", "/_control/health"):
        door.get(path)

    assert ["/v2/account", 0.2, "/_control/health"] == story
