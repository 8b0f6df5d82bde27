"""A run's own account."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trimtab.domain.errors import RefusedError
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import account_key
from trimtab.domain.snapshot import BrokerMode
from trimtab.services.brokers import broker_of
from worlds import world


def test_a_run_opens_the_account_it_was_reserved_on():
    """While the keys are those of that account."""
    here = world()

    assert here.broker is broker_of(here.reserved(SPY="60", TLT="40").run, here.services)


def test_another_account_is_not_opened_for_it():
    """Its owner's keys were swapped (I-22)."""
    here = world()
    run = here.reserved(SPY="60", TLT="40").run
    here.swap_keys()

    with pytest.raises(RefusedError) as refused:
        broker_of(run, here.services)

    assert (ReasonCode.ACCOUNT_CHANGED, True) == (
        refused.value.code,
        run.account_key in refused.value.message,
    )


def test_paper_and_live_are_two_accounts():
    """Though the broker might give both the same number."""
    here = world()
    run = here.reserved(SPY="60", TLT="40").run
    live = replace(run, account_key=account_key(BrokerMode.LIVE, run.account_id))

    with pytest.raises(RefusedError):
        broker_of(live, here.services)
