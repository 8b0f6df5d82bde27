"""Random limits, options, tilts and shelves."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from property.dice import Dice
from trimtab.domain.constraints import CapMode, CashShortRule, ClassCap, Constraints, ExcludedWeight
from trimtab.domain.money import ZERO
from trimtab.domain.request import DataQuality, PlanOptions, Repatriation
from trimtab.domain.shelf import Shelf, ShelfEntry, ShelfStatus
from trimtab.domain.tactics import Signal, Tactics, Tilt


def constraints_of(dice: Dice, symbols: Sequence[str]) -> Constraints:
    """Draw limits; most are not set."""
    return Constraints(
        max_turnover=_rarely(dice, dice.amount(1, 3) / 4),
        transaction_cost_limit=_rarely(dice, dice.amount(50, 2)),
        allocate_at_most=_rarely(dice, dice.amount(20_000, 2)),
        excluded_instruments=_few(dice, symbols),
        locked=_few(dice, symbols),
        do_not_buy=_few(dice, symbols),
        do_not_sell=_few(dice, symbols),
        max_position_weight=_rarely(dice, Decimal(dice.below(80) + 20) / 100),
        class_caps=_class_caps(dice),
        cap_mode=dice.pick((CapMode.ITERATIVE, CapMode.SINGLE_PASS)),
        excluded_weight=dice.pick(tuple(ExcludedWeight)),
        cash_short=dice.pick(tuple(CashShortRule)),
        cash_reserve_amount=_rarely(dice, dice.amount(2_000, 2)) or ZERO,
        cash_reserve_weight=_rarely(dice, Decimal(dice.below(30)) / 100) or ZERO,
    )


def options_of(dice: Dice) -> PlanOptions:
    """Draw options; the first of each is requirement 003's default."""
    return PlanOptions(
        suppress_dust_trades=not dice.once_in(3),
        allow_restricted=dice.once_in(3),
        data_quality=dice.pick(tuple(DataQuality)),
        fx_buffer_pct=dice.pick((ZERO, Decimal("0.01"), Decimal("0.1"))),
        repatriation=dice.pick(tuple(Repatriation)),
        repatriation_threshold=dice.pick((ZERO, Decimal(500))),
    )


def tactics_of(dice: Dice, symbols: Sequence[str]) -> Tactics:
    """Draw a tilt and a signal for few symbols."""
    tilts = (
        Tilt(symbol=symbol, change=dice.amount(1, 2) / 5 - Decimal("0.1")) for symbol in _few(dice, symbols)
    )
    signals = (
        Signal(
            symbol=symbol,
            score=dice.pick((ZERO, Decimal(-1), None)),
            stop_price=dice.pick((None, Decimal(50))),
        )
        for symbol in _few(dice, symbols)
    )
    return Tactics(tilts=tuple(tilts), signals=tuple(signals))


def shelf_of(dice: Dice, symbols: Sequence[str]) -> Shelf:
    """Draw a shelf on which most instruments are approved and few are missing."""
    statuses = (*[ShelfStatus.APPROVED] * 4, *ShelfStatus)
    entries = (
        ShelfEntry(symbol=symbol, status=dice.pick(statuses), minimum_trade=dice.pick((ZERO, Decimal(200))))
        for symbol in symbols
        if not dice.once_in(10)
    )
    return Shelf(version="random", entries=tuple(entries))


def _rarely(dice: Dice, value: Decimal) -> Decimal | None:
    return value if dice.once_in(6) else None


def _few(dice: Dice, symbols: Sequence[str]) -> tuple[str, ...]:
    return tuple(symbol for symbol in symbols if dice.once_in(16))


def _class_caps(dice: Dice) -> tuple[ClassCap, ...]:
    caps = (
        ClassCap(asset_class=name, weight=Decimal(dice.below(60) + 40) / 100) for name in ("BOND", "EQUITY")
    )
    return tuple(cap for cap in caps if dice.once_in(8))
