"""Real money only where the deployment and the account's owner have both said so."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from builders import run
from trimtab.domain.access_event import AccessEvent, AccessKind
from trimtab.domain.errors import NotPermittedError, RefusedError
from trimtab.domain.live_consent import LiveConsent, SetLiveTrading
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import Run, account_key
from trimtab.domain.snapshot import BrokerMode
from trimtab.services.live_trading import require_live_consent, set_live_trading
from worlds import NOON, World, world

LIVE_RUN = replace(
    run(), uid="anna", environment=BrokerMode.LIVE, account_key=account_key(BrokerMode.LIVE, "acct-4f2a")
)


def live_world(*, allows: bool = True) -> World:
    """Open Anna's live account, in a deployment that trades such or not."""
    here = world()
    here.broker.environment, here.broker.account_id = BrokerMode.LIVE, "acct-4f2a"
    access = replace(here.services.access, allows_live=allows)
    return replace(here, services=replace(here.services, access=access))


def say(here: World, *, is_given: bool, signed_in_at: datetime | None = NOON) -> LiveConsent:
    """Let Anna say yes or no."""
    return set_live_trading(
        SetLiveTrading(uid="anna", is_given=is_given, signed_in_at=signed_in_at), here.services
    )


def code_of(here: World, started: Run = LIVE_RUN) -> ReasonCode | None:
    """Try to start a run, on the live account unless said otherwise."""
    try:
        require_live_consent(started, here.services)
    except RefusedError as refused:
        return refused.code
    return None


def test_paper_needs_no_consent():
    """Nothing is asked, of nobody."""
    assert None is code_of(world(), run())


def test_real_money_needs_the_deployment_and_the_owner():
    """Each alone is not enough."""
    silent, switched_off = live_world(), live_world(allows=False)
    say(silent, is_given=False)
    willing = live_world()
    say(willing, is_given=True)
    switched_off.services.access.live_consents.keep(*_kept(willing))

    assert ReasonCode.LIVE_NOT_ENABLED == code_of(live_world()) == code_of(silent)
    assert ReasonCode.LIVE_TRADING_OFF == code_of(switched_off)
    assert None is code_of(willing)


def _kept(here: World) -> tuple[LiveConsent, AccessEvent]:
    (event,) = here.services.access.audit.of_day(NOON.date())
    consent = here.services.access.live_consents.find("anna", LIVE_RUN.account_key)
    assert consent
    return consent, event


def test_a_yes_is_for_one_account():
    """Another account, linked later, asks again."""
    here = live_world()
    say(here, is_given=True)
    other = replace(LIVE_RUN, account_key=account_key(BrokerMode.LIVE, "acct-0000"))

    with pytest.raises(RefusedError, match="not enabled"):
        require_live_consent(other, here.services)


def test_a_yes_needs_a_recent_sign_in_and_a_no_does_not():
    """A stolen session must not be enough to trade, and nobody is kept from stopping."""
    here = live_world()
    with pytest.raises(NotPermittedError, match="real money"):
        say(here, is_given=True, signed_in_at=NOON - timedelta(minutes=6))

    assert not say(here, is_given=False, signed_in_at=None).is_given


def test_a_no_takes_a_yes_back():
    """From then on no run starts; both are in the audit."""
    here = live_world()
    say(here, is_given=True)
    say(here, is_given=False)
    kinds = {event.kind for event in here.services.access.audit.of_day(NOON.date())}

    assert ReasonCode.LIVE_NOT_ENABLED == code_of(here)
    assert {AccessKind.LIVE_ENABLED, AccessKind.LIVE_DISABLED} == kinds


def test_a_deployment_without_real_money_takes_no_yes():
    """Its owner is told who could change that; a no is taken."""
    here = live_world(allows=False)
    with pytest.raises(RefusedError, match="operator"):
        say(here, is_given=True)

    assert "4f2a" == say(here, is_given=False).account_label


def test_a_paper_account_is_named():
    """There is nothing to say about it."""
    with pytest.raises(RefusedError, match="paper account"):
        say(world(), is_given=True)


def test_a_plan_on_a_live_account_is_refused_without_a_yes():
    """Whoever asks: every way to a run leads through its reservation."""
    here = live_world()
    here.save(SPY="60", TLT="40")
    plan = here.check()
    with pytest.raises(RefusedError, match="not enabled"):
        here.execute(plan)
    say(here, is_given=True)

    assert BrokerMode.LIVE == here.execute(plan).run.environment
