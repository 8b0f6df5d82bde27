"""Giving a person everything that is stored about them."""

from __future__ import annotations

import pytest

from access_worlds import audited, fill, records
from trimtab.domain.access_commands import AccountExport, ExportData
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.personal_record import WITHHELD, PersonalRecord
from trimtab.services import export_data as module
from trimtab.services.export_data import export_data
from worlds import World, world


def export(here: World, uid: str = "anna", after: str | None = None) -> AccountExport:
    """Read a page."""
    return export_data(ExportData(uid=uid, after=after), here.services)


def test_every_record_is_in_it_without_secrets():
    """By path; what opens something is withheld."""
    here = world()
    fill(here)
    told = export(here)

    assert ["audit/1", "home/anna/allocation/SPY", "home/anna/runs/1"] == [each.path for each in told.records]
    assert {"symbol": "SPY", "secret_hash": WITHHELD} == told.records[1].fields
    assert "canary" not in str(told)


def test_nobody_else_s_record_is_in_it():
    """Ben has stored nothing."""
    here = world()
    fill(here)

    assert () == export(here, "ben").records


def test_a_large_account_comes_in_pages(monkeypatch: pytest.MonkeyPatch):
    """Each record once, and the last page says so."""
    monkeypatch.setattr(module, "MOST_CHARACTERS", 130)
    here = world()
    own = [PersonalRecord(f"home/anna/{number:02}", {"text": "x" * 40}) for number in range(7)]
    records(here).put("anna", *own)
    pages = [export(here)]
    while pages[-1].next_after:
        pages.append(export(here, after=pages[-1].next_after))

    assert own == [each for page in pages for each in page.records]
    assert [2, 2, 2, 1] == [len(page.records) for page in pages]


def test_a_place_that_is_none_is_refused():
    """Rather than answered with the wrong page."""
    with pytest.raises(InvalidRequestError, match="begin again without it"):
        export(world(), after="0" * 64)


def test_an_export_is_audited():
    """It is everything somebody has."""
    here = world()
    export(here)

    assert [("ACCOUNT_EXPORTED", "anna")] == [(each.kind, each.uid) for each in audited(here)]
