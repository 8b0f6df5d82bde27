"""Read query parameters; what cannot be honoured is refused, never ignored."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from typing import TypeVar

from paperbroker.basics.instants import parse_instant
from paperbroker.basics.refusals import RefusedError, bad_parameter, unsupported
from paperbroker.basics.sessions import FIRST_DAY, LAST_DAY
from paperbroker.basics.side import Side
from paperbroker.book.orders import OrderQuery

Args = Mapping[str, str]
T = TypeVar("T")

_DIRECTIONS = ("desc", "asc")
_DEFAULT_ORDERS, _MOST_ORDERS = 50, 500
_OUR_CLASSES = frozenset(["us_equity", "all"])
_SPAN = frozenset(["after", "until", "direction"])
_PLACES = frozenset(["after_order_id", "before_order_id"])
_FLAGS = ("true", "True", "false", "False")
_ORDER_PARAMETERS = _SPAN | {"status", "limit", "nested", "symbols", "side", "asset_class"} | _PLACES

_OPENNESS: Mapping[str, bool | None] = {"open": True, "closed": False, "all": None}


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


def moment(args: Args, name: str) -> int | None:
    """Read an RFC 3339 instant or a day as epoch nanoseconds; without an offset it is UTC."""
    return _parsed(args, name, parse_instant)


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


def read_orders(args: Args) -> OrderQuery:
    """Read which orders a query wants; both bounds are exclusive."""
    only(args, _ORDER_PARAMETERS)
    choice(args, "nested", _FLAGS, "false")
    _require_one_bound(args)
    classes = names(args, "asset_class") or _OUR_CLASSES
    return OrderQuery(
        is_open=_OPENNESS[choice(args, "status", _OPENNESS, "open")],
        after_ns=moment(args, "after"),
        until_ns=moment(args, "until"),
        symbols=names(args, "symbols"),
        side=choice(args, "side", Side, "") if "side" in args else None,
        is_ascending=_is_ascending(args),
        limit=whole(args, "limit", _DEFAULT_ORDERS, _MOST_ORDERS) if classes & _OUR_CLASSES else 0,
        after_id=args.get("after_order_id") or None,
        before_id=args.get("before_order_id") or None,
    )


def _require_one_bound(args: Args) -> None:
    """Refuse a list bounded by an order and by anything else, as Alpaca does."""
    given = sorted(name for name in ("after", "until", *_PLACES) if args.get(name))
    if len(given) > 1 and _PLACES & set(given):
        raise RefusedError(bad_parameter(f"only one of {', '.join(given)} is accepted"))


def _is_ascending(args: Args) -> bool:
    return choice(args, "direction", _DIRECTIONS, "desc") == "asc"
