"""Say an event in a title, a sentence and its facts."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

from trimtab.contracts.base import to_percent
from trimtab.contracts.trigger_names import trigger_name
from trimtab.domain.alert import Alert, AlertChange, AlertKind, AlertTurn
from trimtab.domain.event import AlertChanged, Event, RebalancingTriggered, RunChanged, TrialSent
from trimtab.domain.instruments import CASH
from trimtab.domain.money import CENT, ZERO, round_to_cents, to_text
from trimtab.domain.run import RunKind, RunState

LONGEST: Final = 500
"""Characters of one text from outside; what is longer is cut, and a mark says so."""

MOST_TRADES: Final = 50

_KIND_NAMES: Final = {
    AlertKind.DRIFT: "Drift",
    AlertKind.RUN: "Run",
    AlertKind.REFUSAL: "Refused orders",
    AlertKind.KILL_SWITCH: "Trading stopped",
    AlertKind.STALE_PRICES: "Old prices",
    AlertKind.TAX_WINDOW: "Tax window",
    AlertKind.PLAN_WAITING: "Plan waits for you",
    AlertKind.DELIVERY: "Messages do not arrive",
}
_TURN_NAMES: Final = {
    AlertTurn.OPENED: "",
    AlertTurn.WORSENED: " (worse)",
    AlertTurn.RESOLVED: " (resolved)",
}
_STATE_NAMES: Final = {
    RunState.COMPLETED: "is complete",
    RunState.PARTIAL: "is done in part",
    RunState.NO_ACTION: "had nothing to do",
    RunState.BLOCKED: "was blocked",
    RunState.CANCELLED: "was cancelled",
    RunState.HALTED: "was halted",
    RunState.NEEDS_OPERATOR: "needs an operator",
}
_RUN_NAMES: Final = {RunKind.REBALANCE: "Rebalancing", RunKind.SINGLE_TRADE: "Trade"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a small table."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Wording:
    """An event in words, all of one line each and free of control characters; none of it is escaped yet."""

    title: str
    text: str
    facts: tuple[Fact, ...]


def word(event: Event) -> Wording:
    """Say an event."""
    title, text, facts = _say(event)
    shown = (
        Fact("Portfolio", event.portfolio.portfolio_id),
        *facts,
        Fact("Time", time_text(event.at)),
        Fact("Event", event.event_id),
    )
    cleaned = tuple(Fact(fact.name, one_line(fact.value)) for fact in shown)
    return Wording(title=one_line(title), text=one_line(text), facts=cleaned)


def one_line(text: str) -> str:
    """Make a text from outside one line of plain characters (F-153).

    What steers a terminal, a mail header or the direction of writing becomes a space.
    """
    plain = "".join(" " if _steers(letter) else letter for letter in text)
    joined = " ".join(plain.split())
    return joined if len(joined) <= LONGEST else f"{joined[: LONGEST - 1]}…"


def time_text(instant: datetime) -> str:
    """Write a time for people, to the minute, in UTC and in no country's manner."""
    return f"{instant.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _steers(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _say(event: Event) -> tuple[str, str, tuple[Fact, ...]]:
    match event.body:
        case RebalancingTriggered():
            return _say_trigger(event.body)
        case RunChanged():
            return _say_run(event.body)
        case AlertChanged():
            return _say_alert(event.body.change)
        case TrialSent():
            return "Test message", event.body.trial_text, ()


def _say_trigger(body: RebalancingTriggered) -> tuple[str, str, tuple[Fact, ...]]:
    count = len(body.trades)
    title = "A rebalancing is due" if body.is_required else "No rebalancing is needed"
    trades = "1 trade" if count == 1 else f"{count} trades"
    turnover = to_text(to_percent(body.expected_turnover).quantize(CENT))
    text = f"{trades}, {turnover}% of the portfolio, at an estimated cost of {_money(body.estimated_costs)}."
    shown = [Fact(each.symbol, _trade_text(each.amount)) for each in body.trades[:MOST_TRADES]]
    if count > MOST_TRADES:
        shown.append(Fact("More", f"{count - MOST_TRADES} further trades"))
    return title, text, (Fact("Trigger", trigger_name(body.trigger)), *shown)


def _trade_text(amount: Decimal) -> str:
    return f"{'sell' if amount < ZERO else 'buy'} {_money(abs(amount))}"


def _money(amount: Decimal) -> str:
    return f"${round_to_cents(amount)}"


def _say_run(body: RunChanged) -> tuple[str, str, tuple[Fact, ...]]:
    state = _STATE_NAMES.get(body.state, f"is {body.state.value}")
    reason = (Fact("Reason", body.reason_code.value),) if body.reason_code else ()
    facts = (Fact("Run", body.run_id), Fact("State", body.state.value), *reason)
    return f"{_RUN_NAMES[body.run_kind]} {state}", body.run_text, facts


def _say_alert(change: AlertChange) -> tuple[str, str, tuple[Fact, ...]]:
    alert = change.alert
    title = f"{_KIND_NAMES[alert.kind]}: {_subject(alert)}{_TURN_NAMES[change.turn]}"
    resolved = (Fact("Resolved", time_text(alert.resolved_at)),) if alert.resolved_at else ()
    facts = (Fact("Level", alert.level.value), Fact("Since", time_text(alert.opened_at)), *resolved)
    text = alert.text if alert.is_open else f"No longer so: {alert.text}"
    return title, text, facts


def _subject(alert: Alert) -> str:
    return "Cash" if alert.key == CASH else alert.key
