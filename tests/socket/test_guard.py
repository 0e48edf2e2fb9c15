"""The guard ties a tab's state to the session it was opened with (W2, S2)."""

from uuid import uuid4

import pytest

from core.domain.ids import UserId
from oo_app.shared.session import tree_name
from tests.socket.pipeline import send
from tests.socket.tabs import BINDING, HYDRATE, PROBE

LOOK = f"{PROBE}.look"


@pytest.fixture
def cookie_of(core):
    def make(**who):
        return f"oo_session={core.let_in(**who)}"

    return make


def value(deltas, state, name):
    found = None
    for delta in deltas:
        found = delta.get(state, {}).get(f"{name}_rx_state_", found)
    return found


async def test_a_handler_sees_who_the_cookie_speaks_for(processor, core, cookie_of):
    user_id = UserId(uuid4())
    cookie = cookie_of(user_id=user_id)
    await send(processor, "t", HYDRATE, cookie)

    deltas = await send(processor, "t", LOOK, cookie)

    assert value(deltas, PROBE, "seen") == f"user {user_id}"


async def test_chained_and_background_events_act_for_the_same_user(processor, cookie_of):
    user_id = UserId(uuid4())
    cookie = cookie_of(user_id=user_id)
    await send(processor, "t", HYDRATE, cookie)

    chained = await send(processor, "t", f"{PROBE}.chain", cookie)
    beside = await send(processor, "t", f"{PROBE}.later", cookie)

    assert value(chained, PROBE, "seen") == f"user {user_id}"
    assert value(beside, PROBE, "seen") == f"later {user_id}"


async def test_a_chain_gives_nobody_more_rights(processor, core):
    await send(processor, "t", HYDRATE)

    chained = await send(processor, "t", f"{PROBE}.chain")

    assert value(chained, PROBE, "seen") is None


async def test_another_session_that_opens_the_same_tree_finds_it_empty(processor, cookie_of):
    await send(processor, "t", HYDRATE, mine := cookie_of())
    await send(processor, "t", LOOK, mine)

    opened = await send(processor, "t", HYDRATE, cookie_of())

    assert value(opened, PROBE, "seen") == ""


@pytest.mark.parametrize("other", ["another user", "nobody"])
async def test_another_session_cannot_act_in_a_tree_it_has_not_opened(processor, cookie_of, other):
    await send(processor, "t", HYDRATE, mine := cookie_of())
    await send(processor, "t", LOOK, mine)
    theirs = cookie_of() if other == "another user" else ""

    for handler in (LOOK, f"{PROBE}.wave", f"{PROBE}.forgotten"):
        deltas = await send(processor, "t", handler, theirs)

        assert value(deltas, PROBE, "seen") is None
    assert value(deltas, BINDING, "ended") is True


async def test_a_tab_whose_session_ended_is_told_so(processor, core, cookie_of):
    await send(processor, "t", HYDRATE, cookie := cookie_of())
    core.sessions.clear()

    deltas = await send(processor, "t", LOOK, cookie)

    assert value(deltas, BINDING, "ended") is True
    assert value(deltas, PROBE, "seen") is None


async def test_a_lost_tree_is_not_bound_to_a_socket_nobody_knows(processor, cookie_of):
    deltas = await send(processor, "t", LOOK, cookie_of())

    assert value(deltas, BINDING, "ended") is True


async def test_a_lost_tree_goes_on_with_the_session_its_socket_was_opened_with(
    processor,
    core,
    cookie_of,
    sockets,
):
    cookie = cookie_of()
    sockets.add("s", next(iter(core.sessions)))

    deltas = await send(processor, "t", LOOK, cookie)

    assert value(deltas, PROBE, "seen").startswith("user ")
    assert value(deltas, BINDING, "ended") is not True


async def test_a_tree_that_has_a_session_stays_with_it_whatever_the_socket_is(
    processor,
    core,
    cookie_of,
    sockets,
):
    await send(processor, "t", HYDRATE, cookie_of())
    core.sessions.clear()
    theirs = cookie_of()
    sockets.add("s", next(iter(core.sessions)))

    deltas = await send(processor, "t", LOOK, theirs)

    assert value(deltas, BINDING, "ended") is True
    assert value(deltas, PROBE, "seen") is None


def test_the_same_token_means_another_tree_in_another_session():
    names = {tree_name(session, "token") for session in ("", "a", "b")}

    assert len(names) == 3
    assert tree_name("a", "token") == tree_name("a", "token")
