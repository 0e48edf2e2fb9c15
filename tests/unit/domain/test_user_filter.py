"""What an address narrows the list of users by."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.fact import Tenure
from core.domain.user_filter import (
    BEGIN,
    CONSENTED,
    NEVER,
    UserDim,
    UserFilter,
    narrowed,
    read_user_filters,
)
from core.domain.user_query import UserField, UsersOnly, UserStep, UsersWanted
from tests.fakes.clock import NOON

DAY = timedelta(days=1)


def wanted(*said, **kept):
    return narrowed(UsersWanted(**kept), read_user_filters(said), NOON)


def test_nothing_said_narrows_nothing():
    assert wanted() == UsersWanted()


@pytest.mark.parametrize(
    "nonsense",
    ["", "link", "links:lost", "seen:yesterday", "tenure:", "consent:everything", "--link:x"],
)
def test_nonsense_narrows_nothing(nonsense):
    assert wanted(nonsense) == UsersWanted()


def test_values_of_one_field_add_up_and_fields_do_not():
    found = wanted("policy:a", "link:lost", "policy:b", "-policy:c")

    assert found.only == (
        UsersOnly(UserField.POLICY, ("a", "b")),
        UsersOnly(UserField.LINK, ("lost",)),
        UsersOnly(UserField.POLICY, ("c",), but=True),
    )


@pytest.mark.parametrize(
    ("said", "span"),
    [
        ("seen:24h", (NOON - DAY, NEVER)),
        ("-seen:24h", (BEGIN, NOON - DAY)),
        ("seen:longer", (BEGIN, NOON - 28 * DAY)),
        ("-seen:longer", (NOON - 28 * DAY, NEVER)),
    ],
)
def test_last_seen_is_a_span_that_ends_now_or_began_before(said, span):
    assert wanted(said).seen == span


def test_spans_must_all_hold():
    assert wanted("seen:7d", "-seen:24h").seen == (NOON - 7 * DAY, NOON - DAY)


def test_spans_that_exclude_each_other_leave_nobody():
    first, end = wanted("seen:24h", "seen:longer").seen

    assert first > end


@given(st.timedeltas(timedelta(0), timedelta(days=3000)))
def test_everybody_has_exactly_one_tenure(age):
    spans = [wanted(f"tenure:{it}").joined for it in Tenure]

    assert sum(first <= NOON - age < end for first, end in spans) == 1


def test_the_middle_has_no_opposite_that_is_one_span():
    assert read_user_filters(["-tenure:14d_60d"]) == ()


def test_a_purpose_may_be_allowed_along_with_any_others():
    (only,) = wanted("consent:research").only

    assert only.field is UserField.CONSENTS
    assert len(only.values) == len(CONSENTED) / 2
    assert all("research" in it.split(",") for it in only.values)


def test_one_dimension_can_be_left_out():
    filters = (UserFilter(UserDim.SEEN, "24h"), UserFilter(UserDim.LINK, "lost"))

    found = narrowed(UsersWanted(), filters, NOON, without=UserDim.LINK)

    assert (found.only, found.seen) == ((), (NOON - DAY, NEVER))


def test_a_step_of_the_funnel_leaves_who_made_it_or_who_did_not():
    found = wanted("step:first_tip", "-step:returned", "step:flew")

    assert (found.reached, found.missed) == ((UserStep.FIRST_TIP,), (UserStep.RETURNED,))


def test_who_joined_in_the_period_is_told_by_the_period():
    period = (NOON - timedelta(days=3), NOON)
    filters = read_user_filters(["joined:period", "-joined:period"])

    assert narrowed(UsersWanted(), filters, NOON, period=period).joined == period
