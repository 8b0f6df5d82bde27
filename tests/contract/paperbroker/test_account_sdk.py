"""The unmodified alpaca-py clients on the account, over real HTTP on loopback."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from alpaca.trading.enums import AccountStatus, TradeConfirmationEmail
from alpaca.trading.models import AccountConfiguration
from alpaca.trading.requests import GetPortfolioHistoryRequest

from contract.paperbroker.acts import KEYS, SETTING, Sdk, control, looks, market, placed, refusal, refused
from contract.paperbroker.scenes import opening
from paperbroker.server import Broker

THURSDAY = "2026-11-19T17:00:00Z"
FRIDAY = "2026-11-20T17:00:00Z"


def two_days(broker: Broker) -> None:
    """Open on Thursday at 2,600, close at 2,700, and deposit 50 on Friday."""
    control(broker, "reset", {**SETTING, "now": THURSDAY})
    control(broker, "prices", {"MSFT": "170.00"})
    control(broker, "clock", {"now": FRIDAY})
    control(broker, "cash", {"key": "demo", "amount": "50.00"})


def account_of(broker: Broker, **fields: object) -> None:
    control(broker, "reset", opening(**fields))


def configured(client: Sdk, **fields: Any) -> AccountConfiguration:
    """Change some configurations the way the SDK wants it: read all, send all."""
    changed = client.get_account_configurations().model_copy(update=fields)
    answered = client.set_account_configurations(changed)
    assert isinstance(answered, AccountConfiguration)
    return answered


def test_the_account_is_a_cash_account(client: Sdk) -> None:
    """Cash, equity and buying power as text, multiplier one."""
    account = client.get_account()

    assert ("1000.00", "2600.00", "1000.00", "1") == (
        account.cash,
        account.equity,
        account.buying_power,
        account.multiplier,
    )


def test_last_equity_is_that_of_the_last_close(broker: Broker, client: Sdk) -> None:
    """Today's deposit is in equity only."""
    two_days(broker)
    account = client.get_account()

    assert ("2750.00", "2700.00") == (account.equity, account.last_equity)


def test_a_blocked_account_says_so_and_takes_no_order(broker: Broker, client: Sdk) -> None:
    """What the broker has taken is shown and acted upon."""
    account_of(broker, restrictions={"trading_blocked": True})

    assert client.get_account().trading_blocked
    assert (403, 40310000) == refused(client, market(qty=1))[:2]


def test_an_account_may_be_in_any_state_of_alpacas(broker: Broker, client: Sdk) -> None:
    """One that is being approved is not active."""
    account_of(broker, status="APPROVAL_PENDING")

    assert AccountStatus.APPROVAL_PENDING is client.get_account().status


def test_a_state_the_sdk_does_not_know_goes_out_as_it_is(broker: Broker, client: Sdk) -> None:
    """It is in Alpaca's list all the same."""
    assert client is not None
    account_of(broker, status="ACCOUNT_CLOSED_PENDING")
    answered = requests.get(f"{broker.url}/v2/account", headers=KEYS, timeout=10)

    assert "ACCOUNT_CLOSED_PENDING" == answered.json()["status"]


def test_configurations_are_kept(client: Sdk) -> None:
    """What is sent comes back, and is there on the next look."""
    sent = configured(
        client, no_shorting=True, max_margin_multiplier="2", trade_confirm_email=TradeConfirmationEmail.NONE
    )

    assert (True, "2", "none") == (
        sent.no_shorting,
        sent.max_margin_multiplier,
        sent.trade_confirm_email.value,
    )
    assert sent == client.get_account_configurations()


def test_suspended_trading_stops_orders_until_it_is_lifted(client: Sdk) -> None:
    """The account shows it too."""
    configured(client, suspend_trade=True)
    seen = client.get_account().trade_suspended_by_user, refused(client, market(qty=1))[0]
    configured(client, suspend_trade=False)

    assert ((True, 403), "SPY") == (seen, placed(client, market(qty=1)).symbol)


def test_fractions_can_be_switched_off(client: Sdk) -> None:
    """Whole shares still trade."""
    configured(client, fractional_trading=False)

    assert (403, "SPY") == (refused(client, market(qty=0.5))[0], placed(client, market(qty=1)).symbol)


def test_a_configuration_that_is_none_is_refused(client: Sdk) -> None:
    """With 422, and nothing changes."""
    before = client.get_account_configurations()

    assert 422 == refusal(lambda: configured(client, max_margin_multiplier="8"))[0]
    assert before == client.get_account_configurations()


def test_the_history_reads_day_by_day(broker: Broker, client: Sdk) -> None:
    """Two closes in numbers, the second of a day that goes on."""
    two_days(broker)
    history = client.get_portfolio_history(
        GetPortfolioHistoryRequest(period="1W", timeframe="1D", cashflow_types="ALL")
    )

    assert ([2700.0, 2750.0], [100.0, 150.0], 2600.0) == (
        history.equity,
        history.profit_loss,
        history.base_value,
    )
    assert {"CSD": [0.0, 50.0]} == {kind.value: sums for kind, sums in history.cashflow.items()}


def test_the_history_of_a_day_reads_minute_by_minute(broker: Broker, client: Sdk) -> None:
    """From half past nine to noon, profit over yesterday's close."""
    two_days(broker)
    history = client.get_portfolio_history(GetPortfolioHistoryRequest(period="1D"))

    assert ("1Min", 151, [0.0, 50.0]) == (
        history.timeframe,
        len(history.timestamp),
        [history.profit_loss[0], history.profit_loss[-1]],
    )


def test_the_history_follows_fills(broker: Broker, client: Sdk) -> None:
    """A purchase above the last price costs its spread."""
    control(broker, "reset", {**SETTING, "now": FRIDAY, "spread_bps": "20"})
    looks(client, placed(client, market(qty=1)), 2)
    history = client.get_portfolio_history(GetPortfolioHistoryRequest(period="1D", timeframe="1D"))

    assert float(client.get_account().equity) == history.equity[-1] < 2600


@pytest.mark.parametrize(
    "query",
    [
        {"period": "2M", "timeframe": "1Min"},
        {"timeframe": "7Min"},
        {"period": "1D", "start": "2026-11-19T00:00:00Z", "end": "2026-11-20T00:00:00Z"},
    ],
)
def test_a_history_that_cannot_be_given_is_refused(client: Sdk, query: dict[str, str]) -> None:
    """Too fine, unknown, or bounded three times."""
    assert (422, 40010001) == refusal(lambda: client.get("/account/portfolio/history", query))[:2]
