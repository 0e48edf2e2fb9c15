"""Name runs, and say in words what they compare and how they stand."""

from datetime import datetime
from zoneinfo import ZoneInfo

from core.domain.ids import RunId
from core.domain.sim_view import RunLine, Setup, Standing, short_of
from oo_admin.address import Address
from oo_admin.moments import moment_words
from oo_admin.numbers import seconds

PATH = "/admin/simulations"
"""Where the page is."""
REPORTS = f"{PATH}/report"
"""Where reports are; then comes the run's id."""
OWN = (
    "run",
    "world",
    "policy",
    "show",
    "new",
    *(f"n-{it}" for it in ("policies", "worlds", "people", "seeds", "picks", "days", "judge")),
)
"""Keys of the address that mean one run, or the form of a new one."""
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
"""Numbers that are written as words."""
FEW = 3
"""So many names are named; of more it is said how many."""


def in_words(count: int) -> str:
    """Return a small number as a word, a large one in figures."""
    return SMALL[count] if count < len(SMALL) else str(count)


def many(count: int, one: str, more: str = "") -> str:
    """Return a number of things: "two worlds"."""
    return f"{in_words(count)} {one if count == 1 else more or one + 's'}"


def name_of(run_id: RunId) -> str:
    """Return what a run is called."""
    return f"sim-{short_of(run_id)}"


def listed(names: tuple[str, ...], what: str) -> str:
    """Return names with commas and "and", or how many there are when these are too many."""
    if len(names) > FEW:
        return many(len(names), what, f"{what[:-1]}ies" if what.endswith("y") else "")
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def question_of(run: RunLine) -> str:
    """Return what a run asks: in the words of who started it, or as its setup says."""
    return run.question or asked(run.setup)


def asked(setup: Setup) -> str:
    """Return what a setup asks, as a question."""
    where = listed(setup.worlds, "world")
    others = listed(setup.policies[1:], "policy")
    if not setup.policies:
        return (
            f"How do the reference lines do in {where}?" if setup.worlds else "An unreadable plan"
        )
    if not others:
        return f"How does {setup.policies[0]} do in {where}?"
    verb = "is" if len(setup.policies) == 2 else "are"  # noqa: PLR2004 — one other
    return f"{verb.capitalize()} {others} better than {setup.policies[0]} in {where}?"


def short_words(run: RunLine) -> str:
    """Return what a run is about, as short as a list wants it."""
    if run.question:
        return run.question
    return f"{listed(run.setup.policies, 'policy') or 'references'}, {listed(run.setup.worlds, 'world')}"


def state_of(run: RunLine) -> str:
    """Return how a run stands, as a list says it."""
    match run.standing:
        case Standing.RUNNING:
            return f"running {percent(run)}\u202f%"
        case Standing.LEFT:
            return f"left at {percent(run)}\u202f%"
        case Standing.DONE:
            return f"done, {took(run)}"
        case Standing.CANCELLED:
            return run.note[:1].lower() + run.note[1:]
        case Standing.FAILED:
            return f"failed: {run.note[:1].lower() + run.note[1:] or 'no reason is known'}"


def percent(run: RunLine) -> int:
    """Return how much of a run is done, in whole percent, 100 only when all is."""
    return 100 * run.done // run.total if run.total else 0


def took(run: RunLine) -> str:
    """Return how long a run has taken until its last part was done."""
    return seconds((run.last_at - run.created_at).total_seconds()) if run.last_at else "\u2014"


def began(run: RunLine, zone: ZoneInfo, now: datetime) -> str:
    """Return who started a run and when."""
    who = f"started by {run.by}" if run.by else "begun by command"
    return f"{who} at {moment_words(run.created_at, zone, now)}"


def run_href(address: Address, run: RunLine) -> str:
    """Return the address that shows a run, with what is pinned."""
    return address.without(*OWN).put(run=run.short).href


def clone_href(address: Address, run: RunLine) -> str:
    """Return the address that opens the form of a new run as this one was."""
    return address.without(*OWN).put(run=address.get("run"), new=run.short).href


def report_href(run: RunLine) -> str:
    """Return where the run's report is."""
    return f"{REPORTS}/{run.id}"
