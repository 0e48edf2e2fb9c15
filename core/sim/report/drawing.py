"""Draw lines, text and shapes in SVG; colours come from the style sheet by class."""

import math
from collections.abc import Sequence

from core.sim.report.markup import Markup, Part, tag

CONTESTANTS = 6
"""Colours that the style sheet has for policies; the seventh begins again with broken strokes."""
DASHES = (None, "6 3", "2 3", "9 3 2 3")
"""Strokes of the first six policies, the next six, and so on."""

ROOMY = 1.3
"""How much further corners reach than a circle that looks as large."""


def svg(width: float, height: float, says: str, *parts: Part) -> Markup:
    """Return a picture with the words that stand for it."""
    return tag(
        "svg",
        *parts,
        viewBox=f"0 0 {_n(width)} {_n(height)}",
        role="img",
        aria_label=says,
        style=f"max-width:{_n(width)}px",
    )


def line(
    start: tuple[float, float], stop: tuple[float, float], style: str, dash: str | None = None
) -> Markup:
    """Return a straight line."""
    return tag(
        "line",
        x1=_n(start[0]),
        y1=_n(start[1]),
        x2=_n(stop[0]),
        y2=_n(stop[1]),
        class_=style,
        stroke_dasharray=dash,
    )


def text(x: float, y: float, words: str, style: str = "", *, anchor: str = "start") -> Markup:
    """Return words that begin, end or have their middle there."""
    return tag("text", words, x=_n(x), y=_n(y), class_=style or None, text_anchor=anchor)


def path(points: Sequence[tuple[float, float]], style: str, dash: str | None = None) -> Markup:
    """Return a line through points; one point becomes a dot."""
    if len(points) == 1:
        return dot(*points[0], style, radius=1.5)
    places = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    return tag("polyline", points=places, class_=style, stroke_dasharray=dash)


def area(points: Sequence[tuple[float, float]], style: str) -> Markup:
    """Return a filled shape."""
    return tag("polygon", points=" ".join(f"{_n(x)},{_n(y)}" for x, y in points), class_=style)


def dot(x: float, y: float, style: str, radius: float = 3.5) -> Markup:
    """Return a round mark."""
    return tag("circle", cx=_n(x), cy=_n(y), r=_n(radius), class_=style)


def mark(x: float, y: float, kind: str, style: str) -> Markup:
    """Return a mark for a verdict: better points up, worse down, no evidence is round."""
    if kind == "better":
        return area(((x, y - 5), (x + 5, y + 4), (x - 5, y + 4)), style)
    if kind == "worse":
        return area(((x, y + 5), (x + 5, y - 4), (x - 5, y - 4)), style)
    return dot(x, y, style)


def shape(x: float, y: float, corners: int, *, radius: float, style: str) -> Markup:
    """Return a mark with so many corners; below 3 it is round."""
    if corners < 3:  # noqa: PLR2004 — no shape has fewer
        return dot(x, y, style, radius)
    turns = [math.tau * (it + 0.5) / corners + math.pi / 2 for it in range(corners)]
    reach = radius * ROOMY
    return area([(x + reach * math.cos(it), y - reach * math.sin(it)) for it in turns], style)


def runs(places: Sequence[float], values: Sequence[float]) -> list[list[tuple[float, float]]]:
    """Return the stretches of a line that are known, each at least one point long."""
    found: list[list[tuple[float, float]]] = [[]]
    for x, y in zip(places, values, strict=True):
        if math.isfinite(y):
            found[-1].append((x, y))
        elif found[-1]:
            found.append([])
    return [it for it in found if it]


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
