"""Meet what nobody expected: write it down under a reference, and show only the reference."""

import secrets
import traceback

import structlog
from reflex.event import EventSpec
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from oo_app.shared.problems import problem
from oo_app.shared.session import Binding

MAX_REPORT = 300
"""Letters of a page's own error report that are written down."""

_WRITTEN = "oo.fault_written"
"""Set in the scope of a request whose fault has been written down further inside."""

_log = structlog.get_logger(__name__)


def in_event(exception: Exception) -> EventSpec:
    """Return the event that shows a handler's fault to its tab: no toast, no script, no trace."""
    reference = _written("event_failed", exception)
    return Binding.event_handlers["stumble"](reference)


def in_page(exception: Exception) -> None:
    """Write down what a page says went wrong in it; the text is a stranger's."""
    _log.warning("page_failed", report=str(exception)[:MAX_REPORT])


async def in_request(request: Request, error: Exception) -> Response:
    """Return the answer to a request that failed unexpectedly."""
    request.scope[_WRITTEN] = True
    return problem(error, reference=_written("request_failed", error))


class Net:
    """Catch what no inner application has caught, so that no trace and no silence gets out."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer it if the inner application fails before it has begun to."""
        has_begun = False

        async def noting(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except Exception as error:  # noqa: BLE001 — the last net there is
            if scope.get(_WRITTEN):
                return
            reference = _written(f"{scope['type']}_failed", error)
            if scope["type"] == "http" and not has_begun:
                await problem(error, reference=reference)(scope, receive, send)


def _written(what: str, error: Exception) -> str:
    reference = secrets.token_hex(4)
    # Written out here, because some renderers add local variables to a trace, secrets included.
    _log.error(what, reference=reference, exception="".join(traceback.format_exception(error)))
    return reference
