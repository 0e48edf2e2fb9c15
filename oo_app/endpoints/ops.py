"""Say whether the process lives and whether it can serve, and nothing else (reliability O1)."""

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from core.wiring import running

_log = structlog.get_logger(__name__)


async def alive(_request: Request) -> Response:
    """Answer that the process runs."""
    return PlainTextResponse("alive")


async def ready(_request: Request) -> Response:
    """Answer whether the database can be written and is up to date."""
    try:
        await running().check()
    except Exception as error:  # noqa: BLE001 — whatever it is, we are not ready
        _log.warning("not_ready", error=type(error).__name__)
        return PlainTextResponse("not ready", 503)
    return PlainTextResponse("ready")
