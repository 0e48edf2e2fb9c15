"""An admin reads what became of a tip, in order and in numbers."""

from datetime import timedelta

from core.domain.ids import OutcomeId, TipId, UserId, new_id
from core.domain.outcome import Outcome, OutcomeKind, OutcomeSource
from core.domain.outcome_words import in_words
from tests.fakes.clock import NOON


def an_outcome(kind, after, rule=""):
    ids = OutcomeId(new_id()), UserId(new_id()), TipId(new_id())
    return Outcome(*ids, kind, NOON + after, OutcomeSource.SYNC, rule=rule)


def test_each_outcome_is_told_with_its_wait_and_its_rule():
    told = in_words(
        NOON,
        [
            an_outcome(OutcomeKind.DISMISS, timedelta(seconds=4)),
            an_outcome(OutcomeKind.COMPLETED, timedelta(hours=3, minutes=59), "checked"),
            an_outcome(OutcomeKind.VANISHED, timedelta(minutes=90)),
        ],
    )

    assert told.replace("\u00a0", " ") == (
        "Dismiss after 4 s, completed after 3 h (checked), vanished after 1 h."
    )


def test_of_what_nothing_came_nothing_is_told():
    assert in_words(NOON, []) == ""
    assert in_words(NOON, [an_outcome(OutcomeKind.DONE, timedelta())]) == "Done after 0\u00a0s."
