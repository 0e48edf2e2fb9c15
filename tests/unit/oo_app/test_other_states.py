"""The other pages parse what an address or a button says, and show what is true."""

import pytest

from core.domain.consent import Purpose
from core.domain.session import NOBODY
from core.errors import NotSignedIn, Refusal
from oo_app.connect.state import Connect
from oo_app.settings.state import Goodbye, Settings
from oo_app.shared.door import Door, me, way_in
from oo_app.shared.session import act_as, current
from oo_app.sign_in.state import SignIn, Welcome, refusal
from tests.fakes.providers import down


def target(event):
    """Return where a redirect leads."""
    return next(str(value) for name, value in event.args if str(name) == "path").strip('"')


async def test_a_visitor_is_shown_the_way_in_and_back(world, call, at):
    event = await call(at(Door(), "/settings"), "knock")

    assert target(event) == "/sign-in?next=%2Fsettings"


async def test_a_user_is_let_through(enter, call, at):
    await enter()

    assert await call(at(Door(), "/settings"), "knock") is None


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil", "javascript:alert(1)", "/a%0d%0ab"])
def test_the_way_in_never_leads_elsewhere(path):
    assert way_in(path) == "/sign-in"


def test_nobody_is_not_somebody(world):
    act_as(NOBODY)

    with pytest.raises(NotSignedIn):
        me()


async def test_the_sign_in_page_shows_the_configured_ways(world, call, at):
    state = at(SignIn(), "/sign-in", "next=/connect")

    await call(state, "load")

    assert [way.name for way in state.ways] == ["google", "apple"]
    assert state.next == "/connect"
    assert state.title == ""


@pytest.mark.parametrize("why", list(Refusal))
def test_each_refusal_has_its_own_sentence(why):
    said = refusal(why.value, "google")

    assert said is not None
    assert "{" not in said.title + said.line


@pytest.mark.parametrize(
    "query", ["why=made-up", "why=", "why=%00&from=google", "a=1&" * 50, "x" * 9000]
)
async def test_a_made_up_refusal_is_not_repeated(world, call, at, query):
    state = at(SignIn(), "/sign-in", query)

    await call(state, "load")

    assert state.title == ""


async def test_a_stranger_cannot_put_words_on_the_page(world, call, at):
    state = at(SignIn(), "/sign-in", "why=cancelled&from=Your+bank")

    await call(state, "load")

    assert state.line.startswith("The other side sent you back")


async def test_a_stranger_cannot_choose_where_sign_in_leads(world, call, at):
    state = at(SignIn(), "/sign-in", "next=https://evil.example/")

    await call(state, "load")

    assert state.next == "/"


async def test_somebody_signed_in_goes_on(enter, call, at):
    await enter()

    event = await call(at(SignIn(), "/sign-in", "next=/data"), "load")

    assert target(event) == "/data"


@pytest.mark.parametrize(
    "form",
    [{}, {"nudges": "on"}, {"nudges": "on", "research": "on"}, {"tips": "on", "admin": "on"}],
)
async def test_only_a_yes_is_a_yes(world, enter, call, form):
    user_id = await enter(connected=False)

    event = await call(Welcome(), "decide", form)

    person = await world.core.read_person(user_id)
    asked = {"nudges", "research"}
    assert {purpose.value for purpose in person.consents - {Purpose.TERMS}} == asked & set(form)
    assert person.user.welcomed
    assert target(event) == "/connect"


@pytest.mark.parametrize("form", [None, "nudges", 7, ["nudges"]])
async def test_what_is_no_form_records_nothing(world, enter, call, form):
    user_id = await enter()

    await call(Welcome(), "decide", form)

    assert not (await world.core.read_person(user_id)).user.welcomed


async def test_what_was_allowed_is_shown_and_can_be_changed(world, enter, call):
    user_id = await enter()
    await call(Welcome(), "decide", {"research": "on"})
    state = Welcome()

    await call(state, "load")
    shown = (state.back, state.nudges, state.research)
    event = await call(state, "decide", {"nudges": "on"})

    assert shown == (True, False, True)
    person = await world.core.read_person(user_id)
    assert person.consents & {Purpose.NUDGES, Purpose.RESEARCH} == {Purpose.NUDGES}
    assert target(event) == "/settings"


async def test_the_status_line_is_live(world, enter, call, at):
    await enter()
    world.clock.advance(minutes=4)
    state = at(Connect(), "/connect")

    await call(state, "load")

    assert state.stage == "connected"
    assert state.status.line == "Healthy. Read 4\u00a0min ago · 4\u00a0tasks."


async def test_a_service_that_fails_is_said_so(world, enter, call, at):
    await enter()
    world.clock.advance(hours=3)
    world.todoist.failure = down()
    state = at(Connect(), "/connect")

    await call(state, "read_now")

    assert state.status.line.startswith("Not answering since")
    assert "Read 3\u00a0h ago" in state.status.line


async def test_nothing_connected_and_the_facts_before(enter, call, at):
    await enter(connected=False)
    state = at(Connect(), "/connect", "why=cancelled")
    await call(state, "load")
    assert (state.stage, state.linked) == ("nothing", False)
    assert state.notice == "Todoist sent you back without an answer. Nothing was stored."

    await call(state, "show_facts")
    await call(state, "look_again")
    assert state.stage == "before"

    await call(state, "back")
    assert state.stage == "nothing"


@pytest.mark.parametrize("why", ["<b>", "made-up", "x" * 400])
async def test_a_made_up_reason_is_not_repeated(enter, call, at, why):
    await enter(connected=False)
    state = at(Connect(), "/connect", f"why={why}")

    await call(state, "load")

    assert state.notice == "That did not work. Nothing was stored."


async def test_disconnecting_twice_is_disconnecting(enter, call, at):
    await enter()
    state = at(Connect(), "/connect")

    await call(state, "leave")
    await call(state, "leave")

    assert state.stage == "nothing"
    assert state.notice.startswith("Todoist is disconnected.")


async def test_settings_show_devices_without_their_sessions(world, enter, call):
    await enter()
    mine = current()
    await world.sign_in()
    state = Settings()

    await call(state, "load")

    assert [device.here for device in state.devices] == [True, False]
    assert mine.session not in repr(state.dict())


async def test_another_device_is_signed_out(world, enter, call):
    await enter()
    await world.sign_in()
    state = Settings()
    await call(state, "load")

    await call(state, "sign_out", 1)

    assert [device.here for device in state.devices] == [True]


@pytest.mark.parametrize("place", [0, -1, 2, 10**9, True, "1", None, [], 1.0])
async def test_a_place_that_is_no_other_device_signs_nobody_out(world, enter, call, place):
    await enter()
    await world.sign_in()
    state = Settings()
    await call(state, "load")

    await call(state, "sign_out", place)

    assert len(state.devices) == 2
    assert world.ended == []


async def test_a_receipt_is_shown_to_whoever_holds_its_number(world, enter, call, at):
    user_id = await enter()
    erasure = await world.core.erase_user(user_id)
    act_as(NOBODY)
    state = at(Goodbye(), "/goodbye", f"receipt={erasure.receipt}")

    await call(state, "load")

    assert (state.phase, state.receipt) == ("receipt", erasure.receipt)
    assert state.asked_at == "22\u00a0November 2026, 12:00\u00a0UTC"
    assert state.file.startswith("data:text/plain")
    assert erasure.receipt in state.file


@pytest.mark.parametrize("number", ["", "D-0000-0000-0000-0000", "x" * 999, "%00"])
async def test_a_number_nobody_was_given_shows_nothing(world, call, at, number):
    state = at(Goodbye(), "/goodbye", f"receipt={number}")

    await call(state, "load")

    assert (state.phase, state.receipt) == ("unknown", "")
