"""What a log says of other policies is two estimates with their doubt, or the reason for none."""

from datetime import date

import pytest

from core.domain.deployment import Standing
from core.domain.figure import Figure, TooFew
from core.domain.policy_panel import Believed
from core.domain.reward_panel import Estimates, OtherPolicies, Rated
from core.domain.support import Lack, NotEnoughSupport, Shortfall
from oo_admin.rewards.other_words import others_shown, self_test, title, verdict, weight_words
from tests.fakes.figures import MINUS, THIN, a_change, a_figure, here

EARNED = a_figure(0.186, 0.014, 9415)
FAR = NotEnoughSupport((Shortfall(Lack.SUPPORT, 0.112, 0.05),), 9415)
THIN_LOG = NotEnoughSupport((Shortfall(Lack.EFFECTIVE, 31.4, 100.0),), 9415)
DOUBT = NotEnoughSupport((Shortfall(Lack.PROPENSITIES, 5.2, 4.0),), 9415)


def a_rated(policy="linucb-v1", lead=(-0.007, 0.02), worth=None, **changes):
    figure = a_figure(0.179, 0.020)
    told = worth or Estimates(a_figure(0.2, 0.1), a_figure(0.174, 0.022), figure, a_change(*lead))
    known = {
        "standing": Standing.SHADOW,
        "picks": 9415,
        "effective": 4310.2,
        "heaviest": 38.4,
        "outside": 0.004,
        "agrees": a_figure(0.79, 0.01),
    }
    return Rated(policy, worth=told, **known | changes)


def told(*rated, **changes):
    known = {
        "standing": Standing.CHAMPION,
        "picks": 9415,
        "earned": EARNED,
        "believed": Believed("ok", 0.4, 9800),
        "until": date(2026, 10, 11),
    }
    return OtherPolicies("bayes-v1", rated=rated, **known | changes)


@pytest.mark.parametrize(
    ("rated", "said"),
    [
        (a_rated(), ("No evidence of a difference", "st unk")),
        (a_rated(lead=(0.05, 0.02)), ("Higher", "st info")),
        (a_rated(lead=(-0.05, 0.02)), ("Lower", "st info")),
        (a_rated(worth=FAR), ("Not enough support", "st warn")),
        (a_rated(worth=DOUBT), ("Log in doubt", "st warn")),
        (a_rated(worth=TooFew(12)), ("Too few: 12", "st unk")),
        (
            a_rated(worth=Estimates(EARNED, EARNED, EARNED, a_change(0.05, 0.02), at_odds=True)),
            ("Estimates disagree", "st warn"),
        ),
    ],
)
def test_a_policy_is_called_what_its_interval_allows(rated, said):
    assert verdict(rated) == said


@pytest.mark.parametrize(
    ("rated", "words"),
    [
        ((), "What the log says about other policies"),
        ((a_rated(worth=FAR),), "This log cannot speak for a policy other than bayes-v1"),
        (
            (a_rated(), a_rated("rule-v1", lead=(-0.1, 0.02))),
            "No evidence that another policy would have earned more than bayes-v1",
        ),
        (
            (a_rated("a", lead=(0.1, 0.02)), a_rated("b", lead=(0.1, 0.2))),
            "a would have earned more than bayes-v1",
        ),
        (
            (a_rated(lead=(-0.1, 0.02)), a_rated("rule-v1", worth=THIN_LOG)),
            "Every other policy that can be judged would have earned less than bayes-v1",
        ),
    ],
)
def test_the_title_names_who_would_clearly_have_earned_more(rated, words):
    assert title(told(*rated)) == words


def test_estimates_that_disagree_make_nobody_better():
    odd = Estimates(EARNED, EARNED, EARNED, a_change(0.2, 0.02), at_odds=True)

    assert title(told(a_rated(worth=odd))).startswith("DR and SNIPS disagree")
    assert "No evidence" in title(told(a_rated(worth=odd), a_rated("rule-v1")))


def test_the_log_is_the_first_row_and_covers_itself():
    own, other = others_shown(told(a_rated()), here()).rows

    assert (own.name.words, own.role) == ("bayes-v1", "the log itself, self-test")
    assert (own.dr_words, own.verdict) == ("+0.186 ± 0.014", "Covers what was observed")
    assert (own.effective, own.heaviest, own.outside) == (f"9{THIN}415", "1", f"0.0{THIN}%")
    assert own.dr.tick == own.dr.at == other.dr.tick
    assert other.name.only == "/admin?f=policy:linucb-v1"


def test_a_judged_policy_has_both_estimates_and_what_they_rest_on():
    _, row = others_shown(told(a_rated()), here()).rows

    assert (row.dr_words, row.snips_words) == ("+0.179 ± 0.020", "+0.174 ± 0.022")
    assert (row.dr.look, row.snips.look) == ("plain", "hollow")
    assert (row.effective, row.heaviest) == (f"4{THIN}310", "38")
    assert (row.outside, row.differs) == (f"0.4{THIN}%", f"21{THIN}%")
    assert (row.withheld, row.thin, row.beyond) == ("", False, False)


@pytest.mark.parametrize(
    ("worth", "why"),
    [
        (FAR, f"11.2{THIN}% of its choices the log never shows, limit 5{THIN}%"),
        (THIN_LOG, "ESS 31, limit 100"),
        (DOUBT, "logged chances z 5.2, limit 4"),
        (
            NotEnoughSupport((Shortfall(Lack.MEAN_WEIGHT, 3.44, 3.0),), 9),
            "mean weight 3.4 standard errors off, limit 3",
        ),
        (TooFew(12, 3), "12 settled picks, limit 30 of 8 groups of users"),
    ],
)
def test_what_must_not_be_believed_is_not_printed(worth, why):
    rated = a_rated(worth=worth, effective=31.4, outside=0.112)

    shown = others_shown(told(rated), here())

    row, cells = shown.rows[1], shown.cells[1]
    assert (row.withheld, row.dr.shown, row.dr_words) == (why, False, "\u2014")
    assert (row.thin, row.beyond) == (True, True)
    assert cells[1:9] == ["\u2014"] * 8
    assert why in cells[-1]


def test_the_table_behind_has_ips_and_the_difference_too():
    shown = others_shown(told(a_rated()), here())

    assert shown.cells[1][1:3] == ["+0.200", "+0.100 to +0.300"]
    assert shown.cells[1][7:9] == [f"{MINUS}0.007", f"{MINUS}0.027 to +0.013"]
    assert {len(it) for it in shown.cells} == {14}


@pytest.mark.parametrize(
    ("believed", "said"),
    [
        (Believed("ok", 0.4, 900), ("Covers what was observed", "st ok")),
        (Believed("watch", 3.2, 900), ("Watch: chances are off", "st warn")),
        (Believed("alarm", 9.1, 900), ("Logged chances in doubt", "st bad")),
        (Believed(picks=64), ("Too few to test: 64", "st unk")),
    ],
)
def test_the_log_is_tested_against_its_own_chances(believed, said):
    assert self_test(told(believed=believed)) == said


def test_a_log_in_doubt_says_so_in_the_title():
    assert "in doubt" in title(told(a_rated(), believed=Believed("alarm", 9.1, 900)))


def test_without_settled_picks_there_is_nothing_to_show():
    nothing = told(picks=0, earned=TooFew(0), believed=Believed(), until=None)

    shown = others_shown(nothing, here())

    assert (shown.any, shown.ticks) == (False, [])
    assert "0 settled picks of bayes-v1." in shown.sub


def test_too_few_settled_picks_have_no_mean():
    own = others_shown(told(earned=TooFew(12, 3), picks=12), here()).rows[0]

    assert own.withheld.startswith("too few: 12")
    assert not own.dr.shown


def test_weights_are_told_as_exactly_as_they_are_known():
    assert [weight_words(it) for it in (None, 1.04, 38.4, 400.2)] == ["\u2014", "1.0", "38", "400"]
    assert isinstance(EARNED, Figure)
