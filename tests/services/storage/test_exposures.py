"""Whom experiments have reached is the same in every home: each user once, on their first day."""

from dataclasses import replace
from datetime import timedelta

from core.domain.exposure import Exposed
from tests.fakes.facts import A_CHOICE, DAY, a_fact
from tests.services.storage.things import signed_up

ONE_DAY = timedelta(days=1)


def of(user, arm, *, experiment="first", day=0):
    choice = replace(A_CHOICE, assigned=arm, experiment=experiment)
    return a_fact(user, later=day * ONE_DAY, day=DAY + day, choice=choice)


async def told(store, end=DAY + 9, name=""):
    async with store.reading() as work:
        return await work.exposures.of(end, name)


async def given(store, *facts):
    async with store.writing() as work:
        await work.facts.put(facts)


async def test_a_user_counts_once_on_the_day_of_the_first_tip(store):
    ada, bob, cyd = [await signed_up(store) for _ in range(3)]
    await given(
        store,
        *(of(ada, "bayes-v1", day=day) for day in (1, 0, 2)),
        of(bob, "bayes-v1", day=0),
        of(cyd, "rule-v1", day=1),
    )

    assert await told(store) == (
        Exposed("first", "bayes-v1", DAY, 2),
        Exposed("first", "rule-v1", DAY + 1, 1),
    )


async def test_whoever_was_given_to_two_arms_has_crossed_over(store):
    ada, bob = await signed_up(store), await signed_up(store)
    await given(
        store,
        of(ada, "rule-v1"),
        of(ada, "bayes-v1", day=1),
        of(bob, "bayes-v1", day=2),
    )

    assert await told(store) == (
        Exposed("first", "bayes-v1", DAY, 1, crossed=1),
        Exposed("first", "bayes-v1", DAY + 2, 1),
    )


async def test_experiments_are_told_apart_and_tips_outside_of_them_left_out(store):
    ada, bob = await signed_up(store), await signed_up(store)
    await given(
        store,
        of(ada, "bayes-v1"),
        of(ada, "linucb-v1", experiment="second"),
        of(bob, "bayes-v1", experiment=""),
    )

    assert await told(store, DAY + 9, "second") == (Exposed("second", "linucb-v1", DAY, 1),)
    assert {it.experiment for it in await told(store)} == {"first", "second"}


async def test_days_from_the_end_on_are_not_counted(store):
    ada = await signed_up(store)
    await given(store, of(ada, "bayes-v1", day=3))

    assert await told(store, DAY + 3) == ()
    assert len(await told(store, DAY + 4)) == 1
