"""Draw how policies get better as they get to know a person: one picture for each world."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.sim.findings import Findings, Line, WorldFindings
from core.sim.hand import REFERENCES
from core.sim.report import drawing
from core.sim.report.figures import number, short
from core.sim.report.markup import Markup
from core.sim.report.scale import Scale, around, digits, spread
from core.sim.report.words import contestants

WIDE, NARROW = 560, 328
"""Pixels across."""
HEIGHT, TOP, BOTTOM, LEFT = 280, 14, 40, 40
"""Pixels: the whole, and the room around the plot but for the labels at its right."""
LETTER, GAP, LEAD = 6.8, 15, 14
"""Pixels of a letter, between two labels, and between a line's end and its label."""
CORNERS = 4
"""Round, with three, four and five corners: marks that tell policies apart without a colour."""
WILDEST = 2
"""Percent of all points, at either end, that may be drawn on the edge so that the rest can be read."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """How the line of a policy looks wherever it is drawn."""

    style: str
    dash: str | None
    corners: int
    """Of its marks, where it has no line."""


def strokes(found: Findings) -> Mapping[str, Stroke]:
    """Return the look of each policy: colours in the order of the plan, references grey."""
    looks = {
        name: Stroke(f"p{place % drawing.CONTESTANTS}", _dash(place), place % CORNERS + 2)
        for place, name in enumerate(contestants(found))
    }
    references = zip(REFERENCES, ("1 3", "6 4", "1 3"), strict=True)
    return looks | {name: Stroke("reference", dash, CORNERS + 2) for name, dash in references}


def heights(found: Findings) -> tuple[float, float]:
    """Return what all pictures of a run share: from below 0, or the lowest line, to above 1."""
    shares = [line.curve.share for it in found.worlds if it.clear for line in it.lines]
    known = np.concatenate([it[np.isfinite(it)] for it in (*shares, np.array([0.0, 1.0]))])
    low, high = np.percentile(known, [WILDEST, 100 - WILDEST])
    return around([min(0.0, float(low)), max(1.0, float(high))])


def curves(
    world: WorldFindings, looks: Mapping[str, Stroke], span: tuple[float, float], width: int
) -> Markup:
    """Return the picture of a world."""
    drawn = sorted(
        (it for it in world.lines if np.isfinite(it.curve.share).any()),
        key=lambda it: it.policy not in REFERENCES,
    )
    names = [_label(it, 24 if width >= WIDE else 16) for it in drawn]
    most = max((len(it.curve.share) for it in drawn), default=1)
    room = max(map(len, names), default=0) * LETTER + LEAD + 4
    x = Scale(1, max(most, 2), LEFT, width - room)
    y = Scale(*span, HEIGHT - BOTTOM, TOP)
    ends = [_end(it, x, y) for it in drawn]
    places = spread([it[1] for it in ends], GAP, TOP, HEIGHT - BOTTOM)
    return drawing.svg(
        width,
        HEIGHT,
        _says(world, drawn),
        *_axes(x, y, most),
        *(part for it in drawn for part in _band(it, x, y, looks[it.policy])),
        *(part for it in drawn for part in _line(it, x, y, looks[it.policy])),
        *(
            part
            for it, name, end, place in zip(drawn, names, ends, places, strict=True)
            for part in _named(name, end, place, looks[it.policy])
        ),
    )


def _dash(place: int) -> str | None:
    return drawing.DASHES[place // drawing.CONTESTANTS % len(drawing.DASHES)]


def _label(line: Line, most: int) -> str:
    return f"{short(line.policy, most)} {number(_last(line))}"


def _last(line: Line) -> float:
    known = line.curve.share[np.isfinite(line.curve.share)]
    return float(known[-1])


def _end(line: Line, x: Scale, y: Scale) -> tuple[float, float]:
    place = int(np.flatnonzero(np.isfinite(line.curve.share))[-1])
    return x.at(place + 1), y.at(float(line.curve.share[place]))


def _axes(x: Scale, y: Scale, most: int) -> list[Markup]:
    ups, parts = y.ticks(5), []
    for tick in ups:
        level, zero = y.at(tick), abs(tick) < 1e-12  # noqa: PLR2004 — rounding
        ends = (x.start, level), (x.stop, level)
        parts.append(drawing.line(*ends, "base" if zero else "grid"))
        words = number(tick, digits(ups))
        parts.append(drawing.text(x.start - 8, level + 4, words, "tick", anchor="end"))
    rounds = sorted({1, *(round(it) for it in x.ticks(4) if it >= 1 + most / 8)})
    below = [
        drawing.text(x.at(it), y.start + 16, str(it), "tick", anchor="middle") for it in rounds
    ]
    middle = (x.start + x.stop) / 2
    return [*parts, *below, drawing.text(middle, y.start + 34, "decision", "tick", anchor="middle")]


def _band(line: Line, x: Scale, y: Scale, look: Stroke) -> list[Markup]:
    it = line.curve
    wide = np.where(it.high - it.low > 0, it.low, np.nan)
    upper = dict(enumerate(it.high.tolist(), 1))
    return [
        drawing.area(
            [(x.at(at), y.at(low)) for at, low in run]
            + [(x.at(at), y.at(upper[round(at)])) for at, _ in reversed(run)],
            f"band {look.style}",
        )
        for run in drawing.runs(range(1, len(wide) + 1), wide.tolist())
        if len(run) > 1
    ]


def _line(line: Line, x: Scale, y: Scale, look: Stroke) -> list[Markup]:
    places = range(1, len(line.curve.share) + 1)
    return [
        drawing.path(
            [(x.at(at), y.at(share)) for at, share in run], f"line {look.style}", look.dash
        )
        for run in drawing.runs(places, line.curve.share.tolist())
    ]


def _named(name: str, end: tuple[float, float], place: float, look: Stroke) -> list[Markup]:
    lead = drawing.line((end[0] + 2, end[1]), (end[0] + LEAD - 3, place), f"lead {look.style}")
    return [lead, drawing.text(end[0] + LEAD, place + 4, name, f"name {look.style}")]


def _says(world: WorldFindings, drawn: Sequence[Line]) -> str:
    ends = "; ".join(f"{short(it.policy)} ends at {number(_last(it))}" for it in drawn)
    return f"Share of the gap over decisions in {short(world.world)}: {ends}."
