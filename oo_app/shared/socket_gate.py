"""Open websockets only for our own pages, and keep each within bounds (reliability W1, W5)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import structlog
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.settings import Settings
from core.wiring import running
from oo_app.shared.address import address_of
from oo_app.shared.cookies import session_in
from oo_app.shared.frames import MAX_NONSENSE, is_readable
from oo_app.shared.notices import flood_notice
from oo_app.shared.pace import Pace

MAX_FRAME_BYTES = 256 * 1024
"""The largest frame a page may send (reliability W5)."""
PER_SESSION = 10
"""Sockets of one session: more tabs than that are a program (reliability W5)."""
PER_ADDRESS = 50
"""Sockets of one address: an office behind one router (reliability W5)."""
TOO_BIG, TOO_FAST, TOO_MANY, REFUSED = 1009, 1008, 1013, 1008
"""Close codes (RFC 6455 §7.4.1 and its registry)."""

_log = structlog.get_logger(__name__)


class SocketGate:
    """Check origin and number of sockets at the door, size and pace of frames behind it."""

    def __init__(
        self, app: ASGIApp, settings: Settings, origins: Sequence[str], namespace: str
    ) -> None:
        self._app = app
        self._namespace = namespace
        self._settings = settings
        self._origins = origins
        self._notice = flood_notice(namespace)
        self._seats: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything but websockets on; serve those within their bounds."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not self._welcome(headers):
            await _refuse(receive, send, REFUSED, "origin")
            return
        secure = self._settings.secure
        who = await running().resolve_session(session_in(headers.get("cookie", ""), secure=secure))
        address = address_of(scope, self._settings.trusted_proxy_hops)
        with self._seated(who.session, address) as is_seated:
            if not is_seated:
                await _refuse(receive, send, TOO_MANY, "too many")
                return
            bounded = _Bounded(receive, send, self._namespace, self._notice)
            await self._app(scope, bounded.receive, bounded.send)

    def _welcome(self, headers: Headers) -> bool:
        protocols = headers.getlist("sec-websocket-protocol")
        is_plain = all(protocol.isascii() and protocol.isprintable() for protocol in protocols)
        origins = headers.getlist("origin")
        return is_plain and len(origins) == 1 and origins[0] in self._origins

    @contextmanager
    def _seated(self, session: str, address: str) -> Iterator[bool]:
        seats = {f"address {address}": PER_ADDRESS}
        if session:
            seats[f"session {session}"] = PER_SESSION
        if any(self._seats[seat] >= most for seat, most in seats.items()):
            yield False
            return
        self._seats.update(seats.keys())
        try:
            yield True
        finally:
            self._seats.subtract(seats.keys())
            self._seats += Counter()  # forgets the empty ones


class _Bounded:
    """One websocket whose frames are measured and counted."""

    def __init__(self, receive: Receive, send: Send, namespace: str, notice: str) -> None:
        self._receive = receive
        self._send = send
        self._namespace = namespace
        self._notice = notice
        self._nonsense = 0
        self._clock = running().clock
        self._pace = Pace(self._clock.monotonic_s())
        self._is_closed = False

    async def receive(self) -> Message:
        """Return the next frame, or the end of the socket if the frame was out of bounds."""
        while True:
            message = await self._receive()
            if message["type"] != "websocket.receive":
                return message
            if _bytes_of(message) > MAX_FRAME_BYTES:
                return await self._end(TOO_BIG, "frame too large")
            if not self._pace.take(self._clock.monotonic_s()):
                await self.send({"type": "websocket.send", "text": self._notice})
                return await self._end(TOO_FAST, "too fast")
            if is_readable(message.get("text") or "", self._namespace):
                return message
            self._nonsense += 1
            if self._nonsense >= MAX_NONSENSE:
                return await self._end(TOO_FAST, "nonsense")

    async def send(self, message: Message) -> None:
        """Send a frame, unless the socket has been closed from here."""
        if not self._is_closed:
            await self._send(message)

    async def _end(self, code: int, reason: str) -> Message:
        _log.warning("socket_closed", why=reason)
        await self.send({"type": "websocket.close", "code": code, "reason": reason})
        self._is_closed = True
        return {"type": "websocket.disconnect", "code": code}


def _bytes_of(message: Message) -> int:
    text = message.get("text")
    return len(text.encode()) if text is not None else len(message.get("bytes") or b"")


async def _refuse(receive: Receive, send: Send, code: int, reason: str) -> None:
    _log.warning("socket_refused", why=reason)
    await receive()
    await send({"type": "websocket.close", "code": code, "reason": reason})
