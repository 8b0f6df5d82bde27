"""Saving how a person wants to be told."""

from __future__ import annotations

from dataclasses import replace

from builders import OWNER
from telling_builders import REACHABLE, post
from trimtab.domain.preferences import Preferences
from trimtab.services.save_preferences import save_preferences


def test_preferences_are_stored_and_the_secret_is_told():
    """It is the one the webhook is signed with."""
    made = post(Preferences())
    secret = save_preferences(OWNER.uid, REACHABLE, made.telling)

    assert (REACHABLE, made.secrets.of(OWNER.uid)) == (made.preferences.of(OWNER.uid), secret)


def test_without_a_webhook_there_is_no_secret():
    """None is made, either."""
    made = post(Preferences())

    assert save_preferences(OWNER.uid, replace(REACHABLE, webhook_url=None), made.telling) is None
    assert {} == made.secrets.secrets
