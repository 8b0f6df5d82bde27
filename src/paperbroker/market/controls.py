"""What the control routes say about prices, assets and the clock: read field by field, refused by name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from paperbroker.basics.clock import MarketClock, WallClock
from paperbroker.basics.fields import Fields
from paperbroker.basics.money import ZERO
from paperbroker.market.assets import ASSET_CLASSES, EXCHANGES, Asset
from paperbroker.market.market import Conditions
from paperbroker.market.settings import MarketSettings
from paperbroker.market.walk import WalkPlan

MARKET_FIELDS: Final = ("spread_bps", "walk", "easy_to_borrow")
CONDITION_FIELDS: Final = ("halted", "stale", "one_sided", "spread_bps", "walk")
CLOCK_FIELDS: Final = ("open", "now", "moving")
_ASSET_FIELDS: Final = (
    *("symbol", "name", "exchange", "status", "tradable", "fractionable", "marginable"),
    *("class", "ptp_no_exception", "cusip"),
)
_WIDEST_SPREAD: Final = Decimal(10_000)
_WILDEST_WALK: Final = Decimal(1_000)
_STATUSES: Final = frozenset(["active", "inactive"])


def read_market_settings(fields: Fields, at: datetime) -> MarketSettings:
    """Read the market's part of a reset and leave its other fields alone; a walk begins at the instant."""
    return MarketSettings(
        conditions=Conditions(_spread(fields)),
        walk=_walk(fields, at),
        shows_easy_to_borrow=fields.flag("easy_to_borrow", default=True),
    )


def read_conditions(
    fields: Fields, settings: MarketSettings, at: datetime, symbols: Collection[str]
) -> MarketSettings:
    """Read a change of conditions; a list given replaces the one before, one left out stays.

    A symbol that was halted or stale already keeps its instant. Raises `SettingError` for an unknown symbol.
    """
    fields.only(CONDITION_FIELDS)
    given, before = fields.values, settings.conditions
    conditions = Conditions(
        spread_bps=_spread(fields) if "spread_bps" in given else before.spread_bps,
        halted=_since(fields, "halted", before.halted, at, symbols=symbols),
        stale=_since(fields, "stale", before.stale, at, symbols=symbols),
        one_sided=_symbols(fields, "one_sided", symbols) if "one_sided" in given else before.one_sided,
    )
    return replace(
        settings, conditions=conditions, walk=_walk(fields, at) if "walk" in given else settings.walk
    )


def read_clock(fields: Fields, wall: WallClock) -> MarketClock:
    """Read a clock: `open` holds the market, `now` sets the time, `moving` lets it go on from there."""
    fields.only(CLOCK_FIELDS)
    if not fields.values:
        raise fields.error("open", "or now is required")
    fixed, is_moving = _instant(fields, "now"), fields.flag("moving", default=False)
    if is_moving and fixed is None:
        raise fields.error("moving", 'needs an instant to move on from; give it one under "now"')
    held = None if fields.values.get("open") is None else fields.flag("open", default=True)
    clock = MarketClock(wall, fixed, held, wall() if is_moving else None)
    return clock if held is None else replace(clock, held_since=clock.now())


def read_asset(fields: Fields) -> Asset:
    """Read an asset a reset adds."""
    fields.only(_ASSET_FIELDS)
    symbol = fields.text("symbol")
    return Asset(
        symbol=symbol,
        name=fields.text("name", symbol),
        exchange=_word(fields, "exchange", EXCHANGES, "NYSE"),
        is_active=_word(fields, "status", _STATUSES, "active") == "active",
        is_tradable=fields.flag("tradable", default=True),
        is_fractionable=fields.flag("fractionable", default=True),
        is_marginable=fields.flag("marginable", default=False),
        asset_class=_word(fields, "class", ASSET_CLASSES, "us_equity"),
        is_ptp_without_exception=fields.flag("ptp_no_exception", default=False),
        cusip=None if fields.values.get("cusip") is None else fields.text("cusip"),
    )


def _word(fields: Fields, name: str, known: Collection[str], default: str) -> str:
    word = fields.text(name, default)
    if word not in known:
        raise fields.error(name, f"must be one of {', '.join(sorted(known))}, not {word!r}")
    return word


def _spread(fields: Fields) -> Decimal:
    spread = fields.number("spread_bps", "0")
    if not ZERO <= spread < _WIDEST_SPREAD:
        raise fields.error("spread_bps", f"must be at least 0 and below {_WIDEST_SPREAD}, not {spread}")
    return spread


def _walk(fields: Fields, at: datetime) -> WalkPlan | None:
    if fields.values.get("walk") is None:
        return None
    walk = fields.child("walk").only(["seed", "step_seconds", "volatility_bps"])
    volatility = walk.amount("volatility_bps", _WILDEST_WALK, "5")
    seed, step = walk.whole("seed", 1), walk.whole("step_seconds", 60)
    return WalkPlan(seed=seed, step_seconds=step, volatility_bps=volatility, origin=at)


def _since(
    fields: Fields, name: str, before: Mapping[str, datetime], at: datetime, *, symbols: Collection[str]
) -> Mapping[str, datetime]:
    if name not in fields.values:
        return before
    return MappingProxyType({one: before.get(one, at) for one in sorted(_symbols(fields, name, symbols))})


def _symbols(fields: Fields, name: str, known: Collection[str]) -> frozenset[str]:
    given = fields.values.get(name)
    if not isinstance(given, list) or not all(isinstance(symbol, str) for symbol in given):
        raise fields.error(name, f'must be a list of symbols such as ["SPY"], not {given!r}')
    unknown = next((symbol for symbol in given if symbol not in known), None)
    if unknown is not None:
        raise fields.error(name, f"{unknown!r} is not a known asset")
    return frozenset(given)


def _instant(fields: Fields, name: str) -> datetime | None:
    if fields.values.get(name) is None:
        return None
    instant = fields.parsed(name, datetime.fromisoformat, '"2026-11-20T15:00:00Z"')
    if instant.tzinfo is None:
        raise fields.error(name, f'must carry an offset such as "Z", not {fields.values[name]!r}')
    return instant.astimezone(UTC)
