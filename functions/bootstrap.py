"""The composition root: parameters and secrets become adapters, adapters become services."""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from firebase_functions import options, params

from trimtab.adapters.clock import SystemClock
from trimtab.adapters.cloud_tasks import CloudTasksQueue
from trimtab.adapters.identifiers import RandomIdentifiers
from trimtab.domain.errors import RefusedError
from trimtab.domain.reasons import ReasonCode
from trimtab.ports import Broker, Services

if TYPE_CHECKING:
    from google.cloud.firestore import Client


OWNER_UID = params.StringParam("OWNER_UID", description="uid the ALPACA_* key pair belongs to")
ALPACA_BASE_URL = params.StringParam("ALPACA_BASE_URL", description="trading host; decides paper or live")
ALPACA_DATA_URL = params.StringParam("ALPACA_DATA_URL", description="market data host")
ALPACA_KEY_ID = params.SecretParam("ALPACA_KEY_ID")
ALPACA_SECRET_KEY = params.SecretParam("ALPACA_SECRET_KEY")

BROKER_SECRETS = [ALPACA_KEY_ID, ALPACA_SECRET_KEY]

options.set_global_options(
    region="us-central1", cpu=1, memory=512, concurrency=4, timeout_sec=120, max_instances=10
)


@dataclass(frozen=True, slots=True)
class OwnerBrokers:
    """The deployment's key pair serves its owner and nobody else."""

    owner_uid: str

    def of(self, uid: str) -> Broker:
        """Open the owner's account. Raises RefusedError for everybody else."""
        if not self.owner_uid or uid != self.owner_uid:
            text = "No brokerage account is linked to you; link one first."
            raise RefusedError(ReasonCode.NO_BROKER_LINKED, text)
        return _open_broker()


def _open_broker() -> Broker:
    from trimtab.adapters.alpaca import AlpacaBroker, AlpacaCredentials  # noqa: PLC0415 - the SDK takes 0.3 s

    return AlpacaBroker(
        AlpacaCredentials(
            key_id=ALPACA_KEY_ID.value,
            secret_key=ALPACA_SECRET_KEY.value,
            base_url=ALPACA_BASE_URL.value,
            data_url=ALPACA_DATA_URL.value,
        )
    )


@functools.cache
def firestore_client() -> Client:
    """Open this instance's Firestore client, once."""
    from google.cloud.firestore import Client  # noqa: PLC0415 - 0.25 s that discovery need not pay

    return Client(project=os.environ["GCLOUD_PROJECT"])


def wiring() -> Services:
    """Wire the services of one request."""
    from trimtab.adapters.firestore.documents import Documents  # noqa: PLC0415 - these pull grpc
    from trimtab.adapters.firestore.plans import FirestorePlans  # noqa: PLC0415
    from trimtab.adapters.firestore.policies import FirestorePolicies  # noqa: PLC0415
    from trimtab.adapters.firestore.runs import FirestoreRuns  # noqa: PLC0415
    from trimtab.adapters.firestore.trading import FirestoreTradingStates  # noqa: PLC0415

    documents, identifiers = Documents(firestore_client()), RandomIdentifiers()
    return Services(
        clock=SystemClock(),
        identifiers=identifiers,
        brokers=OwnerBrokers(OWNER_UID.value),
        policies=FirestorePolicies(documents, identifiers),
        plans=FirestorePlans(documents),
        runs=FirestoreRuns(documents, identifiers),
        trading=FirestoreTradingStates(documents),
        queue=CloudTasksQueue(),
    )
