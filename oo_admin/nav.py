"""List the pages of the console: where they are, what they are called, and who may see them."""

from dataclasses import dataclass

from core.domain.access import Right

HOME = "/admin"
"""Where the console begins."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One page: its address, its name, the part of the console it is in, the right it asks for.

    `letter` opens it after G; empty when it has none.
    """

    path: str
    name: str
    part: str
    right: Right
    letter: str = ""


ENTRIES = (
    Entry(HOME, "Overview", "Look", Right.OVERVIEW_READ, "o"),
    Entry("/admin/users", "Users", "Look", Right.USERS_READ, "u"),
    Entry("/admin/log", "Recommendation log", "Look", Right.PICKS_READ, "l"),
    Entry("/admin/rewards", "Rewards", "Look", Right.REWARDS_READ, "r"),
    Entry("/admin/experiments", "Experiments", "Steer", Right.EXPERIMENTS_READ, "x"),
    Entry("/admin/policies", "Policies", "Steer", Right.POLICIES_READ, "p"),
    Entry("/admin/simulations", "Simulations", "Steer", Right.SIMULATIONS_READ, "s"),
    Entry("/admin/notes", "Annotations", "Watch", Right.OVERVIEW_READ, "n"),
    Entry("/admin/audit", "Audit", "Watch", Right.AUDIT_READ, "a"),
)
"""Every page that the side shows, in its order."""


def entry_of(path: str) -> Entry:
    """Return the page that an address belongs to: its own, or the one it is a detail of."""
    below = (it for it in ENTRIES if it.path != HOME and (path + "/").startswith(it.path + "/"))
    return next(below, ENTRIES[0])


def page_name(path: str) -> str:
    """Return what views, notes and exports call the page that an address belongs to."""
    entry = entry_of(path)
    return "overview" if entry.path == HOME else entry.path.removeprefix(f"{HOME}/")


def page_at(name: str) -> str:
    """Return where the page of this name is; empty when there is none."""
    return next((it.path for it in ENTRIES if page_name(it.path) == name), "")
