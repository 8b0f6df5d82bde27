"""The one table of refusals."""

from __future__ import annotations

from trimtab.contracts.error_table import REFUSALS, internal_text
from trimtab.domain.errors import TrimtabError


def test_every_error_has_a_row():
    """A kind of refusal that was forgotten would look like a defect."""
    assert set(TrimtabError.__subclasses__()) == set(REFUSALS)


def test_the_statuses_are_the_documents():
    """422 for what is malformed, 409 for a key with another request (domain rule 28); who, where and when."""
    told = {kind.__name__.removesuffix("Error"): refusal.http.value for kind, refusal in REFUSALS.items()}

    assert {
        "InvalidRequest": 422,
        "Refused": 409,
        "NotFound": 404,
        "Conflict": 409,
        "InFlight": 409,
        "NotPermitted": 403,
        "NotSignedIn": 401,
        "TooManyRequests": 429,
        "Unavailable": 503,
    } == told


def test_a_defect_is_told_by_its_id_alone():
    """Nobody learns from the answer what is broken."""
    assert "Something is wrong on our side; quote c-1." == internal_text("c-1")
