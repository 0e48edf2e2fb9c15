"""Start the real demo once, and one Chromium; judge every page that a test has opened."""

import shutil

import pytest
import pytest_asyncio
from playwright.async_api import async_playwright

from core.settings import Settings
from oo_app.bench.first_visit import FLAGS
from oo_app.front_end import build_if_changed
from oo_app.sandbox.people import ADMIN_EMAIL
from oo_app.shots.guests import Guests
from oo_app.shots.todoist import StandIn
from tests.browser.stage import STOP_S, Stage, Watch, start_demo

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """Run `oo demo`; at the end it must go within five seconds of an interrupt, in peace."""
    build_if_changed(Settings.of())
    demo = start_demo(tmp_path_factory.mktemp("demo"))
    yield demo
    code, took_s = demo.stop()
    assert (code, took_s < STOP_S) == (0, True), (code, took_s, demo.said()[-2000:])
    assert "Traceback" not in demo.said()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium():
    path = next(filter(None, map(shutil.which, BROWSERS)))
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield playwright, browser
        await browser.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def people(demo, chromium):
    """Let guests in, the owner before any other, and reach the stand-in Todoist.

    The address of the settings owns the place only while nobody does: a test that makes another
    owner first would leave Ines without a role.
    """
    playwright, _ = chromium
    web = await playwright.request.new_context()
    guests = Guests(demo.folder, demo.url, web)
    await guests.arrive(email=ADMIN_EMAIL)
    yield guests, StandIn(web, demo.url), web
    await guests.close()
    await web.dispose()


@pytest_asyncio.fixture(loop_scope="session")
async def stage(demo, chromium, people):
    """Open pages, and hold against them whatever they did that no page may do."""
    guests, todoist, web = people
    watch = Watch(demo.url)
    stage = Stage(demo, chromium[1], guests, todoist, web, watch, [])
    yield stage
    await todoist.faults()
    for context in stage.contexts:
        await context.close()
    assert watch.verdict() == []
