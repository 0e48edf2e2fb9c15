"""What a reset forgets stays forgotten, and a restored user is as if nothing had been."""

import pytest

from core.domain.ids import ResetId, UserId, new_id
from core.domain.reaction import ReactionKind
from core.domain.reset import SNAPSHOTS_KEPT
from core.errors import Malformed, NotAllowed, NotFound, SignInAgain
from core.usecases.learned import taught
from tests.fakes.builders import tasks
from tests.fakes.deeds import REASON, an_actor, deeds, results
from tests.fakes.evidence import SETTINGS
from tests.fakes.pupils import BAYES, RIDGE, answered, blobs, expected
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


async def test_who_is_reset_is_to_every_policy_somebody_new(world, ada, steer):
    for _ in range(3):
        await answered(world, ada)

    await steer.reset_posterior(an_actor(), ada, REASON)

    assert await blobs(world, ada) == {}
    await world.tip(ada, anyway=True)
    assert await blobs(world, ada) == {}


async def test_after_a_reset_the_first_answer_teaches_what_it_teaches_a_new_user(world, ada, steer):
    for _ in range(2):
        await answered(world, ada)
    await steer.reset_posterior(an_actor(), ada, REASON)

    tip_id = await answered(world, ada)

    (reward,) = [
        it
        for it in await world.look(lambda work: work.rewards.standing(ada))
        if it.tip_id == tip_id
    ]
    alone = {name: taught(name, [reward]).dump() for name in (BAYES, RIDGE)}
    assert await blobs(world, ada) == alone


async def test_late_evidence_for_a_pick_from_before_teaches_nothing(world, ada, steer):
    old = await answered(world, ada)
    await steer.reset_posterior(an_actor(), ada, REASON)

    await world.core.undo_reaction(ada, old)
    await world.core.settle_pick(ada, old)
    undone = await blobs(world, ada)
    await world.core.record_reaction(ada, old, ReactionKind.DISMISS, "late")
    await world.core.settle_pick(ada, old)

    assert undone == await blobs(world, ada) == {}
    reward = await world.look(lambda work: work.rewards.of_tip(ada, old))
    assert reward.milli is not None


async def test_late_evidence_does_not_touch_what_was_learned_since(world, ada, steer):
    old = await answered(world, ada)
    await steer.reset_posterior(an_actor(), ada, REASON)
    await answered(world, ada)
    since = await blobs(world, ada)

    await world.core.close_windows()
    world.clock.advance(hours=30)
    await world.core.settle_pick(ada, old)
    await world.core.rebuild_posteriors(BAYES)

    assert await blobs(world, ada) == since


async def test_a_tip_that_was_open_at_the_reset_teaches_nothing(world, ada, steer):
    shown = await world.tip(ada)
    world.clock.advance(minutes=1)
    await steer.reset_posterior(an_actor(), ada, REASON)

    await world.core.record_reaction(ada, shown.tip_id, ReactionKind.DONE, "after")
    await world.core.settle_pick(ada, shown.tip_id)

    assert await blobs(world, ada) == {}


async def test_one_policy_can_forget_alone(world, ada, steer):
    await answered(world, ada)
    before = await blobs(world, ada)

    await steer.reset_posterior(an_actor(), ada, REASON, RIDGE)

    assert await blobs(world, ada) == {BAYES: before[BAYES]}
    await answered(world, ada)
    assert await blobs(world, ada) == await expected(world, ada, BAYES, RIDGE)


async def test_a_policy_that_comes_later_does_not_learn_what_was_forgotten(world, ada, steer):
    await answered(world, ada)
    await steer.reset_posterior(an_actor(), ada, REASON)

    await world.core.use_policy(ada, "egreedy-v1")
    await world.tip(ada)

    assert await blobs(world, ada) == {}


async def test_a_dry_run_tells_and_does_nothing(world, ada, steer):
    for _ in range(3):
        await answered(world, ada)
    before = await blobs(world, ada)

    told = await steer.reset_posterior.ask(an_actor(), ada)

    assert (told.policies, told.settled) == ((BAYES, RIDGE), 3)
    assert told.restorable_until == world.clock.now() + SNAPSHOTS_KEPT
    assert told.falls_back_to == "shipped"
    assert await blobs(world, ada) == before


async def test_picks_from_before_can_still_be_done_again(world, ada, steer):
    await answered(world, ada)
    tip_id = await answered(world, ada)

    await steer.reset_posterior(an_actor(), ada, REASON)

    assert (await world.core.replay_picks.one(tip_id)).same


async def test_a_reset_is_for_operators_who_have_just_signed_in(world, ada, steer):
    with pytest.raises(NotAllowed):
        await steer.reset_posterior(an_actor("analyst"), ada, REASON)
    with pytest.raises(NotAllowed):
        await steer.reset_posterior.ask(an_actor("analyst"), ada)
    with pytest.raises(SignInAgain):
        await steer.reset_posterior(an_actor(fresh=False), ada, REASON)
    with pytest.raises(NotAllowed):
        await steer.restore_posterior(an_actor("analyst"), ada, ResetId(new_id()), REASON)

    assert all(it.startswith("refused") for it in await results(world))
    assert len(await results(world)) == 4


async def test_a_reset_that_is_none_is_refused(world, ada, steer):
    await answered(world, ada)
    for user_id, reason, policy in (
        (ada, "no", ""),
        (ada, REASON, "rule-v1"),
        (ada, REASON, "bayes-v9"),
    ):
        with pytest.raises(Malformed):
            await steer.reset_posterior(an_actor(), user_id, reason, policy)
    with pytest.raises(NotFound):
        await steer.reset_posterior(an_actor(), UserId(new_id()), REASON)

    assert set(await blobs(world, ada)) == {BAYES, RIDGE}


async def test_a_reset_is_written_down(world, ada, steer):
    await answered(world, ada)

    reset = await steer.reset_posterior(an_actor(), ada, REASON)

    deed = (await deeds(world))[-1]
    assert (deed.action, deed.object, deed.reason) == ("reset a posterior", str(ada), REASON)
    assert deed.before == {"settled picks": "1"}
    assert deed.after == {"reset": str(reset.id), "policies": f"{BAYES}, {RIDGE}"}
