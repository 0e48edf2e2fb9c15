"""Draw the differences between policies with their intervals, one line for each world."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.analytics.verdict import Comparison, Verdict
from core.sim.report import drawing
from core.sim.report.figures import difference, number, short
from core.sim.report.markup import Markup
from core.sim.report.scale import Scale, around, digits

WIDE, NARROW = 880, 328
"""Pixels across: on a desk and on paper, and on a phone."""
ROW, HEAD, AXIS = 28, 34, 30
"""Pixels down: a world, the name of a policy, and the axis."""
TONES = {Verdict.BETTER: "better", Verdict.WORSE: "worse", Verdict.NO_EVIDENCE: "open"}
"""Classes of the style sheet."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A comparison in one world, and the decimals that its figures need."""

    world: str
    said: Comparison
    digits: int


@dataclass(frozen=True, slots=True)
class Branch:
    """The comparisons of one policy, world by world."""

    name: str
    leaves: tuple[Leaf, ...]


def forest(branches: Sequence[Branch], unit: str, width: int) -> Markup:
    """Return the picture; on a narrow one the names stand above the lines."""
    wide = width >= WIDE
    row = ROW if wide else ROW + 18
    left, right = (220.0, width - 280.0) if wide else (8.0, width - 8.0)
    scale = Scale(*_span(branches), left, right)
    parts, y = [], 0.0
    for branch in branches:
        parts.append(drawing.text(0, y + 22, short(branch.name, 60 if wide else 44), "strong"))
        y += HEAD
        for leaf in branch.leaves:
            parts += _wide(leaf, scale, y, width) if wide else _narrow(leaf, scale, y)
            y += row
    axis = _axis(scale, y, unit, most=6 if wide else 4)
    return drawing.svg(width, y + AXIS + 16, _says(branches, unit), *axis, *parts)


def _span(branches: Sequence[Branch]) -> tuple[float, float]:
    found = [it.said.difference for branch in branches for it in branch.leaves]
    return around([0.0, *(it.low for it in found), *(it.high for it in found)])


def _axis(scale: Scale, bottom: float, unit: str, *, most: int) -> list[Markup]:
    ticks, middle = scale.ticks(most), (scale.start + scale.stop) / 2
    parts = []
    for tick in ticks:
        x, zero = scale.at(tick), abs(tick) < 1e-12  # noqa: PLR2004 — rounding
        parts.append(drawing.line((x, HEAD), (x, bottom), "base" if zero else "grid"))
        words = number(tick, digits(ticks), signed=True)
        parts.append(drawing.text(x, bottom + 16, words, "tick", anchor="middle"))
    return [*parts, drawing.text(middle, bottom + 36, unit, "tick", anchor="middle")]


def _wide(leaf: Leaf, scale: Scale, top: float, width: float) -> list[Markup]:
    y, said = top + ROW / 2, leaf.said
    tone = TONES[said.verdict]
    return [
        drawing.text(12, y + 4, short(leaf.world, 28), "label"),
        *_interval(leaf, scale, y),
        drawing.text(
            width - 116, y + 4, difference(said.difference, leaf.digits), "value", anchor="end"
        ),
        drawing.mark(width - 92, y, said.verdict, f"mark {tone}"),
        drawing.text(width - 80, y + 4, said.verdict, "value"),
    ]


def _narrow(leaf: Leaf, scale: Scale, top: float) -> list[Markup]:
    mean = number(leaf.said.difference.mean, leaf.digits, signed=True)
    return [
        drawing.text(0, top + 14, short(leaf.world, 26), "label"),
        drawing.text(scale.stop, top + 14, f"{mean} {leaf.said.verdict}", "value", anchor="end"),
        *_interval(leaf, scale, top + 30),
    ]


def _interval(leaf: Leaf, scale: Scale, y: float) -> list[Markup]:
    found, tone = leaf.said.difference, TONES[leaf.said.verdict]
    return [
        drawing.line((scale.at(found.low), y), (scale.at(found.high), y), f"whisker {tone}"),
        drawing.mark(scale.at(found.mean), y, leaf.said.verdict, f"mark {tone}"),
    ]


def _says(branches: Sequence[Branch], unit: str) -> str:
    lines = [
        f"{branch.name} in {short(it.world)}: "
        f"{difference(it.said.difference, it.digits)}, {it.said.verdict}"
        for branch in branches
        for it in branch.leaves
    ]
    return f"{unit}. {'. '.join(lines)}."
