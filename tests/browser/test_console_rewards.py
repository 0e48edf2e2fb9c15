"""The page of rewards shows its panels, keeps everything in its address, and is readable by everybody."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from playwright.async_api import expect

from core.domain.audit import SYSTEM
from core.domain.fact import Target
from core.domain.user import Role
from oo_app.sandbox.people import ADMIN_EMAIL
from tests.browser.stage import DESK, settled, violations
from tests.fakes.lives_counted import a_choice
from tests.fakes.rewarded import crowd

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LONG_AGO_D = 40
"""Days ago that these people lived, where no other test looks."""
DAYS = 14
PANELS = ("days", "others", "slices", "delays")
FULL = "main[aria-busy=false] [data-panel=days]"
SHADOW = Target("linucb-v1", 0.5, True, 0.0, 0.1, 0.1)
STRANGER = Target("random", 0.1, False, 0.6, 0.1, 0.1)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def path(people):
    """Let people live for a fortnight long ago; return the address that shows it."""
    now = datetime.now(UTC)
    choice = a_choice(targets=(SHADOW, STRANGER), greedy_p=1.0)
    ago = range(LONG_AGO_D, LONG_AGO_D + DAYS)
    store = people[0].core.ports.store
    await crowd(store, now, people=40, days=ago, choice=choice, propensity=0.5)
    last = (now - timedelta(days=LONG_AGO_D)).date()
    first = last - timedelta(days=DAYS - 1)
    return f"/admin/rewards?p={first}..{last}&f=policy:bayes-v1"


async def arrive(stage, path, guest=None, **options):
    """Return a new browser's page, filled; the owner's, unless somebody else looks."""
    who = guest or await stage.guests.arrive(email=ADMIN_EMAIL)
    page = await (await stage.context(who, **options)).new_page()
    await page.goto(path)
    await page.locator(FULL).first.wait_for()
    return page


async def told(page):
    """Return every title and every figure that the page shows."""
    titles = await page.locator(".panel h2").all_inner_texts()
    return titles, await page.locator(".others td, .slices li, .worth").all_inner_texts()


async def test_every_panel_is_there_and_nothing_failed(stage, path):
    page = await arrive(stage, path)

    for name in PANELS:
        await expect(page.locator(f'[data-panel="{name}"]').first).to_be_visible()
    await expect(page.get_by_text("This panel could not be loaded")).to_have_count(0)
    await expect(page.locator(".others tbody tr")).to_have_count(3)
    rows = page.locator(".others")
    await expect(rows.get_by_text("Covers what was observed")).to_be_visible()
    await expect(rows.get_by_text("Not enough support", exact=True)).to_be_visible()
    await expect(page.locator(".worth")).to_have_count(7)
    await expect(page.locator("nav [aria-current=page]")).to_have_text("Rewards")


async def test_an_address_shows_the_same_in_a_new_browser(stage, path):
    address = f"{path}&cmp=weekday&by=week&values=n"
    first = await told(await arrive(stage, address))

    again = await arrive(stage, address)

    assert await told(again) == first
    assert "values=n" in again.url


async def test_an_empty_period_says_so_and_leads_on(stage):
    page = await arrive(stage, "/admin/rewards?p=2016-01-01..2016-01-02")

    await expect(page.get_by_text("No tip was shown in this period.").first).to_be_visible()
    await expect(page.get_by_role("link", name="Show 28 days").first).to_be_visible()


async def test_a_policy_filters_the_page_and_a_slice_leads_to_its_picks(stage, path):
    page = await arrive(stage, path.partition("&f=")[0])

    await page.locator(".others details.value summary").first.click()
    await page.get_by_role("link", name="Only this").first.click()
    await expect(page.locator(".chip.set")).to_have_count(1)
    await page.locator(".slices").get_by_role("link", name="P1").click()
    await page.wait_for_url("**/admin/log?*")

    assert "f=priority:p1" in page.url
    assert "f=policy:" in page.url
    assert "p=20" in page.url


async def test_the_cursor_reads_the_table_by_arrow_keys(stage, path):
    page = await arrive(stage, path)
    chart = page.locator("[data-chart=rewards]")
    await chart.focus()

    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Shift+T")

    rows = page.locator("#rewards-twin tbody tr")
    await expect(rows).to_have_count(DAYS)
    await expect(rows.first).to_be_visible()
    when = await rows.first.locator("td").first.inner_text()
    await expect(chart.locator("[data-note] b")).to_have_text(when)


async def test_a_viewer_sees_it_and_may_not_take_it_away(stage, path):
    email = "viewer-of-rewards@demo.example"
    known = await stage.guests.arrive(email=email)
    await stage.guests.core.set_role(SYSTEM, known.user_id, Role.VIEWER)
    viewer = await stage.guests.arrive(email=email)
    page = await arrive(stage, path, viewer)
    owner = await arrive(stage, path)
    file = path.replace("/admin/rewards", "/admin/export/rewards.json")

    refused, handed = await page.request.get(file), await owner.request.get(file)

    assert await told(page) == await told(owner)
    assert (refused.status, handed.status) == (404, 200)
    rows = json.loads(await handed.text())["rows"]
    assert {"days", "settled", "others", "slices", "delays"} == {it["panel"] for it in rows}
    assert {"ips", "snips", "dr"} <= {it["figure"] for it in rows if it["name"] == "linucb-v1"}


@pytest.mark.parametrize("width", [1280, 390])
async def test_axe_finds_nothing(stage, path, width):
    look = {**DESK, "viewport": {"width": width, "height": 900}}
    page = await arrive(stage, path, **look)
    await settled(page)

    assert await violations(page) == []


async def test_nothing_scrolls_sideways_on_the_smallest_phone(stage, path):
    page = await arrive(stage, path, phone=True, viewport={"width": 360, "height": 800})

    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
