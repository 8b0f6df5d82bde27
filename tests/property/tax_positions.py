"""Random questions with tax lots: gains and losses of both terms, open losses, an IRA, substitutes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Final

from hypothesis import strategies as st

from builders import ACCOUNT, instrument, quote
from property.dice import Dice, rolls
from property.portfolios import SYMBOLS, request_of
from tax_builders import IRA, TODAY, household, open_loss, position
from trimtab.domain.constraints import Constraints
from trimtab.domain.holdings import Holding
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.request import PlanRequest
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.tax_config import IdenticalGroup, LotMethod, SubstituteSet, TaxConfig, TransitionMode
from trimtab.domain.tax_ledger import ExpectedPurchase, PurchaseKind, TaxPosition, YearToDate
from trimtab.domain.tax_lot import OpenLoss, TaxLot, Term

SPARES: Final = ("VTI", "IEF")
AGES: Final = (0, 1, 10, 30, 31, 40, 200, 340, 364, 365, 366, 367, 700)
"""Days since a purchase, around the ends of windows and of terms."""


def tax_requests() -> st.SearchStrategy[PlanRequest]:
    """Any question, most of TAX_AWARE, with lots for what is held."""
    return rolls(tax_request_of, size=900)


def tax_request_of(dice: Dice) -> PlanRequest:
    """Draw a question; about half of them without limits, costs and shelf."""
    asked = request_of(dice)
    if dice.once_in(2):
        plain = replace(asked.policy, constraints=Constraints())
        asked = replace(asked, policy=plain, shelf=None, symbols=())
    account = _with_spares(dice, replace(asked.snapshot, base_currency="USD"))
    rule = replace(asked.policy, tax=config_of(dice))
    method = RebalancingMethod.TAX_AWARE if not dice.once_in(8) else rule.method
    return replace(
        asked,
        snapshot=account,
        policy=replace(rule, method=method),
        tax=None if dice.once_in(32) else position_of(dice, account, rule.tax),
    )


def config_of(dice: Dice) -> TaxConfig:
    """Draw what taxes may change: every switch, small thresholds, caps, deferrals, groups and substitutes."""
    return TaxConfig(
        avoid_short_term_gains=dice.once_in(2),
        harvest_losses=not dice.once_in(4),
        avoid_wash_sales=not dice.once_in(4),
        transition=dice.pick((None,) * 5 + tuple(TransitionMode)),
        deferral_days=dice.pick((0, 0, 2, 30)),
        harvest_minimum=dice.pick((Decimal(0), Decimal(100), Decimal(1000))),
        harvest_minimum_part=dice.pick((Decimal(0), Decimal("0.05"))),
        gain_cap=dice.pick((None, None, Decimal(0), Decimal(500), Decimal(20_000))),
        gain_warning=dice.pick((None, Decimal(0), Decimal(1000))),
        match_earlier_purchases=not dice.once_in(4),
        identical=(IdenticalGroup(("SPY", "TLT")),) if dice.once_in(4) else (),
        substitutes=(
            SubstituteSet(symbol="SPY", substitutes=("VTI",)),
            SubstituteSet(symbol="TLT", substitutes=("IEF", "VTI")),
            SubstituteSet(symbol="AAA", substitutes=("IEF",)),
        )
        if not dice.once_in(3)
        else (),
    )


def position_of(dice: Dice, account: Snapshot, config: TaxConfig) -> TaxPosition:
    """Draw lots that add up to what is held; few symbols lack some, or are in dispute."""
    methods = tuple(LotMethod)
    rules = household(
        dice.pick((LotMethod.FIFO,) * 4 + methods),
        identical=config.identical,
        match_earlier_purchases=config.match_earlier_purchases,
    )
    held = [lot for each in account.holdings if each.quantity for lot in _lots(dice, each, account)]
    elsewhere = [_elsewhere(dice, symbol) for symbol in ("SPY", "AAA", "VTI") if dice.once_in(6)]
    return position(
        [*held, *elsewhere],
        list(_open_losses(dice)),
        account=IRA if dice.once_in(24) else ACCOUNT,
        rules=rules,
        year=YearToDate(
            year=TODAY.year,
            short_term=dice.amount(2_000, 2) * dice.pick((0, 1, -1)),
            long_term=dice.amount(2_000, 2) * dice.pick((0, 1, -1)),
            carried_short=dice.pick((Decimal(0), Decimal(0), Decimal(4_000))),
        ),
        expected=tuple(_expected(dice)),
        disputed=tuple(symbol for symbol in SYMBOLS if dice.once_in(24)),
    )


def _with_spares(dice: Dice, account: Snapshot) -> Snapshot:
    """Price the substitutes, and hold one once in a while."""
    known = [spare for spare in SPARES if not dice.once_in(12)]
    held = [spare for spare in known if dice.once_in(3)]
    shares = [(spare, dice.amount(200, 9) + Decimal(1)) for spare in held]
    return replace(
        account,
        quotes=(*account.quotes, *(quote(spare, dice.pick(("50", "100.01"))) for spare in known)),
        instruments=(*account.instruments, *(instrument(spare) for spare in known)),
        holdings=(
            *account.holdings,
            *(Holding(symbol=s, quantity=count, available_quantity=count) for s, count in shares),
        ),
    )


def _lots(dice: Dice, held: Holding, account: Snapshot) -> Iterator[TaxLot]:
    price = account.base_price(held.symbol) or Decimal(100)
    left, number = held.quantity, 0
    while left > 0:
        is_last = number == 3 or dice.once_in(3)
        part = left if is_last else (left * dice.pick((1, 2, 5)) / 7).quantize(Decimal("1E-9"))
        part = part or left
        bought = TODAY - timedelta(days=dice.pick(AGES))
        yield TaxLot(
            lot_id=f"{held.symbol}-{number}",
            account=ACCOUNT,
            symbol=held.symbol,
            quantity=part,
            unit_cost=(price * dice.pick((50, 90, 100, 101, 150, 300)) / 100).quantize(Decimal("0.01")),
            acquired=bought,
            held_from=bought,
            wash_addition=dice.pick((Decimal(0),) * 5 + (Decimal("12.34"),)),
            is_replacement=dice.once_in(12),
        )
        left, number = left - part, number + 1
        if dice.once_in(64):
            return


def _elsewhere(dice: Dice, symbol: str) -> TaxLot:
    bought = TODAY - timedelta(days=dice.pick((0, 10, 30, 31)))
    return TaxLot(
        lot_id=f"ira-{symbol}",
        account=IRA,
        symbol=symbol,
        quantity=Decimal(dice.below(50) + 1),
        unit_cost=Decimal(100),
        acquired=bought,
        held_from=bought,
    )


def _open_losses(dice: Dice) -> Iterator[OpenLoss]:
    for symbol in ("SPY", "TLT", "VTI", "AAA"):
        if dice.once_in(6):
            day = TODAY - timedelta(days=dice.pick((0, 1, 29, 30)))
            yield replace(
                open_loss("250", "5", day.isoformat(), symbol=symbol, disposal_id=f"sold-{symbol}"),
                term=dice.pick(tuple(Term)),
            )


def _expected(dice: Dice) -> Iterator[ExpectedPurchase]:
    for symbol in ("SPY", "AAA"):
        if dice.once_in(10):
            day = TODAY + timedelta(days=dice.pick((0, 30, 31)))
            yield ExpectedPurchase(
                symbol=symbol, kind=dice.pick(tuple(PurchaseKind)), first=day, last=day + timedelta(days=5)
            )
