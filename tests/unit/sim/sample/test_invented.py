"""Who is invented for a past, and who served them: the same for the same seed, and nobody twice."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.command import CommandKind, TaskCommand
from core.domain.deployment import Policies
from core.domain.ids import CommandId, UserId, new_id
from core.domain.integration import Provider, Tokens
from core.domain.task import Due, Task, TaskList
from core.sim.arrivals import Arrival
from core.sim.persona_file import read_personas
from core.sim.sample.invented import Plan, Way, invented
from core.sim.sample.listing import Listing
from core.sim.sample.stood import policies_at, stood, the_experiment

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SERVING = Policies("bayes-v1", ("egreedy-v1",))
PERSONAS = read_personas("training")
TOKENS = Tokens("t")


def people(count=24, days=28, seed=1):
    return list(invented(Plan(count, days, seed, NOW), PERSONAS))


def test_few_people_show_every_way_it_can_go():
    assert {it.way for it in people()} == set(Way)


def test_another_seed_makes_other_people():
    assert people(seed=1) == people(seed=1)
    assert people(seed=1) != people(seed=2)


@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 9))
def test_everybody_comes_before_now_and_turns_after_coming(count, days, seed):
    found = people(count, days, seed)

    assert [it.number for it in found] == list(range(count))
    assert all(it.joined_at < it.turns_at < NOW for it in found)


@given(st.floats(0, 1))
def test_at_every_moment_of_a_past_somebody_served(share):
    plan = Plan(3, 40, 1, NOW)
    at = plan.since + share * (NOW - plan.since) - timedelta(microseconds=1)

    spans = [it for since, until, it in stood(plan, SERVING) if since <= at < until]

    assert spans == [policies_at(plan, SERVING, at)]


def test_three_champions_follow_each_other_and_the_last_one_is_that_of_now():
    plan = Plan(3, 40, 1, NOW)

    found = [it.served for _, _, it in stood(plan, SERVING)]

    assert found == ["egreedy-v1", "linucb-v1", "bayes-v1"]
    assert the_experiment(plan, SERVING).holdback == "rule-v1"


@pytest.fixture
def listing():
    once = Arrival(Task("a", "Call"), NOW, 5.0, "work")
    daily = Task("b", "Water", due=Due("2026-11-22", "every day", recurring=True))
    return Listing("x", ZoneInfo("UTC"), (once, Arrival(daily, NOW, 5.0, "home", 1)))


def a_command(kind, task_id, at=NOW):
    return TaskCommand(
        CommandId(new_id()), UserId(new_id()), Provider.TODOIST, kind, task_id, created_at=at
    )


async def test_what_arrives_is_told_once(listing):
    listing.receive(NOW)
    first = await listing.sync(TOKENS, TaskList())
    known = TaskList(first.changed, NOW, first.sync_token)

    again = await listing.sync(TOKENS, known)

    assert (first.full, [it.id for it in first.changed]) == (True, ["a", "b"])
    assert (again.full, again.changed, again.gone) == (False, (), frozenset())


async def test_what_is_completed_is_gone_and_what_comes_back_has_moved_on(listing):
    listing.receive(NOW)
    known = TaskList(listing.tasks(), NOW, "1")

    listing.complete("a", NOW)
    listing.complete("b", NOW)

    found = await listing.sync(TOKENS, known)
    assert (found.gone, found.completed_at) == (frozenset({"a"}), {"a": NOW})
    assert [(it.id, it.due.date) for it in found.changed] == [("b", "2026-11-23")]
    assert {it.task_id for it in await listing.completions(TOKENS, NOW)} == {"a", "b"}


def test_what_is_reopened_is_what_it_was(listing):
    listing.receive(NOW)
    before = listing.tasks()

    for kind in (CommandKind.CLOSE, CommandKind.REOPEN):
        for task_id in ("a", "b"):
            listing.carry(a_command(kind, task_id))

    assert sorted(listing.tasks(), key=lambda it: it.id) == list(before)
