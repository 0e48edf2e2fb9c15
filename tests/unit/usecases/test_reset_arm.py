"""An arm of an experiment begins anew, for its own users alone."""

import pytest

from core.domain.assignment import ExperimentPlan, arm_of
from core.errors import NotFound
from tests.fakes.builders import an_identity, tasks
from tests.fakes.deeds import REASON, an_actor, deeds
from tests.fakes.evidence import SETTINGS
from tests.fakes.pupils import BAYES, RIDGE, answered, blobs
from tests.fakes.world import a_world


@pytest.fixture
def world():
    return a_world(*tasks(6), **SETTINGS)


@pytest.fixture
async def ada(world):
    return await world.a_reader()


@pytest.fixture
def steer(world):
    return world.core.steering


async def test_an_arm_begins_anew_for_its_own_users_alone(world, steer):
    people = [await world.a_reader(an_identity(name)) for name in ("ada", "bob", "cyd", "dan")]
    for user_id in people:
        await answered(world, user_id)
    await start(steer, ((BAYES, 0.5), (RIDGE, 0.5)))
    (experiment,) = await steer.experiment.all()
    mine = {it for it in people if arm_of(experiment, it).policy == BAYES}
    told = []

    forecast = await steer.reset_arm.ask(an_actor(), "autumn", BAYES)
    count = await steer.reset_arm(
        an_actor(), ("autumn", BAYES), REASON, lambda done, of: told.append((done, of))
    )

    assert (forecast.users, forecast.settled, count) == (len(mine), len(mine), len(mine))
    assert told == [(done, len(mine)) for done in range(len(mine) + 1)]
    for user_id in people:
        left = {RIDGE} if user_id in mine else {BAYES, RIDGE}
        assert set(await blobs(world, user_id)) == left
    said = [it.action for it in await deeds(world)]
    assert said[-2:] == ["began to reset an arm", "reset an arm"]


async def test_only_an_arm_that_is_there_begins_anew(world, steer):
    await start(steer, ((BAYES, 1.0),))

    for arm in (("autumn", RIDGE), ("winter", BAYES)):
        with pytest.raises(NotFound):
            await steer.reset_arm(an_actor(), arm, REASON)


async def start(steer, shares):
    await steer.experiment.begin(an_actor(), ExperimentPlan("autumn", shares), REASON)
