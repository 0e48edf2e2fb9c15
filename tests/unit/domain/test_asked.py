"""What oO asked for comes back, and must not be taken for the person's own doing."""

from datetime import timedelta

import pytest

from core.domain.asked import SKEW, Asked, Span, closed_by_us, opened_by_us, to_be_opened
from core.domain.command import CommandKind
from core.domain.ids import CommandId, new_id
from tests.fakes.clock import NOON

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


def asked(kind, at=NOON, over=SECOND, **traits):
    over_at = None if over is None else at + over
    return Asked(CommandId(new_id()), "t1", CommandKind(kind), at, over_at, **traits)


def at(moment):
    return Span(moment, moment)


@pytest.mark.parametrize(
    ("moment", "ours"),
    [
        (NOON, True),
        (NOON - SKEW, True),
        (NOON - SKEW - SECOND, False),
        (NOON + SECOND + SKEW, True),
        (NOON + 2 * SECOND + SKEW, False),
    ],
)
def test_a_completion_while_our_close_was_under_way_is_ours(moment, ours):
    assert closed_by_us([asked("close")], "t1", at(moment)) is ours


def test_a_close_that_still_waits_may_be_had_at_any_time():
    assert closed_by_us([asked("close", over=None)], "t1", at(NOON + 20 * HOUR))


def test_until_our_reopening_is_through_a_completion_is_ours():
    """The undo of a close that was under way marks it as over before it has its effect."""
    both = [asked("close", over=SECOND), asked("reopen", NOON + SECOND, over=HOUR)]

    assert closed_by_us(both, "t1", at(NOON + HOUR))
    assert not closed_by_us(both, "t1", at(NOON + HOUR + 2 * SKEW))


def test_a_reopening_ends_the_close_before_it_and_no_earlier_one():
    both = [
        asked("close", NOON - 24 * HOUR),
        asked("close", NOON),
        asked("reopen", NOON + SECOND),
    ]

    assert not closed_by_us(both, "t1", at(NOON - 12 * HOUR))


def test_when_nobody_knows_the_moment_any_close_since_the_last_look_explains_it():
    assert closed_by_us([asked("close")], "t1", Span(NOON - HOUR, NOON + HOUR))
    assert not closed_by_us([asked("close")], "t1", Span(NOON + HOUR, NOON + 2 * HOUR))


def test_another_tasks_commands_explain_nothing():
    assert not closed_by_us([asked("close")], "t2", at(NOON))
    assert not opened_by_us([asked("reopen")], "t2", at(NOON))
    assert not to_be_opened([asked("reopen", over=None)], "t2", NOON)


def test_a_reopening_is_ours_when_we_asked_for_one():
    assert opened_by_us([asked("reopen")], "t1", Span(NOON - HOUR, NOON + HOUR))
    assert not opened_by_us([asked("close")], "t1", Span(NOON - HOUR, NOON + HOUR))


@pytest.mark.parametrize(
    ("commands", "waits"),
    [
        ([asked("close"), asked("reopen", NOON + SECOND, over=None)], True),
        ([asked("close"), asked("reopen", NOON + SECOND)], True),
        ([asked("close"), asked("reopen", NOON - HOUR)], False),
        ([asked("close"), asked("reopen", NOON + SECOND, failed=True)], False),
        ([asked("reopen"), asked("close", NOON + SECOND)], False),
        ([], False),
    ],
)
def test_a_task_is_to_be_opened_when_that_is_our_last_wish(commands, waits):
    assert to_be_opened(commands, "t1", NOON + 2 * SECOND) is waits
