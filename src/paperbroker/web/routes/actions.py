"""Control routes under /_control for what companies, banks and other brokers do to an account."""

from __future__ import annotations

from flask import Blueprint, Response, request

from paperbroker.basics.fields import SettingError
from paperbroker.basics.money import read_json
from paperbroker.desk.actions import apply_action, read_action, today_of
from paperbroker.desk.cash import move_cash, read_cash
from paperbroker.desk.transferring import read_transfer, transfer
from paperbroker.web.render_activity import render_entry
from paperbroker.web.routes.context import answer, exchange

actions = Blueprint("actions", __name__, url_prefix="/_control")


@actions.post("/actions")
def apply() -> Response:
    """Apply a split, a dividend, a change of name or a merger to every account."""
    apply_action(exchange(), read_action(_body(), today_of(exchange())))
    return answer({"ok": True})


@actions.post("/cash")
def move() -> Response:
    """Pay cash into an account or out of it."""
    return answer({"ok": True, "activity": render_entry(move_cash(exchange(), read_cash(_body())))})


@actions.post("/transfers")
def move_shares() -> Response:
    """Bring shares into an account from elsewhere, or take them out of it."""
    return answer({"ok": True, "activity": render_entry(transfer(exchange(), read_transfer(_body())))})


def _body() -> object:
    try:
        return read_json(request.get_data())
    except ValueError as error:
        raise SettingError("", f"must be JSON: {error}") from error
