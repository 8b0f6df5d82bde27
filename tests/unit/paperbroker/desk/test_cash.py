from __future__ import annotations

from decimal import Decimal as D

import pytest

from paperbroker.basics.fields import SettingError
from paperbroker.desk.cash import CashMove, move_cash, read_cash
from paperbroker.desk.trading import submit
from paperbroker.orders.activity import EntryType
from unit.paperbroker.builders import BUY, demo, exchange, with_shares


@pytest.mark.parametrize(
    ("fields", "move"),
    [
        ({"amount": "500.00"}, (D(500), EntryType.DEPOSIT)),
        ({"amount": "-0.01"}, (D("-0.01"), EntryType.WITHDRAWAL)),
        ({"amount": "1.25", "activity_type": "INT"}, (D("1.25"), EntryType.INTEREST)),
        ({"amount": "-2", "activity_type": "FEE"}, (D(-2), EntryType.FEE)),
    ],
)
def test_a_sign_makes_a_deposit_or_a_withdrawal(fields: dict[str, str], move: tuple[D, EntryType]) -> None:
    """Unless it is said to be interest or a fee."""
    assert CashMove("demo", *move) == read_cash({"key": "demo", **fields})


@pytest.mark.parametrize(
    ("fields", "culprit"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "0.001"}, "amount"),
        ({"amount": "much"}, "amount"),
        ({"amount": "-1", "activity_type": "CSD"}, "activity_type"),
        ({"amount": "1", "activity_type": "FEE"}, "activity_type"),
        ({"amount": "1", "activity_type": "DIV"}, "activity_type"),
        ({"amount": "1", "note": "rent"}, "note"),
    ],
)
def test_a_move_that_cannot_be_read_is_named(fields: dict[str, str], culprit: str) -> None:
    """Nothing, fractions of a cent, a sign against its type."""
    with pytest.raises(SettingError) as caught:
        read_cash({"key": "demo", **fields})

    assert culprit == caught.value.field


def test_a_deposit_is_there_at_once() -> None:
    """Cash rises by exactly the amount, and the entry says so."""
    broker = exchange(**with_shares("1", cash="100.25"))
    entry = move_cash(broker, read_cash({"key": "demo", "amount": "50.75"}))

    assert (D("151.00"), D("50.75"), "CSD") == (demo(broker).cash, entry.net_amount, entry.activity_type)


def test_cash_held_by_orders_cannot_be_withdrawn() -> None:
    """Of 1,000 an open purchase of one at 410.25 leaves 589.75."""
    broker = exchange(**with_shares("1"))
    submit(broker, demo(broker), {**BUY, "qty": "1"})
    with pytest.raises(SettingError, match=r"589\.75 is free"):
        move_cash(broker, read_cash({"key": "demo", "amount": "-589.76"}))

    assert (
        D("410.25")
        == demo(broker).cash + move_cash(broker, read_cash({"key": "demo", "amount": "-589.75"})).net_amount
    )


def test_an_unknown_account_is_named() -> None:
    """Its key is what is wrong."""
    with pytest.raises(SettingError) as caught:
        move_cash(exchange(), read_cash({"key": "nobody", "amount": "1"}))

    assert "key" == caught.value.field
