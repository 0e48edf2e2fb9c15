"""Carry what an admin does to one user to the use cases of steering, and say beforehand what it does."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from core.domain.access import Right
from core.domain.arrival import safe_path
from core.domain.audit import Actor, Revealed
from core.domain.ids import UserId
from core.domain.integration import Provider
from core.errors import Malformed, NotAllowed, NotFound, OoError, SignInAgain
from core.wiring import running
from oo_admin.numbers import count

MAX_REASON = 500
"""Letters of a reason, at most."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its word in an address, its button, the right it asks for, and who carries it out."""

    name: str
    words: str
    right: Right
    done_by: str = ""
    """Name of the use case; empty when nothing is changed."""
    done: str = ""
    """What is said afterwards."""


ACTS = (
    Act("see", "See as user", Right.USERS_READ),
    Act(
        "revoke", "Revoke integration…", Right.INTEGRATIONS_REVOKE, "revoke_integration", "Revoked."
    ),
    Act("reset", "Reset posterior…", Right.POSTERIORS_RESET, "reset_posterior", "Reset."),
    Act("pause", "Pause pushes…", Right.PUSHES_PAUSE, "pause_pushes", "Pushes are paused."),
    Act("resume", "Let pushes come…", Right.PUSHES_PAUSE, "pause_pushes", "Pushes may come again."),
    Act(
        "export",
        "Start export…",
        Right.USER_EXPORTS_START,
        "start_export",
        "The user is told that it is ready.",
    ),
    Act("restore", "Restore posterior…", Right.POSTERIORS_RESET, "restore_posterior", "Restored."),
    Act("reveal", "Reveal…", Right.IDENTITIES_REVEAL, "reveal_identity"),
)
"""Every act, the most frequent first."""
BY_NAME = {it.name: it for it in ACTS}
"""The same, by name."""
UNSEEN = frozenset({"restore", "reveal"})
"""Acts that are begun elsewhere than at the top of the page."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What an act would do, line by line, and what may be asked before it is done."""

    title: str = ""
    effects: list[tuple[str, str]] = field(default_factory=list)
    note: str = ""
    confirm: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants done to whom, for what reason; `about` is a reset that is to be undone."""

    act: str
    user_id: UserId
    reason: str = ""
    about: str = ""


def offered(rights: frozenset[str], *, paused: bool, linked: bool) -> list[Act]:
    """Return the acts that somebody may begin at the top of the page."""
    gone = {"resume" if not paused else "pause"} | (set() if linked else {"revoke"})
    return [
        it for it in ACTS if it.right in rights and it.name not in UNSEEN | gone and _is_there(it)
    ]


def reason_in(form: dict[str, Any]) -> str:
    """Return the reason that a form gives. Any: a form is a stranger's."""
    said = form.get("reason", "")
    return said.strip()[:MAX_REASON] if isinstance(said, str) else ""


async def preview(wish: Wish, actor: Actor, name: str, zone: ZoneInfo) -> Preview:
    """Return what an act would do. Raises: OoError, also when it cannot be done at all."""
    make = {"reset": _of_reset, "revoke": _of_revocation}.get(wish.act)
    if make is not None:
        return await make(wish, actor, name, zone)
    return PREVIEWS[wish.act](name)


async def do(wish: Wish, actor: Actor) -> Revealed | str:
    """Do it, and return what to say of it: of a reset how it can be undone, of a reveal who it is.

    Raises: OoError.
    """
    act = BY_NAME[wish.act]
    case, user_id, reason = _case(act), wish.user_id, wish.reason
    if wish.act == "reveal":
        return await running().reveal_identity(actor, user_id, reason)
    if wish.act == "reset":
        return str((await case(actor, user_id, reason)).id)
    if wish.act == "restore":
        await case(actor, user_id, _reset(wish.about), reason)
    elif wish.act == "revoke":
        await case(actor, user_id, Provider.TODOIST, reason)
    elif wish.act in {"pause", "resume"}:
        await case(actor, user_id, reason, paused=wish.act == "pause")
    else:
        await case(actor, user_id, reason)
    return ""


def in_words(error: OoError) -> str:
    """Return why an act did not happen, for who wanted it."""
    match error:
        case SignInAgain():
            return "Your sign-in is older than 15 minutes. Sign in again, then confirm."
        case NotAllowed():
            return "Your role may not do this. An owner can change your role."
        case Malformed():
            return "Give a reason of at least five letters, on one line."
        case NotFound():
            return "There is nothing to do this to any more."
        case _:
            return "It did not happen; nothing was changed. Try again in a moment."


def sign_in_again(here: str) -> str:
    """Return the address where somebody signs in anew and comes back."""
    return f"/sign-in?{urlencode({'again': '1', 'next': safe_path(here)})}"


def _case(act: Act) -> Any:
    """Return the use case behind an act. Any: each has arguments of its own.

    Raises: NotFound when this build has none of that name.
    """
    core = running()
    found = getattr(core, act.done_by, None) or getattr(
        getattr(core, "steering", None), act.done_by, None
    )
    if found is None:
        raise NotFound(act.done_by)
    return found


def _is_there(act: Act) -> bool:
    try:
        return not act.done_by or _case(act) is not None
    except NotFound:
        return False


def _reset(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Malformed("reset") from error


async def _of_reset(wish: Wish, actor: Actor, name: str, zone: ZoneInfo) -> Preview:
    told = await _case(BY_NAME["reset"]).ask(actor, wish.user_id)
    prior = "the shipped prior" if told.falls_back_to == "shipped" else "the population prior"
    return Preview(
        f"Reset the posterior of {name}?",
        [
            ("Policies that forget", ", ".join(told.policies) or "none has learned yet"),
            ("Settled picks they will forget", count(told.settled)),
            ("Falls back to", prior),
            ("Can be restored until", _date(told.restorable_until, zone)),
        ],
        "The rewards stay in the log; they teach no more. The next tip is picked as for somebody new.",
        "Reset posterior",
    )


async def _of_revocation(wish: Wish, actor: Actor, name: str, zone: ZoneInfo) -> Preview:
    told = await _case(BY_NAME["revoke"]).ask(actor, wish.user_id, Provider.TODOIST)
    return Preview(
        f"Revoke Todoist of {name}?",
        [
            ("Connected since", _date(told.since, zone)),
            ("Cached tasks that are erased", count(told.tasks)),
            ("Open tip", "is taken back" if told.withdraws_tip else "none"),
            (
                "At Todoist",
                "the token is revoked" if told.told_there else "a pasted token stays valid",
            ),
        ],
        "Its user finds the page that asks them to connect. No consent is recorded in their name.",
        "Revoke integration",
    )


def _date(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    return f"{local:%a} {local.day} {local:%b %Y} {local:%H:%M}"


PREVIEWS = {
    "pause": lambda name: Preview(
        f"Pause pushes to {name}?",
        [("Pushes", "none is sent until they are let come again"), ("Tips", "stay as they are")],
        confirm="Pause pushes",
    ),
    "resume": lambda name: Preview(
        f"Let pushes come to {name} again?",
        [("Pushes", "as their user allows them")],
        confirm="Let pushes come",
    ),
    "export": lambda name: Preview(
        f"Start an export for {name}?",
        [
            ("Holds", "everything kept about them"),
            ("Goes to", "the user alone, who is told of it for 7 days"),
        ],
        confirm="Start export",
    ),
    "restore": lambda name: Preview(
        f"Restore the posterior of {name}?",
        [("Comes back", "what was learned before the reset"), ("Learned since", "is kept on top")],
        confirm="Restore posterior",
    ),
    "reveal": lambda name: Preview(
        f"Reveal who {name} is?",
        [("Shows", "name and e-mail, to you alone"), ("Ends", "after 30 minutes")],
        "The user is told that somebody with your role looked, and why.",
        "Reveal",
    ),
    "see": lambda name: Preview(f"What {name} saw last"),
}
"""Acts whose effects are always the same. """
