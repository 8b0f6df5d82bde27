from __future__ import annotations

from datetime import timedelta

from paperbroker.basics.rate import RateMeter
from unit.paperbroker.builders import NOON


def test_each_request_uses_one_and_the_headers_say_so() -> None:
    """After one of two, one is left until the minute ends."""
    allowance = RateMeter(2).spend("demo", NOON)

    assert {
        "X-RateLimit-Limit": "2",
        "X-RateLimit-Remaining": "1",
        "X-RateLimit-Reset": str(int(NOON.timestamp()) + 60),
    } == allowance.headers


def test_beyond_the_limit_the_remainder_is_negative() -> None:
    """The third of two is to be refused, and the header shows zero."""
    meter = RateMeter(2)
    last = [meter.spend("demo", NOON) for _ in range(3)][-1]

    assert (-1, "0") == (last.remaining, last.headers["X-RateLimit-Remaining"])


def test_keys_do_not_share_their_minute() -> None:
    """One busy key leaves the other alone."""
    meter = RateMeter(1)
    meter.spend("busy", NOON)

    assert 0 == meter.spend("quiet", NOON).remaining


def test_the_next_minute_starts_afresh() -> None:
    """A new window forgets the old."""
    meter = RateMeter(1)
    meter.spend("demo", NOON)

    assert 0 == meter.spend("demo", NOON + timedelta(minutes=1)).remaining
