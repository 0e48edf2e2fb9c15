"""Policies: promoted in the console they serve the next tip, and a minute before it others did."""

from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from playwright.async_api import expect

from core.domain.audit import SYSTEM
from core.domain.deployment import Deployment, Standing
from core.domain.ids import DeploymentId, new_id
from core.domain.user import Role
from oo_app.sandbox.people import ADMIN_EMAIL
from tests.browser.stage import TIP, press, settled, violations

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PATH = "/admin/policies"
ROWS = "tr[data-row]"
PLACE = ".drawer header .t2"
WHY = "a careful list for a while"
OLD = "linucb-v1"
"""Who served before the demo was first started: this past is made up here."""


@pytest_asyncio.fixture(loop_scope="session")
async def owner(stage):
    return await stage.guests.arrive(email=ADMIN_EMAIL)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def _past(people):
    """Let somebody else have been champion for a day before the first start."""
    async with people[0].core.ports.store.writing() as work:
        first = min(it.at for it in await work.deployments.all())
        began = first - timedelta(days=1)
        row = Deployment(DeploymentId(new_id()), Standing.CHAMPION, OLD, began, first)
        await work.deployments.begin((row,))


async def arrive(stage, path, guest, **options):
    page = await (await stage.context(guest, **options)).new_page()
    await page.goto(path)
    await page.locator(".main[aria-busy=false]").wait_for()
    return page


async def champion(stage):
    return (await stage.guests.core.steering.read_live()).policies.served


async def served(stage):
    """Return the policy of somebody's next tip, as a browser gets it."""
    guest = await stage.with_tasks("Water the plants", "Call the dentist", person="demo-ines")
    page = await stage.open("/", guest)
    await page.locator(TIP).wait_for()
    async with stage.guests.core.ports.store.reading() as work:
        tip = await work.tips.open_of(guest.user_id)
        return (await work.tips.pick_of(guest.user_id, tip.id)).policy


async def roll_back(page):
    await press(page, "Roll back…")
    sheet = page.locator("dialog[open]")
    await sheet.get_by_label("Reason, seen in the audit").fill(WHY)
    await press(sheet, "Roll back")
    await expect(page.locator("dialog[open]")).to_have_count(0)


@pytest.mark.usefixtures("_past")
async def test_who_is_promoted_serves_the_next_tip_and_a_click_takes_it_back(stage, owner):
    before = await champion(stage)
    page = await arrive(stage, f"{PATH}?peek=rule-v1", owner)
    await press(page, "Promote…")
    sheet = page.locator("dialog[open]")
    await expect(sheet.get_by_text(f"{before} → rule-v1")).to_be_visible()
    await sheet.get_by_label("Reason, seen in the audit").fill(WHY)
    await press(sheet, "Ask for it")
    waiting = page.locator(".policy-request")
    await expect(waiting.get_by_role("heading", name="Promote rule-v1", exact=True)).to_be_visible()
    await expect(waiting.locator(".policy-checks li")).to_have_count(6)
    assert await champion(stage) == before

    await press(waiting, "Apply…")
    await press(page.locator("dialog[open]"), "Apply")

    await expect(page.locator("h1")).to_contain_text("rule-v1 is champion since")
    assert await served(stage) == "rule-v1"
    await roll_back(page)
    await expect(page.locator("h1")).to_contain_text(f"{before} is champion")
    assert await champion(stage) == before


@pytest.mark.usefixtures("_past")
async def test_a_minute_before_the_old_champion_is_shown(stage, owner):
    page = await arrive(stage, PATH, owner)
    live = await stage.guests.core.steering.read_live()
    async with stage.guests.core.ports.store.reading() as work:
        first = min(it.at for it in await work.deployments.all() if it.policy != OLD)
    then = (first - timedelta(minutes=1)).astimezone(UTC)
    await expect(page.locator("h1")).to_contain_text(f"{live.policies.served} is champion")

    pinned = f"asof={then:%Y-%m-%dT%H:%M:%SZ}&p=7d"
    await page.goto(f"{PATH}?{pinned}")

    await expect(page.locator("h1")).to_contain_text(f"{OLD} was champion at")
    await expect(page.locator(ROWS).first).to_contain_text(OLD)
    await expect(page.get_by_role("button", name="Roll back…")).to_have_count(0)


async def test_any_address_shows_the_same_in_a_new_browser(stage, owner):
    page = await arrive(stage, f"{PATH}?p=7d&f=-state:champion", owner)
    await page.locator(f"{ROWS} a[data-peek]").nth(1).click()
    await expect(page.locator(PLACE)).to_have_text("2 of 6")
    names = await page.locator(f"{ROWS} a[data-peek]").all_inner_texts()

    again = await arrive(stage, page.url, owner)

    await expect(again.locator(PLACE)).to_have_text("2 of 6")
    assert await again.locator(f"{ROWS} a[data-peek]").all_inner_texts() == names
    assert await again.locator(".drawer h2").inner_text() == (
        await page.locator(".drawer h2").inner_text()
    )


async def test_j_five_times_stays_in_the_filter(stage, owner):
    page = await arrive(stage, f"{PATH}?f=-state:champion", owner)
    await page.locator(f"{ROWS} a[data-peek]").first.click()
    await expect(page.locator(PLACE)).to_have_text("1 of 6")

    for number in range(2, 7):
        await page.keyboard.press("j")
        await expect(page.locator(PLACE)).to_have_text(f"{number} of 6")
        await expect(page.locator(".drawer h2")).not_to_contain_text("champion")

    assert "f=-state:champion" in page.url
    await page.keyboard.press("Escape")
    await expect(page.locator(".drawer")).to_have_count(0)


@pytest.mark.usefixtures("_past")
async def test_the_keyboard_reads_who_was_live_and_a_bar_is_its_period(stage, owner):
    page = await arrive(stage, f"{PATH}?p=7d", owner)
    live = await champion(stage)

    # Its last moment lies hours before the end of a week: the first start was minutes ago.
    await page.locator("[data-chart=reigns]").focus()
    await page.keyboard.press("ArrowLeft")

    await expect(page.locator("[data-note]")).to_contain_text(f"Champion {OLD}")
    today = datetime.now(UTC).astimezone(stage.guests.settings.console_timezone).date()
    await page.locator(".lane-row a.champion", has_text=live).last.click()
    await expect(page).to_have_url(f"{stage.url}{PATH}?p=day:{today}")


async def test_a_viewer_sees_everything_and_can_ask_for_nothing(stage):
    email = "viewer-of-policies@demo.example"
    known = await stage.guests.arrive(email=email)
    await stage.guests.core.set_role(SYSTEM, known.user_id, Role.VIEWER)

    page = await arrive(stage, f"{PATH}?peek=rule-v1", await stage.guests.arrive(email=email))

    await expect(page.locator(".drawer .policy-checks").first).to_be_visible()
    for name in ("Promote…", "Roll back…", "Enable as shadow…"):
        await expect(page.get_by_role("button", name=name)).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390])
async def test_axe_finds_nothing_with_and_without_the_drawer(stage, owner, width):
    size = {"width": width, "height": 844}
    for path in (PATH, f"{PATH}?peek=bayes-v1"):
        page = await arrive(stage, path, owner, viewport=size)
        await settled(page)

        assert await violations(page) == []


async def test_no_phone_scrolls_sideways(stage, owner):
    size = {"width": 360, "height": 800}
    for path in (PATH, f"{PATH}?peek=linucb-v1"):
        page = await arrive(stage, path, owner, viewport=size)

        assert await page.evaluate("document.documentElement.scrollWidth") <= 360
