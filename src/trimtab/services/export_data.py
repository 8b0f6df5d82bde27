"""Give a person everything that is stored about them, page by page, without what opens anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from trimtab.domain.access_commands import AccountExport, ExportData
from trimtab.domain.access_event import AccessEvent, AccessKind
from trimtab.domain.canonical import canonical_hash
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.personal_record import PersonalRecord, without_secrets
from trimtab.ports import Services

MOST_CHARACTERS: Final = 4_000_000
"""Of one page, as its records are written in Python: an answer of a function holds 10 MB."""


def export_data(command: ExportData, services: Services) -> AccountExport:
    """Read a page of a person's records by their paths; secrets are withheld by the names of their fields.

    Raises InvalidRequestError for a place that is none, UnavailableError when the store does not answer.
    """
    now = services.clock.now()
    records = sorted(services.access.records.of(command.uid), key=lambda record: record.path)
    rest = records[_start(records, command.after) :]
    count = _count(rest)
    page = tuple(replace(each, fields=without_secrets(each.fields)) for each in rest[:count])
    event_id = services.identifiers.fresh()
    told = AccessEvent(event_id=event_id, uid=command.uid, kind=AccessKind.ACCOUNT_EXPORTED, at=now)
    services.access.audit.add(told)
    next_after = _place(page[-1]) if count < len(rest) else None
    return AccountExport(records=page, exported_at=now, next_after=next_after)


def _start(records: Sequence[PersonalRecord], after: str | None) -> int:
    if after is None:
        return 0
    found = next((number for number, each in enumerate(records, 1) if _place(each) == after), None)
    if found is None:
        raise InvalidRequestError("after", after, "is no place in this export; begin again without it")
    return found


def _count(records: Sequence[PersonalRecord]) -> int:
    """Count the records of a page: at least one, and as many as fit."""
    size = 0
    for number, record in enumerate(records):
        size += len(repr(record.fields))
        if number and size > MOST_CHARACTERS:
            return number
    return len(records)


def _place(record: PersonalRecord) -> str:
    return canonical_hash(record.path)
