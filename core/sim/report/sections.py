"""Put the report together, the verdict first and what limits it last."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from core.sim.findings import Findings
from core.sim.report import boxes, curves, forest, tables
from core.sim.report.calibration import diagram, judged, key
from core.sim.report.facts import Facts
from core.sim.report.figures import number, plain
from core.sim.report.markup import NOTHING, Markup, Part, join, tag
from core.sim.report.words import (
    ALONE,
    NO_GAP,
    NOBODY,
    challengers,
    comparison,
    conclusions,
    contestants,
    digits,
    first,
    judges,
)

UNITS = {True: "difference in shares of the gap", False: "difference in reward a decision"}
"""What the axis of differences counts, where there is a gap and where there is none."""
BESIDE = 3
"""Policies at most for two tables of personas to stand side by side."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page, and what it is called."""

    title: str
    body: Markup

    @property
    def place(self) -> str:
        """Return where a link finds it."""
        return "".join(it if it.isalnum() else "-" for it in self.title.lower())


def sections(found: Findings, facts: Facts) -> tuple[Section, ...]:
    """Return all parts of the page, in the order of reading."""
    how = (
        _section("How this was made", boxes.method(found, facts)),
        _section("What a simulation cannot tell", boxes.limits()),
    )
    if not found.worlds:
        return (_section("Verdict", tag("p", NOBODY, class_="empty")), *how)
    looks = curves.strokes(found)
    parts = (
        _verdict(found),
        _differences(found),
        _learning(found, looks),
        _section("What each policy came to", tables.lines(found)),
        _section("What became of the tips", tables.answers(found)),
        _calibration(found, looks),
        _worst(found),
        _agreement(found),
        _judged(found),
        _personas(found, facts),
        *how,
    )
    return tuple(it for it in parts if it is not None)


def _section(title: str, *parts: Part) -> Section:
    return Section(title, join(*parts))


def _note(words: str) -> Markup:
    return tag("p", words, class_="sub")


def _verdict(found: Findings) -> Section:
    if not challengers(found):
        return _section("Verdict", tag("p", ALONE, class_="empty"))
    said = conclusions(found)
    listed = tag("ul", *(tag("li", it) for it in said), class_="said") if len(said) > 1 else NOTHING
    return _section("Verdict", listed, tables.verdicts(found))


def _differences(found: Findings) -> Section | None:
    if not challengers(found):
        return None
    drawn = [_forest(found, clear=clear) for clear in (True, False)]
    return _section("Differences between policies", *drawn)


def _forest(found: Findings, *, clear: bool) -> Markup:
    branches = [
        forest.Branch(
            f"{plain(name)} minus {plain(first(found))}",
            tuple(
                forest.Leaf(it.world, said, digits(it))
                for it in found.worlds
                if it.clear is clear and (said := comparison(it, name))
            ),
        )
        for name in challengers(found)
    ]
    if not any(it.leaves for it in branches):
        return NOTHING

    def draw(width: int) -> Markup:
        return forest.forest(branches, UNITS[clear], width)

    return _twice(draw, forest.NARROW, forest.WIDE)


def _learning(found: Findings, looks: Mapping[str, curves.Stroke]) -> Section:
    clear = [it for it in found.worlds if it.clear]
    title = "Getting to know a person"
    if not clear:
        return _section(title, tag("p", f"There is {NO_GAP} in any world.", class_="empty"))
    span = curves.heights(found)
    pictures = []
    for world in clear:
        draw = partial(curves.curves, world, looks, span)
        drawn = _twice(draw, curves.NARROW, curves.WIDE)
        pictures.append(tag("div", tag("h3", plain(world.world)), drawn))
    note = "Share of the gap: 0 is chance, 1 the oracle that knows. Bands of 95 % over people."
    return _section(title, _note(note), tag("div", *pictures, class_="pair"))


def _twice(draw: Callable[[int], Markup], narrow: int, wide: int) -> Markup:
    """Return a picture for a desk and one for a phone, of which one is shown."""
    desk = tag("div", draw(wide), class_="wide")
    return tag("figure", desk, tag("div", draw(narrow), class_="narrow"))


def _calibration(found: Findings, looks: Mapping[str, curves.Stroke]) -> Section:
    title, known = "Does it know how sure it may be?", [it for it in found.worlds if judged(it)]
    if not known:
        return _section(title, tag("p", "No policy's score stands for a chance.", class_="empty"))
    pictures = [
        tag(
            "div",
            tag("h3", plain(it.world)),
            tag("figure", diagram(it, looks), key(it, looks)),
            tables.calibration(it),
            class_="beside",
        )
        for it in known
    ]
    note = "Chance of “done” that a score foretold, and the share that was done. Larger dots hold more decisions."
    return _section(title, _note(note), *pictures)


def _worst(found: Findings) -> Section | None:
    title = "Whom each policy serves worst"
    if not any(it.clear for it in found.worlds):
        return None
    note = f"The share of the worst group should be at least {number(tables.FAIR)} of everybody's."
    return _section(title, _note(note), tables.worst(found))


def _agreement(found: Findings) -> Section | None:
    if found.ranking is None:
        return None
    mean = found.ranking.mean
    on_average = "" if mean is None else f" On average {number(mean)}."
    note = f"1 is the same order, 0 unrelated, {number(-1.0, 0)} the reverse; the oracle is left out.{on_average}"
    return _section("Do worlds agree on the order?", _note(note), tables.agreement(found))


def _judged(found: Findings) -> Section | None:
    said = judges(found)
    return _section("Do judge and rules agree?", _note(said)) if said else None


def _personas(found: Findings, facts: Facts) -> Section | None:
    clear = [it for it in found.worlds if it.clear]
    if not clear:
        return None
    grids = [
        tag("div", tag("h3", plain(it.world)), tables.personas(found, it, facts.groups))
        for it in clear
    ]
    note = "Those come first whom the first policy serves worst; a dash means no gap of their own."
    side_by_side = "pair" if len(contestants(found)) <= BESIDE else None
    return _section("Persona by persona", _note(note), tag("div", *grids, class_=side_by_side))
