"""The app as it is served: real core, real database, real stand-ins, real socket."""

import re

import httpx
import pytest

from tests.socket.conftest import process_of
from tests.socket.tabs import BINDING, Visitor

TIP = "reflex___state____state.oo_app___tip___state____tip"


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    folder = tmp_path_factory.mktemp("real")
    with process_of("tests.socket.real", folder / "log", str(folder)) as stage:
        yield stage


async def sign_in(url, who="demo-mira"):
    """Walk through the stand-in's pages as a person does, and return the browser."""
    async with httpx.AsyncClient(base_url=url, headers={"Sec-Fetch-Site": "same-origin"}) as http:
        begun = await http.post("/auth/google", data={"next": "/"})
        asked = await http.get(begun.headers["location"])
        token = re.search(r'name="form_token" value="([^"]+)"', asked.text)
        where = asked.url.join("authorize")
        answered = await http.post(where, data={"form_token": token[1], "choice": who})
        arrived = await http.get(answered.headers["location"])
        assert arrived.headers["location"] == "/welcome"
        session = http.cookies["oo_session"]
    return Visitor(url, f"oo_session={session}")


async def test_it_is_alive_and_ready(real):
    async with httpx.AsyncClient(base_url=real.url) as http:
        answers = [await http.get(path) for path in ("/healthz", "/readyz", "/sandbox/")]

    assert [answer.status_code for answer in answers] == [200, 200, 200]


async def test_a_person_signs_in_sees_their_own_page_and_signs_out(real):
    visitor = await sign_in(real.url)

    async with visitor.tab() as tab:
        await tab.send(f"{TIP}.load")
        await tab.until(TIP, "phase", "empty")  # nothing is connected yet
        await visitor.post("/auth/sign-out")
        await tab.gone()

        assert tab.value(BINDING, "ended") is True


async def test_a_stranger_gets_the_page_but_nothing_in_it(real):
    async with Visitor(real.url).tab() as tab:
        await tab.send(f"{TIP}.load")
        await tab.send(f"{BINDING}.stumble", reference="0123abcd")
        await tab.until(BINDING, "trouble", "0123abcd")

        assert not tab.value(TIP, "phase")


async def test_the_api_knows_the_same_person(real):
    visitor = await sign_in(real.url, "demo-aiko")
    async with visitor.http() as http:
        nothing = await http.post("/api/v1/recommend")
        exported = await http.get("/api/v1/me/export")

    assert nothing.status_code in {403, 404}
    assert nothing.headers["content-type"] == "application/problem+json"
    assert exported.status_code == 200
    assert exported.headers["content-disposition"].startswith("attachment")


async def test_deleting_the_account_closes_the_tabs_and_gives_a_receipt(real):
    visitor = await sign_in(real.url, "demo-tariq")
    async with visitor.tab() as tab, visitor.http() as http:
        answer = await http.post("/settings/delete", data={"sure": "yes"})
        await tab.gone()

    assert answer.headers["location"].startswith("/goodbye?receipt=")
