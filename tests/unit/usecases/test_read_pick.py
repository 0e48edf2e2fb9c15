"""One pick in full, and done again: nothing of the task's words, every number of the record."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.fact import Ending
from core.domain.ids import TipId, new_id
from core.domain.outcome import OutcomeKind
from core.domain.reaction import ReactionKind
from core.domain.user import Role
from core.errors import NotAllowed, NotFound
from tests.fakes.access import entries, with_role
from tests.fakes.builders import a_task
from tests.fakes.world import a_world

WORD = "Xylophone"


@pytest.fixture
async def world():
    varied = (a_task(f"t{n}", f"{WORD} {n}", priority=1 + n % 4, project=WORD) for n in range(9))
    return a_world(*varied, policy="bayes-v1", shadows="egreedy-v1,linucb-v1")


@pytest.fixture
async def ada(world):
    return await world.a_reader()


async def answered(world, ada, kind=ReactionKind.DONE, turns=1):
    for _ in range(turns):
        shown, _ = await world.answer(ada, kind)
        world.clock.advance(hours=4)
        await world.core.relay_events()
    return shown.tip_id


async def test_a_pick_is_told_with_its_record_its_parts_and_its_course(world, ada):
    tip_id = await answered(world, ada, turns=3)

    seen = await world.core.read_pick(tip_id)

    tip = await world.look(lambda work: work.tips.get(ada, tip_id))
    pick = await world.look(lambda work: work.tips.pick_of(ada, tip_id))
    assert (seen.fact.tip_id, seen.fact.ending) == (tip_id, Ending.DONE)
    assert seen.explanation == tip.explanation
    assert seen.record.policies == ("bayes-v1", "egreedy-v1", "linucb-v1")
    assert seen.record.count == len(pick.candidates)
    assert [it.kind for it in seen.outcomes] == [OutcomeKind.DONE]
    assert seen.reward.value is not None
    assert seen.closes_at == tip.served_at + timedelta(hours=24)


async def test_no_word_of_the_task_or_of_its_project_is_told(world, ada):
    for _ in range(9):
        tip_id = await answered(world, ada)

        assert WORD not in repr(await world.core.read_pick(tip_id))


async def test_a_quoted_name_is_masked_where_the_sentence_has_one(world, ada):
    tip_id = await answered(world, ada)
    why = f"From \u201c\u2068{WORD}\u2069\u201d, and takes about 5 minutes."

    async def rewrite(work):
        tip = await work.tips.get(ada, tip_id)
        work.tips.draft.tips.put(tip_id, replace(tip, why=why))

    await world.do(rewrite)

    seen = await world.core.read_pick(tip_id)
    assert (
        seen.said == "From \u201c\u2022\u2022\u2022\u2022\u2022\u201d, and takes about 5 minutes."
    )


async def test_the_smallest_change_is_told_where_the_policy_weighs(world, ada):
    tip_id = await answered(world, ada, turns=3)

    seen = await world.core.read_pick(tip_id)

    flip = seen.flip
    assert flip.lead == pytest.approx(seen.explanation.lead)
    assert (flip.lead + flip.effect < 0) is not (flip.lead < 0)


async def test_a_swept_pick_keeps_its_fact_alone(world, ada):
    tip_id = await answered(world, ada)
    later = world.clock.now() + timedelta(days=31)
    await world.do(lambda work: work.pick_log.sweep(later))

    seen = await world.core.read_pick(tip_id)

    assert (seen.record, seen.flip) == (None, None)
    assert seen.fact.choice.known
    assert seen.said


async def test_a_pick_that_never_was_is_none(world):
    assert await world.core.read_pick(TipId(new_id())) is None


async def test_a_replay_compares_and_is_written_down(world, ada):
    analyst = await with_role(world, Role.ANALYST)
    tip_id = await answered(world, ada, turns=2)

    seen = await world.core.replay_one(analyst, tip_id)

    assert (seen.replayed.same, seen.shadows, seen.at) == (True, 2, world.clock.now())
    (entry,) = await entries(world, action="replayed a pick")
    assert (entry.object, entry.result, entry.reads) == (str(tip_id), "done", True)
    assert dict(entry.after) == {"equal": "yes"}


async def test_a_viewer_replays_nothing_and_the_try_is_written_down(world, ada):
    viewer = await with_role(world, Role.VIEWER)
    tip_id = await answered(world, ada)

    with pytest.raises(NotAllowed):
        await world.core.replay_one(viewer, tip_id)

    (entry,) = await entries(world, action="replayed a pick")
    assert entry.result.startswith("refused")


async def test_what_was_swept_cannot_be_done_again(world, ada):
    analyst = await with_role(world, Role.ANALYST)

    with pytest.raises(NotFound):
        await world.core.replay_one(analyst, TipId(new_id()))

    assert await entries(world, action="replayed a pick") == []
