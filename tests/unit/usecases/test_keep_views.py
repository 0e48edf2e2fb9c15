"""Views of console pages: kept by whoever works with them, shared or not."""

import pytest

from core.domain.audit import Actor
from core.domain.ids import ViewId, new_id
from core.errors import Malformed, NotAllowed, NotFound
from core.usecases.keep_views import MAX_VIEWS
from tests.fakes.deeds import an_actor, deeds

PLACE = ("picks", "slow ones")


@pytest.fixture
async def ada(world):
    return an_actor("analyst", user_id=await world.a_person())


@pytest.fixture
def steer(world):
    return world.core.steering


async def test_a_view_is_found_again_and_saved_over(steer, ada):
    first = await steer.save_view(ada, PLACE, "p=7d")

    second = await steer.save_view(ada, PLACE, "p=28d&f=slow", shared=True)

    assert second.id == first.id
    assert await steer.read_views(ada.user_id, "picks") == (second,)
    assert await steer.read_views(ada.user_id, "users") == ()


async def test_a_view_goes_when_its_owner_says_so(steer, ada):
    view = await steer.save_view(ada, PLACE, "p=7d")
    with pytest.raises(NotFound):
        await steer.remove_view(an_actor("owner"), view.id)

    await steer.remove_view(ada, view.id)

    assert await steer.read_views(ada.user_id, "picks") == ()
    with pytest.raises(NotFound):
        await steer.remove_view(ada, ViewId(new_id()))


@pytest.mark.parametrize(
    ("place", "query"),
    [
        (("", "n"), ""),
        (("pagé", "n"), ""),
        (("picks", ""), ""),
        (("picks", " n"), ""),
        (("picks", "x" * 65), ""),
        (("picks", "n"), "x" * 2001),
        (("picks", "n"), "é"),
        (("picks", "n"), "a\nb"),
    ],
)
async def test_a_view_that_no_address_could_say_is_refused(steer, ada, place, query):
    with pytest.raises(Malformed):
        await steer.save_view(ada, place, query)


async def test_a_view_has_an_end_where_nobody_would_look_any_more(steer, ada):
    for n in range(MAX_VIEWS):
        await steer.save_view(ada, ("picks", f"view {n}"), "")

    with pytest.raises(Malformed):
        await steer.save_view(ada, ("picks", "one more"), "")

    await steer.save_view(ada, ("picks", "view 7"), "changed")


async def test_a_viewer_saves_nothing_and_nobody_saves_for_nobody(world, steer, ada):
    with pytest.raises(NotAllowed):
        await steer.save_view(an_actor("viewer"), PLACE, "")
    with pytest.raises(NotAllowed):
        await steer.save_view(Actor(None, "owner"), PLACE, "")

    said = [it.result for it in await deeds(world)]
    assert said == ["refused: not_allowed", "refused: not_allowed"]


async def test_views_are_found_on_any_page_by_a_part_of_their_name(ada, steer):
    view = await steer.save_view(ada, PLACE, "p=7d")
    part = view.name[1:-1].upper()

    assert await steer.read_views.named(ada.user_id, part, ("users", "picks")) == (view,)
    assert await steer.read_views.named(ada.user_id, part, ("users",)) == ()
    assert await steer.read_views.named(ada.user_id, "no such", ("picks",)) == ()
