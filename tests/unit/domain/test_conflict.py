"""Deletion beats edit, the newer word stands, and an answer completes no other occurrence."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.asked import SKEW, Asked
from core.domain.command import CommandKind, TaskCommand
from core.domain.conflict import End, Fate, fates, opening, settled_by
from core.domain.ids import CommandId, TaskId, UserId, new_id
from core.domain.integration import Provider
from tests.fakes.builders import a_task, daily
from tests.fakes.clock import NOON

TODAY, TOMORROW = daily("2026-11-22"), daily("2026-11-23")
CLOSE, REOPEN = CommandKind.CLOSE, CommandKind.REOPEN


def a_command(kind=CLOSE, due=TODAY):
    user_id = UserId(new_id())
    command_id, task_id = CommandId(new_id()), TaskId("t1")
    return TaskCommand(command_id, user_id, Provider.TODOIST, kind, task_id, NOON, due)


def asked(command, **traits):
    known = Asked(command.id, command.task_id, command.kind, command.created_at)
    return replace(known, **traits)


def decided(*commands, due=TODAY, before=()):
    return list(fates(commands, [a_task(due=due)], before).values())


@pytest.mark.parametrize(
    ("answered", "now", "fate"),
    [
        (TODAY, TODAY, Fate.SEND),
        (TODAY, TOMORROW, Fate.MOVED),
        (TODAY, None, Fate.MOVED),
        (TODAY, replace(TODAY, string="every day at 9"), Fate.SEND),
        (None, None, Fate.SEND),
        (None, TOMORROW, Fate.SEND),
    ],
)
def test_a_close_completes_the_occurrence_that_was_answered(answered, now, fate):
    assert decided(a_command(due=answered), due=now) == [fate]


def test_of_two_closes_of_one_occurrence_one_is_sent():
    assert decided(a_command(), a_command()) == [Fate.SEND, Fate.HOLDS]


def test_what_is_not_in_the_list_is_todoists_to_decide():
    assert list(fates([a_command()], [], []).values()) == [Fate.SEND]


def test_an_undo_of_what_was_carried_puts_the_date_back():
    close, reopen = a_command(), a_command(REOPEN)
    done = asked(close, over_at=NOON)

    assert decided(reopen, due=TOMORROW, before=[done]) == [Fate.SEND]
    assert decided(reopen, a_command(), due=TOMORROW, before=[done]) == [Fate.SEND, Fate.SEND]


@pytest.mark.parametrize(("due", "fate"), [(TODAY, Fate.HOLDS), (TOMORROW, Fate.MOVED)])
def test_an_undo_of_what_was_never_carried_leaves_the_date_alone(due, fate):
    close, reopen = a_command(), a_command(REOPEN)
    dropped = asked(close, over_at=NOON, failed=True)

    assert decided(reopen, due=due, before=[dropped]) == [fate]
    assert decided(reopen, due=due, before=[asked(close)]) == [fate]


MINUTES = timedelta(minutes=5)


@pytest.mark.parametrize(
    ("kind", "end", "fate"),
    [
        (CLOSE, End(completed=False), Fate.GONE),
        (REOPEN, End(completed=False), Fate.GONE),
        (CLOSE, End(completed=True), Fate.HOLDS),
        (REOPEN, End(completed=True), Fate.SEND),
        (REOPEN, End(completed=True, at=NOON - MINUTES), Fate.SEND),
        (REOPEN, End(completed=True, at=NOON + MINUTES), Fate.MOVED),
    ],
)
def test_a_task_that_left_the_list_decides_what_waits_for_it(kind, end, fate):
    assert settled_by(asked(a_command(kind)), end) is fate


def test_a_close_that_waits_behind_a_reopening_is_not_done_by_an_older_completion():
    """Reliability F3."""
    assert settled_by(asked(a_command(CLOSE)), End(completed=True), opening=True) is Fate.SEND
    assert settled_by(asked(a_command(CLOSE)), End(completed=False), opening=True) is Fate.GONE


def test_a_reopening_may_have_its_effect_until_it_is_known_to_have_had_it():
    reopen = asked(a_command(REOPEN))
    wish = replace(asked(a_command(CLOSE)), asked_at=reopen.asked_at + MINUTES)
    done = replace(reopen, over_at=NOON)

    assert opening(wish, [reopen, wish], NOON + 2 * MINUTES)
    assert opening(wish, [done], NOON + SKEW)
    assert not opening(wish, [done], NOON + 2 * SKEW)
    assert not opening(wish, [replace(reopen, failed=True)], NOON)
    assert not opening(wish, [replace(reopen, task_id=TaskId("other"))], NOON)
    assert not opening(reopen, [wish], NOON)
    assert not opening(reopen, [reopen], NOON)
