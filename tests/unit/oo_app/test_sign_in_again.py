"""Signing in again for the console, and being told who in it looked."""

from urllib.parse import parse_qs, urlsplit

from core.domain.audit import Look
from core.domain.user import Role
from oo_app.settings.looks import Looks, row
from oo_app.shared.door import Door, sign_in_again
from oo_app.shared.labels import Line
from oo_app.sign_in.state import SignIn
from tests.fakes.access import an_actor
from tests.fakes.clock import NOON


def target(event):
    """Return where a redirect leads."""
    return next(str(value) for name, value in event.args if str(name) == "path").strip('"')


async def test_somebody_signed_in_may_sign_in_again(enter, call, at):
    await enter()
    there = sign_in_again("/admin/policies", "f=policy:bayes-v1")
    state = at(SignIn(), *there.split("?", 1))

    event = await call(state, "load")

    assert event is None
    assert state.next == "/admin/policies?f=policy:bayes-v1"
    assert (state.title, len(state.ways)) == (Line.AGAIN, 2)


async def test_a_visitor_has_nothing_to_do_again(world, call, at):
    state = at(SignIn(), "/sign-in", "again=1")

    await call(state, "load")

    assert state.title == ""


async def test_the_way_in_brings_filters_back(world, call, at):
    event = await call(at(Door(), "/admin/log", "f=policy:bayes-v1&sort=-shown"), "knock")

    query = parse_qs(urlsplit(target(event)).query)
    assert query == {"next": ["/admin/log?f=policy:bayes-v1&sort=-shown"]}


async def test_people_are_told_who_looked_them_up(world, enter, call):
    user_id, state = await enter(connected=False), Looks()

    for words in ("once", "twice", "3 times"):
        await world.core.reveal_identity(an_actor(Role.OPERATOR), user_id, "access request 31")
        await call(state, "load")

        assert words in state.line
        assert {(it.who, it.reason) for it in state.rows} == {("By: operator", "access request 31")}


async def test_usually_nobody_looked(world, enter, call):
    await enter(connected=False)
    state = Looks()

    await call(state, "load")

    assert (state.line, state.rows, state.ready) == (Line.NOT_LOOKED_AT, [], True)


def test_the_machine_has_no_role():
    assert row(Look(NOON, "system", "restored")).who == "By command, on the machine itself"
