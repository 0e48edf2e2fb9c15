"""An admin finds a user, walks the list, reads one user's days, and reveals a name for a reason."""

from uuid import uuid4

import pytest

from core.domain.audit import SYSTEM
from core.domain.pseudonym import pseudonym
from core.domain.reaction import ReactionKind
from core.domain.tip import Surface
from core.domain.user import Role
from tests.browser.stage import settled, violations

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ROWS = "tr[data-row]"
NARROW = {"viewport": {"width": 360, "height": 740}}


async def with_role(stage, role=Role.OWNER):
    """Return a guest whose session has a role, signed in just now."""
    guest = await stage.guests.arrive()
    await stage.guests.core.set_role(SYSTEM, guest.user_id, role)
    return await stage.guests.arrive(email=guest.email)


async def people(stage, count=7):
    """Let people answer one tip each; return their pseudonyms."""
    names = []
    for _ in range(count):
        guest = await stage.with_tasks("Zanzibar one", "Zanzibar two", person="demo-tariq")
        shown = await stage.guests.core.request_tip(guest.user_id, Surface.PAGE)
        await stage.guests.core.record_reaction(
            guest.user_id, shown.tip_id, ReactionKind.DONE, uuid4().hex
        )
        names.append(pseudonym(guest.user_id))
    return names


async def shown(page, path):
    """Open a page of the console, and wait until it is filled."""
    await page.goto(path)
    await page.locator('main[aria-busy="false"]').wait_for()
    return page


async def rows(page):
    return await page.locator(f"{ROWS} td:first-child").all_inner_texts()


async def the_list(stage, path="/admin/users", role=Role.OWNER, **options):
    """Return the list in a new browser, with who looks at it."""
    who = await with_role(stage, role)
    page = await (await stage.context(who, **options)).new_page()
    return await shown(page, path), who


async def counted(stage, name):
    """Return a page of the list on which somebody stands, once they are counted."""
    page, who = await the_list(stage, f"/admin/users?q={name}")
    while not await page.locator(f'{ROWS}[data-row="{name}"] .mix').count():
        await page.wait_for_timeout(300)
        await shown(page, f"/admin/users?q={name}")
    return page, who


async def test_a_url_shows_the_same_in_another_browser(stage):
    (name, *_) = await people(stage, 2)
    page, who = await counted(stage, name)
    path = f"/admin/users?p=7d&f=policy:bayes-v1&f=seen:24h&sort=tenure&peek={name}"
    await shown(page, path)
    other = await shown(await (await stage.context(who)).new_page(), path)

    for each in (page, other):
        await each.locator(".drawer h2", has_text=name).wait_for()

    assert await rows(page) == await rows(other)
    assert "Last 7 days" in await other.locator(".top .seg").last.inner_text()
    assert await other.locator(".chip.set").count() == 2


async def test_j_five_times_stays_in_the_filter(stage):
    names = await people(stage)
    page, _ = await counted(stage, names[-1])
    await shown(page, "/admin/users?f=link:todoist")
    await page.locator(ROWS).nth(5).wait_for()  # a tab shows what it showed until it is filled anew
    listed = await rows(page)
    await page.locator(f"{ROWS} a[data-peek]").first.click()
    await page.locator(".drawer h2", has_text=listed[0]).wait_for()

    for name in listed[1:6]:
        await page.keyboard.press("j")
        await page.locator(".drawer h2", has_text=name).wait_for()
    await page.keyboard.press("k")
    await page.locator(".drawer h2", has_text=listed[4]).wait_for()

    assert "f=link" in page.url
    assert f"peek={listed[4]}" in page.url
    await page.keyboard.press("Escape")
    await page.locator(".drawer").wait_for(state="detached")


async def test_a_facet_narrows_and_a_chip_lets_go(stage):
    await people(stage, 1)
    page, _ = await the_list(stage)

    await page.get_by_role("navigation", name="Narrow the list").get_by_text("in 24 h").click()
    await page.locator(".chip.set", has_text="last seen in 24 h").wait_for()
    assert "f=seen:24h" in page.url
    await page.locator(".chip.set").click()
    await page.locator(".chip.set").wait_for(state="detached")

    assert "f=" not in page.url


async def test_a_search_finds_by_the_beginning_of_a_name(stage):
    (name,) = await people(stage, 1)
    page, _ = await counted(stage, name)
    await shown(page, "/admin/users?p=7d")

    await page.keyboard.press("/")
    await page.keyboard.type(name[:8])
    await page.keyboard.press("Enter")
    await page.locator(".chip.set", has_text="called").wait_for()

    await page.locator(ROWS, has_text=name).wait_for()
    assert "p=7d" in page.url


async def test_one_user_is_told_from_signal_to_reward_without_a_word_of_theirs(stage):
    (name,) = await people(stage, 1)
    page, _ = await counted(stage, name)

    await page.locator(f"{ROWS} a[data-peek]").click()
    await page.locator(".drawer h2", has_text=name).wait_for()
    await page.keyboard.press("o")
    await page.locator(".trail", has_text="Reaction").wait_for()

    text = await page.locator("body").inner_text()
    assert all(it in text for it in ("Tip", "Features", "Sync", "Done", "text 4", "Time zone"))
    assert "Zanzibar" not in await page.content()
    await page.get_by_role("link", name="Features", exact=True).click()
    await page.locator("td", has_text="days_overdue").wait_for()
    await page.get_by_role("link", name="See as user").click()
    await page.get_by_role("region", name="As its user saw it").wait_for()
    assert "Zanzibar" not in await page.content()


async def test_a_name_is_revealed_for_a_reason_and_that_is_written_down(stage):
    (name,) = await people(stage, 1)
    page, who = await counted(stage, name)
    await shown(page, f"/admin/users/{name}")
    await page.get_by_role("link", name="Reveal…").click()

    await page.get_by_label("Reason, seen in the audit").fill("access request 31")
    await page.get_by_role("button", name="Reveal").click()
    await page.locator(".facts-part", has_text="@demo.example").wait_for()
    await page.get_by_role("link", name="History").click()
    await page.locator("td", has_text="access request 31").wait_for()

    other = await shown(await (await stage.context(who)).new_page(), f"/admin/users/{name}")
    await other.locator(".facts-part", has_text="Once in 90 days").wait_for()


async def test_a_viewer_may_look_and_do_nothing(stage):
    (name,) = await people(stage, 1)
    await counted(stage, name)
    page, _ = await the_list(stage, f"/admin/users/{name}?act=reveal&tab=history", Role.VIEWER)

    await page.get_by_text("Only some roles see this.").wait_for()

    assert await page.locator(".c-act form").count() == 0
    assert await page.get_by_role("link", name="Reveal…").count() == 0


async def test_who_does_not_exist_is_said_not_to(stage):
    page, _ = await the_list(stage, "/admin/users/u_aaaaaaaa?tab=nonsense&older=x&kind=y")

    await page.get_by_text("There is no such user.").wait_for()


async def test_nobody_left_says_why_and_leads_back(stage):
    page, _ = await the_list(stage, "/admin/users?f=policy:nobody-has-this&sort=up&after=x")

    await page.get_by_text("Nobody matches.").wait_for()
    await page.get_by_role("link", name="Show everybody").click()

    await page.locator(ROWS).first.wait_for()


@pytest.mark.parametrize("phone", [False, True])
async def test_axe_finds_nothing(stage, phone):
    (name,) = await people(stage, 1)
    await counted(stage, name)
    page, _ = await the_list(stage, phone=phone)
    found = {}
    for path in (
        f"/admin/users?peek={name}",
        "/admin/users?f=seen:24h",
        f"/admin/users/{name}",
        f"/admin/users/{name}?tab=features&act=reveal",
        f"/admin/users/{name}?tab=history&act=see",
    ):
        await shown(page, path)
        await settled(page)
        found[path] = await violations(page)

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


async def test_nothing_scrolls_sideways_on_a_narrow_screen(stage):
    (name,) = await people(stage, 1)
    await counted(stage, name)
    page, _ = await the_list(stage, **NARROW)

    for path in ("/admin/users", f"/admin/users?peek={name}", f"/admin/users/{name}"):
        await shown(page, path)
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert (path, wide) == (path, 360)


@pytest.mark.parametrize("width", [1280, 1440, 1600])
async def test_the_list_stands_whole_on_a_small_desk(stage, width):
    """Columns that facets and a user's page have too give way before anything is cut off."""
    (name, *_) = await people(stage, 1)
    page, _who = await counted(stage, name)
    await page.set_viewport_size({"width": width, "height": 800})

    over = await page.locator(".c-users .scroll-x").evaluate(
        "it => it.scrollWidth - it.clientWidth"
    )

    assert over <= 0
    await page.locator("th", has_text="Done rate").last.wait_for()


LOOK = """
window.seen = [];
(function look() {
  const ready = document.querySelector('main[aria-busy="false"]');
  if (ready) window.seen.push(document.querySelector("[data-search]").value);
  requestAnimationFrame(look);
})();
"""
"""Notes on each frame what a page that calls itself ready is narrowed to."""


async def test_what_a_page_showed_before_a_reload_is_not_called_ready(stage):
    (name,) = await people(stage, 1)
    page, _ = await the_list(stage)
    await page.add_init_script(LOOK)

    for path, words in ((f"/admin/users?q={name}", name), ("/admin/users?p=7d", "")) * 3:
        await shown(page, path)
        await page.wait_for_timeout(300)
        assert set(await page.evaluate("window.seen")) == {words}
