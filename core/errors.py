"""Name everything that can go wrong in core, by who must act.

OoError
├── UserMust                 the user (or their client) can mend it
│   ├── NotSignedIn          no living session
│   ├── NotAllowed           signed in, but this is not theirs to do
│   ├── SignInAgain          the act needs a sign-in of the last minutes
│   ├── NotFound             absent, or not theirs: nobody is told which
│   ├── Malformed            what came in cannot be read
│   ├── KeyReused            the same idempotency key with another request
│   ├── AlreadyAnswered      the tip has its answer; a second one needs an undo first
│   ├── TooMany              more requests than the limit allows
│   ├── HookRefused          a webhook does not prove itself, or is about nobody here
│   ├── Overloaded           more comes in than can be written down; the sender may try again
│   ├── SignInRefused        the provider's answer did not hold
│   ├── ConsentMissing       a purpose has not been allowed
│   ├── NothingToTip         no candidate is left, with the reason
│   ├── PersonaFileWrong     a persona file cannot be used, with file, line and field
│   ├── BudgetSpent          a judge has used up what it may cost
│   └── NoEvidence           the log carries no verdict; its kinds stand in core.bandit.refusals
├── IntegrationFault         an outside service must recover, or be reconnected
│   ├── IntegrationDown      no usable answer
│   ├── IntegrationBusy      it asked us to wait
│   ├── IntegrationRefused   it understood and said no
│   ├── AccessExpired        the access token is not taken any more: refresh, once
│   └── ReconnectNeeded      the tokens are dead
└── OurFault                 we must mend it
    ├── SettingsWrong        the process must not start like this
    ├── VaultClosed          a sealed cell does not open
    ├── StaleWrite           somebody else wrote first
    └── PosteriorCorrupt     stored policy bytes cannot be read
"""

from datetime import datetime
from enum import StrEnum


class OoError(Exception):
    """Base of all errors that core raises; `code` is stable and safe to show."""

    code = "error"


class UserMust(OoError):
    """The user, or their client, can mend it."""

    code = "request_refused"


class NotSignedIn(UserMust):
    """There is no living session."""

    code = "not_signed_in"


class NotAllowed(UserMust):
    """The user is known, but this is not theirs to do."""

    code = "not_allowed"

    def __init__(self, right: str = "") -> None:
        super().__init__(right)
        self.right = right


class SignInAgain(UserMust):
    """The act needs a sign-in of the last minutes."""

    code = "sign_in_again"


class NotFound(UserMust):
    """It does not exist, or is not theirs; nobody is told which."""

    code = "not_found"

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Malformed(UserMust):
    """What came in cannot be read as what it should be."""

    code = "malformed"

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class KeyReused(UserMust):
    """An idempotency key came again with another request."""

    code = "key_reused"


class AlreadyAnswered(UserMust):
    """The tip has its answer; a second one needs an undo first."""

    code = "already_answered"


class TooMany(UserMust):
    """The limit is reached."""

    code = "too_many"

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(retry_after_s)
        self.retry_after_s = retry_after_s


class HookRefused(UserMust):
    """A webhook is not taken; nobody is told why, and nothing of it is repeated.

    `proved` is for us alone: whether it was signed by who it says it comes from.
    """

    code = "hook_refused"

    def __init__(self, *, proved: bool = False) -> None:
        super().__init__()
        self.proved = proved


class Overloaded(UserMust):
    """More comes in than can be written down just now; the same may come again."""

    code = "overloaded"

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(retry_after_s)
        self.retry_after_s = retry_after_s


class Refusal(StrEnum):
    """Why a sign-in or a connection did not happen; each has its own sentence on the page."""

    CANCELLED = "cancelled"
    EXPIRED = "expired"
    COOKIES = "cookies"
    CLOCK = "clock"
    PROOF = "proof"
    PROVIDER = "provider"
    DISABLED = "disabled"
    TWICE = "twice"
    OTHER_ACCOUNT = "other_account"


class SignInRefused(UserMust):
    """A sign-in or connection attempt ended without one."""

    code = "sign_in_refused"

    def __init__(self, why: Refusal, provider: str = "") -> None:
        super().__init__(why.value, provider)
        self.why = why
        self.provider = provider


class ConsentMissing(UserMust):
    """A purpose has not been allowed."""

    code = "consent_missing"

    def __init__(self, purpose: str) -> None:
        super().__init__(purpose)
        self.purpose = purpose


class Emptiness(StrEnum):
    """Why there is nothing to tip; each has its own words on the page."""

    NOT_CONNECTED = "not_connected"
    FIRST_SYNC = "first_sync"
    NO_TASKS = "no_tasks"
    ALL_RESTING = "all_resting"
    QUIET = "quiet"
    DOWN = "down"
    RECONNECT = "reconnect"


class NothingToTip(UserMust):
    """No candidate is left; `until` is when oO looks again, if that is known."""

    code = "nothing_to_tip"

    def __init__(self, why: Emptiness, until: datetime | None = None) -> None:
        super().__init__(why.value)
        self.why = why
        self.until = until


class PersonaFileWrong(UserMust):
    """A persona file cannot be used; `line` counts from 1, 0 when no line is to blame."""

    code = "persona_file_wrong"

    def __init__(self, file: str, line: int, field: str, problem: str) -> None:
        super().__init__(f"{file}:{line}: {field}: {problem}")
        self.file, self.line, self.field, self.problem = file, line, field, problem


class BudgetSpent(UserMust):
    """A judge has used up what it may cost; amounts in millionths of a dollar."""

    code = "budget_spent"

    def __init__(self, spent_micros: int, budget_micros: int) -> None:
        super().__init__(f"{spent_micros} of {budget_micros}")
        self.spent_micros, self.budget_micros = spent_micros, budget_micros


class IntegrationFault(OoError):
    """An outside service must recover, or be reconnected."""

    code = "integration_fault"

    def __init__(self, provider: str) -> None:
        super().__init__(provider)
        self.provider = provider


class IntegrationDown(IntegrationFault):
    """The service gave no usable answer."""

    code = "integration_down"


class IntegrationBusy(IntegrationFault):
    """The service asked us to wait."""

    code = "integration_busy"

    def __init__(self, provider: str, retry_after_s: int) -> None:
        super().__init__(provider)
        self.retry_after_s = retry_after_s


class IntegrationRefused(IntegrationFault):
    """The service understood the request and said no; asking again will not help."""

    code = "integration_refused"

    def __init__(self, provider: str, tag: str) -> None:
        super().__init__(provider)
        self.tag = tag


class AccessExpired(IntegrationFault):
    """The access token is not taken any more; refresh it, once."""

    code = "access_expired"


class ReconnectNeeded(IntegrationFault):
    """The tokens are dead; only the user can make new ones."""

    code = "reconnect_needed"


class OurFault(OoError):
    """We must mend it."""

    code = "our_fault"


class SettingsWrong(OurFault):
    """The process must not start like this; names settings, never their values."""

    code = "settings_wrong"

    def __init__(self, complaints: tuple[str, ...]) -> None:
        super().__init__("; ".join(complaints))
        self.complaints = complaints


class VaultClosed(OurFault):
    """A sealed cell does not open: moved, altered, or its key is gone."""

    code = "vault_closed"


class StaleWrite(OurFault):
    """Somebody else wrote first; read again and decide again."""

    code = "stale_write"


class PosteriorCorrupt(OurFault):
    """Stored policy bytes cannot be read."""

    code = "posterior_corrupt"
