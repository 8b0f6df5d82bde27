"""The composition root: parameters and secrets become adapters, adapters become services."""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING

from firebase_functions import options, params

import telemetry_wiring
from access_wiring import access_wiring
from telling_wiring import telling_wiring
from trimtab.adapters.ahead import on_threads
from trimtab.adapters.clock import SystemClock
from trimtab.adapters.cloud_tasks import CloudTasksQueue
from trimtab.adapters.identifiers import RandomIdentifiers
from trimtab.adapters.secrets import OwnerSecrets
from trimtab.adapters.watched import WatchedBrokers
from trimtab.domain.broker_keys import BrokerKeys, key_pair
from trimtab.domain.metrics import Neighbour
from trimtab.domain.snapshot import BrokerMode
from trimtab.ports import Ahead, Brokers, Identifiers, Services
from trimtab.ports.automation import Automation, CheckQueue
from trimtab.ports.studies import Studying, StudyQueue
from trimtab.services.run_notices import RunNotices

if TYPE_CHECKING:
    from google.cloud.firestore import Client

    from trimtab.adapters.firestore.documents import Documents


OWNER_UID = params.StringParam("OWNER_UID", description="uid the ALPACA_* key pair belongs to")
LIVE_TRADING = params.StringParam(
    "LIVE_TRADING",
    default="off",
    description="on: real money, where an account's owner agrees",
)
ALPACA_BASE_URL = params.StringParam("ALPACA_BASE_URL", description="trading host; the environment's own")
ALPACA_DATA_URL = params.StringParam("ALPACA_DATA_URL", description="market data host")
ALPACA_KEY_ID = params.SecretParam("ALPACA_KEY_ID")
ALPACA_SECRET_KEY = params.SecretParam("ALPACA_SECRET_KEY")

LIVE_ON = "on"
"""The one word that switches real money on; any other leaves it off."""

BROKER_SECRETS = [ALPACA_KEY_ID, ALPACA_SECRET_KEY]

options.set_global_options(
    region="us-central1", cpu=1, memory=512, concurrency=4, timeout_sec=120, max_instances=10
)


def _environment() -> BrokerMode:
    """Tell what the key pair was issued for; only ALPACA_ENVIRONMENT=LIVE lets it reach the live host."""
    return BrokerMode(os.environ.get("ALPACA_ENVIRONMENT", BrokerMode.PAPER.value))


def _owner_keys() -> BrokerKeys:
    proof = key_pair(ALPACA_KEY_ID.value, ALPACA_SECRET_KEY.value)
    return BrokerKeys(environment=_environment(), proof=proof)


@functools.cache
def brokers() -> Brokers:
    """Open this instance's way to the broker, once: an account's request allowance outlives a request."""
    from trimtab.adapters.alpaca import AlpacaBrokers, Hosts  # noqa: PLC0415 - pulls requests

    hosts = Hosts(ALPACA_BASE_URL.value, ALPACA_DATA_URL.value)
    secrets = OwnerSecrets(OWNER_UID.value, _owner_keys)
    # Threads of their own: a read ahead may itself read ahead, and would wait in vain among its own kind.
    return AlpacaBrokers(secrets, {_environment(): hosts}, ahead=on_threads())


@functools.cache
def threads() -> Ahead:
    """Open this instance's threads for reads, once."""
    return on_threads()


@functools.cache
def firestore_client() -> Client:
    """Open this instance's Firestore client, once."""
    from google.cloud.firestore import Client  # noqa: PLC0415 - 0.25 s that discovery need not pay

    return Client(project=os.environ["GCLOUD_PROJECT"])


def wiring() -> Services:
    """Wire the services of one request."""
    from trimtab.adapters.firestore.documents import LARGE_CALL_SECONDS, Documents  # noqa: PLC0415 - pulls grpc
    from trimtab.adapters.firestore.outbox import FirestoreDeadLetters, FirestoreOutbox  # noqa: PLC0415
    from trimtab.adapters.firestore.plans import FirestorePlans  # noqa: PLC0415
    from trimtab.adapters.firestore.policies import FirestorePolicies  # noqa: PLC0415
    from trimtab.adapters.firestore.risk import FirestoreEquityPeaks  # noqa: PLC0415
    from trimtab.adapters.firestore.runs import FirestoreRuns  # noqa: PLC0415
    from trimtab.adapters.firestore.simulations import FirestoreSimulations  # noqa: PLC0415
    from trimtab.adapters.firestore.taxes import FirestoreTaxes  # noqa: PLC0415
    from trimtab.adapters.firestore.trading import FirestoreTradingStates  # noqa: PLC0415

    watch, identifiers = telemetry_wiring.watch(), RandomIdentifiers()
    documents = watch.over(Documents(firestore_client()), Neighbour.STORE)
    large = watch.over(Documents(firestore_client(), LARGE_CALL_SECONDS), Neighbour.STORE)
    log, metrics, clock = telemetry_wiring.log(), telemetry_wiring.metrics(), SystemClock()
    queue = watch.over(CloudTasksQueue(), Neighbour.QUEUE)
    telling = telling_wiring(documents, clock, identifiers, log, metrics)
    return Services(
        clock=clock,
        identifiers=identifiers,
        brokers=WatchedBrokers(brokers(), watch),
        policies=FirestorePolicies(documents, identifiers),
        plans=FirestorePlans(documents),
        runs=FirestoreRuns(documents, identifiers, log),
        outbox=FirestoreOutbox(documents, log),
        trading=FirestoreTradingStates(documents, identifiers),
        queue=queue,
        notifier=RunNotices(telling),
        dead_letters=FirestoreDeadLetters(documents),
        simulations=FirestoreSimulations(documents, identifiers),
        taxes=FirestoreTaxes(large, identifiers),
        equity_peaks=FirestoreEquityPeaks(documents),
        metrics=metrics,
        log=log,
        automation=_automation(documents, identifiers, queue),
        telling=telling,
        access=access_wiring(documents, large, allows_live=LIVE_TRADING.value == LIVE_ON),
        studying=_studying(documents, identifiers, queue),
        ahead=threads(),
    )


def _studying(documents: Documents, identifiers: Identifiers, queue: StudyQueue) -> Studying:
    from trimtab.adapters.firestore.studies import FirestoreStudies  # noqa: PLC0415 - pulls grpc

    return Studying(studies=FirestoreStudies(documents, identifiers), queue=queue)


def _automation(documents: Documents, identifiers: Identifiers, checks: CheckQueue) -> Automation:
    from trimtab.adapters.firestore.calendars import FirestoreCalendars  # noqa: PLC0415 - pulls grpc
    from trimtab.adapters.firestore.histories import FirestoreHistories  # noqa: PLC0415
    from trimtab.adapters.firestore.schedules import FirestoreSchedules, FirestoreTicks  # noqa: PLC0415

    return Automation(
        schedules=FirestoreSchedules(documents, identifiers),
        ticks=FirestoreTicks(documents, identifiers),
        checks=checks,
        histories=FirestoreHistories(documents),
        calendars=FirestoreCalendars(documents),
    )
