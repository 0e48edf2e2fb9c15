"""Make the table of arms, with why there is a winner or none, and the comparison slice by slice."""

from core.domain.experiment_panel import AGREED, ArmSeen, ExperimentSeen, Slice
from core.domain.figure import Change, Figure, TooFew
from oo_admin.colours import of_policy
from oo_admin.experiments.plots import HELD_DASH, SOLID, chance, dashes
from oo_admin.experiments.seen import ArmRow, Cohorts, SliceRow
from oo_admin.experiments.words import many
from oo_admin.here import Here
from oo_admin.log.dimensions import NAMED, value_words
from oo_admin.numbers import UNKNOWN, count, plain, share, signed
from oo_admin.parts.whisker import Axis, Whisker, axis_over
from oo_admin.seen import Choice

NO_LEARNING = frozenset({"random", "rule-v1"})
"""Policies that learn nothing: there is nothing to reset."""
CUTS = ("tenure", "priority", "due", "minutes", "size", "surface")
"""What the comparison can be cut by."""
MISS = 20
"""One interval of 95 % in so many misses the truth."""


def rows(seen: ExperimentSeen, here: Here) -> list[ArmRow]:
    """Return the arms; rewards share one axis."""
    known = [it.reward for it in seen.arms if isinstance(it.reward, Figure)]
    axis = axis_over([(it.low, it.high) for it in known])
    looks = zip(seen.arms, dashes(seen.arms), strict=True)
    return [_row(it, dash, seen, here, axis=axis) for it, dash in looks]


def winner(seen: ExperimentSeen, *, red: bool) -> str:
    """Return whether there is a winner, or what is missing before there may be one."""
    lead = seen.lead
    if lead is None:
        return "No winner: every arm needs settled picks of enough users first."
    if lead.won and not red:
        return (
            f"{lead.leader} is the winner: its chance of being the best is {chance(lead.chance)} "
            f"after {count(seen.days)} days, and every arm has {count(AGREED.picks)} settled picks."
        )
    missing = []
    if lead.chance < AGREED.sure:
        missing.append(f"its chance of being the best is {chance(lead.chance)}")
    if lead.days_left:
        missing.append(f"{count(lead.days_left)} of {AGREED.days} days to go")
    if lead.picks_left:
        missing.append(
            f"an arm lacks {count(lead.picks_left)} of {count(AGREED.picks)} settled picks"
        )
    if red:
        missing.append("a check is red")
    return f"No winner: {lead.leader} leads, but {', '.join(missing)}."


def cohorts(seen: ExperimentSeen) -> Cohorts:
    """Return both sides compared in each slice."""
    changes = [it.change for it in seen.slices if isinstance(it.change, Change)]
    axis = axis_over([(it.low, it.high) for it in changes])
    clear, by = sum(it.clear for it in changes), NAMED[seen.cut].words if seen.cut else ""
    if not changes:
        title = f"Too few picks to compare by {by}"
    elif clear:
        title = (
            f"The difference is clear in {count(clear)} of {many(len(changes), 'slice')} by {by}"
        )
    else:
        title = f"No slice by {by} shows a difference of its own"
    return Cohorts(
        title=title,
        sub="The same comparison among the settled picks of each slice alone.",
        note=f"One interval in {MISS} misses by chance, so of many slices some do. Picks that chance "
        "made in an arm's stead are left out here.",
        rows=[_slice(it, seen.cut, axis) for it in seen.slices],
    )


def cuts(seen: ExperimentSeen, here: Here) -> list[Choice]:
    """Return what the comparison can be cut by, as links."""
    return [Choice(here.address.put(cut=it).href, NAMED[it].words, it == seen.cut) for it in CUTS]


def _row(it: ArmSeen, dash: str, seen: ExperimentSeen, here: Here, *, axis: Axis) -> ArmRow:
    known = it.reward if isinstance(it.reward, Figure) else None
    name = seen.experiment.name
    picks = here.address.to("/admin/log", f"experiment:{name}", f"policy:{it.policy}")
    return ArmRow(
        policy=it.policy,
        role=f"held back, {share(it.share, 0)} of users"
        if it.held_back
        else f"{share(it.share, 0)} of users",
        colour=of_policy(it.policy),
        dash={HELD_DASH: "dotted", SOLID: "solid"}.get(dash, "dashed"),
        picks=picks.put(p="all").href,
        settled=count(it.settled),
        whisker=axis.whisker(known.low, known.value, known.high, look=it.policy.split("-", 1)[0])
        if known
        else Whisker(),
        reward=signed(known.value) if known else few(it.reward),
        half=f" ± {plain(known.half, 3)}" if known else "",
        raw=signed(it.raw),
        chance=chance(it.chance),
        weight=plain(it.weight),
        dismissed=share(it.dismissed.value) if isinstance(it.dismissed, Figure) else UNKNOWN,
        users=count(it.users),
        learns=it.policy not in NO_LEARNING,
    )


def few(it: Figure | TooFew) -> str:
    """Return why a figure is withheld."""
    if not isinstance(it, TooFew) or not it.count:
        return UNKNOWN
    return f"too few: {count(it.count)}" + (f" in {it.groups} groups" if it.groups else "")


def _slice(it: Slice, cut: str, axis: Axis) -> SliceRow:
    name, change = value_words(NAMED[cut], it.value), it.change
    if isinstance(change, TooFew):
        return SliceRow(name, figure=few(change))
    look = "unclear" if not change.clear else ("up" if change.value > 0 else "down")
    drawn = axis.whisker(change.low, change.value, change.high, look=look)
    half = max(change.high - change.value, change.value - change.low)
    says = "clear" if change.clear else "no clear difference"
    return SliceRow(name, drawn, f"{signed(change.value)} ± {plain(half, 3)}", says)
