"""A tab is worth what its session is worth, and nothing outlives a session (W2, W3, S2)."""

import asyncio
import time

import aiohttp
import pytest
import socketio

from tests.socket.probes import DAWDLE_S
from tests.socket.tabs import BINDING, HYDRATE, NAMESPACE, PROBE, Visitor, an_event


async def test_without_a_session_nothing_but_public_handlers_can_be_called(visitor):
    async with visitor.tab() as tab:
        for handler in ("look", "rule", "forgotten", "undecorated", "crash", "later", "setvar"):
            await tab.call(handler)
        await tab.call("chain")
        await tab.settled()

        seen = {
            update["delta"][PROBE]["seen_rx_state_"]
            for update in tab.updates
            if PROBE in (update.get("delta") or {})
        }
        assert len(seen) == 2  # what it was at first, and the public wave
        assert not any(word in tab.everything for word in ("user ", "ruled", "forgotten", "later"))


async def test_a_user_is_no_admin(user, admin):
    async with user.tab() as mine, admin.tab() as theirs:
        await mine.call("rule")
        await theirs.call("rule")
        await mine.settled()
        await theirs.settled()

        assert "ruled" not in mine.everything
        assert "ruled" in theirs.everything


@pytest.mark.parametrize("thief", ["another user", "nobody"])
async def test_a_stolen_tab_token_shows_nothing(stage, user, thief):
    other = Visitor(stage.url)
    if thief == "another user":
        await other.sign_in()
    async with user.tab() as mine:
        await mine.call("look")
        await mine.settled()
        secret = mine.value(PROBE, "seen")
        async with other.tab(mine.token) as theirs:
            await theirs.settled()
            assert secret not in theirs.everything
    async with other.tab(mine.token) as theirs:  # and again, now that its owner has left
        await theirs.settled()
        assert secret not in theirs.everything


async def test_what_comes_late_does_not_go_to_whoever_holds_the_token_by_then(stage, user):
    other = Visitor(stage.url)
    await other.sign_in()
    async with user.tab() as mine:
        await mine.call("dawdle")
        await mine.settled()
    await asyncio.sleep(DAWDLE_S / 3)  # until the server has noticed that the tab is gone
    async with other.tab(mine.token, hydrate=False) as theirs:
        await asyncio.sleep(2 * DAWDLE_S)

        assert "dawdled" not in theirs.everything


async def test_what_comes_late_reaches_its_own_tab(user):
    async with user.tab() as mine:
        await mine.call("dawdle")
        await mine.settled()
    await asyncio.sleep(DAWDLE_S / 3)  # until the server has noticed that the tab is gone
    async with user.tab(mine.token, hydrate=False) as again:
        await asyncio.sleep(2 * DAWDLE_S)

        assert "dawdled" in again.everything


async def test_the_name_that_the_server_calls_a_tree_by_opens_nothing_either(stage, user):
    other = Visitor(stage.url)
    async with user.tab() as mine:
        await mine.call("look")
        await mine.settled()
        secret = mine.value(PROBE, "seen")
        name = mine.value("reflex___state____state", "rx_router_session")["client_token"]
    async with other.tab(name) as theirs:
        await theirs.settled()
        assert secret not in theirs.everything


async def test_the_same_tab_finds_its_state_again_after_a_reconnect(user):
    async with user.tab() as first:
        await first.settled()
        kept = first.value(PROBE, "seen")
    async with user.tab(first.token) as second:
        assert second.value(PROBE, "seen") == kept


async def test_signing_in_anew_in_the_same_tab_begins_with_nothing(user):
    async with user.tab() as before:
        await before.settled()
    await user.sign_in()
    async with user.tab(before.token) as after:
        assert after.value(PROBE, "seen") == ""


@pytest.mark.parametrize(
    "path", ["/auth/sign-out", "/auth/sign-out-everywhere", "/settings/delete"]
)
async def test_signing_out_closes_every_open_tab_within_two_seconds(user, path):
    async with user.tab() as one, user.tab() as two:
        begun = time.monotonic()
        async with user.http() as http:
            await http.post(path, data={"sure": "yes"})
        await one.gone()
        await two.gone()

        assert time.monotonic() - begun < 2.0
        assert one.value(BINDING, "ended") is True
        assert two.value(BINDING, "ended") is True


async def test_other_peoples_tabs_stay_open_when_one_signs_out(user, admin):
    async with user.tab() as leaving, admin.tab() as staying:
        await user.post("/auth/sign-out")
        await leaving.gone()

        await staying.settled()
        assert not staying.closed.is_set()


async def test_an_ended_session_opens_a_tab_as_nobody(user):
    await user.post("/auth/sign-out")
    async with user.tab() as tab:
        await tab.call("look")
        await tab.settled()

        assert "user " not in tab.everything


async def test_wrong_arguments_never_come_back_as_a_trace(user):
    arguments = [
        {},
        {"hand": None},
        {"hand": 5},
        {"hand": {"a": 1}},
        {"leg": "x"},
        {"state": 1},
        {"_x": 1},
    ]
    async with user.tab() as tab:
        for handler in ("look", "wave", "rule", "chain"):
            for given in arguments:
                await tab.call(handler, **given)
        await tab.settled()

        assert "Traceback" not in tab.everything
        assert "TypeError" not in tab.everything


async def test_a_fault_shows_a_number_that_the_log_knows_and_nothing_else(stage, user):
    async with user.tab() as tab:
        await tab.call("crash")
        reference = await tab.trouble()
        await tab.send(f"{BINDING}.recover")
        await tab.until(BINDING, "trouble", "")

    assert "canary-of-a-fault" not in tab.everything
    assert "RuntimeError" not in tab.everything
    assert reference in stage.written()


async def test_nobody_can_put_words_into_the_notice_of_a_fault(user):
    async with user.tab() as tab:
        await tab.send(f"{BINDING}.stumble", reference="<b>call this number</b>")
        await tab.settled()

        assert not tab.value(BINDING, "trouble")


async def test_the_boot_event_in_the_handshake_is_held_to_the_same_rules(stage, user):
    """Send the first event inside the CONNECT packet, as the real page does."""
    async with aiohttp.ClientSession() as http:
        sio = socketio.AsyncClient(reconnection=False, http_session=http)
        updates = []
        sio.on("event", updates.append, namespace=NAMESPACE)
        await sio.connect(
            f"{user.url}{NAMESPACE}?token=boot",
            headers={"Origin": user.url, "X-Forwarded-For": user.address},
            auth={"event": an_event(f"{PROBE}.look")},
            transports=["websocket"],
            namespaces=[NAMESPACE],
            socketio_path=NAMESPACE,
        )
        await sio.emit("event", an_event(HYDRATE), namespace=NAMESPACE)
        await asyncio.sleep(0.2)
        await sio.disconnect()

    assert updates
    assert "user " not in repr(updates)


async def test_no_token_and_no_cookie_reaches_the_log(stage, user):
    """Search all that was written while the other tests ran (W2, T3)."""
    async with user.tab() as tab:
        await tab.call("crash")
        await tab.sio.emit("event", {"name": "nowhere.nothing"}, namespace=NAMESPACE)
        await tab.settled()

    written = stage.written()
    assert "event_failed" in written
    assert tab.token not in written
    assert user.cookie.split("=")[1] not in written
    assert "oo_session=" not in written
