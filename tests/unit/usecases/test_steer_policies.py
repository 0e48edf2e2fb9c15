"""Who is served by which policy, by whose word."""

import pytest

from core.domain.assignment import AssignedBy
from core.domain.ids import UserId, new_id
from core.errors import Malformed, NotFound, SettingsWrong
from tests.fakes.world import a_world

ALL = (("bayes-v1", 1.0),)


@pytest.fixture
async def ada(world):
    ada = await world.a_reader()
    await world.allow(ada, research=True)
    return ada


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


async def test_an_experiment_serves_its_users_until_it_ends(world, ada):
    await world.core.run_experiment.begin("autumn", ALL)
    during = await assignment(world, ada)
    await world.answer(ada)

    await world.core.run_experiment.end("autumn")

    assert (during.policy, during.experiment, during.by) == (
        "bayes-v1",
        "autumn",
        AssignedBy.EXPERIMENT,
    )
    assert (await assignment(world, ada)).by is AssignedBy.DEPLOYMENT
    (known,) = await world.core.run_experiment.all()
    assert known.ended_at == world.clock.now()


async def test_nobody_takes_part_who_has_not_allowed_it(world, ada):
    await world.allow(ada, research=False)
    await world.core.run_experiment.begin("autumn", ALL)

    assert (await assignment(world, ada)).by is AssignedBy.DEPLOYMENT


async def test_an_experiment_can_serve_two_policies_by_the_toss_of_a_coin(world, ada):
    pair = "mix(bayes-v1,egreedy-v1)"
    await world.core.run_experiment.begin("coin", ((pair, 1.0),))

    shown = await world.tip(ada)

    pick = await world.look(lambda work: work.tips.pick_of(ada, shown.tip_id))
    assert pick.policy == pair
    assert abs(pick.probabilities.sum() - 1) <= 1e-9


@pytest.mark.parametrize(
    ("name", "shares", "what"),
    [
        ("", ALL, "name"),
        ("x" * 65, ALL, "name"),
        ("a\nb", ALL, "name"),
        ("a", (), "policy"),
        ("a", (("bayes-v9", 0.5),), "policy"),
        ("a", (("bayes-v1", 0.0),), "share"),
        ("a", (("bayes-v1", 0.6), ("random", 0.5)), "share"),
        ("a", (("bayes-v1", float("nan")),), "share"),
    ],
)
async def test_an_experiment_that_is_none_is_refused(world, name, shares, what):
    with pytest.raises(Malformed) as refused:
        await world.core.run_experiment.begin(name, shares)

    assert refused.value.what == what
    assert await world.core.run_experiment.all() == ()


async def test_a_name_is_used_once(world):
    await world.core.run_experiment.begin("autumn", ALL)
    await world.core.run_experiment.end("autumn")

    with pytest.raises(Malformed):
        await world.core.run_experiment.begin("autumn", ALL)


async def test_only_what_runs_can_be_ended(world):
    with pytest.raises(NotFound):
        await world.core.run_experiment.end("autumn")


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
