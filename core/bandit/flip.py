"""Find the smallest change of a picked task that would have changed which candidate leads."""

import math
from collections.abc import Callable, Mapping

from core.bandit.columns import EVENING_H, LONG_MIN, MORNING_H, OFTEN, QUICK_MIN, USUAL_MIN
from core.bandit.features import GRID
from core.domain.flip import Flip, Move

Row = Mapping[str, float]
"""One candidate's features by name."""
LENGTHS = ("minutes", "quick", "long", "quick_evening", "long_morning", "long_evening")
"""Columns that tell a length."""


def flip(row: Row, weights: Row, lead: float) -> Flip | None:
    """Return the change that suffices with the least effect; None when no single one does.

    Args: row and weights by feature; lead over the runner-up, below 0 when the pick was a try.
    """
    effects = {
        move: sum((new - row[name]) * weights.get(name, 0.0) for name, new in moved.items())
        for move, moved in ((move, change(row)) for move, change in _CHANGES.items())
        if moved
    }
    enough = {it: by for it, by in effects.items() if (lead + by < 0) is not (lead < 0)}
    if not enough:
        return None
    move = min(enough, key=lambda it: abs(enough[it]))
    return Flip(move, enough[move], lead)


def _snoozed(row: Row) -> Row:
    more = _on_grid(min(1.0, row.get("snoozed", 1.0) + 1 / OFTEN))
    return {} if row.get("snoozed", 1.0) >= 1 else {"snoozed": more}


def _lower(row: Row) -> Row:
    return _priority(row, row.get("urgency", 0.0) - 1 / 3)


def _higher(row: Row) -> Row:
    return _priority(row, row.get("urgency", 1.0) + 1 / 3)


def _priority(row: Row, urgency: float) -> Row:
    if not -1 / GRID <= urgency <= 1 + 1 / GRID:
        return {}
    told = {
        "urgency": _on_grid(urgency),
        "urgent_morning": _on_grid(urgency) * _in(row, MORNING_H),
        "priority": 1 + round(3 * urgency),
    }
    return _known(row, told)


def _not_soon(row: Row) -> Row:
    return {"due_soon": 0.0} if row.get("due_soon") else {}


def _soon(row: Row) -> Row:
    dated = row.get("is_overdue", 1.0) or row.get("due_soon", 1.0)
    return {} if dated else {"due_soon": 1.0}


def _long(row: Row) -> Row:
    return {} if row.get("long", 1.0) else _length(row, LONG_MIN)


def _quick(row: Row) -> Row:
    return {} if row.get("quick", 1.0) else _length(row, QUICK_MIN)


def _length(row: Row, minutes: float) -> Row:
    quick, long = float(minutes <= QUICK_MIN), float(minutes >= LONG_MIN)
    morning, evening = _in(row, MORNING_H), _in(row, EVENING_H)
    length = _on_grid(math.log(minutes / USUAL_MIN) / math.log(USUAL_MIN))
    told = (length, quick, long, quick * evening, long * morning, long * evening)
    return _known(row, dict(zip(LENGTHS, told, strict=True)))


def _in(row: Row, hours: range) -> float:
    return float(int(row.get("hour_of_day", -1)) in hours)


def _on_grid(value: float) -> float:
    return round(value * GRID) / GRID


def _known(row: Row, told: Row) -> Row:
    return {name: value for name, value in told.items() if name in row}


_CHANGES: Mapping[Move, Callable[[Row], Row]] = {
    Move.SNOOZED: _snoozed,
    Move.LOWER: _lower,
    Move.HIGHER: _higher,
    Move.NOT_SOON: _not_soon,
    Move.SOON: _soon,
    Move.LONG: _long,
    Move.QUICK: _quick,
}
