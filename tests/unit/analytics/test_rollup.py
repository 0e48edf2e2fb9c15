"""Where a fact counts, and that whatever was added can be taken back to the last digit."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analytics.actives import changed_actives, changed_days, days_of
from core.analytics.bins import largest, middle_of, place_of, quantile
from core.analytics.rollup import NOTHING, bucket_of, counted, difference, slots, together
from core.analytics.targets import HEAVIEST, target_sums, weight_of
from core.bandit import off_policy
from core.domain.fact import UNSEEN, Ending, Fact, Target
from core.domain.ids import TipId, UserId, new_id
from core.domain.rollup import BUCKETS, Dim, Grain, Measure, Sums
from core.domain.user_fact import Active, UserDay
from tests.fakes.builders import a_user
from tests.fakes.clock import NOON
from tests.fakes.facts import A_CHOICE, A_TARGET, a_fact, silent

ADA = a_user()
DAY = NOON.toordinal()


def some_facts(least=0):
    """Return facts of a few users that differ in all that is counted, with targets at least so many."""
    chances = st.floats(0.001, 1)
    targets = st.lists(
        st.builds(
            Target,
            policy=st.sampled_from(["a", "b"]),
            chance=st.floats(0, 1),
            agrees=st.booleans(),
            unsupported=st.floats(0, 1),
            direct=st.floats(-1, 1),
            expected=st.floats(-1, 1),
        ),
        min_size=least,
        max_size=2,
        unique_by=lambda it: it.policy,
    )
    choices = st.builds(
        lambda greedy_p, hour, those: replace(
            A_CHOICE, greedy_p=greedy_p, hour=hour, targets=tuple(those)
        ),
        chances,
        st.integers(0, 23),
        targets,
    )
    return st.builds(
        lambda **traits: a_fact(**{**traits, "user": a_user(id=UserId(USERS[traits["user"]]))}),
        user=st.integers(0, 3),
        choice=choices if least else st.one_of(st.just(UNSEEN), choices),
        propensity=chances,
        ending=st.sampled_from(Ending),
        reward_milli=st.sampled_from([None, -1000, -300, 0, 100, 1000]),
        final=st.booleans(),
        undone=st.integers(0, 2),
        day=st.integers(DAY, DAY + 9),
        answered_day=st.one_of(st.none(), st.integers(DAY, DAY + 9)),
    )


USERS = [new_id() for _ in range(4)]


def test_a_fact_counts_by_hour_once_and_by_day_in_each_dim():
    places = slots(a_fact(ADA))

    assert [it.grain for it in places].count(Grain.HOUR) == 1
    assert {it.dim for it in places if it.grain is Grain.DAY} == set(Dim)
    assert len(places) == 1 + len(Dim)
    assert len(set(places.values())) == 1


def test_outside_of_an_experiment_there_is_no_arm():
    plain = a_fact(ADA, choice=replace(A_CHOICE, experiment=""))

    assert Dim.ARM not in {it.dim for it in slots(plain)}


def test_the_sums_of_one_fact_are_its_numbers():
    (sums,) = set(slots(a_fact(ADA)).values())

    assert sums == Sums(
        tips=1,
        done=1,
        final=1,
        explored=1,
        candidates=3,
        barred=2,
        answered_ms=42_000,
        dwell_ms=42_000,
        rewarded=1,
        reward_milli=600,
        reward_milli2=360_000,
        reward_600=1,
        known=1,
        greedy=1,
        greedy_p_micro=500_000,
        greedy_v_micro=250_000,
        chosen_p_micro=500_000,
        expected_p_micro=375_000,
        variance_p_micro=15_625,
    )


def test_a_reward_of_other_rules_is_counted_as_another():
    (sums,) = set(slots(a_fact(ADA, reward_milli=7)).values())

    assert (sums.reward_other, sums.reward_milli) == (1, 7)


def test_of_an_unseen_pick_nothing_is_counted():
    (sums,) = set(slots(a_fact(ADA, choice=UNSEEN)).values())

    assert (sums.tips, sums.known, sums.chosen_p_micro, sums.explored) == (1, 0, 0, 0)


@given(some_facts())
def test_nothing_changes_when_a_fact_stays_the_same(fact):
    assert difference(fact, fact) == NOTHING


@given(some_facts(), some_facts(), some_facts())
def test_what_was_added_is_taken_back_to_the_last_digit(one, two, three):
    steps = [(None, one), (one, two), (two, three), (three, None)]

    assert together(difference(*it) for it in steps) == NOTHING


@given(st.lists(some_facts(), max_size=6))
def test_changes_add_up_to_what_stands(facts):
    was = [replace(silent(it), tip_id=it.tip_id) for it in facts]
    added = [difference(None, it) for it in was] + [
        difference(old, new) for old, new in zip(was, facts, strict=True)
    ]

    assert together(added) == together(counted(it) for it in facts)


@given(st.uuids())
def test_a_user_always_falls_into_one_bucket(user_id):
    assert bucket_of(UserId(user_id)) == bucket_of(UserId(user_id)) in range(BUCKETS)


def test_users_spread_over_all_buckets():
    found = [bucket_of(UserId(new_id())) for _ in range(2000)]

    assert set(found) == set(range(BUCKETS))
    assert max(map(found.count, set(found))) < 2 * len(found) / BUCKETS


@given(st.floats(1, 1e12))
def test_a_bin_knows_its_values_to_within_five_percent(value):
    assert middle_of(place_of(value)) == pytest.approx(value, rel=0.05)


def test_less_than_one_is_nought():
    assert place_of(0) == place_of(0.9) < place_of(1)
    assert middle_of(place_of(0)) == 0


@given(st.lists(st.integers(1, 10**9), min_size=1), st.floats(0.01, 1))
def test_quantiles_are_those_of_the_values(values, share):
    places = [place_of(it) for it in values]
    exact = float(np.quantile(values, share, method="inverted_cdf"))

    found = quantile({it: places.count(it) for it in places}, share)

    assert found == pytest.approx(exact, rel=0.05)


def test_of_nothing_there_is_no_quantile():
    assert quantile({}, 0.5) is None
    assert largest({}) is None
    assert largest({3: 0, 2: 1}) == middle_of(2)


@given(st.lists(some_facts(least=1), min_size=1, max_size=9))
def test_target_sums_are_the_terms_of_the_estimators(facts):
    """One policy is judged here by sums, and there by all picks together."""
    pairs = [(it, it.choice.targets[0]) for it in facts]
    sums = total(target_sums(it, target) for it, target in pairs)
    it = judged(pairs)

    n = len(pairs)
    tolerance = {"rel": 1e-4, "abs": 1e-4}
    assert sums.wr_micro / n / 1e6 == pytest.approx(off_policy.ips(it).plain.mean(), **tolerance)
    assert sums.dr_micro / n / 1e6 == pytest.approx(off_policy.dr(it).plain.mean(), **tolerance)
    assert sums.w_micro / 1e6 == pytest.approx(it.weight.sum(), **tolerance)
    assert sums.w2_micro / 1e6 == pytest.approx((it.weight**2).sum(), **tolerance)
    assert sums.unsupported_micro / n / 1e6 == pytest.approx(it.unsupported, **tolerance)


def judged(pairs):
    return off_policy.Judged(
        reward=np.array([(it.reward_milli or 0) / 1000 for it, _ in pairs]),
        weight=np.array([weight_of(it, target) for it, target in pairs]),
        expected=np.array([target.expected for _, target in pairs]),
        value=np.array([target.direct for _, target in pairs]),
        users=np.arange(len(pairs)),
        unsupported=float(np.mean([target.unsupported for _, target in pairs])),
    )


def total(every):
    first, *rest = every
    for one in rest:
        first = first.plus(one)
    return first


def test_a_weight_that_says_nothing_is_cut():
    impossible = a_fact(ADA, propensity=0.0)

    assert weight_of(impossible, A_TARGET) == HEAVIEST
    assert weight_of(replace(impossible, propensity=1e-9), A_TARGET) == HEAVIEST


def test_rewards_that_may_change_judge_nobody():
    assert counted(a_fact(ADA, final=False)).targets == {}
    assert counted(a_fact(ADA, reward_milli=None)).targets == {}
    weights = [it for it in counted(a_fact(ADA)).bins if it.measure is Measure.WEIGHT]
    assert [it.target for it in weights] == ["egreedy-v1", "linucb-v1"]


def test_a_day_counts_for_the_week_that_it_begins():
    found = changed_actives({}, {DAY: UserDay(1)})

    assert found == {DAY + n: Active(int(n == 0), 1) for n in range(7)}


def test_two_days_of_a_week_count_once():
    found = changed_actives({DAY: UserDay(1)}, {DAY + 2: UserDay(1)})

    assert found == {DAY + 2: Active(1, 0), DAY + 7: Active(0, 1), DAY + 8: Active(0, 1)}


def test_more_of_the_same_day_changes_nothing():
    assert changed_actives({DAY: UserDay(1)}, {DAY: UserDay(1, 1)}) == {}


@given(st.lists(st.tuples(st.integers(0, 20), st.booleans())))
def test_active_users_are_those_who_were_here(steps):
    """Against counting from scratch, day by day, for one user who comes and is taken back."""
    days: dict[int, UserDay] = {}
    found: dict[int, Active] = {}
    for day, comes in steps:
        if not comes and day not in days:
            continue
        more = {day: UserDay(1)} if comes else {day: days[day].times(-1)}
        for on, change in changed_actives(days, more).items():
            found[on] = found.get(on, Active()).plus(change)
        days[day] = days.get(day, UserDay()).plus(more[day])
        days = {on: it for on, it in days.items() if it}

    expected = {
        on: Active(int(on in days), int(any(on - n in days for n in range(7)))) for on in range(30)
    }
    assert {on: found.get(on, Active()) for on in range(30)} == expected


def test_an_answer_counts_on_its_own_day():
    fact: Fact = a_fact(ADA, day=DAY, answered_day=DAY + 1)

    assert days_of(fact) == {DAY: UserDay(1), DAY + 1: UserDay(0, 1, 1)}
    assert changed_days([(fact, replace(fact, tip_id=TipId(new_id())))]) == {}
    assert changed_days([(fact, None)]) == {DAY: UserDay(-1), DAY + 1: UserDay(0, -1, -1)}
