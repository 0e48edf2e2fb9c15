"""Users as the console lists them: pages, facets, the funnel, and the days they were here."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.ids import UserId, new_id
from core.domain.user_fact import Active, LinkWord, Lived, UserDay, UserFact
from core.domain.user_query import (
    Facet,
    Funnel,
    FunnelWanted,
    UserField,
    UserOrder,
    UserPlace,
    UsersOnly,
    UsersWanted,
)
from core.errors import NotFound
from tests.services.storage.things import HOUR, NOW, signed_up

DAY = NOW.toordinal()
AWAY = timedelta(days=3)


def a_known(user, **changes):
    fact = UserFact(
        user_id=user.id,
        joined_at=NOW,
        last_seen_at=NOW,
        timezone="Europe/Paris",
        connected_at=NOW,
        first_tip_at=NOW + HOUR,
        lived=Lived(4, 1, 1, 1, 1),
        policy="bayes-v1",
        experiment="first",
        arm="bayes-v1",
        link=LinkWord.TODOIST,
        consents=("terms", "tips"),
    )
    return replace(fact, **changes)


async def put(store, *changes):
    """Let users be known that differ in these; return what is known of them."""
    facts = tuple([a_known(await signed_up(store), **traits) for traits in changes])
    async with store.writing() as work:
        await work.user_facts.put(facts)
    return facts


async def page(store, **wanted):
    async with store.reading() as work:
        return await work.user_facts.page(UsersWanted(**wanted))


async def test_what_is_known_comes_back_and_is_replaced(store):
    (before,) = await put(store, {})
    changed = replace(before, returned_at=NOW, consents=(), link=LinkWord.LOST)
    assert await page(store) == (before,)

    async with store.writing() as work:
        await work.user_facts.put([changed])

    assert await page(store) == (changed,)


async def test_nothing_is_kept_of_who_has_left(store):
    gone = replace(a_known(await signed_up(store)), user_id=UserId(new_id()))

    with pytest.raises(NotFound):
        async with store.writing() as work:
            await work.user_facts.put([gone])


@pytest.mark.parametrize("order", UserOrder)
@pytest.mark.parametrize("descending", [True, False])
async def test_pages_walk_through_all_in_any_order(store, order, descending):
    spans = [
        {"last_seen_at": NOW + n * HOUR, "joined_at": NOW - n * HOUR, "lived": Lived(n, n)}
        for n in (0, 1, 1, 3, 2)
    ]
    facts = await put(store, *spans)
    found, after = [], None

    while got := await page(store, order=order, descending=descending, after=after, limit=2):
        found += got
        after = UserPlace(place(got[-1], order), got[-1].user_id)

    in_order = sorted(facts, key=lambda it: (place(it, order), it.user_id), reverse=descending)
    assert found == in_order


def place(fact, order):
    return getattr(fact, order) if hasattr(fact, order) else getattr(fact.lived, order)


@pytest.mark.parametrize(
    ("traits", "wanted"),
    [
        ({"policy": "random"}, {"only": (UsersOnly(UserField.POLICY, ("random",)),)}),
        ({"link": LinkWord.LOST}, {"only": (UsersOnly(UserField.LINK, ("todoist",), but=True),)}),
        ({"consents": ("tips",)}, {"only": (UsersOnly(UserField.CONSENTS, ("tips",)),)}),
        ({"joined_at": NOW - AWAY}, {"joined": (NOW - AWAY, NOW)}),
        ({"last_seen_at": NOW + AWAY}, {"seen": (NOW + HOUR, NOW + 2 * AWAY)}),
    ],
)
async def test_a_filter_leaves_whom_it_means(store, traits, wanted):
    _, meant = await put(store, {}, traits)

    assert await page(store, **wanted) == (meant,)


async def test_a_user_is_found_by_the_beginning_of_their_id(store):
    fact, _ = await put(store, {}, {})
    text = str(fact.user_id)

    assert await page(store, search=text) == (fact,)
    assert await page(store, search=fact.user_id.hex.upper()) == (fact,)
    assert fact in await page(store, search=text[:11])
    for nobody in ("zz", "%", "-", text + "0"):
        assert await page(store, search=nobody) == ()


async def test_a_facet_names_the_most_frequent_values_first(store):
    await put(store, {}, {"policy": "random"}, {}, {"policy": "rule-v1", "link": LinkWord.NONE})
    linked = UsersWanted(only=(UsersOnly(UserField.LINK, ("todoist",)),))

    async with store.reading() as work:
        every = await work.user_facts.facet(UsersWanted(), UserField.POLICY)
        of_linked = await work.user_facts.facet(linked, UserField.POLICY)

    assert every == (Facet("bayes-v1", 2), Facet("random", 1), Facet("rule-v1", 1))
    assert of_linked == (Facet("bayes-v1", 2), Facet("random", 1))


async def test_the_funnel_counts_who_also_made_the_steps_before(store):
    nowhere = {"connected_at": None, "first_tip_at": None}
    await put(
        store,
        nowhere,
        {"first_tip_at": None},
        {},
        {"first_answer_at": NOW, "returned_at": NOW},
        {"connected_at": None, "returned_at": NOW},
        {"joined_at": NOW - AWAY},
    )

    async with store.reading() as work:
        found = await work.user_facts.funnel(FunnelWanted(NOW, NOW + HOUR))
        nobody = await work.user_facts.funnel(FunnelWanted(NOW + HOUR, NOW + AWAY))
        arm = (UsersOnly(UserField.ARM, ("random",)),)
        of_arm = await work.user_facts.funnel(FunnelWanted(NOW, NOW + HOUR, arm))

    assert found == Funnel(joined=5, connected=3, first_tip=2, first_answer=1, returned=1)
    assert nobody == of_arm == Funnel()


async def test_a_users_days_add_up_and_nought_is_dropped(store):
    user = await signed_up(store)
    async with store.writing() as work:
        await work.actives.live({user.id: {DAY: UserDay(2, 1, 1), DAY + 1: UserDay(1)}})
        await work.actives.live({user.id: {DAY: UserDay(1), DAY + 1: UserDay(-1)}})
        await work.actives.live({})

    async with store.reading() as work:
        assert await work.actives.days([user.id], DAY, DAY + 9) == {
            user.id: {DAY: UserDay(3, 1, 1)}
        }
        assert await work.actives.days([user.id], DAY + 1, DAY + 9) == {}
        assert await work.actives.days([], DAY, DAY + 9) == {}


async def test_how_many_were_active_adds_up_and_nought_is_dropped(store):
    async with store.writing() as work:
        await work.actives.add({DAY: Active(1, 1), DAY + 1: Active(0, 1)})
        await work.actives.add({DAY: Active(1, 1), DAY + 1: Active(0, -1)})

    async with store.reading() as work:
        assert await work.actives.series(DAY, DAY + 2) == {DAY: Active(2, 2)}
        assert await work.actives.series(DAY + 1, DAY + 2) == {}


async def test_nobody_is_gathered_who_is_not_there(store):
    async with store.reading() as work:
        assert await work.user_facts.gather([UserId(new_id())]) == ()
        assert await work.user_facts.gather([]) == ()
