"""Users are counted, and found by what the console calls them, alike in every home."""

from dataclasses import replace
from datetime import timedelta

from core.domain.fact import Ending, Fact
from core.domain.ids import TipId, new_id
from core.domain.pseudonym import pseudonym
from core.domain.user_fact import Lived, UserFact
from core.domain.user_query import UserField, UserOrder, UserPlace, UsersOnly, UserStep, UsersWanted
from tests.services.storage.things import HOUR, NOW, signed_up


def a_listed(user, **changes):
    return replace(UserFact(user.id, NOW, NOW, "Europe/Paris", policy="bayes-v1"), **changes)


async def some_users(store, *changes):
    facts = [a_listed(await signed_up(store), **traits) for traits in changes]
    async with store.writing() as work:
        await work.user_facts.put(facts)
    return facts


async def count(store, most=100, **wanted):
    async with store.reading() as work:
        return await work.user_search.count(UsersWanted(**wanted), most)


async def named(store, beginning):
    async with store.reading() as work:
        return await work.user_facts.page(UsersWanted(called=beginning))


async def test_those_asked_for_are_counted_and_never_more_than_so_many(store):
    await some_users(store, {}, {}, {"policy": "rule-v1"})
    only = (UsersOnly(UserField.POLICY, ("bayes-v1",)),)

    assert [await count(store), await count(store, 2), await count(store, only=only)] == [3, 2, 2]


async def test_those_beyond_a_place_are_counted_in_either_direction(store):
    spans = [timedelta(hours=n) for n in range(4)]
    users = await some_users(store, *({"last_seen_at": NOW - span} for span in spans))
    second = UserPlace(users[1].last_seen_at, users[1].user_id)
    order = UserOrder.LAST_SEEN

    after = await count(store, order=order, descending=True, after=second)
    before = await count(store, order=order, descending=False, after=second)

    assert (before, after) == (1, 2)


async def test_several_sets_are_counted_in_one_look(store):
    spans = [timedelta(hours=n) for n in range(4)]
    await some_users(store, *({"joined_at": NOW - span, "last_seen_at": NOW} for span in spans))
    everybody, young = UsersWanted(), UsersWanted(joined=(NOW - HOUR, NOW + HOUR))
    nobody = UsersWanted(only=(UsersOnly(UserField.POLICY, ("bayes-v1",), but=True),))

    async with store.reading() as work:
        among_all = await work.user_search.counts(everybody, (everybody, young, nobody))
        among_young = await work.user_search.counts(young, (everybody, nobody))

    assert (among_all, among_young) == ((4, 2, 0), (2, 0))


async def test_a_pseudonym_finds_its_user_by_any_beginning(store):
    users = await some_users(store, {}, {}, {})
    name = pseudonym(users[1].user_id)

    found = [await named(store, name[:length]) for length in (10, 9, 7)]

    assert [users[1] in page for page in found] == [True] * 3
    assert found[0] == (users[1],)
    assert await count(store, called=name) == 1


async def test_what_is_no_pseudonym_finds_nobody(store):
    await some_users(store, {})

    assert [await named(store, it) for it in ("u_1", "%", "_", "u_")] == [()] * 4


def a_fact(user, served_at, ending):
    return Fact(
        tip_id=TipId(new_id()),
        user_id=user.user_id,
        served_at=served_at,
        day=served_at.toordinal(),
        surface="page",
        policy="bayes-v1",
        policy_version=1,
        propensity=0.5,
        candidates=2,
        tenure="under_14d",
        ending=ending,
    )


async def test_tips_of_a_time_are_counted_by_user_and_by_how_they_ended(store):
    ada, ben, cleo = await some_users(store, {}, {}, {})
    facts = [
        a_fact(ada, NOW, Ending.DONE),
        a_fact(ada, NOW + HOUR, Ending.NONE),
        a_fact(ada, NOW + 2 * HOUR, Ending.DONE),
        a_fact(ben, NOW, Ending.OPEN),
    ]
    async with store.writing() as work:
        await work.facts.put(facts)

    async with store.reading() as work:
        users = [it.user_id for it in (ada, ben, cleo)]
        lived = await work.user_search.lived(users, NOW, NOW + 2 * HOUR)
        nobody = await work.user_search.lived([], NOW, NOW + HOUR)

    assert lived == {ada.user_id: Lived(2, 1, 0, 0, 1), ben.user_id: Lived(1, 0, 0, 0, 0)}
    assert nobody == {}


async def test_who_came_so_far_has_made_every_step_before(store):
    await some_users(
        store,
        {},
        {"connected_at": NOW},
        {"connected_at": NOW, "first_tip_at": NOW, "first_answer_at": NOW},
        {"first_tip_at": NOW},
    )

    async def reached(step):
        return await count(store, reached=(step,)), await count(store, missed=(step,))

    assert await reached(UserStep.CONNECTED) == (2, 2)
    assert await reached(UserStep.FIRST_TIP) == (1, 3)
    assert await reached(UserStep.FIRST_ANSWER) == (1, 3)
    assert await reached(UserStep.RETURNED) == (0, 4)
