"""The account routes under /v2: the account, its configurations, its history, what happened in it."""

from __future__ import annotations

from flask import Blueprint, Response, request

from paperbroker.basics.refusals import RefusedError, bad_parameter
from paperbroker.desk.configuring import configure
from paperbroker.desk.history import worth_of
from paperbroker.desk.performance import measure
from paperbroker.web.account_query import read_activities, read_history
from paperbroker.web.query import Args
from paperbroker.web.render import Json
from paperbroker.web.render_account import render_account, render_configurations, render_performance
from paperbroker.web.render_activity import render_activity
from paperbroker.web.routes.context import answer, body, caller, exchange, polled, standing

account = Blueprint("account", __name__, url_prefix="/v2")


@account.get("/account")
def get_account() -> Response:
    """Show the caller's account."""
    seen = standing()
    return answer(render_account(seen, worth_of(exchange(), seen)))


@account.get("/account/configurations")
def get_configurations() -> Response:
    """Show what the owner has set."""
    return answer(render_configurations(caller()))


@account.patch("/account/configurations")
def set_configurations() -> Response:
    """Change what the owner has set."""
    return answer(render_configurations(configure(exchange(), caller(), body())))


@account.get("/account/portfolio/history")
def get_history() -> Response:
    """Show the account's equity over time."""
    owner = polled()
    wanted = read_history(request.args, exchange().clock, owner.opened_at)
    performance = measure(exchange(), owner, wanted.span, wanted.flows)
    return answer(render_performance(performance, wanted.span.timeframe))


@account.get("/account/activities")
def list_activities() -> Response:
    """List fills and entries in one order of time."""
    return answer(_activities(request.args))


@account.get("/account/activities/<activity_type>")
def list_activities_of(activity_type: str) -> Response:
    """List the activities of one type."""
    return answer(_activities({**request.args, "activity_types": activity_type}))


def _activities(args: Args) -> list[Json]:
    wanted = read_activities(args)
    key, known = polled().key, exchange().book.activities
    if wanted.after_key and not known.knows(key, wanted.after_key):
        raise RefusedError(bad_parameter(f"invalid page_token: {wanted.after_key}"))
    return [render_activity(activity) for activity in known.select(key, wanted)]
