"""One user as the console sees them: numbers and our own words, and none of theirs."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from core.domain.consent import Purpose
from core.domain.events import TasksSynced
from core.domain.fact import Choice, Fact
from core.domain.integration import Provider
from core.domain.outcome import Outcome, OutcomeKind
from core.domain.period import read_period
from core.domain.pseudonym import pseudonym
from core.domain.reaction import ReactionKind
from core.domain.settlement import Settlement
from core.domain.trail import MomentKind
from core.domain.user import Role
from core.domain.users_panel import UsersAsked
from core.errors import NotFound
from core.usecases.last_tip import told
from core.usecases.read_trail import TIPS
from tests.fakes.access import BECAUSE, with_role
from tests.fakes.builders import a_task, a_tip, a_user, an_identity
from tests.fakes.world import a_world

THEIRS = "Zanzibar"
"""Stands in every word that a user wrote."""


async def settle_down(world):
    while await world.core.relay_events():
        pass


@pytest.fixture
async def ada():
    """A world in which Ada has answered, and her pseudonym."""
    chores = [a_task(f"t{n}", f"{THEIRS} {n}", project=THEIRS) for n in range(6)]
    world = a_world(*chores, policy="bayes-v1")
    who = await world.a_reader(an_identity(THEIRS, name=THEIRS))
    await world.allow(who, tips=True, research=False)
    for kind in (ReactionKind.DONE, ReactionKind.SNOOZE, ReactionKind.DISMISS):
        await world.answer(who, kind)
        world.clock.advance(minutes=5)
        await settle_down(world)
    await world.tip(who)
    await settle_down(world)
    world.clock.advance(minutes=5)
    return world, pseudonym(who)


def asked(world, period="28d"):
    now = world.clock.now()
    return UsersAsked(now, read_period(period, now, ZoneInfo("UTC")))


async def test_everything_that_is_known_is_shown(ada):
    world, name = ada

    it = await world.core.read_user(name, asked(world))

    assert (it.listed.lived.tips, it.listed.lived.done) == (4, 1)
    assert [(c.purpose, c.given) for c in it.consents] == [
        (Purpose.TERMS, True),
        (Purpose.TIPS, True),
        (Purpose.RESEARCH, False),
    ]
    assert [link.provider for link in it.integrations] == [Provider.TODOIST]
    assert [device.agent for device in it.devices] == ["Firefox on Linux"]
    assert it.issuers == ("https://google.example",)
    assert (it.learned.policy, it.learned.settled, it.learned.people) == ("bayes-v1", 3, 0)
    assert len(it.tips) == 4
    assert it.looks == ()


async def test_no_word_of_theirs_is_shown(ada):
    world, name = ada
    question = asked(world)

    shown = (
        await world.core.read_user(name, question),
        await world.core.read_trail(name, question.period),
        await world.core.read_user.features(name),
        await world.core.read_users(question),
        await world.core.read_users.peek(question, name),
    )

    assert THEIRS.lower() not in repr(shown).lower()


async def test_a_name_in_the_sentence_is_left_out_and_that_is_said():
    tip = a_tip(task=a_task(project=THEIRS), why=f"From “{THEIRS}”.")

    last = told(tip, a_user())

    assert THEIRS not in repr(last)
    assert not last.whole


async def test_a_sentence_without_names_is_the_one_its_user_read(ada):
    world, name = ada
    it = await world.core.read_user(name, asked(world))
    tip = await world.look(lambda work: work.tips.get(it.user.id, it.last.tip_id))

    plainer = replace(tip, task=replace(tip.task, project=""))

    assert told(replace(plainer, why=it.last.sentence), it.user).whole


async def test_nobody_is_found_under_another_name(ada):
    world, name = ada
    for wrong in ("u_aaaaaaaa", name[:-1], "", "me"):
        with pytest.raises(NotFound):
            await world.core.read_user(wrong, asked(world))
        with pytest.raises(NotFound):
            await world.core.read_trail(wrong, asked(world).period)


async def test_a_newcomer_has_learned_nothing_and_has_no_tip():
    world = a_world()
    name = pseudonym(await world.a_person())
    await settle_down(world)

    it = await world.core.read_user(name, asked(world))

    assert (it.last, it.learned, it.tips, it.integrations) == (None, None, (), ())
    assert await world.core.read_user.features(name) is None


async def test_bytes_that_cannot_be_read_are_told_of(ada):
    world, name = ada
    user_id = (await world.core.read_user(name, asked(world))).user.id
    kept = await world.look(lambda work: work.posteriors.of(user_id))
    broken = replace(kept["bayes-v1"], version=kept["bayes-v1"].version + 1, blob=b"?")
    await world.do(lambda work: work.posteriors.keep(broken))

    it = await world.core.read_user(name, asked(world))

    assert (it.learned.readable, it.learned.habits) == (False, ())


async def test_features_are_those_of_the_newest_pick(ada):
    world, name = ada

    logged = await world.core.read_user.features(name)

    assert logged.sheet == "sheet-2"
    assert all(it.least <= it.picked <= it.most for it in logged.rows)


async def test_a_tip_is_told_from_signal_to_reward(ada):
    world, name = ada

    trail = await world.core.read_trail(name, asked(world).period)
    newest_first = [it.at for it in trail.moments]
    answered = next(it.tip for it in trail.moments if it.kind is MomentKind.REWARD)
    of_one = [it.about for it in reversed(trail.moments) if it.tip == answered]

    assert newest_first == sorted(newest_first, reverse=True)
    assert [type(it) for it in of_one] == [Choice, Fact, Outcome, Settlement]
    assert of_one[2].kind is OutcomeKind.DISMISS
    assert {type(it.about) for it in trail.moments} >= {TasksSynced, tuple}
    assert trail.older is None


async def test_stretches_lead_through_every_tip_once():
    world = a_world(*(a_task(f"t{n}", f"Task {n}") for n in range(2 * TIPS + 1)))
    who = await world.a_reader()
    for _ in range(TIPS + 3):
        await world.answer(who, ReactionKind.DONE)
        world.clock.advance(minutes=1)
    await settle_down(world)
    period, name = asked(world).period, pseudonym(who)

    first = await world.core.read_trail(name, period)
    second = await world.core.read_trail(name, period, first.older)

    tips = [it.about.tip_id for each in (first, second) for it in each.moments if _is_tip(it)]
    assert (len(tips), len(set(tips))) == (TIPS + 3, TIPS + 3)
    assert second.older is None


async def test_what_was_before_the_period_is_not_told(ada):
    world, name = ada
    world.clock.advance(days=2)

    trail = await world.core.read_trail(name, asked(world, "today").period)

    assert trail.moments == ()


def _is_tip(moment):
    return isinstance(moment.about, Fact)


async def test_looks_of_ninety_days_are_told(ada):
    world, name = ada
    user_id = (await world.core.read_user(name, asked(world))).user.id
    await world.core.reveal_identity(await with_role(world, Role.OPERATOR), user_id, BECAUSE)

    (look,) = (await world.core.read_user(name, asked(world))).looks
    world.clock.advance(days=91)

    assert (look.role, look.reason) == ("operator", BECAUSE)
    assert (await world.core.read_user(name, asked(world))).looks == ()
