from __future__ import annotations

from decimal import Decimal as D
from typing import Any

from paperbroker.book.account import Account
from unit.paperbroker.builders import NOON


def account(key: str, **fields: Any) -> Account:
    opened = {"cash": D(1), "opening_equity": D(1), "opened_at": NOON}
    return Account(key=key, **{"secret": "s", **opened, **fields})


def test_a_key_is_one_account() -> None:
    """The id follows from the key alone."""
    assert account("demo").id == account("demo", secret="other", cash=D(2)).id
    assert account("demo").id != account("other").id
