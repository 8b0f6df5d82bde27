"""Read the query parameters of the data API; what cannot be read is refused with 400 and no code."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from http import HTTPStatus
from typing import Final, TypeVar

from paperbroker.basics.clock import MarketClock
from paperbroker.basics.instants import from_nanoseconds, nanoseconds, parse_instant
from paperbroker.basics.refusals import Refusal, RefusedError
from paperbroker.basics.sessions import NEW_YORK
from paperbroker.market.adjust import Adjustment
from paperbroker.market.bar_pages import BarQuery, Place
from paperbroker.market.frames import read_timeframe

Args = Mapping[str, str]
T = TypeVar("T")

FEEDS: Final = frozenset(["sip", "iex", "delayed_sip", "otc", "boats", "overnight"])
LATEST_PARAMETERS: Final = frozenset(["symbols", "feed", "currency"])
_BAR_PARAMETERS: Final = LATEST_PARAMETERS | {
    *("timeframe", "start", "end", "limit", "adjustment", "asof", "sort", "page_token")
}
_ACTION_PARAMETERS: Final = frozenset(["symbols", "types", "start", "end", "limit", "sort", "page_token"])
_MOST_BARS, _DEFAULT_BARS = 10_000, 1_000
_MOST_ACTIONS, _DEFAULT_ACTIONS = 1_000, 100
_UNMAPPED: Final = "-"
_DAY: Final = timedelta(days=1)
_MOMENT: Final = timedelta(microseconds=1)


def read_symbols(args: Args, known: Collection[str] = LATEST_PARAMETERS) -> tuple[str, ...]:
    """Read the symbols, at least one, sorted; feeds are alike here, and prices are in USD only."""
    unknown = sorted(args.keys() - set(known))
    if unknown:
        raise RefusedError(_invalid(f"unexpected parameter(s): {', '.join(unknown)}"))
    _word(args, "feed", FEEDS, "iex")
    _word(args, "currency", ["USD"], "USD")
    symbols = _listed(args, "symbols")
    if not symbols:
        raise RefusedError(_invalid("symbols is required"))
    return symbols


def read_bar_query(args: Args, clock: MarketClock) -> BarQuery:
    """Read which bars are wanted; without a start those of today, without an end those up to now."""
    symbols = read_symbols(args, _BAR_PARAMETERS)
    if not args.get("timeframe"):
        raise RefusedError(_invalid("timeframe is required"))
    midnight = datetime.combine(clock.today, time(), NEW_YORK)
    return BarQuery(
        symbols=symbols,
        timeframe=_parsed(args, "timeframe", read_timeframe),
        first=_parsed(args, "start", _start) if args.get("start") else midnight,
        last=_parsed(args, "end", _end) if args.get("end") else clock.now(),
        limit=_whole(args, "limit", _DEFAULT_BARS, _MOST_BARS),
        adjustment=Adjustment(_word(args, "adjustment", list(Adjustment), Adjustment.RAW)),
        asof=_asof(args, clock.today),
        is_descending=_is_descending(args),
        after=_parsed(args, "page_token", read_place) if args.get("page_token") else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionQuery:
    """Which corporate actions are wanted; no symbols and no kinds mean all, both days are included."""

    symbols: tuple[str, ...]
    kinds: tuple[str, ...]
    first: date
    last: date
    limit: int
    is_descending: bool
    skip: int


def read_action_query(args: Args, today: date) -> ActionQuery:
    """Read which corporate actions are wanted; without days those of today."""
    unknown = sorted(args.keys() - _ACTION_PARAMETERS)
    if unknown:
        raise RefusedError(_invalid(f"unexpected parameter(s): {', '.join(unknown)}"))
    return ActionQuery(
        symbols=_listed(args, "symbols"),
        kinds=_listed(args, "types"),
        first=_parsed(args, "start", date.fromisoformat) if args.get("start") else today,
        last=_parsed(args, "end", date.fromisoformat) if args.get("end") else today,
        limit=_whole(args, "limit", _DEFAULT_ACTIONS, _MOST_ACTIONS),
        is_descending=_is_descending(args),
        skip=_parsed(args, "page_token", _count) if args.get("page_token") else 0,
    )


def write_place(place: Place) -> str:
    """Write where a page ended as a token."""
    return urlsafe_b64encode(f"{place.symbol}|{nanoseconds(place.start)}".encode()).decode()


def read_place(token: str) -> Place:
    """Read a token; raises `ValueError` for one that no page gave."""
    symbol, _, start = urlsafe_b64decode(token).decode().rpartition("|")
    return Place(symbol, from_nanoseconds(int(start)))


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"{text!r} is no count")
    return int(text)


def _asof(args: Args, today: date) -> date | None:
    if args.get("asof") == _UNMAPPED:
        return None
    return _parsed(args, "asof", date.fromisoformat) if args.get("asof") else today


def _start(text: str) -> datetime:
    return _midnight(text) or from_nanoseconds(parse_instant(text))


def _end(text: str) -> datetime:
    midnight = _midnight(text)
    return midnight + _DAY - _MOMENT if midnight else from_nanoseconds(parse_instant(text))


def _midnight(text: str) -> datetime | None:
    """Read a plain day as its beginning in New York; None for anything longer."""
    if len(text) > len("2026-11-20"):
        return None
    return datetime.combine(date.fromisoformat(text), time(), NEW_YORK)


def _is_descending(args: Args) -> bool:
    return _word(args, "sort", ["asc", "desc"], "asc") == "desc"


def _listed(args: Args, name: str) -> tuple[str, ...]:
    return tuple(sorted({part.strip() for part in args.get(name, "").split(",") if part.strip()}))


def _word(args: Args, name: str, known: Collection[str], default: str) -> str:
    word = args.get(name) or default
    if word not in known:
        raise RefusedError(_invalid(f"invalid {name}: {word}"))
    return word


def _whole(args: Args, name: str, default: int, most: int) -> int:
    number = _parsed(args, name, int) if args.get(name) else default
    if not 1 <= number <= most:
        raise RefusedError(_invalid(f"invalid {name}: {number}; it must be from 1 to {most}"))
    return number


def _parsed(args: Args, name: str, parse: Callable[[str], T]) -> T:
    try:
        return parse(args[name])
    except (ValueError, OverflowError):
        raise RefusedError(_invalid(f"invalid {name}: {args[name]}")) from None


def _invalid(message: str) -> Refusal:
    return Refusal(HTTPStatus.BAD_REQUEST, None, message)
