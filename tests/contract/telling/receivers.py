"""Receivers of our own on this machine: an HTTP server, a mail server, and a stand-in for the extension."""

from __future__ import annotations

import smtplib
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from google.cloud.firestore import Client, DocumentSnapshot

from trimtab.contracts.signature import SIGNATURE_HEADER, SIGNED_HEADERS, is_signed
from trimtab.ports import Clock

LOOPBACK = "127.0.0.1"
PATIENCE = 10


@dataclass(slots=True)
class Hook:
    """A webhook's receiver as docs/api.md advises one: it believes signed bodies only, and knows repeats."""

    secret: str
    clock: Clock
    status: int = 204
    requests: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    location: str = ""

    def take(self, headers: dict[str, str], body: bytes) -> int:
        """Take one request and choose the answer."""
        self.requests.append(headers)
        named = {name: headers.get(name.lower(), "") for name in SIGNED_HEADERS}
        signature = headers.get(SIGNATURE_HEADER.lower(), "")
        if not is_signed(signature, named, body, self.secret, self.clock.now()):
            return 401
        if self.status == 204 and headers["trimtab-event-id"] not in self.seen:
            self.seen.add(headers["trimtab-event-id"])
            self.bodies.append(body)
        return self.status


@contextmanager
def serving(hook: Hook, port: int = 0, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """Serve a hook for the length of a block, and tell its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(hook.take({name.lower(): value for name, value in self.headers.items()}, body))
            if hook.location:
                self.send_header("Location", hook.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Say nothing."""

    server = ThreadingHTTPServer((LOOPBACK, port), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join(PATIENCE)


@dataclass(slots=True)
class MailServer:
    """A mail server that keeps what it takes."""

    letters: list[Envelope] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a letter."""
        self.letters.append(envelope)
        return "250 OK"


@contextmanager
def taking_mail(server: MailServer, port: int) -> Iterator[None]:
    """Take mail on a port for the length of a block."""
    controller = Controller(server, hostname=LOOPBACK, port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


@dataclass(frozen=True, slots=True)
class TriggerEmail:
    """What the Trigger Email extension does with the documents of `mail`, in its own words for states.

    New documents become PENDING, then PROCESSING with a lease, then SUCCESS or ERROR; RETRY is tried again;
    every other state is left alone. It never tries again by itself.
    """

    client: Client
    clock: Clock
    port: int

    def look(self) -> None:
        """Look at every document once, as the extension does at each change of one."""
        for document in self.client.collection("mail").stream():
            state = (document.to_dict() or {}).get("delivery", {}).get("state")
            if state in {None, "PENDING", "RETRY"}:
                self._process(document)

    def states(self) -> list[str]:
        """List what has become of the letters."""
        kept = (document.to_dict() or {} for document in self.client.collection("mail").stream())
        return [each.get("delivery", {}).get("state", "") for each in kept]

    def _process(self, document: DocumentSnapshot[Any]) -> None:
        stored = document.to_dict() or {}
        attempts = stored.get("delivery", {}).get("attempts", 0) + 1
        now = self.clock.now()
        lease = now + timedelta(minutes=1)
        self._tell(document, state="PROCESSING", attempts=attempts, startTime=now, leaseExpireTime=lease)
        try:
            self._send(stored)
        except OSError as error:
            self._tell(document, state="ERROR", attempts=attempts, endTime=now, error=str(error))
        else:
            self._tell(document, state="SUCCESS", attempts=attempts, endTime=now, error=None)

    def _send(self, stored: dict[str, Any]) -> None:
        mail = EmailMessage()
        mail["From"], mail["To"] = "trimtab@example.com", ", ".join(stored["to"])
        mail["Subject"] = stored["message"]["subject"]
        mail.set_content(stored["message"]["text"])
        mail.add_alternative(stored["message"]["html"], subtype="html")
        with smtplib.SMTP(LOOPBACK, self.port, timeout=PATIENCE) as server:
            server.send_message(mail)

    def _tell(self, document: DocumentSnapshot[Any], **fields: object) -> None:
        document.reference.update({f"delivery.{name}": value for name, value in fields.items()})
