"""Seal a run's buys from the cash that is really there."""

from __future__ import annotations

from trimtab.domain.leg import Leg, LegState
from trimtab.domain.run import RunKind, RunState
from trimtab.execution.seal import Purse, seal_buys
from trimtab.ports import Brokerage, RunRecord, Services
from trimtab.services.brokers import broker_of
from trimtab.services.ledger import Entry, save, with_legs
from trimtab.services.purse import free_cash


def seal(current: RunRecord, services: Services) -> RunRecord | None:
    """Fix every planned buy's quantity once, from what is free to spend."""
    planned = tuple(leg for leg in current.legs if leg.state is LegState.PLANNED)
    purse = _purse(current, planned, broker_of(current.run, services))
    single = current.run.kind is RunKind.SINGLE_TRADE
    sealed = seal_buys(planned, purse, services.clock.now(), all_or_nothing=single)
    text = "The buys were sealed from the cash at hand."
    entry = Entry(text=text, state=RunState.BUY_SEALED, legs=with_legs(current, sealed))
    return save(current, entry, services)


def _purse(current: RunRecord, planned: tuple[Leg, ...], broker: Brokerage) -> Purse:
    symbols = tuple(sorted(leg.symbol for leg in planned))
    return Purse(
        budget=free_cash(current.run, current.legs, broker).least,
        quotes=broker.quotes(symbols),
        instruments=broker.instruments(symbols),
    )
