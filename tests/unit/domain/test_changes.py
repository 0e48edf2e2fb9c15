"""Two looks at a list say what happened to each task, and what they cannot say stays a doubt."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.changes import Change, Happening, Log, Told, happened, judged
from core.domain.completion import Completion, Noticed
from core.domain.task import Due, TaskChanges, TaskList
from tests.fakes.builders import a_task, daily
from tests.fakes.clock import NOON

EARLIER = NOON - timedelta(hours=1)


def a_list(*tasks):
    return TaskList(tasks, synced_at=NOON)


def changes(*changed, gone=(), completed=(), full=False, at=None):
    times = {key: at for key in completed if at is not None}
    return TaskChanges(
        full, changed, frozenset(gone), frozenset(completed), "2", completed_at=times
    )


def names(found):
    return {it.task_id: it.change for it in found}


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (Due("2026-11-22"), Due("2026-11-23"), Change.POSTPONED),
        (Due("2026-11-22"), Due("2026-11-23T09:00:00Z"), Change.POSTPONED),
        (Due("2026-11-22"), None, Change.POSTPONED),
        (Due("2026-11-22"), Due("2026-11-21"), Change.EDITED),
        (None, Due("2026-11-22"), Change.EDITED),
        (daily("2026-11-22"), daily("2026-11-23"), Change.MOVED_ON),
        (daily("2026-11-22"), daily("2026-11-21"), Change.MOVED_BACK),
        (daily("2026-11-22"), None, Change.EDITED),
        (daily("2026-11-22"), Due("2026-11-23"), Change.EDITED),
        (Due("2026-11-22"), daily("2026-11-23"), Change.POSTPONED),
    ],
)
def test_a_due_that_changes_says_what_happened(before, after, change):
    task = a_task(due=before)

    found = happened(a_list(task), changes(replace(task, due=after)))

    assert names(found) == {"t1": change}


def test_other_words_are_an_edit_and_the_same_task_is_nothing():
    known = a_list(a_task("a"), a_task("b"))

    found = happened(known, changes(a_task("a"), a_task("b", "Other"), a_task("c")))

    assert names(found) == {"b": Change.EDITED, "c": Change.ADDED}


def test_what_is_gone_was_completed_or_deleted():
    known = a_list(a_task("a"), a_task("b"))

    found = happened(known, changes(gone=["a", "b"], completed=["a"], at=EARLIER))

    assert found == (
        Happening("a", Change.COMPLETED, at=EARLIER),
        Happening("b", Change.DELETED),
    )


def test_of_a_task_that_was_not_known_only_a_new_completion_is_told():
    """An integration sends a completed task again whenever something else of it changes."""
    new = NOON + timedelta(seconds=1)

    told = happened(a_list(), changes(gone=["a", "b"], completed=["a"], at=new))
    old = happened(a_list(), changes(gone=["a"], completed=["a"], at=NOON))
    timeless = happened(a_list(), changes(gone=["a"], completed=["a"]))

    assert names(told) == {"a": Change.COMPLETED}
    assert (old, timeless) == ((), ())


def test_what_a_whole_list_leaves_out_has_vanished_and_a_project_may_be_renamed():
    known = a_list(a_task("a", project="Old"), a_task("b"))

    found = happened(known, changes(a_task("a", project="New"), full=True))

    assert names(found) == {"b": Change.VANISHED}


def test_a_first_list_tells_nothing():
    assert happened(TaskList(), changes(a_task("a"), full=True)) == ()


MOVED, GONE = Happening("a", Change.MOVED_ON), Happening("a", Change.VANISHED)
LOGGED = Log(frozenset("a"), (Completion("a", NOON), Completion("b", NOON)))


@pytest.mark.parametrize("doubt", [MOVED, GONE])
def test_the_log_decides_a_doubt_and_a_hint_says_more(doubt):
    hints = [Completion("a", EARLIER), Completion("b", EARLIER)]

    assert judged([doubt], (), LOGGED) == ((Told("a", Noticed.ACTIVITY, NOON),), ())
    assert judged([doubt], hints, LOGGED) == ((Told("a", Noticed.INTENT, EARLIER),), ())


@pytest.mark.parametrize(("doubt", "decided"), [(MOVED, Change.POSTPONED), (GONE, Change.DELETED)])
def test_what_the_log_does_not_hold_was_not_completed(doubt, decided):
    assert judged([doubt], (), Log(frozenset("a"))) == ((), (replace(doubt, change=decided),))


def test_about_what_nobody_could_ask_a_moved_due_counts_and_a_loss_does_not():
    assert judged([MOVED], (), Log()) == ((Told("a", Noticed.DUE_MOVED),), ())
    assert judged([GONE], (), Log()) == ((), (GONE,))
