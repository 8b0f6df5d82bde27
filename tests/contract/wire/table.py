"""Every way an answer can go wrong, and what each call must make of it.

A 200 that shows the order is taken; 401, 403, 404 and 422 with a sentence of the broker are refusals; 429 is
not taken; everything else is doubt, which only a look-up ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Expected:
    """The class of the outcome, call by call."""

    submit: str
    cancel: str
    replace: str
    find: str

    def of(self, call: str) -> str:
        """The class a call must come to."""
        return str(getattr(self, call))


FINE: Final = Expected("Accepted", "NoneType", "Accepted", "Order")
"""Odd, but it says all that is needed."""
DOUBT: Final = Expected("Unknown", "Unavailable", "Unknown", "Unavailable")
"""Nobody can tell what happened."""
SPOILT: Final = Expected("Unknown", "NoneType", "Unknown", "Unavailable")
"""The body is useless; a cancellation needs none."""
ANOTHER: Final = Expected("Unknown", "NoneType", "Unknown", "Order")
"""A readable order that is not the one that was sent; a look-up reports what it sees."""
UNNAMED: Final = Expected("Unknown", "NoneType", "Accepted", "Order")
"""Not what was sent, in a field that a change does not speak of."""
REFUSED: Final = Expected("Refusal", "Unavailable", "Refusal", "Unavailable")
"""Definitely not done."""
ENDED: Final = Expected("Refusal", "NoneType", "Refusal", "Unavailable")
"""Not done, and for a cancellation that means that the order has ended already."""
NOT_THERE: Final = Expected("Refusal", "NoneType", "Refusal", "NoneType")
"""The broker knows no such order."""
THROTTLED: Final = Expected("Throttled", "Unavailable", "Throttled", "Unavailable")
"""Not done; ask again later."""


@dataclass(frozen=True, slots=True)
class Case:
    """One fault of the paper broker; those that make a client wait are met in haste."""

    fault: Mapping[str, Any]
    expected: Expected
    waits: bool = False

    @property
    def name(self) -> str:
        """The fault and its options, for reports."""
        options = (f"{key}={value}" for key, value in self.fault.items() if key not in {"fault", "match"})
        return " ".join([self.fault["fault"], *options])


def _case(fault: str, expected: Expected, *, waits: bool = False, **options: Any) -> Case:
    return Case({"fault": fault, "match": "", **options}, expected, waits)


def _field(path: str, expected: Expected, *values: Any) -> tuple[Case, ...]:
    return tuple(_case("field", expected, path=path, value=value) for value in values)


def _missing(path: str, expected: Expected) -> Case:
    return _case("field", expected, path=path, missing=True)


CONNECTION: Final = (
    _case("hang", DOUBT, waits=True, seconds=30, before=True),
    _case("hang", DOUBT, waits=True, seconds=30, before=False),
    _case("stall", DOUBT, waits=True, seconds=30),
    _case("drip", DOUBT, waits=True, seconds=30),
    _case("drop", DOUBT, before=True),
    _case("drop", DOUBT, before=False),
    _case("lose_next", DOUBT),
    _case("cut", DOUBT),
)

_TAKEN: Final[dict[str, Any]] = {"code": 40010001, "message": "client_order_id must be unique"}
_ADOPTED: Final = Expected("Accepted", "NoneType", "Accepted", "Unavailable")
_NAMELESS: Final = Expected("Unknown", "NoneType", "Unknown", "Unavailable")

STATUSES: Final = (
    *(_case("status", DOUBT, status=status) for status in (400, 408, 409, 418, 451, 499)),
    *(
        _case("status", DOUBT, status=status, before=before)
        for status in (500, 502, 503, 504, 599)
        for before in (True, False)
    ),
    _case("status", REFUSED, status=401, message="unauthorized."),
    _case("status", REFUSED, status=403, code=40310000, message="insufficient buying power"),
    _case("status", NOT_THERE, status=404, code=40410000, message="order not found"),
    _case("status", ENDED, status=422, code=42210000, message="qty must be > filled_qty"),
    # The look-up that follows decides: nothing stands under the name, or the very order does.
    _case("status", _NAMELESS, status=422, before=True, **_TAKEN),
    _case("status", _ADOPTED, status=422, before=False, **_TAKEN),
    _case("status", THROTTLED, status=429),
    _case("throttle", THROTTLED, before=True),
    _case("throttle", THROTTLED, before=False),
    _case("throttle", THROTTLED, headers=False),
    _case("throttle", THROTTLED, reset_seconds=0),
    _case("throttle", THROTTLED, reset_seconds=86_400),
)

PAGES: Final = (
    *(_case("redirect", DOUBT, status=status) for status in (300, 301, 302, 303, 304, 307, 308)),
    *(_case("html", DOUBT, status=status) for status in (200, 400, 401, 403, 404, 422, 500, 503, 504)),
    _case("html", DOUBT, status=502, before=True),
    _case("html", DOUBT, status=502, before=False),
    _case("empty", SPOILT, status=200),
    _case("empty", SPOILT, status=204),
    *(_case("empty", DOUBT, status=status) for status in (401, 403, 404, 422, 500)),
)

BODIES: Final = (
    _case("truncate", SPOILT),
    *(
        _case("wrong_type", SPOILT, type=kind)
        for kind in ("list", "object", "string", "number", "true", "null")
    ),
    _case("content_type", FINE, type="text/plain"),
    _case("content_type", FINE, type="image/png"),
    _case("huge", SPOILT),
    _case("gzip_bomb", SPOILT),
    _case("deep_nesting", SPOILT),
    _case("invalid_utf8", SPOILT),
    _case("duplicate_keys", SPOILT),
    _case("extra_fields", FINE),
    _case("no_easy_to_borrow", FINE),
)

FIELDS: Final = (
    _case("numbers", FINE),
    *(_case("not_a_number", SPOILT, value=value) for value in ("NaN", "Infinity", "-Infinity")),
    *_field("status", FINE, "paused_by_gods", "pending_review"),
    *_field("status", SPOILT, None, "", 7, ["new"]),
    _missing("status", SPOILT),
    *_field("id", SPOILT, None, "", 7),
    _missing("id", SPOILT),
    *_field("client_order_id", SPOILT, "another", None),
    _missing("client_order_id", SPOILT),
    *_field("symbol", UNNAMED, "SPYG"),
    _missing("symbol", SPOILT),
    *_field("side", UNNAMED, "sell"),
    *_field("side", SPOILT, "hold", None),
    *_field("qty", ANOTHER, "99"),
    _missing("qty", SPOILT),
    *_field("qty", SPOILT, None, "two", "", [], "1e999", {"value": "2"}),
    *_field("filled_qty", SPOILT, None, "none"),
    _missing("filled_qty", SPOILT),
    *_field("filled_avg_price", SPOILT, "cheap"),
    *_field("filled_avg_price", FINE, None),
)

COURSES: Final = (
    Case({"fault": "late_fill", "looks": 3}, FINE),
    Case({"fault": "partial_then_nothing", "portion": "0.4"}, FINE),
    Case({"fault": "reject_after_accept"}, FINE),
    Case({"fault": "stuck_pending_cancel"}, FINE),
    Case({"fault": "cancel_lost"}, FINE),
    Case({"fault": "halt", "symbol": "SPY", "after_orders": 1}, FINE),
    Case({"fault": "price_jump", "symbol": "SPY", "factor": "0.9", "after_orders": 1}, FINE),
    Case({"fault": "close_market", "after_orders": 1}, FINE),
)
"""What the broker does differently shows in later look-ups, not in the answer."""

RESPONSE_FAULTS: Final = (*CONNECTION, *STATUSES, *PAGES, *BODIES, *FIELDS)
CASES: Final = (*RESPONSE_FAULTS, *COURSES)
