"""An answer moves to the next tip at once, reaches Todoist, and can be taken back."""

import asyncio

import pytest
from playwright.async_api import expect

from tests.browser.stage import TIP, drawn, next_sentence, press, sentence

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

FOUR = ("Call the dentist", "Water the basil", "Turn the compost", "Pay the rent")
DAILY = {"content": "Read two chapters", "due": {"string": "every day", "lang": "en"}}


async def until(true):
    """Wait until something asynchronous elsewhere has happened: at most five seconds."""
    async with asyncio.timeout(5):
        while not await true():  # noqa: ASYNC110 — another process tells nobody
            await asyncio.sleep(0.05)


async def test_done_ticks_the_task_off_in_todoist_and_undo_opens_it_again(stage):
    page = await stage.tip(*FOUR)
    text = await sentence(page)
    task_id = {task["content"]: task["id"] for task in await stage.todoist.tasks("demo-aiko")}[text]

    async def checked():
        return (await stage.todoist.task("demo-aiko", task_id))["checked"]

    async def opened():
        return not await checked()

    await press(page, "Done")
    await next_sentence(page, text)
    assert await page.locator(".after [role=status]").inner_text() == "Done."
    await until(checked)
    await press(page, "Undo")
    await page.locator(TIP, has_text=text).wait_for()
    await until(opened)


async def test_a_recurring_task_keeps_its_recurrence(stage):
    page = await stage.tip(DAILY)
    (before,) = await stage.todoist.tasks("demo-aiko")

    await press(page, "Done")
    await page.get_by_role("heading", name="Nothing fits right now.").wait_for()

    async def moved():
        return (await stage.todoist.task("demo-aiko", before["id"]))["due"] != before["due"]

    await until(moved)
    after = await stage.todoist.task("demo-aiko", before["id"])
    assert (after["checked"], after["due"]["is_recurring"]) == (False, True)
    assert after["due"]["string"] == before["due"]["string"]
    await press(page, "Undo")
    await page.locator(TIP).wait_for()

    async def back():
        return (await stage.todoist.task("demo-aiko", before["id"]))["due"] == before["due"]

    await until(back)


async def test_a_reload_is_not_a_new_pick(stage):
    page = await stage.tip(*(f"Task number {number}" for number in range(20)))
    before = await sentence(page)

    for _ in range(3):
        await page.reload()
        await drawn(page)
        await page.locator(TIP).wait_for()
        assert await sentence(page) == before


async def test_a_snoozed_task_can_be_moved_to_another_time(stage):
    page = await stage.tip(*FOUR)
    text = await sentence(page)

    await press(page, "Snooze")
    await next_sentence(page, text)
    line = page.locator(".after [role=status]")
    before = await line.inner_text()
    assert before.startswith("Snoozed until ")
    await press(page, "Change")
    sheet = page.get_by_role("dialog", name="Bring it back")
    assert text in await sheet.inner_text()
    await sheet.get_by_role("button", name="In an hour").click()

    await expect(line).not_to_have_text(before)
    assert (await line.inner_text()).startswith("Snoozed until ")
    checked = [task["checked"] for task in await stage.todoist.tasks("demo-aiko")]
    assert checked == [False] * 4, "a snooze stays inside oO"


async def test_not_today_is_silence_until_the_quiet_is_ended(stage):
    page = await stage.tip(*FOUR)

    await page.keyboard.press("Shift+S")
    await page.get_by_role("button", name="Not today").click()
    await page.get_by_role("heading", name="Quiet until 9:00.").wait_for()
    await press(page, "End the quiet")

    await page.locator(TIP).wait_for()


async def test_during_the_quiet_one_may_still_be_asked_for(stage):
    page = await stage.tip(*FOUR)

    await page.keyboard.press("Shift+S")
    await page.get_by_role("button", name="Not today").click()
    await press(page, "Show one anyway")

    await page.locator(TIP).wait_for()


async def test_a_dismissal_may_say_why(stage):
    page = await stage.tip(*FOUR)
    text = await sentence(page)

    await press(page, "Dismiss")
    await next_sentence(page, text)
    await press(page, "Say why")
    sheet = page.get_by_role("dialog", name="What was wrong with it?")
    assert text in await sheet.inner_text()
    await sheet.get_by_role("button", name="Too big").click()

    await page.locator(".after", has_text="Dismissed, and noted.").wait_for()


async def test_a_double_click_answers_once(stage):
    page = await stage.tip(*FOUR)
    first = await sentence(page)

    await page.get_by_role("button", name="Done", exact=True).dblclick()
    second = await next_sentence(page, first)
    await asyncio.sleep(0.6)

    assert await sentence(page) == second
    open_now = [task["content"] for task in await stage.todoist.tasks("demo-aiko")]
    assert sorted(open_now) == sorted(set(FOUR) - {first})


async def test_a_stale_tap_in_another_tab_never_answers_the_new_card(stage):
    guest = await stage.with_tasks(*FOUR)
    here = await stage.open("/", guest)
    there = await here.context.new_page()
    await there.goto("/")
    text = await sentence(here)
    assert await sentence(there) == text

    await press(here, "Dismiss")
    new = await next_sentence(here, text)
    await press(there, "Done")
    await there.locator(TIP, has_text=new).wait_for()

    await asyncio.sleep(0.3)
    assert await sentence(here) == new
    assert len(await stage.todoist.tasks("demo-aiko")) == len(FOUR)


async def test_the_header_task_is_never_shown(stage):
    page = await stage.tip("* This week", "First", "Second", "Third")
    seen = {await sentence(page)}

    for _ in range(2):
        before = await sentence(page)
        await press(page, "Dismiss")
        seen.add(await next_sentence(page, before))
    await press(page, "Dismiss")
    await page.get_by_role("heading", name="Nothing fits right now.").wait_for()
    for _ in range(6):
        await press(page, "Pick one anyway")
        seen.add(await page.locator(TIP).inner_text())
        await press(page, "Dismiss")
        await page.get_by_role("heading", name="Nothing fits right now.").wait_for()

    assert seen == {"First", "Second", "Third"}


async def test_the_receipt_says_why_and_leads_to_the_task(stage):
    page = await stage.tip({"content": "Call the dentist", "priority": 4})

    await page.locator("main .why").click()

    sheet = page.get_by_role("dialog", name="Why this, why now")
    await sheet.get_by_text("Marked urgent").wait_for()
    text = await sheet.inner_text()
    assert all(word in text for word in ("Call the dentist", "Chance", "Picked by", "bayes-v1"))
    await sheet.get_by_role("link", name="Open in Todoist").wait_for()
    await page.keyboard.press("Escape")
    await sheet.wait_for(state="hidden")
    assert await page.evaluate("document.activeElement.className") == "why"
