"""Who may be bought and sold, and whether the reason given for a non-trade is a fact."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from trimtab.domain.constraints import Constraints
from trimtab.domain.past_trading import MOST_JUMP
from trimtab.domain.plan import Plan
from trimtab.domain.policy import UntargetedRule
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.shelf import ShelfStatus
from trimtab.domain.trade import Side, SkippedTrade
from trimtab.planning.check.facts import Facts, band_of
from trimtab.planning.check.findings import SLACK, Finding, broken


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """A fact about a symbol that forbids to buy it, to sell it, or both."""

    holds: Callable[[Facts, str], bool]
    buying: bool = True
    selling: bool = True


def check_permissions(facts: Facts, plan: Plan) -> Iterator[Finding]:
    """Find trades of what may not be traded that way."""
    for trade in plan.trades:
        for code, ban in BANS.items():
            forbids = ban.buying if trade.side is Side.BUY else ban.selling
            is_banned = forbids and ban.holds(facts, trade.symbol)
            yield from broken(
                "permission", trade.symbol, f"{trade.side.value} in spite of {code.value}", when=is_banned
            )


def check_reasons(facts: Facts, plan: Plan) -> Iterator[Finding]:
    """Find non-trades whose reason is not true."""
    for line in plan.skipped:
        ban = BANS.get(line.reason.code)
        is_false = ban is not None and not ban.holds(facts, line.symbol)
        is_false |= line.reason.code in _IN_PLACE and not is_in_place(facts, plan, line)
        yield from broken(
            "reason",
            line.symbol,
            f"{line.reason.code.value} is not so",
            when=is_false or not line.reason.text,
        )


def is_in_place(facts: Facts, plan: Plan, line: SkippedTrade) -> bool:
    """Tell whether a row that is called on target, or inside its band, is there."""
    is_on_target = line.reason.code is ReasonCode.ON_TARGET
    return any(
        abs(row.actual_weight - row.target_weight)
        <= (SLACK if is_on_target else band_of(facts, row.key, row.target_weight)[0])
        for row in plan.drift.rows
        if row.key == line.symbol
    )


def forbids_purchase(facts: Facts, symbol: str) -> bool:
    """Tell whether anything forbids to buy a symbol."""
    return any(ban.buying and ban.holds(facts, symbol) for ban in BANS.values())


def forbids_sale(facts: Facts, symbol: str) -> bool:
    """Tell whether anything forbids to sell a symbol."""
    return any(ban.selling and ban.holds(facts, symbol) for ban in BANS.values())


def is_excluded(facts: Facts, symbol: str) -> bool:
    """Tell whether a symbol's target counts no further than it is held (domain rules 24 to 26)."""
    return any(BANS[code].holds(facts, symbol) for code in _EXCLUDING) or _has_bad_price(facts, symbol)


def is_banned(facts: Facts, symbol: str) -> bool:
    """Tell whether the shelf wants a symbol sold."""
    return _status(facts, symbol) is ShelfStatus.BANNED


def _status(facts: Facts, symbol: str) -> ShelfStatus | None:
    entry = facts.entries.get(symbol)
    return entry.status if entry else None


def _has_bad_price(facts: Facts, symbol: str) -> bool:
    """A price that keeps a symbol out of the targets does so under EXCLUDE only."""
    codes = (
        ReasonCode.PRICE_MISSING,
        ReasonCode.FX_RATE_MISSING,
        ReasonCode.PRICE_OUTLIER,
        ReasonCode.PRICE_STALE,
    )
    return facts.request.options.data_quality.value == "EXCLUDE" and any(
        BANS[code].holds(facts, symbol) for code in codes
    )


def _is_left_alone(facts: Facts, symbol: str) -> bool:
    is_kept = facts.policy.untargeted is UntargetedRule.HOLD
    return symbol not in facts.wanted and is_kept and not is_banned(facts, symbol)


def _is_restricted(facts: Facts, symbol: str) -> bool:
    return _status(facts, symbol) is ShelfStatus.RESTRICTED and not facts.request.options.allow_restricted


def _is_off_shelf(facts: Facts, symbol: str) -> bool:
    return facts.request.shelf is not None and symbol not in facts.entries


def _is_untradable(facts: Facts, symbol: str) -> bool:
    known = facts.instruments.get(symbol)
    return known is None or not known.is_tradable


def _has_no_rate(facts: Facts, symbol: str) -> bool:
    known = facts.instruments.get(symbol)
    return known is not None and known.currency not in facts.rates


def _is_stale(facts: Facts, symbol: str) -> bool:
    limit, quote = facts.request.options.max_staleness, facts.quotes.get(symbol)
    market = facts.snapshot.market_as_of or facts.snapshot.as_of
    return limit is not None and quote is not None and market - quote.as_of > limit


def _is_outlier(facts: Facts, symbol: str) -> bool:
    """Compare with the last close by division, where the planner multiplies."""
    quote = facts.quotes.get(symbol)
    closes = [each.last_close for each in facts.snapshot.past if each.symbol == symbol]
    ratios = [quote.price / close for close in closes] if quote else []
    return any(max(ratio, 1 / ratio) > MOST_JUMP for ratio in ratios)


def _is_promised(facts: Facts, symbol: str) -> bool:
    return facts.quantity(symbol) != 0 and facts.available(symbol) == 0


def _bounds(facts: Facts) -> Constraints:
    return facts.policy.constraints


BANS: Final[Mapping[ReasonCode, Ban]] = {
    ReasonCode.UNTARGETED_HELD: Ban(holds=_is_left_alone),
    ReasonCode.SHELF_ENTRY_MISSING: Ban(holds=_is_off_shelf),
    ReasonCode.SHELF_STATUS_RESTRICTED: Ban(holds=_is_restricted, selling=False),
    ReasonCode.SHELF_STATUS_SUSPENDED: Ban(holds=lambda f, s: _status(f, s) is ShelfStatus.SUSPENDED),
    ReasonCode.SHELF_STATUS_BANNED: Ban(holds=is_banned, selling=False),
    ReasonCode.EXCLUDED: Ban(holds=lambda facts, symbol: symbol in _bounds(facts).excluded_instruments),
    ReasonCode.LOCKED: Ban(holds=lambda facts, symbol: symbol in _bounds(facts).locked),
    ReasonCode.DO_NOT_BUY: Ban(
        holds=lambda facts, symbol: symbol in _bounds(facts).do_not_buy, selling=False
    ),
    ReasonCode.DO_NOT_SELL: Ban(
        holds=lambda facts, symbol: symbol in _bounds(facts).do_not_sell, buying=False
    ),
    ReasonCode.NOT_TRADABLE: Ban(holds=_is_untradable),
    ReasonCode.PRICE_MISSING: Ban(holds=lambda facts, symbol: symbol not in facts.quotes),
    ReasonCode.FX_RATE_MISSING: Ban(holds=_has_no_rate),
    ReasonCode.PRICE_OUTLIER: Ban(holds=_is_outlier),
    ReasonCode.PRICE_STALE: Ban(holds=_is_stale),
    ReasonCode.OPEN_ORDERS: Ban(holds=lambda facts, symbol: symbol in facts.snapshot.busy_symbols),
    ReasonCode.SHARES_HELD_BY_ORDERS: Ban(holds=_is_promised, buying=False),
    ReasonCode.NOT_SELECTED: Ban(
        holds=lambda facts, symbol: bool(facts.request.symbols) and symbol not in facts.request.symbols
    ),
}
"""Domain rules 7, 24 and 26, the lists of requirement 000, and what the broker says."""

_IN_PLACE: Final = frozenset({ReasonCode.WITHIN_TOLERANCE, ReasonCode.ON_TARGET})

_EXCLUDING: Final = (
    ReasonCode.SHELF_ENTRY_MISSING,
    ReasonCode.SHELF_STATUS_RESTRICTED,
    ReasonCode.SHELF_STATUS_SUSPENDED,
    ReasonCode.SHELF_STATUS_BANNED,
    ReasonCode.EXCLUDED,
)
