"""Say who a user is to core: a random id, a role, a clock and two preferences."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.ids import UserId


class Role(StrEnum):
    """What a user may do besides being tipped; each may what those before it may, and more."""

    USER = "user"
    VIEWER = "viewer"
    ANALYST = "analyst"
    OPERATOR = "operator"
    OWNER = "owner"


CONSOLE = frozenset(Role) - {Role.USER}
"""The roles that may open the console."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as one issuer vouches for them; (issuer, subject) is the whole identity."""

    issuer: str
    subject: str
    email: str = ""
    email_verified: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class User:
    """The person tips are for."""

    id: UserId
    created_at: datetime
    role: Role = Role.USER
    timezone: str = "UTC"
    quiet_until: datetime | None = None
    letters: bool = True
    """Whether single-letter keys answer (WCAG 2.1.4: they can be switched off)."""
    welcomed: bool = False
    """Whether the user has been asked about the optional purposes."""
    disabled: bool = False
    policy: str = ""
    """The policy that serves this user whatever all others get; empty for the same as all."""
    pushes_paused: bool = False
    """Whether an admin has stopped pushes to this user."""
