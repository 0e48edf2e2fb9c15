"""The legal pages can be read by everybody, also without script."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.parametrize(
    ("path", "says"), [("/legal/privacy", "What is stored"), ("/legal/terms", "in force since")]
)
@pytest.mark.parametrize("scripts", [True, False], ids=["with script", "without script"])
async def test_a_stranger_reads_them(stage, path, says, scripts):
    page = await stage.open(path, java_script_enabled=scripts)

    assert await page.locator("h1").inner_text() in {"Privacy", "Terms"}
    assert says in await page.locator("main").inner_text()
    black = await page.locator("html").evaluate("it => getComputedStyle(it).backgroundColor")
    assert black == "rgb(0, 0, 0)"


async def test_the_sign_in_page_leads_to_both(stage):
    page = await stage.open("/sign-in")

    await page.get_by_role("link", name="privacy notice").click()
    await page.get_by_role("heading", name="Privacy", exact=True).wait_for()
    await page.go_back()
    await page.get_by_role("link", name="terms").click()

    await page.get_by_role("heading", name="Terms", exact=True).wait_for()


async def test_an_unknown_address_has_its_own_page(stage):
    stage.watch.expect("404")

    page = await stage.open("/nothing-here")

    await page.get_by_role("heading", name="Nothing lives here.").wait_for()
    await page.get_by_role("link", name="Back to your tip").wait_for()
