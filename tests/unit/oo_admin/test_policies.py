"""The page of policies in words: who is champion, what a figure says, what a change would do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.domain.access import granted
from core.domain.change import Change, ChangeKind, ChangeState
from core.domain.deployment import Deployment, Live, Policies, Standing
from core.domain.figure import Change as Difference
from core.domain.figure import Figure, TooFew
from core.domain.ids import ChangeId, DeploymentId, new_id
from core.domain.policy_panel import Believed, Beside, PoliciesSeen, PolicyCard, PolicySeen
from core.domain.preflight import Check, CheckState
from core.domain.support import Lack, NotEnoughSupport, Shortfall
from oo_admin.here import read_here
from oo_admin.policies import card_words, plans, rows, words
from oo_admin.policies.timeline import timeline

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 10, 14, 12, 3, tzinfo=UTC)
THEN = datetime(2026, 9, 28, 8, 12, tzinfo=UTC)
STANDING = Policies("egreedy-v1", ("bayes-v1",))
CHECKS = (
    Check("lead", CheckState.OK, "+0.010 to +0.050 against the champion"),
    Check("simulation", CheckState.UNKNOWN, "no finished simulation"),
)


def here(more=""):
    return read_here(f"/admin/policies{more}", NOW, ZONE)


def stood(policy, at, until=None, *, role=Standing.CHAMPION, change=True):
    made = ChangeId(new_id()) if change else None
    return Deployment(DeploymentId(new_id()), role, policy, at, until, "u_7q4m2kab", made, "why")


def asked(kind=ChangeKind.PROMOTE, policy="bayes-v1", state=ChangeState.OPEN):
    return Change(ChangeId(new_id()), kind, policy, "u_7q4m2kab", NOW, "it leads", state=state)


def listed(*policies, live=STANDING, deployments=(), changes=(), before=None):
    return PoliciesSeen(Live(NOW, live, (), THEN), policies, deployments, changes, before)


CHAMPION = PolicySeen(
    "egreedy-v1", Standing.CHAMPION, THEN, 900, Figure(0.4, 0.38, 0.42, 0.01, 900)
)
SHADOW = PolicySeen("bayes-v1", Standing.SHADOW, THEN)
OFF = PolicySeen("linucb-v1")


def test_the_title_says_who_is_champion_since_when():
    assert words.titled(listed(CHAMPION), here(), pinned=False) == (
        "egreedy-v1 is champion since 28 Sep 10:12"
    )


def test_a_pinned_clock_says_who_was():
    assert words.titled(listed(CHAMPION), here(), pinned=True).startswith("egreedy-v1 was champion")
    assert words.titled(PoliciesSeen(), here(), pinned=True) == "Nobody was live yet"


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (Figure(0.19, 0.16, 0.22, 0.01, 400), "+0.190 ± 0.030"),
        (TooFew(12), "too few: 12"),
        (TooFew(0), "—"),
        (
            NotEnoughSupport((Shortfall(Lack.EFFECTIVE, 43.2, 100.0),), 400),
            "withheld: worth 43 picks, needs 100",
        ),
        (
            NotEnoughSupport((Shortfall(Lack.SUPPORT, 0.12, 0.05),), 400),
            "withheld: 12\u202f% never logged",
        ),
    ],
)
def test_a_figure_says_its_interval_or_why_there_is_none(figure, said):
    assert words.worth(figure) == said


@pytest.mark.parametrize(
    ("lead", "said"),
    [
        (Difference(0.08, 0.05, 0.11, 0.01, 400, 19), "bayes-v1 would earn +0.080 a pick more"),
        (Difference(0.08, -0.01, 0.17, 0.04, 400, 19), "No policy would clearly earn more"),
        (None, "Nobody can be judged against egreedy-v1 yet"),
    ],
)
def test_the_finding_claims_nothing_that_the_interval_does_not(lead, said):
    shadow = PolicySeen("bayes-v1", Standing.SHADOW, beside=Beside(lead=lead))

    assert words.finding(listed(CHAMPION, shadow)).startswith(said)


def test_a_log_is_believed_only_when_it_was_checked():
    assert words.belief(Believed()) == ("—", "")
    assert words.belief(Believed(picks=40)) == ("too few: 40", "st unk")
    assert words.belief(Believed("alarm", 5.1, 900)) == ("alarm\u202fz +5.1", "st bad")


def test_filters_keep_a_state_or_leave_it_out():
    every = [CHAMPION, SHADOW, OFF]

    assert rows.kept(here("?f=state:shadow").address, every) == [SHADOW]
    assert rows.kept(here("?f=-state:off").address, every) == [CHAMPION, SHADOW]
    assert rows.kept(here("?f=colour:red").address, every) == every


def test_the_drawer_walks_the_filtered_list():
    found = rows.peek(here("?peek=bayes-v1&f=-state:off").address, [CHAMPION, SHADOW])

    assert (found.place, found.next) == ("2 of 2", "")
    assert "peek=egreedy-v1" in found.previous
    assert not rows.peek(here("?peek=nobody").address, [CHAMPION]).open


def test_a_reign_is_a_bar_and_the_period_it_lasted():
    seen = listed(
        CHAMPION,
        deployments=(
            stood("random", THEN - timedelta(days=60), THEN, change=False),
            stood("egreedy-v1", THEN),
            stood("bayes-v1", THEN, role=Standing.SHADOW),
        ),
    )

    found = timeline(seen, here("?p=28d"))

    assert found.title == "One change of champion: egreedy-v1 since 28 Sep 10:12"
    assert [it.name for it in found.lanes] == ["random", "egreedy-v1", "bayes-v1"]
    assert found.lanes[0].reigns[0].left == "0.00%"
    assert found.lanes[1].reigns[0].href == "/admin/policies?p=2026-09-28..2026-10-14"
    assert found.lanes[2].reigns[0].look == "shadow"


def test_the_cursor_reads_who_was_live_at_moments_of_the_period():
    seen = listed(deployments=(stood("random", THEN, change=False),))

    found = timeline(seen, here("?p=28d&peek=random"))

    assert len(found.moments) == 28
    assert (found.moments[0].champion, found.moments[-1].champion) == ("—", "random")
    assert "asof=" in found.moments[-1].href
    assert "peek" not in found.moments[-1].href


def test_before_anybody_was_live_there_is_no_lane():
    assert timeline(PoliciesSeen(), here()).lanes == []


def test_only_what_would_change_something_is_offered_and_only_to_who_may_ask():
    may = granted("analyst")

    assert [it.kind for it in plans.offers(STANDING, "bayes-v1", may)] == [
        "promote",
        "disable_shadow",
    ]
    assert [it.kind for it in plans.offers(STANDING, "egreedy-v1", may)] == ["demote"]
    assert plans.offers(STANDING, "bayes-v1", granted("viewer")) == []


def test_a_sheet_says_what_would_stand_then():
    plan = plans.asking(STANDING, "bayes-v1", CHECKS)["promote"]

    assert plan.title == "Promote bayes-v1?"
    assert [(it.words, it.figure) for it in plan.effects] == [
        ("Champion", "egreedy-v1 → bayes-v1"),
        ("Shadows", "bayes-v1 → none"),
    ]


def test_what_speaks_against_a_promotion_is_said_before_it_is_asked_for():
    against = (Check("lead", CheckState.BLOCKED, "-0.050 to -0.010"),)

    plan = plans.asking(STANDING, "bayes-v1", against)["promote"]

    assert plan.line.startswith("As things stand it would be refused: lead.")


def test_a_request_asks_why_when_a_check_could_not_be_made():
    seen = listed(CHAMPION, SHADOW, changes=(asked(), asked(state=ChangeState.WITHDRAWN)))

    (found,) = plans.requests(seen, {"bayes-v1": CHECKS}, here())

    assert found.title == "Promote bayes-v1"
    assert found.despite == "Why, although these could not be checked: simulation"
    assert found.apply.verb == "Apply"
    assert [it.look for it in found.checks] == ["st ok", "st unk"]


def test_a_request_that_changes_nothing_any_more_cannot_be_applied():
    seen = listed(CHAMPION, changes=(asked(policy="egreedy-v1"),))

    (found,) = plans.requests(seen, {}, here())

    assert found.apply.blocked
    assert found.apply.verb == ""


def test_a_roll_back_says_what_it_takes_back():
    applied = Change(
        *(ChangeId(new_id()), ChangeKind.PROMOTE, "egreedy-v1", "u_7q4m2kab", THEN, "it led"),
        state=ChangeState.APPLIED,
        ended_at=THEN,
    )
    seen = listed(CHAMPION, changes=(applied,), before=Policies("random"))

    plan = plans.rolling_back(seen, seen.changes)

    assert plan.title == "Roll back to random?"
    assert plan.effects[0].figure == "promote egreedy-v1"
    assert plans.rolling_back(listed(CHAMPION), ()).blocked


def test_a_card_says_how_many_checks_could_not_be_made():
    card = PolicyCard("bayes-v1", ("a",) * 10, "sheet-2", learns=True, checks=CHECKS)

    found = card_words.card(card, listed(CHAMPION, SHADOW, changes=(asked(),)), here(), [])

    assert found.state == "shadow since 28 Sep 10:12"
    assert found.checked.startswith("1 of 2 checks could not be made.")
    assert found.features.endswith("and 2 more")
    assert found.trial == "No finished run has bayes-v1 beside egreedy-v1."
    assert [it.what for it in found.history] == ["Promote: open"]
