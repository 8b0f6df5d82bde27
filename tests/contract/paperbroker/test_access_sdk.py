"""The unmodified alpaca-py clients on who is let in, and how often, over real HTTP on loopback."""

from __future__ import annotations

import pytest
import requests
from alpaca.common.exceptions import APIError
from alpaca.data.historical.stock import StockHistoricalDataClient
from alpaca.data.requests import StockLatestQuoteRequest
from alpaca.trading.client import TradingClient

from contract.paperbroker.acts import KEY, NOON, SECRET, Sdk, control
from paperbroker.server import Broker, running_broker


def test_wrong_keys_are_unauthorized(broker: Broker) -> None:
    """401 without a code, on both APIs."""
    stranger = StockHistoricalDataClient("nobody", "x", url_override=broker.url)
    with pytest.raises(APIError, match="unauthorized"):
        TradingClient("nobody", "x", url_override=broker.url).get_account()
    with pytest.raises(APIError, match="unauthorized"):
        stranger.get_stock_latest_quote(StockLatestQuoteRequest(symbol_or_symbols="SPY"))


def test_a_refusal_carries_request_id_and_rate_headers(client: Sdk) -> None:
    """The SDK shows headers on refusals only."""
    with pytest.raises(APIError) as caught:
        client.get_open_position("SPY")
    headers = caught.value.response.headers

    assert ("200", 32) == (headers["X-RateLimit-Limit"], len(headers["X-Request-ID"]))
    assert {"X-RateLimit-Remaining", "X-RateLimit-Reset"} <= headers.keys()


def test_too_many_requests_are_refused() -> None:
    """With an allowance of one, the second request of a minute is 429."""
    keys = {"APCA-API-KEY-ID": KEY, "APCA-API-SECRET-KEY": SECRET}
    with running_broker(wall=lambda: NOON) as broker:
        control(broker, "reset", {"rate_limit": 1})
        answers = [requests.get(f"{broker.url}/v2/clock", headers=keys, timeout=10) for _ in range(2)]

    assert [200, 429] == [answer.status_code for answer in answers]
    assert {"code": 42910000, "message": "rate limit exceeded"} == answers[1].json()


def test_a_token_opens_both_apis(broker: Broker) -> None:
    """An account that has a bearer token may use it in place of its keys (alpaca §5)."""
    control(broker, "reset", {"accounts": [{"key": KEY, "secret": SECRET, "cash": "5", "token": "t-1"}]})
    quotes: Sdk = StockHistoricalDataClient(oauth_token="t-1", url_override=broker.url)
    trading: Sdk = TradingClient(oauth_token="t-1", url_override=broker.url)

    assert {"SPY"} == set(quotes.get_stock_latest_quote(StockLatestQuoteRequest(symbol_or_symbols="SPY")))
    assert "5.00" == trading.get_account().cash


def test_strangers_see_a_page(broker: Broker) -> None:
    """Without any credentials the answer is HTML, which no client can parse (alpaca §7)."""
    answer = requests.get(f"{broker.url}/v2/account", timeout=10)

    assert (401, True) == (answer.status_code, answer.headers["Content-Type"].startswith("text/html"))
