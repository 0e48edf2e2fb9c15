"""Every reason why there is no tip has its own words, and nothing is lost meanwhile."""

import asyncio
import re

import pytest

from core.errors import IntegrationDown
from tests.browser.stage import (
    SERVER_GONE,
    TIP,
    next_sentence,
    press,
    sentence,
    settled,
    violations,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SINCE = r"Not synced since \d{1,2}:\d\d\. Your answers are kept and sent later\."
BROKEN_ON_PURPOSE = (*SERVER_GONE, "502")
OUTAGE = 99
"""Calls that fail: more than a test makes."""


async def test_without_tasks_all_is_clear_until_there_is_one(stage):
    guest = await stage.with_tasks()
    page = await stage.open("/", guest)

    await page.get_by_role("heading", name="All clear.").wait_for()
    await stage.todoist.only("demo-aiko", "Something new")
    await stage.guests.sync(guest)
    await press(page, "Look now")

    await page.locator(TIP, has_text="Something new").wait_for()


async def test_a_task_done_elsewhere_makes_room(stage):
    guest = await stage.with_tasks("Only one")
    page = await stage.open("/", guest)
    await page.locator(TIP).wait_for()
    (task,) = await stage.todoist.tasks("demo-aiko")

    await stage.todoist.close("demo-aiko", task["id"])
    await stage.guests.sync(guest)
    await page.reload()

    await page.get_by_role("heading", name="All clear.").wait_for()


async def test_when_everything_rests_one_may_be_picked_anyway(stage):
    page = await stage.tip("Only one")

    await press(page, "Snooze")
    await page.get_by_role("heading", name="Nothing fits right now.").wait_for()
    assert "oO looks again" in await page.locator("main").inner_text()
    await press(page, "Pick one anyway")

    await page.locator(TIP, has_text="Only one").wait_for()


async def test_an_answer_can_be_undone_on_an_empty_page(stage):
    page = await stage.tip("Only one")

    await press(page, "Done")
    await page.get_by_role("heading", name="Nothing fits right now.").wait_for()
    await page.keyboard.press("u")

    await page.locator(TIP, has_text="Only one").wait_for()


async def test_without_todoist_from_the_start_it_says_so(stage):
    guest = await stage.guests.arrive()
    await stage.todoist.faults(html_502=99, only="/api/v1/sync")
    with pytest.raises(IntegrationDown):
        await stage.guests.authorize(guest, "demo-aiko")
    page = await stage.open("/", guest)

    await page.get_by_role("heading", name="Todoist is not answering.").wait_for()

    assert "Your tasks are safe there." in await page.locator("main").inner_text()


async def test_with_tasks_known_a_todoist_that_is_down_is_not_missed(stage):
    guest = await stage.with_tasks("Call the dentist", "Water the basil")
    await stage.todoist.faults(server_error=OUTAGE)

    page = await stage.open("/", guest)
    await page.locator(TIP).wait_for()
    first = await sentence(page)
    await press(page, "Done")
    await page.locator(TIP, has_not_text=first).wait_for()
    async with asyncio.timeout(20):
        while await faults_left(stage) == OUTAGE:  # noqa: ASYNC110 — another process tells nobody
            await asyncio.sleep(0.1)
    assert first in await open_tasks(stage)
    await stage.todoist.faults()

    async with asyncio.timeout(60):  # reliability F2
        while first in await open_tasks(stage):  # noqa: ASYNC110 — another process tells nobody
            await asyncio.sleep(0.2)


NOTICE = ".notice[data-trouble]"
SMALLEST = {"viewport": {"width": 360, "height": 640}}


async def test_an_outage_is_said_above_a_tip_that_stays_usable_and_goes_by_itself(stage):
    """Reliability F3: a visible "not synced since", for as long as it lasts."""
    guest = await stage.with_tasks("Call the dentist", "Water the basil", "Write to Ada")
    await stage.todoist.faults(server_error=9999, only="/api/v1/sync")
    with pytest.raises(IntegrationDown):
        await stage.guests.sync(guest)
    page = await stage.open("/", guest, **SMALLEST)

    notice = page.locator(NOTICE)
    await notice.wait_for()
    said = await notice.inner_text()
    assert re.fullmatch(SINCE, said), said
    await settled(page)
    assert await violations(page) == []
    assert await apart(page)
    first = await sentence(page)
    await press(page, "Done")
    assert await next_sentence(page, first) != first
    assert await notice.is_visible()
    await stage.todoist.faults()

    await notice.wait_for(state="detached", timeout=90_000)


async def test_an_answer_about_a_deleted_task_is_told_once(stage):
    """Reliability F3: deletion beats edit, and the person is told."""
    guest = await stage.with_tasks("Call the dentist", "Water the basil", "Write to Ada")
    page = await stage.open("/", guest, **SMALLEST)
    await page.locator(TIP).wait_for()
    first = await sentence(page)
    (task,) = [it for it in await stage.todoist.tasks("demo-aiko") if it["content"] == first]
    await stage.todoist.faults(server_error=9999, only="/api/v1/sync")
    await press(page, "Done")
    second = await next_sentence(page, first)
    await stage.guests.told_of(guest, kept=False)

    await stage.todoist.delete("demo-aiko", task["id"])
    await stage.todoist.faults()
    await stage.guests.told_of(guest, kept=True)
    await page.reload()

    notice = page.locator(NOTICE)
    await notice.wait_for()
    quoted = f"“\u2068{first}\u2069”"
    assert (
        await notice.inner_text()
        == f"{quoted} had been deleted in Todoist. Your answer is kept here."
    )
    assert await apart(page)
    await press(page, "Dismiss")
    await next_sentence(page, second)
    await notice.wait_for(state="detached")


async def apart(page):
    """Return whether the notice covers neither the sentence nor the corner."""
    return await page.evaluate("""() => {
      const notice = document.querySelector(".notice[data-trouble]").getBoundingClientRect();
      const free = (it) => {
        const box = it.getBoundingClientRect();
        return box.top >= notice.bottom || box.left >= notice.right || box.bottom <= notice.top;
      };
      return [...document.querySelectorAll("main .say > *, main .corner")].every(free);
    }""")


async def open_tasks(stage):
    """Return what is open, as the stand-in's own page shows it: no fault reaches it.

    Ask for one task by its words, never how many there are: an undo of an earlier test may still
    be on its way to the same account.
    """
    page = await stage.web.get(f"{stage.url}/sandbox/todoist/people/demo-aiko")
    return (await page.text()).partition("<h2>Completed")[0]


async def faults_left(stage):
    """Return how many calls Todoist will still fail."""
    answer = await stage.web.get(f"{stage.url}/sandbox/todoist/_faults")
    return (await answer.json())["server_error"]


async def test_offline_is_said_and_the_tip_stays(stage):
    stage.watch.expect(*BROKEN_ON_PURPOSE)
    page = await stage.tip("Call the dentist", "Water the basil")
    text = await sentence(page)
    notice = page.locator(".notice[data-line]")
    assert not await notice.is_visible()

    await page.context.set_offline(True)
    await notice.wait_for()
    assert await notice.inner_text() == "Offline. Your answer will be kept."
    assert await sentence(page) == text
    await page.context.set_offline(False)

    await notice.wait_for(state="hidden")


async def test_an_answer_given_offline_is_kept_until_the_line_is_back(stage):
    stage.watch.expect(*BROKEN_ON_PURPOSE)
    page = await stage.tip("Call the dentist", "Water the basil")
    text = await sentence(page)

    await page.context.set_offline(True)
    await page.locator(".notice[data-line]").wait_for()
    await press(page, "Dismiss")
    await asyncio.sleep(0.5)
    assert await sentence(page) == text
    await page.context.set_offline(False)

    await page.locator(TIP, has_not_text=text).wait_for(timeout=15_000)
