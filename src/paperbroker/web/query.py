"""Read query parameters; what cannot be honoured is refused, never ignored."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar

from paperbroker.basics.refusals import RefusedError, bad_parameter, unsupported
from paperbroker.basics.sessions import FIRST_DAY, LAST_DAY
from paperbroker.basics.side import Side
from paperbroker.book.account import Account
from paperbroker.orders.order import Fill, Order
from paperbroker.web.render import activity_id

Args = Mapping[str, str]
T = TypeVar("T")

_DIRECTIONS = ("desc", "asc")
_DEFAULT_ORDERS, _MOST_ORDERS = 50, 500
_MOST_ACTIVITIES = 100
_CATEGORIES = ("trade_activity", "non_trade_activity")
_SPAN = frozenset(["after", "until", "direction"])
_ORDER_PARAMETERS = _SPAN | {"status", "limit", "nested", "symbols", "side", "asset_class"}
_FILL_PARAMETERS = _SPAN | {"activity_types", "category", "date", "page_size", "page_token"}

_OPENNESS: Mapping[str, Callable[[Order], bool]] = {
    "open": lambda order: order.status.is_open,
    "closed": lambda order: not order.status.is_open,
    "all": lambda _: True,
}


def only(args: Args, names: Collection[str]) -> None:
    """Refuse parameters that are not listed."""
    unknown = sorted(args.keys() - set(names))
    if unknown:
        raise RefusedError(unsupported(f"query parameter {', '.join(unknown)}"))


def choice(args: Args, name: str, known: Iterable[str], default: str) -> str:
    """Read one of a few words."""
    value = args.get(name, default)
    if value not in set(known):
        raise RefusedError(bad_parameter(f"invalid {name}: {value}"))
    return value


def whole(args: Args, name: str, default: int, most: int) -> int:
    """Read a whole number from 1 to a maximum."""
    text = args.get(name, str(default))
    if text not in map(str, range(1, most + 1)):
        raise RefusedError(bad_parameter(f"{name} must be between 1 and {most}"))
    return int(text)


def moment(args: Args, name: str) -> datetime | None:
    """Read an RFC 3339 instant or a day; without an offset it is UTC."""
    at = _parsed(args, name, datetime.fromisoformat)
    return at.replace(tzinfo=UTC) if at and at.tzinfo is None else at


def day(args: Args, name: str, default: date) -> date:
    """Read a day; a time after it is ignored, and the calendar's range is kept."""
    wanted = _parsed(args, name, lambda text: datetime.fromisoformat(text).date()) or default
    return min(max(wanted, FIRST_DAY), LAST_DAY)


def names(args: Args, name: str) -> frozenset[str]:
    """Read a list separated by commas; absent means empty."""
    return frozenset(part.strip() for part in args.get(name, "").split(",") if part.strip())


def _parsed(args: Args, name: str, parse: Callable[[str], T]) -> T | None:
    text = args.get(name)
    if not text:
        return None
    try:
        return parse(text)
    except ValueError:
        raise RefusedError(bad_parameter(f"invalid {name}: {text}")) from None


@dataclass(frozen=True, slots=True)
class Span:
    """Instants between two bounds, both exclusive."""

    after: datetime | None
    until: datetime | None

    @classmethod
    def of(cls, args: Args) -> Span:
        """Read `after` and `until`."""
        return cls(moment(args, "after"), moment(args, "until"))

    def __contains__(self, at: datetime) -> bool:
        return (self.after is None or at > self.after) and (self.until is None or at < self.until)


def select_orders(account: Account, args: Args) -> list[Order]:
    """List an account's orders as the query wants them, newest first unless told otherwise."""
    only(args, _ORDER_PARAMETERS)
    is_wanted = _OPENNESS[choice(args, "status", _OPENNESS, "open")]
    span, symbols = Span.of(args), names(args, "symbols")
    side = choice(args, "side", Side, "") if "side" in args else ""
    chosen = [
        order
        for order in _directed(list(account.orders.values()), args)
        if is_wanted(order)
        and order.created_at in span
        and (not symbols or order.ticket.symbol in symbols)
        and side in {"", order.ticket.side}
    ]
    chosen = chosen if args.get("asset_class", "us_equity") in {"us_equity", "all"} else []
    return chosen[: whole(args, "limit", _DEFAULT_ORDERS, _MOST_ORDERS)]


def select_fills(account: Account, args: Args) -> list[Fill]:
    """List an account's fills page by page, newest first unless told otherwise."""
    only(args, _FILL_PARAMETERS)
    span = Span.of(args)
    on = day(args, "date", FIRST_DAY) if "date" in args else None
    fills = [fill for fill in account.fills if fill.at in span and on in {None, fill.at.date()}]
    page = _after_token(_directed(fills, args), args.get("page_token"))
    size = whole(args, "page_size", _MOST_ACTIVITIES, _MOST_ACTIVITIES)
    return page[:size] if _wants_fills(args) else []


def _wants_fills(args: Args) -> bool:
    types = names(args, "activity_types") or {"FILL"}
    return "FILL" in types and choice(args, "category", _CATEGORIES, "trade_activity") == "trade_activity"


def _directed(rows: list[T], args: Args) -> list[T]:
    return rows if choice(args, "direction", _DIRECTIONS, "desc") == "asc" else rows[::-1]


def _after_token(fills: list[Fill], token: str | None) -> list[Fill]:
    if not token:
        return fills
    index = next((n for n, fill in enumerate(fills) if activity_id(fill) == token), None)
    if index is None:
        raise RefusedError(bad_parameter(f"invalid page_token: {token}"))
    return fills[index + 1 :]
