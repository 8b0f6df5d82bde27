"""The request of requirement 003: what it takes, what it refuses, and when two of them are one."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from decimal import Decimal as D
from typing import Any

import pytest

import mandates
from trimtab.contracts.base import JsonObject, parse
from trimtab.contracts.mandate import MandateQuestion, SimulateMandateRequest
from trimtab.domain.errors import InvalidRequestError


def changed(path: str, value: object) -> JsonObject:
    """The inflow with one field changed; numbers in the path are places in lists."""
    sent = deepcopy(mandates.request())
    *steps, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    at: Any = sent
    for step in steps:
        at = at.setdefault(step, {}) if isinstance(at, dict) else at[step]
    at[last] = value
    return sent


def refusal(sent: object) -> InvalidRequestError:
    """The error a request is refused with."""
    with pytest.raises(InvalidRequestError) as caught:
        parse(SimulateMandateRequest, sent)
    return caught.value


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("portfolio_snapshot.as_of", "2026-02-13T10:00:00", "RFC 3339"),
        ("portfolio_snapshot.as_of", 1_770_000_000, "RFC 3339"),
        ("portfolio_snapshot.as_of", "2026-02-30T10:00:00Z", "exists"),
        ("portfolio_snapshot.as_of", "0001-01-01T00:00:00+10:00", "exists"),
        ("market_data_snapshot.as_of", "9999-01-01T00:00:00Z", "1970 and 2200"),
        ("portfolio_snapshot.portfolio_id", "../x", "pattern"),
        ("portfolio_snapshot.base_currency", "usd", "pattern"),
        ("portfolio_snapshot.positions.0.instrument_id", "$CASH", "pattern"),
        ("portfolio_snapshot.positions.0.instrument_id", "AAA\n", "pattern"),
        ("portfolio_snapshot.positions.0.quantity", "NaN", "plain decimal"),
        ("portfolio_snapshot.positions.0.quantity", True, "decimal number"),
        ("market_data_snapshot.prices.0.price", "0", "more than 0"),
        ("market_data_snapshot.prices.0.price", "1e3", "plain decimal"),
        ("market_data_snapshot.prices.0.surprise", 1, "not a field"),
        ("model_portfolio.targets.0.weight", "1.1", "between 0 and 1"),
        ("shelf_entries.0.status", "approved", "APPROVED"),
        ("options.max_skew_minutes", 1.5, "integer"),
        ("options.max_skew_minutes", -1, "greater than"),
        ("options.dq_policy", "IGNORE", "BLOCK"),
        ("options.tax", "ON", "OFF"),
        ("options.fx_sweep_threshold", "-1", "negative"),
        ("options.fx_buffer_pct", "1.01", "between 0 and 1"),
        ("options.suppress_dust_trades", "yes", "boolean"),
        ("mandate.rules.class_max", [{"asset_class": "equity", "weight": "1"}], "pattern"),
        ("idempotency_key", "short", "pattern"),
    ],
)
def test_a_wrong_field_is_refused_by_name(path: str, value: object, problem: str):
    """The refusal names the field and says what it should be."""
    error = refusal(changed(path, value))

    assert problem in error.message
    assert error.details["field"].startswith(re.sub(r"\.(\d+)", r"[\1]", path))


@pytest.mark.parametrize("name", ["portfolio_snapshot", "mandate", "shelf_version", "idempotency_key"])
def test_a_missing_field_is_named(name: str):
    """Nothing that decides a run is guessed."""
    sent = mandates.request()
    del sent[name]

    assert f"{name}: None is missing" == refusal(sent).message


@pytest.mark.parametrize(
    ("path", "row", "name"),
    [
        ("portfolio_snapshot.positions", {"instrument_id": "AAA", "quantity": "1"}, "AAA"),
        ("portfolio_snapshot.cash_balances", {"currency": "USD", "amount": "1"}, "USD"),
        ("market_data_snapshot.prices", {"instrument_id": "BBB", "price": "1", "currency": "USD"}, "BBB"),
        ("model_portfolio.targets", {"instrument_id": "AAA", "weight": "0.1"}, "AAA"),
    ],
)
def test_what_is_named_twice_is_refused(path: str, row: JsonObject, name: str):
    """Two prices of one instrument leave open which is right."""
    first, second = path.split(".")
    sent = mandates.request()
    sent[first][second] = [*sent[first][second], row]

    assert f"{name} appears twice" in refusal(sent).message


def test_numbers_keep_every_digit():
    """A JSON number is read as it was written, not as the nearest binary fraction."""
    read = parse(SimulateMandateRequest, changed("portfolio_snapshot.positions.0.quantity", 0.1))

    assert D("0.1") == read.portfolio_snapshot.positions[0].quantity


@pytest.mark.parametrize("name", ["suppress_dust_trades", "suppress_dust"])
def test_dust_has_two_spellings(name: str):
    """Both names of the option are read, the first is written (domain rule 9)."""
    read = parse(SimulateMandateRequest, mandates.request(mandates.inflow(options={name: False})))

    assert read.options.suppress_dust_trades is False
    assert "suppress_dust_trades" in read.options.model_dump()


def test_both_spellings_at_once_are_one_too_many():
    """Who sends both may mean either."""
    sent = mandates.request(mandates.inflow(options={"suppress_dust": True, "suppress_dust_trades": True}))

    assert "not a field" in refusal(sent).message


def test_the_order_of_rows_does_not_make_another_question():
    """Rows are sets: the same question in another order has the same text."""
    sent, other = mandates.inflow(), mandates.inflow()
    for part, rows in (("portfolio_snapshot", "positions"), ("market_data_snapshot", "prices")):
        other[part][rows] = list(reversed(other[part][rows]))
    other["shelf_entries"].reverse()

    assert parse(MandateQuestion, sent).text == parse(MandateQuestion, other).text


def test_spelling_does_not_make_another_question():
    """Defaults left out, trailing zeros and another time zone say the same."""
    other = mandates.inflow(options={"max_skew_minutes": 15})
    other["portfolio_snapshot"]["as_of"] = "2026-02-13T11:00:00.000+01:00"
    other["market_data_snapshot"]["prices"][0]["price"] = 100

    assert parse(MandateQuestion, mandates.inflow()).text == parse(MandateQuestion, other).text


def test_neither_key_nor_correlation_is_part_of_the_question():
    """The same question under another key is the same question."""
    first = parse(SimulateMandateRequest, mandates.request(key="key-00000001"))
    second = parse(SimulateMandateRequest, {**mandates.request(key="key-00000002"), "correlation_id": "c-1"})

    assert first.text == second.text == parse(MandateQuestion, mandates.inflow()).text


def test_the_text_reads_back_as_the_same_question():
    """What is stored can be asked again: parse and render are inverse."""
    read = parse(MandateQuestion, mandates.inflow(options={"single_position_max_weight": "0.1"}))

    assert read == parse(MandateQuestion, json.loads(read.text))


def test_a_question_without_a_context_keeps_its_text():
    """Runs that were stored before there were contexts can still be verified (R003-08)."""
    assert "entity_context" not in parse(MandateQuestion, mandates.inflow()).text


@pytest.mark.parametrize("context", [None, "SG/UHNW"])
def test_a_shelf_names_an_instrument_once_for_each_context(context: str | None):
    """A second entry for the same context contradicts the first; for another one it does not (R003-08)."""
    row = {"instrument_id": "AAA", "status": "APPROVED", "asset_class": "EQUITY", "entity_context": context}
    other = {**row, "entity_context": "CH"}

    assert 2 == len(parse(MandateQuestion, mandates.inflow(shelf_entries=[row, other])).shelf_entries)
    assert "twice" in refusal(mandates.request(mandates.inflow(shelf_entries=[row, row]))).message
