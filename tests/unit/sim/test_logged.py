"""The log, read as lives."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from core.domain.assignment import AssignedBy, Assignment
from core.domain.consent import Consent, Purpose
from core.domain.ids import ConsentId, OutcomeId, ReactionId, RewardId, TaskId, new_id
from core.domain.outcome import Outcome, OutcomeKind, OutcomeSource
from core.domain.reaction import ReactionKind
from core.domain.reward import Reward, RewardState
from core.domain.tip import TipStatus
from core.memory.store import MemoryStore
from core.rewards.window import WINDOW
from core.sim.cast import Cast, RuleCourt
from core.sim.diary import IGNORED, NO_REWARD, ROW
from core.sim.hand import arm
from core.sim.life import born
from core.sim.logged import PAGE, READ, read_logged
from core.sim.world import World
from tests.fakes.builders import a_reaction, a_tip, a_user, an_identity
from tests.fakes.clock import NOON
from tests.fakes.logs import a_pick
from tests.fakes.personas import a_persona

LATER = NOON + timedelta(days=1000)
FEATURES = ("priority", "is_overdue", "hour_of_day")


@pytest.fixture
async def log():
    return await Log().begun()


class Log:
    """A store with one person's tips, as the use cases would have left them."""

    def __init__(self):
        self.store, self.user, self.count = MemoryStore(), a_user(), 0

    async def begun(self, *, allows=True):
        async with self.store.writing() as work:
            await work.users.add(self.user, an_identity(str(self.user.id)))
        if allows:
            await self.consent(given=True)
        return self

    async def consent(self, *, given, at=NOON):
        new = ConsentId(new_id())
        async with self.store.writing() as work:
            await work.consents.add(Consent(new, self.user.id, Purpose.RESEARCH, given, "4", at))

    async def tip(self, task="t1", policy="random", experiment="", features=(3, 1, 20)):
        """Show a tip, a day after the one before, and return it."""
        self.count += 1
        by = AssignedBy.EXPERIMENT if experiment else AssignedBy.DEPLOYMENT
        pick = a_pick(
            (0.75, 0.25),
            1,
            [(4, 0, 20), features],
            FEATURES,
            candidates=(TaskId("other"), TaskId(task)),
            assignment=Assignment(policy, by, experiment),
        )
        tip = a_tip(
            user_id=self.user.id,
            served_at=NOON + timedelta(days=self.count),
            status=TipStatus.ANSWERED,
        )
        async with self.store.writing() as work:
            await work.tips.add(tip, pick)
        return tip

    async def answer(self, tip, kind=ReactionKind.DONE, after=timedelta(minutes=1), **traits):
        it = a_reaction(
            kind, user_id=tip.user_id, tip_id=tip.id, at=tip.served_at + after, **traits
        )
        async with self.store.writing() as work:
            await work.reactions.add(it)
        return it

    async def reward(self, tip, milli):
        new = Reward(
            id=RewardId(new_id()),
            user_id=tip.user_id,
            tip_id=tip.id,
            at=tip.served_at,
            spec="ladder-1",
            milli=milli,
            state=RewardState.FINAL,
            day=1,
            features_version="f-1",
            feature_names=FEATURES,
            vector=np.zeros(3),
        )
        async with self.store.writing() as work:
            await work.rewards.add(new)

    async def outcome(self, tip, kind):
        new = OutcomeId(new_id())
        async with self.store.writing() as work:
            await work.outcomes.add(
                Outcome(new, tip.user_id, tip.id, kind, tip.served_at, OutcomeSource.SYNC)
            )

    async def lives(self, until=LATER):
        return await read_logged(self.store, until)

    async def rows(self):
        (life,) = await self.lives()
        return life.rows


@pytest.mark.parametrize("policy", ["random", "bayes-v1"])
async def test_what_a_store_holds_of_a_life_is_what_its_diary_says(policy):
    persona = a_persona(id="ana", forgetfulness=0.5, visits=(8.0, 22.5))
    cast = Cast({"ana": persona}, {"linear": World("linear", "Plain.")}, RuleCourt())
    life = await born(cast.setting(cast.part("linear/ana/7"), 40, None), arm(policy))
    diary = await life.live()

    (logged,) = await read_logged(life.home.store, life.home.clock.time + WINDOW, ask=False)

    assert len(diary) > 20
    assert set(diary["kind"]) >= {0, 1, 2}
    for column in (
        *("at_s", "hour", "priority", "overdue", "kind"),
        *("dwell_ms", "propensity", "reward_milli"),
    ):
        np.testing.assert_array_equal(logged.rows[column], diary[column], column)
    late, answered = logged.rows["late"] == 1, diary["kind"] != IGNORED
    assert 0 < late[answered].sum() < answered.sum()
    assert late[
        diary["looks"] > 3
    ].all()  # two looks a day: the third one is a day later, or nearly
    assert (diary["looks"][late & answered] >= 3).all()
    assert (logged.person, logged.policy) == (str(life.home.user_id), policy)


async def test_an_answered_tip_has_its_moment_its_task_and_its_answer(log):
    tip = await log.tip(features=(3, 1, 20))
    await log.answer(tip, ReactionKind.SNOOZE, dwell_ms=4321)
    await log.reward(tip, 100)

    (row,) = await log.rows()

    assert row["at_s"] == tip.served_at.timestamp()
    assert (row["priority"], row["overdue"], row["hour"]) == (3, 1, 20)
    assert (row["kind"], row["dwell_ms"], row["reward_milli"], row["late"]) == (1, 4321, 100, 0)
    assert row["propensity"] == 0.25


async def test_silence_is_called_ignored_and_late(log):
    await log.tip()

    (row,) = await log.rows()

    assert (row["kind"], row["late"], row["reward_milli"]) == (IGNORED, 1, NO_REWARD)


async def test_an_answer_after_the_window_is_an_answer_and_late(log):
    await log.answer(await log.tip(), after=WINDOW)
    await log.answer(await log.tip(), after=WINDOW + timedelta(seconds=1))

    rows = await log.rows()

    assert rows["kind"].tolist() == [0, 0]
    assert rows["late"].tolist() == [0, 1]


async def test_an_answer_that_was_taken_back_is_none(log):
    tip = await log.tip()
    await log.answer(tip, undone_at=tip.served_at + timedelta(minutes=2))

    assert (await log.rows())["kind"].tolist() == [IGNORED]


async def test_the_answer_that_stands_counts(log):
    tip = await log.tip()
    await log.answer(tip, undone_at=tip.served_at + timedelta(minutes=2))
    await log.answer(tip, ReactionKind.DISMISS, id=ReactionId(new_id()))

    assert (await log.rows())["kind"].tolist() == [2]


@pytest.mark.parametrize("gone", [OutcomeKind.VANISHED, OutcomeKind.WITHDRAWN])
async def test_a_tip_that_went_away_counts_as_shown_and_as_nothing_else(log, gone):
    await log.outcome(await log.tip("t1"), gone)
    await log.answer(await log.tip("t1"))

    assert (await log.rows())["shown"].tolist() == [2]


async def test_a_tip_that_was_answered_in_the_end_stays(log):
    tip = await log.tip()
    await log.outcome(tip, OutcomeKind.WITHDRAWN)
    await log.answer(tip)

    assert (await log.rows())["kind"].tolist() == [0]


async def test_each_task_is_counted_by_itself(log):
    for task in ("t1", "t2", "t1", "t1", "t2"):
        await log.tip(task)

    assert (await log.rows())["shown"].tolist() == [1, 1, 2, 3, 2]


async def test_a_life_is_one_policy_in_one_experiment_and_showings_go_on_through_all(log):
    for policy, experiment in (("random", ""), ("rule-v1", "e"), ("random", ""), ("random", "e")):
        await log.tip(policy=policy, experiment=experiment)

    lives = await log.lives()

    assert [(it.policy, it.experiment, it.column("shown").tolist()) for it in lives] == [
        ("random", "", [1, 3]),
        ("random", "e", [4]),
        ("rule-v1", "e", [2]),
    ]


async def test_chance_that_stood_in_is_laid_at_the_door_of_the_policy_that_was_to_serve(log):
    await log.tip(policy="bayes-v1")

    (life,) = await log.lives()

    async with log.store.reading() as work:
        (logged,) = await work.pick_log.page(None, 1)
    assert logged.pick.policy == "linucb-v1"
    assert life.policy == "bayes-v1"


async def test_a_tip_whose_window_is_open_does_not_count_yet(log):
    tips = [await log.tip() for _ in range(3)]
    for it in tips:
        await log.answer(it)

    (life,) = await log.lives(until=tips[1].served_at + WINDOW)

    assert len(life) == 2


async def test_nobody_is_read_who_did_not_allow_research():
    log = await Log().begun(allows=False)
    await log.tip()

    assert await log.lives() == ()
    assert len(await read_logged(log.store, LATER, ask=False)) == 1


async def test_nobody_is_read_who_allows_research_no_more(log):
    await log.tip()
    await log.consent(given=False, at=NOON + timedelta(days=1))

    assert await log.lives() == ()


async def test_a_log_of_several_pages_is_read_whole(log):
    for _ in range(PAGE + 1):
        await log.tip()

    assert len(await log.rows()) == PAGE + 1


async def test_no_word_and_no_task_leaves_the_log(log):
    await log.tip("a-secret-task")

    (life,) = await log.lives()

    assert all(kind.kind in "iuf" for kind, _ in life.rows.dtype.fields.values())
    assert set(life.rows.dtype.names) - set(ROW.names) == {"late"}
    assert set(READ) == set(FEATURES)
    assert "secret" not in repr(replace(life))
    assert life.person == str(log.user.id)
