"""Small pieces of tax ledgers: lots, trades, rules and positions; all but a test's point is filled in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from builders import ACCOUNT, NOON
from trimtab.domain.activity import AccountEntry, Fill
from trimtab.domain.tax_config import AccountKind, LotMethod, TaxAccount, TaxRates
from trimtab.domain.tax_event import Acquisition, LotPick, Sale, TaxEvent
from trimtab.domain.tax_ledger import LedgerRules, LedgerState, TaxPosition, YearToDate
from trimtab.domain.tax_lot import OpenLoss, TaxLot, Term
from trimtab.domain.trade import Side

TODAY = NOON.date()
IRA = "IRA-0001"
SPOUSE = "PA-0002"
RATES = TaxRates(short_term=Decimal("0.35"), long_term=Decimal("0.15"))


def on(day: str) -> date:
    """A day from its ISO text."""
    return date.fromisoformat(day)


def opened(day: str, hour: int = 15) -> datetime:
    """An hour (UTC) of a day; markets are open at 15."""
    return datetime.combine(on(day), time(hour), UTC)


def lot(
    lot_id: str = "lot-1", quantity: str = "10", price: str = "100", bought: str = "2026-01-05", **fields: Any
) -> TaxLot:
    """Shares of SPY in the owner's account, bought at a price each; held since then unless said otherwise."""
    usual: dict[str, Any] = {"account": ACCOUNT, "symbol": "SPY", "held_from": on(bought)}
    return TaxLot(
        lot_id=lot_id,
        quantity=Decimal(quantity),
        unit_cost=Decimal(price),
        acquired=on(bought),
        **(usual | fields),
    )


def event_fields(word: str, day: str, **fields: Any) -> dict[str, Any]:
    """What every event has: SPY in the owner's account at 15:00 UTC, the id made of word, symbol and day."""
    symbol = fields.get("symbol", "SPY")
    hour = fields.pop("hour", 15)
    usual = {"event_id": f"{word}-{symbol}-{day}", "account": ACCOUNT, "symbol": symbol, "day": on(day)}
    return usual | {"at": opened(day, hour)} | fields


def bought(day: str, quantity: str, price: str, **fields: Any) -> Acquisition:
    """A purchase of SPY at a price a share; give `event_id` where a day has two, `hour` where it matters."""
    cost = Decimal(quantity) * Decimal(price)
    usual: dict[str, Any] = {"quantity": Decimal(quantity), "cost": cost, "acquired": on(day)}
    return Acquisition(**(usual | event_fields("bought", day, **fields)))


def sold(day: str, quantity: str, price: str, **fields: Any) -> Sale:
    """A sale of SPY at a price a share; give `event_id` where a day has two, `hour` where it matters."""
    proceeds = Decimal(quantity) * Decimal(price)
    usual: dict[str, Any] = {"quantity": Decimal(quantity), "proceeds": proceeds}
    return Sale(**(usual | event_fields("sold", day, **fields)))


def fill(side: Side, quantity: str, price: str, at: datetime = NOON, **fields: Any) -> Fill:
    """Shares of SPY that an order of the owner's traded, the last of it."""
    usual: dict[str, Any] = {"activity_id": "fill-1", "symbol": "SPY", "order_id": "order-1", "is_last": True}
    return Fill(side=side, quantity=Decimal(quantity), price=Decimal(price), at=at, **(usual | fields))


def entry(kind: str, quantity: str | None = None, cash: str = "0", **fields: Any) -> AccountEntry:
    """What the owner's broker booked of SPY by itself at noon; the id is made of kind, quantity and cash."""
    usual: dict[str, Any] = {"symbol": "SPY", "detail": "", "status": "executed", "at": NOON, "day": TODAY}
    return AccountEntry(
        kind=kind,
        quantity=None if quantity is None else Decimal(quantity),
        net_amount=Decimal(cash),
        **({"activity_id": f"{kind}{quantity}{cash}"} | usual | fields),
    )


def pick(lot_id: str, quantity: str) -> LotPick:
    """Shares chosen from a lot."""
    return LotPick(lot_id, Decimal(quantity))


def open_loss(loss: str = "100", quantity: str = "10", day: str = "2026-11-10", **fields: Any) -> OpenLoss:
    """A short-term loss in SPY that a purchase would still take away."""
    usual: dict[str, Any] = {
        "disposal_id": f"sold-SPY-{day}-1",
        "account": ACCOUNT,
        "symbol": "SPY",
        "lot_id": "lot-0",
        "term": Term.SHORT,
        "acquired": on("2026-08-03"),
        "held_days": (on(day) - on("2026-08-03")).days,
    }
    return OpenLoss(quantity=Decimal(quantity), loss=Decimal(loss), sold=on(day), **(usual | fields))


def household(method: LotMethod = LotMethod.FIFO, **fields: Any) -> LedgerRules:
    """The owner's account, the spouse's and an IRA, at 35 and 15 %."""
    accounts = (
        TaxAccount(account=ACCOUNT, lot_method=method),
        TaxAccount(account=SPOUSE, lot_method=method),
        TaxAccount(account=IRA, kind=AccountKind.IRA),
    )
    usual: dict[str, Any] = {"accounts": accounts, "rates": RATES}
    return LedgerRules(**(usual | fields))


def in_order(*events: TaxEvent) -> tuple[TaxEvent, ...]:
    """Events by trade date, instant and id."""
    return tuple(sorted(events, key=lambda event: event.order))


def position(lots: Iterable[TaxLot] = (), losses: Iterable[OpenLoss] = (), **fields: Any) -> TaxPosition:
    """What planning knows of taxes for the owner's account, in a year without any gains so far."""
    usual: dict[str, Any] = {
        "account": ACCOUNT,
        "rules": household(),
        "state": LedgerState(lots=tuple(lots), open_losses=tuple(losses)),
        "year": YearToDate(year=TODAY.year),
    }
    return TaxPosition(**(usual | fields))
