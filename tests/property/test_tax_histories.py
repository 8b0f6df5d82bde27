"""Whatever happens to accounts, Trimtab's lots are the broker's, and no loss comes or goes by a wash sale."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from hypothesis import given, settings

from property.broker_histories import ACCOUNTS, HOUSEHOLD, Act, Realised, World, acts
from property.counts import fewer_by_day
from trimtab.domain.activity import Activity
from trimtab.domain.tax_ledger import LedgerState, TaxLedger
from trimtab.domain.tax_lot import exact_sum
from trimtab.tax.agreement import average_cost, compare_with_broker
from trimtab.tax.ledger import open_ledger, record_events
from trimtab.tax.reading import read_activities

HISTORIES: Final = fewer_by_day(300)
SEVERAL_LEDGERS: Final = HISTORIES // 10
"""Each of these histories is read once for each of its accounts' activities."""

TRADING: Final = {"buy": 6, "sell": 6, "split": 1, "dividend": 1, "rename": 1, "merge": 1}
"""Nothing that brings or takes shares that were bought elsewhere."""
EVERYTHING: Final = TRADING | {"split": 3, "stock dividend": 1, "arrive": 2, "leave": 1, "cash": 1}


def record(ledger: TaxLedger, account: str, activities: tuple[Activity, ...]) -> TaxLedger:
    reading = read_activities(account, activities)
    assert () == reading.findings
    return record_events(ledger, reading.events)


def followed(world: World) -> LedgerState:
    """Rebuild the household's lots from what its broker reports."""
    ledger = open_ledger(HOUSEHOLD)
    for account in ACCOUNTS:
        ledger = record(ledger, account, world.activities(account))
    assert () == ledger.state.findings
    return ledger.state


def gains(state: LedgerState, acts_done: Iterable[Realised]) -> list[Decimal]:
    """Sum what the ledger has realised with each act, as the broker counts."""
    by_event: dict[str, list[Decimal]] = {}
    for sold in state.disposals:
        by_event.setdefault(sold.disposal_id.rpartition("-")[0], []).append(sold.broker_gain)
    return [
        exact_sum(gain for event_id in act.activity_ids for gain in by_event.get(event_id, ()))
        for act in acts_done
    ]


@settings(max_examples=HISTORIES)
@given(acts(EVERYTHING, most_days=40))
def test_the_ledger_is_the_brokers(history: list[Act]):
    """Every act realises what the broker's own ledger does; shares and average costs are those it shows."""
    world = World()
    world.play(history)
    state = followed(world)
    held = {(key, one.symbol): one.average_cost for key in ACCOUNTS for one in world.holdings(key)}

    assert [act.gain for act in world.realised] == gains(state, world.realised)
    assert [()] * len(ACCOUNTS) == [compare_with_broker(state, key, world.holdings(key)) for key in ACCOUNTS]
    assert held == {
        (key, symbol): average_cost(lot for lot in state.lots if (lot.account, lot.symbol) == (key, symbol))
        for key, symbol in held
    }


@settings(max_examples=HISTORIES)
@given(acts(TRADING, most_days=14))
def test_wash_sales_only_move_losses(history: list[Act]):
    """Gains that count, less what an IRA has swallowed and what waits in a basis, are the broker's gains."""
    world = World()
    world.play(history)
    state = followed(world)
    counting = exact_sum(sold.gain for sold in state.disposals)
    disallowed = exact_sum(wash.disallowed for wash in state.wash_sales)
    lost = exact_sum(wash.disallowed for wash in state.wash_sales if wash.is_lost)
    waiting = exact_sum(lot.basis for lot in state.lots) - exact_sum(world.cost(key) for key in ACCOUNTS)

    assert exact_sum(act.gain for act in world.realised) == counting + disallowed - lost - waiting


@settings(max_examples=SEVERAL_LEDGERS)
@given(acts(EVERYTHING, most_days=40))
def test_reading_bit_by_bit_leads_to_the_same_ledger(history: list[Act]):
    """However much of an account's activities was read before, and in whatever order accounts are read."""
    world = World()
    world.play(history)
    ledger = open_ledger(HOUSEHOLD)
    for account in reversed(ACCOUNTS):
        activities = world.activities(account)
        for count in range(len(activities)):
            ledger = record_events(ledger, read_activities(account, activities[: count + 1]).events)

    assert followed(world) == ledger.state
