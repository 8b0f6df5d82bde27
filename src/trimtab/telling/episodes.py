"""Bring a portfolio's alerts up to what a look has found."""

from __future__ import annotations

from dataclasses import replace

from trimtab.domain.alert import (
    Alert,
    AlertChange,
    AlertKind,
    AlertTurn,
    AlertUpdate,
    Finding,
    Observation,
)
from trimtab.domain.canonical import canonical_hash
from trimtab.domain.portfolio import PortfolioRef

_Subject = tuple[AlertKind, str]


def update_alerts(portfolio: PortfolioRef, alerts: tuple[Alert, ...], seen: Observation) -> AlertUpdate:
    """Bring alerts up to an observation; the same one again, or one older than an alert, changes nothing.

    Every alert is given back: resolved ones as they were, open ones raised to the worst level seen or
    resolved. A new one follows for each finding without an open one, in the order of findings. Each turn is
    among the changes once.
    """
    found = _by_subject(seen.findings)
    updated = tuple(_updated(alert, found.get((alert.kind, alert.key)), seen) for alert in alerts)
    known = {(alert.kind, alert.key) for alert in updated if alert.is_open or alert.changed_at >= seen.at}
    opened = tuple(
        _opened(portfolio, finding, seen) for subject, finding in found.items() if subject not in known
    )
    turned = (after for before, after in zip(alerts, updated, strict=True) if before is not after)
    changes = tuple(AlertChange(turn=_turn(alert), alert=alert) for alert in (*turned, *opened))
    return AlertUpdate(alerts=(*updated, *opened), changes=changes)


def _by_subject(findings: tuple[Finding, ...]) -> dict[_Subject, Finding]:
    """Keep the worst finding of each subject, the first of equal ones."""
    kept: dict[_Subject, Finding] = {}
    for finding in findings:
        subject = (finding.kind, finding.key)
        earlier = kept.setdefault(subject, finding)
        if finding.level.rank > earlier.level.rank:
            kept[subject] = finding
    return kept


def _updated(alert: Alert, finding: Finding | None, seen: Observation) -> Alert:
    if not alert.is_open or seen.at <= alert.changed_at:
        return alert
    turned = replace(alert, changed_at=seen.at, sequence=alert.sequence + 1)
    if finding is None:
        return replace(turned, resolved_at=seen.at) if seen.covers(alert) else alert
    is_worse = finding.level.rank > alert.level.rank
    return replace(turned, level=finding.level, text=finding.text) if is_worse else alert


def _opened(portfolio: PortfolioRef, finding: Finding, seen: Observation) -> Alert:
    name = canonical_hash((portfolio, finding.kind, finding.key, seen.at))
    return Alert(
        alert_id=f"al_{name[:24]}",
        portfolio=portfolio,
        kind=finding.kind,
        key=finding.key,
        level=finding.level,
        text=finding.text,
        opened_at=seen.at,
        changed_at=seen.at,
    )


def _turn(alert: Alert) -> AlertTurn:
    if alert.sequence == 1:
        return AlertTurn.OPENED
    return AlertTurn.WORSENED if alert.is_open else AlertTurn.RESOLVED
