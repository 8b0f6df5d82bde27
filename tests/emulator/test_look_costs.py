"""What one look by the schedule reads and writes on the real store: docs/scaling.md counts with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D
from uuid import uuid4

import pytest
from google.cloud.firestore import Client

from automated_worlds import due_world
from real_stores import HALVES, CountingDocuments, on_firestore
from trimtab.adapters.firestore.documents import LARGE_CALL_SECONDS
from trimtab.domain.checkup import DueCheck
from trimtab.domain.portfolio import PortfolioRef
from trimtab.services.check_portfolio import check_portfolio
from worlds import NOON

pytestmark = pytest.mark.emulator

QUIET_READS, QUIET_WRITES = 13, 3
"""Schedule, policy (2), calendar (3), alerts (3), switches (3), taxes; drift, check and schedule written."""


@pytest.fixture
def documents(urls: object) -> Iterator[CountingDocuments]:
    """Open the real store on a project of the test's own."""
    assert urls
    client = Client(project=f"demo-{uuid4().hex[:20]}")
    yield CountingDocuments(client, LARGE_CALL_SECONDS)
    client.close()  # type: ignore[no-untyped-call]  # the client's own gap


def costs(documents: CountingDocuments, **prices: D) -> Counter[str]:
    """Look at two portfolios that are wholly invested, and count the second: the first reads the calendar."""
    here = due_world()
    here.broker.cash = D(0)
    here.broker.prices.update(prices)
    services = on_firestore(here, documents)
    counts = []
    for person in (PortfolioRef("first"), PortfolioRef("second")):
        services.policies.append(person, replace(HALVES, version=1, saved_at=NOON))
        here.clock.advance(timedelta(seconds=1))
        with documents.counting() as counted:
            check_portfolio(DueCheck(portfolio=person, due_at=NOON), services)
        counts.append(counted)
    return counts[-1]


def test_a_quiet_look_costs_what_is_planned_with(documents: CountingDocuments):
    """Most looks are quiet: half as much again would be half as much money again."""
    counted = costs(documents, SPY=D(50), TLT=D(100))

    assert (QUIET_READS, QUIET_WRITES) == (counted["reads"], counted["writes"])


def test_a_look_that_proposes_costs_four_times_as_much_at_most(documents: CountingDocuments):
    """Plan, trades, event, and an alert for each symbol with its messages."""
    counted = costs(documents)

    assert QUIET_READS < counted["reads"] <= 4 * QUIET_READS
    assert QUIET_WRITES < counted["writes"] <= 30


def test_a_look_that_is_not_due_reads_one_document(documents: CountingDocuments):
    """The same task again finds that the schedule has moved on."""
    costs(documents)
    here = due_world()
    here.clock.advance(timedelta(minutes=1))
    with documents.counting() as counted:
        again = check_portfolio(
            DueCheck(portfolio=PortfolioRef("second"), due_at=NOON), on_firestore(here, documents)
        )

    assert again is None
    assert Counter(calls=1, reads=1) == counted
