"""Say what the experiment is about in one sentence, and lay its interval out on an axis."""

from core.domain.experiment_panel import Contrast, ExperimentSeen, Side
from core.domain.figure import AlwaysValid, Figure, TooEarly, TooFew
from oo_admin.experiments.seen import Headline, Tick
from oo_admin.experiments.words import LEARNING, lacking, sides, when
from oo_admin.here import Here
from oo_admin.numbers import THIN, count, plain, share, signed
from oo_admin.parts.scale import Scale, around

ROUNDING = 1e-9
"""Below this a place of the axis is 0."""
A_PAIR = 2
"""Of so many arms it is always the same two that are compared."""
FIRST = 1
"""Days are counted from one, as people do."""


def headline(seen: ExperimentSeen, here: Here, *, red: bool) -> Headline:
    """Return the headline."""
    over = f"day {seen.days + FIRST}, settled picks until {when(seen.settled_until, here)}"
    found = seen.contrast
    if found is None:
        return Headline(
            over=over[0].upper() + over[1:],
            title="One arm alone: there is nothing to compare it with.",
            sub="A holdback, or a second arm, would make it an experiment.",
        )
    one, other = sides(found)
    told = Headline(
        over=f"{one.capitalize() if one == LEARNING else one} against {other}, {over}",
        title=title(found, red=red),
        sub=f"{_sub(found)}{_picked(seen)}",
    )
    if isinstance(found.change, TooFew):
        return told
    return _drawn(told, found, one, other)


def title(found: Contrast, *, red: bool = False) -> str:
    """Return the finding, as strong as it is and no stronger."""
    change, (one, against) = found.change, sides(found)
    if isinstance(change, TooFew):
        return f"Too few {lacking(change)} to compare {one} with {against}."
    more = f"{plain(abs(change.value), 3)} {'more' if change.value > 0 else 'less'} reward a pick"
    if red:
        return f"Not to be believed while a check is red: {signed(change.value)} reward a pick."
    first = one.capitalize() if one == LEARNING else one
    if found.clear:
        return f"{first} earns {more} than {against}."
    if isinstance(found.always, TooEarly):
        return f"Too early to call: {one} is at {signed(change.value)} against {against}."
    if change.clear:
        return f"{first} seems to earn {more} than {against}, but not by enough to call."
    return f"No difference is shown between {one} and {against}."


def _sub(found: Contrast) -> str:
    change, always = found.change, found.always
    if isinstance(change, TooFew):
        return f"{_counted(found.one)} against {_counted(found.other)}."
    single = f"{signed(change.low)} to {signed(change.high)}"
    if isinstance(always, AlwaysValid):
        span = (
            f"95{THIN}% interval, valid at any look: {signed(always.low)} to {signed(always.high)}."
        )
    else:
        limit = always.limit if isinstance(always, TooEarly) else 0
        users = always.users if isinstance(always, TooEarly) else 0
        span = (
            f"95{THIN}% interval of a single look: {single}. One that holds at any look needs "
            f"{count(limit)} users; there are {count(users)}."
        )
    return f"{span} {_counted(found.one)} against {_counted(found.other)}.{_done(found)}"


def _picked(seen: ExperimentSeen) -> str:
    """Return that a pair was chosen by looking, where it was: its interval is too narrow for that."""
    chosen = not seen.experiment.holdback and len(seen.arms) > A_PAIR
    return (
        " The pair was chosen by looking: read it with the chance of being best." if chosen else ""
    )


def _counted(it: Side) -> str:
    return f"{count(it.picks)} picks of {count(it.users)} users"


def _done(found: Contrast) -> str:
    one, other = found.one.done, found.other.done
    if not isinstance(one, Figure) or not isinstance(other, Figure):
        return ""
    return f" Done {share(one.value)} against {share(other.value)}."


def _drawn(told: Headline, found: Contrast, one: str, other: str) -> Headline:
    change, always = found.change, found.always
    if isinstance(change, TooFew):
        return told
    wide = always if isinstance(always, AlwaysValid) else change
    scale = around((wide.low, wide.high, change.value), 0.0)
    thin = (
        _span(scale, always.low, always.high) if isinstance(always, AlwaysValid) else ("50%", "0%")
    )
    thick = _span(scale, change.low, change.high)
    kept = (
        "thick: interval for a single look" if isinstance(always, AlwaysValid) else "one look alone"
    )
    return Headline(
        over=told.over,
        title=told.title,
        sub=told.sub,
        drawn=True,
        ticks=[
            Tick("no difference" if abs(it) < ROUNDING else _tick(it), scale.percent(it))
            for it in scale.ticks(4)
        ],
        zero=scale.percent(0.0),
        at=scale.percent(change.value),
        thin_left=thin[0],
        thin_width=thin[1],
        thick_left=thick[0],
        thick_width=thick[1],
        caption=f"reward a pick, {one} minus {other} · {kept}",
    )


def _span(scale: Scale, low: float, high: float) -> tuple[str, str]:
    left, right = scale.share(low), scale.share(high)
    return f"{100 * left:.2f}%", f"{100 * (right - left):.2f}%"


def _tick(value: float) -> str:
    """Return a place of the axis with as many digits as it needs."""
    text = f"{value:+.3f}".rstrip("0")
    return signed(value, max(1, len(text.split(".")[1])))
