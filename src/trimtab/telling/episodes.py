"""Bring a portfolio's alerts up to what a look has found."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from trimtab.domain.alert import (
    CALM_FOR,
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
    among the changes once. An episode is named after the one before it: whoever finds it again, or at the
    same time, finds the same one.
    """
    found = _by_subject(seen.findings)
    updated = tuple(_updated(alert, found.get((alert.kind, alert.key)), seen) for alert in alerts)
    known = {(alert.kind, alert.key) for alert in updated if alert.is_open or alert.changed_at >= seen.at}
    last = {(each.kind, each.key): each for each in sorted(updated, key=lambda alert: alert.opened_at)}
    opened = tuple(
        _opened(portfolio, finding, last.get(subject), seen.at)
        for subject, finding in found.items()
        if subject not in known
    )
    pairs = tuple(zip(alerts, updated, strict=True))
    turned = (after for before, after in pairs if before.sequence != after.sequence)
    return AlertUpdate(
        alerts=(*updated, *opened),
        changes=tuple(AlertChange(turn=_turn(alert), alert=alert) for alert in (*turned, *opened)),
        notes=tuple(
            after for before, after in pairs if before != after and before.sequence == after.sequence
        ),
    )


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
    turned = replace(alert, changed_at=seen.at, sequence=alert.sequence + 1, calm_since=None)
    if finding is None:
        return _calmed(alert, replace(turned, resolved_at=seen.at), seen)
    is_worse = finding.level.rank > alert.level.rank
    same = replace(alert, calm_since=None)
    return replace(turned, level=finding.level, text=finding.text) if is_worse else same


def _calmed(alert: Alert, resolved: Alert, seen: Observation) -> Alert:
    """Resolve what a look does not find any more, but what wavers only once it has been calm for long."""
    if not seen.covers(alert):
        return alert
    since = alert.calm_since or seen.at
    is_calm = alert.key not in seen.wavering or seen.at - since >= CALM_FOR
    return resolved if is_calm else replace(alert, calm_since=since)


def _opened(portfolio: PortfolioRef, finding: Finding, before: Alert | None, at: datetime) -> Alert:
    name = canonical_hash((portfolio, finding.kind, finding.key, before.alert_id if before else None))
    return Alert(
        alert_id=f"al_{name[:24]}",
        portfolio=portfolio,
        kind=finding.kind,
        key=finding.key,
        level=finding.level,
        text=finding.text,
        opened_at=at,
        changed_at=at,
    )


def _turn(alert: Alert) -> AlertTurn:
    if alert.sequence == 1:
        return AlertTurn.OPENED
    return AlertTurn.WORSENED if alert.is_open else AlertTurn.RESOLVED
