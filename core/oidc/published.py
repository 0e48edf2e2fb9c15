"""Fetch the small documents that an issuer publishes."""

import asyncio

from core.oidc.strict import Forged, Members, read_object
from core.outbound import Outbound, Unreachable

LIMIT_BYTES = 64 * 1024
"""Discovery and key lists have a few thousand bytes (reliability A3)."""

DEADLINE_S = 5.0
"""A person waits meanwhile (reliability A3)."""

HTTP_OK = 200
"""The only status that carries a document; a redirect is not followed."""


async def fetch_object(outbound: Outbound, url: str) -> Members:
    """Return the JSON object at `url`. Raises Unreachable when there is none."""
    try:
        async with asyncio.timeout(DEADLINE_S):
            answer = await outbound.request(
                "GET", url, headers={"accept": "application/json"}, limit_bytes=LIMIT_BYTES
            )
    except TimeoutError as error:
        raise Unreachable(host="", why="timeout") from error
    if answer.status != HTTP_OK:
        raise Unreachable(answer.host, "status")
    try:
        return read_object(answer.body)
    except Forged as error:
        raise Unreachable(answer.host, "json") from error
