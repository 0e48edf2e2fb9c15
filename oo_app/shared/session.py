"""Tie each tab's state to the HTTP session it was opened with."""

import hashlib
import re
from contextvars import ContextVar

import reflex as rx

from core.domain.audit import Actor
from core.domain.session import NOBODY, Principal, actor_of
from core.wiring import running
from oo_app.shared.marks import public

REFERENCE = re.compile(r"[0-9a-f]{8}")
"""What the reference of a fault looks like, on the page and in the log."""

_acting: ContextVar[Principal] = ContextVar("oo_principal", default=NOBODY)


def current() -> Principal:
    """Return who the running event acts for, as the guard found it on the server."""
    return _acting.get()


def acting() -> Actor:
    """Return who the running event acts for, as the console's use cases ask for it."""
    return actor_of(current(), running().clock.now())


def act_as(who: Principal) -> None:
    """Let the rest of this event act for `who`; only the guard calls this."""
    _acting.set(who)


def tree_name(session: str, tab: str) -> str:
    """Return the name under which a tab's state is kept.

    The tab's token alone opens nothing: the same token with another session is another tree
    (reliability W2). The name cannot be turned back into the token, so logs may show it.
    """
    return hashlib.sha256(f"{session}\n{tab}".encode()).hexdigest()[:32]


class Binding(rx.State):
    """Which session this tab's tree belongs to, and what the shell has to say about it."""

    _session: str = ""
    """Hash of the session; empty for a visitor who is not signed in."""
    ended: bool = False
    """The session is over: the shell offers to sign in again."""
    hurried: bool = False
    """The tab sent more events than anybody can press, and is being disconnected."""
    news: str = ""
    """Changes when what the tab shows is no longer true; the page then looks again."""
    trouble: str = ""
    """Reference of an unexpected fault; empty while all is well."""

    @rx.event
    @public
    def stumble(self, reference: str):
        """Show that something went wrong on our side, under a reference that the log knows."""
        if isinstance(reference, str) and REFERENCE.fullmatch(reference):
            self.trouble = reference

    @rx.event
    @public
    def recover(self):
        """Take the notice of a fault away."""
        self.trouble = ""
