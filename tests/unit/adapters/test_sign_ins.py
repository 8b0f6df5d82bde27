"""Removing the account by which somebody signs in."""

from __future__ import annotations

import pytest
from firebase_admin import auth
from firebase_admin.exceptions import UnavailableError as FirebaseUnavailableError

from trimtab.adapters.sign_ins import FirebaseSignIns
from trimtab.domain.errors import UnavailableError


def failing(error: Exception) -> FirebaseSignIns:
    """Sign-ins whose service fails."""

    def delete(_: str) -> None:
        raise error

    return FirebaseSignIns(delete)


def test_an_account_is_removed():
    """By its uid."""
    removed: list[str] = []
    FirebaseSignIns(removed.append).remove("anna")

    assert ["anna"] == removed


def test_one_that_is_gone_is_no_error():
    """A deletion that is repeated goes on."""
    assert failing(auth.UserNotFoundError("none")).remove("anna") is None  # type: ignore[func-returns-value]


def test_a_service_that_does_not_answer_is_unavailable():
    """The deletion says that it has to be asked again."""
    with pytest.raises(UnavailableError, match="delete the account again"):
        failing(FirebaseUnavailableError("down")).remove("anna")
