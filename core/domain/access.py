"""Decide who may do what in the console: one table, read by every door; what is unknown is denied."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from core.domain.audit import SYSTEM, Actor
from core.domain.user import Role
from core.errors import NotAllowed, SignInAgain


class Right(StrEnum):
    """One right: an object of the console, and what may be done with it."""

    CONSOLE_ENTER = "console:enter"
    OVERVIEW_READ = "overview:read"
    USERS_READ = "users:read"
    PICKS_READ = "picks:read"
    REWARDS_READ = "rewards:read"
    EXPERIMENTS_READ = "experiments:read"
    POLICIES_READ = "policies:read"
    SIMULATIONS_READ = "simulations:read"
    AUDIT_READ = "audit:read"
    AUDIT_VERIFY = "audit:verify"
    EXPORTS_MAKE = "exports:make"
    VIEWS_SAVE = "views:save"
    NOTES_WRITE = "notes:write"
    PICKS_REPLAY = "picks:replay"
    SIMULATIONS_RUN = "simulations:run"
    POLICIES_PROPOSE = "policies:propose"
    IDENTITIES_REVEAL = "identities:reveal"
    INTEGRATIONS_REVOKE = "integrations:revoke"
    POSTERIORS_RESET = "posteriors:reset"
    PUSHES_PAUSE = "pushes:pause"
    USER_EXPORTS_START = "user_exports:start"
    POLICIES_PROMOTE = "policies:promote"
    EXPERIMENTS_RUN = "experiments:run"
    ROLES_WRITE = "roles:write"


_VIEWER = frozenset(
    {
        Right.CONSOLE_ENTER,
        Right.OVERVIEW_READ,
        Right.USERS_READ,
        Right.PICKS_READ,
        Right.REWARDS_READ,
        Right.EXPERIMENTS_READ,
        Right.POLICIES_READ,
        Right.SIMULATIONS_READ,
    }
)
_ANALYST = _VIEWER | {
    Right.AUDIT_READ,
    Right.AUDIT_VERIFY,
    Right.EXPORTS_MAKE,
    Right.VIEWS_SAVE,
    Right.NOTES_WRITE,
    Right.PICKS_REPLAY,
    Right.SIMULATIONS_RUN,
    Right.POLICIES_PROPOSE,
}
_OPERATOR = _ANALYST | {
    Right.IDENTITIES_REVEAL,
    Right.INTEGRATIONS_REVOKE,
    Right.POSTERIORS_RESET,
    Right.PUSHES_PAUSE,
    Right.USER_EXPORTS_START,
    Right.POLICIES_PROMOTE,
    Right.EXPERIMENTS_RUN,
}

GRANTS: Mapping[Role, frozenset[Right]] = MappingProxyType(
    {
        Role.USER: frozenset(),
        Role.VIEWER: _VIEWER,
        Role.ANALYST: _ANALYST,
        Role.OPERATOR: _OPERATOR,
        Role.OWNER: _OPERATOR | {Right.ROLES_WRITE},
    }
)
"""The one table: what each role may."""


def granted(role: str) -> frozenset[Right]:
    """Return what a role may; a role that does not exist may nothing."""
    return GRANTS[Role(role)] if role in set(Role) else frozenset()


def may(actor: Actor, right: Right) -> bool:
    """Return whether the actor holds a right."""
    return right in granted(actor.role) if actor.user_id else is_system(actor)


def must(actor: Actor, right: Right, *, fresh: bool = False) -> None:
    """Return if the actor holds the right. Raises: NotAllowed, or SignInAgain for an old sign-in."""
    if not may(actor, right):
        raise NotAllowed(right)
    if fresh and not actor.fresh and not is_system(actor):
        raise SignInAgain


def is_system(actor: Actor) -> bool:
    """Return whether no person acts, but oO itself or the shell of its machine."""
    return actor.user_id is None and actor.role == SYSTEM.role
