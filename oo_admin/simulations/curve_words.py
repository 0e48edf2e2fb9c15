"""Make the chart of a world: gap closed, reward or regret over picks, with lines to hold it against."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.sim_view import Course, Found, PolicySeen, RunLine, Standing, WorldSeen
from oo_admin.address import Address
from oo_admin.colours import of_policy
from oo_admin.numbers import count, plain, share
from oo_admin.parts.scale import Scale, around, band, line
from oo_admin.parts.time_chart import Label
from oo_admin.seen import Choice
from oo_admin.simulations.run_words import show_choices
from oo_admin.simulations.shown import Chart, Stroke, Tick

SHOWS = {"gap": "Gap closed", "reward": "Reward", "regret": "Regret"}
"""What a chart can show."""
SUBS = {
    "gap": "0 % is random, 100 % is the oracle that knows each persona’s true reward. "
    "Mean of the last 15 picks; band: 95 % over personas.",
    "reward": "Expected reward a pick, as the judge sees it; mean of the last 15 picks. "
    "Band: 95 % over personas.",
    "regret": "Reward missed against the oracle, added up from the first pick. "
    "Band: 95 % over personas.",
}
"""What a chart says of its unit."""
ROWS = 40
"""Rows of the table, at most."""
DASHES = ("6 3", "2 3", "8 3 2 3", "4 2", "1 2")
"""How the lines of all but the first policy are dashed."""
REFERENCE, DOTTED = "var(--ck-text-2)", "1 4"
"""How the lines are drawn that others are held against."""
LINE_PX, HEIGHT_PX = 16.0, 320.0
"""Height of a line of words, and of the place where labels stand."""
NAMES = {"random": "random", "rule-v1": "the user’s own rule", "oracle": "oracle"}
"""What the reference lines are called."""
WARMING = 4
"""The first picks, whose bands are wide, do not stretch the axis."""


@dataclass(frozen=True, slots=True)
class Plot:
    """What is drawn: which figure, of which world, how far a life goes."""

    show: str
    world: WorldSeen
    horizon: int

    def course(self, policy: PolicySeen) -> Course:
        """Return a policy's course; the ends of the gap are known before anybody lives."""
        return policy.courses.get(self.show, Course())

    @property
    def length(self) -> int:
        """Return the last pick of which anything is known."""
        ends = [
            at + 1
            for it in self.world.policies
            for at, value in enumerate(self.course(it).mean)
            if math.isfinite(value)
        ]
        return max(ends, default=0)

    @property
    def drawn(self) -> list[PolicySeen]:
        """Return the policies that have a course, contestants first."""
        known = [it for it in self.world.policies if any(map(math.isfinite, self.course(it).mean))]
        return sorted(known, key=lambda it: it.reference)

    def figure(self, value: float) -> str:
        """Return a figure as this chart writes it."""
        return plain(value, 1 if self.show == "regret" else 2)


def chart(run: RunLine, found: Found, address: Address) -> Chart:
    """Return the chart of the world and the figure that the address names."""
    world = world_of(run, found, address)
    show = address.get("show") if address.get("show") in SHOWS else "gap"
    links = {it: it for it in run.setup.worlds}
    shows, worlds = (
        show_choices(address, "show", SHOWS, show),
        show_choices(address, "world", links, world),
    )
    seen = next((it for it in found.worlds if it.world == world), None)
    if seen is None:
        return _empty(run, f"Nobody has lived in {world} yet.", shows, worlds)
    if show == "gap" and not seen.clear:
        said = f"In {world} chance does as well as the oracle: there is no gap to close."
        return _empty(run, said, shows, worlds)
    plot = Plot(show, seen, run.setup.picks)
    up = _up(plot)
    return Chart(
        title=_title(plot),
        sub=SUBS[show],
        strokes=[_stroke(plot, it, place, up) for place, it in enumerate(plot.drawn)],
        ups=[Tick(up.from_top(it), words) for it, words in _ups(show, up.ticks())],
        across=_across(plot.horizon),
        labels=_labels(plot, up),
        to_come=_to_come(plot),
        come_at=f"{100 * plot.length / plot.horizon:.2f}%",
        heads=["Pick", *(it.policy for it in plot.drawn)],
        rows=_rows(plot),
        shows=shows,
        worlds=worlds,
        note=_note(run),
    )


def world_of(run: RunLine, found: Found, address: Address) -> str:
    """Return the world that the address names, or the first with a gap, or the plan's first."""
    if address.get("world") in run.setup.worlds:
        return address.get("world")
    clear = next((it.world for it in found.worlds if it.clear), "")
    return clear or next(iter(run.setup.worlds), "")


def _empty(run: RunLine, said: str, shows: list[Choice], worlds: list[Choice]) -> Chart:
    return Chart(
        title=said,
        empty=f"{count(run.done)} of {count(run.total)} parts are done.",
        shows=shows,
        worlds=worlds,
        note=_note(run),
    )


def _note(run: RunLine) -> str:
    if run.standing is Standing.DONE:
        return "Every policy meets the same people, lists and luck: curves differ by what was picked alone."
    return (
        "A verdict is given after the last seed, never before: the number of seeds was fixed so that "
        "looking early cannot choose the answer."
    )


def _title(plot: Plot) -> str:
    """Return what the first policy came to, in a sentence."""
    by = {it.policy: _last(plot.course(it))[0] for it in plot.drawn}
    name = next((it.policy for it in plot.drawn if not it.reference), "")
    if not name:
        return f"Reference lines in {plot.world.world}"
    end, chance = plot.length, by.get("random", math.nan)
    match plot.show:
        case "gap":
            return (
                f"By pick {end} {name} closes {share(by[name], 0)} of the gap in {plot.world.world}"
            )
        case "reward":
            return f"By pick {end} {name} earns {plain(by[name])} a pick, chance {plain(chance)}"
        case _:
            return f"After {end} picks {name} has missed {plain(by[name], 1)}, chance {plain(chance, 1)}"


def _up(plot: Plot) -> Scale:
    means = [it for one in plot.drawn for it in plot.course(one).mean]
    bounds = [
        it
        for one in plot.drawn
        if not one.reference
        for course in [plot.course(one)]
        for it in (*course.low[WARMING:], *course.high[WARMING:])
    ]
    return around([*means[WARMING:], *bounds], *((0.0, 1.0) if plot.show == "gap" else (0.0,)))


def _ups(show: str, values: list[float]) -> list[tuple[float, str]]:
    """Return what stands beside the axis; decimals only where some value has them."""
    if show == "gap":
        return [(it, share(it, 0)) for it in values]
    whole = all(math.isclose(it, round(it), abs_tol=1e-9) for it in values)
    return [(it, plain(it, 0 if whole else 2)) for it in values]


def _across(horizon: int) -> list[Tick]:
    known = [1, *(round(it) for it in Scale(0, horizon).ticks(5) if horizon / 9 < it <= horizon)]
    return [Tick(f"{100 * (it - 1) / max(horizon - 1, 1):.2f}%", count(it)) for it in known]


def _stroke(plot: Plot, policy: PolicySeen, place: int, up: Scale) -> Stroke:
    course = plot.course(policy)
    path = line(course.mean, plot.horizon, up)
    if policy.reference:
        return Stroke(path, "", REFERENCE, DOTTED, "1.5")
    area = band(course.low, course.high, plot.horizon, up)
    dash, width = (DASHES[(place - 1) % len(DASHES)], "1.75") if place else ("0", "2.5")
    return Stroke(path, area, of_policy(policy.policy), dash, width)


def _last(course: Course) -> tuple[float, float]:
    """Return the last known value of a course, and half of its band there."""
    at = max(at for at, value in enumerate(course.mean) if math.isfinite(value))
    return course.mean[at], (course.high[at] - course.low[at]) / 2


def _labels(plot: Plot, up: Scale) -> list[Label]:
    """Return what stands at the ends of the lines, moved apart so that all can be read."""
    made = []
    for it in plot.drawn:
        value, half = _last(plot.course(it))
        name = NAMES.get(it.policy, it.policy)
        figure = "" if it.reference else f"{plot.figure(value)} ± {plot.figure(half)}"
        made.append(
            (1 - up.share(value), name, figure, REFERENCE if it.reference else of_policy(it.policy))
        )
    made.sort(key=lambda it: it[0])
    heights = [LINE_PX * (2 if figure else 1) for _, _, figure, _ in made]
    tops = spread([it[0] * HEIGHT_PX - LINE_PX / 2 for it in made], heights, HEIGHT_PX)
    return [
        Label(name, figure, colour, f"{100 * top / HEIGHT_PX:.2f}%")
        for (_, name, figure, colour), top in zip(made, tops, strict=True)
    ]


def spread(tops: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """Return places from above for labels in their order, none over the next, none outside."""
    placed, end = [], 0.0
    for top, height in zip(tops, heights, strict=True):
        placed.append(max(top, end))
        end = placed[-1] + height
    below = room
    for at in reversed(range(len(placed))):
        placed[at] = max(0.0, min(placed[at], below - heights[at]))
        below = placed[at]
    return placed


def _to_come(plot: Plot) -> str:
    left = plot.horizon - plot.length
    return f"{count(left)} picks to come" if left > 0 else ""


def _rows(plot: Plot) -> list[list[str]]:
    """Return the figures at even steps: with their interval where there is one."""
    step = max(1, math.ceil(plot.length / ROWS))
    picks = [*range(step, plot.length + 1, step)]
    return [[count(at), *(_cell(plot, it, at - 1) for it in plot.drawn)] for at in picks]


def _cell(plot: Plot, policy: PolicySeen, at: int) -> str:
    course = plot.course(policy)
    if at >= len(course.mean) or not math.isfinite(course.mean[at]):
        return plain(None)
    half = (course.high[at] - course.low[at]) / 2
    return f"{plot.figure(course.mean[at])} ± {plot.figure(half)}"
