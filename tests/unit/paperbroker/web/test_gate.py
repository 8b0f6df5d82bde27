from __future__ import annotations

from collections import Counter

from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from paperbroker.faults.faults import FaultQueue, read_fault
from paperbroker.web.gate import Gate


@Request.application
def echo(request: Request) -> Response:
    return Response(request.get_data())


def test_the_body_reaches_the_application() -> None:
    """Reading ahead of the lock loses nothing."""
    client = Client(Gate(echo, FaultQueue(), Counter()))

    assert b"an order" == client.post("/v2/orders", data=b"an order").data


def test_a_huge_body_is_refused_before_the_application() -> None:
    """More than a megabyte is no order."""
    client = Client(Gate(echo, FaultQueue(), Counter()))

    assert 413 == client.post("/v2/orders", data=b"x" * 1_000_001).status_code


def test_control_requests_are_neither_counted_nor_struck() -> None:
    """A fault on everything leaves the controls working."""
    faults, wire = FaultQueue(), Counter[str]()
    faults.add(*read_fault({"fault": "html"}))
    status = Client(Gate(echo, faults, wire)).post("/_control/reset").status_code

    assert (200, Counter()) == (status, wire)
