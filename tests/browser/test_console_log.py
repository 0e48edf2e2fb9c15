"""The recommendation log: its address is all of it, J stays in the filter, and axe finds nothing."""

import re

import pytest
import pytest_asyncio
from playwright.async_api import expect

from core.domain.audit import SYSTEM
from core.domain.pseudonym import pseudonym
from core.domain.reaction import ReactionKind
from core.domain.tip import Surface
from core.domain.user import Role
from oo_app.sandbox.people import ADMIN_EMAIL
from tests.browser.stage import settled, violations

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

CHORES = tuple(f"Chore that nobody may read {n}" for n in range(14))
KINDS = (ReactionKind.DONE, ReactionKind.DONE, ReactionKind.SNOOZE)
ROWS = "tr[data-row]"
PLACE = ".drawer header .t2"


@pytest_asyncio.fixture(loop_scope="session")
async def somebody(stage):
    """Return who was tipped twelve times: eight times done, four times snoozed."""
    guest, core = await stage.with_tasks(*CHORES, person="demo-ines"), stage.guests.core
    for turn in range(12):
        shown = await core.request_tip(guest.user_id, Surface.PAGE)
        kind = KINDS[turn % 3]
        await core.record_reaction(guest.user_id, shown.tip_id, kind, f"key-{turn}")
    await core.relay_events()
    return guest


@pytest_asyncio.fixture(loop_scope="session")
async def owner(stage):
    return await stage.guests.arrive(email=ADMIN_EMAIL)


def of(guest, more=""):
    return f"/admin/log?p=today&f=user:{pseudonym(guest.user_id)}{more}"


async def arrive(stage, path, guest, **options):
    page = await (await stage.context(guest, **options)).new_page()
    await page.goto(path)
    await page.locator(".main[aria-busy=false]").wait_for()
    return page


async def shown(page):
    return await page.locator(f"{ROWS} td:first-child").all_inner_texts()


async def test_any_address_shows_the_same_in_a_new_browser(stage, somebody, owner):
    page = await arrive(stage, of(somebody, "&f=reaction:done&sort=propensity"), owner)
    await expect(page.locator(ROWS)).to_have_count(8)
    await page.locator(f"{ROWS} a[data-peek]").nth(2).click()
    await expect(page.locator(PLACE)).to_have_text("3 of 8")

    again = await arrive(stage, page.url, owner)

    await expect(again.locator(PLACE)).to_have_text("3 of 8")
    assert await shown(again) == await shown(page)
    assert await again.locator(".quote").inner_text() == await page.locator(".quote").inner_text()
    assert "Chore" not in await again.locator("body").inner_text()


async def test_j_five_times_stays_in_the_filter(stage, somebody, owner):
    page = await arrive(stage, of(somebody, "&f=reaction:done"), owner)
    await page.locator(f"{ROWS} a[data-peek]").first.click()
    await expect(page.locator(PLACE)).to_have_text("1 of 8")

    for number in range(2, 7):
        await page.keyboard.press("j")
        await expect(page.locator(PLACE)).to_have_text(f"{number} of 8")
        await expect(page.locator(".drawer .re[data-ending=done]")).to_have_count(1)
    await page.keyboard.press("k")

    await expect(page.locator(PLACE)).to_have_text("5 of 8")
    assert "f=reaction:done" in page.url
    await page.keyboard.press("Escape")
    await expect(page.locator(".drawer")).to_have_count(0)


async def test_a_click_on_a_value_filters_by_it(stage, somebody, owner):
    page = await arrive(stage, of(somebody), owner)
    await expect(page.locator(ROWS)).to_have_count(12)

    cell = page.locator(f"{ROWS} .value", has_text="Snooze").first
    await cell.locator("summary").click()
    await cell.get_by_role("link", name="Not this").click()

    await expect(page.locator(ROWS)).to_have_count(8)
    await page.locator(".chip.set", has_text="reaction is not Snooze").click()
    await expect(page.locator(ROWS)).to_have_count(12)


async def test_the_field_finds_a_user_by_pseudonym(stage, somebody, owner):
    page = await arrive(stage, "/admin/log?p=today&f=reaction:snooze", owner)

    await page.keyboard.press("/")
    await page.keyboard.type(pseudonym(somebody.user_id))
    await page.keyboard.press("Enter")

    await expect(page.locator(".chip.set")).to_have_count(2)
    await expect(page.locator(ROWS)).to_have_count(4)


async def test_a_pick_done_again_is_equal_and_a_viewer_may_not_ask(stage, somebody, owner):
    page = await arrive(stage, of(somebody), owner)
    await page.locator(f"{ROWS} a[data-peek]").first.click()
    await page.get_by_role("button", name="Replay from its record").click()
    await expect(page.locator(".drawer .st.ok")).to_have_text("Equal")
    core, email = stage.guests.core, "viewer-of-picks@demo.example"
    known = await stage.guests.arrive(email=email)
    await core.set_role(SYSTEM, known.user_id, Role.VIEWER)

    other = await arrive(stage, page.url, await stage.guests.arrive(email=email))

    await expect(other.get_by_text("Analysts can do a pick again")).to_be_visible()
    await expect(other.get_by_role("button", name=re.compile("Replay"))).to_have_count(0)
    await expect(other.get_by_text("Reveal who… (operators)")).to_be_visible()


async def test_nonsense_in_an_address_is_passed_over(stage, somebody, owner):
    page = await arrive(
        stage, of(somebody, "&f=moon:full&f=hour:99&sort=luck&peek=x&after=y&hm=1"), owner
    )

    await expect(page.locator(ROWS)).to_have_count(12)


async def test_a_filter_that_leaves_nothing_says_so(stage, somebody, owner):
    page = await arrive(stage, of(somebody, "&f=policy:nobody"), owner)

    await expect(page.get_by_text("No pick matches.")).to_be_visible()
    await page.get_by_role("link", name="Clear filters").click()
    await expect(page.locator(ROWS).first).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
async def test_axe_finds_nothing_with_and_without_the_drawer(stage, somebody, owner, width):
    size = {"width": width, "height": 844}
    page = await arrive(stage, of(somebody), owner, viewport=size)
    await settled(page)
    assert await violations(page) == []

    tip = await page.locator(ROWS).first.get_attribute("data-row")
    open_ = await arrive(stage, of(somebody, f"&peek={tip}"), owner, viewport=size)
    await open_.locator(".drawer .ids").wait_for()
    await settled(open_)

    assert await violations(open_) == []


async def test_no_phone_scrolls_sideways(stage, somebody, owner):
    size = {"width": 360, "height": 800}
    page = await arrive(stage, of(somebody), owner, viewport=size)
    tip = await page.locator(ROWS).first.get_attribute("data-row")
    open_ = await arrive(stage, of(somebody, f"&peek={tip}"), owner, viewport=size)

    for each in (page, open_):
        assert await each.evaluate("document.documentElement.scrollWidth") <= 360
