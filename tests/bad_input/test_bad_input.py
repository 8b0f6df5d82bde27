"""Whatever stands in whichever field of whichever request: a typed error that names field and value."""

from __future__ import annotations

from typing import Any, Final

import pytest

from bad_input.classes import CLASSES
from bad_input.samples import samples_of
from bad_input.walk import case_count, leaf_faults, request_contracts, shape_faults, unfilled
from trimtab.contracts.base import Contract, Symbol, parse
from trimtab.domain.errors import InvalidRequestError

MODELS: Final = request_contracts()
REQUESTS: Final = [(model, sample) for model in MODELS for sample in samples_of(model.__name__)]
NOT_OBJECTS: Final[list[object]] = [None, [], "x", "{}", 7, 7.5, True, b"{}", [{}], float("nan")]


class Gullible(Contract):
    """A contract with a planted fault: a symbol that may be any text, and an amount that may be anything."""

    symbol: str
    amount: Any


class Careful(Contract):
    """The same contract as it should be, as far as one field goes."""

    symbol: Symbol


class Fragile(Contract):
    """A contract with another planted fault: it falls over."""

    amount: Any

    def model_post_init(self, _: object, /) -> None:
        """Use what was never checked."""
        self.amount.encode()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_contract_has_a_sample_that_is_good(model: type[Contract]) -> None:
    """The walk starts from requests that are accepted and have every field filled, one in each."""
    samples = samples_of(model.__name__)

    assert set() == unfilled(model, samples)
    assert all(parse(model, sample) for sample in samples)


@pytest.mark.parametrize("name", CLASSES)
def test_no_field_takes_it(name: str) -> None:
    """In every field of every request the class is refused by name and value, wherever it is not legal."""
    faults = [fault for model, sample in REQUESTS for fault in leaf_faults(model, sample, name)]

    assert [] == faults


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_shape_but_its_own(model: type[Contract]) -> None:
    """What is missing, strange, of the wrong shape or far too long is refused by name."""
    assert [] == [fault for sample in samples_of(model.__name__) for fault in shape_faults(model, sample)]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("sent", NOT_OBJECTS, ids=repr)
def test_only_objects_are_requests(model: type[Contract], sent: object) -> None:
    """A body that is no object is refused as a whole."""
    with pytest.raises(InvalidRequestError, match=r"\Adata: "):
        parse(model, sent)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("stranger", ["x", "__proto__", "portfolioId", "", "\u202e", "uid "])
def test_unknown_fields_are_refused(model: type[Contract], stranger: str) -> None:
    """A field that nobody reads is a mistake of the caller, never passed over."""
    with pytest.raises(InvalidRequestError, match="not a field of this request"):
        parse(model, {**samples_of(model.__name__)[0], stranger: "1"})


def test_there_are_enough_classes_and_cases() -> None:
    """A walk that found no fields would pass in silence."""
    assert len(CLASSES) >= 40
    assert case_count(REQUESTS) >= 5_000
    assert len(MODELS) >= 7


def test_a_field_that_lets_one_pass_is_caught() -> None:
    """The planted field takes markup and more; the careful one takes none."""
    sample = {"symbol": "SPY", "amount": "1"}

    assert {"Gullible.symbol lets it pass"} == set(leaf_faults(Gullible, sample, "markup")[:3])
    assert [] == leaf_faults(Careful, {"symbol": "SPY"}, "markup")


def test_a_contract_that_falls_over_is_caught() -> None:
    """An exception from below is a fault of its own."""
    faults = leaf_faults(Fragile, {"amount": "1"}, "list for a value")

    assert any("falls over" in fault for fault in faults)


def test_a_field_nobody_filled_is_caught() -> None:
    """A sample that leaves a field empty hides it from the walk."""
    assert {"amount"} == unfilled(Gullible, [{"symbol": "SPY", "amount": None}])
