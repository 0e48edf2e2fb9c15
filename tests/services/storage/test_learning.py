"""What policies have learned about users, in every home."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.tip import TipStatus
from core.errors import NotFound, StaleWrite
from tests.services.storage.things import (
    HOUR,
    NOW,
    Stop,
    a_pick,
    a_posterior,
    a_scoring,
    a_tip,
    a_user,
    signed_up,
)

MONTH = timedelta(days=30)


async def keep(store, *posteriors):
    async with store.writing() as work:
        for posterior in posteriors:
            await work.posteriors.keep(posterior)


async def kept(store, user):
    async with store.reading() as work:
        return await work.posteriors.of(user.id)


def taught(posterior, lesson, **changes):
    """Return what a posterior became by a lesson."""
    blob = posterior.blob + lesson.encode()
    return replace(posterior, version=posterior.version + 1, blob=blob, **changes)


async def picked(store, user, served=None, shadows=(), **changes):
    tip = a_tip(user, **{"status": TipStatus.ANSWERED} | changes)
    pick = a_pick(
        day=tip.served_at.toordinal(),
        served=served or a_scoring(policy="random"),
        shadows=shadows,
    )
    async with store.writing() as work:
        await work.tips.add(tip, pick)


async def test_what_each_policy_has_learned_comes_back(store):
    user, other = await signed_up(store), await signed_up(store)
    mine = [a_posterior(user, policy=name) for name in ("linucb-v1", "bayes-v1")]
    await keep(store, *mine, a_posterior(other))

    found = await kept(store, user)

    assert found == {it.policy: it for it in mine}
    assert list(found) == ["bayes-v1", "linucb-v1"]


async def test_who_has_taught_nothing_has_no_posterior(store):
    user = await signed_up(store)

    assert await kept(store, user) == {}


async def test_a_later_version_takes_the_place_of_the_one_before(store):
    user = await signed_up(store)
    first = a_posterior(user)
    second = taught(first, "more", at=NOW + HOUR)
    await keep(store, first)
    assert await kept(store, user) == {"bayes-v1": first}

    await keep(store, second)

    assert await kept(store, user) == {"bayes-v1": second}


async def test_a_posterior_is_begun_once(store):
    user = await signed_up(store)
    first = a_posterior(user)
    await keep(store, first)

    with pytest.raises(StaleWrite):
        await keep(store, a_posterior(user, blob=b"another beginning"))

    assert await kept(store, user) == {"bayes-v1": first}


@pytest.mark.parametrize("version", [0, 2, 3, 5])
async def test_of_two_who_learned_from_the_same_the_second_is_told(store, version):
    user = await signed_up(store)
    first = a_posterior(user)
    third = taught(taught(first, "a"), "b")
    await keep(store, first, taught(first, "a"), third)

    with pytest.raises(StaleWrite):
        await keep(store, replace(first, version=version, blob=b"late"))

    assert await kept(store, user) == {"bayes-v1": third}


async def test_a_lesson_that_came_too_late_leaves_no_state(store):
    user = await signed_up(store)
    first = a_posterior(user)
    late = replace(first, version=3, blob=b"late")
    await keep(store, first)

    with pytest.raises(StaleWrite):
        await keep(store, late)

    async with store.reading() as work:
        with pytest.raises(NotFound):
            await work.posteriors.state(user.id, late.state)


async def test_a_later_version_does_not_bring_a_dropped_posterior_back(store):
    user = await signed_up(store)
    first = a_posterior(user)
    await keep(store, first)
    async with store.writing() as work:
        await work.posteriors.drop(user.id, first.policy)

    with pytest.raises(StaleWrite):
        await keep(store, taught(first, "more"))


async def test_a_dropped_posterior_is_begun_anew_and_its_states_stay(store):
    user, other = await signed_up(store), await signed_up(store)
    first, beside = a_posterior(user), a_posterior(user, policy="linucb-v1", blob=b"beside")
    theirs = a_posterior(other)
    await keep(store, first, beside, theirs)
    await kept(store, user)
    async with store.writing() as work:
        await work.posteriors.drop(user.id, first.policy)
        await work.posteriors.drop(user.id, "never kept")
    anew = a_posterior(user, blob=b"anew")

    await keep(store, anew)

    assert await kept(store, user) == {"bayes-v1": anew, "linucb-v1": beside}
    assert await kept(store, other) == {"bayes-v1": theirs}
    async with store.reading() as work:
        assert await work.posteriors.state(user.id, first.state) == first.blob


async def test_nothing_is_learned_about_somebody_who_is_not_there(store):
    with pytest.raises(NotFound):
        await keep(store, a_posterior(a_user()))


async def test_a_posterior_that_was_rolled_back_was_never_there(store):
    user = await signed_up(store)
    first = a_posterior(user)
    await keep(store, first)
    never, later = taught(first, "never"), taught(first, "later")

    async def keep_and_fail():
        async with store.writing() as work:
            await work.posteriors.keep(never)
            assert await work.posteriors.of(user.id) == {"bayes-v1": never}
            raise Stop

    with pytest.raises(Stop):
        await keep_and_fail()

    assert await kept(store, user) == {"bayes-v1": first}
    await keep(store, later)
    assert await kept(store, user) == {"bayes-v1": later}
    async with store.reading() as work:
        with pytest.raises(NotFound):
            await work.posteriors.state(user.id, never.state)


async def test_every_state_that_was_kept_is_found_by_its_digest(store):
    user = await signed_up(store)
    first = a_posterior(user)
    second = taught(first, "more")
    undone = replace(first, version=3)
    await keep(store, first, second, undone)

    async with store.reading() as work:
        for posterior in (first, second, undone):
            assert await work.posteriors.state(user.id, posterior.state) == posterior.blob
        assert (await work.posteriors.of(user.id))["bayes-v1"] == undone


async def test_anothers_state_is_as_absent_as_no_state(store):
    """Reliability R2."""
    user, other = await signed_up(store), await signed_up(store)
    theirs = a_posterior(other)
    await keep(store, theirs)

    async with store.reading() as work:
        for state in (theirs.state, "f" * 32):
            with pytest.raises(NotFound):
                await work.posteriors.state(user.id, state)


async def states_left(store, user, posteriors):
    """Return the versions of those whose state is still there."""
    left = []
    async with store.reading() as work:
        for posterior in posteriors:
            try:
                await work.posteriors.state(user.id, posterior.state)
            except NotFound:
                continue
            left.append(posterior.version)
    return left


async def test_old_states_are_swept_that_nothing_refers_to(store):
    user, other = await signed_up(store), await signed_up(store)
    every = [a_posterior(user, at=NOW - 2 * MONTH)]
    every += [every[0]]
    for lesson in range(4):
        every.append(taught(every[-1], str(lesson)))
    every = every[1:]
    every[-2:] = [replace(it, at=NOW - MONTH) for it in every[-2:]]
    await keep(store, *every)
    await picked(store, user, a_scoring(state=every[0].state))
    await picked(store, user, shadows=(a_scoring(state=every[1].state),))
    await picked(store, other, a_scoring(state=every[2].state))

    async with store.writing() as work:
        assert await work.posteriors.sweep(NOW - MONTH) == 1

    assert await states_left(store, user, every) == [1, 2, 4, 5]


async def test_what_a_policy_knows_now_is_kept_however_old_it_is(store):
    user = await signed_up(store)
    first = a_posterior(user, at=NOW - 2 * MONTH)
    await keep(store, first)

    async with store.writing() as work:
        assert await work.posteriors.sweep(NOW) == 0

    assert await states_left(store, user, [first]) == [1]


async def test_a_state_that_came_again_is_as_new_as_its_last_time(store):
    user = await signed_up(store)
    first = a_posterior(user, at=NOW - 2 * MONTH)
    second = taught(first, "a", at=NOW - 2 * MONTH)
    undone = replace(first, version=3, at=NOW)
    third = taught(undone, "b", at=NOW)
    await keep(store, first, second, undone, third)

    async with store.writing() as work:
        assert await work.posteriors.sweep(NOW - MONTH) == 1

    assert await states_left(store, user, [first, second, third]) == [1, 4]


@pytest.mark.parametrize("beside", [False, True])
async def test_states_go_with_the_last_pick_that_refers_to_them(store, beside):
    user, old = await signed_up(store), NOW - 2 * MONTH
    first = a_posterior(user, at=old)
    refers = a_scoring(state=first.state)
    await keep(store, first, taught(first, "more"))
    if beside:
        await picked(store, user, shadows=(refers,), served_at=old)
    else:
        await picked(store, user, refers, served_at=old)

    async with store.writing() as work:
        assert await work.posteriors.sweep(NOW - MONTH) == 0
        await work.pick_log.sweep(NOW - MONTH)
        assert await work.posteriors.sweep(NOW - MONTH) == 1


async def test_what_was_learned_of_a_user_who_left_is_gone(store):
    """Reliability D1."""
    user, other = await signed_up(store), await signed_up(store)
    mine, theirs = a_posterior(user), a_posterior(other)
    await keep(store, mine, theirs)
    await kept(store, user)

    async with store.writing() as work:
        await work.ledger.purge(user.id, NOW)

    assert await kept(store, user) == {}
    assert await states_left(store, user, [mine]) == []
    assert await kept(store, other) == {"bayes-v1": theirs}
    with pytest.raises(NotFound):
        await keep(store, mine)
