"""Deliberate faults in scheduled looks: one small textual change each, which a test has to notice."""

from __future__ import annotations

from typing import Final

from control.planting import Fault, mirror_of

_Row = tuple[str, str, str, str]
_LOOK: Final = "services/check_portfolio.py"
_DEED: Final = "services/act_on_verdict.py"
_DOWN: Final = "services/take_down.py"
_CALL: Final = "services/rebalance_on_schedule.py"

_STORMY: Final[tuple[_Row, ...]] = (
    (
        "the schedule moves before the traces are left",
        _LOOK,
        (
            "    leave_traces(check, sight, services)\n"
            "    services.automation.schedules.save(record, take_down(check, sight))\n"
        ),
        (
            "    services.automation.schedules.save(record, take_down(check, sight))\n"
            "    leave_traces(check, sight, services)\n"
        ),
    ),
    (
        "a look that is put off is owed from then on only",
        _LOOK,
        "replace(schedule, failures=failures, next_due_at=later)",
        "replace(schedule, failures=failures, next_due_at=later, due_since=later)",
    ),
    (
        "a look that is done goes on being owed",
        _DOWN,
        "due_since=after.next_due_at, ",
        "",
    ),
    (
        "a schedule does not know its run",
        _DOWN,
        "last_run_session=check.session)",
        "last_run_session=after.last_run_session)",
    ),
    (
        "a look is named by its latest time",
        _DEED,
        "canonical_hash((due.portfolio, session.day, owed))",
        "canonical_hash((due.portfolio, session.day, due.due_at))",
    ),
    (
        "a run is not told before it starts",
        _DEED,
        "    tell_trigger(planned, order.plan, services)\n",
        "",
    ),
    (
        "a run that was started is not looked for",
        _DEED,
        "    before = _started_before(check, sight, services)\n",
        "    before = None\n",
    ),
    (
        "each look has a run of its own",
        _DEED,
        'f"session:{day}:',
        'f"session:{check.checked_at.timestamp():.0f}:',
    ),
    (
        "a proposal is not told",
        "services/leave_traces.py",
        "CheckResult.UNPLANNED, CheckResult.SHADOWED, CheckResult.PROPOSED, CheckResult",
        "CheckResult.UNPLANNED, CheckResult.SHADOWED, CheckResult",
    ),
    (
        "a surprise closure is not heard of within the session",
        "services/market_sessions.py",
        "return is_known and now - kept.read_at < READ_ANEW_AFTER",
        "return now - kept.read_at < READ_ANEW_AFTER",
    ),
    (
        "an episode is named after the look that finds it",
        "telling/episodes.py",
        "canonical_hash((portfolio, finding.kind, finding.key, before.alert_id if before else None))",
        "canonical_hash((portfolio, finding.kind, finding.key, at))",
    ),
    (
        "a turn is told before it is kept",
        "services/tell.py",
        "    for change in update.changes:\n        telling.alerts.turn(",
        (
            "    for change in update.changes:\n"
            "        tell(alert_event(change), telling)\n"
            "        telling.alerts.turn("
        ),
    ),
    ("sessions are not counted", _CALL, "    if tick.is_done:\n", "    if not tick.is_done:\n"),
    (
        "nobody is named who was missed",
        "services/count_session.py",
        "schedules.owed(last_call, NAMED)",
        "()",
    ),
)

_NAMED: Final[tuple[tuple[str, str, str, str, str], ...]] = (
    (
        "a letter that was handed over shows that mail arrives",
        "services/deliver.py",
        "_SAYS_WHEN_IT_ARRIVES: Final = frozenset({Channel.PUSH, Channel.WEBHOOK})",
        "_SAYS_WHEN_IT_ARRIVES: Final = _MAY_FAIL_FOR_GOOD",
        "tests/unit/services/test_watch_mail.py",
    ),
    (
        "that mail does not arrive is mailed",
        "telling/route.py",
        "each in wanted and each.value != weight.about",
        "each in wanted",
        mirror_of("telling/route.py"),
    ),
    (
        "a drain has no end",
        "services/deliver.py",
        "if telling.clock.now() - began < time:",
        "if telling.clock.now() >= began:",
        mirror_of("services/deliver.py"),
    ),
    (
        "a call of the clock ends with its first page",
        _CALL,
        "is_done=len(page) < PAGE,",
        "is_done=True,",
        "tests/simulation/automation/test_fan_out.py",
    ),
    (
        "a call goes on behind a page it has not asked for",
        _CALL,
        "    if page:\n        services.automation.checks.check_portfolios(page)\n",
        (
            "    if page:\n"
            "        services.automation.ticks.save(replace(tick, reached=page[-1]))\n"
            "        services.automation.checks.check_portfolios(page)\n"
        ),
        "tests/simulation/automation/test_fan_out.py",
    ),
    (
        "a call is held for a moment only",
        _CALL,
        "began, began + HOLD)",
        "began, began)",
        "tests/simulation/automation/test_fan_out.py",
    ),
    (
        "a look that came after the close is forgotten",
        _LOOK,
        "since = schedule.due_since if _was_missed(schedule, calendar, now) else look",
        "since = look",
        mirror_of(_LOOK),
    ),
    (
        "a clock that is behind moves the schedule",
        _LOOK,
        "if services.clock.now() < due.due_at:",
        "if services.clock.now() < due.due_at and not services:",
        mirror_of(_LOOK),
    ),
    (
        "a broker that is down is left to the queue",
        _LOOK,
        "    except Exception as error:",
        "    except RefusedError as error:",
        mirror_of(_LOOK),
    ),
    (
        "a defect is left to the queue",
        _LOOK,
        "    except Exception as error:",
        "    except _FORESEEN as error:",
        mirror_of(_LOOK),
    ),
    (
        "what a session did before is guessed after the next one",
        "services/count_session.py",
        "is_known = schedules.count_checked_after(session.day) == 0",
        "is_known = schedules.count_checked_after(session.day) >= 0",
        mirror_of("services/count_session.py"),
    ),
    (
        "only the last session is counted",
        "services/count_session.py",
        "    return waiting[::-1]\n",
        "    return waiting[:1]\n",
        mirror_of("services/count_session.py"),
    ),
    (
        "a call that is forced stands for the next one",
        _CALL,
        "if began < slot else",
        "if began > slot else",
        mirror_of(_CALL),
    ),
    (
        "a plan of another policy still waits",
        "domain/schedule.py",
        "if kept and (kept.session, kept.policy_version) == (session, policy_version):",
        "if kept and kept.session == session:",
        mirror_of(_DEED),
    ),
    (
        "what still hinders is told at every look",
        _DEED,
        "if reason.code in news.hindrances else result",
        "if reason.code not in news.hindrances else result",
        mirror_of(_DEED),
    ),
    (
        "a date is used up by a run that was refused",
        _DOWN,
        "return is_calm or check.result in _KEPT",
        "return is_calm or check.result in _KEPT | _HINDERED",
        mirror_of(_DOWN),
    ),
    (
        "a plan of this session is made again",
        _DEED,
        "if news.plan_id and check.autonomy is not",
        "if not news.plan_id and check.autonomy is not",
        mirror_of(_DEED),
    ),
    (
        "a run by itself is held",
        _DEED,
        "is_automatic=True)",
        "is_automatic=True, is_approved=True)",
        mirror_of(_DEED),
    ),
    (
        "each quiet look has an entry of its own",
        "services/leave_traces.py",
        'check_id=f"{check.session}-quiet"',
        "check_id=check.check_id",
        mirror_of("services/leave_traces.py"),
    ),
    (
        "a policy saved just before the close is called missed",
        "services/count_session.py",
        "session.closes_at - LAST_CALL",
        "session.closes_at",
        mirror_of("services/count_session.py"),
    ),
)

STORMY: Final = tuple(Fault(*row) for row in _STORMY)
NAMED: Final = tuple(Fault(*row[:4], tests=(row[4],)) for row in _NAMED)
