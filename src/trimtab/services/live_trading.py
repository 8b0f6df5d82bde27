"""Trade with real money only where the deployment and the account's owner have both said so."""

from __future__ import annotations

from trimtab.domain.access_event import AccessEvent, AccessKind
from trimtab.domain.errors import RefusedError
from trimtab.domain.live_consent import LiveConsent, SetLiveTrading
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import Run, account_key, account_label
from trimtab.domain.sign_in import require_recent_sign_in
from trimtab.domain.snapshot import BrokerMode
from trimtab.ports import Services


def require_live_consent(run: Run, services: Services) -> None:
    """Let a run on a paper account pass, and one on a live account where both have said yes.

    Raises RefusedError otherwise, UnavailableError when the store does not answer.
    """
    if run.environment is BrokerMode.PAPER:
        return
    _require_deployment(services)
    consent = services.access.live_consents.find(run.uid, run.account_key)
    if consent is None or not consent.is_given:
        label = account_label(run.account_id)
        text = f"Trading with real money is not enabled for account …{label}; enable it first."
        raise RefusedError(ReasonCode.LIVE_NOT_ENABLED, text)


def set_live_trading(command: SetLiveTrading, services: Services) -> LiveConsent:
    """Store what the owner of the linked live account says about trading it.

    Taking it back is always possible and stops no run under way; the kill switch does. Raises RefusedError
    for a paper account, or for a yes that the deployment does not allow, NotPermittedError for a yes without
    a recent sign-in, UnavailableError where broker or store do not answer.
    """
    now, broker = services.clock.now(), services.brokers.of(command.uid)
    if broker.environment is BrokerMode.PAPER:
        text = "The linked account is a paper account; trading it needs no consent."
        raise RefusedError(ReasonCode.ACCOUNT_NOT_LIVE, text)
    if command.is_given:
        _require_deployment(services)
        require_recent_sign_in(command.signed_in_at, now, "trading with real money")
    account_id = broker.account().account_id
    consent = LiveConsent(
        uid=command.uid,
        account_key=account_key(broker.environment, account_id),
        account_label=account_label(account_id),
        is_given=command.is_given,
        changed_at=now,
    )
    services.access.live_consents.keep(consent, _line(consent, services))
    return consent


def _require_deployment(services: Services) -> None:
    if not services.access.allows_live:
        text = "This deployment does not trade with real money; its operator has not switched that on."
        raise RefusedError(ReasonCode.LIVE_TRADING_OFF, text)


def _line(consent: LiveConsent, services: Services) -> AccessEvent:
    return AccessEvent(
        event_id=services.identifiers.fresh(),
        uid=consent.uid,
        kind=AccessKind.LIVE_ENABLED if consent.is_given else AccessKind.LIVE_DISABLED,
        at=consent.changed_at,
    )
