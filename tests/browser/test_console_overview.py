"""The overview shows its panels, keeps everything in its address, and is readable by everybody."""

import re

import pytest

from oo_app.sandbox.people import ADMIN_EMAIL
from oo_app.shots.guests import Guest
from tests.browser.stage import DESK, settled, violations

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PANELS = ("tips", "funnel", "moved")
"""What is below the figures."""


async def overview(stage, path="/admin", **options):
    """Return a new browser's page of the owner at `path`, filled."""
    page = await (await stage.context(await owner(stage), **options)).new_page()
    await page.goto(path)
    await filled(page)
    return page


async def owner(stage) -> Guest:
    return await stage.guests.arrive(email=ADMIN_EMAIL)


async def filled(page):
    await page.locator("main[aria-busy=false] .kpi").first.wait_for()


async def figures(page):
    """Return what the tiles and the titles say."""
    tiles = await page.locator(".kpi .val b").all_inner_texts()
    return tiles, await page.locator(".panel h2").all_inner_texts()


async def test_every_panel_is_there_and_nothing_failed(stage):
    page = await overview(stage)

    for name in PANELS:
        await page.locator(f'[data-panel="{name}"]').first.wait_for()
    assert await page.locator(".kpi").count() == 8
    assert await page.get_by_text("This panel could not be loaded").count() == 0
    assert await page.locator('[aria-label="Guardrails"] tbody tr').count() == 7


async def test_an_address_shows_the_same_in_a_new_browser(stage):
    path = "/admin?p=yesterday&cmp=weekday&by=hour&mix=n"
    first = await overview(stage, path)
    told = await figures(first)

    again = await overview(stage, path)

    assert await figures(again) == told
    assert "p=yesterday" in again.url
    assert "mix=n" in again.url
    assert await again.get_by_text("same day last week").count() > 0


async def test_keys_change_period_and_comparison_in_the_address(stage):
    page = await overview(stage)

    await page.keyboard.press("w")
    await page.wait_for_url(re.compile("p=7d"))
    await page.locator(".top summary b", has_text="Last 7 days").wait_for()
    await page.keyboard.press("x")
    await page.wait_for_url(re.compile("cmp=weekday"))
    assert "p=7d" in page.url


async def test_nonsense_in_the_address_is_no_error(stage):
    page = await overview(stage, "/admin?p=never&cmp=%00&by=year&mix=q&f=x&asof=now")

    assert await page.locator(".top summary b", has_text="Last 28 days").count() == 1
    assert await page.get_by_text("This panel could not be loaded").count() == 0


@pytest.mark.parametrize("width", [1280, 390])
async def test_axe_finds_nothing(stage, width):
    look = {**DESK, "viewport": {"width": width, "height": 900}}
    page = await overview(stage, **look)
    await settled(page)

    assert await violations(page) == []


async def test_nothing_scrolls_sideways_on_the_smallest_phone(stage):
    page = await overview(stage, phone=True, viewport={"width": 360, "height": 800})

    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
