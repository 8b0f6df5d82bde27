"""The signature of a webhook."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

import pytest

from builders import NOON
from trimtab.contracts.signature import SIGNED_HEADERS, is_signed, sign

BODY = b'{"event_id":"e1"}'
SECRET = "secret"
BESIDE = dict(zip(SIGNED_HEADERS, ("e1", "alert_changed", "1", "al_1", "2"), strict=True))
HEADER = sign(BESIDE, BODY, SECRET, NOON)


def digest(signed: bytes) -> str:
    return hmac.new(b"secret", signed, hashlib.sha256).hexdigest()


def test_the_header_is_what_the_documentation_says():
    """HMAC-SHA256, in hexadecimal digits: of seconds and body, and of seconds, headers and body."""
    first = digest(b"1795194000." + BODY)
    second = digest(b"1795194000\ne1\nalert_changed\n1\nal_1\n2\n" + BODY)

    assert f"t=1795194000,v1={first},v2={second}" == HEADER


@pytest.mark.parametrize("minutes", [-5, 0, 5])
def test_a_signed_request_is_known(minutes: int):
    """Clocks may be five minutes apart, either way."""
    assert is_signed(HEADER, BESIDE, BODY, SECRET, NOON + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("header", "body", "secret", "minutes"),
    [
        (HEADER, BODY + b" ", SECRET, 0),
        (HEADER, BODY, "other", 0),
        (HEADER, BODY, SECRET, 6),
        (HEADER, BODY, SECRET, -6),
        (HEADER.replace("t=1", "t=2"), BODY, SECRET, 0),
        (HEADER.partition(",v2")[0], BODY, SECRET, 0),
        ("", BODY, SECRET, 0),
        ("t=soon,v2=x", BODY, SECRET, 0),
        ("t=1795194000,v2=é", BODY, SECRET, 0),
        (f"t={'1' * 5000},v2=x", BODY, SECRET, 0),
    ],
)
def test_anything_else_is_not(header: str, body: bytes, secret: str, minutes: int):
    """Another body, secret or time, and headers that are none."""
    assert not is_signed(header, BESIDE, body, secret, NOON + timedelta(minutes=minutes))


@pytest.mark.parametrize("name", SIGNED_HEADERS)
def test_a_header_that_was_changed_or_taken_away_is_noticed(name: str):
    """Whoever stands between cannot make an old event the latest."""
    changed = [{**BESIDE, name: "9"}, {each: value for each, value in BESIDE.items() if each != name}]

    assert [False, False] == [is_signed(HEADER, beside, BODY, SECRET, NOON) for beside in changed]
