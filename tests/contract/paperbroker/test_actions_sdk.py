"""Corporate actions as the unmodified alpaca-py clients see them: positions, lots and activities agree."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal as D
from fractions import Fraction
from typing import Any

import pytest
import requests
from alpaca.data.requests import StockLatestTradeRequest
from alpaca.trading.enums import OrderSide

from contract.paperbroker.acts import Sdk, control, limit, looks, market, placed, refusal
from contract.paperbroker.scenes import opening
from paperbroker.server import Broker
from unit.paperbroker.desk.rebuilt import Statement

LOTS = [
    {"qty": "2", "price": "100.00", "acquired_at": "2024-01-02"},
    {"qty": "1.5", "price": "133.37", "acquired_at": "2025-01-02"},
]
SPLIT = {"kind": "forward_split", "symbol": "MSFT", "old_rate": "1", "new_rate": "3"}
DIVIDEND = {"kind": "cash_dividend", "symbol": "MSFT", "rate": "0.83"}
RENAME = {"kind": "name_change", "old_symbol": "MSFT", "new_symbol": "MSX"}
REINVESTED = {**DIVIDEND, "reinvest": True}
MERGER = {
    "kind": "stock_and_cash_merger",
    "acquiree_symbol": "MSFT",
    "acquiree_rate": "3",
    "acquirer_symbol": "SPY",
    "acquirer_rate": "1",
    "cash_rate": "9.50",
}
ARRIVAL = {"key": "demo", "symbol": "SPY", "qty": "0.7", "price": "391.2345", "acquired_at": "2024-06-03"}
WHOLE_SPLIT = {"kind": "reverse_split", "symbol": "WHOLE", "old_rate": "4", "new_rate": "1"}


@pytest.fixture
def holder(broker: Broker, client: Sdk) -> Sdk:
    """A client of an account with two lots of MSFT and ten WHOLE."""
    held = {"MSFT": {"lots": LOTS}, "WHOLE": {"qty": "10", "avg_entry_price": "4.99"}}
    control(broker, "reset", opening(positions=held))
    return client


def apply(broker: Broker, *actions: dict[str, Any]) -> None:
    for action in actions:
        control(broker, "actions", action)


def activities(client: Sdk, types: str = "") -> list[dict[str, Any]]:
    """List activities, oldest first, through pages of two."""
    query: dict[str, Any] = {"direction": "asc", "page_size": 2}
    query |= {"activity_types": types} if types else {}
    rows: list[dict[str, Any]] = []
    while page := client.get("/account/activities", query):
        rows += page
        query["page_token"] = page[-1]["id"]
    return rows


def positions(client: Sdk) -> dict[str, tuple[D, D]]:
    """Tell shares and cost by symbol."""
    return {held.symbol: (D(held.qty), D(held.cost_basis)) for held in client.get_all_positions()}


def costs(client: Sdk) -> D:
    return sum((cost for _, cost in positions(client).values()), D(0))


def followed(rows: Iterable[dict[str, Any]]) -> tuple[dict[str, tuple[D, D]], D]:
    """Work positions and cash out from activities alone, to the billionth of a share and the cent."""
    statement = Statement(rows)
    held = {
        symbol: (rounded(sum(lot[0] for lot in lots), 9), rounded(sum(lot[1] for lot in lots), 2))
        for symbol, lots in statement.holdings().items()
    }
    return held, rounded(statement.cash, 2)


def rounded(value: Fraction | int, places: int) -> D:
    exact = Fraction(value)
    return round(D(exact.numerator) / D(exact.denominator), places)


def test_a_split_keeps_cost_and_value(broker: Broker, holder: Sdk) -> None:
    """Three for one: shares and price change, what they cost and are worth does not."""
    before = holder.get_open_position("MSFT")
    apply(broker, SPLIT)
    after = holder.get_open_position("MSFT")

    assert (before.cost_basis, D(before.qty) * 3) == (after.cost_basis, D(after.qty))
    assert ("53.3333", "53.3333", "0") == (after.current_price, after.lastday_price, after.change_today)


def test_a_split_shows_as_two_rows_of_a_group(broker: Broker, holder: Sdk) -> None:
    """The old shares leave, the new ones come."""
    apply(broker, SPLIT)
    old, new = activities(holder, "SPLIT")

    assert (("MSFT", "-3.5"), ("MSFT", "10.5")) == ((old["symbol"], old["qty"]), (new["symbol"], new["qty"]))
    assert old["group_id"] == new["group_id"]


def test_a_fraction_of_a_whole_share_is_paid_in_cash(broker: Broker, holder: Sdk) -> None:
    """One for four of ten at 5: two remain, half a share is paid with 10.00."""
    apply(broker, WHOLE_SPLIT)
    (paid,) = activities(holder, "CIL")

    assert ("1010.00", "2", "10.00") == (
        holder.get_account().cash,
        holder.get_open_position("WHOLE").qty,
        paid["net_amount"],
    )


def test_a_dividend_is_paid_to_the_cent(broker: Broker, holder: Sdk) -> None:
    """3.5 shares at 0.83 are 2.905, rounded to the even cent."""
    apply(broker, DIVIDEND)
    (row,) = activities(holder, "DIV")

    assert ("1002.90", "2.90", "3.5", "0.83") == (
        holder.get_account().cash,
        row["net_amount"],
        row["qty"],
        row["per_share_amount"],
    )


def test_a_new_name_keeps_the_asset(broker: Broker, holder: Sdk) -> None:
    """The position shows the new symbol under the old id; the old name is gone."""
    before = holder.get_open_position("MSFT")
    apply(broker, RENAME)
    after = holder.get_open_position(before.asset_id)

    assert ("MSX", before.qty, before.cost_basis) == (after.symbol, after.qty, after.cost_basis)
    assert "MSX" == holder.get_asset(before.asset_id).symbol
    assert 404 == refusal(lambda: holder.get_asset("MSFT"))[0]


def test_orders_outlive_the_name_they_were_given_under(broker: Broker, holder: Sdk) -> None:
    """Open ones are cancelled, all of them are still found."""
    order = placed(holder, limit(symbol="MSFT", side=OrderSide.SELL, qty=1, limit_price=900))
    apply(broker, RENAME)

    assert ["canceled"] == looks(holder, order, 1)
    assert "3.5" == holder.get_open_position("MSX").qty_available


def test_prices_follow_a_new_name(broker: Broker, holder: Sdk, quotes: Sdk) -> None:
    """And it can be traded at once."""
    apply(broker, RENAME)
    control(broker, "prices", {"MSX": "161.00"})
    latest = quotes.get_stock_latest_trade(StockLatestTradeRequest(symbol_or_symbols="MSX"))

    assert 161.0 == latest["MSX"].price
    assert ["new", "filled"] == looks(holder, placed(holder, market(symbol="MSX", qty=1)), 2)


def test_activities_keep_the_name_of_their_time(broker: Broker, holder: Sdk) -> None:
    """Two rows of one group lead from the old name to the new."""
    apply(broker, RENAME)
    old, new = activities(holder, "NC")

    assert (("MSFT", "-3.5"), ("MSX", "3.5")) == ((old["symbol"], old["qty"]), (new["symbol"], new["qty"]))
    assert (old["group_id"], "MSFT is now MSX") == (new["group_id"], new["description"])


@pytest.mark.parametrize(
    "actions",
    [
        [SPLIT],
        [{**SPLIT, "kind": "reverse_split", "old_rate": "7", "new_rate": "2"}],
        [{"kind": "stock_dividend", "symbol": "MSFT", "rate": "0.033"}],
        [DIVIDEND],
        [RENAME],
        [SPLIT, RENAME, {**DIVIDEND, "symbol": "MSX"}, {**SPLIT, "symbol": "MSX", "new_rate": "7"}],
    ],
)
def test_cost_conserves_over_actions(broker: Broker, holder: Sdk, actions: list[dict[str, Any]]) -> None:
    """Splits, dividends and names move no cost, to the last digit."""
    before = costs(holder)
    apply(broker, *actions)

    assert before == costs(holder)


def test_activities_alone_tell_positions_and_cash(broker: Broker, holder: Sdk) -> None:
    """After trades, splits, a dividend, a new name and a deposit, to the cent."""
    for request in (market(symbol="MSFT", notional=100), market(symbol="MSFT", qty=2.7, side=OrderSide.SELL)):
        looks(holder, placed(holder, request), 2)
        apply(broker, {**SPLIT, "old_rate": "2"}, DIVIDEND)
    apply(broker, WHOLE_SPLIT, RENAME)
    control(broker, "cash", {"key": "demo", "amount": "12.34"})
    held, cash = followed(activities(holder))

    assert held == {name: (qty, round(cost, 2)) for name, (qty, cost) in positions(holder).items()}
    assert D(holder.get_account().cash) == cash


def test_a_merger_pays_shares_and_cash(broker: Broker, holder: Sdk) -> None:
    """3.5 shares become a third as many, and 33.25 in cash; the acquired asset is inactive."""
    apply(broker, MERGER)
    shares = positions(holder)

    assert (D("1.166666666"), {"SPY", "WHOLE"}) == (shares["SPY"][0], set(shares))
    assert ("1033.25", "inactive") == (holder.get_account().cash, holder.get_asset("MSFT").status.value)


def test_activities_alone_tell_mergers_reinvestments_and_transfers(broker: Broker, holder: Sdk) -> None:
    """The lots that are left, and the cash, to the cent."""
    control(broker, "transfers", ARRIVAL)
    apply(broker, REINVESTED, MERGER)
    control(broker, "transfers", {"key": "demo", "symbol": "SPY", "qty": "-0.5"})
    looks(holder, placed(holder, market(symbol="SPY", qty=0.9, side=OrderSide.SELL)), 2)
    held, cash = followed(activities(holder))

    assert held == {name: (qty, round(cost, 2)) for name, (qty, cost) in positions(holder).items()}
    assert D(holder.get_account().cash) == cash


@pytest.mark.parametrize(
    ("route", "body", "field"),
    [
        ("actions", {**SPLIT, "symbol": "NOPE"}, "symbol"),
        ("actions", {"kind": "merger"}, "kind"),
        ("cash", {"key": "demo", "amount": "-1000.01"}, "amount"),
        ("cash", {"key": "nobody", "amount": "1"}, "key"),
        ("transfers", {**ARRIVAL, "price": "0"}, "price"),
    ],
)
def test_controls_name_what_is_wrong(
    broker: Broker, holder: Sdk, route: str, body: dict[str, str], field: str
) -> None:
    """400, the field and the reason; nothing has changed."""
    answered = requests.post(f"{broker.url}/_control/{route}", json=body, timeout=10)

    assert (400, field) == (answered.status_code, answered.json()["field"])
    assert "1000.00" == holder.get_account().cash
