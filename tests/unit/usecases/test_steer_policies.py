"""Who is served by which policy, by whose word."""

import pytest

from core.domain.assignment import AssignedBy
from core.domain.ids import UserId, new_id
from core.errors import Malformed, NotFound, SettingsWrong
from tests.fakes.world import a_world


@pytest.fixture
async def ada(world):
    return await world.a_reader()


async def assignment(world, user_id):
    shown = await world.tip(user_id)
    pick = await world.look(lambda work: work.tips.pick_of(user_id, shown.tip_id))
    return pick.assignment


async def test_everybody_gets_what_the_deployment_says(world, ada):
    found = await assignment(world, ada)

    assert (found.policy, found.by, found.chance) == ("random", AssignedBy.DEPLOYMENT, 1.0)


async def test_a_user_can_have_a_policy_of_their_own_and_give_it_back(world, ada):
    await world.core.use_policy(ada, "linucb-v1")
    own = await assignment(world, ada)
    await world.answer(ada)

    await world.core.use_policy(ada, "")

    assert (own.policy, own.by) == ("linucb-v1", AssignedBy.USER)
    assert (await assignment(world, ada)).policy == "random"


async def test_an_unknown_policy_or_user_is_refused(world, ada):
    with pytest.raises(Malformed):
        await world.core.use_policy(ada, "bayes-v9")
    with pytest.raises(NotFound):
        await world.core.use_policy(UserId(new_id()), "random")
    with pytest.raises(Malformed):
        await world.core.rebuild_posteriors("random")


@pytest.mark.parametrize("wrong", [{"policy": "bayes-v9"}, {"shadows": "random,bayes-v9"}])
def test_a_process_with_an_unknown_policy_does_not_start(wrong):
    with pytest.raises(SettingsWrong, match="there is no such policy"):
        a_world(**wrong)
