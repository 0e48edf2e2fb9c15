"""The comparison of the ledger test goes red for each thing that is lost or twice (reliability E1, E2)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.chaos.book import (
    Answer,
    Completion,
    Kept,
    KeptAnswer,
    KeptEvent,
    KeptOutcome,
    KeptTip,
    Outside,
    Told,
    Undo,
)
from tests.chaos.compare import compare
from tests.chaos.finding import LOST, TWICE

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
AT = NOON + timedelta(seconds=20)
FEEDBACK, UNDONE, COMPLETED = (
    "signals.tip.feedback",
    "signals.tip.undone",
    "signals.task.completed",
)


def an_event(key, subject=FEEDBACK, *, reaction="", sent=True):
    return KeptEvent(key, subject, sent, "", reaction)


TOLD = Told(
    answers=[
        Answer("ada", "tip-1", "done", AT),
        Answer("ada", "tip-2", "snooze", AT),
        Answer("ada", "tip-3", "dismiss", AT),
    ],
    undos=[Undo("ada", "tip-3")],
    completions=[Completion("ada", "task-2")],
)
OUTSIDE = Outside(
    executed=("r-1",),
    completed_at={"task-1": (AT,), "task-2": (NOON + timedelta(minutes=1),)},
    checked=frozenset({"task-1", "task-2"}),
    hooks=("hook-1", "hook-2"),
)
KEPT = Kept(
    answers=(
        KeptAnswer("r-1", "ada", "tip-1", "done", AT, undone=False, dwell_ms=20_000),
        KeptAnswer("r-2", "ada", "tip-2", "snooze", AT, undone=False, dwell_ms=20_000),
        KeptAnswer("r-3", "ada", "tip-3", "dismiss", AT, undone=True, dwell_ms=20_000),
    ),
    tips={f"tip-{n}": KeptTip("ada", f"task-{n}", NOON) for n in (1, 2, 3)},
    rewards={"tip-1": (1000,), "tip-2": (100, 1000), "tip-3": (-1000, None)},
    outcomes=(KeptOutcome("tip-2", "completed", NOON + timedelta(minutes=1)),),
    events=(
        an_event("e-1", reaction="r-1"),
        an_event("e-2", reaction="r-2"),
        an_event("e-3", reaction="r-3"),
        an_event("e-4", UNDONE, reaction="r-3"),
        an_event("e-5", COMPLETED),
        an_event("e-6", "signals.tip.served"),
    ),
    inbox=(
        *(("learn", f"e-{n}") for n in range(1, 6)),
        *(("tally", f"e-{n}") for n in range(1, 7)),
    ),
    deliveries={"hook-1": 1, "hook-2": 1},
    closes={"r-1": "done"},
    commands=frozenset({"r-1"}),
)


def without(pairs, key):
    return {name: value for name, value in pairs.items() if name != key}


def test_books_that_agree_give_no_finding():
    assert compare(TOLD, OUTSIDE, KEPT) == ()


LOSSES = {
    "answer": {"answers": KEPT.answers[:2]},
    "undo": {"answers": (*KEPT.answers[:2], replace(KEPT.answers[2], undone=False))},
    "event of an answer": {"events": KEPT.events[1:]},
    "event of an undo": {"events": (*KEPT.events[:3], *KEPT.events[4:])},
    "event was never carried": {"events": (*KEPT.events[:5], replace(KEPT.events[5], sent=False))},
    "effect of an event": {"inbox": KEPT.inbox[1:]},
    "dead letters": {"dead_letters": 1},
    "reward": {"rewards": without(KEPT.rewards, "tip-1")},
    "completion over there": {"outcomes": ()},
    "webhook": {"deliveries": without(KEPT.deliveries, "hook-1")},
}


@pytest.mark.parametrize("what", LOSSES)
def test_what_the_database_lost_is_found(what):
    found = compare(TOLD, OUTSIDE, replace(KEPT, **LOSSES[what]))

    assert (LOST, what) in {(it.kind, it.what) for it in found}


TWICES = {
    "answer": {
        "answers": (*KEPT.answers, replace(KEPT.answers[1], id="r-9", at=AT + timedelta(seconds=1)))
    },
    "event of an answer": {"events": (*KEPT.events, an_event("e-9", reaction="r-1"))},
    "effect of an event": {"inbox": (*KEPT.inbox, KEPT.inbox[0])},
    "reward": {"rewards": KEPT.rewards | {"tip-2": (100,)}},
    "reward settled again": {"rewards": KEPT.rewards | {"tip-1": (1000, 1000)}},
    "completion over there": {"outcomes": KEPT.outcomes * 2},
    "webhook": {"deliveries": KEPT.deliveries | {"hook-2": 2}},
}


@pytest.mark.parametrize("what", TWICES)
def test_what_the_database_holds_twice_is_found(what):
    found = compare(TOLD, OUTSIDE, replace(KEPT, **TWICES[what]))

    assert (TWICE, what) in {(it.kind, it.what) for it in found}


OUTSIDES = {
    "close": (LOST, {"executed": ()}),
    "close was taken back": (LOST, {"checked": frozenset({"task-2"})}),
    "command": (TWICE, {"executed": ("r-1", "r-1")}),
}


@pytest.mark.parametrize("what", OUTSIDES)
def test_what_todoist_saw_too_seldom_or_too_often_is_found(what):
    kind, changes = OUTSIDES[what]

    found = compare(TOLD, replace(OUTSIDE, **changes), KEPT)

    assert (kind, what) in {(it.kind, it.what) for it in found}


def test_a_command_that_nobody_gave_is_found():
    found = compare(TOLD, replace(OUTSIDE, executed=("r-1", "stranger")), KEPT)

    assert [(it.kind, it.what) for it in found] == [(TWICE, "command")]


def test_a_task_that_stays_completed_though_done_was_taken_back_is_found():
    answers = (replace(KEPT.answers[0], undone=True), *KEPT.answers[1:])

    found = compare(TOLD, OUTSIDE, replace(KEPT, answers=answers))

    assert (LOST, "reopening") in {(it.kind, it.what) for it in found}


def test_a_completion_after_the_tip_was_taken_back_is_nobodys_merit():
    gone = KeptOutcome("tip-2", "withdrawn", NOON + timedelta(seconds=30))
    kept = replace(
        KEPT, outcomes=(gone,), rewards=KEPT.rewards | {"tip-2": (100,)}, events=KEPT.events
    )

    assert compare(TOLD, OUTSIDE, kept) == ()
