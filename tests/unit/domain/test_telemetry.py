"""Log lines as values."""

from __future__ import annotations

from trimtab.domain.telemetry import LogLevel, LogLine


def test_a_line_needs_no_fields():
    """A message alone is a line."""
    assert {} == LogLine(LogLevel.INFO, "Run started").fields


def test_levels_are_the_words_of_cloud_logging():
    """They are written as they stand."""
    assert ["INFO", "WARNING", "ERROR"] == [level.value for level in LogLevel]
