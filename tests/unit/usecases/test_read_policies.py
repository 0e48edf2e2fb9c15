"""What the console says of policies: who stood when, what their picks came to, what speaks for them."""

from dataclasses import replace
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.domain.change import ChangeKind
from core.domain.deployment import Deployment, Policies, Standing
from core.domain.fact import Ending, Target
from core.domain.figure import Figure, TooFew
from core.domain.ids import DeploymentId, RunId, new_id
from core.domain.period import read_period
from core.domain.preflight import CheckState, Margin, Simulated
from core.domain.support import Lack, NotEnoughSupport
from core.domain.trial import Trial
from core.errors import NotFound
from core.usecases.read_evidence import ReadEvidence
from tests.fakes.deeds import REASON, an_actor
from tests.fakes.lives_counted import CYCLE, a_choice, live

ZONE = ZoneInfo("UTC")
DAY = timedelta(days=1)
PEOPLE, DAYS = 60, 9
AGREES = Target("bayes-v1", 0.5, True, 0.0, 0.1, 0.1)
"""A shadow that is as likely to pick what was picked as the champion was: every weight is 1."""


def period(world, text="28d"):
    return read_period(text, world.clock.now(), ZONE)


async def crowd(world, *, policy="random", target=AGREES, cycle=CYCLE, greedy_p=1.0):
    """Let people live under a policy: every reaction as often as each other, a tip a day."""
    targets = (target,) if target else ()
    noon = world.clock.now().replace(hour=12, minute=0, second=0, microsecond=0)
    told = {"policy": policy, "choice": a_choice(targets=targets, greedy_p=greedy_p)}
    for number in range(PEOPLE):
        tips = [
            (noon - day * DAY, cycle[(number + day) % len(cycle)], told)
            for day in range(1, DAYS + 1)
        ]
        await live(world.store, world.clock.now(), tips)


async def seen(world, **asked):
    found = await world.core.read_policies(period(world), **asked)
    return found, {it.name: it for it in found.policies}


async def promoted(world, policy, kind=ChangeKind.PROMOTE):
    steer = world.core.steering
    change = await steer.propose(an_actor("analyst"), kind, policy, REASON)
    return await steer.apply(an_actor(), change.id, "nothing to judge by")


async def test_before_anything_happened_the_settings_serve_and_nothing_is_claimed(world):
    found, by_name = await seen(world)

    assert found.live.policies == Policies("random")
    assert by_name["random"].standing is Standing.CHAMPION
    assert by_name["bayes-v1"].standing is None
    assert by_name["bayes-v1"].done == TooFew(0)
    assert (by_name["bayes-v1"].beside, found.before) == (None, None)


async def test_a_minute_before_a_promotion_the_old_champion_is_shown(world):
    await world.core.note_start()
    world.clock.advance(hours=1)
    change = await promoted(world, "linucb-v1")
    world.clock.advance(hours=1)

    before, then = await seen(world, at=change.ended_at - timedelta(minutes=1))
    after, now = await seen(world)

    assert then["random"].standing is Standing.CHAMPION
    assert (before.changes, before.before) == ((), None)
    assert now["linucb-v1"].standing is Standing.CHAMPION
    assert now["linucb-v1"].since == change.ended_at
    assert now["random"].since == change.ended_at
    assert after.before == Policies("random")


async def test_who_followed_itself_has_stood_since_the_first_time(world):
    now = world.clock.now()
    rows = [
        Deployment(DeploymentId(new_id()), Standing.CHAMPION, "random", now - days * DAY)
        for days in (5, 2)
    ]
    async with world.store.writing() as work:
        await work.deployments.begin(rows[:1])
        await work.deployments.end(rows[:1], rows[1].at)
        await work.deployments.begin(rows[1:])

    _, by_name = await seen(world)

    assert by_name["random"].since == rows[0].at


async def test_who_stands_comes_first_and_then_who_stands_beside(world):
    await world.core.note_start()
    await promoted(world, "linucb-v1", ChangeKind.ENABLE_SHADOW)

    found, _ = await seen(world)

    assert [it.name for it in found.policies[:2]] == ["random", "linucb-v1"]
    assert found.policies[2].standing is None


async def test_picks_are_counted_by_the_policy_that_made_them(world):
    await crowd(world)

    _, by_name = await seen(world)

    assert by_name["random"].picks == PEOPLE * DAYS
    assert by_name["random"].done.value == pytest.approx(0.25)
    assert by_name["random"].reward.value == pytest.approx(0.6)
    assert by_name["linucb-v1"].picks == 0


async def test_a_shadow_that_would_have_done_the_same_is_worth_the_same(world):
    await crowd(world)

    _, by_name = await seen(world)

    beside = by_name["bayes-v1"].beside
    assert beside.worth.value == pytest.approx(0.6)
    assert beside.lead.value == pytest.approx(0)
    assert beside.agrees == Figure(1, pytest.approx(1, abs=0.02), 1, pytest.approx(0), 540)
    assert beside.effective == pytest.approx(540)


async def test_a_shadow_whose_picks_were_never_made_is_withheld(world):
    await crowd(world, target=replace(AGREES, unsupported=0.5, agrees=False))

    _, by_name = await seen(world)

    worth = by_name["bayes-v1"].beside.worth
    assert isinstance(worth, NotEnoughSupport)
    assert Lack.SUPPORT in {it.why for it in worth.reasons}


async def test_a_false_log_raises_the_alarm_and_withholds_every_figure(world):
    await crowd(world, greedy_p=0.5)

    _, by_name = await seen(world)

    assert by_name["random"].believed.verdict == "alarm"
    assert isinstance(by_name["bayes-v1"].beside.worth, NotEnoughSupport)


async def test_evidence_of_nothing_is_nothing(world):
    evidence = await world.core.read_evidence("bayes-v1")

    assert (evidence.lead, evidence.effective, evidence.guardrails) == (None, None, None)
    assert (evidence.propensity_alarm, evidence.simulated) == (None, None)


async def test_evidence_comes_from_the_picks_of_the_champion(world):
    await crowd(world)

    evidence = await world.core.read_evidence("bayes-v1")

    assert (evidence.lead.low, evidence.lead.high) == pytest.approx((0, 0))
    assert (evidence.effective, evidence.unsupported) == pytest.approx((540, 0))
    assert evidence.propensity_alarm is False
    assert evidence.guardrails is None


async def test_guardrails_are_held_against_what_the_policy_itself_served(world):
    await crowd(world, target=None, cycle=(Ending.DONE, Ending.NONE))
    await crowd(world, policy="bayes-v1", target=None, cycle=(Ending.DONE, Ending.DISMISS))

    evidence = await world.core.read_evidence("bayes-v1")

    found = {it.name: it.margin for it in evidence.guardrails}
    assert found["dismiss rate"] is Margin.BROKEN
    assert found["no answer"] is Margin.HELD


async def test_what_simulations_found_is_part_of_the_evidence(world):
    found = Trial(
        RunId(new_id()), world.clock.now(), "random", (Simulated("linear", "worse"),), 0.7
    )
    asked = []

    async def tried(policy, against):
        asked.append((policy, against))
        return found

    evidence = await ReadEvidence(world.store, world.clock, world.core.policies, UTC, tried)(
        "bayes-v1"
    )

    assert asked == [("bayes-v1", "random")]
    assert (evidence.simulated, evidence.worst_group) == (found.simulated, 0.7)


async def test_a_card_says_what_a_policy_reads_and_what_speaks_for_it(world):
    await crowd(world)

    card = await world.core.read_policy_card("bayes-v1")

    assert (card.learns, card.sheet) == (True, "sheet-2")
    assert "is_overdue" in card.features
    assert card.prior
    assert {it.name: it.state for it in card.checks}["support"] is CheckState.OK
    with pytest.raises(NotFound):
        await world.core.read_policy_card("clever-v9")


async def test_the_champion_has_nothing_to_prove(world):
    card = await world.core.read_policy_card("random")

    assert (card.checks, card.trial, card.features) == ((), None, ())
