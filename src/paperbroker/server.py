"""Put the broker on a loopback port."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

from flask import Flask, Response
from werkzeug.exceptions import HTTPException
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from paperbroker.basics.clock import WallClock, wall_clock
from paperbroker.basics.fields import SettingError
from paperbroker.basics.refusals import RefusedError
from paperbroker.book.book import Book
from paperbroker.desk.exchange import Exchange
from paperbroker.faults.faults import FaultQueue
from paperbroker.web.gate import Gate
from paperbroker.web.keeping import Keeping
from paperbroker.web.latency import Latency
from paperbroker.web.routes.account import account
from paperbroker.web.routes.actions import actions
from paperbroker.web.routes.context import EXTENSION, StrangerError, admit, answer, login_page, stamp
from paperbroker.web.routes.control import FAULTS, LATENCY, WIRE, control
from paperbroker.web.routes.market import corporate_actions, market
from paperbroker.web.routes.orders import orders
from paperbroker.web.routes.positions import positions
from paperbroker.web.routes.reference import reference

LOOPBACK = "127.0.0.1"
_CODES_PER_STATUS = 100_000


def create_app(exchange: Exchange, faults: FaultQueue) -> Gate:
    """Build the WSGI application round an exchange."""
    app = Flask("paperbroker", static_folder=None)
    wire: Counter[str] = Counter()
    latency = Latency()
    app.extensions |= {EXTENSION: exchange, FAULTS: faults, WIRE: wire, LATENCY: latency}
    for blueprint in (account, orders, positions, reference, market, corporate_actions, control, actions):
        app.register_blueprint(blueprint)
    app.before_request(admit)
    app.after_request(stamp)
    app.register_error_handler(RefusedError, _refused)
    app.register_error_handler(StrangerError, _strange)
    app.register_error_handler(SettingError, _bad_setting)
    app.register_error_handler(HTTPException, _not_served)
    return Gate(Keeping(app, exchange.book), faults, wire, latency)


def _refused(error: RefusedError) -> Response:
    return answer(error.refusal.body, error.refusal.status)


def _strange(_: StrangerError) -> Response:
    return login_page()


def _bad_setting(error: SettingError) -> Response:
    return answer({"field": error.field, "message": str(error)}, HTTPStatus.BAD_REQUEST)


def _not_served(error: HTTPException) -> Response:
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    return answer({"code": status * _CODES_PER_STATUS + 10_000, "message": error.name}, status)


class _QuietHandler(WSGIRequestHandler):
    """Serve HTTP/1.1, log nothing, and hang up where the application drops the connection."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Stay silent."""

    def connection_dropped(self, error: BaseException, environ: dict[str, Any] | None = None) -> None:  # noqa: ARG002 - werkzeug's signature
        """Close instead of waiting for the next request."""
        self.close_connection = True


@dataclass(frozen=True, slots=True)
class Broker:
    """A listening broker; `exchange` is its state, for tests in the same process."""

    url: str
    exchange: Exchange
    server: BaseWSGIServer
    faults: FaultQueue


def listen(
    port: int = 0,
    *,
    prices: Path | None = None,
    state: Path | None = None,
    wall: WallClock = wall_clock,
    seed: UUID | None = None,
) -> Broker:
    """Bind a broker to a loopback port, 0 for any free one; `server.serve_forever()` answers requests.

    Everything is kept in the file `state`, or in memory. Ids are random unless a seed is given. Raises
    `BookError` for a file that is no book of this version.
    """
    faults = FaultQueue(wall)
    book = Book(state, seed or uuid4())
    exchange = Exchange(book, wall=wall, prices_folder=prices, behaviours=faults.behaviours)
    app = create_app(exchange, faults)
    server = make_server(LOOPBACK, port, app, threaded=True, request_handler=_QuietHandler)
    return Broker(f"http://{LOOPBACK}:{server.server_port}", exchange, server, faults)


@contextmanager
def running_broker(
    port: int = 0,
    *,
    prices: Path | None = None,
    state: Path | None = None,
    wall: WallClock = wall_clock,
    seed: UUID | None = None,
) -> Iterator[Broker]:
    """Run a broker in a thread of this process while the context lasts; see `listen` for the arguments."""
    broker = listen(port, prices=prices, state=state, wall=wall, seed=seed)
    thread = Thread(target=broker.server.serve_forever, args=(0.05,), name="paperbroker", daemon=True)
    thread.start()
    try:
        yield broker
    finally:
        broker.faults.clear()
        broker.server.shutdown()
        broker.server.server_close()
        thread.join()
        broker.exchange.book.close()
