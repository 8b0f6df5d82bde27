"""What a question to the policy lab may hold, and that its document is what a client may watch."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from study_builders import SUNDAY, question, two_bars
from trimtab.contracts.base import Contract, parse
from trimtab.contracts.codec import from_document, to_document
from trimtab.contracts.study import RecommendPolicyRequest, RecommendPolicyResult
from trimtab.contracts.watched import StudyDocument
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.study import Study, StudyState, StudyTerms, fresh_study
from trimtab.lab.study import study
from worlds import ANNA, NOON


def answered() -> Study:
    """A study with everything filled in but a reason."""
    result = study(question(), two_bars(), SUNDAY)
    fresh: Any = fresh_study(ANNA, question(), NOON)
    return Study(
        portfolio=ANNA,
        study_id=fresh.study_id,
        question=fresh.question,
        asked_at=NOON,
        updated_at=NOON,
        state=StudyState.DONE,
        progress=100,
        tries=1,
        result=result,
    )


def test_nothing_said_means_the_usual_terms():
    """Five basis points, no tax, ten years, five hundred paths."""
    assert StudyTerms() == parse(RecommendPolicyRequest, {}).to_domain("anna").terms


def test_percent_become_fractions():
    """Costs stay basis points."""
    sent = {"cost_bp": "7.5", "tax_percent": "26.5", "monthly_flow_percent": "-0.25", "aversion": "2"}
    terms = parse(RecommendPolicyRequest, sent).to_domain("anna").terms

    assert (D("7.5"), D("0.265"), D("-0.0025"), D(2)) == (
        terms.cost_bp,
        terms.tax_rate,
        terms.monthly_flow,
        terms.aversion,
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("cost_bp", "500.01"),
        ("cost_bp", "-1"),
        ("cost_bp", "1.005"),
        ("tax_percent", "60.01"),
        ("monthly_flow_percent", "-2.01"),
        ("monthly_flow_percent", "5.01"),
        ("years", 0),
        ("years", 31),
        ("years", "10"),
        ("paths", 49),
        ("paths", 1001),
        ("aversion", "0.49"),
        ("aversion", "20.01"),
        ("seed", -1),
        ("seed", 1_000_000),
    ],
)
def test_what_is_out_of_bounds_is_refused_by_name(field: str, value: object):
    """One step beyond each bound."""
    with pytest.raises(InvalidRequestError, match=rf"^{field}: "):
        parse(RecommendPolicyRequest, {field: value})


@pytest.mark.parametrize(
    "edges",
    [
        {"cost_bp": "0", "tax_percent": "0", "monthly_flow_percent": "-2", "years": 1, "paths": 50},
        {"cost_bp": "500", "tax_percent": "60", "monthly_flow_percent": "5", "years": 30, "paths": 1000},
        {"aversion": "0.5", "seed": 0},
        {"aversion": "20", "seed": 999_999},
    ],
)
def test_the_bounds_themselves_are_inside(edges: dict[str, Any]):
    """Both ends."""
    assert edges.keys() == parse(RecommendPolicyRequest, edges).model_fields_set


def test_the_answer_tells_where_to_look():
    """The id of the document, and how far it is."""
    shown = RecommendPolicyResult.of(answered()).model_dump(mode="json")

    assert ("DONE", 100, "2026-01-05T17:00:00.000000Z") == (
        shown["state"],
        shown["progress"],
        shown["asked_at"],
    )
    assert shown["study_id"].startswith("st_")


def test_a_study_is_stored_and_read_back():
    """To the last digit; no float is in it."""
    assert answered() == from_document(Study, to_document(answered()))


def test_a_stored_study_is_the_document_a_client_watches():
    """Every field the client knows is there, in the form it expects, however deep."""
    stored = to_document(answered())
    wanted = {name: stored[name] for name in StudyDocument.model_fields}

    shown: Contract = StudyDocument.model_validate(wanted)
    assert answered().study_id == shown.model_dump()["study_id"]
