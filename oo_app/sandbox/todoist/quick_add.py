"""Read a line such as "Buy milk #Home @shop tomorrow p1"."""

import re
from dataclasses import dataclass

from oo_app.sandbox.todoist.accounts import Desk
from oo_app.sandbox.todoist.dues import due_from_string
from oo_app.sandbox.todoist.errors import BadArgument, MissingArgument
from oo_app.sandbox.todoist.records import Record

LONGEST_DUE_WORDS = 6
"""How many words at the end of a line are tried as a date."""

_PRIORITY = re.compile(r"(?:^|\s)p([1-4])(?=\s|$)", re.IGNORECASE)
_LABEL = re.compile(r"(?:^|\s)@(\S+)")
_PROJECT = re.compile(r"(?:^|\s)#(\S+)")


@dataclass(frozen=True, slots=True)
class QuickLine:
    """What one line asks for."""

    changes: Record
    place: Record


def read_quickly(text: str, desk: Desk) -> QuickLine:
    """Return the task that a line describes.

    Raises: MissingArgument when no words are left for its content.
    """
    changes: Record = {"labels": _LABEL.findall(text)}
    place: Record = {}
    rest = _LABEL.sub("", text)
    priority = _PRIORITY.search(rest)
    if priority is not None:
        changes["priority"] = 5 - int(priority[1])
        rest = _PRIORITY.sub("", rest)
    project = _PROJECT.search(rest)
    found = project and _project_named(project[1], desk)
    if project is not None and found:
        place["project_id"] = found
        rest = rest.replace(project[0], "", 1)
    changes["content"], changes["due"] = _split_due(rest, desk)
    if not changes["content"]:
        raise MissingArgument("text")
    return QuickLine(changes, place)


def _project_named(name: str, desk: Desk) -> str | None:
    for project in desk.account.projects.values():
        if project["name"].replace(" ", "").lower() == name.lower():
            return str(project["id"])
    return None


def _split_due(text: str, desk: Desk) -> tuple[str, Record | None]:
    """Return the words before the longest date at the end, and that date."""
    words = text.split()
    for length in range(min(LONGEST_DUE_WORDS, len(words) - 1), 0, -1):
        try:
            due = due_from_string(" ".join(words[-length:]), "en", desk.here)
        except BadArgument:
            continue
        return " ".join(words[:-length]), due
    return " ".join(words), None
