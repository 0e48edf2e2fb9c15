"""Only the time in which the card could be seen counts as looking at it."""

import asyncio

import pytest

from tests.browser.stage import next_sentence, press, sentence

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SHOW = """(state) => {
  Object.defineProperty(document, "visibilityState", {value: state, configurable: true});
  document.dispatchEvent(new Event("visibilitychange"));
}"""
"""What a browser tells a page when its tab comes to the front or goes behind another."""
MOMENT_S = 0.4
AWAY_S = 2.0


async def looked_ms(page):
    return await page.evaluate("window.oo.dwell()")


async def test_time_behind_another_tab_does_not_count(stage):
    page = await stage.tip("Call the dentist", "Water the basil")
    await asyncio.sleep(MOMENT_S)

    await page.evaluate(SHOW, "hidden")
    hidden = [await looked_ms(page)]
    await asyncio.sleep(AWAY_S)
    hidden.append(await looked_ms(page))
    await page.evaluate(SHOW, "visible")
    await asyncio.sleep(MOMENT_S)

    assert hidden[0] == hidden[1] >= 1000 * MOMENT_S
    assert await looked_ms(page) - hidden[1] < 1000 * AWAY_S


async def test_each_card_is_timed_from_when_it_came(stage):
    page = await stage.tip("Call the dentist", "Water the basil")
    await asyncio.sleep(AWAY_S)
    before = await looked_ms(page)

    text = await sentence(page)
    await press(page, "Dismiss")
    await next_sentence(page, text)

    assert before >= 1000 * AWAY_S
    assert await looked_ms(page) < before
