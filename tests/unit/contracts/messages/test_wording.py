"""Events in words; the golden files show whole letters."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from telling_builders import alert_turn, run_ended, triggered
from trimtab.contracts.messages.wording import LONGEST, MOST_TRADES, one_line, word
from trimtab.domain.alert import AlertKind, AlertTurn
from trimtab.domain.event import RecommendedTrade
from trimtab.domain.instruments import CASH
from trimtab.domain.run import RunKind, RunState


@pytest.mark.parametrize("state", RunState)
def test_every_state_of_a_run_has_words(state: RunState):
    """Those on the way too, should somebody tell them."""
    assert word(run_ended(state)).title.startswith("Rebalancing ")


def test_a_single_trade_is_called_one():
    """It is no rebalancing."""
    assert "Trade is complete" == word(run_ended(run_kind=RunKind.SINGLE_TRADE)).title


@pytest.mark.parametrize("kind", AlertKind)
def test_every_kind_of_alert_has_words(kind: AlertKind):
    """Its name, and what it is about."""
    assert word(alert_turn(kind=kind)).title.endswith(": SPY")


def test_cash_goes_by_its_word():
    """The key of cash is not for people."""
    assert "Drift: Cash" == word(alert_turn(key=CASH)).title


def test_what_is_over_is_said_so():
    """The text of the last turn would be read as still true."""
    text = word(alert_turn(AlertTurn.RESOLVED, resolved_at=triggered().at)).text

    assert "No longer so: SPY is 6.5 points over its target." == text


def test_a_long_list_of_trades_is_cut():
    """The number of those left out is told."""
    trade = RecommendedTrade(symbol="A", current_weight=D(0), target_weight=D(0), amount=D(1))
    facts = word(triggered(*[trade] * (MOST_TRADES + 2))).facts

    assert ("More", "2 further trades") in [(fact.name, fact.value) for fact in facts]
    assert MOST_TRADES == len([fact for fact in facts if fact.name == "A"])


def test_nothing_to_do_is_said():
    """A trigger that asks for nothing is no call to act."""
    assert "No rebalancing is needed" == word(triggered(is_required=False)).title


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\r\nb", "a b"),
        ("a\x00\x1b[1mb", "a [1mb"),
        ("a\u2028b\u2029c", "a b c"),
        ("safe\u202egnp.exe", "safe gnp.exe"),
        ("zero\u200bwidth", "zero width"),
        ("  many   blanks ", "many blanks"),
        ("Käufe £5 日本", "Käufe £5 日本"),
        ("\ud800", ""),
    ],
)
def test_a_text_from_outside_is_one_plain_line(text: str, line: str):
    """What steers becomes a space, letters of any language stay (F-153)."""
    assert line == one_line(text)


def test_a_long_text_is_cut():
    """With a mark that says so."""
    cut = one_line("x" * (LONGEST + 1))

    assert (LONGEST, "x…") == (len(cut), cut[-2:])
