"""`oo sandbox` serves the stand-ins in a process of their own."""

import os
import subprocess
import sys

import httpx
import pytest

from tests.chaos.children import Child, free_port

OO = (sys.executable, "-m", "oo_app.cli")


@pytest.fixture
async def alone(tmp_path):
    port = free_port()
    told = {"OO_SANDBOX_URL": f"http://127.0.0.1:{port}", "OO_BASE_URL": "http://localhost:8000"}
    child = Child("sandbox", (*OO, "sandbox", "--folder", str(tmp_path)), tmp_path, told, port=port)
    child.start()
    try:
        await child.ready()
        yield f"http://127.0.0.1:{port}/sandbox"
    finally:
        child.end()


async def test_the_stand_ins_live_at_their_own_address(alone):
    async with httpx.AsyncClient() as client:
        issuer = (await client.get(f"{alone}/oidc/.well-known/openid-configuration")).json()
        people = await client.get(f"{alone}/todoist/", headers={"Accept": "text/html"})

    assert issuer["issuer"] == f"{alone}/oidc"
    assert "Mira Lindqvist" in people.text


async def test_they_send_people_back_to_oo(alone):
    asked = {
        "client_id": "oo-demo-todoist",
        "scope": "data:read_write",
        "state": "s",
        "redirect_uri": "http://localhost:8000/connect/todoist/callback",
    }
    async with httpx.AsyncClient() as client:
        page = await client.get(f"{alone}/todoist/oauth/authorize", params=asked)

    assert page.status_code == 200
    assert "http://localhost:8000" in page.headers["content-security-policy"]


def test_without_an_address_it_says_what_is_missing(tmp_path):
    told = {name: value for name, value in os.environ.items() if not name.startswith("OO_")}

    ended = subprocess.run(  # noqa: S603 - our own words
        [*OO, "sandbox", "--folder", str(tmp_path)],
        cwd=tmp_path,
        env=told,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 1
    assert "OO_SANDBOX_URL" in ended.stderr
