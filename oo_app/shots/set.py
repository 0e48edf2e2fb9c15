"""Build the set a scene is played on: a browser of one size, guests, their tasks."""

import asyncio
import re
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, WebSocketRoute

from oo_app.shots.guests import Guest, Guests
from oo_app.shots.todoist import Record, StandIn

PERSON = "demo-aiko"
"""Whose Todoist the scenes furnish."""
ZONE = "Europe/Stockholm"
"""Where the browsers are."""
SIZES = {"390": (390, 844), "1280": (1280, 800)}
"""Width and height of the pictures, by the name the mock-ups give them."""
SETTLED = """Promise.allSettled(document.getAnimations()
  .filter((it) => it.effect.getTiming().iterations !== Infinity)
  .map((it) => it.finished)).then(() => document.fonts.ready).then(() => true)"""
"""Waits until nothing fades."""


@dataclass
class Stage:
    """One size of browser in front of a running demo."""

    browser: Browser
    size: str
    url: str
    guests: Guests
    todoist: StandIn
    contexts: list[BrowserContext] = field(default_factory=list)

    @property
    def phone(self) -> bool:
        """Return whether fingers are used."""
        return self.size == "390"

    async def context(self, guest: Guest | None = None) -> BrowserContext:
        """Return a fresh browser, signed in as `guest`."""
        width, height = SIZES[self.size]
        context = await self.browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=self.phone,
            is_mobile=self.phone,
            timezone_id=ZONE,
            base_url=self.url,
            service_workers="block",
        )
        self.contexts.append(context)
        if guest is not None:
            await self.guests.enter(context, guest)
        return context

    async def open(self, path: str, guest: Guest | None = None) -> Page:
        """Return a page of a fresh browser, drawn."""
        page = await (await self.context(guest)).new_page()
        await page.goto(path)
        await page.locator("main h1").first.wait_for()
        return page

    async def connected(self, *tasks: str | Record) -> Guest:
        """Return a guest whose Todoist holds these tasks and no others."""
        await self.todoist.only(PERSON, *tasks)
        return await self.guests.arrive(PERSON)

    async def tip(self, *tasks: str | Record) -> Page:
        """Return the tip page of a new guest with these tasks."""
        page = await self.open("/", await self.connected(*tasks))
        await page.locator("main h1.tip").wait_for()
        return page

    async def strike(self) -> None:
        """Clear the set."""
        await self.todoist.faults()
        for context in self.contexts:
            await context.close()
        self.contexts.clear()


async def press(page: Page, name: str) -> None:
    """Press a key by its word."""
    await page.get_by_role("button", name=re.compile(f"^{name}")).first.click()


async def heading(page: Page, words: str) -> None:
    """Wait for a heading."""
    await page.get_by_role("heading", name=words).first.wait_for()


async def settle(page: Page) -> None:
    """Wait until the page stands still, and take the pointer off it."""
    await page.evaluate(SETTLED)
    await asyncio.sleep(0.1)


async def deaf(context: BrowserContext) -> asyncio.Event:
    """Return the switch that keeps what the pages say from reaching the server."""
    held = asyncio.Event()

    def route(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def pass_on(message: Any) -> None:
            if not held.is_set():
                server.send(message)

        socket.on_message(pass_on)

    await context.route_web_socket(re.compile("/_event"), route)
    return held
