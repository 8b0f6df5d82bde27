"""The signature of a webhook: who holds the secret can tell that a request is ours, whole and fresh."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

SIGNATURE_HEADER: Final = "Trimtab-Signature"
SIGNED_HEADERS: Final = (
    "Trimtab-Event-Id",
    "Trimtab-Event-Type",
    "Trimtab-Event-Version",
    "Trimtab-Subject",
    "Trimtab-Sequence",
)
"""In the order in which their values are signed by `v2`."""

_LONGEST_SECONDS: Final = 12
SIGNATURE_AGE: Final = timedelta(minutes=5)
"""How far a receiver should let its clock and ours be apart."""


def sign(headers: Mapping[str, str], body: bytes, secret: str, at: datetime) -> str:
    """Write the header: `t=` whole seconds since 1970, and two HMAC-SHA256.

    `v1=` is of the seconds, a dot and the body, `v2=` of the seconds, each signed header's value and the
    body, a line feed after each but the last. Raises KeyError for a header that is not there.
    """
    seconds = str(int(at.timestamp()))
    first, second = _digest(_plain(seconds), body, secret), _digest(_whole(seconds, headers), body, secret)
    return f"t={seconds},v1={first},v2={second}"


def is_signed(header: str, headers: Mapping[str, str], body: bytes, secret: str, now: datetime) -> bool:
    """Tell whether `v2` signs headers and body with a secret, not more than five minutes before or after now.

    A header that is not there counts as an empty one.
    """
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    seconds, found = parts.get("t", ""), parts.get("v2", "")
    is_number = seconds.isascii() and seconds.isdecimal() and len(seconds) <= _LONGEST_SECONDS
    if not (is_number and found.isascii()):
        return False
    is_fresh = abs(int(now.timestamp()) - int(seconds)) <= SIGNATURE_AGE.total_seconds()
    shown = {name: headers.get(name, "") for name in SIGNED_HEADERS}
    return is_fresh and hmac.compare_digest(_digest(_whole(seconds, shown), body, secret), found)


def _plain(seconds: str) -> bytes:
    return f"{seconds}.".encode("ascii")


def _whole(seconds: str, headers: Mapping[str, str]) -> bytes:
    lines = (seconds, *(headers[name] for name in SIGNED_HEADERS))
    return "".join(f"{line}\n" for line in lines).encode()


def _digest(head: bytes, body: bytes, secret: str) -> str:
    return hmac.new(secret.encode(), head + body, hashlib.sha256).hexdigest()
