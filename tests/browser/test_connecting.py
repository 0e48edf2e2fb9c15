"""Todoist is connected, looked at, lost, connected again and let go."""

import re

import pytest

from oo_app.sandbox.todoist.service import personal_token
from tests.browser.stage import TIP, drawn, press

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

CONNECTED = "Todoist is connected."


async def go_to_todoist(page):
    await page.get_by_role("button", name=re.compile("^Todoist")).click()
    await press(page, "Continue")


async def test_somebody_without_an_app_is_led_to_it(stage):
    page = await stage.open("/", await stage.guests.arrive())

    await page.get_by_role("heading", name="Connect one app.").wait_for()
    await page.get_by_role("link", name="Connect").click()

    await page.get_by_role("button", name=re.compile("^Todoist")).wait_for()


async def test_what_is_read_is_said_before_and_not_now_leads_back(stage):
    page = await stage.open("/connect", await stage.guests.arrive())

    await page.get_by_role("button", name=re.compile("^Todoist")).click()
    await page.get_by_role("heading", name="Before you go to Todoist.").wait_for()
    text = await page.locator("main").inner_text()
    await press(page, "Not now")

    assert all(word in text for word in ("oO reads", "Never", "Writes", "How often", "To undo"))
    await page.get_by_role("heading", name="Connect one app.").wait_for()


async def test_a_denied_connection_says_so(stage):
    page = await stage.open("/connect", await stage.guests.arrive())

    await go_to_todoist(page)
    await press(page, "Deny")

    await page.get_by_text(
        "Todoist sent you back without an answer. Nothing was stored."
    ).wait_for()


async def test_a_link_that_may_only_read_says_so_and_done_stays_inside(stage):
    await stage.todoist.only("demo-ines", "Look around", "Look again")
    page = await stage.open("/connect", await stage.guests.arrive())

    await go_to_todoist(page)
    await page.get_by_label("Ines Okafor").check()
    await press(page, "Allow reading only")
    await page.get_by_role("heading", name=CONNECTED).wait_for(timeout=8_000)
    assert "Done stays inside oO" in await page.locator("main").inner_text()
    await page.get_by_role("link", name="See your tip").click()
    await page.locator(TIP).wait_for()
    await press(page, "Done")
    await page.locator(".after", has_text="Done.").wait_for()

    assert len(await stage.todoist.tasks("demo-ines")) == 2


async def test_a_personal_token_connects_and_a_wrong_one_says_so(stage):
    await stage.todoist.only("demo-ines", "One task")
    page = await stage.open("/connect", await stage.guests.arrive())

    await page.get_by_text("A personal token instead").click()
    await page.get_by_label("API token").fill("0" * 40)
    await press(page, "Connect with this token")
    await page.get_by_text("Todoist did not accept that token.").wait_for()
    await page.get_by_text("A personal token instead").click()
    await page.get_by_label("API token").fill(personal_token("demo-ines"))
    await press(page, "Connect with this token")

    await page.get_by_role("heading", name=CONNECTED).wait_for(timeout=8_000)
    assert re.search("Read just now · 1.task\\.", await page.locator("main").inner_text())


async def test_disconnecting_forgets_the_tasks_at_once(stage):
    guest = await stage.with_tasks("Call the dentist")
    page = await stage.open("/connect", guest)

    await press(page, "Disconnect Revoked there too")
    await page.get_by_text("What oO had read is erased.").wait_for()
    await page.goto("/")

    await page.get_by_role("heading", name="Connect one app.").wait_for()


async def test_disconnecting_works_although_todoist_is_down(stage):
    guest = await stage.guests.arrive()
    await stage.guests.authorize(guest, "demo-aiko")
    page = await stage.open("/connect", guest)
    await stage.todoist.faults(server_error=99)

    await press(page, "Disconnect Revoked there too")

    await page.get_by_text("What oO had read is erased.").wait_for()
    await stage.todoist.faults()


async def test_a_lost_link_is_connected_again(stage):
    await stage.todoist.only("demo-aiko", "Call the dentist", "Turn the compost")
    guest = await stage.guests.arrive()
    await stage.guests.authorize(guest, "demo-aiko")
    await stage.guests.lose_link(guest)
    page = await stage.open("/connect", guest)

    await press(page, "Read it now")
    await page.get_by_role("heading", name="Reconnect Todoist.").wait_for()
    await page.goto("/")
    await page.locator(TIP).wait_for()  # from what was read before
    await page.get_by_role("link", name="Reconnect Todoist").click()
    await press(page, "Reconnect")
    await page.get_by_label("Aiko Tanaka").check()
    await press(page, "Allow")

    await page.get_by_role("heading", name=CONNECTED).wait_for(timeout=8_000)


async def test_another_account_does_not_take_the_place_of_the_first(stage):
    guest = await stage.guests.arrive()
    await stage.guests.authorize(guest, "demo-aiko")
    await stage.guests.lose_link(guest)
    page = await stage.open("/connect", guest)
    await press(page, "Read it now")

    await press(page, "Reconnect")
    await page.get_by_label("Tariq Haddad").check()
    await press(page, "Allow")

    await page.get_by_text("That is another Todoist account.").wait_for()
    await drawn(page)
