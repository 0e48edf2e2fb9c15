"""Meet every socket and every event before the framework does (reliability W2, W5)."""

from collections import Counter
from typing import Any

import structlog
from reflex.app import App, EventNamespace
from reflex.state import StateUpdate
from reflex_base.constants.event import SocketEvent
from reflex_base.registry import RegistrationContext
from reflex_base.utils.exceptions import EventDeserializationError

from core.domain.ids import UserId, new_id
from core.wiring import running
from oo_app.shared.cookies import session_in
from oo_app.shared.frames import MAX_NONSENSE
from oo_app.shared.guard import SessionGuard
from oo_app.shared.notices import flags, news
from oo_app.shared.session import tree_name
from oo_app.shared.sockets import Sockets

MAX_WAITING = 100
"""Events of one tab that may wait for their turn (reliability W5)."""

_log = structlog.get_logger(__name__)


class Doorman(EventNamespace):
    """The framework's event namespace, with our checks in front."""

    def __init__(self, namespace: str, app: App, sockets: Sockets) -> None:
        super().__init__(namespace, app)
        self._sockets = sockets
        self._nonsense: Counter[str] = Counter()

    async def on_connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        """Note whose socket this is, then let the framework greet it."""
        core = running()
        cookie = session_in(environ.get("HTTP_COOKIE", ""), secure=core.settings.secure)
        who = await core.resolve_session(cookie)
        self._sockets.add(sid, who.session, who.user_id)
        try:
            await super().on_connect(sid, environ, auth)
        except BaseException:
            self._sockets.drop(sid)
            raise

    async def link_token_to_sid(self, sid: str, token: str, *, update_state: bool = True) -> None:
        """Keep the tab's state under a name that only this session can ask for."""
        name = tree_name(self._sockets.session_of(sid) or "", token)
        await super().link_token_to_sid(sid, name, update_state=update_state)

    async def on_event(self, sid: str, data: Any) -> None:
        """Pass a readable event on; drop the others, and those who send many of them."""
        if is_readable(data) and self._waiting(sid) < MAX_WAITING:
            try:
                await super().on_event(sid, data)
            except (EventDeserializationError, TypeError, ValueError, AttributeError, KeyError):
                pass
            else:
                return
        self._nonsense[sid] += 1
        if self._nonsense[sid] == MAX_NONSENSE:
            _log.warning("socket_closed", why="nonsense")
            await self._disconnect(sid)

    def on_disconnect(self, sid: str) -> Any:
        """Forget the socket."""
        self._sockets.drop(sid)
        self._nonsense.pop(sid, None)
        return super().on_disconnect(sid)

    async def end_sessions(self, sessions: tuple[str, ...]) -> None:
        """Tell every tab of these sessions that it is over, and close its socket (S2)."""
        update = StateUpdate(delta=flags("ended"))
        for sid in [sid for session in sessions for sid in self._sockets.of(session)]:
            await self.emit(str(SocketEvent.EVENT), update, to=sid)
            await self._disconnect(sid)

    async def look_again(self, users: frozenset[UserId] | None) -> None:
        """Tell the tabs of these users, or all tabs, that what they show is no longer true."""
        sids = self._sockets.all() if users is None else self._sockets.of_users(users)
        update = StateUpdate(delta=news(str(new_id())))
        for sid in sids:
            await self.emit(str(SocketEvent.EVENT), update, to=sid)

    async def _disconnect(self, sid: str) -> None:
        if self.app.sio is not None:
            await self.app.sio.disconnect(sid, namespace=self.namespace)

    def _waiting(self, sid: str) -> int:
        token = self.sid_to_token.get(sid, "")
        return len(self.app.event_processor._token_queues.get(token, ()))


def install(app: App) -> Doorman:
    """Put guard and doorman in front of an app's events; return the doorman."""
    if app.sio is None or app.event_namespace is None:
        msg = "an app without state needs no guard"
        raise TypeError(msg)
    sockets = Sockets()
    doorman = Doorman(app.event_namespace.namespace, app, sockets)
    app.sio.register_namespace(doorman)
    app._event_namespace = doorman
    app.add_middleware(SessionGuard(sockets))
    return doorman


def is_readable(data: Any) -> bool:
    """Return whether an event names a handler that exists, with arguments of a sane shape.

    The framework logs an unknown one whole, cookies included, so it must not get that far.
    """
    if not isinstance(data, dict):
        return False
    name, payload = data.get("name"), data.get("payload", {})
    return (
        isinstance(name, str)
        and name in RegistrationContext.get().event_handlers
        and isinstance(payload, dict)
        and isinstance(data.get("router_data", {}), dict)
    )
