"""What is done elsewhere melts away from the open page, and what it taught is in the database."""

import asyncio

import pytest

from tests.browser.stage import TIP, next_sentence, sentence

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PATIENCE_S = 10
"""The aim is two seconds; a test on a busy machine waits longer than that for the truth."""


async def connected(stage, *tasks, person="demo-tariq"):
    """Return a guest who came by OAuth: only such people's changes are told at once."""
    await stage.todoist.only(person, *tasks)
    guest = await stage.guests.arrive()
    await stage.guests.authorize(guest, person)
    return guest


async def settled_at(stage, guest, milli):
    """Wait until the one reward that stands in the database is this."""
    async with asyncio.timeout(PATIENCE_S):
        while await rewards(stage, guest) != [milli]:  # noqa: ASYNC110 — another process settles
            await asyncio.sleep(0.05)


async def rewards(stage, guest):
    async with stage.guests.core.ports.store.reading() as work:
        return [it.milli for it in await work.rewards.standing(guest.user_id)]


async def test_a_task_ticked_off_over_there_melts_from_the_open_page(stage):
    guest = await connected(stage, "Call the dentist", "Water the tomatoes")
    page = await stage.open("/", guest)
    await page.locator(TIP).wait_for()
    shown = await sentence(page)
    there = await (await stage.context()).new_page()
    await there.goto("/sandbox/todoist/people/demo-tariq")

    row = there.locator("li", has_text=shown).first
    await row.get_by_role("button", name="Complete").click()

    assert await next_sentence(page, shown) in {"Call the dentist", "Water the tomatoes"}
    await settled_at(stage, guest, 1000)


async def test_a_page_with_an_open_sheet_melts_when_that_is_closed(stage):
    guest = await connected(stage, "Call the dentist")
    page = await stage.open("/", guest)
    await page.locator(TIP).wait_for()
    await page.keyboard.press("w")
    await page.locator("dialog[open]").wait_for()
    (task,) = await stage.todoist.tasks("demo-tariq")

    await stage.todoist.close("demo-tariq", task["id"])
    await settled_at(stage, guest, 1000)
    assert await page.locator("dialog[open]").count() == 1
    await page.keyboard.press("Escape")

    await page.get_by_role("heading", name="All clear.").wait_for()


async def test_what_another_person_does_leaves_a_page_alone(stage):
    guest = await connected(stage, "Call the dentist")
    other = await connected(stage, "Buy oats", person="demo-ines")
    page = await stage.open("/", guest)
    theirs = await stage.open("/", other)
    await theirs.locator(TIP).wait_for()
    before = await page.locator("main").get_attribute("data-beat")
    (task,) = await stage.todoist.tasks("demo-ines")

    await stage.todoist.close("demo-ines", task["id"])
    await theirs.get_by_role("heading", name="All clear.").wait_for()

    assert await page.locator("main").get_attribute("data-beat") == before
    assert await sentence(page) == "Call the dentist"
