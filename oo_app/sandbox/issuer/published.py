"""Answer what an issuer publishes: discovery, keys, and claims to a bearer."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse

from oo_app.sandbox.issuer.authorization import RESPONSE_MODES
from oo_app.sandbox.issuer.faults import JwksFault, changed
from oo_app.sandbox.issuer.issuer import Issuer
from oo_app.sandbox.issuer.keys import ALGORITHM

CACHE = {"Cache-Control": "public, max-age=3600"}
"""How long keys and discovery may be kept."""

HUGE_BYTES = 10 * 1024 * 1024
"""Size of a key list that nobody should read to its end."""

DRIP_S = 0.1
"""Seconds between two bytes of a slow key list."""


async def discovery(issuer: Issuer, _request: Request) -> Response:
    """Publish the discovery document."""
    manner, url = issuer.manner, issuer.url
    document: dict[str, Any] = {
        "issuer": url,
        "authorization_endpoint": f"{url}/authorize",
        "token_endpoint": f"{url}/token",
        "revocation_endpoint": f"{url}/revoke",
        "jwks_uri": f"{url}/jwks",
        "response_types_supported": list(manner.response_types),
        "response_modes_supported": list(RESPONSE_MODES),
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": [manner.subject_type],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "scopes_supported": list(manner.scopes),
        "claims_supported": list(manner.claims),
        "token_endpoint_auth_methods_supported": list(manner.secret_ways),
    }
    if manner.has_userinfo:
        document["userinfo_endpoint"] = f"{url}/userinfo"
    if manner.demands_pkce:
        document["code_challenge_methods_supported"] = ["S256"]
    if manner.names_itself:
        document["authorization_response_iss_parameter_supported"] = True
    return JSONResponse(changed(document, issuer.faults.discovery), headers=CACHE)


async def jwks(issuer: Issuer, _request: Request) -> Response:
    """Publish the public keys, or misbehave as told."""
    keys = {"keys": [key.public() for key in issuer.store.keys]}
    match issuer.faults.jwks:
        case JwksFault.REDIRECT:
            return RedirectResponse(f"{issuer.url}/jwks/elsewhere", status_code=302)
        case JwksFault.HUGE:
            return JSONResponse({**keys, "padding": "x" * HUGE_BYTES})
        case JwksFault.SLOW:
            drips = _drip(json.dumps(keys), issuer.faults.jwks_delay_s)
            return StreamingResponse(drips, media_type="application/json")
        case None:
            return JSONResponse(keys, headers=CACHE)


async def jwks_elsewhere(issuer: Issuer, _request: Request) -> Response:
    """Publish the same keys where a redirect leads: a client that follows is seen in `served`."""
    return JSONResponse({"keys": [key.public() for key in issuer.store.keys]})


async def userinfo(issuer: Issuer, request: Request) -> Response:
    """Tell the claims of a grant to the bearer of its access token."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    grant = issuer.tokens.find_access(token.strip(), issuer.now_s())
    if scheme.lower() != "bearer" or grant is None:
        answer = {"error": "invalid_token", "error_description": "Invalid credentials."}
        challenge = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
        return JSONResponse(answer, 401, headers=challenge)
    return JSONResponse(issuer.claims(grant), headers={"Cache-Control": "no-store"})


async def _drip(text: str, delay_s: float) -> AsyncIterator[str]:
    drips = int(delay_s / DRIP_S)
    for _ in range(drips):
        yield " "  # white space before JSON is JSON
        await asyncio.sleep(DRIP_S)
    yield text
