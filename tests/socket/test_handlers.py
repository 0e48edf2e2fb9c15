"""Every handler that exists carries its rights, and the guard holds each to them (W3)."""

import inspect
import re
from uuid import uuid4

import pytest
import reflex as rx
from reflex.state import _resolve_delta
from reflex_base.registry import RegistrationContext

from core import wiring
from oo_app.shared.cookies import session_name
from oo_app.shared.guard import PLUMBING, rights_of
from tests.socket.pipeline import APP, PROBES, send
from tests.socket.probes import CANARY
from tests.socket.tabs import HYDRATE

OURS = ("oo_app.", "oo_admin.")
EVERY = dict(RegistrationContext.get().event_handlers)
"""All that a client could name, once the app and the probes have been imported."""
BUILT_IN = "setvar"
"""What the framework puts into every state; the guard refuses it everywhere."""
ROLES = {"nobody": None, "user": {"user"}, "admin": {"user", "admin"}, "ended": set()}
HOSTILE_NAMES = re.compile(r"_.*|user(_?id)?|who|role|rights?|session.*|principal|.*admin.*|amount")


def handlers_of(*packages):
    return {
        name: entry.handler.fn
        for name, entry in EVERY.items()
        if entry.states[0].__module__.startswith(packages) and not name.endswith(f".{BUILT_IN}")
    }


def unmarked(handlers):
    return {
        name.rsplit(".", 1)[-1] for name, handler in handlers.items() if rights_of(handler) is None
    }


def test_there_are_handlers_to_look_at():
    assert len(handlers_of(*OURS)) > 20


def test_every_handler_of_ours_is_marked():
    assert unmarked(handlers_of(*OURS)) == set()


def test_handlers_of_the_console_are_for_somebody():
    assert all(rights_of(handler) for handler in handlers_of("oo_admin.").values())


def test_a_missing_mark_is_noticed():
    """Show that the test above can fail: the probes have two handlers without a mark."""
    assert unmarked(handlers_of(PROBES)) == {"forgotten", "undecorated"}


def test_nothing_is_taken_from_arguments_that_the_server_knows_better():
    for name, handler in handlers_of(*OURS).items():
        for argument in list(inspect.signature(handler).parameters)[1:]:
            assert not HOSTILE_NAMES.fullmatch(argument), (name, argument)


def test_the_mark_survives_the_framework():
    """Stand on the raw function, which is where the guard looks, also after an upgrade."""
    entry = EVERY[next(name for name in EVERY if name.endswith("probe.rule"))]

    assert rights_of(entry.handler.fn) == {"admin"}


@pytest.mark.parametrize("role", ROLES)
async def test_every_handler_is_held_to_its_rights(core, processor, refusals, role):
    """Call each by name, with an argument nobody has: those with the rights fail at the argument."""
    rights = ROLES[role] or set()
    cookie = ""
    if ROLES[role]:
        cookie = f"{session_name(secure=False)}={core.let_in(rights=frozenset(rights))}"
    if role == "ended":
        cookie = f"{session_name(secure=False)}=no-longer-known"
    token = str(uuid4())
    await send(processor, token, HYDRATE, cookie)

    for name, handler in handlers_of(*OURS, PROBES).items():
        refusals.clear()
        deltas = await send(processor, token, name, cookie, nobody_has_this=1)

        needed = rights_of(handler)
        expected = (
            "not marked"
            if needed is None
            else "arguments"
            if needed <= rights
            else "rights missing"
        )
        assert refusals == [expected], name
        assert not any(changes for delta in deltas for changes in delta.values()), name


@pytest.mark.parametrize("role", ["nobody", "admin"])
async def test_the_frameworks_handlers_are_refused_unless_listed(core, processor, refusals, role):
    cookie = ""
    if role == "admin":
        cookie = f"{session_name(secure=False)}={core.let_in(rights=frozenset({'user', 'admin'}))}"
    token = str(uuid4())
    await send(processor, token, HYDRATE, cookie)
    ours = handlers_of(*OURS, PROBES)
    theirs = [name for name in EVERY if name not in ours and name not in PLUMBING]

    assert any(name.endswith("handle_frontend_exception") for name in theirs)
    assert len([name for name in theirs if name.endswith(BUILT_IN)]) > 10
    for name in theirs:
        refusals.clear()
        await send(processor, token, name, cookie)
        assert refusals == ["not marked"], name


def test_the_list_of_framework_handlers_is_this_and_nothing_more():
    assert {name.rsplit(".", 1)[-1] for name in PLUMBING} == {
        "hydrate",
        "hydrate_and_load",
        "set_is_hydrated",
        "on_load_internal",
        "update_vars_internal",
    }


async def test_a_visitors_first_page_holds_defaults_and_asks_nobody():
    """Resolve every var of every state without a core: a question to it would raise (W4)."""
    wiring.use(None)
    tree = rx.State(_reflex_internal_init=True)

    snapshot = await _resolve_delta(tree.dict())

    assert len(snapshot) > 10
    assert CANARY not in repr(snapshot)
    assert not [name for changes in snapshot.values() for name in changes if name.startswith("_")]


def test_there_is_no_door_for_uploads():
    paths = [getattr(route, "path", "") for route in APP._api.routes]

    assert not [path for path in paths if "upload" in path]
