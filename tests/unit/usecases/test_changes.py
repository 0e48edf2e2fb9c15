"""A change of the deployment: asked for, checked, in force at once, and taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.annotation import AnnotationKind
from core.domain.change import ChangeKind, ChangeState
from core.domain.deployment import Policies
from core.domain.ids import ChangeId, new_id
from core.domain.preflight import Evidence, Lead
from core.errors import Malformed, NotAllowed, NotFound, SignInAgain, StaleWrite
from core.usecases.steering import Steering
from core.usecases.wake import Bell
from tests.fakes.deeds import REASON, an_actor, deeds, results

PROMOTE = ChangeKind.PROMOTE
DESPITE = "a small copy, nothing to judge by"
BAD = Evidence(lead=Lead(-0.2, -0.1), effective=500, unsupported=0)


@pytest.fixture
async def ada(world):
    return await world.a_reader()


@pytest.fixture
def steer(world):
    return world.core.steering


def judged(world, evidence):
    """Return the acts as they are where this is known of every policy."""

    async def read(_policy):
        return evidence

    return Steering.on((world.store, world.clock), world.core.policies, Bell(), read)


async def promoted(steer, policy="linucb-v1", kind=PROMOTE, despite=DESPITE):
    change = await steer.propose(an_actor("analyst"), kind, policy, REASON)
    return await steer.apply(an_actor(), change.id, despite)


async def served(world, ada):
    shown, _ = await world.answer(ada)
    return await world.look(lambda work: work.tips.pick_of(ada, shown.tip_id))


async def test_a_promotion_is_in_force_at_the_next_tip(world, ada, steer):
    assert (await served(world, ada)).policy == "random"

    change = await promoted(steer)

    assert change.state is ChangeState.APPLIED
    assert (await served(world, ada)).policy == "linucb-v1"


async def test_a_minute_before_it_the_old_champion_was_live(world, steer):
    await world.core.note_start()
    world.clock.advance(hours=1)
    change = await promoted(steer)
    world.clock.advance(hours=1)

    before = await steer.read_live(change.ended_at - timedelta(minutes=1))
    now = await steer.read_live()

    assert before.policies.served == "random"
    assert (now.policies.served, now.since) == ("linucb-v1", change.ended_at)


async def test_a_shadow_stands_beside_from_the_next_tip_on(world, ada, steer):
    await promoted(steer, "linucb-v1", ChangeKind.ENABLE_SHADOW, despite="")
    pick = await served(world, ada)

    await promoted(steer, "linucb-v1", ChangeKind.DISABLE_SHADOW, despite="")

    assert [it.policy for it in pick.shadows] == ["linucb-v1"]
    assert (await served(world, ada)).shadows == ()


async def test_who_is_demoted_stands_beside_a_rule(world, steer):
    await promoted(steer)

    await promoted(steer, "linucb-v1", ChangeKind.DEMOTE, despite="")

    assert (await steer.read_live()).policies == Policies("rule-v1", ("linucb-v1",))


async def test_what_cannot_be_checked_needs_a_reason_and_the_request_stays_open(world, steer):
    change = await steer.propose(an_actor("analyst"), PROMOTE, "linucb-v1", REASON)

    with pytest.raises(Malformed) as refused:
        await steer.apply(an_actor(), change.id)

    assert refused.value.what == "despite"
    assert (await steer.read_live()).policies.served == "random"
    applied = await steer.apply(an_actor(), change.id, DESPITE)
    assert applied.despite == DESPITE


async def test_what_decides_by_rule_needs_no_evidence(world, steer):
    change = await promoted(steer, "rule-v1", despite="")

    assert change.state is ChangeState.APPLIED


async def test_no_reason_outweighs_what_speaks_against_a_policy(world):
    steer = judged(world, BAD)

    change = await promoted(steer)

    assert change.state is ChangeState.REFUSED
    assert (await steer.read_live()).policies.served == "random"
    assert (await results(world))[-1] == "refused: lead"
    with pytest.raises(Malformed):
        await steer.apply(an_actor(), change.id, DESPITE)


async def test_checks_are_made_again_when_a_change_is_applied(world):
    change = await world.core.steering.propose(an_actor("analyst"), PROMOTE, "linucb-v1", REASON)

    ended = await judged(world, BAD).apply(an_actor(), change.id, DESPITE)

    assert ended.state is ChangeState.REFUSED
    assert {it.name: it.state for it in ended.checks}["lead"] == "blocked"


async def test_a_roll_back_needs_no_check_and_a_second_click_undoes_nothing_more(world):
    steer = world.core.steering
    for policy in ("linucb-v1", "egreedy-v1"):
        world.clock.advance(minutes=1)
        await promoted(steer, policy)
    steer = judged(world, BAD)
    since = (await steer.read_live()).since

    back = await steer.roll_back(an_actor(), REASON, seen=since)
    with pytest.raises(NotFound):
        await steer.roll_back(an_actor(), REASON, seen=since)

    assert (back.policy, back.state) == ("linucb-v1", ChangeState.APPLIED)
    assert (await steer.read_live()).policies.served == "linucb-v1"


async def test_rolling_back_twice_comes_to_what_the_settings_said(world, steer):
    for policy in ("linucb-v1", "egreedy-v1"):
        await promoted(steer, policy)

    for _ in range(2):
        await steer.roll_back(an_actor(), REASON, seen=(await steer.read_live()).since)

    assert (await steer.read_live()).policies.served == "random"
    with pytest.raises(NotFound):
        await steer.roll_back(an_actor(), REASON, seen=(await steer.read_live()).since)


async def test_a_request_is_taken_back_and_then_not_applied(world, steer):
    change = await steer.propose(an_actor("analyst"), PROMOTE, "rule-v1", REASON)

    withdrawn = await steer.withdraw(an_actor("analyst"), change.id)

    assert withdrawn.state is ChangeState.WITHDRAWN
    with pytest.raises(Malformed):
        await steer.apply(an_actor(), change.id)
    with pytest.raises(NotFound):
        await steer.withdraw(an_actor("analyst"), ChangeId(new_id()))


@pytest.mark.parametrize(
    ("asked", "what"),
    [
        ((PROMOTE, "bayes-v9", REASON), "policy"),
        ((PROMOTE, "random", REASON), "change"),
        ((PROMOTE, "rule-v1", "  no "), "reason"),
        ((PROMOTE, "rule-v1", "tabs\tare no text"), "reason"),
        ((ChangeKind.ROLL_BACK, "rule-v1", REASON), "change"),
    ],
)
async def test_a_request_that_is_none_is_refused(steer, asked, what):
    with pytest.raises(Malformed) as refused:
        await steer.propose(an_actor("analyst"), *asked)

    assert refused.value.what == what
    assert (await steer.read_live.timeline())[1] == ()


async def test_asking_and_applying_are_two_rights_and_denials_are_written_down(world, steer):
    change = await steer.propose(an_actor("analyst"), PROMOTE, "rule-v1", REASON)
    for act in (
        steer.propose(an_actor("viewer"), PROMOTE, "rule-v1", REASON),
        steer.apply(an_actor("analyst"), change.id),
        steer.roll_back(an_actor("analyst"), REASON, seen=None),
    ):
        with pytest.raises(NotAllowed):
            await act
    with pytest.raises(SignInAgain):
        await steer.apply(an_actor(fresh=False), change.id)

    assert await results(world) == ["done", *["refused: not_allowed"] * 3, "refused: sign_in_again"]


async def test_nobody_who_may_not_ask_makes_oo_look_for_evidence(world):
    asked = []

    async def read(policy):
        asked.append(policy)
        return BAD

    steer = Steering.on((world.store, world.clock), world.core.policies, Bell(), read)

    with pytest.raises(NotAllowed):
        await steer.propose(an_actor("viewer"), PROMOTE, "linucb-v1", REASON)

    assert asked == []


async def test_what_was_done_is_written_down_with_what_stood_before(world, steer):
    await promoted(steer)

    deed = (await deeds(world))[-1]

    assert (deed.action, deed.kind, deed.object) == ("promoted a policy", "policy", "linucb-v1")
    assert deed.before == {"champion": "random", "shadows": ""}
    assert deed.after["champion"] == "linucb-v1"
    assert deed.after["despite"] == DESPITE


async def test_every_change_stands_on_the_charts(world, steer):
    await promoted(steer)
    await promoted(steer, "egreedy-v1", ChangeKind.ENABLE_SHADOW, despite="")

    now = world.clock.now()
    marks = await steer.read_annotations(now, now + timedelta(hours=1))

    assert [(it.kind, it.words) for it in marks] == [
        (AnnotationKind.PROMOTION, "linucb-v1 promoted"),
        (AnnotationKind.SHADOW, "egreedy-v1 stands beside"),
    ]


async def test_a_change_that_fails_half_way_has_not_happened(world, steer):
    change = await steer.propose(an_actor("analyst"), PROMOTE, "rule-v1", REASON)
    world.store.refuse_write(1)

    with pytest.raises(StaleWrite):
        await steer.apply(an_actor(), change.id)

    assert (await steer.read_live()).policies.served == "random"
    assert (await results(world))[-1] == "failed: stale_write"
    assert (await steer.read_live.timeline())[1] == (change,)


async def test_what_serves_is_what_stands_whatever_the_settings_have_become(world, ada, steer):
    await promoted(steer)

    other = replace(world.core.note_start, settings=Policies("egreedy-v1"))

    assert (await other()).served == "linucb-v1"
