"""What is a key, and which one it opens."""

from __future__ import annotations

from dataclasses import replace

import pytest

from access_worlds import KEY_ID, SHOWN, key_of
from trimtab.domain.api_key import PresentedKey, Scope, hash_secret, is_api_key, read_key
from worlds import NOON

TEXT = SHOWN.text


def test_a_key_opens_by_its_secret():
    """And by no other."""
    other = replace(SHOWN, secret="s" * 39 + "t")

    assert (True, False) == (key_of().opens(SHOWN), key_of().opens(other))


def test_a_revoked_key_opens_nothing():
    """Its secret is right and does not count."""
    assert not key_of(revoked_at=NOON).opens(SHOWN)


def test_a_hash_belongs_to_one_key_of_one_person():
    """Copied to another person or key, it opens nothing."""
    hashes = {
        hash_secret(SHOWN, "anna"),
        hash_secret(SHOWN, "ben"),
        hash_secret(replace(SHOWN, key_id="l" * 20), "anna"),
    }

    assert 3 == len(hashes)
    assert not replace(key_of("anna"), uid="ben").opens(SHOWN)


def test_every_character_of_the_secret_counts():
    """None is cut off before it is hashed."""
    spoiled = [SHOWN.secret[:at] + "x" + SHOWN.secret[at + 1 :] for at in range(40)]

    assert not any(key_of().opens(replace(SHOWN, secret=secret)) for secret in spoiled)


def test_a_key_s_text_is_read_back():
    """As its owner keeps it."""
    assert SHOWN == read_key(TEXT)
    assert is_api_key(TEXT)


@pytest.mark.parametrize(
    "text",
    ["", "tt_", TEXT[:-1], f"{TEXT}x", f" {TEXT}", f"{TEXT}\n", TEXT.replace("s", "ß", 1), TEXT.upper()],
)
def test_what_is_not_of_a_key_s_form_is_none(text: str):
    """Nothing is looked up for it."""
    assert read_key(text) is None


def test_an_id_token_is_no_key():
    """They are told apart by how they begin."""
    assert not is_api_key("eyJhbGciOiJSUzI1NiJ9.e30.c2ln")


def test_neither_secret_nor_hash_is_printed():
    """A log line that shows a key shows nothing that opens it."""
    assert SHOWN.secret not in repr(PresentedKey(key_id=KEY_ID, secret=SHOWN.secret))
    assert key_of().secret_hash not in repr(key_of())


def test_there_are_four_scopes():
    """By the names that are public."""
    assert ["read", "simulate", "propose", "execute"] == list(Scope)
