"""Hold what the person's face says; keys are in `labels`, the legal texts in `oo_app.legal`."""

from dataclasses import dataclass

from core.domain.command import CommandKind
from core.domain.conflict import Fate
from core.domain.erasure import RevocationState
from core.domain.integration import IntegrationState
from core.domain.reaction import DismissReason, ReactionKind
from core.domain.receipt import Manner
from core.domain.snooze import Snooze
from core.errors import Emptiness, Refusal


@dataclass(frozen=True, slots=True)
class Said:
    """A heading and the quiet line under it."""

    title: str
    line: str = ""


OPENING = ("One tip.", "Right now.")
"""The first words anybody reads, in two lines."""
OPENING_LINE = "oO reads the apps you already use and shows the one thing worth doing next."
"""What oO is, in one sentence."""
NO_DOOR = Said(
    "No way in yet.",
    "Whoever runs this copy of oO can open one for you on its command line:",
)
"""Nobody has configured a provider; the command follows."""
NO_DOOR_COMMAND = "oo login-link EMAIL"
"""How a self-hoster gets in before any provider is configured."""

REFUSED: dict[Refusal, Said] = {
    Refusal.CANCELLED: Said(
        "Sign-in was cancelled.", "{there} sent you back without an answer. Nothing was stored."
    ),
    Refusal.EXPIRED: Said(
        "That took too long.", "A way in stays open for ten minutes. Begin again, it is quick."
    ),
    Refusal.COOKIES: Said(
        "Your browser kept no cookie.",
        "oO needs a single one to know you when you come back. Allow it, then begin again.",
    ),
    Refusal.CLOCK: Said(
        "Two clocks disagree.",
        "{there} and this server do not agree on the time. Try again in a minute.",
    ),
    Refusal.PROOF: Said(
        "That answer did not hold.", "oO could not verify what {there} sent. Nothing was stored."
    ),
    Refusal.PROVIDER: Said(
        "{there} is not answering.", "Nothing was stored. Try again in a while."
    ),
    Refusal.DISABLED: Said(
        "This account is closed.", "Only the people who run this copy of oO can open it again."
    ),
    Refusal.TWICE: Said("That way in was used before.", "Each one works once. Begin again."),
    Refusal.OTHER_ACCOUNT: Said(
        "That is another account.",
        "Begin again with the account you connected first. Nothing was changed.",
    ),
}
"""Why a sign-in did not happen; `{there}` is who was asked."""
SOMEONE = "The other side"
"""Who was asked, when that is not known."""
PROVIDERS = {"google": "Google", "apple": "Apple", "oidc": "The other side", "todoist": "Todoist"}
"""What people call those who can be asked."""

CONNECT_REFUSED = "{reason} Nothing was stored."
"""Why a connection did not happen, above the way to try again."""
CONNECT_REASONS: dict[str, str] = {
    Refusal.CANCELLED: "Todoist sent you back without an answer.",
    Refusal.EXPIRED: "That took too long.",
    Refusal.COOKIES: "Your browser kept no cookie.",
    Refusal.PROVIDER: "Todoist is not answering.",
    Refusal.PROOF: "oO could not verify what Todoist sent.",
    Refusal.TWICE: "That answer was used before.",
    Refusal.OTHER_ACCOUNT: "That is another Todoist account. Disconnect the first one before.",
    "token": "Todoist did not accept that token.",
}
"""The reasons by the word in the address."""
CONNECT_FAILED = "That did not work."
"""When the word in the address is none of ours."""

ALLOWED = "What you allow"
"""The row that leads back to the optional purposes."""
PURPOSES = Said(
    "Two things you may allow.", "oO works without either. Change them whenever you like."
)
"""The page of optional purposes."""
NUDGES = Said("Tell me when one thing is ready", "At most three times a day, never in quiet hours.")
"""The first optional purpose."""
RESEARCH = Said(
    "Help a new person’s first week",  # noqa: RUF001 — a real apostrophe
    "Your answers count for others too, without words or names.",
)
"""The second optional purpose."""
RECORDED = "Text {version} of {date}. Recorded with the time you continue."
"""What is written down with a consent."""

EMPTY: dict[Emptiness, Said] = {
    Emptiness.NOT_CONNECTED: Said(
        "Connect one app.", "oO needs somewhere to look. Your tasks stay where they are."
    ),
    Emptiness.FIRST_SYNC: Said(
        "Reading your tasks.", "The first time takes about a minute. You may close this page."
    ),
    Emptiness.NO_TASKS: Said("All clear.", "Nothing asks for you. oO looks again by itself."),
    Emptiness.ALL_RESTING: Said("Nothing fits right now.", "oO looks again {until}."),
    Emptiness.QUIET: Said("Quiet until {until}.", "You asked for silence. Nothing piles up."),
    Emptiness.DOWN: Said(
        "Todoist is not answering.",
        "Your tasks are safe there. oO has tried since {until} and goes on.",
    ),
    Emptiness.RECONNECT: Said(
        "Reconnect Todoist.", "Its link with oO has ended. One tap, and nothing new is asked."
    ),
}
"""Why there is no tip; `{until}` is a time."""
SOON = "by itself"
"""When oO looks again, if no time is known."""

ANSWERED: dict[ReactionKind, str] = {
    ReactionKind.DONE: "Done.",
    ReactionKind.SNOOZE: "Snoozed until {until}.",
    ReactionKind.DISMISS: "Dismissed.",
}
"""What the line above the keys says about the last answer."""
NOTED = "Dismissed, and noted."
"""After a reason was given."""

UNSYNCED = "Not synced since {since}. Your answers are kept and sent later."
"""Over a tip, while Todoist does not answer."""
KEPT: dict[CommandKind, dict[str, str]] = {
    CommandKind.CLOSE: {
        Fate.GONE: "“{text}” had been deleted in Todoist. Your answer is kept here.",
        Fate.MOVED: "“{text}” had moved on in Todoist. Your answer is kept here.",
        "gave_up": "Todoist did not answer for a day. “{text}” is done here, and open there.",
        "": "Todoist did not take “{text}”. Your answer is kept here.",
    },
    CommandKind.REOPEN: {
        Fate.GONE: "“{text}” had been deleted in Todoist. It cannot be opened again.",
        Fate.MOVED: "“{text}” had moved on in Todoist. It stays as it is there.",
        "gave_up": "Todoist did not answer for a day. “{text}” was not opened again there.",
        "": "Todoist did not open “{text}” again.",
    },
}
"""An answer or an undo that was not carried to Todoist, by why; "" stands for any other reason."""

BRING_BACK = "Bring it back"
"""Heading of the snooze sheet."""
SNOOZES: dict[Snooze, str] = {
    Snooze.NEXT: "When you are free next",
    Snooze.HOUR: "In an hour",
    Snooze.TONIGHT: "Tonight",
    Snooze.TOMORROW: "Tomorrow",
    Snooze.NEXT_WEEK: "Next week",
    Snooze.NOT_TODAY: "Not today",
}
"""The rows of the snooze sheet."""
NOT_TODAY = "silence until tomorrow"
"""What "not today" means."""

WHAT_WRONG = "What was wrong with it?"
"""Heading of the reasons sheet."""
REASONS: dict[DismissReason, Said] = {
    DismissReason.WRONG_TIME: Said("Wrong time"),
    DismissReason.NOT_MINE: Said("Not mine any more"),
    DismissReason.TOO_BIG: Said("Too big"),
    DismissReason.ALREADY_DONE: Said("Already done", "ticked off in Todoist"),
}
"""The rows of the reasons sheet."""

MANNERS: dict[Manner, str] = {
    Manner.CHANCE: "by chance",
    Manner.USUAL: "a usual pick",
    Manner.TRY: "a try",
}
"""How a tip came to be picked, on its receipt after the chance it had."""
FROM_TASKS = "Todoist"
"""What a pick was made from, before any answer was learned from."""
FROM_ANSWERS = "Todoist. Your answers."
"""The same afterwards."""

KEYS_HEADING = "Keys"
"""Heading of the list of keys."""
KEY_SHEET = (
    ("D", "Done"),
    ("S", "Snooze until you are free next"),
    ("Shift S", "Choose when it comes back"),
    ("X", "Dismiss"),
    ("U", "Undo the last answer"),
    ("W", "Why this"),
    ("?", "This list"),
    ("Esc", "Back to the tip"),
)
"""Every key, and what it does."""

BEFORE = "Before you go to Todoist."
"""Heading of what is said before the redirect."""
BEFORE_FACTS = (
    ("oO reads", "Open tasks, due dates, labels, project names"),
    ("Never", "Comments, files, other people’s tasks"),  # noqa: RUF001 — a real apostrophe
    ("Writes", "One thing: when you answer Done, it ticks that task off. Undo opens it again."),
    ("How often", "While you use oO, and hourly otherwise"),
    ("Kept", "Encrypted with your own key, until you disconnect or leave"),
    ("To undo", "Disconnect here. oO forgets at once, and tells Todoist in the same second."),
)
"""What is read, never read, written, how often, kept, and how to undo it."""
TODOIST = Said("Todoist", "Tasks and due dates")
"""The one app there is."""
CONNECTED: dict[IntegrationState, Said] = {
    IntegrationState.CONNECTED: Said("Todoist is connected.", "Healthy. {read}"),
    IntegrationState.SYNCING: Said(
        "Reading your tasks.", "The first time takes about a minute. You may close this page."
    ),
    IntegrationState.PARTIAL: Said(
        "Todoist is connected.",
        "It lets oO read, but not tick tasks off: Done stays inside oO. {read}",
    ),
    IntegrationState.RECONNECT: Said(
        "Reconnect Todoist.",
        "Its link with oO has ended. Tips still come, from what was read before. "
        "One tap, and nothing new is asked.",
    ),
}
"""How a link stands; `{read}` is when it was read and how much was seen."""
FAILING = "Not answering since {since}; oO keeps trying. {read}"
"""A link that works, to a service that does not."""
READ = "Read {ago} · {count}."
"""The live part of the status line."""
NOT_READ = "Not read yet."
"""Before the first sync."""
GONE = "Todoist is disconnected. What oO had read is erased."
"""After disconnecting."""
APPS: dict[IntegrationState | None, str] = {
    None: "none yet",
    IntegrationState.CONNECTED: "Todoist, healthy",
    IntegrationState.SYNCING: "Todoist, reading",
    IntegrationState.PARTIAL: "Todoist, may only read",
    IntegrationState.RECONNECT: "Todoist, reconnect",
}
"""The same on the settings page, in a few words."""
TOKEN = Said(
    "A personal token instead",
    "From Todoist: Settings, Integrations, Developer. It opens your whole account there; "
    "oO keeps it sealed with your own key.",
)
"""The second way to connect, for self-hosters."""
TOKEN_LABEL = "API token"  # noqa: S105 — the name of a field, no secret
"""Name of the token's field."""

EXPORT = Said(
    "Take it with you",
    "One file for machines, with everything oO holds about you. Ready at once.",
)
"""The export."""
LET_GO = Said("Let go", "You see what will vanish before it does.")
"""The way out."""
DELETE = Said("Delete my account", "Everything, everywhere.")
"""The last row of the data page."""
DELETE_ASK = "Delete your account?"
"""The one confirmation."""
DELETE_FACTS = (
    ("At once", "You are signed out everywhere, and Todoist forgets oO."),
    (
        "No way back",
        "Your data and your key are destroyed at once. A backup keeps a sealed copy for 30 days at most.",
    ),
    ("Stays", "One number, so that a restored backup deletes you again."),
)
"""What deletion does."""
CLOSED = "Account closed."
"""Heading of the receipt of a deletion."""
REVOKED: dict[RevocationState, str] = {
    RevocationState.NOTHING: "There was nothing to revoke",
    RevocationState.PENDING: "Told to forget oO; its answer is awaited",
    RevocationState.CONFIRMED: "Revoked there {at}, confirmed",
    RevocationState.GIVEN_UP: "Did not answer; remove oO there under Integrations",
}
"""What became of the link with Todoist."""

SETTINGS = "Settings"
"""Title of that page."""
YOUR_DATA = "Your data"
"""Title of that page."""
NOT_FOUND = Said("Nothing lives here.", "The address leads nowhere. Your tip is where it was.")
"""An unknown address."""
NO_RECEIPT = Said("Nothing lives here.", "No deletion has this number.")
"""An unknown receipt."""
BROKEN = Said("That was our fault.", "Something broke on our side. Nothing you answered is lost.")
"""An unexpected fault."""
REFERENCE = "Reference {number}"
"""Under which the log knows it."""
ENDED = Said("You are signed out here.", "Your session is over. Nothing you answered is lost.")
"""The session ended while the page was open."""
