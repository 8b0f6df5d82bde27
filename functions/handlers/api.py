"""The function `api`: requirements 000, 001 and 003 over REST."""

from __future__ import annotations

from typing import cast

from firebase_functions import https_fn
from flask import Request, Response

import bootstrap
from handlers.rest import application


@https_fn.on_request(secrets=bootstrap.BROKER_SECRETS)
def api(request: Request) -> Response:
    """Answer one REST request; docs/api.md tells the endpoints, /api/openapi.json describes them."""
    return cast("Response", Response.from_app(application(), request.environ))
