"""An experiment that people lived through: a tip a day at noon each, counted as the tally counts."""

from datetime import timedelta
from uuid import NAMESPACE_OID, uuid5
from zoneinfo import ZoneInfo

from core.domain.assignment import Experiment
from core.domain.fact import Ending
from core.domain.ids import UserId
from core.domain.user import User
from core.domain.user_fact import Lived, UserFact
from core.usecases.counting import count
from tests.fakes.clock import NOON
from tests.fakes.facts import a_fact
from tests.fakes.lives_counted import a_choice
from tests.services.storage.things import an_identity

UTC_ZONE = ZoneInfo("UTC")
DAY = timedelta(days=1)
NAME = "autumn"
PEOPLE, DAYS = 60, 10
"""Who lives in each arm, and for how long, when a test does not say otherwise."""
WORTH = {Ending.DONE: 600, Ending.SNOOZE: 100, Ending.DISMISS: -300}
"""Rewards in thousandths; silence has none."""
SEED = uuid5(NAMESPACE_OID, "oo")
"""Makes the same people in every home."""
GOOD = (Ending.DONE, Ending.DONE, Ending.SNOOZE, Ending.NONE)
POOR = (Ending.DONE, Ending.DISMISS, Ending.SNOOZE, Ending.NONE)


def an_experiment(now, days=20, *, shares=(("rule-v1", 0.5), ("bayes-v1", 0.5)), **changes):
    held = "rule-v1" if dict(shares).get("rule-v1") else ""
    told = {"began_at": now - days * DAY, "holdback": held} | changes
    return Experiment(NAME, shares, **told)


async def begun(store, experiment):
    async with store.writing() as work:
        await work.experiments.save(experiment)


async def lived(store, arm, people, days, **told):
    """Let so many people be served by an arm, every day until yesterday.

    Args: told may name `cycle`, how tips end one after the other; `experiment`; `greedy_of`: of so
    many picks one was not the favourite, though the log calls both candidates alike.
    """
    cycle, experiment = told.get("cycle", GOOD), told.get("experiment", NAME)
    noon = NOON.replace(hour=12, minute=0, second=0, microsecond=0)
    async with store.writing() as work:
        await work.counting.begin(NOON, "UTC")
        for number in range(people):
            user = User(UserId(uuid5(SEED, f"{experiment}-{arm}-{number}")), NOON - 60 * DAY)
            facts = []
            for at in range(days):
                greedy = (number + at) % told.get("greedy_of", 2) > 0
                choice = a_choice(assigned=arm, experiment=experiment, greedy=greedy)
                ending = cycle[(number + at) % len(cycle)]
                facts.append(a_served(user, noon - (at + 1) * DAY, ending, choice))
            await work.users.add(user, an_identity())
            await work.facts.put(facts)
            await count(work, [(None, it) for it in facts])
            await work.user_facts.put([a_participant(user, len(facts))])


def a_participant(user, tips):
    """Return somebody who lets research use their answers."""
    joined_at, lived_so = NOON - 60 * DAY, Lived(tips)
    allowed = ("terms", "research")
    return UserFact(user.id, joined_at, NOON, "UTC", lived=lived_so, consents=allowed)


def a_served(user, at, ending, choice):
    """Return one tip as it ended, its window closed."""
    answered = at + timedelta(seconds=42) if ending in WORTH else None
    return a_fact(
        user,
        served_at=at,
        day=at.toordinal(),
        policy=choice.assigned,
        choice=choice,
        ending=ending,
        answered_at=answered,
        answered_day=answered.toordinal() if answered else None,
        reward_milli=WORTH.get(ending),
        final=True,
    )


async def two_arms(store, *, good=PEOPLE, poor=PEOPLE, days=DAYS, **told):
    """Let an experiment run whose learning arm earns more than the rule."""
    await begun(store, an_experiment(NOON))
    await lived(store, "bayes-v1", good, days, cycle=GOOD, **told)
    await lived(store, "rule-v1", poor, days, cycle=POOR)
