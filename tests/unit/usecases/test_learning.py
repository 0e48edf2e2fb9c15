"""Every answer teaches, an undo unlearns, and nothing is ever learned twice."""

from dataclasses import replace

import numpy as np
import pytest

from core.bandit import catalogue
from core.bandit.catalogue import Terms
from core.domain.assignment import AssignedBy
from core.domain.events import TipUnsettled
from core.domain.posterior import Posterior
from core.domain.reaction import ReactionKind, Wish
from core.domain.tip import Surface
from core.usecases.learned import taught
from tests.fakes.builders import a_task, tasks
from tests.fakes.world import a_world

LEARNERS = ("bayes-v1", "egreedy-v1", "linucb-v1")


def a_school(**settings):
    """Return a world in which one policy serves and two stand beside."""
    known = {"policy": "bayes-v1", "shadows": "egreedy-v1,linucb-v1"}
    varied = (
        a_task(f"t{n}", f"Task {n}", priority=1 + n % 4, duration_min=(10, 90, None)[n % 3])
        for n in range(30)
    )
    return a_world(*varied, **known | settings)


@pytest.fixture
def world():
    return a_school()


@pytest.fixture
async def ada(world):
    return await world.a_reader()


async def posteriors(world, user_id):
    return await world.look(lambda work: work.posteriors.of(user_id))


async def blobs(world, user_id):
    return {name: it.blob for name, it in (await posteriors(world, user_id)).items()}


async def rebuilt(world, user_id):
    """Return what each policy would have learned from the standing rewards alone."""
    standing = await world.look(lambda work: work.rewards.standing(user_id))
    return {name: taught(name, standing).dump() for name in LEARNERS}


async def settled(world, user_id, *kinds, looked_s=30):
    """Answer a tip for each kind and let all of them settle; return the tips."""
    shown = []
    for kind in kinds:
        one = await world.tip(user_id)
        world.clock.advance(seconds=looked_s)
        await world.core.record_reaction(user_id, one.tip_id, kind, f"key-{one.tip_id}")
        await world.core.relay_events()
        shown.append(one)
    return shown


async def grown_old(world, user_id):
    """Leave a user's rewards as an older sheet of features would have, and nothing learned."""
    kept = world.store._store.room.kind("rewards")
    for key, it in list(kept.values.items()):
        old = {"feature_names": it.feature_names[:-1], "vector": it.vector[:-1]}
        kept.put(key, replace(it, features_version="sheet-0", **old))
    async with world.store.writing() as work:
        for name in LEARNERS:
            await work.posteriors.drop(user_id, name)


async def test_an_answer_teaches_whoever_served_and_whoever_stood_beside(world, ada):
    await settled(world, ada, ReactionKind.DONE)

    learned = await posteriors(world, ada)
    assert set(learned) == set(LEARNERS)
    assert {it.version for it in learned.values()} == {1}


async def test_what_is_learned_is_the_vector_that_was_logged(world, ada):
    """The original learned with another day of the week than it had served with (mission 1.6)."""
    (shown,) = await settled(world, ada, ReactionKind.DONE)

    pick = await world.look(lambda work: work.tips.pick_of(ada, shown.tip_id))
    x = pick.columns(catalogue.features("egreedy-v1").names)[pick.chosen]
    expected = catalogue.make("egreedy-v1").learn(x, 1.0)
    assert (await blobs(world, ada))["egreedy-v1"] == expected.dump()


async def test_ten_answers_leave_what_the_rewards_alone_would_teach(world, ada):
    await settled(world, ada, *[ReactionKind.DONE, ReactionKind.DISMISS, ReactionKind.SNOOZE] * 3)

    assert await blobs(world, ada) == await rebuilt(world, ada)


async def test_an_undone_answer_is_unlearned_to_the_last_bit(world, ada):
    await settled(world, ada, ReactionKind.DONE, ReactionKind.DISMISS)
    before = await blobs(world, ada)
    (shown,) = await settled(world, ada, ReactionKind.DISMISS)

    await world.core.undo_reaction(ada, shown.tip_id)
    await world.core.relay_events()

    assert await blobs(world, ada) == before
    assert {it.version for it in (await posteriors(world, ada)).values()} == {4}
    assert len(await world.events(TipUnsettled)) == 1


async def test_an_answer_that_replaces_another_is_all_that_was_learned(world, ada):
    (shown,) = await settled(world, ada, ReactionKind.DISMISS)
    await world.core.undo_reaction(ada, shown.tip_id)
    await world.core.relay_events()

    await world.core.record_reaction(ada, shown.tip_id, ReactionKind.SNOOZE, "again")
    await world.core.relay_events()

    assert await blobs(world, ada) == await rebuilt(world, ada)
    standing = await world.look(lambda work: work.rewards.standing(ada))
    assert [it.milli for it in standing] == [100]


async def test_undo_and_answer_between_two_relays_are_learned_once(world, ada):
    (shown,) = await settled(world, ada, ReactionKind.DISMISS)
    await world.core.undo_reaction(ada, shown.tip_id)
    await world.core.record_reaction(ada, shown.tip_id, ReactionKind.SNOOZE, "again")

    await world.core.relay_events()

    assert await blobs(world, ada) == await rebuilt(world, ada)


async def test_the_same_evidence_teaches_once_however_often_it_is_told(world, ada):
    (shown,) = await settled(world, ada, ReactionKind.DONE)
    before = await posteriors(world, ada)

    for _ in range(3):
        await world.core.settle_pick(ada, shown.tip_id)

    assert await posteriors(world, ada) == before


async def test_a_policy_that_comes_later_begins_with_all_that_was_answered():
    world = a_school(policy="random", shadows="none")
    ada = await world.a_reader()
    await settled(world, ada, *[ReactionKind.DONE] * 4)
    assert await blobs(world, ada) == {}

    await world.core.use_policy(ada, "bayes-v1")
    shown = await world.tip(ada)

    standing = await world.look(lambda work: work.rewards.standing(ada))
    assert (await blobs(world, ada))["bayes-v1"] == taught("bayes-v1", standing).dump()
    pick = await world.look(lambda work: work.tips.pick_of(ada, shown.tip_id))
    assert (pick.policy, pick.assignment.by) == ("bayes-v1", AssignedBy.USER)
    assert pick.served.state == (await posteriors(world, ada))["bayes-v1"].state


async def spoil(world, user_id, name):
    kept = (await posteriors(world, user_id))[name]
    spoiled = Posterior(user_id, name, kept.version + 1, kept.blob[:-9], world.clock.now())
    await world.do(lambda work: work.posteriors.keep(spoiled))


async def test_a_posterior_that_cannot_be_read_costs_no_tip(world, ada):
    await settled(world, ada, ReactionKind.DONE)
    await spoil(world, ada, "bayes-v1")

    shown = await world.tip(ada)

    pick = await world.look(lambda work: work.tips.pick_of(ada, shown.tip_id))
    assert (pick.policy, pick.fallback) == ("random", "PosteriorCorrupt")
    assert pick.assignment.policy == "bayes-v1"


async def test_a_posterior_that_cannot_be_read_is_built_anew_at_the_next_answer(world, ada):
    await settled(world, ada, ReactionKind.DONE)
    await spoil(world, ada, "bayes-v1")

    await settled(world, ada, ReactionKind.DISMISS)

    assert await blobs(world, ada) == await rebuilt(world, ada)


async def test_what_was_learned_can_be_built_anew_for_everybody(world, ada):
    await settled(world, ada, ReactionKind.DONE, ReactionKind.DISMISS)
    good = (await blobs(world, ada))["bayes-v1"]
    await spoil(world, ada, "bayes-v1")

    users = await world.core.rebuild_posteriors("bayes-v1")

    assert users == 1
    assert (await blobs(world, ada))["bayes-v1"] == good


async def test_picks_name_what_they_were_made_from(world, ada):
    await settled(world, ada, ReactionKind.DONE)
    kept = await posteriors(world, ada)

    shown = await world.tip(ada)

    pick = await world.look(lambda work: work.tips.pick_of(ada, shown.tip_id))
    for scoring in (pick.served, *pick.shadows):
        assert scoring.state == kept[scoring.policy].state
        assert scoring.version == kept[scoring.policy].version == 1
        blob = await world.look(lambda work, it=scoring: work.posteriors.state(ada, it.state))
        assert blob == kept[scoring.policy].blob


async def test_a_lesson_of_long_ago_weighs_less(world, ada):
    await settled(world, ada, ReactionKind.DONE)
    blob = (await blobs(world, ada))["bayes-v1"]
    today = world.clock.now().toordinal()

    weights = [
        np.abs(catalogue.load("bayes-v1", blob, Terms(today + days)).today.a).sum()
        for days in (0, 138, 276)
    ]

    assert np.allclose(np.array(weights) / weights[0], [1, 0.5, 0.25], rtol=0.01)


async def test_a_user_who_left_teaches_nobody(world, ada):
    shown, _ = await world.answer(ada)
    await world.core.erase_user(ada)

    await world.core.settle_pick(ada, shown.tip_id)

    assert await blobs(world, ada) == {}


async def test_chance_alone_keeps_nothing_about_anybody():
    world = a_world(*tasks(3), policy="random", shadows="rule-v1")
    ada = await world.a_reader()

    await settled(world, ada, ReactionKind.DONE)

    assert await posteriors(world, ada) == {}


async def test_an_answer_survives_that_learning_wrote_first(world, ada):
    shown = await world.tip(ada)
    world.store.refuse_write(1)

    answered = await world.core.answer_tip(
        ada, shown.tip_id, Wish(ReactionKind.DONE, "key"), Surface.PAGE
    )

    assert answered.reaction.kind is ReactionKind.DONE
    assert len(await world.look(lambda work: work.history.reactions(ada))) == 1


async def test_what_an_older_sheet_of_features_taught_stands_in_nobodys_way(world, ada):
    await settled(world, ada, ReactionKind.DONE, ReactionKind.DISMISS)
    await grown_old(world, ada)

    (shown,) = await settled(world, ada, ReactionKind.DONE)

    pick = await world.look(lambda work: work.tips.pick_of(ada, shown.tip_id))
    assert (pick.policy, pick.fallback) == ("bayes-v1", "")
    standing = await world.look(lambda work: work.rewards.standing(ada))
    assert len(standing) == 3
    assert await blobs(world, ada) == {name: taught(name, standing[2:]).dump() for name in LEARNERS}
