"""An automated check of the accessibility rules finds nothing on any page in any state."""

import pytest

from tests.browser.stage import TIP, drawn, press, settled, violations

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SIGNED_IN = ("/welcome", "/connect", "/settings", "/data", "/delete")
FOR_ALL = ("/sign-in", "/sign-in?why=cancelled&from=google", "/legal/privacy", "/legal/terms")


async def found_on(page, paths):
    wrong = {}
    for path in paths:
        await page.goto(path)
        await drawn(page)
        await settled(page)
        wrong[path] = await violations(page)
    return {path: found for path, found in wrong.items() if found}


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
async def test_every_page(stage, phone):
    stage.watch.expect("404")
    stranger = await stage.open("/sign-in", phone=phone)
    newcomer = await stage.open("/connect", await stage.guests.arrive(), phone=phone)
    user = await stage.open("/connect", await stage.with_tasks("Call the dentist"), phone=phone)

    assert await found_on(stranger, (*FOR_ALL, "/nothing-here", "/goodbye?receipt=none")) == {}
    assert await found_on(newcomer, ("/", "/connect")) == {}
    assert await found_on(user, SIGNED_IN) == {}


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
async def test_every_state_of_the_tip_page(stage, phone):
    page = await stage.tip("Call the dentist", "اتصل بأمي قبل العشاء 🍲", phone=phone)
    wrong = {}

    async def look(name):
        await settled(page)
        wrong[name] = await violations(page)

    async def sheet(name, opener):
        await opener.click()
        await page.locator("dialog[open]").wait_for()
        await look(name)
        await page.keyboard.press("Escape")

    await look("tip")
    await sheet("receipt", page.locator("main .why"))
    await press(page, "Dismiss")
    await page.locator(".after", has_text="Dismissed.").wait_for()
    await look("dismissed")
    await sheet("reasons", page.get_by_role("button", name="Say why"))
    if not phone:
        await page.keyboard.press("?")
        await look("keys")
        await page.keyboard.press("Escape")
    await press(page, "Snooze")
    await page.get_by_role("heading", name="Nothing fits right now.").wait_for()
    await look("resting")
    await press(page, "Pick one anyway")
    await page.locator(TIP).wait_for()
    await look("snoozed")
    await sheet("change", page.get_by_role("button", name="Change"))

    assert {name: found for name, found in wrong.items() if found} == {}


async def test_before_connecting_and_after_leaving(stage):
    page = await stage.open("/connect", await stage.guests.arrive(), phone=True)
    await page.get_by_role("button", name="Todoist").first.click()
    await page.get_by_role("heading", name="Before you go to Todoist.").wait_for()
    await settled(page)
    before = await violations(page)
    await page.goto("/delete")
    await press(page, "Delete it")
    await page.get_by_role("heading", name="Account closed.").wait_for()
    await settled(page)

    assert (before, await violations(page)) == ([], [])


async def test_a_page_whose_session_is_over(stage):
    guest = await stage.guests.arrive()
    page = await stage.open("/settings", guest)
    other = await stage.open("/settings", await stage.guests.arrive(email=guest.email))
    await press(other, "Sign out everywhere")
    await page.get_by_role("heading", name="You are signed out here.").wait_for()
    await settled(page)

    assert await violations(page) == []
