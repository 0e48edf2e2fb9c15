"""Who was live when, and what stood before."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.assignment import Experiment, Pause
from core.domain.change import Change, ChangeKind, ChangeState
from core.domain.deployment import (
    MAX_SHADOWS,
    TICK,
    Deployment,
    Policies,
    Standing,
    before_that,
    changed,
    next_moment,
    promoted_at,
    who_was_live,
)
from core.domain.ids import ChangeId, DeploymentId, new_id
from core.errors import Malformed
from tests.fakes.clock import NOON

HOUR = timedelta(hours=1)
NAMES = ("bayes-v1", "egreedy-v1", "linucb-v1", "rule-v1", "random")


def a_row(policy, at, until=None, role=Standing.CHAMPION):
    return Deployment(DeploymentId(new_id()), role, policy, at, until)


def a_change(kind, at):
    return Change(ChangeId(new_id()), kind, "", "", at, "", state=ChangeState.APPLIED, ended_at=at)


FIRST = Policies("bayes-v1", ("egreedy-v1",))


class Story:
    """A deployment and its changes, put in force as core does."""

    def __init__(self, policies=FIRST):
        self.rows = [a_row(policies.served, NOON)]
        self.rows += [a_row(it, NOON, role=Standing.SHADOW) for it in policies.shadows]
        self.changes = []
        self.stood = [policies]
        self.now = NOON

    def become(self, policies, kind=ChangeKind.PROMOTE):
        self.now += HOUR
        wanted = set(_places(policies))
        rows = [
            replace(row, until=self.now)
            if row.until is None and (row.role, row.policy) not in wanted
            else row
            for row in self.rows
        ]
        kept = {(row.role, row.policy) for row in rows if row.until is None}
        begun = [it for it in _places(policies) if it not in kept]
        self.rows = rows + [a_row(policy, self.now, role=role) for role, policy in begun]
        self.changes.append(a_change(kind, self.now))

    def live(self, at=None):
        return who_was_live(self.rows, (), at or self.now)


def _places(policies):
    beside = [(Standing.SHADOW, it) for it in policies.shadows]
    return [(Standing.CHAMPION, policies.served), *beside]


def same(one, other):
    return one.served == other.served and set(one.shadows) == set(other.shadows)


def test_a_minute_before_a_promotion_the_old_champion_was_live():
    story = Story()
    story.become(Policies("linucb-v1"))
    promoted_at = story.now

    before, after = story.live(promoted_at - timedelta(minutes=1)), story.live(promoted_at)

    assert before.policies == Policies("bayes-v1", ("egreedy-v1",))
    assert after.policies == Policies("linucb-v1")
    assert (before.since, after.since) == (NOON, promoted_at)


def test_nobody_was_live_before_the_first_deployment():
    assert Story().live(NOON - TICK) is None
    assert who_was_live((), (), NOON) is None


def test_an_experiment_was_live_while_it_served():
    pauses = (Pause(NOON + 2 * HOUR, NOON + 3 * HOUR),)
    it = Experiment("autumn", (), NOON + HOUR, NOON + 4 * HOUR, pauses=pauses)

    served = [
        bool(who_was_live(Story().rows, (it,), NOON + n * HOUR).experiments) for n in range(5)
    ]

    assert served == [False, True, False, True, False]


@pytest.mark.parametrize(
    ("kind", "policy", "after"),
    [
        (ChangeKind.PROMOTE, "linucb-v1", Policies("linucb-v1", ("egreedy-v1",))),
        (ChangeKind.PROMOTE, "egreedy-v1", Policies("egreedy-v1")),
        (ChangeKind.DEMOTE, "bayes-v1", Policies("rule-v1", ("egreedy-v1", "bayes-v1"))),
        (ChangeKind.ENABLE_SHADOW, "random", Policies("bayes-v1", ("egreedy-v1", "random"))),
        (ChangeKind.DISABLE_SHADOW, "egreedy-v1", Policies("bayes-v1")),
    ],
)
def test_what_a_change_makes_of_a_deployment(kind, policy, after):
    assert changed(Policies("bayes-v1", ("egreedy-v1",)), kind, policy) == after


@pytest.mark.parametrize(
    ("kind", "policy"),
    [
        (ChangeKind.PROMOTE, "bayes-v1"),
        (ChangeKind.DEMOTE, "egreedy-v1"),
        (ChangeKind.ENABLE_SHADOW, "bayes-v1"),
        (ChangeKind.ENABLE_SHADOW, "egreedy-v1"),
        (ChangeKind.DISABLE_SHADOW, "bayes-v1"),
        (ChangeKind.DISABLE_SHADOW, "random"),
        (ChangeKind.ROLL_BACK, "random"),
    ],
)
def test_a_change_that_changes_nothing_is_refused(kind, policy):
    with pytest.raises(Malformed):
        changed(Policies("bayes-v1", ("egreedy-v1",)), kind, policy)


def test_what_decides_by_rule_cannot_step_back_behind_itself():
    with pytest.raises(Malformed):
        changed(Policies("rule-v1"), ChangeKind.DEMOTE, "rule-v1")


def test_no_more_stand_beside_than_a_tip_has_time_for():
    many = Policies("bayes-v1", tuple(f"p{n}" for n in range(MAX_SHADOWS)))

    with pytest.raises(Malformed):
        changed(many, ChangeKind.ENABLE_SHADOW, "random")


def test_nothing_came_before_the_first():
    assert before_that((), ()) is None
    assert before_that(Story().rows, ()) is None


def test_rolling_back_twice_goes_two_changes_back():
    story = Story(Policies("bayes-v1"))
    for policy in ("linucb-v1", "random"):
        story.become(Policies(policy))

    for expected in ("linucb-v1", "bayes-v1"):
        before = before_that(story.rows, story.changes)
        story.become(before, ChangeKind.ROLL_BACK)
        assert story.live().policies.served == expected

    assert before_that(story.rows, story.changes) is None


def test_a_change_that_was_not_applied_was_never_in_force():
    story = Story(Policies("bayes-v1"))
    story.become(Policies("random"))
    asked = Change(ChangeId(new_id()), ChangeKind.PROMOTE, "linucb-v1", "", NOON, "")

    assert before_that(story.rows, (*story.changes, asked)) == Policies("bayes-v1")


def test_a_clock_set_back_does_not_reorder_what_happened():
    story = Story()
    story.become(Policies("random"))

    assert next_moment(story.rows, NOON) == story.now + TICK
    assert next_moment(story.rows, story.now + HOUR) == story.now + HOUR
    assert next_moment((), NOON) == NOON


acts = st.lists(st.one_of(st.none(), st.permutations(NAMES)), max_size=12)


@given(acts)
def test_whatever_is_changed_and_rolled_back_the_stack_of_changes_says_what_stands(told):
    """None rolls back; anything else is a deployment of one champion and two shadows."""
    story = Story()
    expected = [story.stood[0]]
    for names in told:
        if names is not None:
            story.become(Policies(names[0], tuple(names[1:3])))
            expected.append(Policies(names[0], tuple(names[1:3])))
        elif (before := before_that(story.rows, story.changes)) is not None:
            story.become(before, ChangeKind.ROLL_BACK)
            expected.pop()

        assert same(story.live().policies, expected[-1])


def test_each_champion_is_known_by_its_last_promotion_the_newest_first():
    rows = [
        a_row("rule-v1", NOON, NOON + HOUR),
        a_row("bayes-v1", NOON + HOUR, NOON + 2 * HOUR),
        a_row("rule-v1", NOON + 2 * HOUR),
        a_row("random", NOON + 3 * HOUR, role=Standing.SHADOW),
    ]

    assert list(promoted_at(rows).items()) == [
        ("rule-v1", NOON + 2 * HOUR),
        ("bayes-v1", NOON + HOUR),
    ]


def test_who_followed_itself_was_promoted_when_it_first_stood():
    rows = [a_row("rule-v1", NOON, NOON + HOUR), a_row("rule-v1", NOON + HOUR)]

    assert promoted_at(rows) == {"rule-v1": NOON}
