"""What every plan store promises."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contract.stores import samples
from contract.stores.conftest import Stores
from tax_previews import GAIN, PREVIEW, SALE
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.suggestion import mark_cancelled, mark_executed


def test_a_plan_comes_back_with_its_hash(stores: Stores):
    """Weights of 28 digits included, the stored plan hashes to what the owner approved."""
    plan = samples.plan()
    stores.plans.save(plan)
    found = stores.plans.find(samples.HOME, plan.plan_id)

    assert (plan, plan.plan_hash) == (found, found and found.plan_hash)


def test_a_plan_comes_back_with_its_taxes(stores: Stores):
    """Every lot of every sale, every window and every warning, and the hash over all of it."""
    plan = replace(samples.plan(), tax=PREVIEW)
    stores.plans.save(plan)
    found = stores.plans.find(samples.HOME, plan.plan_id)

    assert (plan, plan.plan_hash) == (found, found and found.plan_hash)


def test_a_plan_with_thousands_of_lots_fits_a_document(stores: Stores):
    """An old account sells two thousand of them at once."""
    uses = tuple(replace(GAIN, lot_id=f"{n * 7_919:040x}") for n in range(2_000))
    plan = replace(samples.plan(), tax=replace(PREVIEW, sales=(replace(SALE, uses=uses),)))
    stores.plans.save(plan)

    assert plan == stores.plans.find(samples.HOME, plan.plan_id)


def test_saving_a_plan_again_changes_nothing(stores: Stores):
    """A repeated request stores the same plan a second time without an error."""
    plan = samples.plan()
    stores.plans.save(plan)
    stores.plans.save(plan)

    assert plan == stores.plans.find(samples.HOME, plan.plan_id)


def test_a_plan_belongs_to_its_portfolio(stores: Stores):
    """The id of a plan opens it nowhere else."""
    plan = samples.plan()
    stores.plans.save(plan)

    assert stores.plans.find(samples.SECOND, plan.plan_id) is None


@pytest.mark.parametrize("name", ["", ".", "..", "__all__", "pl_1/legs/1", "pl 1", "ü", "x" * 65])
def test_what_is_no_plan_id_finds_nothing(stores: Stores, name: str):
    """An id that cannot name a document is simply unknown."""
    assert stores.plans.find(samples.HOME, name) is None


def test_a_plan_s_trades_are_listed_in_its_order(stores: Stores):
    """Each with all its fields, more of them than one batch holds (R001-14, R002-33)."""
    plan, lines = samples.plan(), samples.suggestions(120)
    stores.plans.save(plan, lines)
    stores.plans.save(plan, lines)

    assert lines == stores.plans.suggestions(samples.HOME, plan.plan_id)
    assert plan == stores.plans.find(samples.HOME, plan.plan_id)


def test_trades_belong_to_their_portfolio(stores: Stores):
    """The id of a plan lists them nowhere else, and what is no id lists none."""
    plan = samples.plan()
    stores.plans.save(plan, samples.suggestions())

    assert () == stores.plans.suggestions(samples.SECOND, plan.plan_id)
    assert () == stores.plans.suggestions(samples.HOME, "..")


def test_a_dropped_plan_has_no_pending_trade(stores: Stores):
    """All of more than one batch are cancelled, and say why (R001-14)."""
    plan = samples.plan()
    stores.plans.save(plan, samples.suggestions(120))
    stores.plans.drop(samples.HOME, plan.plan_id, ReasonCode.PLAN_EXPIRED)

    found = stores.plans.suggestions(samples.HOME, plan.plan_id)
    assert {("CANCELLED", "PLAN_EXPIRED")} == {(each.status.value, each.reason_code) for each in found}


def test_what_was_executed_is_not_dropped(stores: Stores):
    """Only what is pending can still be cancelled."""
    plan, (first, second) = samples.plan(), samples.suggestions()
    done = mark_executed(first, samples.NOON, first.current_quantity)
    stores.plans.save(plan, (done, second))
    stores.plans.drop(samples.HOME, plan.plan_id, ReasonCode.PLAN_EXPIRED)

    assert (done, mark_cancelled(second, ReasonCode.PLAN_EXPIRED)) == (
        stores.plans.suggestions(samples.HOME, plan.plan_id)
    )


def test_dropping_an_unknown_plan_does_nothing(stores: Stores):
    """There is nothing to cancel."""
    stores.plans.drop(samples.HOME, "pl_unknown", ReasonCode.PLAN_EXPIRED)

    assert () == stores.plans.suggestions(samples.HOME, "pl_unknown")
