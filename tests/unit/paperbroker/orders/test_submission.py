from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from paperbroker.basics.refusals import RefusedError
from paperbroker.orders.order import OrderType, Ticket
from paperbroker.orders.submission import read_ticket
from unit.paperbroker.builders import BUY

BUY_ONE = {**BUY, "qty": "1"}
LIMIT = {**BUY_ONE, "type": "limit"}


def read(body: object) -> Ticket:
    return read_ticket(body, lambda: "made")


def test_a_plain_order_is_read() -> None:
    """Nulls count as absent and the missing client id is made."""
    ticket = read({**BUY_ONE, "notional": None, "extended_hours": False, "order_class": "simple"})

    assert ("SPY", D(1), None, "made") == (ticket.symbol, ticket.qty, ticket.notional, ticket.client_order_id)


def test_the_tenth_decimal_of_a_quantity_is_cut() -> None:
    """More than nine decimals are cut off silently, as Alpaca does."""
    assert D("0.000217391") == read({**BUY, "qty": D("0.000217391999")}).qty


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (BUY, "qty or notional is required"),
        ({**BUY_ONE, "notional": "5"}, "only one of qty or notional is accepted"),
        ({**BUY, "qty": "0"}, "qty must be > 0"),
        ({**BUY, "qty": "-1"}, "qty must be > 0"),
        ({**BUY, "qty": "NaN"}, "qty must be > 0"),
        ({**BUY, "qty": "1E-10"}, "qty must be > 0"),
        ({**BUY, "qty": True}, "qty must be > 0"),
        ({**BUY, "qty": "1E9"}, "qty must be < 1000000000"),
        ({**BUY, "notional": "0"}, "notional must be > 0"),
        ({**BUY_ONE, "side": "hold"}, "invalid side"),
        ({**BUY_ONE, "type": "magic"}, "invalid order type"),
        ({**BUY_ONE, "time_in_force": ["day"]}, "invalid time_in_force"),
        ({**BUY_ONE, "symbol": ""}, "symbol is required"),
        ({**BUY_ONE, "limit_price": "1"}, "market orders require no stop or limit price"),
        (LIMIT, "limit orders require a limit price"),
        ({**LIMIT, "limit_price": "0"}, "limit price must be > 0"),
        ({**LIMIT, "limit_price": "1", "stop_price": "1"}, "limit orders require no stop price"),
        ({**BUY_ONE, "type": "stop"}, "stop orders require a stop price"),
        (
            {**BUY_ONE, "type": "stop", "stop_price": "1", "limit_price": "1"},
            "stop orders require no limit price",
        ),
        ({**BUY_ONE, "type": "stop_limit", "stop_price": "1"}, "stop limit orders require a limit price"),
        ({**BUY_ONE, "type": "stop_limit"}, "stop limit orders require a limit and a stop price"),
        ({**BUY_ONE, "extended_hours": "yes"}, "invalid extended_hours"),
        ({**BUY_ONE, "client_order_id": 7}, "client_order_id must be a string"),
        ({**BUY_ONE, "client_order_id": "x" * 129}, "client_order_id must be no more than 128 characters"),
    ],
)
def test_bad_parameters_are_refused(body: dict[str, Any], message: str) -> None:
    """Each arrives as 422 with code 40010001 and says what is wrong."""
    with pytest.raises(RefusedError) as caught:
        read(body)

    assert (422, 40010001, message) == _answer(caught.value)


@pytest.mark.parametrize(
    ("extra", "what"),
    [
        ({"type": "trailing_stop", "trail_price": "1"}, 'order type "trailing_stop"'),
        ({"order_class": "bracket"}, 'order class "bracket"'),
        ({"order_class": []}, 'order class "[]"'),
        ({"time_in_force": "opg"}, 'time_in_force "opg"'),
        ({"time_in_force": "fok"}, 'time_in_force "fok"'),
        ({"take_profit": {"limit_price": "1"}}, "field take_profit"),
        ({"position_intent": "sell_to_open"}, 'position_intent "sell_to_open" on a buy order'),
    ],
)
def test_more_than_a_plain_order_is_refused(extra: dict[str, Any], what: str) -> None:
    """What is not executed as meant is refused with 422 42210000, never taken as plain."""
    with pytest.raises(RefusedError) as caught:
        read({**BUY_ONE, **extra})

    assert (422, 42210000, f"{what} is not supported by this paper broker") == _answer(caught.value)


@pytest.mark.parametrize(
    ("sent", "read_as"), [(1e-09, "1E-9"), (0.1 + 0.2, "0.3"), ("1.0", "1"), (D("1.0"), "1"), (2, "2")]
)
def test_quantities_are_read_as_the_sdk_writes_them(sent: object, read_as: str) -> None:
    """Exponents, the noise of floats, text and numbers (alpaca §5)."""
    written = D(repr(sent)) if isinstance(sent, float) else sent

    assert D(read_as) == read({**BUY, "qty": written}).qty


@pytest.mark.parametrize(
    ("stop", "limit"), [("49.99", "51.98"), ("50", "51.25"), ("420", "430.5"), ("0.5", "0.52")]
)
def test_a_buy_stop_becomes_a_stop_limit(stop: str, limit: str) -> None:
    """4 % above a stop below 50 USD, 2.5 % above any other, cut to the tick (alpaca §6)."""
    ticket = read({**BUY_ONE, "type": "stop", "stop_price": stop})

    assert (OrderType.STOP_LIMIT, D(stop), D(limit)) == (ticket.type, ticket.stop_price, ticket.limit_price)


def test_a_sell_stop_stays_one() -> None:
    """Once triggered it sells at any price."""
    ticket = read({**BUY_ONE, "side": "sell", "type": "stop", "stop_price": "90"})

    assert (OrderType.STOP, None) == (ticket.type, ticket.limit_price)


def test_a_notional_has_two_decimals() -> None:
    """A third decimal is a business-rule refusal; trailing zeros are not decimals."""
    with pytest.raises(RefusedError) as caught:
        read({**BUY, "notional": "5.001"})

    assert (422, 42210000, "notional value must be limited to 2 decimal places") == _answer(caught.value)
    assert D(5) == read({**BUY, "notional": "5.000"}).notional


@pytest.mark.parametrize("body", [[], "order", None, D(1)])
def test_a_body_that_is_no_object_is_refused(body: object) -> None:
    """Lists, text, numbers and null are no order."""
    with pytest.raises(RefusedError) as caught:
        read(body)

    assert (400, 40010000, "request body format is invalid") == _answer(caught.value)


def _answer(error: RefusedError) -> tuple[int, int | None, str]:
    return error.refusal.status, error.refusal.code, error.refusal.message
