"""What happened, and who was champion, stands beside the overview's chart."""

from datetime import UTC, datetime, timedelta

import pytest

from core.domain.annotation import Annotation, AnnotationKind, marked
from core.domain.deployment import Deployment, Reign, Standing, reigns
from core.domain.ids import AnnotationId, DeploymentId, new_id
from core.domain.overview import History, Mark
from core.memory.store import MemoryStore
from core.usecases.overview.tell_history import tell_history

START = datetime(2026, 10, 1, tzinfo=UTC)
DAY = timedelta(days=1)
END = START + 7 * DAY


def a_reign(policy, since, until=None, role=Standing.CHAMPION):
    return Deployment(DeploymentId(new_id()), role, policy, START + since * DAY, until)


@pytest.fixture
def store():
    return MemoryStore()


async def told(store):
    async with store.reading() as work:
        return await tell_history(work, START, END)


async def test_where_nothing_happened_nothing_is_told(store):
    assert await told(store) == History()


async def test_reigns_that_reach_into_the_period_are_told_shadows_are_not(store):
    rows = (
        (a_reign("random", -9), START),
        (a_reign("egreedy-v1", 0), START + 2 * DAY),
        (a_reign("linucb-v1", 2), None),
        (a_reign("rule-v1", -5, None, Standing.SHADOW), None),
    )
    async with store.writing() as work:
        for row, until in rows:
            await work.deployments.begin((row,))
            if until:
                await work.deployments.end((row,), until)

    found = await told(store)

    assert found.reigns == (
        Reign("egreedy-v1", START, START + 2 * DAY),
        Reign("linucb-v1", START + 2 * DAY),
    )


def test_a_policy_that_follows_itself_reigned_once():
    rows = (a_reign("bayes-v1", 1, START + 2 * DAY), a_reign("bayes-v1", 2))

    assert reigns(rows) == (Reign("bayes-v1", START + DAY),)


async def test_marks_of_all_pages_and_of_this_one_are_told(store):
    promoted = marked(START + DAY, AnnotationKind.PROMOTION, "linucb-v1 promoted")
    own = Annotation(AnnotationId(new_id()), START, AnnotationKind.NOTE, "here", "log,overview")
    other = Annotation(AnnotationId(new_id()), START, AnnotationKind.NOTE, "there", "log")
    async with store.writing() as work:
        for one in (promoted, own, other, marked(END, AnnotationKind.DEPLOY, "later")):
            await work.annotations.add(one)

    found = await told(store)

    assert found.marks == (
        Mark(START, "here", own),
        Mark(START + DAY, "linucb-v1 promoted", promoted, upright=True),
    )
