from __future__ import annotations

import sqlite3
from dataclasses import replace
from decimal import Decimal as D

import pytest

from paperbroker.book import accounts
from paperbroker.book.account import Account, Configurations, Restrictions
from paperbroker.book.accounts import AccountStore
from unit.paperbroker.builders import NOON

FIRST = Account(
    key="a",
    secret="s",
    cash=D("0.000000000000001"),
    opened_at=NOON,
    opening_equity=D("1E+3"),
    token="t",
    status="ACCOUNT_CLOSED",
    restrictions=Restrictions(trading_blocked=True),
    configurations=Configurations(no_shorting=True, max_margin_multiplier="4", max_options_trading_level=2),
)
SECOND = Account(key="b", secret="s", cash=D(5), opened_at=NOON, opening_equity=D(5))


@pytest.fixture
def store() -> AccountStore:
    connection = sqlite3.connect(":memory:")
    connection.executescript(accounts.SCHEMA)
    kept = AccountStore(connection)
    for account in (SECOND, FIRST):
        kept.put(account)
    return kept


def test_accounts_come_back_as_they_were_put(store: AccountStore) -> None:
    """To the last digit and flag, in the order of their keys."""
    assert [FIRST, SECOND] == list(store)


def test_an_account_is_found_by_key_or_token(store: AccountStore) -> None:
    """One without a token is found by none."""
    assert (FIRST, FIRST, None) == (store.by_key("a"), store.by_token("t"), store.by_token("None"))


def test_a_new_state_replaces_the_old_one(store: AccountStore) -> None:
    """Under the same key."""
    poorer = replace(SECOND, cash=D("-1.5"))
    store.put(poorer)

    assert [FIRST, poorer] == list(store)
