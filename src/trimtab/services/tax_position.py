"""Find out what planning needs to know of a portfolio's taxes, from the stored ledger and the broker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date
from typing import Final

from trimtab.domain.errors import UnavailableError
from trimtab.domain.plan import Plan
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.domain.tax_book import TaxBook
from trimtab.domain.tax_config import LotMethod
from trimtab.domain.tax_ledger import ExpectedPurchase, LedgerState, PurchaseKind, TaxPosition
from trimtab.domain.tax_lot import WASH_SALE_WINDOW
from trimtab.domain.telemetry import LogLevel
from trimtab.domain.trade_day import trade_day
from trimtab.ports import Broker, Services, TaxRecord
from trimtab.services.snapshots import targeted_symbols
from trimtab.services.tax_books import is_worth_keeping, ledger_rules, read_broker, under_rules, with_years
from trimtab.tax.agreement import compare_with_broker
from trimtab.tax.years import year_of

_SIGHT: Final = 2 * WASH_SALE_WINDOW
"""A purchase later than this takes no loss of a sale that could be made within the next window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxView:
    """What is known of taxes; without a position the warning says why there is none."""

    position: TaxPosition | None = None
    warnings: tuple[Reason, ...] = ()

    def told_of(self, plan: Plan) -> Plan:
        """Let a plan say what is not known."""
        return replace(plan, warnings=(*plan.warnings, *self.warnings)) if self.warnings else plan


def view_taxes(request: PlanRequest, broker: Broker, services: Services, *, is_kept: bool = True) -> TaxView:
    """Bring the stored ledger up to date with the broker, keep it, and show it to the planner.

    A what-if keeps nothing. Never raises for a broker or a store that does not answer: planning goes on
    without lots, with a warning.
    """
    try:
        book = _current_book(request, broker, services, is_kept=is_kept)
    except UnavailableError as error:
        text = f"Taxes are not estimated, for lots cannot be had now: {error.message}"
        return TaxView(warnings=(Reason(ReasonCode.TAX_LOTS_MISSING, text),))
    return TaxView(position=_position(book, request))


def under_method(position: TaxPosition, method: LotMethod) -> TaxPosition:
    """Suppose that sales of the account consume lots by another rule from now on; the past stays as it is."""
    rules, traded = position.rules, position.rules.account(position.account)
    others = (known for known in rules.accounts if known.account != position.account)
    accounts = (*others, replace(traded, lot_method=method))
    return replace(position, rules=replace(rules, accounts=accounts))


def _current_book(request: PlanRequest, broker: Broker, services: Services, *, is_kept: bool) -> TaxBook:
    record, account = services.taxes.load(request.portfolio), request.snapshot.account_id
    config, now = request.policy.tax, request.snapshot.as_of
    before = record.book if record else None
    rules = ledger_rules(config, (account, *(before.broker_accounts if before else ())))
    read = read_broker(under_rules(before, rules), account, broker, now.astimezone(UTC).date())
    book = with_years(read, config, trade_day(now).year)
    if is_kept and (before is None or is_worth_keeping(before, book)):
        _keep(request, record, book, services)
    return book


def _keep(request: PlanRequest, record: TaxRecord | None, book: TaxBook, services: Services) -> None:
    """Keep a book; who was first has read the same, and what cannot be kept is read again next time."""
    try:
        services.taxes.save(request.portfolio, record, book)
    except UnavailableError as error:
        message, owner = "Tax ledger not kept", request.portfolio
        services.log.write(
            LogLevel.WARNING, message, portfolio_id=owner.portfolio_id, uid=owner.uid, detail=error.message
        )


def _position(book: TaxBook, request: PlanRequest) -> TaxPosition:
    account, today = request.snapshot.account_id, trade_day(request.snapshot.as_of)
    state = book.ledger.state
    differing = compare_with_broker(state, account, request.snapshot.holdings)
    return TaxPosition(
        account=account,
        rules=book.ledger.rules,
        state=LedgerState(lots=state.lots, open_losses=state.open_losses),
        year=year_of(book.years, today.year),
        expected=tuple(_expected(request, today)),
        findings=(*(found.reason for found in differing), *_incomplete(book, today.year)),
        disputed=tuple(found.symbol for found in differing if found.is_about_shares),
    )


def _incomplete(book: TaxBook, year: int) -> Iterator[Reason]:
    """Tell in one sentence what of this year could not be booked: its gains are in no figure."""
    found = [each for each in (*book.findings, *book.ledger.state.findings) if each.day.year == year]
    if found:
        count = f"{len(found)} entries of {year} are" if len(found) > 1 else f"One entry of {year} is"
        text = f"{count} not in the year's figures; the first: {found[0].reason.text}"
        yield Reason(ReasonCode.TAX_YEAR_INCOMPLETE, text)


def _expected(request: PlanRequest, today: date) -> Iterator[ExpectedPurchase]:
    """Foresee purchases nobody plans: open orders, reinvested dividends, deposits that follow the targets.

    An open order counts for today; while it is open every look finds it anew. When a dividend comes is not
    known, so each day is possible on which it would matter.
    """
    config = request.policy.tax
    for symbol in request.snapshot.pending_buys:
        yield _purchase(symbol, PurchaseKind.PENDING_ORDER, today, today)
    for symbol in config.reinvested:
        yield _purchase(symbol, PurchaseKind.REINVESTMENT, today, today + WASH_SALE_WINDOW)
    for day in config.deposit_dates:
        if today <= day <= today + _SIGHT:
            for symbol in targeted_symbols(request.policy.targets):
                yield _purchase(symbol, PurchaseKind.SCHEDULED_DEPOSIT, day, day)


def _purchase(symbol: str, kind: PurchaseKind, first: date, last: date) -> ExpectedPurchase:
    return ExpectedPurchase(symbol=symbol, kind=kind, first=first, last=last)
