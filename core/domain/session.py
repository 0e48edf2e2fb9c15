"""Decide how long a session lives and what it may do."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.access import granted
from core.domain.audit import Actor
from core.domain.ids import UserId
from core.domain.user import CONSOLE, Role

IDLE = {Role.USER: timedelta(days=14)} | dict.fromkeys(CONSOLE, timedelta(minutes=30))
"""How long a session may lie unused (reliability S2)."""
ABSOLUTE = {Role.USER: timedelta(days=60)} | dict.fromkeys(CONSOLE, timedelta(hours=12))
"""How long a session may live at all (reliability S2)."""
TOUCH_EVERY = timedelta(minutes=5)
"""A use is written down at most this often: a read stays a read."""
FRESH = timedelta(minutes=15)
"""So long after signing in, acts that ask for a fresh sign-in are taken (reliability S2)."""
REFERENCE = 12
"""Letters of a session's hash that stand for it in the audit."""


@dataclass(frozen=True, slots=True)
class Session:
    """One signed-in browser; only the hash of its id is ever stored."""

    hash: str
    user_id: UserId
    role: Role
    created_at: datetime
    seen_at: datetime
    agent: str = ""
    """Browser and system in words, for the user's own list of devices."""
    ended_at: datetime | None = None

    def alive(self, now: datetime) -> bool:
        """Return whether the session still stands for its user at `now`."""
        return (
            self.ended_at is None
            and now < self.created_at + ABSOLUTE[self.role]
            and now < self.seen_at + IDLE[self.role]
        )


@dataclass(frozen=True, slots=True)
class Principal:
    """Who is acting: nobody, or one user through one session."""

    user_id: UserId | None = None
    session: str = ""
    """The session's hash, never its id."""
    rights: frozenset[str] = frozenset()
    """"user" for everybody signed in, and what the table of rights gives the role."""
    role: str = ""
    signed_in_at: datetime | None = None


NOBODY = Principal()
"""The principal of a visitor who is not signed in."""


def principal_of(session: Session | None, now: datetime) -> Principal:
    """Return who a session speaks for at `now`; a dead or absent one speaks for nobody."""
    if session is None or not session.alive(now):
        return NOBODY
    rights = {"user"} | {right.value for right in granted(session.role)}
    return Principal(
        session.user_id, session.hash, frozenset(rights), session.role.value, session.created_at
    )


def actor_of(who: Principal, now: datetime) -> Actor:
    """Return a principal as who acts in the console; the sign-in counts as fresh for a while."""
    signed_in_at = who.signed_in_at
    return Actor(
        who.user_id,
        who.role,
        fresh=signed_in_at is not None and signed_in_at <= now < signed_in_at + FRESH,
        request=f"session {who.session[:REFERENCE]}" if who.session else "",
    )
