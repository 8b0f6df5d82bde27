"""Who may take part: what may be done with every target and every holding, and what forbids the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Final

from trimtab.domain.constraints import Constraints
from trimtab.domain.policy import UntargetedRule
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import DataQuality, PlanRequest, SellLimit
from trimtab.domain.shelf import ShelfEntry, ShelfStatus
from trimtab.planning.explain import explain_skip

QUALITY_CODES: Final = (
    ReasonCode.PRICE_MISSING,
    ReasonCode.FX_RATE_MISSING,
    ReasonCode.PRICE_OUTLIER,
    ReasonCode.PRICE_STALE,
)
"""What may be wrong with a price, worst first (domain rule 26)."""

_EXCLUSIONS: Final = frozenset(
    {
        *QUALITY_CODES,
        ReasonCode.EXCLUDED,
        ReasonCode.NOT_TRADABLE,
        ReasonCode.SHELF_ENTRY_MISSING,
        ReasonCode.SHELF_STATUS_BANNED,
        ReasonCode.SHELF_STATUS_RESTRICTED,
        ReasonCode.SHELF_STATUS_SUSPENDED,
    }
)

_PASSING: Final = frozenset(
    {*QUALITY_CODES, ReasonCode.OPEN_ORDERS, ReasonCode.SHARES_HELD_BY_ORDERS, ReasonCode.NOT_SELECTED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One symbol; `no_buy` and `no_sell` tell what forbids either side, None that it is allowed.

    `is_target` is False where its target counts no further than it is already held; `must_exit` where all of
    it is to be sold. `codes` are all findings, the most lasting first. `sell_limit` and `buy_bar` are what
    taxes say.
    """

    symbol: str
    no_buy: ReasonCode | None = None
    no_sell: ReasonCode | None = None
    is_target: bool = True
    must_exit: bool = False
    is_held: bool = False
    codes: tuple[ReasonCode, ...] = ()
    sell_limit: SellLimit | None = None
    buy_bar: Reason | None = None

    @property
    def quality(self) -> ReasonCode | None:
        """What is wrong with its price, or None."""
        return next((code for code in QUALITY_CODES if code in self.codes), None)

    @property
    def may_grow(self) -> bool:
        """Whether more of it may be wanted: nothing lasting forbids to buy it."""
        return self.is_target and (self.no_buy is None or self.no_buy in _PASSING)

    @property
    def is_kept(self) -> bool:
        """Whether something lasting forbids to sell it."""
        return self.no_sell is not None and self.no_sell not in _PASSING


@dataclass(frozen=True, slots=True)
class Universe:
    """Every symbol that is held or targeted, in symbol order, cash left out."""

    members: tuple[Member, ...]
    _by_symbol: Mapping[str, Member] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the members, so that finding one takes the same time in every universe."""
        object.__setattr__(self, "_by_symbol", {member.symbol: member for member in self.members})

    def member(self, symbol: str) -> Member:
        """Find a symbol. Raises KeyError for one that is neither held nor targeted."""
        found = self._by_symbol.get(symbol)
        if found is None:
            raise KeyError(f"{symbol} is neither held nor targeted")
        return found

    @property
    def exclusions(self) -> tuple[tuple[str, Reason], ...]:
        """Every symbol that shelf, data or tradability keep out wholly or in part, with code and words."""
        return tuple(
            (member.symbol, explain_skip(member.symbol, code))
            for member in self.members
            for code in member.codes
            if code in _EXCLUSIONS
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finding:
    """What one rule says of a symbol."""

    code: ReasonCode
    forbids_buy: bool = True
    forbids_sell: bool = True
    is_target: bool = True
    must_exit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """A request with its sets and tables made ready to be asked for one symbol after the other."""

    request: PlanRequest
    wanted: frozenset[str]
    selected: frozenset[str]
    """Empty for all."""
    entries: Mapping[str, ShelfEntry] | None
    named: Mapping[ReasonCode, frozenset[str]]
    oldest: datetime | None
    """The earliest time a price may be from, or None for any."""
    limits: Mapping[str, SellLimit]
    bars: Mapping[str, Reason]


_Rule = Callable[[_Facts, str], Iterator[_Finding]]


def find_universe(request: PlanRequest) -> Universe:
    """Judge every symbol that is held or has a target that counts."""
    facts = _gather(request)
    held = {holding.symbol for holding in request.snapshot.holdings}
    return Universe(tuple(_member(facts, symbol) for symbol in sorted(held | facts.wanted)))


def _gather(request: PlanRequest) -> _Facts:
    shelf = request.shelf
    prices_from = request.snapshot.market_as_of or request.snapshot.as_of
    staleness = request.options.max_staleness
    return _Facts(
        request=request,
        wanted=wanted_symbols(request),
        selected=frozenset(request.symbols),
        entries={entry.symbol: entry for entry in reversed(shelf.entries)} if shelf else None,
        named=_named(request, request.policy.constraints),
        oldest=None if staleness is None else prices_from - staleness,
        limits={limit.symbol: limit for limit in request.sell_limits},
        bars={bar.symbol: bar.reason for bar in request.buy_bars},
    )


def wanted_symbols(request: PlanRequest) -> frozenset[str]:
    """Name what has a target that counts, and what may stand in for it."""
    targets = {target.symbol for target in request.policy.targets.enabled}
    return frozenset(targets.union(pair.substitute for pair in request.substitutions))


def _named(request: PlanRequest, constraints: Constraints) -> dict[ReasonCode, frozenset[str]]:
    return {
        ReasonCode.EXCLUDED: frozenset(constraints.excluded_instruments),
        ReasonCode.LOCKED: frozenset(constraints.locked),
        ReasonCode.DO_NOT_BUY: frozenset(constraints.do_not_buy),
        ReasonCode.DO_NOT_SELL: frozenset(constraints.do_not_sell),
        ReasonCode.OPEN_ORDERS: frozenset(request.snapshot.busy_symbols),
    }


def _member(facts: _Facts, symbol: str) -> Member:
    findings = [finding for rule in _RULES for finding in rule(facts, symbol)]
    return Member(
        symbol=symbol,
        no_buy=next((finding.code for finding in findings if finding.forbids_buy), None),
        no_sell=next((finding.code for finding in findings if finding.forbids_sell), None),
        is_target=all(finding.is_target for finding in findings),
        must_exit=_must_exit(facts, symbol) or any(finding.must_exit for finding in findings),
        is_held=facts.request.snapshot.holding(symbol).quantity != 0,
        codes=tuple(finding.code for finding in findings),
        sell_limit=facts.limits.get(symbol),
        buy_bar=facts.bars.get(symbol),
    )


def _must_exit(facts: _Facts, symbol: str) -> bool:
    return symbol not in facts.wanted and facts.request.policy.untargeted is UntargetedRule.LIQUIDATE


def _untargeted(facts: _Facts, symbol: str) -> Iterator[_Finding]:
    """Leave a holding without a target alone, unless it is banned: that is sold even so (domain rule 24)."""
    is_left = symbol not in facts.wanted and facts.request.policy.untargeted is UntargetedRule.HOLD
    if is_left and not _is_banned(facts, symbol):
        yield _Finding(code=ReasonCode.UNTARGETED_HELD)


def _is_banned(facts: _Facts, symbol: str) -> bool:
    entry = facts.entries.get(symbol) if facts.entries else None
    return entry is not None and entry.status is ShelfStatus.BANNED


def _shelf(facts: _Facts, symbol: str) -> Iterator[_Finding]:
    if facts.entries is None:
        return
    entry = facts.entries.get(symbol)
    finding = _STATUS_FINDINGS[entry.status] if entry else _NOT_ON_SHELF
    is_waived = finding is _RESTRICTED and facts.request.options.allow_restricted
    if finding and not is_waived:
        yield finding


def _named_in(finding: _Finding, facts: _Facts, symbol: str) -> Iterator[_Finding]:
    """Find a symbol on a list of the policy or the snapshot."""
    if symbol in facts.named[finding.code]:
        yield finding


def _tradability(facts: _Facts, symbol: str) -> Iterator[_Finding]:
    known = facts.request.snapshot.instrument(symbol)
    if known is None or not known.is_tradable:
        yield _Finding(code=ReasonCode.NOT_TRADABLE)


def _price(facts: _Facts, symbol: str) -> Iterator[_Finding]:
    """Judge a price; EXCLUDE takes its symbol out of the targets, too (domain rule 26)."""
    code = _price_fault(facts, symbol)
    if code:
        yield _Finding(code=code, is_target=facts.request.options.data_quality is not DataQuality.EXCLUDE)


def _price_fault(facts: _Facts, symbol: str) -> ReasonCode | None:
    snapshot = facts.request.snapshot
    quote = snapshot.quote(symbol)
    if quote is None:
        return ReasonCode.PRICE_MISSING
    if snapshot.rate(snapshot.currency(symbol)) is None:
        return ReasonCode.FX_RATE_MISSING
    if snapshot.is_outlier(symbol):
        return ReasonCode.PRICE_OUTLIER
    is_stale = facts.oldest is not None and quote.as_of < facts.oldest
    return ReasonCode.PRICE_STALE if is_stale else None


def _promised_shares(facts: _Facts, symbol: str) -> Iterator[_Finding]:
    held = facts.request.snapshot.holding(symbol)
    if held.quantity and not held.available_quantity:
        yield _Finding(code=ReasonCode.SHARES_HELD_BY_ORDERS, forbids_buy=False)


def _selection(facts: _Facts, symbol: str) -> Iterator[_Finding]:
    if facts.selected and symbol not in facts.selected:
        yield _Finding(code=ReasonCode.NOT_SELECTED)


_NOT_ON_SHELF: Final = _Finding(code=ReasonCode.SHELF_ENTRY_MISSING, is_target=False)

_RESTRICTED: Final = _Finding(code=ReasonCode.SHELF_STATUS_RESTRICTED, forbids_sell=False, is_target=False)

_STATUS_FINDINGS: Final[Mapping[ShelfStatus, _Finding | None]] = {
    ShelfStatus.APPROVED: None,
    ShelfStatus.RESTRICTED: _RESTRICTED,
    ShelfStatus.SUSPENDED: _Finding(code=ReasonCode.SHELF_STATUS_SUSPENDED, is_target=False),
    ShelfStatus.BANNED: _Finding(
        code=ReasonCode.SHELF_STATUS_BANNED, forbids_sell=False, is_target=False, must_exit=True
    ),
}

_RULES: Final[tuple[_Rule, ...]] = (
    _untargeted,
    _shelf,
    partial(_named_in, _Finding(code=ReasonCode.EXCLUDED, is_target=False)),
    partial(_named_in, _Finding(code=ReasonCode.LOCKED)),
    partial(_named_in, _Finding(code=ReasonCode.DO_NOT_BUY, forbids_sell=False)),
    partial(_named_in, _Finding(code=ReasonCode.DO_NOT_SELL, forbids_buy=False)),
    _tradability,
    _price,
    partial(_named_in, _Finding(code=ReasonCode.OPEN_ORDERS)),
    _promised_shares,
    _selection,
)
"""Lasting reasons come before passing ones: the first that forbids a side is the one to tell."""
