"""Short forms of a message."""

from __future__ import annotations

from telling_builders import delivery
from trimtab.contracts.messages.notes import inbox_entry, push_note
from trimtab.domain.preferences import Channel

SPY = delivery(Channel.PUSH)


def test_an_inbox_entry_is_named_after_its_event():
    """So that there is one of each."""
    entry = inbox_entry(SPY)

    assert (SPY.event.event_id, "Drift: SPY") == (entry.entry_id, entry.title)
    assert "SPY is 6.5 points over its target." == entry.text


def test_a_push_says_no_more_than_its_title():
    """The service in between need not know how far a portfolio is off its targets."""
    note = push_note(SPY)

    assert {"title", "tag", "kind", "level", "portfolio_id"} == set(note)
    assert SPY.event.event_id == note["tag"]
