"""Every answer carries its headers, and the page policy fits the build that is served (S4)."""

import base64
import hashlib
import json

import pytest

from oo_app.endpoints.reports import ReportBox
from tests.fakes.web import PAGES, served

SCRIPTS = ["window.a = 1", "if (1 < 2 && '<b>') { go(\"&amp;\") }", "\n  const x = `\u00e9`;\n"]


@pytest.fixture
def build(tmp_path):
    for number, script in enumerate(SCRIPTS):
        folder = tmp_path / f"page{number}"
        folder.mkdir()
        head = (
            '<script src="/assets/a.js"></script><script type="module" async src="/b.js"></script>'
        )
        html = f"<!doctype html><head>{head}<script>{SCRIPTS[0]}</script></head><script>{script}</script>"
        (folder / "index.html").write_text(html, encoding="utf-8")
    return tmp_path


def hash_of(script):
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def directives(answer):
    policy = answer.headers["content-security-policy"]
    return {part.split()[0]: part.split()[1:] for part in policy.split("; ")}


async def test_the_policy_names_each_inline_script_of_the_build_and_no_other(build):
    async with served(build) as web:
        policy = directives(await web.http.get("/"))

    assert sorted(policy["script-src"]) == sorted(["'self'", *map(hash_of, SCRIPTS)])


async def test_the_policy_allows_nothing_else(web):
    policy = directives(await web.http.get("/"))

    assert policy["default-src"] == ["'self'"]
    assert policy["script-src"] == ["'self'"]
    assert policy["connect-src"] == ["'self'", web.url.replace("http", "ws")]
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == ["'none'"]
    assert policy["style-src"] == ["'self'", "'unsafe-inline'"]
    assert policy["report-uri"] == ["/csp-report"]
    everything = " ".join(value for values in policy.values() for value in values)
    assert "unsafe-eval" not in everything
    assert "*" not in everything
    assert everything.count("unsafe-inline") == 1


async def test_forms_may_lead_to_the_configured_providers_and_nowhere_else():
    configured = {
        "google_client_id": "g",
        "oidc_issuer": "https://id.example/realm",
        "todoist_client_id": "",
    }
    async with served(**configured) as web:
        policy = directives(await web.http.get("/"))

    assert policy["form-action"] == ["'self'", "https://accounts.google.com", "https://id.example"]


async def test_every_answer_has_the_headers_that_cost_nothing(web):
    web.core.fails_with = RuntimeError()
    paths = [*PAGES, "/sw.js", "/healthz", "/nowhere", "/api/v1/openapi.json", "/ping", "/broken"]

    for path in paths:
        answer = await web.http.get(path)

        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert "camera=()" in answer.headers["permissions-policy"]
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert "strict-transport-security" not in answer.headers


async def test_https_is_for_a_year(https):
    answer = await https.http.get("/")

    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert "wss://oo.example" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("/", "no-cache"),
        ("/assets/app-abc123.js", "public, max-age=31536000, immutable"),
        ("/assets/gone.js", "no-store"),
        ("/sw.js", "no-cache"),
        ("/fonts/a.woff2", "public, max-age=86400"),
        ("/icons/a.png", "public, max-age=86400"),
        ("/healthz", "no-store"),
        ("/auth/link?code=x", "no-store"),
    ],
)
async def test_each_kind_of_answer_is_kept_as_long_as_it_is_true(web, path, rule):
    answer = await web.http.get(path)

    assert answer.headers["cache-control"] == rule


REPORT = {
    "violated-directive": "script-src",
    "blocked-uri": "https://evil.example/?secret-canary",
    "document-uri": "http://x/page?token=secret-canary",
}
BAD_REPORTS = [b"", b"{", b"[]", b"null", b'{"csp-report": 5}', b"[" * 9000, b"\xff", b"9" * 5000]


async def test_reports_are_always_answered_alike(web):
    bodies = [json.dumps({"csp-report": REPORT}).encode(), *BAD_REPORTS]

    answers = [await web.http.post("/csp-report", content=body) for body in bodies]

    assert {answer.status_code for answer in answers} == {204}


async def test_reports_are_written_seldom_and_without_the_secrets_of_addresses(web):
    written = []
    box = ReportBox(lambda *words: written.append(words))

    for body in [*BAD_REPORTS, *[json.dumps({"csp-report": REPORT}).encode()] * 50]:
        box.take(body)

    assert set(written) == {("script-src", "https://evil.example/", "/page")}
    assert len(written) < 21
