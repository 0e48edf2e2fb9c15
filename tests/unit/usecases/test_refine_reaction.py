"""More said about an answer: until when, and why not."""

from datetime import timedelta

import pytest

from core.domain.command import CommandKind
from core.domain.ids import TipId, new_id
from core.domain.reaction import DismissReason, ReactionKind
from core.domain.snooze import Snooze
from core.domain.tip import TipStatus
from core.errors import NotFound
from tests.fakes.builders import an_identity
from tests.fakes.clock import NOON


@pytest.fixture
async def ada(world):
    return await world.a_reader()


async def rest_of(world, user_id, tip_id):
    now = world.clock.now()
    rests = await world.look(lambda work: work.tasks.rests(user_id, now))
    return next(rest for rest in rests if rest.tip_id == tip_id)


@pytest.mark.parametrize(
    ("snooze", "back_at"),
    [
        (Snooze.NEXT, "2026-11-22T15:00:00+01:00"),
        (Snooze.HOUR, "2026-11-22T14:00:00+01:00"),
        (Snooze.TONIGHT, "2026-11-22T19:00:00+01:00"),
        (Snooze.TOMORROW, "2026-11-23T09:00:00+01:00"),
        (Snooze.NEXT_WEEK, "2026-11-23T09:00:00+01:00"),
    ],
)
async def test_a_snooze_can_be_changed(world, ada, snooze, back_at):
    shown, _ = await world.answer(ada, ReactionKind.SNOOZE)

    said = await world.core.change_snooze(ada, shown.tip_id, snooze)

    rest = await rest_of(world, ada, shown.tip_id)
    last = (await world.tip(ada)).last
    assert said.isoformat() == back_at
    assert (rest.until, last.until) == (said, said)


async def test_a_changed_snooze_leaves_the_tip_that_followed(world, ada):
    shown, _ = await world.answer(ada, ReactionKind.SNOOZE)
    following = await world.tip(ada)

    await world.core.change_snooze(ada, shown.tip_id, Snooze.TOMORROW)

    assert (await world.tip(ada)).tip_id == following.tip_id


async def test_not_today_withdraws_the_tip_that_followed(world, ada):
    shown, _ = await world.answer(ada, ReactionKind.SNOOZE)
    following = await world.tip(ada)

    await world.core.change_snooze(ada, shown.tip_id, Snooze.NOT_TODAY)

    tip = await world.look(lambda work: work.tips.get(ada, following.tip_id))
    assert tip.status is TipStatus.WITHDRAWN


async def test_another_choice_ends_the_quiet(world, ada):
    shown, _ = await world.answer(ada, ReactionKind.SNOOZE)
    await world.core.change_snooze(ada, shown.tip_id, Snooze.NOT_TODAY)

    await world.core.change_snooze(ada, shown.tip_id, Snooze.HOUR)

    assert (await world.core.read_person(ada)).user.quiet_until is None


@pytest.mark.parametrize("kind", [ReactionKind.DONE, ReactionKind.DISMISS])
async def test_only_a_snooze_has_an_end_to_change(world, ada, kind):
    shown, _ = await world.answer(ada, kind)

    with pytest.raises(NotFound):
        await world.core.change_snooze(ada, shown.tip_id, Snooze.HOUR)


@pytest.mark.parametrize("reason", DismissReason)
async def test_a_dismissal_can_be_given_a_reason(world, ada, reason):
    shown, _ = await world.answer(ada, ReactionKind.DISMISS)

    await world.core.give_reason(ada, shown.tip_id, reason)

    reaction = await world.look(lambda work: work.reactions.of_tip(ada, shown.tip_id))
    assert reaction.reason is reason


@pytest.mark.parametrize("kind", [ReactionKind.DONE, ReactionKind.SNOOZE])
async def test_only_a_dismissal_has_a_reason(world, ada, kind):
    shown, _ = await world.answer(ada, kind)

    with pytest.raises(NotFound):
        await world.core.give_reason(ada, shown.tip_id, DismissReason.TOO_BIG)


async def test_what_is_not_mine_stays_away_for_a_month(world, ada):
    shown, _ = await world.answer(ada, ReactionKind.DISMISS)

    await world.core.give_reason(ada, shown.tip_id, DismissReason.NOT_MINE)

    assert (await rest_of(world, ada, shown.tip_id)).until == NOON + timedelta(days=30)


async def test_what_was_already_done_is_ticked_off_once(world, ada):
    shown, _ = await world.answer(ada, ReactionKind.DISMISS)

    for reason in (
        DismissReason.ALREADY_DONE,
        DismissReason.ALREADY_DONE,
        DismissReason.NOT_MINE,
        DismissReason.ALREADY_DONE,
    ):
        await world.core.give_reason(ada, shown.tip_id, reason)

    assert [it.kind for it in await world.waiting_commands()] == [CommandKind.CLOSE]
    reaction = await world.look(lambda work: work.reactions.of_tip(ada, shown.tip_id))
    assert reaction.reason is DismissReason.ALREADY_DONE


async def test_what_was_already_done_does_not_come_back_anyway(world, ada):
    shown, _ = await world.answer(ada, ReactionKind.DISMISS)
    await world.core.give_reason(ada, shown.tip_id, DismissReason.ALREADY_DONE)
    done = (await world.look(lambda work: work.tips.get(ada, shown.tip_id))).task.id

    following = await world.tip(ada, anyway=True)

    pick = await world.look(lambda work: work.tips.pick_of(ada, following.tip_id))
    assert done not in pick.candidates


@pytest.mark.parametrize("whose", ["hers", "nobody's"])
async def test_the_answer_of_somebody_else_is_not_found(world, ada, whose):
    eve = await world.a_person(an_identity("eve"))
    shown, _ = await world.answer(ada, ReactionKind.SNOOZE)
    asked = shown.tip_id if whose == "hers" else TipId(new_id())

    with pytest.raises(NotFound):
        await world.core.change_snooze(eve, asked, Snooze.HOUR)
    with pytest.raises(NotFound):
        await world.core.give_reason(eve, asked, DismissReason.TOO_BIG)
