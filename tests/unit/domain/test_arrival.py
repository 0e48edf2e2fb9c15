"""Return paths that stay at home (reliability A5), and values that keep their secrets."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.arrival import MAX_PATH, Answer, Arrival, Begun, safe_path

HOME = "https://oo.example"

REFUSED = [
    "",
    " ",
    "e.example",
    "tip",
    "./tip",
    "../tip",
    "?x=1",
    "#x",
    "//e.example",
    "///e.example",
    "////e.example",
    "//e.example/%2f..",
    "//e.example@oo.example",
    "//oo.example@e.example",
    "//oo.example:443@e.example",
    "//[::1]/",
    "//1.1.1.1",
    "/\\e.example",
    "/\\/e.example",
    "/\\\\e.example",
    "\\/e.example",
    "\\\\e.example",
    "\\e.example",
    "/%2fe.example",
    "/%2Fe.example",
    "/%2f%2fe.example",
    "/%5ce.example",
    "/%5C%5Ce.example",
    "/%252fe.example",
    "/%25252fe.example",
    "/%09/e.example",
    "/%0a/e.example",
    "/%0d%0aLocation:%20https://e.example",
    "/%00/e.example",
    "/%e2%80%ae/e.example",
    "/%2e%2e//e.example",
    "/%2f?x=%2f",
    "/#%2f?x",
    "/\t/e.example",
    "/\n/e.example",
    "/\r/e.example",
    "/\x0b/e.example",
    "/\x0c/e.example",
    "/\x00/e.example",
    "/\x7f/e.example",
    "\t//e.example",
    "\n//e.example",
    " //e.example",
    " /tip",
    "/ /e.example",
    "/\u00a0/e.example",
    "/\u2028/e.example",
    "/\u2044e.example",
    "/\u2215e.example",
    "/\uff0fe.example",
    "\uff0f\uff0fe.example",
    "/\uff3ce.example",
    "/\u29f8e.example",
    "/\u3002e.example",
    "/\u202e/e.example",
    "/tip\u0000",
    "/\ud800",
    "https://e.example",
    "https:e.example",
    "https:/e.example",
    "https:///e.example",
    "http:e.example",
    "HTTPS://e.example",
    "ht\ttps://e.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "/javascript:alert(1)\n",
    "data:text/html,x",
    "vbscript:x",
    "blob:https://e.example/x",
    "file:///etc/passwd",
    "mailto:a@e.example",
    "about:blank",
    "ws://e.example",
    "/<script>alert(1)</script>",
    '/"onload="x',
    "/tip\\..\\e.example",
    "/" + "a" * MAX_PATH,
    "https://oo.example.e.example/",
    "@e.example",
    ":80",
]
AT_HOME = [
    "/",
    "/tip",
    "/settings?tab=data",
    "/legal/privacy#why",
    "/@e.example",
    "/;//e.example",
    "/.//e.example",
    "/a:b@c",
    "/?next=https://e.example",
    "/admin/log?p=day%3A2026-10-14&f=policy%3Amix%28a%2Cb%29&peek=01M4",
    "/?x=%2f%2fe.example",
    "/?x=%0d%0aLocation:%20https://e.example",
    "/" + "a" * (MAX_PATH - 1),
]


def test_there_are_at_least_eighty_payloads():
    assert len(set(REFUSED)) >= 80


@pytest.mark.parametrize("path", REFUSED, ids=ascii)
def test_a_path_that_could_lead_away_becomes_the_front_page(path):
    assert safe_path(path) == "/"


@pytest.mark.parametrize("path", AT_HOME, ids=ascii)
def test_a_path_at_home_is_kept(path):
    assert safe_path(path) == path
    assert urljoin(HOME, path).startswith(f"{HOME}/")


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=600) | st.from_regex(r"[/\\%a-z:@.?#\t ]{0,40}", fullmatch=True))
def test_whatever_comes_in_stays_on_our_own_origin(text):
    there = urlsplit(urljoin(HOME, safe_path(text)))

    assert (there.scheme, there.netloc) == ("https", "oo.example")


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=600))
def test_a_safe_path_is_safe_already(text):
    assert safe_path(safe_path(text)) == safe_path(text)


@pytest.mark.parametrize(
    "value",
    [
        Begun("https://issuer.example/?state=SECRET", "SECRET"),
        Arrival("SECRET", "/", first=True),
        Answer("google", "SECRET", "SECRET", code="SECRET", user="SECRET"),
    ],
)
def test_a_traceback_would_not_tell_the_secret(value):
    assert "SECRET" not in repr(value)
