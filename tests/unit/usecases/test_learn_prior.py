"""What is expected of a new user comes from those who allow it, and from enough of them."""

import pytest

from core.bandit.population import MIN_PEOPLE
from core.domain.annotation import AnnotationKind
from core.domain.consent import Purpose
from core.domain.reaction import ReactionKind
from core.usecases.learn_prior import MIN_LESSONS
from tests.fakes.builders import a_task, an_identity
from tests.fakes.world import a_world


@pytest.fixture
def world():
    varied = (a_task(f"t{n}", f"Task {n}", priority=1 + n % 4) for n in range(20))
    return a_world(*varied, policy="bayes-v1")


async def people(world, count, *, allow=True, answers=MIN_LESSONS + 1):
    """Let people answer some tips; return their ids."""
    found = []
    for n in range(count):
        user_id = await world.a_reader(an_identity(f"person-{n}-{allow}"))
        await world.core.record_consents(user_id, {Purpose.RESEARCH: allow})
        for turn in range(answers):
            await world.answer(user_id, (ReactionKind.DONE, ReactionKind.DISMISS)[turn % 2])
        found.append(user_id)
    while await world.core.relay_events():
        pass
    return found


async def newest(world):
    return await world.look(lambda work: work.priors.newest("bayes-v1"))


async def test_ten_who_allow_it_make_a_prior(world):
    await people(world, MIN_PEOPLE)

    learned_over = await world.core.learn_prior()

    prior = await newest(world)
    assert learned_over == prior.people == MIN_PEOPLE
    mark = await world.look(lambda work: work.annotations.newest(AnnotationKind.PRIOR))
    assert (mark.words, mark.link) == ("prior of bayes-v1 from 10 people", prior.id)


async def test_nine_are_too_few(world):
    await people(world, MIN_PEOPLE - 1)

    assert await world.core.learn_prior() == 0
    assert await newest(world) is None


async def test_who_does_not_allow_it_is_left_out(world):
    await people(world, MIN_PEOPLE - 1)
    await people(world, 3, allow=False)

    assert await world.core.learn_prior() == 0


async def test_who_has_hardly_answered_is_left_out(world):
    await people(world, MIN_PEOPLE, answers=MIN_LESSONS - 1)

    assert await world.core.learn_prior() == 0


async def test_a_withdrawn_consent_counts_from_the_next_day(world):
    ada, *_ = await people(world, MIN_PEOPLE + 1)
    await world.core.learn_prior()
    await world.core.record_consents(ada, {Purpose.RESEARCH: False})
    world.clock.advance(days=1)

    assert await world.core.learn_prior() == MIN_PEOPLE


async def test_a_prior_is_learned_at_most_once_a_day(world):
    await people(world, MIN_PEOPLE)

    counts = []
    for _ in range(3):
        counts.append(await world.core.learn_prior())
        world.clock.advance(hours=12)

    assert counts == [MIN_PEOPLE, 0, MIN_PEOPLE]


async def test_the_next_pick_says_which_prior_it_began_with(world):
    ada, *_ = await people(world, MIN_PEOPLE)
    await world.core.learn_prior()

    shown = await world.tip(ada)

    pick = await world.look(lambda work: work.tips.pick_of(ada, shown.tip_id))
    assert pick.served.prior == (await newest(world)).id
    assert (await world.core.replay_picks.one(shown.tip_id)).same
