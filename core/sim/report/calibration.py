"""Draw how often tips were done against the chance that a policy's score gave them."""

import math
from collections.abc import Mapping

from core.analytics.reliability import Bin
from core.sim.findings import Line, WorldFindings
from core.sim.report import drawing
from core.sim.report.curves import Stroke
from core.sim.report.figures import estimate, number, plain, short
from core.sim.report.markup import Markup, tag
from core.sim.report.scale import Scale

SIDE, LEFT, TOP, RIGHT, BOTTOM = 300, 40, 10, 18, 40
"""Pixels of a picture, and of the room around its plot."""
SMALLEST, LARGEST = 2.0, 6.0
"""Radius of a dot in pixels: its area stands for how many decisions are in the bin."""


def judged(world: WorldFindings) -> tuple[Line, ...]:
    """Return the policies whose score stands for a chance of "done"."""
    return tuple(it for it in world.lines if it.calibration is not None)


def diagram(world: WorldFindings, looks: Mapping[str, Stroke]) -> Markup:
    """Return the picture of a world: on the slope, things happen as often as foretold."""
    x = Scale(0, 1, LEFT, SIDE - RIGHT)
    y = Scale(0, 1, SIDE - BOTTOM, TOP)
    slope = drawing.line((x.at(0), y.at(0)), (x.at(1), y.at(1)), "base", "4 3")
    parts = [part for it in judged(world) for part in _dots(it, x, y, looks[it.policy])]
    return drawing.svg(SIDE, SIDE, _says(world), *_axes(x, y), slope, *parts)


def key(world: WorldFindings, looks: Mapping[str, Stroke]) -> Markup:
    """Return which mark is whose."""
    return tag(
        "ul",
        *(tag("li", _sample(looks[it.policy]), plain(it.policy)) for it in judged(world)),
        class_="key",
    )


def _sample(look: Stroke) -> Markup:
    mark = drawing.shape(7, 7, look.corners, radius=5, style=f"mark {look.style}")
    return tag("svg", mark, viewBox="0 0 14 14", width="14", height="14", aria_hidden="true")


def _axes(x: Scale, y: Scale) -> list[Markup]:
    parts = []
    for tick in x.ticks(4):
        parts += [
            drawing.line((x.start, y.at(tick)), (x.stop, y.at(tick)), "grid"),
            drawing.text(x.start - 8, y.at(tick) + 4, number(tick), "tick", anchor="end"),
            drawing.text(x.at(tick), y.start + 16, number(tick), "tick", anchor="middle"),
        ]
    middle = (x.start + x.stop) / 2
    return [*parts, drawing.text(middle, y.start + 34, "foretold chance", "tick", anchor="middle")]


def _dots(line: Line, x: Scale, y: Scale, look: Stroke) -> list[Markup]:
    assert line.calibration is not None  # noqa: S101 — only judged lines come here
    table = line.calibration.table
    most = max(it.n for it in table)
    return [
        drawing.shape(
            x.at(it.predicted),
            y.at(it.observed),
            look.corners,
            radius=_radius(it, most),
            style=f"mark {look.style}",
        )
        for it in table
    ]


def _radius(it: Bin, most: int) -> float:
    return max(SMALLEST, LARGEST * math.sqrt(it.n / most))


def _says(world: WorldFindings) -> str:
    errors = "; ".join(
        f"{short(it.policy)} is off by {estimate(it.calibration.error)}"
        for it in judged(world)
        if it.calibration
    )
    return f"Foretold against observed share of done tips in {short(world.world)}: {errors}."
