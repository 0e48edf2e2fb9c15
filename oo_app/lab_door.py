"""Open the laboratory for a command, and say in a line what went wrong."""

import logging
import re
import sys
from collections.abc import Awaitable, Callable
from typing import NoReturn, TypeVar

import typer

from core import laboratory, wiring
from core.errors import (
    BudgetSpent,
    Malformed,
    NotFound,
    OoError,
    PersonaFileWrong,
    SettingsWrong,
    UserMust,
)
from core.laboratory import Laboratory
from core.settings import Settings

WRONG = {
    "personas": "The personas or worlds are not those that this run began with.",
    "code": "This program is not the one that this run began with: begin a new run.",
    "run": "There is no such run; `oo simulate list` names them.",
    "judge": "This judge is not the one that this run began with: another model, or other prompts.",
    "contestant": "That policy is not among those that this run compares.",
    "policy": "The policy that served the log is not there any more: nobody can live with it.",
}
"""What is said of a run that cannot go on, by what is wrong with it."""
T = TypeVar("T")
"""What an act in the laboratory returns."""


async def with_lab(settings: Settings, act: Callable[[Laboratory], Awaitable[T]]) -> T:
    """Open the laboratory for one act; each process would say the same of the database."""
    logging.getLogger("core.storage").setLevel(logging.ERROR)
    lab = laboratory.open_laboratory(settings)
    try:
        return await act(lab)
    finally:
        await lab.close()


def guarded(act: Callable[[], T]) -> T:
    """Return what an act returns, or end with what went wrong in a line."""
    try:
        return act()
    except OoError as error:
        refuse(told_of(error))


def told_of(error: OoError) -> str:
    """Return what went wrong and what can be done, in a line."""
    match error:
        case PersonaFileWrong():
            return str(error)
        case BudgetSpent():
            spent, budget = error.spent_micros / 1e6, error.budget_micros / 1e6
            return f"The judge's budget is spent: {spent:.2f} of {budget:.2f} dollars (OO_JUDGE_BUDGET)."
        case SettingsWrong():
            return "; ".join(error.complaints)
        case Malformed() | NotFound():
            return WRONG.get(error.what, "This run cannot be read.")
        case UserMust():  # what statistics refuse says itself why, and what it takes
            return str(error)
        case _:
            return f"The judge does not answer ({error.code})."


def upgraded() -> Settings:
    """Return the settings, with their database at the newest schema."""
    settings = Settings()
    wiring.upgrade_database(settings)
    return settings


def split(text: str) -> tuple[str, ...]:
    """Return what stands between commas, those of `mix(a,b)` left alone; each once."""
    parts = re.findall(r"[^,()]+(?:\([^)]*\))?[^,()]*", text)
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def say(line: str) -> None:
    """Print what is not a result: to standard error, so that results can be piped."""
    typer.echo(line, err=True)


def refuse(why: str, code: int = 1) -> NoReturn:
    """Say why not, and end."""
    typer.echo(why, err=True)
    sys.exit(code)
