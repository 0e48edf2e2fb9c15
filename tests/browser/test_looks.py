"""It is black from the first paint, calm, and fits every screen and finger."""

import asyncio
import base64
import re

import pytest

from tests.browser.stage import TIP, drawn, next_sentence, press, sentence

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

BRIGHT = """async (frames) => {
  const shares = [];
  for (const frame of frames) {
    const image = await createImageBitmap(await (await fetch(frame)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    const brush = canvas.getContext("2d");
    brush.drawImage(image, 0, 0);
    const { data } = brush.getImageData(0, 0, image.width, image.height);
    let bright = 0;
    for (let at = 0; at < data.length; at += 4) bright += data[at] > 128;
    shares.push(bright / (data.length / 4));
  }
  return shares;
}"""
"""Tells which share of each picture's pixels is bright."""
TOO_SMALL = """() => [...document.querySelectorAll("a, button, input, summary, label")]
  .filter((it) => it.checkVisibility({ opacityProperty: true }) && !it.closest(".terms, .meta, p.quiet"))
  .filter((it) => !(it.matches("input[type=checkbox]") && it.closest("label")))
  .map((it) => [it.innerText || it.ariaLabel, it.getBoundingClientRect()])
  .filter(([, { width, height }]) => width < 55.5 || height < 55.5)
  .map(([name, { width, height }]) => `${name}: ${width} by ${height}`)"""
"""Lists what a finger would miss; links inside running text excepted."""
SPILLS = """() => [...document.querySelectorAll("main *")]
  .filter((it) => it.checkVisibility() && !it.closest(".unseen, svg, [hidden]") && !it.matches("input"))
  .map((it) => [it, it.getBoundingClientRect()])
  .filter(([it, box]) => box.right > innerWidth + 0.5 || box.left < -0.5
    || (it.scrollWidth > it.clientWidth + 1 && getComputedStyle(it).display !== "inline"))
  .map(([it]) => it.outerHTML.slice(0, 90))"""
"""Lists what leaves the screen sideways or its own box."""

LONG = (
    "Go through the lease renewal from Hartmann & Söhne, compare the service-charge clause on "
    "page 14 with last year's statement; the scan is at https://files.example.org/household/"
    "2026/lease-renewal-final-v3-signed.pdf"
)


async def frames_during(page, act):
    """Return every frame the page showed while `act` ran, as data addresses."""
    wire = await page.context.new_cdp_session(page)
    frames = []

    async def keep(event):
        frames.append(f"data:image/png;base64,{event['data']}")
        await wire.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})

    wire.on("Page.screencastFrame", lambda event: asyncio.ensure_future(keep(event)))
    await wire.send("Page.startScreencast", {"format": "png", "everyNthFrame": 1})
    await act()
    await asyncio.sleep(0.3)
    await wire.send("Page.stopScreencast")
    return frames


@pytest.mark.parametrize("path", ["/", "/sign-in", "/settings", "/legal/privacy"])
async def test_no_frame_is_ever_white(stage, path):
    guest = await stage.with_tasks("Call the dentist")
    page = await (await stage.context(None if path == "/sign-in" else guest, phone=True)).new_page()
    await page.goto("/offline.html")
    judge = await (await stage.browser.new_context()).new_page()

    async def load():
        await page.goto(path)
        await drawn(page)

    frames = await frames_during(page, load)
    shares = await judge.evaluate(BRIGHT, frames)
    await judge.context.close()

    assert shares
    assert max(shares) < 0.12


async def test_the_page_is_black_before_stylesheet_and_script(stage):
    page = await (await stage.context()).new_page()
    hold = asyncio.Event()

    async def wait(route):
        await hold.wait()
        await route.continue_()

    await page.route(re.compile(r"\.(css|js)$"), wait)
    await page.goto("/sign-in", wait_until="commit")
    await page.locator("style").first.wait_for(state="attached")
    seen = await page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    hold.set()

    assert seen == "rgb(0, 0, 0)"
    await drawn(page)


async def test_an_answer_shows_no_white_frame_either(stage):
    page = await stage.tip(*(f"Task {letter}" for letter in "ABCDEF"), phone=True)
    judge = await (await stage.browser.new_context()).new_page()

    async def answer():
        for name in ("Done", "Snooze", "Dismiss"):
            before = await sentence(page)
            await press(page, name)
            await next_sentence(page, before)

    shares = await judge.evaluate(BRIGHT, await frames_during(page, answer))
    await judge.context.close()

    assert max(shares) < 0.12


SCREENS = {
    "320 px": (320, 568),
    "400 %": (320, 200),
    "phone": (390, 844),
    "on its side": (844, 390),
}


@pytest.mark.parametrize("screen", SCREENS)
async def test_everything_fits_every_screen(stage, screen):
    width, height = SCREENS[screen]
    guest = await stage.with_tasks(LONG, LONG)
    page = await stage.open("/", guest, viewport={"width": width, "height": height})
    await page.locator(TIP).wait_for()
    await press(page, "Dismiss")
    await page.locator(".after", has_text="Dismissed.").wait_for()

    wrong = {"tip": await page.evaluate(SPILLS)}
    for path in ("/sign-in?why=cancelled", "/welcome", "/connect", "/settings", "/data", "/delete"):
        await page.goto(path)
        await drawn(page)
        wrong[path] = await page.evaluate(SPILLS)
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path

    assert {path: found for path, found in wrong.items() if found} == {}


async def test_every_target_fits_a_finger(stage):
    guest = await stage.with_tasks("Call the dentist", "Water the basil")
    page = await stage.open("/", guest, phone=True)
    await page.locator(TIP).wait_for()
    await press(page, "Snooze")
    await page.locator(".after", has_text="Snoozed").wait_for()

    small = {"tip": await page.evaluate(TOO_SMALL)}
    for path in ("/connect", "/welcome", "/settings", "/data", "/delete", "/legal/terms"):
        await page.goto(path)
        await drawn(page)
        small[path] = await page.evaluate(TOO_SMALL)
    stranger = await stage.open("/sign-in", phone=True)
    small["/sign-in"] = await stranger.evaluate(TOO_SMALL)

    assert {path: found for path, found in small.items() if found} == {}


async def test_who_wants_no_motion_sees_none(stage):
    page = await stage.tip("Task A", "Task B", "Task C", reduced_motion="reduce")
    before = await sentence(page)

    await press(page, "Done")
    await next_sentence(page, before)

    running = "document.getAnimations().filter((it) => it.effect.getTiming().duration > 0).length"
    assert await page.evaluate(running) == 0
    assert await page.locator(".ghost").count() == 0


async def test_what_changes_is_read_out_politely(stage):
    page = await stage.tip("Task A", "Task B")
    before = await sentence(page)
    said = page.locator("main > .say[role=status]")
    assert await said.locator(".tip").inner_text() == before
    mark = "document.querySelector('main > .say[role=status]').marked = true"
    await page.evaluate(mark)

    await press(page, "Done")
    await next_sentence(page, before)

    kept = "document.querySelector('main > .say[role=status]').marked === true"
    assert await page.evaluate(kept), "a live region must stay, or nothing is read"
    assert await page.locator(".after > [role=status]").inner_text() == "Done."


async def test_the_offline_page_stands_alone(stage):
    page = await stage.open("/offline.html", java_script_enabled=False)

    assert await page.locator("h1").inner_text() == "You are offline."
    assert base64.b64encode(await page.screenshot())
