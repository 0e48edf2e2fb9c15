"""Whether an experiment's figures may be believed, and what it costs: checks, guardrails, time."""

import pytest

from core.domain.assignment import Pause
from core.memory.store import MemoryStore
from core.usecases.experiments.read_experiment import ReadExperiment
from core.usecases.experiments.read_experiments import ReadExperiments
from tests.fakes.clock import NOON
from tests.fakes.experiment_lived import (
    DAY,
    DAYS,
    GOOD,
    NAME,
    PEOPLE,
    POOR,
    UTC_ZONE,
    an_experiment,
    begun,
    lived,
    two_arms,
)

NOW = NOON


@pytest.fixture
def store():
    return MemoryStore()


@pytest.fixture
def read(store):
    return ReadExperiment(store, UTC_ZONE)


@pytest.fixture
def read_all(store):
    return ReadExperiments(store, UTC_ZONE)


async def test_propensities_that_did_not_choose_raise_the_alarm_since_their_day(
    store, read, read_all
):
    await begun(store, an_experiment(NOW))
    await lived(store, "rule-v1", PEOPLE, DAYS)
    await lived(store, "bayes-v1", PEOPLE, DAYS, greedy_of=5)

    seen = await read(NAME, NOW)

    believed = seen.health.believed
    assert (believed.verdict, seen.health.wrong) == ("alarm", "bayes-v1")
    assert believed.z > 4
    assert NOW - 10 * DAY <= seen.health.wrong_since <= NOW - 5 * DAY
    assert seen.arms[0].believed.verdict == "ok"
    assert seen.arms[1].favourite.served > seen.arms[1].favourite.logged
    (line,) = await read_all(NOW)
    assert line.alarms == ("propensities",)


async def test_a_split_that_was_never_asked_for_raises_the_alarm(store, read, read_all):
    await two_arms(store, good=150, poor=60, days=3)

    seen = await read(NAME, NOW)

    balance = seen.health.balance
    assert (balance.verdict, balance.users) == ("alarm", 210)
    assert balance.p < 0.001
    assert set(balance.arms) == {("rule-v1", 60, 105.0), ("bayes-v1", 150, 105.0)}
    assert (await read_all(NOW))[0].alarms == ("balance",)


async def test_an_arm_that_nobody_should_be_in_is_named(store, read):
    await two_arms(store)
    await lived(store, "egreedy-v1", 2, 3)

    balance = (await read(NAME, NOW)).health.balance

    assert (balance.verdict, balance.leaks) == ("alarm", ("egreedy-v1",))


async def test_shares_below_one_are_those_of_who_is_in_it(store, read):
    await begun(store, an_experiment(NOW, shares=(("rule-v1", 0.1), ("bayes-v1", 0.4))))
    await lived(store, "rule-v1", 30, 3)
    await lived(store, "bayes-v1", 120, 3)

    assert (await read(NAME, NOW)).health.balance.verdict == "ok"


async def test_health_tells_of_exposures_consents_and_evidence(store, read):
    await two_arms(store)

    health = (await read(NAME, NOW)).health

    assert health.last_at == NOW - DAY
    assert (health.allowed, health.people) == (120, 120)
    assert (health.settled, health.final, health.crossed) == (1080, 1080, 0)


async def test_guardrails_are_held_against_their_margins(store, read):
    await begun(store, an_experiment(NOW))
    await lived(store, "rule-v1", PEOPLE, DAYS, cycle=GOOD)
    await lived(store, "bayes-v1", PEOPLE, DAYS, cycle=POOR)

    standing = {it.name: it.standing for it in (await read(NAME, NOW)).guards}

    assert standing["dismissed"] == "broken"
    assert standing["unanswered"] == "watch"


async def test_how_much_longer_follows_from_new_users(store, read):
    await two_arms(store)
    early = await read(NAME, NOW)
    await begun(store, an_experiment(NOW, pauses=(Pause(NOW - DAY),)))

    paused = await read(NAME, NOW)

    assert (early.ruled_out.gap, early.told_apart.gap) == (0.05, abs(early.contrast.change.value))
    assert early.told_apart.users == 500
    assert early.told_apart.days == pytest.approx((500 - 120) / (120 / 14), abs=1)
    assert paused.told_apart.days is None
