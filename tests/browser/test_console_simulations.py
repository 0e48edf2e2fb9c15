"""Simulations in the console: the address is all of it, runs begin and end, axe finds nothing."""

import re

import pytest
import pytest_asyncio
from playwright.async_api import expect

from core.domain.audit import SYSTEM
from core.domain.sim_view import short_of
from core.domain.user import Role
from oo_app.sandbox.people import ADMIN_EMAIL
from tests.browser.stage import settled, violations
from tests.fakes.sim_runs import a_told_run

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PATH = "/admin/simulations"
ROWS = ".sim-runs tr[data-row]"
SMALL = f"{PATH}?new=quick&n-worlds=linear&n-picks=30"
NARROW = {"viewport": {"width": 360, "height": 740}}
PATIENCE_MS = 60_000
"""A child has to start, on a machine that has other things to do."""


@pytest_asyncio.fixture(loop_scope="session")
async def owner(stage):
    return await stage.guests.arrive(email=ADMIN_EMAIL)


@pytest_asyncio.fixture(loop_scope="session")
async def done(stage):
    """A run that is done."""
    core = stage.guests.core
    return await a_told_run(core.ports.store, core.clock)


async def arrive(stage, path, guest, **options):
    """Open the page, and wait until it says what its run says."""
    page = await (await stage.context(guest, **options)).new_page()
    page.set_default_timeout(PATIENCE_MS)
    await page.goto(path)
    await page.locator(".main[aria-busy=false]").wait_for()
    await page.locator("[data-panel=curve], [data-panel=verdicts] h2:not(:empty)").first.wait_for()
    return page


async def said(page):
    """Return everything that the page says but the time at which it was true."""
    words = await page.locator("main").inner_text()
    return re.sub(r"\d\d:\d\d:\d\d", "", words)


async def test_a_run_says_its_finding_and_a_new_browser_sees_the_same(stage, owner, done):
    path = f"{PATH}?run={short_of(done.id)}&world=gated&show=regret&pin={short_of(done.id)}"
    page = await arrive(stage, path, owner)
    await page.get_by_role("heading", name="After 20 picks bayes-v1 has missed").wait_for()

    other = await arrive(stage, path, owner)
    await other.get_by_role("heading", name="After 20 picks bayes-v1 has missed").wait_for()

    await expect(page.get_by_role("heading", name="worse in two worlds")).to_be_visible()
    await expect(page.locator(".vd[data-look=dn]")).to_have_count(2)
    assert await said(page) == await said(other)
    assert "1 pinned, 1 of them done" in await said(page)


async def test_what_is_shown_is_changed_by_links(stage, owner, done):
    page = await arrive(stage, f"{PATH}?run={short_of(done.id)}", owner)

    await page.get_by_role("link", name="Reward", exact=True).click()

    await page.get_by_role("heading", name="bayes-v1 earns").wait_for()
    assert "show=reward" in page.url
    await page.get_by_text("Table", exact=True).click()
    await expect(page.locator("#curve-twin tbody tr")).to_have_count(20)


async def test_j_walks_the_runs_and_enter_opens_one(stage, owner, done):
    core = stage.guests.core
    await a_told_run(core.ports.store, core.clock, ("linear",), seeds=(1, 2))
    page = await arrive(stage, f"{PATH}?run={short_of(done.id)}", owner)
    runs = await page.locator(ROWS).count()

    for _ in range(5):
        await page.keyboard.press("j")
    marked = page.locator(f"{ROWS}[data-at]")
    await expect(marked).to_have_count(1)
    name = await marked.locator("a.mono").inner_text()
    await page.keyboard.press("Enter")

    await page.wait_for_url(f"**run={name.removeprefix('sim-')}*")
    await expect(page.locator(ROWS)).to_have_count(runs)


async def test_a_run_begins_is_refused_twice_and_is_cancelled(stage, owner, done):
    page = await arrive(stage, SMALL, owner)
    dialog = page.get_by_role("dialog", name="New run")
    await dialog.get_by_text("Up to 5\u202f400 decisions in 36 parts.").wait_for()
    await dialog.get_by_label("Question").fill("Does it begin?")
    await dialog.get_by_role("button", name="Start run").click()
    await page.locator(".sim-run .q", has_text="Does it begin?").wait_for()
    await expect(dialog).to_be_hidden()

    again = await arrive(stage, SMALL, owner)
    await again.get_by_text("The very same is being computed").wait_for()
    await expect(again.get_by_role("button", name="Start run")).to_be_disabled()
    await page.get_by_role("button", name="Cancel run").click()
    await page.locator(".sim-run").wait_for(state="detached")

    await expect(page.locator(ROWS).first).to_contain_text("cancelled by u_")
    await expect(page.get_by_role("button", name="Go on with it")).to_be_visible()


async def test_closing_the_form_goes_back_to_the_address_without_it(stage, owner, done):
    page = await arrive(stage, f"{PATH}?run={short_of(done.id)}&new=full", owner)
    await page.get_by_role("dialog", name="New run").wait_for()

    await page.keyboard.press("Escape")

    await page.wait_for_url(f"**{PATH}?run={short_of(done.id)}")
    await expect(page.get_by_role("dialog", name="New run")).to_be_hidden()


async def test_what_is_wrong_is_said_at_its_field(stage, owner, done):
    page = await arrive(stage, f"{PATH}?new=quick&n-worlds=-&n-judge=llm", owner)

    dialog = page.get_by_role("dialog", name="New run")

    await expect(dialog.get_by_role("alert")).to_have_text(
        ["Choose at least one.", "This judge is not configured."]
    )
    await expect(dialog.get_by_role("button", name="Start run")).to_be_disabled()


async def test_a_viewer_sees_everything_and_starts_nothing(stage, done):
    guest = await stage.guests.arrive()
    await stage.guests.core.set_role(SYSTEM, guest.user_id, Role.VIEWER)
    viewer = await stage.guests.arrive(email=guest.email)

    page = await arrive(stage, f"{PATH}?run={short_of(done.id)}&new=quick", viewer)

    await expect(page.locator(".vd[data-look=dn]")).to_have_count(2)
    for name in ("New run", "Clone"):
        await expect(page.get_by_role("link", name=name)).to_have_count(0)
    await expect(page.locator("dialog[open]")).to_have_count(0)


async def test_the_report_is_a_page_of_its_own_for_who_may_read(stage, owner, done):
    page = await arrive(stage, f"{PATH}?run={short_of(done.id)}", owner)
    href = await page.get_by_role("link", name="Report").first.get_attribute("href")

    mine = await page.context.request.get(href)
    theirs = await (await stage.context(await stage.guests.arrive())).request.get(href)
    nobodys = await stage.web.get(f"{stage.url}{href}")

    assert (mine.status, "oO laboratory" in await mine.text()) == (200, True)
    assert "unsafe-inline" in mine.headers["content-security-policy"]
    assert (theirs.status, nobodys.status) == (403, 401)


@pytest.mark.parametrize("width", [1280, 390])
async def test_axe_finds_nothing(stage, owner, done, width):
    path = f"{PATH}?run={short_of(done.id)}&pin={short_of(done.id)}"
    look = {"viewport": {"width": width, "height": 900}}
    page = await arrive(stage, path, owner, **look)
    await page.locator(".vd").first.wait_for()
    await settled(page)

    assert await violations(page) == []
    form = await arrive(stage, f"{path}&new=quick", owner, **look)
    await form.locator("dialog[open]").wait_for()
    await settled(form)
    assert await violations(form) == []


async def test_nothing_scrolls_sideways_on_the_narrowest_phone(stage, owner, done):
    path = f"{PATH}?run={short_of(done.id)}&pin={short_of(done.id)}"
    page = await arrive(stage, path, owner, **NARROW)
    await page.locator(".vd").first.wait_for()

    assert await page.evaluate("document.documentElement.scrollWidth") == 360
