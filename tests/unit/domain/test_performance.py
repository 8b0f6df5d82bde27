"""A run in figures."""

from __future__ import annotations

from dataclasses import fields

from trimtab.contracts.codec import from_document, to_document
from trimtab.domain.performance import RunPerformance
from unit.execution.test_performance import measured


def test_every_figure_can_be_stored_and_read_back():
    """Also those that nobody could take at the end."""
    unread = measured(after=None)

    assert unread == from_document(RunPerformance, to_document(unread))
    assert {"max_drift_after", "rmse_after"} == {
        field.name for field in fields(unread) if getattr(unread, field.name) is None
    }
