"""A person sees where they are signed in, takes their data along, and leaves."""

import json
import re

import pytest

from tests.browser.stage import TIP, drawn, press

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_signing_out_here_leaves_the_other_browser_alone(stage):
    guest = await stage.with_tasks("Call the dentist")
    again = await stage.guests.arrive(email=guest.email)
    here, there = await stage.open("/settings", guest), await stage.open("/", again)

    await press(here, "Sign out here")
    await here.get_by_role("heading", name="One tip.").wait_for()
    await here.goto("/")
    await here.wait_for_url(re.compile("/sign-in"))
    await there.reload()

    await there.locator(TIP).wait_for()


async def test_signing_out_everywhere_closes_the_other_browsers_page(stage):
    guest = await stage.with_tasks("Call the dentist")
    again = await stage.guests.arrive(email=guest.email)
    here, there = await stage.open("/settings", guest), await stage.open("/", again)
    await there.locator(TIP).wait_for()

    await press(here, "Sign out everywhere")

    await there.get_by_role("heading", name="You are signed out here.").wait_for()
    assert "Call the dentist" not in await there.locator("body").inner_text()
    async with there.expect_event("load"):
        await there.get_by_role("link", name="Reload").click()
    await there.wait_for_url(re.compile("/sign-in"))


async def test_one_other_browser_is_signed_out_from_the_list(stage):
    guest = await stage.guests.arrive()
    other = await stage.guests.arrive(email=guest.email, agent="Firefox on Windows")
    here, there = await stage.open("/settings", guest), await stage.open("/settings", other)

    await here.get_by_role("button", name=re.compile("Firefox on Windows")).click()

    await there.get_by_role("heading", name="You are signed out here.").wait_for()
    await here.get_by_role("button", name=re.compile("Firefox on Windows")).wait_for(state="hidden")


async def test_the_clock_follows_the_browser(stage):
    page = await stage.open("/settings", await stage.guests.arrive(), timezone_id="Asia/Tokyo")

    await page.get_by_text("Asia/Tokyo").wait_for()


async def test_the_export_is_ones_own_and_complete(stage):
    guest = await stage.with_tasks("Call the dentist", "Water the basil")
    page = await stage.open("/", guest)
    await press(page, "Dismiss")
    await page.locator(".after", has_text="Dismissed.").wait_for()
    await page.goto("/data")

    async with page.expect_download() as waiting:
        await page.get_by_role("link", name="Prepare my file").click()
    download = await waiting.value

    with open(await download.path(), encoding="utf-8") as file:  # noqa: ASYNC230, PTH123 — a small file
        found = json.load(file)
    text = json.dumps(found)
    assert re.fullmatch(r"oo-export-\d{4}-\d\d-\d\d\.json", download.suggested_filename)
    assert str(guest.user_id) in text
    assert all(word in text for word in ("Call the dentist", "Water the basil", "dismiss"))


async def test_deleting_the_account_is_at_once_and_for_good(stage):
    guest = await stage.with_tasks("Call the dentist")
    again = await stage.guests.arrive(email=guest.email)
    page, there = await stage.open("/data", guest), await stage.open("/", again)

    await page.get_by_role("link", name="Delete my account").click()
    await page.get_by_role("heading", name="Delete your account?").wait_for()
    await press(page, "Delete it")
    await page.get_by_role("heading", name="Account closed.").wait_for()
    receipt = await page.locator("main").inner_text()
    await there.get_by_role("heading", name="You are signed out here.").wait_for()
    await page.goto("/settings")
    await page.wait_for_url(re.compile("/sign-in"))

    assert "two devices" in receipt
    assert "Destroyed at once" in receipt
    newcomer = await stage.guests.arrive(email=guest.email)
    assert newcomer.user_id != guest.user_id


async def test_the_receipt_can_be_saved_and_a_made_up_one_shows_nothing(stage):
    page = await stage.open("/delete", await stage.guests.arrive())
    await press(page, "Delete it")
    await page.get_by_role("heading", name="Account closed.").wait_for()

    async with page.expect_download() as waiting:
        await page.get_by_role("link", name="Save receipt").click()
    assert (await waiting.value).suggested_filename == "oO-receipt.txt"
    await page.goto("/goodbye?receipt=D-0000-0000")

    await page.get_by_role("heading", name="Nothing lives here.").wait_for()


async def test_keeping_the_account_is_one_press(stage):
    page = await stage.open("/delete", await stage.guests.arrive())

    await page.get_by_role("link", name="Keep my account").click()

    await page.get_by_role("heading", name="Settings").wait_for()
    await drawn(page)
