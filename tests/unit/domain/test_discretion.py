"""What a log line must not tell."""

from __future__ import annotations

from time import process_time

import pytest

from trimtab.domain.discretion import HIDDEN, discreet, is_secret_field, short_hash

SECONDS = 5
UID = "kX3bQ9vT2mWc7LrZ1nYd5FsHp8Ga"
TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJ1c2VyX2lkIjoiYW5uYSJ9.c2lnbmF0dXJlLTEyMw"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("write to anna.b+x@mail.example.com now", "write to [e-mail] now"),
        ("POST https://hooks.example.com/T0/B1?key=abc failed", "POST [address] failed"),
        ("Authorization: Bearer abc.def", f"Authorization: {HIDDEN} {HIDDEN}"),
        ("sent Bearer abc.def, sorry", f"sent Bearer {HIDDEN}, sorry"),
        ("APCA-API-SECRET-KEY: s3cret", f"APCA-API-SECRET-KEY: {HIDDEN}"),
        ("{'webhook_secret': 's3cret'}", f"{{'webhook_secret': '{HIDDEN}'}}"),
        ("?api_key=s3cret&page=2", f"?api_key={HIDDEN}&page=2"),
        ("the key PK7F3A91BC55DE0X1Y2Z was refused", f"the key {HIDDEN} was refused"),
        ("no userSettings/anna/allocation/SPY", "no userSettings/[person]/allocation/SPY"),
        (f"somebody like {UID} was here", f"somebody like {HIDDEN} was here"),
    ],
)
def test_what_looks_like_a_secret_or_a_person_is_taken_out(text: str, expected: str):
    """By its shape, wherever in a text it stands."""
    assert expected == discreet(text)


def test_a_token_is_taken_out_whole():
    """A signed token is known by how it begins."""
    left = discreet(f"the token {TOKEN} was refused")

    assert not [part for part in TOKEN.split(".") if part in left]


@pytest.mark.parametrize(
    "text",
    [
        "The run rr_0123456789abcdef01234567 was parked.",
        "Order 61e69015-8549-4bfd-b9c3-01e75843f47d is open.",
        "Between 2026-01-05T17:00:00.000000+00:00 and noon 12 SPY were sold at 400.25.",
        "run: the plan pl_0123456789abcdef01234567 has expired; plan again",
        "a-long-word-that-is-made-of-letters-only stays",
        "Letter 4bf92f3577b34da6a3ce929d0e0e4736 of event 4bf92f3577b34da6a3ce929d-WEBHOOK is late.",
        "It is at rebalance_plans/pl_0123456789abcdef01234567/rebalance_trades/12.",
        "FIVE_HUNDRED_AND_SOMETHING_ORDERS",
    ],
)
def test_what_operators_need_stays(text: str):
    """Names of runs, plans and orders, times, figures and words."""
    assert text == discreet(text)


def test_known_secrets_are_taken_out_however_short_their_shape():
    """What the deployment was given is compared letter by letter; nothing is no secret."""
    assert f"key {HIDDEN}; a b" == discreet("key PK12; a b", secrets=("PK12", "", "a"))


def test_a_known_person_becomes_a_hash():
    """As a whole word, not inside another; nobody is not replaced."""
    hashed = f"uid:{short_hash('ann')}"

    assert f"{hashed} and anna, {hashed}/x" == discreet("ann and anna, ann/x", people=("ann", ""))


def test_a_hash_is_short_and_its_own_person_s():
    """Twelve digits, whatever a uid is made of."""
    assert 12 == len(short_hash("anna")) == len(short_hash("\ud800"))
    assert short_hash("anna") != short_hash("ben")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("token", True),
        ("webhook_url", True),
        ("APCA-API-SECRET-KEY", True),
        ("email", True),
        ("idempotency_key", False),
        ("detail", False),
        ("uid_hash", False),
    ],
)
def test_some_fields_are_secret_by_their_name(name: str, *, expected: bool):
    """Whatever they hold."""
    assert expected is is_secret_field(name)


@pytest.mark.parametrize("word", ["a-", "secret", "a@", "x://", "eyJ.", "0a", "Bearer "])
def test_a_long_text_costs_no_more_than_its_length(word: str):
    """A hostile text of a hundred thousand letters holds nobody up."""
    began = process_time()
    discreet(word * (100_000 // len(word)))

    assert process_time() - began < SECONDS
