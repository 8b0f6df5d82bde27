"""Print the demo's report for people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from _stack.web import JsonObject

ABSENT = "-"
Column = tuple[str, Callable[[JsonObject], str]]


def render(report: JsonObject) -> str:
    """Lay the report out as short aligned tables and a verdict."""
    before, after = report["before"], report["after"]
    return "\n\n".join(
        (
            _section(f"Drift before  ({_worth(before)})", DRIFT, before["drift_analysis"]),
            _section(f"Plan {before['plan_id']}", PLAN, before["trades"]),
            *_skipped(before["skipped"]),
            _section(
                f"Orders of run {report['run']['run_id']}: {report['run']['state']}", ORDERS, report["orders"]
            ),
            _section(f"Drift after  ({_worth(after)})", DRIFT, after["drift_analysis"]),
            f"Second check: {after['status']}. {after['message']}",
            _verdict(report),
        )
    )


def table(columns: Sequence[Column], rows: Sequence[JsonObject]) -> str:
    """Align rows under their headings; columns of figures to the right."""
    body = [[show(row) for _, show in columns] for row in rows]
    cells = [[heading for heading, _ in columns], *body]
    return "\n".join(_lines(list(zip(*cells, strict=True))))


def _lines(columns: Sequence[tuple[str, ...]]) -> list[str]:
    aligned = [_aligned(column) for column in columns]
    return ["  " + "  ".join(line).rstrip() for line in zip(*aligned, strict=True)]


def _aligned(column: tuple[str, ...]) -> list[str]:
    width = max(map(len, column))
    to_the_right = all(_is_figure(text) for text in column[1:])
    return [text.rjust(width) if to_the_right else text.ljust(width) for text in column]


def _is_figure(text: str) -> bool:
    return text == ABSENT or text.lstrip("+-").replace(",", "").replace(".", "", 1).isdigit()


def _section(title: str, columns: Sequence[Column], rows: Sequence[JsonObject]) -> str:
    return f"{title}\n{table(columns, rows)}"


def _skipped(rows: Sequence[JsonObject]) -> list[str]:
    return [_section("Not traded", SKIPPED, rows)] if rows else []


def _verdict(report: JsonObject) -> str:
    lines = [f"  {'held  ' if claim['held'] else 'FAILED'}  {claim['claim']}" for claim in report["claims"]]
    return "\n".join(["Claims", *lines])


def _worth(check: JsonObject) -> str:
    return f"portfolio {_money(check['portfolio_value'])}, cash {_money(check['cash'])}"


def _money(text: str) -> str:
    return f"${Decimal(text):,.2f}"


def _text(field: str) -> Callable[[JsonObject], str]:
    return lambda row: str(row[field] or ABSENT)


def _figure(field: str, form: str) -> Callable[[JsonObject], str]:
    return lambda row: ABSENT if row[field] is None else format(Decimal(row[field]), form)


DRIFT: tuple[Column, ...] = (
    ("symbol", _text("symbol")),
    ("target %", _figure("target_percent", ".2f")),
    ("actual %", _figure("actual_percent", ".2f")),
    ("drift", _figure("drift_percent", "+.2f")),
    ("action", _text("action")),
)
PLAN: tuple[Column, ...] = (
    ("side", _text("side")),
    ("symbol", _text("symbol")),
    ("quantity", _figure("qty", "f")),
    ("value $", _figure("estimated_value", ",.2f")),
    ("reason", lambda trade: f"{trade['reason_code']}: {trade['reason']}"),
)
SKIPPED: tuple[Column, ...] = (
    ("symbol", _text("symbol")),
    ("reason", lambda skip: f"{skip['reason_code']}: {skip['reason']}"),
)
ORDERS: tuple[Column, ...] = (
    ("side", _text("side")),
    ("symbol", _text("symbol")),
    ("filled", _figure("filled_quantity", "f")),
    ("price $", _figure("filled_average_price", ",.2f")),
    ("state", _text("state")),
    ("broker's order id", _text("broker_order_id")),
)
