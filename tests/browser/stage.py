"""What browser tests stand on: a running demo, people in it, and pages that are watched."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import APIRequestContext, Browser, BrowserContext, Page

from core.settings import ROOT
from oo_app.bench.processes import free_port
from oo_app.shots.guests import Guest, Guests
from oo_app.shots.todoist import StandIn

READY_S = 60
"""A demo that does not answer by then never will."""
STOP_S = 5
"""How long a demo may take to end (the issue's figure)."""
ZONE = "Europe/Stockholm"
"""Where the browsers of these tests are."""
TIP = "main h1.tip"
"""The sentence; the copy of the one that goes stands outside of `main`."""
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 800}}
SERVER_GONE = (
    "Failed to load resource",
    "WebSocket connection",
    "WebSocket is already in CLOSING",
    "net::ERR",
)
"""What Chromium says when a test takes the server away: also when the page was just sending."""
VIOLATIONS = """document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} stopped ${event.blockedURI}`))"""
"""Makes a page tell what its policy stopped."""


@dataclass
class Demo:
    """A running `oo demo`."""

    url: str
    folder: Path
    child: subprocess.Popen

    def stop(self):
        """Interrupt it, as Ctrl-C does, and return its exit code and how long it took."""
        began = time.monotonic()
        os.killpg(self.child.pid, signal.SIGINT)
        try:
            code = self.child.wait(timeout=STOP_S * 3)
        except subprocess.TimeoutExpired:
            os.killpg(self.child.pid, signal.SIGKILL)
            raise
        return code, time.monotonic() - began

    def said(self):
        """Return what it wrote so far."""
        return (self.folder / "demo.log").read_text()

    def environment(self):
        """Return what a command on the same database needs beside the demo's own settings."""
        return {**os.environ, "OO_BASE_URL": self.url, "PYTHONPATH": str(ROOT)}


def start_demo(folder):
    """Start the real demo with its state in `folder` and return it when it is ready."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "oo_app.cli", "demo", "--no-history", "--folder", str(folder)]
    own = {"OO_PORT": str(port), "OO_BASE_URL": url, "PYTHONPATH": str(ROOT)}
    with (folder / "demo.log").open("wb") as log:
        child = subprocess.Popen(  # noqa: S603 — our own words
            command,
            cwd=ROOT,
            env={**os.environ, **own},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    demo = Demo(url, folder, child)
    until = time.monotonic() + READY_S
    while not _ready(url):
        assert child.poll() is None, demo.said()
        assert time.monotonic() < until, demo.said()
        time.sleep(0.1)
    return demo


def _ready(url):
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=2) as answer:  # noqa: S310 — our own
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


class Watch:
    """Collect everything that no page may do."""

    def __init__(self, url):
        self.complaints = []
        self._host = urlsplit(url).netloc
        self._expected = []

    def expect(self, *words):
        """Let complaints with these words pass: the test breaks something on purpose."""
        self._expected += words

    async def follow(self, context):
        context.on("console", self._console)
        context.on("weberror", lambda error: self._note(f"page error: {error.error}"))
        context.on("request", self._request)
        await context.add_init_script(VIOLATIONS)

    def verdict(self):
        """Return what was wrong and not expected."""
        return [one for one in self.complaints if not any(words in one for words in self._expected)]

    def _console(self, message):
        if message.type in {"error", "assert"}:
            self._note(f"console: {message.text} {message.location.get('url', '')}")

    def _request(self, request):
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != self._host:
            self._note(f"foreign host: {request.url}")
        if parts.path == "/csp-report":
            self._note(f"policy report: {request.post_data}")

    def _note(self, text):
        self.complaints.append(text)


@dataclass
class Stage:
    """One test's world."""

    demo: Demo
    browser: Browser
    guests: Guests
    todoist: StandIn
    web: APIRequestContext
    watch: Watch
    contexts: list[BrowserContext]

    @property
    def url(self):
        return self.demo.url

    async def context(self, guest: Guest | None = None, *, phone=False, **options):
        look = {**(PHONE if phone else DESK), "timezone_id": ZONE, "service_workers": "block"}
        context = await self.browser.new_context(**{**look, "base_url": self.url, **options})
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        await self.watch.follow(context)
        if guest is not None:
            await self.guests.enter(context, guest)
        return context

    async def open(self, path="/", guest: Guest | None = None, *, phone=False, **options) -> Page:
        """Return a new browser's page at `path`, drawn."""
        page = await (await self.context(guest, phone=phone, **options)).new_page()
        await page.goto(path)
        await drawn(page)
        return page

    async def with_tasks(self, *tasks, person="demo-aiko"):
        """Return a guest whose Todoist holds these tasks and no others.

        The stand-in lets one person be read whole a hundred times in a quarter of an hour, as
        Todoist does: tests with many guests take another person's account.
        """
        await self.todoist.only(person, *tasks)
        return await self.guests.arrive(person)

    async def tip(self, *tasks, phone=False, **options) -> Page:
        """Return the tip page of a new guest with these tasks."""
        guest = await self.with_tasks(*tasks)
        page = await self.open("/", guest, phone=phone, **options)
        await page.locator(TIP).wait_for()
        return page


async def drawn(page):
    """Wait until a page of oO shows its words."""
    await page.locator("main h1").first.wait_for()


async def sentence(page):
    """Return the tip on the page."""
    return await page.locator(TIP).inner_text()


async def next_sentence(page, before):
    """Return the tip that takes the place of `before`."""
    await page.locator(TIP, has_not_text=before).wait_for()
    return await sentence(page)


async def press(page, name):
    await page.get_by_role("button", name=name, exact=True).click()


async def violations(page):
    """Return what axe finds wrong with a page as it stands."""
    found = await Axe().run(page)
    return [
        f"{one['impact']} {one['id']}: {[node['html'][:120] for node in one['nodes']]}"
        for one in found.response["violations"]
    ]


async def settled(page):
    """Wait until nothing fades any more: half a letter has half its contrast."""
    await page.evaluate("""Promise.allSettled(document.getAnimations()
      .filter((it) => it.effect.getTiming().iterations !== Infinity)
      .map((it) => it.finished)).then(() => true)""")
