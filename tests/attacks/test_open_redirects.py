"""The way back after signing in stays on our own origin, whatever it is told (A5)."""

from urllib.parse import urljoin, urlsplit

import pytest

from tests.fakes.web import served

EVIL = "evil.example"
SLASHES = [
    "//",
    "///",
    "/\\",
    "\\\\",
    "\\/",
    "/\\/",
    "//\\",
    "/\t/",
    "/\n/",
    "/\r/",
    "/ /",
    "\t//",
    " //",
]
ENCODED = [
    "/%2f",
    "/%2F",
    "/%5c",
    "/%5C",
    "/%09/",
    "/%0a/",
    "/%0d/",
    "/%00/",
    "%2f%2f",
    "/%252f",
    "/%255c",
]
ENCODED += ["/%2e%2e//", "/..//", "/.//", "/;//", "/%3b//", "/?//", "/%ef%bc%8f"]
SCHEMES = [
    "http:",
    "https:",
    "http://",
    "https://",
    "HTTPS://",
    "hTtP:/",
    "https:\\\\",
    "ftp://",
    "ws://",
]
SCHEMES += ["//user@", "//user:pass@", "//oo.example@", "///oo.example@"]
SCRIPTS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "view-source:x",
    "blob:x",
    "javascript://%0aalert(1)",
    "/javascript:alert(1)\\",
]
UNICODE = [
    "/\u2215",
    "/\u2044",
    "/\uff0f",
    "\uff0f\uff0f",
    "/\uff3c",
    "/\u29f8",
    "/\u2024\u2024/",
    "/\u3002/",
]
UNICODE += ["/\u200b/", "/\ufeff/", "/\u00a0/", "/\u2028/", "/\u0000/", "/\ud7ff//"]
ODD = [
    "",
    ".",
    "..",
    "//",
    "/\\",
    "?",
    "#",
    "?next=//evil.example",
    "/<script>",
    '/"onclick=',
    "/" + "a" * 600,
]
ODD += [
    "evil.example",
    "@evil.example",
    ":80",
    ":@evil.example",
    "/\x7f",
    "/\x1b[31m",
    "/@evil.example\r\nX: y",
]

PAYLOADS = [
    *(f"{start}{EVIL}" for start in (*SLASHES, *ENCODED, *SCHEMES, *UNICODE)),
    *SCRIPTS,
    *ODD,
]


def lands_on(location, base):
    """Return the origin that a browser ends on: it reads `\\` as `/` and skips tabs and breaks."""
    as_browser = "".join(char for char in location if char not in "\t\r\n").replace("\\", "/")
    parts = urlsplit(urljoin(base, as_browser))
    return parts.scheme, parts.netloc


@pytest.fixture
async def crowd():
    """Serve the door to visitors from many addresses, so that no limit stands in the way."""
    async with served(trusted_proxy_hops=1) as web:
        yield web


def test_there_are_at_least_eighty_payloads():
    assert len(set(PAYLOADS)) >= 80


async def test_no_return_path_leads_away(crowd):
    web = crowd
    for number, payload in enumerate(PAYLOADS):
        web.http.headers["X-Forwarded-For"] = f"10.0.0.{number}"
        begun = await web.post("/auth/google", data={"next": payload})
        state = begun.headers["location"].rsplit("state=", 1)[1]

        back = await web.http.get("/auth/google/callback", params={"state": state, "code": "c"})

        location = back.headers["location"]
        assert lands_on(location, web.url) == ("http", web.url.removeprefix("http://")), payload
        assert location.startswith("/"), payload
        assert not location.startswith(("//", "/\\")), payload
        assert "\r" not in location
        assert "\n" not in location


async def test_a_return_path_is_looked_at_again_on_the_way_back(web):
    begun = await web.post("/auth/google", data={"next": "/"})
    state = begun.headers["location"].rsplit("state=", 1)[1]
    web.core.attempts[state].return_path = f"//{EVIL}"

    back = await web.http.get("/auth/google/callback", params={"state": state, "code": "c"})

    assert back.headers["location"] == "/"


async def test_an_honest_return_path_is_kept(web):
    begun = await web.post("/auth/google", data={"next": "/settings?tab=keys"})
    state = begun.headers["location"].rsplit("state=", 1)[1]

    back = await web.http.get("/auth/google/callback", params={"state": state, "code": "c"})

    assert back.headers["location"] == "/settings?tab=keys"


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "Forwarded", "X-Original-Host", "X-Host"])
async def test_no_header_changes_where_we_think_we_are(web, name):
    forged = {name: f"host={EVIL}" if name == "Forwarded" else EVIL}

    answer = await web.post("/auth/sign-out", headers=forged)
    moved = await web.http.get("/", headers=forged | {"Host": "localhost:1"})

    assert answer.headers["location"] == "/sign-in"
    assert moved.headers["location"] == f"{web.url}/"
