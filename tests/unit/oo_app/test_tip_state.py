"""The tip page answers once, forgets nothing, and reads no stranger's word as anything else."""

import pytest

from core.domain.reaction import ReactionKind
from oo_app.tip.state import Tip
from tests.fakes.providers import down

HOSTILE = [None, "", "DONE", "done\n", "drop", 7, True, [], {}, ["done"], "x" * 10_000]
"""Words that name no answer, no choice and no reason."""


@pytest.fixture
async def tip(enter, call):
    """Return a page on which a tip has just been shown."""
    await enter()
    state = Tip()
    await call(state, "load")
    return state


async def test_a_load_shows_one_tip_and_keeps_its_id(tip):
    assert tip.phase == "tip"
    assert tip.text.startswith("Task number")
    assert tip.why
    assert tip.turn
    assert str(tip._tip_id) not in repr(tip.dict())


async def test_a_reload_is_the_same_card(tip, call):
    before = (tip.text, tip.turn)

    await call(tip, "load")

    assert (tip.text, tip.turn) == before


async def test_an_answer_brings_the_next_tip_and_a_way_back(tip, call):
    first, turn = tip.text, tip.turn

    await call(tip, "answer", "done", turn, 1500)

    assert tip.text != first
    assert tip.turn != turn
    assert (tip.said, tip.last_kind, tip.last_text) == ("Done.", "done", first)


async def test_an_outage_is_told_and_untold_when_it_is_over(tip, call, world):
    """Reliability F3: a visible "not synced since", and the page goes on."""
    fine = tip.trouble
    world.todoist.failure = down()
    world.clock.advance(minutes=20)
    await call(tip, "look_again")
    outage, often = tip.trouble, tip.trouble_ms
    first = tip.text
    await call(tip, "answer", "done", tip.turn, 1500)
    during, second = tip.trouble, tip.text

    world.todoist.failure = None
    world.clock.advance(minutes=1)
    await world.core.sync_due()
    await call(tip, "look_at_link")

    assert (fine, tip.trouble) == ("", "")
    assert outage == "Not synced since 13:00. Your answers are kept and sent later."
    assert during == outage
    assert second != first
    assert (often, tip.trouble_ms) == (10_000, 60_000)


async def test_a_dead_link_is_told_instead(tip, call, world):
    world.todoist.access.clear()
    world.todoist.refresh_tokens.clear()
    world.clock.advance(hours=1)
    await world.core.sync_due()

    await call(tip, "look_at_link")

    assert (tip.reconnect, tip.trouble) == (True, "")


async def test_a_double_tap_answers_once(tip, call):
    turn = tip.turn
    await call(tip, "answer", "done", turn, 1500)
    second = tip.text

    await call(tip, "answer", "done", turn, 1500)

    assert tip.text == second


async def test_undo_brings_the_tip_back(tip, call):
    first = tip.text
    await call(tip, "answer", "dismiss", tip.turn, 1500)

    await call(tip, "undo", tip.turn)

    assert tip.text == first
    assert tip.said == ""


async def test_undo_twice_is_undo_once(tip, call):
    first = tip.text
    await call(tip, "answer", "dismiss", tip.turn, 1500)
    turn = tip.turn
    await call(tip, "undo", turn)

    await call(tip, "undo", turn)
    await call(tip, "undo", tip.turn)

    assert tip.text == first


async def test_an_undo_pressed_on_an_older_card_takes_nothing_back(tip, call):
    await call(tip, "answer", "dismiss", tip.turn, 1500)
    older = tip.turn
    await call(tip, "answer", "dismiss", older, 1500)
    third = tip.text

    await call(tip, "undo", older)

    assert tip.text == third
    assert tip.said == "Dismissed."


@pytest.mark.parametrize("word", HOSTILE)
async def test_a_word_that_is_no_answer_changes_nothing(tip, call, word):
    before = (tip.text, tip.turn, tip.said)

    await call(tip, "answer", word, tip.turn, 1500)
    await call(tip, "snooze_as", word, tip.turn, 1500)
    await call(tip, "change_snooze", word, tip.turn)
    await call(tip, "say_why", word, tip.turn)

    assert (tip.text, tip.turn, tip.said) == before


@pytest.mark.parametrize("turn", [None, "", "forged", 7, [], {}])
async def test_a_press_on_no_card_of_ours_changes_nothing(tip, call, turn):
    before = (tip.text, tip.turn, tip.said)

    await call(tip, "answer", "done", turn, 1500)
    await call(tip, "undo", turn)

    assert (tip.text, tip.turn, tip.said) == before


@pytest.mark.parametrize("dwell", [None, -1, "soon", True, 1e308, float("nan"), [], {}, 10**30])
async def test_a_dwell_that_makes_no_sense_does_not_spoil_the_answer(tip, call, world, dwell):
    answered = tip._tip_id
    user_id = (await world.look(lambda work: work.tips.get(*_owner(tip)))).user_id

    await call(tip, "answer", "done", tip.turn, dwell)

    reaction = await world.look(lambda work: work.reactions.of_tip(user_id, answered))
    assert reaction.kind is ReactionKind.DONE
    assert reaction.dwell_ms >= 0


def _owner(tip):
    from oo_app.shared.session import current  # noqa: PLC0415 — who acts right now

    return current().user_id, tip._tip_id


async def test_every_press_is_counted_so_that_the_page_knows_it_arrived(tip, call):
    before = tip.beat

    await call(tip, "answer", "nonsense", tip.turn, 1)

    assert tip.beat == before + 1


async def test_an_answer_given_elsewhere_shows_what_is_true(tip, call, world):
    first = tip.text
    user_id, tip_id = _owner(tip)
    await world.core.record_reaction(user_id, tip_id, ReactionKind.DONE, "another tab")

    await call(tip, "answer", "snooze", tip.turn, 1500)

    assert tip.text != first
    assert tip.said == "Done."


async def test_a_snooze_says_until_when_and_can_be_changed(tip, call):
    await call(tip, "answer", "snooze", tip.turn, 1500)
    assert tip.said == "Snoozed until 15:00."

    await call(tip, "change_snooze", "tomorrow", tip.turn)

    assert tip.said == "Snoozed until tomorrow\u00a09:00."


async def test_a_long_press_snoozes_until_the_chosen_time(tip, call):
    first = tip.text

    await call(tip, "snooze_as", "tonight", tip.turn, 1500)

    assert tip.text != first
    assert tip.said == "Snoozed until 19:00."


async def test_not_today_is_silence_that_can_be_ended(tip, call):
    await call(tip, "snooze_as", "not_today", tip.turn, 1500)
    assert (tip.phase, tip.nothing.title) == ("empty", "Quiet until 9:00.")
    assert tip.said

    await call(tip, "end_quiet")

    assert tip.phase == "tip"


async def test_show_one_anyway_shows_one(tip, call):
    await call(tip, "snooze_as", "not_today", tip.turn, 1500)

    await call(tip, "anyway")

    assert tip.phase == "tip"


async def test_the_snooze_sheet_says_real_times(tip, call):
    await call(tip, "offer_snooze")

    said = {row.value: row.aside for row in tip.rows}
    assert said["hour"] == "14:00"
    assert said["not_today"] == "silence until tomorrow"
    assert said["next_week"] == "Monday\u00a09:00"


async def test_a_reason_is_noted_once(tip, call, world):
    dismissed = tip._tip_id
    await call(tip, "answer", "dismiss", tip.turn, 1500)

    await call(tip, "say_why", "too_big", tip.turn)

    user_id, _ = _owner(tip)
    reaction = await world.look(lambda work: work.reactions.of_tip(user_id, dismissed))
    assert reaction.reason == "too_big"
    assert (tip.said, tip.last_kind) == ("Dismissed, and noted.", "noted")


async def test_the_receipt_is_this_tips_and_goes_with_it(tip, call):
    await call(tip, "explain")
    assert tip.receipt.text == tip.text
    assert tip.receipt.number
    assert tip.receipt.shown == "Today at\u00a013:00"

    await call(tip, "answer", "done", tip.turn, 1500)

    assert tip.receipt.text == ""


async def test_the_last_answer_can_be_undone_from_an_empty_page(tip, call):
    for _ in range(4):
        await call(tip, "answer", "snooze", tip.turn, 1500)
    assert (tip.phase, tip.nothing.why) == ("empty", "all_resting")
    assert tip.nothing.line == "oO looks again at\u00a015:00."

    await call(tip, "undo", tip.turn)

    assert tip.phase == "tip"
