"""The receipt of a tip: one stored record, in words for its user, in numbers for an admin."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from core.domain.ids import TipId, new_id
from core.domain.integration import Provider
from core.domain.reaction import ReactionKind
from core.domain.receipt import Manner, lead_words, manner
from core.domain.task import Due
from core.domain.why import reasons
from core.errors import NotFound
from tests.fakes.builders import a_task, an_identity
from tests.fakes.clock import NOON
from tests.fakes.world import a_world

PARIS = ZoneInfo("Europe/Paris")
DENTIST = a_task("t1", "Call the dentist", due=Due("2026-11-23"), priority=4)
PLANTS = a_task("t2", "Water the plants", due=Due("2026-11-20"))
PLAN = a_task("t3", "Plan the summer", priority=2)


@pytest.fixture
async def ada(world):
    return await world.a_reader()


@pytest.fixture
def weighing():
    """Return how to make a world whose tips are picked by what is known of people in general."""
    return lambda *tasks: a_world(*tasks, policy="bayes-v1")


async def test_the_receipt_says_why_and_by_what_chance(world, ada):
    shown = await world.tip(ada)

    receipt = await world.core.explain_tip(ada, shown.tip_id)

    tip = await world.look(lambda work: work.tips.get(ada, shown.tip_id))
    assert receipt.text == shown.card.text
    assert (receipt.chance, receipt.policy, receipt.policy_version) == (1 / 3, "random", 0)
    assert receipt.reasons[0].weight == 1.0
    assert (receipt.manner, receipt.lead, receipt.learned) == (Manner.CHANCE, "", False)
    assert receipt.link.endswith(tip.task.id)
    assert receipt.shown_at.isoformat() == "2026-11-22T13:00:00+01:00"
    assert len(receipt.number) == 9


async def test_the_receipt_weighs_what_the_policy_weighed(weighing):
    world = weighing(DENTIST)
    ada = await world.a_reader()
    shown = await world.tip(ada)

    receipt = await world.core.explain_tip(ada, shown.tip_id)

    assert shown.card.why == "Due tomorrow and marked urgent."
    assert [(it.words, it.amount) for it in receipt.reasons] == [
        ("Due tomorrow", "most"),
        ("Marked urgent", "some"),
    ]
    assert sum(it.weight for it in receipt.reasons) == pytest.approx(1)
    assert (receipt.manner, receipt.lead, receipt.chance) == (Manner.USUAL, "", 1.0)


async def test_the_receipt_tells_the_stored_record_among_others(weighing):
    world = weighing(DENTIST, PLANTS, PLAN)
    ada = await world.a_reader()
    shown = await world.tip(ada)

    receipt = await world.core.explain_tip(ada, shown.tip_id)

    tip = await world.look(lambda work: work.tips.get(ada, shown.tip_id))
    assert tip.explanation.runner_up is not None
    assert receipt.reasons == reasons(tip.task, NOON, PARIS, tip.explanation)
    assert receipt.manner is manner(tip.explanation)
    assert receipt.lead == lead_words(tip.explanation)
    assert receipt.chance == tip.propensity < 1


async def test_the_receipt_outlives_the_log_of_picks(weighing):
    world = weighing(DENTIST, PLANTS, PLAN)
    ada = await world.a_reader()
    shown = await world.tip(ada)
    before = await world.core.explain_tip(ada, shown.tip_id)

    await world.do(lambda work: work.pick_log.sweep(NOON + timedelta(days=1)))

    assert await world.core.explain_tip(ada, shown.tip_id) == before
    with pytest.raises(NotFound):
        await world.core.explain_tip.account(shown.tip_id)


async def test_an_admin_reads_the_same_record_in_numbers_and_no_word_of_the_task(weighing):
    world = weighing(DENTIST)
    ada = await world.a_reader()
    shown = await world.tip(ada)

    told = await world.core.explain_tip.account(shown.tip_id)

    assert re.sub(r"\d\.\d\d", "#", told) == (
        "+# due today or tomorrow, \u2212# any tip, +# priority; no runner-up; "
        "picked with 100\u00a0%, the best known; score +#, give or take #."
    )
    assert "dentist" not in told


async def test_an_admin_sees_that_a_dismissed_task_was_done_later(weighing):
    """Dismissed, then completed elsewhere: evidence of a wrong moment, not of a wrong task."""
    world = weighing(DENTIST)
    ada = await world.a_reader()
    shown, _ = await world.answer(ada, ReactionKind.DISMISS)
    world.clock.advance(hours=3)
    (task_id,) = world.todoist.tasks
    world.todoist.complete(task_id)
    await world.core.sync_tasks(ada, Provider.TODOIST)

    told = (await world.core.explain_tip.account(shown.tip_id)).replace("\u00a0", " ")

    assert told.endswith(". Dismiss after 0 s, completed after 3 h (checked).")


async def test_there_is_no_account_of_a_tip_that_never_was(world):
    with pytest.raises(NotFound):
        await world.core.explain_tip.account(TipId(new_id()))


@pytest.mark.parametrize("tip_id", ["hers", "nobody's"])
async def test_a_receipt_is_for_its_user_only(world, ada, tip_id):
    eve = await world.a_person(an_identity("eve"))
    shown = await world.tip(ada)
    asked = shown.tip_id if tip_id == "hers" else TipId(new_id())

    with pytest.raises(NotFound) as refused:
        await world.core.explain_tip(eve, asked)

    assert refused.value.what == "tip"
