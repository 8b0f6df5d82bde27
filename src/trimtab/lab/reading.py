"""Read what people write on a command line: targets, cadences, bands, destinations and flows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from trimtab.domain.config import DriftMethod
from trimtab.domain.policy import Destination
from trimtab.lab.errors import BadSettingError
from trimtab.lab.policies import SESSIONS, Band, CashFlow, TargetMix

CADENCE_FORM: Final = "never, daily, weekly, monthly, quarterly, annual, or a number of sessions"
BAND_FORM: Final = "none, points such as 5, a part of the target such as 20%%, or points and a quarter: 5/25"
WAY_FORM: Final = "target, edge or half"
FLOW_FORM: Final = "a part of the first value and sessions between, such as 0.01/21; below zero goes out"

_CADENCES: Final = {frequency.value.lower(): sessions for frequency, sessions in SESSIONS.items()}
_WAYS: Final = {
    "target": Destination.TARGET,
    "edge": Destination.BAND_EDGE,
    "half": Destination.HALF_WAY,
}
_PERCENT: Final = 100
_COMBINED: Final = "/25"


def read_number(field: str, text: str) -> float:
    """Read a number. Raises BadSettingError that names the field."""
    try:
        return float(text)
    except ValueError as error:
        raise BadSettingError(field, text, "is no number") from error


def read_targets(text: str) -> TargetMix:
    """Read `SPY=0.6,TLT=0.4`. Raises BadSettingError for anything else."""
    pairs = [part.partition("=") for part in text.split(",")]
    return TargetMix(
        symbols=tuple(symbol.strip().upper() for symbol, _, _ in pairs),
        weights=tuple(read_number("targets", weight) for _, _, weight in pairs),
    )


def read_cadence(text: str) -> int | None:
    """Read how often to look, in sessions; None is never."""
    word = text.strip().lower()
    if word == "never":
        return None
    if word == "daily":
        return 1
    if word in _CADENCES:
        return _CADENCES[word]
    if not word.isdecimal():
        raise BadSettingError("every", text, f"must be {CADENCE_FORM}")
    return int(word)


def read_band(text: str) -> Band | None:
    """Read a band; None is to trade everything."""
    word = text.strip().lower()
    if word == "none":
        return None
    if word.endswith("%"):
        return Band(width=read_number("band", word[:-1]) / _PERCENT, kind=DriftMethod.RELATIVE)
    if word.endswith(_COMBINED):
        points = read_number("band", word.removesuffix(_COMBINED))
        return Band(width=points / _PERCENT, kind=DriftMethod.COMBINED)
    return Band(width=read_number("band", word) / _PERCENT)


def read_way(text: str) -> Destination:
    """Read how far trades go."""
    way = _WAYS.get(text.strip().lower())
    if way is None:
        raise BadSettingError("to", text, f"must be {WAY_FORM}")
    return way


def read_flow(text: str) -> CashFlow:
    """Read a cash flow."""
    amount, _, every = text.partition("/")
    if not every.strip().isdecimal():
        raise BadSettingError("flow", text, f"must be {FLOW_FORM}")
    return CashFlow(amount=read_number("flow", amount), every=int(every))


def table_lines(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Set rows in columns, words to the left and figures to the right."""
    known = list(rows)
    widths = [max(len(row[column]) for row in known) for column in range(len(known[0]))]
    return [
        "  ".join(
            cell.rjust(width) if cell[:1].isdigit() or cell[:1] == "-" else cell.ljust(width)
            for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in known
    ]
