"""Put the activation funnel into words and bars."""

from collections.abc import Sequence

from core.domain.figure import Change, Figure, TooFew
from core.domain.overview import Step
from core.domain.user_query import UserStep
from oo_admin.address import Address
from oo_admin.frame import Here
from oo_admin.numbers import UNKNOWN, count, points, seconds, share
from oo_admin.overview.kpi_words import bare
from oo_admin.overview.seen import StepRow, Titled

NAMES = {
    "joined": "Signed in",
    "connected": "Connected Todoist",
    "first_tip": "First tip shown",
    "first_answer": "First reaction",
    "returned": "Back on day 7",
}
"""What each step is called."""
FINDINGS = {
    "connected": "connect",
    "first_tip": "reach a first tip",
    "first_answer": "reach a first reaction",
    "returned": "come back after a week",
}
"""What those who make a step do."""


def step_rows(steps: Sequence[Step], here: Here) -> list[StepRow]:
    """Return the steps; each opens the users who joined and came so far."""
    if not steps or not steps[0].reached:
        return []
    joined, joined_before = steps[0].reached, steps[0].reached_before
    rows = []
    for at, it in enumerate(steps):
        rows.append(
            StepRow(
                name=NAMES[it.name],
                href=_users(here, it.name).href,
                line=_line(it, steps[at - 1].reached if at else 0),
                width=f"{100 * it.reached / joined:.2f}%",
                tick=f"{100 * it.reached_before / joined_before:.2f}%"
                if joined_before and it.reached_before is not None
                else "",
                share=_share(it, first=at == 0),
                change=_change(it.change) if at else "",
                open=it.unknown > 0,
            )
        )
    return rows


def _users(here: Here, step: str) -> Address:
    """Return where those stand who joined in the period and came so far."""
    joined = here.address.to("/admin/users", "joined:period")
    return joined.with_filter(f"step:{step}") if step in set(UserStep) else joined


def funnel_titled(steps: Sequence[Step], here: Here) -> Titled:
    """Return the finding: the furthest step whose share clearly changed."""
    joined = steps[0].reached if steps else 0
    tick = f" Dashed tick: {here.before.words}." if here.before else ""
    sub = f"Bar: share of the {count(joined)} who signed in.{tick} A step opens its users."
    note = (
        "Day 7 counts only users whose seventh day has passed; the rest is not yet known. "
        "Both cohorts are looked at as they stood when their period ended."
    )
    return Titled(_finding(steps), sub, note, any=joined > 0)


def _finding(steps: Sequence[Step]) -> str:
    clear = [it for it in steps if isinstance(it.change, Change) and it.change.clear]
    if clear:
        last = clear[-1]
        more = isinstance(last.change, Change) and last.change.value > 0
        return f"{'More' if more else 'Fewer'} of those who could {FINDINGS[last.name]}"
    judged = any(isinstance(it.change, Change) for it in steps)
    return "No clear change in how far new users come" if judged else "How far new users come"


def _line(it: Step, earlier: int) -> str:
    """Return the words under a bar: how many, and how long it took them."""
    parts = [f"{count(it.reached)} {'user' if it.reached == 1 else 'users'}"]
    if it.name == "joined" and it.reached_before is not None:
        return f"{parts[0]}, {count(it.reached_before)} before"
    if it.pace_s is not None:
        parts.append(f"median {seconds(it.pace_s)}")
    if it.unknown:
        parts.append(f"{count(earlier - it.unknown)} of {count(earlier)} are 7 days old")
    return " · ".join(parts)


def _share(it: Step, *, first: bool) -> str:
    if isinstance(it.conversion, Figure):
        return share(it.conversion.value)
    return "" if first else "too few"


def _change(change: Change | TooFew | None) -> str:
    if not isinstance(change, Change):
        return UNKNOWN
    half = max(change.high - change.value, change.value - change.low)
    return f"{points(change.value)} ± {bare(points(half))}"
