"""Strike one request with a fault, without a network."""

from __future__ import annotations

import json
from typing import Any

from werkzeug.wrappers import Response

from paperbroker.faults.faults import FaultQueue, read_fault
from unit.paperbroker.builders import NOON

ORDER, ACCOUNT = "POST /v2/orders", "GET /v2/account"
ROW = {"id": "o1", "qty": "2.5", "legs": None, "easy_to_borrow": True, "status": "new"}


class Handled:
    """A broker that answers with a fixed body and counts how often it was asked."""

    def __init__(self, content: object = ROW, status: int = 200) -> None:
        self.count = 0
        self._body = "" if status == 204 else json.dumps(content)
        self._status = status

    def __call__(self) -> Response:
        """Answer and count."""
        self.count += 1
        return Response(self._body, self._status, mimetype="application/json")


def queue_of(*bodies: dict[str, Any]) -> FaultQueue:
    """Ask for faults."""
    queue = FaultQueue(lambda: NOON)
    for body in bodies:
        queue.add(*read_fault(body))
    return queue


def struck(body: dict[str, Any], handled: Handled | None = None) -> Response:
    """Answer one order through a fault."""
    return queue_of(body).take(ORDER).answer(handled or Handled())


def struck_json(body: dict[str, Any], content: object = ROW) -> Any:
    """Answer one order through a fault and read the JSON that comes out."""
    return json.loads(struck(body, Handled(content)).data)
