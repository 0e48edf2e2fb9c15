"""Sum up by person what lives look like: the same figures of real and of synthetic people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.domain.pick import Floats
from core.sim.diary import IGNORED, NO_REWARD, Rows
from core.sim.logged import LoggedLife

DONE = 0
"""Code of "done"."""
SHOWINGS = ("1st", "2nd", "3rd", "4th or later")
"""Which time a task is shown."""
MORNING_H, AFTERNOON_H, EVENING_H, NIGHT_H = 5, 12, 17, 22
"""Local hours at which the parts of a day begin."""
LEAST_S = 0.1
"""Nobody is taken to answer faster: the logarithm of nothing is infinite."""

Places = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Cell:
    """A kind of moment or of task, and which rows (n,) belong to it."""

    name: str
    of: Callable[[Rows], Places]


CELLS = (
    Cell("all tips", lambda rows: rows["at_s"] == rows["at_s"]),
    Cell("morning", lambda rows: _between(rows, MORNING_H, AFTERNOON_H)),
    Cell("afternoon", lambda rows: _between(rows, AFTERNOON_H, EVENING_H)),
    Cell("evening", lambda rows: _between(rows, EVENING_H, NIGHT_H)),
    Cell("night", lambda rows: ~_between(rows, MORNING_H, NIGHT_H)),
    Cell("priority 1", lambda rows: rows["priority"] == 1),
    Cell("priority 2", lambda rows: rows["priority"] == 2),  # noqa: PLR2004 — the level itself
    Cell("priority 3", lambda rows: rows["priority"] == 3),  # noqa: PLR2004 — the level itself
    Cell("priority 4", lambda rows: rows["priority"] == 4),  # noqa: PLR2004 — the level itself
    Cell("overdue", lambda rows: rows["overdue"] == 1),
    Cell("not overdue", lambda rows: rows["overdue"] == 0),
)
"""Where answers are counted apart; the night goes on until the morning, priority 4 is most urgent."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What u people do, person by person.

    Args: answers (cells, u, 4) count done, snooze, dismiss and ignored; showings (u, 4, 2) count by
    `SHOWINGS` the tips and those done; late (u, 1, 2) counts the tips and those that nobody answered
    within the window; dwell are the natural logarithms of the seconds before each "done", by person.
    """

    people: tuple[str, ...]
    answers: Floats
    showings: Floats
    late: Floats
    dwell: tuple[Floats, ...]


def habits(lives: Sequence[LoggedLife]) -> Habits:
    """Return what people do; lives of one person are counted together."""
    people, joined = _by_person(lives)
    return Habits(
        people=people,
        answers=np.array([[_answers(it[cell.of(it)]) for it in joined] for cell in CELLS]),
        showings=np.array([_showings(it) for it in joined]),
        late=np.array([[[len(it), it["late"].sum()]] for it in joined], dtype=np.float64),
        dwell=tuple(_dwell(it) for it in joined),
    )


def rewards(lives: Sequence[LoggedLife]) -> tuple[tuple[str, ...], Floats]:
    """Return who has any reward, and the mean of each, (u,) in [-1, 1]."""
    people, joined = _by_person(lives)
    told = [it["reward_milli"][it["reward_milli"] != NO_REWARD] for it in joined]
    known = [
        (who, float(it.mean()) / 1000) for who, it in zip(people, told, strict=True) if len(it)
    ]
    return tuple(who for who, _ in known), np.array([it for _, it in known], dtype=np.float64)


def _by_person(lives: Sequence[LoggedLife]) -> tuple[tuple[str, ...], list[Rows]]:
    people = tuple(dict.fromkeys(it.person for it in lives))
    return people, [np.concatenate([it.rows for it in lives if it.person == who]) for who in people]


def _between(rows: Rows, first: int, end: int) -> Places:
    inside: Places = (rows["hour"] >= first) & (rows["hour"] < end)
    return inside


def _answers(rows: Rows) -> Floats:
    return np.bincount(rows["kind"], minlength=IGNORED + 1).astype(np.float64)


def _showings(rows: Rows) -> Floats:
    place = np.minimum(rows["shown"], len(SHOWINGS)) - 1
    done = rows["kind"] == DONE
    counts = [np.bincount(it, minlength=len(SHOWINGS)) for it in (place, place[done])]
    return np.array(counts, dtype=np.float64).T


def _dwell(rows: Rows) -> Floats:
    seconds = rows["dwell_ms"][rows["kind"] == DONE] / 1000
    found: Floats = np.log(np.maximum(seconds, LEAST_S))
    return found
