"""What every store of simulated runs promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from google.cloud.firestore import Client

from contract.stores import samples
from contract.stores.conftest import Stores, on_firestore
from trimtab.adapters.firestore.documents import Documents
from trimtab.domain.claims import Claimed, KeyAnswered, KeyBusy
from trimtab.domain.errors import RefusedError, UnavailableError
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import RunState
from trimtab.ports import IdempotencyKey

KEY = samples.key("k1")
OTHER_QUESTION = replace(KEY, request_hash="h2")
LEASED_UNTIL = samples.NOON + samples.LEASE
BUSY = KeyBusy(KEY.request_hash, LEASED_UNTIL)
ANSWERED = KeyAnswered(KEY.request_hash, samples.HOME, "rr_1")


def claimed(stores: Stores, key: IdempotencyKey = KEY) -> Claimed:
    """Claim a key that is free."""
    claim = stores.simulations.claim(key, samples.NOON, samples.LEASE)
    assert isinstance(claim, Claimed)
    return claim


def test_a_finished_run_comes_back(stores: Stores):
    """Question and answer are read as they were kept, to the byte."""
    assert stores.simulations.finish(KEY, claimed(stores), samples.simulation())

    assert samples.simulation() == stores.simulations.find(samples.HOME, "rr_1")


def test_a_finished_key_names_its_run(stores: Stores):
    """Who comes with the key later is told which run answers it, and for which question."""
    stores.simulations.finish(KEY, claimed(stores), samples.simulation())

    assert ANSWERED == stores.simulations.claim(KEY, samples.NOON, samples.LEASE)
    assert ANSWERED == stores.simulations.claim(OTHER_QUESTION, LEASED_UNTIL, samples.LEASE)


@pytest.mark.parametrize("key", [KEY, OTHER_QUESTION], ids=["same question", "another question"])
def test_a_claimed_key_is_busy(stores: Stores, key: IdempotencyKey):
    """Everybody else is told for which question and until when."""
    claimed(stores)

    assert BUSY == stores.simulations.claim(key, samples.NOON, samples.LEASE)


def test_a_lease_ends_at_its_last_moment(stores: Stores):
    """A microsecond before the key is busy, at the end it is free for the same question."""
    claimed(stores)
    before = LEASED_UNTIL - timedelta(microseconds=1)

    assert BUSY == stores.simulations.claim(KEY, before, samples.LEASE)
    assert isinstance(stores.simulations.claim(KEY, LEASED_UNTIL, samples.LEASE), Claimed)


def test_a_dead_lease_stays_bound_to_its_question(stores: Stores):
    """A crash does not make the key fit for something else."""
    claimed(stores)

    busy = stores.simulations.claim(OTHER_QUESTION, LEASED_UNTIL, samples.LEASE)

    assert BUSY == busy


def test_who_lost_the_lease_binds_nothing(stores: Stores):
    """The one who took over answers; the run itself is the same and may stay."""
    lost = claimed(stores)
    stores.simulations.claim(KEY, LEASED_UNTIL, samples.LEASE)

    assert not stores.simulations.finish(KEY, lost, samples.simulation())
    assert isinstance(stores.simulations.claim(KEY, LEASED_UNTIL, samples.LEASE), KeyBusy)


def test_a_released_key_is_free_at_once(stores: Stores):
    """Nobody waits for a lease that its owner has given back."""
    stores.simulations.release(KEY, claimed(stores), samples.NOON)

    assert isinstance(stores.simulations.claim(KEY, samples.NOON, samples.LEASE), Claimed)


def test_a_lost_claim_releases_nothing(stores: Stores):
    """The lease of whoever took over stands."""
    lost = claimed(stores)
    stores.simulations.claim(KEY, LEASED_UNTIL, samples.LEASE)
    stores.simulations.release(KEY, lost, samples.NOON)

    assert isinstance(stores.simulations.claim(KEY, LEASED_UNTIL, samples.LEASE), KeyBusy)


def test_a_finished_key_is_never_released(stores: Stores):
    """An answer that was given stays given."""
    claim = claimed(stores)
    stores.simulations.finish(KEY, claim, samples.simulation())
    stores.simulations.release(KEY, claim, samples.NOON)

    assert ANSWERED == stores.simulations.claim(KEY, LEASED_UNTIL, samples.LEASE)


def test_a_kept_run_never_changes(stores: Stores):
    """A second key with the same question finds the run that is there."""
    stores.simulations.finish(KEY, claimed(stores), samples.simulation())
    second = samples.key("k2")
    changed = samples.simulation(words="changed")

    assert stores.simulations.finish(second, claimed(stores, second), changed)
    assert samples.simulation() == stores.simulations.find(samples.HOME, "rr_1")


def test_keys_belong_to_their_owner(stores: Stores):
    """Two people may use the same text."""
    claimed(stores)

    assert isinstance(claimed(stores, samples.key("k1", "bob")), Claimed)


def test_a_run_belongs_to_its_portfolio(stores: Stores):
    """The id of a run opens it nowhere else."""
    stores.simulations.finish(KEY, claimed(stores), samples.simulation())

    assert stores.simulations.find(samples.SECOND, "rr_1") is None


@pytest.mark.parametrize("name", ["", "..", "rr_2", "rr_1/legs/1"])
def test_what_is_no_run_is_not_found(stores: Stores, name: str):
    """An unknown id and a text that is no id are the same."""
    assert stores.simulations.find(samples.HOME, name) is None


def test_a_run_too_large_for_a_document_is_refused(stores: Stores):
    """Nothing is kept, and the key is still to be released."""
    claim = claimed(stores)
    large = samples.simulation(words="".join(f"{n * n * 7_919:x}" for n in range(400_000)))

    with pytest.raises(RefusedError) as caught:
        stores.simulations.finish(KEY, claim, large)

    assert ReasonCode.TOO_LARGE is caught.value.code
    assert stores.simulations.find(samples.HOME, "rr_1") is None


def test_the_largest_run_fits_a_document(stores: Stores):
    """A run just below the limit is kept and comes back whole."""
    large = samples.simulation(words="".join(f"{n * n * 7_919:x}" for n in range(150_000)))

    assert stores.simulations.finish(KEY, claimed(stores), large)
    assert large == stores.simulations.find(samples.HOME, "rr_1")


@pytest.mark.emulator
def test_an_executors_run_is_no_simulation(documents: Documents):
    """Both kinds live in one collection and are told apart."""
    stores = on_firestore(documents)
    record = samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))

    assert record.run.state is RunState.RESERVED
    assert stores.simulations.find(samples.HOME, "run1") is None


@pytest.mark.emulator
@pytest.mark.parametrize("payload", [None, "text", b"broken"])
def test_a_damaged_payload_is_an_error(client: Client, documents: Documents, payload: object):
    """What cannot be read is told, never answered."""
    stores = on_firestore(documents)
    stores.simulations.finish(KEY, claimed(stores), samples.simulation())
    client.document("userSettings/ada/rebalance_runs/rr_1").update({"payload": payload})

    with pytest.raises(UnavailableError, match="rr_1"):
        stores.simulations.find(samples.HOME, "rr_1")
