"""The signature of a webhook."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

import pytest

from builders import NOON
from trimtab.contracts.signature import is_signed, sign

BODY = b'{"event_id":"e1"}'
SECRET = "secret"
HEADER = sign(BODY, SECRET, NOON)


def test_the_header_is_what_the_documentation_says():
    """HMAC-SHA256 over seconds, dot and body, in hexadecimal digits."""
    seconds = "1795194000"
    digest = hmac.new(b"secret", b"1795194000." + BODY, hashlib.sha256).hexdigest()

    assert f"t={seconds},v1={digest}" == HEADER


@pytest.mark.parametrize("minutes", [-5, 0, 5])
def test_a_signed_body_is_known(minutes: int):
    """Clocks may be five minutes apart, either way."""
    assert is_signed(HEADER, BODY, SECRET, NOON + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("header", "body", "secret", "minutes"),
    [
        (HEADER, BODY + b" ", SECRET, 0),
        (HEADER, BODY, "other", 0),
        (HEADER, BODY, SECRET, 6),
        (HEADER, BODY, SECRET, -6),
        (HEADER.replace("t=1", "t=2"), BODY, SECRET, 0),
        (HEADER.partition(",")[0], BODY, SECRET, 0),
        ("", BODY, SECRET, 0),
        ("t=soon,v1=x", BODY, SECRET, 0),
        ("t=1795194000,v1=é", BODY, SECRET, 0),
    ],
)
def test_anything_else_is_not(header: str, body: bytes, secret: str, minutes: int):
    """Another body, secret or time, and headers that are none."""
    assert not is_signed(header, body, secret, NOON + timedelta(minutes=minutes))
