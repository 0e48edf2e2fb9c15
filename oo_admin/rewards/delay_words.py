"""Put how soon tips are answered, and how far days are settled, into words and drawings."""

from collections.abc import Sequence

from core.domain.reward_panel import Delay, Delays
from oo_admin.colours import of_policy
from oo_admin.numbers import UNKNOWN, count, seconds, share
from oo_admin.parts.scale import Scale
from oo_admin.parts.time_chart import Label
from oo_admin.rewards.places import apart, line, middle
from oo_admin.rewards.seen import DelaysShown, Stroke, Tick

APART = 13.0
"""Percent of the height that a label of two lines needs."""
DRAWN = 4
"""Policies that are drawn; the table has all."""
SHARES = Scale(0.0, 1.0)
"""The axis of shares."""
QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""What it names."""
SOON_S, DAY_S = 300, 86_400
"""The ages that the title tells of."""


def delays_shown(told: Delays) -> DelaysShown:
    """Return what the panel of delays shows."""
    drawn = [it for it in told.policies if it.shares][:DRAWN]
    until = f" until {told.until.day} {told.until:%b}" if told.until else ""
    return DelaysShown(
        title=title(told),
        sub=f"Share of {count(told.tips)} settled tips{until} that were answered, by age.",
        note=_note(told, len(drawn)) if told.every else "",
        any=bool(told.every),
        ups=quarters(),
        across=[
            Tick(seconds(age), f"{middle(at, len(told.ages_s)):.2f}%")
            for at, age in enumerate(told.ages_s)
        ],
        strokes=[_stroke(it) for it in drawn],
        labels=_labels(drawn),
        heads=["Age", "All", *(it.policy for it in told.policies)],
        rows=_rows(told),
    )


def title(told: Delays) -> str:
    """Return the finding: how many are answered within a day, and how many soon."""
    by_age = dict(zip(told.ages_s, told.every, strict=False))
    day, soon = by_age.get(DAY_S), by_age.get(SOON_S)
    if day is None:
        return "How soon tips are answered"
    rest = f", {_whole(soon)} within five minutes" if soon is not None else ""
    return f"{_whole(day)} of tips are answered within a day{rest}"


def quarters() -> list[Tick]:
    """Return what stands beside an axis of shares."""
    return [Tick(share(it, 0), SHARES.from_top(it)) for it in QUARTERS]


def _whole(part: float) -> str:
    """Return a share without digits, but never all or none of what is nearly so."""
    rounded = round(part, 2)
    return share(part, 1 if rounded in {0.0, 1.0} and part != rounded else 0)


def _note(told: Delays, drawn: int) -> str:
    few = [it.policy for it in told.policies if not it.shares]
    parts = ["Solid: the champion. No interval: these counts do not say whose tips they are."]
    if told.elsewhere:
        parts.append(f"{count(told.elsewhere)} done elsewhere are left out: when is not counted.")
    if few:
        parts.append(f"Too few tips: {', '.join(few)}.")
    if len(told.policies) - len(few) > drawn:
        parts.append("The table has all policies.")
    return " ".join(parts)


def _stroke(it: Delay) -> Stroke:
    path = line(it.shares, SHARES)
    return Stroke(
        path, of_policy(it.policy), *(("none", "2.5") if it.champion else ("6 3", "1.75"))
    )


def _labels(drawn: Sequence[Delay]) -> list[Label]:
    """Return the labels at the ends of the curves, kept apart; the highest curve has the highest."""
    ends = [
        (next((it for it in reversed(each.shares) if it is not None), 0.0), each) for each in drawn
    ]
    ends.sort(key=lambda pair: pair[0])
    tops = apart([100 * (1 - end) - APART / 2 for end, _ in ends], APART)
    return [
        Label(it.policy, share(end), of_policy(it.policy), f"{top:.1f}%")
        for top, (end, it) in zip(tops, ends, strict=True)
    ]


def _rows(told: Delays) -> list[list[str]]:
    curves = [told.every, *(it.shares for it in told.policies)]
    return [
        [seconds(age), *(share(it[at]) if it else UNKNOWN for it in curves)]
        for at, age in enumerate(told.ages_s)
    ]
