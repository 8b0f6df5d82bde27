"""What every plan store promises."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contract.stores import samples
from contract.stores.conftest import Stores
from tax_previews import GAIN, PREVIEW, SALE


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
