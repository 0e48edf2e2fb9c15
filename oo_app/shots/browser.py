"""Find the browser that takes the pictures."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

from oo_app.bench.first_visit import FLAGS

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
"""What it may be called."""


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Run it while the block lasts."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        await browser.close()
