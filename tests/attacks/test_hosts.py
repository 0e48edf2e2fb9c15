"""Requests for somebody else, and doors nobody needs, end at the gate."""

import asyncio

import pytest


async def raw(url, request):
    """Send bytes as they are, and return the status line."""
    host, port = url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(request)
    await writer.drain()
    line = await reader.readline()
    writer.close()
    await writer.wait_closed()
    return line.decode()


@pytest.mark.parametrize(
    "host",
    ["evil.example", "oo.example.evil.example", "127.0.0.1:1.evil.example", "[::1", "", "a b"],
)
async def test_a_foreign_host_is_refused(web, host):
    answer = await raw(web.url, f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())

    assert answer.split()[1] in {"400", "421"}


async def test_two_hosts_are_refused(web):
    own = web.url.removeprefix("http://")

    answer = await raw(
        web.url, f"GET / HTTP/1.1\r\nHost: {own}\r\nHost: evil.example\r\n\r\n".encode()
    )

    assert answer.split()[1] == "400"


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "127.1.2.3", "[::1]"])
async def test_a_visit_by_another_name_of_this_machine_moves_to_the_right_one(web, name):
    answer = await web.http.get("/connect?why=clock", headers={"Host": f"{name}:1"})

    assert answer.status_code == 308
    assert answer.headers["location"] == f"{web.url}/connect?why=clock"


async def test_a_post_by_another_name_of_this_machine_is_refused(web):
    answer = await web.post("/auth/sign-out", headers={"Host": "localhost:1"})

    assert answer.status_code == 421


async def test_a_copy_on_the_internet_does_not_answer_to_localhost(https):
    answer = await https.http.get("/", headers={"Host": "localhost"})

    assert answer.status_code == 421


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
async def test_probes_may_ask_by_any_name(web, path):
    answer = await web.http.get(path, headers={"Host": "10.0.0.7"})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/_upload",
        "/_upload/x",
        "/auth-codespace",
        "/_all_routes",
        "/_health",
        "/ping",
        "/_event/?EIO=4&transport=polling",
        "/_event?EIO=4&transport=polling",
        "/_reflex/event",
        "/%5fhealth",
        "//_health",
    ],
)
async def test_the_frameworks_own_doors_are_closed(web, path):
    for method in ("GET", "POST", "OPTIONS"):
        answer = await web.http.request(
            method, web.url + path, headers={"Sec-Fetch-Site": "same-origin"}, content=b""
        )

        assert answer.status_code in {404, 411}, (method, path)


async def test_a_large_or_unmeasured_body_is_refused(web):
    async def drops():
        yield b"a=b"

    large = await web.post("/auth/google", content=b"a" * (64 * 1024 + 1))
    unmeasured = await web.post("/auth/google", content=drops())

    assert (large.status_code, unmeasured.status_code) == (413, 411)


async def test_a_fault_shows_a_number_and_nothing_else(web):
    web.core.fails_with = RuntimeError("secret-canary")

    answer = await web.post("/auth/google", data={})

    assert answer.status_code == 500
    assert "secret-canary" not in answer.text
    assert "Traceback" not in answer.text
    assert len(answer.json()["reference"]) == 8


async def test_a_fault_inside_the_framework_shows_nothing(web):
    answer = await web.http.get("/broken")

    assert answer.status_code == 500
    assert "secret-canary" not in answer.text


async def test_readiness_says_yes_or_no_and_nothing_else(web):
    web.core.fails_with = RuntimeError("postgresql://secret-canary")

    broken = await web.http.get("/readyz")
    mended = await web.http.get("/readyz")

    assert (broken.status_code, broken.text) == (503, "not ready")
    assert (mended.status_code, mended.text) == (200, "ready")
