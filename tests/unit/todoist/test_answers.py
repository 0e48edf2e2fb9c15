"""Every answer of Todoist is JSON or one named error, and no error repeats a stranger's words."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import (
    AccessExpired,
    IntegrationBusy,
    IntegrationDown,
    IntegrationFault,
    IntegrationRefused,
)
from core.outbound import Answer
from core.todoist.answers import check, oauth_refusal, usable

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HTML = b"<html><body>502 Bad Gateway</body></html>"


def an_answer(status, body=b"", **headers):
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, raw)


def fault_of(answer):
    with pytest.raises(IntegrationFault) as raised:
        check(answer, NOON)
    return raised.value


@pytest.mark.parametrize("status", [200, 201, 204])
def test_every_2xx_is_a_yes(status):
    check(an_answer(status), NOON)


@pytest.mark.parametrize(
    "answer",
    [
        an_answer(401, {"error_tag": "UNAUTHORIZED", "error_extra": {"retry_after": 3}}),
        an_answer(401, HTML),
        an_answer(403, {"error_tag": "AUTH_INVALID_TOKEN", "error_code": 401}),
        an_answer(400, {"error_tag": "AUTH_INVALID_TOKEN"}),
    ],
    ids=["401", "401 HTML", "403", "400"],
)
def test_a_token_that_is_not_taken_has_expired(answer):
    assert type(fault_of(answer)) is AccessExpired


def test_another_403_is_a_refusal_and_its_retry_after_no_invitation():
    fault = fault_of(
        an_answer(
            403,
            {"error_tag": "AUTH_INSUFFICIENT_TOKEN_SCOPE", "error_extra": {"retry_after": 3}},
            retry_after="3",
        )
    )

    assert type(fault) is IntegrationRefused
    assert fault.tag == "AUTH_INSUFFICIENT_TOKEN_SCOPE"


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("body", "headers", "seconds"),
    [
        ({"error_extra": {"retry_after": 66}}, {}, 66),
        ({"error_extra": {"retry_after": 66}}, {"retry_after": "5"}, 66),
        ({"error_extra": {"retry_after": 1.2}}, {}, 2),
        ({"error_extra": {"retry_after": 0}}, {}, 1),
        ({"error_extra": {"retry_after": -5}}, {}, 1),
        ({"error_extra": {"retry_after": 10**30}}, {}, 3600),
        (b'{"error_extra": {"retry_after": 1e999}}', {}, 3600),
        ({"error_extra": {"retry_after": "soon"}}, {"retry_after": "7"}, 7),
        ({"error_extra": {"retry_after": True}}, {"retry_after": "7"}, 7),
        (HTML, {"retry_after": "7"}, 7),
        (HTML, {"retry_after": "Sun, 22 Nov 2026 12:01:30 GMT"}, 90),
        (HTML, {"retry_after": "Sun, 22 Nov 2026 11:00:00 GMT"}, 1),
        (HTML, {"retry_after": "Sun, 22 Nov 2026 12:01:30 -0000"}, 90),
        (HTML, {"retry_after": "9" * 500}, 60),
        (HTML, {"retry_after": "٣"}, 60),
        (HTML, {}, 60),
        ([], {}, 60),
    ],
    ids=ascii,
)
def test_a_full_house_says_how_long_to_wait(status, body, headers, seconds):
    fault = fault_of(an_answer(status, body, **headers))

    assert type(fault) is IntegrationBusy
    assert fault.retry_after_s == seconds


@pytest.mark.parametrize("status", [100, 301, 302, 304, 500, 502, 504, 599])
@pytest.mark.parametrize("body", [b"", HTML, {"error_tag": "INTERNAL_SERVER_ERROR"}], ids=ascii)
def test_a_redirect_or_a_failure_is_no_usable_answer(status, body):
    assert type(fault_of(an_answer(status, body))) is IntegrationDown


@pytest.mark.parametrize(
    ("status", "body", "tag"),
    [
        (404, {"error_tag": "NOT_FOUND"}, "NOT_FOUND"),
        (400, {"error_tag": "INVALID_ARGUMENT_VALUE", "error_code": 20}, "INVALID_ARGUMENT_VALUE"),
        (410, b"This endpoint is deprecated", "http_410"),
        (404, HTML, "http_404"),
        (400, {"error_tag": 7}, "http_400"),
        (400, {"error_tag": "0123456789abcdef0123456789abcdef01234567"}, "http_400"),
        (400, {"error_tag": "A" * 65}, "http_400"),
        (400, {"error_tag": "NOT_FOUND\n"}, "http_400"),
        (400, b"[" * 100_000, "http_400"),
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_another_no_is_a_refusal_with_a_tag_of_known_shape(status, body, tag):
    fault = fault_of(an_answer(status, body))

    assert type(fault) is IntegrationRefused
    assert fault.tag == tag


@pytest.mark.parametrize(
    "body", [b"", HTML, b'{"full_sync": tr', b"NaN", b"\xff\xfe", b"[" * 100_000], ids=ascii
)
def test_a_yes_that_is_no_json_is_no_usable_answer(body):
    with pytest.raises(IntegrationDown):
        usable(an_answer(200, body))


@pytest.mark.parametrize(
    ("body", "tag"),
    [
        ({"error": "bad_authorization_code"}, "bad_authorization_code"),
        ({"error": "invalid_grant"}, "invalid_grant"),
        ({"error": "quoted_secret"}, "http_400"),
        ({"error": ["invalid_grant"]}, "http_400"),
        (HTML, "http_400"),
    ],
    ids=ascii,
)
def test_the_token_endpoint_is_quoted_only_with_words_we_know(body, tag):
    assert oauth_refusal(an_answer(400, body)).tag == tag


@given(
    st.integers(100, 599),
    st.binary(max_size=60) | st.sampled_from([b'{"error_extra":1}', b'{"error_tag":{}}', b"{}"]),
    st.text(max_size=30),
)
def test_no_answer_gives_anything_but_a_named_error(status, body, retry_after):
    fault = fault_or_none(an_answer(status, body, retry_after=retry_after))

    assert 1 <= getattr(fault, "retry_after_s", 1) <= 3600


def fault_or_none(answer):
    try:
        check(answer, NOON)
        usable(answer)
    except IntegrationFault as fault:
        return fault
    return None
