"""One call of a webhook, to a receiver on this machine."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from builders import NOON
from contract.telling.receivers import LOOPBACK, Hook, serving
from telling_builders import alert_turn, run_ended
from trimtab.adapters.memory.clock import ManualClock
from trimtab.adapters.webhooks import HttpWebhooks
from trimtab.adapters.webhooks.sending import MOST_BYTES
from trimtab.contracts.events import event_bytes
from trimtab.domain.errors import RefusedError, UnavailableError

SECRET = "a" * 40
CLOCK = ManualClock(NOON)


@pytest.fixture
def hook() -> Hook:
    return Hook(SECRET, CLOCK)


def webhooks(**options: int) -> HttpWebhooks:
    return HttpWebhooks(CLOCK, is_local=True, **options)


def call(port: int, secret: str = SECRET, scheme: str = "http") -> None:
    webhooks().post(alert_turn(), f"{scheme}://{LOOPBACK}:{port}/hook", secret)


def test_a_receiver_gets_the_event_signed(hook: Hook):
    """The body is the event's, the headers say what it is."""
    with serving(hook) as port:
        call(port)

    (headers,) = hook.requests
    assert [event_bytes(alert_turn())] == hook.bodies
    assert ("alert_changed", "1", "1", "al_1") == tuple(
        headers[f"trimtab-{name}"] for name in ("event-type", "event-version", "sequence", "subject")
    )
    assert f"{LOOPBACK}:{port}" == headers["host"]


def test_a_wrong_secret_is_noticed(hook: Hook):
    """The receiver turns it away, and we say so."""
    with serving(hook) as port, pytest.raises(UnavailableError, match="401"):
        call(port, secret="another")

    assert [] == hook.bodies


@pytest.mark.parametrize("status", [301, 302, 307, 400, 404, 429, 500, 503])
def test_any_other_answer_is_no_receipt(hook: Hook, status: int):
    """It is tried again; a redirect is not followed."""
    hook.status, hook.location = status, "http://127.0.0.1:1/elsewhere"
    with serving(hook) as port, pytest.raises(UnavailableError, match=str(status)):
        call(port)

    assert 1 == len(hook.requests)


def test_a_receiver_that_is_gone_is_not_asked_again(hook: Hook):
    """410 says that it will never come back."""
    hook.status = 410
    with serving(hook) as port, pytest.raises(RefusedError, match="gone"):
        call(port)


def test_nobody_there_is_unavailable():
    """A closed port."""
    with pytest.raises(UnavailableError, match="did not answer"):
        call(1)


def test_elsewhere_than_in_the_local_stack_this_machine_is_refused(hook: Hook):
    """The receiver is not even asked."""
    with serving(hook) as port, pytest.raises(RefusedError):
        HttpWebhooks(CLOCK).post(alert_turn(), f"http://{LOOPBACK}:{port}/", SECRET)

    assert [] == hook.requests


def test_a_body_without_end_is_not_sent():
    """An event of that size is a bug."""
    with pytest.raises(RefusedError, match=str(MOST_BYTES)):
        webhooks().post(run_ended(run_text="x" * MOST_BYTES), "http://127.0.0.1:1/", SECRET)


@pytest.fixture
def drip() -> Iterator[int]:
    """A receiver that answers one byte at a time, for ever."""
    done = threading.Event()
    listener = socket.create_server((LOOPBACK, 0))

    def answer() -> None:
        line, _ = listener.accept()
        with line:
            while not done.wait(0.05):
                try:
                    line.sendall(b"H")
                except OSError:
                    return

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    done.set()
    thread.join(5)
    listener.close()


def test_a_receiver_that_never_ends_is_cut_off(drip: int):
    """The whole exchange has a second here, and no trickle makes it longer."""
    began = monotonic()
    with pytest.raises(UnavailableError):
        webhooks(whole_seconds=1).post(alert_turn(), f"http://{LOOPBACK}:{drip}/", SECRET)

    assert monotonic() - began < 5


def certificate(folder: Path) -> Path:
    """Make a certificate for this machine, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "trimtab test")])
    here = x509.IPAddress(ipaddress.ip_address(LOOPBACK))
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2099, 1, 1, tzinfo=dt.UTC))
        .add_extension(x509.SubjectAlternativeName([here]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "both.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return file


@pytest.fixture
def encrypted(tmp_path: Path, hook: Hook) -> Iterator[tuple[int, Path]]:
    """Serve the hook with a certificate nobody has heard of."""
    file = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    with serving(hook, tls=context) as port:
        yield port, file


def test_a_known_certificate_is_good_enough(
    encrypted: tuple[int, Path], hook: Hook, monkeypatch: pytest.MonkeyPatch
):
    """The event arrives over HTTPS."""
    port, file = encrypted
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    call(port, scheme="https")

    assert alert_turn().event_id == json.loads(hook.bodies[0])["event_id"]


def test_an_unknown_certificate_is_not(encrypted: tuple[int, Path], hook: Hook):
    """Nothing is sent to whoever cannot prove who they are."""
    with pytest.raises(UnavailableError, match="SSLCertVerificationError"):
        call(encrypted[0], scheme="https")

    assert [] == hook.requests
