"""Stand in front of every event: deny by default, and know who is calling (reliability W1-W3)."""

import inspect
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

import structlog
from reflex.middleware.middleware import Middleware
from reflex.state import BaseState, OnLoadInternalState, State, StateUpdate, UpdateVarsInternalState
from reflex_base.event import Event
from reflex_base.registry import RegisteredEventHandler, RegistrationContext
from reflex_base.utils.format import format_event_handler

from core.domain.audit import Deed
from core.domain.session import Principal
from core.errors import NotAllowed, SettingsWrong
from core.wiring import running
from oo_app.shared.cookies import session_in
from oo_app.shared.marks import public, requires, rights_of
from oo_app.shared.session import Binding, act_as, acting, current
from oo_app.shared.sockets import Sockets

if TYPE_CHECKING:
    from reflex.app import App

__all__ = ["SessionGuard", "current", "public", "requires", "rights_of"]

_log = structlog.get_logger(__name__)

OPENING = frozenset(
    format_event_handler(State.event_handlers[name]) for name in ("hydrate", "hydrate_and_load")
)
"""The events that open a page: they hold the whole tree, so it can be emptied for a new session."""

PLUMBING = OPENING | {
    format_event_handler(State.event_handlers["set_is_hydrated"]),
    format_event_handler(OnLoadInternalState.event_handlers["on_load_internal"]),
    format_event_handler(OnLoadInternalState.event_handlers["set_is_hydrated"]),
    format_event_handler(UpdateVarsInternalState.event_handlers["update_vars_internal"]),
}
"""All of the framework's own handlers that a client may call; `setvar` and the rest may not be."""


Refused = Callable[[str, str], None]
"""What hears of a refused event: the handler's full name, and the reason."""
CONSOLE = "oo_admin."
"""Where the console's handlers are: whoever lacks a right there is written down in the audit."""


def _log_refusal(name: str, why: str) -> None:
    state, handler = name.split(".")[-2:]
    _log.info("event_refused", state=state.rsplit("___", 1)[-1], handler=handler, why=why)


TELLING = format_event_handler(Binding.event_handlers["stumble"])
"""The event that shows a fault; it must get through while nobody can be recognised."""


class SessionGuard(Middleware):
    """Let an event through only if its handler is marked and its caller holds the rights."""

    def __init__(self, sockets: Sockets, refused: Refused = _log_refusal) -> None:
        """Take the open sockets, and whom to tell of refusals: handler and reason."""
        self._sockets = sockets
        self._refused = refused

    async def preprocess(
        self,
        app: "App",  # noqa: ARG002 — the framework passes it by name
        state: BaseState,
        event: Event,
    ) -> StateUpdate | None:
        """Return None to let the event through, or the update that replaces it."""
        try:
            who = await _caller(state)
        except SettingsWrong:
            return StateUpdate()  # core is about to start, or has just stopped
        except Exception:
            if event.name == TELLING:
                return None  # or telling of the fault would fail as the event before it, for ever
            raise
        act_as(who)
        binding = await state.get_state(Binding)
        if binding._session != who.session and not self._rebound(state, binding, event, who):
            binding.ended = True
            self._refused(event.name, "another session")
            return StateUpdate(delta=await binding._get_resolved_delta())
        if event.name in PLUMBING:
            return None
        why = _objection(event, who)
        if not why:
            return None
        self._refused(event.name, why)
        if why == LACKING:
            await _write_down(event.name, who)
        return StateUpdate()

    def _rebound(self, state: BaseState, binding: Binding, event: Event, who: Principal) -> bool:
        """Give the tree to the caller's session if that leaks nothing; return whether it did."""
        if event.name in OPENING:
            state._get_root_state().reset()
        elif binding._session or self._sockets.session_of(_socket_id(state)) != who.session:
            return False
        binding._session = who.session
        return True


LACKING = "rights missing"
"""Why an event is refused whose caller does not hold the handler's rights."""


def _objection(event: Event, who: Principal) -> str:
    """Return why an event is refused; empty when it may pass."""
    entry = RegistrationContext.get().event_handlers.get(event.name)
    rights = rights_of(entry.handler.fn) if entry else None
    if entry is None or rights is None:
        return "not marked"
    if not rights <= who.rights:
        return LACKING
    return "" if fits(entry, event.payload) else "arguments"


async def _write_down(name: str, who: Principal) -> None:
    """Write down that somebody signed in called what is the console's and not theirs."""
    entry = RegistrationContext.get().event_handlers[name]
    if who.user_id is None or not entry.states[0].__module__.startswith(CONSOLE):
        return
    handler = f"{entry.states[0].__name__}.{name.rsplit('.', 1)[-1]}"
    lacking = sorted((rights_of(entry.handler.fn) or frozenset()) - who.rights)
    deed = Deed(f"called {handler}", "handler", handler)
    await running().write_denial(acting(), deed, NotAllowed(lacking[0]))


def fits(entry: RegisteredEventHandler, payload: dict[str, Any]) -> bool:
    """Return whether the handler can be called with these arguments, whatever their values."""
    try:
        _signature(entry.handler.fn).bind(None, **payload)
    except TypeError:
        return False
    return True


@cache
def _signature(handler: Callable[..., object]) -> inspect.Signature:
    return inspect.signature(handler)


async def _caller(state: BaseState) -> Principal:
    core = running()
    cookie = session_in(state.router.headers.cookie, secure=core.settings.secure)
    return await core.resolve_session(cookie)


def _socket_id(state: BaseState) -> str:
    return state.router.session.session_id
