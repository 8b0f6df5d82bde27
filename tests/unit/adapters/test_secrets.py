"""The deployment's own keys."""

from __future__ import annotations

import pytest

from trimtab.adapters.secrets import OwnerSecrets
from trimtab.domain.broker_keys import BrokerKeys, key_pair
from trimtab.domain.snapshot import BrokerMode

KEYS = BrokerKeys(environment=BrokerMode.PAPER, proof=key_pair("PKKEY", "s3cret"))


def test_the_owner_is_given_the_keys():
    """They are read when the owner asks."""
    assert KEYS is OwnerSecrets("anna", lambda: KEYS).of("anna")


@pytest.mark.parametrize(("owner", "uid"), [("anna", "ben"), ("", ""), ("", "anna"), ("anna", "")])
def test_nobody_else_is_given_the_keys(owner: str, uid: str):
    """They are not even read, least of all where no owner is named."""

    def read() -> BrokerKeys:
        raise AssertionError("the keys were read")

    assert OwnerSecrets(owner, read).of(uid) is None
