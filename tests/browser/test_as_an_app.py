"""It can be installed, and keeps a page for when there is no network."""

import asyncio

import pytest

from tests.browser.stage import SERVER_GONE, TIP, drawn

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_chromium_would_install_it(stage):
    page = await stage.open("/sign-in", service_workers="allow")
    await page.evaluate("navigator.serviceWorker.ready")
    wire = await page.context.new_cdp_session(page)

    manifest = await wire.send("Page.getAppManifest")
    found = await wire.send("Page.getInstallabilityErrors")

    assert manifest["errors"] == []
    assert manifest["url"].endswith("/manifest.json")
    # A window without a profile on disk is never offered an installation; all else must be right.
    wrong = {one["errorId"] for one in found["installabilityErrors"]} - {"in-incognito"}
    assert wrong == set()


async def test_the_worker_and_the_manifest_are_asked_for_each_time(stage):
    for path in ("/sw.js", "/manifest.json"):
        answer = await stage.web.get(f"{stage.url}{path}")
        assert (answer.status, answer.headers["cache-control"]) == (200, "no-cache")


async def test_without_network_a_page_of_ones_own_says_so(stage):
    stage.watch.expect(*SERVER_GONE)
    guest = await stage.with_tasks("Call the dentist")
    page = await stage.open("/", guest, service_workers="allow")
    await page.evaluate("navigator.serviceWorker.ready")
    await page.reload()
    await page.locator(TIP).wait_for()
    assert await page.evaluate("navigator.serviceWorker.controller !== null")

    await page.context.set_offline(True)
    await page.reload()
    await page.get_by_role("heading", name="You are offline.").wait_for()
    assert "Call the dentist" not in await page.locator("body").inner_text()
    await page.context.set_offline(False)
    await page.get_by_role("link", name="Try now").click()

    await page.locator(TIP).wait_for()


async def test_no_word_of_a_person_is_kept_in_the_browser(stage):
    guest = await stage.with_tasks("A very private task")
    page = await stage.open("/", guest, service_workers="allow")
    await page.locator(TIP).wait_for()
    await page.evaluate("navigator.serviceWorker.ready")
    await asyncio.sleep(0.2)

    kept = await page.evaluate("""async () => {
      const texts = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) texts.push(request.url);
        for (const answer of await cache.matchAll()) texts.push(await answer.text());
      }
      return texts.join("\\n");
    }""")

    assert "private task" not in kept
    assert guest.cookie not in kept
    await drawn(page)
