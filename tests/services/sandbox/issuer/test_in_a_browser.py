"""The pages work in a real Chromium under their own policy, with and without scripts."""

from contextlib import asynccontextmanager
from urllib.parse import parse_qsl, urlencode

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import async_playwright
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from oo_app.sandbox.issuer import Flavour, build
from tests.services.sandbox.issuer.stage import CLIENT_ID, VERIFIER, StoppedClock, client_for, s256
from tests.serving import serve, serve_built

pytestmark = pytest.mark.browser


@asynccontextmanager
async def a_client():
    """Serve a client's callback; yield its address and what arrived there."""
    arrived = []

    async def callback(request):
        text = (await request.body()).decode() or request.url.query
        arrived.append((request.method, request.headers.get("origin"), dict(parse_qsl(text))))
        return HTMLResponse("<!doctype html><title>arrived</title>")

    async with serve(Starlette(routes=[Route("/back", callback, methods=["GET", "POST"])])) as url:
        yield f"{url}/back", arrived


@asynccontextmanager
async def a_page(*, scripts: bool):
    """Open Chromium; yield a page and the policy violations that it reports."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium")
        page = await browser.new_page(java_script_enabled=scripts)
        complaints = []
        page.on("console", lambda message: complaints.append(message.text))
        yield page, complaints
        await browser.close()


def request_for(flavour, back):
    return urlencode(
        {
            "client_id": CLIENT_ID,
            "redirect_uri": back,
            "response_type": "code",
            "scope": "name email" if flavour is Flavour.APPLE else "openid email",
            "response_mode": "form_post" if flavour is Flavour.APPLE else "query",
            "state": "state-of-the-test",
            "code_challenge": s256(VERIFIER),
            "code_challenge_method": "S256",
        }
    )


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
async def test_a_person_gets_through_both_flavours(scripts):
    async with a_client() as (back, arrived), a_page(scripts=scripts) as (page, complaints):
        for flavour in (Flavour.GOOGLE, Flavour.APPLE):
            clients = (client_for(flavour, redirect_uris=(back,)),)
            make = lambda url: build(flavour, url, StoppedClock(), clients=clients)  # noqa: B023, E731 - used at once
            async with serve_built(make) as url:
                await page.goto(f"{url}/authorize?{request_for(flavour, back)}")
                if scripts:
                    assert (await Axe().run(page)).violations_count == 0
                await page.get_by_role("button", name="Mira Lindqvist").click()
                if flavour is Flavour.APPLE and not scripts:
                    await page.get_by_role("button", name="Continue").click()
                await page.wait_for_url(f"{back}**")

    assert [method for method, _, _ in arrived] == ["GET", "POST"]
    assert all(fields["state"] == "state-of-the-test" for _, _, fields in arrived)
    assert arrived[1][1] == url
    assert "user" in arrived[1][2]
    assert [text for text in complaints if "favicon" not in text and "404" not in text] == []
