"""What every alert history and every inbox promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from google.cloud.firestore import Client

from builders import NOON, OWNER
from contract.stores.test_lost_answers import Answerless, Mute
from contract.telling.conftest import Kept, on_firestore
from telling_builders import alert, alert_turn, delivery, finding, run_ended
from trimtab.adapters.firestore.documents import Documents
from trimtab.domain.alert import Alert, AlertKind, AlertLevel
from trimtab.domain.errors import UnavailableError
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.preferences import Channel

LATER = NOON + timedelta(hours=1)
YESTERDAY = NOON - timedelta(days=1)
OPEN = alert()
TOLD = delivery(Channel.INBOX)


def resolved(opened: Alert, at: datetime = NOON) -> Alert:
    return replace(opened, resolved_at=at, changed_at=at, sequence=2)


def turned(kept: Kept, *alerts: Alert) -> None:
    """Store turns that nobody is told of."""
    for each in alerts:
        kept.alerts.turn(each, ())


def test_open_alerts_come_back(kept: Kept):
    """As they were stored; resolved ones are not among them."""
    other = alert(alert_id="al_0", key="TLT", opened_at=YESTERDAY)
    turned(kept, other, resolved(other), OPEN)

    assert (OPEN,) == kept.alerts.current(OWNER, ())


def test_the_latest_on_what_was_found_is_current(kept: Kept):
    """The next episode is named after it; those before it, and those of other things, are history."""
    days = [alert(alert_id=f"al_{n}", opened_at=NOON - n * timedelta(days=1)) for n in (3, 2, 1)]
    strange = [
        alert(alert_id="al_x", key="TLT"),
        alert(alert_id="al_y", kind=AlertKind.RUN, opened_at=LATER),
        alert(alert_id="al_z", key="SPYG", opened_at=LATER),
    ]
    for each in (*days, *strange):
        turned(kept, each, resolved(each, LATER))

    assert (resolved(days[-1], LATER),) == kept.alerts.current(OWNER, [finding(), finding()])


def test_an_open_one_is_the_latest(kept: Kept):
    """It comes once, whether or not it is found."""
    before = alert(alert_id="al_0", opened_at=YESTERDAY)
    turned(kept, before, resolved(before), OPEN)

    assert [(OPEN,)] * 2 == [kept.alerts.current(OWNER, found) for found in ((), [finding()])]


def test_what_was_never_found_has_no_latest(kept: Kept):
    """The first episode has none before it."""
    assert () == kept.alerts.current(OWNER, [finding()])


def test_a_turn_takes_the_place_of_the_one_before(kept: Kept):
    """There is one record of an episode."""
    done = resolved(OPEN, LATER)
    turned(kept, OPEN, done)

    assert (done,) == kept.alerts.history(OWNER, 10)


def test_a_turn_comes_with_what_tells_it(kept: Kept):
    """Both are there, or neither."""
    kept.alerts.turn(OPEN, [TOLD, delivery(Channel.MAIL)])

    assert {TOLD, delivery(Channel.MAIL)} == set(kept.deliveries.due(NOON, 10))


def test_who_is_second_to_keep_a_turn_tells_nothing(kept: Kept):
    """The first one stays as it is, be it an opening or a later turn (F-005)."""
    worse = replace(OPEN, level=AlertLevel.CRITICAL, changed_at=LATER, sequence=2)
    turned(kept, OPEN)
    kept.alerts.turn(replace(OPEN, text="again", opened_at=LATER), [TOLD])
    turned(kept, resolved(OPEN))
    kept.alerts.turn(worse, [TOLD])

    assert ((resolved(OPEN),), ()) == (kept.alerts.history(OWNER, 10), kept.deliveries.due(LATER, 10))


def test_a_turn_without_the_one_before_is_not_kept(kept: Kept):
    """Nobody can resolve what was never opened."""
    kept.alerts.turn(resolved(OPEN), [TOLD])

    assert ((), ()) == (kept.alerts.history(OWNER, 10), kept.deliveries.due(LATER, 10))


def test_a_note_is_kept_unless_the_alert_has_turned(kept: Kept):
    """Whoever comes late with a note leaves the turn alone."""
    noted = replace(OPEN, calm_since=LATER)
    turned(kept, OPEN)
    kept.alerts.note(noted)
    with_note = kept.alerts.current(OWNER, ())
    turned(kept, resolved(OPEN))
    kept.alerts.note(noted)

    assert ((noted,), (resolved(OPEN),)) == (with_note, kept.alerts.history(OWNER, 10))


def test_the_history_has_pages(kept: Kept):
    """The latest first, and the next page begins before the last of this one."""
    turned(kept, *(alert(alert_id=f"al_{n}", opened_at=NOON + n * timedelta(hours=1)) for n in range(3)))
    first = kept.alerts.history(OWNER, 2)
    second = kept.alerts.history(OWNER, 2, first[-1].opened_at)

    assert [["al_2", "al_1"], ["al_0"]] == [[each.alert_id for each in page] for page in (first, second)]


def test_every_portfolio_has_alerts_of_its_own(kept: Kept):
    """The second one of the same person knows nothing of the first."""
    turned(kept, OPEN)
    second = PortfolioRef(OWNER.uid, "second")

    assert ((), ()) == (kept.alerts.current(second, [finding()]), kept.alerts.history(second, 10))


@pytest.mark.emulator
def test_a_turn_whose_answer_was_lost_is_there_once(client: Client, documents: Documents):
    """The store took it, and the look finds it; where it took nothing the caller hears so."""
    on_firestore(Answerless(client)).alerts.turn(OPEN, [TOLD])
    on_firestore(Answerless(client)).alerts.turn(resolved(OPEN), ())
    with pytest.raises(UnavailableError):
        on_firestore(Mute(client)).alerts.turn(alert(alert_id="al_2"), [delivery(Channel.MAIL)])
    kept = on_firestore(documents)

    assert ((resolved(OPEN),), (TOLD,)) == (kept.alerts.history(OWNER, 10), kept.deliveries.due(NOON, 10))


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
