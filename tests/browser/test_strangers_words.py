"""What a task says is shown as it was written, and never does anything."""

import pytest

from tests.browser.stage import TIP, press, sentence

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HOSTILE = (
    '<img src=x onerror="window.owned = true">',
    "<script>window.owned = true</script>",
    "</h1></main><style>*{display:none}</style>",
    "{{constructor.constructor('window.owned = true')()}} ${window.owned = true}",
    "javascript:window.owned=true",
    "\u202eevil\u202c and \u2066more\u2069",
    "👩🏽\u200d🚀 تذكّر شراء الخبز 🎂 牛乳を買って",
    "A" * 500,
    "word " * 100,
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_a_task_is_text_whatever_it_says(stage, text):
    page = await stage.tip(text, phone=True)
    assert await page.locator(TIP).text_content() == text.strip()
    await page.locator("main .why").click()
    await page.locator("dialog[open] h2").wait_for()
    await page.keyboard.press("Escape")
    await press(page, "Snooze")
    await press(page, "Pick one anyway")
    await page.locator(TIP).wait_for()

    assert await page.evaluate("window.owned") is None
    assert await page.evaluate("document.querySelectorAll('main img, main script').length") == 0
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_markdown_is_read_as_words(stage):
    page = await stage.tip("Read [the **piece**](https://files.example.org/piece) on *quiet* ways")

    assert await sentence(page) == "Read the piece on quiet ways"
    assert await page.locator(f"{TIP} a").count() == 0


async def test_an_address_that_would_run_is_no_link(stage):
    page = await stage.tip("Read [the piece](javascript:alert(1)) tonight")

    assert await sentence(page) == "Read [the piece](javascript:alert(1)) tonight"
    assert await page.locator(f"{TIP} a").count() == 0


async def test_a_task_longer_than_todoist_allows_is_shown_whole(stage):
    guest = await stage.guests.arrive("demo-aiko")
    text = "Überlänge " * 512
    await stage.guests.write_tasks(guest, text)
    page = await stage.open("/", guest, phone=True)

    assert await page.locator(TIP).text_content() == text.strip()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await page.get_by_role("button", name="Done", exact=True).is_visible()
