"""A judge by stated rules, whose luck belongs to what happens and not to who picked."""

import math
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import numpy as np
import pytest

from core.domain.past import Past
from core.domain.reaction import ReactionKind
from core.domain.task import Due
from core.rewards.ladder import reward_milli
from core.sim.world import Law
from tests.fakes.builders import a_task
from tests.fakes.personas import (
    PROJECTS,
    WORKING,
    a_persona,
    a_rule_judge,
    a_scene,
    a_world,
)

DONE, SNOOZE, DISMISS = ReactionKind.DONE, ReactionKind.SNOOZE, ReactionKind.DISMISS
TASKS = (
    a_task("t1", duration_min=5, priority=4, due=Due("2026-10-07"), project=PROJECTS[0]),
    a_task("t2", duration_min=90, project=PROJECTS[1], added_at=WORKING - timedelta(days=30)),
    a_task("t3", labels=("20min",), due=Due("2026-10-01")),
)
PASTS = {"t2": Past(2, WORKING - timedelta(days=1), 1), "t3": Past(0)}
FAITHFUL = {"forgetfulness": 0.0, "tolerance": 100.0}
ANA = a_persona(likes={"urgent": 1.0, "long": -1.5, "overdue": -0.5}, eagerness=0.4, **FAITHFUL)
CARELESS = a_world(law=Law.CARELESS)


def scene(*tasks, persona=ANA, pasts=None, **traits):
    return a_scene(
        *(tasks or TASKS), persona=persona, pasts=PASTS if pasts is None else pasts, **traits
    )


async def answers(seeds, chosen=0, world=None, it=None):
    it = it or scene()
    return [await a_rule_judge(world, seed=seed).react(it, chosen) for seed in seeds]


@pytest.mark.parametrize("law", [Law.LINEAR, Law.GATED])
@pytest.mark.parametrize("chosen", range(3))
async def test_the_score_is_the_mean_reward_of_many_answers(law, chosen):
    """4000 lives: a reward scatters by 0.8 at most, so its mean by 0.013; 0.04 is three times that."""
    world = a_world(law=law)
    scores = await a_rule_judge(world).score(scene())

    found = await answers(range(4000), chosen, world)

    mean = np.mean([reward_milli(it.kind, it.dwell_ms) / 1000 for it in found])
    assert 2 * scores[chosen] - 1 == pytest.approx(mean, abs=0.04)


async def test_scores_differ_where_likes_do_and_lie_between_0_and_1():
    urgent, long, _ = scores = await a_rule_judge().score(scene())

    assert all(0 <= it <= 1 for it in scores)
    assert urgent > long


async def test_the_same_task_gets_the_same_answer_whatever_stands_beside_it():
    judge = a_rule_judge()
    alone = {it.id: await judge.react(scene(it), 0) for it in TASKS}

    for tasks in permutations(TASKS):
        for chosen, task in enumerate(tasks):
            assert await a_rule_judge().react(scene(*tasks), chosen) == alone[task.id]
            assert await judge.react(scene(*tasks), chosen) == alone[task.id]


async def test_asking_for_scores_changes_no_answer():
    judge, it = a_rule_judge(), scene()

    await judge.score(it)

    assert await judge.react(it, 2) == await a_rule_judge().react(it, 2)


async def test_luck_changes_with_the_task_with_its_showing_and_with_the_seed():
    eager = scene(*(a_task(f"t{n}") for n in range(20)), pasts={})
    again = replace(eager, pasts={task.id: Past(1) for task in eager.tasks})

    by_task = [await a_rule_judge().react(eager, n) for n in range(20)]
    by_showing = [await a_rule_judge().react(again, n) for n in range(20)]
    by_seed = await answers(range(20), it=eager)

    assert len(set(by_task)) > 10
    assert len(set(by_seed)) > 10
    assert by_task != by_showing


async def test_a_better_moment_turns_no_answer_for_the_worse():
    """The luck is the same, so only what is wanted decides."""
    rank = {DISMISS: 0, SNOOZE: 1, DONE: 2}
    eager = scene(persona=replace(ANA, eagerness=1.5))

    pairs = zip(await answers(range(300)), await answers(range(300), it=eager), strict=True)
    moved = [rank[after.kind] - rank[before.kind] for before, after in pairs]

    assert min(moved) == 0
    assert max(moved) > 0


async def test_two_judges_of_the_same_life_agree():
    one, other = a_rule_judge(), a_rule_judge()

    assert one.name == other.name == "rule-1"
    assert await one.score(scene()) == await other.score(scene())
    assert [await one.react(scene(), n) for n in range(3)] == [
        await other.react(scene(), n) for n in range(3)
    ]


@pytest.mark.parametrize(
    ("forgetfulness", "answered", "chance"),
    [(0.0, 4, 0.0), (0.2, 0, 0.2), (0.2, 4, 0.2), (0.2, 6, 0.7), (0.5, 9, 0.9)],
)
async def test_the_forgetful_and_the_fed_up_leave_tips_unanswered(forgetfulness, answered, chance):
    """Of 1000 tips at most 16 more or fewer, by one standard deviation; 60 are granted."""
    person = a_persona(forgetfulness=forgetfulness, tolerance=4.0)

    found = await answers(range(1000), it=scene(persona=person, answered_today=answered))

    unanswered = sum(it.kind is None for it in found)
    assert unanswered == pytest.approx(1000 * chance, abs=60 if chance else 0)
    assert all(it.dwell_ms == 0 for it in found if it.kind is None)


async def test_whether_a_tip_is_heeded_says_nothing_about_its_answer():
    faithful = await answers(range(400))
    forgetful = await answers(range(400), it=scene(persona=replace(ANA, forgetfulness=0.5)))

    assert all(
        it in (a, replace(it, kind=None, dwell_ms=0))
        for it, a in zip(forgetful, faithful, strict=True)
    )
    kept = [it.kind for it in forgetful if it.kind]
    done = sum(it.kind is DONE for it in faithful) / 400
    assert Counter(kept)[DONE] / len(kept) == pytest.approx(done, abs=0.1)


@pytest.mark.parametrize(("place", "minutes"), [(0, 5), (2, 20), (None, 25)])
@pytest.mark.parametrize("patience", [1.0, 0.5])
async def test_doing_is_looked_at_by_the_length_of_the_task(place, minutes, patience):
    """The median of 400 log-normal dwells, known to 5 %."""
    person = replace(ANA, eagerness=9.0, likes={}, patience=patience)
    task = a_task("t9") if place is None else TASKS[place]

    found = await answers(range(400), it=scene(task, persona=person))

    looked_s = np.median([it.dwell_ms / 1000 for it in found if it.kind is DONE])
    assert looked_s == pytest.approx(12 * minutes * patience, rel=0.15)


async def test_putting_off_takes_a_glance():
    found = await answers(range(600), it=scene(persona=replace(ANA, eagerness=-3.0)))

    glances_s = [it.dwell_ms / 1000 for it in found if it.kind is not DONE]
    assert np.median(glances_s) == pytest.approx(4.0, rel=0.15)


async def test_nobody_looks_longer_than_half_an_hour():
    slow = replace(ANA, eagerness=9.0, patience=10.0, likes={})

    found = await answers(range(50), chosen=1, it=scene(persona=slow, pasts={}))

    assert max(it.dwell_ms for it in found) == 1_740_000


async def test_the_careless_answer_by_chance_or_say_done_at_once():
    found = await answers(range(1200), world=CARELESS)

    at_once = [it for it in found if (it.kind, it.dwell_ms) == (DONE, 3000)]
    others = Counter(it.kind for it in found if it not in at_once)
    assert len(at_once) == pytest.approx(600, abs=60)
    assert [others[it] for it in ReactionKind] == [pytest.approx(200, abs=50)] * 3


async def test_to_the_careless_every_task_is_worth_what_their_answers_come_to():
    """2000 showings to each of four people: a reward scatters by 0.9, its mean by 0.02."""
    worths = set()
    for seed in range(4):
        judge = a_rule_judge(CARELESS, seed=seed)
        (worth,) = {2 * it - 1 for it in await judge.score(scene())}

        found = [await judge.react(scene(pasts={"t1": Past(n)}), 0) for n in range(2000)]

        rewards = [reward_milli(it.kind, it.dwell_ms) / 1000 for it in found]
        assert worth == pytest.approx(np.mean(rewards), abs=0.06)
        worths.add(worth)
    assert len(worths) == 2


async def test_one_careless_person_is_careless_in_one_way():
    tasks = [a_task(f"t{n}") for n in range(30)]

    ways = [
        {await a_rule_judge(CARELESS, seed=seed).react(scene(*tasks), n) for n in range(30)}
        for seed in range(12)
    ]

    assert sum(len(way) == 1 for way in ways) + sum(len(way) > 20 for way in ways) == 12
    assert {len(way) == 1 for way in ways} == {True, False}


async def test_likes_turn_with_the_days_of_the_life():
    turning = a_world(turn_day=3, turn={"urgent": -1.0})
    today = WORKING.date()

    eve, day = [
        (await a_rule_judge(turning, first_day=today - timedelta(days=n)).score(scene()))[0]
        for n in (2, 3)
    ]

    assert eve == (await a_rule_judge().score(scene()))[0]
    assert day < eve


async def test_a_task_that_has_changed_is_seen_as_it_is_now():
    judge, moved = a_rule_judge(), replace(TASKS[2], due=Due("2026-12-01"))
    late = await judge.score(scene())

    now = await judge.score(scene(TASKS[0], TASKS[1], moved))

    assert now[:2] == late[:2]
    assert now[2] > late[2]


async def test_a_task_that_tells_no_minutes_is_worth_as_much_as_one_of_25():
    told, untold = a_task("t8", duration_min=25), a_task("t9")

    scores = await a_rule_judge().score(scene(told, untold, untold))

    assert scores[0] == scores[1] == scores[2]
    assert not math.isnan(scores[0])
