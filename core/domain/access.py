"""Say who may do what in the console: one table of rights, by role; what is not in it is denied."""

from collections.abc import Mapping
from enum import StrEnum

from core.domain.audit import Actor
from core.errors import NotAllowed, SignInAgain


class Right(StrEnum):
    """One thing that may be done: an object and an act."""

    OVERVIEW_READ = "overview:read"
    USERS_READ = "users:read"
    PICKS_READ = "picks:read"
    REWARDS_READ = "rewards:read"
    EXPERIMENTS_READ = "experiments:read"
    POLICIES_READ = "policies:read"
    SIMULATIONS_READ = "simulations:read"
    AUDIT_READ = "audit:read"
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
    AUDIT_VERIFY = "audit:verify"


_VIEWER = frozenset(right for right in Right if right.endswith(":read")) - {Right.AUDIT_READ}
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
_OPERATOR = frozenset(Right) - {Right.ROLES_WRITE}
GRANTS: Mapping[str, frozenset[Right]] = {
    "viewer": _VIEWER,
    "analyst": _ANALYST,
    "operator": _OPERATOR,
    "owner": frozenset(Right),
}
"""What each role may do; a role that is not named may do nothing."""


def must(actor: Actor, right: Right, *, fresh: bool = False) -> None:
    """Let pass who has a right. Raises: NotAllowed; SignInAgain when the sign-in is too old."""
    if right not in GRANTS.get(actor.role, frozenset()):
        raise NotAllowed(right)
    if fresh and not actor.fresh:
        raise SignInAgain
