"""An owner reads the audit and proves it whole, notes what happened, and keeps a view of it."""

import re

import pytest

from core.domain.audit import SYSTEM, Deed
from core.domain.user import Role
from core.usecases.audited import write_down
from tests.browser.stage import settled, violations

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

FULL = ".shell main[aria-busy=false]"
ROWS = "tr[data-row]"
MAIL = "of-the-audit@demo.example"


async def somebody(stage, role):
    """Return a guest with a role; getting one ends the session that asked for it."""
    email = f"{role}-{MAIL}"
    guest = await stage.guests.arrive(email=email)
    if (await stage.guests.core.resolve_session(guest.cookie)).role != role:
        await stage.guests.core.set_role(SYSTEM, guest.user_id, role)
        guest = await stage.guests.arrive(email=email)
    return guest


async def wrote(stage, *deeds):
    core = stage.guests.core
    for deed in deeds:
        async with core.ports.store.writing() as work:
            await write_down(work, core.clock.now(), SYSTEM, deed)


async def console(stage, path, role=Role.OWNER, **options):
    page = await (await stage.context(await somebody(stage, role), **options)).new_page()
    await page.goto(path)
    await page.locator(f"{FULL}, .panel.alone").first.wait_for()
    return page


async def numbers(page):
    return [await it.get_attribute("data-row") for it in await page.locator(ROWS).all()]


async def test_a_filtered_deed_opens_the_same_in_another_browser(stage):
    await wrote(stage, *(Deed("froze weights", "experiment", f"exp-{at}") for at in range(8)))
    page = await console(stage, "/admin/audit?p=24h&f=action:froze%20weights")
    rows = await numbers(page)

    await page.locator(f"{ROWS} a[data-peek]").first.click()
    await page.locator("tr.dx").wait_for()
    for seq in rows[1:6]:
        await page.keyboard.press("j")
        await page.locator(f'tr.sel[data-row="{seq}"]').wait_for()

    assert f"peek={rows[5]}" in page.url
    other = await console(stage, page.url)
    assert await numbers(other) == rows
    assert await other.locator("tr.sel").get_attribute("data-row") == rows[5]
    await page.keyboard.press("Escape")
    await page.locator("tr.dx").wait_for(state="detached")


async def test_an_owner_proves_the_chain_whole(stage):
    await wrote(stage, Deed("promoted a policy", "policy", "bayes-v1", "change request 118"))
    page = await console(stage, "/admin/audit")

    await page.get_by_text("Chain not checked yet").wait_for()
    await page.get_by_role("button", name="Verify chain").click()

    await page.get_by_text("Chain whole").wait_for()


async def test_a_viewer_is_told_who_may_see_the_audit(stage):
    page = await console(stage, "/admin/audit", Role.VIEWER)

    await page.get_by_role("heading", name="Only some roles see this.").wait_for()

    assert await page.locator(".nav a", has_text="Audit").count() == 0
    assert await page.locator(ROWS).count() == 0
    await page.goto("/admin/notes")
    await page.locator(FULL).wait_for()
    assert await page.get_by_role("button", name="Annotate").count() == 0


async def test_a_note_is_written_listed_and_removed(stage):
    page = await console(stage, "/admin/notes?p=24h&f=kind:note")

    await page.keyboard.press("Shift+A")
    sheet = page.get_by_role("dialog", name="Annotate")
    await sheet.locator('input[name="at"]:not([value=""])').wait_for()
    await sheet.get_by_label("What happened").fill("Release 0.41")
    await sheet.get_by_role("button", name="Save").click()
    row = page.locator(ROWS, has_text="Release 0.41")
    await row.wait_for()
    assert await sheet.is_hidden()
    assert await page.get_by_text("Noted on the charts.").is_visible()

    await row.get_by_role("button", name=re.compile("Remove")).click()
    await row.wait_for(state="detached")


async def test_a_view_is_saved_changed_and_forgotten(stage):
    page = await console(stage, "/admin/audit?p=24h&show=refused")

    await page.keyboard.press("Shift+S")
    sheet = page.get_by_role("dialog", name="Save this view")
    await sheet.get_by_label("Name").fill("Refusals of today")
    await sheet.get_by_role("button", name="Save").click()
    view = page.locator(".c-bar .seg a", has_text="Refusals of today")
    await view.and_(page.locator("[aria-current]")).wait_for()
    assert await view.locator(".dot").count() == 0

    await page.goto(page.url.replace("p=24h", "p=7d"))
    await view.locator(".dot").wait_for()
    await page.keyboard.press("Shift+S")
    await sheet.get_by_role("button", name=re.compile("Remove")).click()
    await view.wait_for(state="detached")


@pytest.mark.parametrize("path", ["/admin/audit?peek=1&p=all", "/admin/notes?p=all"])
async def test_the_pages_are_for_everybody_and_every_width(stage, path):
    await wrote(stage, Deed("promoted a policy", "policy", "bayes-v1", before={"champion": "a"}))
    page = await console(stage, path)
    wrong = await violations(page)

    for width in (390, 360):
        await page.set_viewport_size({"width": width, "height": 844})
        await settled(page)
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width
        wrong += await violations(page) if width == 390 else []

    assert wrong == []


async def test_a_refusal_is_found_and_leads_to_all_that_was_done_to_the_same(stage):
    await wrote(
        stage, Deed("asked to promote", "policy", "linucb-v1", result="refused: not_allowed")
    )
    page = await console(stage, "/admin/audit?show=refused&f=object:linucb-v1")

    await page.locator(ROWS).first.click()
    await page.get_by_role("link", name="all that was done to it").click()

    await page.wait_for_url(re.compile(r"f=object:linucb-v1"))
    await page.locator(f"{ROWS} td.bad", has_text="refused: not_allowed").first.wait_for()
