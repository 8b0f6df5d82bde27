"""Every endpoint: its address, its contracts and the one use case that it calls."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from trimtab.contracts.base import Contract, parse
from trimtab.contracts.mandate import MandateQuestion
from trimtab.contracts.mandate_question import to_command
from trimtab.contracts.mandate_run import RebalanceRun
from trimtab.contracts.rest_rebalancing import (
    FiredTrigger,
    RebalancingRequest,
    RebalancingResponse,
    RebalancingStatus,
    parse_trigger,
)
from trimtab.contracts.rest_schemas import Shape
from trimtab.contracts.rest_simulation import parse_simulation
from trimtab.contracts.rest_tools import (
    NewAllocation,
    PortfolioDrift,
    RebalancingSuggestions,
    WhatIfRequest,
)
from trimtab.domain.api_key import Scope
from trimtab.services.calculate_drift import calculate_drift
from trimtab.services.rebalancing_status import rebalancing_status
from trimtab.services.rebalancing_suggestions import generate_rebalancing_suggestions
from trimtab.services.recommend_trades import analyze_portfolio, trigger_rebalancing
from trimtab.services.simulate_mandate import simulate_mandate
from trimtab.services.what_if_analysis import what_if_analysis
from trimtab.web.entrance import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One endpoint; `answer` gives the answer's JSON. `path` names the portfolio in braces, if it does.

    `scope` is what a key needs for it; a person who is signed in needs none.
    """

    name: str
    method: str
    path: str
    summary: str
    scope: Scope
    answer: Callable[[Asked], str]
    response: Shape
    request: Shape | None = None
    wants_key: bool = False


def _written(answer: Contract | PortfolioDrift | RebalancingSuggestions | NewAllocation) -> str:
    return json.dumps(answer.model_dump(mode="json"), allow_nan=False, separators=(",", ":"))


def _analyze(asked: Asked) -> str:
    command = parse(RebalancingRequest, asked.sent).to_domain(asked.uid)
    return _written(RebalancingResponse.of(analyze_portfolio(command, asked.services)))


def _show_status(asked: Asked) -> str:
    return _written(RebalancingStatus.of(rebalancing_status(asked.portfolio, asked.services)))


def _trigger(asked: Asked) -> str:
    command = parse_trigger(asked.sent).to_domain(asked.portfolio)
    return _written(RebalancingResponse.of(trigger_rebalancing(command, asked.services)))


def _show_drift(asked: Asked) -> str:
    return _written(PortfolioDrift.of(calculate_drift(asked.portfolio, asked.services)))


def _suggest(asked: Asked) -> str:
    made = generate_rebalancing_suggestions(asked.portfolio, asked.services)
    return _written(RebalancingSuggestions.of(made))


def _what_if(asked: Asked) -> str:
    supposed = parse(WhatIfRequest, asked.sent)
    found = what_if_analysis(supposed.to_domain(asked.portfolio), asked.services)
    return _written(NewAllocation.of(found, supposed))


def _simulate(asked: Asked) -> str:
    question = parse_simulation(asked.sent, asked.idempotency_key, asked.correlation_id)
    return simulate_mandate(to_command(question, asked.uid), asked.services).text


OPERATIONS: Final = (
    Operation(
        name="analyze",
        method="POST",
        path="/api/v1/rebalancing/analyze",
        summary="Analyse a portfolio and recommend trades (requirement 000).",
        scope=Scope.PROPOSE,
        answer=_analyze,
        request=RebalancingRequest,
        response=RebalancingResponse,
    ),
    Operation(
        name="rebalancing_status",
        method="GET",
        path="/api/v1/rebalancing/{portfolio_id}/status",
        summary="Tell whether a rule asks for a rebalancing, and what comes next (requirement 000).",
        scope=Scope.READ,
        answer=_show_status,
        response=RebalancingStatus,
    ),
    Operation(
        name="trigger",
        method="POST",
        path="/api/v1/rebalancing/{portfolio_id}/trigger",
        summary="Fire a kind of rule by hand; nothing is executed (requirement 000).",
        scope=Scope.PROPOSE,
        answer=_trigger,
        request=FiredTrigger,
        response=RebalancingResponse,
    ),
    Operation(
        name="portfolio_drift",
        method="GET",
        path="/api/portfolios/{id}/drift/",
        summary="Measure drift by asset type (requirement 001).",
        scope=Scope.READ,
        answer=_show_drift,
        response=PortfolioDrift,
    ),
    Operation(
        name="rebalancing_suggestions",
        method="GET",
        path="/api/portfolios/{id}/rebalance/suggestions/",
        summary="Suggest the trades that restore the targets, with their taxes (requirement 001).",
        scope=Scope.PROPOSE,
        answer=_suggest,
        response=RebalancingSuggestions,
    ),
    Operation(
        name="what_if_rebalancing",
        method="POST",
        path="/api/portfolios/{id}/rebalance/what-if/",
        summary="Apply supposed trades to a copy of the allocation (requirement 001).",
        scope=Scope.SIMULATE,
        answer=_what_if,
        request=WhatIfRequest,
        response=NewAllocation,
    ),
    Operation(
        name="simulate",
        method="POST",
        path="/rebalance/simulate",
        summary="Answer a mandate's question, once for each key (requirement 003).",
        scope=Scope.SIMULATE,
        answer=_simulate,
        request=MandateQuestion,
        response=RebalanceRun,
        wants_key=True,
    ),
)
