"""Experiments: begun, rested and ended by an owner, each with a reason; seen by everybody with a role."""

from uuid import uuid4

import pytest
import pytest_asyncio
from playwright.async_api import expect

from core.domain.assignment import ExperimentPlan
from core.domain.audit import SYSTEM
from core.domain.consent import Purpose
from core.domain.user import Role
from core.errors import NotFound
from oo_app.sandbox.people import ADMIN_EMAIL
from tests.browser.stage import TIP, press, settled, violations

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PATH = "/admin/experiments"
WHY = "does learning earn its keep"
SHARES = (("bayes-v1", 0.01), ("egreedy-v1", 0.01))
"""Small: hardly anybody else on this demo is served by it meanwhile."""


@pytest_asyncio.fixture(loop_scope="session")
async def owner(stage):
    return await stage.guests.arrive(email=ADMIN_EMAIL)


@pytest_asyncio.fixture(loop_scope="session")
async def name(people):
    """Name an experiment that does not outlive its test."""
    name = f"browser-{uuid4().hex[:8]}"
    yield name
    try:
        await people[0].core.steering.experiment.end(SYSTEM, name, "the test is over")
    except NotFound:
        return  # it was ended, or never begun


@pytest_asyncio.fixture(loop_scope="session")
async def begun(people, name):
    """Return an experiment that runs."""
    plan = ExperimentPlan(name, SHARES, 0.01)
    await people[0].core.steering.experiment.begin(SYSTEM, plan, WHY)
    return name


async def arrive(stage, path, guest, **options):
    page = await (await stage.context(guest, **options)).new_page()
    await page.goto(path)
    await page.locator(".main[aria-busy=false]").wait_for()
    return page


async def standing(stage, name):
    found = await stage.guests.core.steering.experiment.all()
    it = next((it for it in found if it.name == name), None)
    if it is None:
        return "none"
    return "ended" if it.ended_at else ("paused" if it.paused else "running")


async def act(page, opens, verb, *, typed=""):
    """Open a sheet, give a reason, and press its one button."""
    await press(page, opens)
    sheet = page.locator("dialog[open]")
    if typed:
        await sheet.locator("input[name=typed]").fill(typed)
    await sheet.get_by_label("Reason, seen in the audit").fill(WHY)
    await press(sheet, verb)
    await expect(page.locator("dialog[open]")).to_have_count(0)


async def test_an_owner_begins_rests_goes_on_and_ends_each_with_a_reason(stage, owner, name):
    page = await arrive(stage, PATH, owner)
    await press(page, "Begin…")
    sheet = page.locator("dialog[open]")
    await sheet.get_by_label("Name").fill(name)
    await sheet.locator("select[name=arm-1]").select_option("bayes-v1")
    await sheet.locator("input[name=share-1]").fill("1")
    await sheet.locator("input[name=holdback]").fill("1")
    await sheet.get_by_label("Reason, seen in the audit").fill(WHY)
    await press(sheet, "Begin")

    row = page.locator("tr[data-row]", has_text=name)
    await expect(row).to_contain_text("running")
    await row.get_by_role("link", name=name).click()
    await expect(page.locator("h1")).to_contain_text(name)
    assert await standing(stage, name) == "running"

    await act(page, "Pause…", "Pause")
    await expect(page.locator(".experiment-checks")).to_contain_text("Exposures rest")
    assert await standing(stage, name) == "paused"

    await act(page, "Resume…", "Resume")
    await expect(page.get_by_role("button", name="Pause…")).to_be_visible()
    assert await standing(stage, name) == "running"

    await act(page, "End…", "End it", typed=name)
    await expect(page.locator(".experiment-checks")).to_contain_text("Exposures ended")
    await expect(page.get_by_role("button", name="End…")).to_have_count(0)
    assert await standing(stage, name) == "ended"
    decided = page.locator(".experiment-log li")
    await expect(decided).to_have_count(4)
    await expect(decided.first).to_contain_text("ended an experiment")
    await expect(decided.first).to_contain_text(WHY)


async def test_what_is_no_experiment_is_refused_where_it_was_asked(stage, owner, name):
    page = await arrive(stage, PATH, owner)
    await press(page, "Begin…")
    sheet = page.locator("dialog[open]")
    await sheet.get_by_label("Name").fill(name)
    await sheet.locator("select[name=arm-1]").select_option("rule-v1")
    await sheet.locator("input[name=share-1]").fill("50")
    await sheet.locator("input[name=holdback]").fill("10")
    await sheet.get_by_label("Reason, seen in the audit").fill(WHY)

    await press(sheet, "Begin")

    await expect(sheet.get_by_role("alert")).to_contain_text("the rule is an arm already")
    assert await standing(stage, name) == "none"


async def test_it_is_not_ended_by_who_does_not_type_its_name(stage, owner, begun):
    page = await arrive(stage, f"{PATH}/{begun}", owner)
    await press(page, "End…")
    sheet = page.locator("dialog[open]")
    await sheet.locator("input[name=typed]").fill("another")
    await sheet.get_by_label("Reason, seen in the audit").fill(WHY)

    await press(sheet, "End it")

    await expect(sheet.get_by_role("alert")).to_contain_text("not the name")
    assert await standing(stage, begun) == "running"


async def test_a_reset_says_first_what_it_would_forget(stage, owner, begun):
    page = await arrive(stage, f"{PATH}/{begun}", owner)

    await page.get_by_role("button", name="Reset… bayes-v1").click()

    sheet = page.locator("dialog[open]")
    await expect(sheet.get_by_text("Users of whom it forgets")).to_be_visible()


async def test_a_viewer_sees_everything_and_is_offered_no_act(stage, begun):
    email = "viewer-of-experiments@demo.example"
    known = await stage.guests.arrive(email=email)
    await stage.guests.core.set_role(SYSTEM, known.user_id, Role.VIEWER)
    viewer = await stage.guests.arrive(email=email)

    page = await arrive(stage, f"{PATH}/{begun}", viewer)

    await expect(page.locator(".experiment-checks li")).to_have_count(6)
    await expect(page.locator(".experiment-arms tbody tr")).to_have_count(3)
    for name in ("Pause…", "End…", "Reset… bayes-v1"):
        await expect(page.get_by_role("button", name=name)).to_have_count(0)
    await page.goto(PATH)
    await expect(page.locator("tr[data-row]", has_text=begun)).to_be_visible()
    await expect(page.get_by_role("button", name="Begin…")).to_have_count(0)


async def test_any_address_shows_the_same_in_a_new_browser(stage, owner, begun):
    page = await arrive(stage, f"{PATH}/{begun}", owner)
    await page.get_by_role("link", name="priority", exact=True).click()
    await expect(page).to_have_url(f"{stage.url}{PATH}/{begun}?cut=priority")
    await expect(page.get_by_role("heading", name="by priority")).to_be_visible()

    again = await arrive(stage, page.url, owner)

    for place in (".experiment-checks", ".experiment-head", ".experiment-arms"):
        assert await again.locator(place).inner_text() == await page.locator(place).inner_text()
    await expect(again.get_by_role("heading", name="by priority")).to_be_visible()


async def test_before_it_began_there_is_none_and_a_pinned_clock_offers_no_act(stage, owner, begun):
    page = await arrive(stage, f"{PATH}/{begun}?asof=2026-01-01T00:00:00Z", owner)
    await expect(page.get_by_text("There is no such experiment.")).to_be_visible()

    await page.goto(f"{PATH}?asof=2026-01-01T00:00:00Z")

    await expect(page.get_by_text("No experiment has begun yet", exact=True)).to_be_visible()
    await expect(page.get_by_role("button", name="Begin…")).to_have_count(0)


async def test_the_keyboard_moves_one_cursor_and_opens_its_tables(stage, owner, name):
    await serve_somebody(stage, name)
    page = await arrive(stage, f"{PATH}/{name}", owner)
    chart = page.locator("[data-chart=exp-weight]")
    await until_counted(page, chart)

    await chart.focus()
    await page.keyboard.press("ArrowLeft")
    await expect(chart.locator("[data-note] b")).not_to_be_empty()
    await expect(chart.locator("[data-note]")).to_contain_text("bayes-v1 100.0")
    await page.keyboard.press("Shift+T")

    await expect(page.locator("#exp-weight-twin")).to_be_visible()
    await settled(page)
    assert await violations(page) == []
    await page.keyboard.press("g")
    await page.keyboard.press("x")
    await expect(page).to_have_url(f"{stage.url}{PATH}")


async def serve_somebody(stage, name):
    """Let an experiment that takes nearly everybody serve somebody once."""
    core = stage.guests.core
    plan = ExperimentPlan(name, (("bayes-v1", 1.0),))
    await core.steering.experiment.begin(SYSTEM, plan, WHY)
    guest = await stage.with_tasks("Water the plants", "Call the dentist", person="demo-ines")
    await core.record_consents(guest.user_id, {Purpose.RESEARCH: True})
    page = await stage.open("/", guest)
    await page.locator(TIP).wait_for()


async def until_counted(page, chart):
    """Look again until the tip is counted: that takes a moment."""
    for _ in range(40):
        if await chart.count():
            return
        await page.wait_for_timeout(250)
        await page.reload()
        await page.locator(".main[aria-busy=false]").wait_for()


@pytest.mark.parametrize("width", [1280, 390])
async def test_axe_finds_nothing(stage, owner, begun, width):
    size = {"width": width, "height": 844}
    for path in (PATH, f"{PATH}/{begun}"):
        page = await arrive(stage, path, owner, viewport=size)
        await settled(page)

        assert await violations(page) == []


async def test_no_phone_scrolls_sideways(stage, owner, begun):
    size = {"width": 360, "height": 800}
    for path in (PATH, f"{PATH}/{begun}"):
        page = await arrive(stage, path, owner, viewport=size)

        assert await page.evaluate("document.documentElement.scrollWidth") <= 360
