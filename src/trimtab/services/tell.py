"""Tell an event: decide by its owner's preferences where it goes, and put that down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from trimtab.domain.alert import AlertChange, Observation
from trimtab.domain.delivery import Delivery
from trimtab.domain.event import Event, TrialSent, alert_event, make_event
from trimtab.domain.portfolio import PortfolioRef
from trimtab.ports.telling import Telling
from trimtab.telling.episodes import update_alerts
from trimtab.telling.route import route

TRIAL_TEXT = "This is the test you asked for: messages reach you here."
BETWEEN_TRIALS: Final = timedelta(minutes=1)


def tell(event: Event, telling: Telling) -> None:
    """Expand an event into its deliveries; telling it again adds none and changes none.

    Raises UnavailableError when the store did not take them.
    """
    telling.deliveries.add(_routed(event, telling))


def observe(portfolio: PortfolioRef, seen: Observation, telling: Telling) -> tuple[AlertChange, ...]:
    """Bring a portfolio's alerts up to an observation and tell each turn of an episode.

    A turn and what tells it are kept together, by the first of those who see it: nobody tells what is not
    kept, or keeps what is not told. Returns the turns as this look saw them.
    """
    update = update_alerts(portfolio, telling.alerts.current(portfolio, seen.findings), seen)
    for change in update.changes:
        telling.alerts.turn(change.alert, _routed(alert_event(change), telling))
    for alert in update.notes:
        telling.alerts.note(alert)
    return update.changes


def _routed(event: Event, telling: Telling) -> tuple[Delivery, ...]:
    wishes = telling.preferences.of(event.portfolio.uid)
    return route(event, wishes, telling.clock.now(), is_published=telling.publisher is not None)


def send_trial(uid: str, telling: Telling) -> tuple[Event, datetime]:
    """Tell a test message by every channel a person has, and when the next can be sent.

    It is named after its minute, so that asking again within it sends nothing more.
    """
    minute = telling.clock.now().astimezone(UTC).replace(second=0, microsecond=0)
    event = make_event(
        PortfolioRef(uid),
        TrialSent(trial_text=TRIAL_TEXT),
        subject=f"trial-{uid}-{minute:%Y%m%dT%H%MZ}",
        sequence=1,
        at=minute,
    )
    tell(event, telling)
    return event, minute + BETWEEN_TRIALS
