"""Events as machines receive them, and mail as people do, byte for byte."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from builders import NOON, OWNER
from telling_builders import MAIL, alert_turn, run_ended, trial, triggered
from trimtab.contracts.events import EVENT_CONTRACTS, event_bytes
from trimtab.contracts.messages.letters import MOST_SHOWN, write_letter
from trimtab.domain.alert import AlertLevel, AlertTurn
from trimtab.domain.event import Event, EventKind
from trimtab.domain.message import Letter
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import RunState

FOLDER: Final = Path(__file__).parent / "telling"
HOME: Final = "https://trimtab.example.com/"
HOSTILE: Final = "</td><script>alert('x')</script> & \"quotes\"\r\nBcc: x@example.com\x1b[31m\u202e"

EVENTS: Final = {
    "rebalancing_triggered": triggered(),
    "run_changed": run_ended(
        RunState.PARTIAL, reason_code=ReasonCode.SOME_FILLED, run_text="1 of 2 orders was filled."
    ),
    "alert_changed": alert_turn(AlertTurn.RESOLVED, sequence=2, resolved_at=NOON),
    "trial_sent": trial(),
}
LETTERS: Final[dict[str, tuple[Event, ...]]] = {
    "run": (
        run_ended(
            RunState.NEEDS_OPERATOR,
            reason_code=ReasonCode.ORDER_STUCK,
            run_text="An order cannot be found any more.",
        ),
    ),
    "alert": (alert_turn(AlertTurn.WORSENED, level=AlertLevel.CRITICAL),),
    "plan": (triggered(),),
    "digest": (run_ended(), alert_turn(AlertTurn.RESOLVED, resolved_at=NOON), trial()),
    "hostile": (alert_turn(key=HOSTILE, text=HOSTILE), trial(HOSTILE)),
}


def written(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def letter(name: str) -> Letter:
    return Letter(letter_id=name, uid=OWNER.uid, address=MAIL, events=LETTERS[name], at=NOON)


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_is_what_was_promised(name: str):
    """Names, order and numbers of its JSON are those of the golden file."""
    body = event_bytes(EVENTS[name])

    assert written(f"{name}.json") == json.dumps(json.loads(body), indent=2) + "\n"
    assert {EventKind(name)} == {EVENTS[name].kind}


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_fits_its_contract(name: str):
    """What is sent can be read by whoever keeps to the published shape, and says the same."""
    read = EVENT_CONTRACTS[EventKind(name)].model_validate_json(event_bytes(EVENTS[name]))

    assert json.loads(written(f"{name}.json")) == json.loads(json.dumps(read.model_dump(mode="json")))


def test_the_first_requirements_example_comes_out_as_it_is_written_there():
    """Requirement 000's sample event, but for its id and time."""
    sample = {
        "portfolio_id": "portfolio_001",
        "trigger_type": "DRIFT_THRESHOLD",
        "rebalancing_required": True,
        "recommended_trades": [
            {
                "instrument_id": "AAPL",
                "current_weight": 0.12,
                "target_weight": 0.10,
                "trade_amount": -5000,
                "trade_direction": "sell",
            }
        ],
        "expected_turnover": 0.05,
        "estimated_costs": 125.50,
    }
    sent = json.loads(event_bytes(triggered()))

    assert ["event_id", "timestamp", "rebalancing_triggered"] == list(sent)
    assert json.dumps(sample) == json.dumps(sent["rebalancing_triggered"])
    assert "2026-11-20T17:00:00.000Z" == sent["timestamp"]


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_is_what_was_promised(name: str):
    """Subject, text and HTML are those of the golden files."""
    mail = write_letter(letter(name), HOME)

    assert written(f"{name}.txt") == f"Subject: {mail.subject}\n\n{mail.text}"
    assert written(f"{name}.html") == mail.html


def test_a_letter_does_not_depend_on_the_order_of_its_events():
    """A digest drained in another order is the same letter."""
    digest = letter("digest")
    turned = replace(digest, events=tuple(reversed(digest.events)))

    assert write_letter(digest) == write_letter(turned)


def test_words_from_outside_stay_words():
    """No markup, no second header line, nothing that steers a terminal or turns the text around (F-153)."""
    mail = write_letter(letter("hostile"), HOME)

    assert "<script" not in mail.html
    assert [mail.subject] == mail.subject.splitlines()
    assert not {"\x1b", "\r", "\u202e"} & {*mail.html, *mail.text, *mail.subject}


def test_a_long_digest_counts_what_it_does_not_write_out():
    """However many events there are, a letter is one that a document holds and a person reads."""
    events = tuple(alert_turn(alert_id=f"al_{number}") for number in range(2_000))
    mail = write_letter(replace(letter("digest"), events=events))
    rest = f"And {2_000 - MOST_SHOWN} more"

    assert [True, True] == [rest in mail.text, rest in mail.html]
    assert mail.subject.startswith("Trimtab: 2000 messages")
    assert len(mail.text) + len(mail.html) < 200_000
