"""What a reset forgets stays forgotten, and a restored user is as if nothing had been."""

import random
from dataclasses import replace

import pytest

from core.domain.assignment import ExperimentPlan, arm_of
from core.domain.ids import ResetId, RewardId, UserId, new_id
from core.domain.reaction import ReactionKind
from core.domain.reset import SNAPSHOTS_KEPT
from core.errors import Malformed, NotAllowed, NotFound, SignInAgain
from core.usecases.learned import lessons, taught
from tests.fakes.builders import an_identity, tasks
from tests.fakes.deeds import REASON, an_actor, deeds, results
from tests.fakes.evidence import SETTINGS, chores, learned, live, tell_all
from tests.fakes.world import a_world

BAYES, RIDGE = "bayes-v1", "linucb-v1"


@pytest.fixture
def world():
    return a_world(*tasks(6), **SETTINGS)


@pytest.fixture
async def ada(world):
    return await world.a_reader()


@pytest.fixture
def steer(world):
    return world.core.steering


async def answered(world, user_id, kind=ReactionKind.DONE):
    """Answer a tip, let it teach, and return its id."""
    shown, _ = await world.answer(user_id, kind)
    while await world.core.relay_events():
        pass
    world.clock.advance(minutes=5)
    return shown.tip_id


async def blobs(world, user_id):
    kept = await world.look(lambda work: work.posteriors.of(user_id))
    return {name: it.blob for name, it in kept.items()}


async def expected(world, user_id, *names):
    """Return what those would know who had only ever seen what still teaches."""
    found = {}
    for name in names:
        rest = await world.look(lambda work, it=name: lessons(work, user_id, it))
        found[name] = taught(name, rest).dump()
    return found


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


async def test_what_is_restored_at_once_is_what_was(world, ada, steer):
    for _ in range(3):
        await answered(world, ada)
    before = await blobs(world, ada)
    reset = await steer.reset_posterior(an_actor(), ada, REASON)

    restored = await steer.restore_posterior(an_actor(), ada, reset.id, REASON)

    assert restored == (BAYES, RIDGE)
    assert await blobs(world, ada) == before


async def test_what_came_since_is_learned_on_top(world, ada, steer):
    old = await answered(world, ada)
    reset = await steer.reset_posterior(an_actor(), ada, REASON)
    await answered(world, ada, ReactionKind.DISMISS)
    await world.core.settle_pick(ada, old)

    await steer.restore_posterior(an_actor(), ada, reset.id, REASON)

    kept, every = await learned(world, ada)
    assert kept == every
    assert set(kept) == {BAYES, RIDGE}


async def test_a_week_later_it_is_too_late(world, ada, steer):
    await answered(world, ada)
    reset = await steer.reset_posterior(an_actor(), ada, REASON)
    world.clock.advance(days=7)

    with pytest.raises(NotFound):
        await steer.restore_posterior(an_actor(), ada, reset.id, REASON)
    world.clock.advance(seconds=1)
    await world.core.sweep()

    assert await world.look(lambda work: work.resets.snapshots(ada, reset.id)) == ()
    assert len(await world.look(lambda work: work.resets.of(ada))) == 1


async def test_of_two_resets_the_newest_is_undone_first(world, ada, steer):
    await answered(world, ada)
    first = await steer.reset_posterior(an_actor(), ada, REASON)
    await answered(world, ada)
    second = await steer.reset_posterior(an_actor(), ada, REASON)
    with pytest.raises(NotFound):
        await steer.restore_posterior(an_actor(), ada, first.id, REASON)

    await steer.restore_posterior(an_actor(), ada, second.id, REASON)
    between = await blobs(world, ada)
    await steer.restore_posterior(an_actor(), ada, first.id, REASON)

    kept, every = await learned(world, ada)
    assert between != kept == every
    with pytest.raises(NotFound):
        await steer.restore_posterior(an_actor(), ada, second.id, REASON)


async def test_a_restoration_does_not_bring_back_what_an_earlier_reset_forgot(world, ada, steer):
    old = await answered(world, ada)
    await steer.reset_posterior(an_actor(), ada, REASON)
    await answered(world, ada)
    second = await steer.reset_posterior(an_actor(), ada, REASON)
    await answered(world, ada)
    await late_news(world, ada, old)

    await steer.restore_posterior(an_actor(), ada, second.id, REASON)

    assert await blobs(world, ada) == await expected(world, ada, BAYES, RIDGE)


async def late_news(world, user_id, tip_id):
    """Let a pick from long ago be worth something after all."""
    known = await world.look(lambda work: work.rewards.of_tip(user_id, tip_id))
    worth = replace(known, id=RewardId(new_id()), milli=-250, at=world.clock.now())
    await world.do(lambda work: work.rewards.add(worth))


@pytest.mark.parametrize("seed", range(12))
async def test_whatever_comes_late_a_reset_holds_and_a_restoration_leaves_no_trace(seed):
    world, dice = a_world(*chores(), **SETTINGS), random.Random(seed)
    ada = await world.a_reader()
    shown = await live(world, ada, dice, steps=8)
    policy = dice.choice(("", BAYES))
    reset = await world.core.steering.reset_posterior(an_actor(), ada, REASON, policy)
    world.clock.advance(seconds=1)

    shown += await live(world, ada, dice, steps=5)
    await tell_all(world, ada, dice, shown)

    kept = await blobs(world, ada)
    assert kept == await expected(world, ada, *kept)
    await world.core.steering.restore_posterior(an_actor(), ada, reset.id, REASON)
    kept, every = await learned(world, ada)
    assert kept == every


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
