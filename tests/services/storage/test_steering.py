"""How oO is steered, in every home."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.annotation import AnnotationKind
from core.domain.assignment import Pause
from core.domain.change import ChangeState
from core.domain.deployment import Policies, Standing
from core.domain.ids import AnnotationId, ChangeId, ViewId, new_id
from core.domain.tip import TipStatus
from core.domain.user import Identity
from core.errors import NotFound, StaleWrite
from tests.services.storage.things import (
    HOUR,
    NOW,
    a_change,
    a_deployment,
    a_reset,
    a_reward,
    a_snapshot,
    a_user,
    a_view,
    an_annotation,
    an_experiment,
    signed_up,
    tipped,
)


async def begin(store, *rows):
    async with store.writing() as work:
        await work.deployments.begin(rows)


async def test_nothing_stands_before_the_first_deployment(store):
    async with store.reading() as work:
        assert await work.deployments.policies() is None
        assert await work.deployments.all() == ()


async def test_champion_and_shadows_stand_until_they_are_ended(store):
    champion = a_deployment()
    shadows = [
        a_deployment(role=Standing.SHADOW, policy=name, at=NOW + n * HOUR)
        for n, name in enumerate(("random", "egreedy-v1"))
    ]
    await begin(store, champion, *shadows)

    async with store.writing() as work:
        assert await work.deployments.policies() == Policies("bayes-v1", ("random", "egreedy-v1"))
        await work.deployments.end((shadows[0],), NOW + 2 * HOUR)
        assert await work.deployments.policies() == Policies("bayes-v1", ("egreedy-v1",))

    async with store.reading() as work:
        ended = replace(shadows[0], until=NOW + 2 * HOUR)
        every = {it.id: it for it in await work.deployments.all()}
    assert every == {champion.id: champion, ended.id: ended, shadows[1].id: shadows[1]}


async def test_what_a_row_says_comes_back(store):
    row = a_deployment(
        until=NOW + HOUR, by="owner a1", change=ChangeId(new_id()), reason="it earns more"
    )
    await begin(store, row)

    async with store.reading() as work:
        assert await work.deployments.all() == (row,)


@pytest.mark.parametrize(
    "second",
    [{"policy": "random"}, {"role": Standing.SHADOW}],
    ids=["two champions", "champion and shadow"],
)
async def test_there_is_one_champion_and_each_policy_stands_once(store, second):
    await begin(store, a_deployment())

    with pytest.raises(StaleWrite):
        await begin(store, a_deployment(**second))


async def test_of_two_who_end_a_row_the_second_is_told(store):
    row = a_deployment()
    await begin(store, row)
    async with store.writing() as work:
        await work.deployments.end((row,), NOW + HOUR)

    async with store.writing() as work:
        with pytest.raises(StaleWrite):
            await work.deployments.end((row,), NOW + 2 * HOUR)


async def test_of_processes_that_promote_at_once_one_prevails(store):
    await begin(store, old := a_deployment())

    async def promote(policy):
        async with store.writing() as work:
            await work.deployments.policies()
            await asyncio.sleep(0)
            await work.deployments.end((old,), NOW + HOUR)
            await work.deployments.begin((a_deployment(policy=policy, at=NOW + HOUR),))

    ends = await asyncio.gather(*map(promote, ("random", "rule-v1")), return_exceptions=True)

    assert sorted(type(it).__name__ for it in ends) == ["NoneType", "StaleWrite"]
    async with store.reading() as work:
        assert (await work.deployments.policies()).served in {"random", "rule-v1"}


async def test_a_change_is_kept_until_it_has_ended_and_then_stays(store):
    change = a_change()
    ended = replace(
        change, state=ChangeState.APPLIED, ended_by="owner", ended_at=NOW, despite="small copy"
    )
    async with store.writing() as work:
        await work.changes.save(change)
        assert await work.changes.get(change.id) == change
        await work.changes.save(ended)

    async with store.writing() as work:
        with pytest.raises(StaleWrite):
            await work.changes.save(replace(ended, state=ChangeState.WITHDRAWN))
    async with store.reading() as work:
        assert await work.changes.all() == (ended,)
        with pytest.raises(NotFound):
            await work.changes.get(ChangeId(new_id()))


async def test_marks_come_by_time_and_kind(store):
    late, early = an_annotation(at=NOW + HOUR), an_annotation(kind=AnnotationKind.DEPLOY)
    newer = an_annotation(kind=AnnotationKind.DEPLOY, at=NOW + 2 * HOUR, pages="users", link="2")
    async with store.writing() as work:
        for mark in (late, early, newer):
            await work.annotations.add(mark)

    async with store.reading() as work:
        assert await work.annotations.between(NOW, NOW + 2 * HOUR) == (early, late)
        deploys = (AnnotationKind.DEPLOY,)
        assert await work.annotations.between(NOW, NOW + 3 * HOUR, deploys) == (early, newer)
        assert await work.annotations.newest(AnnotationKind.DEPLOY) == newer
        assert await work.annotations.newest(AnnotationKind.PRIOR) is None


async def test_a_note_is_removed_by_who_wrote_it_alone(store):
    note, mark = an_annotation(), an_annotation(kind=AnnotationKind.INCIDENT)
    async with store.writing() as work:
        await work.annotations.add(note)
        await work.annotations.add(mark)

    async with store.writing() as work:
        assert not await work.annotations.remove(note.id, "owner y")
        assert not await work.annotations.remove(mark.id, "owner x")
        assert not await work.annotations.remove(AnnotationId(new_id()), "owner x")
        assert await work.annotations.remove(note.id, "owner x")

    async with store.reading() as work:
        assert await work.annotations.between(NOW, NOW + HOUR) == (mark,)


async def test_resets_stay_and_their_snapshots_are_swept(store):
    user, other = await signed_up(store), await signed_up(store)
    old, new = a_reset(user), a_reset(user, policy="bayes-v1", at=NOW + HOUR)
    mine, beside = a_snapshot(old), a_snapshot(old, policy="linucb-v1")
    async with store.writing() as work:
        await work.resets.add(new, (a_snapshot(new),))
        await work.resets.add(old, (beside, mine))

    async with store.writing() as work:
        assert await work.resets.of(user.id) == (old, new)
        assert await work.resets.of(other.id) == ()
        assert await work.resets.snapshots(user.id, old.id) == (mine, beside)
        assert await work.resets.snapshots(other.id, old.id) == ()
        assert await work.resets.sweep(NOW + HOUR) == 2

    async with store.reading() as work:
        assert await work.resets.snapshots(user.id, old.id) == ()
        assert await work.resets.of(user.id) == (old, new)


async def test_a_reset_is_undone_once(store):
    user = await signed_up(store)
    reset = a_reset(user)
    async with store.writing() as work:
        await work.resets.add(reset, ())
        await work.resets.restored(reset, NOW + HOUR)
        assert await work.resets.of(user.id) == (replace(reset, restored_at=NOW + HOUR),)

    async with store.writing() as work:
        with pytest.raises(StaleWrite):
            await work.resets.restored(reset, NOW + HOUR)


async def test_nothing_is_reset_or_saved_for_somebody_who_is_not_there(store):
    nobody = a_user()
    for act in (
        lambda work: work.resets.add(a_reset(nobody), ()),
        lambda work: work.saved_views.save(a_view(nobody)),
    ):
        with pytest.raises(NotFound):
            async with store.writing() as work:
                await act(work)


async def test_rewards_stand_from_a_time_on(store):
    user = await signed_up(store)
    tips = [await tipped_and_over(store, user, NOW + n * HOUR) for n in range(3)]
    async with store.writing() as work:
        for tip in tips:
            await work.rewards.add(a_reward(tip))

    async with store.reading() as work:
        found = [it.tip_id for it in await work.rewards.standing(user.id, NOW + HOUR)]

    assert found == [it.id for it in tips[1:]]


async def tipped_and_over(store, user, served_at):
    tip = await tipped(store, user, served_at=served_at)
    async with store.writing() as work:
        await work.tips.mark(tip.id, TipStatus.ANSWERED)
    return tip


async def test_views_are_ones_own_or_shared(store):
    user, other = await signed_up(store), await signed_up(store)
    mine, shared = a_view(user, name="b"), a_view(other, name="a", shared=True)
    theirs, elsewhere = a_view(other, name="c"), a_view(user, page="users")
    async with store.writing() as work:
        for view in (mine, shared, theirs, elsewhere):
            await work.saved_views.save(view)

    async with store.reading() as work:
        assert await work.saved_views.of(user.id, "picks") == (shared, mine)


async def test_a_view_is_changed_and_removed_by_its_owner_alone(store):
    user, other = await signed_up(store), await signed_up(store)
    view = a_view(user)
    async with store.writing() as work:
        await work.saved_views.save(view)
        await work.saved_views.save(renamed := replace(view, name="new", query=""))

    with pytest.raises(StaleWrite):
        async with store.writing() as work:
            await work.saved_views.save(replace(view, owner=other.id))
    async with store.writing() as work:
        assert not await work.saved_views.remove(other.id, view.id)
        assert await work.saved_views.of(user.id, "picks") == (renamed,)
        assert await work.saved_views.remove(user.id, view.id)
        assert not await work.saved_views.remove(user.id, ViewId(new_id()))


async def test_resets_snapshots_and_views_leave_with_their_user(store):
    """Reliability D1."""
    user = await signed_up(store)
    reset = a_reset(user)
    async with store.writing() as work:
        await work.resets.add(reset, (a_snapshot(reset),))
        await work.saved_views.save(a_view(user, shared=True))

    async with store.writing() as work:
        await work.ledger.purge(user.id, NOW)

    async with store.reading() as work:
        assert await work.resets.of(user.id) == ()
        assert await work.resets.snapshots(user.id, reset.id) == ()
        assert await work.saved_views.of(user.id, "picks") == ()


async def test_pauses_and_holdback_of_an_experiment_come_back(store):
    pauses = (Pause(NOW, NOW + HOUR), Pause(NOW + timedelta(days=1, microseconds=1)))
    experiment = an_experiment(holdback="rule-v1", pauses=pauses)
    async with store.writing() as work:
        await work.experiments.save(experiment)

    async with store.reading() as work:
        assert await work.experiments.all() == (experiment,)


async def test_that_pushes_are_paused_is_a_users_trait(store):
    user = a_user()
    async with store.writing() as work:
        await work.users.add(user, Identity("https://issuer.example", "ada"))
        await work.users.save(replace(user, pushes_paused=True))

    async with store.reading() as work:
        assert (await work.users.get(user.id)).pushes_paused
