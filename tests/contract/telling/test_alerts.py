"""What every alert history and every inbox promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from builders import NOON, OWNER
from contract.telling.conftest import Kept
from telling_builders import alert, alert_turn, delivery, run_ended
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.preferences import Channel

LATER = NOON + timedelta(hours=1)
OPEN = alert()
CLOSED = alert(alert_id="al_0", key="TLT", opened_at=NOON - timedelta(days=1), resolved_at=NOON, sequence=2)


def test_open_alerts_come_back(kept: Kept):
    """As they were stored; resolved ones are not among them."""
    kept.alerts.save([OPEN, CLOSED])

    assert (OPEN,) == kept.alerts.current(OWNER, LATER)


def test_who_has_just_turned_is_current(kept: Kept):
    """A look that comes late must find what was resolved in the meantime."""
    kept.alerts.save([OPEN, CLOSED])

    assert (CLOSED, OPEN) == kept.alerts.current(OWNER, NOON)


def test_a_turn_takes_the_place_of_the_one_before(kept: Kept):
    """There is one record of an episode."""
    done = replace(OPEN, resolved_at=LATER, changed_at=LATER, sequence=2)
    for each in (OPEN, done):
        kept.alerts.save([each])

    assert (done,) == kept.alerts.history(OWNER, 10)
    assert () == kept.alerts.current(OWNER, LATER + timedelta(seconds=1))


def test_the_history_has_pages(kept: Kept):
    """The latest first, and the next page begins before the last of this one."""
    kept.alerts.save([alert(alert_id=f"al_{n}", opened_at=NOON + n * timedelta(hours=1)) for n in range(3)])
    first = kept.alerts.history(OWNER, 2)
    second = kept.alerts.history(OWNER, 2, first[-1].opened_at)

    assert [["al_2", "al_1"], ["al_0"]] == [[each.alert_id for each in page] for page in (first, second)]


def test_every_portfolio_has_alerts_of_its_own(kept: Kept):
    """The second one of the same person knows nothing of the first."""
    kept.alerts.save([OPEN])
    second = PortfolioRef(OWNER.uid, "second")

    assert ((), ()) == (kept.alerts.current(second, NOON), kept.alerts.history(second, 10))


def test_nothing_to_save_is_nothing(kept: Kept):
    """An observation without turns asks for no write."""
    kept.alerts.save([])

    assert () == kept.alerts.history(OWNER, 10)


def test_the_inbox_has_each_event_once(kept: Kept):
    """However often it was delivered (F-150)."""
    for _ in range(2):
        kept.inbox.put(delivery(Channel.INBOX))

    assert [alert_turn().event_id] == [entry.entry_id for entry in kept.inbox.latest(OWNER, 10)]


def test_the_inbox_shows_the_latest_first(kept: Kept):
    """No more than asked for."""
    late = replace(run_ended(), at=LATER)
    for event in (alert_turn(), late):
        kept.inbox.put(delivery(Channel.INBOX, event))

    assert [late.event_id] == [entry.entry_id for entry in kept.inbox.latest(OWNER, 1)]
