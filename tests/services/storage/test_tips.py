"""Tips, picks and reactions, in every home."""

from dataclasses import replace

import pytest

from core.domain.explanation import UNEXPLAINED
from core.domain.ids import TipId, new_id
from core.domain.reaction import DismissReason, ReactionKind
from core.domain.tip import TipStatus
from core.errors import NotFound, StaleWrite
from tests.services.storage.things import (
    HOUR,
    NOW,
    a_pick,
    a_reaction,
    a_tip,
    signed_up,
    tipped,
)


async def test_a_tip_comes_back_with_its_task_and_reason(store):
    user = await signed_up(store)
    tip = await tipped(store, user)

    async with store.reading() as work:
        assert await work.tips.get(user.id, tip.id) == tip
        assert await work.tips.open_of(user.id) == tip
        assert await work.history.tips(user.id) == (tip,)


async def test_a_tip_of_a_policy_that_explains_nothing_comes_back_too(store):
    user = await signed_up(store)
    tip = await tipped(store, user, explanation=UNEXPLAINED)

    async with store.reading() as work:
        assert await work.tips.get(user.id, tip.id) == tip


async def test_anothers_tip_is_as_absent_as_no_tip(store):
    """Reliability R2."""
    user, other = await signed_up(store), await signed_up(store)
    tip = await tipped(store, other)

    async with store.reading() as work:
        for tip_id in (tip.id, TipId(new_id())):
            with pytest.raises(NotFound):
                await work.tips.get(user.id, tip_id)
            with pytest.raises(NotFound):
                await work.tips.pick_of(user.id, tip_id)
            assert await work.reactions.of_tip(user.id, tip_id) is None


async def test_a_user_has_at_most_one_open_tip(store):
    user, other = await signed_up(store), await signed_up(store)
    await tipped(store, user)
    await tipped(store, other)

    with pytest.raises(StaleWrite):
        await tipped(store, user)


async def test_a_tip_cannot_be_opened_beside_an_open_one(store):
    user = await signed_up(store)
    old = await tipped(store, user, status=TipStatus.ANSWERED)
    await tipped(store, user)

    with pytest.raises(StaleWrite):
        async with store.writing() as work:
            await work.tips.mark(old.id, TipStatus.OPEN)


async def test_marking_a_tip_makes_room_for_the_next(store):
    user = await signed_up(store)
    first = await tipped(store, user)
    second = a_tip(user, served_at=NOW + HOUR)
    async with store.writing() as work:
        await work.tips.mark(first.id, TipStatus.ANSWERED)
        await work.tips.add(second, a_pick())

    async with store.reading() as work:
        assert await work.tips.open_of(user.id) == second
        answered = replace(first, status=TipStatus.ANSWERED)
        assert await work.history.tips(user.id) == (answered, second)


async def test_marking_an_unknown_tip_is_refused(store):
    async with store.writing() as work:
        with pytest.raises(NotFound):
            await work.tips.mark(TipId(new_id()), TipStatus.ANSWERED)


async def test_an_answer_comes_back(store):
    user = await signed_up(store)
    tip = await tipped(store, user)
    reaction = a_reaction(
        tip, kind=ReactionKind.DISMISS, reason=DismissReason.TOO_BIG, snoozed_until=NOW + HOUR
    )
    async with store.writing() as work:
        await work.reactions.add(reaction)

    async with store.reading() as work:
        assert await work.reactions.last(user.id) == reaction
        assert await work.reactions.of_tip(user.id, tip.id) == reaction
        assert await work.history.reactions(user.id) == (reaction,)


async def test_a_tip_has_one_standing_answer(store):
    user = await signed_up(store)
    tip = await tipped(store, user)
    async with store.writing() as work:
        await work.reactions.add(a_reaction(tip))

    with pytest.raises(StaleWrite):
        async with store.writing() as work:
            await work.reactions.add(a_reaction(tip, kind=ReactionKind.SNOOZE))


async def test_an_undone_answer_makes_room_and_is_not_the_last(store):
    user = await signed_up(store)
    tip = await tipped(store, user)
    undone, standing = a_reaction(tip), a_reaction(tip, at=NOW + HOUR)
    async with store.writing() as work:
        await work.reactions.add(undone)
        await work.reactions.save(replace(undone, undone_at=NOW, reward_milli=-250))
        assert await work.reactions.last(user.id) is None
        await work.reactions.add(standing)

    async with store.reading() as work:
        assert await work.reactions.last(user.id) == standing
        assert await work.reactions.of_tip(user.id, tip.id) == standing
        kept = replace(undone, undone_at=NOW, reward_milli=-250)
        assert await work.history.reactions(user.id) == (kept, standing)


async def test_nobody_answers_for_another(store):
    """Reliability R2."""
    user, other = await signed_up(store), await signed_up(store)
    tip = await tipped(store, other)

    with pytest.raises(NotFound):
        async with store.writing() as work:
            await work.reactions.add(a_reaction(tip, user_id=user.id))


async def test_nobody_changes_anothers_answer(store):
    """Reliability R2."""
    user, other = await signed_up(store), await signed_up(store)
    tip = await tipped(store, other)
    reaction = a_reaction(tip)
    async with store.writing() as work:
        await work.reactions.add(reaction)

    with pytest.raises(NotFound):
        async with store.writing() as work:
            await work.reactions.save(replace(reaction, user_id=user.id, dwell_ms=1))
