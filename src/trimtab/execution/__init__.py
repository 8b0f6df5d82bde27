"""Execution: a pure state machine that decides what to do next about a run."""
