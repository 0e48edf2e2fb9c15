"""Say who may do what in the console: one table, read by every door; what it does not name, nobody may."""

from enum import StrEnum


class Right(StrEnum):
    """What can be allowed, as object:action."""

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
