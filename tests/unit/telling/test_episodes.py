"""Episodes of alerts: one notice for each turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from builders import NOON, OWNER
from telling_builders import alert, finding, look
from trimtab.domain.alert import Alert, AlertKind, AlertLevel, AlertTurn, AlertUpdate, Observation
from trimtab.telling.episodes import update_alerts

DAY = timedelta(days=1)
LATER = NOON + DAY


def updated(alerts: tuple[Alert, ...], seen: Observation) -> AlertUpdate:
    return update_alerts(OWNER, alerts, seen)


def turns(update: AlertUpdate) -> list[tuple[str, AlertTurn]]:
    return [(change.alert.key, change.turn) for change in update.changes]


def test_a_finding_opens_an_alert():
    """One for each finding, in their order, at its level."""
    opened = updated((), look(finding("B", AlertLevel.CRITICAL), finding("A")))

    assert [("B", AlertTurn.OPENED), ("A", AlertTurn.OPENED)] == turns(opened)
    assert [AlertLevel.CRITICAL, AlertLevel.WARNING] == [each.level for each in opened.alerts]


def test_the_same_look_again_changes_nothing():
    """Nor does a later look that finds the same."""
    history = updated((), look(finding())).alerts

    assert [AlertUpdate(alerts=history)] * 2 == [
        updated(history, look(finding(), at=at)) for at in (NOON, LATER)
    ]


def test_a_worse_level_is_one_turn():
    """It is told once; easing is none, and the worst level stays."""
    worse = updated((alert(),), look(finding(level=AlertLevel.CRITICAL), at=LATER))
    eased = updated(worse.alerts, look(finding(), at=LATER + timedelta(days=1)))

    assert ([("SPY", AlertTurn.WORSENED)], []) == (turns(worse), turns(eased))
    assert (AlertLevel.CRITICAL, 2, LATER) == (
        eased.alerts[0].level,
        eased.alerts[0].sequence,
        eased.alerts[0].changed_at,
    )
    assert "SPY is CRITICAL." == worse.alerts[0].text


def test_what_is_not_found_any_more_is_resolved():
    """At the time of the look, with the worst level and the last text kept."""
    done = updated((alert(),), look(at=LATER))

    assert [("SPY", AlertTurn.RESOLVED)] == turns(done)
    assert (alert(resolved_at=LATER, changed_at=LATER, sequence=2),) == done.alerts


def test_a_look_elsewhere_resolves_nothing():
    """Another kind, or another key of the same kind."""
    blind = replace(look(at=LATER), keys=frozenset({"TLT"}))

    assert [(alert(),)] * 2 == [
        updated((alert(),), seen).alerts for seen in (look(at=LATER, kind=AlertKind.RUN), blind)
    ]


def test_a_resolved_alert_stays_resolved():
    """A new finding on the same key is a new episode with an id of its own."""
    old = alert(resolved_at=NOON, sequence=2)
    again = updated((old,), look(finding(), at=LATER))

    assert old == again.alerts[0]
    assert 2 == len({each.alert_id for each in again.alerts})


def test_a_look_that_comes_late_changes_nothing():
    """What was seen before the last turn neither resolves, nor raises, nor reopens (F-152)."""
    moved = alert(changed_at=LATER)
    closed = alert(changed_at=LATER, resolved_at=LATER)
    worse = look(finding(level=AlertLevel.CRITICAL))

    assert [AlertUpdate(alerts=(each,)) for each in (moved, closed)] == [
        updated((each,), worse) for each in (moved, closed)
    ]


def test_two_findings_on_one_thing_are_one():
    """The worse of both counts."""
    opened = updated((), look(finding(), finding(level=AlertLevel.CRITICAL), finding()))

    assert [AlertLevel.CRITICAL] == [each.level for each in opened.alerts]


def test_equal_keys_of_two_kinds_are_two_things():
    """A run and a symbol may have one name."""
    both = replace(look(finding("X"), finding("X", kind=AlertKind.RUN)), kinds=frozenset(AlertKind))

    assert 2 == len({each.alert_id for each in updated((), both).alerts})


def test_one_instant_has_one_turn():
    """A second look of the same moment finds its turn taken, whatever it says."""
    looks = (look(finding(level=AlertLevel.CRITICAL)), look())

    assert [AlertUpdate(alerts=(alert(),))] * 2 == [updated((alert(),), seen) for seen in looks]


def test_an_episode_is_named_after_the_one_before_it():
    """Two workers, or one that died, find the same at different times: it is one episode (F-005)."""
    old = alert(resolved_at=NOON, sequence=2)
    first = [updated((), look(finding(), at=at)).alerts[0].alert_id for at in (NOON, LATER)]
    second = [updated((old,), look(finding(), at=LATER + n * DAY)).alerts[1].alert_id for n in range(2)]

    assert 2 == len({*first, *second})
    assert 2 == len({*first, updated((), look(finding("TLT"))).alerts[0].alert_id})


def wavering(at: datetime) -> Observation:
    """Look when SPY is in its band, but barely."""
    return replace(look(at=at), wavering=frozenset({"SPY"}))


def test_what_wavers_stays_open():
    """In, out and in again is one episode, told once, however often it happens."""
    history: tuple[Alert, ...] = updated((), look(finding())).alerts
    told = 0
    for minutes in range(5, 600, 10):
        for seen in (
            wavering(NOON + timedelta(minutes=minutes)),
            look(finding(), at=NOON + timedelta(minutes=minutes + 5)),
        ):
            update = updated(history, seen)
            history, told = update.alerts, told + len(update.changes)

    assert (0, [True]) == (told, [each.is_open for each in history])


@pytest.mark.parametrize(
    ("minutes", "is_open"), [((5, 10, 60), True), ((5, 65), False), ((5, 5, 5), True), ((5, 1445), False)]
)
def test_what_is_barely_mended_is_resolved_in_time(minutes: tuple[int, ...], *, is_open: bool):
    """By a look an hour after the first that found it so: one that is repeated is not enough."""
    history = updated((), look(finding())).alerts
    for minute in minutes:
        history = updated(history, wavering(NOON + timedelta(minutes=minute))).alerts

    assert [is_open] == [each.is_open for each in history]


def test_what_is_noted_is_no_turn():
    """Only a later look has to know of it."""
    noted = updated((alert(),), wavering(LATER))

    assert ((), [(1, LATER)]) == (
        noted.changes,
        [(each.sequence, each.calm_since) for each in noted.notes],
    )


def test_what_is_clearly_mended_is_resolved_at_once():
    """Nobody waits an hour for that."""
    assert [("SPY", AlertTurn.RESOLVED)] == turns(updated((alert(calm_since=NOON),), look(at=LATER)))
