"""Do an act of the console and say what became of it: done, refused and why, or sign in again."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

import structlog
from reflex.state import OnLoadInternalState

from core import errors
from core.domain.ids import new_id
from core.errors import OoError, OurFault, SignInAgain
from oo_admin.frame import Frame
from oo_admin.seen import Said
from oo_app.shared.door import sign_in_again

_log = structlog.get_logger(__name__)
T = TypeVar("T")
"""What an act gives back."""

REFUSED: dict[type[OoError], str] = {
    errors.NotAllowed: "Your role may not do this.",
    errors.SignInAgain: "This needs a sign-in of the last 15 minutes.",
    errors.LastOwner: "You are the only owner here. Make somebody else one first.",
    errors.NotFound: "That is not there any more.",
    errors.StaleWrite: "Somebody else was quicker. Look again, then decide.",
    errors.IntegrationFault: "The connected service did not answer as it should.",
    errors.UserMust: "This cannot be done as things are.",
}
"""Why an act did not happen; an error that is missing here is said as its nearest parent."""
MALFORMED = {
    "reason": "The reason needs 5 to 500 letters.",
    "words": "Say in up to 200 letters what happened.",
    "name": "The name needs 1 to 64 letters, and is used once.",
    "views": "There are 50 views of this page already. Remove one first.",
    "typed": "What you typed is not the name. Type it exactly.",
    "at": "Say when: a day and a time.",
    "policy": "Choose at least one policy that there is.",
    "share": "Shares are percents above 0, and come to 100 at most.",
    "holdback": "With a holdback the rule is an arm already: choose others.",
    "twice": "A policy can be one arm only.",
    "experiment": "It does not stand so any more. Look again.",
}
"""What is wrong with a field, by the name that core gives it."""
UNCHANGED = "Nothing has changed."
"""What follows every refusal."""


async def act(
    state: Frame, about: str, awaited: Awaitable[T], done: str | Callable[[T], str] = "Done."
) -> bool:
    """Return whether an act took place; the page says so, or why not.

    Args: about is the name of the sheet that asked, or ""; done are words, or makes them.
    """
    state.said = replace(state.said, words="", about=about, again="")
    try:
        gained = await awaited
    except OoError as error:
        state.said = refused(state, about, error)
        return False
    tell(state, about, done if isinstance(done, str) else done(gained))
    return True


async def ask(state: Frame, about: str, awaited: Awaitable[T], otherwise: T) -> T:
    """Return what an act would do, for its sheet; the sheet says why when that may not be asked."""
    state.said = replace(state.said, words="", about=about, again="")
    try:
        return await awaited
    except OoError as error:
        state.said = refused(state, about, error)
        return otherwise


def tell(state: Frame, about: str, words: str) -> None:
    """Say what took place; the sheet that asked goes away."""
    state.said = Said(words, "ok", "", about, state.said.done + 1)


def look_again(state: Frame) -> Any:
    """Return the event that fills the page anew, as on arrival; what was said of the act stays.

    Any: Reflex gives handlers a type of their own each.
    """
    state._keeps_said = True
    return OnLoadInternalState.on_load_internal


def refused(state: Frame, about: str, error: OoError) -> Said:
    """Return why an act did not happen, and the way to sign in again where that is all it needs."""
    url = state.router.url
    again = sign_in_again(url.path, url.query) if isinstance(error, SignInAgain) else ""
    return Said(f"{words_of(error)} {UNCHANGED}", "bad", again, about, state.said.done)


def typed_as(state: Frame, about: str, form: Mapping[str, object], name: str) -> bool:
    """Return whether somebody typed the name of what cannot be undone; the sheet says if not."""
    if text_in(form, "typed") == name:
        return True
    state.said = refused(state, about, errors.Malformed("typed"))
    return False


def words_of(error: OoError) -> str:
    """Return an error in words; what is our fault gets a reference that the log knows."""
    if isinstance(error, errors.Malformed):
        return MALFORMED.get(error.what, f"This cannot be read: {error.what}.")
    said = next((REFUSED[kind] for kind in type(error).__mro__ if kind in REFUSED), "")
    if said:
        return said
    reference = f"e_{str(new_id())[-8:]}"
    _log.warning(
        "act_failed", reference=reference, ours=isinstance(error, OurFault), exc_info=error
    )
    return f"That was our fault; the log knows it as {reference}."


def reason_in(form: Mapping[str, object]) -> str:
    """Return the reason that a sheet was sent with; core says whether it is one."""
    return text_in(form, "reason")


def text_in(form: Mapping[str, object], name: str) -> str:
    """Return what a field of a form says; anything but text is nothing."""
    value = form.get(name, "") if isinstance(form, Mapping) else ""
    return value.strip() if isinstance(value, str) else ""
