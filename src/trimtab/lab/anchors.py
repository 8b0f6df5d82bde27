"""All anchors together: what others have published, and what the lab finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from trimtab.lab.anchor import Anchor, Verdict
from trimtab.lab.closed_forms import closed_forms
from trimtab.lab.orderings import orderings
from trimtab.lab.run import Progress
from trimtab.lab.studies import daryanani_2008, vanguard_2010, vanguard_2022

USUAL_PATHS: Final = 1_000
USUAL_SEED: Final = 2026

_HEAD: Final = ("ANCHOR", "PUBLISHED", "OURS", "INTERVAL", "KIND", "UNIT", "VERDICT")


def all_anchors(paths: int, seed: int, progress: Progress | None = None) -> Iterator[Anchor]:
    """Find them one after the other; equal paths and seed give equal figures."""
    yield from vanguard_2010(paths, seed, progress)
    yield from vanguard_2022(paths, seed, progress)
    yield daryanani_2008()
    yield from orderings(paths, seed, progress)
    yield from closed_forms(paths, seed, progress)


def is_sound(anchors: Sequence[Anchor]) -> bool:
    """Tell whether each is inside its interval, or explained."""
    return all(anchor.verdict is not Verdict.OUTSIDE for anchor in anchors)


def anchor_rows(anchors: Sequence[Anchor]) -> list[tuple[str, ...]]:
    """Lay the anchors out as rows of text, a head first."""
    return [_HEAD, *(_row(anchor) for anchor in anchors)]


def _row(anchor: Anchor) -> tuple[str, ...]:
    interval = anchor.interval
    return (
        anchor.key,
        anchor.published.text,
        f"{anchor.ours:.4g}",
        f"{interval.low:.4g} to {interval.high:.4g}",
        interval.kind.value,
        anchor.unit,
        anchor.verdict.value,
    )
