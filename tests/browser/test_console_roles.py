"""Every page, walked as each role: what it may see is there, what it may not is not even offered."""

import asyncio

import pytest
import pytest_asyncio
from playwright.async_api import expect

from core.domain.access import GRANTS, Right
from core.domain.audit import SYSTEM
from core.domain.reaction import ReactionKind
from core.domain.tip import Surface
from core.domain.user import Role
from oo_admin.nav import ENTRIES

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

WALKED = (Role.VIEWER, Role.ANALYST, Role.OPERATOR, Role.OWNER)
FULL = "main[aria-busy=false]"
ALONE = ".panel.alone"
ROWS = "main tr[data-row]"
OFFERED = {
    "Annotate": (Right.NOTES_WRITE, "/admin"),
    "New run": (Right.SIMULATIONS_RUN, "/admin/simulations"),
    "Verify chain": (Right.AUDIT_VERIFY, "/admin/audit"),
}
"""Acts by their words: the right without which none may stand on any page, and where it stands."""


@pytest.fixture(scope="module")
def doors():
    """Cookies by role: whoever walks with a role signs in once."""
    return {}


async def as_role(stage, doors, role):
    """Return a page of a new browser of somebody with a role."""
    if role not in doors:
        email = f"walks-as-{role}@demo.example"
        known = await stage.guests.arrive(email=email)
        await stage.guests.core.set_role(SYSTEM, known.user_id, role)
        doors[role] = await stage.guests.arrive(email=email)
    return await (await stage.context(doors[role])).new_page()


@pytest_asyncio.fixture(loop_scope="session")
async def _something(stage):
    """See to it that lists have a row: one tip, answered and counted."""
    guest = await stage.with_tasks("Walked over one", "Walked over two", person="demo-ines")
    core = stage.guests.core
    shown = await core.request_tip(guest.user_id, Surface.PAGE)
    await core.record_reaction(guest.user_id, shown.tip_id, ReactionKind.DONE, "walked")
    await core.relay_events()


async def said(page):
    """Return which page it is, of which time, with which rows and which row open."""
    rows = [await it.get_attribute("data-row") for it in await page.locator(ROWS).all()]
    opened = page.locator(".drawer h2, tr.dx h3, tr.dx h2")
    return (
        await page.locator("h1").inner_text(),
        await page.locator(".seg").all_inner_texts(),
        rows,
        await opened.first.inner_text() if await opened.count() else "",
    )


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda it: it.name)
@pytest.mark.parametrize("role", WALKED)
async def test_a_page_shows_a_role_what_it_may_see(stage, doors, role, entry):
    page = await as_role(stage, doors, role)
    rights = GRANTS[role]

    await page.goto(f"{entry.path}?p=7d")
    await page.locator(f"{FULL}, {ALONE}").first.wait_for()

    await expect(page.locator(ALONE)).to_have_count(0 if entry.right in rights else 1)
    assert await page.get_by_text("This panel could not be loaded").count() == 0
    places = await page.locator(".nav .places a").all_inner_texts()
    assert [it.split("\n")[0] for it in places] == [it.name for it in ENTRIES if it.right in rights]
    for words, (right, path) in OFFERED.items():
        acts = page.get_by_role("button", name=words, exact=True)
        found = await acts.or_(page.get_by_role("link", name=words, exact=True)).count()
        assert right in rights or not found, words
        assert found or path != entry.path or right not in rights, words


@pytest.mark.usefixtures("_something")
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda it: it.name)
async def test_any_address_shows_the_same_in_a_new_browser(stage, doors, entry):
    page = await as_role(stage, doors, Role.OWNER)
    await page.goto(f"{entry.path}?p=7d&cmp=weekday&by=day")
    await page.locator(FULL).wait_for()
    peek = page.locator(f"{ROWS} a[data-peek]")
    if await peek.count():
        before = page.url
        await peek.first.click()  # opens the row, or the page of what it names
        await page.wait_for_url(lambda url: url != before)
    await page.locator(FULL).wait_for()
    await page.wait_for_load_state("networkidle")

    other = await as_role(stage, doors, Role.OWNER)
    await other.goto(page.url)
    await other.locator(FULL).wait_for()
    await other.wait_for_load_state("networkidle")

    for _ in range(50):  # the last words of a page may come by its socket
        if await said(other) == await said(page):
            break
        await asyncio.sleep(0.1)
    assert await said(other) == await said(page)
