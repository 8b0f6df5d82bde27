"""Use cases: the only place where pure code meets the ports."""
