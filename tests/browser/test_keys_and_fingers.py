"""Keys, long presses and swipes press the same buttons as a click does."""

import asyncio

import pytest

from tests.browser.stage import TIP, next_sentence, sentence

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SIX = tuple(f"Task {letter}" for letter in "ABCDEF")


async def test_letters_answer_undo_and_explain(stage):
    page = await stage.tip(*SIX)
    line = page.locator(".after [role=status]")
    first = await sentence(page)

    await page.keyboard.press("d")
    second = await next_sentence(page, first)
    assert await line.inner_text() == "Done."
    await page.keyboard.press("u")
    await page.locator(TIP, has_text=first).wait_for()
    await page.keyboard.press("x")
    third = await next_sentence(page, first)
    await page.locator(".after", has_text="Dismissed.").wait_for()
    await page.keyboard.press("s")
    await next_sentence(page, third)
    await page.locator(".after", has_text="Snoozed until").wait_for()
    assert second in SIX


async def test_sheets_open_by_letter_and_close_by_escape(stage):
    page = await stage.tip(*SIX)
    before = await sentence(page)

    for pressed, name in (("w", "Why this, why now"), ("?", "Keys"), ("Shift+S", "Bring it back")):
        await page.keyboard.press(pressed)
        sheet = page.get_by_role("dialog", name=name)
        await sheet.wait_for()
        await page.keyboard.press("d")  # a sheet is open: this answers nothing
        await page.keyboard.press("Escape")
        await sheet.wait_for(state="hidden")

    assert await sentence(page) == before


async def test_the_switch_turns_the_letters_off_here_and_after_a_reload(stage):
    page = await stage.tip(*SIX)
    before = await sentence(page)

    await page.keyboard.press("?")
    await page.get_by_role("switch", name="Single-letter keys").click()
    await page.locator("main[data-letters=off]").wait_for()
    await page.keyboard.press("Escape")
    await page.keyboard.press("d")
    await page.reload()
    await page.locator("main[data-letters=off]").wait_for()
    await page.keyboard.press("d")
    await page.keyboard.press("?")
    await asyncio.sleep(0.5)

    assert await sentence(page) == before
    assert await page.get_by_role("dialog").count() == 0
    assert not await page.locator(".key kbd").first.is_visible()


async def test_letters_with_a_modifier_or_in_a_field_are_left_alone(stage):
    page = await stage.tip(*SIX)
    before = await sentence(page)
    await page.evaluate("document.querySelector('main').append(document.createElement('textarea'))")

    await page.keyboard.press("Control+d")
    await page.keyboard.press("Alt+x")
    await page.locator("textarea").focus()
    await page.keyboard.type("dsxu?w")
    await asyncio.sleep(0.3)

    assert await sentence(page) == before
    assert await page.locator("textarea").input_value() == "dsxu?w"
    assert await page.locator("dialog[open]").count() == 0


class Finger:
    """One finger on the glass."""

    def __init__(self, wire):
        self._wire = wire

    @classmethod
    async def of(cls, page):
        return cls(await page.context.new_cdp_session(page))

    async def down(self, x, y):
        await self._send("touchStart", {"x": x, "y": y})

    async def up(self):
        await self._send("touchEnd")

    async def swipe(self, start, end, y=400):
        await self.down(start, y)
        for step in range(1, 9):
            await self._send("touchMove", {"x": start + (end - start) * step / 8, "y": y})
        await self.up()

    async def _send(self, kind, *points):
        await self._wire.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)}
        )


@pytest.mark.parametrize(("start", "end", "said"), [(80, 300, "Done."), (300, 80, "Snoozed")])
async def test_a_swipe_is_an_answer(stage, start, end, said):
    page = await stage.tip(*SIX, phone=True)
    before = await sentence(page)

    await (await Finger.of(page)).swipe(start, end)

    await next_sentence(page, before)
    assert (await page.locator(".after [role=status]").inner_text()).startswith(said)


async def test_a_short_swipe_is_taken_back(stage):
    page = await stage.tip(*SIX, phone=True)
    before = await sentence(page)

    await (await Finger.of(page)).swipe(150, 210)
    await asyncio.sleep(0.4)

    assert await sentence(page) == before


async def test_a_long_press_on_snooze_asks_until_when(stage):
    page = await stage.tip(*SIX, phone=True)
    before = await sentence(page)
    box = await page.get_by_role("button", name="Snooze", exact=True).bounding_box()

    finger = await Finger.of(page)
    await finger.down(box["x"] + 20, box["y"] + 20)
    sheet = page.get_by_role("dialog", name="Bring it back")
    await sheet.wait_for()
    await finger.up()
    assert await sentence(page) == before
    await sheet.get_by_role("button", name="In an hour").tap()

    await next_sentence(page, before)
    await page.locator(".after", has_text="Snoozed until").wait_for()


async def test_focus_goes_from_the_why_over_the_answers_to_the_settings(stage):
    page = await stage.tip(*SIX)
    before = await sentence(page)
    await page.keyboard.press("x")
    await next_sentence(page, before)
    await page.locator(".after", has_text="Dismissed.").wait_for()
    await page.locator("main .why").focus()

    order = []
    for _ in range(6):
        await page.keyboard.press("Tab")
        name = "document.activeElement.ariaLabel ?? document.activeElement.innerText"
        order.append((await page.evaluate(name)).split()[0])

    assert order == ["Undo", "Say", "Done", "Snooze", "Dismiss", "Settings"]


async def test_after_an_answer_the_focus_stays_on_the_same_key(stage):
    page = await stage.tip(*SIX)
    before = await sentence(page)

    await page.get_by_role("button", name="Snooze", exact=True).focus()
    await page.keyboard.press("Enter")
    await next_sentence(page, before)

    assert await page.evaluate("document.activeElement.dataset.answer") == "snooze"
