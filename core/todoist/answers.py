"""Turn Todoist's answers into JSON or into a named error: the one place that does.

No error made here carries anything that came over the wire, except a tag of a known shape: a
stranger's text may quote a token (reliability T3).
"""

import math
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

from core.errors import (
    AccessExpired,
    IntegrationBusy,
    IntegrationDown,
    IntegrationRefused,
)
from core.outbound import Answer, NotJson

PROVIDER = "todoist"
"""Our name for the service, as errors give it."""

DEFAULT_WAIT_S = 60
"""Seconds to wait when Todoist asks for a pause without saying how long."""

LONGEST_WAIT_S = 3600
"""Nobody waits longer than an hour because a stranger said so; Todoist's own window is 15 min."""

BAD_TOKEN_TAG = "AUTH_INVALID_TOKEN"  # noqa: S105 - a tag, not a token
"""How older answers say with a 403 what newer ones say with a 401."""

OAUTH_WORDS = frozenset(
    {
        "bad_authorization_code",
        "incorrect_application_credentials",
        "invalid_client",
        "invalid_grant",
        "invalid_request",
        "invalid_scope",
        "unauthorized_client",
        "unsupported_grant_type",
    }
)
"""What the token endpoint says when it refuses; another word is not repeated by us."""

_TAG = re.compile(r"[A-Z][A-Z_]{1,63}")


def usable(answer: Answer) -> Any:  # a stranger's JSON is anything until it is parsed
    """Return the JSON of an answer that says yes.

    Raises: IntegrationDown when it is no JSON, such as a proxy's page or half a body.
    """
    try:
        return answer.json()
    except NotJson as error:
        raise IntegrationDown(PROVIDER) from error


def check(answer: Answer, now: datetime) -> None:
    """Go on only if the API said yes.

    Raises: AccessExpired, IntegrationBusy, IntegrationDown, IntegrationRefused.
    """
    check_well(answer, now)
    if said_yes(answer):
        return
    tag = tag_of(_json_or_none(answer))
    if answer.status == HTTPStatus.UNAUTHORIZED or tag == BAD_TOKEN_TAG:
        raise AccessExpired(PROVIDER)
    raise IntegrationRefused(PROVIDER, tag or f"http_{answer.status}")


def check_well(answer: Answer, now: datetime) -> None:
    """Go on only if Todoist answered at all, yes or no.

    Raises: IntegrationBusy, IntegrationDown.
    """
    if answer.status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        raise IntegrationBusy(PROVIDER, _retry_after_s(answer, now))
    no = HTTPStatus.BAD_REQUEST <= answer.status < HTTPStatus.INTERNAL_SERVER_ERROR
    if not no and not said_yes(answer):
        raise IntegrationDown(PROVIDER)


def oauth_refusal(answer: Answer) -> IntegrationRefused:
    """Return the refusal that a token endpoint's 4xx means."""
    word = _member(_json_or_none(answer), "error")
    known = isinstance(word, str) and word in OAUTH_WORDS
    return IntegrationRefused(PROVIDER, word if known else f"http_{answer.status}")


def said_yes(answer: Answer) -> bool:
    """Return whether the status is one of success."""
    return HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES


def tag_of(raw: object) -> str:
    """Return the error tag of an error body or of a failed command; "" when there is none."""
    tag = _member(raw, "error_tag")
    return tag if isinstance(tag, str) and _TAG.fullmatch(tag) else ""


def _retry_after_s(answer: Answer, now: datetime) -> int:
    extra = _member(_json_or_none(answer), "error_extra")
    wait_s = _member(extra, "retry_after")
    if type(wait_s) not in {int, float}:
        wait_s = _header_wait_s(answer.headers.get("retry-after", ""), now)
    bounded_s: float = max(1, min(LONGEST_WAIT_S, wait_s))
    return math.ceil(bounded_s)


def _header_wait_s(text: str, now: datetime) -> float:
    """Return the seconds in a `Retry-After` header, which may also be a date (RFC 9110)."""
    if re.fullmatch("[0-9]{1,9}", text):
        return int(text)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return DEFAULT_WAIT_S
    return (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds()


def _json_or_none(answer: Answer) -> object:
    try:
        return answer.json()
    except NotJson:
        return None


def _member(raw: object, name: str) -> Any:  # whatever the stranger put there
    return raw.get(name) if isinstance(raw, dict) else None
