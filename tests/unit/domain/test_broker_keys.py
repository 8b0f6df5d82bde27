"""Keys show themselves to nobody who does not ask."""

from __future__ import annotations

import copy
import pickle

import pytest

from trimtab.domain.broker_keys import BearerToken, BrokerKeys, KeyPair, bearer_token, key_pair
from trimtab.domain.snapshot import BrokerMode

PAIR, TOKEN = key_pair("PKKEY", "s3cret"), bearer_token("t0ken")


@pytest.mark.parametrize("proof", [PAIR, TOKEN], ids=["pair", "token"])
def test_a_representation_shows_no_secret(proof: KeyPair | BearerToken):
    """Neither repr nor str nor a format of the keys gives one away."""
    keys = BrokerKeys(environment=BrokerMode.PAPER, proof=proof)
    shown = f"{keys!r} {keys} {proof!r}"

    assert [False, False, False] == [secret in shown for secret in ("PKKEY", "s3cret", "t0ken")]


def test_who_asks_is_told():
    """The adapter that sends a secret can read it."""
    revealed = (PAIR.key_id.reveal(), PAIR.secret_key.reveal(), TOKEN.token.reveal())

    assert ("PKKEY", "s3cret", "t0ken") == revealed


@pytest.mark.parametrize("write", [pickle.dumps, copy.deepcopy])
def test_a_secret_is_not_written_down(write: object):
    """A pickle of anything that holds keys fails loudly instead of storing them."""
    assert callable(write)
    with pytest.raises(TypeError, match="not written down"):
        write(BrokerKeys(environment=BrokerMode.PAPER, proof=PAIR))


@pytest.mark.parametrize(
    ("key", "secret", "named"), [("", "s", "key_id"), ("k", " ", "secret_key"), ("k\n", "s", "key_id")]
)
def test_an_unusable_key_is_named_and_not_shown(key: str, secret: str, named: str):
    """An empty key, or one with a line end from a copied secret, is refused by name."""
    with pytest.raises(ValueError, match=rf"^{named} is empty or not plain text"):
        key_pair(key, secret)
