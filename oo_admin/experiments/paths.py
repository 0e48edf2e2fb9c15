"""Lay courses out as paths in a box of 1000 by 1000; each point has an equal share of the width."""

from collections.abc import Iterator, Sequence

from oo_admin.parts.scale import BOX, Scale

Values = Sequence[float | None]
"""A course; None where nothing is known."""


def line(values: Values, up: Scale) -> str:
    """Return the path of a line; what is not known leaves a gap."""
    return "".join(
        f"M{'L'.join(_points(run, values, up))}" for run in _runs([it is not None for it in values])
    )


def between(low: Values, high: Values, up: Scale) -> str:
    """Return the path of the area between two courses, where both are known."""
    known = [a is not None and b is not None for a, b in zip(low, high, strict=True)]
    return "".join(
        f"M{'L'.join([*_points(run, high, up), *reversed(_points(run, low, up))])}Z"
        for run in _runs(known)
    )


def steps(low: Values, high: Values, up: Scale) -> str:
    """Return the same of what holds for the whole of each point's share of the width."""
    found, count = [], len(low)
    for at, (a, b) in enumerate(zip(low, high, strict=True)):
        if a is not None and b is not None:
            left, right = _across(at, count), _across(at + 1, count)
            top, foot = _down(b, up), _down(a, up)
            found.append(f"M{left} {foot}L{left} {top}L{right} {top}L{right} {foot}Z")
    return "".join(found)


def apart(tops: Sequence[float], room: float, most: float) -> list[float]:
    """Return places from above in percent, in their order, moved so that none is written over another."""
    order = sorted(range(len(tops)), key=lambda it: tops[it])
    placed, reached = [0.0] * len(tops), 0.0
    for at in order:
        placed[at] = max(tops[at], reached)
        reached = placed[at] + room
    low = most
    for at in reversed(order):
        placed[at] = max(0.0, min(placed[at], low))
        low = placed[at] - room
    return placed


def _runs(known: Sequence[bool]) -> Iterator[range]:
    """Yield the stretches without a gap."""
    begin = None
    for at, there in enumerate([*known, False]):
        if there and begin is None:
            begin = at
        if not there and begin is not None:
            yield range(begin, at)
            begin = None


def _points(run: range, values: Values, up: Scale) -> list[str]:
    """Return the points of a stretch: in the middle of each day, and level out to its ends."""
    count = len(values)
    told = [(at, value) for at in run if (value := values[at]) is not None]
    middle = [f"{_across(at + 0.5, count)} {_down(value, up)}" for at, value in told]
    (first, begin), (last, end) = told[0], told[-1]
    return [
        f"{_across(first, count)} {_down(begin, up)}",
        *middle,
        f"{_across(last + 1, count)} {_down(end, up)}",
    ]


def _across(at: float, count: int) -> int:
    return round(BOX * at / max(count, 1))


def _down(value: float, up: Scale) -> int:
    return round(BOX * (1 - up.share(value)))
