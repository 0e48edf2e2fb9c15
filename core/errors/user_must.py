"""Name what only the user can mend: who must act is them."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from core.errors.root import OoError


class UserMust(OoError):
    """The user, or their client, can mend it."""

    code = "request_refused"


class NotSignedIn(UserMust):
    """There is no living session."""

    code = "not_signed_in"


class NotAllowed(UserMust):
    """The user is known, but this is not theirs to do; `right` is what they lack."""

    code = "not_allowed"

    def __init__(self, right: str = "") -> None:
        super().__init__(right)
        self.right = right


class SignInAgain(UserMust):
    """It is theirs to do, but only shortly after signing in."""

    code = "sign_in_again"


class LastOwner(UserMust):
    """Without this owner nobody could give anybody a role."""

    code = "last_owner"


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


class RunsAlready(UserMust):
    """The very same is being simulated; `run_id` is the run."""

    code = "runs_already"

    def __init__(self, run_id: UUID) -> None:
        super().__init__(run_id)
        self.run_id = run_id


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
        self.why, self.provider = why, provider


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
        self.why, self.until = why, until


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
