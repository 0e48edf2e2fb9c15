"""Play every state of the tip page."""

import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import Page

from core.errors import IntegrationFault
from oo_app.shots.scenes import Scene
from oo_app.shots.set import PERSON, Stage, deaf, heading, press
from oo_app.shots.todoist import Record

LONG = (
    "Go through the lease renewal from Hartmann & Söhne, compare the service-charge clause on "
    "page 14 with last year’s statement, and reply to Ms Okonkwo before Friday — the scan is at "  # noqa: RUF001 — a real apostrophe
    "https://files.example.org/household/2026/lease-renewal-final-v3-signed.pdf"
)
"""The long task of the mock-ups."""
REPLY = "Reply to Sofia about Saturday"
"""The tip that comes after the first."""
WAITING_MS = 1200
"""Well after the moment from which waiting is shown."""


def dentist(stage: Stage) -> Record:
    """Return the task of the mock-ups, due tomorrow."""
    tomorrow = stage.guests.core.clock.now().date() + timedelta(days=1)
    due = {"date": tomorrow.isoformat(), "string": "tomorrow", "lang": "en", "is_recurring": False}
    minutes = {"amount": 25, "unit": "minute"}
    return {"content": "Call the dentist", "due": due, "duration": minutes}


async def short(stage: Stage) -> Page:
    """Show a short task."""
    return await stage.tip(dentist(stage))


async def after(stage: Stage, answer: str) -> Page:
    """Answer one of two, and see what stands beside Undo."""
    page = await stage.tip(REPLY, REPLY)
    await press(page, answer)
    await page.locator(".after .link").first.wait_for()
    await page.mouse.move(1, 1)
    return page


async def snooze(stage: Stage) -> Page:
    """Ask for the times a task can come back at."""
    page = await short(stage)
    await page.keyboard.press("Shift+S")
    await page.locator("dialog[open] .row").first.wait_for()
    return page


async def reasons(stage: Stage) -> Page:
    """Say what was wrong."""
    page = await stage.tip(dentist(stage), dentist(stage))
    await press(page, "Dismiss")
    await press(page, "Say why")
    await page.locator("dialog[open]").wait_for()
    return page


async def why(stage: Stage) -> Page:
    """Open the receipt."""
    page = await stage.tip({**dentist(stage), "priority": 4})
    await page.locator("main .why").click()
    await page.locator("dialog[open] .weigh li").first.wait_for()
    return page


async def keys(stage: Stage) -> Page:
    """Open the list of keys."""
    page = await short(stage)
    await page.keyboard.press("?")
    await page.locator("dialog[open]").wait_for()
    return page


async def lit(stage: Stage) -> Page:
    """Hold Done down."""
    page = await short(stage)
    box = await page.locator("[data-answer=done]").bounding_box()
    if box is None:
        raise LookupError("done")
    await page.mouse.move(box["x"] + 20, box["y"] + 20)
    await page.mouse.down()
    return page


async def waiting(stage: Stage) -> Page:
    """Answer, and have the answer get lost on its way."""
    context = await stage.context(await stage.connected(dentist(stage)))
    held = await deaf(context)
    page = await context.new_page()
    await page.goto("/")
    await page.locator("main h1.tip").wait_for()
    held.set()
    await press(page, "Done")
    await page.mouse.move(1, 1)
    await page.wait_for_timeout(WAITING_MS)
    return page


async def offline(stage: Stage) -> Page:
    """Lose the network."""
    page = await short(stage)
    await page.context.set_offline(True)
    await page.locator(".notice[data-line]").wait_for()
    return page


async def outage(stage: Stage) -> Page:
    """Open the page while Todoist does not answer."""
    guest = await stage.connected(dentist(stage), REPLY)
    await stage.todoist.faults(server_error=9999, only="/api/v1/sync")
    with suppress(IntegrationFault):
        await stage.guests.sync(guest)
    page = await stage.open("/", guest)
    await page.locator(".notice[data-trouble]").wait_for()
    return page


async def overridden(stage: Stage) -> Page:
    """Answer in an outage about a task that is deleted in Todoist meanwhile."""
    guest = await stage.connected(dentist(stage), REPLY)
    page = await stage.open("/", guest)
    text = await page.locator("main h1.tip").inner_text()
    (task,) = [it for it in await stage.todoist.tasks(PERSON) if it["content"] == text]
    await stage.todoist.faults(server_error=9999, only="/api/v1/sync")
    await press(page, "Done")
    await stage.guests.told_of(guest, kept=False)
    await stage.todoist.delete(PERSON, task["id"])
    await stage.todoist.faults()
    await stage.guests.told_of(guest, kept=True)
    await page.reload()
    await page.locator(".notice[data-trouble]").wait_for()
    return page


async def broken(stage: Stage) -> Page:
    """Answer while a table is missing."""
    page = await short(stage)
    path = Path(urlsplit(stage.guests.settings.database_url).path)
    with sqlite3.connect(path) as database:
        database.execute("ALTER TABLE tip_feedback RENAME TO tip_feedback_away")
    try:
        await press(page, "Done")
        await heading(page, "That was our fault.")
    finally:
        with sqlite3.connect(path) as database:
            database.execute("ALTER TABLE tip_feedback_away RENAME TO tip_feedback")
    return page


TIPS: Mapping[str, Scene] = {
    "tip.short": short,
    "tip.long": lambda stage: stage.tip(LONG),
    "tip.rtl": lambda stage: stage.tip("اتصل بأمي واسألها عن وصفة الكبسة قبل العشاء 🍲"),
    "tip.cjk": lambda stage: stage.tip("牛乳を買って、帰りに図書館へ寄る 📚"),
    "tip.receipt": why,
    "tip.lit": lit,
    "tip.undo": lambda stage: after(stage, "Done"),
    "tip.snoozed": lambda stage: after(stage, "Snooze"),
    "tip.dismissed": lambda stage: after(stage, "Dismiss"),
    "tip.snooze": snooze,
    "tip.reasons": reasons,
    "tip.waiting": waiting,
    "tip.offline": offline,
    "tip.outage": outage,
    "tip.overridden": overridden,
    "tip.keys": keys,
    "error": broken,
}
"""Every state of the tip page."""
