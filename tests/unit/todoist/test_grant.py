"""Tokens and owners are read strictly, and what is missing stays as it was."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from core.domain.integration import Tokens
from core.errors import IntegrationDown
from core.todoist.grant import WireTokens, read_owner, read_tokens
from core.todoist.oauth import NOTHING, SCOPES
from tests.unit.todoist.wire_tasks import JSON

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
FULL = {
    "access_token": "new-access",
    "token_type": "Bearer",
    "expires_in": 3600,
    "refresh_token": "new-refresh",
    "scope": "data:read_write",
}
HELD = Tokens("old-access", "old-refresh", NOON, frozenset({"data:read"}))


def test_a_full_answer_gives_all_four():
    tokens = read_tokens(FULL, NOON, HELD)

    assert tokens == Tokens("new-access", "new-refresh", NOON + timedelta(hours=1), SCOPES)


def test_a_missing_refresh_token_means_that_the_stored_one_is_kept():
    answer = {name: value for name, value in FULL.items() if name != "refresh_token"}

    assert read_tokens(answer, NOON, HELD).refresh == "old-refresh"
    assert read_tokens(answer | {"refresh_token": None}, NOON, HELD).refresh == "old-refresh"


def test_an_app_of_the_older_kind_has_ten_years_and_no_refresh_token():
    answer = {"access_token": "a", "token_type": "Bearer", "expires_in": 315_360_000}

    tokens = read_tokens(answer, NOON, NOTHING)

    assert tokens.refresh == ""
    assert tokens.expires_at == NOON + timedelta(days=3650)
    assert tokens.scopes == SCOPES


def test_no_expiry_is_no_expiry():
    assert read_tokens({"access_token": "a"}, NOON, HELD).expires_at is None


@pytest.mark.parametrize(
    "scope", ["data:read,data:delete", "data:read data:delete", " data:delete ,\tdata:read\n"]
)
def test_scopes_are_separated_by_commas_or_spaces(scope):
    tokens = read_tokens(FULL | {"scope": scope}, NOON, HELD)

    assert tokens.scopes == {"data:read", "data:delete"}


def test_a_scope_that_is_not_shaped_like_one_is_not_kept_because_scopes_are_printed():
    tokens = read_tokens(FULL | {"scope": "data:read new-access 0a1b2c"}, NOON, HELD)

    assert tokens.scopes == {"data:read"}


@pytest.mark.parametrize("kind", ["bearer", "BEARER", None])
def test_a_bearer_token_may_be_spelled_in_any_case(kind):
    assert read_tokens(FULL | {"token_type": kind}, NOON, HELD).access == "new-access"


@pytest.mark.parametrize(
    "change",
    [
        {"access_token": ""},
        {"access_token": None},
        {"access_token": "a b"},
        {"access_token": "a\r\nX-Evil: 1"},
        {"access_token": "é"},
        {"access_token": "x" * 5000},
        {"access_token": 7},
        {"token_type": "mac"},
        {"expires_in": -1},
        {"expires_in": "3600"},
        {"expires_in": 10**12},
        {"expires_in": True},
        {"refresh_token": "a\nb"},
        {"scope": ["data:read"]},
    ],
    ids=ascii,
)
def test_a_malformed_token_answer_is_no_answer(change):
    with pytest.raises(IntegrationDown):
        read_tokens(FULL | change, NOON, HELD)


def test_a_malformed_token_is_not_quoted_by_the_parser():
    with pytest.raises(ValidationError) as raised:
        WireTokens.model_validate({"access_token": "a canary", "expires_in": "canary"})

    assert "canary" not in str(raised.value)


def a_user(timezone="Europe/Stockholm", **changes):
    return {"id": "2671355", "tz_info": {"timezone": timezone, "is_dst": 0}} | changes


def test_an_owner_is_an_id_and_a_time_zone():
    owner = read_owner(a_user())

    assert (owner.external_id, owner.timezone) == ("2671355", "Europe/Stockholm")


@pytest.mark.parametrize(
    "timezone",
    [
        "",
        "Mars/Olympus",
        "../../etc/passwd",
        "/etc/localtime",
        "Europe",
        "x" * 9999,
        "a\0",
        "\ud800",
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_an_unknown_time_zone_is_utc(timezone):
    assert read_owner(a_user(timezone)).timezone == "UTC"


@pytest.mark.parametrize("tz_info", [None, {}, "UTC", {"timezone": 1}], ids=ascii)
def test_a_missing_time_zone_is_utc(tz_info):
    assert read_owner(a_user(tz_info=tz_info)).timezone == "UTC"


@pytest.mark.parametrize("raw", [None, {}, [], {"id": 7}, {"id": ""}, {"id": "x" * 65}], ids=ascii)
def test_an_owner_without_an_id_is_no_answer(raw):
    with pytest.raises(IntegrationDown):
        read_owner(raw)


def test_the_api_token_beside_a_user_is_nowhere_in_the_owner():
    secrets = {"token": "secret", "websocket_url": "wss://secret"}

    assert "secret" not in repr(read_owner(a_user(**secrets)))


@given(JSON, st.dictionaries(st.sampled_from(sorted(FULL)), JSON))
def test_hostile_answers_give_tokens_or_one_named_error(raw, odd):
    for answer in (raw, FULL | odd):
        with suppress(IntegrationDown):
            assert read_tokens(answer, NOON, HELD).access
        with suppress(IntegrationDown):
            assert read_owner(answer).timezone
