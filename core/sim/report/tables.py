"""Put what a run found into tables."""

from collections.abc import Mapping

from core.analytics.groups import WorstGroup
from core.analytics.reliability import BINS, Bin
from core.analytics.verdict import Verdict
from core.sim.findings import ANSWERS, PHASES, Findings, Line, WorldFindings
from core.sim.hand import REFERENCES
from core.sim.report.calibration import judged
from core.sim.report.figures import UNKNOWN, difference, estimate, number, plain
from core.sim.report.forest import TONES
from core.sim.report.grid import Group, Row, grid, with_bounds
from core.sim.report.markup import Markup, Part, join, tag
from core.sim.report.words import (
    NO_GAP,
    challengers,
    comparison,
    contestants,
    crowd,
    digits,
    first,
)

REWARD_DIGITS = 3
"""Decimals of rewards, which differ by less than shares do."""
FAIR = 0.8
"""What the worst group's share should be of everybody's, at least (bandits.md T12)."""
SHOWN = {
    "done": "done",
    "snooze": "snoozed",
    "dismiss": "dismissed",
    "ignored": "ignored",
    "unjudged": "unjudged",
}
"""What the answers are called in a head."""


def verdicts(found: Findings) -> Markup:
    """Return policy by world: better, worse or no evidence, with the interval."""
    others = challengers(found)
    rows = tuple(
        Row(
            _world(it),
            (*(_verdict(it, name) for name in others), number(it.detectable or 0.0, 3)),
        )
        for it in found.worlds
    )
    said = (_word(found.conclusions[name].verdict) for name in others)
    foot = Row("every world with a gap", (*said, ""))
    heads = ("world", *map(plain, others), "could have seen")
    caption = f"Against {plain(first(found))}, in shares of the gap"
    return grid(caption, heads, (Group(rows),), foot=foot, style="words")


def lines(found: Findings) -> Markup:
    """Return what each policy came to in each world, over all and in phases."""
    heads = ("policy", "gap closed", *PHASES, "expected reward", "reward as it fell", "regret")
    groups = [
        Group(
            tuple(_row(it, _line(it)) for it in world.lines),
            plain(world.world),
            crowd(world) if world.clear else f"{crowd(world)}; {NO_GAP}",
        )
        for world in found.worlds
    ]
    return grid("Means over people, per decision, with 95 % intervals", heads, groups)


def answers(found: Findings) -> Markup:
    """Return what became of the tips of each policy."""
    groups = [
        Group(
            tuple(
                _row(it, tuple(with_bounds(estimate(share)) for share in it.answers))
                for it in world.lines
            ),
            plain(world.world),
        )
        for world in found.worlds
    ]
    heads = ("policy", *(SHOWN[it] for it in ANSWERS))
    return grid("Share of tips by what became of them, with 95 % intervals", heads, groups)


def personas(found: Findings, world: WorldFindings, groups: Mapping[str, str]) -> Markup:
    """Return each persona's share of their own gap in a world, those first whom the first serves worst."""
    names = contestants(found) or found.plan.policies
    shares = [dict(world.line(it).by_persona) for it in names]
    served = {who: it if it == it else float("inf") for who, it in shares[0].items()}  # noqa: PLR0124 — NaN
    rows = tuple(
        Row(
            plain(who), (plain(groups.get(who, UNKNOWN)), *(number(share[who]) for share in shares))
        )
        for who in sorted(served, key=lambda it: (served[it], it))
    )
    heads = ("persona", "group", *map(plain, names))
    return grid(
        f"{plain(world.world)}: share of their own gap", heads, (Group(rows),), style="named"
    )


def worst(found: Findings) -> Markup:
    """Return the group that each policy serves worst in each world."""
    groups = [
        Group(
            tuple(_row(it, _worst(it.worst)) for it in world.lines if it.policy not in REFERENCES),
            plain(world.world),
        )
        for world in found.worlds
        if world.clear
    ]
    heads = ("policy", "worst group", "share of its gap", "over everybody's", "too small to judge")
    caption = "The group with the smallest share of its own gap"
    return grid(caption, heads, groups, style="fit named")


def calibration(world: WorldFindings) -> Markup:
    """Return the ten bins of a world, what was done of how many, and how far all are off."""
    drawn = judged(world)
    found = tuple(it.calibration for it in drawn if it.calibration)
    tables = [_placed(it.table) for it in found]
    rows = tuple(
        Row(
            f"{place / BINS:.1f} to {(place + 1) / BINS:.1f}",
            tuple(_bin(it, place) for it in tables),
        )
        for place in range(BINS)
    )
    over_all = (
        Row("calibration error", tuple(with_bounds(estimate(it.error, 3)) for it in found)),
        Row("Brier score", tuple(number(it.brier, 3) for it in found)),
    )
    caption = f"{plain(world.world)}: share that was done, by foretold chance (how many decisions)"
    heads = ("foretold chance", *(plain(it.policy) for it in drawn))
    return grid(caption, heads, (Group(rows), Group(over_all, "all together")), style="fit")


def agreement(found: Findings) -> Markup:
    """Return Kendall's tau of each two worlds."""
    assert found.ranking is not None  # noqa: S101 — asked before
    pairs = {(it.one, it.other): it.tau for it in found.ranking.pairs}
    names = tuple(dict.fromkeys(name for pair in pairs for name in pair))
    rows = tuple(
        Row(plain(one), tuple(_tau(pairs, one, other) for other in names)) for one in names
    )
    heads = ("world", *map(plain, names))
    caption = "Kendall's tau of the order of policies, world by world"
    return grid(caption, heads, (Group(rows),), style="fit")


def _row(line: Line, cells: tuple[Part, ...]) -> Row:
    return Row(plain(line.policy), cells, quiet=line.policy in REFERENCES)


def _world(world: WorldFindings) -> Part:
    if world.clear:
        return plain(world.world)
    return join(plain(world.world), tag("span", f" {NO_GAP}; in reward", class_="note"))


def _verdict(world: WorldFindings, policy: str) -> Part:
    it = comparison(world, policy)
    if it is None:
        return UNKNOWN
    said = difference(it.difference, digits(world))
    return join(
        _word(it.verdict),
        " ",
        tag("span", with_bounds(said), class_="figure"),
    )


def _word(verdict: Verdict) -> Markup:
    return tag("span", verdict, class_=f"verdict {TONES[verdict]}")


def _line(line: Line) -> tuple[Part, ...]:
    regret = line.regret
    of_regret = f"{number(regret.mean, 3)} [{number(regret.low, 3)}, {number(regret.high, 3)}]"
    return (
        with_bounds(estimate(line.gap)),
        *(with_bounds(estimate(it)) for it in line.phases),
        with_bounds(estimate(line.worth, REWARD_DIGITS)),
        with_bounds(estimate(line.reward, REWARD_DIGITS)),
        with_bounds(of_regret),
    )


def _worst(it: WorstGroup | None) -> tuple[Part, ...]:
    if it is None:
        return (UNKNOWN,) * 4
    small = ", ".join(map(plain, it.unjudged)) or UNKNOWN
    return (plain(it.name), with_bounds(estimate(it.share)), _ratio(it.ratio), small)


def _ratio(ratio: float | None) -> Part:
    if ratio is None:
        return UNKNOWN
    if ratio >= FAIR:
        return number(ratio)
    return join(tag("span", f"below {number(FAIR)}:", class_="short"), f" {number(ratio)}")


def _placed(table: tuple[Bin, ...]) -> Mapping[int, Bin]:
    return {min(int(it.predicted * BINS + 1e-9), BINS - 1): it for it in table}


def _bin(table: Mapping[int, Bin], place: int) -> Part:
    it = table.get(place)
    if it is None:
        return UNKNOWN
    return join(number(it.observed), tag("span", f" ({it.n})", class_="bounds"))


def _tau(pairs: Mapping[tuple[str, str], float | None], one: str, other: str) -> str:
    if one == other:
        return ""
    tau = pairs.get((one, other), pairs.get((other, one)))
    return UNKNOWN if tau is None else number(tau)
