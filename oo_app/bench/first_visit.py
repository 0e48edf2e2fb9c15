"""Measure what a first visit of the tip page transfers, and from whom."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import async_playwright

CHROMIUM = "/usr/bin/chromium"
"""Debian's browser."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
"""Headless as root, and without calls home that would spoil the count."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What crossed the wire."""

    transferred_bytes: int
    foreign_hosts: frozenset[str]


async def first_visit(base_url: str, cookie: str) -> Visit:
    """Return what an empty browser loads to show a signed-in user their tip."""
    sizes: list[float] = []
    hosts: set[str] = set()

    def _finished(event: dict[str, Any]) -> None:
        sizes.append(event["encodedDataLength"])

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = await browser.new_context(service_workers="block")
        name, _, value = cookie.partition("=")
        await context.add_cookies([{"name": name, "value": value, "url": base_url}])
        page = await context.new_page()
        wire = await context.new_cdp_session(page)
        await wire.send("Network.enable")
        wire.on("Network.loadingFinished", _finished)
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        await page.goto(base_url)
        await page.wait_for_selector("h1.tip")
        await page.wait_for_load_state("networkidle")
        await browser.close()
    return Visit(int(sum(sizes)), frozenset(hosts - {urlsplit(base_url).netloc, ""}))
