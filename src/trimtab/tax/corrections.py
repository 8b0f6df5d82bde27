"""Let the broker's corrections and cancellations take effect on the entries they are about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from trimtab.domain.activity import AccountEntry
from trimtab.domain.money import ZERO

CANCELED: Final = "canceled"
CORRECT: Final = "correct"

_Kept = dict[str, AccountEntry]


@dataclass(frozen=True, slots=True)
class Settled:
    """The entries that hold, and the corrections that may be about more than one of them."""

    entries: tuple[AccountEntry, ...]
    doubtful: tuple[AccountEntry, ...] = ()


def settle_corrections(entries: Iterable[AccountEntry]) -> Settled:
    """Leave out what was taken back, and put corrections in the place of what they correct.

    An entry that is listed again under its id counts as it was listed last. A cancellation takes back the
    last entry that says the same; a correction takes the place, id and group of the one entry of its kind,
    symbol and day that moved shares the same way. One without such an entry stands by itself, as in the
    broker's own example of a merger.
    """
    kept: _Kept = {}
    doubtful = [entry for entry in entries if not _take_effect(kept, entry)]
    return Settled(tuple(kept.values()), tuple(doubtful))


def _take_effect(kept: _Kept, entry: AccountEntry) -> bool:
    return _EFFECTS.get(entry.status, _keep)(kept, entry)


def _keep(kept: _Kept, entry: AccountEntry) -> bool:
    kept[entry.activity_id] = entry
    return True


def _cancel(kept: _Kept, entry: AccountEntry) -> bool:
    repeated = [known.activity_id for known in kept.values() if _facts(known) == _facts(entry)]
    kept.pop(entry.activity_id if entry.activity_id in kept else next(reversed(repeated), ""), None)
    return True


def _correct(kept: _Kept, entry: AccountEntry) -> bool:
    same = [known for known in kept.values() if _subject(known) == _subject(entry)]
    meant = [known for known in same if known.activity_id == entry.activity_id] or same
    if len(meant) > 1:
        return False
    original = meant[0] if meant else entry
    corrected = replace(
        entry, activity_id=original.activity_id, group_id=original.group_id, at=original.at or entry.at
    )
    return _keep(kept, corrected)


def _facts(entry: AccountEntry) -> AccountEntry:
    return replace(entry, activity_id="", status="", at=None, group_id=None, description="")


def _subject(entry: AccountEntry) -> tuple[object, ...]:
    quantity = entry.quantity or ZERO
    return entry.kind, entry.detail, entry.symbol, entry.day, quantity > ZERO, quantity < ZERO


_EFFECTS: Final[dict[str, Callable[[_Kept, AccountEntry], bool]]] = {CANCELED: _cancel, CORRECT: _correct}
