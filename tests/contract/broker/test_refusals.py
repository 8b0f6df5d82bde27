"""Which orders every broker refuses, with which number and for which reason."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Final

import pytest

from contract.broker.acts import accepted, at, buy, refused, sell
from contract.broker.harness import CASH, OPENING, Harness
from trimtab.domain.intent import OrderIntent, OrderType
from trimtab.domain.reasons import ReasonCode

PARAMETER: Final = 40010001
FORBIDDEN: Final = 40310000
RULE: Final = 42210000

REFUSED = {
    "no shares at all": (buy("TLT", "0"), PARAMETER, ReasonCode.BROKER_REFUSED),
    "fewer shares than none": (buy("TLT", "-1"), PARAMETER, ReasonCode.BROKER_REFUSED),
    "less than the finest share": (sell("SPY", "0.0000000001"), PARAMETER, ReasonCode.BROKER_REFUSED),
    "an id of 129 letters": (buy(name="r" * 129), PARAMETER, ReasonCode.BROKER_REFUSED),
    "a limit order without a limit": (buy(order_type=OrderType.LIMIT), PARAMETER, ReasonCode.BROKER_REFUSED),
    "a market order with a limit": (buy(limit_price=D("99.50")), PARAMETER, ReasonCode.BROKER_REFUSED),
    "a limit of nothing": (buy(**at("0")), PARAMETER, ReasonCode.BROKER_REFUSED),
    "a symbol nobody knows": (buy("ZZZZZ", "1"), RULE, ReasonCode.UNKNOWN_SYMBOL),
    "what does not trade": (buy("HALT", "1"), RULE, ReasonCode.NOT_TRADABLE),
    "what is no longer listed": (buy("GONE", "1"), RULE, ReasonCode.NOT_TRADABLE),
    "part of a whole share": (buy("BRK.B", "1.5"), FORBIDDEN, ReasonCode.NOT_FRACTIONABLE),
    "a part of a held whole share": (sell("BRK.B", "0.5"), FORBIDDEN, ReasonCode.NOT_FRACTIONABLE),
    "dollars' worth of whole shares": (
        buy("BRK.B", "0", notional=D("450.00")),
        FORBIDDEN,
        ReasonCode.NOT_FRACTIONABLE,
    ),
    "a purchase below a dollar": (buy("HALF", "1.98"), FORBIDDEN, ReasonCode.BELOW_BROKER_MINIMUM),
    "a limit purchase below a dollar": (
        buy("PNNY", "1", **at("0.9999")),
        FORBIDDEN,
        ReasonCode.BELOW_BROKER_MINIMUM,
    ),
    "a purchase for more than the cash": (buy("SPY", "26"), FORBIDDEN, ReasonCode.INSUFFICIENT_BUYING_POWER),
    "a cent more than the cash": (
        buy("SPY", "0", notional=D("10000.01")),
        FORBIDDEN,
        ReasonCode.INSUFFICIENT_BUYING_POWER,
    ),
    "a limit the cash does not cover": (
        buy("SPY", "25", **at("400.01")),
        FORBIDDEN,
        ReasonCode.INSUFFICIENT_BUYING_POWER,
    ),
    "more shares than are held": (sell("SPY", "11"), FORBIDDEN, ReasonCode.INSUFFICIENT_SHARES),
    "a billionth more than is held": (sell("SPY", "10.000000001"), FORBIDDEN, ReasonCode.INSUFFICIENT_SHARES),
    "shares that are not held": (sell("TLT", "1"), FORBIDDEN, ReasonCode.SHORT_NOT_ALLOWED),
    "a fraction that is not held": (sell("TLT", "0.5"), RULE, ReasonCode.SHORT_NOT_ALLOWED),
}


@pytest.mark.parametrize(("intent", "code", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_what_a_rule_forbids_is_refused(harness: Harness, intent: OrderIntent, code: int, reason: ReasonCode):
    """A refusal is definite: a number, a reason, no order, no cash and no shares moved (alpaca §6, §7)."""
    refusal = refused(harness.broker, intent)
    found = harness.broker.find(intent.client_order_id)

    assert (code, reason, None) == (refusal.code, refusal.reason, found)
    assert (CASH, [D(2), D(10)]) == (
        harness.broker.account().cash,
        [holding.available_quantity for holding in harness.broker.holdings()],
    )


SAID = {
    "too many shares": (sell("SPY", "10.5"), "(requested: 10.5, available: 10)"),
    "too little cash": (buy("SPY", "26"), "insufficient buying power"),
    "unknown": (buy("ZZZZZ", "1"), 'asset "ZZZZZ" not found'),
    "whole shares only": (buy("BRK.B", "1.5"), 'asset "BRK.B" is not fractionable'),
    "too little": (buy("HALF", "1"), "cost basis must be >= minimal amount of order 1"),
    "short": (sell("TLT", "1"), "not allowed to short"),
    "no size": (buy("TLT", "0"), "qty must be > 0"),
}


@pytest.mark.parametrize(("intent", "words"), SAID.values(), ids=SAID.keys())
def test_a_refusal_carries_the_brokers_own_words(harness: Harness, intent: OrderIntent, words: str):
    """People read what the broker said, numbers included (alpaca §7)."""
    assert words in refused(harness.broker, intent).text


TOO_FINE = {
    "below a cent": buy(**at("99.995")),
    "a dollar and a fraction": buy("PNNY", "9", **at("1.0001")),
    "five decimals below a dollar": buy("PNNY", "9", **at("0.49995")),
    "a sale below a cent": sell("SPY", "1", **at("400.001")),
}


@pytest.mark.parametrize("intent", TOO_FINE.values(), ids=TOO_FINE.keys())
def test_a_limit_finer_than_the_tick_is_refused(harness: Harness, intent: OrderIntent):
    """Cents from one dollar on, hundredths of a cent below; refused before or after sending (alpaca §6)."""
    refusal = refused(harness.broker, intent)

    assert ReasonCode.SUB_PENNY_PRICE is refusal.reason
    assert (None, True) == (harness.broker.find("rbp1"), format(intent.limit_price, "f") in refusal.text)


@pytest.mark.parametrize("intent", [buy(), sell()], ids=["a purchase", "a sale"])
def test_a_suspended_account_may_neither_buy_nor_sell(harness: Harness, intent: OrderIntent):
    """Every order of a blocked account is refused (alpaca §6)."""
    harness.suspend()

    assert ReasonCode.ACCOUNT_BLOCKED is refused(harness.broker, intent).reason


@pytest.mark.parametrize("restriction", ["trading_blocked", "account_blocked"])
def test_a_restricted_account_may_not_trade(harness: Harness, restriction: str):
    """Every order of a blocked account is refused (alpaca §6)."""
    harness.restrict(restriction)
    refusal = refused(harness.broker, sell())

    assert (FORBIDDEN, ReasonCode.ACCOUNT_BLOCKED) == (refusal.code, refusal.reason)


def test_the_far_side_of_the_quote_must_be_paid(harness: Harness):
    """Twenty-five shares cost 10,010 at the ask of 400.40, which is more than the cash (alpaca §6)."""
    harness.reset(OPENING.with_spread("20"))

    assert ReasonCode.INSUFFICIENT_BUYING_POWER is refused(harness.broker, buy("SPY", "25")).reason


def test_an_empty_account_can_buy_nothing(harness: Harness):
    """Without cash there is no buying power: the account has no margin (alpaca §10)."""
    harness.reset(OPENING.with_cash("0.00"))

    assert ReasonCode.INSUFFICIENT_BUYING_POWER is refused(harness.broker, buy("TLT", "1")).reason


def test_a_refused_name_is_still_free(harness: Harness):
    """Only an order that was taken takes its id with it (alpaca §6)."""
    refused(harness.broker, buy("SPY", "26", "rbp1"))

    assert "rbp1" == accepted(harness.broker, buy("SPY", "1", "rbp1")).client_order_id
