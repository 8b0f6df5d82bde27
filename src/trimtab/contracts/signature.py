"""The signature of a webhook: who holds the secret can tell that a body is ours, whole and fresh."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Final

SIGNATURE_HEADER: Final = "Trimtab-Signature"
SIGNATURE_AGE: Final = timedelta(minutes=5)
"""How far a receiver should let its clock and ours be apart."""


def sign(body: bytes, secret: str, at: datetime) -> str:
    """Write the header: `t=` whole seconds since 1970, `v1=` HMAC-SHA256 of them, a dot and the body."""
    seconds = str(int(at.timestamp()))
    return f"t={seconds},v1={_digest(seconds, body, secret)}"


def is_signed(header: str, body: bytes, secret: str, now: datetime) -> bool:
    """Tell whether a header signs a body with a secret, not more than five minutes before or after now."""
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    seconds, found = parts.get("t", ""), parts.get("v1", "")
    if not (seconds.isascii() and seconds.isdecimal() and found.isascii()):
        return False
    is_fresh = abs(int(now.timestamp()) - int(seconds)) <= SIGNATURE_AGE.total_seconds()
    return is_fresh and hmac.compare_digest(_digest(seconds, body, secret), found)


def _digest(seconds: str, body: bytes, secret: str) -> str:
    return hmac.new(secret.encode(), f"{seconds}.".encode("ascii") + body, hashlib.sha256).hexdigest()
