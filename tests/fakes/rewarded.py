"""People whose tips are worth what their answers are worth, as the reward's definition says."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from core.domain.deployment import Policies
from core.domain.fact import Ending
from core.domain.period import Grain, read_period
from core.domain.reward_panel import EVERYBODY, RewardsAsked
from core.domain.versus import Versus, compared
from core.usecases.read_live import ReadLive
from tests.fakes.clock import FakeClock
from tests.fakes.lives_counted import CYCLE, a_choice, live

NOW = datetime(2026, 10, 14, 14, 3, 12, tzinfo=UTC)
"""A Wednesday afternoon: of the last seven days, its own window and yesterday's are open."""
WORTH = {Ending.DONE: 1000, Ending.SNOOZE: 100, Ending.DISMISS: -1000}
"""Thousandths; silence is worth nothing at all."""
DAY = timedelta(days=1)


def paid(ending, *, final=True, reward=None, **choice):
    """Return the changes of a fact that give a tip the reward of its ending."""
    worth = WORTH.get(ending) if reward is None else reward
    known = ending is not Ending.OPEN
    return {"reward_milli": worth, "final": final and known, "choice": a_choice(**choice)}


async def crowd(store, now, *, people=40, days=range(13), ends=None, **changes):
    """Let people live: a tip at noon each of these days ago, ending as `ends(number, day)` says.

    Windows of tips younger than a day are open: their rewards are provisional.
    """
    ends = ends or (lambda number, day: CYCLE[(number + day) % len(CYCLE)])
    noon = now.replace(hour=12, minute=0, second=0, microsecond=0)
    for number in range(people):
        tips = []
        for day in days:
            at, ending = noon - day * DAY, ends(number, day)
            final = now - at >= DAY
            tips.append((at, ending, paid(ending, final=final) | changes))
        await live(store, now, tips)


def asked(text="7d", versus=Versus.PREVIOUS, grain=Grain.DAY, whose=EVERYBODY):
    """Return what is asked for of a period that an address names."""
    period = read_period(text, NOW, ZoneInfo("UTC"))
    return RewardsAsked(period, NOW, compared(period, versus), grain, whose)


def live_of(store):
    """Return who is live: what was deployed, else the settings of somebody."""
    return ReadLive(store, FakeClock(NOW), Policies("bayes-v1", ("linucb-v1",)))
