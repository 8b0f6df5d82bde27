"""What leaves a record before others see it."""

from __future__ import annotations

import pytest

from trimtab.domain.personal_record import WITHHELD, under_pseudonym, without_secrets


@pytest.mark.parametrize(
    "name",
    ["secret", "secret_hash", "webhook_secret", "accessToken", "ciphertext", "wrapped_key", "password"],
)
def test_a_secret_is_withheld_wherever_it_lies(name: str):
    """By the name of its field, in maps and lists."""
    told = without_secrets({"a": [{"b": {name: "canary"}}], name: {"c": "canary"}})

    assert {"a": [{"b": {name: WITHHELD}}], name: WITHHELD} == told


def test_what_is_a_person_s_own_is_told():
    """Addresses are data of the person, and no secret."""
    own = {"address": "anna@mail.example", "webhook_url": "https://x.example", "key_id": "k", "none": None}

    assert own == without_secrets(own)


def test_a_uid_gives_way_wherever_it_stands():
    """In texts, maps, lists and names; nothing else changes."""
    fields = {"uid": "anna", "by": ["anna", 7, None], "at-anna": {"subject": "trial-anna-1"}}
    expected = {"uid": "p1", "by": ["p1", 7, None], "at-p1": {"subject": "trial-p1-1"}}

    assert expected == under_pseudonym(fields, "anna", "p1")
