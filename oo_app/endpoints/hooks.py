"""Take webhooks: read no more than is allowed, answer 200 or one refusal, and tell nobody why.

A refusal costs little: headers that cannot prove anything end it before the body is read, and an
address whose bodies prove nothing too often is not read at all for a while.
"""

import asyncio
import hashlib
from collections import OrderedDict

import structlog
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from core.domain.hook import Posted
from core.domain.integration import Provider
from core.errors import HookRefused, NotFound, Overloaded
from core.wiring import Core, running
from oo_app.shared.address import address_of
from oo_app.shared.pace import Pace
from oo_app.shared.problems import problem

MAX_BODY_BYTES = 1024 * 1024
"""No webhook is longer (reliability H1); what comes is counted, whatever was announced."""
HEARD_OUT_BYTES = 2 * MAX_BODY_BYTES
"""So much of a body that is too long is dropped unread, so that its sender hears the answer."""
READ_S = 10.0
"""Seconds within which a body must have come."""
PER_S = 2.0
"""Bodies without proof that an address may send every second in the long run."""
AT_ONCE = 60.0
"""Bodies without proof that an address may send at once after a quiet time."""
ADDRESSES = 1024
"""Addresses remembered; of more, those that were quiet the longest are forgotten."""
SHORT = 12
"""Hex letters of a body's digest in the log: enough to find it again, not to know it."""
SIGNATURE, DELIVERY_ID = "x-todoist-hmac-sha256", "x-todoist-delivery-id"

_log = structlog.get_logger(__name__)


class Flood:
    """Remember which addresses send what proves nothing; their pace is seconds of core's clock."""

    def __init__(self) -> None:
        self._paces: OrderedDict[str, Pace] = OrderedDict()
        self._full: set[str] = set()

    def shuts_out(self, address: str, now_s: float) -> bool:
        """Return whether nothing of an address is read just now."""
        return address in self._full and not self._recovers(address, now_s)

    def count(self, address: str, now_s: float) -> None:
        """Count one body that proved nothing."""
        if not self._pace(address, now_s).take(now_s):
            self._full.add(address)

    def _recovers(self, address: str, now_s: float) -> bool:
        if self._pace(address, now_s).take(now_s):
            self._full.discard(address)
            return True
        return False

    def _pace(self, address: str, now_s: float) -> Pace:
        pace = self._paces.setdefault(address, Pace(now_s, PER_S, AT_ONCE))
        self._paces.move_to_end(address)
        while len(self._paces) > ADDRESSES:
            gone, _ = self._paces.popitem(last=False)
            self._full.discard(gone)
        return pace


async def todoist(request: Request) -> Response:
    """Keep what Todoist tells, then answer 200 without a body: anything else comes again (H3)."""
    core = running()
    if not core.take_delivery.takes(Provider.TODOIST):
        return problem(NotFound("path"))
    flood: Flood = request.app.state.flood
    address = address_of(request.scope, core.settings.trusted_proxy_hops)
    now_s = core.clock.monotonic_s()
    if flood.shuts_out(address, now_s):
        return problem(HookRefused())
    body = bytearray()
    try:
        await _take(request, core, body)
    except HookRefused as refused:
        if not refused.proved:
            flood.count(address, now_s)
        digest = hashlib.sha256(body).hexdigest()
        _log.warning("hook_refused", body=digest[:SHORT])
        return problem(refused)
    except Overloaded as overloaded:
        _log.error("hook_not_kept")
        return problem(overloaded)
    return Response(status_code=200)


async def _take(request: Request, core: Core, body: bytearray) -> None:
    """Read a webhook into `body` and keep it. Raises: HookRefused, Overloaded."""
    headers = request.headers
    content_type, signature = _only(headers, "content-type"), _only(headers, SIGNATURE)
    fine = (
        request.method == "POST"
        and not request.scope["query_string"]
        and "content-encoding" not in headers
        and core.take_delivery.may_prove(Provider.TODOIST, content_type, signature)
    )
    if not fine:
        raise HookRefused
    await _read(request, body)
    posted = Posted(bytes(body), content_type, signature, _only(headers, DELIVERY_ID))
    await core.take_delivery(Provider.TODOIST, posted)


async def _read(request: Request, body: bytearray) -> None:
    """Read the whole body. Raises: HookRefused when it is too long, too slow, or cut off."""
    said = request.headers.get("content-length", "0")
    if not (said.isascii() and said.isdigit()) or int(said[:12]) > HEARD_OUT_BYTES:
        raise HookRefused
    came = 0
    try:
        async with asyncio.timeout(READ_S):
            async for piece in request.stream():
                came += len(piece)
                if came > HEARD_OUT_BYTES:
                    raise HookRefused
                body += piece[: MAX_BODY_BYTES - len(body)]
    except (TimeoutError, ClientDisconnect):
        raise HookRefused from None  # nobody is there to be told more
    if came > MAX_BODY_BYTES:
        raise HookRefused


def _only(headers: Headers, name: str) -> str:
    """Return a header's one value; "" when it is missing or comes more than once."""
    values = headers.getlist(name)
    return values[0] if len(values) == 1 else ""
