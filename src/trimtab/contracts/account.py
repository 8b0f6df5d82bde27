"""A person's own data on the wire: all of it as JSON or CSV, and its deletion."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field, StrictBool

from trimtab.contracts.base import Contract, Instant
from trimtab.contracts.csv_rows import write_rows
from trimtab.contracts.packing import unpack
from trimtab.domain.access_commands import AccountDeleted, AccountExport, DeleteAccount, ExportData
from trimtab.domain.canonical import instant_text

_COLUMNS: Final = ("path", "field", "value")


class ExportFormat(StrEnum):
    """How an export is written."""

    JSON = "JSON"
    CSV = "CSV"


class ExportDataRequest(Contract):
    """Ask for everything that is stored about the caller; `after` continues a page that told `next_after`."""

    format: ExportFormat = ExportFormat.JSON
    after: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None

    def to_domain(self, uid: str) -> ExportData:
        """Convert to the engine's command."""
        return ExportData(uid=uid, after=self.after)


class ExportDataResult(Contract):
    """One page as the text of a file; the last one has no `next_after`."""

    format: ExportFormat
    content: str
    record_count: int
    exported_at: Instant
    next_after: str | None

    @classmethod
    def of(cls, export: AccountExport, form: ExportFormat) -> ExportDataResult:
        """Write a page."""
        return cls(
            format=form,
            content=_as_json(export) if form is ExportFormat.JSON else _as_csv(export),
            record_count=len(export.records),
            exported_at=export.exported_at,
            next_after=export.next_after,
        )


class DeleteAccountRequest(Contract):
    """Delete the caller's account; with `cancel_runs` what is under way is cancelled first."""

    cancel_runs: StrictBool = False

    def to_domain(self, uid: str, signed_in_at: datetime | None) -> DeleteAccount:
        """Convert to the engine's command."""
        return DeleteAccount(uid=uid, signed_in_at=signed_in_at, cancels_runs=self.cancel_runs)


class DeleteAccountResult(Contract):
    """What has left, and how many order records are kept under a pseudonym."""

    deleted_count: int
    kept_count: int
    ended_at: Instant

    @classmethod
    def of(cls, deleted: AccountDeleted) -> DeleteAccountResult:
        """Show a deletion."""
        return cls(
            deleted_count=deleted.deleted_count, kept_count=deleted.kept_count, ended_at=deleted.ended_at
        )


def _as_json(export: AccountExport) -> str:
    records = [{"path": each.path, "fields": _plain(each.fields)} for each in export.records]
    told = {"exported_at": instant_text(export.exported_at), "records": records}
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def _as_csv(export: AccountExport) -> str:
    rows = ((each.path, name, text) for each in export.records for name, text in _leaves(_plain(each.fields)))
    return write_rows(_COLUMNS, rows)


def _plain(value: object) -> object:
    """Write a stored value as JSON has it: times as text, packed pages unpacked, other bytes as base64."""
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, bytes):
        return _unpacked(value)
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def _unpacked(packed: bytes) -> object:
    try:
        return json.loads(unpack(packed), parse_float=str)
    except ValueError:
        return base64.b64encode(packed).decode("ascii")


def _leaves(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """List single values by the names that lead to them; an empty map or list is told as such."""
    below = _below(value)
    if below:
        for part, item in below:
            yield from _leaves(item, f"{name}.{part}" if name else part)
    else:
        yield name, value if isinstance(value, str) else json.dumps(value)


def _below(value: object) -> list[tuple[str, object]]:
    if isinstance(value, dict):
        return list(value.items())
    return [(str(number), item) for number, item in enumerate(value)] if isinstance(value, list) else []
