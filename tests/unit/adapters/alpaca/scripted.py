"""An HTTP server on this machine that answers as it is told and remembers what it was asked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

DRIP_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer; text and bytes are sent as they are, anything else as JSON."""

    body: object = ""
    status: int = 200
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def octets(self) -> bytes:
        """The body as sent."""
        if isinstance(self.body, bytes):
            return self.body
        return (self.body if isinstance(self.body, str) else json.dumps(self.body)).encode()


@dataclass(frozen=True, slots=True)
class Hang:
    """Never answer."""


@dataclass(frozen=True, slots=True)
class Drop:
    """Close the connection without an answer."""


@dataclass(frozen=True, slots=True)
class Drip:
    """Promise a long body and send it byte by byte."""


@dataclass(frozen=True, slots=True)
class Stall:
    """Promise a body and send nothing of it."""


@dataclass(frozen=True, slots=True)
class Creep:
    """Begin an answer's head and never come to its end."""


Act = Reply | Hang | Drop | Drip | Stall | Creep
Script = Mapping[str, tuple[Act, ...]]
"""Acts by "METHOD /path"; the last one is repeated."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came over the wire."""

    line: str
    query: str
    body: str
    headers: Mapping[str, str]


@dataclass(slots=True)
class Stage:
    """A running server."""

    script: Script
    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    released: Event = field(default_factory=Event)

    def count(self, line: str) -> int:
        """Count the requests that came for "METHOD /path"."""
        return sum(asked.line == line for asked in self.asked)

    def take(self, asked: Asked) -> Act:
        """Remember a request and choose its answer."""
        self.asked.append(asked)
        acts = self.script.get(asked.line, (Reply({"message": "not scripted"}, 599),))
        return acts[min(self.count(asked.line), len(acts)) - 1]


@contextmanager
def staged(script: Script) -> Iterator[Stage]:
    """Serve a script on a free loopback port while the context lasts; the end lets hanging requests go."""
    stage = Stage(script)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(stage))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    stage.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield stage
    finally:
        stage.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(stage: Stage) -> type[BaseHTTPRequestHandler]:
    return type("Handler", (ScriptedHandler,), {"stage": stage})


class ScriptedHandler(BaseHTTPRequestHandler):
    """Answers one connection from the stage's script."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    stage: Stage

    def log_message(self, *_: object) -> None:
        """Stay silent."""

    def answer(self) -> None:
        """Remember the request and do what the script says."""
        path, _, query = self.path.partition("?")
        body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        self._perform(self.stage.take(Asked(f"{self.command} {path}", query, body, dict(self.headers))))

    do_GET = do_POST = do_PATCH = do_DELETE = answer  # noqa: N815 - the names http.server looks for

    def _perform(self, act: Act) -> None:
        if isinstance(act, Reply):
            self._send(act)
            return
        self.close_connection = True
        if isinstance(act, Hang):
            self.stage.released.wait()
        elif isinstance(act, Creep):
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            self._drip(b"z")
        elif isinstance(act, Drip | Stall):
            self._promise()
            self._drip(b" " if isinstance(act, Drip) else b"")

    def _send(self, reply: Reply) -> None:
        has_body = reply.status != HTTPStatus.NO_CONTENT
        length = {"Content-Length": str(len(reply.octets))} if has_body else {}
        self.send_response(reply.status)
        for name, value in ({"Content-Type": reply.content_type} | length | dict(reply.headers)).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.octets)

    def _promise(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000000")
        self.end_headers()

    def _drip(self, drop: bytes) -> None:
        try:
            while not self.stage.released.wait(DRIP_SECONDS):
                self.wfile.write(drop)
        except OSError:
            return
