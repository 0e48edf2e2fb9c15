"""Read the log as lives: what somebody was shown by one policy, and what became of it.

Ids and numbers only, as everything that analytics may hold; no word of any task is read.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from core.domain.consent import Purpose, allowed
from core.domain.ids import TaskId, TipId, UserId
from core.domain.outcome import OutcomeKind
from core.domain.pick import Floats, Pick
from core.domain.reaction import Reaction
from core.ports import Logged, Store, Work
from core.rewards.window import WINDOW
from core.sim.diary import IGNORED, KINDS, NO_REWARD, Rows

PAGE = 200
"""Picks read at once."""
GONE = (OutcomeKind.VANISHED, OutcomeKind.WITHDRAWN)
"""What takes a tip away before anybody could answer it: such a tip says nothing of its user."""
LOGGED_ROW = np.dtype(
    [
        ("at_s", "<i8"),
        ("hour", "<u1"),
        ("priority", "<u1"),
        ("overdue", "<u1"),
        ("shown", "<u2"),
        ("propensity", "<f4"),
        ("kind", "<u1"),
        ("late", "<u1"),
        ("dwell_ms", "<u4"),
        ("reward_milli", "<i2"),
    ]
)
"""Columns of a logged life, named and coded as a diary's. `shown` counts the tips of that task from
1; `late` says that no answer came within the window, whether or not one came after it."""
READ = ("hour_of_day", "priority", "is_overdue")
"""What is read of a pick's features."""


@dataclass(frozen=True, slots=True)
class LoggedLife:
    """One person under one policy: rows (n,) in the order in which tips were shown."""

    person: str
    policy: str
    experiment: str
    """The experiment that gave this person that policy; empty when none did."""
    rows: Rows

    def __len__(self) -> int:
        """Return n."""
        return len(self.rows)

    def column(self, name: str) -> Floats:
        """Return one column as numbers, (n,)."""
        values: Floats = self.rows[name].astype(np.float64)
        return values


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is kept of one pick: a log of features would not fit into memory."""

    tip_id: TipId
    at: datetime
    task_id: TaskId
    seen: tuple[int, ...]
    """Hour, priority, overdue."""
    propensity: float
    policy: str
    experiment: str


async def read_logged(store: Store, until: datetime, *, ask: bool = True) -> tuple[LoggedLife, ...]:
    """Return the lives of all who allowed research, by person, policy and experiment.

    A tip counts once its window has closed, answered or not: else quick answers would count double.
    Args: until is the present; `ask` is False for synthetic people, who are not asked.
    """
    shown: dict[UserId, list[_Shown]] = defaultdict(list)
    after: TipId | None = None
    while True:
        async with store.reading() as work:
            page = await work.pick_log.page(after, PAGE)
        for it in page:
            if it.served_at <= until - WINDOW:
                shown[it.user_id].append(_kept(it))
        if len(page) < PAGE:
            break
        after = page[-1].tip_id
    found: list[LoggedLife] = []
    for user_id in sorted(shown):
        async with store.reading() as work:
            if not ask or allowed(await work.consents.of(user_id), Purpose.RESEARCH):
                found.extend(await _lives(work, user_id, shown[user_id]))
    return tuple(found)


def _kept(logged: Logged) -> _Shown:
    pick = logged.pick
    seen = pick.columns(READ)[pick.chosen]
    return _Shown(
        tip_id=logged.tip_id,
        at=logged.served_at,
        task_id=pick.candidates[pick.chosen],
        seen=tuple(round(it) for it in seen.tolist()),
        propensity=pick.propensity,
        policy=_policy(pick),
        experiment=pick.assignment.experiment,
    )


def _policy(pick: Pick) -> str:
    """Return the policy that was to serve, also where chance stood in for it."""
    return pick.assignment.policy or pick.policy


async def _lives(work: Work, user_id: UserId, shown: Iterable[_Shown]) -> list[LoggedLife]:
    reactions = await work.history.reactions(user_id)
    standing = {it.tip_id: it for it in reactions if it.undone_at is None}
    rewards = {it.tip_id: it.milli for it in await work.rewards.standing(user_id)}
    outcomes = await work.outcomes.of(user_id)
    gone = {it.tip_id for it in outcomes if it.kind in GONE} - standing.keys()
    lived: dict[tuple[str, str], list[tuple[float, ...]]] = defaultdict(list)
    times: Counter[TaskId] = Counter()
    for it in sorted(shown, key=lambda it: (it.at, it.tip_id)):
        times[it.task_id] += 1
        if it.tip_id not in gone:
            row = _row(it, times[it.task_id], standing.get(it.tip_id), rewards)
            lived[it.policy, it.experiment].append(row)
    return [
        LoggedLife(str(user_id), *key, np.array(rows, dtype=LOGGED_ROW))
        for key, rows in sorted(lived.items())
    ]


def _row(
    it: _Shown, time: int, reaction: Reaction | None, rewards: Mapping[TipId, int | None]
) -> tuple[float, ...]:
    milli = rewards.get(it.tip_id)
    return (
        int(it.at.timestamp()),
        *it.seen,
        time,
        it.propensity,
        IGNORED if reaction is None else KINDS.index(reaction.kind),
        reaction is None or reaction.at - it.at > WINDOW,
        0 if reaction is None else reaction.dwell_ms,
        NO_REWARD if milli is None else milli,
    )
