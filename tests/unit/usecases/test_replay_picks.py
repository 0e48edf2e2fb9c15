"""Logged picks, done again."""

from dataclasses import replace

import numpy as np
import pytest

from core.domain.ids import TipId, new_id
from core.domain.reaction import ReactionKind
from core.errors import NotFound
from tests.fakes.builders import a_task
from tests.fakes.world import a_world

KINDS = (ReactionKind.DONE, ReactionKind.DISMISS, ReactionKind.SNOOZE)
EVERYONE = "random,rule-v1,linucb-v1,egreedy-v1,bayes-v1,squarecb-ridge-v1,linucb-mix-v1"


@pytest.fixture
def world():
    varied = (a_task(f"t{n}", f"Task {n}", priority=1 + n % 4) for n in range(12))
    return a_world(*varied, policy="mix(bayes-v1,egreedy-v1)", shadows=EVERYONE)


@pytest.fixture
async def ada(world):
    return await world.a_reader()


async def live(world, user_id, turns=9):
    shown = []
    for turn in range(turns):
        one, _ = await world.answer(user_id, KINDS[turn % 3])
        await world.core.relay_events()
        world.clock.advance(hours=3)
        shown.append(one.tip_id)
    return shown


async def replayed(world):
    return [it async for it in world.core.replay_picks.every()]


async def test_every_pick_comes_out_the_same_to_the_last_bit(world, ada):
    tips = await live(world, ada)

    again = await replayed(world)

    assert [it.tip_id for it in again] == tips
    assert [it.differences for it in again] == [()] * 9


async def test_an_undo_in_between_changes_no_earlier_pick(world, ada):
    tips = await live(world, ada, 4)
    await world.core.undo_reaction(ada, tips[-1])
    await world.core.relay_events()
    await world.core.record_reaction(ada, tips[-1], ReactionKind.DONE, "other")
    await live(world, ada, 3)

    assert all(it.same for it in await replayed(world))


async def test_one_tip_can_be_asked_for(world, ada):
    tips = await live(world, ada, 2)

    again = await world.core.replay_picks.one(tips[1])

    assert (again.tip_id, again.same) == (tips[1], True)


async def test_a_tip_that_never_was_is_not_found(world, ada):
    with pytest.raises(NotFound):
        await world.core.replay_picks.one(TipId(new_id()))


def bent(pick, **changes):
    return replace(pick, served=replace(pick.served, **changes))


def one_ulp(numbers):
    changed = numbers.copy()
    changed[0] = np.nextafter(changed[0], 1.0)
    return changed


@pytest.mark.parametrize(
    ("bend", "what"),
    [
        (lambda it: bent(it, probabilities=one_ulp(it.probabilities)), "probabilities"),
        (lambda it: bent(it, scores=one_ulp(it.served.scores)), "scores"),
        (lambda it: bent(it, chosen=(it.chosen + 1) % len(it.candidates)), "pick"),
        (lambda it: bent(it, state="f" * 32), "NotFound"),
        (lambda it: bent(it, fallback="slow"), "probabilities"),
        (lambda it: replace(it, features_version="sheet-0"), "features"),
    ],
)
async def test_one_bent_bit_is_seen(world, ada, bend, what):
    tips = await live(world, ada, 3)
    pick = await world.look(lambda work: work.tips.pick_of(ada, tips[-1]))

    await world.do(lambda work: rewrite(work, tips[-1], bend(pick)))

    last = (await replayed(world))[-1]
    assert not last.same
    assert what in {it.what for it in last.differences}


async def rewrite(work, tip_id, pick):
    """Change a pick behind the back of everybody; no port can."""
    work.tips.draft.picks.put(tip_id, pick)


async def test_a_pick_that_chance_made_comes_out_the_same():
    world = a_world(a_task(), a_task("t2"), policy="random")
    ada = await world.a_reader()
    await live(world, ada, 2)

    assert all(it.same for it in await replayed(world))
