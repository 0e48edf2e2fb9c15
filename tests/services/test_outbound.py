"""The one outbound client is bounded in time, size and reach (reliability F1)."""

import asyncio
import time

import pytest

from core.errors import IntegrationFault
from core.outbound import Answer, Deadlines, NotJson, Outbound, Unreachable
from tests.services.raw_server import a_self_signed_context, a_server, says

SHORT = Deadlines(connect_s=0.5, read_s=0.3, total_s=0.8)
"""Long enough for loopback, short enough to wait for."""


@pytest.fixture
async def outbound():
    client = Outbound(allow_loopback_http=True, deadlines=SHORT)
    yield client
    await client.close()


async def test_an_answer_is_handed_over_with_lower_case_headers(outbound):
    async with a_server(says('{"a": 1}', "X-Kind: Plain\r\n")) as (port, heads):
        answer = await outbound.request("GET", f"http://127.0.0.1:{port}/x", headers={"x-a": "b"})

    assert (answer.status, answer.headers["x-kind"], answer.json()) == (200, "Plain", {"a": 1})
    assert heads[0].startswith("GET /x HTTP/1.1")
    assert "x-a: b" in heads[0]


async def test_a_form_is_sent_as_a_form(outbound):
    async with a_server(says("")) as (port, heads):
        await outbound.request("POST", f"http://127.0.0.1:{port}/", form={"code": "a b&c"})

    assert "application/x-www-form-urlencoded" in heads[0]
    assert heads[0].endswith("code=a+b%26c")


async def test_json_is_sent_as_json(outbound):
    async with a_server(says("")) as (port, heads):
        await outbound.request("POST", f"http://127.0.0.1:{port}/", json={"n": [1]})

    assert "application/json" in heads[0]
    assert heads[0].endswith('{"n":[1]}')


async def test_a_redirect_is_an_answer_and_is_not_followed(outbound):
    async def respond(_head, writer):
        writer.write(b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")

    async with a_server(respond) as (port, heads):
        answer = await outbound.request("GET", f"http://127.0.0.1:{port}/")

    assert answer.status == 302
    assert len(heads) == 1


async def test_a_cookie_is_never_sent_back(outbound):
    async with a_server(says("x", "Set-Cookie: who=mira; Path=/\r\n")) as (port, heads):
        for _ in range(2):
            await outbound.request("GET", f"http://127.0.0.1:{port}/")

    assert len(heads) == 2
    assert "cookie" not in "".join(heads).lower()


async def test_a_connection_is_used_again(outbound):
    seen = set()

    async def respond(_head, writer):
        seen.add(writer.get_extra_info("peername"))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    async with a_server(respond) as (port, _):
        for _ in range(3):
            await outbound.request("GET", f"http://127.0.0.1:{port}/")

    assert len(seen) == 1


@pytest.mark.parametrize("announced", [True, False])
async def test_a_body_over_the_limit_is_cut_off(outbound, announced):
    sent = []

    async def respond(_head, writer):
        writer.write(b"HTTP/1.1 200 OK\r\n")
        writer.write(b"Content-Length: 50000000\r\n\r\n" if announced else b"\r\n")
        for _ in range(500):
            writer.write(b"x" * 100_000)
            await writer.drain()
            sent.append(100_000)

    async with a_server(respond) as (port, _):
        with pytest.raises(Unreachable) as refused:
            await outbound.request("GET", f"http://127.0.0.1:{port}/", limit_bytes=200_000)

    assert refused.value.why == "too_large"
    assert sum(sent) < 20_000_000


async def test_a_body_at_the_limit_is_read_whole(outbound):
    async with a_server(says("x" * 1000)) as (port, _):
        answer = await outbound.request("GET", f"http://127.0.0.1:{port}/", limit_bytes=1000)

    assert len(answer.body) == 1000


async def test_a_compressed_body_is_refused_before_it_can_swell(outbound):
    async with a_server(says("x", "Content-Encoding: gzip\r\n")) as (port, heads):
        with pytest.raises(Unreachable) as refused:
            await outbound.request("GET", f"http://127.0.0.1:{port}/")

    assert refused.value.why == "encoding"
    assert "accept-encoding: identity" in heads[0]


async def test_silence_ends_at_the_read_deadline(outbound):
    async def respond(_head, _writer):
        await asyncio.sleep(5)

    started = time.monotonic()
    async with a_server(respond) as (port, _):
        with pytest.raises(Unreachable) as refused:
            await outbound.request("GET", f"http://127.0.0.1:{port}/")
        took_s = time.monotonic() - started

    assert refused.value.why == "timeout"
    assert took_s < SHORT.total_s


async def test_a_drip_that_never_pauses_ends_at_the_total_deadline(outbound):
    async def respond(_head, writer):
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(100):
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)

    started = time.monotonic()
    async with a_server(respond) as (port, _):
        with pytest.raises(Unreachable) as refused:
            await outbound.request("GET", f"http://127.0.0.1:{port}/")
        took_s = time.monotonic() - started

    assert refused.value.why == "timeout"
    assert took_s < 3


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
    ids=["nothing", "not HTTP", "half a body", "broken chunks"],
)
async def test_a_broken_answer_is_no_answer(outbound, answer):
    async def respond(_head, writer):
        writer.write(answer)
        writer.close()

    async with a_server(respond) as (port, _):
        with pytest.raises(Unreachable) as refused:
            await outbound.request("GET", f"http://127.0.0.1:{port}/")

    assert refused.value.why == "transport"


async def test_a_closed_port_is_no_answer(outbound):
    async with a_server(says("")) as (port, _):
        pass

    with pytest.raises(Unreachable) as refused:
        await outbound.request("GET", f"http://127.0.0.1:{port}/")

    assert refused.value.why == "transport"
    assert isinstance(refused.value, IntegrationFault)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://example.com/", "scheme"),
        ("http://127.0.0.1.example.com/", "scheme"),
        ("http://10.0.0.1/", "scheme"),
        ("ftp://127.0.0.1/", "scheme"),
        ("file:///etc/passwd", "url"),
        ("//127.0.0.1/", "scheme"),
        ("https://user:word@example.com/", "url"),
        ("https:///path", "url"),
        ("https://exa\x00mple.com/", "url"),
        ("", "url"),
    ],
)
async def test_a_url_that_is_not_https_is_not_asked(outbound, url, why):
    with pytest.raises(Unreachable) as refused:
        await outbound.request("GET", url)

    assert refused.value.why == why


async def test_plain_http_is_not_spoken_to_loopback_either_unless_allowed():
    strict = Outbound(deadlines=SHORT)

    async with a_server(says("")) as (port, heads):
        with pytest.raises(Unreachable) as refused:
            await strict.request("GET", f"http://127.0.0.1:{port}/")

    await strict.close()
    assert refused.value.why == "scheme"
    assert heads == []


async def test_a_certificate_nobody_vouches_for_is_refused(outbound, tmp_path):
    async with a_server(says("secret"), tls=a_self_signed_context(tmp_path)) as (port, heads):
        with pytest.raises(Unreachable) as refused:
            await outbound.request("GET", f"https://127.0.0.1:{port}/")

    assert refused.value.why == "transport"
    assert heads == []


async def test_proxies_of_the_environment_are_not_used(outbound, monkeypatch):
    async with a_server(says("direct")) as (port, _), a_server(says("proxied")) as (proxy, _):
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy}")
        monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{proxy}")
        answer = await outbound.request("GET", f"http://127.0.0.1:{port}/")

    assert answer.body == b"direct"


@pytest.mark.parametrize("value", ["sécrèt-token", "secret-token\r\nx-evil: 1"])
async def test_a_header_that_cannot_be_sent_is_not_quoted_in_the_error(outbound, value):
    async with a_server(says("")) as (port, heads):
        with pytest.raises(Unreachable) as refused:
            await outbound.request("GET", f"http://127.0.0.1:{port}/", headers={"x": value})

    assert refused.value.why == "request"
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__
    assert "token" not in str(refused.value)
    assert heads == []


async def test_a_cancelled_request_leaves_nothing_behind_for_the_next_one(outbound):
    """A dirty pooled connection once showed other people's answers (reliability §2.1)."""

    async def respond(head, writer):
        if "slow" in head:
            await asyncio.sleep(0.2)
        word = head.split(" ")[1]
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: {len(word)}\r\n\r\n{word}".encode())

    async with a_server(respond) as (port, _):
        base = f"http://127.0.0.1:{port}"
        for number in range(5):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05):
                    await outbound.request("GET", f"{base}/slow{number}")
            answer = await outbound.request("GET", f"{base}/quick{number}")
            assert answer.body.decode() == f"/quick{number}"


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b'{"a":', b"NaN", b'{"a": Infinity}', b"\xff\xfe\x00", b"[" * 100_000],
    ids=["empty", "html", "half", "nan", "infinity", "bytes", "deep"],
)
def test_a_body_that_is_not_json_is_named(body):
    with pytest.raises(NotJson) as refused:
        Answer(200, {}, body, "api.example").json()

    assert refused.value.provider == "api.example"
    assert refused.value.__cause__ is None


def test_an_answer_does_not_print_what_it_carries():
    answer = Answer(200, {"set-cookie": "secret-token"}, b"secret-token")

    assert "secret" not in repr(answer)
