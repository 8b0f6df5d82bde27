from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal as D
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from paperbroker.basics.side import Side
from paperbroker.book.account import Account, Configurations, Restrictions
from paperbroker.book.rows import Codec
from paperbroker.market.actions import Split
from paperbroker.orders.activity import Entry, EntryType
from paperbroker.orders.behaviour import Behaviour, CancelCourse
from paperbroker.orders.order import Order, OrderType, Status, Ticket
from unit.paperbroker.builders import NOON, order, ticket

amounts = st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=D(10) ** 18, places=9)
instants = st.datetimes(timezones=st.just(UTC))
texts = st.text(st.characters(codec="utf-8"), max_size=128)
maybe_amounts = st.none() | amounts
ids = st.uuids()

tickets = st.builds(
    Ticket,
    symbol=texts,
    side=st.sampled_from(Side),
    type=st.sampled_from(OrderType),
    time_in_force=st.sampled_from(["day", "gtc"]),
    client_order_id=texts,
    qty=maybe_amounts,
    notional=maybe_amounts,
    limit_price=maybe_amounts,
    stop_price=maybe_amounts,
    extended_hours=st.booleans(),
)
courses = st.builds(
    Behaviour,
    looks_to_wait=st.integers(0, 99),
    portion=amounts,
    is_rejected=st.booleans(),
    cancel=st.sampled_from(CancelCourse),
)
orders = st.builds(
    Order,
    id=ids,
    asset_id=ids,
    ticket=tickets,
    course=courses,
    reference_price=amounts,
    status=st.sampled_from(Status),
    created_at=instants,
    updated_at=instants,
    expires_at=instants,
    nanosecond=st.integers(1, 999),
    filled_qty=amounts,
    filled_value=amounts,
    is_triggered=st.booleans(),
    carried_qty=amounts,
    pending_hold=maybe_amounts,
    replaces=st.none() | ids,
    replaced_by=st.none() | ids,
    filled_at=st.none() | instants,
)


@given(orders)
def test_every_order_comes_back_as_it_went(one: Order) -> None:
    """Cells are exact both ways, nested values and nulls included."""
    codec = Codec(Order)

    assert one == codec.decode(codec.encode(one))


def test_decimals_keep_their_very_digits() -> None:
    """1.50 does not become 1.5, and nothing becomes a float."""
    codec = Codec(Order)
    cells = codec.encode(order(ticket(qty=D("1.50"))))

    assert ("1.50", True) == (cells[codec.names.index("qty")], all(not isinstance(c, float) for c in cells))


def _example(kind: type) -> Any:
    account = Account(key="k", secret="s", cash=D("0.1"), opened_at=NOON, opening_equity=D(1), token=None)
    booked: dict[str, Any] = {"day": date(2026, 11, 20), "at": NOON, "net_amount": D("-0.01")}
    entry = Entry(id=UUID(int=1), activity_type=EntryType.DIVIDEND, **booked)
    return {
        Account: account,
        Entry: entry,
        Split: Split("SPY", date(2026, 11, 20), D(1), D(3)),
        Configurations: Configurations(max_margin_multiplier="4"),
        Restrictions: Restrictions(account_blocked=True),
    }[kind]


def test_other_values_come_back_too() -> None:
    """Days, flags, defaults and values without a nested one."""
    for kind in (Account, Entry, Split, Configurations, Restrictions):
        codec: Codec[Any] = Codec(kind)
        assert _example(kind) == codec.decode(codec.encode(_example(kind)))


def test_an_offset_survives() -> None:
    """An instant keeps the offset it was written with."""
    codec = Codec(Order)
    there = datetime.fromisoformat("2026-11-20T12:00:00-05:00")
    back = codec.decode(codec.encode(order(created_at=there)))

    assert "2026-11-20T12:00:00-05:00" == back.created_at.isoformat()
