"""Every handler of the console, whichever there are, times every role (reliability R1, W3)."""

from contextvars import copy_context
from uuid import uuid4

import pytest
from reflex_base.registry import RegistrationContext

from core.domain.access import GRANTS, Right
from core.domain.user import Role
from oo_app.shared.guard import CONSOLE, LACKING, rights_of
from oo_app.shared.session import act_as, acting
from tests.socket.pipeline import send
from tests.socket.tabs import HYDRATE
from tests.unit.oo_admin_guard import panels

BUILT_IN = "setvar"
"""What the framework puts into every state; the guard refuses it everywhere."""
NOBODY_HAS_THIS = {"nobody_has_this": 1}
"""An argument that stops whoever has the rights before anything happens."""


def handlers_in(package):
    """Return all that a client could name whose state stands in a package."""
    return {
        name: entry.handler.fn
        for name, entry in RegistrationContext.get().event_handlers.items()
        if entry.states[0].__module__.startswith(package) and not name.endswith(f".{BUILT_IN}")
    }


EVERY = handlers_in(CONSOLE)
"""The console's handlers: the real ones, since the app has been imported, and the fakes."""


def careless(handlers):
    """Return the handlers that would let in whom no role lets in, or ask for what does not exist."""
    known = {right.value for right in Right}
    marked = {name: rights_of(handler) for name, handler in handlers.items()}
    return {
        name.rsplit(".", 1)[-1]
        for name, rights in marked.items()
        if rights is None or not rights & known or not rights <= known | {"user"}
    }


def cookie_of(core, role):
    return f"oo_session={core.let_in(role=role)}"


def fake(handler):
    return next(name for name in EVERY if name.endswith(f"fake_panel.{handler}"))


def test_there_are_handlers_to_look_at():
    assert {"load", "export", "promote", "rule"} <= {name.rsplit(".", 1)[-1] for name in EVERY}


def test_every_handler_of_the_console_asks_for_a_right_of_the_table():
    assert careless(EVERY) == set()


def test_a_careless_handler_is_noticed():
    """Show that the test above can fail."""
    found = careless(handlers_in(panels.__name__))

    assert found == {"wave", "look", "misspell", "forget"}


@pytest.mark.parametrize("role", Role)
async def test_each_role_calls_what_the_table_gives_it_and_nothing_else(
    core, processor, refusals, role
):
    cookie, token = cookie_of(core, role), str(uuid4())
    await send(processor, token, HYDRATE, cookie)
    held = {"user", *GRANTS[role]}
    called = set()

    for name, handler in EVERY.items():
        refusals.clear()
        deltas = await send(processor, token, name, cookie, **NOBODY_HAS_THIS)

        assert refusals == ["arguments" if rights_of(handler) <= held else LACKING], name
        assert not any(changes for delta in deltas for changes in delta.values()), name
        called.add(name)
    assert called == set(EVERY)


@pytest.mark.parametrize("cookie", ["", "oo_session=no-longer-known"])
async def test_nobody_calls_anything_and_nothing_is_written_down_of_strangers(
    core, processor, refusals, cookie
):
    token = str(uuid4())
    await send(processor, token, HYDRATE, cookie)

    for name in EVERY:
        refusals.clear()
        await send(processor, token, name, cookie, **NOBODY_HAS_THIS)
        assert refusals == [LACKING], name
    assert core.denied == []


async def test_whoever_has_the_rights_gets_through(core, processor):
    cookie, token = cookie_of(core, Role.OPERATOR), str(uuid4())
    await send(processor, token, HYDRATE, cookie)

    deltas = await send(processor, token, fake("promote"), cookie)

    assert "promoted" in repr(deltas)
    assert core.denied == []


async def test_a_refusal_is_written_down_with_who_what_and_which_right(core, processor):
    cookie, token = cookie_of(core, Role.VIEWER), str(uuid4())
    (who,) = core.sessions.values()
    await send(processor, token, HYDRATE, cookie)

    await send(processor, token, fake("promote"), cookie)

    ((actor, deed),) = core.denied
    assert (actor.user_id, actor.role) == (who.user_id, "viewer")
    assert who.session[:12] in actor.request
    assert (deed.action, deed.kind, deed.object) == (
        "called FakePanel.promote",
        "handler",
        "FakePanel.promote",
    )


async def test_of_two_rights_one_is_not_enough(core, processor, refusals):
    cookie, token = cookie_of(core, Role.VIEWER), str(uuid4())
    await send(processor, token, HYDRATE, cookie)

    await send(processor, token, fake("export"), cookie)

    assert refusals == [LACKING]


def test_the_acting_person_is_who_the_guard_found(core):
    core.let_in(role=Role.OPERATOR)
    (who,) = core.sessions.values()
    event = copy_context()
    event.run(act_as, who)

    actor = event.run(acting)

    assert (actor.user_id, actor.role, actor.fresh) == (who.user_id, "operator", True)
    core.clock.elapsed_s = 15 * 60
    assert not event.run(acting).fresh
