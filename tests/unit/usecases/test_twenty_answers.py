"""Twenty answers of one consistent person change what is offered, in the demo's own life of tasks."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

import pytest

from core.domain.ids import TaskId
from core.domain.reaction import ReactionKind
from core.domain.tip import Surface
from core.todoist.wire import parse_task
from oo_app.sandbox.people import PEOPLE
from oo_app.sandbox.todoist.demo_tasks import furnish
from tests.fakes.world import a_world

EIGHT_IN_THE_EVENING = datetime(2026, 11, 24, 19, tzinfo=UTC)
"""In Stockholm, a Tuesday."""
QUICK_MIN, LONG_MIN = 15, 45
"""Two people: what one is in the mood for in the evening, the other cannot stand."""
ANSWERS = 20


def miras_tasks():
    mira = next(person for person in PEOPLE if person.sub == "demo-mira")
    account = furnish(mira, EIGHT_IN_THE_EVENING)
    projects = {key: project["name"] for key, project in account.projects.items()}
    return [
        task
        for record in account.items.values()
        if not record["checked"] and (task := parse_task(record, projects)) is not None
    ]


def quick(task):
    return task.duration_min is not None and task.duration_min <= QUICK_MIN


def long(task):
    return task.duration_min is not None and task.duration_min >= LONG_MIN


class Evenings:
    """One person, some evenings, one policy; life goes on: what is done comes again under another id."""

    def __init__(self, policy, seed, liked):
        self.liked = liked
        self.world = a_world(*miras_tasks(), policy=policy)
        self.world.clock.jump_to(EIGHT_IN_THE_EVENING)
        self._seeds = count(seed)
        self._ids = count()

    async def __aenter__(self):
        self.user_id = await self.world.a_reader()
        request = self.world.core.request_tip
        self._request = replace(request, seed=lambda: next(self._seeds))
        return self

    async def __aexit__(self, *_):
        pass

    async def evening(self):
        """Answer twenty tips; return the share of them that was liked."""
        tips = [await self._answer() for _ in range(ANSWERS)]
        self.world.clock.advance(hours=24)
        await self.world.core.sync_due()
        return sum(map(self.liked, tips)) / ANSWERS

    async def _answer(self):
        shown = await self._request(self.user_id, Surface.PAGE, fresh=True)
        tip = await self.world.look(lambda work: work.tips.get(self.user_id, shown.tip_id))
        self.world.clock.advance(seconds=30 if self.liked(tip.task) else 5)
        kind = ReactionKind.DONE if self.liked(tip.task) else ReactionKind.DISMISS
        await self.world.core.record_reaction(self.user_id, tip.id, kind, f"key-{tip.id}")
        await self.world.carry()
        if kind is ReactionKind.DONE:
            again = TaskId(f"{tip.task.id}-{next(self._ids)}")
            self.world.todoist.put(replace(tip.task, id=again))
        self.world.clock.advance(seconds=60)
        return tip.task


async def shares(policy, seed, liked):
    async with Evenings(policy, seed, liked) as evenings:
        return [await evenings.evening() for _ in range(2)]


@pytest.mark.parametrize("liked", [quick, long])
@pytest.mark.parametrize("seed", [1, 1000, 2000])
async def test_after_twenty_answers_the_next_twenty_are_mostly_of_the_liked_kind(seed, liked):
    by_chance = await shares("random", seed, liked)

    learned = await shares("bayes-v1", seed, liked)

    assert learned[1] >= 0.8
    assert learned[1] - by_chance[1] >= 0.25
    assert learned[1] >= learned[0]
