"""What decides prices and how trading goes, as the broker remembers it between requests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from paperbroker.basics.instants import from_nanoseconds, nanoseconds
from paperbroker.basics.money import plain
from paperbroker.market.market import ORDINARY, Conditions
from paperbroker.market.replay import Replayed
from paperbroker.market.walk import WalkPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketSettings:
    """The price source in use, the conditions of trading, and whether assets still show `easy_to_borrow`."""

    conditions: Conditions = ORDINARY
    walk: WalkPlan | None = None
    replayed: Replayed | None = None
    shows_easy_to_borrow: bool = True


def to_json(settings: MarketSettings) -> dict[str, object]:
    """Write settings as JSON values."""
    conditions = settings.conditions
    return {
        "spread_bps": plain(conditions.spread_bps),
        "halted": _written(conditions.halted),
        "stale": _written(conditions.stale),
        "one_sided": sorted(conditions.one_sided),
        "walk": settings.walk and _written_walk(settings.walk),
        "replayed": settings.replayed and _written_replay(settings.replayed),
        "easy_to_borrow": settings.shows_easy_to_borrow,
    }


def from_json(document: Mapping[str, Any]) -> MarketSettings:
    """Read settings that `to_json` wrote."""
    walk, replayed = document["walk"], document["replayed"]
    return MarketSettings(
        conditions=Conditions(
            spread_bps=Decimal(document["spread_bps"]),
            halted=_read(document["halted"]),
            stale=_read(document["stale"]),
            one_sided=frozenset(document["one_sided"]),
        ),
        walk=walk and _read_walk(walk),
        replayed=replayed and _read_replay(replayed),
        shows_easy_to_borrow=document["easy_to_borrow"],
    )


def _written(instants: Mapping[str, datetime]) -> dict[str, int]:
    return {symbol: nanoseconds(at) for symbol, at in sorted(instants.items())}


def _read(instants: Mapping[str, int]) -> Mapping[str, datetime]:
    return MappingProxyType({symbol: from_nanoseconds(ns) for symbol, ns in instants.items()})


def _written_walk(plan: WalkPlan) -> dict[str, object]:
    return {
        "seed": plan.seed,
        "step_seconds": plan.step_seconds,
        "volatility_bps": plain(plan.volatility_bps),
        "origin": nanoseconds(plan.origin),
    }


def _read_walk(document: Mapping[str, Any]) -> WalkPlan:
    return WalkPlan(
        seed=document["seed"],
        step_seconds=document["step_seconds"],
        volatility_bps=Decimal(document["volatility_bps"]),
        origin=from_nanoseconds(document["origin"]),
    )


def _written_replay(replayed: Replayed) -> dict[str, object]:
    return {
        "series": replayed.series,
        "day": replayed.day.isoformat(),
        "at": nanoseconds(replayed.at),
    }


def _read_replay(document: Mapping[str, Any]) -> Replayed:
    return Replayed(
        series=document["series"],
        day=date.fromisoformat(document["day"]),
        at=from_nanoseconds(document["at"]),
    )
