"""Let invented people live with a picker for some weeks: tips, answers, weariness, rest."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

import numpy as np

from core.bandit.facts import Facts
from core.bandit.features import COLUMNS, GRID
from core.domain.pick import Floats
from core.domain.reaction import DISMISS_REST, ReactionKind
from core.rewards.ladder import DISMISSED_MILLI, SNOOZED_MILLI, reward_milli
from oo_app.bench.bandit.people import DAY_S, DWELL_S, SHOWS, TASTES, People

DECISIONS = 120
"""Decisions of each person."""
HOURS = (8, 13, 19)
"""When decisions are made."""
START = datetime(2026, 11, 23, tzinfo=UTC)
"""The first day, a Monday; simulated seconds count from here."""
SNOOZE_S = 6 * 3600.0
"""How long a snoozed task rests."""
AGAIN_S = DAY_S
"""When a recurring task comes back."""
GRUDGE = 1.5
"""So many times as wearying is a task that was dismissed when last seen."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What all people's pickers see at once: facts of all tasks, which of them are open, (u, n)."""

    facts: Facts
    open: np.ndarray
    expected: Floats
    """What each pick would be worth on average, (u, n): nobody but the oracle may look."""

    @property
    def day(self) -> int:
        """Return the proleptic ordinal of the day."""
        return self.facts.here.toordinal()

    def columns(self, names: tuple[str, ...]) -> Floats:
        """Return these features of all tasks, (u, n, d)."""
        return columns(self.facts, names).reshape(*self.open.shape, len(names))


class Picker(Protocol):
    """Picks one open task for each person, and hears what came of it."""

    def pick(self, moment: Moment) -> np.ndarray:
        """Return the place of the task picked for each person, (u,)."""
        ...

    def hear(self, rewards: Floats) -> None:
        """Take note of the reward of each person's pick, (u,)."""
        ...


@dataclass(slots=True)
class State:
    """What has happened to u people's n tasks so far."""

    shape: tuple[int, int]
    shown: Floats = field(init=False)
    snoozed: Floats = field(init=False)
    dismissed: Floats = field(init=False)
    last_shown_s: Floats = field(init=False)
    rests_until_s: Floats = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nothing seen."""
        self.shown, self.snoozed, self.dismissed = (np.zeros(self.shape) for _ in range(3))
        self.last_shown_s = np.full(self.shape, np.nan)
        self.rests_until_s = np.full(self.shape, -np.inf)


def live(people: People, picker: Picker, decisions: int = DECISIONS) -> Floats:
    """Return what each pick was worth on average, (u, decisions)."""
    state = State(people.tasks.added_s.shape)
    everybody = np.arange(len(people))
    worth = np.empty((len(people), decisions))
    for number in range(decisions):
        facts = look(people, state, number)
        odds = answers(people, state, facts)
        moment = Moment(facts, _open(people, state, facts.now_s), _expected(people, odds))
        chosen = everybody, picker.pick(moment)
        worth[:, number] = moment.expected[chosen]
        picker.hear(_answer(people, state, chosen, (facts.now_s, odds[chosen])))
    return worth


def look(people: People, state: State, number: int) -> Facts:
    """Return the facts of all tasks at a decision; people's times lie one after the other, (u n,)."""
    day, slot = divmod(number, len(HOURS))
    here = START + timedelta(days=day, hours=HOURS[slot], minutes=7 * (number % 5))
    now_s = (here - START).total_seconds()
    it = people.tasks
    rows = (it.due_s, it.timed, it.added_s, it.priority, it.minutes, it.recurring, it.described)
    seen = (it.bucket, state.shown, state.last_shown_s, state.snoozed, state.dismissed)
    return Facts(here, now_s, (day + 2) * DAY_S, *(row.ravel() for row in (*rows, *seen)))


def columns(facts: Facts, names: tuple[str, ...]) -> Floats:
    """Return features as oO computes them, on the grid, (n, d)."""
    sheet = np.empty((len(facts), len(names)))
    for place, name in enumerate(names):
        sheet[:, place] = COLUMNS[name](facts)
    return np.round(sheet * GRID) / GRID


def answers(people: People, state: State, facts: Facts) -> Floats:
    """Return the chances that each task would be done, dismissed or snoozed, (u, n, 3)."""
    known = columns(facts, TASTES).reshape(*state.shape, len(TASTES))
    odds = np.zeros((*state.shape, 3))
    odds[..., :2] = known @ people.tastes.transpose(0, 2, 1)
    days = (facts.now_s - state.last_shown_s) / DAY_S
    fresh = np.nan_to_num(0.5 ** (days / people.half_life_days))
    weary = people.weary * fresh * np.where(state.dismissed > 0, GRUDGE, 1.0)
    odds[..., 0] -= weary
    odds[..., 1] += weary
    shares = np.exp(odds - odds.max(axis=2, keepdims=True))
    normal: Floats = shares / shares.sum(axis=2, keepdims=True)
    return normal


def _expected(people: People, odds: Floats) -> Floats:
    worth: Floats = (
        odds[..., 0] * people.earned
        + odds[..., 1] * DISMISSED_MILLI / 1000
        + odds[..., 2] * SNOOZED_MILLI / 1000
    )
    return worth


def _open(people: People, state: State, now_s: float) -> np.ndarray:
    """Return which tasks are there and do not rest; all that are left when none is awake."""
    there = (people.tasks.added_s <= now_s) & (state.rests_until_s < np.inf)
    awake = there & (state.rests_until_s <= now_s)
    return np.where(awake.any(axis=1, keepdims=True), awake, there)


def _answer(
    people: People,
    state: State,
    chosen: tuple[np.ndarray, np.ndarray],
    at: tuple[float, Floats],
) -> Floats:
    """Return the reward of each person's answer, (u,), and let their tasks know."""
    now_s, odds = at
    turn = (*chosen, state.shown[chosen].astype(int) % SHOWS)
    luck = people.chance[turn]
    done, no = luck < odds[:, 0], (luck >= odds[:, 0]) & (luck < odds[:, 0] + odds[:, 1])
    later = ~done & ~no
    dwell_ms = DWELL_S * 1000 * people.tasks.minutes[chosen] * np.exp(people.slowness[turn])
    again = np.where(people.tasks.recurring[chosen] > 0, now_s + AGAIN_S, np.inf)
    rest_s = np.where(no, DISMISS_REST.total_seconds(), SNOOZE_S)
    state.shown[chosen] += 1
    state.snoozed[chosen] += later
    state.dismissed[chosen] = no
    state.last_shown_s[chosen] = now_s
    state.rests_until_s[chosen] = np.where(done, again, now_s + rest_s)
    kinds = np.select([done, no], [ReactionKind.DONE, ReactionKind.DISMISS], ReactionKind.SNOOZE)
    milli = [reward_milli(ReactionKind(k), int(ms)) for k, ms in zip(kinds, dwell_ms, strict=True)]
    return np.array(milli) / 1000
