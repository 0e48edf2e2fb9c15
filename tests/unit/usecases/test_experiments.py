"""Experiments on real users: whom they serve, how they rest, and who may say so."""

from datetime import timedelta

import pytest

from core.domain.assignment import AssignedBy, ExperimentPlan
from core.errors import Malformed, NotAllowed, NotFound, SignInAgain
from tests.fakes.deeds import REASON, an_actor, deeds

ALL = (("bayes-v1", 1.0),)


@pytest.fixture
async def ada(world):
    ada = await world.a_reader()
    await world.allow(ada, research=True)
    return ada


@pytest.fixture
def experiment(world):
    return world.core.steering.experiment


async def begin(experiment, name="autumn", shares=ALL, holdback=0.0):
    return await experiment.begin(an_actor(), ExperimentPlan(name, shares, holdback), REASON)


async def assignment(world, user_id):
    shown, _ = await world.answer(user_id)
    pick = await world.look(lambda work: work.tips.pick_of(user_id, shown.tip_id))
    return pick.assignment


async def test_an_experiment_serves_its_users_until_it_ends(world, ada, experiment):
    await begin(experiment)
    during = await assignment(world, ada)

    await experiment.end(an_actor(), "autumn", REASON)

    assert (during.policy, during.experiment, during.by) == (
        "bayes-v1",
        "autumn",
        AssignedBy.EXPERIMENT,
    )
    assert (await assignment(world, ada)).by is AssignedBy.DEPLOYMENT
    (known,) = await experiment.all()
    assert known.ended_at == world.clock.now()


async def test_nobody_takes_part_who_has_not_allowed_it(world, ada, experiment):
    await world.allow(ada, research=False)
    await begin(experiment)

    assert (await assignment(world, ada)).by is AssignedBy.DEPLOYMENT


async def test_an_experiment_can_serve_two_policies_by_the_toss_of_a_coin(world, ada, experiment):
    pair = "mix(bayes-v1,egreedy-v1)"
    await begin(experiment, "coin", ((pair, 1.0),))

    assert (await assignment(world, ada)).policy == pair


async def test_who_is_held_back_is_served_by_a_rule(world, ada, experiment):
    begun = await begin(experiment, shares=(("bayes-v1", 0.1),), holdback=0.9)

    assert begun.shares == (("rule-v1", 0.9), ("bayes-v1", 0.1))
    assert begun.holdback == "rule-v1"
    assert (await assignment(world, ada)).by is AssignedBy.EXPERIMENT


async def test_a_paused_experiment_exposes_nobody_and_everybody_keeps_their_arm(
    world, ada, experiment
):
    await begin(experiment)
    before = await assignment(world, ada)
    world.clock.advance(hours=1)
    await experiment.pause(an_actor(), "autumn", REASON)
    paused_at = world.clock.now()
    during = await assignment(world, ada)
    world.clock.advance(hours=1)

    await experiment.resume(an_actor(), "autumn", REASON)

    assert during.by is AssignedBy.DEPLOYMENT
    assert await assignment(world, ada) == before
    live = [
        bool((await experiment.all())[0].serves(paused_at + timedelta(minutes=minutes)))
        for minutes in (-1, 0, 59, 60)
    ]
    assert live == [True, False, False, True]


async def test_what_rests_is_not_paused_again_and_what_runs_not_resumed(experiment):
    await begin(experiment)
    with pytest.raises(Malformed):
        await experiment.resume(an_actor(), "autumn", REASON)
    await experiment.pause(an_actor(), "autumn", REASON)
    with pytest.raises(Malformed):
        await experiment.pause(an_actor(), "autumn", REASON)


@pytest.mark.parametrize(
    ("asked", "what"),
    [
        (("", ALL, 0.0), "name"),
        (("x" * 65, ALL, 0.0), "name"),
        (("a\nb", ALL, 0.0), "name"),
        (("a", (), 0.0), "policy"),
        (("a", (("bayes-v9", 0.5),), 0.0), "policy"),
        (("a", (("bayes-v1", 0.0),), 0.0), "share"),
        (("a", (("bayes-v1", 0.6), ("random", 0.5)), 0.0), "share"),
        (("a", (("bayes-v1", float("nan")),), 0.0), "share"),
        (("a", ALL, 0.1), "share"),
        (("a", (("bayes-v1", 0.5),), -0.1), "share"),
        (("a", (("rule-v1", 0.5),), 0.1), "holdback"),
    ],
)
async def test_an_experiment_that_is_none_is_refused(experiment, asked, what):
    with pytest.raises(Malformed) as refused:
        await begin(experiment, *asked)

    assert refused.value.what == what
    assert await experiment.all() == ()


async def test_a_name_is_used_once(experiment):
    await begin(experiment)
    await experiment.end(an_actor(), "autumn", REASON)

    with pytest.raises(Malformed):
        await begin(experiment)


async def test_only_what_runs_can_be_ended(experiment):
    with pytest.raises(NotFound):
        await experiment.end(an_actor(), "autumn", REASON)


async def test_each_act_is_an_operators_and_stands_on_the_charts(world, experiment):
    with pytest.raises(NotAllowed):
        await experiment.begin(an_actor("analyst"), ExperimentPlan("autumn", ALL), REASON)
    with pytest.raises(SignInAgain):
        await experiment.end(an_actor(fresh=False), "autumn", REASON)
    await begin(experiment)
    await experiment.pause(an_actor(), "autumn", REASON)

    now = world.clock.now()
    marks = await world.core.steering.read_annotations(now, now + timedelta(hours=1))

    assert [it.words for it in marks] == ["experiment autumn began", "experiment autumn paused"]
    assert [(it.action, it.result) for it in await deeds(world)] == [
        ("began an experiment", "refused: not_allowed"),
        ("ended an experiment", "refused: sign_in_again"),
        ("began an experiment", "done"),
        ("paused an experiment", "done"),
    ]
